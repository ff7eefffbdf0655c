"""Chains: by which transfers the money of one victim payment came to an account.

in     flow and passage rows of one method, currency and payment
out    the transfers that carried it there, in the order it moved
keeps  what came in less what went on is what is held: the sum is shown and checked; what left or
       joined by no transfer of its own (a balance gap, a conversion) counts as such
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from zhanlian.evidence import Case

CARRIED_SQL = """
    SELECT t.*, f.amount_minor AS carried_minor, f.figure_id
    FROM flow f JOIN transfer t USING (transfer_id)
    WHERE f.method = ? AND f.payment_id = ? AND t.currency = ? ORDER BY t.transfer_id
"""
PASSED_SQL = """
    SELECT figure_id, kind, via_account_id, account_id, payment_id, currency,
      CASE WHEN account_id = $4 THEN amount_minor ELSE -amount_minor END AS amount_minor
    FROM passage
    WHERE method = $1 AND payment_id = $2 AND currency = $3
      AND (account_id = $4 OR (via_account_id = $4 AND kind <> 'arrived'))
    ORDER BY kind, via_account_id, account_id
"""


@dataclass(frozen=True, slots=True)
class Chain:
    """The transfers that brought a payment's money to an account, and those that took it on.

    ``passed``: what left or joined there by no transfer of its own, within the two sums.
    """

    steps: list[dict[str, Any]]
    onward: list[dict[str, Any]]
    passed: list[dict[str, Any]]
    in_minor: int
    out_minor: int


def find_chain(case: Case, *, method: str, payment: str, account: str, currency: str) -> Chain:
    """Walk back from ``account`` over what carried ``payment``, then tell it forwards.

    A transfer belongs to the chain if it paid an account the money later left for the
    next; going back in order, an account is open up to the latest transfer it passed on.
    """
    carried = drop_undone(case.duck.fetch(CARRIED_SQL, [method, payment, currency]))
    passed = case.duck.fetch(PASSED_SQL, [method, payment, currency, account])
    sums = [row["amount_minor"] for row in passed]
    arrivals = [row for row in carried if row["payee_id"] == account]
    onward = [row for row in carried if row["payer_id"] == account]
    return Chain(
        walk_back(carried, account),
        onward,
        passed,
        sum(row["carried_minor"] for row in arrivals) + sum(each for each in sums if each > 0),
        sum(row["carried_minor"] for row in onward) - sum(each for each in sums if each < 0),
    )


def drop_undone(carried: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Leave out a transfer and its reversal where all it carried came back with it."""
    by_id = {row["transfer_id"]: row for row in carried}
    gone: set[int] = set()
    for row in carried:
        undone = by_id.get(row["undo_of_transfer_id"])
        if undone and undone["carried_minor"] == row["carried_minor"]:
            gone |= {row["transfer_id"], undone["transfer_id"]}
    return [row for row in carried if row["transfer_id"] not in gone]


def walk_back(carried: Sequence[dict[str, Any]], account: str) -> list[dict[str, Any]]:
    """The rows of ``carried`` (in order) that can have fed ``account``, in order."""
    open_accounts = {account}
    steps = []
    for row in reversed(carried):
        if row["payee_id"] in open_accounts and row["payer_id"] != account:
            steps.append(row)
            open_accounts.add(row["payer_id"])
    return steps[::-1]
