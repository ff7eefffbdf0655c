"""Places: a row of evidence as one number, and back.

keeps  an entry's id is its place: file * 2^40 + sheet * 2^32 + line * 4 + part; so ids never
       depend on the order of work, and every id opens to its row
"""

from collections.abc import Iterable

from zhanlian.terms import RowRef

FILE_SHIFT = 40
SHEET_SHIFT = 32
SHEET_MASK = 0xFF
LINE_MASK = 0xFFFF_FFFF
PART_SHIFT = 2
ROWS_KEPT = 100
SHEET_NO_MAX = SHEET_MASK


def entry_id_of(file_id: int, sheet_no: int, line_no: int, part: int = 0) -> int:
    """The id of the entry in this place; ``sheet_no`` at most 255, ``part`` at most 3."""
    assert 0 <= sheet_no <= SHEET_NO_MAX, "the loader refuses workbooks with more sheets"
    return (file_id << FILE_SHIFT) | (sheet_no << SHEET_SHIFT) | (line_no << PART_SHIFT) | part


def place_of(entry_id: int) -> RowRef:
    """The row an entry id names.

    >>> str(place_of(entry_id_of(3, 1, 7)))
    'f3:1:7'
    """
    return RowRef(
        entry_id >> FILE_SHIFT,
        (entry_id >> SHEET_SHIFT) & SHEET_MASK,
        (entry_id & LINE_MASK) >> PART_SHIFT,
    )


def places_of(entry_ids: Iterable[int]) -> tuple[RowRef, ...]:
    """The rows of the first hundred ids above 0, in the order given."""
    known = [int(each) for each in entry_ids if each > 0]
    return tuple(place_of(each) for each in known[:ROWS_KEPT])
