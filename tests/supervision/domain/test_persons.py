"""Persons: a detention by hand, the steps the law's track allows, and the board."""

from datetime import UTC, date, datetime

import pytest

from tests.supervision.people import NOW_AT, cast, open_test_case
from zhanlian.law import law_book
from zhanlian.supervision.persons import WrongStep, due_terms, take_step
from zhanlian.supervision.tables import Party, PartyKind, PersonStep, Room, TermEvent, TermMove
from zhanlian.terms import CHINA, to_instant


def at(*said):
    return to_instant(datetime(*said, tzinfo=CHINA).astimezone(UTC))


@pytest.fixture
def held(records):
    """A case with one suspect, detained on 2024-03-04."""
    people = cast(records)
    case, handler = open_test_case(records, people)
    with records.writing(handler, now_at=NOW_AT) as writing:
        party = Party(case_id=case.id, room=Room.SHARED, kind=PartyKind.SUSPECT, name="测试甲")
        writing.add(party)
        step(writing, party, "detained", at(2024, 3, 4, 10))
    return records, handler, party, people


def step(writing, party, to_stage, happened_at):
    row = PersonStep(
        case_id=party.case_id, room=Room.SHARED, party_id=party.id, to_stage=to_stage,
        happened_at=happened_at,
    )  # fmt: skip
    return take_step(writing, row)


def board(records, actor, on):
    with records.reading() as session:
        dues = due_terms(session, actor, law=law_book(), as_of=on)
    return {due.term.ledger.kind.key: due for due in dues}


def test_a_detention_starts_its_terms(held):
    records, handler, _, _ = held
    on_board = board(records, handler, datetime(2024, 3, 4, 12, tzinfo=CHINA))
    assert set(on_board) == {
        "coercion.to_centre", "coercion.detention_notice", "coercion.detention_interrogation",
        "coercion.arrest_request",
    }  # fmt: skip
    assert on_board["coercion.arrest_request"].term.state.end.on == date(2024, 3, 7)


def test_a_request_ends_its_term_and_starts_the_review(held):
    records, handler, party, _ = held
    with records.writing(handler, now_at=NOW_AT) as writing:
        step(writing, party, "arrest_review", at(2024, 3, 6, 9))
    on_board = board(records, handler, date(2024, 3, 8))
    assert "coercion.arrest_request" not in on_board
    assert on_board["coercion.arrest_review"].term.state.end.on == date(2024, 3, 13)
    assert on_board["coercion.to_centre"].term.state.status == "overdue"


def test_an_act_done_takes_its_term_off_the_board(held):
    records, handler, party, _ = held
    with records.writing(handler, now_at=NOW_AT) as writing:
        writing.add(
            TermEvent(
                case_id=party.case_id, room=Room.SHARED, party_id=party.id,
                clock="coercion.to_centre", move=TermMove.END, happened_at=at(2024, 3, 4, 20),
            )
        )  # fmt: skip
    assert "coercion.to_centre" not in board(records, handler, date(2024, 3, 8))


def test_a_step_outside_the_track_is_refused(held):
    records, handler, party, _ = held
    with pytest.raises(WrongStep), records.writing(handler, now_at=NOW_AT) as writing:
        step(writing, party, "arrested", at(2024, 3, 6, 9))


def test_a_step_before_the_last_is_refused(held):
    records, handler, party, _ = held
    with (
        pytest.raises(WrongStep, match="detained"),
        records.writing(handler, now_at=NOW_AT) as writing,
    ):
        step(writing, party, "released", at(2024, 3, 1, 9))


def test_a_stranger_has_an_empty_board(held):
    records, _, _, people = held
    assert board(records, people.stranger, date(2024, 3, 8)) == {}
