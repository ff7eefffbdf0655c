"""Every detector says what its definition says slowly, on thousands of small ledgers.

The drawn ledgers are crowded on purpose; ``SOME`` holds how many of them must close the pattern,
so that no test passes because nothing happened.
"""

import pytest
from hypothesis import given, settings

from tests.tracing.patterns import slow_twins
from tests.tracing.patterns.drawn_ledgers import draw_ledger, favoured_ledger, seeds
from tests.tracing.patterns.drawn_limits import draw_limits, limits_with, record_name
from tests.tracing.patterns.shown import episodes_of, hits_of
from zhanlian.tracing.pattern_limits import Pattern
from zhanlian.tracing.patterns.features import window_features
from zhanlian.tracing.patterns.finding import find_hits
from zhanlian.tracing.trace import prefix

LEDGERS = 2000
SOME = LEDGERS // 10
FRESH = settings(max_examples=150, deadline=None)
BLOCKS = (Pattern.BIPARTITE, Pattern.STACK)
PLAIN = [each for each in Pattern if each not in {*BLOCKS, Pattern.PASS_THROUGH, Pattern.RANDOM}]


def find_one(pattern, ledger, record):
    limits = limits_with(**{record_name(pattern): record})
    return find_hits(ledger, asked=[pattern], limits=limits)[pattern]


def assert_equals_twin(pattern, seed):
    record = draw_limits(pattern, seed)
    ledger = favoured_ledger(pattern, seed)
    hits = find_one(pattern, ledger, record)
    assert hits_of(hits) == getattr(slow_twins, pattern.value)(ledger, record), f"seed {seed}"
    if pattern is not Pattern.SCATTER_GATHER:
        assert not hits.stopped.size
    return hits.closing.size


@pytest.mark.parametrize("pattern", [*PLAIN, Pattern.PASS_THROUGH])
def test_detector_says_what_its_twin_says(pattern):
    closed = [assert_equals_twin(pattern, seed) > 0 for seed in range(LEDGERS)]
    assert sum(closed) > SOME


@pytest.mark.parametrize("pattern", [*PLAIN, Pattern.PASS_THROUGH])
@FRESH
@given(seed=seeds())
def test_detector_says_what_its_twin_says_on_fresh_ledgers(pattern, seed):
    assert_equals_twin(pattern, seed)


def test_blocks_and_stacks_say_what_their_twins_say():
    closed = dict.fromkeys(BLOCKS, 0)
    for seed in range(LEDGERS):
        ledger = draw_ledger(seed, max_rows=40)
        below, above = (draw_limits(each, seed) for each in BLOCKS)
        hits = find_hits(ledger, asked=BLOCKS, limits=limits_with(bipartite=below, stack=above))
        assert hits_of(hits[Pattern.BIPARTITE]) == slow_twins.bipartite(ledger, below), seed
        assert hits_of(hits[Pattern.STACK]) == slow_twins.stack(ledger, above, below), seed
        for each in BLOCKS:
            closed[each] += hits[each].closing.size > 0
    assert min(closed.values()) > SOME // 10


def test_random_walks_are_what_no_other_pattern_holds():
    closed = 0
    for seed in range(LEDGERS):
        ledger = draw_ledger(seed)
        fan, walk = (draw_limits(each, seed) for each in (Pattern.FAN_IN, Pattern.RANDOM))
        limits = limits_with(fan_in=fan, random=walk)
        hits = find_hits(ledger, asked=[Pattern.RANDOM, Pattern.FAN_IN], limits=limits)
        taken = {row for _, _, rows in slow_twins.fan_in(ledger, fan) for row in rows}
        expected = slow_twins.random_walk(ledger, walk, taken)
        assert hits_of(hits[Pattern.RANDOM]) == expected, seed
        closed += bool(expected)
    assert closed > SOME


def cycle_key(ledger):
    def key(hit):
        src = [int(ledger.src[row]) for row in hit[2]]
        turn = src.index(min(src))
        return tuple(src[turn:] + src[:turn])

    return key


def keys_of(pattern, ledger):
    if pattern is Pattern.CYCLE:
        return cycle_key(ledger)
    if pattern is Pattern.CHAIN:
        return lambda hit: hit[2][0]
    if pattern in BLOCKS:
        return lambda hit: 0
    if pattern.value.startswith("structuring"):
        return lambda hit: (hit[1], int(ledger.amount_minor[hit[0]]) // 60)
    return lambda hit: hit[1]


@pytest.mark.parametrize("pattern", [*PLAIN, Pattern.BIPARTITE])
def test_hits_that_share_rows_are_one_episode(pattern):
    joined = 0
    for seed in range(LEDGERS // 2):
        ledger, record = favoured_ledger(pattern, seed), draw_limits(pattern, seed)
        hits = find_one(pattern, ledger, record)
        twin = getattr(slow_twins, pattern.value)(ledger, record)
        cases = slow_twins.episodes(twin, keys_of(pattern, ledger))
        assert episodes_of(hits) == cases, seed
        joined += len(cases) < len(twin)
    assert joined


def test_window_columns_say_what_their_twin_says():
    for seed in range(LEDGERS // 2):
        ledger, window_s = draw_ledger(seed), draw_limits(Pattern.STACK, seed).window_s
        found = window_features(ledger, window_s=window_s)
        assert found.values.tolist() == slow_twins.windows(ledger, window_s), seed
        assert found.row.tolist() == [row.number for row in slow_twins.counted(ledger)]


@FRESH
@given(seed=seeds())
def test_no_hit_depends_on_a_later_row(seed):
    """The first half of the rows closes the same hits alone."""
    ledger = draw_ledger(seed, has_undo=False)
    half = ledger.row_count // 2
    for pattern in [*PLAIN, *BLOCKS, Pattern.PASS_THROUGH]:
        record = draw_limits(pattern, seed)
        whole = hits_of(find_one(pattern, ledger, record))
        assert hits_of(find_one(pattern, prefix(ledger, half), record)) == {
            hit for hit in whole if hit[0] < half
        }
