"""Exchanges: conversions, declared origins and balance gaps as reasons.

in     passages and conversions of a traced case
out    reasons: what left or joined by no transfer of its own, and what a conversion took across
keeps  a conversion opens to its payments and to the chain that led to them, so a dollar opens
       down to the yuan it was bought with
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from zhanlian.desk.veils import as_account, as_figure
from zhanlian.desk.why.chains import find_chain
from zhanlian.desk.why.reasons import ASSUMPTION, Reason
from zhanlian.desk.why.rows import find_transfers, transfer_reason
from zhanlian.evidence import Case
from zhanlian.terms import Money

Step = Callable[[], Reason]
CONVERTED_SQL = """
    SELECT * FROM conversion
    WHERE method = ? AND payment_id = ? AND in_currency = ? AND in_minor > 0
    ORDER BY conversion_id
"""


def passage_steps(passed: Sequence[dict[str, Any]]) -> list[Step]:
    """One step per passage."""
    return [partial(_passage, row) for row in passed]


def _passage(row: dict[str, Any]) -> Reason:
    facts = {
        "passage": row["kind"],
        "account": as_account(row["account_id"]),
        "via_account": as_account(row["via_account_id"]),
        "amount_minor": row["amount_minor"],
        "currency": row["currency"],
    }
    return Reason("passage", as_figure(row["figure_id"]), ASSUMPTION, facts)


def conversion_steps(case: Case, figure: dict[str, Any], transfer_ids: Sequence[int]) -> list[Step]:
    """The conversions whose receipts are among ``transfer_ids``."""
    values = [figure["method"], figure["payment_id"], figure["currency"]]
    return [
        partial(conversion_reason, case, row)
        for row in case.duck.fetch(CONVERTED_SQL, values)
        if set(json.loads(row["in_transfers"])) & set(transfer_ids)
    ]


def conversion_reason(case: Case, row: dict[str, Any]) -> Reason:
    """What a conversion took across: its receipts, its payments and what led to them."""
    gone, came = (json.loads(row[name]) for name in ("out_transfers", "in_transfers"))
    steps = [
        transfer_reason(case, each, says="came of a conversion")
        for transfer_id in came
        for each in find_transfers(case, "transfer_id = ?", [transfer_id])
    ]
    payers: set[str] = set()
    before: list[int] = []
    for transfer_id in gone:
        for each in find_transfers(case, "transfer_id = ?", [transfer_id]):
            steps.append(transfer_reason(case, each, says="paid for a conversion"))
            if each["payer_id"] not in payers and row["payment_id"]:
                payers.add(each["payer_id"])
                led, known = _led_to(case, row, each["payer_id"], gone)
                steps += led
                before += known
    if before:
        earlier = {**row, "currency": row["out_currency"]}
        steps += [make() for make in conversion_steps(case, earlier, before)]
    facts = {
        "method": row["method"],
        "payment": row["payment_id"],
        "gone": str(Money(row["out_minor"], row["out_currency"])),
        "came": str(Money(row["in_minor"], row["in_currency"])),
        "said": row["said"],
    }
    said = {name: value for name, value in facts.items() if value}
    return Reason("conversion", as_figure(row["figure_id"]), ASSUMPTION, said, tuple(steps))


def _led_to(
    case: Case, row: dict[str, Any], payer: str, gone: Sequence[int]
) -> tuple[list[Reason], list[int]]:
    """The transfers that brought the payment's money to the account that paid."""
    chain = find_chain(
        case, method=row["method"], payment=row["payment_id"], account=payer,
        currency=row["out_currency"],
    )  # fmt: skip
    steps = [each for each in chain.steps if each["transfer_id"] < max(gone)]
    told = [
        transfer_reason(case, each, carried_minor=each["carried_minor"], says="brought it")
        for each in steps
    ]
    return told, [each["transfer_id"] for each in steps]
