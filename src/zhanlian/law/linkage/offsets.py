"""Offset (折抵): what an administrative penalty for the same act takes off a criminal one.

in     ``Matter``: detention served, fine paid, criminal penalty and fine
out    ``Answer[Offset]``
keeps  days and fen are never offset twice; no fine is offset beyond the criminal fine; what was
       not for the same act is not offset
law    Administrative Penalties Law art. 35
"""

from dataclasses import dataclass

from zhanlian.law.answers import Answer, Step
from zhanlian.law.linkage.matter import Matter, coded

__all__ = ["Offset", "offset"]

DETAINABLE = {"imprisonment", "detention"}


@dataclass(frozen=True, slots=True)
class Offset:
    """Days and fen taken off; None where facts are lacking. ``fine_left_fen``: still to pay."""

    days: int | None
    fine_fen: int | None
    fine_left_fen: int | None
    is_new_fine_barred: bool | None


def offset(matter: Matter) -> Answer[Offset]:
    """What is offset, where the earlier penalty was for the same act."""
    rule, is_same = matter.at_decision("offset"), matter.needed("is_same_act")
    evidence = matter.evidence("is_same_act")
    if not is_same:
        step = Step("linkage.offset.other_act", {}, (rule,), evidence=evidence)
        return Answer(Offset(0, 0, matter.known("criminal_fine_fen"), is_new_fine_barred=False),
                      (step,))  # fmt: skip
    days, told = _days(matter)
    fine_fen, left_fen = _fine(matter)
    fine = matter.known("criminal_fine_fen")
    found = Offset(days, fine_fen, left_fen, None if fine is None else fine > 0)
    facts = {
        "days": days,
        "fine_fen": fine_fen,
        "left_fen": left_fen,
        "is_barred": found.is_new_fine_barred,
    }
    keys = ("detention_served_days", "fine_paid_fen", "criminal_penalty", "criminal_fine_fen")
    step = Step("linkage.offset.same_act", facts, (rule,), evidence=matter.evidence(*keys))
    return Answer(found, (step, told), missing=matter.missing(*keys))


def _days(matter: Matter) -> tuple[int | None, Step]:
    """Days of detention count against detention or imprisonment, and nothing else."""
    rule = matter.at_decision("offset")
    served, kind = matter.known("detention_served_days"), matter.known("criminal_penalty")
    told = None if kind is None else coded(kind)
    step = Step("linkage.offset.days", {"served_days": served, "penalty": told}, (rule,))
    if served is None or kind is None:
        return None, step
    return (served if kind in DETAINABLE else 0), step


def _fine(matter: Matter) -> tuple[int | None, int | None]:
    """The fine paid counts up to the criminal fine."""
    paid_fen, fine_fen = matter.known("fine_paid_fen"), matter.known("criminal_fine_fen")
    if paid_fen is None or fine_fen is None:
        return None, None
    taken_fen = min(paid_fen, fine_fen)
    return taken_fen, fine_fen - taken_fen
