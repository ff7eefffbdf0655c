"""Pro-rata with so many origins that lists become tables, and tables lists again."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.tracing.kernels.slow_twins import ProRataTwin
from tests.tracing.kernels.small_ledgers import SECOND, make_ledger
from zhanlian.tracing.kernels.prorata_run import advance_shares, outcome_of, start_shares
from zhanlian.tracing.kernels.shares import IS_TABLE
from zhanlian.tracing.methods import Method
from zhanlian.tracing.trace import MAX_ENTRIES, columns_of, trace

ACCOUNTS, ORIGINS = 5, 90
HUB, HEIR, SINK = 0, 1, 4


def crowded_ledger(seed, *, rows=160):
    """Deposits of 90 victims among five accounts, mostly one; payments of any size; returns."""
    dice = np.random.default_rng(seed)
    lines = []
    for number in range(rows):
        at, kind = number * SECOND, dice.random()
        payer, payee = (int(each) for each in dice.choice(ACCOUNTS, 2, replace=False))
        amount = int(dice.integers(1, 10 ** int(dice.integers(1, 7))))
        if kind < 0.6:
            payee = HUB if dice.random() < 0.8 else payee
            payer = ACCOUNTS - 1 if payee == HUB else HUB
            lines.append((payer, payee, at, amount, int(dice.integers(1, ORIGINS + 1)), -1))
        elif kind < 0.7 and lines:
            undone = int(dice.integers(max(0, number - 12), number))
            src, dst, _, amount, _, _ = lines[undone]
            lines.append((dst, src, at, amount, 0, undone))
        else:
            lines.append((payer, payee, at, amount, 0, -1))
    return make_ledger(lines, accounts=ACCOUNTS, sinks=[SINK], origin_count=ORIGINS)


def shares_after(ledger, *, rows, origin_count):
    columns, opening = columns_of(ledger)
    shares = start_shares(columns, opening, origin_count=origin_count)
    return advance_shares(columns, shares, stop_row=rows, max_entries=MAX_ENTRIES)


def held_by(outcome):
    held = outcome.holdings
    keys = zip(held.account.tolist(), held.origin.tolist(), strict=True)
    return dict(zip(keys, held.amount_minor.tolist(), strict=True))


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 10**9))
def test_crowded_accounts_say_what_the_twin_says(seed):
    ledger = crowded_ledger(seed)
    found, twin = trace(ledger, method=Method.PRO_RATA), ProRataTwin(ledger)
    assert held_by(found) == twin.holdings()
    flows = zip(found.flows.row.tolist(), found.flows.origin.tolist(), strict=True)
    carried = dict(zip(flows, found.flows.amount_minor.tolist(), strict=True))
    assert carried == {key: part for key, part in twin.flows.items() if key[1] and part}


def deposits_to_the_hub(count, *, fen=10):
    return [(SINK, HUB, k * SECOND, fen, k + 1, -1) for k in range(count)]


def test_a_table_empties_and_is_a_list_again():
    """Ninety deposits make a table; all but a few fen leave; one fen of most origins is gone."""
    rows = deposits_to_the_hub(ORIGINS)
    rows += [(HUB, HEIR, ORIGINS * SECOND, 10 * ORIGINS - 3, 0, -1)]
    rows += [(SINK, HUB, (ORIGINS + 1) * SECOND, 7, 5, -1)]
    ledger = make_ledger(rows, accounts=ACCOUNTS, origin_count=ORIGINS)
    full = shares_after(ledger, rows=ORIGINS, origin_count=ORIGINS)
    assert full.acc[HUB, IS_TABLE]
    empty = shares_after(ledger, rows=len(rows), origin_count=ORIGINS)
    assert not empty.acc[HUB, IS_TABLE]
    assert empty.acc[HEIR, IS_TABLE], "what came at once is a table at once"
    held = held_by(outcome_of(empty))
    assert held == ProRataTwin(ledger).holdings()
    assert sum(fen for (account, _), fen in held.items() if account == HUB) == 3 + 7


def test_origins_that_a_growing_case_adds_find_room():
    """A state begun when the case had 70 victims goes on with 300."""
    rows = deposits_to_the_hub(70)
    rows += [(SINK, HUB, (70 + k) * SECOND, 5, 300 - k, -1) for k in range(40)]
    rows += [(HUB, HEIR, 110 * SECOND, 444, 0, -1)]
    ledger = make_ledger(rows, accounts=ACCOUNTS, origin_count=300)
    grown = shares_after(ledger, rows=len(rows), origin_count=70)
    assert held_by(outcome_of(grown)) == ProRataTwin(ledger).holdings()
