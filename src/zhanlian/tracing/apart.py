"""Apart: conversions and declared origins, written into tables of their own.

in     what decisions declare, and the traces that followed it
out    rows of conversion, declared_origin, origin_holding and origin_flow
keeps  per conversion and method the parts add up to its payments and to its receipts, asserted
       here; no declared origin's money stands in any table of victims' money
"""

import json
from collections.abc import Mapping
from typing import Any

import numpy as np

from zhanlian.engines import as_columns
from zhanlian.evidence import BY_NAME, Case
from zhanlian.tracing.build import Role
from zhanlian.tracing.declaring import Conversion, Declared
from zhanlian.tracing.following import Traced
from zhanlian.tracing.results import figure_tail


def keep_declared(case: Case, declared: Declared) -> None:
    """Write every declared origin."""
    rows = [
        {
            "figure_id": f"O:{each.origin_id}",
            "origin_id": each.origin_id,
            "kind": each.kind,
            "label": each.label,
            "transfer_id": each.moved.transfer_id,
            "account_id": each.moved.payee_id,
            "currency": each.moved.currency,
            "amount_minor": each.moved.amount_minor,
            "decision_seq": int(each.origin_id[1:]),
        }
        for each in declared.origins
    ]
    _append(case, "declared_origin", rows)


def keep_conversions(case: Case, declared: Declared, traced: Mapping[str, Traced]) -> None:
    """Write what each conversion took across under one method."""
    for conversion in declared.conversions:
        if conversion.gone[0].currency in traced:
            _append(case, "conversion", _conversion_rows(conversion, traced))


def _conversion_rows(conversion: Conversion, traced: Mapping[str, Traced]) -> list[dict[str, Any]]:
    gone, came = conversion.gone[0].currency, conversion.came[0].currency
    method = traced[gone].found.method.value
    out_minor = _carried(traced[gone], conversion, Role.GONE)
    in_minor = _carried(traced[came], conversion, Role.ARRIVED)
    assert sum(out_minor.values()) == conversion.gone_minor, conversion.conversion_id
    assert sum(in_minor.values()) == sum(each.amount_minor for each in conversion.came)
    return [
        {
            "figure_id": f"C:{method}:{conversion.conversion_id}:{payment}",
            "method": method,
            "conversion_id": conversion.conversion_id,
            "payment_id": payment,
            "out_currency": gone,
            "out_minor": out_minor.get(payment, 0),
            "in_currency": came,
            "in_minor": in_minor.get(payment, 0),
            "out_transfers": json.dumps([each.transfer_id for each in conversion.gone]),
            "in_transfers": json.dumps([each.transfer_id for each in conversion.came]),
            "said": conversion.said,
        }
        for payment in sorted({*out_minor, *in_minor})
    ]


def _carried(traced: Traced, conversion: Conversion, role: Role) -> dict[str, int]:
    """What the legs of one role carried of each payment; of no victim, the rest."""
    ledger, flows = traced.built.ledger, traced.found.flows
    via = ledger.account_ids.index(conversion.via)
    end = ledger.src if role is Role.ARRIVED else ledger.dst
    is_leg = (traced.built.role == role) & (end == via)
    found: dict[str, int] = {"": int(ledger.amount_minor[is_leg].sum())}
    for line in np.flatnonzero(is_leg[flows.row]).tolist():
        name = ledger.origin_ids[int(flows.origin[line]) - 1]
        found[name] = found.get(name, 0) + int(flows.amount_minor[line])
        found[""] -= int(flows.amount_minor[line])
    return found


def keep_origins(case: Case, declared: Declared, traced: Mapping[str, Traced]) -> None:
    """Write where declared origins' money lies and went under one method."""
    names = {each.origin_id for each in declared.origins}
    for currency, each in traced.items():
        tail = figure_tail(case, currency)
        _append(case, "origin_holding", _holding_rows(each, names, ":" + tail if tail else ""))
        _append(case, "origin_flow", _flow_rows(each, names))


def _holding_rows(traced: Traced, names: set[str], tail: str) -> list[dict[str, Any]]:
    ledger, held, method = traced.built.ledger, traced.found.holdings, traced.found.method.value
    return [
        {
            "figure_id": f"I:{method}:{ledger.account_ids[account]}:{name}{tail}",
            "method": method,
            "currency": ledger.currency,
            "account_id": ledger.account_ids[account],
            "origin_id": name,
            "amount_minor": amount_minor,
        }
        for account, name, amount_minor in _lines(traced, names, held.account, held)
    ]


def _flow_rows(traced: Traced, names: set[str]) -> list[dict[str, Any]]:
    ledger, flows, method = traced.built.ledger, traced.found.flows, traced.found.method.value
    total: dict[tuple[int, str], int] = {}
    for row, name, amount_minor in _lines(traced, names, flows.row, flows):
        transfer_id = int(ledger.transfer_ids[row])
        if transfer_id > 0:
            total[transfer_id, name] = total.get((transfer_id, name), 0) + amount_minor
    return [
        {
            "figure_id": f"J:{method}:{transfer_id}:{name}",
            "method": method,
            "transfer_id": transfer_id,
            "origin_id": name,
            "amount_minor": amount_minor,
        }
        for (transfer_id, name), amount_minor in sorted(total.items())
    ]


def _lines(traced: Traced, names: set[str], place: Any, table: Any) -> list[tuple[int, str, int]]:
    """(place, origin, amount) of the lines whose origin a person declared."""
    origin_ids = traced.built.ledger.origin_ids
    wanted = np.array([0, *(each in names for each in origin_ids)], dtype=np.bool_)
    return [
        (int(place[line]), origin_ids[int(table.origin[line]) - 1], int(table.amount_minor[line]))
        for line in np.flatnonzero(wanted[table.origin]).tolist()
    ]


def _append(case: Case, table: str, rows: list[dict[str, Any]]) -> None:
    if rows:
        case.duck.append(table, as_columns(rows, BY_NAME[table].column_names()))
