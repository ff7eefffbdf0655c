"""Archives: the files inside files, unpacked one at a time and never further than is safe.

in     a received file
out    that file, and if it is an archive every member of it, depth first
keeps  a member that cannot be had is given with its refusal and the others go on; nothing is
       written under a member's own name; what has been unpacked is bounded in number, size,
       growth and depth over the whole delivery

The smallest bomb is 42 kB that become 4.5 PB: sizes written in an archive are only checked
first, what counts is what comes out while unpacking.
"""

import gzip
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO, cast

from zhanlian.intake.containers.discover import LINK, why_rubbish
from zhanlian.intake.containers.naming import name_members, points_outside
from zhanlian.intake.containers.received import ARCHIVES, MEMBER_MARK, Kind, Received
from zhanlian.intake.containers.refusals import (
    BrokenArchive,
    ExpandsTooMuch,
    MemberDamaged,
    MemberEscapes,
    MemberProtected,
    NestedTooDeep,
    TooManyMembers,
)
from zhanlian.intake.containers.sniff import sniff_file
from zhanlian.terms import Refusal

CHUNK_BYTES = 1024 * 1024
GIB = 1024**3
ENCRYPTED_FLAG = 0x1
UNIX_MODE_SHIFT = 16
DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError)


@dataclass(frozen=True, slots=True)
class Limits:
    """How far archives of one delivery are unpacked."""

    depth: int = 5
    member_count: int = 100_000
    total_bytes: int = 20 * GIB
    growth: int = 200
    growth_from_bytes: int = GIB // 4


@dataclass(slots=True)
class Unpacking:
    """What has been unpacked so far, and where to."""

    folder: Path
    limits: Limits
    member_count: int = 0
    byte_count: int = 0


@dataclass(frozen=True, slots=True)
class Member:
    """One member before it is unpacked: where it is named, how it is opened, what it weighs."""

    received: Received
    packed_bytes: int
    open: Callable[[], BinaryIO]


LIMITS = Limits()


def open_members(received: Received, limits: Limits = LIMITS) -> Iterator[Received]:
    """Yield ``received`` and, if it is an archive, all that is in it.

    A member's ``path`` holds only until the next one is asked for. Members that are refused or
    left aside come too, and say so.
    """
    with TemporaryDirectory(prefix="zhanlian-") as folder:
        yield from _walk(received, Unpacking(Path(folder), limits), depth=0)


def open_archive(
    received: Received, folder: Path, limits: Limits = LIMITS
) -> Iterator[Received]:
    """Yield the members of one archive, unpacked into ``folder``; inner archives stay packed."""
    unpacking = Unpacking(folder, limits)
    kind = received.kind or sniff_file(received.path)
    with closing(_members(received, kind, unpacking)) as members:
        for member in members:
            yield _unpack(member, unpacking) if isinstance(member, Member) else member


def reopen_member(root: Path, member_path: str, folder: Path) -> Received:
    """Unpack the one member that ``member_path`` leads to from the archive at ``root``."""
    received = Received(root, "")
    rest = member_path
    while rest:
        found = _find_member(received, rest, folder)
        if found is None:
            raise MemberDamaged(member_path, "the archive has no member of this name")
        received = found
        rest = member_path[len(received.member_path) :].removeprefix(MEMBER_MARK)
    return received


def _find_member(archive: Received, rest: str, folder: Path) -> Received | None:
    unpacking = Unpacking(folder, LIMITS)
    for member in _members(archive, sniff_file(archive.path), unpacking):
        name = _below(archive.member_path, member)
        if isinstance(member, Member) and (rest == name or rest.startswith(name + MEMBER_MARK)):
            unpacked = _unpack(member, unpacking)
            if unpacked.refusal is not None:
                raise unpacked.refusal
            return unpacked
    return None


def _below(above: str, member: Member | Received) -> str:
    received = member.received if isinstance(member, Member) else member
    return received.member_path[len(above) :].removeprefix(MEMBER_MARK)


def _walk(received: Received, unpacking: Unpacking, depth: int) -> Iterator[Received]:
    known = replace(received, kind=sniff_file(received.path, received.name))
    if known.kind not in ARCHIVES:
        yield known
        return
    try:
        if depth >= unpacking.limits.depth:
            raise NestedTooDeep(known.delivered_path, depth_max=unpacking.limits.depth)
        members = _members(known, known.kind, unpacking)
    except Refusal as refusal:
        yield replace(known, refusal=refusal)
        return
    yield known
    for member in members:
        if isinstance(member, Received):
            yield member
            continue
        unpacked = _unpack(member, unpacking)
        if unpacked.refusal is not None:
            yield unpacked
            continue
        yield from _walk(unpacked, unpacking, depth + 1)
        unpacked.path.unlink()


def _members(
    received: Received, kind: Kind, unpacking: Unpacking
) -> Iterator[Member | Received]:
    """The members of an archive; a refusal of the whole is raised before the first."""
    return _gzip_member(received) if kind is Kind.GZIP else _zip_members(received, unpacking)
