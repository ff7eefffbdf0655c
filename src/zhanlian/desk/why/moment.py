"""A moment: whose money was in an account at a given time.

in     an account, an instant, a method
out    per victim payment, what had come in less what had gone on by then, with the transfers
keeps  a payment's share is never below zero; the account's own last balance stands beside it;
       what a conversion took away from a payee, or gave a payer, never stood in the account
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from zhanlian.desk.lists import check_method
from zhanlian.desk.veils import Veiled, as_account
from zhanlian.desk.why.accounts import resolve_account
from zhanlian.desk.why.asked import UnknownFigure
from zhanlian.desk.why.reasons import ASSUMPTION, CHILDREN_MAX, Explanation, Reason, conclude
from zhanlian.desk.why.rows import entry_reason, transfer_reason
from zhanlian.evidence import Case
from zhanlian.terms import CHINA, Refusal, show_instant, to_instant

CARRIED_SQL = """
    SELECT t.*, f.payment_id, f.amount_minor AS carried_minor
    FROM flow f JOIN transfer t USING (transfer_id)
    WHERE f.method = $1 AND $2 IN (t.payer_id, t.payee_id) AND t.moved_at <= $3
      AND f.payment_id <> '' AND NOT EXISTS (
        SELECT 1 FROM conversion c
        WHERE c.method = f.method AND c.payment_id = f.payment_id
          AND ((t.payee_id = $2 AND list_contains(c.out_transfers::BIGINT[], t.transfer_id))
            OR (t.payer_id = $2 AND list_contains(c.in_transfers::BIGINT[], t.transfer_id))))
    ORDER BY t.transfer_id
"""

BALANCE_SQL = """
    SELECT e.entry_id, e.balance_minor FROM entry e JOIN booking b USING (entry_id)
    WHERE b.account_id = ? AND e.booked_at <= ? AND e.balance_minor IS NOT NULL
      AND b.order_no > 0
    ORDER BY b.order_no DESC LIMIT 1
"""


class BadMoment(Refusal):
    """A moment that cannot be read."""

    code = "ZL-DESK-008"

    def __init__(self, text: str) -> None:
        super().__init__(
            f"{text!r} is no moment.",
            where="--at",
            why="a moment reads like 2024-03-05 14:05:30; Chinese time is meant",
            do_next="write day and time, or only the day for its last second",
        )


def explain_at(
    case: Case, number: str, at: str, *, method: str = "", limit: int = CHILDREN_MAX
) -> Explanation:
    """Whose money was in account ``number`` at ``at``, under ``method``."""
    account_id = resolve_account(case, number)
    if not account_id:
        raise UnknownFigure(number)
    chosen, moment = check_method(case, method), read_moment(at)
    rows = case.duck.fetch(CARRIED_SQL, [chosen, account_id, moment])
    shares = tuple(
        _share(case, payment, [row for row in rows if row["payment_id"] == payment],
               account_id=account_id, limit=limit)
        for payment in sorted({row["payment_id"] for row in rows})
    )  # fmt: skip
    facts = {"at": moment, "method": chosen, **_sums(case, account_id, moment, shares)}
    balance = case.duck.fetch(BALANCE_SQL, [account_id, moment])
    grounds = tuple(entry_reason(case, row["entry_id"]) for row in balance)
    top = Reason("account", as_account(account_id), ASSUMPTION, facts, (*shares, *grounds))
    return conclude(Veiled(f"{number} {show_instant(moment)}", (number,)), top)


def read_moment(text: str) -> int:
    """Microseconds UTC of a moment written in Chinese time; a bare day means its last second."""
    whole = f"{text.strip()} 23:59:59" if text.strip().count(":") == 0 else text.strip()
    try:
        moment = datetime.fromisoformat(whole)
    except ValueError:
        raise BadMoment(text) from None
    return to_instant(moment if moment.tzinfo else moment.replace(tzinfo=CHINA))


def _share(
    case: Case, payment: str, rows: list[dict[str, Any]], *, account_id: str, limit: int
) -> Reason:
    came = sum(row["carried_minor"] for row in rows if row["payee_id"] == account_id)
    went = sum(row["carried_minor"] for row in rows if row["payer_id"] == account_id)
    assert came >= went, f"{payment} left {account_id} before it came"
    facts = {
        "came_in_minor": came,
        "went_on_minor": went,
        "amount_minor": came - went,
        "currency": rows[0]["currency"],
    }
    steps = tuple(
        transfer_reason(
            case, row, carried_minor=row["carried_minor"],
            says="brought it" if row["payee_id"] == account_id else "took some on",
        )
        for row in rows[:limit]
    )  # fmt: skip
    return Reason("share", payment, ASSUMPTION, facts, steps, max(0, len(rows) - limit))


def _sums(case: Case, account_id: str, moment: int, shares: tuple[Reason, ...]) -> dict[str, Any]:
    sums: dict[str, Any] = {"victim_minor": sum(each.facts["amount_minor"] for each in shares)}
    balance = case.duck.fetch(BALANCE_SQL, [account_id, moment])
    if balance:
        sums["balance_minor"] = balance[0]["balance_minor"]
    sums["currency"] = shares[0].facts["currency"] if shares else case.settings.currency
    return sums
