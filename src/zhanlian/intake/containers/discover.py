"""Discovery: the files of a delivery, with the folders that carry meaning kept in their paths.

in     the files and folders that were named
out    ``Delivery``: files in sorted order, and what was left aside with the reason
keeps  the folder's own name stands in front; links are never followed, so a loop cannot be
       entered; nothing is left out in silence
"""

import os
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from zhanlian.intake.containers.received import Received
from zhanlian.intake.containers.refusals import PathMissing

RUBBISH = {
    ".ds_store": "folder view of macOS",
    "thumbs.db": "picture cache of Windows",
    "desktop.ini": "folder view of Windows",
    "__macosx": "resource forks of macOS",
}
LOCK_START = "~$"
LINK = "a link, which may lead outside the delivery"
NO_FILE = "not a file of data"
UNREADABLE = "a folder that cannot be read"


@dataclass(frozen=True, slots=True)
class Skipped:
    """Something in the delivery that is not opened, and why."""

    delivered_path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Delivery:
    """What was found: files to open, and what was left aside."""

    files: tuple[Received, ...]
    skipped: tuple[Skipped, ...]


def discover(paths: Sequence[Path]) -> Delivery:
    """Find the files under ``paths``; raises ``PathMissing`` for a path that does not exist."""
    found: list[Received | Skipped] = []
    for path in paths:
        if not path.exists():
            raise PathMissing(str(path))
        found.extend(_entries(path, path.name or path.resolve().name, is_named=True))
    return Delivery(
        tuple(each for each in found if isinstance(each, Received)),
        tuple(each for each in found if isinstance(each, Skipped)),
    )


def why_rubbish(name: str) -> str:
    """Why a file of this name is no data of the case; "" where it is.

    >>> why_rubbish("~$明细.xlsx"), why_rubbish("明细.xlsx")
    ('lock file of an open workbook', '')
    """
    if name.startswith(LOCK_START):
        return "lock file of an open workbook"
    if name.startswith("._"):
        return "resource fork of macOS"
    return RUBBISH.get(name.lower(), "")


def _entries(path: Path, shown: str, *, is_named: bool = False) -> Iterator[Received | Skipped]:
    reason = why_rubbish(path.name)
    if reason:
        yield Skipped(shown, reason)
    elif path.is_symlink() and not is_named:
        yield Skipped(shown, LINK)
    elif path.is_dir():
        yield from _inside(path, shown)
    elif path.is_file():
        yield Received(path, shown)
    else:
        yield Skipped(shown, NO_FILE)


def _inside(folder: Path, shown: str) -> Iterator[Received | Skipped]:
    try:
        paths = sorted(folder.iterdir())
    except OSError:
        yield Skipped(shown, UNREADABLE)
        return
    for path in paths:
        yield from _entries(path, f"{shown}/{_printable(path.name)}")


def _printable(name: str) -> str:
    r"""A file name as text: undecodable bytes shown as ``\xNN``, macOS's split letters joined."""
    return unicodedata.normalize("NFC", os.fsencode(name).decode("utf-8", "backslashreplace"))
