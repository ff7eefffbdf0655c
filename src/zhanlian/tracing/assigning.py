"""Assigning: which transfer is which payment, one to one, and where that is not settled.

in     payments and transfers of one payee and one amount, and a score for each pair
out    payment -> transfer, and the payments for which another choice is as good
keeps  no transfer serves two payments; as many payments are served as can be, the better
       fits first; payments of one victim may change places among themselves, those of two
       victims may not: there a person decides
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from zhanlian.tracing.said import Moved, Said

SCORES = range(8)
Score = Callable[[Said, Moved], int | None]
Fits = list[dict[int, int]]


@dataclass(slots=True)
class Assigned:
    """Payment number -> transfer number of one group, and the open choices of each payment."""

    chosen: dict[int, int] = field(default_factory=dict)
    taken: dict[int, int] = field(default_factory=dict)
    open_choices: dict[int, list[int]] = field(default_factory=dict)


def assign(payments: Sequence[Said], transfers: Sequence[Moved], score: Score) -> Assigned:
    """Assign one group. Cost: payments times fitting transfers, per level of score."""
    fits = _score_all(payments, transfers, score)
    assigned = Assigned()
    for level in SCORES:
        for place in range(len(payments)):
            if place not in assigned.chosen:
                _augment(place, fits, level, assigned)
    for place in assigned.chosen:
        choices = _open_choices(place, payments, fits, assigned)
        if choices:
            assigned.open_choices[place] = choices
    return assigned


def _score_all(payments: Sequence[Said], transfers: Sequence[Moved], score: Score) -> Fits:
    fits: Fits = []
    for said in payments:
        found = {other: score(said, moved) for other, moved in enumerate(transfers)}
        ranked = sorted((s, other) for other, s in found.items() if s is not None)
        fits.append({other: s for s, other in ranked})
    return fits


def _augment(place: int, fits: Fits, level: int, assigned: Assigned) -> None:
    """Give ``place`` a transfer, moving others on to theirs where that is needed."""
    reached: dict[int, int] = {}
    waiting = [place]
    for holder in waiting:
        for other, score in fits[holder].items():
            if score > level or other in reached:
                continue
            reached[other] = holder
            if other not in assigned.taken:
                _shift(place, other, reached, assigned)
                return
            waiting.append(assigned.taken[other])


def _shift(place: int, other: int, reached: dict[int, int], assigned: Assigned) -> None:
    """Hand the free transfer ``other`` back along the path to ``place``."""
    while True:
        holder = reached[other]
        before = assigned.chosen.get(holder)
        assigned.chosen[holder], assigned.taken[other] = other, holder
        if holder == place or before is None:
            return
        other = before


def _open_choices(
    place: int, payments: Sequence[Said], fits: Fits, assigned: Assigned
) -> list[int]:
    """Transfers that would do as well: free ones, and those of another victim's like payment."""
    own = assigned.chosen[place]
    found = []
    for other, score in fits[place].items():
        if other == own or score > fits[place][own]:
            continue
        holder = assigned.taken.get(other)
        if holder is None:
            found.append(other)
            continue
        is_like = fits[holder].get(own, len(SCORES)) <= fits[holder][other]
        if is_like and payments[holder].victim_id != payments[place].victim_id:
            found.append(other)
    return sorted(found)
