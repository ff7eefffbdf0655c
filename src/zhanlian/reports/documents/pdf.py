"""PDF: a document set by typst, as PDF/A-2b with its fonts inside.

in     pieces, faces, the moment of printing; a layout of the user's own or ours
out    bytes; the same pieces, faces and moment give the same bytes
keeps  a character that no face can show is refused, never printed as an empty box
"""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

from zhanlian.reports.documents.fonts import Faces, typesetter
from zhanlian.reports.documents.refusals import BadTemplate, UnshowableText
from zhanlian.terms import MICROS

__all__ = ["LAYOUT", "set_pdf", "shipped_layout"]

LAYOUT = "layout.typ"
STANDARD = "a-2b"
TAGGED_ROWS_MAX = 500  # tags for screen readers; beyond, they weigh twenty times the text
UNSHOWABLE = "could not be displayed"


def shipped_layout() -> bytes:
    """Our layout, for reading, copying and changing."""
    return files("zhanlian.reports.documents").joinpath("data", LAYOUT).read_bytes()


def set_pdf(
    pieces: dict[str, Any], *, faces: Faces, now: int, kind: str, own: Path | None = None
) -> bytes:
    """One document as PDF/A."""
    typst = typesetter()
    layout = own / LAYOUT if own is not None and (own / LAYOUT).is_file() else None
    said = {**pieces, "text_faces": [*faces.text, *faces.heading],
            "heading_faces": [*faces.heading, *faces.text]}  # fmt: skip
    try:
        content: bytes = typst.compile(
            layout.read_bytes() if layout else shipped_layout(),
            sys_inputs={"document": json.dumps(said, ensure_ascii=False)},
            font_paths=faces.fonts, pdf_standards=[STANDARD], timestamp=now // MICROS,
            pdf_tags=_row_count(pieces) <= TAGGED_ROWS_MAX,
        )  # fmt: skip
    except typst.TypstError as error:
        if UNSHOWABLE in error.message:
            raise UnshowableText(error.message, kind=kind) from error
        raise BadTemplate(str(layout or LAYOUT), said=error.message) from error
    return content


def _row_count(pieces: dict[str, Any]) -> int:
    return sum(len(block.get("rows", ())) for block in pieces["blocks"])
