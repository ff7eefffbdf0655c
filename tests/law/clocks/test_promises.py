"""Promises of every term: said slowly day by day, and what may never happen."""

import json
from datetime import date, datetime, time, timedelta

import chinese_calendar
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from zhanlian.law import law_book
from zhanlian.law.clocks import (
    Status,
    add_months,
    check_kinds,
    check_stages,
    clock_kinds,
    clock_lines,
    clock_values,
    compute,
    ledger_of,
)
from zhanlian.law.clocks.kinds import Custody
from zhanlian.law.clocks.levels import ladders
from zhanlian.terms import CHINA

ONE = timedelta(days=1)
STARTS = st.dates(date(2022, 12, 1), date(2024, 12, 31))
LATER_STARTS = st.dates(date(2025, 5, 1), date(2025, 12, 31))  # every instrument is in force
ALL_KINDS = sorted(clock_kinds())


def highest(level):
    """The highest level of the body that a level names."""
    ladder = ladders()[str(level).partition(".")[0]]
    return f"{ladder.body}.{ladder.ranks[-1]}"


def started(key, on, *, term="", in_custody=None, more=()):
    """A ledger with its start, approved as high as can be, in the unit the kind counts."""
    kind = clock_kinds()[key]
    grant = next(each for each in kind.terms if not term or each.key == term)
    start = {"kind": "start", "ground": grant.key}
    budget = law_book().parameter(grant.budget)
    start |= {"at": at_noon(on)} if budget.unit == "hours" else {"on": on}
    if grant.level:
        start["approved_by"] = highest(law_book().value(grant.level, on=on).value)
    clock = {"kind": key}
    if in_custody is not None:
        clock["in_custody"] = in_custody
    return ledger_of({"clock": clock, "event": [start, *more]})


def at_noon(on):
    return datetime.combine(on, time(12, 30), tzinfo=CHINA)


def state_of(key, on, **more):
    return compute(started(key, on, **more), law=law_book())


# --- every kind -------------------------------------------------------------------------------


def test_every_name_in_the_kinds_and_stages_resolves():
    assert check_kinds(law_book()) == []
    assert check_stages() == []


@pytest.mark.parametrize("key", ALL_KINDS)
@given(on=LATER_STARTS, pick=st.integers(0, 9), custody=st.sampled_from([True, False, None]))
def test_no_term_ends_before_it_starts(key, on, pick, custody):
    terms = clock_kinds()[key].terms
    state = state_of(key, on, term=terms[pick % len(terms)].key, in_custody=custody)
    for end in state.ends:
        assert end.is_after(state.start) != clock_kinds()[key].is_backward
        assert not state.work_by.is_after(end), "work by the earliest reading"
        assert state.free_from is None or state.free_from.is_after(end)
    assert list(state.ends) == sorted(state.ends, key=lambda point: (point.on, point.at or 0))
    assert (state.end is None) == (len(state.ends) > 1)


@pytest.mark.parametrize("key", ALL_KINDS)
def test_every_term_is_said_in_both_languages_and_as_json(key):
    state = state_of(key, date(2025, 9, 26), in_custody=None)
    for lang in ("zh", "en"):
        text = "\n".join(clock_lines(state, lang))
        assert "clock." not in text.replace("law.clocks", "")
        assert "clocks." not in text
        assert "level." not in text
    again = json.loads(json.dumps(clock_values(state), ensure_ascii=False))
    assert again["clock"] == key
    assert again["version"] == law_book().version


ALWAYS_HELD = [key for key in ALL_KINDS if clock_kinds()[key].custody is Custody.ALWAYS]
MAY_BE_HELD = [key for key in ALL_KINDS if clock_kinds()[key].custody is Custody.ASKED]


@pytest.mark.parametrize("key", [*ALWAYS_HELD, *MAY_BE_HELD])
@given(on=LATER_STARTS)
def test_time_in_custody_is_never_moved_for_rest_days(key, on):
    state = state_of(key, on, in_custody=True if key in MAY_BE_HELD else None)
    assert state.ends == (state.nominal,)


@given(on=LATER_STARTS, key=st.sampled_from(MAY_BE_HELD))
def test_out_of_custody_a_term_never_ends_on_a_rest_day(on, key):
    state = state_of(key, on, in_custody=False)
    assert chinese_calendar.is_workday(state.end.on)
    between = (state.nominal.on + k * ONE for k in range((state.end.on - state.nominal.on).days))
    assert not any(map(chinese_calendar.is_workday, between)), "not a day later than it must"


@given(on=LATER_STARTS, key=st.sampled_from(MAY_BE_HELD))
def test_custody_that_nobody_stated_gives_both_ends(on, key):
    unknown = state_of(key, on)
    both = {state_of(key, on, in_custody=held).end for held in (True, False)}
    assert set(unknown.ends) == both


# --- standing still ---------------------------------------------------------------------------


@st.composite
def pauses(draw, ground):
    """A start, and pauses after it as (from, days)."""
    on = draw(STARTS)
    found, at = [], on
    for _ in range(draw(st.integers(0, 3))):
        at += draw(st.integers(0, 4)) * ONE
        days = draw(st.integers(0, 60))
        found.append((at, days))
        at += days * ONE
    events = []
    for since, days in found:
        events.append({"kind": "suspend", "ground": ground, "on": since})
        events.append({"kind": "resume", "on": since + days * ONE})
    return on, found, events


def walked(on, count, stopped, counts):
    """The day on which the ``count``-th counted day falls, walking one day at a time."""
    still = {since + k * ONE for since, days in stopped for k in range(days)}
    at = on
    while count:
        at += ONE
        count -= counts(at) and at not in still
    return at


def within(on, stopped, count, counts):
    """Whether every pause begins while the term still runs."""
    return all(
        since <= walked(on, count, stopped[:row], counts) for row, (since, _) in enumerate(stopped)
    )


@given(pauses("travel"))
def test_days_are_what_walking_gives(case):
    on, stopped, events = case
    assume(within(on, stopped, 10, lambda _: True))
    state = state_of("trial.appeal_judgment", on, more=events)
    assert state.nominal.on == walked(on, 10, stopped, lambda _: True)


@given(pauses("reconsideration"))
def test_working_days_are_what_walking_gives(case):
    on, stopped, events = case
    on, stopped = on + 900 * ONE, [(since + 900 * ONE, days) for since, days in stopped]
    events = [event | {"on": event["on"] + 900 * ONE} for event in events]
    assume(on <= date(2026, 2, 1))
    assume(within(on, stopped, 10, chinese_calendar.is_workday))
    state = state_of("linkage.review", on, more=events)
    assert state.end.on == walked(on, 10, stopped, chinese_calendar.is_workday)


@given(STARTS, st.integers(0, 59), st.integers(0, 400))
def test_standing_still_moves_the_end_by_exactly_that_time(on, begins, days):
    since = on + begins * ONE
    more = (
        {"kind": "suspend", "ground": "mental_examination", "on": since},
        {"kind": "resume", "on": since + days * ONE},
    )
    plain = state_of("custody.investigation", on)
    moved = state_of("custody.investigation", on, more=more)
    assume(since <= plain.nominal.on)
    lost = days - (begins == 0 and days > 0)  # the day of the start is not counted anyway
    assert moved.nominal.on - plain.nominal.on == lost * ONE


@given(STARTS, st.integers(0, 50), st.integers(0, 90))
def test_used_and_left_add_up_on_every_day(on, begins, asked):
    since = on + begins * ONE
    pause = {"kind": "suspend", "ground": "mental_examination", "on": since}
    ledger = started("custody.investigation", on, more=(pause,))
    day = min(on + asked * ONE, since + 30 * ONE)
    state = compute(ledger, law=law_book(), as_of=day)
    whole = (add_months(on, 2) - on).days
    assert state.balance.used + state.balance.left == whole
    if day >= since:
        assert state.status is Status.SUSPENDED
        assert state.balance.used == max(0, begins - 1), "the day it stops is not counted"


# --- granting ---------------------------------------------------------------------------------

CUSTODY_STEPS = (
    ("complex", "procuratorate.city"),
    ("wide", "procuratorate.province"),
    ("serious", "procuratorate.province"),
)


@given(STARTS)
def test_an_extension_never_shortens_and_all_of_them_are_seven_months(on):
    more, last = [], state_of("custody.investigation", on)
    for ground, by in CUSTODY_STEPS:
        decided = last.ends[0].on - 3 * ONE
        more.append({"kind": "extend", "ground": ground, "on": decided, "approved_by": by})
        now = state_of("custody.investigation", on, more=more)
        assert now.ends[0].is_after(last.ends[-1])
        last = now
    assert add_months(on, 7) in {end.on for end in last.ends}
    assert last.possible == ()


@given(STARTS, st.lists(st.integers(1, 6), max_size=5))
def test_a_freeze_lives_as_long_as_its_renewals(on, lengths):
    more, end = [], add_months(on, 6)
    for length in lengths:
        more.append({"kind": "extend", "ground": "renew", "length": length, "on": end - ONE,
                     "approved_by": "police.county"})  # fmt: skip
        end = add_months(end, length)
    state = state_of("freeze.deposit", on, more=more)
    assert end in {each.on for each in state.ends}
    assert state.nominal.on == end
    first = state.ends[0].on
    alive = compute(state.ledger, law=law_book(), as_of=first)
    over = compute(state.ledger, law=law_book(), as_of=state.ends[-1].on + ONE)
    assert (alive.status, over.status) == (Status.RUNNING, Status.LAPSED)


# --- time travel ------------------------------------------------------------------------------


@given(STARTS, st.integers(0, 400), st.randoms(use_true_random=False))
def test_the_past_is_as_it_was_and_the_order_of_writing_does_not_matter(on, asked, random):
    first = add_months(on, 2)
    events = [
        {"kind": "start", "on": on},
        {"kind": "extend", "ground": "complex", "on": first - 2 * ONE,
         "approved_by": "procuratorate.city"},
        {"kind": "restart", "ground": "new_crime", "on": first + 5 * ONE},
        {"kind": "end", "on": first + 40 * ONE},
    ]  # fmt: skip
    shuffled = events.copy()
    random.shuffle(shuffled)
    day = on + asked * ONE
    known = [event for event in events if event["on"] <= day]
    clock = {"kind": "custody.investigation"}

    def at(listed):
        state = compute(ledger_of({"clock": clock, "event": listed}), law=law_book(), as_of=day)
        return clock_values(state)

    assert at(events) == at(shuffled) == at(known)
