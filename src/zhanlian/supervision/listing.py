"""Listing: pages of what an actor may see, in the order the rows were made.

keeps  a page begins after the id the last one ended with: rows made meanwhile neither shift
       nor repeat; a page is never longer than the limit asked for
"""

from dataclasses import dataclass
from typing import Generic, TypeVar

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from zhanlian.supervision.access import Actor, visible
from zhanlian.supervision.tables import Record

Row = TypeVar("Row", bound=Record)
PAGE = 100


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """Some rows, and the id to go on from; empty where the list ends here."""

    rows: list[Row]
    next_after: str


def list_rows(
    session: Session, actor: Actor, kind: type[Row], *where: ColumnElement[bool],
    after: str = "", limit: int = PAGE,
) -> Page[Row]:  # fmt: skip
    """The rows of ``kind`` that ``actor`` may see and that fit ``where``."""
    query = select(kind).where(visible(actor, kind), *where, kind.id > after)
    rows = list(session.scalars(query.order_by(kind.id).limit(limit + 1)))
    return Page(rows[:limit], rows[limit - 1].id if len(rows) > limit else "")


def count_rows(session: Session, actor: Actor, kind: type[Row], *where: ColumnElement[bool]) -> int:
    """How many rows of ``kind`` the actor may see."""
    query = select(func.count()).select_from(kind).where(visible(actor, kind), *where)
    return session.scalar(query) or 0
