"""Board: the terms of persons that run or ran out, the nearest day first.

in     an open view of the records, who asks, a day
out    ``Due``: case, person, term, the day to work by, how it stands
keeps  only what the asker may see; a term that was closed is not on the board
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from zhanlian.law import LawBook, clocks
from zhanlian.supervision.access import Actor, visible
from zhanlian.supervision.persons.terms import PersonTerm, terms_of
from zhanlian.supervision.tables import PersonStep, TermEvent

Row = TypeVar("Row", PersonStep, TermEvent)
OVER = frozenset({clocks.Status.ENDED, clocks.Status.NOT_STARTED})


class Due(NamedTuple):
    """A term on the board."""

    case_id: str
    party_id: str
    term: PersonTerm
    work_by: date | None
    """None where the term stands still."""


def due_terms(
    session: Session, actor: Actor, *, law: LawBook, as_of: date | datetime, case_id: str = ""
) -> list[Due]:
    """What runs, stands still or is overdue on ``as_of``; of one case or of all seen ones."""
    steps = _by_party(session, actor, PersonStep, case_id)
    events = _by_party(session, actor, TermEvent, case_id)
    board = [
        Due(steps[party_id][0].case_id, party_id, term, _work_by(term))
        for party_id in steps
        for term in terms_of(party_id, steps[party_id], events[party_id], law=law, as_of=as_of)
        if term.state.status not in OVER
    ]
    return sorted(board, key=_nearest)


def _by_party(
    session: Session, actor: Actor, kind: type[Row], case_id: str
) -> dict[str, list[Row]]:
    where = [kind.case_id == case_id] if case_id else []
    query = select(kind).where(visible(actor, kind), *where)
    rows: Iterable[Row] = session.scalars(query.order_by(kind.happened_at, kind.id))
    found: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row.party_id].append(row)
    return found


def _work_by(term: PersonTerm) -> date | None:
    return None if term.state.work_by is None else term.state.work_by.on


def _nearest(due: Due) -> tuple[bool, date, str, str]:
    return due.work_by is None, due.work_by or date.max, due.party_id, due.term.ledger.kind.key
