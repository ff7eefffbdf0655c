"""Comparing: how far each figure depends on the method, as rows a face can print or encode.

in     sensitivity, robust, upper_bound, conversion and declared origins of a traced case
out    a frozen ``Comparison``
keeps  a bound that is not conserved is named so; gains and losses of the payments are measured
       against the main method
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from zhanlian.desk.veils import Veiled, as_account, as_figure, as_name
from zhanlian.evidence import METHODS, Case
from zhanlian.tracing import POISON_RULE, main_method

DIRECT = "direct"


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """One amount under every method.

    Attributes
    ----------
    figure : figure id, to ask ``why`` with
    scope : cell (a payment in an account), account, payment (in accounts with statements)
    currency : currency
    account : account; empty for scope payment
    holder : its holder
    payment : victim payment; empty for scope account
    main_minor : under the main method
    low_minor : least under the methods that deal out all money
    high_minor : most under them
    spread_minor : most less least
    by_method : method -> minor units, direct included
    gains : method -> minor units more (or less, below 0) than under the main method
    strict_minor : tied payment by payment; empty where direct was not run
    low_all_minor : least, tie orders and opening modes included
    high_all_minor : most, tie orders and opening modes included
    upper_minor : upper bound, not conserved; empty for scope payment
    ties_matter : whether turned ties change any method's amount
    openings_matter : whether leaving openings out changes any method's amount
    holds : same, at_least or depends
    """

    figure: str
    scope: str
    currency: str
    account: str
    holder: str
    payment: str
    main_minor: int
    low_minor: int
    high_minor: int
    spread_minor: int
    by_method: dict[str, int]
    gains: dict[str, int]
    strict_minor: int | None
    low_all_minor: int
    high_all_minor: int
    upper_minor: int | None
    ties_matter: bool
    openings_matter: bool
    holds: str


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement and whether it holds whatever the method.

    Attributes
    ----------
    figure : figure id
    kind : first_freeze, held_total, account_at_least, payment_at_least, payment_nothing, at_least
    currency : currency
    account : account it names
    payment : victim payment it names
    amount_minor : amount it names
    high_minor : most under any run
    by_method : method -> minor units, or account
    holds : all (methods, tie orders, opening modes), methods, no
    """

    figure: str
    kind: str
    currency: str
    account: str
    payment: str
    amount_minor: int | None
    high_minor: int | None
    by_method: dict[str, Any]
    holds: str


@dataclass(frozen=True, slots=True)
class UpperBound:
    """Where victims' money could be at the most: never to be added up.

    Attributes
    ----------
    figure : figure id
    currency : currency
    account : account
    holder : its holder
    payment_count : payments that could have reached it
    balance_minor : what lies there at the end of the trace
    upper_minor : upper bound, not conserved
    is_reached : whether any method's victim money came there
    is_held : whether a statement is held
    """

    figure: str
    currency: str
    account: str
    holder: str
    payment_count: int
    balance_minor: int
    upper_minor: int
    is_reached: bool
    is_held: bool


@dataclass(frozen=True, slots=True)
class Converted:
    """What a conversion took from one currency to another under one method.

    Attributes
    ----------
    figure : figure id
    method : method
    conversion : C and the number of the decision
    payment : victim payment; empty for money of no victim
    out_currency : currency paid
    out_minor : what its payments carried
    in_currency : currency received
    in_minor : what its receipts brought
    said : order or rate as stated
    """

    figure: str
    method: str
    conversion: str
    payment: str
    out_currency: str
    out_minor: int
    in_currency: str
    in_minor: int
    said: str


@dataclass(frozen=True, slots=True)
class OriginHolding:
    """What of a declared origin lies where; in no sum of victims' money.

    Attributes
    ----------
    figure : figure id
    method : method
    origin : O and the number of the decision
    kind : suspect-funds, wages or other
    label : name given
    account : account
    currency : currency
    amount_minor : amount
    """

    figure: str
    method: str
    origin: str
    kind: str
    label: str
    account: str
    currency: str
    amount_minor: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything that several methods say together.

    Attributes
    ----------
    main_method : the method others are compared with
    methods : methods that were run
    statements : what holds whatever the method, and what does not
    sensitivity : every amount with its least and most
    bound_rule : rule, version and caveat of the upper bounds
    bounds : upper bounds that are not nothing
    conversions : what conversions took across
    origins : where money of declared origins lies
    """

    main_method: str
    methods: tuple[str, ...]
    statements: tuple[Statement, ...]
    sensitivity: tuple[Sensitivity, ...]
    bound_rule: str
    bounds: tuple[UpperBound, ...]
    conversions: tuple[Converted, ...]
    origins: tuple[OriginHolding, ...]


def compare(case: Case) -> Comparison:
    """How the methods of a traced case differ, and what does not depend on them."""
    main = main_method(case).value
    ran = {row["method"] for row in case.duck.fetch("SELECT DISTINCT method FROM trace_run")}
    return Comparison(
        main_method=main,
        methods=tuple(name for name in METHODS if name in ran),
        statements=_statements(case),
        sensitivity=_sensitivity(case, main),
        bound_rule=str(POISON_RULE),
        bounds=_bounds(case),
        conversions=_conversions(case),
        origins=_origins(case),
    )


def _statements(case: Case) -> tuple[Statement, ...]:
    return tuple(
        Statement(
            as_figure(row["figure_id"]), row["kind"], row["currency"],
            as_account(row["account_id"]), row["payment_id"], row["amount_minor"],
            row["high_minor"], _veiled(row["by_method"]), row["holds"],
        )
        for row in case.duck.fetch("SELECT * FROM robust ORDER BY rank_no")
    )  # fmt: skip


def _sensitivity(case: Case, main: str) -> tuple[Sensitivity, ...]:
    rows = case.duck.fetch(
        """SELECT s.*, a.holder_name FROM sensitivity s LEFT JOIN account a USING (account_id)
           ORDER BY s.currency, s.scope <> 'payment', s.scope <> 'account',
             coalesce(a.is_held, false) DESC, s.spread_minor DESC, s.figure_id"""
    )
    return tuple(_amount(row, json.loads(row["by_method"]), main) for row in rows)


def _amount(row: dict[str, Any], by_method: dict[str, int], main: str) -> Sensitivity:
    ordered = {name: by_method[name] for name in METHODS if name in by_method}
    return Sensitivity(
        as_figure(row["figure_id"]), row["scope"], row["currency"],
        as_account(row["account_id"]), as_name(row["holder_name"]), row["payment_id"],
        row["main_minor"], row["low_minor"], row["high_minor"], row["spread_minor"], ordered,
        {name: minor - row["main_minor"] for name, minor in ordered.items()
         if name not in (main, DIRECT)},
        row["strict_minor"], row["low_all_minor"], row["high_all_minor"], row["upper_minor"],
        row["ties_matter"], row["openings_matter"], row["holds"],
    )  # fmt: skip


def _bounds(case: Case) -> tuple[UpperBound, ...]:
    rows = case.duck.fetch(
        """SELECT u.*, a.holder_name FROM upper_bound u LEFT JOIN account a USING (account_id)
           WHERE u.upper_minor > 0
           ORDER BY u.currency, u.is_held DESC, u.upper_minor DESC, u.account_id"""
    )
    return tuple(
        UpperBound(
            as_figure(row["figure_id"]), row["currency"], as_account(row["account_id"]),
            as_name(row["holder_name"]), row["payment_count"], row["balance_minor"],
            row["upper_minor"], row["is_reached"], row["is_held"],
        )
        for row in rows
    )  # fmt: skip


def _conversions(case: Case) -> tuple[Converted, ...]:
    rows = case.duck.fetch("SELECT * FROM conversion ORDER BY conversion_id, method, payment_id")
    return tuple(
        Converted(
            as_figure(row["figure_id"]), row["method"], row["conversion_id"], row["payment_id"],
            row["out_currency"], row["out_minor"], row["in_currency"], row["in_minor"],
            Veiled(row["said"] or ""),
        )
        for row in rows
    )  # fmt: skip


def _origins(case: Case) -> tuple[OriginHolding, ...]:
    rows = case.duck.fetch(
        """SELECT h.*, o.kind, o.label FROM origin_holding h JOIN declared_origin o
           USING (origin_id) ORDER BY h.origin_id, h.method, h.amount_minor DESC, h.figure_id"""
    )
    return tuple(
        OriginHolding(
            as_figure(row["figure_id"]), row["method"], row["origin_id"], row["kind"],
            Veiled(row["label"] or ""), as_account(row["account_id"]), row["currency"],
            row["amount_minor"],
        )
        for row in rows
    )  # fmt: skip


def _veiled(text: str) -> dict[str, Any]:
    found = json.loads(text)
    return {
        name: found[name] if isinstance(found[name], int) else as_account(found[name])
        for name in METHODS
        if name in found
    }
