"""Forms: a table of an offence file becomes a condition.

in     a table such as ``{ fact = "help.gain_fen", at_least = "cn.criminal.help.gain" }``
out    the condition of that form
keeps  a table has exactly one form; a rule named in data exists in ``RULES``
"""

from collections.abc import Callable

from zhanlian.law.offences.aggravators import AGGRAVATED
from zhanlian.law.offences.conditions import (
    AllOf,
    Among,
    AnyOf,
    Condition,
    Disputed,
    HeavierOnly,
    InForce,
    Is,
    Listed,
    Positive,
    Ruled,
    Unless,
)
from zhanlian.law.offences.dens import DEN
from zhanlian.law.offences.records import RECORD_FACTS, composite_held
from zhanlian.law.offences.thresholds import AtLeast
from zhanlian.law.offences.windows import WithinYears
from zhanlian.law.reading import Row

__all__ = ["condition", "optional_condition"]

RULES: dict[str, Condition] = {
    "aggravated": AGGRAVATED,
    "den": DEN,
    "records": Ruled(composite_held(especially=False), RECORD_FACTS),
    "records_especially": Ruled(composite_held(especially=True), RECORD_FACTS),
}


def condition(row: Row, name: str = "") -> Condition:
    """The condition that a table states, or the one in its field ``name``."""
    inner = _table(row, name) if name else row
    make = next((make for form, make in FORMS.items() if form in inner.fields), None)
    if make is None:
        inner.refuse("condition", f"a condition has one of {', '.join(FORMS)}")
    made = make(inner)
    if name:
        inner.finish()
    return made


def optional_condition(row: Row, name: str) -> Condition | None:
    """The condition in a field; None where the field is absent."""
    if name in row.fields:
        return condition(row, name)
    row.take(name, dict, None)
    return None


def _table(row: Row, name: str) -> Row:
    return Row(row.file, row.take(name, dict), f"{row.place}{name} ")


def _parts(row: Row, name: str) -> tuple[Condition, ...]:
    made = []
    for each in row.rows(name):
        made.append(condition(each))
        each.finish()
    return tuple(made)


def _all(row: Row) -> Condition:
    return AllOf(_parts(row, "all"))


def _any(row: Row) -> Condition:
    return AnyOf(_parts(row, "any"))


def _unless(row: Row) -> Condition:
    return Unless(condition(row, "unless"))


def _disputed(row: Row) -> Condition:
    return Disputed(condition(row, "disputed"), row.text("by"))


def _window(row: Row) -> Condition:
    return WithinYears(row.text("window"), row.text("within"))


def _rule(row: Row) -> Condition:
    name = row.text("rule")
    if name not in RULES:
        row.refuse("rule", f"{name!r} is not one of {', '.join(RULES)}")
    return RULES[name]


def _listed(row: Row) -> Condition:
    listed = _among(_table(row, "listed"))
    return Listed(listed, _parts(row, "also"))


def _heavier_only(row: Row) -> Condition:
    row.take("heavier_only", bool)
    return HeavierOnly(row.text("by"))


def _at_least(row: Row) -> Condition:
    return AtLeast(
        facts=row.texts("sum") or (row.text("fact"),),
        parameter=row.text("at_least"),
        times=row.texts("times"),
        plus=row.texts("plus"),
        less=row.texts("less"),
        counted=row.text("counted", ""),
        over=row.text("over", ""),
    )


def _is(row: Row) -> Condition:
    wanted = row.take("is", object)
    if not isinstance(wanted, bool | str):
        row.refuse("is", "a fact is true, false or a choice")
    return Is(row.text("fact"), wanted, row.text("by", ""))


def _among(row: Row) -> Among:
    return Among(row.text("fact"), row.text("among"))


def _more_than_zero(row: Row) -> Condition:
    if row.take("more_than_zero", bool) is not True:
        row.refuse("more_than_zero", "it is true, or absent")
    return Positive(row.text("fact"))


def _by(row: Row) -> Condition:
    return InForce(row.text("by"))


FORMS: dict[str, Callable[[Row], Condition]] = {
    "all": _all,
    "any": _any,
    "unless": _unless,
    "disputed": _disputed,
    "heavier_only": _heavier_only,
    "listed": _listed,
    "window": _window,
    "rule": _rule,
    "at_least": _at_least,
    "is": _is,
    "among": _among,
    "more_than_zero": _more_than_zero,
    "by": _by,
}
