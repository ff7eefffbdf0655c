"""Steps: what to do now, in order, for one verdict and one audience.

in     what was found, for whom, whether money has gone, a day of the law
out    ``Step``: key and facts; its words are in data/words
keeps  money gone puts 110 and the stop-payment clock first; a threat to life puts 110 alone
       first; 96110 stands in every answer; figures of the law come from the law room
"""

from dataclasses import dataclass
from datetime import date

from zhanlian.law import law_book
from zhanlian.screening.audiences import Audience
from zhanlian.screening.bodies import Body, bodies
from zhanlian.screening.weighing import State
from zhanlian.screening.words import word

__all__ = ["Step", "steps_for"]

LIFE = frozenset({"kidnap_virtual"})
PRESSED = frozenset({"blackmail"})
PERSONS = frozenset({"leader", "kin", "teacher"})
STOP_TERM, STOP_TIMES = "cn.property.stop.term", "cn.property.stop.times"
DEN_DAYS = "cn.criminal.fraud.den_days"
CONSULAR = "12308"  # the hotline for consular protection, in bodies.toml


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do. ``group`` and ``key`` name its words, ``facts`` fill them."""

    group: str
    key: str
    facts: tuple[tuple[str, str], ...] = ()
    body: str = ""

    def said(self, lang: str) -> str:
        """The step as a sentence."""
        facts = dict(self.facts)
        if self.body:
            body = next(each for each in bodies() if each.id == self.body)
            facts["body"] = body.zh if lang == "zh" else body.en
        return word(lang, self.group, self.key, **facts)


@dataclass(frozen=True, slots=True)
class Ask:
    """What the steps depend on."""

    state: State
    types: tuple[str, ...]
    audience: Audience
    impersonated: tuple[Body, ...]
    is_money_gone: bool
    on: date | None
    is_payment_code: bool = False


def steps_for(ask: Ask) -> tuple[Step, ...]:
    """The steps, the most urgent first."""
    steps: list[Step] = []
    if ask.is_money_gone:
        steps += [stop_step(ask.on), Step("step", "stop_facts"), Step("step", "atm_cancel")]
    if ask.is_payment_code:
        steps.append(Step("step", "payment_code"))
    if ask.state is State.HIGH:
        steps += _against(ask)
    elif ask.state is State.UNSURE:
        steps += [Step("step", "unsure_ask"), *_verify(ask), Step("step", "unsure_96110")]
    else:
        steps += [Step("step", "nothing_care"), Step("step", "unsure_96110")]
    audience = _audience_step(ask)
    return (*steps, *audience, Step("step", "not_checked"))


def stop_step(on: date | None) -> Step:
    """The stop-payment clock as the law stands on a day; the newest row where none is named."""
    hours, times = (_figure(name, on) for name in (STOP_TERM, STOP_TIMES))
    return Step("step", "stop_pay", (("hours", hours), ("times", times)))


def _figure(name: str, on: date | None) -> str:
    book = law_book()
    row = book.value(name, on=on) if on else book.parameter(name).values[-1]
    return str(row.value)


def _against(ask: Ask) -> list[Step]:
    first = ask.types[0] if ask.types else "other_fraud"
    steps = []
    if first in LIFE:
        steps += [Step("step", "life_first"), Step("step", "call_person")]
    elif first in PRESSED:
        steps.append(Step("step", "do_not_pay_blackmail"))
    steps += [Step("step", "stop"), Step("step", "keep"), _type_step(first, ask.on)]
    steps += [*_verify(ask), Step("step", "change_codes"), Step("step", "call_96110")]
    return [*steps, Step("step", "report_12321")]


def _type_step(code: str, on: date | None) -> Step:
    facts = (("den_days", _figure(DEN_DAYS, on)),) if code == "overseas_recruit" else ()
    return Step("step_type", code, facts)


def _verify(ask: Ask) -> list[Step]:
    """How to check with whoever the text poses as: official numbers, or the person known."""
    for body in ask.impersonated:
        if body.id in PERSONS:
            return [Step("step", "verify_person")]
        if body.numbers:
            numbers = " / ".join(body.numbers)
            return [Step("step", "verify_body", (("numbers", numbers),), body.id)]
    return []


def _audience_step(ask: Ask) -> list[Step]:
    if ask.audience is Audience.GENERAL:
        return []
    facts = (("consular", CONSULAR),) if ask.audience is Audience.STUDENT_ABROAD else ()
    return [Step("step_audience", ask.audience.value, facts)]
