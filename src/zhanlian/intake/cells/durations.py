"""Durations: how long a call lasted.

in     the text of one cell
out    whole seconds, or None with the reason
keeps  a part of a second is not rounded away: ``25.5`` is too_precise

Flags: "" plain; blank; unreadable; too_precise.
"""

import re
from dataclasses import dataclass

from zhanlian.intake.cells.plain import is_blank, plain_text

HOUR_S, MINUTE_S = 3_600, 60
SECONDS = re.compile(r"([0-9]{1,9})(?:\.([0-9]+))?\s*(?:秒钟?|s|sec)?", re.IGNORECASE)
SPELLED = re.compile(
    r"(?:([0-9]{1,6})\s*(?:小时|时|h))?\s*(?:([0-9]{1,6})\s*(?:分钟?|m|min))?"
    r"\s*(?:([0-9]{1,6})\s*(?:秒钟?|s))?",
    re.IGNORECASE,
)
COLONS = re.compile(r"(?:([0-9]{1,6}):)?([0-9]{1,6}):([0-9]{1,2})")


@dataclass(frozen=True, slots=True)
class DurationCell:
    """A duration in whole seconds and its flag."""

    duration_s: int | None
    flag: str = ""


def read_duration(text: str) -> DurationCell:
    """Read one duration: seconds, ``3分53秒``, ``0:45`` (minutes) or ``00:03:53``.

    >>> [read_duration(text).duration_s for text in ("25.0", "1小时2分3秒", "0:45")]
    [25, 3723, 45]
    """
    plain = plain_text(text)
    if is_blank(plain):
        return DurationCell(None, "blank")
    if found := SECONDS.fullmatch(plain):
        is_whole = not (found[2] or "").strip("0")
        return DurationCell(int(found[1])) if is_whole else DurationCell(None, "too_precise")
    found = SPELLED.fullmatch(plain) or COLONS.fullmatch(plain)
    if found is None:
        return DurationCell(None, "unreadable")
    hours, minutes, seconds = (int(group or 0) for group in found.groups())
    return DurationCell(hours * HOUR_S + minutes * MINUTE_S + seconds)
