"""Fonts: which Chinese faces a PDF is set in, and where they were found.

in     a folder of the user's own, or none
out    ``Faces``: families for text and headings, and the folders to read
keeps  a folder named by the user is looked in alone; then the packaged fonts, then the machine's;
       without a Chinese face nothing is set, for a blank box in a name is a wrong name
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from zhanlian.reports.documents.refusals import NoChineseFont, NoTypesetter

__all__ = ["Faces", "find_faces", "font_families", "typesetter"]

PACKAGED = "pylopdf_fonts_zh_cn"  # a wheel with two open faces
MACHINE = "this machine"


@dataclass(frozen=True, slots=True)
class Faces:
    """Families best first; ``fonts`` is the typesetter's own list of what may be used."""

    text: tuple[str, ...]
    heading: tuple[str, ...]
    found_in: str
    fonts: Any


@cache
def font_families() -> Mapping[str, Any]:
    """The families we look for, best first."""
    place = files("zhanlian.reports.documents").joinpath("data", "fonts.toml")
    return tomllib.loads(place.read_text(encoding="utf-8"))


@cache
def typesetter() -> Any:
    """The module typst, an extra of 80 MB that is loaded where a PDF is made."""
    if find_spec("typst") is None:
        raise NoTypesetter
    return import_module("typst")


@cache
def find_faces(folder: Path | None = None) -> Faces:
    """The Chinese faces at hand; refuses where there are none."""
    packaged = _packaged()
    places = [folder] if folder is not None else [*([packaged] if packaged else []), None]
    for place in places:
        found = _faces(place)
        if found is not None:
            return found
    raise NoChineseFont(
        (*font_families()["text"], *font_families()["heading"]),
        looked_in=str(folder) if folder else MACHINE,
    )


def _packaged() -> Path | None:
    spec = find_spec(PACKAGED)
    return Path(spec.origin).parent if spec is not None and spec.origin else None


def _faces(place: Path | None) -> Faces | None:
    fonts = typesetter().Fonts(
        include_system_fonts=place is None,
        include_embedded_fonts=False,
        font_paths=[str(place)] if place else [],
    )
    known = set(fonts.families())
    text = tuple(name for name in font_families()["text"] if name in known)
    heading = tuple(name for name in font_families()["heading"] if name in known)
    if not text and not heading:
        return None
    return Faces(text or heading, heading or text, str(place) if place else MACHINE, fonts)
