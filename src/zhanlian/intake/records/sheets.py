"""Account, person, measure and task sheets, row by row.

source docs/intake.md, Which layouts are read (bank_accounts, persons, measures, tasks)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from zhanlian.intake.cells import split_card_list
from zhanlian.intake.reading.cells import RowCells, row_cells
from zhanlian.intake.reading.titles import is_tail
from zhanlian.intake.records.built import Built, Place, dump_extra
from zhanlian.intake.synonyms import value_of

if TYPE_CHECKING:
    from zhanlian.intake.reading.scanner import Part

ACCOUNT_FIELDS = frozenset(
    "own_account own_card own_name own_id_no main_account_no sub_account_no acct_balance "
    "acct_available acct_status acct_type currency acct_open_time acct_close_time acct_bank "
    "acct_last_txn sub_account_kind balance".split()
)
PERSON_FIELDS = frozenset(
    "person_name person_id_no person_phone own_name own_id_no own_id_type acct_contact "
    "person_home_addr person_home_phone person_work_unit person_agent_id".split()
)


def build_accounts(part: Part, place: Place) -> Built:
    """Rows of 账户信息: the only reliable card-to-account map."""
    built = Built()
    for cells in row_cells(part):
        row = _account(cells, place, scheme="bank")
        if not (row["account"] or row["card"]):
            built.rejects[cells.row] = "no usable account or card number"
            continue
        built.rows["account_sheet"].append(row)
    return built


def build_sub_accounts(part: Part, place: Place) -> Built:
    """Rows of 关联子账户信息: parts of a main account, never added to it again."""
    built = Built()
    for cells in row_cells(part):
        row = _account(cells, place, scheme="bank")
        row["parent_account"] = cells.number("main_account_no", "own_account")
        row["account"] = cells.number("sub_account_no") or row["account"]
        row["card"] = None
        row["kind"] = cells.text("sub_account_kind", "acct_type")
        built.rows["account_sheet"].append(row)
    return built


def _account(cells: RowCells, place: Place, *, scheme: str) -> dict[str, Any]:
    currency = value_of("currency", cells.text("currency")) or place.currency
    return {
        **place.row(cells.section, cells.line_no), "part": 0, "scheme": scheme,
        "account": _whole(cells, "own_account", scheme), "card": _whole(cells, "own_card", scheme),
        "relation": "same", "holder_name": cells.text("own_name") or None,
        "holder_id_no": cells.number("own_id_no") or None,
        "bank": cells.text("acct_bank") or place.path_said.get("bank"),
        "kind": value_of("account_kind", cells.text("acct_type")) or cells.text("acct_type"),
        "opened_at": cells.instant("acct_open_time"),
        "closed_at": cells.instant("acct_close_time"),
        "status": value_of("account_status", cells.text("acct_status"))
        or cells.text("acct_status"),
        "balance_minor": cells.money("acct_balance", "balance").minor,
        "available_minor": cells.money("acct_available").minor,
        "currency": currency, "last_txn_at": cells.instant("acct_last_txn"),
        "extra": dump_extra(cells.others(ACCOUNT_FIELDS)),
    }  # fmt: skip


def _whole(cells: RowCells, name: str, scheme: str) -> str | None:
    """A bank's number unless it is only the last digits of one: tails never link."""
    number = cells.number(name)
    return None if not number or (scheme == "bank" and is_tail(number)) else number


def build_people(part: Part, place: Place) -> Built:
    """Rows of 人员信息, 联系方式, 住址."""
    built = Built()
    for cells in row_cells(part):
        built.rows["person"].append(
            {
                **place.row(cells.section, cells.line_no),
                "name": cells.text("person_name", "own_name") or None,
                "id_type": cells.text("own_id_type") or None,
                "id_no": cells.number("person_id_no", "own_id_no") or None,
                "phone": cells.number("person_phone", "acct_contact", "person_home_phone") or None,
                "address": cells.text("person_home_addr", "acct_address") or None,
                "employer": cells.text("person_work_unit") or None,
                "agent_name": cells.text("acct_agent_name") or None,
                "extra": dump_extra(cells.others(PERSON_FIELDS)),
            }
        )
    return built


def build_measures(part: Part, place: Place) -> Built:
    """Rows of 强制措施: several agencies may queue; only the first in force binds."""
    built = Built()
    taken = frozenset(
        "freeze_account freeze_kind freeze_seq freeze_agency freeze_from freeze_to freeze_amount "
        "own_account acct_bank".split()
    )
    for cells in row_cells(part):
        kind = value_of("measure", cells.text("freeze_kind")) or "unknown"
        waiting = cells.text("freeze_queue", "remark")
        if kind == "freeze" and value_of("measure", waiting) == "queued_freeze":
            kind = "queued_freeze"
        built.rows["measure"].append(
            {
                **place.row(cells.section, cells.line_no),
                "account": cells.number("freeze_account", "own_account") or None,
                "bank": cells.text("acct_bank") or place.path_said.get("bank"), "kind": kind,
                "rank_no": cells.text("freeze_seq") or None,
                "agency": cells.text("freeze_agency") or None,
                "from_at": cells.instant("freeze_from"), "to_at": cells.instant("freeze_to"),
                "amount_minor": cells.money("freeze_amount", "amount").minor,
                "currency": place.currency, "extra": dump_extra(cells.others(taken)),
            }
        )  # fmt: skip
    return built


def build_tasks(part: Part, place: Place) -> Built:
    """Rows of 任务信息: what was asked, what came, what failed and why."""
    built = Built()
    for cells in row_cells(part):
        result = cells.text("task_result")
        outcome = {"yes": "ok", "no": "failed"}.get(value_of("success", result), "pending")
        rows_said = cells.text("task_rows_detail")
        built.rows["request"].append(
            {
                **place.row(cells.section, cells.line_no),
                "request_no": cells.text("request_no") or None,
                "task_no": cells.text("task_no") or None,
                "bank": cells.text("acct_bank", "bank_name") or None,
                "number": cells.number("own_card", "own_account", "own_id_no") or None,
                "sent_at": cells.instant("task_sent"), "replied_at": cells.instant("task_returned"),
                "outcome": outcome,
                "reason": cells.text("task_fail_reason", "task_query_result")
                if outcome == "failed" else None,
                "row_count_said": int(rows_said) if rows_said.isdigit() else None,
                "extra": dump_extra(cells.others(frozenset())),
            }
        )  # fmt: skip
    return built


def build_registration(part: Part, place: Place) -> Built:
    """Wallet registrations: holder, bound cards (links, not identity), former holders."""
    built = Built()
    scheme = "alipay" if part.section.kind.startswith("alipay") else "tenpay"
    held: dict[str, Any] = {}
    for cells in row_cells(part):
        row = _account(cells, place, scheme=scheme)
        row["account"] = cells.number("user_id", "own_account", "own_user", "own_card") or None
        row["card"] = None
        row["opened_at"] = cells.instant("acct_open_time")
        row["valid_to"] = cells.instant("acct_close_time")
        row["available_minor"] = cells.money("acct_available").minor
        if row["account"]:
            held = row
            built.rows["account_sheet"].append(row)
            _add_names(built, cells, held)
            _add_person(built, cells, place, row)
        elif not held:
            built.rejects[cells.row] = "no wallet number above this row"
            continue
        _add_bound(built, cells, held)
    return built


def _add_names(built: Built, cells: RowCells, held: dict[str, Any]) -> None:
    names = [cells.number("login_email"), cells.number("login_phone")]
    for number, name in enumerate([name for name in names if name], start=1):
        built.rows["account_sheet"].append(
            {**held, "line_no": cells.line_no, "part": number, "alias": name, "extra": None}
        )
    related = cells.text("related_accounts")
    if related:
        held["extra"] = dump_extra({"related_accounts": related})


def _add_bound(built: Built, cells: RowCells, held: dict[str, Any]) -> None:
    cards = [(cells.text("bind_bank", "acct_bank"), cells.number("bind_card", "own_card"))]
    cards += [(bank, number) for _, bank, number in split_card_list(cells.text("bind_cards"))]
    for number, (bank, card) in enumerate([each for each in cards if each[1]], start=10):
        if card == held["account"]:
            continue
        built.rows["account_sheet"].append(
            {
                **held, "line_no": cells.line_no, "part": number, "card": card, "bank": bank,
                "relation": "bound", "alias": None, "extra": None,
                "valid_from": cells.instant("bind_time"),
                "valid_to": cells.instant("unbind_time") or held.get("valid_to"),
            }
        )  # fmt: skip


def _add_person(built: Built, cells: RowCells, place: Place, row: dict[str, Any]) -> None:
    built.rows["person"].append(
        {
            **place.row(cells.section, cells.line_no), "name": row["holder_name"],
            "id_no": row["holder_id_no"], "id_type": cells.text("own_id_type") or None,
            "phone": cells.number("bind_phone", "login_phone") or None,
            "valid_to": row["valid_to"],
        }
    )  # fmt: skip
