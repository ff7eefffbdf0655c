"""Copies: the same feedback row exported twice, told apart from legitimate twins.

in     entries with their account
out    entry -> the entry it is a copy of
keeps  a row is a copy only if account, time, amount, balance and success agree and no real
       serial number, direction or counterparty speaks against it; without a balance each
       file's own count stands, so two rows in two files are two, not one or four
       the same payment in another sheet of one wallet is a copy too (``find_retold``)
source docs/intake.md, Twelve steps, 8; Copies (重复副本)
"""

from __future__ import annotations

from collections import defaultdict
from itertools import groupby
from typing import TYPE_CHECKING, Any

from zhanlian.intake.settling.names import may_be_same_name
from zhanlian.terms import MICROS

if TYPE_CHECKING:
    from zhanlian.evidence import Case

ALIKE = """
WITH keyed AS (
  SELECT e.entry_id, e.kind, e.file_id, e.section_id, e.line_no, e.serial, e.direction, e.cp_number,
    e.balance_minor, e.amount_minor, e.own_scheme, e.order_no, e.cp_name,
    s.account_id, coalesce(e.booked_at::VARCHAR, e.booked_at_text) AS moment,
    e.success, e.currency,
    count(*) OVER (PARTITION BY e.file_id, s.account_id) AS file_rows,
    lag(e.balance_minor) OVER lines AS balance_above_minor,
    lead(e.balance_minor) OVER lines AS balance_below_minor
  FROM entry AS e JOIN sided AS s USING (entry_id)
  WHERE e.amount_minor IS NOT NULL
  WINDOW lines AS (PARTITION BY e.section_id ORDER BY e.line_no, e.entry_id)
),
counted AS (
  SELECT *, count(*) OVER (
    PARTITION BY account_id, moment, currency, amount_minor, balance_minor, success) AS alike
  FROM keyed
)
SELECT * FROM counted WHERE alike > 1
ORDER BY account_id, moment, currency, amount_minor, balance_minor, success, entry_id
"""

RETOLD = {"alipay_balance": 0, "alipay_details": 1, "alipay_transfers": 2, "alipay_orders": 3}
RETOLD_GAP_S = 60
SIGNS = {"in": "in", "own_in": "in", "out": "out", "own_out": "out"}
PAYMENT = ("account_id", "serial", "currency", "amount_minor")
TOLD_AGAIN = f"""
SELECT e.entry_id, e.kind, e.serial, e.currency, e.amount_minor, e.direction, e.booked_at,
  s.account_id
FROM entry AS e JOIN sided AS s USING (entry_id) LEFT JOIN copied AS c USING (entry_id)
WHERE e.kind IN ({", ".join(f"'{kind}'" for kind in RETOLD)}) AND e.serial IS NOT NULL
  AND e.amount_minor IS NOT NULL AND e.booked_at IS NOT NULL AND e.success <> 'no'
  AND c.entry_id IS NULL
WINDOW payment AS (PARTITION BY s.account_id, e.serial, e.currency, e.amount_minor)
QUALIFY min(e.kind) OVER payment <> max(e.kind) OVER payment
ORDER BY s.account_id, e.serial, e.currency, e.amount_minor, e.entry_id
"""
KEY = ("account_id", "moment", "currency", "amount_minor", "balance_minor", "success")


def find_copies(case: Case) -> dict[int, int]:
    """Every copy and its kept original. Cost: one window over entries, Python per alike row."""
    copies: dict[int, int] = {}
    rows = case.duck.fetch(ALIKE)
    for _, group in groupby(rows, key=lambda row: tuple(row[name] for name in KEY)):
        for same in _events(list(group)):
            copies.update(_copies_among(same))
    return copies


def find_retold(case: Case) -> dict[int, int]:
    """Payments that a wallet's other sheets tell again: entry -> the entry that counts.

    余额明细 shows the balance move and is preferred; then 账户明细, which says what paid. One
    row of each sheet answers one of another: a refund, which shares the number of its payment,
    is told apart by its direction. Cost: one sort over the wallet's rows.
    """
    told: dict[int, int] = {}
    rows = case.duck.fetch(TOLD_AGAIN)
    for _, group in groupby(rows, key=lambda row: tuple(row[name] for name in PAYMENT)):
        kept: list[dict[str, Any]] = []
        answered: set[tuple[int, str]] = set()
        for row in sorted(group, key=lambda row: (RETOLD[row["kind"]], row["entry_id"])):
            first = next((one for one in kept if _retells(row, one, answered)), None)
            if first is None:
                kept.append(row)
            else:
                told[row["entry_id"]] = first["entry_id"]
                answered.add((first["entry_id"], row["kind"]))
    return told


def _retells(row: dict[str, Any], one: dict[str, Any], answered: set[tuple[int, str]]) -> bool:
    is_other_sheet = row["kind"] != one["kind"] and (one["entry_id"], row["kind"]) not in answered
    signs = {SIGNS.get(each["direction"], "") for each in (row, one)} - {""}
    gap_s = abs(row["booked_at"] - one["booked_at"]) // MICROS
    return is_other_sheet and len(signs) < 2 and gap_s <= RETOLD_GAP_S  # noqa: PLR2004


def _events(rows: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """Split rows that look alike by what contradicts: serial, direction, wallet counterparty."""
    events: list[list[dict[str, Any]]] = []
    for row in rows:
        for event in events:
            if all(_may_be_one(row, other) for other in event):
                event.append(row)
                break
        else:
            events.append([row])
    return events


def _may_be_one(row: dict[str, Any], other: dict[str, Any]) -> bool:
    if row["kind"] != other["kind"] or {row["direction"], other["direction"]} == {"in", "out"}:
        return False
    names = ["serial", "order_no"]
    if row["own_scheme"] != "bank":
        names.append("cp_number")
        said = (row["cp_name"], other["cp_name"])
        if all(said) and not may_be_same_name(*said):
            return False
    return all(
        row[name] is None or other[name] is None or row[name] == other[name] for name in names
    )


def _copies_among(rows: list[dict[str, Any]]) -> dict[int, int]:
    """Rows of one event, at most its true multiplicity kept, the rest copies of the first."""
    if len(rows) == 1:
        return {}
    by_file: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        by_file[row["file_id"]].append(row)
    per_file = [_multiplicity(group) for group in by_file.values()]
    keep = max(per_file)
    fullest = max(by_file.values(), key=_is_better_source)
    kept = [row["entry_id"] for row in fullest[:keep]]
    return {row["entry_id"]: kept[0] for row in rows if row["entry_id"] not in kept}


def _is_better_source(rows: list[dict[str, Any]]) -> tuple[int, int, int]:
    """The file that holds more is the original; of equals, the one received first."""
    return _multiplicity(rows), rows[0]["file_rows"], -rows[0]["file_id"]


def _multiplicity(rows: list[dict[str, Any]]) -> int:
    """How many real rows one file's alike rows stand for.

    With a real serial and one balance the file repeats itself: one. Without a serial the
    balances around them decide: a step of one amount means one row, a step of all amounts
    means a batch booked together. Where nothing says they are copies, all count.
    """
    if len(rows) == 1:
        return 1
    if rows[0]["serial"] is not None or rows[0]["order_no"] is not None:
        return 1
    if rows[0]["balance_minor"] is None:
        return len(rows)
    step_minor = abs(rows[0]["amount_minor"])
    around = (rows[0]["balance_above_minor"], rows[-1]["balance_below_minor"])
    steps = {abs(rows[0]["balance_minor"] - near) for near in around if near is not None}
    return 1 if step_minor in steps else len(rows)
