"""Routes: by which transfers a victim's money went; the amounts add up at every account."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.tracing.kernels.slow_twins import TWINS
from tests.tracing.kernels.small_ledgers import ledgers, written_ledger
from zhanlian.engines import NOTHING
from zhanlian.tracing import Method, trace
from zhanlian.tracing.routes import NotAPayment, explain, index_routes, onward, routes_of

LINES = [method for method in Method if method is not Method.PRO_RATA]
EXAMPLES = settings(max_examples=150, deadline=None)
MINUTE_US = 60_000_000

# V1's 100 are split at A; B passes 30 of its 60 on, C all of its 40: D has two ways into it.
FORK = """
v A 100 +1
A B 60
A C 40
B D 30
C D 40
"""


def routed(ledger, method=Method.FIFO):
    return index_routes(trace(ledger, method=method))


def paths_of(route):
    paths = Counter()
    for lying in route.lying:
        paths[lying.account, lying.rows] += lying.amount_minor
    return paths


def paths_of_twin(ledger, method, origin):
    paths, twin = Counter(), TWINS[method](ledger)
    for account in range(ledger.account_count):
        for whose, minor, path, _ in twin.lots_of(account):
            if whose == origin and minor:
                paths[account, tuple(row for row, _ in path)] += minor
    return paths


def left_in(ledger, edges, origin):
    """Per account, what the edges brought less what they took; a deposit takes from nobody."""
    left = Counter()
    for row, src, dst, minor in zip(
        edges.row.tolist(), edges.src.tolist(), edges.dst.tolist(), edges.amount_minor.tolist(),
        strict=True,
    ):  # fmt: skip
        left[dst] += minor
        if ledger.origin[row] != origin:
            left[src] -= minor
    return left


def test_a_fork_is_told_path_by_path():
    ledger, number = written_ledger(FORK)
    route = routes_of(routed(ledger), 1)
    assert paths_of(route) == {
        (number["B"], (0, 1)): 3000,
        (number["D"], (0, 1, 3)): 3000,
        (number["D"], (0, 2, 4)): 4000,
    }
    assert route.edges.row.tolist() == [0, 1, 2, 3, 4]
    assert route.edges.amount_minor.tolist() == [10_000, 6000, 4000, 3000, 4000]
    assert route.edges.hop.tolist() == [1, 2, 2, 3, 3]
    assert route.edges.dwell_us.tolist() == [
        NOTHING, MINUTE_US, 2 * MINUTE_US, 2 * MINUTE_US, 2 * MINUTE_US,
    ]  # fmt: skip


def test_one_transfer_is_followed_onward_and_one_account_is_explained():
    ledger, number = written_ledger(FORK)
    routes = routed(ledger)
    assert paths_of(onward(routes, 1, 1)) == {
        (number["B"], (0, 1)): 3000,
        (number["D"], (0, 1, 3)): 3000,
    }
    found = explain(routes, number["D"], 1)
    assert [(line.amount_minor, line.rows) for line in found] == [
        (3000, (0, 1, 3)),
        (4000, (0, 2, 4)),
    ]
    assert [line.carried_minor for line in found] == [(10_000, 6000, 3000), (10_000, 4000, 4000)]
    assert explain(routes, number["C"], 1) == ()


@pytest.mark.parametrize("method", LINES)
@EXAMPLES
@given(ledger=ledgers())
def test_paths_are_those_of_the_twin(method, ledger):
    routes = routed(ledger, method)
    for origin in range(1, len(ledger.origin_ids) + 1):
        assert paths_of(routes_of(routes, origin)) == paths_of_twin(ledger, method, origin)


@pytest.mark.parametrize("method", Method)
@EXAMPLES
@given(ledger=ledgers())
def test_what_came_less_what_went_is_what_lies_there(method, ledger):
    routes = routed(ledger, method)
    for origin in range(1, len(ledger.origin_ids) + 1):
        route = routes_of(routes, origin)
        if method is Method.PRO_RATA:
            pairs = zip(route.account.tolist(), route.held_minor.tolist(), strict=True)
            lies = Counter({account: minor for account, minor in pairs if minor})
        else:
            lies = Counter()
            for each in route.lying:
                lies[each.account] += each.amount_minor
        assert left_in(ledger, route.edges, origin) == lies
        paid = int(
            ledger.amount_minor[(ledger.origin == origin) & (ledger.src != ledger.dst)].sum()
        )
        assert sum(lies.values()) == paid


@pytest.mark.parametrize("method", LINES)
@EXAMPLES
@given(ledger=ledgers(), data=st.data())
def test_what_a_transfer_carried_lies_somewhere_after_it(method, ledger, data):
    routes = routed(ledger, method)
    count = len(ledger.origin_ids)
    if not count:
        return
    origin = data.draw(st.integers(1, count))
    edges = routes_of(routes, origin).edges
    for row, minor in zip(edges.row.tolist(), edges.amount_minor.tolist(), strict=True):
        after = onward(routes, row, origin)
        assert sum(each.amount_minor for each in after.lying) == minor
        assert after.edges.row.min() >= row
        first = after.edges.row == row
        assert after.edges.amount_minor[first].tolist() == [minor]
        assert after.edges.hop[first].tolist() == [1]


@pytest.mark.parametrize("method", LINES)
@EXAMPLES
@given(ledger=ledgers())
def test_backward_and_forward_tell_the_same(method, ledger):
    routes = routed(ledger, method)
    for origin in range(1, len(ledger.origin_ids) + 1):
        forward = sorted(
            (each.account, each.rows, each.amount_minor, each.carried_minor)
            for each in routes_of(routes, origin).lying
        )
        backward = sorted(
            (each.account, each.rows, each.amount_minor, each.carried_minor)
            for account in range(ledger.account_count)
            for each in explain(routes, account, origin)
        )
        assert forward == backward
        for _, rows, minor, carried in forward:
            assert len(rows) == len(carried)
            assert min(carried) >= minor
            assert list(rows) == sorted(rows)


@EXAMPLES
@given(ledger=ledgers())
def test_shares_are_explained_by_the_rows_that_brought_them(ledger):
    routes = routed(ledger, Method.PRO_RATA)
    held = routes.trace.holdings
    for account, origin, minor in zip(
        held.account.tolist(), held.origin.tolist(), held.amount_minor.tolist(), strict=True
    ):
        if origin:
            content = explain(routes, account, origin)
            assert content.held_minor == minor
            assert int(content.brought.amount_minor.sum()) >= minor
            assert (ledger.dst[content.brought.row] == account).all()


@pytest.mark.parametrize("origin", [0, 2, -1])
def test_a_number_that_is_no_payment_is_refused(origin):
    ledger, number = written_ledger(FORK)
    routes = routed(ledger)
    for ask in (
        lambda: routes_of(routes, origin),
        lambda: onward(routes, 1, origin),
        lambda: explain(routes, number["D"], origin),
    ):
        with pytest.raises(NotAPayment):
            ask()


def test_a_row_that_carried_nothing_leads_nowhere():
    ledger, _ = written_ledger(FORK + "x y 5")
    after = onward(routed(ledger), 5, 1)
    assert after.lying == ()
    assert after.edges.row.size == 0
