"""Writing: the one door through which people's rows change.

in     a session that holds the chain's lock, who acts, and the moment
out    rows added and changed, each with its entry in the audit chain in the same transaction
keeps  access is checked for every row; a stale version is refused with what differs; nothing
       is deleted: what ends says when
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from sqlalchemy import inspect
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from sqlalchemy.sql.schema import ScalarElementColumnDefault

from zhanlian.supervision.access import Actor, allow, seen, target_of
from zhanlian.supervision.audit import Chain, Event
from zhanlian.supervision.ids import new_id
from zhanlian.supervision.masks import starred
from zhanlian.supervision.refusals import Difference, Invalid, NoReason, StaleRecord
from zhanlian.supervision.tables import BOOKKEEPING, Record

UNSAID = "…"
Row = TypeVar("Row", bound=Record)


@dataclass(frozen=True, slots=True)
class Writing:
    """One transaction of one person: ``get``, ``add``, ``change``, ``note``."""

    session: Session
    actor: Actor
    now_at: int
    chain: Chain

    def get(self, kind: type[Row], row_id: str) -> Row:
        """The row as it stands under the lock; ``NoSuchRow`` where the actor may not see it."""
        return seen(self.session, self.actor, kind, row_id)

    def add(self, row: Row, *, reason: str = "") -> Row:
        """Keep a new row; a reason is welcome, not required: what is made says why enough."""
        _fill_defaults(row)
        allow(self.actor, row.needs, target_of(self.session, row))
        row.id = new_id(self.now_at, self.chain.head.seq + 1)
        row.version = 1
        row.created_at = row.changed_at = self.now_at
        row.created_by = row.changed_by = self.actor.user_id
        self.session.add(row)
        self._flush(row)
        self._enter("add", row, {name: [None, value] for name, value in _values(row)}, reason)
        return row

    def change(self, row: Row, new: Mapping[str, Any], *, version: int, reason: str) -> Row:
        """Give ``row`` the values of ``new``; where nothing differs nothing is written.

        Raises ``StaleRecord`` where ``version`` is not the row's, ``NoReason`` without one.
        """
        kind = type(row).__tablename__
        changes = {name: value for name, value in new.items() if getattr(row, name) != value}
        self._allow(row, changes)
        if not reason.strip():
            raise NoReason("change", kind)  # noqa: EM101  the act, not a message
        if version != row.version:
            raise StaleRecord(
                kind, row.id, versions=(version, row.version), by=row.changed_by,
                differences=_starred(row, _differences(row, changes)),
            )  # fmt: skip
        if changes:
            self._apply(row, changes, reason)
        return row

    def _apply(self, row: Record, changes: Mapping[str, Any], reason: str) -> None:
        facts = {name: [theirs, yours] for name, yours, theirs in _differences(row, changes)}
        for name, value in changes.items():
            setattr(row, name, value)
        self._allow(row, changes, is_done=True)
        row.version += 1
        row.changed_at, row.changed_by = self.now_at, self.actor.user_id
        self._flush(row)
        self._enter("change", row, facts, reason)

    def _allow(self, row: Record, changes: Mapping[str, Any], *, is_done: bool = False) -> None:
        """Before a change and after it: a row may be moved only to where one may write."""
        target = target_of(self.session, row)
        if is_done:  # sealing a person away from oneself is no fault
            target = replace(target, sealed_id="")
        for act in {row.needs_for.get(name, row.needs) for name in changes} or {row.needs}:
            allow(self.actor, act, target)

    def note(self, event: Event) -> None:
        """Enter what changed no row: a look at masked values, an export, a refusal."""
        self.chain.append(event, actor=self.actor.user_id, at=self.now_at)

    def _flush(self, row: Record) -> None:
        try:
            self.session.flush()
        except IntegrityError as error:
            raise Invalid(type(row).__tablename__, {"row": _cause(error)}) from error

    def _enter(self, act: str, row: Record, facts: Mapping[str, Any], reason: str) -> None:
        target = target_of(self.session, row)
        self.note(
            Event(
                act=act, kind=type(row).__tablename__, row_id=row.id, reason=reason,
                case_id=target.case_id, facts=facts,
            )
        )  # fmt: skip


def _fill_defaults(row: Record) -> None:
    """Fixed defaults now, not at flush: rules and entries see the row as it will be."""
    for column in inspect(type(row)).columns:
        default = column.default
        if isinstance(default, ScalarElementColumnDefault) and getattr(row, column.key) is None:
            setattr(row, column.key, default.arg)


def _values(row: Record) -> Iterator[tuple[str, Any]]:
    secret = _secrets(row)
    for column in inspect(type(row)).columns:
        value = getattr(row, column.key)
        if column.key not in BOOKKEEPING and value is not None:
            yield column.key, UNSAID if column.key in secret else value


def _differences(row: Record, new: Mapping[str, Any]) -> list[Difference]:
    secret = _secrets(row)
    return [
        Difference(name, UNSAID, UNSAID)
        if name in secret
        else Difference(name, value, getattr(row, name))
        for name, value in new.items()
        if getattr(row, name) != value
    ]


def _starred(row: Record, differences: list[Difference]) -> list[Difference]:
    """The differences as somebody may see them who opened nothing."""
    columns = inspect(type(row)).columns
    return [
        Difference(name, starred(columns[name], yours), starred(columns[name], theirs))
        for name, yours, theirs in differences
    ]


def _secrets(row: Record) -> frozenset[str]:
    columns: Iterable[Any] = inspect(type(row)).columns
    return frozenset(column.key for column in columns if column.info.get("secret"))


def _cause(error: IntegrityError) -> str:
    return str(error.orig).splitlines()[0]
