"""From case: the flow table and the lists of accounts to freeze, from what tracing found.

in     a traced case, the day of the document
out    drafts: one flow table; one freeze list per bank
keeps  the flow table is of the direct match where it was run, else it names the convention; an
       amount not known stays blank; every figure names its row, transfer or figure id
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Any

from zhanlian.evidence import Case
from zhanlian.reports.asking import ask
from zhanlian.reports.documents.draft import BLANK, Draft, Given, Row
from zhanlian.reports.documents.from_holding import renewal_rows
from zhanlian.reports.documents.naming import RESERVED, account_number, case_fields
from zhanlian.reports.documents.people import HOLDERS
from zhanlian.reports.documents.pieces import shared_words
from zhanlian.reports.documents.refusals import NothingToWrite
from zhanlian.reports.documents.showing import show_amount
from zhanlian.reports.edition import row_of
from zhanlian.reports.words import words
from zhanlian.terms import Money, from_instant
from zhanlian.tracing import main_method

__all__ = ["flow_drafts", "freeze_drafts"]

FLOW, FREEZES = "flow_table", "freeze_list"
DIRECT = "direct"
NO_ADVICE = "none"


def flow_drafts(case: Case, on: date) -> tuple[Draft, ...]:
    """One flow table of every transfer that carries victims' money."""
    ran = {row["method"] for row in case.duck.fetch("SELECT DISTINCT method FROM trace_run")}
    method = DIRECT if DIRECT in ran else main_method(case).value
    rows = ask(case, "paper_flow", [method, method])
    if not rows:
        raise NothingToWrite(FLOW, why="no transfer carries victims' money yet")
    basis = "flow_direct" if method == DIRECT else "flow_convention"
    told = shared_words()[basis].format(method=words("zh").value("method", method))
    return (
        Draft(
            FLOW, on,
            fields={
                **case_fields(case),
                "victim": Given("、".join(_payments(rows)), "table victim_payment"),
                "basis": Given(told, f"method {method}"),
                "transfer_count": Given(len(rows), f"table flow, method {method}"),
            },
            tables={"transfers": [_flow_row(row, method) for row in rows]},
        ),
    )  # fmt: skip


def freeze_drafts(case: Case, on: date) -> tuple[Draft, ...]:
    """One list per bank: accounts that tracing advises to stop or freeze, and renewals due."""
    banks: dict[str, dict[str, Row]] = defaultdict(dict)
    for row in ask(case, "freezes"):
        if row["advice"] != NO_ADVICE and not row["account_id"].startswith(RESERVED):
            banks[row["bank"] or ""][row["account_id"]] = _freeze_row(row)
    holders = {row["account_id"]: row for row in case.duck.fetch(HOLDERS)}
    for account_id, renewal in renewal_rows(case, on).items():
        known = holders.get(account_id, {"holder_name": None, "bank": None})
        banks[known["bank"] or ""][account_id] = {**renewal, "holder": Given(known["holder_name"])}
    if not banks:
        raise NothingToWrite(FREEZES, why="no account is to be frozen, and no freeze to be renewed")
    return tuple(
        _freeze_draft(case, bank, list(rows.values()), on) for bank, rows in sorted(banks.items())
    )


def _payments(rows: list[dict[str, Any]]) -> list[str]:
    return sorted({each for row in rows for each in row["payments"].split("、")})


def _flow_row(row: Mapping[str, Any], method: str) -> Row:
    source = _rows_of(row)
    return {
        "level": Given(str(row["level_no"] or ""), f"table layer, method {method}"),
        "at": Given(row["moved_at"], source),
        "payer": Given(account_number(row["payer_id"])),
        "payer_name": Given(row["payer_name"]),
        "payee": Given(account_number(row["payee_id"])),
        "payee_name": Given(row["payee_name"]),
        "amount": Given(row["amount_minor"], source, row["currency"]),
        "victim_part": Given(
            row["victim_minor"], f"F:{method}:{row['transfer_id']}", row["currency"]
        ),
        "balance_before": Given(row["before_minor"], source, row["currency"]),
        "balance_after": Given(row["after_minor"], source, row["currency"]),
        "evidence": Given(f"T{row['transfer_id']}"),
    }


def _rows_of(row: Mapping[str, Any]) -> str:
    """The rows a transfer was written in, by file, sheet and line."""
    entries = [row["out_entry_id"], row["in_entry_id"]]
    places = [str(row_of(each)) for each in entries if each is not None]
    return " ".join([f"T{row['transfer_id']}", *places])


def _freeze_draft(case: Case, bank: str, rows: list[Row], on: date) -> Draft:
    return Draft(
        FREEZES, on, name=bank,
        fields={
            **case_fields(case),
            "bank": Given(bank),
            "account_count": Given(len(rows), "tables freeze_candidate, measure"),
            "total": _total(rows),
        },
        tables={"accounts": rows},
    )  # fmt: skip


def _total(rows: list[Row]) -> Given:
    """The sum of the amounts; blank where one is not known or currencies differ."""
    amounts = [row["amount"] for row in rows]
    currencies = {each.currency for each in amounts}
    if any(each.is_blank for each in amounts) or len(currencies) > 1:
        return BLANK
    summed = sum(each.money.minor for each in amounts)
    return Given(summed, "sum of the list", *currencies)


def _freeze_row(row: Mapping[str, Any]) -> Row:
    said = words("zh")
    holds = json.loads(row["measures"])
    reason = said.value("advice", row["advice"])
    ends_at = row["expires_at"]
    return {
        "request": Given(reason, row["figure_id"]),
        "account": Given(account_number(row["account_id"])),
        "holder": Given(row["holder_name"]),
        "amount": Given(row["balance_minor"], row["figure_id"], row["currency"]),
        "rank": Given(str(holds[0].get("rank_no") or "") if holds else None),
        "ends_on": Given(None if ends_at is None else from_instant(ends_at).date()),
        "reason": Given(
            shared_words()["victim_money"].format(
                amount=show_amount(Money(row["victim_minor"], row["currency"]))
            )
        ),
    }  # fmt: skip
