"""Sheet: what somebody could pay, what was paid, and how willingly, day by day.

in     a table of a TOML file
out    ``PleaSheet``: figures, and reasons on both sides for a person to weigh
keeps  shares are exact; unknown means are unknown, never nothing; "clearly too little" has no
       figure in the law, so the program lists reasons and never finds it; restitution and a plea
       are not counted twice
law    认罪认罚 and 退赃退赔: 法发〔2021〕21号 part 3; CPL art. 15
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Any

from zhanlian.recovery.grounds import Ground, ground
from zhanlian.recovery.records import Fields

__all__ = ["Offer", "Plea", "PleaSheet", "Side", "make_plea_sheet", "read_plea"]


class Side(StrEnum):
    """Which way a reason points."""

    TOO_LITTLE = "too_little"
    SINCERE = "sincere"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Offer:
    """What was said or done on a day; ``is_refusal``: payment was refused though possible."""

    on: date
    offered_minor: int
    paid_minor: int
    is_refusal: bool
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plea:
    """One person's record. ``means_minor``: what could be paid; None where not known."""

    person: str
    currency: str
    loss_minor: int
    gain_minor: int | None
    means_minor: int | None
    is_forgiven: bool | None
    admits: bool | None
    hides_assets: bool | None
    offers: tuple[Offer, ...]


@dataclass(frozen=True, slots=True)
class PleaSheet:
    """Figures and reasons. ``of_means`` is None where means are not known or nothing."""

    plea: Plea
    paid_minor: int
    open_minor: int
    of_loss: Fraction
    of_means: Fraction | None
    of_gain: Fraction | None
    reasons: tuple[tuple[Side, str, tuple[str, ...]], ...]
    grounds: tuple[Ground, ...]
    missing: tuple[str, ...]


def read_plea(said: Mapping[str, Any], *, where: str) -> Plea:
    """The record of a table. Raises ``BadRecord``."""
    fields = Fields(said, where)
    currency = fields.text("currency") or "CNY"
    loss = fields.amount("loss_minor", currency)
    if loss is None:
        fields.refuse("loss_minor", "the loss this person answers for is needed")
    made = Plea(
        person=fields.text("person", needed=True),
        currency=currency,
        loss_minor=loss,
        gain_minor=fields.amount("gain_minor", currency),
        means_minor=fields.amount("means_minor", currency),
        is_forgiven=fields.truth("is_forgiven"),
        admits=fields.truth("admits"),
        hides_assets=fields.truth("hides_assets"),
        offers=tuple(_offer(each, currency) for each in fields.rows("offer")),
    )
    fields.finish()
    return made


def _offer(fields: Fields, currency: str) -> Offer:
    on = fields.day("on", needed=True)
    assert on is not None, "it is needed"
    made = Offer(
        on=on,
        offered_minor=fields.amount("offered_minor", currency) or 0,
        paid_minor=fields.amount("paid_minor", currency) or 0,
        is_refusal=bool(fields.truth("is_refusal")),
        evidence=fields.texts("evidence"),
    )
    fields.finish()
    return made


def make_plea_sheet(plea: Plea) -> PleaSheet:
    """Lay the record out: nothing is found here, reasons stand on both sides."""
    paid = sum(each.paid_minor for each in plea.offers)
    reasons = tuple(_reasons(plea, paid))
    is_flagged = any(side is Side.TOO_LITTLE for side, _, _ in reasons)
    keys = ["refund_reduces", "living_costs", *(["clearly_low"] if is_flagged else [])]
    asked = {
        "means_minor": plea.means_minor,
        "gain_minor": plea.gain_minor,
        "is_forgiven": plea.is_forgiven,
        "admits": plea.admits,
        "hides_assets": plea.hides_assets,
    }
    return PleaSheet(
        plea=plea,
        paid_minor=paid,
        open_minor=max(0, plea.loss_minor - paid),
        of_loss=Fraction(paid, plea.loss_minor) if plea.loss_minor else Fraction(1),
        of_means=_share(paid, plea.means_minor),
        of_gain=_share(paid, plea.gain_minor),
        reasons=reasons,
        grounds=tuple(ground(key) for key in keys),
        missing=tuple(name for name, value in asked.items() if value is None),
    )


def _share(part_minor: int, whole_minor: int | None) -> Fraction | None:
    return Fraction(part_minor, whole_minor) if whole_minor else None


def _reasons(plea: Plea, paid_minor: int) -> Iterator[tuple[Side, str, tuple[str, ...]]]:
    """(which way it points, key of the room's words, evidence)."""
    due, means, gain = plea.loss_minor, plea.means_minor, plea.gain_minor
    offered = sum(each.offered_minor for each in plea.offers)
    refused = tuple(each for one in plea.offers if one.is_refusal for each in one.evidence)
    told = _evidence(plea)
    listed = (
        (Side.SINCERE, "paid_in_full", told, paid_minor >= due),
        (Side.TOO_LITTLE, "could_pay_more", told,
         means is not None and paid_minor < min(due, means)),
        (Side.SINCERE, "paid_all_means", told,
         means is not None and means <= paid_minor < due),
        (Side.TOO_LITTLE, "keeps_gain", told, gain is not None and paid_minor < gain),
        (Side.SINCERE, "gave_up_gain", told, gain is not None and 0 < gain <= paid_minor),
        (Side.TOO_LITTLE, "refused", refused, any(each.is_refusal for each in plea.offers)),
        (Side.TOO_LITTLE, "hides_assets", (), bool(plea.hides_assets)),
        (Side.TOO_LITTLE, "offered_not_paid", told, offered > paid_minor),
        (Side.SINCERE, "forgiven", (), bool(plea.is_forgiven)),
        (Side.OPEN, "means_unknown", (), means is None and paid_minor < due),
    )  # fmt: skip
    yield from ((side, key, evidence) for side, key, evidence, holds in listed if holds)


def _evidence(plea: Plea) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each for one in plea.offers for each in one.evidence))
