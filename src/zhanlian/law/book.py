"""Book: every dated legal value, looked up by name and day.

in     parameter and instrument files; a province's table where the user has one
out    ``LawBook``: the value in force, its history, the instrument cited, the edition
keeps  a lookup names its day: there is no "current" value by default; a row for a kind of case
       goes before the general row; no row in force is a refusal, never zero
"""

import difflib
import hashlib
import tomllib
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import cast

from zhanlian.law.answers import LawRefusal
from zhanlian.law.instruments import Instrument, read_instruments
from zhanlian.law.parameters import Parameter, read_parameters
from zhanlian.law.values import Value

__all__ = ["LawBook", "NoLawInForce", "UnknownParameter", "law_book"]

DIGEST_LENGTH = 12
PLACE = "law.book"


class UnknownParameter(LawRefusal):
    """A name under which no legal value is filed."""

    code = "ZL-LAW-002"

    def __init__(self, parameter: str, *, near: tuple[str, ...]) -> None:
        super().__init__(
            f"There is no legal parameter {parameter!r}.",
            where=PLACE,
            why="no file of that name is in the outline of the law",
            do_next=f"did you mean {', '.join(near)}?" if near else "list them: zhanlian law list",
        )


class NoLawInForce(LawRefusal):
    """No dated value covers the day asked for."""

    code = "ZL-LAW-003"

    def __init__(self, parameter: str, *, on: date, first: date, case_kind: str) -> None:
        told = f" for {case_kind}" if case_kind else ""
        super().__init__(
            f"No value of {parameter}{told} is in force on {on}.",
            where=PLACE,
            why=f"its first value starts on {first}"
            if on < first
            else "its last value has ended and nothing replaced it",
            do_next="check that date in the facts, or add the value of that day with its citation",
        )


@dataclass(frozen=True, slots=True)
class LawBook:
    """Parameters and instruments of one edition.

    ``version`` names the edition and a digest of its files; it stands in every stored result.
    """

    parameters: dict[str, Parameter]
    instruments: dict[str, Instrument]
    version: str

    def parameter(self, name: str) -> Parameter:
        """The parameter of that name; refuses an unknown one with near names."""
        try:
            return self.parameters[name]
        except KeyError:
            near = difflib.get_close_matches(name, self.parameters, n=3)
            raise UnknownParameter(name, near=tuple(near)) from None

    def value(self, name: str, *, on: date, only_for: str = "", region: str = "") -> Value:
        """The row in force on that day, for that kind of case, in that province.

        A row for the province goes before the national one, and a row for the kind of case
        before the general one. Raises ``NoLawInForce``.
        """
        parameter = self.parameter(name)
        wanted = [(only_for, region), (only_for, ""), ("", region), ("", "")]
        rows = [row for row in parameter.values if row.covers(on)]
        for kind, place in wanted:
            for row in rows:
                if (row.only_for, row.region) == (kind, place):
                    return row
        first = min(row.from_on for row in parameter.values)
        raise NoLawInForce(name, on=on, first=first, case_kind=only_for)

    def is_settled(self, name: str, *, on: date, only_for: str = "") -> bool:
        """Whether any row covers that day."""
        rows = self.parameter(name).values
        return any(row.covers(on) and row.only_for in {"", only_for} for row in rows)

    def instrument_of(self, value: Value) -> Instrument:
        """The instrument that a value cites first."""
        return self.instruments[value.cites[0].source]

    def with_region(self, rows: tuple[Value, ...]) -> "LawBook":
        """The same book with a province's own rows; the version says so."""
        parameters = dict(self.parameters)
        for row in rows:
            found = self.parameter(row.parameter)
            values = (*parameters[row.parameter].values, row)
            parameters[row.parameter] = replace(found, values=values)
        mark = hashlib.sha256(repr(rows).encode()).hexdigest()[:DIGEST_LENGTH]
        return LawBook(parameters, self.instruments, f"{self.version}+{mark}")


@cache
def law_book() -> LawBook:
    """The edition that comes with the package."""
    with as_file(files("zhanlian.law") / "data") as folder:
        return read_book(folder)


def read_book(folder: Path) -> LawBook:
    """A book from a folder with ``instruments``, ``parameters`` and ``edition.toml``."""
    edition = tomllib.loads((folder / "edition.toml").read_text(encoding="utf-8"))
    digest = hashlib.sha256()
    for file in sorted(folder.rglob("*.toml")):
        digest.update(file.relative_to(folder).as_posix().encode())
        digest.update(file.read_bytes())
    return LawBook(
        parameters=read_parameters(folder / "parameters"),
        instruments=read_instruments(folder / "instruments"),
        version=f"{cast('date', edition['edition'])}/{digest.hexdigest()[:DIGEST_LENGTH]}",
    )
