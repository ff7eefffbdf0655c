"""Comparing: how far each figure depends on the method, the tie order and the opening mode.

in     the books of all currencies, and what each method traced
out    rows of upper_bound, sensitivity and robust; findings on ties and on lists cut short
keeps  a figure counts as robust only if every method that deals out all money gives it, with
       the free rows of each second turned round and with openings left out as well; what was
       not run is not claimed; poison's bounds are kept apart and never added up

Variants. "ties": the free rows of each second in turned order. "openings": no account opens with
anything, so money that no row explains is born when it is needed (the published model), and
tainted money can leave earlier.
"""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from zhanlian.evidence import Case
from zhanlian.terms import Finding, Level
from zhanlian.tracing.books import Books
from zhanlian.tracing.bounding import keep_bounds
from zhanlian.tracing.build import Built
from zhanlian.tracing.concluding import keep_robust
from zhanlian.tracing.following import Traced
from zhanlian.tracing.methods import Method
from zhanlian.tracing.reported import statement
from zhanlian.tracing.running import AT_ONCE, trace_books
from zhanlian.tracing.ties import changed_accounts, turned

ByMethod = Mapping[Method, Mapping[str, Traced]]
TIES, OPENINGS = "ties", "openings"
TEMPORARY = """
CREATE OR REPLACE TEMP TABLE variant_holding (variant VARCHAR, method VARCHAR, currency VARCHAR,
  account_id VARCHAR, payment_id VARCHAR, amount_minor BIGINT);
CREATE OR REPLACE TEMP TABLE variant_run (variant VARCHAR, method VARCHAR, currency VARCHAR)
"""


def compare_methods(
    case: Case, books: Books, traced: ByMethod, *, main: Method, rows_max: int
) -> list[Finding]:
    """Write the three tables; ``holding`` and ``trace_run`` have every method's own rows."""
    for sql in TEMPORARY.split(";"):
        case.duck.run(sql, table="variant_holding")
    findings = _run_variants(case, books, traced, main)
    keep_bounds(case, traced)
    own = case.settings.currency
    case.duck.run(statement("sensitivity.sql"), [main.value, own], table="sensitivity")
    return findings + keep_robust(case, main, rows_max=rows_max)


def _run_variants(case: Case, books: Books, traced: ByMethod, main: Method) -> list[Finding]:
    """Trace every method again with ties turned and without openings, where that differs."""
    findings: list[Finding] = []
    for variant, change in ((TIES, turned), (OPENINGS, _without_openings)):
        changed = books.changed(change)
        if all(changed.builts[name] is built for name, built in books.builts.items()):
            continue
        methods = list(traced)
        for start in range(0, len(methods), AT_ONCE):
            again, odd = trace_books(changed, methods[start : start + AT_ONCE])
            findings += odd
            for method, by_currency in again.items():
                _keep_variant(case, variant, method, by_currency)
            if variant == TIES and main in again:
                findings += _tie_sensitive(traced[main], again[main])
    return findings


def _without_openings(built: Built) -> Built:
    """The ledger in which no account opens with anything."""
    if not built.ledger.opening_minor.any():
        return built
    nothing = np.zeros_like(built.ledger.opening_minor)
    return replace(built, ledger=replace(built.ledger, opening_minor=nothing))


def _tie_sensitive(first: Mapping[str, Traced], other: Mapping[str, Traced]) -> list[Finding]:
    return [
        Finding("tie_sensitive", Level.WARN, {"account_id": account_id})
        for currency, each in first.items()
        for account_id in changed_accounts(each.found, other[currency].found)
    ]


def _keep_variant(
    case: Case, variant: str, method: Method, by_currency: Mapping[str, Traced]
) -> None:
    for currency, each in by_currency.items():
        ledger, held = each.built.ledger, each.found.holdings
        kept = np.flatnonzero(held.origin > 0)
        ids = np.array(ledger.account_ids, dtype=object)
        names = np.array(("", *ledger.origin_ids), dtype=object)
        case.duck.append(
            "variant_run", {"variant": [variant], "method": [method.value], "currency": [currency]}
        )
        case.duck.append(
            "variant_holding",
            {
                "variant": [variant] * kept.size,
                "method": [method.value] * kept.size,
                "currency": [currency] * kept.size,
                "account_id": ids[held.account[kept]],
                "payment_id": names[held.origin[kept]],
                "amount_minor": held.amount_minor[kept],
            },
        )
