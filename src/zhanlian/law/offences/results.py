"""Results: what an assessment says of a situation, as plain frozen shapes.

keeps  everything here is a proposal with its reasons; a person decides. An offence may stand
       in several tiers, one per reading of the law; nothing is left out because it is open
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from zhanlian.law.answers import Answer, Step
from zhanlian.law.offences.elements import ElementFound
from zhanlian.law.offences.limitation import Limit
from zhanlian.law.offences.options import OptionFound, RouteFound
from zhanlian.law.offences.penalties import Penalty
from zhanlian.law.offences.placing import Gap, Placed
from zhanlian.law.values import Value
from zhanlian.terms import Citation

__all__ = ["Assessment", "Competent", "Outcome", "PersonAssessed", "Placement", "Proposal"]


class Outcome(StrEnum):
    """Where a proposal stands on the facts given."""

    MADE_OUT = "made_out"  # every element proved and a tier reached, on every reading
    DISPUTED = "disputed"  # made out on one reading of the law, not on another
    OPEN = "open"  # facts are missing
    BELOW = "below"  # the figures known reach no tier; what is not known may still do so
    NOT_MADE_OUT = "not_made_out"  # an element is disproved, or the facts point elsewhere


@dataclass(frozen=True, slots=True)
class Placement:
    """One reading's tier with its range of penalty (None below the first tier)."""

    placed: Placed
    penalty: Penalty | None
    step: Step | None


@dataclass(frozen=True, slots=True)
class Proposal:
    """One offence for one person.

    ``answer`` holds the tier with its reasons, readings and questions; ``placements`` the same
    tiers with their penalties, the first reading first.
    """

    offence: str
    article: Citation
    outcome: Outcome
    elements: tuple[ElementFound, ...]
    answer: Answer[Placed]
    placements: tuple[Placement, ...]
    gaps: tuple[Gap, ...]
    limit: Limit | None
    routes: tuple[RouteFound, ...]
    leniency: tuple[OptionFound, ...]
    administrative: tuple[OptionFound, ...]
    notes: tuple[OptionFound, ...]

    @property
    def asks(self) -> tuple[Step, ...]:
        """Everything a person must answer about it."""
        limit = self.limit.asks if self.limit else ()
        asks = [*self.answer.asks, *limit]
        for each in self.elements:
            asks += [step for step in each.held.asks if step not in asks]
        return tuple(asks)

    @property
    def doubtful(self) -> tuple[Value, ...]:
        """Values used that are not confirmed law."""
        steps = [step for each in self.elements for step in each.held.because]
        steps += [each.step for each in (*self.leniency, *self.notes)]
        steps += [each.step for each in self.routes]
        used = [*self.answer.values_used, *(value for step in steps for value in step.rests_on)]
        used += [
            value for each in self.placements if each.penalty for value in each.penalty.rests_on
        ]
        return tuple(dict.fromkeys(value for value in used if value.doubt is not None))


@dataclass(frozen=True, slots=True)
class Competent:
    """A place whose police may take the case, and why."""

    place: str
    grounds: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class PersonAssessed:
    """One person: the offences proposed, the heaviest first, and what concerns the person.

    ``not_examined``: usual offences of the chain role about which nothing is known.
    """

    person_id: str
    roles: tuple[str, ...]
    proposals: tuple[Proposal, ...]
    not_examined: tuple[str, ...]
    part: tuple[Step, ...]
    together: tuple[Step, ...]
    competent: tuple[Competent, ...]
    place: tuple[Step, ...]
    proof: tuple[Step, ...]

    def proposal(self, offence: str) -> Proposal | None:
        """The proposal for one offence."""
        return next((each for each in self.proposals if each.offence == offence), None)


@dataclass(frozen=True, slots=True)
class Assessment:
    """What the law room says of a situation. ``law_version`` names the rules used."""

    situation_id: str
    title: str
    law_version: str
    act_from_on: date
    act_to_on: date
    judged_on: date
    region: str
    persons: tuple[PersonAssessed, ...]
    joined: tuple[Step, ...]

    def person(self, person_id: str) -> PersonAssessed:
        """The person of that id; a ``KeyError`` where there is none."""
        found = {each.person_id: each for each in self.persons}
        return found[person_id]
