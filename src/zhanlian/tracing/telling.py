"""Telling: what a trace shows that a person must know before using its figures.

in     the main trace and its ledger; the layer table
out    findings
keeps  nothing here changes a figure
"""

import numpy as np

from zhanlian.evidence import Case, places_of
from zhanlian.terms import Finding, Level
from zhanlian.tracing.build import Built
from zhanlian.tracing.methods import Method
from zhanlian.tracing.openings import Basis
from zhanlian.tracing.trace import Trace

CUTS = """
SELECT stop_reason, count(*) AS accounts, sum(victim_out_minor)::BIGINT AS amount_minor, currency
FROM layer WHERE method = ? AND stop_reason IN ('limit', 'below_minimum', 'mixed')
GROUP BY ALL ORDER BY ALL
"""
LATE = """
SELECT currency, count(DISTINCT account_id) AS accounts, sum(amount_minor)::BIGINT AS amount_minor
FROM holding WHERE method = ? AND followed IN ('partly', 'after')
GROUP BY currency ORDER BY currency
"""
OWN_MOVES = """
SELECT t.currency, count(DISTINCT f.transfer_id) AS count,
  sum(f.amount_minor)::BIGINT AS amount_minor,
  list(DISTINCT coalesce(t.out_entry_id, t.in_entry_id)
    ORDER BY coalesce(t.out_entry_id, t.in_entry_id)) AS entries
FROM flow AS f JOIN transfer AS t USING (transfer_id)
WHERE f.method = ? AND f.is_own GROUP BY t.currency ORDER BY t.currency
"""


def tell_trace(main: Trace, built: Built) -> list[Finding]:
    """Openings worked out, unexplained money, spent returns."""
    shortfall = main.undo_shortfall
    findings = _per_account(main, built)
    if shortfall.row.size:
        facts: dict[str, str | int] = {"amount_minor": int(shortfall.amount_minor.sum())}
        where = places_of(built.entry_id[shortfall.row].tolist())
        findings.append(
            Finding("undo_already_spent", Level.WARN, facts, where, int(shortfall.row.size))
        )
    return findings


def tell_cuts(case: Case, method: Method) -> list[Finding]:
    """How many accounts' branches a limit or mixing cut off, and the money that went on."""
    return [
        Finding(
            "branches_cut",
            Level.NOTE,
            {name: row[name] for name in ("stop_reason", "accounts", "amount_minor", "currency")},
        )
        for row in case.duck.fetch(CUTS, [method.value])
    ]


def tell_late(case: Case, method: Method) -> list[Finding]:
    """Money that arrived where it lies after its payment's follow window: held and marked."""
    return [
        Finding(
            "held_after_window",
            Level.NOTE,
            {**row, "follow_days": case.settings.follow_days},
        )
        for row in case.duck.fetch(LATE, [method.value])
    ]


def tell_own_moves(case: Case, method: Method) -> list[Finding]:
    """Transfers between accounts of one holder that carried victims' money along."""
    return [
        Finding(
            "own_moves",
            Level.NOTE,
            {name: row[name] for name in ("currency", "count", "amount_minor")},
            places_of(row["entries"]),
            row["count"],
        )
        for row in case.duck.fetch(OWN_MOVES, [method.value])
    ]


def _per_account(main: Trace, built: Built) -> list[Finding]:
    """Accounts that victims' money reached and whose opening or balance is no bank's own word."""
    ledger = built.ledger
    is_reached = np.zeros(ledger.account_count, dtype=np.bool_)
    is_reached[ledger.dst[main.flows.row]] = True
    is_reached &= built.is_held
    worked_out = (built.basis == Basis.RECONSTRUCTED, ledger.opening_minor, "opening_minor")
    unexplained = (main.born_minor > 0, main.born_minor, "born_minor")
    return [
        Finding(
            code,
            level,
            {"account_id": ledger.account_ids[account], name: int(amount[account])},
        )
        for code, level, (is_so, amount, name) in (
            ("opening_reconstructed", Level.NOTE, worked_out),
            ("money_unexplained", Level.WARN, unexplained),
        )
        for account in np.flatnonzero(is_reached & is_so).tolist()
    ]
