"""A new entry from one row: the fields every statement shares, read the same way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from zhanlian.intake.cells import AmountCell, read_amount, read_date_and_clock, read_time
from zhanlian.intake.records.built import AMOUNT_MINOR_END, Built, Place, dump_extra
from zhanlian.intake.synonyms import normalise_header, value_of
from zhanlian.terms import CHINA_OFFSET_S, minor_digits

if TYPE_CHECKING:
    from zhanlian.intake.cells import TimeCell
    from zhanlian.intake.reading.cells import RowCells

TIME_FIELDS = ("txn_datetime", "paid_time", "created_time", "txn_date", "post_date")
READ_FIELDS = frozenset(
    "own_card own_account own_name own_id_no txn_datetime txn_date txn_clock amount amount_in "
    "amount_out amount_fen balance balance_fen direction currency success_flag cp_user cp_name "
    "cp_account cp_card cp_bank cp_id_no summary goods remark txn_type txn_use serial_no txn_id "
    "ip mac terminal_no merchant_name merchant_no txn_place cash_flag own_user user_id status "
    "cp_bank_card own_bank_card cp_receive_amount_fen pay_method paid_time row_no".split()
)


def new_entry(  # noqa: PLR0913  each option is a fact of a layout
    built: Built,
    cells: RowCells,
    place: Place,
    *,
    scheme: str,
    currency: str = "",
    in_fen: bool = False,
    utc: bool = False,
    amount_field: str = "amount",
    time_fields: tuple[str, ...] = TIME_FIELDS,
) -> dict[str, Any] | None:
    """The shared columns of an entry; None (and a reject) where time or amount cannot be read."""
    unit = currency or value_of("currency", cells.text("currency")) or place.currency
    at = _moment(cells, time_fields, 0 if utc else CHINA_OFFSET_S)
    text = cells.text("amount_fen" if in_fen else amount_field)
    amount, side = (
        (read_amount(text, minor_digits=0), "") if in_fen
        else (cells.money(amount_field, minor_digits=minor_digits(unit)), "")
    )  # fmt: skip
    if not text:
        amount, side, text = _sided(cells, minor_digits(unit))
    if amount.minor is not None and abs(amount.minor) >= AMOUNT_MINOR_END:
        amount = AmountCell(None, "too_large")
    if at.at is None or amount.minor is None:
        what = "time" if at.at is None else "amount"
        flag = at.flag if at.at is None else amount.flag
        shown = cells.text(*time_fields) if at.at is None else text
        built.rejects[cells.row] = f"{what} not readable ({flag}): {shown!r}"
        return None
    direction_text = cells.text("direction")
    balance = (
        read_amount(cells.text("balance_fen"), minor_digits=0) if in_fen
        else cells.money("balance", minor_digits=minor_digits(unit))
    )  # fmt: skip
    return {
        "entry_id": place.entry_id(cells.line_no), **place.row(cells.section, cells.line_no),
        "kind": cells.section.kind, "own_scheme": scheme, "own_card": None, "own_account": None,
        "own_name": cells.text("own_name") or None, "own_id_no": cells.number("own_id_no") or None,
        "bank": {"tenpay": "财付通", "alipay": "支付宝"}.get(scheme, place.path_said.get("bank")),
        "booked_at": at.at, "booked_at_text": cells.text(*time_fields), "precision": at.precision,
        "zone": "UTC" if utc else "UTC+8", "amount_minor": amount.minor, "amount_text": text,
        "currency": unit, "direction_text": direction_text or None,
        "direction": side or _direction(direction_text, cells), "balance_minor": balance.minor,
        "success": value_of("success", cells.text("success_flag", "status")) or "unknown",
        "cp_scheme": None, "cp_number": None, "cp_number_text": None, "cp_name": None,
        "cp_id_no": None, "cp_bank": None, "summary": None,
        "remark": " ".join(filter(None, [cells.text("remark"), cells.text("remark2")])) or None,
        "txn_type": None, "serial": None, "order_no": None, "channel": None,
        "moves_balance": True, "ip": cells.text("ip") or None, "mac": None, "terminal_no": None,
        "merchant_name": None, "merchant_no": None, "place": None, "cash_flag": None,
        "request_no": place.path_said.get("task"), "extra": dump_extra(cells.others(READ_FIELDS)),
    }  # fmt: skip


def _sided(cells: RowCells, digits: int) -> tuple[AmountCell, str, str]:
    """The amount of the one filled column of two, its direction and its text.

    Under a header that ends in (-) a minus only repeats the header.
    """
    filled = {
        side: money
        for side, name in (("in", "amount_in"), ("out", "amount_out"))
        if (money := cells.money(name, minor_digits=digits)).flag != "blank" and money.minor != 0
    }
    if len(filled) != 1:
        return AmountCell(None, "both sides filled" if filled else "blank"), "", ""
    side, money = next(iter(filled.items()))
    headers = [cells.section.header[c] for c in cells.columns[f"amount_{side}"]]
    if money.minor is not None and any("(-)" in normalise_header(name) for name in headers):
        money = AmountCell(abs(money.minor), money.flag, money.currency)
    return money, side, cells.text(f"amount_{side}")


def _moment(cells: RowCells, names: tuple[str, ...], offset_s: int) -> TimeCell:
    clock = cells.text("txn_clock")
    day = cells.text("txn_date")
    if clock and day:
        return read_date_and_clock(day, clock, utc_offset_s=offset_s)
    return read_time(cells.text(*names), utc_offset_s=offset_s)


def _direction(text: str, cells: RowCells) -> str:
    said = value_of("direction", text)
    if not text and cells.section.has("direction"):
        raw = [cells.block.text(cells.row, column) for column in cells.columns["direction"]]
        said = value_of("direction", raw[0].strip()) if raw else ""
    return {"own_move": "own", "in": "in", "out": "out"}.get(said, "unknown")
