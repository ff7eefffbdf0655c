"""Asking: every rule of linkage put to one person, and what each answers or still lacks.

in     a ``Matter``
out    ``Linked``: per rule an ``Answer``, or the refusal that names the fact it lacks
keeps  a rule for which no fact at all was given is not asked, so that its silence is no answer;
       a rule that lacks a fact says which, beside the rules that answer
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from zhanlian.law.answers import Answer, LawRefusal, Proof, Step
from zhanlian.law.linkage.discipline import joint_discipline
from zhanlian.law.linkage.exit_bans import exit_ban
from zhanlian.law.linkage.limitation import penalty_limitation
from zhanlian.law.linkage.matter import FACTS, Matter
from zhanlian.law.linkage.offsets import offset
from zhanlian.law.linkage.penalties import administrative_penalty
from zhanlian.law.linkage.prior import PLACE, prior_penalties
from zhanlian.law.linkage.recorded import ledger_of
from zhanlian.law.linkage.referrals import referral
from zhanlian.law.linkage.travel import exit_grounds, papers_withheld, suspect_travel
from zhanlian.law.naming import grounded
from zhanlian.law.plain import plain_answer
from zhanlian.law.saying import say, word

__all__ = ["Linked", "linkage_answers", "linkage_lines", "plain_linkage"]

PRIOR = prior_penalties.__name__
RULES: dict[str, Callable[[Matter], Answer[Any]]] = {
    rule.__name__: rule
    for rule in (
        referral, administrative_penalty, penalty_limitation, offset, exit_ban,
        suspect_travel, exit_grounds, papers_withheld, joint_discipline,
    )
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Linked:
    """One person: what each rule proposes, and which rules lack a fact."""

    person_id: str
    answers: Mapping[str, Answer[Any]]
    refused: Mapping[str, LawRefusal]
    law_version: str


def linkage_answers(matter: Matter) -> Linked:
    """Ask every rule. Cost: under a second for a person."""
    answers: dict[str, Answer[Any]] = {}
    refused: dict[str, LawRefusal] = {}
    if any(key.startswith(FACTS) for key in matter.person.given):
        for name, rule in RULES.items():
            try:
                answers[name] = rule(matter)
            except LawRefusal as refusal:
                refused[name] = refusal
    answers |= _prior(matter)
    return Linked(matter.person.person_id, answers, refused, matter.law.version)


def _prior(matter: Matter) -> dict[str, Answer[Any]]:
    """Per kind of earlier penalty in the ledger, whether it still counts."""
    ledger = ledger_of(matter.person)
    kinds = {each.act_kind for each in ledger if f"{PLACE}{each.act_kind}" in matter.law.parameters}
    return {
        f"{PRIOR}.{kind}": prior_penalties(ledger, kind, act_on=matter.act_on, law=matter.law)
        for kind in sorted(kinds)
    }


def plain_linkage(linked: Linked) -> dict[str, Any]:
    """The same as plain values for storing and JSON."""
    return {
        "person_id": linked.person_id,
        "law_version": linked.law_version,
        "answers": {name: plain_answer(each) for name, each in linked.answers.items()},
        "refused": {
            name: {"code": each.code, "sentence": str(each), "do_next": each.do_next}
            for name, each in linked.refused.items()
        },
    }


def linkage_lines(linked: Linked, lang: str) -> list[str]:
    """The answers for reading, rule after rule; what lacks a fact stands last."""
    lines = [word("linkage.sheet.person", lang).format(person=linked.person_id or "?")]
    if not linked.answers and not linked.refused:
        return [*lines, f"  {word('linkage.sheet.no_facts', lang)}"]
    for name, answer in linked.answers.items():
        lines.append(f"■ {_rule(name, lang)}")
        lines += [f"  {each}" for each in _answer_lines(answer, lang)]
    for name, refusal in linked.refused.items():
        lines.append(f"■ {_rule(name, lang)}")
        lines.append(f"  {_lacking(refusal, lang)}")
    return [*lines, word("linkage.sheet.law", lang).format(version=linked.law_version)]


def _rule(name: str, lang: str) -> str:
    rule, _, kind = name.partition(".")
    said = word(f"linkage.rule.{rule}", lang)
    return f"{said} · {word(f'linkage.code.{kind}', lang)}" if kind else said


def _answer_lines(answer: Answer[Any], lang: str) -> list[str]:
    lines = [_line(step, lang) for step in answer.because]
    for number, reading in enumerate(answer.readings, start=1):
        lines.append(word("linkage.sheet.reading", lang).format(number=number))
        lines += [f"  {_line(step, lang)}" for step in reading.because]
    asked = word("linkage.draft.asked", lang)
    lines += [f"{asked}{say(step, lang)}" for step in answer.asks]
    if answer.missing:
        names = (word(f"fact.{key}", lang) for key in answer.missing)
        said = word("said.semicolon", lang).join(names)
        lines.append(f"{word('linkage.sheet.missing', lang)}{said}")
    return lines


def _line(step: Step, lang: str) -> str:
    mark = "" if step.proof is None else f"[{_proof(step.proof, lang)}] "
    return f"{mark}{grounded(step, lang)}"


def _proof(proof: Proof, lang: str) -> str:
    return word(f"sentencing.proof.{proof.value}", lang)


def _lacking(refusal: LawRefusal, lang: str) -> str:
    """The fact a rule lacks, in words where the vocabulary has it."""
    key = getattr(refusal, "key", "")
    if not key:
        return word("linkage.sheet.refused", lang).format(code=refusal.code)
    return f"{word('linkage.sheet.missing', lang)}{word(f'fact.{key}', lang)}"
