"""Elements: what must be proved for an offence, and how far the facts prove it.

in     an offence and the facts
out    ``Finding`` per element, with evidence ids, and what is missing
keeps  the statute must exist on the act's day; presumptions are taken from the act's day and
       from the day of judging, and where only the later one helps, a person is asked
"""

from dataclasses import dataclass

from zhanlian.law.answers import Proof, Step
from zhanlian.law.instruments import Kind
from zhanlian.law.offences.asking import Ask
from zhanlian.law.offences.definitions import Element, Offence
from zhanlian.law.offences.held import RANK, Held, plainly
from zhanlian.law.offences.placing import COMPLETED, Placed
from zhanlian.law.offences.workings import worked_out
from zhanlian.terms import Citation

__all__ = ["ElementFound", "elements_found"]

STATUTE_KEY = "statute"
EXISTS = (Citation("cn/criminal-law", "art. 3"),)


@dataclass(frozen=True, slots=True)
class ElementFound:
    """One element and how it came out. ``is_needed``: an attempt does without some."""

    key: str
    held: Held
    cites: tuple[Citation, ...]
    is_needed: bool

    @property
    def proof(self) -> Proof:
        """Met, not met, or not proved either way."""
        return self.held.proof

    @property
    def evidence(self) -> tuple[str, ...]:
        """Ids of the evidence its facts came with."""
        return tuple(dict.fromkeys(each for s in self.held.because for each in s.evidence))


def elements_found(offence: Offence, ask: Ask, placed: list[Placed]) -> tuple[ElementFound, ...]:
    """Every element; those of completion are needed unless every reading is an attempt."""
    is_completed = any(each.form == COMPLETED for each in placed)
    found = [
        ElementFound(
            key=each.key,
            held=_on_both_days(offence, each, ask),
            cites=each.cites,
            is_needed=is_completed or not each.for_completion,
        )
        for each in offence.elements
    ]
    return (_statute(offence, ask), *found)


def _statute(offence: Offence, ask: Ask) -> ElementFound:
    """No crime without a law of its day."""
    exists = offence.exists_from_on <= ask.times.act_to_on
    proof = Proof.MET if exists else Proof.NOT_MET
    facts = {"from_on": offence.exists_from_on, "act_on": ask.times.act_to_on}
    step = Step("element.exists", facts, cites=(offence.article, *EXISTS), proof=proof)
    return ElementFound(STATUTE_KEY, plainly(proof, step), (offence.article,), is_needed=True)


def _on_both_days(offence: Offence, element: Element, ask: Ask) -> Held:
    old, new = (
        element.condition.held(worked_out(offence, ask.at(on)))
        for on in (ask.times.act_to_on, ask.times.judged_on)
    )
    if RANK[new.mild] <= RANK[old.mild] and RANK[new.heavy] <= RANK[old.heavy]:
        return old
    if _is_new_statute(ask, old, new):
        return old
    asks = (Step("ask.later_presumption", {"act_on": ask.times.act_to_on}),)
    heavy = max(old.heavy, new.heavy, key=RANK.__getitem__)
    because = (*old.because, *(step for step in new.because if step not in old.because))
    missing = tuple(dict.fromkeys((*old.missing, *new.missing)))
    return Held(old.mild, heavy, because, (*old.asks, *asks, *new.asks), missing)


def _is_new_statute(ask: Ask, old: Held, new: Held) -> bool:
    """Whether only a statute, and no presumption, was added later: it does not reach back."""
    before = {value for step in old.because for value in step.rests_on}
    added = {value for step in new.because for value in step.rests_on} - before
    return {ask.law.instrument_of(value).kind for value in added} == {Kind.LAW}
