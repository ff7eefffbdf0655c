"""Lists: layer accounts, what to query next, what to freeze, and totals per method.

in     result tables of a traced case
out    frozen rows a face can print, encode or export
"""

from __future__ import annotations

import json
from typing import Any

from zhanlian.desk.rows import FreezeCandidate, Holding, Layer, MethodTotals, NextQuery
from zhanlian.desk.veils import Veiled, as_account, as_figure, as_name
from zhanlian.evidence import METHODS, Case
from zhanlian.terms import Refusal
from zhanlian.tracing import main_method


class UnknownMethod(Refusal):
    """A tracing method that does not exist."""

    code = "ZL-DESK-002"

    def __init__(self, method: str) -> None:
        super().__init__(
            f"There is no method {method!r}.",
            where="--method",
            why=f"the methods are {', '.join(METHODS)}",
            do_next="choose one of them, or all",
        )


def check_method(case: Case, method: str) -> str:
    """The method asked for, or the case's main one; refuses an unknown name."""
    wanted = method or main_method(case).value
    if wanted not in METHODS:
        raise UnknownMethod(wanted)
    return wanted


def list_totals(case: Case) -> tuple[MethodTotals, ...]:
    """Every method and currency with its conservation line; in = held + outside, or this stops."""
    place = {name: number for number, name in enumerate(METHODS)}
    rows = case.duck.fetch("SELECT * FROM trace_run ORDER BY currency")
    found = [
        MethodTotals(
            row["method"], row["method_version"], row["currency"], row["victim_minor"],
            row["held_minor"], row["outside_minor"], row["other_minor"], row["born_minor"],
            row["transfer_count"],
        )
        for row in rows
    ]  # fmt: skip
    for each in found:
        assert each.victim_minor == each.held_minor + each.outside_minor, each
    return tuple(sorted(found, key=lambda each: (each.currency, place[each.method])))


def list_holdings(case: Case, *, method: str) -> tuple[Holding, ...]:
    """Holdings under ``method``, the largest first."""
    rows = case.duck.fetch(
        """SELECT h.*, a.holder_name FROM holding h LEFT JOIN account a USING (account_id)
           WHERE h.method = ? ORDER BY h.currency, h.amount_minor DESC, h.figure_id""",
        [method],
    )
    return tuple(
        Holding(
            as_figure(row["figure_id"]), row["method"], row["currency"],
            as_account(row["account_id"]), as_name(row["holder_name"]), row["payment_id"],
            row["amount_minor"], row["strict_minor"],
        )
        for row in rows
    )  # fmt: skip


def list_layers(case: Case, *, method: str = "") -> tuple[Layer, ...]:
    """Layer accounts under ``method`` (the main one if empty), layer by layer."""
    rows = case.duck.fetch(
        """SELECT l.*, a.holder_name, a.holder_id_no, a.bank, z.measures
           FROM layer l LEFT JOIN account a USING (account_id)
           LEFT JOIN freeze_candidate z USING (account_id)
           WHERE l.method = ? ORDER BY l.layer_no, l.victim_in_minor DESC, l.account_id""",
        [check_method(case, method)],
    )
    return tuple(_layer(row) for row in rows)


def list_next(case: Case) -> tuple[NextQuery, ...]:
    """What to ask for next, by rank."""
    rows = case.duck.fetch("SELECT * FROM next_query ORDER BY rank_no, figure_id")
    return tuple(
        NextQuery(
            as_figure(row["figure_id"]), row["rank_no"], as_account(row["account_id"]),
            row["bank"] or "", str(row["from_on"] or ""), str(row["to_on"] or ""),
            row["contents"], row["reason"], row["amount_minor"], row["currency"], row["asked"],
        )
        for row in rows
    )  # fmt: skip


def list_freezes(case: Case) -> tuple[FreezeCandidate, ...]:
    """Accounts to stop or freeze, by rank."""
    rows = case.duck.fetch("SELECT * FROM freeze_candidate ORDER BY rank_no, figure_id")
    return tuple(_freeze(row) for row in rows)


def _layer(row: dict[str, Any]) -> Layer:
    return Layer(
        as_figure(row["figure_id"]), row["method"], row["layer_no"], as_name(row["holder_name"]),
        as_account(row["holder_id_no"]), as_account(row["account_id"]), row["bank"] or "",
        as_account(row["parent_account_id"]), row["first_in_at"], row["last_out_at"],
        row["in_count"], row["in_minor"], row["out_count"], row["out_minor"],
        row["victim_in_minor"], row["victim_held_minor"], veil_json(row["targets"]),
        row["exit_kind"], row["stop_reason"], row["balance_minor"],
        veil_json(row["measures"] or "[]"), row["is_held"], row["currency"],
    )  # fmt: skip


def _freeze(row: dict[str, Any]) -> FreezeCandidate:
    return FreezeCandidate(
        as_figure(row["figure_id"]), row["rank_no"], row["account_kind"] or "",
        as_name(row["holder_name"]), as_account(row["account_id"]), row["bank"] or "",
        row["bank_code"] or "", row["balance_minor"], row["balance_at"], row["victim_minor"],
        row["victim_minor_low"], row["victim_minor_high"], as_account(row["from_account_id"]),
        row["from_minor"], row["from_at"], row["minutes_since"], veil_json(row["reason"]),
        veil_json(row["measures"]), row["advice"], row["expires_at"], row["currency"],
    )  # fmt: skip


def veil_json(text: str) -> object:
    """Decode ``text``; account numbers and holders inside it are veiled."""
    return _veil(json.loads(text), "")


def _veil(value: object, name: str) -> object:
    if isinstance(value, dict):
        return {key: _veil(each, key) for key, each in value.items()}
    if isinstance(value, list):
        return [_veil(each, name) for each in value]
    if not isinstance(value, str):
        return value
    if "account" in name or name.endswith(("_no", "number", "phone")):
        return as_account(value)
    return as_name(value) if "name" in name else Veiled(value)
