"""Total order and mirrors: small cases, and slow twins over random ones."""

from itertools import combinations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from zhanlian.intake.settling.mirrors import match_sides
from zhanlian.intake.settling.names import may_be_same_name
from zhanlian.intake.settling.order import never_back, order_transfers

SECOND = 1_000_000


def side(entry_id, at_s, *, is_in, precision="s"):
    return {
        "entry_id": entry_id,
        "booked_at": at_s * SECOND,
        "is_in": is_in,
        "precision": precision,
    }


def most_pairs_said_slowly(outs, ins, tolerance_s):
    """The largest one-to-one pairing within tolerance: try every choice, backwards from all."""
    edges = [(o, i) for o in outs for i in ins if abs(o - i) <= tolerance_s]
    for size in range(min(len(outs), len(ins)), 0, -1):
        for chosen in combinations(range(len(edges)), size):
            used_out = {id(edges[c][0]) for c in chosen}
            used = [edges[c] for c in chosen]
            if len({o for o, _ in used}) == len({i for _, i in used}) == size and used_out:
                return size
    return 0


def test_two_equal_transfers_pair_one_to_one():
    rows = [side(1, 10, is_in=False), side(2, 10, is_in=False), side(3, 11, is_in=True),
            side(4, 11, is_in=True)]  # fmt: skip
    assert match_sides(rows, tolerance_s=120) == [(1, 3), (2, 4)]


def test_a_day_only_side_may_lie_anywhere_in_its_day():
    rows = [side(1, 40_000, is_in=False), side(2, 0, is_in=True, precision="d")]
    assert match_sides(rows, tolerance_s=120) == [(1, 2)]


@given(
    st.lists(st.integers(0, 40), max_size=4, unique=True),
    st.lists(st.integers(0, 40), max_size=4, unique=True), st.integers(0, 10))  # fmt: skip
def test_the_sorted_walk_gives_the_most_pairs(outs, ins, tolerance_s):
    rows = [side(n, at, is_in=False) for n, at in enumerate(sorted(outs))]
    rows += [side(100 + n, at, is_in=True) for n, at in enumerate(sorted(ins))]
    rows.sort(key=lambda row: (row["booked_at"], row["entry_id"]))
    pairs = match_sides(rows, tolerance_s=tolerance_s)
    assert len(pairs) == most_pairs_said_slowly(sorted(outs), sorted(ins), tolerance_s)
    assert len({a for a, _ in pairs}) == len({b for _, b in pairs}) == len(pairs)


def chains_of(true_order, owners):
    """Each account's own chain over transfers given in their true order."""
    transfer, account, order_no, seen = [], [], [], {}
    for number, sides in zip(true_order, owners, strict=True):
        for owner in sides:
            seen[owner] = seen.get(owner, 0) + 1
            transfer.append(number)
            account.append(owner)
            order_no.append(seen[owner])
    return tuple(np.array(each, dtype=np.int64) for each in (transfer, account, order_no))


TRANSFERS = st.tuples(st.integers(0, 4), st.integers(0, 4), st.integers(-3, 3))


@given(st.lists(TRANSFERS, min_size=1, max_size=15))
def test_every_accounts_own_order_wins_over_skewed_clocks(rows):
    count = len(rows)
    at = np.array([10 * n + skew * 5 for n, (_, _, skew) in enumerate(rows)], dtype=np.int64)
    owners = [{a, b} for a, b, _ in rows]
    chains = chains_of(range(count), owners)
    order, broken = order_transfers(at, np.arange(count, dtype=np.int64), chains)
    assert broken == 0
    assert sorted(order.tolist()) == list(range(count))
    place = {number: spot for spot, number in enumerate(order.tolist())}
    for owner in range(5):
        own = [place[n] for n, sides in enumerate(owners) if owner in sides]
        assert own == sorted(own)
    assert (np.diff(never_back(at[order])) >= 0).all()


def slow_order(at, chains):
    """Twin: of the transfers that wait for nothing, the earliest; found by looking at all."""
    last, waits = {}, {number: set() for number in range(len(at))}
    for number, owner in zip(chains[0].tolist(), chains[1].tolist(), strict=True):
        if owner in last and last[owner] != number:
            waits[number].add(last[owner])
        last[owner] = number
    done = []
    while len(done) < len(at):
        free = [n for n in waits if n not in done and waits[n] <= set(done)]
        done.append(min(free, key=lambda n: (at[n], n)))
    return done


@given(st.lists(TRANSFERS, min_size=1, max_size=15))
def test_the_earliest_free_transfer_goes_first(rows):
    at = np.array([10 * n + skew * 5 for n, (_, _, skew) in enumerate(rows)], dtype=np.int64)
    chains = chains_of(range(len(rows)), [{a, b} for a, b, _ in rows])
    order, _ = order_transfers(at, np.arange(len(rows), dtype=np.int64), chains)
    assert order.tolist() == slow_order(at, chains)


def test_a_tangle_moves_nothing_outside_itself():
    """Two clocks disagree at one place; what comes before and after stays as it is."""
    at = np.array([0, 30, 20, 40, 50])
    chains = (np.array([1, 2]), np.array([7, 7]), np.array([1, 2]))
    order, broken = order_transfers(at, np.arange(5), chains)
    assert (order.tolist(), broken) == ([0, 1, 2, 3, 4], 0)


def test_two_banks_that_contradict_each_other_give_way_once():
    chains = (np.array([0, 1, 1, 0]), np.array([7, 7, 8, 8]), np.array([1, 2, 1, 2]))
    order, broken = order_transfers(np.array([5, 4]), np.array([0, 1]), chains)
    assert sorted(order.tolist()) == [0, 1]
    assert broken == 1
    assert order[0] == 1, "the earlier instant goes first"


def test_masked_names_agree_only_where_letters_do():
    assert may_be_same_name("*本二级乙", "样本二级乙")
    assert not may_be_same_name("样*丙", "样本二级乙")
    assert not may_be_same_name("", "样本")
