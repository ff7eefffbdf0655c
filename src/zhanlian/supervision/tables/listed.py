"""Listed supervision (挂牌督办): the public record of series, batches and the cases named in them.

keeps  a batch number alone is not unique: series and number together are; how many cases a batch
       was said to hold stands apart from the cases whose names are public
"""

from datetime import date

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from zhanlian.supervision.tables.base import link
from zhanlian.supervision.tables.cases import Published


class ListedBatch(Published):
    """A batch as it was made public."""

    __table_args__ = (UniqueConstraint("series", "number"),)

    series: Mapped[str] = mapped_column(index=True)
    number: Mapped[int]
    public_on: Mapped[date]
    bodies: Mapped[list[str]]
    """The bodies that listed it."""

    stated_count: Mapped[int]
    """How many cases it was said to hold."""

    said: Mapped[str] = mapped_column(default="")


class ListedCase(Published):
    """A case of a batch, as it was named in public."""

    __table_args__ = (UniqueConstraint("batch_id", "place", "code"),)

    batch_id: Mapped[str] = link("listed_batch")
    place: Mapped[str]
    code: Mapped[str]
    said: Mapped[str] = mapped_column(default="")
