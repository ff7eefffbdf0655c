"""Searches with a bound: what they reach inside it, and that running out of it is said."""

import pytest

from tests.tracing.kernels.small_ledgers import make_ledger, written_ledger
from tests.tracing.patterns.drawn_limits import limits_with
from tests.tracing.patterns.shown import hits_of
from zhanlian.tracing.pattern_limits import Bipartite, Chain, Cycle, ScatterGather
from zhanlian.tracing.patterns import Pattern, find_hits
from zhanlian.tracing.patterns.kernels.cycles import FOUND_MAX

DAY_S = 86_400


def find_one(pattern, ledger, record):
    return find_hits(ledger, asked=[pattern], limits=limits_with(**{pattern.value: record}))[
        pattern
    ]


def test_an_account_reached_late_and_then_earlier_by_a_detour_is_searched_from_the_earlier_row():
    """Account v pays x late, and by w early: only the early way leads on in time."""
    ledger, names = written_ledger(
        "v w 1\nw x 1\nx y 1\ny p 1\np q 1\nq u 1\nv x 1\nu v 1".replace("1\n", "10\n") + "0"
    )
    hits = find_one(Pattern.CYCLE, ledger, Cycle(DAY_S, length_max=7))
    assert hits_of(hits) == {(7, (min(names.values()),), (0, 1, 2, 3, 4, 5, 7))}


def many_ways(count):
    """Account s pays ``count`` accounts, each pays t, and t pays s: that many cycles at once."""
    middles = range(2, 2 + count)
    rows = [(0, middle, 0, 10, 0, -1) for middle in middles]
    rows += [(middle, 1, 0, 10, 0, -1) for middle in middles]
    return make_ledger([*rows, (1, 0, 0, 10, 0, -1)], accounts=2 + count)


def test_a_closing_row_gives_every_cycle_up_to_its_steps():
    ledger = many_ways(20)
    hits = find_one(Pattern.CYCLE, ledger, Cycle(DAY_S, length_max=3))
    assert (hits.closing.size, hits.stopped.size) == (20, 0)


@pytest.mark.parametrize(
    ("ways", "limits"),
    [(20, Cycle(DAY_S, 3, 0, steps_max=12)), (FOUND_MAX + 1, Cycle(DAY_S, 3, 0, 10**6))],
)
def test_a_closing_row_out_of_steps_is_listed_and_what_it_found_is_true(ways, limits):
    ledger = many_ways(ways)
    hits = find_one(Pattern.CYCLE, ledger, limits)
    whole = find_one(Pattern.CYCLE, many_ways(20), Cycle(DAY_S, 3))
    assert hits.stopped.tolist() == [ledger.row_count - 1]
    assert hits.closing.size < ways
    if ways == whole.closing.size:
        assert hits_of(hits) <= hits_of(whole)


def test_a_middle_that_too_many_pay_is_left_out_and_listed():
    ledger, names = written_ledger("s m 1\ns n 1\na m 1\nb m 1\nm t 1\nn t 1")
    tight = find_one(Pattern.SCATTER_GATHER, ledger, ScatterGather(DAY_S, 2, touches_max=2))
    loose = find_one(Pattern.SCATTER_GATHER, ledger, ScatterGather(DAY_S, 2, touches_max=3))
    assert (hits_of(tight), tight.stopped.tolist()) == (set(), [4])
    assert hits_of(loose) == {(5, (names["s"], names["t"]), (0, 1, 4, 5))}


def test_a_chain_out_of_steps_is_listed():
    ledger, _ = written_ledger("a b 1\nc b 1\nd b 1\nb e 1")
    hits = find_one(Pattern.CHAIN, ledger, Chain(DAY_S, 2, steps_max=2, row_minor_min=0))
    assert hits.stopped.tolist() == [3]
    assert hits_of(hits) == {(3, (3,), (2, 3))}


def test_a_block_out_of_steps_is_listed_and_the_next_row_starts_afresh():
    ledger, _ = written_ledger("a x 1\na y 1\nb x 1\nb y 1\nb y 1")
    steps = [
        find_one(Pattern.BIPARTITE, ledger, Bipartite(DAY_S, 2, 2, 1_000_000, steps_max=bound))
        for bound in (4, 8, 100)
    ]
    assert [hits.stopped.tolist() for hits in steps] == [[3, 4], [4], []]
    assert [hits.closing.tolist() for hits in steps] == [[], [3], [3, 4]]
