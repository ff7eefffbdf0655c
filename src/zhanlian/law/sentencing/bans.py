"""Occupational bans (职业禁止): conditions, length, first and last day.

in     ``Charge``: use of the profession, need, a length, days of completion or parole
out    ``Answer[Ban]``
keeps  a ban runs from the end of the sentence or from parole, never from the judgment; how its
       last day is counted is shown both ways; bans of other statutes go first
law    Criminal Law art. 37-1; 法释〔2019〕15号 art. 17
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from zhanlian.law.answers import Answer, Proof, Step
from zhanlian.law.clocks.points import add_months, sentence_end
from zhanlian.law.proofs import claimed, strongest, weakest, within
from zhanlian.law.sentencing.charge import Charge, coded, whole
from zhanlian.law.values import Value

__all__ = ["Ban", "occupational_ban"]

YEAR_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Ban:
    """A ban to be proposed.

    ``end_on``: the last day, counted to the same date; ``end_if_sentence_on``: counted as a
    sentence is. None while its length or start is not known.
    """

    proof: Proof
    least_months: int
    most_months: int
    months: int | None = None
    months_proof: Proof = Proof.UNPROVEN
    start_on: date | None = None
    end_on: date | None = None
    end_if_sentence_on: date | None = None


def occupational_ban(charge: Charge) -> Answer[Ban]:
    """Whether the conditions of a ban hold, and from when to when it would run."""
    conditions, years = charge.value("ban.conditions"), charge.value("ban.years")
    prevail, breach = charge.value("ban.other_laws_prevail"), charge.value("ban.breach")
    proof = weakest([_profession(charge), claimed(said=charge.known("ban_needed"))])
    keys = ("used_profession", "breached_duty", "ban_needed")
    facts = {"conditions": coded(*conditions.items)}
    evidence = charge.evidence(*keys)
    steps = [Step("sentencing.ban.conditions", facts, (conditions,), (), evidence, proof)]
    steps += _network(charge)
    if charge.known("other_law_bans"):
        steps.append(Step("sentencing.ban.other_law", {}, (prevail,)))
    ban, told = _length(charge, proof, years)
    steps += [told, Step("sentencing.ban.breach", {"breach": coded(*breach.items)}, (breach,))]
    asks = tuple(_asked(charge, ban)) if proof is not Proof.NOT_MET else ()
    missing = charge.missing(*keys, "ban_months") if proof is not Proof.NOT_MET else ()
    return Answer(ban, tuple(steps), asks=asks, missing=missing)


def _asked(charge: Charge, ban: Ban) -> Iterator[Step]:
    """How the last day is counted, and whether a ban reaches an act before the provision."""
    if ban.end_on is not None:
        days = {"end_on": ban.end_on, "other_on": ban.end_if_sentence_on}
        yield Step("sentencing.ban.ask_end", days, (charge.value("ban.end_day"),))
    rule = charge.value("ban.conditions")
    if charge.times.act_to_on < rule.from_on:
        facts = {"act_on": charge.times.act_to_on, "from_on": rule.from_on}
        yield Step("sentencing.ban.ask_before_law", facts, (rule,))


def _profession(charge: Charge) -> Proof:
    """Professional convenience used, or a duty of the profession breached."""
    keys = ("used_profession", "breached_duty")
    return strongest(claimed(said=charge.known(key)) for key in keys)


def _network(charge: Charge) -> list[Step]:
    """The offences for which the interpretation names the ban expressly."""
    listed = charge.value("ban.network_offences")
    if charge.offence not in listed.items:
        return []
    return [Step("sentencing.ban.network", {"offence": f"offence.{charge.offence}"}, (listed,))]


def _length(charge: Charge, proof: Proof, years: Value) -> tuple[Ban, Step]:
    least, most = (whole(years, end) for end in ("least", "most"))
    assert least is not None
    assert most is not None
    least_months, most_months = least * YEAR_MONTHS, most * YEAR_MONTHS
    months = charge.known("ban_months")
    start_on = charge.known("paroled_on") or charge.known("sentence_ended_on")
    has_end = months is not None and start_on is not None
    ban = Ban(
        proof=proof,
        least_months=least_months,
        most_months=most_months,
        months=months,
        months_proof=within(months, least_months, most_months),
        start_on=start_on,
        end_on=add_months(start_on, months) if has_end else None,
        end_if_sentence_on=sentence_end(start_on, months) if has_end else None,
    )
    facts = {
        "least": least,
        "most": most,
        "months": months,
        "start_on": start_on,
        "end_on": ban.end_on,
        "starts": coded(*charge.value("ban.starts").items),
    }
    rests_on = (years, charge.value("ban.starts"), charge.value("ban.end_day"))
    evidence = charge.evidence("ban_months", "paroled_on", "sentence_ended_on")
    return ban, Step("sentencing.ban.length", facts, rests_on, (), evidence, ban.months_proof)
