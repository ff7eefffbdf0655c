"""Lists: layers, queries, freezes and methods, as rows of texts under their headings.

in     rows from the desk
out    cells in the order of the headings; the same cells go to the screen and to CSV
"""

from __future__ import annotations

from collections.abc import Sequence

from zhanlian.cli.face import Face
from zhanlian.cli.screens.say import DASH, say_account, say_amount, say_code, say_fact, say_moment
from zhanlian.cli.screens.tables import draw_table
from zhanlian.desk import FreezeCandidate, Holding, Layer, MethodTotals, NextQuery

MONEY_COLUMNS = (
    "amount", "strict", "in_amount", "out_amount", "victim", "held", "outside", "balance",
    "from_amount", "range", "minutes", "in_count", "out_count", "accounts", "share", "count",
)  # fmt: skip


def draw_list(
    face: Face,
    group: str,
    rows: Sequence[Sequence[str]],
    *,
    keys: Sequence[int] = (0,),
    titled: str = "",
) -> None:
    """Draw rows under the headings of ``group``, with a title above."""
    columns = face.words.columns(f"{group}.columns")
    if titled:
        face.say(titled, style="bold")
    draw_table(
        face, list(columns.values()), rows, keys=keys,
        right=[text for name, text in columns.items() if name in MONEY_COLUMNS],
    )  # fmt: skip


def layer_cells(face: Face, rows: Sequence[Layer]) -> list[list[str]]:
    """层级账户明细表."""
    return [
        [
            str(number), str(each.layer_no), face.shown(each.holder) or DASH,
            face.shown(each.holder_id_no) or DASH, say_account(face, each.account),
            each.bank or DASH, say_account(face, each.parent), say_moment(each.first_in_at),
            say_moment(each.last_out_at), str(each.in_count),
            say_amount(each.in_minor, each.currency), str(each.out_count),
            say_amount(each.out_minor, each.currency),
            say_amount(each.victim_in_minor, each.currency),
            say_amount(each.victim_held_minor, each.currency),
            say_json(face, each.targets, each.currency), say_code(face, "exit", each.exit_kind),
            say_code(face, "stop", each.stop_reason), say_amount(each.balance_minor, each.currency),
            say_measures(face, each.measures), say_code(face, "", str(each.is_held)),
            face.shown(each.figure),
        ]
        for number, each in enumerate(rows, start=1)
    ]  # fmt: skip


def next_cells(face: Face, rows: Sequence[NextQuery]) -> list[list[str]]:
    """补调清单."""
    return [
        [
            str(each.rank_no), say_account(face, each.account), each.bank or DASH,
            f"{each.from_on or DASH} → {each.to_on or DASH}",
            say_codes(face, "contents", each.contents),
            say_codes(face, "query_reason", each.reason),
            say_amount(each.amount_minor, each.currency), say_code(face, "asked", each.asked),
            face.shown(each.figure),
        ]
        for each in rows
    ]  # fmt: skip


def freeze_cells(face: Face, rows: Sequence[FreezeCandidate]) -> list[list[str]]:
    """止付冻结建议清单."""
    return [
        [
            str(each.rank_no), say_code(face, "account_kind", each.account_kind),
            face.shown(each.holder) or DASH, say_account(face, each.account), each.bank or DASH,
            each.bank_code or DASH,
            say_amount(each.balance_minor, each.currency), say_moment(each.balance_at),
            say_amount(each.victim_minor, each.currency),
            f"{say_amount(each.victim_minor_low)}–{say_amount(each.victim_minor_high)}",
            say_account(face, each.from_account), say_amount(each.from_minor, each.currency),
            say_moment(each.from_at), DASH if each.minutes_since is None else
            f"{each.minutes_since:,}", say_reason(face, each.reason, each.currency),
            say_measures(face, each.measures), say_code(face, "advice", each.advice),
            say_moment(each.expires_at), "", face.shown(each.figure),
        ]
        for each in rows
    ]  # fmt: skip


def totals_cells(face: Face, rows: Sequence[MethodTotals]) -> list[list[str]]:
    """Methods side by side."""
    return [
        [
            f"{say_code(face, 'method', each.method)} {each.version}", each.currency,
            say_amount(each.victim_minor, each.currency),
            say_amount(each.held_minor, each.currency),
            say_amount(each.outside_minor, each.currency),
        ]
        for each in rows
    ]  # fmt: skip


def holding_cells(face: Face, rows: Sequence[Holding]) -> list[list[str]]:
    """Whose money lies in which account."""
    return [
        [
            say_account(face, each.account), face.shown(each.holder) or DASH,
            each.payment or face.words("trace.nobody"),
            say_amount(each.amount_minor, each.currency),
            say_amount(each.strict_minor, each.currency), face.shown(each.figure),
        ]
        for each in rows
    ]  # fmt: skip


def say_codes(face: Face, group: str, codes: str) -> str:
    """Codes separated by commas or blanks, each in words."""
    parts = codes.replace(";", " ").replace(",", " ").split()
    return face.codes("mark.comma").join(say_code(face, group, each) for each in parts) or DASH


def say_measures(face: Face, measures: object) -> str:
    """Measures in force: kind, agency, until when; a dash where there is none."""
    said = [
        " ".join(
            (
                face.codes.value("measure", str(each.get("kind", ""))),
                str(each.get("agency") or ""),
                "→ " + say_moment(each.get("to_at")),
            )
        )
        for each in (measures if isinstance(measures, list) else [])
    ]
    return face.codes("mark.semicolon").join(said) or DASH


def say_reason(face: Face, reason: object, currency: str) -> str:
    """The facts behind an advice; amounts per method stand in a column of their own."""
    if isinstance(reason, dict):
        reason = {name: value for name, value in reason.items() if name != "by_method"}
    return say_json(face, reason, currency)


def say_json(face: Face, value: object, currency: str) -> str:
    """A kept fact in words; a dash where it is empty."""
    return say_fact(face, "", value, currency) if value else DASH
