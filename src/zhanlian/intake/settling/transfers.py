"""Transfers: one row per economic event, made of one booking or of two mirrored ones.

keeps  a reversal is a transfer of its own, back from payee to payer, tied to the one it
       undoes; copies, failed rows and rows that moved no balance make no transfer
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from zhanlian.engines import NOTHING
from zhanlian.intake.settling.order import never_back, order_transfers

if TYPE_CHECKING:
    from zhanlian.evidence import Case

EVENTS = """
WITH moving AS (
  SELECT b.*, m.mirror_entry_id AS mirror_id, e.booked_at, e.currency, e.extra, e.kind AS sheet
  FROM booking AS b JOIN entry AS e USING (entry_id) LEFT JOIN mirrored AS m USING (entry_id)
  WHERE b.signed_minor <> 0 AND b.state IN ('effective', 'reversed', 'reversal')
    AND e.booked_at IS NOT NULL
)
SELECT a.entry_id, coalesce(a.mirror_id, -1) AS mirror_id,
  CASE WHEN a.signed_minor < 0 THEN a.entry_id ELSE coalesce(a.mirror_id, -1) END AS out_entry_id,
  CASE WHEN a.signed_minor > 0 THEN a.entry_id ELSE coalesce(a.mirror_id, -1) END AS in_entry_id,
  CASE WHEN a.signed_minor < 0 THEN a.account_id ELSE coalesce(o.account_id, a.cp_account_id) END
    AS payer_id,
  CASE WHEN a.signed_minor > 0 THEN a.account_id ELSE coalesce(o.account_id, a.cp_account_id) END
    AS payee_id,
  a.booked_at AS moved_at, abs(a.signed_minor) AS amount_minor, a.currency,
  CASE WHEN 'reversal' IN (a.state, coalesce(o.state, '')) THEN 'reversal'
       WHEN 'reversed' IN (a.state, coalesce(o.state, '')) THEN 'reversed'
       ELSE 'effective' END AS state,
  coalesce(a.reversal_of_entry_id, o.reversal_of_entry_id, -1) AS undoes_entry_id,
  CASE WHEN a.direction = 'own' OR coalesce(o.direction, '') = 'own' THEN 'own'
       WHEN a.cp_basis IN ('cash', 'fee', 'interest', 'channel', 'merchant') AND o.entry_id IS NULL
         THEN a.cp_basis
       WHEN a.sheet = 'token_transfers' THEN 'token' ELSE 'transfer' END AS kind,
  json_extract_string(a.extra, '$.contract') AS token,
  a.order_no, coalesce(o.order_no, 0) AS mirror_order_no
FROM moving AS a LEFT JOIN moving AS o ON o.entry_id = a.mirror_id
WHERE a.mirror_id IS NULL OR a.signed_minor < 0
ORDER BY a.entry_id
"""


def make_transfers(case: Case) -> int:
    """Write the transfer table anew; returns how many clock contradictions gave way."""
    case.duck.run("DELETE FROM transfer", table="transfer")
    events = case.duck.arrays(EVENTS)
    if events["entry_id"].size == 0:
        return 0
    codes = _account_codes(events)
    order, broken = order_transfers(events["moved_at"], events["entry_id"], _chains(events, codes))
    events = {name: values[order] for name, values in events.items()}
    count = events["entry_id"].size
    numbers = np.arange(1, count + 1, dtype=np.int64)
    by_entry = _by_entry(events, numbers)
    undone = [by_entry.get(int(each), NOTHING) for each in events["undoes_entry_id"]]
    _turn_back(events, undone)
    case.duck.append(
        "transfer",
        {
            "transfer_id": numbers, "payer_id": events["payer_id"], "payee_id": events["payee_id"],
            "moved_at": never_back(events["moved_at"]), "amount_minor": events["amount_minor"],
            "currency": events["currency"], "state": events["state"],
            "out_entry_id": _or_nothing(events["out_entry_id"]),
            "in_entry_id": _or_nothing(events["in_entry_id"]),
            "undo_of_transfer_id": np.array(undone, dtype=np.int64),
            "kind": events["kind"], "token": events["token"],
        },
    )  # fmt: skip
    return broken


def tie_bookings(case: Case) -> None:
    """Tell each booking its mirror and its transfer."""
    case.duck.run(
        """
        CREATE OR REPLACE TABLE booking AS
        SELECT b.* REPLACE (m.mirror_entry_id AS mirror_entry_id, t.transfer_id AS transfer_id)
        FROM booking AS b
        LEFT JOIN mirrored AS m USING (entry_id)
        LEFT JOIN (
          SELECT transfer_id, out_entry_id AS entry_id FROM transfer WHERE out_entry_id IS NOT NULL
          UNION ALL
          SELECT transfer_id, in_entry_id FROM transfer WHERE in_entry_id IS NOT NULL
        ) AS t USING (entry_id)
        ORDER BY account_id, order_no, entry_id
        """,
        table="booking",
    )


def _turn_back(events: dict[str, Any], undone: list[int]) -> None:
    """An undone payment comes back from where it went: a side nobody names takes the original's.

    Where amounts or named sides contradict, the tie is dropped and the row stands alone.
    """
    payer, payee, minor = events["payer_id"], events["payee_id"], events["amount_minor"]
    for row, number in enumerate(undone):
        if number == NOTHING:
            continue
        original = number - 1
        if str(payer[row]).startswith("@"):
            payer[row] = payee[original]
        if str(payee[row]).startswith("@"):
            payee[row] = payer[original]
        swapped = payer[row] == payee[original] and payee[row] == payer[original]
        if original >= row or not swapped or minor[row] != minor[original]:
            undone[row] = NOTHING


def _or_nothing(ids: Any) -> Any:
    return np.where(ids < 0, NOTHING, ids)


def _account_codes(events: dict[str, Any]) -> tuple[Any, Any]:
    names = np.concatenate([events["payer_id"], events["payee_id"]]).astype(str)
    _, codes = np.unique(names, return_inverse=True)
    half = events["entry_id"].size
    return codes[:half], codes[half:]


def _chains(events: dict[str, Any], codes: tuple[Any, Any]) -> tuple[Any, Any, Any]:
    """Each side that has a booking takes its place in that account's chain."""
    payer, payee = codes
    rows = np.arange(events["entry_id"].size)
    from_out = events["entry_id"] == events["out_entry_id"]
    own = np.where(from_out, payer, payee)
    other = np.where(from_out, payee, payer)
    mirrored = events["mirror_id"] >= 0
    return (
        np.concatenate([rows, rows[mirrored]]),
        np.concatenate([own, other[mirrored]]).astype(np.int64),
        np.concatenate([events["order_no"], events["mirror_order_no"][mirrored]]),
    )


def _by_entry(events: dict[str, Any], numbers: Any) -> dict[int, int]:
    undoing = set(events["undoes_entry_id"][events["undoes_entry_id"] >= 0].tolist())
    found: dict[int, int] = {}
    if not undoing:
        return found
    for side in ("out_entry_id", "in_entry_id"):
        pairs = zip(events[side].tolist(), numbers.tolist(), strict=True)
        found |= {entry_id: number for entry_id, number in pairs if entry_id in undoing}
    return found
