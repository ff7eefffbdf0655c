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
from zhanlian.tracing.ties import sensitive_accounts
from zhanlian.tracing.trace import Trace

CUTS = """
SELECT stop_reason, count(*) AS accounts, sum(victim_out_minor)::BIGINT AS amount_minor, currency
FROM layer WHERE method = ? AND stop_reason IN ('limit', 'below_minimum', 'mixed')
GROUP BY ALL ORDER BY ALL
"""


def tell_trace(main: Trace, built: Built) -> list[Finding]:
    """Openings worked out, unexplained money, spent returns, ties that matter."""
    shortfall = main.undo_shortfall
    findings = _per_account(main, built)
    if shortfall.row.size:
        facts: dict[str, str | int] = {"amount_minor": int(shortfall.amount_minor.sum())}
        where = places_of(built.entry_id[shortfall.row].tolist())
        findings.append(
            Finding("undo_already_spent", Level.WARN, facts, where, int(shortfall.row.size))
        )
    findings += [
        Finding("tie_sensitive", Level.WARN, {"account_id": account_id})
        for account_id in sensitive_accounts(main, built.is_tie_free)
    ]
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
