"""Counting: a figure over a period, from the rows the asker may see.

in     an open view of the records, who asks, a figure's key, a period
out    ``Counted``: the value, its definition, its period, the rows behind it
keeps  a person is counted once in a figure and period, however many rows speak of them; a
       figure that is not counted from records is refused, never shown as 0
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session

from zhanlian.supervision.access import Actor, visible
from zhanlian.supervision.figures.definitions import Counts, Figure, figure_of
from zhanlian.supervision.tables import Campaign, ListedBatch, Outcome, Record
from zhanlian.terms import Refusal


class Period(NamedTuple):
    """From a day to a day, both counted."""

    first_on: date
    last_on: date


class NotCounted(Refusal):
    """A figure does not come from records."""

    code = "ZL-SUPERVISION-032"

    def __init__(self, figure: Figure) -> None:
        super().__init__(
            f"The figure {figure.key} is not counted from records.",
            where=f"figure {figure.key}",
            why=f"it is a matter of {figure.counts}",
            do_next=f"read its definition: {', '.join(figure.law) or figure.en}",
        )


@dataclass(frozen=True, slots=True)
class Counted:
    """A number that carries its definition, its period and its rows."""

    figure: Figure
    period: Period
    value: int
    row_ids: tuple[str, ...]


def count_figure(session: Session, actor: Actor, key: str, *, period: Period) -> Counted:
    """Count the figure ``key`` over ``period``."""
    figure = figure_of(key)
    match figure.counts:
        case Counts.PERSONS:
            rows = _rows(session, actor, Outcome, figure, Outcome.happened_on.between(*period))
            value = len({row.party_id for row in rows})
        case Counts.CAMPAIGNS:
            rows = _rows(session, actor, Campaign, figure, Campaign.launched_on.between(*period))
            value = len(rows)
        case Counts.BATCHES | Counts.LISTED_CASES:
            public = ListedBatch.public_on.between(*period)
            rows = _rows(session, actor, ListedBatch, figure, public)
            is_cases = figure.counts is Counts.LISTED_CASES
            value = sum(row.stated_count for row in rows) if is_cases else len(rows)
        case Counts.NAMES:
            return Counted(figure, period, len(figure.names), ())
        case Counts.LAW:
            raise NotCounted(figure)
    return Counted(figure, period, value, tuple(row.id for row in rows))


def _rows(
    session: Session, actor: Actor, kind: type[Record], figure: Figure, within: ColumnElement[bool]
) -> Sequence[Any]:
    """The rows of ``kind`` the actor may see, that the figure means, within the period."""
    wanted = [getattr(kind, name) == value for name, value in figure.where.items()]
    query: Select[Any] = select(kind).where(visible(actor, kind), within, *wanted)
    return session.scalars(query.order_by(kind.id)).all()
