"""Mirrors: the two sides of one transfer, seen from both holders' statements.

in     bookings with their accounts and counterparties
out    entry -> the entry on the other side
keeps  one to one; equal amount and currency, opposite direction, clocks within tolerance
       (the whole day where a side knows only the day); both rows stay, the event counts once
source docs/intake.md, Twelve steps, 10
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from zhanlian.intake.settling.names import may_be_same_name
from zhanlian.terms import MICROS

if TYPE_CHECKING:
    from zhanlian.evidence import Case

DAY_S = 86_400

SIDES = """
WITH side AS (
  SELECT b.entry_id, b.account_id, b.cp_account_id, b.cp_basis, b.state, e.booked_at, e.precision,
    e.currency, abs(b.signed_minor) AS amount_minor, b.signed_minor > 0 AS is_in,
    b.state = 'reversal' AS is_reversal, e.own_scheme, e.own_name, e.cp_name,
    CASE WHEN b.signed_minor > 0 THEN b.cp_account_id ELSE b.account_id END AS payer_id,
    CASE WHEN b.signed_minor > 0 THEN b.account_id ELSE b.cp_account_id END AS payee_id
  FROM booking AS b JOIN entry AS e USING (entry_id)
  WHERE b.signed_minor <> 0 AND b.state IN ('effective', 'reversed', 'reversal')
    AND e.booked_at IS NOT NULL
)
"""

PAIRED = (
    SIDES
    + """,
grouped AS (
  SELECT *, bool_or(is_in) OVER sides AND bool_or(NOT is_in) OVER sides AS has_both
  FROM side
  WINDOW sides AS (PARTITION BY currency, payer_id, payee_id, amount_minor, is_reversal)
)
SELECT entry_id, booked_at, is_in, precision,
  dense_rank() OVER (ORDER BY currency, payer_id, payee_id, amount_minor, is_reversal) AS group_no
FROM grouped WHERE has_both
ORDER BY group_no, booked_at, entry_id
"""
)

ONE_SIDED = (
    SIDES
    + """
SELECT a.entry_id AS known_id, b.entry_id AS blind_id, b.cp_basis, b.cp_name,
  a.own_name, a.own_scheme, b.cp_account_id
FROM side AS a JOIN side AS b
  ON b.account_id = a.cp_account_id AND b.amount_minor = a.amount_minor
  AND b.currency = a.currency AND b.is_in <> a.is_in AND b.is_reversal = a.is_reversal
  AND abs(b.booked_at - a.booked_at) <= ? * 1000000
WHERE b.cp_basis IN ('channel', 'merchant', 'name', 'unknown')
  AND a.account_id <> b.account_id
  AND NOT EXISTS (SELECT 1 FROM mirrored AS m WHERE m.entry_id IN (a.entry_id, b.entry_id))
ORDER BY abs(b.booked_at - a.booked_at), known_id, blind_id
"""
)

CHANNEL_SCHEMES = {"财付通": "tenpay", "微信": "tenpay", "支付宝": "alipay"}


def find_mirrors(case: Case) -> tuple[dict[int, int], list[tuple[int, int]]]:
    """Pairs in both directions, and one-sided pairs left open because several fit."""
    tolerance_s = case.settings.mirror_tolerance_s
    pairs: dict[int, int] = {}
    for group in _groups(case.duck.arrays(PAIRED)):
        for first, second in match_sides(group, tolerance_s=tolerance_s):
            pairs[first], pairs[second] = second, first
    _keep_pairs(case, pairs)
    blind, open_pairs = _match_blind(case.duck.fetch(ONE_SIDED, [tolerance_s]))
    pairs.update(blind)
    _keep_pairs(case, pairs)
    return pairs, open_pairs


def _groups(columns: dict[str, Any]) -> Iterator[list[dict[str, Any]]]:
    """The rows of each group as dictionaries, one group at a time: the rest stays arrays."""
    number = columns["group_no"]
    cuts = np.flatnonzero(np.diff(number)) + 1
    bounds = [0, *cuts.tolist(), number.size] if number.size else []
    for first, last in pairwise(bounds):
        names = ("entry_id", "booked_at", "is_in", "precision")
        cells = (columns[name][first:last].tolist() for name in names)
        yield [dict(zip(names, row, strict=True)) for row in zip(*cells, strict=True)]


def match_sides(rows: list[dict[str, Any]], *, tolerance_s: int) -> list[tuple[int, int]]:
    """Pair outs with ins of one payer, payee and amount, both in time order, one to one.

    With both lists sorted, taking the earliest that fits gives the most pairs.
    """
    outs = [row for row in rows if not row["is_in"]]
    ins = [row for row in rows if row["is_in"]]
    found, place = [], 0
    for out in outs:
        while place < len(ins) and _gap(ins[place], out) > _tolerance(ins[place], out, tolerance_s):
            if ins[place]["booked_at"] > out["booked_at"]:
                break
            place += 1
        if place < len(ins) and abs(_gap(ins[place], out)) <= _tolerance(
            ins[place], out, tolerance_s
        ):
            found.append((out["entry_id"], ins[place]["entry_id"]))
            place += 1
    return found


def _gap(row: dict[str, Any], out: dict[str, Any]) -> int:
    return abs(int(row["booked_at"]) - int(out["booked_at"])) // MICROS


def _tolerance(row: dict[str, Any], out: dict[str, Any], tolerance_s: int) -> int:
    coarse = {row["precision"], out["precision"]} & {"d", "h"}
    return DAY_S if "d" in coarse else tolerance_s + 3600 if coarse else tolerance_s


def _match_blind(rows: list[dict[str, Any]]) -> tuple[dict[int, int], list[tuple[int, int]]]:
    """Pair a row that names its counterparty with one that cannot; only where one fits."""
    fitting = [row for row in rows if _may_be(row)]
    choices: dict[int, set[int]] = defaultdict(set)
    for row in fitting:
        choices[row["known_id"]].add(row["blind_id"])
        choices[row["blind_id"]].add(row["known_id"])
    pairs: dict[int, int] = {}
    left_open = []
    for row in fitting:
        known, blind = row["known_id"], row["blind_id"]
        if len(choices[known]) == 1 and len(choices[blind]) == 1:
            pairs[known], pairs[blind] = blind, known
        else:
            left_open.append((known, blind))
    return pairs, left_open


def _may_be(row: dict[str, Any]) -> bool:
    if row["cp_basis"] == "channel":
        schemes = [s for word, s in CHANNEL_SCHEMES.items() if word in row["cp_account_id"]]
        return not schemes or row["own_scheme"] in schemes
    if row["cp_basis"] in ("name", "merchant"):
        return may_be_same_name(row["cp_name"] or "", row["own_name"] or "")
    return True


def _keep_pairs(case: Case, pairs: dict[int, int]) -> None:
    case.duck.run(
        "CREATE OR REPLACE TEMP TABLE mirrored (entry_id BIGINT, mirror_entry_id BIGINT)",
        table="mirrored",
    )
    case.duck.append("mirrored", {"entry_id": list(pairs), "mirror_entry_id": list(pairs.values())})
