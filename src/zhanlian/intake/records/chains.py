"""Token transfers: one row is a whole movement from one address to another.

keeps  a token is what its contract says, never what its symbol says; reverted rows failed
source docs/intake.md, Which layouts are read (token_transfers)
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from zhanlian.intake.cells import read_time
from zhanlian.intake.reading.cells import RowCells, row_cells
from zhanlian.intake.records.built import Built, Place, dump_extra
from zhanlian.intake.records.entries import new_entry
from zhanlian.terms import CHINA_OFFSET_S

if TYPE_CHECKING:
    from zhanlian.intake.reading.scanner import Part

REAL_TOKENS = {
    "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t": ("USDT", "chain:tron"),
    "0xdac17f958d2ee523a2206206994597c13d831ec7": ("USDT", "chain:ethereum"),
}
TAKEN = frozenset(
    "from_addr to_addr amount time_utc time_utc8 token_symbol token_contract status tx_hash".split()
)


def build_tokens(part: Part, place: Place) -> Built:
    """Rows seen from the address the export is about, where one address is in every row."""
    built = Built()
    rows = list(row_cells(part))
    subject = _subject(rows)
    for cells in rows:
        contract = cells.text("token_contract")
        token, scheme = REAL_TOKENS.get(_folded(contract), ("", ""))
        entry = new_entry(
            built,
            cells,
            place,
            scheme=scheme or _scheme(contract),
            currency="USDT",
            time_fields=("time_utc", "time_utc8", "unix_time"),
        )
        if entry is None:
            continue
        at = _utc_moment(cells)
        entry["booked_at"] = at if at is not None else entry["booked_at"]
        entry["zone"] = "UTC" if cells.text("time_utc") else "UTC+8"
        _sides(entry, cells, subject)
        entry["serial"] = cells.text("tx_hash") or None
        entry["order_no"] = f"{cells.text('from_addr')}>{cells.text('to_addr')}"
        entry["txn_type"] = "token" if token else "fake_token"
        entry["summary"] = cells.text("token_symbol") or None
        extra = {"contract": contract, **cells.others(TAKEN)}
        entry["extra"] = dump_extra(extra)
        built.rows["entry"].append(entry)
    return built


def _subject(rows: list[RowCells]) -> str:
    """The address in every row, if there is one; else nobody's side is taken."""
    count: Counter[str] = Counter()
    for cells in rows:
        count.update({cells.text("from_addr"), cells.text("to_addr")} - {""})
    address, times = count.most_common(1)[0] if count else ("", 0)
    return address if times == len(rows) and len(rows) > 1 else ""


def _sides(entry: dict[str, Any], cells: RowCells, subject: str) -> None:
    payer, payee = cells.text("from_addr"), cells.text("to_addr")
    is_in = bool(subject) and payee == subject and payer != subject
    entry["direction"] = "in" if is_in else "out"
    entry["own_account"], entry["cp_number"] = (payee, payer) if is_in else (payer, payee)
    entry["cp_scheme"] = entry["own_scheme"]


def _utc_moment(cells: RowCells) -> int | None:
    if cells.text("time_utc"):
        return read_time(cells.text("time_utc"), utc_offset_s=0).at
    if cells.text("time_utc8"):
        return read_time(cells.text("time_utc8"), utc_offset_s=CHINA_OFFSET_S).at
    return read_time(cells.text("unix_time"), allow_epoch=True).at


def _folded(contract: str) -> str:
    return contract.lower() if contract.startswith("0x") else contract


def _scheme(contract: str) -> str:
    return "chain:ethereum" if contract.startswith("0x") else "chain:tron"
