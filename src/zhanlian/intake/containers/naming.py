"""Names inside archives: decoded, cleaned of their platform's habits, and checked.

in     what a zip says about its members
out    the name of each as it was meant, and whether it points outside
keeps  two members never get one name, so that a path names one member for ever
"""

import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator

UTF8_FLAG = 0x800
UNICODE_PATH_EXTRA = 0x7075
UNICODE_PATH_HEAD = 5
DRIVE = re.compile(r"[A-Za-z]:")


def name_members(infos: Iterable[zipfile.ZipInfo]) -> Iterator[tuple[zipfile.ZipInfo, str]]:
    """Each member with its name; later ones of the same name get a number behind '#'."""
    seen: Counter[str] = Counter()
    for info in infos:
        name = member_name(info)
        seen[name] += 1
        yield info, name if seen[name] == 1 else f"{name}#{seen[name]}"


def member_name(info: zipfile.ZipInfo) -> str:
    """The name as it was meant: Chinese Windows writes GBK and does not say so.

    >>> info = zipfile.ZipInfo("明细.csv".encode("gb18030").decode("cp437"))
    >>> member_name(info)
    '明细.csv'
    """
    name = _unicode_path(info.extra) or info.orig_filename
    if not info.flag_bits & UTF8_FLAG and name == info.orig_filename:
        name = _decoded(name)
    return name.replace("\\", "/").replace("\0", "")


def points_outside(name: str) -> bool:
    """Whether unpacking this name could write outside the folder unpacked into.

    >>> points_outside("a/../../b"), points_outside("C:/b"), points_outside("a..b/c")
    (True, True, False)
    """
    return name.startswith("/") or DRIVE.match(name) is not None or ".." in name.split("/")


def _decoded(name: str) -> str:
    try:
        raw = name.encode("cp437")
    except UnicodeEncodeError:
        return name
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return name


def _unicode_path(extra: bytes) -> str:
    """The name some packers add in UTF-8 beside the old one; "" where there is none."""
    while len(extra) > 4:  # noqa: PLR2004  two numbers of two bytes stand before each field
        kind, size = int.from_bytes(extra[:2], "little"), int.from_bytes(extra[2:4], "little")
        if kind == UNICODE_PATH_EXTRA:
            return extra[4 + UNICODE_PATH_HEAD : 4 + size].decode("utf-8", "replace")
        extra = extra[4 + size :]
    return ""
