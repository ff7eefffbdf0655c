"""Auditing: the chain for its readers: all that was done, of cases no more than they may see.

keeps  old and new values are shown only of rows the reader may see, names starred; who, what,
       when and the digests are shown of every entry
"""

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from zhanlian.supervision.access import Actor, may, target_of
from zhanlian.supervision.refusals import NotAllowed
from zhanlian.supervision.showing import masked_facts
from zhanlian.supervision.tables import Act, AuditEntry, Base, Post, Record, Scope

KIND = AuditEntry.__tablename__
GROUND = "only an auditor reads the chain"
SHOWN = ("seq", "at", "actor", "act", "kind", "row_id", "case_id", "reason", "before", "digest")


def allow_audit(actor: Actor) -> None:
    """Pass for auditors whose key reaches the chain."""
    if Post.AUDITOR not in actor.posts or Scope.AUDIT not in actor.scopes:
        raise NotAllowed(Act.SEE, KIND, ground=GROUND, who=actor.name or actor.user_id)


def shown_entries(
    session: Session, actor: Actor, *, after: int = 0, limit: int, case_id: str = ""
) -> list[dict[str, Any]]:
    """A page of the chain after entry ``after``, of one case where one is named."""
    allow_audit(actor)
    query = select(AuditEntry).where(AuditEntry.seq > after).order_by(AuditEntry.seq)
    if case_id:
        query = query.where(AuditEntry.case_id == case_id)
    return [_shown(session, actor, entry) for entry in session.scalars(query.limit(limit))]


def _shown(session: Session, actor: Actor, entry: AuditEntry) -> dict[str, Any]:
    facts = masked_facts(entry.kind, json.loads(entry.facts))
    is_open = _may_see(session, actor, entry)
    shown = {name: getattr(entry, name) for name in SHOWN}
    return {**shown, "facts": facts if is_open else None}


def _may_see(session: Session, actor: Actor, entry: AuditEntry) -> bool:
    kind = kinds().get(entry.kind)
    row = session.get(kind, entry.row_id) if kind is not None else None
    return row is not None and may(actor, Act.SEE, target_of(session, row)).is_allowed


def kinds() -> Mapping[str, type[Record]]:
    """Every table of people's rows, by its name."""
    classes = (mapper.class_ for mapper in Base.registry.mappers)
    return {each.__tablename__: each for each in classes if issubclass(each, Record)}
