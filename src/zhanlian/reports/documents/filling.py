"""Filling: a draft checked against its kind, every value as text with the number of its source.

in     a draft, its kind, the law book of its day
out    ``Filled``: texts for every field and cell, sources by number, blanks still to be filled
keeps  a field the kind lacks, a figure without a source and sums that do not add up are refused;
       what may be blank and is blank is listed, so nobody signs over it unseen
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from zhanlian.law import LawBook, law_book
from zhanlian.reports.documents.capital import capital_amount
from zhanlian.reports.documents.draft import BLANK, Draft, Given, Row
from zhanlian.reports.documents.grounds import cite_grounds, say_law
from zhanlian.reports.documents.kinds import Field, Kind, Table
from zhanlian.reports.documents.refusals import (
    DoesNotAddUp,
    FigureWithoutSource,
    MissingField,
    UnknownField,
    WrongValue,
)
from zhanlian.reports.documents.showing import LONG_BLANK, fits, show_value
from zhanlian.terms import Money

__all__ = ["Filled", "Shown", "Sources", "fill"]

YUAN = "CNY"


@dataclass(frozen=True, slots=True)
class Shown:
    """A value as text, with its source's number as printed; ``capital`` for amounts in yuan."""

    text: str
    mark: str = ""
    capital: str = ""


class Sources:
    """Sources numbered from 1, in the order in which the document first speaks of them."""

    def __init__(self) -> None:
        self.number: dict[str, int] = {}

    def mark(self, source: str) -> str:
        """The printed number of a source; empty where there is none."""
        return f"[{self.number.setdefault(source, len(self.number) + 1)}]" if source else ""


@dataclass(frozen=True, slots=True)
class Filled:
    """A document ready to be drawn: nothing in it is computed any more."""

    kind: Kind
    draft: Draft
    fields: Mapping[str, Shown]
    tables: Mapping[str, Sequence[Mapping[str, Shown]]]
    grounds: str
    sources: tuple[tuple[str, str], ...]
    blanks: tuple[str, ...]
    law_version: str


def fill(draft: Draft, kind: Kind, *, law: LawBook | None = None) -> Filled:
    """Every value of ``draft`` as its document shows it."""
    book = law or law_book()
    _refuse_unknown(draft, kind)
    given = {key: _given(each, draft, book) for key, each in kind.fields.items()}
    sources, show = Sources(), _Shower(kind)
    fields = {
        key: show(each, given[key], sources, in_table=False) for key, each in kind.fields.items()
    }
    tables = {
        key: [_cells(table, row, show, sources) for row in _rows(table, draft, kind)]
        for key, table in kind.tables.items()
    }
    _refuse_sums(draft, kind, given)
    return Filled(
        kind=kind, draft=draft, fields=fields, tables=tables,
        grounds=cite_grounds(kind, on=draft.on, law=book),
        sources=tuple((f"[{number}]", source) for source, number in sources.number.items()),
        blanks=tuple(_blanks(draft, kind, given)), law_version=book.version,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Shower:
    """How values of one kind become text."""

    kind: Kind

    def __call__(self, declared: Field, given: Given, sources: Sources, *, in_table: bool) -> Shown:
        """The text of one value; refuses what its field cannot hold."""
        if given.is_blank:
            if declared.must:
                raise MissingField(declared.key, kind=self.kind.key)
            return Shown(
                show_value(declared, BLANK, is_public=False, in_table=in_table),
                capital=LONG_BLANK,
            )
        if not fits(declared, given):
            raise WrongValue(declared.key, kind=self.kind.key, wanted=declared.type)
        if declared.is_figure and not given.source:
            raise FigureWithoutSource(declared.key, kind=self.kind.key)
        is_yuan = declared.type == "money" and given.currency == YUAN
        return Shown(
            show_value(declared, given, is_public=self.kind.is_public, in_table=in_table),
            sources.mark(given.source),
            capital_amount(given.money.minor) if is_yuan else "",
        )


def _given(declared: Field, draft: Draft, law: LawBook) -> Given:
    if declared.type == "law":
        return say_law(declared.parameter, on=draft.on, law=law)
    return draft.fields.get(declared.key, BLANK)


def _rows(table: Table, draft: Draft, kind: Kind) -> Sequence[Row]:
    rows = draft.tables.get(table.key, ())
    if table.must and not rows:
        raise MissingField(table.key, kind=kind.key)
    return rows


def _cells(table: Table, row: Row, show: _Shower, sources: Sources) -> dict[str, Shown]:
    return {
        column.key: show(column, row.get(column.key, BLANK), sources, in_table=True)
        for column in table.columns
    }


def _refuse_unknown(draft: Draft, kind: Kind) -> None:
    taken = [key for key, each in kind.fields.items() if each.type != "law"]
    for key in draft.fields:
        if key not in taken:
            raise UnknownField(key, kind=kind.key, known=taken)
    for key, rows in draft.tables.items():
        if key not in kind.tables:
            raise UnknownField(key, kind=kind.key, known=kind.tables)
        columns = [f"{key}.{column.key}" for column in kind.tables[key].columns]
        for name in dict.fromkeys(f"{key}.{name}" for row in rows for name in row):
            if name not in columns:
                raise UnknownField(name, kind=kind.key, known=columns)


def _refuse_sums(draft: Draft, kind: Kind, given: Mapping[str, Given]) -> None:
    """What is declared to add up does; a sum with a blank in it cannot be said."""
    for each in kind.sums:
        whole = given[each.whole]
        parts = [part for key in each.parts for part in _amounts(key, draft, given)]
        if whole.is_blank or any(part.is_blank for part in parts):
            continue
        said = whole.money
        summed = sum((part.money for part in parts), start=Money(0, whole.currency))
        if said != summed:
            names = " + ".join(each.parts)
            raise DoesNotAddUp(each.whole, said=said.minor, parts=names, summed=summed.minor)


def _amounts(key: str, draft: Draft, given: Mapping[str, Given]) -> list[Given]:
    table, dot, column = key.partition(".")
    if not dot:
        return [given[key]]
    return [row.get(column, BLANK) for row in draft.tables.get(table, ())]


def _blanks(draft: Draft, kind: Kind, given: Mapping[str, Given]) -> Iterator[str]:
    """What is still to be filled by hand, by the names a reader knows."""
    yield from (each.zh for key, each in kind.fields.items() if given[key].is_blank)
    for table in kind.tables.values():
        for column in table.columns:
            lacking = sum(
                row.get(column.key, BLANK).is_blank for row in draft.tables.get(table.key, ())
            )
            if lacking:
                yield f"{table.zh}·{column.zh}×{lacking}"
