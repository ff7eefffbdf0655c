"""Freeze list (止付冻结建议清单): by urgency, with measures in force and their end.

keeps  an advice is an advice: who decides and signs is left blank for a person
"""

from __future__ import annotations

import json
from typing import Any

from zhanlian.evidence import Case
from zhanlian.reports.asking import ask
from zhanlian.reports.edition import UNKNOWN, Edition
from zhanlian.reports.listing import Figured, Listing, Row, columns, listing
from zhanlian.reports.lists.layers import say_measures
from zhanlian.reports.saying import say_duration, say_facts, say_share
from zhanlian.terms import CHINA, Money, from_instant

HEADS = columns("""
    rank count; account_kind text; holder text; account number below; bank text
    bank_code number below; balance amount; balance_at moment below
    victim_money amount assumption; victim_range text below assumption
    from_account number; from_amount amount below; from_at moment below
    waited text; speed text below assumption; reason text inference; measures text
    expires_at text below; advice text inference; handler text
""")
PLATFORM_HEADS = columns("stop_kind text; stop_account number; stop_bank text; stop_at text")
STOP_KINDS = {"personal": "01", "corporate": "02"}
MINUTE_S = 60


def list_freezes(case: Case, edition: Edition) -> Listing:
    """Accounts to stop or freeze, by rank."""
    return listing("freezes", HEADS, [_row(edition, row) for row in ask(case, "freezes")])


def _row(edition: Edition, row: dict[str, Any]) -> Row:
    words, currency = edition.words, row["currency"]
    low, high = (Money(row[f"victim_minor_{end}"], currency) for end in ("low", "high"))
    minutes, speed = row["minutes_since"], row["speed_ppm"]
    return Row((
        row["rank_no"], words.value("account_kind", row["account_kind"]) or None,
        edition.name(row["holder_name"]), edition.account(row["account_id"]), row["bank"] or "",
        row["bank_code"], _money(row, "balance_minor"), edition.moment(row["balance_at"]),
        Figured(Money(row["victim_minor"], currency), row["figure_id"]),
        words("text.range", low=edition.amount(low), high=edition.amount(high)),
        edition.account(row["from_account_id"]), _money(row, "from_minor"),
        edition.moment(row["from_at"]),
        None if minutes is None else say_duration(edition, minutes * MINUTE_S),
        None if speed is None else words("text.left_in_half_hour", share=say_share(speed)),
        _reason(edition, row["reason"], currency),
        say_measures(edition, json.loads(row["measures"])),
        say_expiry(edition, row),
        words.value("advice", row["advice"]), "",
    ), row["figure_id"])  # fmt: skip


def _money(row: dict[str, Any], name: str) -> Money | None:
    return None if row[name] is None else Money(row[name], row["currency"])


def _reason(edition: Edition, text: str, currency: str) -> str:
    """The facts behind an advice; amounts by method have a section of their own."""
    facts = {name: value for name, value in json.loads(text).items() if name != "by_method"}
    return say_facts(edition, facts, currency=currency)


def say_expiry(edition: Edition, row: dict[str, Any]) -> str:
    """When the measure in force ends; for a stop still to be asked for, how long it will last."""
    if row["expires_at"] is not None:
        return edition.words("text.expires", moment=edition.moment(row["expires_at"]))
    return edition.words("text.expires_48h") if row["advice"] == "stop_pay" else UNKNOWN


def list_platform(case: Case, edition: Edition) -> Listing:
    """The same accounts in the four columns the stop-payment platform takes."""
    rows = [
        Row((
            STOP_KINDS.get(row["account_kind"] or "", ""), edition.account(row["account_id"]),
            row["bank"] or "", platform_time(row["from_at"]),
        ))
        for row in ask(case, "freezes")
        if row["advice"] != "none" and not row["account_id"].startswith("@")
    ]  # fmt: skip
    return listing("platform", PLATFORM_HEADS, rows)


def platform_time(at: int | None) -> str:
    """``yyyyMMddHHmmss`` in China's time; empty where unknown."""
    return "" if at is None else from_instant(at, zone=CHINA).strftime("%Y%m%d%H%M%S")
