"""Expansions a colleague can check by hand: least hops, windows, limits, and where they end."""

import numpy as np

from tests.tracing.kernels.small_ledgers import SECOND, written_ledger
from zhanlian.tracing.expansion import Index, Seeds, Stop, Why, expand
from zhanlian.tracing.expansion.results import STOPS

HOUR, DAY = 3600, 86_400

# Row by row: 0 the deposit; 1 and 2 split it; 3 small; 4 to the platform; 5 out of the platform;
# 6 back to the first card; 7 on from there; 8 after more than a day.
SPLIT = """
    victim one      1000  @0
    one    two       600  @60
    one    three     390  @120
    one    four        5  @180
    two    platform  590  @3600
    platform someone 590  @3700
    three  one       390  @7200
    one    five      380  @7300
    one    four      300  @200000
"""


def split_case(**asked):
    ledger, names = written_ledger(SPLIT, sinks=("platform",))
    deposit = Seeds.of_rows(ledger, np.array([0]))
    return expand(Index.build(ledger), deposit, **asked), names


def stop_of(found, names, name):
    place = found.reached.account.tolist().index(names[name])
    return STOPS[found.stops()[place]]


def hops_of(found):
    row, hop = found.rows()
    return dict(zip(row.tolist(), hop.tolist(), strict=True))


def test_each_row_has_its_least_hop_and_each_account_its_least_layer():
    found, names = split_case(hops=4, window_s=DAY)
    assert hops_of(found) == {1: 1, 2: 1, 3: 1, 4: 2, 6: 2, 7: 1}, "row 7 is inside a day of row 0"
    layers = dict(zip(found.reached.account.tolist(), found.reached.layer.tolist(), strict=True))
    assert layers == {
        names["one"]: 1, names["two"]: 2, names["three"]: 2, names["four"]: 2, names["five"]: 2,
        names["platform"]: 3,
    }  # fmt: skip


def test_a_short_window_finds_the_long_way_round():
    found, _ = split_case(hops=4, window_s=2 * HOUR)
    assert hops_of(found)[7] == 3, "row 0 closed at 7200, row 6 reopened the account"
    assert found.path_to(7) == [2, 6, 7]
    assert found.path_to(8) == []


def test_every_account_says_why_its_branch_ends():
    found, names = split_case(hops=2, window_s=DAY, amount_minor_min=1000)
    ends = {name: stop_of(found, names, name) for name in ("one", "two", "platform", "five")}
    assert ends == {
        "one": Stop.GOES_ON, "two": Stop.GOES_ON, "platform": Stop.SINK, "five": Stop.NOTHING,
    }  # fmt: skip
    assert found.cut.row.tolist() == [3]
    assert found.cut_counts() == {Why.SMALL: 1, Why.THIN: 0, Why.WEAK: 0}


def test_what_left_after_the_window_is_named():
    ledger, names = written_ledger("""
        victim one 100 @0
        one    two 100 @7200
    """)
    seeds = Seeds.of_rows(ledger, np.array([0]))
    found = expand(ledger, seeds, hops=3, window_s=HOUR)
    assert stop_of(found, names, "one") == Stop.LATE
    assert found.reached.late_row.tolist() == [1]


def test_the_last_hop_is_no_end_of_the_money():
    found, names = split_case(hops=1, window_s=DAY)
    assert stop_of(found, names, "two") == Stop.HOPS


def test_a_row_must_keep_a_part_of_the_row_before_it():
    found, _ = split_case(hops=4, window_s=DAY, retention_ppm=385_000)
    assert hops_of(found) == {1: 1, 2: 1, 4: 2, 6: 2, 7: 3}, "380 of 390, not of 1000"
    assert dict(zip(found.cut.row.tolist(), found.cut.why.tolist(), strict=True)) == {3: 1}


def test_every_row_of_a_path_must_carry_a_part_of_the_seed():
    found, _ = split_case(hops=4, window_s=DAY, flow_share_ppm=385_000)
    assert hops_of(found) == {1: 1, 2: 1, 4: 2, 6: 2}
    assert found.cut_counts() == {Why.WEAK: 2, Why.THIN: 0, Why.SMALL: 0}


def test_a_row_stands_again_where_a_longer_path_asks_less():
    ledger, _ = written_ledger("""
        large one   1000 @0
        small two    100 @1
        two   one     60 @2
        one   three   90 @3
        three four    50 @4
    """)
    seeds = Seeds.of_rows(ledger, np.array([0, 1]))
    found = expand(ledger, seeds, hops=4, window_s=HOUR, flow_share_ppm=80_000)
    assert found.steps.row.tolist() == [2, 3, 3, 4]
    assert found.steps.hop.tolist() == [1, 1, 2, 3]
    assert found.path_to(4) == [2, 3, 4], "by way of the small payment: 50 is less than 80"
    assert found.path_to(3) == [3]


def test_inside_one_second_the_order_of_the_rows_decides():
    ledger, _ = written_ledger("""
        one    two   100 @5
        victim one   100 @5
        one    two   100 @5
        one    two   100 @5
        two    three 100 @5
    """)
    found = expand(ledger, Seeds.of_rows(ledger, np.array([1])), hops=2, window_s=0)
    assert hops_of(found) == {2: 1, 3: 1, 4: 2}
    assert found.path_to(4) == [3, 4], "of parallel rows the latest is the parent"


def test_an_instant_without_a_row_starts_with_its_first_row():
    ledger, names = written_ledger("""
        one two 1 @5
        one two 2 @6
        one two 3 @7
    """)
    found = expand(ledger, [(names["one"], 6 * SECOND)], hops=1, window_s=0)
    assert hops_of(found) == {1: 1}
    assert hops_of(expand(ledger, [(names["one"], 0)], hops=1, window_s=0)) == {}
    before = expand(ledger, [(names["one"], -SECOND)], hops=1, window_s=7)
    assert hops_of(before) == {0: 1, 1: 1}, "a window may open before the first row"
    assert expand(ledger, [], hops=1, window_s=0).steps.row.size == 0


def test_upstream_asks_where_the_money_came_from():
    ledger, names = written_ledger("""
        early  mule 100 @0
        victim card 100 @50
        card   mule 100 @60
        mule   out  100 @100
        card   mule 100 @100
    """)
    seeds = Seeds.of_rows(ledger, np.array([3]), direction="upstream")
    found = expand(ledger, seeds, hops=3, window_s=60, direction="upstream")
    assert hops_of(found) == {2: 1, 1: 2}, "row 0 is older than a minute, row 4 came later"
    assert found.path_to(1) == [2, 1]
    assert found.reached.account.tolist() == [names["mule"], names["card"], names["victim"]]


def test_a_returned_row_is_followed_and_marked():
    ledger, _ = written_ledger("""
        victim one   100 @0
        one    two   100 @10
        two    three  40 @20
        two    one   100 -1 @30
        one    four  100 @40
    """)
    found = expand(ledger, Seeds.of_rows(ledger, np.array([0])), hops=3, window_s=HOUR)
    assert hops_of(found) == {1: 1, 2: 2, 3: 2, 4: 1}
    marked = dict(zip(found.steps.row.tolist(), found.returned().tolist(), strict=True))
    assert marked == {1: True, 2: False, 3: True, 4: False}


def test_what_a_sink_returns_is_followed_from_the_row_it_returns():
    ledger, names = written_ledger("""
        victim   one      100 @0
        one      platform 100 @10
        other    platform 100 @20
        platform other    100 -2 @30
        platform one      100 -1 @90000
        one      two      100 @90010
    """, sinks=("platform",))  # fmt: skip
    seeds = Seeds.of_rows(ledger, np.array([0]))
    for where in (ledger, Index.build(ledger)):
        found = expand(where, seeds, hops=3, window_s=DAY)
        assert hops_of(found) == {1: 1}, "row 3 returns money of another, row 4 comes too late"
        later = expand(where, seeds, hops=3, window_s=2 * DAY)
        assert hops_of(later) == {1: 1, 4: 2, 5: 1}
        assert sorted(later.reached.account.tolist()) == sorted(
            names[each] for each in ("one", "platform", "two")
        )
        assert stop_of(later, names, "platform") == Stop.SINK


def test_money_that_enters_a_sink_goes_no_further():
    found, names = split_case(hops=4, window_s=DAY)
    assert 5 not in hops_of(found)
    ledger, _ = written_ledger(SPLIT, sinks=("platform",))
    for where in (ledger, Index.build(ledger)):
        seeds = [(names["platform"], 0)]
        assert hops_of(expand(where, seeds, hops=4, window_s=DAY)) == {}
