"""Figures as reasons: holdings, flows, layers, portraits, queries, freezes.

in     a figure id
out    the figure with its numbers, and beneath it the transfers that carried the money
keeps  for a holding: what came in less what went on equals what is held
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from zhanlian.desk.lists import veil_json
from zhanlian.desk.veils import as_account, as_figure
from zhanlian.desk.why.chains import find_chain
from zhanlian.desk.why.exchanges import conversion_steps, passage_steps
from zhanlian.desk.why.paths import Piece, find_pieces
from zhanlian.desk.why.reasons import ASSUMPTION, INFERENCE, Reason
from zhanlian.desk.why.rows import find_transfers, line_reason, transfer_reason
from zhanlian.evidence import Case
from zhanlian.tracing import main_method

Step = Callable[[], Reason]

BROUGHT = "brought it"
TOOK = "took some on"

ACCOUNT_FLOW_SQL = """
    SELECT t.*, sum(f.amount_minor)::BIGINT AS carried_minor
    FROM flow f JOIN transfer t USING (transfer_id)
    WHERE f.method = ? AND {side} AND f.payment_id <> ''
    GROUP BY ALL ORDER BY t.transfer_id
"""


def holding(case: Case, figure: str, limit: int) -> Reason | None:
    """A holding: the chain of transfers by which those fen came, and those that took some on."""
    row = _row(case, "holding", figure)
    if row is None:
        return None
    if not row["payment_id"]:
        return _figure("holding", row, ASSUMPTION, _entries_of(case, row["account_id"]), limit)
    chain = find_chain(
        case, method=row["method"], payment=row["payment_id"], account=row["account_id"],
        currency=row["currency"],
    )  # fmt: skip
    assert chain.in_minor - chain.out_minor == row["amount_minor"], figure
    row |= {"came_in_minor": chain.in_minor, "went_on_minor": chain.out_minor}
    pieces = find_pieces(
        case, method=row["method"], currency=row["currency"], account=row["account_id"],
        payment=row["payment_id"],
    )  # fmt: skip
    steps: list[Step] = [partial(_piece, case, row, piece) for piece in pieces]
    if not pieces:
        steps = _carriers(case, chain.steps, BROUGHT)
    steps += passage_steps(chain.passed)
    steps += conversion_steps(case, row, [step["transfer_id"] for step in chain.steps])
    return _figure("holding", row, ASSUMPTION, steps + _carriers(case, chain.onward, TOOK), limit)


def flow(case: Case, figure: str, limit: int) -> Reason | None:
    """A flow: the transfer itself, and how the money had come to its payer."""
    row = _row(case, "flow", figure)
    if row is None:
        return None
    own = case.duck.fetch("SELECT * FROM transfer WHERE transfer_id = ?", [row["transfer_id"]])[0]
    chain = find_chain(
        case, method=row["method"], payment=row["payment_id"], account=own["payer_id"],
        currency=own["currency"],
    )  # fmt: skip
    before = [step for step in chain.steps if step["transfer_id"] < row["transfer_id"]]
    own["carried_minor"] = row["amount_minor"]
    row |= {"currency": own["currency"]}
    steps = _carriers(case, before, BROUGHT) + _carriers(case, [own], "is this flow")
    steps += conversion_steps(case, row, [step["transfer_id"] for step in [*before, own]])
    return _figure("flow", row, ASSUMPTION, steps, limit)


def layer(case: Case, figure: str, limit: int) -> Reason | None:
    """A layer account: the transfers that brought victims' money, and those that took it on."""
    row = _row(case, "layer", figure)
    if row is None:
        return None
    steps = _through(case, row["account_id"], row["method"])
    return _figure("layer", row | {"targets": veil_json(row["targets"])}, ASSUMPTION, steps, limit)


def portrait(case: Case, figure: str, limit: int) -> Reason | None:
    """An indicator: its numbers, its threshold, the counter-facts and the rows."""
    row = _row(case, "portrait", figure)
    if row is None:
        return None
    for name in ("value", "threshold", "counter_facts"):
        row[name] = veil_json(row[name])
    steps: list[Step] = [partial(line_reason, case, each) for each in _places(row.pop("rows"))]
    return _figure("portrait", row, INFERENCE, steps, limit)


def query(case: Case, figure: str, limit: int) -> Reason | None:
    """A query to make: the transfers that lead to the account."""
    row = _row(case, "next_query", figure)
    if row is None:
        return None
    steps = _through(case, row["account_id"], main_method(case).value)
    return _figure("query", row, INFERENCE, steps, limit)


def freeze(case: Case, figure: str, limit: int) -> Reason | None:
    """An account to freeze: the transfers that lead to it and away from it."""
    row = _row(case, "freeze_candidate", figure)
    if row is None:
        return None
    row |= {name: veil_json(row[name]) for name in ("measures", "reason")}
    steps = _through(case, row["account_id"], main_method(case).value)
    return _figure("freeze", row, INFERENCE, steps, limit)


TELLERS: dict[str, Callable[[Case, str, int], Reason | None]] = {
    "H": holding, "F": flow, "L": layer, "P": portrait, "Q": query, "Z": freeze,
}  # fmt: skip


def _row(case: Case, table: str, figure: str) -> dict[str, Any] | None:
    rows = case.duck.fetch(f"SELECT * FROM {table} WHERE figure_id = ?", [figure])
    return rows[0] if rows else None


def _figure(kind: str, row: dict[str, Any], ground: str, steps: list[Step], limit: int) -> Reason:
    """Only as many of ``steps`` are made as are shown; the rest are counted."""
    shown = tuple(make() for make in steps[:limit])
    name = as_figure(row["figure_id"])
    return Reason(kind, name, ground, _facts(row), shown, len(steps) - len(shown))


def _facts(row: dict[str, Any]) -> dict[str, Any]:
    facts: dict[str, Any] = {}
    for name, value in row.items():
        if name == "figure_id" or value in (None, "", [], {}):
            continue
        if name.endswith("account_id"):
            facts[name.removesuffix("_id")] = as_account(value)
        elif name == "holder_name":
            facts["holder"] = as_account(value)
        else:
            facts[name] = str(value) if name.endswith("_on") else value
    return facts


def _through(case: Case, account_id: str, method: str) -> list[Step]:
    steps: list[Step] = []
    for side, says in (("t.payee_id = ?", BROUGHT), ("t.payer_id = ?", TOOK)):
        rows = case.duck.fetch(ACCOUNT_FLOW_SQL.format(side=side), [method, account_id])
        steps += _carriers(case, rows, says)
    return steps


def _carriers(case: Case, rows: Iterable[dict[str, Any]], says: str) -> list[Step]:
    return [
        partial(transfer_reason, case, row, carried_minor=row["carried_minor"], says=says)
        for row in rows
    ]


def _piece(case: Case, holding: dict[str, Any], piece: Piece) -> Reason:
    """Some fen of a holding, and every transfer they went through, from the victim on."""
    steps = [
        transfer_reason(case, row)
        for transfer_id in piece.transfer_ids
        for row in find_transfers(case, "transfer_id = ?", [transfer_id])
    ]
    facts = {"amount_minor": piece.amount_minor, "currency": holding["currency"]}
    return Reason("piece", holding["payment_id"], ASSUMPTION, facts, tuple(steps))


def _entries_of(case: Case, account_id: str) -> list[Step]:
    rows = find_transfers(case, "payer_id = ? OR payee_id = ?", [account_id, account_id])
    return [partial(transfer_reason, case, row) for row in rows]


def _places(text: str) -> list[dict[str, int]]:
    places = []
    for each in json.loads(text):
        file_id, sheet_no, line_no = (int(part) for part in str(each).removeprefix("f").split(":"))
        places.append({"file_id": file_id, "sheet_no": sheet_no, "line_no": line_no})
    return places
