"""Audiences: for whom an answer is worded, and what a text itself says about them.

in     the audience somebody chose, or the normal form of a text
out    ``Audience``
keeps  what a person chose goes before any guess
"""

import re
import tomllib
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from importlib.resources import files

from zhanlian.screening.refusals import UnknownAudience, UnknownKind

__all__ = ["Audience", "Kind", "audience_of", "kind_of", "read_audience"]


class Audience(StrEnum):
    """Who reads the answer."""

    GENERAL = "general"
    MINOR = "minor"
    ELDER = "elder"
    JOBSEEKER = "jobseeker"
    INVESTOR = "investor"
    STUDENT_ABROAD = "student_abroad"
    SHOPKEEPER = "shopkeeper"


class Kind(StrEnum):
    """What was handed over."""

    TEXT = "text"
    CHAT = "chat"
    CALL = "call"
    JOB_AD = "job_ad"
    LINK = "link"
    APP = "app"
    QR = "qr"
    NARRATIVE = "narrative"


def read_audience(said: str) -> Audience | None:
    """The audience chosen, None where none was; refuses an unknown one."""
    if not said:
        return None
    try:
        return Audience(said)
    except ValueError:
        raise UnknownAudience(said, known=tuple(Audience)) from None


def kind_of(said: str) -> Kind:
    """The kind of thing handed over; plain text where nobody says."""
    try:
        return Kind(said or Kind.TEXT)
    except ValueError:
        raise UnknownKind(said, known=tuple(Kind)) from None


@cache
def _cues() -> Mapping[Audience, re.Pattern[str]]:
    file = files("zhanlian.screening") / "data" / "audiences.toml"
    rows = tomllib.loads(file.read_text(encoding="utf-8"))["cues"]
    return {Audience(name): re.compile(pattern) for name, pattern in rows.items()}


def audience_of(text: str, kind: Kind) -> Audience:
    """The first audience whose cue the text holds; an advert's reader looks for work."""
    for audience, cue in _cues().items():
        if cue.search(text):
            return audience
    return Audience.JOBSEEKER if kind is Kind.JOB_AD else Audience.GENERAL
