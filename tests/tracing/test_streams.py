"""Streams: one payment followed without a replay says what a whole FIFO trace says."""

from collections import Counter
from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.tracing.kernels.slow_twins import TWINS, join_neighbours
from tests.tracing.kernels.small_ledgers import SECOND, ledgers
from zhanlian.tracing.methods import Method
from zhanlian.tracing.streams_backward import whose
from zhanlian.tracing.streams_build import build_streams, row_after
from zhanlian.tracing.streams_forward import alert, follow
from zhanlian.tracing.trace import holdings_at, path_of, prefix, trace

EXAMPLES = settings(max_examples=400, deadline=None)


def paths_traced(found, origin):
    """{(account, rows of the path): minor} of one origin's pieces."""
    paths = Counter()
    for index in np.flatnonzero(found.pieces.origin == origin).tolist():
        key = int(found.pieces.account[index]), tuple(path_of(found, index))
        paths[key] += int(found.pieces.amount_minor[index])
    return paths


def paths_followed(followed):
    paths = Counter()
    for segment in np.flatnonzero(followed.lying_minor).tolist():
        key = int(followed.account[segment]), tuple(followed.path_of(segment))
        paths[key] += int(followed.lying_minor[segment])
    return paths


def assert_tree_adds_up(followed):
    rest = followed.amount_minor - followed.lying_minor
    child = followed.parent >= 0
    np.subtract.at(rest, followed.parent[child], followed.amount_minor[child])
    assert not rest.any()
    assert (followed.lying_minor >= 0).all()
    assert (followed.parent[child] < np.flatnonzero(child)).all()


@EXAMPLES
@given(ledger=ledgers())
def test_a_deposit_is_followed_to_where_the_trace_has_it(ledger):
    streams, found = build_streams(ledger), trace(ledger, method=Method.FIFO)
    for origin in range(1, len(ledger.origin_ids) + 1):
        paths = Counter()
        for row in np.flatnonzero(ledger.origin == origin).tolist():
            followed = follow(streams, row)
            assert_tree_adds_up(followed)
            paths += paths_followed(followed)
        assert paths == paths_traced(found, origin)


@EXAMPLES
@given(ledger=ledgers(), data=st.data())
def test_any_row_is_followed_whoever_it_belongs_to(ledger, data):
    row = data.draw(st.integers(0, ledger.row_count - 1))
    if row in ledger.undo_row or ledger.undo_row[row] >= 0 or ledger.src[row] == ledger.dst[row]:
        return  # what was given back goes on under the undo row, and the twin forgets that
    expected = Counter()
    twin = TWINS["fifo"](ledger)
    for account in range(ledger.account_count):
        for _, minor, path, _ in twin.lots_of(account):
            rows = [step for step, _ in path]
            if row in rows:
                expected[account, tuple(rows[rows.index(row) :])] += minor
    assert paths_followed(follow(build_streams(ledger), row)) == expected


@EXAMPLES
@given(ledger=ledgers(), data=st.data())
def test_a_deposit_is_followed_up_to_any_instant(ledger, data):
    at = data.draw(st.sampled_from(sorted(set(ledger.at.tolist()))))
    streams, row_count = build_streams(ledger), row_after(ledger, at)
    found = trace(prefix(ledger, row_count), method=Method.FIFO)
    for row in np.flatnonzero(ledger.origin[:row_count] > 0).tolist():
        if (ledger.origin == ledger.origin[row]).sum() == 1:
            followed = follow(streams, row, at=at)
            assert paths_followed(followed) == paths_traced(found, int(ledger.origin[row]))


def with_payment(ledger, account, row, at, amount):
    """The ledger with one more victim's payment before ``row``, and the new origin."""
    origin = len(ledger.origin_ids) + 1
    payer = 0 if account else 1
    columns = {"src": payer, "dst": account, "at": at, "amount_minor": amount,
               "origin": origin, "transfer_ids": -1}  # fmt: skip
    undo = np.where(ledger.undo_row >= row, ledger.undo_row + 1, ledger.undo_row)
    return replace(
        ledger,
        **{name: np.insert(getattr(ledger, name), row, value) for name, value in columns.items()},
        undo_row=np.insert(undo, row, -1).astype(np.int32),
        origin_ids=(*ledger.origin_ids, "new"),
    ), origin


INSTANTS = st.one_of(st.integers(-1, 60), st.integers(0, 3000).map(lambda s: s * SECOND // 10))


@settings(max_examples=1500, deadline=None)
@given(ledger=ledgers(), at=INSTANTS, place=st.integers(0, 5), amount=st.integers(1, 60))
def test_an_alert_says_what_the_trace_with_that_payment_says(ledger, at, place, amount):
    account = place % ledger.account_count
    row = row_after(ledger, at)
    longer, origin = with_payment(ledger, account, row, at, amount)
    found = trace(longer, method=Method.FIFO)
    followed = alert(build_streams(ledger), account, at, amount)
    assert_tree_adds_up(followed)
    expected = Counter()
    for (where, rows), minor in paths_traced(found, origin).items():
        old = tuple(-1 if step == row else step - (step > row) for step in rows)
        expected[where, old] += minor
    assert paths_followed(followed) == expected
    places = followed.places()
    assert sum(each.amount_minor for each in places) == amount


@EXAMPLES
@given(ledger=ledgers(), at=INSTANTS)
def test_whose_says_what_the_trace_up_to_then_says(ledger, at):
    streams = build_streams(ledger)
    found = trace(prefix(ledger, row_after(ledger, at)), method=Method.FIFO)
    for account in range(ledger.account_count):
        content = whose(streams, account, at)
        held = holdings_at(ledger, at, method=Method.FIFO, account=account)
        sums = dict(zip(held.origin.tolist(), held.amount_minor.tolist(), strict=True))
        assert content.by_origin() == sums
        here = np.flatnonzero(found.pieces.account == account)
        shown = [(int(found.pieces.origin[k]), int(found.pieces.amount_minor[k]),
                  tuple(path_of(found, k)), False) for k in here]  # fmt: skip
        lines = [(p.origin, p.amount_minor, p.rows, False) for p in content.pieces]
        assert lines == join_neighbours(shown)


@given(ledger=ledgers(), at=st.integers(-1, 3000 * SECOND))
def test_rows_up_to_an_instant_are_counted_by_halving(ledger, at):
    found = np.flatnonzero(ledger.at <= at)
    assert row_after(ledger, at) == (int(found[-1]) + 1 if found.size else 0)
