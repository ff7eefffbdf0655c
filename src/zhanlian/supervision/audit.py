"""Audit: a chain of entries in which nothing can be changed, dropped or slipped in unseen.

in     entries appended inside a writing transaction, which holds the lock of the chain
out    the chain's head, its verification, its lines for the other side
keeps  numbers run 1, 2, 3 ... without a gap; each entry digests its own words and the digest
       before it; the tail alone cannot prove that nothing was cut off, so ``verify`` may be
       given a head noted earlier, and an export carries one
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from zhanlian.supervision.refusals import BrokenAudit
from zhanlian.supervision.tables import AuditEntry

START = "0" * 64
BATCH = 1000
FIELDS = (
    "seq", "at", "actor", "act", "kind", "row_id", "case_id", "facts", "reason", "before",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Head:
    """Where the chain stands: how many entries, and the digest of the last."""

    seq: int
    digest: str


@dataclass(frozen=True, slots=True)
class Event:
    """What an entry is about: an act on one row, why, and what was said or changed."""

    act: str
    kind: str
    row_id: str
    reason: str
    case_id: str = ""
    facts: Mapping[str, Any] | None = None


@dataclass(slots=True)
class Chain:
    """The chain in the hands of its one writer, who holds its lock."""

    session: Session
    head: Head
    last_at: int
    """When the last entry was made."""

    def append(self, event: Event, *, actor: str, at: int) -> None:
        """Add one link."""
        entry = AuditEntry(
            seq=self.head.seq + 1, at=at, actor=actor, act=event.act, kind=event.kind,
            row_id=event.row_id, case_id=event.case_id, facts=canonical(event.facts or {}),
            reason=event.reason, before=self.head.digest,
        )  # fmt: skip
        entry.digest = digest_of(entry)
        self.session.add(entry)
        self.head, self.last_at = Head(entry.seq, entry.digest), at


def take_chain(session: Session) -> Chain:
    """The chain as it stands under the lock that the session's transaction holds."""
    last = session.scalar(select(AuditEntry).order_by(AuditEntry.seq.desc()).limit(1))
    if last is None:
        return Chain(session, Head(0, START), 0)
    return Chain(session, Head(last.seq, last.digest), last.at)


def chain_head(session: Session) -> Head:
    """The last entry's number and digest; number 0 where nothing was ever written."""
    return take_chain(session).head


def digest_of(entry: AuditEntry) -> str:
    """SHA-256 over everything the entry says, its link included."""
    said = {name: getattr(entry, name) for name in FIELDS}
    return hashlib.sha256(canonical(said).encode("utf-8")).hexdigest()


def verify_chain(session: Session, *, noted: Head | None = None) -> Head:
    """Check every link; raises ``BrokenAudit`` at the first bad one.

    ``noted`` is a head somebody wrote down earlier: the chain must still pass through it.
    """
    head = Head(0, START)
    for entry in read_chain(session):
        _check_link(entry, head)
        head = Head(entry.seq, entry.digest)
        if noted is not None and noted.seq == head.seq and noted.digest != head.digest:
            raise BrokenAudit(head.seq, "its digest is not the one noted earlier")
    if noted is not None and head.seq < noted.seq:
        raise BrokenAudit(head.seq + 1, f"entries up to {noted.seq} were noted earlier; they end")
    return head


def _check_link(entry: AuditEntry, head: Head) -> None:
    if entry.seq != head.seq + 1:
        raise BrokenAudit(head.seq + 1, f"it is missing: the next entry says {entry.seq}")
    if entry.before != head.digest:
        raise BrokenAudit(entry.seq, "it does not follow from the entry before it")
    if entry.digest != digest_of(entry):
        raise BrokenAudit(entry.seq, "its words do not match its digest")


def read_chain(session: Session, *, after: int = 0) -> Iterator[AuditEntry]:
    """Entries in order, read in batches: the chain may be longer than memory."""
    query = select(AuditEntry).order_by(AuditEntry.seq)
    while True:
        batch = session.scalars(query.where(AuditEntry.seq > after).limit(BATCH)).all()
        yield from batch
        if len(batch) < BATCH:
            return
        after = batch[-1].seq
        session.expunge_all()


def export_lines(entries: Iterable[AuditEntry]) -> Iterator[str]:
    """The chain as JSON lines, digests included: whoever receives them can check them."""
    for entry in entries:
        yield canonical({name: getattr(entry, name) for name in (*FIELDS, "digest")})


def entry_count(session: Session) -> int:
    """How many entries there are."""
    return session.scalar(select(func.count()).select_from(AuditEntry)) or 0


def canonical(value: Any) -> str:
    """JSON in one spelling: sorted keys, no spaces, characters as they are."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)
