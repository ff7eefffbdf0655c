"""Notices: stop-payments asked for and answered, and whom a phone number is registered to.

keeps  a stop-payment is in force only where its reply says so; what was asked stays a request
source docs/intake.md, Which layouts are read (stop_pay, subscribers)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhanlian.intake.reading.cells import RowCells, row_cells
from zhanlian.intake.records.built import Built, Place, dump_extra
from zhanlian.intake.synonyms import value_of

if TYPE_CHECKING:
    from zhanlian.intake.reading.scanner import Part

STOP_TAKEN = frozenset(
    "stoppay_request_no stoppay_account stoppay_bank stoppay_from stoppay_to request_at "
    "request_agency acct_balance currency row_no".split()
)
SUBSCRIBER_TAKEN = frozenset(
    "own_number subscriber_name subscriber_id_no own_id_type address agent_name "
    "subscriber_stopped row_no".split()
)


def build_stop_pay(part: Part, place: Place) -> Built:
    """Stop-payments: every row is a request; an answered one that holds is a measure too."""
    built = Built()
    for cells in row_cells(part):
        account = cells.number("stoppay_account")
        if not account:
            built.rejects[cells.row] = "no usable account number"
            continue
        outcome = _outcome(cells)
        where = place.row(cells.section, cells.line_no)
        bank = cells.text("stoppay_bank") or place.path_said.get("bank")
        extra = dump_extra(cells.others(STOP_TAKEN))
        built.rows["request"].append(
            {
                **where, "request_no": cells.text("stoppay_request_no") or None, "bank": bank,
                "number": account, "sent_at": cells.instant("request_at"), "outcome": outcome,
                "reason": cells.text("stoppay_fail_reason") or None, "extra": extra,
            }
        )  # fmt: skip
        if outcome == "ok":
            built.rows["measure"].append(
                {
                    **where, "account": account, "bank": bank, "kind": "stop_pay",
                    "agency": cells.text("request_agency") or None,
                    "from_at": cells.instant("stoppay_from"), "to_at": cells.instant("stoppay_to"),
                    "amount_minor": cells.money("acct_balance").minor,
                    "currency": value_of("currency", cells.text("currency")) or place.currency,
                    "extra": extra,
                }
            )  # fmt: skip
    return built


def _outcome(cells: RowCells) -> str:
    """ok, failed, or pending where no reply says either; a bare code says neither."""
    said = value_of("success", cells.text("stoppay_result"))
    if cells.text("stoppay_fail_reason") or said == "no":
        return "failed"
    return "ok" if said == "yes" else "pending"


def build_subscribers(part: Part, place: Place) -> Built:
    """Whom a phone number is registered to, and until when."""
    built = Built()
    for cells in row_cells(part):
        number = cells.number("own_number")
        if not number:
            built.rejects[cells.row] = "no usable phone number"
            continue
        built.rows["person"].append(
            {
                **place.row(cells.section, cells.line_no),
                "name": cells.text("subscriber_name") or None,
                "id_type": cells.text("own_id_type") or None,
                "id_no": cells.number("subscriber_id_no") or None, "phone": number,
                "address": cells.text("address") or None,
                "agent_name": cells.text("agent_name") or None,
                "valid_to": cells.instant("subscriber_stopped"),
                "extra": dump_extra(cells.others(SUBSCRIBER_TAKEN)),
            }
        )  # fmt: skip
    return built
