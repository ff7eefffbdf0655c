"""Alipay's other sheets: transfers, the balance and orders, beside 账户明细.

in     rows of 余额明细, 转账明细 and 交易记录
out    entries seen from the wallet that was asked about
keeps  the sheets tell the same payments again: a payment's number is kept as its serial, and
       settling counts it once, from the sheet that shows the balance move
source docs/intake.md, Which layouts are read (alipay_*)
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from zhanlian.intake.cells import read_number, split_wallet
from zhanlian.intake.reading.cells import RowCells, row_cells
from zhanlian.intake.reading.titles import is_tail
from zhanlian.intake.records.built import Built, Place
from zhanlian.intake.records.entries import new_entry

if TYPE_CHECKING:
    from zhanlian.intake.reading.scanner import Part

WALLET = re.compile(r"2088[0-9]{12}")
CARD = re.compile(r"(?<![0-9])[0-9]{12,19}(?![0-9])")


def build_alipay_balance(part: Part, place: Place) -> Built:
    """余额明细: what moved the balance, one column for each direction."""
    built = Built()
    for cells in row_cells(part):
        entry = new_entry(built, cells, place, scheme="alipay")
        if entry is None:
            continue
        wallet, name = split_wallet(cells.text("own_user"))
        asked = cells.number("query_key")
        is_id = WALLET.fullmatch(wallet) or not WALLET.fullmatch(asked)
        entry["own_account"] = (wallet if is_id else asked) or None
        entry["own_name"] = name or None
        entry["serial"] = cells.number("txn_id") or None
        entry["txn_type"] = cells.text("txn_type") or None
        entry["channel"] = "balance"
        _name_other(entry, cells.text("cp_user"), cells.text("bank_name"))
        built.rows["entry"].append(entry)
    return built


def build_alipay_transfers(part: Part, place: Place) -> Built:
    """转账明细: payer and payee by wallet, or the bank the money went to."""
    return _build_two_sided(part, place, times=("paid_time",), payer=("payer_account",),
                            payee=("payee_account",))  # fmt: skip


def build_alipay_orders(part: Part, place: Place) -> Built:
    """交易记录: orders of buyers and sellers; unpaid ones are rows too."""
    times = ("paid_time", "created_time", "modified_time")
    return _build_two_sided(
        part, place, times=times, payer=("payer_user_id", "payer_account"),
        payee=("payee_user_id", "payee_account"),
    )  # fmt: skip


def _build_two_sided(
    part: Part, place: Place, *, times: tuple[str, ...], payer: tuple[str, ...],
    payee: tuple[str, ...],
) -> Built:  # fmt: skip
    built = Built()
    for cells in row_cells(part):
        entry = new_entry(built, cells, place, scheme="alipay", time_fields=times)
        if entry is None:
            continue
        sides = split_wallet(cells.text(*payer)), split_wallet(cells.text(*payee))
        is_in = _is_asked(cells, payee) and not _is_asked(cells, payer)
        own, other = sides[::-1] if is_in else sides
        entry["direction"] = "in" if is_in else "out"
        entry["own_account"], entry["own_name"] = own[0] or None, own[1] or None
        entry["serial"] = cells.number("txn_id") or None
        entry["txn_type"] = cells.text("transfer_product", "txn_type") or None
        entry["summary"] = cells.text("goods") or None
        _name_other(entry, _joined(other), "" if is_in else cells.text("payee_org"))
        built.rows["entry"].append(entry)
    return built


def _is_asked(cells: RowCells, names: tuple[str, ...]) -> bool:
    """Whether one of these cells names the wallet that was asked about."""
    asked = cells.text("query_key") or cells.section.sheet_name
    return bool(asked) and any(split_wallet(cells.text(name))[0] == asked for name in names)


def _joined(side: tuple[str, str]) -> str:
    return f"{side[0]}({side[1]})" if side[1] else side[0]


def _name_other(entry: dict[str, Any], party: str, bank: str) -> None:
    """The other side: a wallet, a card in the party's or the bank's cell, or a name."""
    number, name = split_wallet(party)
    card = CARD.search(bank)
    cell = read_number(number)
    entry["cp_bank"] = (bank[: card.start()].rstrip(" (（:：-") if card else bank) or None
    if WALLET.fullmatch(number) or "@" in number:
        entry["cp_scheme"], entry["cp_number"], entry["cp_name"] = "alipay", number, name or None
    elif card or CARD.fullmatch(number):
        entry["cp_scheme"], entry["cp_number"] = "bank", card[0] if card else number
        entry["cp_name"] = name or None
    elif number and number.isdigit() and not is_tail(number):
        entry["cp_scheme"], entry["cp_number"], entry["cp_name"] = "alipay", number, name or None
    elif cell.flag or number.isdigit():
        entry["cp_number_text"], entry["cp_name"] = number or None, name or None
    else:
        entry["cp_name"] = party or None
