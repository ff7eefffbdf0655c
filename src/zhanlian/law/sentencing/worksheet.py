"""Worksheet (量刑建议): a proposed range of sentence, step by step, and all that goes with it.

in     ``Charge``
out    ``Answer[Worksheet]``: a range with its reasons; two where a guideline may have ended
keeps  never one number by itself: a range, its provision, its factors and the places to sign;
       what nobody picked stays a range to the end; what a province would add is said to lack
law    法发〔2021〕21号; provincial rules; Criminal Law arts 63, 69 and the provision charged
"""

from dataclasses import dataclass
from typing import Any

from zhanlian.law.answers import Answer, Reading, Step
from zhanlian.law.sentencing.bans import Ban, occupational_ban
from zhanlian.law.sentencing.charge import Charge, coded
from zhanlian.law.sentencing.custody import Credit, UnitCrime, custody_credit, unit_crime
from zhanlian.law.sentencing.factors import Factor, Factors, factors_of
from zhanlian.law.sentencing.fines import Confiscation, FineProposal, confiscation, fine
from zhanlian.law.sentencing.interval import Interval
from zhanlian.law.sentencing.limits import bounded, kinds_of, rounded, statutory
from zhanlian.law.sentencing.method import first_layer, second_layer
from zhanlian.law.sentencing.orders import Order, restraining_order
from zhanlian.law.sentencing.probation import Probation, parole_exclusion, probation
from zhanlian.law.sentencing.starting import Line, Start, benchmark, guideline_is_open
from zhanlian.law.values import Value

__all__ = ["Package", "Worksheet", "worksheet"]

SIGNS = ("prosecutor", "reviewer", "date")
FRAUD = "fraud"


@dataclass(frozen=True, slots=True)
class Package:
    """What one recommendation proposes together with the principal penalty."""

    scope: tuple[str, ...]
    fine: Answer[FineProposal]
    confiscation: Answer[Confiscation]
    ban: Answer[Ban]
    order: Answer[Order]
    probation: Answer[Probation]
    parole: Answer[Any]
    credit: Answer[Credit]
    unit: Answer[UnitCrime]

    @property
    def parts(self) -> tuple[tuple[str, Answer[Any]], ...]:
        """Each part with its key, in the order of a document."""
        keys = ("fine", "confiscation", "ban", "order", "probation", "parole", "credit", "unit")
        return tuple((key, getattr(self, key)) for key in keys)


@dataclass(frozen=True, slots=True)
class Worksheet:
    """A proposal for one charge. A person picks inside it, judges the whole case, and signs.

    ``exact``: before rounding. ``result``: rounded and kept inside the statute's range.
    ``result_if_raised``: where increments lack, up to what they could raise it; None otherwise.
    ``replaced``: what plea leniency stands for. ``unquantified``: factors without any range.
    """

    person_id: str
    offence: str
    tier: str
    law_version: str
    province: str
    lines: tuple[Line, ...]
    benchmark: Interval
    exact: Interval
    result: Interval
    result_if_raised: Interval | None
    statutory: Interval
    kinds: tuple[str, ...]
    replaced: tuple[Factor, ...]
    unquantified: tuple[Factor, ...]
    mitigating: tuple[str, ...]
    package: Package
    notes: tuple[Step, ...]
    asks: tuple[Step, ...]
    missing: tuple[str, ...]
    signs: tuple[str, ...] = SIGNS

    @property
    def is_complete(self) -> bool:
        """Whether nothing is left open but the whole case and the signatures."""
        return self.result_if_raised is None and not (self.unquantified or self.missing)


def worksheet(charge: Charge) -> Answer[Worksheet]:
    """The worksheet of one charge; both readings where its guideline may have ended."""
    made = _made(charge, benchmark(charge))
    because = tuple(line.step for line in made.lines)
    if not guideline_is_open(charge):
        return Answer(made, because, asks=made.asks, missing=made.missing)
    other = _made(charge, benchmark(charge, with_guideline=False))
    rule = charge.value("start.second_guideline_applies")
    ask = Step("sentencing.start.ask_guideline", {}, (rule,))
    readings = (
        Reading(made, because),
        Reading(other, tuple(line.step for line in other.lines)),
    )
    return Answer(None, (ask,), readings, (ask, *made.asks), made.missing)


@dataclass(frozen=True, slots=True)
class _Run:
    """One pass of the method over one benchmark."""

    lines: tuple[Line, ...]
    exact: Interval
    result: Interval
    asks: tuple[Step, ...]


def _made(charge: Charge, start: Start) -> Worksheet:
    factors = factors_of(charge)
    run = _run(charge, start, factors)
    raised = None
    if start.is_raised_unknown:
        highest = start.months.raised_to(statutory(charge).high)
        raised = _run(charge, Start(highest, ()), factors).result
    package = _package(charge, raised or run.result)
    missing = (*start.missing, *factors.missing)
    for _, answer in package.parts:
        missing += answer.missing
    return Worksheet(
        person_id=charge.person.person_id,
        offence=charge.offence,
        tier=charge.tier,
        law_version=charge.law.version,
        province=charge.province.title if charge.province else "",
        lines=run.lines,
        notes=_notes(charge),
        benchmark=start.months,
        exact=run.exact,
        result=run.result,
        result_if_raised=raised,
        statutory=statutory(charge),
        kinds=kinds_of(charge, run.result),
        replaced=factors.replaced,
        unquantified=factors.unquantified,
        mitigating=factors.mitigating,
        package=package,
        asks=(*start.asks, *factors.asks, *run.asks, *_open(package)),
        missing=tuple(dict.fromkeys(missing)),
    )


def _run(charge: Charge, start: Start, factors: Factors) -> _Run:
    """First layer, second layer, what the plea replaced, rounding, bounds."""
    layers = [charge.value(f"method.{name}") for name in ("first_layer", "second_layer", "formula")]
    after_first, first = first_layer(start.months, factors.first, (layers[0],))
    exact, second = second_layer(after_first, factors.second, (layers[1], layers[2]))
    replaced = _replaced(charge, factors, exact)
    whole_months, step = rounded(charge, exact)
    result, told, asks = bounded(charge, whole_months, factors.mitigating)
    ends = (
        Line("rounding", exact, whole_months, step),
        Line("range_of_day", whole_months, whole_months, told[0]),
        Line("bounds", whole_months, result, told[1]),
    )
    lines = (*start.lines, *first, *second, *replaced, *ends)
    return _Run(lines, exact, result, asks)


def _replaced(charge: Charge, factors: Factors, months: Interval) -> list[Line]:
    """Factors that plea leniency stands for: shown, and counted with nothing."""
    if not factors.replaced:
        return []
    rule: Value = charge.value("plea.replaces")
    facts = {"factors": coded(*(each.key for each in factors.replaced))}
    return [
        Line("plea_replaces", months, months, Step("sentencing.factor.replaced", facts, (rule,)))
    ]


def _notes(charge: Charge) -> tuple[Step, ...]:
    """What the method does not reach, and what the police are reminded of at the end."""
    scope, outside = charge.value("method.scope"), charge.value("method.outside_scope")
    facts = {"scope": coded(*scope.items), "outside": coded(*outside.items)}
    notes = [Step("sentencing.note.scope", facts, (scope, outside)),
             Step("sentencing.note.whole_case", {}, (charge.value("method.steps"),))]  # fmt: skip
    reminder = charge.value_or_none("exit_ban_note")
    is_telecom = charge.known("is_telecom")
    if reminder is not None and (is_telecom or (is_telecom is None and charge.offence == FRAUD)):
        notes.append(Step("sentencing.note.exit_ban", {}, (reminder,)))
    return tuple(notes)


def _package(charge: Charge, months: Interval) -> Package:
    """Fine, confiscation, ban, order, probation and what follows from the days."""
    return Package(
        scope=charge.value("package.scope").items,
        fine=fine(charge),
        confiscation=confiscation(charge),
        ban=occupational_ban(charge),
        order=restraining_order(charge),
        probation=probation(charge, months),
        parole=parole_exclusion(charge, months),
        credit=custody_credit(charge),
        unit=unit_crime(charge),
    )


def _open(package: Package) -> tuple[Step, ...]:
    return tuple(step for _, answer in package.parts for step in answer.asks)
