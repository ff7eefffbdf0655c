"""Plain: values, steps and answers as dictionaries of plain values, for JSON and for storing.

keeps  days are ISO text, ratios exact text, every step has its sentence in both languages;
       the version of the rule set stands at the top of whatever is stored
"""

from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Any

from zhanlian.law.answers import Answer, Step
from zhanlian.law.changing import Change
from zhanlian.law.instruments import Instrument
from zhanlian.law.saying import LANGUAGES, say
from zhanlian.law.values import Doubt, Value
from zhanlian.terms import Citation

__all__ = ["plain", "plain_answer", "plain_change", "plain_instrument", "plain_step", "plain_value"]


def plain(found: object) -> Any:
    """Any fact or result: days and ratios as text, tuples as lists, shapes by their fields.

    >>> plain((Fraction(4, 5), date(2023, 9, 12)))
    ['4/5', '2023-09-12']
    """
    if isinstance(found, date | Fraction | Citation):
        return str(found)
    if isinstance(found, tuple | list):
        return [plain(each) for each in found]
    if isinstance(found, dict):
        return {str(name): plain(each) for name, each in found.items()}
    if is_dataclass(found) and not isinstance(found, type):
        return _plain_shape(found)
    return found.value if isinstance(found, StrEnum) else found


def _plain_shape(found: Any) -> dict[str, Any]:
    """A frozen shape: steps and values in their own forms, others by their fields."""
    if isinstance(found, Step):
        return plain_step(found)
    if isinstance(found, Value):
        return plain_value(found)
    return {each.name: plain(getattr(found, each.name)) for each in fields(found)}


def plain_value(value: Value) -> dict[str, Any]:
    """One dated row with its citations, standing and doubt."""
    return {
        "parameter": value.parameter,
        "unit": value.unit.value,
        "value": plain(value.value),
        "low": value.low,
        "high": value.high,
        "others": plain(value.others),
        "from_on": plain(value.from_on),
        "to_on": plain(value.to_on),
        "only_for": value.only_for,
        "region": value.region,
        "cites": [str(each) for each in value.cites],
        "standing": value.standing.value,
        "is_law": value.is_law,
        "doubt": _doubt(value.doubt),
    }


def _doubt(doubt: Doubt | None) -> dict[str, str] | None:
    return None if doubt is None else {"zh": doubt.zh, "en": doubt.en}


def plain_instrument(each: Instrument) -> dict[str, Any]:
    """One instrument."""
    return {
        "key": each.key,
        "kind": each.kind.value,
        "title_zh": each.title_zh,
        "title_en": each.title_en,
        "number": each.number,
        "in_force_on": plain(each.in_force_on),
        "until_on": plain(each.until_on),
        "replaces": list(each.replaces),
        "amends": list(each.amends),
        "standing": each.standing.value,
        "doubt": _doubt(each.doubt),
    }


def plain_step(step: Step) -> dict[str, Any]:
    """One step: its sentence in both languages, its facts, and what it rests on."""
    return {
        "key": step.key,
        **{lang: say(step, lang) for lang in LANGUAGES},
        "facts": plain(dict(step.facts)),
        "proof": None if step.proof is None else step.proof.value,
        "evidence": list(step.evidence),
        "cites": [str(each) for each in step.cites],
        "rests_on": [plain_value(value) for value in step.rests_on],
    }


def plain_answer(answer: Answer[Any], show: Callable[[Any], Any] = plain) -> dict[str, Any]:
    """An answer; ``show`` makes its value plain."""
    return {
        "value": None if answer.value is None else show(answer.value),
        "because": [plain_step(step) for step in answer.because],
        "readings": [
            {"value": show(each.value), "because": [plain_step(step) for step in each.because]}
            for each in answer.readings
        ],
        "asks": [plain_step(step) for step in answer.asks],
        "missing": list(answer.missing),
    }


def plain_change(change: Change) -> dict[str, Any]:
    """One parameter before and after."""
    return {
        "parameter": change.parameter,
        "only_for": change.only_for,
        "before": None if change.before is None else plain_value(change.before),
        "after": None if change.after is None else plain_value(change.after),
    }
