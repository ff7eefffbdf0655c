"""Penalties: the range that the statute gives for a tier.

in     a tier of an offence, the days of the act and of judging
out    ``Penalty``: months, life, death, detention, control, fine
keeps  the statute of the act's day, unless the newer range is milder (Criminal Law art. 12); a
       day that the edition does not cover gives no range and a question, never zero
"""

from dataclasses import dataclass
from typing import Any

from zhanlian.law.answers import Step
from zhanlian.law.book import NoLawInForce
from zhanlian.law.offences.asking import Ask
from zhanlian.law.offences.definitions import Tier
from zhanlian.law.reading import cite
from zhanlian.law.values import Unit, Value

__all__ = ["Penalty", "penalty_of"]

STATUTE = (cite("cn/criminal-law art. 12"),)


@dataclass(frozen=True, slots=True)
class Penalty:
    """A range of penalty.

    Attributes
    ----------
    least_months, most_months : int
        Imprisonment; 0 least where detention or control is possible or none is the least.
    fine : str
        ``none``, ``with``, ``with_or_only``, ``with_or_confiscation``, ``may``.
    fine_table : dict
        What the law says of the amount, such as ``least_fen`` or ``most_times_gain``.
    """

    least_months: int
    most_months: int
    is_life: bool
    is_death: bool
    is_detention: bool
    is_control: bool
    fine: str
    fine_table: tuple[tuple[str, object], ...]
    rests_on: tuple[Value, ...]

    @property
    def severity(self) -> tuple[int, ...]:
        """Larger is heavier."""
        return (int(self.is_death), int(self.is_life), self.most_months, self.least_months)


def penalty_of(tier: Tier, ask: Ask) -> tuple[Penalty | None, Step]:
    """The governing range and the step that says which day's statute gives it."""
    days = (ask.times.act_to_on, ask.times.judged_on)
    found = [_on(tier, ask.at(on)) for on in days]
    facts: dict[str, object] = {"act_on": days[0], "judged_on": days[1]}
    old, new = found
    if old is None:
        return None, Step("ask.penalty_not_in_edition", facts)
    if new is None or new.severity >= old.severity:
        key = "penalty.same" if new is None or new.severity == old.severity else "penalty.older"
        return old, Step(key, facts, old.rests_on, STATUTE)
    return new, Step("penalty.newer_milder", facts, new.rests_on, STATUTE)


def _on(tier: Tier, ask: Ask) -> Penalty | None:
    value = ask.value(tier.penalty)
    if value is None:
        return None
    fine = _fine(tier, ask)
    table: dict[str, Any] = value.table
    return Penalty(
        least_months=table.get("least_months", 0),
        most_months=table.get("most_months", 0),
        is_life=table.get("life", False),
        is_death=table.get("death", False),
        is_detention=table.get("detention", False),
        is_control=table.get("control", False),
        fine=table.get("fine", "none"),
        fine_table=() if fine is None else _fine_table(fine),
        rests_on=(value,) if fine is None else (value, fine),
    )


def _fine(tier: Tier, ask: Ask) -> Value | None:
    """What is said of the fine's amount, on the ask's day or, said later, when judged."""
    if not tier.fine:
        return None
    try:
        return ask.value(tier.fine) or ask.law.value(tier.fine, on=ask.times.judged_on)
    except NoLawInForce:
        return None


def _fine_table(fine: Value) -> tuple[tuple[str, object], ...]:
    if fine.unit is Unit.FEN:
        return (("least_fen", fine.fen),)
    return tuple(fine.table.items())
