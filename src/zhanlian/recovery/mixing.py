"""Mixing: where the one-to-one match of money ends, and whose money may lie in the mix.

in     a ``Ledger``
out    ``Mixing``: per account the origins whose unmatched money may lie there at the end, and
       per origin the rows at which a match was lost
keeps  the test is the direct method's (逐笔对应), row by row; an origin is named wherever its
       unmatched money could have gone, so a pool may name one too many, never one too few;
       money is gone from an account only when all of it is known to have left
law    rules on returning frozen funds (银监发〔2016〕41号) art. 8; the test is our reading of it

A set of origins is one whole number: bit k is origin k, bit 0 is money of no victim. One pass
over the rows in plain Python; a row costs a few operations on such numbers.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from zhanlian.terms import MICROS
from zhanlian.tracing import Ledger

__all__ = ["Loss", "Mixing", "mix", "origins_in"]

OTHER = 1  # the bit of money of no victim
SEVERAL = -1
LONG_AGO_S = -(1 << 62)


@dataclass(frozen=True, slots=True)
class Loss:
    """A match lost: ``row`` paid out of ``account`` while it held the money of ``mixed``."""

    row: int
    account: int
    mixed: int

    @property
    def has_other(self) -> bool:
        """Whether money of no victim was in the mix."""
        return bool(self.mixed & OTHER)


@dataclass(frozen=True, slots=True)
class Mixing:
    """``pool[a]``: the set of origins in account a's mix; ``losses[k]``: origin k's, by row.

    ``credit_count``, ``mixed_in_minor``: all credits of an account, and what came in unmatched
    or lost its match there; ``strict_minor``: per account the matched money of each origin.
    """

    pool: tuple[int, ...]
    losses: dict[int, tuple[Loss, ...]]
    credit_count: tuple[int, ...]
    mixed_in_minor: tuple[int, ...]
    strict_minor: tuple[dict[int, int], ...]


@dataclass(slots=True)
class Purse:
    """One account while the rows are read."""

    other_minor: int
    pool: int
    strict: dict[int, int] = field(default_factory=dict)
    origin: int = 0  # of the matched money: 0 none, SEVERAL
    origin_before: int = 0  # the same before the last credit
    credit_origin: int = 0
    credit_minor: int = 0  # the last credit, while it can still be matched
    credit_at_s: int = LONG_AGO_S
    credit_count: int = 0
    mixed_in_minor: int = 0
    is_short: bool = False  # it paid more than is known to have come in

    @property
    def strict_minor(self) -> int:
        """All matched money."""
        return sum(self.strict.values())


def origins_in(pool: int) -> Iterator[int]:
    """The origins of a set, lowest first; money of no victim is not one."""
    left = pool & ~OTHER
    while left:
        lowest = left & -left
        yield lowest.bit_length() - 1
        left ^= lowest


def mix(ledger: Ledger) -> Mixing:
    """Read the rows once. Cost: rows, times origins / 64 where sets are joined."""
    ledger.check()
    purses = [Purse(minor, OTHER if minor else 0) for minor in ledger.opening_minor.tolist()]
    losses: dict[int, list[Loss]] = {}
    columns = zip(
        ledger.src.tolist(), ledger.dst.tolist(), (ledger.at // MICROS).tolist(),
        ledger.amount_minor.tolist(), ledger.origin.tolist(), strict=True,
    )  # fmt: skip
    is_sink = ledger.is_sink.tolist()
    for row, (src, dst, at_s, amount, label) in enumerate(columns):
        if src == dst:
            continue
        origin, pool = label, 0
        if not label:
            origin, pool = 0, OTHER
            if not is_sink[src]:
                origin, pool, lost = pay(purses[src], amount)
                for each in lost:
                    losses.setdefault(each, []).append(Loss(row, src, pool))
        receive(purses[dst], amount, origin, pool=pool, at_s=at_s)
    return Mixing(
        pool=tuple(each.pool for each in purses),
        losses={origin: tuple(found) for origin, found in losses.items()},
        credit_count=tuple(each.credit_count for each in purses),
        mixed_in_minor=tuple(each.mixed_in_minor for each in purses),
        strict_minor=tuple(each.strict for each in purses),
    )


def pay(purse: Purse, amount: int) -> tuple[int, int, tuple[int, ...]]:
    """Judge one payment: the origin it strictly carries or 0, the set it carries, what it broke."""
    is_matched = purse.credit_minor == amount
    is_pure = not purse.other_minor and purse.origin > 0 and purse.strict_minor >= amount
    if is_matched or is_pure:
        origin = purse.credit_origin if is_matched else purse.origin
        purse.strict[origin] -= amount
        if not purse.strict[origin]:
            del purse.strict[origin]
        purse.origin = purse.origin_before if is_matched else purse.origin if purse.strict else 0
        purse.credit_minor = 0
        return origin, 0, ()
    return (0, *_pay_mixed(purse, amount))


def _pay_mixed(purse: Purse, amount: int) -> tuple[int, tuple[int, ...]]:
    """Nothing matched: what leaves and what stays are both of the whole mix."""
    strict = purse.strict_minor
    left = strict + purse.other_minor - amount
    lost = tuple(purse.strict)
    for origin in lost:
        purse.pool |= 1 << origin
    purse.is_short |= left < 0
    carried = purse.pool | (OTHER if purse.is_short else 0)
    purse.strict, purse.origin, purse.credit_minor = {}, 0, 0
    purse.mixed_in_minor += strict
    purse.other_minor = max(0, left)
    purse.pool = 0 if not left and not purse.is_short else carried
    return carried, lost


def receive(purse: Purse, amount: int, origin: int, *, pool: int, at_s: int) -> None:
    """Note one credit; it can be matched while it is whole, strict and alone in its second."""
    is_tied = purse.credit_at_s == at_s
    purse.credit_at_s, purse.credit_minor = at_s, 0
    purse.credit_count += 1
    purse.origin_before = purse.origin
    if not origin:
        purse.other_minor += amount
        purse.mixed_in_minor += amount
        purse.pool |= pool
        return
    purse.strict[origin] = purse.strict.get(origin, 0) + amount
    purse.origin = origin if purse.origin in {0, origin} else SEVERAL
    purse.credit_origin, purse.credit_minor = origin, 0 if is_tied else amount
