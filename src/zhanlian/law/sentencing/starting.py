"""Starting: the starting point and the benchmark (基准刑), as ranges of months.

in     ``Charge``; the province's table where the user has one
out    ``Start``: the benchmark's range, how it came about, what is missing
keeps  a person's own pick narrows the range and must lie inside it; what a province would add
       is never guessed: without its table the range stops at the starting point and says so
law    法发〔2021〕21号; 法〔2024〕132号; the increments are provincial
"""

from dataclasses import dataclass, replace
from fractions import Fraction

from zhanlian.law.answers import Step
from zhanlian.law.sentencing.charge import Charge, coded, whole
from zhanlian.law.sentencing.interval import Interval, exact, point, shown
from zhanlian.law.sentencing.limits import limit, statutory
from zhanlian.law.sentencing.province import Increment, StartingPoint
from zhanlian.law.sentencing.refusals import BadProvinceTable, OutsideRange
from zhanlian.law.values import Standing, Value

__all__ = ["Line", "Start", "benchmark", "guideline_is_open"]

CRIMINAL = "cn.criminal."
SECOND_GUIDELINE = "cn/fa-2024-132"


@dataclass(frozen=True, slots=True)
class Line:
    """One step of the worksheet: the range before and after it, and why.

    ``before`` is None at the start. ``change``: the factor's range as a fraction.
    """

    key: str
    before: Interval | None
    after: Interval
    step: Step
    change: Interval | None = None


@dataclass(frozen=True, slots=True)
class Start:
    """The benchmark. ``is_raised_unknown``: increments that nobody can work out would add."""

    months: Interval
    lines: tuple[Line, ...]
    asks: tuple[Step, ...] = ()
    missing: tuple[str, ...] = ()
    is_raised_unknown: bool = False


def guideline_is_open(charge: Charge) -> bool:
    """Whether it is open that the guideline with this starting point still applies."""
    found = _start_value(charge)
    if found is None or SECOND_GUIDELINE not in {each.source for each in found.cites}:
        return False
    return charge.value("start.second_guideline_applies").standing is Standing.UNSETTLED


def _short(charge: Charge) -> str:
    return charge.penalty_name.removeprefix(CRIMINAL)


def _start_value(charge: Charge) -> Value | None:
    return charge.value_or_none(f"start.{_short(charge)}")


def benchmark(charge: Charge, *, with_guideline: bool = True) -> Start:
    """The benchmark: a person's own, or the starting point with the province's increments.

    ``with_guideline`` False leaves the starting point out, where its guideline may have ended.
    """
    fixed = charge.known("benchmark_months")
    if fixed is not None:
        facts = {"months": fixed}
        evidence = charge.evidence("benchmark_months")
        rules = (charge.value("method.steps"),)
        step = Step("sentencing.start.benchmark_fixed", facts, rules, (), evidence)
        return Start(point(fixed), (Line("benchmark", None, point(fixed), step),))
    start = _starting_point(charge, with_guideline=with_guideline)
    return _increased(charge, start)


def _starting_point(charge: Charge, *, with_guideline: bool) -> Start:
    value = _start_value(charge) if with_guideline else None
    if value is None:
        return _without_starting_point(charge)
    months = _range(charge, value)
    facts = {"months": shown(months), "or_detention": bool(value.table.get("or_detention"))}
    lines = [Line("starting_point", None, months, Step("sentencing.start.point", facts, (value,)))]
    if charge.known("is_telecom") and charge.offence == "fraud":
        told = Step("sentencing.start.telecom", {}, (charge.value("start.fraud_telecom"),))
        lines.append(Line("telecom", months, months, told))
    own = charge.province.starting_point(_short(charge)) if charge.province else None
    if own is not None:
        months = _narrowed(charge, own, months, lines)
    return _picked(charge, Start(months, tuple(lines)))


def _range(charge: Charge, value: Value) -> Interval:
    """The table's months; without a least, from the least of detention or imprisonment."""
    low, high = whole(value, "months_low"), whole(value, "months_high")
    assert high is not None
    if low is None:
        kind = "detention" if value.table.get("or_detention") else "imprisonment"
        low = limit(charge, f"{kind}_months")[0]
    return Interval(Fraction(low), Fraction(high))


def _without_starting_point(charge: Charge) -> Start:
    """No starting point is known: the statutory range, and a question."""
    months = statutory(charge)
    unread = charge.value_or_none("start.unreadable")
    is_unread = unread is not None and _short(charge) in unread.items
    key = "sentencing.start.unreadable" if is_unread else "sentencing.start.none"
    rests_on = (unread,) if unread is not None and is_unread else ()
    step = Step(key, {"months": shown(months)}, (*rests_on, *charge.penalty.rests_on))
    start = Start(months, (Line("starting_point", None, months, step),), (step,))
    return _picked(charge, start)


def _narrowed(charge: Charge, own: StartingPoint, months: Interval, lines: list[Line]) -> Interval:
    """The province's own range, which stays inside the national one."""
    assert charge.province is not None
    if not months.covers(own.months):
        why = f"{shown(own.months)} is not inside the national {shown(months)} months"
        raise BadProvinceTable(name=own.penalty, file=charge.province.title, why=why)
    facts = {"months": shown(own.months), "title": charge.province.title, "source": own.source}
    step = Step("sentencing.start.province", facts)
    lines.append(Line("starting_point_province", months, own.months, step))
    return own.months


def _picked(charge: Charge, start: Start) -> Start:
    """A person's own starting point inside the range."""
    chosen = charge.known("starting_months")
    if chosen is None:
        return replace(start, missing=charge.missing("starting_months"))
    if not start.months.holds(chosen):
        raise OutsideRange(name="sentencing.starting_months", picked=chosen, low=start.months.low,
                           high=start.months.high)  # fmt: skip
    step = Step("sentencing.start.picked", {"months": chosen},
                evidence=charge.evidence("starting_months"))  # fmt: skip
    line = Line("starting_point_picked", start.months, point(chosen), step)
    return replace(start, months=point(chosen), lines=(*start.lines, line))


def _increased(charge: Charge, start: Start) -> Start:
    """The starting point raised by the province's increments, or marked as not raised."""
    rows = charge.province.increments_of(_short(charge)) if charge.province else ()
    if not rows:
        return _not_raised(charge, start, missing=("province_table",))
    for row in rows:
        start = _raised(charge, start, row)
    return start


def _raised(charge: Charge, start: Start, row: Increment) -> Start:
    fact = charge.person.get(row.measure)
    if fact.value is None:
        return _not_raised(charge, start, missing=(row.measure,))
    added = row.months_for(fact.value)
    after = start.months + point(added)
    facts = {"measure": f"fact.{row.measure}", "added": exact(added),
             "source": row.source}  # fmt: skip
    step = Step("sentencing.start.increment", facts, evidence=fact.evidence)
    line = Line("increment", start.months, after, step)
    return replace(start, months=after, lines=(*start.lines, line))


def _not_raised(charge: Charge, start: Start, *, missing: tuple[str, ...]) -> Start:
    """What a province adds is not known here; the range stands without it."""
    rule = charge.value("method.increments")
    facts = {"missing": coded(*missing) if missing[0] == "province_table" else f"fact.{missing[0]}"}
    step = Step("sentencing.start.no_increment", facts, (rule,))
    line = Line("increment", start.months, start.months, step)
    return replace(
        start,
        lines=(*start.lines, line),
        missing=(*start.missing, *missing),
        is_raised_unknown=True,
    )
