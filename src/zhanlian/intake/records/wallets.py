"""Wallet statements: Tenpay and Alipay judicial exports, personal exports, row by row.

keeps  a payment made by bank card through a wallet did not move the wallet's balance; a red
       packet is one payment to several receivers; own moves are neither income nor expense
source docs/intake.md, Which layouts are read (alipay, tenpay, wechat)
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from zhanlian.intake.cells import is_blank, read_amount, read_number, split_wallet
from zhanlian.intake.reading.cells import RowCells, row_cells
from zhanlian.intake.reading.titles import is_tail
from zhanlian.intake.records.built import Built, Place, dump_extra
from zhanlian.intake.records.entries import new_entry
from zhanlian.intake.synonyms import value_of, words_pattern

if TYPE_CHECKING:
    from zhanlian.intake.reading.scanner import Part

import re

CARD_WORDS = re.compile("银行|储蓄卡|信用卡|快捷|花呗|白条|先享后付|数字人民币")
OWN_OUT = re.compile("提现|信用卡还款|转出到银行卡|零钱通转出-到(?!零钱)|转账到银行卡")
OWN_IN = re.compile("充值|转入余额|零钱通转出-到零钱|余额宝-.*转出|退回零钱")
OWN_SUB = re.compile("余额宝|零钱通|理财通|基金|理财|小金库")


def build_tenpay(part: Part, place: Place) -> Built:
    """TenpayTrades: amounts in fen; user-side columns first, counterparty's second."""
    built = Built()
    groups: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for cells in row_cells(part):
        entry = new_entry(built, cells, place, scheme="tenpay", in_fen=True)
        if entry is None:
            continue
        entry["own_account"] = cells.number("user_id") or place.path_said.get("alias")
        entry["serial"] = cells.number("txn_id") or None
        kind, use = cells.text("txn_type"), cells.text("txn_use")
        entry["txn_type"], entry["summary"] = kind, use
        entry["moves_balance"] = "快捷支付" not in kind
        entry["channel"] = "card" if "快捷支付" in kind else "balance"
        entry["order_no"] = cells.number("cp_user") or None
        _tenpay_other_side(entry, cells, use)
        entry["_received"] = read_amount(cells.text("cp_receive_amount_fen"), minor_digits=0).minor
        groups[entry["serial"] or "", entry["booked_at_text"]].append(entry)
        built.rows["entry"].append(entry)
    for group in groups.values():
        _split_red_packet(group)
    return built


def _tenpay_other_side(entry: dict[str, Any], cells: RowCells, use: str) -> None:
    if "手续费" in use:
        return
    card = cells.number("cp_bank_card")
    if entry["direction"] == "in" and "充值" in use:
        card = card or cells.number("own_bank_card")
    user = cells.number("cp_user")
    if user:
        entry["cp_scheme"], entry["cp_number"] = "tenpay", user
    elif card and is_tail(card):
        entry["cp_number_text"] = card
    elif card:
        entry["cp_scheme"], entry["cp_number"] = "bank", card
    entry["cp_name"] = cells.text("cp_name") or None
    entry["cp_bank"] = cells.text("cp_bank") or None
    if entry["channel"] == "card":
        entry["cash_flag"] = None


def _split_red_packet(group: list[dict[str, Any]]) -> None:
    """Rows of one payment to several receivers take what each received; others stay."""
    received = [entry.pop("_received") for entry in group]
    if len(group) == 1 or None in received:
        return
    if sum(received) == group[0]["amount_minor"]:
        for entry, minor in zip(group, received, strict=True):
            entry["amount_minor"] = minor


def build_alipay(part: Part, place: Place) -> Built:
    """Alipay judicial 账户明细: '2088…(name)' splits to wallet and holder."""
    built = Built()
    for cells in row_cells(part):
        entry = new_entry(
            built, cells, place, scheme="alipay", time_fields=("paid_time", "created_time")
        )
        if entry is None:
            continue
        wallet, name = split_wallet(cells.text("own_user", "user_id"))
        entry["own_account"] = wallet or cells.number("query_key") or None
        entry["own_name"] = name or None
        entry["serial"] = cells.number("txn_id") or None
        kind, goods = cells.text("txn_type"), cells.text("goods")
        entry["txn_type"], entry["summary"] = kind, goods or None
        _alipay_other_side(entry, cells)
        _own_move(entry, f"{kind} {goods}")
        _funding(entry, cells.text("pay_method"))
        built.rows["entry"].append(entry)
    return built


def _alipay_other_side(entry: dict[str, Any], cells: RowCells) -> None:
    number, name = split_wallet(cells.text("cp_user"))
    if number.startswith("2088"):
        entry["cp_scheme"], entry["cp_number"], entry["cp_name"] = "alipay", number, name or None
    elif read_number(name).flag == "" and name.isdigit():
        entry["cp_scheme"], entry["cp_number"], entry["cp_bank"] = "bank", name, number
    else:
        entry["cp_name"] = cells.text("cp_user") or None


def build_personal(part: Part, place: Place) -> Built:
    """A person's own WeChat, Alipay or JD export; '/' and 不计收支 are own moves."""
    built = Built()
    kind = part.section.kind
    scheme = "tenpay" if kind.startswith("wechat") else kind.split("_")[0]
    owner = _owner(part, place)
    for cells in row_cells(part):
        entry = new_entry(built, cells, place, scheme=scheme)
        if entry is None:
            continue
        entry["own_account"] = owner
        entry["own_name"] = part.section.said.get("own_name")
        entry["serial"] = cells.number("txn_id", "serial_no", "pay_order_no") or None
        words = " ".join(
            [cells.text("txn_type"), cells.text("goods", "summary"), cells.text("cp_name")]
        )
        entry["txn_type"] = cells.text("txn_type") or None
        entry["summary"] = cells.text("goods", "summary") or None
        entry["cp_name"] = cells.text("cp_name", "merchant_name") or None
        _personal_number(entry, cells, scheme)
        _own_move(entry, words)
        _funding(entry, cells.text("pay_method"))
        built.rows["entry"].append(entry)
    return built


def _owner(part: Part, place: Place) -> str:
    said = part.section.said
    number = said.get("own_number", "")
    if number and read_number(number).flag == "":
        return number
    name = said.get("nickname") or said.get("own_name")
    return f"nick:{name}" if name else f"file:{place.file_id}"


def _personal_number(entry: dict[str, Any], cells: RowCells, scheme: str) -> None:
    text = cells.text("cp_account")
    if not text:
        return
    cell = read_number(text)
    if cell.flag == "" and cell.text:
        entry["cp_scheme"], entry["cp_number"] = scheme, cell.text
    else:
        entry["cp_number_text"] = text


def _own_move(entry: dict[str, Any], words: str) -> None:
    """Say where an own move went: out to a card, in from one, or between parts of the wallet."""
    is_neutral = entry["direction"] == "own"
    if not is_neutral and not (OWN_OUT.search(words) and entry["cp_scheme"] == "bank"):
        return
    if OWN_OUT.search(words):
        entry["direction"] = "own_out"
    elif OWN_IN.search(words):
        entry["direction"] = "own_in"
    elif OWN_SUB.search(words):
        entry["direction"], entry["channel"] = "own_out", "own_sub"
        if "转出" in words or "卖出" in words or "赎回" in words:
            entry["direction"] = "own_in"
    elif "退款" in words:
        entry["direction"] = "own_in"


def _funding(entry: dict[str, Any], method: str) -> None:
    """Whether the wallet's own balance paid: a bank card, a loan or 快捷 did not move it."""
    if entry["channel"] == "own_sub":
        return
    entry["channel"] = "balance"
    if entry["direction"] in ("own_out", "own_in"):
        return
    if CARD_WORDS.search(method) or (not method and entry["success"] == "no"):
        entry["channel"], entry["moves_balance"] = "card", False


def build_exchange(part: Part, place: Place) -> Built:
    """An exchange's ledger: signed changes; moves between its own pockets net to nothing."""
    built = Built()
    for cells in row_cells(part):
        coin = cells.text("token_symbol", "currency") or "USDT"
        entry = new_entry(
            built,
            cells,
            place,
            scheme="exchange",
            currency=coin,
            utc=True,
            time_fields=("ex_time", "time_utc", "txn_datetime"),
        )
        if entry is None:
            continue
        entry["own_account"] = cells.number("ex_uid", "user_id") or None
        operation = cells.text("ex_operation", "txn_type")
        entry["txn_type"], entry["summary"] = operation, cells.text("ex_account") or None
        if re.search("transfer between|internal", operation, re.IGNORECASE):
            entry["direction"], entry["moves_balance"] = "own", False
        else:
            sign_in = entry["amount_minor"] > 0
            entry["direction"] = "in" if sign_in else "out"
            entry["amount_minor"] = abs(entry["amount_minor"])
        entry["cp_name"] = operation
        built.rows["entry"].append(entry)
    return built


def is_reversal_text(text: str) -> bool:
    """Whether a wording speaks of an undone booking."""
    return bool(text) and not is_blank(text) and bool(re.search(words_pattern("reversal"), text))


def leftover(cells: RowCells, taken: frozenset[str]) -> str | None:
    """Cells without a column of their own, as JSON."""
    return dump_extra(cells.others(taken))


def direction_of(text: str) -> str:
    """in, out, own or unknown from a direction mark."""
    said = value_of("direction", text)
    return {"own_move": "own", "in": "in", "out": "out"}.get(said, "unknown")
