"""Bounding: poison's upper bounds written down, beside the methods and never among them.

in     what each method traced
out    rows of upper_bound; the temporary table deposited
keeps  a bound holds for every method that was run; where conversions bring different money under
       different methods, the largest bound stands; bounds are not conserved, and the table says so
"""

from collections.abc import Mapping

import numpy as np

from zhanlian.evidence import Case
from zhanlian.tracing.build import Built
from zhanlian.tracing.following import Traced
from zhanlian.tracing.methods import Method
from zhanlian.tracing.poison import deposits_of, poison
from zhanlian.tracing.results import figure_tail

DEPOSITED = """
CREATE OR REPLACE TEMP TABLE deposited (currency VARCHAR, payment_id VARCHAR, deposit_minor BIGINT)
"""
BOUNDED = """
CREATE OR REPLACE TEMP TABLE bounded
  (account_id VARCHAR, payment_count BIGINT, deposit_minor BIGINT, balance_minor BIGINT)
"""
BOUND = """
INSERT INTO upper_bound
WITH came AS (
  SELECT DISTINCT t.payee_id AS account_id
  FROM flow AS f JOIN transfer AS t USING (transfer_id) WHERE t.currency = $1
  UNION
  SELECT DISTINCT account_id FROM holding WHERE payment_id <> '' AND currency = $1
)
SELECT 'U:' || b.account_id || $2, $1, b.account_id, max(payment_count), max(deposit_minor),
  max(b.balance_minor), max(least(deposit_minor, b.balance_minor)),
  bool_or(c.account_id IS NOT NULL),
  bool_or(coalesce(a.is_held, false))
FROM bounded AS b LEFT JOIN came AS c USING (account_id)
LEFT JOIN account AS a ON a.account_id = b.account_id
GROUP BY b.account_id ORDER BY b.account_id
"""


def keep_bounds(case: Case, traced: Mapping[Method, Mapping[str, Traced]]) -> None:
    """Write upper_bound for every currency; ``flow`` and ``holding`` have their rows."""
    case.duck.run(DEPOSITED, table="deposited")
    for currency in sorted({name for each in traced.values() for name in each}):
        here = [each[currency].built for each in traced.values() if currency in each]
        builts = {id(built): built for built in here}
        _keep_bound(case, currency, list(builts.values()))
        _keep_deposits(case, currency, list(builts.values()))


def _keep_bound(case: Case, currency: str, builts: list[Built]) -> None:
    case.duck.run(BOUNDED, table="bounded")
    for built in builts:
        nobody = np.zeros(built.ledger.account_count, dtype=np.bool_)
        found = poison(built.ledger, is_wanted=nobody)
        reached = np.flatnonzero(found.origin_count)
        case.duck.append(
            "bounded",
            {
                "account_id": [built.ledger.account_ids[each] for each in reached.tolist()],
                "payment_count": found.origin_count[reached],
                "deposit_minor": found.deposit_minor[reached],
                "balance_minor": found.balance_minor[reached],
            },
        )
    tail = figure_tail(case, currency)
    case.duck.run(BOUND, [currency, ":" + tail if tail else ""], table="upper_bound")


def _keep_deposits(case: Case, currency: str, builts: list[Built]) -> None:
    """The most that each payment brought into the currency under any method."""
    deposits: dict[str, int] = {}
    for built in builts:
        brought = deposits_of(built.ledger)[1:].tolist()
        for name, minor in zip(built.ledger.origin_ids, brought, strict=True):
            deposits[name] = max(minor, deposits.get(name, 0))
    case.duck.append(
        "deposited",
        {
            "currency": [currency] * len(deposits),
            "payment_id": list(deposits),
            "deposit_minor": list(deposits.values()),
        },
    )
