"""Walks: where money lies, which way it went, how far it could have gone, patterns found.

in     rows from the desk's walks
out    tables under a sentence that says what they are, and what they are not
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from zhanlian.cli.face import Face
from zhanlian.cli.screens.say import DASH, say_account, say_amount, say_code, say_moment
from zhanlian.cli.screens.tables import draw_table
from zhanlian.desk import walks

RIGHT = ("amount", "hop", "transfers", "accounts", "rank", "minutes", "layer")
KEYS = {"places": (0, 1), "transfers": (0, 1), "paths": (0,), "rows": (0, 1), "accounts": (1,),
        "patterns": (0, 1)}  # fmt: skip
MINUTE_US = 60_000_000


def draw_alert(face: Face, found: walks.Alerted) -> None:
    """Where the payment lies, in the order of freezing."""
    face.say(
        face.words(
            "walk.alert",
            account=say_account(face, found.account),
            at=say_moment(found.at),
            amount=say_amount(found.amount_minor, found.currency),
        ),
        style="bold",
    )
    _draw(face, "places", [_place(face, each, found.currency) for each in found.places])
    if any(each.is_end for each in found.places):
        face.say(face.words("walk.ends"))


def _place(face: Face, each: walks.PlacedMoney, currency: str) -> list[str]:
    path = each.paths[0] if each.paths else ()
    more = f" +{len(each.paths) - 1}" if len(each.paths) > 1 else ""
    return [
        str(each.rank_no), say_account(face, each.account), face.shown(each.holder) or DASH,
        each.bank or DASH, say_amount(each.amount_minor, currency), say_moment(each.last_at),
        str(each.hop), face.words("walk.end" if each.is_end else "walk.account"),
        (" → ".join(path) or DASH) + more,
    ]  # fmt: skip


def draw_route(face: Face, found: walks.Routed) -> None:
    """Which way the payment went, and where it lies."""
    said = face.words(
        "walk.route", payment=found.payment,
        amount=say_amount(found.amount_minor, found.currency),
        method=say_code(face, "method", found.method),
    )  # fmt: skip
    face.say(said, style="bold")
    _draw(face, "transfers", [_step(face, each, found.currency) for each in found.transfers])
    face.say(face.words("walk.lies"), style="bold")
    rows = [
        [say_account(face, each.account), say_amount(each.amount_minor, found.currency),
         " → ".join(each.transfers) or face.words("walk.no_path")]
        for each in found.paths
    ]  # fmt: skip
    _draw(face, "paths", rows)


def _step(face: Face, each: walks.RoutedTransfer, currency: str) -> list[str]:
    minutes = DASH if each.dwell_us is None else f"{each.dwell_us // MINUTE_US:,}"
    return [
        DASH if each.hop is None else str(each.hop), each.transfer, say_account(face, each.payer),
        say_account(face, each.payee), say_moment(each.moved_at),
        say_amount(each.amount_minor, currency), minutes,
    ]  # fmt: skip


def draw_expansion(face: Face, found: walks.Expanded) -> None:
    """How far money could have gone, and what a limit cut off."""
    said = face.words(
        "walk.expansion", account=say_account(face, found.account), at=say_moment(found.at),
        rows=len(found.rows), accounts=len(found.accounts),
    )  # fmt: skip
    face.say(said, style="bold")
    rows = [
        [str(each.hop), each.transfer, each.parent or DASH, say_account(face, each.payer),
         say_account(face, each.payee), say_moment(each.moved_at),
         say_amount(each.amount_minor, found.currency)]
        for each in found.rows
    ]  # fmt: skip
    _draw(face, "rows", rows)
    accounts = [
        [
            str(each.layer_no),
            say_account(face, each.account),
            face.words.value("walk_stop", each.stop),
        ]
        for each in found.accounts
    ]
    _draw(face, "accounts", accounts)
    for transfer, why in found.cut:
        reason = face.words.value("walk_cut", why)
        face.say(face.words("walk.cut", transfer=transfer, why=reason))


def pattern_cells(face: Face, rows: Sequence[walks.PatternHit]) -> list[list[str]]:
    """Patterns, a line each."""
    return [
        [
            face.words.value("walk_pattern", each.pattern),
            say_account(face, each.hub) or DASH, say_account(face, each.second) or DASH,
            say_moment(each.from_at), say_moment(each.to_at),
            say_amount(each.amount_minor, each.currency), str(each.transfer_count),
            str(each.account_count), " ".join(each.transfers), face.shown(each.figure),
        ]
        for each in rows
    ]  # fmt: skip


def draw_patterns(face: Face, cells: list[list[str]], csv: Path | None) -> None:
    """The patterns found, or that there are none."""
    face.say(face.words("walk.patterns" if cells else "walk.no_patterns", count=len(cells)))
    _draw(face, "patterns", cells)
    if csv is not None:
        face.say(face.words("next.saved", path=csv, count=len(cells)))


def _draw(face: Face, group: str, rows: Sequence[Sequence[str]]) -> None:
    if not rows:
        return
    columns = face.words.columns(f"walk_columns.{group}")
    right = [text for name, text in columns.items() if name in RIGHT]
    draw_table(face, list(columns.values()), rows, keys=KEYS[group], right=right)
