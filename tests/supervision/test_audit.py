"""The chain: whatever is changed, dropped, slipped in or cut off is named by its number."""

import json

import pytest
from sqlalchemy import text

from tests.supervision.people import NOW_AT, OPERATOR, unit
from zhanlian.supervision import (
    BrokenAudit,
    Event,
    Head,
    chain_head,
    export_lines,
    read_chain,
    verify_chain,
)
from zhanlian.supervision.audit import FIELDS, START, canonical, hashlib
from zhanlian.supervision.tables import Agency
from zhanlian.supervision.triggers import unlock_entries

LENGTH = 5


@pytest.fixture
def chain(records):
    """Records whose chain has ``LENGTH`` entries, open to whoever drops the triggers."""
    for number in range(LENGTH):
        with records.writing(OPERATOR, now_at=NOW_AT + number) as writing:
            writing.add(unit(f"单位{number}", Agency.POLICE))
    with records.engine.execution_options(is_writer=True).begin() as connection:
        unlock_entries(connection)
    return records


def tamper(records, statement):
    with records.working() as session:
        session.execute(text(statement))


def broken_at(records, *, noted=None):
    with records.reading() as session, pytest.raises(BrokenAudit) as broken:
        verify_chain(session, noted=noted)
    return broken.value.seq


def test_a_whole_chain_gives_its_head(chain):
    with chain.reading() as session:
        assert verify_chain(session) == chain_head(session)
        assert chain_head(session).seq == LENGTH


def test_an_empty_chain_holds(records):
    with records.reading() as session:
        assert verify_chain(session) == Head(0, START)


@pytest.mark.parametrize("field", FIELDS[1:])
def test_a_changed_word_is_named(chain, field):
    value = "1" if field == "at" else "'x'"
    tamper(chain, f"UPDATE audit_entry SET {field} = {value} WHERE seq = 3")
    assert broken_at(chain) == 3


def test_a_dropped_entry_is_named(chain):
    tamper(chain, "DELETE FROM audit_entry WHERE seq = 3")
    assert broken_at(chain) == 3


def test_two_entries_in_each_others_place_are_named(chain):
    for old, new in ((3, 99), (4, 3), (99, 4)):
        tamper(chain, f"UPDATE audit_entry SET seq = {new} WHERE seq = {old}")
    assert broken_at(chain) == 3


def test_a_tail_cut_off_shows_against_a_noted_head(chain):
    with chain.reading() as session:
        noted = chain_head(session)
    tamper(chain, f"DELETE FROM audit_entry WHERE seq > {LENGTH - 2}")
    with chain.reading() as session:
        assert verify_chain(session).seq == LENGTH - 2, "the rest alone looks whole"
    assert broken_at(chain, noted=noted) == LENGTH - 1


def test_a_chain_written_anew_shows_against_a_noted_head(chain):
    with chain.reading() as session:
        noted = chain_head(session)
        entries = [{name: getattr(e, name) for name in FIELDS} for e in read_chain(session)]
    before = START
    for entry in entries:
        said = {**entry, "before": before, "reason": "forged"}
        before = hashlib.sha256(canonical(said).encode()).hexdigest()
        change = f"UPDATE audit_entry SET reason = 'forged', before = '{said['before']}'"
        tamper(chain, f"{change}, digest = '{before}' WHERE seq = {entry['seq']}")
    with chain.reading() as session:
        verify_chain(session)
    assert broken_at(chain, noted=noted) == LENGTH


def test_an_export_can_be_checked_without_the_database(chain):
    with chain.reading() as session:
        lines = [json.loads(line) for line in export_lines(read_chain(session))]
    before = START
    for number, line in enumerate(lines, start=1):
        digest = line.pop("digest")
        assert (line["seq"], line["before"]) == (number, before)
        assert hashlib.sha256(canonical(line).encode()).hexdigest() == digest
        before = digest


def test_moments_of_entries_never_run_backward(records):
    for at in (NOW_AT + 5, NOW_AT):
        with records.writing(OPERATOR, now_at=at) as writing:
            writing.note(Event(act="look", kind="user", row_id="", reason=""))
    with records.reading() as session:
        assert [entry.at for entry in read_chain(session)] == [NOW_AT + 5, NOW_AT + 5]
