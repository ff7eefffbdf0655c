"""Table shapes: a table is said once, and DDL, Arrow schema and docs follow from it.

in     names, types, units and meanings
keeps  every column has a meaning; a unit stands in its name or beside it
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Any


class Type(Enum):
    """What a column holds: its SQL type and its Arrow type name."""

    TEXT = ("VARCHAR", "string")
    INT = ("BIGINT", "int64")
    FLAG = ("BOOLEAN", "bool")
    DAY = ("DATE", "date32")

    @property
    def sql(self) -> str:
        """The type in DDL."""
        return str(self.value[0])

    @property
    def arrow(self) -> str:
        """The name of the pyarrow factory for the type."""
        return str(self.value[1])


@dataclass(frozen=True, slots=True)
class Column:
    """One column: name, type, unit, meaning, and whether a row may lack it."""

    name: str
    type: Type
    meaning: str
    unit: str = ""
    required: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """One table: what a row is, where rows come from, its columns and its key."""

    name: str
    zh: str
    meaning: str
    source: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]

    def column_names(self) -> list[str]:
        """Names in declared order."""
        return [column.name for column in self.columns]

    def ddl(self) -> str:
        """``CREATE TABLE IF NOT EXISTS`` in SQL that DuckDB and Spark both take."""
        lines = [
            f"  {column.name} {column.type.sql}{' NOT NULL' if column.required else ''}"
            for column in self.columns
        ]
        return f"CREATE TABLE IF NOT EXISTS {self.name} (\n" + ",\n".join(lines) + "\n)"

    def arrow_schema(self) -> Any:
        """The pyarrow schema, units and meanings as field metadata (needs the ``arrow`` extra)."""
        import pyarrow as pa  # noqa: PLC0415  an extra: only notebooks that ask for it load it

        return pa.schema(
            pa.field(
                column.name,
                getattr(pa, column.type.arrow)(),
                nullable=not column.required,
                metadata={"meaning": column.meaning, "unit": column.unit},
            )
            for column in self.columns
        )

    def page(self) -> str:
        """The docs entry of this table, in Markdown."""
        head = (
            f"## {self.name} ({self.zh})\n\n{self.meaning}\n\n"
            f"From: {self.source}. Key: {', '.join(self.key)}.\n\n"
            "| column | type | unit | may be empty | meaning |\n| --- | --- | --- | --- | --- |\n"
        )
        rows = [
            f"| {c.name} | {c.type.arrow} | {c.unit} | {'no' if c.required else 'yes'} "
            f"| {c.meaning} |"
            for c in self.columns
        ]
        return head + "\n".join(rows) + "\n"


def table(  # noqa: PLR0913  a table is said in one place, whole
    name: str, zh: str, meaning: str, *, source: str, key: str, columns: str
) -> Table:
    r"""Read a table from its one-line-a-column form: ``name type[!] [unit] | meaning``.

    ``!`` after the type marks a column that every row has.

    >>> table("t", "样", "a row", source="x", key="a", columns="a int! fen | money").ddl()
    'CREATE TABLE IF NOT EXISTS t (\n  a BIGINT NOT NULL\n)'
    """
    return Table(
        name, zh, meaning, source, tuple(key.split()),
        tuple(_column(line) for line in columns.splitlines() if line),
    )  # fmt: skip


def _column(line: str) -> Column:
    head, _, meaning = line.partition("|")
    name, kind, *unit = head.split()
    return Column(
        name, Type[kind.rstrip("!").upper()], meaning.strip(), " ".join(unit), kind.endswith("!")
    )
