"""Timing: the tier by the law that governs the act (从旧兼从轻), for each kind of case it may be.

in     an offence and the facts, with the days of the act and of judging
out    ``Answer[Placed]`` with the reasons for the version used
keeps  the older text unless the newer is milder; where only opinions (法发 and the like) differ
       both outcomes stand, the earlier first, and a person decides; nothing is placed twice
"""

from dataclasses import replace
from datetime import date

from zhanlian.law.answers import Answer, Proof, Reading, Step
from zhanlian.law.instruments import Kind
from zhanlian.law.offences.asking import Ask
from zhanlian.law.offences.definitions import Offence
from zhanlian.law.offences.placing import Placed, place
from zhanlian.law.values import Value
from zhanlian.law.versions import governing

__all__ = ["case_kinds", "place_in_time"]


def place_in_time(offence: Offence, ask: Ask) -> Answer[Placed]:
    """The governing tier; if the kind of case is unknown, one reading for each kind."""
    answers = [_of_one_kind(offence, ask.of_kind(kind)) for kind in case_kinds(offence, ask)]
    if len(answers) == 1:
        return answers[0]
    severities = {tuple(sorted(_severities(each))) for each in answers}
    settled = [each for each in answers if each.value is not None]
    if len(severities) == 1 and settled:
        return settled[0]
    asked = {"asked": f"fact.{offence.case_kind_fact}"}
    return _either(answers, Step("ask.case_kind", asked), offence.case_kind_fact)


def case_kinds(offence: Offence, ask: Ask) -> tuple[str, ...]:
    """The kinds of case that the facts allow: the general one, the special one, or both."""
    if not offence.case_kind_fact:
        return ("",)
    is_special = ask.known(offence.case_kind_fact)
    if is_special is None:
        return ("", offence.case_kind)
    return (offence.case_kind,) if is_special else ("",)


def _severities(answer: Answer[Placed]) -> set[tuple[int, ...]]:
    if answer.value is not None:
        return {answer.value.severity}
    return {each.value.severity for each in answer.readings}


def _either(answers: list[Answer[Placed]], ask: Step, fact: str) -> Answer[Placed]:
    """Every answer's readings side by side."""
    readings: list[Reading[Placed]] = []
    for each in answers:
        shown = each.readings or (Reading(_only(each), each.because),)
        readings += [one for one in shown if one.value not in [old.value for old in readings]]
    asks = [ask]
    for each in answers:
        asks += [step for step in each.asks if step not in asks]
    missing = tuple(dict.fromkeys([fact, *(key for each in answers for key in each.missing)]))
    if len(readings) == 1:
        return Answer(readings[0].value, readings[0].because, (), tuple(asks), missing)
    return Answer(None, (), tuple(readings), tuple(asks), missing)


def _only(answer: Answer[Placed]) -> Placed:
    assert answer.value is not None, "an answer without readings has a value"
    return answer.value


def _of_one_kind(offence: Offence, ask: Ask) -> Answer[Placed]:
    found: dict[date, Answer[Placed]] = {}

    def rule(on: date) -> Answer[Placed]:
        if on not in found:
            found[on] = place(offence, ask.at(on))
        return found[on]

    old, new = rule(ask.times.act_to_on), rule(ask.times.judged_on)
    answer = governing(
        rule,
        times=ask.times,
        kind=_kind_of_difference(ask, old, new),
        severity=lambda placed: placed.severity,
        existed=lambda on: _is_explained(ask, rule(on)) or not _is_explained(ask, new),
    )
    return replace(answer, readings=_once(answer.readings))


def _once(readings: tuple[Reading[Placed], ...]) -> tuple[Reading[Placed], ...]:
    """Readings that differ in what they come to."""
    kept: dict[tuple[int, ...], Reading[Placed]] = {}
    for each in readings:
        kept.setdefault(each.value.severity, each)
    return tuple(kept.values())


def _used(answer: Answer[Placed]) -> set[Value]:
    """Values on which steps rest that did not fail."""
    steps = [*answer.because, *(step for each in answer.readings for step in each.because)]
    return {value for step in steps if step.proof is not Proof.NOT_MET for value in step.rests_on}


def _kinds(ask: Ask, values: set[Value]) -> set[Kind]:
    return {ask.law.instrument_of(value).kind for value in values}


def _kind_of_difference(ask: Ask, old: Answer[Placed], new: Answer[Placed]) -> Kind:
    """The weakest kind of text among those that make the two outcomes differ."""
    kinds = _kinds(ask, _used(old) ^ _used(new)) or _kinds(ask, _used(old) | _used(new))
    if Kind.OPINION in kinds and _used(old) != _used(new):
        return Kind.OPINION
    return Kind.LAW if kinds == {Kind.LAW} else Kind.INTERPRETATION


def _is_explained(ask: Ask, answer: Answer[Placed]) -> bool:
    """Whether some text below the statute was in force and spoke of the tiers."""
    return bool(_kinds(ask, set(answer.values_used)) - {Kind.LAW})
