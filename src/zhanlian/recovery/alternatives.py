"""Alternatives: how other ways of sharing would come out, for comparison only.

in     what can be given, and per victim the loss and what was made good already
out    per way, what each victim would get
keeps  no way gives more than there is, or more than a victim still lacks; none of this is a
       basis for paying: the plan follows ``plan``, and a person decides
law    none of these ways is prescribed; net loss is the workable reading of the rules on
       returning frozen funds, art. 8, rising tide is known from insolvency of fraud schemes

net loss     in proportion to loss - made good
gross loss   in proportion to the loss, capped at what is lacking; what the cap frees is
             shared again
rising tide  lift the worst served first: everyone ends with the same part of the loss made
             good, counting what came before, unless more was made good already
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from zhanlian.recovery.shares import Claim, round_out, share_out

__all__ = ["Loss", "Way", "compare_ways"]


class Way(StrEnum):
    """A way of sharing."""

    NET_LOSS = "net-loss"
    GROSS_LOSS = "gross-loss"
    RISING_TIDE = "rising-tide"


@dataclass(frozen=True, slots=True)
class Loss:
    """One victim: the loss, what was made good, and the first payment's moment."""

    victim_id: str
    loss_minor: int
    made_good_minor: int
    first_paid_at: int

    @property
    def lacking_minor(self) -> int:
        """What is still lacking, never below zero."""
        return max(0, self.loss_minor - self.made_good_minor)

    @property
    def claim(self) -> Claim:
        """The claim on what is lacking."""
        return Claim(self.victim_id, self.lacking_minor, self.first_paid_at)


def compare_ways(available_minor: int, losses: Sequence[Loss]) -> dict[Way, tuple[int, ...]]:
    """What each victim would get by each way, in the order of ``losses``."""
    claims = [loss.claim for loss in losses]
    lacking = sum(claim.base_minor for claim in claims)
    if lacking <= available_minor:
        full = tuple(claim.base_minor for claim in claims)
        return dict.fromkeys(Way, full)
    if available_minor == 0:
        return dict.fromkeys(Way, (0,) * len(claims))
    tide = _rising(available_minor, losses)
    gross = _capped(available_minor, losses)
    return {
        Way.NET_LOSS: share_out(available_minor, claims).given_minor,
        Way.GROSS_LOSS: round_out(available_minor, gross, claims),
        Way.RISING_TIDE: round_out(available_minor, tide, claims),
    }


def _capped(available: int, losses: Sequence[Loss]) -> list[Fraction]:
    """In proportion to the loss; who is full leaves, and the others share what that frees."""
    given = [Fraction(0)] * len(losses)
    open_places = [place for place, loss in enumerate(losses) if loss.lacking_minor]
    left = Fraction(available)
    while open_places and left:
        total = sum(losses[place].loss_minor for place in open_places)
        ratio = left / total
        full = [
            place for place in open_places
            if ratio * losses[place].loss_minor >= losses[place].lacking_minor
        ]  # fmt: skip
        for place in full or open_places:
            loss = losses[place]
            given[place] = Fraction(loss.lacking_minor) if full else ratio * loss.loss_minor
            left -= given[place]
        open_places = [place for place in open_places if place not in set(full or open_places)]
    return given


def _rising(available: int, losses: Sequence[Loss]) -> list[Fraction]:
    """The level to which ``available`` lifts everyone, and what each needs to reach it."""
    served = sorted(
        (loss for loss in losses if loss.lacking_minor),
        key=lambda loss: Fraction(loss.made_good_minor, loss.loss_minor),
    )
    level, lifted_loss, spent = Fraction(0), 0, Fraction(0)
    for loss in served:
        start = Fraction(loss.made_good_minor, loss.loss_minor)
        needed = spent + (start - level) * lifted_loss
        if needed >= available:
            break
        spent, level = needed, start
        lifted_loss += loss.loss_minor
    level += (available - spent) / lifted_loss
    return [
        max(Fraction(0), level * loss.loss_minor - loss.made_good_minor)
        if loss.lacking_minor
        else Fraction(0)
        for loss in losses
    ]
