"""The DuckDB engine: six verbs over one database file.

keeps  one writer; bounded memory (what does not fit spills beside the database);
       no extension is ever loaded, no connection opened to anything but the file
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb
import numpy as np

from zhanlian.terms import Refusal

MEMORY_LIMIT = "512MB"
THREADS = 2
NOTHING = np.iinfo(np.int64).min  # stands for NULL in int64 columns handed to ``append``


class CaseBusy(Refusal):
    """Another process is writing to the case."""

    code = "ZL-ENGINES-001"
    exit_status = 5

    def __init__(self, path: Path, cause: str) -> None:
        super().__init__(
            f"The case database {path.name} cannot be opened.",
            where=str(path.parent),
            why=cause.splitlines()[0],
            do_next="close the other program that has the case open, then run the command again",
        )


class BadStatement(Refusal):
    """A statement of ours that the engine did not take."""

    code = "ZL-ENGINES-002"
    exit_status = 70

    def __init__(self, statement: str, *, table: str, cause: str) -> None:
        super().__init__(
            f"A step on table {table} failed.",
            where=" ".join(statement.split())[:300],
            why=cause.splitlines()[0],
            do_next="this is a fault of the program: report it with this message",
        )


class Duck:
    """One open DuckDB database. ``read_only`` lets many readers in at once."""

    def __init__(self, path: Path | None = None, *, read_only: bool = False) -> None:
        target = ":memory:" if path is None else str(path)
        config: dict[str, Any] = {
            "memory_limit": MEMORY_LIMIT,
            "threads": THREADS,
            "preserve_insertion_order": True,
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
        }
        try:
            self.connection = duckdb.connect(target, read_only=read_only, config=config)
        except (duckdb.IOException, duckdb.ConnectionException) as error:
            raise CaseBusy(Path(target), str(error)) from error

    def create(self, table: str, ddl: str) -> None:
        """Make ``table`` if it is not there."""
        self.run(ddl, table=table)

    def append(
        self, table: str, columns: Mapping[str, Sequence[Any] | np.ndarray[Any, Any]]
    ) -> int:
        """Add rows given as equally long columns; returns how many.

        int64 arrays may hold ``NOTHING`` for an unknown value; object arrays may hold None.
        Values are bound by column name, never by position.
        """
        arrays = {name: _as_array(values) for name, values in columns.items()}
        count = len(next(iter(arrays.values()))) if arrays else 0
        if count == 0:
            return 0
        picks = ", ".join(
            f"nullif({_quoted(name)}, {NOTHING})" if array.dtype == np.int64 else _quoted(name)
            for name, array in arrays.items()
        )
        names = ", ".join(_quoted(name) for name in arrays)
        incoming = arrays  # noqa: F841  read by DuckDB under this name
        try:
            self.connection.execute(f"INSERT INTO {table} ({names}) SELECT {picks} FROM incoming")
        except duckdb.Error as error:
            step = f"append {names}"
            raise BadStatement(step, table=table, cause=str(error)) from error
        return count

    def run(self, statement: str, values: Sequence[Any] = (), *, table: str = "") -> None:
        """Do ``statement`` for its effect."""
        try:
            self.connection.execute(statement, list(values) or None)
        except duckdb.Error as error:
            raise BadStatement(statement, table=table, cause=str(error)) from error

    def fetch(self, query: str, values: Sequence[Any] = ()) -> list[dict[str, Any]]:
        """Rows of ``query`` as dictionaries, in its order."""
        cursor = self._execute(query, values)
        names = [column[0] for column in cursor.description or []]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def arrays(self, query: str, values: Sequence[Any] = ()) -> dict[str, np.ndarray[Any, Any]]:
        """Columns of ``query`` as numpy arrays; ask for no NULLs in numbers."""
        columns: dict[str, np.ndarray[Any, Any]] = self._execute(query, values).fetchnumpy()
        return {
            name: np.asarray(np.ma.filled(array, NOTHING) if _has_gaps(array) else array)
            for name, array in columns.items()
        }

    def relation(self, query: str) -> duckdb.DuckDBPyRelation:
        """A lazy relation, for notebooks: ``.to_arrow_table()``, ``.pl()``."""
        return self.connection.sql(query)

    def explain(self, query: str) -> str:
        """The engine's plan for ``query``, as text."""
        return str(self._execute(f"EXPLAIN {query}", ()).fetchall()[0][1])

    def close(self) -> None:
        """Write everything down and let the file go."""
        self.connection.close()

    def _execute(self, query: str, values: Sequence[Any]) -> duckdb.DuckDBPyConnection:
        try:
            return self.connection.execute(query, list(values) or None)
        except duckdb.Error as error:
            raise BadStatement(query, table="", cause=str(error)) from error


def as_columns(rows: Iterable[Mapping[str, Any]], names: Sequence[str]) -> dict[str, list[Any]]:
    """Turn row dictionaries into columns, with None where a row lacks a name."""
    columns: dict[str, list[Any]] = {name: [] for name in names}
    for row in rows:
        for name in names:
            columns[name].append(row.get(name))
    return columns


def _as_array(values: Sequence[Any] | np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    if isinstance(values, np.ndarray):
        return values
    kinds = {type(value) for value in values}
    if kinds <= {int, type(None)} and kinds:
        return np.array([NOTHING if v is None else v for v in values], dtype=np.int64)
    array = np.empty(len(values), dtype=object)
    array[:] = values
    return array


def _has_gaps(array: np.ndarray[Any, Any]) -> bool:
    return isinstance(array, np.ma.MaskedArray) and array.dtype == np.int64


def _quoted(name: str) -> str:
    return '"' + name + '"'
