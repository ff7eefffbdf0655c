"""Many: a file with one message a line, a row or a JSON object.

in     a path: .jsonl with ``text`` (and ``kind``), .csv with a column ``text`` or 内容, else lines
out    ``Given`` per message; its source names the line
keeps  a blank line is no message; a row without text is a refusal that names its line
"""

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

from zhanlian.screening.audiences import Kind, kind_of
from zhanlian.screening.inputs.reading import Given, read_text
from zhanlian.screening.refusals import NothingToScreen, RowHoldsNoText

__all__ = ["read_many"]

TEXT_COLUMNS = ("text", "内容", "短信内容", "message", "content", "正文")
KIND_COLUMN = "kind"


def read_many(path: Path, *, kind: Kind | None = None) -> Iterator[Given]:
    """Every message of a file, in order; refuses a file without any."""
    text = read_text(path.read_bytes(), where=path.name)
    if not text.strip():
        raise NothingToScreen(path.name)
    readers = {".jsonl": _objects, ".csv": _rows}
    reader = readers.get(path.suffix.lower(), _lines)
    for line, said, what in reader(text, path.name):
        yield Given(said, kind or kind_of(what), f"{path.name}:{line}")


def _lines(text: str, _: str) -> Iterator[tuple[int, str, str]]:
    for line, said in enumerate(text.splitlines(), start=1):
        if said.strip():
            yield line, said, ""


def _objects(text: str, where: str) -> Iterator[tuple[int, str, str]]:
    for line, said, _ in _lines(text, where):
        try:
            row = json.loads(said)
        except json.JSONDecodeError:
            raise RowHoldsNoText(where, line) from None
        if not isinstance(row, dict) or not isinstance(row.get("text"), str):
            raise RowHoldsNoText(where, line)
        what = row.get(KIND_COLUMN)
        yield line, row["text"], what if isinstance(what, str) else ""


def _rows(text: str, where: str) -> Iterator[tuple[int, str, str]]:
    rows = csv.DictReader(io.StringIO(text, newline=""))
    column = next((name for name in TEXT_COLUMNS if name in (rows.fieldnames or ())), None)
    if column is None:
        raise RowHoldsNoText(where, 1)
    for row in rows:
        if (row[column] or "").strip():
            yield rows.line_num, row[column], row.get(KIND_COLUMN) or ""
