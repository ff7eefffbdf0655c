"""Listed cases (挂牌督办): the public batches, loaded once and counted by query.

in     ``data/batches.toml``: what was made public, batch by batch
out    rows of ``ListedBatch`` and ``ListedCase``; how many cases were listed by a day
keeps  loading again adds nothing; a total counts the cases a batch was said to hold, and says
       beside it how many of them are known by name
"""

import tomllib
from collections.abc import Mapping
from datetime import date
from importlib.resources import files
from typing import Any, NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from zhanlian.supervision.tables import ListedBatch, ListedCase
from zhanlian.supervision.writing import Writing

CROSS_BORDER = "cross-border-telecom-fraud"


class ListedTotal(NamedTuple):
    """A batch, and the total of its series once it was public."""

    number: int
    public_on: date
    stated_count: int
    named_count: int
    total_count: int


def load_public_batches(writing: Writing, *, reason: str) -> int:
    """Keep the public record where it is not kept yet; how many batches were added."""
    said = tomllib.loads(
        (files("zhanlian.supervision") / "data" / "batches.toml").read_text(encoding="utf-8")
    )
    return sum(_load_batch(writing, batch, reason) for batch in said["batches"])


def listed_totals(session: Session, series: str = CROSS_BORDER) -> list[ListedTotal]:
    """The batches of a series by number, each with the running total."""
    named = (
        select(func.count())
        .select_from(ListedCase)
        .where(ListedCase.batch_id == ListedBatch.id)
        .scalar_subquery()
    )
    query = (
        select(ListedBatch, named).where(ListedBatch.series == series).order_by(ListedBatch.number)
    )
    totals: list[ListedTotal] = []
    total_count = 0
    for batch, named_count in session.execute(query):
        total_count += batch.stated_count
        totals.append(
            ListedTotal(batch.number, batch.public_on, batch.stated_count, named_count, total_count)
        )
    return totals


def _load_batch(writing: Writing, said: Mapping[str, Any], reason: str) -> bool:
    held = writing.session.scalar(
        select(ListedBatch.id).where(
            ListedBatch.series == said["series"], ListedBatch.number == said["number"]
        )
    )
    if held is not None:
        return False
    batch = ListedBatch(
        series=said["series"], number=said["number"], public_on=said["public_on"],
        bodies=said["bodies"], stated_count=said["stated"], said=said.get("said", ""),
    )  # fmt: skip
    writing.add(batch, reason=reason)
    for case in said["cases"]:
        writing.add(ListedCase(batch_id=batch.id, **case), reason=reason)
    return True
