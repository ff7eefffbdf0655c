"""Notebook: a case in the hands of somebody who programs.

in     a case folder
out    tables as Arrow, Polars or plain rows, and the same verbs the terminal has
keeps  a table is read from the case as it is now; results are traced before they are shown

::

    import zhanlian as zl

    case = zl.open("CASE")
    case.table("layer").polars()
"""

from __future__ import annotations

import getpass
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

from zhanlian.desk import running
from zhanlian.desk.checking import Checked, check_case
from zhanlian.desk.comparing import Comparison, compare
from zhanlian.desk.opening import open_to_read, open_traced
from zhanlian.desk.running import Added
from zhanlian.desk.summary import Summary, summarise
from zhanlian.desk.why import Explanation, explain, explain_at
from zhanlian.evidence import BY_NAME, Case
from zhanlian.terms import Refusal

Answer = TypeVar("Answer")


class NoSuchTable(Refusal):
    """A table that no case has."""

    code = "ZL-DESK-009"

    def __init__(self, name: str) -> None:
        super().__init__(
            f"There is no table {name!r}.",
            where=f"table({name!r})",
            why=f"the tables are {', '.join(BY_NAME)}",
            do_next="docs/tables.md says what each of them holds",
        )


class TableView:
    """One table of a case: rows, Arrow or Polars; money in whole minor units."""

    def __init__(self, folder: Path, name: str) -> None:
        if name not in BY_NAME:
            raise NoSuchTable(name)
        self.folder = folder
        self.name = name

    def __repr__(self) -> str:
        return f"TableView({self.name!r}: {BY_NAME[self.name].meaning})"

    def rows(self) -> list[dict[str, Any]]:
        """Rows as dictionaries, by key."""
        return self._read(lambda case: case.duck.fetch(self._query()))

    def arrow(self) -> Any:
        """A pyarrow table (extra ``arrow``)."""
        return self._read(lambda case: case.duck.relation(self._query()).to_arrow_table())

    def polars(self) -> Any:
        """A Polars frame (extras ``polars`` and ``arrow``)."""
        return self._read(lambda case: case.duck.relation(self._query()).pl())

    def _query(self) -> str:
        return f"SELECT * FROM {self.name} ORDER BY {', '.join(BY_NAME[self.name].key)}"

    def _read(self, read: Callable[[Case], Answer]) -> Answer:
        case = open_traced(self.folder)
        try:
            return read(case)
        finally:
            case.close()


class CaseBook:
    """A case: its tables, its summary, and the verbs that change it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __repr__(self) -> str:
        return f"CaseBook({str(self.folder)!r})"

    def table(self, name: str) -> TableView:
        """One table by the name it has in docs/tables.md."""
        return TableView(self.folder, name)

    @property
    def transfers(self) -> TableView:
        """Movements of money."""
        return self.table("transfer")

    @property
    def accounts(self) -> TableView:
        """Accounts known by statement or by mention."""
        return self.table("account")

    @property
    def layers(self) -> TableView:
        """Accounts the victims' money reached."""
        return self.table("layer")

    @property
    def holdings(self) -> TableView:
        """Whose money lies where, under every method."""
        return self.table("holding")

    @property
    def sensitivity(self) -> TableView:
        """One amount under every method, tie order and opening mode."""
        return self.table("sensitivity")

    @property
    def robust(self) -> TableView:
        """Statements, and whether they hold whatever the method."""
        return self.table("robust")

    def compare(self) -> Comparison:
        """How the methods differ: who gains, who loses, what does not depend on them."""
        return self._read(compare)

    def add(self, *paths: str | Path, author: str = "") -> Added:
        """Take files or folders in."""
        return running.add_to_case(
            self.folder, [Path(each) for each in paths], author=author or getpass.getuser()
        )

    def trace(self) -> Summary:
        """Trace where needed; the summary says where the money is."""
        return self._read(summarise)

    def check(self) -> Checked:
        """Data quality: lines by class, entries by state, findings."""
        return self._read(check_case)

    def why(self, asked: str) -> Explanation:
        """What a figure rests on, down to raw lines."""
        return self._read(lambda case: explain(case, asked))

    def whose(self, account: str, at: str, *, method: str = "") -> Explanation:
        """Whose money was in ``account`` at ``at`` (Chinese time)."""
        return self._read(lambda case: explain_at(case, account, at, method=method))

    def _read(self, read: Callable[[Case], Answer]) -> Answer:
        case = open_traced(self.folder)
        try:
            return read(case)
        finally:
            case.close()


def open_book(folder: str | Path) -> CaseBook:
    """Open a case folder."""
    book = CaseBook(Path(folder))
    open_to_read(book.folder).close()
    return book


def new_book(folder: str | Path, files: Sequence[str | Path] = (), *, name: str = "") -> CaseBook:
    """Make a case folder, and take ``files`` in if there are any."""
    running.make_case(Path(folder), name=name)
    book = CaseBook(Path(folder))
    if files:
        book.add(*files)
    return book
