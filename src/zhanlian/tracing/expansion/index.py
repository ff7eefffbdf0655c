"""Index: a ledger made ready to be walked, once for many questions.

in     a checked ``Ledger`` and a direction
out    ``Course`` (its columns as a walk sees them) and ``Index`` (its rows by payer)
keeps  upstream is downstream of the ledger turned round: last row first, payer and payee
       swapped, the clock running back; so there is one walk, and both directions mean the same;
       no row leaves a sink, except that a row a sink returns is followed from the row returned:
       the two meet in an account of their own, which stands for the sink
"""

from dataclasses import dataclass, field
from threading import Lock
from typing import Any, Self

import numpy as np

from zhanlian.tracing.expansion.asking import NO_ROW, Direction, Seeds
from zhanlian.tracing.kernels.expansion_legs import count_legs, fill_legs, is_plain_clock, tick
from zhanlian.tracing.kernels.expansion_levels import COUNTS
from zhanlian.tracing.kernels.expansion_records import ARRIVAL, FINE_LEG, LEG, SEEN
from zhanlian.tracing.kernels.tables import Bools, Int32s, Int64s
from zhanlian.tracing.ledger import MICROS, Ledger

Records = np.ndarray[Any, Any]
COARSE_MAX = (1 << 31) - 2  # whole seconds that an int32 clock can count


@dataclass(frozen=True, slots=True)
class Course:
    """A ledger as a walk sees it; ``clock`` counts ``unit`` microseconds since ``start`` from 1.

    ``stands_for``: the sinks that the accounts beyond the ledger's own stand for.
    """

    ledger: Ledger
    direction: Direction
    src: Int32s
    dst: Int32s
    clock: Records
    amount_minor: Int64s
    is_sink: Bools
    stands_for: Int32s
    start: int
    unit: int

    @classmethod
    def of(cls, ledger: Ledger, direction: str = Direction.DOWN) -> Self:
        """The course of a ledger. Cost: a pass over the instants; upstream a copy besides."""
        way = Direction(direction)
        is_down = way is Direction.DOWN
        clock, start, unit = _make_clock(np.ascontiguousarray(ledger.at, dtype=np.int64))
        payer, payee, stands_for = _part_returns(ledger)
        src, dst = (payer, payee) if is_down else (payee, payer)
        turn = slice(None, None, 1 if is_down else -1)
        if not is_down and clock.size:
            start += (int(clock[-1]) - 1) * unit
            clock = clock[-1] + 1 - clock
        return cls(
            ledger, way,
            src=np.ascontiguousarray(src[turn], dtype=np.int32),
            dst=np.ascontiguousarray(dst[turn], dtype=np.int32),
            clock=np.ascontiguousarray(clock[turn]),
            amount_minor=np.ascontiguousarray(ledger.amount_minor[turn], dtype=np.int64),
            is_sink=np.append(ledger.is_sink, np.zeros(stands_for.size, dtype=np.bool_)),
            stands_for=stands_for, start=start, unit=unit,
        )  # fmt: skip

    @property
    def row_count(self) -> int:
        """How many rows there are."""
        return int(self.src.size)

    def ledger_rows(self, rows: Records) -> Int64s:
        """Rows of the course as the ledger numbers them; numbers below 0 stay as they are."""
        numbers = rows.astype(np.int64)
        if self.direction is Direction.DOWN:
            return numbers
        return np.where(numbers < 0, numbers, self.row_count - 1 - numbers)

    def units(self, window_s: int) -> int:
        """A window in units of the clock."""
        return window_s * (MICROS // self.unit)

    def arrivals(self, seeds: Seeds, window_s: int) -> Records:
        """Seeds as arrivals in total order, each with its place among the seeds as parent."""
        sign = 1 if self.direction is Direction.DOWN else -1
        since_us = sign * (seeds.at - self.start)
        now = -(-since_us // self.unit) + 1  # the first tick not before the seed
        row = self._rows_before(now)
        is_row = seeds.row != NO_ROW
        own = seeds.row if sign > 0 else self.row_count - 1 - seeds.row
        row[is_row] = own[is_row]
        now[is_row] = self.clock[own[is_row]]
        since_us = np.where(is_row, (now - 1) * self.unit, since_us)
        closes = (since_us + window_s * MICROS) // self.unit + 2
        found = np.zeros(row.size, dtype=ARRIVAL)
        found["account"], found["row"] = seeds.account, row
        found["account"][is_row] = self.dst[own[is_row]]
        found["closes"] = np.maximum(closes, 1)
        found["parent"] = -1 - np.arange(row.size)
        return found[np.lexsort((found["parent"], since_us, row))]

    def _rows_before(self, now: Int64s) -> Int64s:
        """The last row before each tick, -1 for none."""
        if not self.clock.size:
            return np.full(now.size, -1, dtype=np.int64)
        tick = np.clip(now, 0, int(self.clock[-1]) + 1).astype(self.clock.dtype)
        return np.searchsorted(self.clock, tick, side="left") - 1


def _part_returns(ledger: Ledger) -> tuple[Int32s, Int32s, Int32s]:
    """Payers and payees, where what a sink returns meets what it returns; and those sinks."""
    is_back = (ledger.undo_row >= 0) & (ledger.src != ledger.dst)
    back = np.flatnonzero(is_back)
    back = back[ledger.is_sink[ledger.src[back]]]
    undone, place = np.unique(ledger.undo_row[back], return_inverse=True)
    stands_for = ledger.dst[undone].astype(np.int32)
    if not back.size:
        return ledger.src, ledger.dst, stands_for
    src, dst = ledger.src.copy(), ledger.dst.copy()
    src[back] = ledger.account_count + place
    dst[undone] = ledger.account_count + np.arange(undone.size)
    return src, dst, stands_for


def _make_clock(at: Int64s) -> tuple[Records, int, int]:
    """The clock of a column of instants, where it starts, and the microseconds of one tick."""
    start = int(at[0]) if at.size else 0
    is_plain = bool(is_plain_clock(at))
    unit = MICROS if is_plain and int(at.max(initial=start)) - start < COARSE_MAX * MICROS else 1
    start = start if unit == MICROS else int(at.min(initial=start))
    clock = np.empty(at.size, dtype=np.int32 if unit == MICROS else np.int64)
    tick(at, start, unit, clock)
    return clock, start, unit


@dataclass(slots=True)
class Scratch:
    """What a walk writes in; clean before and after, so a question costs what it touches."""

    skip: Int32s
    parent: Int32s
    found: Int64s
    small: Int32s
    seen: Records
    account: Int32s
    count: Int64s

    @classmethod
    def of(cls, leg_count: int, account_count: int) -> Self:
        """Fresh tables; untouched pages of them cost nothing."""
        return cls(
            skip=np.zeros(leg_count + 1, dtype=np.int32),
            parent=np.empty(leg_count, dtype=np.int32),
            found=np.empty(leg_count, dtype=np.int64),
            small=np.empty(leg_count, dtype=np.int32),
            seen=np.zeros(account_count, dtype=SEEN),
            account=np.empty(account_count, dtype=np.int32),
            count=np.zeros(COUNTS, dtype=np.int64),
        )


@dataclass(frozen=True, slots=True)
class Index:
    """Rows by payer, in total order in each group; built once, asked by many threads at a time.

    ``leg`` LEG[m] or FINE_LEG[m]; ``leg_row`` int32[m]; ``offset`` int32[A + 1].
    """

    course: Course
    leg: Records
    leg_row: Int32s
    offset: Int32s
    spare: list[Scratch] = field(default_factory=list, repr=False, compare=False)
    lock: Lock = field(default_factory=Lock, repr=False, compare=False)

    @classmethod
    def build(cls, ledger: Ledger, *, direction: str = Direction.DOWN) -> Self:
        """Group the ledger's rows. Refuses an unfit ledger. Cost: about 20 ns per row."""
        ledger.check()
        course = Course.of(ledger, direction)
        offset = np.zeros(course.is_sink.size + 1, dtype=np.int32)
        count_legs(course.src, course.dst, course.is_sink, offset)
        leg_count = int(offset[-1])
        leg = np.empty(leg_count, dtype=LEG if course.unit == MICROS else FINE_LEG)
        leg_row = np.empty(leg_count, dtype=np.int32)
        fill_legs(
            course.src, course.dst, course.clock, course.amount_minor, course.is_sink,
            offset, leg, leg_row,
        )  # fmt: skip
        offset[1:] = offset[:-1].copy()
        offset[:1] = 0
        return cls(course, leg, leg_row, offset)

    def leg_block(self) -> Int64s:
        """The memory of ``leg`` as whole numbers, a line per leg."""
        width = self.leg.dtype.itemsize // np.dtype(np.int64).itemsize
        return self.leg.view(np.int64).reshape(self.leg.size, width)

    def borrow(self) -> Scratch:
        """Clean tables to write in; ``give_back`` returns them clean."""
        with self.lock:
            if self.spare:
                return self.spare.pop()
        return Scratch.of(self.leg_row.size, self.offset.size - 1)

    def give_back(self, scratch: Scratch) -> None:
        """Keep clean tables for the next question."""
        with self.lock:
            self.spare.append(scratch)
