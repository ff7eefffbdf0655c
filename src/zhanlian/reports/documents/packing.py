"""Packing: a DOCX whose bytes depend on what it says and on nothing else.

in     a document of python-docx
out    bytes: parts in the order they were written, every date the same
keeps  the same document gives the same bytes, whenever and wherever it is packed
"""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from typing import Any

__all__ = ["packed"]

ZIP_DAY = (1980, 1, 1, 0, 0, 0)  # the first day a zip file can say
NO_DAY = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)  # python-docx wants it bare
MAKER = "zhanlian"


def packed(document: Any) -> bytes:
    """Save ``document`` with its dates taken out."""
    said = document.core_properties
    said.author = said.last_modified_by = MAKER
    said.comments = ""
    said.created = said.modified = NO_DAY
    first = io.BytesIO()
    document.save(first)
    return _repacked(first.getvalue())


def _repacked(written: bytes) -> bytes:
    again = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(written)) as parts,
        zipfile.ZipFile(again, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in parts.namelist():
            part = zipfile.ZipInfo(name, date_time=ZIP_DAY)
            part.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(part, parts.read(name))
    return again.getvalue()
