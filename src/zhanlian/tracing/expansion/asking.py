"""Asking: seeds and limits of an expansion, checked before anything is walked.

in     accounts and instants to start from; hops, window, least amount, shares
out    ``Seeds`` and ``Ask``; a refusal for what cannot be meant
keeps  no window starts before its seed: a seed that names a row is followed from after that
       row, any other from the first row of its instant on
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple, Self

import numpy as np

from zhanlian.terms import Refusal
from zhanlian.tracing.kernels.tables import Int32s, Int64s
from zhanlian.tracing.ledger import AMOUNT_LIMIT, Ledger

HOPS_MAX = 64
WINDOW_S_MAX = 3_155_760_000  # a hundred years
PPM = 1_000_000
NO_ROW = -1
WHERE = "tracing.expansion"


class Direction(StrEnum):
    """Downstream: where money went. Upstream: where it came from, time running back."""

    DOWN = "downstream"
    UP = "upstream"


class Seed(NamedTuple):
    """An account to start from; ``amount_minor`` 0 where it is not known, ``row`` -1 for none.

    ``row`` is the ledger row that brought the money (upstream: that took it away).
    """

    account: int
    at: int
    amount_minor: int = 0
    row: int = NO_ROW


@dataclass(frozen=True, slots=True)
class Seeds:
    """Seeds as columns: int32 accounts, int64 instants (microseconds) and amounts, int32 rows."""

    account: Int32s
    at: Int64s
    amount_minor: Int64s
    row: Int32s

    @classmethod
    def of(cls, seeds: Iterable[Seed | tuple[int, ...]]) -> Self:
        """Columns of seeds given one by one: (account, at[, amount[, row]])."""
        told = [Seed(*each) for each in seeds]
        columns = np.array(told, dtype=np.int64).reshape(len(told), len(Seed._fields)).T
        account, at, amount, row = (np.ascontiguousarray(each) for each in columns)
        return cls(account.astype(np.int32), at, amount, row.astype(np.int32))

    @classmethod
    def of_rows(cls, ledger: Ledger, rows: Int64s, *, direction: str = Direction.DOWN) -> Self:
        """The payees of ``rows`` as seeds, with instant and amount; upstream their payers."""
        account = ledger.dst if direction == Direction.DOWN else ledger.src
        return cls(
            account[rows].astype(np.int32),
            ledger.at[rows],
            ledger.amount_minor[rows],
            rows.astype(np.int32),
        )


@dataclass(frozen=True, slots=True)
class Ask:
    """The limits of an expansion, as asked."""

    hops: int
    window_s: int
    amount_minor_min: int = 0
    retention_ppm: int = 0
    flow_share_ppm: int = 0

    def check(self) -> None:
        """Refuse limits that no expansion can have."""
        for name, least, most in (
            ("hops", 1, HOPS_MAX),
            ("window_s", 0, WINDOW_S_MAX),
            ("amount_minor_min", 0, AMOUNT_LIMIT),
            ("retention_ppm", 0, PPM),
            ("flow_share_ppm", 0, PPM),
        ):
            given = getattr(self, name)
            if not least <= given <= most:
                raise UnfitLimit(name=name, given=given, least=least, most=most)

    @property
    def asks_shares(self) -> bool:
        """Whether what a row must carry depends on the row or the seed before it."""
        return bool(self.retention_ppm or self.flow_share_ppm)


class UnfitLimit(Refusal):
    """A limit of an expansion outside its bounds."""

    code = "ZL-TRACE-061"

    def __init__(self, *, name: str, given: int, least: int, most: int) -> None:
        super().__init__(
            f"{name} cannot be {given}.",
            where=WHERE,
            why=f"it is a whole number from {least} to {most}",
            do_next="give a number in that range",
        )


class UnfitSeed(Refusal):
    """A seed that the ledger does not have, or that lacks what a limit needs."""

    code = "ZL-TRACE-062"

    def __init__(self, *, number: int, why: str) -> None:
        super().__init__(
            f"Seed {number} cannot be expanded.",
            where=f"{WHERE}, seed {number}",
            why=why,
            do_next="correct the seed, or build the ledger again if it has changed",
        )


class OtherDirection(Refusal):
    """An index of one direction was asked about the other."""

    code = "ZL-TRACE-063"

    def __init__(self, *, built: str, asked: str) -> None:
        super().__init__(
            f"This index looks {built}, not {asked}.",
            where=WHERE,
            why="rows are grouped by payer for the one and by payee for the other",
            do_next=f"build an index with direction={asked!r}, or hand over the ledger itself",
        )


def check_seeds(seeds: Seeds, ledger: Ledger, *, direction: str, needs_amount: bool) -> None:
    """Refuse seeds that are not of this ledger."""
    row_account = ledger.dst if direction == Direction.DOWN else ledger.src
    has_row = seeds.row != NO_ROW
    is_row = has_row & (seeds.row >= 0) & (seeds.row < ledger.row_count)
    row = np.where(is_row, seeds.row, 0)
    is_of_row = np.zeros(seeds.row.size, dtype=np.bool_)
    if ledger.row_count:
        is_of_row = (row_account[row] == seeds.account) & (ledger.at[row] == seeds.at)
    amount = seeds.amount_minor
    for is_wrong, why in (
        ((seeds.account < 0) | (seeds.account >= ledger.account_count), "it names no account"),
        (has_row & ~is_row, "it names no row"),
        (is_row & ~is_of_row, "its row is of another account or instant"),
        ((amount < 0) | (amount >= AMOUNT_LIMIT), "its amount is out of bounds"),
        ((amount == 0) & needs_amount, "a share of its amount is asked, and it has none"),
    ):
        if is_wrong.any():
            raise UnfitSeed(number=int(is_wrong.argmax()), why=why)
