"""Assessing: what the facts of each person come to, offence by offence.

in     a ``Situation``; the law book
out    ``Assessment``: per person the offences proposed with elements, tier, penalty and doubts
keeps  it proposes and never decides; an offence is a candidate by chain role, by facts given
       for it, or because another offence points to it; the same facts give the same result
"""

from zhanlian.law.answers import Answer, Proof, Step
from zhanlian.law.book import LawBook, law_book
from zhanlian.law.facts import Facts, Situation
from zhanlian.law.offences.asking import Ask
from zhanlian.law.offences.definitions import Offence, offences
from zhanlian.law.offences.elements import ElementFound, elements_found
from zhanlian.law.offences.limitation import limit_of
from zhanlian.law.offences.options import OptionFound, RouteFound, options_found, routes_found
from zhanlian.law.offences.parts import responsibility
from zhanlian.law.offences.penalties import penalty_of
from zhanlian.law.offences.places import (
    competent_places,
    joining,
    place_steps,
    proof_rules,
    reach,
)
from zhanlian.law.offences.placing import ATTEMPT, Gap, Placed, gaps_of
from zhanlian.law.offences.results import (
    Assessment,
    Outcome,
    PersonAssessed,
    Placement,
    Proposal,
)
from zhanlian.law.offences.timing import case_kinds, place_in_time
from zhanlian.law.offences.workings import worked_out
from zhanlian.law.versions import Times

__all__ = ["assess"]

USUAL = "usual"
ROLES_FACT = "chain.roles"
PART, PART_WORKING = "part", "answerable"
ORDER = {Outcome.MADE_OUT: 0, Outcome.DISPUTED: 1, Outcome.OPEN: 2, Outcome.BELOW: 3,
         Outcome.NOT_MADE_OUT: 4}  # fmt: skip
FIRM = {Outcome.MADE_OUT, Outcome.DISPUTED}
STANDING = {Outcome.MADE_OUT, Outcome.DISPUTED, Outcome.OPEN}


def assess(situation: Situation, *, law: LawBook | None = None) -> Assessment:
    """Every person's offences, on the facts given, by the law that governs them."""
    book = law or law_book()
    persons = tuple(_person(facts, situation, book) for facts in situation.persons)
    return Assessment(
        situation_id=situation.id,
        title=situation.title,
        law_version=book.version,
        act_from_on=situation.act_from_on,
        act_to_on=situation.act_to_on,
        judged_on=situation.judged_on,
        region=situation.region,
        persons=persons,
        joined=_chain(situation, book, persons),
    )


def _ask(facts: Facts, situation: Situation, law: LawBook) -> Ask:
    times = Times(situation.act_from_on, situation.act_to_on, situation.judged_on)
    return Ask(facts, law, times, situation.act_to_on, situation.region)


def _person(facts: Facts, situation: Situation, law: LawBook) -> PersonAssessed:
    ask = _ask(facts, situation, law)
    roles: tuple[str, ...] = ask.known(ROLES_FACT) or ()
    candidates, not_examined = _candidates(ask, roles)
    proposals = sorted(_proposals(ask, candidates), key=_weight)
    standing = frozenset(each.offence for each in proposals if each.outcome in STANDING)
    competent = competent_places(ask, standing)
    heaviest = next((p.penalty for each in proposals for p in each.placements if p.penalty), None)
    return PersonAssessed(
        person_id=facts.person_id,
        roles=roles,
        proposals=tuple(proposals),
        not_examined=tuple(
            key for key in not_examined if key not in {each.offence for each in proposals}
        ),
        part=responsibility(ask.at(situation.judged_on)),
        together=_together(ask, proposals, candidates),
        competent=competent,
        place=(*reach(ask, heaviest), *place_steps(ask, competent), *joining(ask)),
        proof=proof_rules(ask),
    )


def _candidates(ask: Ask, roles: tuple[str, ...]) -> tuple[list[str], tuple[str, ...]]:
    """Offences to examine, and usual ones of the role about which no fact is given."""
    told = [key for key, each in offences().items() if _is_told(each, ask)]
    usual = [key for key, each in offences().items()
             if any(each.roles.get(role) == USUAL for role in roles)]  # fmt: skip
    if not told:
        return usual, ()
    return told, tuple(key for key in usual if key not in told)


def _is_told(offence: Offence, ask: Ask) -> bool:
    """Whether a fact of the offence's own was given, or of the gang for an offence of gangs."""
    heads = {offence.fact_head, PART if PART_WORKING in offence.works_out else offence.fact_head}
    return any(fact.is_known and key.split(".")[0] in heads
               for key, fact in ask.facts.given.items())  # fmt: skip


def _proposals(ask: Ask, candidates: list[str]) -> list[Proposal]:
    """A proposal per candidate, and per offence that one of them points to."""
    made: dict[str, Proposal] = {}
    waiting = list(candidates)
    while waiting:
        key = waiting.pop(0)
        if key not in made:
            made[key] = _proposal(offences()[key], ask)
            waiting += [to for each in made[key].routes for to in each.to]
    return list(made.values())


def _proposal(offence: Offence, ask: Ask) -> Proposal:
    answer = place_in_time(offence, ask)
    placements = tuple(_placement(offence, ask, each) for each in _placed(answer))
    placed = [each.placed for each in placements]
    judged = worked_out(offence, ask.at(ask.times.judged_on).of_kind(case_kinds(offence, ask)[-1]))
    elements = elements_found(offence, ask, placed)
    routes = routes_found(offence, judged)
    heaviest = max((p.penalty for p in placements if p.penalty),
                   key=lambda penalty: penalty.severity, default=None)  # fmt: skip
    below = any(not each.tier and each.is_tested for each in placed)
    return Proposal(
        offence=offence.key,
        article=offence.article,
        outcome=_outcome(elements, placed, routes),
        elements=elements,
        answer=answer,
        placements=placements,
        gaps=_gaps(offence, ask, placed, elements),
        limit=None if heaviest is None else limit_of(heaviest, ask),
        routes=routes,
        leniency=options_found(offence.leniency, judged, placed),
        administrative=options_found(offence.administrative, judged, placed) if below else (),
        notes=_notes(offence, judged, placed),
    )


def _notes(offence: Offence, ask: Ask, placed: list[Placed]) -> tuple[OptionFound, ...]:
    """What the law says besides the range, where it is proved; and of an attempt."""
    found = options_found(offence.notes, ask, placed)
    notes = [each for each in found if each.proof is Proof.MET]
    effect = ask.value("cn.criminal.attempt.effect")
    if effect is not None and any(each.level and each.form == ATTEMPT for each in placed):
        step = Step("option.attempt", {}, (effect,), proof=Proof.MET)
        notes.append(OptionFound("attempt", step, Proof.MET, ()))
    return tuple(notes)


def _placed(answer: Answer[Placed]) -> list[Placed]:
    if answer.value is not None:
        return [answer.value]
    return [each.value for each in answer.readings]


def _placement(offence: Offence, ask: Ask, placed: Placed) -> Placement:
    tier = offence.tier(placed.level)
    if tier is None:
        return Placement(placed, None, None)
    return Placement(placed, *penalty_of(tier, ask))


def _gaps(
    offence: Offence, ask: Ask, placed: list[Placed], elements: tuple[ElementFound, ...]
) -> tuple[Gap, ...]:
    """What every missing fact would change, elements first."""
    gaps = [Gap(key, "element", each.key) for each in elements if each.is_needed
            for key in each.held.missing]  # fmt: skip
    reached = max(each.level for each in placed)
    for kind in case_kinds(offence, ask):
        gaps += gaps_of(offence, ask.of_kind(kind), reached)
    return tuple(dict.fromkeys(gaps))


def _outcome(
    elements: tuple[ElementFound, ...], placed: list[Placed], routes: tuple[RouteFound, ...]
) -> Outcome:
    needed = [each.held for each in elements if each.is_needed]
    is_elsewhere = any(each.excludes and each.proof is Proof.MET for each in routes)
    if is_elsewhere or any(each.heavy is Proof.NOT_MET for each in needed):
        return Outcome.NOT_MADE_OUT
    if all(not each.level and (each.is_tested or not each.possible_level) for each in placed):
        return Outcome.BELOW
    is_proved = all(each.is_met for each in needed)
    if is_proved and all(each.level for each in placed):
        return Outcome.MADE_OUT
    may_be = all(each.heavy is Proof.MET for each in needed) and any(each.level for each in placed)
    return Outcome.DISPUTED if may_be else Outcome.OPEN


def _weight(proposal: Proposal) -> tuple[object, ...]:
    """Surest first, then heaviest."""
    severity = max((each.penalty.severity for each in proposal.placements if each.penalty),
                   default=(0, 0, 0, 0))  # fmt: skip
    return (ORDER[proposal.outcome], tuple(-each for each in severity), proposal.offence)


def _together(ask: Ask, proposals: list[Proposal], candidates: list[str]) -> tuple[Step, ...]:
    """How offences that may stand beside one another are punished.

    Of two that are only suggested by a third nothing is said yet.
    """
    present = {each.offence for each in proposals if each.outcome in STANDING}
    firm = {each.offence for each in proposals if each.outcome in FIRM} | set(candidates)
    judged = ask.at(ask.times.judged_on)
    steps = []
    for key in sorted(present):
        for each in offences()[key].beside:
            value = judged.value(each.by)
            is_pair = each.offence in present and bool({key, each.offence} & firm)
            if is_pair and value is not None:
                facts = {"offence": f"offence.{key}", "other": f"offence.{each.offence}"}
                steps.append(Step(f"beside.{each.effect}", facts, (value,)))
    return tuple(steps)


def _chain(
    situation: Situation, law: LawBook, persons: tuple[PersonAssessed, ...]
) -> tuple[Step, ...]:
    """Several roles of one chain in one situation: joining is proposed."""
    roles = {role for each in persons for role in each.roles}
    if len(persons) <= 1 or len(roles) <= 1:
        return ()
    ask = _ask(situation.persons[0], situation, law).at(situation.judged_on)
    value = ask.value("cn.criminal.place.join_links")
    facts = {"roles": tuple(f"role.{each}" for each in sorted(roles))}
    return () if value is None else (Step("place.join_chain", facts, (value,)),)
