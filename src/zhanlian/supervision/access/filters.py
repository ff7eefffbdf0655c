"""Filters: the rule of seeing, as a condition the database can use on a whole table.

in     an actor and a table
out    a condition; a property test holds that it keeps exactly the rows ``may`` shows
"""

from collections.abc import Callable
from typing import Any

from sqlalchemy import ColumnElement, and_, false, or_, select, true

from zhanlian.supervision.access.actors import Actor, region_stem
from zhanlian.supervision.tables import (
    Agency,
    Case,
    InCase,
    InRegion,
    Membership,
    Party,
    Post,
    Record,
    Room,
    Scope,
    SealGrant,
    SignIn,
    Token,
)

LEAD_UNIT = {
    Agency.POLICE: Case.police_org_id,
    Agency.PROCURATORATE: Case.procuratorate_org_id,
}


def visible(actor: Actor, kind: type[Record]) -> ColumnElement[bool]:
    """The condition on ``kind`` that keeps the rows ``actor`` may see."""
    if Scope.READ not in actor.scopes:
        return false()
    return next(
        (rule(actor, kind) for base, rule in RULES.items() if issubclass(kind, base)), true()
    )


def _cases(actor: Actor) -> ColumnElement[bool]:
    if not actor.posts & {Post.HANDLER, Post.SUPERVISOR}:
        return false()
    admitted = select(Membership.case_id).where(
        Membership.user_id == actor.user_id, Membership.ended_at.is_(None)
    )
    grounds: list[ColumnElement[bool]] = [Case.id.in_(admitted)]
    if Post.SUPERVISOR in actor.posts and actor.agency is not None and actor.region:
        stem = Case.region.startswith(region_stem(actor.region))
        grounds.append(and_(LEAD_UNIT[actor.agency].is_not(None), stem))
    return or_(*grounds)


def _in_seen_case(actor: Actor, kind: Any) -> ColumnElement[bool]:
    cases: ColumnElement[bool] = kind.case_id.in_(select(Case.id).where(_cases(actor)))
    return cases


def _in_room(actor: Actor, kind: Any) -> ColumnElement[bool]:
    rooms = [Room.SHARED, *([Room(actor.agency.value)] if actor.agency else [])]
    own: ColumnElement[bool] = kind.room.in_(rooms)
    return own


def _unsealed(actor: Actor, kind: Any) -> ColumnElement[bool]:
    granted = select(SealGrant.party_id).where(
        SealGrant.user_id == actor.user_id, SealGrant.ended_at.is_(None)
    )
    if issubclass(kind, Party):
        return or_(kind.is_sealed.is_(False), kind.id.in_(granted))
    if not hasattr(kind, "party_id"):
        return true()
    sealed = select(Party.id).where(Party.is_sealed, Party.id.not_in(granted))
    return or_(kind.party_id.is_(None), kind.party_id.not_in(sealed))


def _in_region(actor: Actor, kind: Any) -> ColumnElement[bool]:
    if not actor.posts & {Post.HANDLER, Post.SUPERVISOR, Post.DUTY} or not actor.region:
        return false()
    inside: ColumnElement[bool] = kind.region.startswith(region_stem(actor.region))
    return inside


def _in_case(actor: Actor, kind: Any) -> ColumnElement[bool]:
    return and_(_in_seen_case(actor, kind), _in_room(actor, kind), _unsealed(actor, kind))


def _grants(actor: Actor, kind: Any) -> ColumnElement[bool]:
    parties = select(Party.id).where(_in_seen_case(actor, Party), _in_room(actor, Party))
    granted: ColumnElement[bool] = kind.party_id.in_(parties)
    return granted


def _of_region(actor: Actor, kind: Any) -> ColumnElement[bool]:
    return and_(_in_region(actor, kind), _in_room(actor, kind))


def _own(actor: Actor, kind: Any) -> ColumnElement[bool]:
    is_own: ColumnElement[bool] = kind.user_id == actor.user_id
    return true() if Post.ADMINISTRATOR in actor.posts else is_own


def _all(_actor: Actor, _kind: Any) -> ColumnElement[bool]:
    return true()


RULES: dict[type[Record], Callable[[Actor, Any], ColumnElement[bool]]] = {
    Case: lambda actor, _: _cases(actor),
    InCase: _in_case,
    Membership: _in_seen_case,
    SealGrant: _grants,
    InRegion: _of_region,
    SignIn: _own,
    Token: _own,
}
"""By the first table that fits; what fits none is seen by every account."""
