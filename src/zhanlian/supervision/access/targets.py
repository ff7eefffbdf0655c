"""Targets: what an access rule needs to know of a row, as a value.

in     a row of any table
out    its zone, its case and that case's region and agencies, its room, its sealed person
"""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeVar

from sqlalchemy.orm import Session

from zhanlian.supervision.refusals import NoSuchRow
from zhanlian.supervision.tables import (
    Agency,
    Case,
    InCase,
    InRegion,
    Membership,
    Party,
    Post,
    Published,
    Record,
    Room,
    SealGrant,
    SignIn,
    Token,
)

Kind = TypeVar("Kind", bound=Record)


class Zone(StrEnum):
    """Which part of the rule a row falls under."""

    CASE = "case"
    REGION = "region"
    PUBLIC = "public"
    OWN = "own"
    ACCOUNTS = "accounts"


@dataclass(frozen=True, slots=True)
class Target:
    """A row as the rule sees it."""

    kind: str
    zone: Zone
    case_id: str = ""
    region: str = ""
    agencies: frozenset[Agency] = frozenset()
    """The agencies with a lead unit in the case."""

    room: Room = Room.SHARED
    sealed_id: str = ""
    """The sealed person the row is about; empty where there is none."""

    owner_id: str = ""
    written_by: frozenset[Post] = field(default=frozenset())
    is_whole_case: bool = False


def target_of(session: Session, row: Record) -> Target:
    """What the rule sees of ``row``."""
    kind = type(row).__tablename__
    match row:
        case Case() | InCase() | Membership() | SealGrant():
            return _in_case(session, row, kind)
        case InRegion():
            return Target(
                kind, Zone.REGION, region=row.region, room=row.room, written_by=row.written_by
            )
        case Published():
            return Target(kind, Zone.PUBLIC)
        case SignIn() | Token():
            return Target(kind, Zone.OWN, owner_id=row.user_id)
        case _:
            return Target(kind, Zone.ACCOUNTS)


def _in_case(session: Session, row: Case | InCase | Membership | SealGrant, kind: str) -> Target:
    match row:
        case Case():
            return _of_case(row, kind)
        case InCase():
            return _of_row(session, row, kind)
        case Membership():
            return _part_of(session, row.case_id, kind)
        case SealGrant():
            party = _get(session, Party, row.party_id)
            return _part_of(session, party.case_id, kind, room=party.room)


def _of_case(case: Case, kind: str) -> Target:
    led_by = {
        Agency.POLICE: case.police_org_id,
        Agency.PROCURATORATE: case.procuratorate_org_id,
    }
    return Target(
        kind, Zone.CASE, case_id=case.id or "", region=case.region,
        agencies=frozenset(agency for agency, org_id in led_by.items() if org_id),
        written_by=frozenset({Post.HANDLER, Post.SUPERVISOR}), is_whole_case=True,
    )  # fmt: skip


def _of_row(session: Session, row: InCase, kind: str) -> Target:
    party = row if isinstance(row, Party) else None
    party_id = getattr(row, "party_id", None)
    if party_id is not None:
        party = _get(session, Party, party_id)
    sealed_id = (party.id or "") if party is not None and party.is_sealed else ""
    return _part_of(
        session, row.case_id, kind, room=row.room, sealed_id=sealed_id, written_by=row.written_by
    )


def _part_of(  # noqa: PLR0913  keyword-only, the row's own marks
    session: Session, case_id: str, kind: str, *, room: Room = Room.SHARED, sealed_id: str = "",
    written_by: frozenset[Post] = frozenset(),
) -> Target:  # fmt: skip
    whole = _of_case(_get(session, Case, case_id), kind)
    return Target(
        kind, Zone.CASE, case_id=case_id, region=whole.region, agencies=whole.agencies,
        room=room, sealed_id=sealed_id, written_by=written_by,
    )  # fmt: skip


def _get(session: Session, kind: type[Kind], row_id: str) -> Kind:
    row = session.get(kind, row_id)
    if row is None:
        raise NoSuchRow(kind.__tablename__, row_id)
    return row
