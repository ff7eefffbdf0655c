"""Shares of a pool: golden sums by hand, the rule said slowly, and what always holds."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhanlian.recovery.shares import BadClaim, Claim, share_out

BASES = st.lists(st.integers(0, 10**12), min_size=1, max_size=12)


def claims(*bases):
    return [Claim(f"V{number}", base, number) for number, base in enumerate(bases, start=1)]


@pytest.mark.parametrize(
    ("available", "bases", "expected", "rest"),
    [
        (20_000_000, (15_000_000, 9_000_000, 6_000_000), (10_000_000, 6_000_000, 4_000_000), 0),
        (18_000_000, (12_000_000, 9_000_000, 6_000_000), (8_000_000, 6_000_000, 4_000_000), 0),
        (50_000_000, (12_000_000, 8_000_000), (12_000_000, 8_000_000), 30_000_000),
        (8_765_432, (12_345_678, 4_567_890, 3_141_592), (5_395_878, 1_996_470, 1_373_084), 0),
        (0, (1, 2), (0, 0), 0),
        (5, (0, 10), (0, 5), 0),
    ],
)
def test_sums_that_can_be_checked_by_hand(available, bases, expected, rest):
    found = share_out(available, claims(*bases))
    assert (found.given_minor, found.rest_minor) == (expected, rest)


def test_a_tie_goes_to_the_earliest_payment_whatever_the_order():
    early, late = Claim("V9", 1, 100), Claim("V1", 1, 200)
    assert share_out(1, [late, early]).given_minor == (0, 1)
    assert share_out(1, [early, late]).given_minor == (1, 0)


def said_slowly(available, bases):
    """Give every victim the whole part, then hand out what is left fen by fen."""
    total = sum(bases)
    if total <= available:
        return list(bases)
    exact = [Fraction(available * base, total) for base in bases]
    shares = [int(each) for each in exact]
    while sum(shares) < available:
        lacks = [each - share for each, share in zip(exact, shares, strict=True)]
        shares[lacks.index(max(lacks))] += 1
    return shares


@given(st.integers(0, 10**13), BASES)
def test_shares_are_what_the_rule_says(available, bases):
    found = share_out(available, claims(*bases))
    assert list(found.given_minor) == said_slowly(available, bases)
    assert sum(found.given_minor) + found.rest_minor == available
    assert all(share <= base for share, base in zip(found.given_minor, bases, strict=True))


@given(st.integers(0, 10**13), BASES, st.randoms(use_true_random=False))
def test_the_order_of_victims_is_irrelevant(available, bases, random):
    listed = claims(*bases)
    found = share_out(available, listed)
    shuffled = list(listed)
    random.shuffle(shuffled)
    again = share_out(available, shuffled)
    assert dict(zip(found.claims, found.given_minor, strict=True)) == dict(
        zip(again.claims, again.given_minor, strict=True)
    )


@given(st.integers(0, 10**9), st.integers(1, 10**6), BASES)
def test_more_money_never_lowers_an_exact_share_nor_a_rounded_one_by_more_than_a_fen(
    available, more, bases
):
    first, second = (share_out(each, claims(*bases)) for each in (available, available + more))
    assert second.ratio >= first.ratio
    pairs = zip(first.given_minor, second.given_minor, strict=True)
    assert all(after >= before - 1 for before, after in pairs)


def test_one_fen_more_can_cost_one_victim_one_fen():
    bases = (15, 15, 9, 5, 5, 2)
    assert share_out(25, claims(*bases)).given_minor == (7, 7, 4, 3, 3, 1)
    assert share_out(26, claims(*bases)).given_minor == (8, 8, 5, 2, 2, 1)


def test_a_victim_twice_or_a_negative_claim_is_refused():
    with pytest.raises(BadClaim):
        share_out(10, [Claim("V1", 1, 1), Claim("V1", 2, 2)])
    with pytest.raises(BadClaim):
        share_out(10, [Claim("V1", -1, 1)])
