"""Judgment (判后执行): the record of what was realised and owed, and shares that nobody collects.

in     a table of a TOML file
out    ``Judgment``: assets, debts, notices; per uncollected share what the notice comes to
keeps  a share stays the victim's until the notice has run out; then it goes to the treasury, and
       a claim proved after that may still be refunded; a share is paid out once
law    法释〔2014〕13号 art. 13; 法释〔2021〕1号 art. 445: notify, public notice of one year
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from zhanlian.law import clocks, law_book
from zhanlian.recovery.executing import Debt, Executed, Rank, Realised, execute
from zhanlian.recovery.records import Fields

__all__ = ["Judgment", "Notice", "Shelf", "Unclaimed", "judge", "read_judgment"]

NOTICE_CLOCK = "property.judgment_notice"


class Shelf(StrEnum):
    """Where an uncollected share stands."""

    NOTIFY_FIRST = "notify_first"
    NOTICE_DUE = "notice_due"
    NOTICE_RUNS = "notice_runs"
    TREASURY = "treasury"
    COLLECTED = "collected"
    REFUND_ASKED = "refund_asked"


@dataclass(frozen=True, slots=True)
class Notice:
    """What was done about one share: told, announced, claimed."""

    debt_id: str
    notified_on: date | None
    published_on: date | None
    claimed_on: date | None


@dataclass(frozen=True, slots=True)
class Unclaimed:
    """One share that was not simply paid; ``ends_on``: last day of the notice, later reading."""

    debt_id: str
    amount_minor: int
    shelf: Shelf
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class Judgment:
    """What can be paid from, what is owed, and notices about shares."""

    currency: str
    realised: tuple[Realised, ...]
    debts: tuple[Debt, ...]
    notices: tuple[Notice, ...]


class RankWord(StrEnum):
    """Ranks as files write them, in the order of the law."""

    MEDICAL = "medical"
    RESTITUTION = "restitution"
    CIVIL = "civil"
    FINE = "fine"
    CONFISCATION = "confiscation"


def read_judgment(said: Mapping[str, Any], *, where: str) -> Judgment:
    """The record of a table. Raises ``BadRecord``."""
    fields = Fields(said, where)
    currency = fields.text("currency") or "CNY"
    made = Judgment(
        currency=currency,
        realised=tuple(_realised(each, currency) for each in fields.rows("asset")),
        debts=tuple(_debt(each, currency) for each in fields.rows("debt")),
        notices=tuple(_notice(each) for each in fields.rows("notice")),
    )
    ids = {each.debt_id for each in made.debts}
    for notice in made.notices:
        if notice.debt_id not in ids:
            fields.refuse("notice", f"{notice.debt_id} is no debt of this record")
    fields.finish()
    return made


def judge(judgment: Judgment, on: date) -> tuple[Executed, tuple[Unclaimed, ...]]:
    """Pay in the order of the law, and say where uncollected shares stand on a day."""
    executed = execute(judgment.realised, judgment.debts)
    return executed, tuple(
        _unclaimed(each, executed.paid_to(each.debt_id), on) for each in judgment.notices
    )


def _unclaimed(notice: Notice, minor: int, on: date) -> Unclaimed:
    ends_on = None
    if notice.published_on is not None:
        event = {"kind": "start", "on": notice.published_on}
        ledger = clocks.ledger_of({"clock": {"kind": NOTICE_CLOCK}, "event": [event]})
        ends_on = max(point.on for point in clocks.compute(ledger, law=law_book()).ends)
    return Unclaimed(notice.debt_id, minor, _shelf(notice, ends_on, on), ends_on)


def _shelf(notice: Notice, ends_on: date | None, on: date) -> Shelf:
    claimed = notice.claimed_on is not None and notice.claimed_on <= on
    if claimed and notice.claimed_on is not None:
        is_late = ends_on is not None and notice.claimed_on > ends_on
        return Shelf.REFUND_ASKED if is_late else Shelf.COLLECTED
    if notice.notified_on is None or notice.notified_on > on:
        return Shelf.NOTIFY_FIRST
    if ends_on is None:
        return Shelf.NOTICE_DUE
    return Shelf.NOTICE_RUNS if on <= ends_on else Shelf.TREASURY


def _realised(fields: Fields, currency: str) -> Realised:
    amount = fields.amount("amount_minor", currency)
    if amount is None:
        fields.refuse("amount_minor", "what was realised is needed")
    secures = {}
    for each in fields.rows("secures"):
        creditor, owed = each.text("creditor", needed=True), each.amount("amount_minor", currency)
        if owed is None:
            each.refuse("amount_minor", "what the asset secures is needed")
        each.finish()
        secures[creditor] = owed
    made = Realised(fields.text("asset_id", needed=True), amount, secures)
    fields.finish()
    return made


def _debt(fields: Fields, currency: str) -> Debt:
    rank = Rank[fields.choice("rank", RankWord).name]
    amount = fields.amount("amount_minor", currency)
    if amount is None and rank is not Rank.CONFISCATION:
        fields.refuse("amount_minor", "what is owed is needed")
    made = Debt(
        debt_id=fields.text("debt_id", needed=True),
        rank=rank,
        amount_minor=amount or 0,
        made_good_minor=fields.amount("made_good_minor", currency) or 0,
    )
    fields.finish()
    return made


def _notice(fields: Fields) -> Notice:
    made = Notice(
        debt_id=fields.text("debt_id", needed=True),
        notified_on=fields.day("notified_on"),
        published_on=fields.day("published_on"),
        claimed_on=fields.day("claimed_on"),
    )
    fields.finish()
    return made
