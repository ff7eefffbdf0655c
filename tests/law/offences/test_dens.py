"""Days and trips at dens abroad: the best year against counting day by day."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.law.offences.situations import proposed
from zhanlian.law.facttypes import Stay
from zhanlian.law.offences.asking import years_after
from zhanlian.law.offences.dens import best_year, most_trips

FIRST = date(2021, 7, 1)
DEN = {
    "fraud.is_telecom": True,
    "fraud.den_member": True,
    "fraud.den_targets_in_china": True,
    "fraud.amounts_unascertainable": True,
}
DAYS = {"act": date(2023, 12, 1), "judged": date(2024, 9, 1)}


@st.composite
def stays(draw):
    pairs = draw(st.lists(st.tuples(st.integers(0, 900), st.integers(0, 50)), min_size=1,
                          max_size=5))  # fmt: skip
    return [
        Stay(FIRST + timedelta(days=start), FIRST + timedelta(days=start + length))
        for start, length in pairs
    ]


def said_slowly(found):
    """Every day at a den, then every window of a year, one after the other."""
    days = {
        stay.from_on + timedelta(days=n)
        for stay in found
        for n in range((stay.to_on - stay.from_on).days + 1)
    }
    begin = min(days) - timedelta(days=370)
    windows = [begin + timedelta(days=n) for n in range((max(days) - begin).days + 1)]
    return max(sum(w <= day < years_after(w, 1) for day in days) for w in windows)


@settings(max_examples=30)
@given(stays())
def test_the_best_year_is_what_counting_day_by_day_gives(found):
    year = best_year(found)
    assert year.days == said_slowly(found)
    assert year.to_on == years_after(year.from_on, 1) - timedelta(days=1)


@given(stays(), stays())
def test_another_stay_never_takes_days_away(some, more):
    assert best_year([*some, *more]).days >= best_year(some).days
    assert most_trips([*some, *more]) >= most_trips(some)


def den(**facts):
    """The den limbs alone: tiers and forms of each reading."""
    found = proposed("fraud", {**DEN, **{f"fraud.{key}": v for key, v in facts.items()}}, **DAYS)
    return [(each.placed.tier, each.placed.form) for each in found.placements]


BOTH_FORMS = [("huge", "attempt"), ("huge", "completed")]
DAYS_30 = [[date(2023, 1, 1), date(2023, 1, 30)]]


def test_thirty_days_are_enough_and_twenty_nine_are_not():
    assert den(den_stays=DAYS_30) == BOTH_FORMS
    assert den(den_stays=[[date(2023, 1, 2), date(2023, 1, 30)]]) == [("", "completed")]
    assert den(den_days=30) == BOTH_FORMS


def test_three_trips_are_several_on_every_reading():
    trips = [[date(2023, month, 1), date(2023, month, 2)] for month in (1, 3, 5)]
    assert den(den_stays=trips) == BOTH_FORMS
    assert den(den_stays=trips[:2]) == [("", "completed"), ("huge", "completed")]
    assert den(den_stays=trips[:1]) == [("", "completed")]


def test_a_proved_legitimate_purpose_excludes_the_rule_and_an_unknown_one_does_not():
    assert den(den_stays=DAYS_30, den_legitimate_purpose=True) == [("", "completed")]
    assert den(den_stays=DAYS_30, den_legitimate_purpose="unknown") == BOTH_FORMS


def test_the_count_starts_on_joining_else_on_the_exit_else_on_the_last_trace():
    left = {"den_left_on": date(2023, 2, 1)}
    traces = {
        "last_border_trace_on": date(2022, 12, 20),
        "illegal_exit_on": date(2022, 12, 28),
        "den_joined_on": date(2023, 1, 4),
    }
    days = {}
    for key in ("last_border_trace_on", "illegal_exit_on", "den_joined_on"):
        left[key] = traces[key]
        found = proposed("fraud", {**DEN, **{f"fraud.{k}": v for k, v in left.items()}}, **DAYS)
        steps = [*found.answer.because, *(s for r in found.answer.readings for s in r.because)]
        (days[key],) = {s.facts["days"] for s in steps if s.key == "limb.den_days"}
    assert list(days.values()) == [44, 36, 29]


def test_travel_outside_the_best_year_leaves_both_counts():
    far = [[date(2021, 8, 1), date(2021, 8, 5)], [date(2023, 1, 1), date(2023, 1, 31)]]
    assert den(den_stays=far, den_travel_days=4) == [("", "completed"), ("huge", "completed")]


@pytest.mark.parametrize("facts", [{"fraud.amount_fen": 500_000}, {"part.group_amount_fen": 1}])
def test_a_proved_amount_beside_unascertainable_ones_asks_a_person(facts):
    found = proposed("fraud", {**DEN, "fraud.den_stays": DAYS_30, **facts}, **DAYS)
    assert "ask.den_amounts" in [step.key for step in found.asks]


def test_before_the_opinion_of_2021_dens_do_not_count():
    early = {"act": date(2020, 5, 1), "judged": date(2020, 9, 1)}
    stays_2020 = [[date(2020, 1, 1), date(2020, 4, 1)]]
    found = proposed("fraud", {**DEN, "fraud.den_stays": stays_2020}, **early)
    assert [each.placed.tier for each in found.placements] == [""]
