"""Cases: their lead, their members, their sealed persons."""

import pytest

from tests.supervision.people import NOW_AT, cast, let_in, open_test_case, reload
from zhanlian.supervision import seal
from zhanlian.supervision.refusals import Invalid, NoSuchRow, NotAllowed
from zhanlian.supervision.tables import Party, PartyKind, Room


@pytest.fixture
def people(records):
    return cast(records)


def suspect(case, **more):
    return Party(case_id=case.id, room=Room.SHARED, kind=PartyKind.SUSPECT, name="测试甲", **more)


def test_who_opens_a_case_leads_it(records, people):
    case, handler = open_test_case(records, people)
    assert handler.lead_of == handler.member_of == {case.id}


def test_a_member_does_not_admit_others(records, people):
    case, handler = open_test_case(records, people)
    prosecutor = let_in(records, people.prosecutor, case.id, by=handler)
    with pytest.raises(NotAllowed, match="only a lead"):
        let_in(records, people.stranger, case.id, by=prosecutor)


def test_a_sealed_person_is_gone_even_for_the_supervisor(records, people):
    case, handler = open_test_case(records, people)
    with records.writing(handler, now_at=NOW_AT) as writing:
        party = writing.add(suspect(case))
    with records.writing(handler, now_at=NOW_AT) as writing:
        seal(writing, writing.get(Party, party.id), seen_by=[handler.user_id], reason="保护")

    with records.writing(reload(records, handler), now_at=NOW_AT) as writing:
        assert writing.get(Party, party.id).is_sealed
    with pytest.raises(NoSuchRow), records.writing(people.supervisor, now_at=NOW_AT) as writing:
        writing.get(Party, party.id)


def test_a_member_seals_nobody(records, people):
    case, handler = open_test_case(records, people)
    prosecutor = let_in(records, people.prosecutor, case.id, by=handler)
    with records.writing(handler, now_at=NOW_AT) as writing:
        party = writing.add(suspect(case))
    with pytest.raises(NotAllowed), records.writing(prosecutor, now_at=NOW_AT) as writing:
        writing.change(writing.get(Party, party.id), {"is_sealed": True}, version=1, reason="x")


def test_sealed_from_everybody_is_refused(records, people):
    case, handler = open_test_case(records, people)
    with pytest.raises(Invalid), records.writing(handler, now_at=NOW_AT) as writing:
        seal(writing, writing.add(suspect(case)), seen_by=[], reason="x")


def test_one_agencys_notes_stay_with_it(records, people):
    case, handler = open_test_case(records, people)
    prosecutor = let_in(records, people.prosecutor, case.id, by=handler)
    with records.writing(handler, now_at=NOW_AT) as writing:
        note = writing.add(
            Party(case_id=case.id, room=Room.POLICE, kind=PartyKind.OTHER, name="测试乙")
        )
    with pytest.raises(NoSuchRow), records.writing(prosecutor, now_at=NOW_AT) as writing:
        writing.get(Party, note.id)
    with pytest.raises(NotAllowed, match="other agency"):
        write_there(records, prosecutor, case)


def write_there(records, actor, case):
    with records.writing(actor, now_at=NOW_AT) as writing:
        writing.add(Party(case_id=case.id, room=Room.POLICE, kind=PartyKind.OTHER, name="丙"))
