"""Tables: lists with the column names analysts use, folded where a screen is too narrow.

in     column headings, rows of texts
out    one or more stacked tables; each part repeats the key columns, so no row is lost
"""

from __future__ import annotations

from collections.abc import Sequence

from rich import box
from rich.cells import cell_len
from rich.table import Table
from rich.text import Text

from zhanlian.cli.face import Face

GAP = 3  # a column's two blanks and its border
CELL_MAX = 36


def draw_table(
    face: Face,
    columns: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    keys: Sequence[int] = (0,),
    right: Sequence[str] = (),
) -> None:
    """Draw ``rows``; the columns ``keys`` stand in every part, ``right`` ones align right."""
    console = face.console
    for part in fold_columns(columns, rows, width=console.width, keys=keys):
        table = Table(box=box.SIMPLE, pad_edge=False, show_edge=False)
        for number in part:
            name = columns[number]
            table.add_column(
                name, justify="right" if name in right else "left", overflow="fold",
                max_width=max(CELL_MAX, cell_len(name)),
            )  # fmt: skip
        for row in rows:
            table.add_row(*(Text(row[number]) for number in part))
        console.print(table)


def fold_columns(
    columns: Sequence[str], rows: Sequence[Sequence[str]], *, width: int, keys: Sequence[int]
) -> list[list[int]]:
    """Column numbers of each part: as many as fit, the key columns first in every part.

    >>> fold_columns(["a", "b", "c"], [["1", "2" * 9, "3" * 9]], width=18, keys=(0,))
    [[0, 1], [0, 2]]
    """
    sizes = [
        min(CELL_MAX, max([cell_len(name), *(cell_len(row[n]) for row in rows)])) + GAP
        for n, name in enumerate(columns)
    ]
    head = list(keys)
    parts, part = [], list(head)
    for number in (each for each in range(len(columns)) if each not in keys):
        is_full = sum(sizes[n] for n in [*part, number]) > width
        if is_full and len(part) > len(keys):
            parts.append(part)
            part = list(head)
        part.append(number)
    return [*parts, part]
