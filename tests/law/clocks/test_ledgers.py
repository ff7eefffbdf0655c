"""Ledgers: strict reading, events that must follow from one another, terms in hours, the past."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhanlian.law import LawRefusal, law_book, say
from zhanlian.law.book import NoLawInForce
from zhanlian.law.clocks import Calendar, Status, compute, ledger_of, read_ledger
from zhanlian.law.clocks.refusals import (
    BadLedger,
    CalendarMissing,
    ExtensionTooLate,
    LedgerClosed,
    LevelTooLow,
    NeedsMoment,
    OpenSuspension,
    TermTooLong,
    TooManyTimes,
    UnknownClock,
    UnknownGround,
    UnknownRoll,
)
from zhanlian.law.values import Standing
from zhanlian.terms import CHINA

STOP_AT = datetime(2024, 3, 5, 14, 5, 30, tzinfo=CHINA)


def ledger(kind, *events, **clock):
    """A ledger from (kind, day) pairs and dicts."""
    listed = [
        each if isinstance(each, dict) else {"kind": each[0], "on": date.fromisoformat(each[1])}
        for each in events
    ]
    return ledger_of({"clock": {"kind": kind, **clock}, "event": listed})


def run(kind, *events, as_of=None, **clock):
    return compute(ledger(kind, *events, **clock), law=law_book(), as_of=as_of)


# --- reading ----------------------------------------------------------------------------------

FILE = """
[clock]
kind = "custody.investigation"
id = "case-7/person-2"

[[event]]
kind = "start"
on = 2023-10-19
document = "doc-17"

[[event]]
kind = "extend"
ground = "complex"
on = 2023-12-15
approved_by = "procuratorate.city"
document = "doc-31"
"""


def test_a_file_is_read_and_its_papers_stand_in_the_steps(tmp_path):
    file = tmp_path / "custody.toml"
    file.write_text(FILE, encoding="utf-8")
    state = compute(read_ledger(file), law=law_book())
    assert str(state.end) == "2024-01-19"
    assert [move.step.evidence for move in state.moves] == [("doc-17",), ("doc-31",)]
    assert [str(move.before) for move in state.moves] == ["None", "2023-12-19"]


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("[clock]", "[clocks]", "did you mean clock"),
        ('id = "', 'ident = "', "no such field is known"),
        ("on = 2023-10-19", 'on = "2023-10-19"', "is no day"),
        ("on = 2023-10-19", "at = 2023-10-19", "is no moment"),
        ("on = 2023-10-19", "", "one of them"),
        ('kind = "start"', 'kind = "begin"', "it is one of"),
        ('kind = "start"', 'kind = "start"\nlength = 0', "above zero"),
        ("procuratorate.city", "procuratorate.town", "is no level"),
        ('document = "doc-17"', "document = 17", "is no text"),
        ('document = "doc-17"', "posted_on = 2023-10-20", "means nothing in start"),
        ('id = "case-7/person-2"', 'in_custody = "yes"', "true or false"),
        ("[[event]]", "[event]", ""),
    ],
)
def test_a_slip_in_a_ledger_is_refused(tmp_path, before, after, told):
    file = tmp_path / "custody.toml"
    file.write_text(FILE.replace(before, after), encoding="utf-8")
    with pytest.raises(BadLedger) as caught:
        read_ledger(file)
    assert told in caught.value.why


def test_an_unknown_kind_is_refused_with_near_ones():
    with pytest.raises(UnknownClock) as caught:
        ledger("custody.investigatoin", ("start", "2023-10-19"))
    assert "custody.investigation" in caught.value.do_next


def test_a_missing_file_is_refused_and_not_a_crash(tmp_path):
    with pytest.raises(BadLedger):
        read_ledger(tmp_path / "no.toml")


# --- events -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("events", "told"),
    [
        ([], "begins with a start"),
        ([("resume", "2024-01-02")], "nothing has started"),
        ([("end", "2024-01-02")], "nothing has started"),
        ([("start", "2024-01-02"), ("start", "2024-01-03")], "started already"),
        ([("start", "2024-01-02"), ("resume", "2024-01-03")], "does not stand still"),
        ([("start", "2024-01-02"), ("end", "2024-01-03"), ("end", "2024-01-04")], "closed by"),
        ([("queue", "2024-01-02"), ("queue", "2024-01-03")], "nothing has started"),
    ],
)
def test_events_follow_from_one_another(events, told):
    with pytest.raises(LedgerClosed) as caught:
        run("freeze.deposit", *events)
    assert told in caught.value.why


def test_a_term_that_stands_still_has_no_end():
    events = [
        ("start", "2023-10-19"),
        {"kind": "suspend", "ground": "mental_examination", "on": date(2023, 11, 1)},
    ]
    with pytest.raises(OpenSuspension) as caught:
        run("custody.investigation", *events)
    assert [step.key for step in caught.value.because] == ["clocks.begun", "clocks.suspended"]
    state = run("custody.investigation", *events, as_of=date(2023, 11, 20))
    assert (state.status, state.end, state.ends) == (Status.SUSPENDED, None, ())
    assert (state.balance.used, state.balance.left) == (12, 49)


def test_other_examinations_do_not_stop_the_clock():
    with pytest.raises(UnknownGround) as caught:
        run(
            "custody.investigation",
            ("start", "2023-10-19"),
            {"kind": "suspend", "ground": "accounting_examination", "on": date(2023, 11, 1)},
        )
    assert "mental_examination" in caught.value.why


def test_nobody_is_held_on_while_identity_is_open():
    events = [
        ("start", "2023-10-19"),
        {"kind": "suspend", "ground": "identity_unknown", "on": date(2023, 10, 19)},
        {"kind": "restart", "ground": "identity_clarified", "on": date(2024, 1, 10)},
    ]
    assert str(run("custody.investigation", *events).end) == "2024-03-10"


def test_a_rolled_deadline_may_be_extended_until_the_day_it_rolled_to():
    events = [
        ("start", "2024-09-20"),
        {"kind": "extend", "ground": "extended", "on": date(2024, 10, 21)},
    ]
    assert str(run("confiscation.decision", *events).end) == "2024-11-04"
    events[1]["on"] = date(2024, 10, 22)
    with pytest.raises(ExtensionTooLate):
        run("confiscation.decision", *events)


def test_an_extension_between_two_readings_is_put_to_a_person():
    events = [
        {"kind": "start", "ground": "major", "on": date(2024, 9, 1)},
        {"kind": "extend", "ground": "superior", "on": date(2024, 10, 8),
         "approved_by": "police.city"},
    ]  # fmt: skip
    state = run("filing.transferred", *events)
    assert [step.key for step in state.asks] == ["clocks.late_on_one_reading"]


def test_what_has_no_figure_must_say_its_length():
    start = ("start", "2024-01-10")
    extend = {"kind": "extend", "ground": "special", "on": date(2024, 7, 1),
              "approved_by": "court_president.own"}  # fmt: skip
    with pytest.raises(BadLedger, match="length"):
        run("execution.property", start, extend)
    state = run("execution.property", start, {**extend, "length": 2})
    assert str(state.end) == "2024-09-10"
    with pytest.raises(LevelTooLow):
        run("execution.property", start, {**extend, "length": 2, "approved_by": "court.high"})


def test_a_range_without_a_length_takes_the_longest_and_asks():
    state = run(
        "coercion.arrest_request",
        ("start", "2023-09-12"),
        {"kind": "extend", "ground": "special", "on": date(2023, 9, 14)},
    )
    assert str(state.end) == "2023-09-19"
    assert [step.key for step in state.asks] == ["clocks.longest_assumed"]


def test_a_fixed_length_cannot_be_chosen():
    with pytest.raises(TermTooLong):
        run("trial.first", {"kind": "start", "length": 1, "on": date(2024, 1, 2)})
    over_three = {"kind": "start", "ground": "over_three", "length": 1, "on": date(2024, 1, 2)}
    with pytest.raises(BadLedger):
        run("trial.simplified", over_three)


def test_one_and_a_half_months_of_a_simplified_trial():
    start = {"kind": "start", "ground": "over_three", "on": date(2024, 3, 15)}
    assert str(run("trial.simplified", start, in_custody=True).end) == "2024-04-30"


def test_an_ordinary_start_without_a_named_body_is_asked_about():
    state = run("freeze.deposit", ("start", "2023-09-12"))
    assert [step.key for step in state.asks] == ["clocks.approval_unknown"]
    assert "county" in say(state.asks[0], "en")


# --- hours ------------------------------------------------------------------------------------


def stop(*moments, as_of=None):
    first, *more = moments
    events = [{"kind": "start", "at": first}]
    events += [{"kind": "restart", "ground": "second_stop", "at": each} for each in more]
    return run("property.stop_payment", *events, as_of=as_of)


def test_a_stop_payment_ends_to_the_second_48_hours_later():
    state = stop(STOP_AT)
    assert str(state.end) == "2024-03-07 14:05:30"
    assert [str(each) for each in state.alerts] == ["2024-03-07 08:05:30", "2024-03-07 13:05:30"]


@given(
    st.datetimes(datetime(2017, 1, 1), datetime(2026, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001  bounds take the zone of ``timezones``
    st.integers(-12, 14),
)
def test_a_stop_payment_is_the_same_instant_in_every_zone(moment, hours):
    abroad = moment.astimezone(timezone(timedelta(hours=hours)))
    assert stop(moment).end == stop(abroad).end
    assert stop(moment).end.at - stop(moment).start.at == 48 * 3600 * 1_000_000


def test_a_third_stop_payment_is_refused():
    second = STOP_AT + timedelta(hours=50)  # after the first had lapsed: a stop of its own
    assert str(stop(STOP_AT, second).end) == "2024-03-09 16:05:30"
    with pytest.raises(TooManyTimes) as caught:
        stop(STOP_AT, second, second + timedelta(hours=20))
    assert "2 time(s)" in caught.value.why


def test_a_stop_payment_lapses_by_the_minute():
    end = STOP_AT + timedelta(hours=48)
    assert stop(STOP_AT, as_of=end).status is Status.RUNNING
    assert stop(STOP_AT, as_of=end + timedelta(seconds=1)).status is Status.LAPSED
    assert stop(STOP_AT, as_of=end - timedelta(hours=1)).balance.left == 3600
    with pytest.raises(NeedsMoment):
        stop(STOP_AT, as_of=end.date())


def test_hours_need_a_moment():
    with pytest.raises(NeedsMoment):
        run("property.stop_payment", ("start", "2024-03-05"))


def test_the_hour_of_detention_is_not_counted_but_we_work_by_the_minute():
    state = run("coercion.to_centre", {"kind": "start", "at": STOP_AT})
    assert str(state.end) == "2024-03-06 15:00:00"
    assert str(state.work_by) == "2024-03-06 14:05:30"


def test_a_hearing_is_counted_back_from():
    state = run("trial.indictment_copy", ("start", "2024-05-20"), as_of=date(2024, 5, 1))
    assert (str(state.end), state.status) == ("2024-05-10", Status.RUNNING)
    late = run("trial.indictment_copy", ("start", "2024-05-20"), as_of=date(2024, 5, 11))
    assert late.status is Status.OVERDUE


# --- law and calendar in time -----------------------------------------------------------------


def changed(name, **row):
    """The law book with one parameter's rows changed."""
    law = law_book()
    parameter = law.parameters[name]
    values = tuple(replace(value, **row) for value in parameter.values)
    return replace(law, parameters={**law.parameters, name: replace(parameter, values=values)})


def with_later_row(name, first, number):
    """The law book with a row of one parameter that begins on ``first``."""
    law = law_book()
    parameter = law.parameters[name]
    old = parameter.values[-1]
    values = (
        *parameter.values[:-1],
        replace(old, to_on=first - timedelta(days=1)),
        replace(old, from_on=first, value=number),
    )
    return replace(law, parameters={**law.parameters, name: replace(parameter, values=values)})


@given(st.dates(date(2023, 6, 1), date(2024, 6, 1)))
def test_a_later_row_is_never_used_for_an_earlier_start(on):
    first = date(2024, 1, 1)
    law = with_later_row("cn.procedure.custody.base", first, 1)
    term = ledger("custody.investigation", {"kind": "start", "on": on})
    state = compute(term, law=law, as_of=on + timedelta(days=1))
    assert state.granted[0].months == (2 if on < first else 1)


def test_a_day_before_the_law_is_refused():
    with pytest.raises(NoLawInForce) as caught:
        run("property.laundering_freeze", {"kind": "start", "at": STOP_AT})
    assert "2025-01-01" in caught.value.why


def test_an_older_term_says_that_the_counting_rule_is_younger():
    state = run("execution.property", ("start", "2016-03-01"))
    assert {step.key for step in state.notes} == {"clocks.older_rule"}


def test_an_unknown_roll_over_rule_is_refused():
    law = changed("cn.procedure.counting.roll_cpl", value="maybe")
    with pytest.raises(UnknownRoll) as caught:
        compute(ledger("trial.appeal_judgment", ("start", "2023-09-20")), law=law)
    assert "'maybe'" in caught.value.sentence


def test_an_unsettled_rule_shows_both_days_and_a_settled_one_does_not():
    law = changed("cn.procedure.counting.roll_opinion", standing=Standing.CONFIRMED)
    term = ledger("filing.review", ("start", "2023-09-27"))
    assert len(compute(term, law=law).ends) == 1
    assert len(compute(term, law=law_book()).ends) == 2


def test_a_year_without_a_calendar_refuses_with_the_nominal_day_in_the_reasoning():
    with pytest.raises(CalendarMissing) as caught:
        run("trial.appeal_judgment", ("start", "2031-06-01"))
    assert "2031" in caught.value.sentence
    assert "2031-06-11" in say(caught.value.because[0], "en")


def test_custody_and_freezes_need_no_calendar():
    bare = Calendar({}, {}, range(0))
    for kind in ("custody.investigation", "freeze.deposit"):
        term = ledger(kind, ("start", "2031-10-19"))
        assert compute(term, law=law_book(), calendar=bare).end is not None


def test_an_unsettled_rule_without_a_calendar_keeps_the_earlier_day_and_asks():
    state = run("coercion.bail", ("start", "2030-05-01"))
    assert str(state.work_by) == "2031-05-01"
    assert [step.key for step in state.asks] == ["clocks.calendar_missing"]


def test_the_reasoning_up_to_a_refusal_is_kept():
    with pytest.raises(LawRefusal) as caught:
        run(
            "custody.investigation",
            ("start", "2023-10-19"),
            {"kind": "extend", "ground": "wide", "on": date(2023, 12, 1)},
        )
    assert [step.key for step in caught.value.because] == ["clocks.begun"]
