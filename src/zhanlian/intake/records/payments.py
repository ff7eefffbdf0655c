"""Flows of other payment institutions, and card payments as a merchant's acquirer saw them.

keeps  numbers of one institution live in its own space: they never link with another's; an
       acquirer's row is seen from the merchant, whose number stands for the account
source docs/intake.md, Which layouts are read (payment_flows)
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from zhanlian.intake.reading.cells import RowCells, row_cells
from zhanlian.intake.records.built import Built, Place, dump_extra
from zhanlian.intake.records.entries import new_entry

if TYPE_CHECKING:
    from zhanlian.intake.reading.scanner import Part

RETURNS = re.compile("退货|退款|撤销")
APPROVED = "00"
TAKEN = frozenset(
    "pay_order_no txn_type direction txn_datetime txn_date txn_clock currency amount serial_no "
    "balance payee_card_bank payee_card payee_pay_account payee_merchant payer_card_bank "
    "payer_card payer_pay_account ip mac merchant_no merchant_name terminal_no own_card remark "
    "row_no".split()
)


def build_payment_flows(part: Part, place: Place) -> Built:
    """Rows of a payment institution: by payment accounts, or by merchant and card."""
    built = Built()
    company = place.path_said.get("bank") or place.path_said.get("company")
    scheme = f"pay:{company}" if company else "pay"
    is_pos = part.section.has("merchant_no", "own_card")
    for cells in row_cells(part):
        entry = new_entry(built, cells, place, scheme=scheme)
        if entry is None:
            continue
        entry["bank"] = company
        entry["serial"] = cells.number("serial_no", "pos_ref_no") or None
        entry["order_no"] = cells.number("pay_order_no") or None
        entry["txn_type"] = cells.text("txn_type") or None
        entry["summary"] = cells.text("pay_type") or None
        entry["mac"] = re.sub("[-:]", "", cells.text("mac")).upper() or None
        entry["extra"] = dump_extra(cells.others(TAKEN))
        if is_pos:
            _see_from_merchant(entry, cells)
        else:
            _see_from_account(entry, cells, scheme)
        built.rows["entry"].append(entry)
    return built


def _see_from_account(entry: dict[str, Any], cells: RowCells, scheme: str) -> None:
    own, other = ("payee", "payer") if entry["direction"] == "in" else ("payer", "payee")
    entry["own_account"] = cells.number(f"{own}_pay_account") or None
    entry["own_card"] = None
    number, card = cells.number(f"{other}_pay_account"), cells.number(f"{other}_card")
    if number:
        entry["cp_scheme"], entry["cp_number"] = scheme, number
    elif card:
        entry["cp_scheme"], entry["cp_number"] = "bank", card
    entry["cp_bank"] = cells.text(f"{other}_card_bank") or None
    if other == "payee":
        entry["merchant_name"] = cells.text("payee_merchant") or None
    if not entry["own_account"]:
        entry["own_account"] = f"section:{entry['section_id']}"


def _see_from_merchant(entry: dict[str, Any], cells: RowCells) -> None:
    entry["own_account"] = cells.number("merchant_no") or f"section:{entry['section_id']}"
    entry["own_name"] = cells.text("merchant_name") or None
    entry["terminal_no"] = cells.text("terminal_no") or None
    card = cells.number("own_card")
    if card:
        entry["cp_scheme"], entry["cp_number"] = "bank", card
    else:
        entry["cp_number_text"] = cells.text("own_card") or None
    if entry["direction"] == "unknown":
        entry["direction"] = "out" if RETURNS.search(entry["txn_type"] or "") else "in"
    answer = cells.text("pos_resp_code")
    if answer:
        entry["success"] = "yes" if answer == APPROVED else "no"
