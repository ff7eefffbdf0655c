"""Many writers at once: nothing is lost, nothing is done twice, the chain stays whole."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import func, select

from tests.databases import text_of
from tests.supervision.people import NOW_AT, cast, open_test_case
from zhanlian.supervision import (
    Records,
    RecordsBusy,
    StaleRecord,
    chain_head,
    make_engine,
    store,
    verify_chain,
)
from zhanlian.supervision.tables import Case, Party, PartyKind, Room

WRITERS = {"sqlite": 4, "postgresql": 16}
ROUNDS = 8


def another(records):
    """The same records, opened once more."""
    return Records(make_engine(text_of(records.engine.url)))


def test_writers_lose_nothing(records):
    """Each writer adds parties and counts a shared figure up; stale counts are tried again."""
    case, handler = open_test_case(records, cast(records))
    writers = WRITERS[records.engine.dialect.name]
    with records.reading() as session:
        before = chain_head(session).seq

    def work(writer):
        own = another(records)  # a pool of its own, as another process has
        refused = 0
        for number in range(ROUNDS):
            with own.writing(handler, now_at=NOW_AT) as writing:
                writing.add(
                    Party(
                        case_id=case.id, room=Room.SHARED, kind=PartyKind.OTHER,
                        name=f"{writer}-{number}",
                    )
                )  # fmt: skip
            while not count_up(own):
                refused += 1
        own.close()
        return refused

    def count_up(records):
        """Read first, write later, as a person does: somebody else may be faster."""
        with records.reading() as session:
            read = session.get_one(Case, case.id)
            version, count = read.version, int(read.note or 0)
        try:
            with records.writing(handler, now_at=NOW_AT) as writing:
                row = writing.get(Case, case.id)
                writing.change(row, {"note": str(count + 1)}, version=version, reason="计数")
        except StaleRecord:
            return False
        return True

    with ThreadPoolExecutor(writers) as pool:
        refused = sum(pool.map(work, range(writers)))

    done = writers * ROUNDS
    with records.reading() as session:
        assert session.get_one(Case, case.id).note == str(done), "no count was lost"
        assert session.scalar(select(func.count()).select_from(Party)) == done
        names = session.scalars(select(Party.name)).all()
        assert len(set(names)) == done, "and none was made twice"
        assert verify_chain(session).seq == before + 2 * done
    assert refused >= 0


def test_a_rule_read_before_it_is_written_holds(records):
    """Ten people each allow themselves the last of three seats: three get one."""
    case, handler = open_test_case(records, cast(records))
    seats = 3

    def sit(number):
        with records.writing(handler, now_at=NOW_AT) as writing:
            taken = writing.session.scalar(select(func.count()).select_from(Party))
            if taken < seats:
                writing.add(
                    Party(case_id=case.id, room=Room.SHARED, kind=PartyKind.OTHER, name=str(number))
                )

    with ThreadPoolExecutor(10) as pool:
        list(pool.map(sit, range(10)))
    with records.reading() as session:
        assert session.scalar(select(func.count()).select_from(Party)) == seats


def test_who_waits_too_long_is_told(records, monkeypatch):
    """One writer holds the records; a second gives up after its wait, and nothing is changed."""
    monkeypatch.setattr(store, "WAIT_S", 1)
    _, handler = open_test_case(records, cast(records))
    for impatient in (records, another(records)):
        with (
            records.writing(handler, now_at=NOW_AT),
            pytest.raises(RecordsBusy),
            impatient.writing(handler, now_at=NOW_AT),
        ):
            pass
        if impatient is not records:
            impatient.close()


def test_readers_see_one_moment(records):
    """A view that began before a change does not see it, however long it looks."""
    case, handler = open_test_case(records, cast(records))
    with records.reading() as session:
        first = session.scalar(select(Case.title).where(Case.id == case.id))
        with records.writing(handler, now_at=NOW_AT) as writing:
            writing.change(writing.get(Case, case.id), {"title": "新"}, version=1, reason="改")
        assert session.scalar(select(Case.title).where(Case.id == case.id)) == first
