"""Many writers at once: nothing is lost, nothing is done twice, the chain stays whole."""

from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import func, select

from tests.supervision.people import NOW_AT, cast, open_test_case
from zhanlian.supervision import StaleRecord, chain_head, verify_chain
from zhanlian.supervision.tables import Case, Party, PartyKind, Room

WRITERS = {"sqlite": 4, "postgresql": 16}
ROUNDS = 8


def test_writers_lose_nothing(records):
    """Each writer adds parties and counts a shared figure up; stale counts are tried again."""
    case, handler = open_test_case(records, cast(records))
    writers = WRITERS[records.engine.dialect.name]
    with records.reading() as session:
        before = chain_head(session).seq

    def work(writer):
        refused = 0
        for number in range(ROUNDS):
            with records.writing(handler, now_at=NOW_AT) as writing:
                writing.add(
                    Party(
                        case_id=case.id, room=Room.SHARED, kind=PartyKind.OTHER,
                        name=f"{writer}-{number}",
                    )
                )  # fmt: skip
            while not count_up():
                refused += 1
        return refused

    def count_up():
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


def test_readers_see_one_moment(records):
    """A view that began before a change does not see it, however long it looks."""
    case, handler = open_test_case(records, cast(records))
    with records.reading() as session:
        first = session.scalar(select(Case.title).where(Case.id == case.id))
        with records.writing(handler, now_at=NOW_AT) as writing:
            writing.change(writing.get(Case, case.id), {"title": "新"}, version=1, reason="改")
        assert session.scalar(select(Case.title).where(Case.id == case.id)) == first
