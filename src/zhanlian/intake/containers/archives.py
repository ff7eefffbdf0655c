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
import os
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory, mkstemp
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
GZIP_MEMBER = "content"
ZIP_END_BYTES = 70_000
DIRECTORY_ENTRY_BYTES = 256
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
    root_bytes: int
    member_count: int = 0
    byte_count: int = 0


@dataclass(frozen=True, slots=True)
class Member:
    """One member before it is unpacked: where it is named, how it is opened, what it weighs."""

    received: Received
    packed_bytes: int
    said_bytes: int
    open: Callable[[], BinaryIO]


LIMITS = Limits()


def open_members(received: Received, limits: Limits = LIMITS) -> Iterator[Received]:
    """Yield ``received`` and, if it is an archive, all that is in it.

    A member's ``path`` holds only until the next one is asked for. Members that are refused or
    left aside come too, and say so.
    """
    with TemporaryDirectory(prefix="zhanlian-") as folder:
        yield from _walk(received, _unpacking(received, Path(folder), limits), depth=0)


def open_archive(received: Received, folder: Path, limits: Limits = LIMITS) -> Iterator[Received]:
    """Yield the members of one archive, unpacked into ``folder``; inner archives stay packed."""
    unpacking = _unpacking(received, folder, limits)
    for member in _members(received, received.kind or sniff_file(received.path), unpacking):
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


def _unpacking(root: Received, folder: Path, limits: Limits) -> Unpacking:
    return Unpacking(folder, limits, root.path.stat().st_size)


def _find_member(archive: Received, rest: str, folder: Path) -> Received | None:
    unpacking = _unpacking(archive, folder, LIMITS)
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
    received: Received, kind: Kind | None, unpacking: Unpacking
) -> Iterator[Member | Received]:
    """The members of an archive; a refusal of the whole is raised before the first."""
    if kind is Kind.GZIP:
        return iter([_gzip_member(received)])
    archive = _open_zip(received, unpacking)
    unpacking.member_count += len(archive.infolist())
    return _zip_members(received, archive)


def _open_zip(received: Received, unpacking: Unpacking) -> zipfile.ZipFile:
    shown, most = received.delivered_path, unpacking.limits.member_count
    try:
        if directory_bytes(received.path) > most * DIRECTORY_ENTRY_BYTES:
            raise TooManyMembers(shown, member_max=most)
        archive = zipfile.ZipFile(received.path)
    except DAMAGE as error:
        raise BrokenArchive(shown, f"its list of members cannot be read: {error}") from error
    if unpacking.member_count + len(archive.infolist()) > most:
        archive.close()
        raise TooManyMembers(shown, member_max=most)
    return archive


def _zip_members(received: Received, archive: zipfile.ZipFile) -> Iterator[Member | Received]:
    with archive:
        for info, name in name_members(archive.infolist()):
            if info.is_dir() or name.endswith("/"):
                continue
            inside = _inside(received, name, name)
            reason = _why_skipped(info, name)
            if reason:
                yield replace(inside, skipped=reason, has_bytes=False)
            elif points_outside(name):
                yield _refused(inside, MemberEscapes(inside.delivered_path))
            elif info.flag_bits & ENCRYPTED_FLAG:
                yield _refused(inside, MemberProtected(inside.delivered_path))
            else:
                yield Member(
                    inside, info.compress_size, info.file_size, partial(_open_info, archive, info)
                )


def _open_info(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> BinaryIO:
    return cast("BinaryIO", archive.open(info))


def _gzip_member(received: Received) -> Member:
    """The one member; its path is a fixed word, for the file in evidence has lost its name."""
    shown = received.name.removesuffix(".gz") or GZIP_MEMBER
    packed = received.path.stat().st_size
    return Member(
        _inside(received, shown, GZIP_MEMBER), packed, 0, partial(_open_gzip, received.path)
    )


def _open_gzip(path: Path) -> BinaryIO:
    return cast("BinaryIO", gzip.open(path))


def _inside(received: Received, shown: str, name: str) -> Received:
    above = f"{received.member_path}{MEMBER_MARK}" if received.member_path else ""
    return replace(
        received, delivered_path=f"{received.delivered_path}{MEMBER_MARK}{shown}",
        member_path=above + name, file_id=0, kind=None,
    )  # fmt: skip


def _why_skipped(info: zipfile.ZipInfo, name: str) -> str:
    if stat.S_ISLNK(info.external_attr >> UNIX_MODE_SHIFT):
        return LINK
    return next(filter(None, map(why_rubbish, name.split("/"))), "")


def _refused(received: Received, refusal: Refusal) -> Received:
    return replace(received, refusal=refusal, has_bytes=False)


def _unpack(member: Member, unpacking: Unpacking) -> Received:
    """The member with its bytes in a passing file, or with the refusal that says why not."""
    shown = member.received.delivered_path
    descriptor, name = mkstemp(dir=unpacking.folder)
    try:
        _check_growth(member, member.said_bytes, unpacking)
        with open(descriptor, "wb", closefd=False) as copy, member.open() as source:
            byte_count = 0
            while chunk := source.read(CHUNK_BYTES):
                byte_count += len(chunk)
                _check_growth(member, byte_count, unpacking)
                copy.write(chunk)
    except DAMAGE as error:
        return _spoiled(member, name, MemberDamaged(shown, str(error) or type(error).__name__))
    except Refusal as refusal:
        return _spoiled(member, name, refusal)
    finally:
        os.close(descriptor)
    unpacking.byte_count += byte_count
    return replace(member.received, path=Path(name))


def _spoiled(member: Member, name: str, refusal: Refusal) -> Received:
    Path(name).unlink()
    return _refused(member.received, refusal)


def _check_growth(member: Member, byte_count: int, unpacking: Unpacking) -> None:
    """Refuse a member that grows out of proportion, alone or with those before it."""
    limits, shown = unpacking.limits, member.received.delivered_path
    total = unpacking.byte_count + byte_count
    if total > limits.total_bytes:
        limit = f"{limits.total_bytes} bytes a delivery"
        raise ExpandsTooMuch(shown, expanded=total, limit=limit)
    for packed, expanded in ((member.packed_bytes, byte_count), (unpacking.root_bytes, total)):
        if expanded > limits.growth_from_bytes and expanded > limits.growth * packed:
            raise ExpandsTooMuch(
                shown, expanded=expanded, limit=f"{limits.growth} times the packed size"
            )


def directory_bytes(path: Path) -> int:
    """How long a zip says its list of members is; 0 where it says nothing."""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - ZIP_END_BYTES))
        tail = file.read()
    wide, plain = tail.rfind(b"PK\x06\x06"), tail.rfind(b"PK\x05\x06")
    if wide >= 0:
        return int.from_bytes(tail[wide + 40 : wide + 48], "little")
    return int.from_bytes(tail[plain + 12 : plain + 16], "little") if plain >= 0 else 0
