"""Executing: who is paid from what a judgment lets be executed, in the order of the law.

in     what was realised, each asset with the debts that it secures; debts by rank
out    ``Executed``: what each debt gets, in order, and what is left
keeps  paid + left = realised, to the minor unit; a secured debt is paid from its own asset, after
       medical costs, and what that asset lacks is a civil debt like others; debts of one rank
       share in proportion by largest remainder; what was made good already is deducted first;
       the order in which debts are listed changes nothing
law    on executing property parts of criminal judgments (法释〔2014〕13号) art. 13
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import IntEnum

from zhanlian.recovery.grounds import Ground, ground
from zhanlian.recovery.holding_refusals import BadDebt
from zhanlian.recovery.shares import Claim, share_out

__all__ = ["Debt", "Executed", "Paid", "Rank", "Realised", "execute"]


class Rank(IntEnum):
    """The order of payment; a secured debt comes after medical costs, out of its own asset."""

    MEDICAL = 1
    RESTITUTION = 2
    CIVIL = 3
    FINE = 4
    CONFISCATION = 5


GROUNDS = {
    Rank.MEDICAL: "medical_first",
    Rank.RESTITUTION: "restitution_second",
    Rank.CIVIL: "civil_third",
    Rank.FINE: "fine_fourth",
    Rank.CONFISCATION: "confiscation_last",
}


@dataclass(frozen=True, slots=True)
class Debt:
    """What somebody is owed. ``made_good_minor`` is deducted before any share is formed.

    ``since_at`` breaks ties of rounding, microseconds UTC. A debt of CONFISCATION takes what is
    left, so it has no amount of its own.
    """

    debt_id: str
    rank: Rank
    amount_minor: int = 0
    made_good_minor: int = 0
    since_at: int = 0

    @property
    def owed_minor(self) -> int:
        """What is still owed, never below zero."""
        return max(0, self.amount_minor - self.made_good_minor)


@dataclass(frozen=True, slots=True)
class Realised:
    """An asset turned into money, with the debts it secures: creditor -> minor units owed."""

    asset_id: str
    amount_minor: int
    secures_minor: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Paid:
    """What one debt gets, and why; ``asset_id`` where it is paid out of one asset alone."""

    debt_id: str
    rank: Rank | None
    owed_minor: int
    paid_minor: int
    ground: Ground
    asset_id: str = ""

    @property
    def lacking_minor(self) -> int:
        """What stays unpaid."""
        return self.owed_minor - self.paid_minor


@dataclass(frozen=True, slots=True)
class Executed:
    """Payments in their order; ``left_minor`` goes back to the person executed against."""

    realised_minor: int
    paid: tuple[Paid, ...]
    left_minor: int

    def paid_to(self, debt_id: str) -> int:
        """Everything one creditor gets."""
        return sum(each.paid_minor for each in self.paid if each.debt_id == debt_id)


def execute(realised: Iterable[Realised], debts: Iterable[Debt]) -> Executed:
    """Pay debts out of assets in the order of art. 13. Raises ``BadDebt``.

    Medical costs are taken from what secures nothing first, then from the secured assets, so
    that a secured creditor gives way to them no further than the law says.
    """
    assets = sorted(realised, key=lambda each: each.asset_id)
    owed = sorted(debts, key=lambda each: (each.rank, each.debt_id))
    _check(assets, owed)
    left = {each.asset_id: each.amount_minor for each in assets}
    paid = _pay_rank(left, [each for each in owed if each.rank is Rank.MEDICAL], assets)
    for asset in assets:
        paid += _pay_secured(left, asset)
    owed = _with_lacking(owed, paid)
    for rank in (Rank.RESTITUTION, Rank.CIVIL, Rank.FINE):
        same = [each for each in owed if each.rank is rank and each.owed_minor]
        paid += _pay_rank(left, same, assets)
    for debt in (each for each in owed if each.rank is Rank.CONFISCATION):
        rest = sum(left.values())
        paid.append(Paid(debt.debt_id, debt.rank, rest, rest, ground(GROUNDS[debt.rank])))
        left = dict.fromkeys(left, 0)
    total, rest = sum(each.amount_minor for each in assets), sum(left.values())
    assert sum(each.paid_minor for each in paid) + rest == total, "money is neither made nor lost"
    return Executed(total, tuple(paid), rest)


def _check(assets: Sequence[Realised], debts: Sequence[Debt]) -> None:
    """Refuse what no order can be made of."""
    for name, ids in (
        ("asset", [each.asset_id for each in assets]),
        ("debt", [each.debt_id for each in debts]),
    ):
        if twice := {each for each in ids if ids.count(each) > 1}:
            raise BadDebt(min(twice), why=f"two {name}s have this id")
    for asset in assets:
        if asset.amount_minor < 0 or any(each < 0 for each in asset.secures_minor.values()):
            raise BadDebt(asset.asset_id, why="an amount below zero")
    for debt in debts:
        if debt.amount_minor < 0 or debt.made_good_minor < 0:
            raise BadDebt(debt.debt_id, why="an amount below zero")
    if sum(each.rank is Rank.CONFISCATION for each in debts) > 1:
        raise BadDebt(Rank.CONFISCATION.name.lower(), why="what is left can be confiscated once")


def _pay_rank(
    left: dict[str, int], debts: Sequence[Debt], assets: Sequence[Realised]
) -> list[Paid]:
    """Debts of one rank share what is left; assets that secure nothing give first."""
    claims = [Claim(each.debt_id, each.owed_minor, each.since_at) for each in debts]
    given = share_out(sum(left.values()), claims).given_minor if claims else ()
    _take(left, sum(given), assets)
    return [
        Paid(debt.debt_id, debt.rank, debt.owed_minor, minor, ground(GROUNDS[debt.rank]))
        for debt, minor in zip(debts, given, strict=True)
    ]


def _with_lacking(debts: Sequence[Debt], paid: Iterable[Paid]) -> list[Debt]:
    """The debts, and per creditor what the securing assets lacked, as a civil debt."""
    lacking: dict[str, int] = {}
    for each in paid:
        if each.asset_id:
            lacking[each.debt_id] = lacking.get(each.debt_id, 0) + each.lacking_minor
    own = [each for each in debts if each.rank is Rank.CIVIL and each.debt_id in lacking]
    made = [
        replace(each, amount_minor=each.amount_minor + lacking.pop(each.debt_id)) for each in own
    ]
    kept = [each for each in debts if each not in own]
    made += [Debt(debt_id, Rank.CIVIL, minor) for debt_id, minor in lacking.items()]
    return sorted([*kept, *made], key=lambda each: (each.rank, each.debt_id))


def _pay_secured(left: dict[str, int], asset: Realised) -> list[Paid]:
    """The debts one asset secures, out of it alone."""
    creditors = sorted(asset.secures_minor)
    claims = [Claim(each, asset.secures_minor[each], 0) for each in creditors]
    given = share_out(left[asset.asset_id], claims).given_minor if claims else ()
    left[asset.asset_id] -= sum(given)
    return [
        Paid(each, None, asset.secures_minor[each], minor, ground("secured"), asset.asset_id)
        for each, minor in zip(creditors, given, strict=True)
    ]


def _take(left: dict[str, int], minor: int, assets: Sequence[Realised]) -> None:
    free_first = sorted(assets, key=lambda each: (bool(each.secures_minor), each.asset_id))
    for asset in free_first:
        part = min(minor, left[asset.asset_id])
        left[asset.asset_id] -= part
        minor -= part
    assert minor == 0, "no more is taken than there is"
