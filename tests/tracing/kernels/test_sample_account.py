"""Account L1 of sample 01, checked by hand: one residual, a different answer per method."""

import pytest

from tests.tracing.kernels.small_ledgers import written_ledger, yuan_held
from zhanlian.tracing.methods import Method
from zhanlian.tracing.trace import contributions, holdings_at, path_of, trace

L1_CASE = """
    employer  L1     1000
    victim1   L1    50000  +1
    L1        L2A   20000
    L1        L2A   20000
    L1        fees      5
    L1        L2B    9900
    victim2   L1    30000  +2
    L1        L2B   30000
    L2B       L1    30000  -7
    L1        L2A   30000
"""
OWN, V1, V2 = 0, 1, 2

# victims of one account's residual of 1,095.00; see the sample's README. Pro-rata is by the
# cumulative rule, which is one fen away from the README's largest remainder for V1 and V2.
RESIDUAL = {
    Method.FIFO: {V2: 1095.00},
    Method.LIFO: {OWN: 1000.00, V1: 95.00},
    Method.PRO_RATA: {OWN: 0.76, V1: 37.81, V2: 1056.43},
    Method.VICTIM_FIRST: {OWN: 1000.00, V2: 95.00},
    Method.LOWEST_BALANCE: {V2: 1095.00},
    Method.DIRECT: {V1: 1095.00},
}


@pytest.mark.parametrize(("method", "expected"), RESIDUAL.items())
def test_residual_of_1095_under_each_method(method, expected):
    ledger, number = written_ledger(L1_CASE)
    found = trace(ledger, method=method)
    assert yuan_held(found, number["L1"]) == expected
    assert found.born_minor[number["L1"]] == 0


def test_direct_matches_the_second_victim_and_nothing_else():
    ledger, number = written_ledger(L1_CASE)
    held = trace(ledger, method=Method.DIRECT).holdings
    strict = {
        (int(account), int(origin)): int(fen)
        for account, origin, fen in zip(held.account, held.origin, held.strict_minor, strict=True)
        if fen
    }
    assert strict == {(number["L2A"], V2): 3_000_000}


def test_path_of_a_returned_payment_leaves_out_the_round_trip():
    ledger, number = written_ledger(L1_CASE)
    found = trace(ledger, method=Method.VICTIM_FIRST)
    paths = {
        (int(account), int(origin)): path_of(found, piece)
        for piece, (account, origin) in enumerate(
            zip(found.pieces.account, found.pieces.origin, strict=True)
        )
    }
    assert paths[number["L2A"], V2] == [6, 9]
    assert paths[number["L1"], V2] == [6]
    assert paths[number["L1"], OWN] == []


def test_contributions_name_the_rows_that_brought_an_origin():
    ledger, number = written_ledger(L1_CASE)
    found = trace(ledger, method=Method.PRO_RATA)
    brought = contributions(found, number["L2A"], V1)
    assert brought.row.tolist() == [2, 3, 9]
    assert brought.amount_minor.tolist()[:2] == [1_960_785, 1_960_784]
    deposit = contributions(found, number["L1"], V2)
    assert deposit.row.tolist()[0] == 6, "a deposit is a flow of its own row"


@pytest.mark.parametrize("method", Method)
def test_holdings_at_a_moment_are_those_after_its_last_row(method):
    ledger, number = written_ledger(L1_CASE)
    before_v2 = int(ledger.at[6]) - 1
    held = holdings_at(ledger, before_v2, method=method, account=number["L1"])
    assert held.amount_minor.sum() == 109_500
    assert V2 not in held.origin
    at_v2 = holdings_at(ledger, int(ledger.at[6]), method=method, account=number["L1"])
    assert at_v2.amount_minor.sum() == 3_109_500
    assert holdings_at(ledger, -1, method=method).amount_minor.size == 0


def test_rule_names_carry_version_and_rounding():
    ledger, _ = written_ledger(L1_CASE)
    assert trace(ledger, method=Method.FIFO).rule_name == "先进先出 fifo/1"
    shown = trace(ledger, method=Method.PRO_RATA).rule_name
    assert shown == "按比例 pro-rata/1, cumulative-floor (累计取整)"
