"""Measures on a day: the register's rows, renewals, ranks, and what must always hold."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhanlian.law import LawRefusal
from zhanlian.recovery.holding_refusals import BadRecord
from zhanlian.recovery.measures import (
    Kind,
    State,
    as_calendar,
    check_line,
    check_measure,
    due_measures,
    list_measures,
    measure_of,
)

FROZEN_ON = date(2023, 9, 12)


def put(kind="freeze", on=FROZEN_ON, agency="甲分局", to=None, **more):
    """A measure as a person records it."""
    said = {"kind": kind, "asset_id": "a", "agency": agency, "from_on": on, **more}
    if to is not None:
        said["to_on"] = to
    facts = check_measure(said, where="row", currency="CNY")
    return measure_of(facts, f"{kind} {agency} {on}")


def stands(measures, on):
    return [(each.state, each.rank, each.ends_on) for each in list_measures(measures, on)]


def test_g_c01_a_freeze_lapses_by_itself():
    last = date(2024, 3, 12)
    assert stands([put()], last) == [(State.LIVE, 1, last)]
    assert stands([put()], date(2024, 3, 13)) == [(State.LAPSED, 0, last)]


def test_g_c02_a_major_case_runs_a_year():
    major = put(is_major=True, approved_by="police.city")
    assert stands([major], date(2024, 3, 13)) == [(State.LIVE, 1, date(2024, 9, 12))]


def test_g_c03_twelve_months_need_the_city_level():
    with pytest.raises(LawRefusal):
        check_line([], put(months=12, approved_by="police.county"))
    with pytest.raises(LawRefusal):
        check_line([], put(is_major=True, months=12, approved_by="police.county"))
    check_line([], put(is_major=True, months=12, approved_by="police.city"))


def test_g_c04_securities_run_two_years():
    assert stands([put("freeze_securities")], FROZEN_ON)[0][2] == date(2025, 9, 12)


def test_g_c06_a_house_is_sealed_and_renewed_twice():
    house = [
        put("sealing"),
        put("sealing", date(2025, 9, 1), approved_by="police.county"),
        put("sealing", date(2026, 9, 1), approved_by="police.city"),
    ]
    found = [stands(house[:count], house[count - 1].from_on)[0][2] for count in (1, 2, 3)]
    assert found == [date(2025, 9, 12), date(2026, 9, 12), date(2027, 9, 12)]


def test_g_c08_a_second_freeze_is_refused_and_a_waiting_one_is_second():
    later = date(2023, 10, 8)
    with pytest.raises(LawRefusal):
        check_line([put()], put(on=later, agency="乙分局"))
    waiting = put("queued_freeze", later, "乙分局")
    check_line([put()], waiting)
    assert stands([put(), waiting], later)[1] == (State.WAITING, 2, None)


def test_a_waiting_freeze_holds_when_the_first_has_lapsed():
    waiting = put("queued_freeze", date(2023, 10, 8), "乙分局")
    first, second = list_measures([put(), waiting], date(2024, 3, 13))
    assert (first.state, second.state, second.rank) == (State.LAPSED, State.LIVE, 1)
    assert second.begins_on == date(2024, 3, 13)
    assert [each.key for each in second.remarks] == ["came_into_effect"]


def test_a_renewal_in_time_is_one_measure_and_a_late_one_is_not():
    in_time = list_measures([put(), put(on=date(2024, 3, 1))], date(2024, 4, 1))
    assert [(each.ends_on, each.renewed_on) for each in in_time] == [
        (date(2024, 9, 12), (date(2024, 3, 1),))
    ]
    late = list_measures([put(), put(on=date(2024, 3, 20))], date(2024, 4, 1))
    assert [each.state for each in late] == [State.LAPSED, State.LIVE]


def test_a_release_ends_its_own_agencys_measure():
    release = put("release", date(2023, 11, 1))
    other = put("release", date(2023, 11, 1), "乙分局")
    assert stands([put(), release], date(2023, 11, 1))[0][0] is State.RELEASED
    assert stands([put(), other], date(2023, 11, 1))[0][0] is State.LIVE


def test_a_paper_past_the_law_is_in_doubt_and_due_by_the_earlier_day():
    held = list_measures([put(to=date(2024, 9, 12))], date(2024, 3, 13))
    assert (held[0].state, held[0].work_by_on) == (State.IN_DOUBT, date(2024, 3, 12))
    assert [each.key for each in held[0].remarks] == ["longer_than_ordinary"]


def test_two_freezes_at_once_are_shown_with_a_remark():
    both = list_measures([put(), put(on=date(2023, 10, 8), agency="乙分局")], date(2023, 11, 1))
    assert [each.rank for each in both] == [1, 2]
    assert all("second_freeze" in {g.key for g in each.remarks} for each in both)


def test_a_freeze_that_the_book_has_no_term_for_is_kept_with_the_refusal():
    (held,) = list_measures([put(on=date(2012, 1, 4))], date(2012, 2, 1))
    assert held.state is State.UNKNOWN
    assert held.refused.startswith("ZL-LAW-")


def test_reminders_come_before_the_end():
    held = list_measures([put()], date(2024, 3, 5))
    (due,) = due_measures(held, date(2024, 3, 5))
    assert (due.left_days, due.alert_count) == (7, 2)
    assert due_measures(held, date(2023, 9, 13)) == ()


def test_the_calendar_is_the_same_bytes_and_hides_the_account():
    held = list_measures([put()], FROZEN_ON)
    made = [
        as_calendar(held, FROZEN_ON, title="{kind} {account}", kinds={Kind.FREEZE: "冻结"})
        for _ in range(2)
    ]
    text = made[0].decode()
    assert made[0] == made[1]
    assert "DTSTART;VALUE=DATE:20240312" in text
    assert text.count("BEGIN:VALARM") == 3
    assert "SUMMARY:冻结" in text


@pytest.mark.parametrize(
    "change", [{"to": date(2023, 1, 1)}, {"amount_minor": -1}, {"kind": "ice"}, {"colour": "red"}]
)
def test_a_record_that_cannot_be_is_refused(change):
    with pytest.raises(BadRecord):
        put(**change)


DAYS = st.dates(date(2021, 1, 1), date(2024, 12, 31))
MEASURES = st.builds(
    put,
    st.sampled_from(["freeze", "queued_freeze", "release", "stop_pay"]),
    DAYS,
    st.sampled_from(["甲分局", "乙分局", "丙分局"]),
)


@given(st.lists(MEASURES, max_size=6), DAYS)
def test_no_measure_is_lost_and_what_is_over_has_no_rank(measures, on):
    ordered = sorted(measures, key=lambda each: each.from_at)
    held = list_measures(ordered, on)
    put_on = [each for each in ordered if each.from_on <= on and each.kind is not Kind.RELEASE]
    assert sum(1 + len(each.renewed_on) for each in held) == len(put_on)
    for each in held:
        is_over = each.state in (State.LAPSED, State.RELEASED, State.UNKNOWN)
        assert (each.rank == 0) is is_over
        if each.state is State.LIVE and each.ends_on is not None:
            assert on <= each.ends_on
        if each.state is State.LAPSED:
            assert each.ends_on is not None
            assert each.ends_on <= on + timedelta(days=0)
