"""Ways of sharing: each by hand, and what holds for all of them."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhanlian.recovery.alternatives import Loss, Way, compare_ways

AMOUNTS = st.tuples(st.integers(0, 10**9), st.integers(0, 10**9))


def losses(*pairs):
    return [
        Loss(f"V{number}", loss, good, number) for number, (loss, good) in enumerate(pairs, start=1)
    ]


@pytest.mark.parametrize(
    ("way", "expected"),
    [
        (Way.NET_LOSS, (7_000, 10_000, 4_000)),  # lacking 70, 100, 40 of 210: a tenth of 21,000
        (Way.GROSS_LOSS, (8_750, 8_750, 3_500)),  # losses 100, 100, 40 of 240
        (Way.RISING_TIDE, (0, 15_000, 6_000)),  # 15 % for V2 and V3; V1 has 30 % already
    ],
)
def test_three_ways_by_hand(way, expected):
    listed = losses((100_000, 30_000), (100_000, 0), (40_000, 0))
    assert compare_ways(21_000, listed)[way] == expected


@given(st.integers(0, 10**10), st.lists(AMOUNTS, min_size=1, max_size=8))
def test_no_way_gives_too_much(available, pairs):
    listed = losses(*pairs)
    lacking = [loss.lacking_minor for loss in listed]
    for shares in compare_ways(available, listed).values():
        assert sum(shares) == min(available, sum(lacking))
        assert all(0 <= share <= most for share, most in zip(shares, lacking, strict=True))


@given(st.integers(0, 10**10), st.lists(AMOUNTS, min_size=1, max_size=8))
def test_the_tide_leaves_nobody_below_anyone_it_lifted(available, pairs):
    listed = losses(*pairs)
    shares = compare_ways(available, listed)[Way.RISING_TIDE]
    served = [
        (Fraction(loss.made_good_minor + share, loss.loss_minor), share, loss.loss_minor)
        for loss, share in zip(listed, shares, strict=True)
        if loss.lacking_minor
    ]
    for level, share, _ in served:
        if share > 1:
            assert all(level <= other + Fraction(2, min(each[2] for each in served))
                       for other, _, _ in served)  # fmt: skip
