"""Rows change through one door: checked, counted, entered in the chain, on both databases."""

import json

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError

from tests.supervision.people import NOW_AT, OPERATOR, cast, let_in, open_test_case, unit
from zhanlian.supervision import chain_head, read_chain, verify_chain
from zhanlian.supervision.refusals import (
    Invalid,
    NoReason,
    NoSuchRow,
    NotAllowed,
    StaleRecord,
)
from zhanlian.supervision.tables import Agency, AuditEntry, Case, Organisation, Stage


@pytest.fixture
def people(records):
    return cast(records)


def test_a_change_is_kept_with_old_new_who_and_why(records, people):
    case, handler = open_test_case(records, people)

    with records.writing(handler, now_at=NOW_AT + 1) as writing:
        stored = writing.get(Case, case.id)
        writing.change(stored, {"stage": Stage.REVIEW}, version=1, reason="移送审查起诉")

    with records.reading() as session:
        stored = session.get(Case, case.id)
        assert (stored.stage, stored.version, stored.changed_at) == (Stage.REVIEW, 2, NOW_AT + 1)
        last = list(read_chain(session))[-1]
        assert json.loads(last.facts) == {"stage": ["filed", "review"]}
        assert (last.actor, last.reason, last.case_id) == (
            handler.user_id,
            "移送审查起诉",
            case.id,
        )
        assert verify_chain(session) == chain_head(session)


def test_a_lost_update_is_refused_with_what_differs(records, people):
    case, handler = open_test_case(records, people)
    with records.writing(handler, now_at=NOW_AT) as writing:
        writing.change(writing.get(Case, case.id), {"title": "甲"}, version=1, reason="改名")

    with (
        pytest.raises(StaleRecord) as refused,
        records.writing(handler, now_at=NOW_AT) as writing,
    ):
        writing.change(writing.get(Case, case.id), {"title": "乙"}, version=1, reason="改名")

    assert [tuple(each) for each in refused.value.differences] == [("title", "乙", "甲")]
    with records.reading() as session:
        assert session.get(Case, case.id).title == "甲"


def test_no_reason_no_change(records, people):
    case, handler = open_test_case(records, people)
    with pytest.raises(NoReason), records.writing(handler, now_at=NOW_AT) as writing:
        writing.change(writing.get(Case, case.id), {"title": "乙"}, version=1, reason=" ")


def test_what_is_the_same_is_not_written(records, people):
    case, handler = open_test_case(records, people)
    with records.reading() as session:
        before = chain_head(session)
    with records.writing(handler, now_at=NOW_AT) as writing:
        same = writing.change(
            writing.get(Case, case.id), {"title": case.title}, version=1, reason="x"
        )
        assert same.version == 1
    with records.reading() as session:
        assert chain_head(session) == before


def test_a_stranger_learns_nothing_of_a_case(records, people):
    case, _ = open_test_case(records, people)
    for actor in (people.stranger, people.prosecutor, people.administrator):
        with pytest.raises(NoSuchRow), records.writing(actor, now_at=NOW_AT) as writing:
            writing.get(Case, case.id)


def test_a_supervisor_sees_their_region_without_membership(records, people):
    case, _ = open_test_case(records, people)
    with records.writing(people.supervisor, now_at=NOW_AT) as writing:
        assert writing.get(Case, case.id).number == case.number


def test_a_member_of_the_other_agency_is_let_in_on_record(records, people):
    case, handler = open_test_case(records, people)
    prosecutor = let_in(records, people.prosecutor, case.id, by=handler)
    with records.writing(prosecutor, now_at=NOW_AT) as writing:
        writing.get(Case, case.id)


def test_only_administrators_make_units(records, people):
    with pytest.raises(NotAllowed), records.writing(people.handler, now_at=NOW_AT) as writing:
        writing.add(unit("别处", Agency.POLICE))


def test_a_double_number_is_refused_and_nothing_is_kept(records, people):
    open_test_case(records, people)
    with records.reading() as session:
        before = chain_head(session)
    with pytest.raises(Invalid):
        open_test_case(records, people)
    with records.reading() as session:
        assert session.scalar(select(func.count()).select_from(Case)) == 1
        assert chain_head(session) == before


def test_a_failed_block_leaves_no_trace(records):
    class Failed(Exception): ...

    def fail_halfway():
        with records.writing(OPERATOR, now_at=NOW_AT) as writing:
            writing.add(unit("甲", Agency.POLICE))
            raise Failed

    with pytest.raises(Failed):
        fail_halfway()
    with records.reading() as session:
        assert chain_head(session).seq == 0
        assert session.scalar(select(func.count()).select_from(Organisation)) == 0


@pytest.mark.parametrize(
    "statement", ["UPDATE audit_entry SET reason = 'x'", "DELETE FROM audit_entry"]
)
def test_the_database_refuses_to_change_the_chain(records, people, statement):
    with pytest.raises(DBAPIError, match="only ever added to"), records.working() as session:
        session.execute(text(statement))


def test_numbers_of_entries_have_no_gap(records, people):
    open_test_case(records, people)
    with records.reading() as session:
        numbers = session.scalars(select(AuditEntry.seq).order_by(AuditEntry.seq)).all()
    assert numbers == list(range(1, len(numbers) + 1))
