"""Passages (旁路资金): victims' money that left or joined an account by no transfer of its own.

in     a ``Trace`` and its ``Built`` ledger
out    rows of the table passage
keeps  for every account and payment: flows in less flows out plus passages is what is held, so
       a reader of the tables can check any holding without the trace
"""

import numpy as np

from zhanlian.evidence import Case
from zhanlian.tracing.build import Built, Role
from zhanlian.tracing.results import figure_tail
from zhanlian.tracing.trace import Trace

KINDS = {
    Role.GAP: "gap",
    Role.GONE: "converted",
    Role.DISPLACED: "displaced",
    Role.ARRIVED: "arrived",
}
PASSED = """
CREATE OR REPLACE TEMP TABLE passed_money
  (kind VARCHAR, via BIGINT, account BIGINT, origin BIGINT, amount_minor BIGINT)
"""
PASSAGE = """
INSERT INTO passage
SELECT 'X:' || $1 || ':' || v.account_id || ':' || kind || ':' || a.account_id || ':'
    || payment_id || $3,
  $1, $2, kind, v.account_id, a.account_id, payment_id, sum(amount_minor)::BIGINT
FROM passed_money JOIN named_payment USING (origin)
JOIN named_account AS v ON v.account = via
JOIN named_account AS a ON a.account = passed_money.account
GROUP BY ALL ORDER BY kind, v.account_id, a.account_id, payment_id
"""


def keep_passages(case: Case, found: Trace, built: Built) -> None:
    """Write the passages of one trace; ``name_rows`` has run for its ledger."""
    ledger, flows = built.ledger, found.flows
    role = built.role[flows.row]
    kept = np.flatnonzero(np.isin(role, [int(each) for each in KINDS]))
    if not kept.size:
        return
    row, role = flows.row[kept], role[kept]
    starts = role == Role.ARRIVED
    tail = figure_tail(case, ledger.currency)
    case.duck.run(PASSED, table="passed_money")
    case.duck.append(
        "passed_money",
        {
            "kind": [KINDS[Role(each)] for each in role.tolist()],
            "via": np.where(starts, ledger.src[row], ledger.dst[row]).astype(np.int64),
            "account": built.beside[row],
            "origin": flows.origin[kept].astype(np.int64),
            "amount_minor": np.where(starts, 1, -1) * flows.amount_minor[kept],
        },
    )
    values = [found.method.value, ledger.currency, ":" + tail if tail else ""]
    case.duck.run(PASSAGE, values, table="passage")
