"""Ownership: whose money lies in a frozen account, by the strict hop-by-hop test.

in     a trace by the direct method, frozen accounts, the victim behind each payment
out    ``Owned`` per account: situation A, B or C; matched amounts with the rows that prove them;
       the mix, the victims in it, and per victim the first row that broke the match
keeps  an amount is matched only where the direct method says so; the rest is mixed money; no
       accounting convention decides ownership (``beside`` shows them for investigation only)
law    rules on returning frozen funds (银监发〔2016〕41号) art. 8: single, traceable, untraceable
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from zhanlian.recovery.mixing import Loss, Mixing, mix, origins_in
from zhanlian.recovery.refusals import NotDirect, UnknownAccount, UnknownPayment
from zhanlian.tracing import Method, Trace, path_of

__all__ = ["Break", "Frozen", "Matched", "Owned", "Pooled", "Situation", "find_owners"]


class Situation(StrEnum):
    """The three situations of art. 8, and an account that no victim's money is known to be in."""

    SINGLE = "A"
    TRACEABLE = "B"
    UNTRACEABLE = "C"
    NOBODY = "-"


@dataclass(frozen=True, slots=True)
class Frozen:
    """What a bank holds frozen in one account."""

    account_id: str
    frozen_minor: int


@dataclass(frozen=True, slots=True)
class Matched:
    """Money matched to one victim; each path is the transfers it came by, the oldest first."""

    victim_id: str
    amount_minor: int
    paths: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Break:
    """The first transfer by which a victim's money on its way here could not be told apart.

    ``mixed_with``: the other victims whose money lay in the paying account; ``has_other``:
    money of no victim lay there too.
    """

    payment_id: str
    transfer_id: int
    account_id: str
    mixed_with: tuple[str, ...]
    has_other: bool


@dataclass(frozen=True, slots=True)
class Pooled:
    """A victim in the mix: what may have entered it at the most, and where the match broke."""

    victim_id: str
    entered_minor: int
    breaks: tuple[Break, ...]


@dataclass(frozen=True, slots=True)
class Owned:
    """One frozen account. ``booked_minor``: its balance by the ledger, to compare.

    ``has_other_money``: money of no victim lies in the account or its mix, so its holder or a
    third party may have a claim; a person looks at it.
    """

    account_id: str
    frozen_minor: int
    booked_minor: int
    credit_count: int
    situation: Situation
    matched: tuple[Matched, ...]
    pooled: tuple[Pooled, ...]
    has_other_money: bool

    @property
    def mixed_minor(self) -> int:
        """What is frozen beyond all that is matched; never below zero."""
        return max(0, self.frozen_minor - sum(each.amount_minor for each in self.matched))


def find_owners(
    trace: Trace, frozen: Iterable[Frozen], *, victim_of: Mapping[str, str],
    mixing: Mixing | None = None,
) -> tuple[Owned, ...]:  # fmt: skip
    """Say whose money lies in each frozen account, in the order given.

    ``victim_of``: the victim behind each payment of the ledger. ``mixing``: where made already.
    Raises ``NotDirect``, ``UnknownAccount``, ``UnknownPayment``. Cost: one pass over the ledger.
    """
    if trace.method is not Method.DIRECT:
        raise NotDirect(method=str(trace.method))
    for payment_id in trace.ledger.origin_ids:
        if payment_id not in victim_of:
            raise UnknownPayment(payment_id)
    reader = _Reader(trace, victim_of, mixing or mix(trace.ledger))
    return tuple(reader.read(each) for each in frozen)


class _Reader:
    """A trace and its mixing, indexed by account once for many accounts."""

    def __init__(self, trace: Trace, victim_of: Mapping[str, str], mixing: Mixing) -> None:
        self.trace = trace
        self.mixing = mixing
        ledger = trace.ledger
        self.number = {account_id: row for row, account_id in enumerate(ledger.account_ids)}
        self.victims = ("", *(victim_of[payment_id] for payment_id in ledger.origin_ids))
        self.pieces = _by_account(trace.pieces.account)
        self.held = _by_account(trace.holdings.account)
        self.unmatched_minor = self._unmatched()

    def read(self, frozen: Frozen) -> Owned:
        """One account."""
        if frozen.account_id not in self.number:
            raise UnknownAccount(frozen.account_id)
        account = self.number[frozen.account_id]
        holdings = self.trace.holdings
        lines = self.held.get(account, ())
        booked = sum(int(holdings.amount_minor[line]) for line in lines)
        matched, pooled = self._matched(account), self._pooled(account)
        count = self.mixing.credit_count[account]
        return Owned(
            account_id=frozen.account_id,
            frozen_minor=frozen.frozen_minor,
            booked_minor=booked,
            credit_count=count,
            situation=_situation(matched, pooled, credit_count=count),
            matched=matched,
            pooled=pooled,
            has_other_money=bool(self.mixing.pool[account] & 1)
            or any(not holdings.origin[line] for line in lines),
        )

    def _unmatched(self) -> list[int]:
        """Per origin, what it brought less what is matched somewhere."""
        ledger, holdings = self.trace.ledger, self.trace.holdings
        left = np.zeros(len(self.victims), dtype=np.int64)
        np.add.at(left, ledger.origin, ledger.amount_minor)
        assert holdings.strict_minor is not None, "a direct trace measures what is matched"
        np.subtract.at(left, holdings.origin, holdings.strict_minor)
        return [int(each) for each in left]

    def _matched(self, account: int) -> tuple[Matched, ...]:
        """The account's matched money by victim, with its paths."""
        pieces, transfer_ids = self.trace.pieces, self.trace.ledger.transfer_ids
        amounts: dict[str, int] = defaultdict(int)
        paths: dict[str, set[tuple[int, ...]]] = defaultdict(set)
        for piece in self.pieces.get(account, ()):
            if pieces.is_strict[piece]:
                victim_id = self.victims[int(pieces.origin[piece])]
                amounts[victim_id] += int(pieces.amount_minor[piece])
                path = (int(transfer_ids[row]) for row in path_of(self.trace, piece))
                paths[victim_id].add(tuple(path))
        return tuple(
            Matched(each, amounts[each], tuple(sorted(paths[each]))) for each in sorted(amounts)
        )

    def _pooled(self, account: int) -> tuple[Pooled, ...]:
        """The victims in the account's mix: what each may have brought into it at the most."""
        entered: dict[str, int] = defaultdict(int)
        breaks: dict[str, list[Break]] = defaultdict(list)
        for origin in sorted(self._origins_mixed(account)):
            victim_id = self.victims[origin]
            entered[victim_id] += self.unmatched_minor[origin]
            breaks[victim_id] += self._break(origin)
        most = self.mixing.mixed_in_minor[account]
        return tuple(
            Pooled(each, min(entered[each], most) if most else entered[each], tuple(breaks[each]))
            for each in sorted(entered)
        )

    def _origins_mixed(self, account: int) -> set[int]:
        """Origins with unmatched money that may lie in the account."""
        holdings = self.trace.holdings
        assert holdings.strict_minor is not None, "a direct trace measures what is matched"
        shown = {
            int(holdings.origin[line])
            for line in self.held.get(account, ())
            if holdings.strict_minor[line] < holdings.amount_minor[line]
        }
        found = (shown - {0}) | set(origins_in(self.mixing.pool[account]))
        return {origin for origin in found if self.unmatched_minor[origin]}

    def _break(self, origin: int) -> list[Break]:
        """The first row at which the origin's money was mixed; none where only undo rows mix."""
        losses = self.mixing.losses.get(origin, ())
        return [self._said(origin, losses[0])] if losses else []

    def _said(self, origin: int, loss: Loss) -> Break:
        ledger = self.trace.ledger
        own = self.victims[origin]
        others = {self.victims[each] for each in origins_in(loss.mixed)} - {own}
        return Break(
            payment_id=ledger.origin_ids[origin - 1],
            transfer_id=int(ledger.transfer_ids[loss.row]),
            account_id=ledger.account_ids[loss.account],
            mixed_with=tuple(sorted(others)),
            has_other=loss.has_other,
        )


def _by_account(column: np.typing.NDArray[np.int32]) -> dict[int, Sequence[int]]:
    """The lines of each account, in their order."""
    lines: dict[int, list[int]] = defaultdict(list)
    for line, account in enumerate(column.tolist()):
        lines[account].append(line)
    return dict(lines)


def _situation(
    matched: Sequence[Matched], pooled: Sequence[Pooled], *, credit_count: int
) -> Situation:
    """C as soon as anything of a victim's is mixed; A only for one credit of one victim."""
    if pooled:
        return Situation.UNTRACEABLE
    if not matched:
        return Situation.NOBODY
    return Situation.SINGLE if credit_count == 1 else Situation.TRACEABLE
