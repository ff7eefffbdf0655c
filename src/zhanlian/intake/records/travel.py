"""Calls, crossings, tickets, stays and logins, row by row.

source docs/intake.md, Which layouts are read (call_records to travel_documents)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhanlian.intake.cells import read_cell, read_date_and_clock, read_duration, read_phone
from zhanlian.intake.reading.cells import RowCells, row_cells
from zhanlian.intake.records.built import Built, Place, dump_extra
from zhanlian.intake.synonyms import value_of

if TYPE_CHECKING:
    from zhanlian.intake.reading.scanner import Part

CALL_ROLES = {
    "caller": "caller", "callee": "callee", "forward": "forward", "sms_out": "message_out",
    "sms_in": "message_in", "intl_in": "callee",
}  # fmt: skip


def build_calls(part: Part, place: Place) -> Built:
    """Call and message records; zero durations stay, they are unanswered calls."""
    built = Built()
    own_said = part.section.said.get("own_number", "")
    for cells in row_cells(part):
        started = cells.instant("sms_time", "start_time", "txn_datetime")
        kind_text = cells.text("call_kind", "cdr_kind")
        role = _role(cells)
        if started is None:
            built.rejects[cells.row] = f"time not readable: {cells.text('start_time')!r}"
            continue
        duration = read_duration(cells.text("duration"))
        other = read_phone(cells.text("cp_number", "cp_account"))
        built.rows["call"].append(
            {
                **place.row(cells.section, cells.line_no),
                "kind": "message" if "短信" in kind_text or role.startswith("message") else "call",
                "role": role,
                "is_international": other.flag == "international" or "国际" in _all(cells),
                "own_number": read_phone(cells.text("own_number") or own_said).text or None,
                "other_number": other.text or None,
                "third_number": read_phone(cells.text("forward_number")).text or None,
                "started_at": started, "started_at_text": cells.text("start_time", "sms_time"),
                "duration_s": duration.duration_s, "imei": cells.number("own_imei") or None,
                "imsi": cells.number("own_imsi") or None, "cell": _radio_cell(cells),
                "place": cells.text("own_place") or None,
                "extra": dump_extra(cells.others(frozenset({"row_no"}))),
            }
        )  # fmt: skip
    return built


def _all(cells: RowCells) -> str:
    return cells.text("call_kind") + cells.text("cdr_kind") + cells.text("txn_type")


def _role(cells: RowCells) -> str:
    is_message = "短信" in cells.text("call_kind")
    for name in ("cdr_kind", "call_kind", "direction"):
        text = cells.text(name)
        role = CALL_ROLES.get(value_of("cdr_kind", text), "")
        if role and is_message:
            return "message_in" if role == "callee" else "message_out"
        if role:
            return role
    return "unknown"


def _radio_cell(cells: RowCells) -> str | None:
    combined = cells.text("own_cell")
    lac = cells.text("own_lac")
    cell = read_cell(lac, combined or None) if lac else read_cell(combined)
    return cell.text or None


def build_crossings(part: Part, place: Place) -> Built:
    """Border crossings; pairing them to stays abroad is not done here."""
    built = Built()
    for cells in row_cells(part):
        at = cells.instant("cross_datetime")
        if at is None:
            at = read_date_and_clock(cells.text("cross_date"), cells.text("cross_time")).at
        if at is None:
            built.rejects[cells.row] = "crossing time not readable"
            continue
        built.rows["crossing"].append(
            {
                **place.row(cells.section, cells.line_no), "name": cells.text("name") or None,
                "id_no": cells.number("id_no") or None,
                "document_type": cells.text("doc_kind") or None,
                "document_no": cells.number("doc_no") or None, "crossed_at": at,
                "direction": value_of("cross_dir", cells.text("cross_dir")) or "unknown",
                "port": cells.text("port", "checkpoint") or None,
                "country": cells.text("country") or None,
                "vehicle": " ".join(
                    filter(None, [cells.text("transport_mode"), cells.text("transport_no")])
                ) or None,
                "extra": dump_extra(cells.others(frozenset())),
            }
        )  # fmt: skip
    return built


def build_journeys(part: Part, place: Place) -> Built:
    """Tickets; refunded and rebooked ones stay, marked."""
    built = Built()
    for cells in row_cells(part):
        departs = read_date_and_clock(cells.text("depart_date"), cells.text("depart_time"))
        status = value_of("ticket_status", cells.text("ticket_status")) or "valid"
        if cells.text("refund_time", "refund_date"):
            status = "refunded"
        elif cells.text("rebook_ticket"):
            status = "rebooked"
        built.rows["journey"].append(
            {
                **place.row(cells.section, cells.line_no), "name": cells.text("name") or None,
                "id_no": cells.number("id_no", "doc_no") or None,
                "service": cells.text("train_no", "flight_no") or None, "departs_at": departs.at,
                "from_place": cells.text("from_station", "from_airport") or None,
                "to_place": cells.text("to_station", "to_airport") or None,
                "coach": cells.text("coach") or None, "seat": cells.text("seat") or None,
                "order_no": cells.text("order_no", "pnr") or None,
                "buyer_name": cells.text("buyer_name") or None,
                "buyer_id_no": cells.number("buyer_id_no") or None,
                "bought_at": cells.instant("sold_time", "ticket_time"),
                "ticket_no": cells.text("ticket_no") or None, "status": status,
                "extra": dump_extra(cells.others(frozenset())),
            }
        )  # fmt: skip
    return built


def build_stays(part: Part, place: Place) -> Built:
    """Hotel stays."""
    built = Built()
    for cells in row_cells(part):
        built.rows["stay"].append(
            {
                **place.row(cells.section, cells.line_no), "name": cells.text("name") or None,
                "id_no": cells.number("id_no", "doc_no") or None,
                "hotel": cells.text("hotel_name") or None,
                "hotel_no": cells.text("hotel_code") or None,
                "room": cells.text("room_no") or None,
                "from_at": cells.instant("checkin", "checkin_time"),
                "to_at": cells.instant("checkout"),
                "extra": dump_extra(cells.others(frozenset())),
            }
        )  # fmt: skip
    return built


def build_logins(part: Part, place: Place) -> Built:
    """Login tracks; the account is in the row, the titles or the path."""
    built = Built()
    for cells in row_cells(part):
        at = cells.instant("login_time", "op_time", "txn_datetime")
        if at is None:
            built.rejects[cells.row] = "login time not readable"
            continue
        account = cells.number("login_account", "user_id", "own_account")
        built.rows["login"].append(
            {
                **place.row(cells.section, cells.line_no),
                "account": account or place.path_said.get("subject"), "logged_in_at": at,
                "ip": cells.text("ip", "login_ip") or None,
                "device": cells.text("device_id", "login_device") or None,
                "extra": dump_extra(cells.others(frozenset())),
            }
        )  # fmt: skip
    return built
