"""Writing: drafts to files, with a manifest that says what each file is and rests on.

in     drafts, a folder, the forms wanted, templates and fonts of the user's own or ours
out    DOCX and PDF files, a sheet of sources beside each served document, manifest.json
keeps  every draft is checked before the first file is written; the same drafts and moment give
       the same bytes; what the manifest does not name was not written by this program
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from zhanlian.reports.documents.draft import Draft, Given
from zhanlian.reports.documents.filling import Filled, fill
from zhanlian.reports.documents.fonts import find_faces
from zhanlian.reports.documents.kinds import read_kind
from zhanlian.reports.documents.pdf import LAYOUT, set_pdf, shipped_layout
from zhanlian.reports.documents.pieces import document_pieces, source_pieces
from zhanlian.reports.documents.refusals import UnknownForm
from zhanlian.reports.documents.word import make_docx, template_of
from zhanlian.terms import show_instant

__all__ = ["FORMS", "MANIFEST", "Style", "Written", "write_documents"]

FORMS = ("docx", "pdf")
MANIFEST = "manifest.json"
SHEET = "source_sheet"
UNSAFE = re.compile(r"[^\w.-]+")


@dataclass(frozen=True, slots=True)
class Style:
    """How documents are made: which forms, whose templates, which folder of fonts."""

    forms: tuple[str, ...] = FORMS
    templates: Path | None = None
    fonts: Path | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """One document that was written.

    Attributes
    ----------
    kind : kind of document
    title : its title
    files : name -> SHA-256
    blanks : what is still to be filled by hand
    source_count : sources its figures point at
    """

    kind: str
    title: str
    files: dict[str, str]
    blanks: tuple[str, ...]
    source_count: int


def write_documents(
    drafts: Sequence[Draft], folder: Path, *, now: int, style: Style | None = None
) -> tuple[Written, ...]:
    """Write every draft into ``folder``, each in every form of ``style``."""
    chosen = style or Style()
    for form in chosen.forms:
        if form not in FORMS:
            raise UnknownForm(form, known=FORMS)
    filled = [fill(draft, read_kind(draft.kind, chosen.templates)) for draft in drafts]
    stems = _stems(filled)
    made = [_make(each, stem, chosen, now) for each, stem in zip(filled, stems, strict=True)]
    folder.mkdir(parents=True, exist_ok=True)
    for files in made:
        for name, content in files.items():
            (folder / name).write_bytes(content)
    written = tuple(_written(each, files) for each, files in zip(filled, made, strict=True))
    _write_manifest(folder, [_said(*pair, chosen, now) for pair in zip(filled, written,
                                                                       strict=True)])  # fmt: skip
    return written


def _make(filled: Filled, stem: str, style: Style, now: int) -> dict[str, bytes]:
    """The files of one document, and of the sheet of sources that stays behind."""
    files = _drawn(filled, stem, style, now)
    if filled.kind.is_served and filled.sources:
        sheet = fill(_sheet(filled, files), read_kind(SHEET, style.templates))
        files |= _drawn(sheet, f"{stem}-sources", style, now)
    return files


def _drawn(filled: Filled, stem: str, style: Style, now: int) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    if "docx" in style.forms:
        template, name = template_of(filled, style.templates)
        files[f"{stem}.docx"] = make_docx(filled, template, name=name)
    if "pdf" in style.forms:
        faces = find_faces(style.fonts)
        files[f"{stem}.pdf"] = set_pdf(
            document_pieces(filled), faces=faces, now=now, kind=filled.kind.key,
            own=style.templates,
        )  # fmt: skip
    return files


def _stems(filled: Sequence[Filled]) -> list[str]:
    """A name for the files of each document; names that would meet are numbered."""
    stems: list[str] = []
    for each in filled:
        parts = (each.kind.key, each.draft.name)
        stem = "-".join(UNSAFE.sub("_", part) for part in parts if part)
        count = sum(stem == other.partition("~")[0] for other in stems)
        stems.append(f"{stem}~{count + 1}" if count else stem)
    return stems


def _sheet(filled: Filled, files: dict[str, bytes]) -> Draft:
    """The sheet of sources of a served document, bound to its bytes."""
    bound = "；".join(f"{name} {_digest(content)}" for name, content in files.items())
    return Draft(
        SHEET, filled.draft.on, name=filled.draft.name,
        fields={"document": Given(filled.kind.zh), "files": Given(bound)},
        tables={"numbers": [{"number": Given(mark), "origin": Given(source)}
                            for mark, source in filled.sources]},
    )  # fmt: skip


def _written(filled: Filled, files: dict[str, bytes]) -> Written:
    digests = {name: _digest(content) for name, content in files.items()}
    kind = filled.kind
    return Written(kind.key, kind.zh, digests, filled.blanks, len(filled.sources))


def _said(filled: Filled, written: Written, style: Style, now: int) -> dict[str, Any]:
    """What the manifest says of one document."""
    template = template_of(filled, style.templates)[0] if "docx" in style.forms else b""
    own = style.templates / LAYOUT if style.templates else None
    layout = own.read_bytes() if own is not None and own.is_file() else shipped_layout()
    return {
        "kind": written.kind, "on": filled.draft.on.isoformat(), "files": written.files,
        "blanks": list(written.blanks), "sources": dict(source_pieces(filled)),
        "grounds": filled.grounds, "law": filled.law_version, "made_at": show_instant(now),
        "made_at_us": now, "template": _digest(template) if template else "",
        "layout": _digest(layout) if "pdf" in style.forms else "",
        "faces": list(find_faces(style.fonts).text) if "pdf" in style.forms else [],
        "program": {"zhanlian": version("zhanlian")},
    }  # fmt: skip


def _write_manifest(folder: Path, said: list[dict[str, Any]]) -> None:
    """Name what was written now, beside what was written before and still lies there whole."""
    path = folder / MANIFEST
    earlier = json.loads(path.read_text(encoding="utf-8"))["documents"] if path.exists() else []
    names = {name for each in said for name in each["files"]}
    left = [_without(each, names) for each in earlier]
    kept = [each for each in left if each["files"] and _is_whole(folder, each)]
    documents = sorted([*kept, *said], key=lambda each: sorted(each["files"]))
    text = json.dumps({"documents": documents}, ensure_ascii=False, indent=2) + "\n"
    path.write_text(text, encoding="utf-8")


def _without(said: dict[str, Any], names: set[str]) -> dict[str, Any]:
    """An earlier document less the files that were written anew, such as its PDF alone."""
    files = {name: digest for name, digest in said["files"].items() if name not in names}
    return {**said, "files": files}


def _is_whole(folder: Path, said: dict[str, Any]) -> bool:
    return all(
        (folder / name).is_file() and _digest((folder / name).read_bytes()) == digest
        for name, digest in said["files"].items()
    )


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
