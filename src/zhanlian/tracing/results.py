"""Results: a trace written down as trace_run, holding and flow.

in     a ``Trace`` and its ``Built`` ledger
out    rows of those tables
keeps  figure ids as the tables declare them; money of no victim is listed only for accounts
       that victims' money reached (trace_run.other_minor counts it everywhere); rows that are
       no transfers have no flow row: what went through them is told by ``passages``;
       victims' money in = held + outside, asserted here from the written sums; what arrived
       after the follow window is held all the same, and marked
"""

from collections.abc import Collection
from typing import Any

import numpy as np

from zhanlian.engines import NOTHING
from zhanlian.evidence import Case
from zhanlian.tracing.build import Built, Role
from zhanlian.tracing.ends import End, code_of
from zhanlian.tracing.kernels.tables import Bools, Int64s
from zhanlian.tracing.reach import DAY_US
from zhanlian.tracing.trace import Trace

TABLES = (
    "victim_match", "trace_run", "holding", "flow", "layer", "portrait", "next_query",
    "freeze_candidate", "passage", "conversion", "declared_origin", "origin_holding",
    "origin_flow", "sensitivity", "robust", "upper_bound",
)  # fmt: skip
WITHIN, PARTLY, AFTER = "within", "partly", "after"

PAID = """
CREATE OR REPLACE TEMP TABLE named_payment (origin BIGINT, payment_id VARCHAR, tail VARCHAR)
"""
ACCOUNTS = """
CREATE OR REPLACE TEMP TABLE named_account (account BIGINT, account_id VARCHAR)
"""
HELD = """
CREATE OR REPLACE TEMP TABLE held_money
  (account BIGINT, origin BIGINT, amount_minor BIGINT, strict_minor BIGINT, since_at BIGINT,
   followed VARCHAR)
"""
CARRIED = """
CREATE OR REPLACE TEMP TABLE carried_money
  (transfer_id BIGINT, origin BIGINT, amount_minor BIGINT, is_own BOOLEAN)
"""
HOLDING = """
INSERT INTO holding
SELECT 'H:' || $1 || ':' || account_id || ':' || coalesce(payment_id || tail, $3), $1, $2,
  account_id, coalesce(payment_id, ''), amount_minor, strict_minor, since_at, followed
FROM held_money JOIN named_account USING (account) LEFT JOIN named_payment USING (origin)
ORDER BY account, origin
"""
FLOW = """
INSERT INTO flow
SELECT 'F:' || $1 || ':' || transfer_id || ':' || payment_id, $1, transfer_id, payment_id,
  sum(amount_minor)::BIGINT, bool_or(is_own)
FROM carried_money JOIN named_payment USING (origin)
GROUP BY transfer_id, origin, payment_id ORDER BY transfer_id, origin
"""


def forget_results(case: Case) -> None:
    """Empty every table that tracing writes."""
    for table in TABLES:
        case.duck.run(f"DELETE FROM {table}", table=table)


def name_rows(case: Case, built: Built, native: Collection[str]) -> None:
    """Put the ledger's account and payment names where SQL can join them.

    ``native``: payments made in the ledger's own currency; the figures of others are told apart.
    """
    case.duck.run(ACCOUNTS, table="named_account")
    case.duck.run(PAID, table="named_payment")
    ids, payments = built.ledger.account_ids, built.ledger.origin_ids
    tail = ":" + built.ledger.currency
    case.duck.append("named_account", {"account": np.arange(len(ids)), "account_id": list(ids)})
    case.duck.append(
        "named_payment",
        {
            "origin": np.arange(1, len(payments) + 1),
            "payment_id": list(payments),
            "tail": ["" if each in native else tail for each in payments],
        },
    )


def figure_tail(case: Case, currency: str) -> str:
    """What sets figures of a second currency apart where the id has no payment to do so."""
    return "" if currency == case.settings.currency else currency


def keep_trace(case: Case, found: Trace, built: Built) -> None:
    """Write one trace; ``name_rows`` has run for its ledger."""
    _keep_holdings(case, found, built)
    _keep_flows(case, found, built)
    case.duck.append("trace_run", {name: [value] for name, value in _run_row(found, built).items()})


def _run_row(found: Trace, built: Built) -> dict[str, object]:
    ledger, held = found.ledger, found.holdings
    is_victims = held.origin > 0
    deposited = int(ledger.amount_minor[ledger.origin > 0].sum())
    inside = is_victims & built.is_held[held.account]
    held_minor = int(held.amount_minor[inside].sum())
    outside_minor = int(held.amount_minor[is_victims & ~inside].sum())
    assert deposited == held_minor + outside_minor, "victims' money in is not held + outside"
    is_exchanged = built.end[held.account] == code_of(End.CONVERTED)
    arrived = (built.role == Role.ARRIVED) & (ledger.origin > 0)
    rule = found.method.rule
    return {
        "method": found.method.value,
        "method_version": rule.version,
        "rounding": rule.rounding,
        "currency": ledger.currency,
        "victim_minor": deposited,
        "held_minor": held_minor,
        "outside_minor": outside_minor,
        "other_minor": int(held.amount_minor[~is_victims].sum()),
        "born_minor": int(found.born_minor.sum()),
        "transfer_count": int(np.unique(ledger.transfer_ids[ledger.transfer_ids > 0]).size),
        "converted_in_minor": int(ledger.amount_minor[arrived].sum()),
        "converted_out_minor": int(held.amount_minor[is_victims & is_exchanged].sum()),
    }


def _keep_holdings(case: Case, found: Trace, built: Built) -> None:
    ledger, held = found.ledger, found.holdings
    is_reached = np.zeros(ledger.account_count, dtype=np.bool_)
    is_reached[ledger.dst[found.flows.row]] = True
    kept = np.flatnonzero((held.origin > 0) | is_reached[held.account])
    strict = np.zeros(held.account.size, np.int64) if held.strict_minor is None else (
        held.strict_minor
    )  # fmt: skip
    first_at, last_at = arrivals(found)
    ends_at = built.paid_at + case.settings.follow_days * DAY_US
    followed = _followed(first_at, last_at, ends_at[held.origin])
    case.duck.run(HELD, table="held_money")
    case.duck.append(
        "held_money",
        {
            "account": held.account[kept].astype(np.int64),
            "origin": held.origin[kept].astype(np.int64),
            "amount_minor": held.amount_minor[kept],
            "strict_minor": strict[kept],
            "since_at": last_at[kept],
            "followed": followed[kept].tolist(),
        },
    )
    tail = figure_tail(case, ledger.currency)
    case.duck.run(HOLDING, [found.method.value, ledger.currency, tail], table="holding")


def arrivals(found: Trace) -> tuple[Int64s, Int64s]:
    """When the first and the last of each holding's money arrived; ``NOTHING`` for no victim's."""
    ledger, held, flows = found.ledger, found.holdings, found.flows
    width = len(ledger.origin_ids) + 1
    arrived = ledger.dst[flows.row].astype(np.int64) * width + flows.origin
    order = np.lexsort((flows.row, arrived))
    arrived, row = arrived[order], flows.row[order]
    wanted = held.account.astype(np.int64) * width + held.origin
    start = np.searchsorted(arrived, wanted, side="left")
    stop = np.searchsorted(arrived, wanted, side="right")
    is_known = (held.origin > 0) & (stop > start)
    first_at, last_at = (np.full(wanted.size, NOTHING, dtype=np.int64) for _ in range(2))
    first_at[is_known] = ledger.at[row[start[is_known]]]
    last_at[is_known] = ledger.at[row[stop[is_known] - 1]]
    return first_at, last_at


def _followed(first_at: Int64s, last_at: Int64s, ends_at: Int64s) -> np.ndarray[Any, Any]:
    """Whether money came while its payment was followed; None for money of no victim."""
    is_victims: Bools = last_at != NOTHING
    found = np.select([last_at <= ends_at, first_at <= ends_at], [WITHIN, PARTLY], AFTER)
    said: np.ndarray[Any, Any] = found.astype(object)
    said[~is_victims] = None
    return said


def _keep_flows(case: Case, found: Trace, built: Built) -> None:
    transfer_id = found.ledger.transfer_ids[found.flows.row]
    kept = np.flatnonzero(transfer_id > 0)
    case.duck.run(CARRIED, table="carried_money")
    case.duck.append(
        "carried_money",
        {
            "transfer_id": transfer_id[kept],
            "origin": found.flows.origin[kept].astype(np.int64),
            "amount_minor": found.flows.amount_minor[kept],
            "is_own": built.is_own[found.flows.row[kept]],
        },
    )
    case.duck.run(FLOW, [found.method.value], table="flow")
