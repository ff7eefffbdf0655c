"""Cases: opened with a lead, worked on by those admitted, with persons sealed where it must be.

keeps  who opens a case leads it; a membership and a grant end, they are not deleted; whoever
       seals a person names at least one who may still see them
"""

import re
from collections.abc import Iterable
from dataclasses import replace

from sqlalchemy import select

from zhanlian.supervision.refusals import Invalid
from zhanlian.supervision.tables import Case, FolderLink, Membership, Party, SealGrant
from zhanlian.supervision.writing import Writing

OPENED = "opened the case"
PLAIN_NAME = re.compile(r"[^/\\\x00-\x1f]{1,100}")


def open_case(writing: Writing, case: Case, *, reason: str = "") -> Case:
    """Keep a new case; whoever opens it is its first member and leads it."""
    writing.add(case, reason=reason)
    leading = replace(writing.actor, lead_of=writing.actor.lead_of | {case.id})
    leading = replace(leading, member_of=leading.member_of | {case.id})
    first = Membership(case_id=case.id, user_id=writing.actor.user_id, is_lead=True)
    replace(writing, actor=leading).add(first, reason=OPENED)
    return case


def admit(writing: Writing, membership: Membership, *, reason: str) -> Membership:
    """Let a person onto a case; an ended membership of theirs is opened again."""
    held = writing.session.scalar(
        select(Membership).where(
            Membership.case_id == membership.case_id, Membership.user_id == membership.user_id
        )
    )
    if held is None:
        return writing.add(membership, reason=reason)
    new = {"is_lead": membership.is_lead, "is_reader": membership.is_reader, "ended_at": None}
    return writing.change(held, new, version=held.version, reason=reason)


def link_folder(writing: Writing, link: FolderLink, *, reason: str = "") -> FolderLink:
    """Say in which folder the case's evidence lies: one plain name, no path."""
    if link.folder.startswith(".") or not PLAIN_NAME.fullmatch(link.folder):
        raise Invalid(FolderLink.__tablename__, {"folder": "a folder is one plain name"})
    return writing.add(link, reason=reason)


def seal(writing: Writing, party: Party, *, seen_by: Iterable[str], reason: str) -> Party:
    """Seal a person; from here on only the accounts of ``seen_by`` see them."""
    named = sorted(set(seen_by))
    if not named:
        raise Invalid(Party.__tablename__, {"seen_by": "somebody must still see the person"})
    for user_id in named:
        writing.add(SealGrant(party_id=party.id, user_id=user_id), reason=reason)
    return writing.change(party, {"is_sealed": True}, version=party.version, reason=reason)
