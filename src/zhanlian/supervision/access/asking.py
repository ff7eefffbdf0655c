"""Asking: the rule put to one row: pass, or a refusal with the ground.

keeps  a row one may not see is not there: the refusal is the one for a row that does not exist
"""

from typing import TypeVar

from sqlalchemy.orm import Session

from zhanlian.supervision.access.actors import Actor
from zhanlian.supervision.access.rule import may
from zhanlian.supervision.access.targets import Target, target_of
from zhanlian.supervision.refusals import NoSuchRow, NotAllowed
from zhanlian.supervision.tables import Act, Record

Row = TypeVar("Row", bound=Record)


def allow(actor: Actor, act: Act, target: Target) -> None:
    """Pass where the rule says yes; ``NotAllowed`` with its ground where it says no."""
    verdict = may(actor, act, target)
    if not verdict.is_allowed:
        raise NotAllowed(
            act.value, target.kind, ground=verdict.ground.value, who=actor.name or actor.user_id
        )


def seen(session: Session, actor: Actor, kind: type[Row], row_id: str) -> Row:
    """The row, where the actor may see it."""
    row = session.get(kind, row_id)
    if row is None or not may(actor, Act.SEE, target_of(session, row)).is_allowed:
        raise NoSuchRow(kind.__tablename__, row_id)
    return row
