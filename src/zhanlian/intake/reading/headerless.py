"""Sheets without a header: columns known by what their values do, proved by arithmetic.

in     the first rows of a sheet in which no header was found
out    a section whose columns follow from the values, or nothing
keeps  a column is money out, money in or balance only if the balance chain says so on nearly
       every row; what the values cannot prove is not guessed
"""

from __future__ import annotations

from itertools import pairwise, permutations
from typing import TYPE_CHECKING

from zhanlian.intake.cells import read_amount, read_time
from zhanlian.intake.reading.section import Section

if TYPE_CHECKING:
    from zhanlian.intake.block import Block

ROWS_MIN = 4
COLUMNS_MIN = 3
ROWS_READ = 400
CHAIN_SHARE_MIN = 0.8  # and better than every other reading of the columns


def infer_section(block: Block) -> Section | None:
    """A statement section inferred from values; None where they prove nothing."""
    rows = [
        row
        for row in range(min(block.row_count, ROWS_READ))
        if block.field_count(row) >= COLUMNS_MIN
    ]
    cells = [[text.strip() for text in block.texts(row)] for row in rows]
    cells = [row for row in cells if any(row)]
    width = max((len(row) for row in cells), default=0)
    if len(cells) < ROWS_MIN or any(len(row) != width for row in cells):
        return None
    dated = _date_column(cells, width)
    if dated is None:
        return None
    day_column, order = dated
    money = _money_columns(cells, width, day_column)
    chain = _find_chain(cells, money)
    if chain is None:
        return None
    mapping = {day_column: "txn_date", **chain}
    words = [c for c in range(width) if c not in mapping and _is_wordy(cells, c)]
    if words:
        mapping[words[0]] = "summary"
    header = [mapping.get(column, f"column {column + 1}") for column in range(width)]
    section = Section(0, 0, "", 0, "bank_transactions", header, mapping)
    section.conventions = {"header": "none; columns follow from the balance chain"}
    if order == "month_first":
        section.conventions["date_order"] = order
    return section


def _date_column(cells: list[list[str]], width: int) -> tuple[int, str] | None:
    for column in range(width):
        for order in ("", "month_first"):
            reads = [read_time(row[column], month_first=order != "") for row in cells]
            if all(read.at is not None for read in reads):
                return column, order
    return None


def _money_columns(cells: list[list[str]], width: int, skip: int) -> list[int]:
    found = []
    for column in range(width):
        texts = [row[column] for row in cells]
        reads = [read_amount(text) for text in texts]
        readable = all(r.minor is not None or r.flag == "blank" for r in reads)
        if column != skip and readable and any(r.minor is not None for r in reads):
            found.append(column)
    return found


def _find_chain(cells: list[list[str]], money: list[int]) -> dict[int, str] | None:
    """The one reading of the money columns that the balance bears out, if there is one."""
    readings = [
        (_chain_share(cells, out, into, balance),
         {out: "amount_out", into: "amount_in", balance: "balance"})
        for out, into, balance in permutations(money, 3)
    ] or [
        (_chain_share(cells, None, amount, balance), {amount: "amount", balance: "balance"})
        for amount, balance in permutations(money, 2)
    ]  # fmt: skip
    readings.sort(key=lambda reading: -reading[0])
    if not readings or readings[0][0] < CHAIN_SHARE_MIN:
        return None
    is_alone = len(readings) == 1 or readings[1][0] < readings[0][0]
    return readings[0][1] if is_alone else None


def _chain_share(cells: list[list[str]], out: int | None, into: int, balance: int) -> float:
    """Share of steps, read forwards or backwards, in which the balance moves by the amounts."""
    steps = []
    for row in cells:
        left = read_amount(row[balance]).minor
        came = read_amount(row[into]).minor or 0
        went = (read_amount(row[out]).minor or 0) if out is not None else 0
        if left is None or (out is not None and bool(came) == bool(went)):
            return 0.0
        steps.append((came - went, left))
    forward = sum(b[1] - a[1] == b[0] for a, b in pairwise(steps))
    backward = sum(a[1] - b[1] == a[0] for a, b in pairwise(steps))
    return max(forward, backward) / (len(steps) - 1)


def _is_wordy(cells: list[list[str]], column: int) -> bool:
    return any(any(letter.isalpha() for letter in row[column]) for row in cells)
