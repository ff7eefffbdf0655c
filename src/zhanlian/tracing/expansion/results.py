"""Results: what an expansion found, and why it found no more.

in     steps, accounts and cut rows of a walk, in the ledger's numbering
out    ``Expansion``: rows and hops, a path to each row, a reason per account
keeps  both forms fill it alike, so the same question has the same answer bit for bit;
       an account where nothing was cut off and nothing followed says so: nothing was found
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Self

import numpy as np

from zhanlian.tracing.expansion.asking import NO_ROW, Ask, Direction, Seeds
from zhanlian.tracing.expansion.index import Course, Records
from zhanlian.tracing.kernels.tables import Bools, Int32s, Int64s


class Form(StrEnum):
    """How the rows were found; the answer does not depend on it."""

    LEVELS = "levels"
    SCAN = "scan"


class Why(StrEnum):
    """Why a row inside a window was not followed, in the order of the kernels' codes."""

    SMALL = "below the least amount"
    THIN = "too small a part of the row before it"
    WEAK = "too small a part of the seed"


class Stop(StrEnum):
    """Why an account's branch goes no further; the first that holds is said."""

    SINK = "sink"
    GOES_ON = "goes on"
    HOPS = "last hop"
    CUT = "cut off by a limit"
    LATE = "after the window"
    NOTHING = "nothing found"


STOPS, WHYS = tuple(Stop), tuple(Why)


@dataclass(frozen=True, slots=True)
class Steps:
    """Rows met: sorted by hop, then row in the direction of the walk.

    ``parent``: the row it was found from, which stands at the hop before; -1 - seed at hop 1.
    Where a share of the seed is asked, a row may stand at several hops: its first is its least.
    """

    row: Int64s
    hop: Int64s
    parent: Int64s

    @classmethod
    def of(cls, course: Course, row: Records, hop: Records, parent: Records) -> Self:
        """Steps in the ledger's numbering; those of the walk are sorted already."""
        return cls(course.ledger_rows(row), hop.astype(np.int64), course.ledger_rows(parent))


@dataclass(frozen=True, slots=True)
class Reached:
    """Accounts met: sorted by layer, then number. A seed's account is of layer 1.

    ``late_row``: the first row that leaves the account after its last window closed, or -1.
    """

    account: Int32s
    layer: Int64s
    late_row: Int64s

    @classmethod
    def of(cls, course: Course, account: Records, layer: Records, late: Records) -> Self:
        """The ledger's accounts; one that stands for a sink counts as the sink, once."""
        own = course.ledger.account_count
        is_other = account >= own
        if not is_other.any():
            return cls(account, layer, course.ledger_rows(late))
        named = np.where(is_other, course.stands_for[np.maximum(account - own, 0)], account)
        order = np.lexsort((named, layer))
        _, first = np.unique(named[order], return_index=True)
        kept = order[np.sort(first)]
        late = np.where(course.ledger.is_sink[named], NO_ROW, course.ledger_rows(late))
        return cls(named[kept], layer[kept], late[kept])


@dataclass(frozen=True, slots=True)
class Cut:
    """Rows inside a window that a limit kept out, in order; ``why``: places in ``WHYS``."""

    row: Int64s
    why: Int64s


@dataclass(frozen=True, slots=True)
class Expansion:
    """What was found from ``seeds`` within ``ask``; ``form`` and ``chosen``: how, and why so."""

    course: Course
    seeds: Seeds
    ask: Ask
    steps: Steps
    reached: Reached
    cut: Cut
    form: Form
    chosen: str

    def rows(self) -> tuple[Int64s, Int64s]:
        """Each row met, once, with its least hop; sorted by row."""
        row, first = np.unique(self.steps.row, return_index=True)
        return row, self.steps.hop[first]

    def path_to(self, row: int) -> list[int]:
        """The rows from a seed to ``row``, first to last, by as few hops as there are."""
        found = np.flatnonzero(self.steps.row == row)
        if not found.size:
            return []
        path, hop = [row], int(self.steps.hop[found[0]])
        parent = int(self.steps.parent[found[0]])
        while parent >= 0:
            path.append(parent)
            hop -= 1
            is_it = (self.steps.row == parent) & (self.steps.hop == hop)
            parent = int(self.steps.parent[int(is_it.argmax())])
        return path[::-1]

    def cut_counts(self) -> dict[Why, int]:
        """How many rows each limit kept out."""
        counts = np.bincount(self.cut.why, minlength=len(WHYS))
        return dict(zip(WHYS, counts.tolist(), strict=True))

    def stops(self) -> Int64s:
        """Per account of ``reached``, why its branch goes no further: places in ``STOPS``."""
        account = self.reached.account
        goes_on, is_cut = self._left_by(self.steps.row), self._left_by(self.cut.row)
        reasons = (
            (self.course.ledger.is_sink[account], Stop.SINK),
            (goes_on[account], Stop.GOES_ON),
            (self.reached.layer > self.ask.hops, Stop.HOPS),
            (is_cut[account], Stop.CUT),
            (self.reached.late_row != NO_ROW, Stop.LATE),
        )
        found: Int64s = np.select(
            [holds for holds, _ in reasons],
            [STOPS.index(stop) for _, stop in reasons],
            STOPS.index(Stop.NOTHING),
        )
        return found

    def returned(self) -> Bools:
        """Per step, whether the row was returned later or returns an earlier one (冲正, 退汇)."""
        undo_row = self.course.ledger.undo_row
        is_returned = undo_row >= 0
        is_returned[undo_row[is_returned]] = True
        marked: Bools = is_returned[self.steps.row]
        return marked

    def _left_by(self, rows: Int64s) -> Bools:
        """Per account, whether any of ``rows`` was found from it."""
        ledger = self.course.ledger
        is_down = self.course.direction is Direction.DOWN
        is_left = np.zeros(ledger.account_count, dtype=np.bool_)
        is_left[(ledger.src if is_down else ledger.dst)[rows]] = True
        return is_left
