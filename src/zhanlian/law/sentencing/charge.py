"""Charge: one offence and tier charged to one person, and the law that governs its sentence.

in     a situation, a person, an offence and tier by key, perhaps a province's table
out    ``Charge``: facts, dated values, the tier's range and the next lower one
keeps  the range is that of the act's day unless the newer is milder; the guideline is that of
       the day of judging; an offence or tier that is not in the edition is refused
law    Criminal Law arts 12, 63
"""

from dataclasses import dataclass, replace
from typing import Any

from zhanlian.law.answers import Step
from zhanlian.law.book import LawBook, NoLawInForce
from zhanlian.law.facts import Fact, Facts, Situation
from zhanlian.law.offences.asking import Ask
from zhanlian.law.offences.definitions import Tier, offences
from zhanlian.law.offences.penalties import Penalty, penalty_of
from zhanlian.law.sentencing.carried import carried
from zhanlian.law.sentencing.province import ProvinceTable
from zhanlian.law.sentencing.refusals import OutsideMethod, UnknownCharge
from zhanlian.law.values import Value
from zhanlian.law.versions import Times

__all__ = ["Charge", "charge_of", "coded", "whole"]

FACTS = "sentencing."
FIGURES = "cn.sentencing."


@dataclass(frozen=True, slots=True)
class Charge:
    """``penalty``: the statutory range; ``lower``: that of the next lower tier, if any."""

    person: Facts
    law: LawBook
    times: Times
    region: str
    offence: str
    tier: str
    penalty_name: str
    penalty: Penalty
    penalty_step: Step
    lower: Penalty | None
    province: ProvinceTable | None = None

    def in_province(self, table: ProvinceTable) -> "Charge":
        """The same charge with a province's own values."""
        return replace(self, province=table)

    def fact(self, key: str) -> Fact:
        """The fact ``sentencing.KEY``."""
        return self.person.get(f"{FACTS}{key}")

    def known(self, key: str) -> Any:
        """What is known of ``sentencing.KEY``, None where nothing is."""
        return self.fact(key).value

    def missing(self, *keys: str) -> tuple[str, ...]:
        """Those of the facts that are not known, by full key."""
        return tuple(f"{FACTS}{key}" for key in keys if self.known(key) is None)

    def evidence(self, *keys: str) -> tuple[str, ...]:
        """Ids of the evidence of these facts, once each."""
        return tuple(dict.fromkeys(each for key in keys for each in self.fact(key).evidence))

    def value(self, name: str) -> Value:
        """The value ``cn.sentencing.NAME`` on the day of judging. Raises ``NoLawInForce``."""
        return self.law.value(f"{FIGURES}{name}", on=self.times.judged_on)

    def value_or_none(self, name: str) -> Value | None:
        """The same value, None where the edition has none for that day or no such value."""
        if f"{FIGURES}{name}" not in self.law.parameters:
            return None
        try:
            return self.value(name)
        except NoLawInForce:
            return None


def charge_of(
    situation: Situation, person: Facts, *, offence: str, tier: str, law: LawBook
) -> Charge:
    """The charge of one offence and tier. Raises ``UnknownCharge``, ``OutsideMethod``.

    ``tier`` is its key, such as ``huge``, or its number as text, the lightest first: ``"2"``.
    What the facts of the offence already say is not asked again (``carried``).
    """
    person = carried(person, offence)
    tiers = _tiers(offence)
    place = _place(tiers, offence, tier)
    times = Times(situation.act_from_on, situation.act_to_on, situation.judged_on)
    ask = Ask(person, law, times, situation.act_to_on, situation.region)
    penalty, step = penalty_of(tiers[place], ask)
    if penalty is None or penalty.most_months <= 0:
        raise OutsideMethod(offence=offence, tier=tier)
    return Charge(
        person=person,
        law=law,
        times=times,
        region=situation.region,
        offence=offence,
        tier=tiers[place].key,
        penalty_name=tiers[place].penalty,
        penalty=penalty,
        penalty_step=step,
        lower=penalty_of(tiers[place - 1], ask)[0] if place > 0 else None,
    )


def _tiers(offence: str) -> tuple[Tier, ...]:
    known = offences()
    if offence not in known:
        raise UnknownCharge(said=offence, known=tuple(sorted(known)))
    return known[offence].tiers


def _place(tiers: tuple[Tier, ...], offence: str, tier: str) -> int:
    names = [each.key for each in tiers]
    numbers = [str(number) for number in range(1, len(names) + 1)]
    for spelled in (names, numbers):
        if tier in spelled:
            return spelled.index(tier)
    raise UnknownCharge(said=f"{offence}, {tier}", known=tuple(names))


def coded(*codes: str) -> tuple[str, ...]:
    """Keys of the catalogue for codes such as ``accessory``."""
    return tuple(f"sentencing.code.{code}" for code in codes)


def whole(value: Value, name: str) -> int | None:
    """A whole number of a table, None where the table has none."""
    found = value.table.get(name)
    assert found is None or isinstance(found, int)
    return found
