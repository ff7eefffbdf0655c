"""A ledger cut into chunks traces to the bytes of the whole; what does not follow is refused."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tracing.kernels.small_ledgers import ledgers, make_ledger
from zhanlian.tracing.chunks import UnlikeChunks, trace_chunks
from zhanlian.tracing.methods import Method
from zhanlian.tracing.trace import TooManyEntries, TooManyMoves, trace

TABLES = ("holdings", "flows", "lineage", "pieces", "undo_shortfall")
ROWS = [(0, 1, 0, 100, 1, -1), (1, 2, 10**6, 100, 0, -1), (2, 1, 2 * 10**6, 100, 0, -1)]


def cut(ledger, start, stop):
    """The rows start..stop as a ledger of their own; its undo rows point inside it."""
    return replace(
        ledger,
        **{
            name: getattr(ledger, name)[start:stop].copy()
            for name in ("src", "dst", "at", "amount_minor", "origin", "transfer_ids")
        },
        undo_row=np.where(
            ledger.undo_row[start:stop] >= 0, ledger.undo_row[start:stop] - start, -1
        ).astype(np.int32),
    )


def cut_everywhere(ledger, wanted):
    """Chunks that begin at the wanted rows, but not between an undo row and what it returns."""
    undoing = np.flatnonzero(ledger.undo_row >= 0)
    starts = [0, *sorted(
        {row for row in wanted if 0 < row < ledger.row_count
         and not ((ledger.undo_row[undoing] < row) & (undoing >= row)).any()}
    ), ledger.row_count]  # fmt: skip
    return [cut(ledger, *ends) for ends in pairwise(starts)]


def assert_same(long, whole):
    assert long.row_count == whole.ledger.row_count
    for table in TABLES:
        one, other = getattr(long.outcome, table), getattr(whole, table)
        for name in one.__dataclass_fields__:
            np.testing.assert_array_equal(getattr(one, name), getattr(other, name))
    np.testing.assert_array_equal(long.outcome.born_minor, whole.born_minor)


@pytest.mark.parametrize("method", Method)
@given(ledger=ledgers(max_rows=60), wanted=st.sets(st.integers(1, 60), max_size=6))
def test_however_the_rows_are_cut_the_trace_is_the_same(method, ledger, wanted):
    chunks = cut_everywhere(ledger, wanted)
    assert_same(trace_chunks(chunks, method=method), trace(ledger, method=method))


@pytest.mark.parametrize("method", Method)
def test_chunks_without_rows_and_no_chunks_at_all(method):
    ledger = make_ledger(ROWS, accounts=3)
    chunks = [cut(ledger, *ends) for ends in ((0, 0), (0, 2), (2, 2), (2, 3), (3, 3))]
    assert_same(trace_chunks(chunks, method=method), trace(ledger, method=method))
    assert trace_chunks([], method=method) is None


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"account_ids": ("a", "b", "c", "d"), "opening_minor": np.zeros(4, np.int64),
          "is_sink": np.zeros(4, np.bool_)}, "accounts"),
        ({"origin_ids": ("p", "q")}, "origins"),
        ({"currency": "USD"}, "currency"),
        ({"opening_minor": np.array([0, 1, 0])}, "openings"),
        ({"is_sink": np.array([True, False, False])}, "sinks"),
        ({"at": np.array([999_999])}, "earlier second"),
    ],
)  # fmt: skip
def test_a_chunk_of_another_case_or_of_earlier_rows_is_refused(change, why):
    ledger = make_ledger(ROWS, accounts=3)
    first, later = cut(ledger, 0, 2), cut(ledger, 2, 3)
    with pytest.raises(UnlikeChunks, match="row 2") as caught:
        trace_chunks([first, replace(later, **change)], method=Method.FIFO)
    assert why in caught.value.why


def test_limits_name_the_row_counted_over_all_chunks():
    rows = [(0, 1, k * 10**6, 2, 1 + k, -1) for k in range(4)]
    rows += [(1 + k % 2, 2 - k % 2, (4 + k) * 10**6, 8, 0, -1) for k in range(4)]
    ledger = make_ledger(rows, accounts=3)
    chunks = [cut(ledger, 0, 5), cut(ledger, 5, 8)]
    with pytest.raises(TooManyMoves, match="row 6"):
        trace_chunks(chunks, method=Method.FIFO, max_moves=10)
    with pytest.raises(TooManyEntries, match="row 6"):
        trace_chunks(chunks, method=Method.PRO_RATA, max_entries=11)
