"""Several offences: never below the heaviest, never above sum or cap."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.law.sentencing.charges import charge
from zhanlian.law import law_book
from zhanlian.law.sentencing import combined, worksheet
from zhanlian.law.sentencing.interval import Interval

JUDGED_ON = date(2024, 3, 1)


def sheet(tier, months):
    return worksheet(charge(tier=tier, benchmark_months=months)).value


def together(*parts):
    return combined(parts, judged_on=JUDGED_ON, law=law_book())


def months(low, high):
    return Interval(Fraction(low), Fraction(high))


def test_two_offences_lie_between_the_heavier_and_the_sum():
    answer = together(sheet("huge", 60), sheet("huge", 48))
    assert answer.value.months == months(60, 108)


@pytest.mark.parametrize(
    ("terms", "high"),
    [((180, 180), 240), ((180, 180, 59), 240), ((180, 180, 60), 300), ((180, 180, 120), 300)],
)
def test_the_cap_is_20_years_below_35_in_sum_and_25_from_there(terms, high):
    tiers = {180: "especially_huge", 120: "huge", 60: "huge", 59: "huge"}
    answer = together(*(sheet(tiers[each], each) for each in terms))
    assert answer.value.months.high == high
    assert answer.value.is_life_open


def test_detention_beside_imprisonment_is_not_added():
    answer = together(sheet("huge", 60), sheet("large", 4))
    assert (answer.value.kind, answer.value.months) == ("imprisonment", months(60, 60))


def test_detentions_together_stop_at_a_year():
    answer = together(*(sheet("large", 5) for _ in range(3)))
    assert (answer.value.kind, answer.value.months) == ("detention", months(5, 12))


def test_one_offence_stays_as_it_is():
    assert together(sheet("huge", 60)).value.months == months(60, 60)


@given(st.lists(st.integers(36, 120), min_size=2, max_size=6))
def test_the_range_holds_for_any_number_of_offences(terms):
    found = together(*(sheet("huge", each) for each in terms)).value.months
    cap = 300 if sum(terms) >= 420 else 240
    assert found.low == max(terms)
    assert found.high == min(sum(terms), cap)
