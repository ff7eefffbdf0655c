"""Shares: a pool of frozen money among victims, in proportion to what each still lacks.

in     what can be given, and one ``Claim`` per victim
out    ``Allocation``: whole minor units per claim, and the rest
keeps  sum given + rest = what there was; nobody gets more than the claim; the order in which
       claims are listed changes nothing
law    CPL art. 245, the 2011 interpretation on fraud (法释〔2011〕7号) art. 9: in proportion,
       what was made good deducted first; rounding is our convention: whole fen, largest
       remainder, ties to the earliest payment

Adding money never lowers an exact share. A rounded share may fall by one minor unit, because
largest remainder is not monotone in the amount shared (the Alabama paradox); whoever shows a
share shows its exact ratio beside it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from zhanlian.terms import Refusal

__all__ = ["Allocation", "BadClaim", "Claim", "round_out", "share_out"]


class BadClaim(Refusal):
    """A claim that no share can be formed from."""

    code = "ZL-RECOVERY-001"

    def __init__(self, victim_id: str, *, why: str) -> None:
        super().__init__(
            f"No share can be formed for {victim_id}.",
            where="recovery.shares",
            why=why,
            do_next="correct the victim's loss or what was made good already, then plan again",
        )


@dataclass(frozen=True, slots=True)
class Claim:
    """What one victim still lacks; ``first_paid_at`` breaks ties, microseconds UTC."""

    victim_id: str
    base_minor: int
    first_paid_at: int


@dataclass(frozen=True, slots=True)
class Allocation:
    """``given_minor[k]`` is for ``claims[k]``; ``ratio`` is the exact share of every claim."""

    claims: tuple[Claim, ...]
    given_minor: tuple[int, ...]
    rest_minor: int
    ratio: Fraction


def share_out(available_minor: int, claims: Sequence[Claim]) -> Allocation:
    """Divide ``available_minor`` among ``claims`` in proportion, never above a claim.

    Raises ``BadClaim``: a negative claim, a victim listed twice. Cost: a sort of the claims.

    Examples
    --------
    >>> found = share_out(200, [Claim("V1", 150, 1), Claim("V2", 90, 2), Claim("V3", 60, 3)])
    >>> found.given_minor, found.rest_minor
    ((100, 60, 40), 0)
    """
    _refuse_bad(claims)
    assert available_minor >= 0, "a pool holds money or nothing"
    total = sum(claim.base_minor for claim in claims)
    if total <= available_minor:
        given = tuple(claim.base_minor for claim in claims)
        return Allocation(tuple(claims), given, available_minor - total, Fraction(1))
    given = _proportional(available_minor, total, claims)
    return Allocation(tuple(claims), given, 0, Fraction(available_minor, total))


def _proportional(available: int, total: int, claims: Sequence[Claim]) -> tuple[int, ...]:
    parts = [divmod(available * claim.base_minor, total) for claim in claims]
    return _rounded(available, [whole for whole, _ in parts], [rest for _, rest in parts], claims)


def round_out(
    available_minor: int, exact: Sequence[Fraction], claims: Sequence[Claim]
) -> tuple[int, ...]:
    """Whole units for exact shares that sum to ``available_minor``, by largest remainder."""
    assert sum(exact) == available_minor, "exact shares do not sum to what is shared"
    whole = [share.numerator // share.denominator for share in exact]
    rests = [share - part for share, part in zip(exact, whole, strict=True)]
    return _rounded(available_minor, whole, rests, claims)


def _rounded(
    available: int,
    whole: list[int],
    rests: Sequence[int] | Sequence[Fraction],
    claims: Sequence[Claim],
) -> tuple[int, ...]:
    """Give the units that rounding down left over, one each, to the largest remainders."""

    def rank(place: int) -> tuple[int | Fraction, int, str]:
        claim = claims[place]
        return (-rests[place], claim.first_paid_at, claim.victim_id)

    left = available - sum(whole)
    for place in sorted(range(len(claims)), key=rank)[:left]:
        whole[place] += 1
    return tuple(whole)


def _refuse_bad(claims: Sequence[Claim]) -> None:
    seen: set[str] = set()
    for claim in claims:
        if claim.base_minor < 0:
            raise BadClaim(claim.victim_id, why=f"the claim is {claim.base_minor} minor units")
        if claim.victim_id in seen:
            raise BadClaim(claim.victim_id, why="the victim is listed twice in one pool")
        seen.add(claim.victim_id)
