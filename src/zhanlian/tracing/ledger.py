"""Ledger: the one table that a trace works on, checked once at the door.

in     columns of transfers in total order, openings, sinks, names
out    ``Ledger``; ``check`` refuses what no kernel could trace exactly
keeps  one transfer is one row; amounts are positive minor units of one currency; a returned
       payment is a row with payer and payee swapped, never a negative amount
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from zhanlian.terms import Refusal
from zhanlian.tracing.kernels.soundness import HIGH_BITS, LOW_PART, Seen, look_over

AMOUNT_LIMIT = 1 << 50  # pro-rata's exact division holds below this
BALANCE_LIMIT = 1 << 61
ROWS_MAX = (1 << 31) - 1
MICROS = 1_000_000
WHERE = "tracing.ledger"


class UnevenColumns(Refusal):
    """Columns that should describe the same things have different lengths."""

    code = "ZL-TRACE-001"

    def __init__(self, *, column: str, length: int, expected: int) -> None:
        super().__init__(
            f"Column {column} has {length} entries, not {expected}.",
            where=WHERE,
            why="every column of a ledger describes the same rows, accounts or origins",
            do_next="build the ledger again from the evidence tables",
        )


class UnknownNumber(Refusal):
    """A row names an account or an origin that is not listed."""

    code = "ZL-TRACE-002"

    def __init__(self, *, column: str, row: int, number: int, least: int, most: int) -> None:
        super().__init__(
            f"Row {row} has {number} in {column}, outside {least}..{most}.",
            where=f"{WHERE}, row {row}",
            why="accounts and origins are numbered by the ledger's own lists",
            do_next="build the ledger again from the evidence tables",
        )


class UnfitAmount(Refusal):
    """An amount or opening balance that cannot be traced exactly."""

    code = "ZL-TRACE-003"

    def __init__(self, *, column: str, row: int, amount_minor: int, most: int) -> None:
        least = 0 if column == "opening_minor" else 1
        super().__init__(
            f"Entry {row} of {column} is {amount_minor} minor units, outside {least}..{most}.",
            where=f"{WHERE}, {column}, entry {row}",
            why="amounts are positive, openings are not negative, and shares are exact below 2^50",
            do_next="correct the source row; a returned payment is a row of its own, not a minus",
        )


class UnfitUndo(Refusal):
    """An undo row that does not return the row it points at."""

    code = "ZL-TRACE-004"

    def __init__(self, *, row: int, undo_row: int, why: str) -> None:
        super().__init__(
            f"Row {row} cannot return row {undo_row}.",
            where=f"{WHERE}, row {row}",
            why=why,
            do_next="correct the pairing of the two rows, or trace the later one as ordinary",
        )


class UnfitLabel(Refusal):
    """A victim's payment that is also a self transfer or an undo row."""

    code = "ZL-TRACE-005"

    def __init__(self, *, row: int, origin: int) -> None:
        super().__init__(
            f"Row {row} is labelled as payment {origin} but brings nobody new money.",
            where=f"{WHERE}, row {row}",
            why="a victim's payment goes from one account to another and returns nothing",
            do_next="take the label off, or correct the row's accounts",
        )


class TooMuchMoney(Refusal):
    """The ledger's total is beyond exact 64-bit sums."""

    code = "ZL-TRACE-006"

    def __init__(self, *, total: float) -> None:
        super().__init__(
            f"Openings and amounts come to about {total:.3g} minor units, above 2^61.",
            where=WHERE,
            why="balances are kept as 64-bit whole numbers and checked to the minor unit",
            do_next="use a larger minor unit for this currency, or trace fewer rows",
        )


class RowsOutOfOrder(Refusal):
    """A row stands before one of an earlier second."""

    code = "ZL-TRACE-007"

    def __init__(self, *, row: int) -> None:
        super().__init__(
            f"Row {row} is of an earlier second than row {row - 1}.",
            where=f"{WHERE}, row {row}",
            why="the order of the rows decides which money moves; inside a second it is the"
            " ledger's tie rule, across seconds it is time",
            do_next="sort the rows by time, tie rank and source order before tracing",
        )


@dataclass(frozen=True, slots=True)
class Ledger:
    """Transfers in total order: row k may pass on what row j brought only if k > j.

    ``src``, ``dst`` int32[n]: account numbers. ``at`` int64[n]: microseconds UTC.
    ``amount_minor`` int64[n], > 0. ``undo_row`` int32[n]: -1, or the earlier row that this one
    returns. ``origin`` int32[n]: 0, or the number 1..V of the victim's payment; on that row the
    amount is created at dst and src is not debited. ``opening_minor`` int64[A]: money of no
    victim, the oldest. ``is_sink`` bool[A]: where tracing stops; a sink is never debited.
    ``origin_ids[k - 1]`` names origin k. A row with src = dst moves nothing.
    """

    src: NDArray[np.int32]
    dst: NDArray[np.int32]
    at: NDArray[np.int64]
    amount_minor: NDArray[np.int64]
    undo_row: NDArray[np.int32]
    origin: NDArray[np.int32]
    opening_minor: NDArray[np.int64]
    is_sink: NDArray[np.bool_]
    account_ids: Sequence[str]
    transfer_ids: NDArray[np.int64]
    origin_ids: Sequence[str]
    currency: str

    @property
    def row_count(self) -> int:
        """How many transfers there are."""
        return int(self.src.size)

    @property
    def account_count(self) -> int:
        """How many accounts there are."""
        return len(self.account_ids)

    def check(self) -> None:
        """Refuse a ledger that could not be traced exactly. Cost: one pass over the rows.

        A second pass, to find the row, is made only where the first has seen something.
        """
        check_lengths(self)
        seen = look_at(self)
        if seen.has_bad_number:
            check_numbers(self)
        if seen.has_bad_amount:
            check_amounts(self)
        check_openings(self, seen.total_minor)
        if seen.goes_back:
            check_order(self)
        if seen.has_bad_label:
            check_labels(self)
        if seen.has_undo:
            check_undo(self)


WIDTHS = {
    "src": np.int32,
    "dst": np.int32,
    "at": np.int64,
    "amount_minor": np.int64,
    "undo_row": np.int32,
    "origin": np.int32,
}


def look_at(ledger: Ledger) -> Seen:
    """Look once at every row; columns of other widths could hide something, so all flags are up."""
    given = [getattr(ledger, name) for name in WIDTHS]
    columns = tuple(
        np.ascontiguousarray(column, dtype=width)
        for column, width in zip(given, WIDTHS.values(), strict=True)
    )
    accounts, origins = ledger.account_count, len(ledger.origin_ids)
    seen = Seen(*look_over(columns, accounts, origins, AMOUNT_LIMIT))
    if all(column.dtype == width for column, width in zip(given, WIDTHS.values(), strict=True)):
        return seen
    return Seen(True, True, True, True, True, seen.high, seen.low)  # noqa: FBT003


def check_lengths(ledger: Ledger) -> None:
    """Every column has one entry per row or per account."""
    if ledger.row_count > ROWS_MAX:
        raise UnevenColumns(column="src", length=ledger.row_count, expected=ROWS_MAX)
    for name in ("dst", "at", "amount_minor", "undo_row", "origin", "transfer_ids"):
        length = getattr(ledger, name).size
        if length != ledger.row_count:
            raise UnevenColumns(column=name, length=length, expected=ledger.row_count)
    for name in ("opening_minor", "is_sink"):
        length = getattr(ledger, name).size
        if length != ledger.account_count:
            raise UnevenColumns(column=name, length=length, expected=ledger.account_count)


def check_numbers(ledger: Ledger) -> None:
    """Accounts and origins are listed."""
    for name, least, most in (
        ("src", 0, ledger.account_count - 1),
        ("dst", 0, ledger.account_count - 1),
        ("origin", 0, len(ledger.origin_ids)),
        ("undo_row", -1, ledger.row_count - 1),
    ):
        column = getattr(ledger, name)
        row = first_true((column < least) | (column > most))
        if row >= 0:
            raise UnknownNumber(
                column=name, row=row, number=int(column[row]), least=least, most=most
            )


def check_amounts(ledger: Ledger) -> None:
    """Amounts are in bounds."""
    row = first_true((ledger.amount_minor <= 0) | (ledger.amount_minor >= AMOUNT_LIMIT))
    if row >= 0:
        amount = int(ledger.amount_minor[row])
        most = AMOUNT_LIMIT - 1
        raise UnfitAmount(column="amount_minor", row=row, amount_minor=amount, most=most)


def check_openings(ledger: Ledger, amounts_minor: int) -> None:
    """Openings are in bounds, and so is any sum of openings and amounts."""
    account = first_true((ledger.opening_minor < 0) | (ledger.opening_minor >= BALANCE_LIMIT))
    if account >= 0:
        opening = int(ledger.opening_minor[account])
        most = BALANCE_LIMIT - 1
        raise UnfitAmount(column="opening_minor", row=account, amount_minor=opening, most=most)
    high, low = ledger.opening_minor >> HIGH_BITS, ledger.opening_minor & LOW_PART
    total = amounts_minor + (int(high.sum()) << HIGH_BITS) + int(low.sum())
    if total >= BALANCE_LIMIT:
        raise TooMuchMoney(total=float(total))


def check_order(ledger: Ledger) -> None:
    """Seconds never go back; inside a second the tie rule may order as it likes."""
    row = first_true(np.diff(ledger.at // MICROS) < 0)
    if row >= 0:
        raise RowsOutOfOrder(row=row + 1)


def check_labels(ledger: Ledger) -> None:
    """A labelled row brings new money to another account."""
    row = first_true((ledger.origin > 0) & ((ledger.src == ledger.dst) | (ledger.undo_row >= 0)))
    if row >= 0:
        raise UnfitLabel(row=row, origin=int(ledger.origin[row]))


def check_undo(ledger: Ledger) -> None:
    """An undo row is later, swapped and equal."""
    rows = np.flatnonzero(ledger.undo_row >= 0)
    undone = ledger.undo_row[rows]
    is_swapped = (ledger.src[rows] == ledger.dst[undone]) & (ledger.dst[rows] == ledger.src[undone])
    is_equal = ledger.amount_minor[rows] == ledger.amount_minor[undone]
    for is_right, why in (
        (undone < rows, "the row it returns does not stand before it"),
        (is_swapped, "its payer and payee are not those of the earlier row, swapped"),
        (is_equal, "its amount is not that of the earlier row"),
    ):
        wrong = first_true(~is_right)
        if wrong >= 0:
            raise UnfitUndo(row=int(rows[wrong]), undo_row=int(undone[wrong]), why=why)


def first_true(is_found: NDArray[np.bool_]) -> int:
    """Where the first True stands, or -1."""
    if not is_found.size:
        return -1
    place = int(is_found.argmax())
    return place if is_found[place] else -1
