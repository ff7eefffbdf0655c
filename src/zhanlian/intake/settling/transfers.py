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

Ints = np.ndarray[Any, np.dtype[np.int64]]

EVENTS = """
CREATE OR REPLACE TEMP TABLE event AS
WITH moving AS (
  SELECT b.*, m.mirror_entry_id AS mirror_id, e.booked_at, e.currency, e.extra, e.kind AS sheet
  FROM booking AS b JOIN entry AS e USING (entry_id) LEFT JOIN mirrored AS m USING (entry_id)
  WHERE b.signed_minor <> 0 AND b.state IN ('effective', 'reversed', 'reversal')
    AND e.booked_at IS NOT NULL
)
SELECT row_number() OVER (ORDER BY a.entry_id) - 1 AS event_no, a.entry_id,
  coalesce(a.mirror_id, -1) AS mirror_id,
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
SIDES = """
CREATE OR REPLACE TEMP TABLE event_side AS
SELECT account_id, row_number() OVER (ORDER BY account_id) - 1 AS code
FROM (SELECT payer_id AS account_id FROM event UNION SELECT payee_id FROM event)
"""
NUMBERS = """
SELECT entry_id, mirror_id, out_entry_id, in_entry_id, moved_at, amount_minor, undoes_entry_id,
  order_no, mirror_order_no, p.code AS payer, q.code AS payee
FROM event JOIN event_side AS p ON p.account_id = payer_id
  JOIN event_side AS q ON q.account_id = payee_id
ORDER BY event_no
"""
KEEP = """
INSERT INTO transfer BY NAME
SELECT f.transfer_id, p.account_id AS payer_id, q.account_id AS payee_id, f.moved_at,
  e.amount_minor, e.currency, e.state, nullif(e.out_entry_id, -1) AS out_entry_id,
  nullif(e.in_entry_id, -1) AS in_entry_id, f.undo_of_transfer_id, e.kind, e.token
FROM ordered_event AS f JOIN event AS e USING (event_no)
  JOIN event_side AS p ON p.code = f.payer JOIN event_side AS q ON q.code = f.payee
ORDER BY f.transfer_id
"""


def make_transfers(case: Case) -> int:
    """Write the transfer table anew; returns how many clock contradictions gave way.

    Names and other texts stay in the database: what is fetched is whole numbers alone.
    """
    case.duck.run("DELETE FROM transfer", table="transfer")
    case.duck.run(EVENTS, table="event")
    case.duck.run(SIDES, table="event_side")
    events = case.duck.arrays(NUMBERS)
    if events["entry_id"].size == 0:
        return 0
    order, broken = order_transfers(events["moved_at"], events["entry_id"], _chains(events))
    events = {name: values[order] for name, values in events.items()}
    undone = _undone(events)
    _turn_back(events, undone, _unnamed(case))
    _keep(case, order, events, undone)
    return broken


def _keep(case: Case, order: Ints, events: dict[str, Ints], undone: Ints) -> None:
    case.duck.run(
        "CREATE OR REPLACE TEMP TABLE ordered_event (transfer_id BIGINT, event_no BIGINT,"
        " moved_at BIGINT, undo_of_transfer_id BIGINT, payer BIGINT, payee BIGINT)",
        table="ordered_event",
    )
    columns = {
        "transfer_id": np.arange(1, order.size + 1, dtype=np.int64),
        "event_no": order,
        "moved_at": never_back(events["moved_at"]),
        "undo_of_transfer_id": undone,
        "payer": events["payer"],
        "payee": events["payee"],
    }
    case.duck.append("ordered_event", columns)
    case.duck.run(KEEP, table="transfer")
    for name in ("ordered_event", "event_side", "event"):
        case.duck.run(f"DROP TABLE {name}", table=name)


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


def _unnamed(case: Case) -> set[int]:
    """Codes of the accounts that nobody names: a channel, cash, a name alone."""
    codes = case.duck.arrays("SELECT code FROM event_side WHERE starts_with(account_id, '@')")
    return set(codes["code"].tolist())


def _turn_back(events: dict[str, Ints], undone: Ints, unnamed: set[int]) -> None:
    """An undone payment comes back from where it went: a side nobody names takes the original's.

    Where amounts or named sides contradict, the tie is dropped and the row stands alone.
    """
    payer, payee, minor = events["payer"], events["payee"], events["amount_minor"]
    for row in np.flatnonzero(undone != NOTHING).tolist():
        original = undone[row] - 1
        if payer[row] in unnamed:
            payer[row] = payee[original]
        if payee[row] in unnamed:
            payee[row] = payer[original]
        swapped = payer[row] == payee[original] and payee[row] == payer[original]
        if original >= row or not swapped or minor[row] != minor[original]:
            undone[row] = NOTHING


def _chains(events: dict[str, Ints]) -> tuple[Ints, Ints, Ints]:
    """Each side that has a booking takes its place in that account's chain."""
    rows = np.arange(events["entry_id"].size)
    from_out = events["entry_id"] == events["out_entry_id"]
    own = np.where(from_out, events["payer"], events["payee"])
    other = np.where(from_out, events["payee"], events["payer"])
    mirrored = events["mirror_id"] >= 0
    return (
        np.concatenate([rows, rows[mirrored]]),
        np.concatenate([own, other[mirrored]]),
        np.concatenate([events["order_no"], events["mirror_order_no"][mirrored]]),
    )


def _undone(events: dict[str, Ints]) -> Ints:
    """Number of the transfer that each event undoes, ``NOTHING`` for most."""
    undone = np.full(events["entry_id"].size, NOTHING, dtype=np.int64)
    undoing = np.flatnonzero(events["undoes_entry_id"] >= 0)
    for side in ("out_entry_id", "in_entry_id"):
        index = np.argsort(events[side], kind="stable")
        asked = events["undoes_entry_id"][undoing]
        at = np.searchsorted(events[side], asked, sorter=index).clip(max=index.size - 1)
        found = index[at]
        same = events[side][found] == asked
        undone[undoing[same]] = found[same] + 1
    return undone
