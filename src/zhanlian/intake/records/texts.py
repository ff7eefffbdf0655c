"""Text fields of a part as object arrays, each distinct text read once."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

from zhanlian.intake.cells import is_blank, plain_text, read_number
from zhanlian.intake.cells.text_columns import TextCoder

if TYPE_CHECKING:
    from zhanlian.intake.reading.scanner import Part

Array = np.ndarray[Any, Any]
DISTINCT_KEPT_MAX = 5_000
PLAIN_NUMBER = re.compile(r"[A-Z]?[0-9]{6,30}", re.ASCII)
NUMBER = r"(?P<number>[0-9]{8,}|[A-Z]?[0-9]+\*{2,}[0-9A-Z]*)"
JOINED = (  # 样本二级甲9999990000000003018, and 9999990000000003018/样本二级甲
    re.compile(rf"(?P<name>.*?)[\s/|]*{NUMBER}", re.ASCII),
    re.compile(rf"{NUMBER}[\s/|]+(?P<name>.+)", re.ASCII),
)
COLUMN_FIELDS = frozenset(
    "own_card own_account own_name own_id_no txn_datetime txn_date txn_clock amount "
    "amount_in amount_out amount_fen balance direction currency success_flag cp_account cp_card "
    "cp_name cp_name_and_account cp_id_no cp_bank summary remark txn_type serial_no ip mac "
    "terminal_no merchant_name merchant_no txn_place cash_flag channel acct_bank row_no "
    "feedback_result postscript".split()
)


class ColumnMemory:
    """What is known of one column of a section over all its blocks."""

    def __init__(self) -> None:
        self.coder = TextCoder()
        self.values: dict[str, list[Any]] = {}
        self.is_unlike = False


class TextFields:
    """Fields of a part: several columns of one field give the first filled cell."""

    def __init__(self, part: Part) -> None:
        self.part = part
        self.size = part.rows.size

    def column(self, column: int, read: Callable[[str], Any] | None = None) -> Array:
        """One column, None where blank; ``read`` is applied to each distinct text."""
        key = "plain" if read is None else read.__name__
        return self._through(column, key, lambda text: _plain(text, read))

    def _through(self, column: int, key: str, read: Callable[[str], Any]) -> Array:
        """A column through ``read``, each distinct text once in the whole file if they are few."""
        block, rows = self.part.block, self.part.rows
        start, end = block.column(column)
        if not (end[rows] > start[rows]).any():
            return np.full(self.size, read(""), dtype=object)
        memory = self.part.section.memory.setdefault(column, ColumnMemory())
        if memory.is_unlike:
            seen: dict[str, Any] = {}
            texts = self.written(column).tolist()
            found = [seen[t] if t in seen else seen.setdefault(t, read(t or "")) for t in texts]
            return as_objects(found)
        codes = memory.coder.add(block, column)[rows]
        memory.is_unlike = memory.coder.count > DISTINCT_KEPT_MAX
        values = memory.values.setdefault(key, [])
        if len(values) < memory.coder.count:
            values.extend(read(text.strip()) for text in memory.coder.texts[len(values) :])
        return np.asarray(as_objects([*values, read("")])[codes])

    def written(self, column: int) -> Array:
        """One column as written, each cell decoded for itself: for columns of unlike texts."""
        block, rows = self.part.block, self.part.rows
        start, end = block.column(column)
        data, encoding = block.data.tobytes(), block.encoding
        found = np.empty(rows.size, dtype=object)
        bounds = zip(start[rows].tolist(), end[rows].tolist(), strict=True)
        for place, (first, last) in enumerate(bounds):
            if first >= 0:
                text = data[first:last].decode(encoding, "backslashreplace").strip()
                found[place] = text or None
        return found

    def get(self, name: str, read: Callable[[str], Any] | None = None) -> Array:
        """The first filled cell among the columns of a field; None where there is none."""
        found = np.full(self.size, None, dtype=object)
        for column in self.part.section.columns_of(name):
            values = self.column(column, read)
            empty = np.array([value is None for value in found], dtype=bool)
            found[empty] = values[empty]
        return found

    def map(self, name: str, read: Callable[[str], str]) -> Array | None:
        """A field read through a vocabulary, "" where blank; None where it has no column.

        ``read`` sees texts that count as blank elsewhere: '/' is a direction.
        """
        columns = self.part.section.columns_of(name)
        if not columns:
            return None
        return self._through(columns[0], f"map {name}", lambda text: read(text.strip()) or "")

    def number(self, name: str) -> Array:
        """Usable identifiers of a field; masked ones and those with lost digits are None."""
        return self.get(name, _usable)

    def split_joined(self, name: str) -> tuple[Array, Array]:
        """A cell that holds a name and a number, in either order: both, where they are there."""
        joined = self.get(name)
        names = np.full(self.size, None, dtype=object)
        numbers = np.full(self.size, None, dtype=object)
        for row, text in enumerate(joined.tolist()):
            if text is None:
                continue
            found = next(filter(None, (each.fullmatch(text) for each in JOINED)), None)
            names[row] = (found["name"].strip() or None) if found else text
            numbers[row] = found["number"] if found else None
        return names, numbers

    def leftover(self) -> Array:
        """Cells whose field has no column of its own, as JSON by field or header."""
        section, block = self.part.section, self.part.block
        named: list[tuple[str, Array]] = []
        width = int(np.diff(block.row_from)[self.part.rows].max()) if self.size else 0
        for column in range(width):
            name = section.mapping.get(column, "")
            if name in COLUMN_FIELDS:
                continue
            header = section.header[column] if column < len(section.header) else ""
            values = self.column(column)
            if (values != None).any():  # noqa: E711  elementwise
                named.append((name or header or f"column {column + 1}", values))
        found = np.full(self.size, None, dtype=object)
        for row in range(self.size) if named else ():
            cells = {name: values[row] for name, values in named if values[row] is not None}
            if cells:
                found[row] = json.dumps(cells, ensure_ascii=False, sort_keys=True)
        return found


def _plain(text: str, read: Callable[[str], Any] | None) -> Any:
    plain = plain_text(text)
    if not plain or is_blank(plain):
        return None
    return read(plain) if read else plain


def as_objects(values: list[Any]) -> Array:
    """A list as an object array, one element each."""
    found = np.empty(len(values), dtype=object)
    found[:] = values
    return found


def _usable(text: str) -> str | None:
    if PLAIN_NUMBER.fullmatch(text):
        return text
    cell = read_number(text)
    return cell.text if cell.flag == "" and cell.text else None
