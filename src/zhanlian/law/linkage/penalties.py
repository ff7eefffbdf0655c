"""Administrative penalties: which provision fits the conduct on its day, and what it threatens.

in     ``Matter``: the conduct and its circumstances
out    ``Answer[Penalty]``
keeps  the special law goes before the general one; before it was in force the general law is
       asked; a rule that changed between act and decision is shown in both editions
law    Anti-Telecom Fraud Law arts 38-44; Public Security Administration Penalties Law of 2012 and
       2025; Exit and Entry Administration Law arts 71-73; Administrative Penalties Law art. 37
"""

from zhanlian.law.answers import Answer, Reading, Step, after
from zhanlian.law.book import NoLawInForce
from zhanlian.law.linkage.grades import Grade, Penalty, grade_of
from zhanlian.law.linkage.matter import FIGURES, Matter, coded
from zhanlian.law.linkage.telecom import institution_penalty, telecom_penalty
from zhanlian.law.values import Value

__all__ = ["CONDUCTS", "administrative_penalty"]

TELECOM = {"telecom_fraud": "atfl_38", "devices_or_help": "atfl_42", "cards_accounts": "atfl_44"}
INSTITUTIONS = {
    "operator_duty": "atfl_39",
    "bank_duty": "atfl_40",
    "internet_duty": "atfl_41",
    "misuse_unnoticed": "atfl_43",
}
GENERAL = {
    "petty_fraud": "pspa.fraud",
    "personal_data": "pspa.personal_data",
    "order_breach": "pspa.order_breach",
    "illegal_crossing": "border.crossing",
    "crossing_help": "border.assisting",
    "crossing_false_papers": "border.false_papers",
}
CONDUCTS = (*TELECOM, *INSTITUTIONS, *GENERAL)
POLICE = ("police",)
LIGHTER = "lighter"
NO_LEAST = "linkage.code.no_least"


def administrative_penalty(matter: Matter) -> Answer[Penalty]:
    """What the law threatens for the conduct; raises ``NoLawInForce`` where no rule is known."""
    conduct = matter.needed("conduct")
    facts = {"conduct": coded(conduct), "act_on": matter.act_on}
    first = Step("linkage.penalty.conduct", facts, evidence=matter.evidence("conduct"))
    with after(first):
        return _with(first, _asked(matter, conduct))


def _asked(matter: Matter, conduct: str) -> Answer[Penalty]:
    if conduct in INSTITUTIONS:
        return institution_penalty(matter, INSTITUTIONS[conduct])
    if conduct in TELECOM:
        return _special(matter, conduct)
    return _general(matter, GENERAL[conduct])


def _special(matter: Matter, conduct: str) -> Answer[Penalty]:
    """The special law; petty fraud under the general law where the special one came later."""
    try:
        rule = matter.at_act("special_first")
    except NoLawInForce:
        if conduct != "telecom_fraud":
            raise
        return _with(Step("linkage.penalty.before_special"), _general(matter, "pspa.fraud"))
    answer = telecom_penalty(matter, TELECOM[conduct])
    return _with(Step("linkage.penalty.special_first", rests_on=(rule,)), answer)


def _with(step: Step, answer: Answer[Penalty]) -> Answer[Penalty]:
    because = (step, *answer.because)
    return Answer(answer.value, because, answer.readings, answer.asks, answer.missing)


def _general(matter: Matter, name: str) -> Answer[Penalty]:
    """The general law of the act's day, beside that of the decision's day where it differs."""
    grades = _grades(matter, name)
    readings = [_reading(name, matter.at_act(f"{name}.{each}"), each) for each in grades]
    asks, missing = _open_grade(matter, name, grades)
    newer = [_newer(matter, name, each) for each in grades]
    if any(newer):
        rule = matter.at_decision("law_in_time")
        facts = {"act_on": matter.act_on, "decided_on": matter.decided_on}
        asks = (*asks, Step("linkage.penalty.ask_version", facts, (rule,)))
        readings += [reading for reading in newer if reading is not None]
    if len(readings) == 1:
        return Answer(readings[0].value, readings[0].because, asks=asks, missing=missing)
    return Answer(None, (), tuple(readings), asks, missing)


def _grades(matter: Matter, name: str) -> tuple[str, ...]:
    """The grades that the facts leave open."""
    if name == "border.assisting" and matter.known("is_unit"):
        return ("unit",)
    other, key = _other_grade(name)
    is_other = matter.known(key)
    if is_other is None:
        return ("ordinary", other)
    return (other,) if is_other else ("ordinary",)


def _other_grade(name: str) -> tuple[str, str]:
    """The second grade of a rule, and the fact that decides between the two."""
    if name == "pspa.personal_data":
        return LIGHTER, "is_lighter"
    return "heavier", "is_serious"


def _open_grade(
    matter: Matter, name: str, grades: tuple[str, ...]
) -> tuple[tuple[Step, ...], tuple[str, ...]]:
    if len(grades) == 1:
        return (), ()
    facts = {"ground": coded(_code(name))}
    return (Step("linkage.penalty.ask_grade", facts),), matter.missing(_other_grade(name)[1])


def _code(name: str) -> str:
    return name.replace(".", "_")


def _reading(name: str, value: Value, key: str) -> Reading[Penalty]:
    grade = grade_of(value, key)
    penalty = Penalty(
        ground=_code(name),
        grade=grade,
        decided_by=POLICE if name.startswith("pspa.") else (),
        detained_by=POLICE if grade.detention else (),
    )
    return Reading(penalty, (_grade_step(name, grade, value),))


def _grade_step(name: str, grade: Grade, value: Value) -> Step:
    facts: dict[str, object] = {"ground": coded(_code(name)), "grade": coded(grade.key)}
    if grade.detention is not None:
        facts |= {"low_days": grade.detention.low_days or NO_LEAST}
        facts |= {"high_days": grade.detention.high_days}
    if grade.fine is not None:
        facts |= {"low_fen": grade.fine.low_fen or NO_LEAST, "high_fen": grade.fine.high_fen}
    facts |= {"joined": coded(grade.joined), "measures": coded(*grade.measures)}
    parts = [name for name, part in (("days", grade.detention), ("fine", grade.fine)) if part]
    return Step(f"linkage.penalty.grade_{'_'.join(parts)}", facts, (value,))


def _newer(matter: Matter, name: str, key: str) -> Reading[Penalty] | None:
    """The rule of the decision's day, where it differs from that of the act's day."""
    full = f"{FIGURES}{name}.{key}"
    if matter.decided_on < matter.act_on or not matter.law.is_settled(full, on=matter.decided_on):
        return None
    new = matter.at_decision(f"{name}.{key}")
    return None if new == matter.at_act(f"{name}.{key}") else _reading(name, new, key)
