"""Undo rows put money back where it was; what has been spent comes back as it can."""

import pytest

from tests.tracing.kernels.small_ledgers import written_ledger, yuan_held
from zhanlian.tracing.methods import Method
from zhanlian.tracing.trace import path_of, trace


def test_returned_money_leaves_first_again_in_its_old_order():
    ledger, number = written_ledger("""
        v1 a 30 +1
        v2 a 50 +2
        a  b 40
        v3 a 20 +3
        b  a 40 -2
        a  c 35
    """)
    found = trace(ledger, method=Method.FIFO)
    assert yuan_held(found, number["c"]) == {1: 30, 2: 5}
    assert yuan_held(found, number["a"]) == {2: 45, 3: 20}
    assert found.undo_shortfall.row.size == 0


@pytest.mark.parametrize("method", [Method.FIFO, Method.PRO_RATA])
def test_money_the_payee_spent_comes_back_as_other_money_and_is_reported(method):
    ledger, number = written_ledger("""
        v1 a 100 +1
        a  b 100
        b  c 70
        w  b 70
        b  a 100 -1
    """)
    found = trace(ledger, method=method)
    short = found.undo_shortfall
    assert short.row.tolist() == [4]
    assert short.amount_minor.tolist() == [7000]
    assert yuan_held(found, number["a"]) == {0: 70, 1: 30}
    assert yuan_held(found, number["c"]) == {1: 70}


def test_a_payment_sent_back_to_the_victim_is_still_that_payment():
    ledger, number = written_ledger("""
        v a 100 +1
        a v 100 -0
        v a 100 +2
    """)
    found = trace(ledger, method=Method.FIFO)
    assert yuan_held(found, number["v"]) == {1: 100}
    assert path_of(found, 0) == [0, 1]
    assert yuan_held(found, number["a"]) == {2: 100}


def test_a_refund_by_a_sink_is_given_back_from_where_it_lies():
    ledger, number = written_ledger(
        """
        v a    100 +1
        a shop  60
        shop a  60 -1
        shop b  10
        """,
        sinks=["shop"],
    )
    found = trace(ledger, method=Method.FIFO)
    assert yuan_held(found, number["a"]) == {1: 100}
    assert yuan_held(found, number["shop"]) == {}
    assert yuan_held(found, number["b"]) == {0: 10}
    assert found.born_minor[number["shop"]] == 1000


def test_an_undo_of_an_undo_sends_the_same_pieces_again():
    ledger, number = written_ledger("""
        o  a 10
        v1 a 30 +1
        a  b 25
        b  a 25 -2
        a  b 25 -3
    """)
    found = trace(ledger, method=Method.FIFO)
    assert yuan_held(found, number["b"]) == {0: 10, 1: 15}
    assert found.undo_shortfall.row.size == 0


def test_both_rows_of_a_return_are_flows_though_the_lineage_forgets_them():
    ledger, _ = written_ledger("""
        v a 100 +1
        a b 100
        b a 100 -1
    """)
    found = trace(ledger, method=Method.FIFO)
    assert found.flows.row.tolist() == [0, 1, 2]
    assert found.lineage.amount_minor.tolist() == [10000, 0]
