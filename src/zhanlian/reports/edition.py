"""Edition: one printing of a report, in one language, open or masked, at one moment.

in     a case, a language, whether names and numbers are starred, the moment of printing
out    how every value is said: amounts, moments, accounts, names, places of rows
keeps  a masked edition shows no number, name or path whole, not even inside a figure id;
       what is not in the data prints as a dash, never as 0
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from zhanlian.evidence import Case, place_of
from zhanlian.reports.asking import ask
from zhanlian.reports.words import Words, words
from zhanlian.terms import Money, RowRef, mask_name, mask_number, show_instant

UNKNOWN = "—"
LONG_NUMBER = re.compile(r"(?<![0-9A-Za-z])[0-9A-Za-z*]*[0-9]{6,}[0-9A-Za-z]*(?![0-9A-Za-z])")
OWNED = ("cash", "fee", "interest", "unknown")  # reserved accounts that carry their owner's number
NAMING = ("H", "L", "P", "Q", "Z", "M", "U", "I")  # kinds of figures whose id names an account
MAY_NAME = ("R",)  # ... or may name one
TAIL = 4


@dataclass(frozen=True, slots=True)
class Edition:
    """A printing: ``words``, ``mask``, ``now`` and the names it needs to say things."""

    words: Words
    mask: bool
    now: int
    sources: Mapping[int, dict[str, Any]] = field(repr=False)
    holders: Mapping[str, str] = field(repr=False)
    ordinals: Mapping[str, int] = field(repr=False)
    people: tuple[str, ...] = field(default=(), repr=False)

    def amount(self, amount: Money | None) -> str:
        """``1,095.00``; the currency is said by the caption unless it is not yuan."""
        if amount is None:
            return UNKNOWN
        return amount.plain() if amount.currency == "CNY" else str(amount)

    def moment(self, at: int | None) -> str:
        """A moment in China's time."""
        return show_instant(at) or UNKNOWN

    def name(self, text: str | None) -> str:
        """A person's or company's name."""
        return (mask_name(text) if self.mask else text) if text else ""

    def number(self, text: str | None) -> str:
        """A number that names a person or an account."""
        return (mask_number(text) if self.mask else text) if text else ""

    def free(self, text: str | None) -> str:
        """A text as written; long numbers and known names inside it are starred under a mask."""
        if not text or not self.mask:
            return text or ""
        for person in self.people:
            text = text.replace(person, mask_name(person))
        return LONG_NUMBER.sub(lambda found: mask_number(found.group()), text)

    def account(self, account_id: str | None) -> str:
        """An account; reserved ones are said in words, such as cash drawn from an account."""
        if not account_id:
            return UNKNOWN
        if account_id.startswith("@"):
            kind, _, rest = account_id[1:].partition(":")
            label = self.words.value("reserved", kind)
            if kind in OWNED:
                return f"{label} …{rest[-TAIL:]}" if rest else label
            said = rest.rpartition(":")[2]
            said = self.name(said) if kind == "name" else self.free(said)
            return label + self.words("mark.colon") + said if said else label
        scheme, mark, number = account_id.rpartition(":")
        return scheme + mark + self.number(number)

    def holder(self, account_id: str | None) -> str:
        """The holder of an account, where one is known."""
        return self.name(self.holders.get(account_id or "", ""))

    def tail(self, account_id: str) -> str:
        """A short label for charts: the last four signs of the number."""
        if account_id.startswith("@"):
            return self.account(account_id)
        return f"…{account_id[-TAIL:]}"

    def figure(self, figure_id: str) -> str:
        """A figure id; under a mask its account becomes a running number of the case."""
        kind = figure_id.partition(":")[0]
        if not self.mask or kind not in NAMING + MAY_NAME:
            return figure_id
        named = [each for each in self.ordinals if each in figure_id]
        account_id = max(named, key=len, default="")
        if not account_id and kind in MAY_NAME:
            return figure_id
        assert account_id, "a figure names an account that no result speaks of"
        shown = "@" if account_id.startswith("@") else mask_number(account_id)
        return figure_id.replace(account_id, f"{shown}~{self.ordinals[account_id]}")

    def file(self, file_id: int) -> str:
        """A file by its name; by its number alone under a mask, for names say who."""
        name = PurePosixPath(self.sources[file_id]["delivered_path"].rpartition("!")[2]).name
        return self.words("place.file", number=file_id) if self.mask else name

    def place(self, row: RowRef) -> str:
        """One row of one file, as a reader would look it up."""
        if row.file_id not in self.sources:
            return str(row)
        where = [self.file(row.file_id)]
        if row.sheet_no:
            where.append(self._sheet(row))
        return " ".join([*where, self.words("place.line", number=row.line_no)])

    def _sheet(self, row: RowRef) -> str:
        if self.mask:
            return self.words("place.sheet_masked", number=row.sheet_no)
        name = self.sources[row.file_id]["sheets"].get(row.sheet_no, "")
        return self.words("place.sheet", number=row.sheet_no, name=name)


def open_edition(case: Case, *, lang: str, mask: bool, now: int) -> Edition:
    """Collect what one printing of ``case`` needs to name things."""
    accounts = ask(case, "result_accounts")
    people = {row["holder_name"] for row in accounts if row["holder_name"]}
    for table in ("victim", "person"):
        rows = case.duck.fetch(f"SELECT DISTINCT name FROM {table} WHERE name IS NOT NULL")
        people |= {row["name"] for row in rows}
    return Edition(
        words(lang), mask, now,
        sources={row["file_id"]: row for row in ask(case, "sources")},
        holders={row["account_id"]: row["holder_name"] or "" for row in accounts},
        ordinals={row["account_id"]: number for number, row in enumerate(accounts, start=1)},
        people=tuple(sorted((p for p in people if len(p) > 1), key=lambda p: (-len(p), p))),
    )  # fmt: skip


def row_of(entry_id: int) -> RowRef:
    """The row an entry id names."""
    return place_of(entry_id)


def row_from(text: str) -> RowRef:
    """The row named by ``f1:0:5``."""
    file_id, sheet_no, line_no = text.removeprefix("f").split(":")
    return RowRef(int(file_id), int(sheet_no), int(line_no))
