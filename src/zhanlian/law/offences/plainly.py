"""Plainly: an assessment as plain values, for JSON and for storing.

keeps  every step has its sentence in both languages, its provisions, its proof and its evidence;
       the version of the rules stands at the top
"""

from typing import Any

from zhanlian.law.offences.elements import ElementFound
from zhanlian.law.offences.naming import penalty_words
from zhanlian.law.offences.options import OptionFound
from zhanlian.law.offences.penalties import Penalty
from zhanlian.law.offences.placing import Placed
from zhanlian.law.offences.results import Assessment, PersonAssessed, Proposal
from zhanlian.law.plain import plain, plain_answer, plain_step, plain_value
from zhanlian.law.saying import LANGUAGES

__all__ = ["plain_assessment"]


def plain_assessment(assessment: Assessment) -> dict[str, Any]:
    """The whole assessment."""
    return {
        "law_version": assessment.law_version,
        "situation_id": assessment.situation_id,
        "title": assessment.title,
        "act_from_on": plain(assessment.act_from_on),
        "act_to_on": plain(assessment.act_to_on),
        "judged_on": plain(assessment.judged_on),
        "region": assessment.region,
        "persons": [_person(each) for each in assessment.persons],
        "joined": [plain_step(step) for step in assessment.joined],
    }


def _person(person: PersonAssessed) -> dict[str, Any]:
    return {
        "person_id": person.person_id,
        "roles": list(person.roles),
        "proposals": [_proposal(each) for each in person.proposals],
        "not_examined": list(person.not_examined),
        "part": [plain_step(step) for step in person.part],
        "together": [plain_step(step) for step in person.together],
        "competent": [
            {"place": each.place, "grounds": [plain_step(step) for step in each.grounds]}
            for each in person.competent
        ],
        "place": [plain_step(step) for step in person.place],
        "proof": [plain_step(step) for step in person.proof],
    }


def _proposal(proposal: Proposal) -> dict[str, Any]:
    limit = proposal.limit
    return {
        "offence": proposal.offence,
        "article": str(proposal.article),
        "outcome": proposal.outcome.value,
        "elements": [_element(each) for each in proposal.elements],
        "placements": [
            {**plain_placed(each.placed), "penalty": _penalty(each.penalty),
             "because": None if each.step is None else plain_step(each.step)}
            for each in proposal.placements
        ],
        "answer": plain_answer(proposal.answer, plain_placed),
        "asks": [plain_step(step) for step in proposal.asks],
        "doubtful": [plain_value(value) for value in proposal.doubtful],
        "missing": [
            {"fact": gap.fact, "changes": gap.changes, "key": gap.key} for gap in proposal.gaps
        ],
        "limit": None
        if limit is None
        else {
            "years": limit.years,
            "until_on": None if limit.until_on is None else plain(limit.until_on),
            "has_passed": limit.has_passed.value,
            "because": [plain_step(step) for step in limit.because],
        },
        "routes": [{"key": each.key, "to": list(each.to), **plain_step(each.step)}
                   for each in proposal.routes],
        "leniency": [_option(each) for each in proposal.leniency],
        "administrative": [_option(each) for each in proposal.administrative],
        "notes": [_option(each) for each in proposal.notes],
    }  # fmt: skip


def plain_placed(placed: Placed) -> dict[str, Any]:
    """The tier reached."""
    return {
        "tier": placed.tier,
        "level": placed.level,
        "form": placed.form,
        "limbs": list(placed.limbs),
        "possible_level": placed.possible_level,
    }


def _element(element: ElementFound) -> dict[str, Any]:
    return {
        "key": element.key,
        "proof": element.proof.value,
        "mild": element.held.mild.value,
        "heavy": element.held.heavy.value,
        "is_needed": element.is_needed,
        "cites": [str(each) for each in element.cites],
        "evidence": list(element.evidence),
        "because": [plain_step(step) for step in element.held.because],
        "missing": list(element.held.missing),
    }


def _option(option: OptionFound) -> dict[str, Any]:
    return {"key": option.key, "proof": option.proof.value, "missing": list(option.missing),
            "because": plain_step(option.step)}  # fmt: skip


def _penalty(penalty: Penalty | None) -> dict[str, Any] | None:
    if penalty is None:
        return None
    return {
        "least_months": penalty.least_months,
        "most_months": penalty.most_months,
        "life": penalty.is_life,
        "death": penalty.is_death,
        "detention": penalty.is_detention,
        "control": penalty.is_control,
        "fine": penalty.fine,
        "fine_table": plain(dict(penalty.fine_table)),
        **{lang: penalty_words(penalty, lang) for lang in LANGUAGES},
        "rests_on": [plain_value(value) for value in penalty.rests_on],
    }
