"""The balance chain: hand cases, the rule said slowly, and what shuffling cannot change."""

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from zhanlian.intake.settling.chain import Link, close_chain

STEPS = st.lists(
    st.tuples(st.integers(1, 9), st.sampled_from([1, -1]), st.booleans()), min_size=1, max_size=12
)


def links_of(rows):
    """Rows as (at, amount, sign, balance)."""
    return [Link(place, *row) for place, row in enumerate(rows)]


def breaks_said_slowly(links):
    """The fewest breaks any order inside each instant can have: try them all."""
    groups: dict[int, list[Link]] = {}
    for link in links:
        groups.setdefault(link.at, []).append(link)
    best = {None: 0}
    for group in groups.values():
        reached: dict[int | None, int] = {}
        for balance, breaks in best.items():
            for order in permutations(group):
                here, count = balance, breaks
                for link in order:
                    if (
                        here is not None
                        and here + link.sign * link.amount_minor != link.balance_minor
                    ):
                        count += 1
                    here = link.balance_minor
                reached[here] = min(count, reached.get(here, 10**9))
        best = reached
    return min(best.values())


def true_rows(steps):
    """A chain that adds up: (at, amount, sign, balance), several rows in one instant."""
    at, balance, rows = 0, 50, []
    for amount, sign, is_new in steps:
        at += int(is_new)
        balance += sign * amount
        rows.append((at, amount, sign, balance))
    return rows


def test_three_rows_of_one_second_are_put_in_the_order_that_closes():
    chain = close_chain(links_of([
        (1, 100, 1, 100), (2, 30, -1, 40), (2, 30, -1, 70), (3, 40, -1, 0),
    ]))  # fmt: skip
    assert [link.row for link in chain.links] == [0, 2, 1, 3]
    assert not chain.breaks
    assert chain.links[1].basis == "balance"


def test_a_missing_row_is_one_break_with_both_sides_named():
    chain = close_chain(links_of([(1, 100, 1, 100), (2, 20, -1, 50), (3, 10, -1, 40)]))
    assert [(b.row_before, b.row, b.expected_minor, b.found_minor) for b in chain.breaks] == [
        (0, 1, 80, 50)]  # fmt: skip


def test_a_batch_that_states_one_balance_closes_as_a_whole():
    chain = close_chain(links_of([(1, 100, 1, 100), (2, 10, -1, 89), (2, 1, -1, 89)]))
    assert not chain.breaks


def test_a_direction_is_inferred_only_where_one_reading_fits():
    chain = close_chain(links_of([(1, 100, 1, 100), (2, 30, 0, 70), (3, 30, 0, 90)]))
    assert [(link.sign, link.inferred) for link in chain.links] == [
        (1, False),
        (-1, True),
        (0, False),
    ]


def test_rows_without_balance_take_credits_first():
    chain = close_chain(links_of([(1, 5, -1, None), (1, 5, 1, None)]))
    assert [link.sign for link in chain.links] == [1, -1]


@given(STEPS, st.randoms(use_true_random=False))
def test_any_shuffle_inside_an_instant_is_undone(steps, random):
    rows = true_rows(steps)
    shuffled = sorted(rows, key=lambda row: (row[0], random.random()))
    chain = close_chain(links_of(shuffled))
    if max(sum(r[0] == at for r in rows) for at in {r[0] for r in rows}) <= 5:
        assert not chain.breaks
    assert sorted(link.row for link in chain.links) == list(range(len(rows)))


@given(st.lists(
    st.tuples(st.integers(0, 2), st.integers(1, 4), st.sampled_from([1, -1]), st.integers(0, 8)),
    min_size=1, max_size=6))  # fmt: skip
def test_a_chain_that_can_close_does(rows):
    rows = sorted(rows, key=lambda row: row[0])
    wanted = breaks_said_slowly(links_of(rows))
    found = len(close_chain(links_of(rows)).breaks)
    assert found >= 0
    if wanted == 0:
        assert found == 0, "an order that closes exists"


@given(STEPS)
def test_missing_directions_come_back(steps):
    rows = true_rows([(amount, sign, True) for amount, sign, _ in steps])
    blind = [rows[0], *((at, amount, 0, balance) for at, amount, _, balance in rows[1:])]
    chain = close_chain(links_of(blind))
    assert [link.sign for link in chain.links] == [row[2] for row in rows]
