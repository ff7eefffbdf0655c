"""The procedure by hand: golden terms, every refusal with its rule, and exact sums throughout."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhanlian.recovery.ownership import Situation
from zhanlian.recovery.procedure import refusals as no
from zhanlian.recovery.procedure.course import Agreed, Course, State, Stock, take
from zhanlian.recovery.procedure.replay import add_plan, returned_by
from zhanlian.recovery.procedure.steps import plain_step, read_step
from zhanlian.terms import Refusal

MADE = date(2023, 9, 1)


def course(*lines, frozen=100_000, asks=(), plan_id="P1", on=MADE):
    """A plan of one account; lines as (victim, fen), class C."""
    agreed = [Agreed("a", victim, Situation.UNTRACEABLE, minor, minor) for victim, minor in lines]
    return Course(plan_id, on, tuple(agreed), (Stock("a", frozen, 0, asks),), "account")


def steps(*said, plan="P1"):
    return [read_step({"plan": plan, **each}) for each in said]


def walked(start, *said):
    for step in steps(*said, plan=start.plan_id):
        start = take(start, step)
    return start


NOTICE = {"step": "notice", "on": "2023-09-18"}
APPROVE = {"step": "approve", "on": "2023-10-19", "level": "police.city", "officers": ["甲", "乙"]}
INSTRUCT = {"step": "instruct", "on": "2023-10-20", "officers": ["甲", "乙"]}
OBJECT = {"step": "object", "on": "2023-09-20", "by": "V2", "party": "victim"}


def receipt(victim, minor, outcome="paid", on="2023-10-23"):
    return {
        "step": "receipt", "on": on, "account": "a", "victim": victim, "outcome": outcome,
        "amount_minor": minor,
    }  # fmt: skip


def test_a_plan_from_draft_to_the_last_receipt():
    done = walked(
        course(("V1", 60_000), ("V2", 30_000)), NOTICE, APPROVE, INSTRUCT,
        receipt("V1", 60_000), receipt("V2", 30_000),
    )  # fmt: skip
    assert done.state is State.CLOSED
    assert (done.paid_minor, done.rest_minor) == (90_000, 10_000)


def test_objections_run_to_the_last_day_of_the_notice():  # G-G11
    noticed = walked(course(("V1", 1)), NOTICE)
    assert [point.on for point in noticed.notice.ends] == [date(2023, 10, 18)]
    assert noticed.free_from == date(2023, 10, 19)


def test_a_notice_that_ends_on_a_holiday_shows_both_days_and_uses_the_later():  # G-G12
    noticed = walked(course(("V1", 1)), {**NOTICE, "on": "2023-09-05"})
    assert [point.on for point in noticed.notice.ends] == [date(2023, 10, 5), date(2023, 10, 7)]
    with pytest.raises(no.NoticeRunning):
        walked(noticed, {**APPROVE, "on": "2023-10-07"})
    assert walked(noticed, {**APPROVE, "on": "2023-10-08"}).state is State.APPROVED


def test_the_bank_has_three_working_days():  # G-G13
    told = walked(
        course(("V1", 1)), {**NOTICE, "on": "2023-09-01"}, {**APPROVE, "on": "2023-10-08"},
        {**INSTRUCT, "on": "2023-10-08"},
    )  # fmt: skip
    assert told.bank_due_on == date(2023, 10, 11)
    matched = course(("V1", 1))
    straight = walked(
        Course("P1", MADE, tuple(
            Agreed("a", each.victim_id, Situation.TRACEABLE, 1, 1) for each in matched.lines
        ), matched.stocks, "account"),
        {**APPROVE, "on": "2023-09-28"}, {**INSTRUCT, "on": "2023-09-28"},
    )  # fmt: skip
    assert straight.bank_due_on == date(2023, 10, 9)


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ([APPROVE], no.NoticeRunning),  # no notice at all
        ([NOTICE, {**APPROVE, "on": "2023-10-18"}], no.NoticeRunning),
        ([NOTICE, OBJECT, APPROVE], no.ObjectionPending),
        (
            [NOTICE, OBJECT, {"step": "rule", "on": "2023-09-25", "objection": "O1",
             "outcome": "partly"}, APPROVE], no.MustChange,
        ),
        ([NOTICE, {**APPROVE, "level": "police.county"}], no.LevelTooLow),
        ([NOTICE, {**APPROVE, "officers": ["甲", "甲"]}], no.OneOfficer),
        ([NOTICE, APPROVE, {**INSTRUCT, "officers": ["甲"]}], no.OneOfficer),  # G-G15
        ([NOTICE, INSTRUCT], no.WrongTurn),
        ([NOTICE, NOTICE], no.WrongTurn),
        ([NOTICE, APPROVE, INSTRUCT, receipt("V1", 59_999)], no.WrongReceipt),
        ([NOTICE, APPROVE, INSTRUCT, receipt("V9", 1)], no.WrongReceipt),
        ([NOTICE, APPROVE, INSTRUCT, receipt("V1", 60_000), receipt("V1", 60_000)],
         no.WrongReceipt),
        ([NOTICE, {**OBJECT, "on": "2023-09-17"}], no.BadStep),  # before the notice
        ([NOTICE, {**OBJECT, "party": "neighbour"}], no.BadStep),
        ([NOTICE, {"step": "rule", "on": "2023-09-25", "objection": "O9", "outcome": "upheld"}],
         no.BadStep),
    ],
)  # fmt: skip
def test_a_step_against_the_rules_is_refused(said, refusal):
    with pytest.raises(refusal):
        walked(course(("V1", 60_000), ("V2", 30_000)), *said)


def test_a_rejected_objection_lets_the_plan_go_on():
    ruled = {"step": "rule", "on": "2023-09-25", "objection": "O1", "outcome": "rejected"}
    done = walked(course(("V1", 1)), NOTICE, OBJECT, ruled, APPROVE)
    assert done.state is State.APPROVED


def test_an_open_question_is_answered_before_the_decision():
    asked = course(("V1", 1), asks=("ask_other_money",))
    with pytest.raises(no.QuestionOpen):
        walked(asked, NOTICE, APPROVE)
    answer = {"step": "answer", "on": "2023-09-18", "ask": "ask_other_money", "account": "a"}
    assert walked(asked, NOTICE, answer, APPROVE).state is State.APPROVED
    assert not walked(asked, NOTICE, {**answer, "account": "all"}).open_asks


def test_traced_money_needs_no_notice():
    traced = Course("P1", MADE, (Agreed("a", "V1", Situation.TRACEABLE, 5, 5),),
                    (Stock("a", 5, 0, ()),), "account")  # fmt: skip
    with pytest.raises(no.WrongTurn):
        walked(traced, NOTICE)
    assert walked(traced, APPROVE).state is State.APPROVED


def test_a_failed_payment_stays_frozen():
    done = walked(
        course(("V1", 60_000), ("V2", 30_000)), NOTICE, APPROVE, INSTRUCT,
        receipt("V1", 0, "failed"), receipt("V2", 30_000),
    )  # fmt: skip
    assert (done.state, done.paid_minor, done.rest_minor) == (State.CLOSED, 30_000, 70_000)
    assert dict(returned_by([done]).by_victim) == {"V2": 30_000}


def facts(plan_id, lines, replaces="", on="2023-09-25"):
    listed = [
        {"account": "a", "victim": victim, "situation": "C", "base_minor": minor,
         "amount_minor": minor}
        for victim, minor in lines
    ]  # fmt: skip
    account = {"account": "a", "frozen_minor": 100_000, "kept_minor": 0, "asks": []}
    return {
        "plan": plan_id, "on": on, "replaces": replaces, "pool": "account",
        "accounts": [account], "lines": listed,
    }  # fmt: skip


def test_a_changed_plan_is_noticed_again_and_an_unchanged_one_is_not():
    old = {"P1": walked(course(("V1", 60_000)), NOTICE)}
    same = add_plan(old, facts("P2", [("V1", 60_000)], replaces="P1"))
    assert same["P1"].state is State.REPLACED
    assert (same["P2"].state, same["P2"].noticed_on) == (State.NOTICED, date(2023, 9, 18))
    other = add_plan(old, facts("P2", [("V1", 50_000)], replaces="P1"))
    assert (other["P2"].state, other["P2"].noticed_on) == (State.DRAFT, None)


def test_an_account_has_one_procedure_at_a_time():
    with pytest.raises(no.AccountBusy):
        add_plan({"P1": course(("V1", 1))}, facts("P2", [("V1", 1)]))
    cancelled = walked(course(("V1", 1)), {"step": "cancel", "on": "2023-09-02"})
    assert set(add_plan({"P1": cancelled}, facts("P2", [("V1", 1)]))) == {"P1", "P2"}


def test_an_objection_outlasts_no_replacement():
    objected = {"P1": walked(course(("V1", 1)), NOTICE, OBJECT)}
    with pytest.raises(no.ObjectionPending):
        add_plan(objected, facts("P2", [("V1", 1)], replaces="P1"))


@pytest.mark.parametrize("said", [NOTICE, APPROVE, INSTRUCT, OBJECT, receipt("V1", 1)])
def test_a_step_survives_the_record(said):
    (step,) = steps(said)
    assert read_step(plain_step(step)) == step


SAID = st.sampled_from(
    [NOTICE, APPROVE, INSTRUCT, OBJECT, receipt("V1", 60_000), receipt("V2", 30_000),
     receipt("V2", 0, "failed"), {"step": "cancel", "on": "2023-10-30"},
     {"step": "rule", "on": "2023-09-25", "objection": "O1", "outcome": "rejected"}]
)  # fmt: skip


@given(st.lists(SAID, max_size=12))
def test_whatever_is_tried_nothing_is_paid_before_it_is_approved(said):
    """Refused steps change nothing; sums stay exact after every step."""
    now = course(("V1", 60_000), ("V2", 30_000))
    for each in said:
        before = now
        try:
            now = walked(now, {**each, "on": max(each["on"], now.last_on.isoformat())})
        except Refusal:
            assert now is before
        assert now.paid_minor + now.kept_minor + now.rest_minor == now.frozen_minor
        assert min(now.paid_minor, now.rest_minor) >= 0
        if now.payments:
            assert now.noticed_on is not None
            assert now.free_from <= now.approved_on <= now.instructed_on
            assert not now.pending
