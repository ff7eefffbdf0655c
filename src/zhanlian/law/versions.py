"""Versions: which edition of a rule governs an act (从旧兼从轻).

in     a rule that can be asked for any day, the act's days, the day of judging, and how to
       compare outcomes
out    the governing outcome with its reasons, or both where nobody may choose in silence
law    Criminal Law art. 12; the rules on the effect of judicial interpretations over time
       (高检发释字〔2001〕5号) items 2-4

A continuing act that crosses a change is placed on its last day, and a person is asked.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from zhanlian.law.answers import Answer, LawRefusal, Reading, Step
from zhanlian.law.instruments import Kind
from zhanlian.law.reading import cite
from zhanlian.law.values import Value

__all__ = ["Times", "governing"]

T = TypeVar("T")

STATUTE = (cite("cn/criminal-law art. 12"),)
INTERPRETATION = (cite("cn/gaojianfashi-2001-5 items 2-3"),)


@dataclass(frozen=True, slots=True)
class Times:
    """The days that choose the law: first and last act, and the day of judging."""

    act_from_on: date
    act_to_on: date
    judged_on: date


def governing(
    rule: Callable[[date], Answer[T]],
    *,
    times: Times,
    kind: Kind,
    severity: Callable[[T], tuple[int, ...]],
    existed: Callable[[date], bool],
) -> Answer[T]:
    """Ask ``rule`` for the act's day and for the day of judging, and choose between them.

    ``severity`` orders outcomes, larger is heavier for the suspect. ``existed`` says whether a
    text of this kind was in force on a day. A statute or interpretation in force at the act
    governs unless the newer is milder; an interpretation that came later than the act explains
    the law it found, so it governs; a normative opinion (法发 and the like) is treated the same
    way by analogy, and where its two outcomes differ both are shown and a person is asked.
    """
    crossing = _crossing(times, rule, severity)
    if not existed(times.act_to_on):
        return _with(rule(times.judged_on), _step("versions.none_at_act", times, kind), crossing)
    old, new = rule(times.act_to_on), rule(times.judged_on)
    if _outcome(old, severity) == _outcome(new, severity):
        key = "versions.same" if _changed(old, new) else "versions.unchanged"
        return _with(old, _step(key, times, kind), crossing)
    if old.value is None or new.value is None or kind is Kind.OPINION:
        return _both(old, new, _step("versions.both", times, kind), crossing)
    is_milder = severity(new.value) < severity(old.value)
    key = "versions.newer_milder" if is_milder else "versions.older_governs"
    return _with(new if is_milder else old, _step(key, times, kind), crossing)


def _outcome(answer: Answer[T], severity: Callable[[T], tuple[int, ...]]) -> object:
    if answer.value is not None:
        return severity(answer.value)
    return tuple(severity(reading.value) for reading in answer.readings)


def _changed(old: Answer[T], new: Answer[T]) -> bool:
    def rows(answer: Answer[T]) -> set[Value]:
        return set(answer.values_used)

    return rows(old) != rows(new)


def _step(key: str, times: Times, kind: Kind) -> Step:
    cites = INTERPRETATION if kind is Kind.INTERPRETATION else STATUTE
    facts = {"act_on": times.act_to_on, "judged_on": times.judged_on, "kind": f"kind.{kind}"}
    return Step(key, facts, cites=cites)


def _crossing(
    times: Times, rule: Callable[[date], Answer[T]], severity: Callable[[T], tuple[int, ...]]
) -> tuple[Step, ...]:
    """A question, where the first and the last act would come out differently."""
    if times.act_from_on == times.act_to_on:
        return ()
    try:
        first = rule(times.act_from_on)
    except LawRefusal:
        return ()  # no rule yet on the first day: the last act's day governs
    if _outcome(first, severity) == _outcome(rule(times.act_to_on), severity):
        return ()
    facts = {"first_on": times.act_from_on, "last_on": times.act_to_on}
    return (Step("versions.continuing", facts),)


def _with(answer: Answer[T], step: Step, asks: tuple[Step, ...]) -> Answer[T]:
    return Answer(
        answer.value,
        (step, *answer.because),
        readings=answer.readings,
        asks=(*asks, *answer.asks),
        missing=answer.missing,
    )


def _both(old: Answer[T], new: Answer[T], step: Step, asks: tuple[Step, ...]) -> Answer[T]:
    readings = (*_readings(old), *_readings(new))
    missing = tuple(dict.fromkeys((*old.missing, *new.missing)))
    return Answer(None, (step,), readings, (*asks, *old.asks, *new.asks), missing)


def _readings(answer: Answer[T]) -> tuple[Reading[T], ...]:
    if answer.value is not None:
        return (Reading(answer.value, answer.because),)
    return answer.readings
