"""Loading: an account as an actor: its posts, its unit, its cases, the persons opened to it."""

from collections.abc import Iterable
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from zhanlian.supervision.access.actors import Actor
from zhanlian.supervision.refusals import NoSuchRow
from zhanlian.supervision.tables import (
    Membership,
    Organisation,
    PostHeld,
    Scope,
    SealGrant,
    User,
)


def load_actor(session: Session, user_id: str, *, scopes: Iterable[Scope] = Scope) -> Actor:
    """The actor behind an account, as the records stand in ``session``."""
    user = session.get(User, user_id)
    if user is None or user.ended_at is not None:
        raise NoSuchRow(User.__tablename__, user_id)
    unit = session.get_one(Organisation, user.org_id)
    posts = session.scalars(
        select(PostHeld.post).where(PostHeld.user_id == user_id, PostHeld.ended_at.is_(None))
    )
    actor = Actor(
        user_id=user.id, name=user.name, agency=unit.agency, org_id=unit.id,
        region=unit.region, posts=frozenset(posts), scopes=frozenset(scopes),
    )  # fmt: skip
    return _with_cases(session, actor)


def _with_cases(session: Session, actor: Actor) -> Actor:
    held = session.scalars(
        select(Membership).where(Membership.user_id == actor.user_id, Membership.ended_at.is_(None))
    ).all()
    unsealed = session.scalars(
        select(SealGrant.party_id).where(
            SealGrant.user_id == actor.user_id, SealGrant.ended_at.is_(None)
        )
    )
    return replace(
        actor,
        member_of=frozenset(each.case_id for each in held if not each.is_reader),
        reader_of=frozenset(each.case_id for each in held if each.is_reader),
        lead_of=frozenset(each.case_id for each in held if each.is_lead),
        unsealed=frozenset(unsealed),
    )
