"""Places: from an entry id back to the row of the file it was read from."""

from collections.abc import Iterable

from zhanlian.terms import RowRef

FILE_SHIFT = 40
SHEET_SHIFT = 32
SHEET_MASK = 0xFF
LINE_MASK = 0xFFFF_FFFF
PART_SHIFT = 2
ROWS_KEPT = 100


def place_of(entry_id: int) -> RowRef:
    """The row an entry id names.

    >>> str(place_of((3 << 40) + (1 << 32) + (7 << 2)))
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
