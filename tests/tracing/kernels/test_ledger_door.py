"""The door: what no kernel could trace exactly is refused, with the row and the reason."""

from dataclasses import replace

import numpy as np
import pytest

from tests.tracing.kernels.small_ledgers import make_ledger, written_ledger
from zhanlian.tracing import ledger as door
from zhanlian.tracing.methods import Method
from zhanlian.tracing.trace import TooManyEntries, TooManyMoves, TwoKindsOfOrigin, trace

GOOD = [(0, 1, 0, 100, 1, -1), (1, 2, 10**6, 100, 0, -1), (2, 1, 2 * 10**6, 100, 0, 1)]

WRONG = {
    "an amount of nothing": (1, (1, 2, 10**6, 0, 0, -1), door.UnfitAmount),
    "an amount below zero": (1, (1, 2, 10**6, -5, 0, -1), door.UnfitAmount),
    "an amount of 2^50": (1, (1, 2, 10**6, 1 << 50, 0, -1), door.UnfitAmount),
    "an unlisted payer": (1, (7, 2, 10**6, 100, 0, -1), door.UnknownNumber),
    "an unlisted payee": (1, (1, -1, 10**6, 100, 0, -1), door.UnknownNumber),
    "an unlisted origin": (0, (0, 1, 0, 100, 9, -1), door.UnknownNumber),
    "an undo of a row not there": (2, (2, 1, 2 * 10**6, 100, 0, 8), door.UnknownNumber),
    "an undo of itself": (2, (2, 1, 2 * 10**6, 100, 0, 2), door.UnfitUndo),
    "an undo that is not swapped": (2, (1, 2, 2 * 10**6, 100, 0, 1), door.UnfitUndo),
    "an undo of another amount": (2, (2, 1, 2 * 10**6, 99, 0, 1), door.UnfitUndo),
    "a labelled self transfer": (0, (1, 1, 0, 100, 1, -1), door.UnfitLabel),
    "a labelled undo": (2, (2, 1, 2 * 10**6, 100, 1, 1), door.UnfitLabel),
    "a row of an earlier second": (2, (2, 1, -1, 100, 0, 1), door.RowsOutOfOrder),
}


@pytest.mark.parametrize(("row", "line", "refusal"), WRONG.values(), ids=WRONG.keys())
def test_wrong_rows_are_refused_at_the_door(row, line, refusal):
    rows = list(GOOD)
    rows[row] = line
    with pytest.raises(refusal) as caught:
        make_ledger(rows, accounts=3, origin_count=1).check()
    assert str(row) in str(caught.value)


def test_a_good_ledger_passes():
    make_ledger(GOOD, accounts=3, origin_count=1).check()
    make_ledger([], accounts=0).check()


@pytest.mark.parametrize("column", ["dst", "amount_minor", "transfer_ids", "is_sink"])
def test_uneven_columns_are_refused(column):
    ledger = make_ledger(GOOD, accounts=3)
    with pytest.raises(door.UnevenColumns, match=column):
        replace(ledger, **{column: getattr(ledger, column)[:-1]}).check()


def test_openings_are_not_negative_and_sums_stay_exact():
    with pytest.raises(door.UnfitAmount):
        make_ledger(GOOD, accounts=3, opening=[0, -1, 0]).check()
    with pytest.raises(door.TooMuchMoney):
        make_ledger(GOOD, accounts=3, opening=[(1 << 61) - 1, 0, 1 << 50]).check()


def test_an_order_inside_one_second_is_the_ledger_s_own():
    make_ledger([(0, 1, 900_000, 5, 0, -1), (1, 2, 100_000, 5, 0, -1)], accounts=3).check()


@pytest.mark.parametrize("method", Method)
def test_an_empty_ledger_traces_to_nothing(method):
    found = trace(make_ledger([], accounts=2, opening=[3, 0]), method=method)
    assert found.holdings.amount_minor.tolist() == [3]
    assert found.flows.row.size == 0


def test_limits_refuse_and_name_where_they_tripped():
    ledger, _ = written_ledger("""
        v a 3 +1
        w a 3 +2
        a b 4
        b a 4
        a b 4
    """)
    with pytest.raises(TooManyMoves, match="of 5"):
        trace(ledger, method=Method.FIFO, max_moves=3)
    with pytest.raises(TooManyEntries) as caught:
        trace(ledger, method=Method.PRO_RATA, max_entries=3)
    assert "acco" in caught.value.why, "the fullest accounts are named"
    assert "account-1" not in str(caught.value), "but not in the clear"


def test_shortfalls_and_payments_cannot_both_be_origins():
    with pytest.raises(TwoKindsOfOrigin):
        trace(make_ledger(GOOD, accounts=3), method=Method.FIFO, shortfall_is_origin=True)


def test_refusals_have_codes_of_their_own():
    refusals = [*(kind for _, _, kind in WRONG.values()), TooManyMoves, TooManyEntries]
    codes = {kind.code for kind in refusals}
    assert len(codes) == len(set(refusals))
    assert all(code.startswith("ZL-TRACE-") for code in codes)


def test_columns_of_other_widths_are_taken_as_they_are_meant():
    ledger = make_ledger(GOOD, accounts=3)
    wide = replace(ledger, src=ledger.src.astype(np.int64), origin=ledger.origin.astype(np.int64))
    held = trace(wide, method=Method.FIFO).holdings
    assert held.account.tolist() == [1]
