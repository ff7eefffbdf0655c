"""Orders and trades at an exchange: the bridge between money at banks and money on chains.

keeps  an order moves no balance here: the fiat side is in a bank's rows, the coins in the
       ledger or on the chain; what names the bank's row is kept in ``extra``
source docs/intake.md, Which layouts are read (otc_orders, exchange_trades)
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from zhanlian.intake.reading.cells import RowCells, row_cells
from zhanlian.intake.records.built import Built, Place, dump_extra
from zhanlian.intake.records.entries import new_entry
from zhanlian.intake.synonyms import value_of

if TYPE_CHECKING:
    from zhanlian.intake.reading.scanner import Part

BUYS = re.compile("买|buy", re.IGNORECASE)
SELLS = re.compile("卖|sell", re.IGNORECASE)
GLUED = re.compile(r"[0-9.,]+\s*([A-Za-z]{2,10})")
PAIR = re.compile(r"[/_-]")
ORDER_TAKEN = frozenset("otc_order_no ex_uid otc_fiat_amount otc_cp_uid kyc_name".split())
TRADE_TAKEN = frozenset("ex_time ex_turnover ex_operation".split())


def build_otc_orders(part: Part, place: Place) -> Built:
    """C2C orders: fiat against coins between two users; the coin amount is kept in ``extra``."""
    built = Built()
    has_fiat = part.section.has("otc_fiat_amount")
    times = ("paid_time", "released_time", "created_time")
    for cells in row_cells(part):
        coin = value_of("currency", cells.text("token_symbol")) or "USDT"
        entry = new_entry(
            built, cells, place, scheme="exchange", time_fields=times,
            currency=place.currency if has_fiat else coin,
            amount_field="otc_fiat_amount" if has_fiat else "amount",
        )  # fmt: skip
        if entry is None:
            continue
        side = cells.text("ex_side")
        entry["direction"] = "out" if BUYS.search(side) else "in" if SELLS.search(side) else "own"
        entry["direction_text"], entry["moves_balance"] = side or None, False
        entry["channel"], entry["txn_type"] = "order", f"C2C {side}".strip()
        entry["own_account"] = cells.number("ex_uid") or f"section:{cells.section.section_id}"
        entry["order_no"] = cells.number("otc_order_no") or None
        entry["cp_name"] = cells.text("kyc_name") or None
        other = cells.number("otc_cp_uid")
        if other:
            entry["cp_scheme"], entry["cp_number"] = "exchange", other
        entry["extra"] = dump_extra(cells.others(ORDER_TAKEN))
        built.rows["entry"].append(entry)
    return built


def build_exchange_trades(part: Part, place: Place) -> Built:
    """A person's own trades: coins change their kind, nothing changes its owner."""
    built = Built()
    for cells in row_cells(part):
        written = _paid_in(cells)
        coin = value_of("currency", written)
        if not coin:
            built.rejects[cells.row] = f"no minor unit is declared for {written!r}"
            continue
        entry = new_entry(
            built, cells, place, scheme="exchange", currency=coin, time_fields=("ex_time",),
            amount_field="ex_turnover",
        )  # fmt: skip
        if entry is None:
            continue
        _mark_trade(entry, cells)
        built.rows["entry"].append(entry)
    return built


def _paid_in(cells: RowCells) -> str:
    """The coin of the turnover: glued to its number, or the second of the pair."""
    found = GLUED.fullmatch(cells.text("ex_turnover"))
    return found[1] if found else PAIR.split(cells.text("ex_pair"))[-1]


def _mark_trade(entry: dict[str, Any], cells: RowCells) -> None:
    owner = cells.section.said.get("own_number")
    entry["own_account"] = owner or f"section:{cells.section.section_id}"
    entry["direction"], entry["direction_text"] = "own", cells.text("ex_side") or None
    entry["moves_balance"], entry["channel"] = False, "trade"
    entry["txn_type"] = cells.text("ex_operation") or None
    entry["summary"] = f"{cells.text('ex_side')} {cells.text('ex_pair')}".strip() or None
    entry["extra"] = dump_extra(cells.others(TRADE_TAKEN))
