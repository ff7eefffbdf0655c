"""Promises of an expansion: it holds every move of a trace, and refuses what it cannot mean."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.tracing.expansion.slow_twin import clock_of
from tests.tracing.kernels.small_ledgers import SECOND, ledgers, make_ledger
from zhanlian.tracing.expansion import Index, Seeds, expand
from zhanlian.tracing.expansion.asking import OtherDirection, UnfitLimit, UnfitSeed
from zhanlian.tracing.ledger import UnfitAmount
from zhanlian.tracing.methods import Method
from zhanlian.tracing.trace import trace

QUEUES = [method for method in Method if method is not Method.PRO_RATA]
LIMITS = st.tuples(
    st.integers(1, 4), st.sampled_from([0, 1, 2, 120]), st.sampled_from([0, 5]),
    st.sampled_from([0, 500_000]), st.sampled_from([0, 300_000]),
)  # fmt: skip


def moves_within(ledger, lineage, limits):
    """{row: least hop} of the trace's moves whose whole way from the deposit keeps the limits."""
    hops, window_s, minor_min, retention_ppm, share_ppm = limits
    clock, amount = clock_of(ledger), ledger.amount_minor.tolist()
    hop, found = [], {}
    for record in range(lineage.row.size):
        row, parent = int(lineage.row[record]), int(lineage.parent[record])
        if parent < 0:
            hop.append(0)
            continue
        before, deposit = int(lineage.row[parent]), record
        while lineage.parent[deposit] >= 0:
            deposit = int(lineage.parent[deposit])
        carried = int(lineage.amount_minor[record])
        is_within = (
            hop[parent] is not None
            and hop[parent] < hops
            and clock[row] - clock[before] <= window_s * SECOND
            and amount[row] >= minor_min
            and amount[row] * 1_000_000 >= amount[before] * retention_ppm
            and carried * 1_000_000 >= amount[int(lineage.row[deposit])] * share_ppm
        )
        hop.append(hop[parent] + 1 if is_within else None)
        if is_within:
            found[row] = min(found.get(row, hops), hop[-1])
    return found


@pytest.mark.parametrize("method", QUEUES)
@settings(max_examples=200, deadline=None)
@given(ledger=ledgers(), limits=LIMITS)
def test_every_move_of_a_trace_within_the_limits_is_found(method, ledger, limits):
    deposits = np.flatnonzero(ledger.origin > 0)
    assume(deposits.size)
    hops, window_s, minor_min, retention_ppm, share_ppm = limits
    found = expand(
        ledger, Seeds.of_rows(ledger, deposits), hops=hops, window_s=window_s,
        amount_minor_min=minor_min, retention_ppm=retention_ppm, flow_share_ppm=share_ppm,
    )  # fmt: skip
    row, hop = (each.tolist() for each in found.rows())
    hop_of = dict(zip(row, hop, strict=True))
    moved = moves_within(ledger, trace(ledger, method=method).lineage, limits)
    assert moved.keys() <= hop_of.keys()
    assert all(hop_of[each] <= least for each, least in moved.items())


@settings(max_examples=100, deadline=None)
@given(ledger=ledgers(), hops=st.integers(1, 4), window_s=st.sampled_from([0, 1, 120]))
def test_more_hops_only_add(ledger, hops, window_s):
    seeds = Seeds.of_rows(ledger, np.arange(min(3, ledger.row_count)))
    less, more = (expand(ledger, seeds, hops=each, window_s=window_s) for each in (hops, hops + 1))
    early = more.steps.hop <= hops
    assert more.steps.row[early].tolist() == less.steps.row.tolist()
    assert more.steps.parent[early].tolist() == less.steps.parent.tolist()


GOOD = make_ledger(
    [(0, 1, 0, 100, 0, -1), (1, 2, SECOND, 100, 0, -1), (2, 0, SECOND, 7, 0, -1)], accounts=3
)


@pytest.mark.parametrize(
    "limit",
    [
        {"hops": 0},
        {"hops": 65},
        {"window_s": -1},
        {"amount_minor_min": -1},
        {"retention_ppm": 1_000_001},
        {"flow_share_ppm": -1},
    ],
)
def test_limits_out_of_bounds_are_refused_by_name(limit):
    with pytest.raises(UnfitLimit, match=next(iter(limit))):
        expand(GOOD, [(1, 0, 100)], **{"hops": 1, "window_s": 60} | limit)


@pytest.mark.parametrize(
    ("seed", "why"),
    [
        ((3, 0), "account"),
        ((-1, 0), "account"),
        ((1, 0, 100, 3), "row"),
        ((1, 0, 100, -2), "row"),
        ((2, 0, 100, 0), "another account"),
        ((1, 5, 100, 0), "another account or instant"),
        ((1, 0, -1), "amount"),
    ],
)
def test_seeds_that_the_ledger_does_not_have_are_refused(seed, why):
    with pytest.raises(UnfitSeed, match="Seed 1") as caught:
        expand(GOOD, [(1, 0, 100), seed], hops=1, window_s=60)
    assert why in caught.value.why


def test_a_share_of_an_unknown_amount_is_refused():
    with pytest.raises(UnfitSeed, match="Seed 0"):
        expand(GOOD, [(1, 0)], hops=1, window_s=60, flow_share_ppm=1)


def test_an_index_answers_for_its_own_direction_only():
    index = Index.build(GOOD, direction="upstream")
    assert expand(index, [(2, SECOND)], hops=2, window_s=60).steps.row.tolist() == [1, 0]
    with pytest.raises(OtherDirection, match="upstream, not downstream"):
        expand(index, [(2, SECOND)], hops=2, window_s=60, direction="downstream")


def test_an_unfit_ledger_is_refused_before_it_is_walked():
    wrong = replace(GOOD, amount_minor=np.array([100, 0, 7]))
    for ask in (Index.build, lambda ledger: expand(ledger, [(1, 0)], hops=1, window_s=1)):
        with pytest.raises(UnfitAmount):
            ask(wrong)


def test_an_empty_ledger_expands_to_its_seeds():
    empty = make_ledger([], accounts=2)
    for where in (empty, Index.build(empty), Index.build(empty, direction="upstream")):
        found = expand(where, [(1, 5)], hops=3, window_s=60)
        assert found.steps.row.size == 0
        assert found.reached.account.tolist() == [1]
        assert found.path_to(0) == []
    nobody = make_ledger([], accounts=0)
    assert expand(nobody, [], hops=1, window_s=1).reached.account.size == 0
