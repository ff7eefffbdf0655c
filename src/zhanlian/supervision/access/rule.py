"""The rule: may this actor do this with that row? One pure function, and its reasons.

in     an actor, an act, a target: three values
out    yes or no, and the ground
keeps  an administrator reads no case; one agency's notes stay with it; a sealed person is seen
       by those named alone, leads and supervisors included; a token does no more than its scopes

Read from the top: scope first, then the zone's own question.
"""

from enum import StrEnum
from typing import NamedTuple

from zhanlian.supervision.access.actors import Actor, region_stem
from zhanlian.supervision.access.targets import Target, Zone
from zhanlian.supervision.tables import Act, Post, Room, Scope

SCOPE_OF = {
    Act.SEE: Scope.READ,
    Act.OPEN: Scope.OPEN,
    Act.WRITE: Scope.WRITE,
    Act.ADMIT: Scope.WRITE,
    Act.SEAL: Scope.WRITE,
}


class Ground(StrEnum):
    """Why the rule says what it says."""

    MEMBER = "you are a member of the case"
    LEAD = "you lead the case"
    SUPERVISOR = "you supervise the case's region for an agency that works on it"
    REGION = "the row lies in your region, and your post keeps such rows"
    PUBLIC = "it is the public record"
    OWN = "it is your own"
    ADMINISTRATOR = "you keep the accounts"
    NO_SCOPE = "the key you use does not reach so far"
    NOT_MEMBER = "you are not a member of the case, and it is not in your region to supervise"
    READER = "you only read this case"
    NO_POST = "no post of yours does this"
    OTHER_ROOM = "it lies among the other agency's own notes"
    SEALED = "the person is sealed, and you are not among those who may see them"
    NOT_LEAD = "only a lead of the case or its supervisor does this"
    NOT_OWN = "it belongs to somebody else"
    OUTSIDE = "it lies outside your region"
    NO_READER = "an administrator keeps accounts and reads no case"


class Verdict(NamedTuple):
    """Yes or no, and why."""

    is_allowed: bool
    ground: Ground


def may(actor: Actor, act: Act, target: Target) -> Verdict:
    """Whether ``actor`` may do ``act`` with ``target``, and the ground."""
    needed = Scope.ADMIN if _administers(act, target) else SCOPE_OF[act]
    if needed not in actor.scopes:
        return _no(Ground.NO_SCOPE)
    match target.zone:
        case Zone.CASE:
            return _of_case(actor, act, target)
        case Zone.REGION:
            return _of_region(actor, act, target)
        case Zone.PUBLIC:
            return _of_public(actor, act)
        case Zone.OWN:
            return _of_own(actor, act, target)
        case Zone.ACCOUNTS:
            return _of_accounts(actor, act)


def supervises(actor: Actor, target: Target) -> bool:
    """Whether the case is the actor's to supervise: their region, and their agency leads in it."""
    return (
        Post.SUPERVISOR in actor.posts
        and actor.agency in target.agencies
        and covers(actor, target.region)
    )


def covers(actor: Actor, region: str) -> bool:
    """Whether ``region`` is the actor's own or lies inside it."""
    return bool(actor.region) and region.startswith(region_stem(actor.region))


def _of_case(actor: Actor, act: Act, target: Target) -> Verdict:
    if not actor.posts & {Post.HANDLER, Post.SUPERVISOR}:
        is_keeper = Post.ADMINISTRATOR in actor.posts
        return _no(Ground.NO_READER if is_keeper else Ground.NO_POST)
    if target.is_whole_case and not target.case_id:  # a case about to be made
        return _yes(Ground.REGION) if covers(actor, target.region) else _no(Ground.OUTSIDE)
    is_supervisor = supervises(actor, target)
    hidden = _hidden(actor, target, is_supervisor=is_supervisor)
    if hidden is not None:
        return _no(hidden)
    if act in {Act.SEE, Act.OPEN}:
        return _yes(Ground.SUPERVISOR if is_supervisor else Ground.MEMBER)
    if act in {Act.ADMIT, Act.SEAL}:
        return _leads(actor, target, is_supervisor=is_supervisor)
    return _writes(actor, target, is_supervisor=is_supervisor)


def _hidden(actor: Actor, target: Target, *, is_supervisor: bool) -> Ground | None:
    """Why the actor may not even see the row; None where they may."""
    is_in = target.case_id in actor.member_of or target.case_id in actor.reader_of
    if not is_in and not is_supervisor:
        return Ground.NOT_MEMBER
    if not _in_room(actor, target.room):
        return Ground.OTHER_ROOM
    if target.sealed_id and target.sealed_id not in actor.unsealed:
        return Ground.SEALED
    return None


def _leads(actor: Actor, target: Target, *, is_supervisor: bool) -> Verdict:
    if target.case_id in actor.lead_of:
        return _yes(Ground.LEAD)
    return _yes(Ground.SUPERVISOR) if is_supervisor else _no(Ground.NOT_LEAD)


def _writes(actor: Actor, target: Target, *, is_supervisor: bool) -> Verdict:
    posts = actor.posts & target.written_by
    if is_supervisor and Post.SUPERVISOR in posts:
        return _yes(Ground.SUPERVISOR)
    if Post.HANDLER in posts and target.case_id in actor.member_of:
        return _yes(Ground.MEMBER)
    return _no(Ground.READER if target.case_id in actor.reader_of else Ground.NO_POST)


def _of_region(actor: Actor, act: Act, target: Target) -> Verdict:
    if not actor.posts & {Post.HANDLER, Post.SUPERVISOR, Post.DUTY}:
        return _no(Ground.NO_POST)
    if not covers(actor, target.region):
        return _no(Ground.OUTSIDE)
    if not _in_room(actor, target.room):
        return _no(Ground.OTHER_ROOM)
    if act in {Act.SEE, Act.OPEN} or actor.posts & target.written_by:
        return _yes(Ground.REGION)
    return _no(Ground.NO_POST)


def _of_public(actor: Actor, act: Act) -> Verdict:
    if act is Act.SEE:
        return _yes(Ground.PUBLIC)
    is_national = bool(actor.region) and not region_stem(actor.region)
    if Post.SUPERVISOR in actor.posts and is_national:
        return _yes(Ground.SUPERVISOR)
    return _no(Ground.NO_POST)


def _of_own(actor: Actor, act: Act, target: Target) -> Verdict:
    if target.owner_id == actor.user_id:
        return _yes(Ground.OWN)
    if act is not Act.OPEN and Post.ADMINISTRATOR in actor.posts:
        return _yes(Ground.ADMINISTRATOR)
    return _no(Ground.NOT_OWN)


def _of_accounts(actor: Actor, act: Act) -> Verdict:
    if act is Act.SEE:
        return _yes(Ground.PUBLIC)
    is_keeper = Post.ADMINISTRATOR in actor.posts and act is Act.WRITE
    return _yes(Ground.ADMINISTRATOR) if is_keeper else _no(Ground.NO_POST)


def _administers(act: Act, target: Target) -> bool:
    return target.zone is Zone.ACCOUNTS and act is not Act.SEE


def _in_room(actor: Actor, room: Room) -> bool:
    return room is Room.SHARED or (actor.agency is not None and room == actor.agency.value)


def _yes(ground: Ground) -> Verdict:
    return Verdict(is_allowed=True, ground=ground)


def _no(ground: Ground) -> Verdict:
    return Verdict(is_allowed=False, ground=ground)
