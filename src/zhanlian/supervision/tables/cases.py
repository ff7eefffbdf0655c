"""Cases: numbers, regions, stages, who may work on them, who stands in them, where results lie.

keeps  whatever belongs to a case carries the case's id and the room it lies in: shared by both
       agencies, or the notes of one; a link to results names their digest
"""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import ClassVar

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from zhanlian.supervision.tables.base import MASKED_NAME, MASKED_NUMBER, Record, link, one_of
from zhanlian.supervision.tables.codes import Act, Post, Room


class Stage(StrEnum):
    """How far a case has come."""

    LEAD = "lead"
    FILED = "filed"
    INVESTIGATION = "investigation"
    REVIEW = "review"
    TRIAL = "trial"
    EXECUTION = "execution"
    CLOSED = "closed"


class PartyKind(StrEnum):
    """What a person is in a case."""

    SUSPECT = "suspect"
    VICTIM = "victim"
    WITNESS = "witness"
    OTHER = "other"


class Case(Record):
    """A case of one region: its number and title, its lead units and its stage."""

    number: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str]
    region: Mapped[str] = mapped_column(index=True)
    """Six digits (GB/T 2260); the first two name the province, the first four the city."""

    stage: Mapped[Stage] = one_of(Stage)
    offences: Mapped[list[str]]
    """Keys of offences in the law room."""

    police_org_id: Mapped[str | None] = link("organisation")
    procuratorate_org_id: Mapped[str | None] = link("organisation")
    filed_on: Mapped[date | None]
    closed_on: Mapped[date | None]
    note: Mapped[str] = mapped_column(default="")


class InCase(Record):
    """A row of one case: subclasses add their own columns.

    ``written_by`` says which posts write such rows: handlers as members of the case,
    supervisors and duty officers by their region. A table with a column ``party_id`` hides
    its rows of a sealed person from whoever may not see that person.
    """

    __abstract__ = True

    written_by: ClassVar[frozenset[Post]] = frozenset({Post.HANDLER})

    case_id: Mapped[str] = link("case")
    room: Mapped[Room] = one_of(Room)


class InRegion(Record):
    """A row of a region that belongs to no single case: a lead, a campaign, a bulletin.

    Seen by everybody of that region and above who works on cases; written by ``written_by``.
    """

    __abstract__ = True

    written_by: ClassVar[frozenset[Post]] = frozenset({Post.DUTY, Post.SUPERVISOR})

    region: Mapped[str] = mapped_column(index=True)
    room: Mapped[Room] = one_of(Room)


class Published(Record):
    """A row of the public record: seen by every account, written by national supervisors."""

    __abstract__ = True


class Party(InCase):
    """A person in a case. Name and identity number are shown masked unless opened.

    A sealed person is seen by those named in ``SealGrant`` alone.
    """

    needs_for: ClassVar[Mapping[str, Act]] = {"is_sealed": Act.SEAL}

    kind: Mapped[PartyKind] = one_of(PartyKind)
    name: Mapped[str] = mapped_column(info=MASKED_NAME)
    id_number: Mapped[str] = mapped_column(default="", info=MASKED_NUMBER)
    is_sealed: Mapped[bool] = mapped_column(default=False)
    position: Mapped[str] = mapped_column(default="")
    """Place in the chain: a key of the law room (financier, smuggler, ...), or empty."""


class FolderLink(InCase):
    """A case folder this case rests on, and the digest of what was read there.

    A folder is one case's alone: whoever may see the case may take what was printed there.
    """

    folder: Mapped[str] = mapped_column(unique=True)
    digest: Mapped[str]
    said: Mapped[str] = mapped_column(default="")


class Membership(Record):
    """Who works on a case, and what they may do there."""

    __table_args__ = (UniqueConstraint("case_id", "user_id"),)

    needs: ClassVar[Act] = Act.ADMIT

    case_id: Mapped[str] = link("case")
    user_id: Mapped[str] = link("user")
    is_reader: Mapped[bool] = mapped_column(default=False)
    is_lead: Mapped[bool] = mapped_column(default=False)
    ended_at: Mapped[int | None]


class SealGrant(Record):
    """Who may see a sealed person."""

    __table_args__ = (UniqueConstraint("party_id", "user_id"),)

    needs: ClassVar[Act] = Act.SEAL

    party_id: Mapped[str] = link("party")
    user_id: Mapped[str] = link("user")
    ended_at: Mapped[int | None]
