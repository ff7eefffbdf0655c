"""Bank statements: whole columns at a time, by field and never by place.

in     data rows of a section whose header is mapped
out    entry columns; rows whose time or amount cannot be read are rejected, with the reason
keeps  a sign beside a direction column is red letter unless the whole column repeats the
       direction; a signed amount without a direction column is the direction
source docs/intake.md, How it is decided
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from zhanlian.engines import NOTHING
from zhanlian.intake.cells import AMOUNT_FLAGS, TIME_FLAGS, read_month_day
from zhanlian.intake.cells.columns import (
    PRECISIONS,
    read_amount_column,
    read_date_clock_columns,
    read_time_column,
)
from zhanlian.intake.reading.titles import is_tail, usable_number
from zhanlian.intake.records.built import AMOUNT_MINOR_END, Built, Place
from zhanlian.intake.records.texts import TextFields, as_objects
from zhanlian.intake.synonyms import value_of
from zhanlian.terms import minor_digits

if TYPE_CHECKING:
    from zhanlian.intake.reading.scanner import Part

REDUNDANT_SHARE_MIN = 0.9
Array = np.ndarray[Any, Any]


def build_statement(part: Part, place: Place) -> Built:
    """Entry columns of one part of a bank statement."""
    built = Built()
    texts = TextFields(part)
    _know_tails(part, texts)
    currency = _currencies(texts, part, place)
    at, precision, time_flag = _times(part)
    money = _Money(part, currency)
    too_large = (money.amount != NOTHING) & (np.abs(money.amount) >= AMOUNT_MINOR_END)
    money.flag = np.where(too_large, "too_large", money.flag)
    bad_time, bad_amount = at == NOTHING, (money.amount == NOTHING) | too_large
    for row in np.flatnonzero(bad_time | bad_amount).tolist():
        built.rejects[int(part.rows[row])] = _reason(
            part, row, time_flag if bad_time[row] else money.flag, is_time=bool(bad_time[row])
        )
    keep = ~(bad_time | bad_amount)
    columns = {
        **_identity(texts, part, place), **_counterparty(texts), **_free_texts(texts),
        "booked_at": at, "precision": precision, "amount_minor": money.amount,
        "amount_text": money.text(part), "booked_at_text": _time_text(part),
        "balance_minor": money.balance, "currency": currency, "direction": money.direction(texts),
        "direction_text": texts.get("direction"), "success": _success(texts),
        "moves_balance": np.ones(part.rows.size, dtype=bool), "extra": texts.leftover(),
    }  # fmt: skip
    _apply_sign(part, columns)
    built.columns.append(("entry", {name: values[keep] for name, values in columns.items()}))
    return built


class _Money:
    """Amounts of a part: one signed or unsigned column, or one for each direction."""

    def __init__(self, part: Part, currency: Array) -> None:
        self.part = part
        section = part.section
        digits = minor_digits(str(currency[0])) if currency.size else 2
        self.digits = digits
        self.ins = [self._read(c, digits) for c in section.columns_of("amount_in")]
        self.outs = [self._read(c, digits) for c in section.columns_of("amount_out")]
        plain = [self._read(c, digits) for c in section.columns_of("amount")]
        plain += [self._read(c, 0) for c in section.columns_of("amount_fen")]
        balances = [self._read(c, digits) for c in section.columns_of("balance")]
        self.amount, self.flag = _agreed(plain, part.rows.size)
        self.balance, _ = _agreed(balances, part.rows.size)
        self.side = np.zeros(part.rows.size, dtype=np.int64)
        if self.ins or self.outs:
            self._take_sides()

    def _read(self, column: int, digits: int) -> tuple[Array, Array]:
        digits, factor = self.part.section.scale_of(column, digits)
        read = read_amount_column(self.part.block, column, minor_digits=digits, factor=factor)
        flags = np.array(AMOUNT_FLAGS, dtype=object)[read.flag]
        return read.minor[self.part.rows], flags[self.part.rows]

    def _take_sides(self) -> None:
        came, came_flag = _agreed(self.ins, self.amount.size)
        went, went_flag = _agreed(self.outs, self.amount.size)
        has_in = (came != NOTHING) & (came != 0)
        has_out = (went != NOTHING) & (went != 0)
        is_out = has_out & ~has_in
        either = np.where(is_out | ((came == NOTHING) & ~has_in), went, came)
        both = has_in & has_out
        self.side = np.where(is_out, -1, np.where(has_in, 1, 0))
        known = either != NOTHING
        self.amount = np.where(known & ~both, either, np.where(both, NOTHING, self.amount))
        self.flag = np.where(both, "both sides filled", np.where(known, "", went_flag))
        unsaid = (self.amount == NOTHING) & (self.flag == "")
        self.flag = np.where(unsaid, came_flag, self.flag)

    def direction(self, texts: TextFields) -> Array:
        """What the mark or the column alone says: in, out, own or unknown."""
        if self.ins or self.outs:
            return np.where(self.side < 0, "out", "in").astype(object)
        said = texts.map("direction", _direction)
        return said if said is not None else np.full(self.amount.size, "", dtype=object)

    def text(self, part: Part) -> Array:
        """The amount as written, for the first filled amount column."""
        names = ("amount", "amount_fen", "amount_in", "amount_out")
        columns = [c for name in names for c in part.section.columns_of(name)]
        return _first_texts(part, columns)


def _agreed(reads: list[tuple[Array, Array]], size: int) -> tuple[Array, Array]:
    """Of several columns with one meaning, the filled one; no value where they disagree."""
    value = np.full(size, NOTHING, dtype=np.int64)
    flag = np.full(size, "blank", dtype=object)
    for minor, flags in reads:
        filled = (minor != NOTHING) | (flags != "blank")
        disagree = filled & (value != NOTHING) & (minor != value)
        value = np.where(disagree, NOTHING, np.where(filled, minor, value))
        flag = np.where(disagree, "columns of one name disagree", np.where(filled, flags, flag))
    return value, flag


def _first_texts(part: Part, columns: list[int]) -> Array:
    found = np.full(part.rows.size, None, dtype=object)
    fields = TextFields(part)
    for column in columns:
        texts = fields.written(column)
        blank = np.array([text is None for text in found], dtype=bool)
        found[blank] = texts[blank]
    return found


def _times(part: Part) -> tuple[Array, Array, Array]:
    section, block = part.section, part.block
    posted = section.columns_of("post_date")
    days = section.columns_of("txn_date") or posted
    clocks = section.columns_of("txn_clock")
    whole = section.columns_of("txn_datetime") + section.columns_of("txn_date") + posted
    if days and clocks and not section.columns_of("txn_datetime"):
        reads = [read_date_clock_columns(block, days[0], clocks[0])]
    else:
        first_month = section.conventions.get("date_order") == "month_first"
        columns = list(dict.fromkeys(whole))
        reads = [read_time_column(block, column, month_first=first_month) for column in columns]
    at = np.full(part.rows.size, NOTHING, dtype=np.int64)
    precision = np.full(part.rows.size, "", dtype=object)
    flag = np.full(part.rows.size, "blank", dtype=object)
    for read in reads:
        fresh = (at == NOTHING) & (read.at[part.rows] != NOTHING)
        at = np.where(fresh, read.at[part.rows], at)
        names = np.array(PRECISIONS, dtype=object)[read.precision[part.rows]]
        precision = np.where(fresh, names, precision)
        flags = np.array(TIME_FLAGS, dtype=object)[read.flag[part.rows]]
        flag = np.where((at == NOTHING) & (flags != "blank"), flags, flag)
    _add_years(part, at, precision)
    return at, precision, flag


def _add_years(part: Part, at: Array, precision: Array) -> None:
    """Days without a year take it from the statement's own month, never a later one."""
    year, month = part.section.said.get("year"), part.section.said.get("month")
    if not year:
        return
    names = ("txn_date", "txn_datetime", "post_date")
    columns = [c for name in names for c in part.section.columns_of(name)]
    for place in np.flatnonzero(at == NOTHING).tolist():
        for column in columns:
            text = part.block.text(int(part.rows[place]), column).strip()
            late = month is not None and text[:2].isdigit() and int(text[:2]) > int(month)
            cell = read_month_day(text, year=int(year) - int(late))
            if cell.at is not None:
                at[place], precision[place] = cell.at, cell.precision
                break


def _time_text(part: Part) -> Array:
    section = part.section
    names = ("txn_datetime", "txn_date", "txn_clock", "post_date")
    columns = [c for name in names for c in section.columns_of(name)][:2]
    fields = TextFields(part)
    if section.has("txn_clock") and len(columns) > 1:
        day, clock = fields.written(columns[0]), fields.written(columns[1])
        pairs = zip(day, clock, strict=True)
        return as_objects([f"{d or ''} {c or ''}".strip() for d, c in pairs])
    return _first_texts(part, columns)


def _currencies(texts: TextFields, part: Part, place: Place) -> Array:
    default = part.section.said.get("currency") or place.currency
    said = texts.map("currency", lambda text: value_of("currency", text) or default)
    joined = [c for c in part.section.columns_of("amount") if "币种" in part.section.header[c]]
    if said is None and joined:  # 入账币种/金额: CNY 188.00
        return as_objects([each or default for each in texts.column(joined[0], _code)])
    if said is None:
        return np.full(part.rows.size, default, dtype=object)
    return np.where(said == "", default, said)


def _code(text: str) -> str | None:
    """The currency code in front of an amount."""
    return value_of("currency", text[:3]) or None


def _direction(text: str) -> str:
    said = value_of("direction", text)
    return {"own_move": "own", "in": "in", "out": "out"}.get(said, "unknown")


def _success(texts: TextFields) -> Array:
    said = texts.map("success_flag", lambda text: value_of("success", text) or "unknown")
    if said is None:
        return np.full(texts.size, "unknown", dtype=object)
    return np.where(said == "", "unknown", said)


def _identity(texts: TextFields, part: Part, place: Place) -> dict[str, Array]:
    section = part.section
    size = part.rows.size
    lines = part.block.line_no[part.rows]
    base = place.entry_id(0)
    step = place.entry_id(1) - base
    card, account = _whole(texts.number("own_card")), _whole(texts.number("own_account"))
    nobody = np.array([c is None and a is None for c, a in zip(card, account, strict=True)])
    titled = usable_number(section.said.get("own_number", ""))
    stand_in = f"statement:{section.section_id}" if not titled or is_tail(titled) else titled
    account[nobody] = stand_in
    name = texts.get("own_name")
    if section.said.get("own_name"):
        name[np.array([text is None for text in name], dtype=bool)] = section.said["own_name"]
    bank = texts.get("acct_bank")
    bank[np.array([text is None for text in bank], dtype=bool)] = place.path_said.get("bank")
    return {
        "entry_id": (base + lines * step).astype(np.int64),
        "file_id": np.full(size, place.file_id, dtype=np.int64),
        "sheet_no": np.full(size, place.sheet_no, dtype=np.int64), "line_no": lines,
        "section_id": np.full(size, section.section_id, dtype=np.int64),
        "kind": np.full(size, section.kind, dtype=object),
        "own_scheme": np.full(size, "bank", dtype=object), "own_card": card,
        "own_account": account, "own_name": name, "own_id_no": texts.number("own_id_no"),
        "bank": bank, "zone": np.full(size, "UTC+8", dtype=object),
        "request_no": np.full(size, place.path_said.get("task"), dtype=object),
    }  # fmt: skip


def _know_tails(part: Part, texts: TextFields) -> None:
    """A card column that holds only last digits is kept as what it is: a tail."""
    for column in part.section.columns_of("own_card"):
        cards = [each for each in texts.column(column) if each is not None]
        if cards and all(is_tail(each) for each in cards):
            part.section.mapping[column] = "own_card_tail"


def _whole(numbers: Array) -> Array:
    """Numbers without those that are only the last digits of a card: tails never link."""
    return as_objects([None if each is None or is_tail(each) else each for each in numbers])


def _counterparty(texts: TextFields) -> dict[str, Array]:
    number, number_text = _whole(texts.number("cp_account")), texts.get("cp_account")
    card, card_text = _whole(texts.number("cp_card")), texts.get("cp_card")
    empty = np.array([text is None for text in number], dtype=bool)
    number[empty] = card[empty]
    name = texts.get("cp_name")
    joined_name, joined_number = texts.split_joined("cp_name_and_account")
    unnamed = np.array([text is None for text in name], dtype=bool)
    name[unnamed] = joined_name[unnamed]
    empty = np.array([text is None for text in number], dtype=bool)
    told = as_objects([usable_number(each or "") or None for each in joined_number])
    number[empty] = _whole(told)[empty]
    seen = zip(number_text, card_text, joined_number, strict=True)
    both = [a or b or c for a, b, c in seen]
    shown = np.array(
        [None if usable else text for usable, text in zip(number, both, strict=True)], dtype=object
    )
    return {
        "cp_scheme": as_objects([None if each is None else "bank" for each in number]),
        "cp_number": number, "cp_number_text": shown, "cp_name": name,
        "cp_id_no": texts.number("cp_id_no"), "cp_bank": texts.get("cp_bank"),
    }  # fmt: skip


def _free_texts(texts: TextFields) -> dict[str, Array]:
    named = {
        name: texts.get(name)
        for name in ("summary", "remark", "txn_type", "ip", "terminal_no", "merchant_name",
                     "merchant_no", "cash_flag", "channel")
    }  # fmt: skip
    unsaid = np.array([text is None for text in named["remark"]], dtype=bool)
    named["remark"][unsaid] = texts.get("postscript")[unsaid]
    mac = texts.map("mac", lambda text: text.replace("-", "").replace(":", "").upper())
    if mac is not None:
        mac = as_objects([each or None for each in mac])
    nothing = np.full(texts.size, None, dtype=object)
    return {
        **named, "mac": nothing if mac is None else mac, "serial": texts.number("serial_no"),
        "order_no": nothing, "place": texts.get("txn_place"),
    }  # fmt: skip


def _apply_sign(part: Part, columns: dict[str, Array]) -> None:
    """Settle what a minus sign means in this section, and say so in its conventions."""
    amount, direction = columns["amount_minor"], columns["direction"]
    section = part.section
    if section.has("amount_in") or section.has("amount_out"):
        section.conventions.setdefault("amount", "two columns, one for each direction")
        return
    if (direction == "").all():
        is_card = section.said.get("account_kind") == "credit" or _looks_like_card(part)
        section.conventions.setdefault(
            "amount", "signed, plus is spending (credit card)" if is_card else "signed"
        )
        spends = amount > 0 if is_card else amount < 0
        columns["direction"] = np.where(spends, "out", "in").astype(object)
        columns["amount_minor"] = np.where(amount == NOTHING, NOTHING, np.abs(amount))
        return
    outs, ins = amount[direction == "out"], amount[direction == "in"]
    if "amount" not in section.conventions:
        repeats = outs.size > 1 and (outs < 0).mean() >= REDUNDANT_SHARE_MIN and (ins >= 0).all()
        section.conventions["amount"] = (
            "signed beside a direction that says the same" if repeats
            else "unsigned beside a direction; minus is red letter"
        )  # fmt: skip
    if section.conventions["amount"].startswith("signed beside"):
        columns["amount_minor"] = np.where(amount == NOTHING, NOTHING, np.abs(amount))


def _looks_like_card(part: Part) -> bool:
    """Two dates and no balance is how card statements look; their plus is spending."""
    section = part.section
    two_days = section.has("post_date") and (section.has("txn_date") or section.has("txn_datetime"))
    return two_days and not section.has("balance")


def _reason(part: Part, row: int, flag: Array, *, is_time: bool) -> str:
    names = (
        ("txn_datetime", "txn_date", "post_date") if is_time
        else ("amount", "amount_fen", "amount_in", "amount_out")
    )  # fmt: skip
    columns = [c for name in names for c in part.section.columns_of(name)]
    shown = [part.block.text(int(part.rows[row]), column).strip() for column in columns]
    text = next((each for each in shown if each), "")
    return f"{'time' if is_time else 'amount'} not readable ({flag[row] or 'blank'}): {text!r}"
