"""Victim tables as they are typed: merged cells, 3万元, 15时许, four last digits.

keeps  one victim may have several payments; a number that is only a tail never links
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from zhanlian.intake.cells import read_number, read_time
from zhanlian.intake.reading.cells import RowCells, row_cells
from zhanlian.intake.records.built import Built, Place

if TYPE_CHECKING:
    from zhanlian.intake.reading.scanner import Part

LINK_DIGITS_MIN = 8


def build_victims(part: Part, place: Place) -> Built:
    """Victims and their payments; a row without a name goes on with the victim above."""
    built = Built()
    victim: dict[str, Any] = {}
    for cells in row_cells(part):
        name, id_no = cells.text("victim_name"), cells.number("victim_id_no")
        if name or id_no:
            victim = {
                "name": name or None, "id_no": id_no or None,
                "phone": cells.number("victim_phone") or None,
                **_where(cells, place),
                "_reported_at": cells.instant("reported_time"),
                "_reported_to": cells.text("report_unit", "case_unit") or None,
                "_fraud_type": cells.text("fraud_kind") or None,
            }  # fmt: skip
            built.rows["victim"].append(victim)
        if not victim:
            built.rejects[cells.row] = "no victim named in or above this row"
            continue
        payment = _payment(built, cells, place, victim)
        if payment:
            built.rows["victim_payment"].append(payment)
    return built


def _where(cells: RowCells, place: Place) -> dict[str, int]:
    row = place.row(cells.section, cells.line_no)
    return {name: row[name] for name in ("file_id", "sheet_no", "line_no")}


def _payment(
    built: Built, cells: RowCells, place: Place, victim: dict[str, Any]
) -> dict[str, Any] | None:
    text = cells.text("loss_amount", "amount")
    amount = cells.money("loss_amount", "amount")
    if amount.minor is None:
        built.rejects[cells.row] = f"amount not readable ({amount.flag}): {text!r}"
        return None
    said = read_time(cells.text("fraud_time", "txn_datetime"))
    to_text = cells.text("payee_account")
    to = read_number(to_text)
    is_usable = to.flag == "" and len(to.text) >= LINK_DIGITS_MIN
    return {
        **place.row(cells.section, cells.line_no), "_victim": victim, "paid_at": said.at,
        "paid_at_text": cells.text("fraud_time", "txn_datetime") or None,
        "paid_at_precision": said.precision or None, "amount_minor": amount.minor,
        "amount_text": text, "currency": place.currency, "method": cells.text("pay_method") or None,
        "from_number": read_number(cells.text("payer_account")).text or None,
        "to_name": cells.text("payee_name") or None,
        "to_number": to.text if is_usable else None, "to_number_text": to_text or None,
        "fraud_type": cells.text("fraud_kind") or victim["_fraud_type"],
        "reported_at": cells.instant("reported_time") or victim["_reported_at"],
        "reported_to": cells.text("report_unit") or victim["_reported_to"],
        "remark": cells.text("remark") or None,
    }  # fmt: skip
