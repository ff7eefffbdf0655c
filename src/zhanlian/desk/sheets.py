"""Sheets: lists as CSV files that a spreadsheet opens safely and a platform takes.

in     rows of texts and a path
out    UTF-8 CSV with a byte order mark
keeps  no cell can start a formula: one beginning with = + - @ tab or return gets an apostrophe
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

from zhanlian.desk.rows import FreezeCandidate
from zhanlian.desk.veils import shown
from zhanlian.terms import CHINA, Refusal, from_instant

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
PLATFORM_COLUMNS = ("止付账号类别", "止付账号", "止付账户所属银行", "转出时间")
PLATFORM_KINDS = {"personal": "01", "corporate": "02"}


class CannotWrite(Refusal):
    """A file that was asked for cannot be written."""

    code = "ZL-DESK-003"

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(
            f"{path.name} cannot be written.",
            where=str(path),
            why=why,
            do_next="choose another place, or close the program that has the file open",
        )


def safe_cell(text: str) -> str:
    """``text`` as a spreadsheet will show it and not run it.

    >>> safe_cell("=1+1"), safe_cell("1,095.00")
    ("'=1+1", '1,095.00')
    """
    return "'" + text if text.startswith(FORMULA_STARTS) else text


def write_csv(path: Path, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> Path:
    """Write a CSV sheet; returns its path."""
    try:
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(columns)
            writer.writerows([safe_cell(cell) for cell in row] for row in rows)
    except OSError as error:
        raise CannotWrite(path, error.strerror or str(error)) from error
    return path


def platform_rows(freezes: Iterable[FreezeCandidate], *, mask: bool) -> list[list[str]]:
    """Stop-payment rows in the platform's own four columns."""
    return [
        [
            PLATFORM_KINDS.get(each.account_kind, ""),
            shown(each.account, mask=mask),
            each.bank,
            "" if each.from_at is None else _platform_time(each.from_at),
        ]
        for each in freezes
        if each.advice != "none" and not each.account.startswith("@")
    ]


def _platform_time(at: int) -> str:
    return from_instant(at, zone=CHINA).strftime("%Y%m%d%H%M%S")
