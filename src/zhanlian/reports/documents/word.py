"""DOCX: a filled document poured into its template.

in     a filled document; the user's own template, else ours
out    bytes; the same document and template give the same bytes
keeps  a mark the kind does not know is refused, never left out; a template runs in a sandbox:
       it shows values and does nothing else
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import jinja2
from docxtpl import DocxTemplate  # type: ignore[import-untyped]  # published without types
from jinja2.sandbox import SandboxedEnvironment

from zhanlian.reports.documents.filling import Filled, Shown
from zhanlian.reports.documents.packing import packed
from zhanlian.reports.documents.pieces import GROUNDS
from zhanlian.reports.documents.refusals import BadTemplate
from zhanlian.reports.documents.templates import make_template, shipped_template

__all__ = ["make_docx", "template_of"]

# What a file that is no template, or a template with faults, makes the libraries raise.
UNFIT = (jinja2.TemplateError, zipfile.BadZipFile, SyntaxError, ValueError, KeyError)


def template_of(filled: Filled, own: Path | None = None) -> tuple[bytes, str]:
    """The template to fill, and its name: the user's, ours, or one drawn from the declaration."""
    name = f"{filled.kind.key}.docx"
    if own is not None:
        if (own / name).is_file():
            return (own / name).read_bytes(), str(own / name)
        if (own / f"{filled.kind.key}.toml").is_file():
            return make_template(filled.kind), name
    shipped = shipped_template(filled.kind.key)
    return (make_template(filled.kind) if shipped is None else shipped), name


def make_docx(filled: Filled, template: bytes, *, name: str) -> bytes:
    """One document as DOCX."""
    form = DocxTemplate(io.BytesIO(template))
    sandbox = SandboxedEnvironment(undefined=jinja2.StrictUndefined, autoescape=True)
    try:
        form.render(_values(filled), jinja_env=sandbox, autoescape=True)
    except UNFIT as error:
        raise BadTemplate(name, said=str(error)) from error
    return packed(form.docx)


def _values(filled: Filled) -> dict[str, Any]:
    """What a template may ask for."""
    return {
        "title": filled.kind.zh,
        GROUNDS: filled.grounds,
        **_texts(filled.fields),
        "capital": {key: shown.capital for key, shown in filled.fields.items()},
        **{key: [_texts(row) for row in rows] for key, rows in filled.tables.items()},
        "sources": [{"number": mark, "source": source} for mark, source in filled.sources],
    }


def _texts(shown: Mapping[str, Shown]) -> dict[str, Any]:
    return {
        **{key: each.text for key, each in shown.items()},
        "mark": {key: each.mark for key, each in shown.items()},
    }
