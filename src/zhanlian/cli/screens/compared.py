"""Compared: what several methods say together, statements first, then the amounts.

keeps  an upper bound never stands without its caveat; what is not there has no heading
"""

from __future__ import annotations

from collections.abc import Sequence

from zhanlian.cli.face import Face
from zhanlian.cli.screens.say import DASH, say_account, say_amount
from zhanlian.cli.screens.tables import draw_table
from zhanlian.desk import Comparison, Sensitivity, Statement

KEYS = {"cells": (0, 2), "conversions": (0, 1, 2), "origins": (0, 3, 4)}
RIGHT = ("main", "low", "high", "spread", "strict", "upper", "count", "gone", "came", "amount")


def draw_comparison(face: Face, compared: Comparison) -> None:
    """Draw statements, gains and losses, sensitivity, bounds, conversions, other origins."""
    if not compared.sensitivity:
        return
    _draw(face, "robust", [_statement_cells(face, each) for each in compared.statements])
    payments = [each for each in compared.sensitivity if each.scope == "payment"]
    _draw_gains(face, compared, payments)
    accounts = [each for each in compared.sensitivity if each.scope == "account"]
    _draw(face, "sensitivity", [_amount_cells(face, each) for each in accounts])
    cells = [each for each in compared.sensitivity if each.scope == "cell" and each.spread_minor]
    _draw(face, "cells", [_amount_cells(face, each) for each in cells])
    _draw(face, "bounds", _bound_cells(face, compared), said=compared.bound_rule)
    _draw(face, "conversions", _conversion_cells(face, compared))
    _draw(face, "origins", _origin_cells(face, compared))


def _draw(face: Face, group: str, rows: Sequence[Sequence[str]], *, said: str = "") -> None:
    if not rows:
        return
    face.say(face.words(f"compared.{group}"), style="bold")
    if said:
        face.say(said, style="dim")
    columns = face.words.columns(f"compared_columns.{group}")
    right = [text for name, text in columns.items() if name in RIGHT]
    draw_table(face, list(columns.values()), rows, keys=KEYS.get(group, (0,)), right=right)
    face.say()


def _statement_cells(face: Face, each: Statement) -> list[str]:
    return [
        say_statement(face, each),
        face.codes.value("holds", each.holds),
        face.shown(each.figure),
    ]


def say_statement(face: Face, each: Statement) -> str:
    """A statement in the report's own sentence."""
    key = each.kind + ("_no" if each.holds == "no" else "")
    found = face.codes("mark.comma").join(
        f"{face.codes.value('method', name)} {say_account(face, value)}"
        for name, value in each.by_method.items()
        if isinstance(value, str)
    )
    return face.codes(
        f"robust_says.{key}", account=say_account(face, each.account), payment=each.payment,
        amount=say_amount(each.amount_minor, each.currency),
        high=say_amount(each.high_minor, each.currency), found=found,
    )  # fmt: skip


def _draw_gains(face: Face, compared: Comparison, payments: Sequence[Sensitivity]) -> None:
    """Per payment: the main method's amount, and what every other gives more or less."""
    others = list(dict.fromkeys(name for each in payments for name in each.gains))
    if not payments or not others:
        return
    face.say(face.words("compared.gains"), style="bold")
    main = face.codes.value("method", compared.main_method)
    heads = [*face.words.columns("compared_columns.gains").values(), main]
    names = [face.codes.value("method", name) for name in others]
    rows = [
        [
            each.payment, face.codes.value("holds", each.holds),
            say_amount(each.main_minor, each.currency),
            *(_say_gain(each.gains[name], each.currency) for name in others),
        ]
        for each in payments
    ]  # fmt: skip
    draw_table(face, [*heads, *names], rows, keys=(0,), right=[main, *names])
    face.say()


def _say_gain(minor: int, currency: str) -> str:
    return ("+" if minor > 0 else "") + say_amount(minor, currency)


def _amount_cells(face: Face, each: Sensitivity) -> list[str]:
    return [
        say_account(face, each.account), face.shown(each.holder) or DASH, each.payment or DASH,
        *(say_amount(minor, each.currency) for minor in (
            each.main_minor, each.low_minor, each.high_minor, each.spread_minor,
            each.strict_minor,
        )),
        f"{say_amount(each.low_all_minor)}–{say_amount(each.high_all_minor)}"
        if each.currency == "CNY"
        else f"{say_amount(each.low_all_minor, each.currency)}–"
        f"{say_amount(each.high_all_minor, each.currency)}",
        say_amount(each.upper_minor, each.currency), face.codes.value("holds", each.holds),
        face.shown(each.figure),
    ]  # fmt: skip


def _bound_cells(face: Face, compared: Comparison) -> list[list[str]]:
    return [
        [
            say_account(face, each.account), face.shown(each.holder) or DASH,
            f"{each.payment_count:,}", say_amount(each.upper_minor, each.currency),
            face.codes("mark.yes" if each.is_reached else "mark.no"), face.shown(each.figure),
        ]
        for each in compared.bounds
    ]  # fmt: skip


def _conversion_cells(face: Face, compared: Comparison) -> list[list[str]]:
    return [
        [
            each.conversion, face.codes.value("method", each.method),
            each.payment or face.words("trace.nobody"),
            say_amount(each.out_minor, each.out_currency),
            say_amount(each.in_minor, each.in_currency), face.shown(each.said) or DASH,
            face.shown(each.figure),
        ]
        for each in compared.conversions
    ]  # fmt: skip


def _origin_cells(face: Face, compared: Comparison) -> list[list[str]]:
    return [
        [
            each.origin, face.codes.value("origin_kind", each.kind), face.shown(each.label) or DASH,
            face.codes.value("method", each.method), say_account(face, each.account),
            say_amount(each.amount_minor, each.currency), face.shown(each.figure),
        ]
        for each in compared.origins
    ]  # fmt: skip
