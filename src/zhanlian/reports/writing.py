"""Writing: a report or a workbook onto the disk, whole or not at all.

keeps  a masked edition never takes the place of an open one; a reader never meets half a file
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from zhanlian.evidence import Case
from zhanlian.reports.edition import Edition, open_edition
from zhanlian.reports.manifest import write_manifest
from zhanlian.reports.page import make_page
from zhanlian.reports.workbook import fill_workbook
from zhanlian.terms import Refusal


class CannotPrint(Refusal):
    """The reports folder does not take a file."""

    code = "ZL-REPORTS-002"

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(
            f"{path.name} cannot be written.",
            where=str(path),
            why=why,
            do_next="close the program that has the file open, or free space on the disk",
        )


def write_report(case: Case, *, lang: str = "zh", mask: bool = False, now: int) -> Path:
    """Print the case report; ``now`` is the moment it will say, microseconds UTC."""
    edition = open_edition(case, lang=lang, mask=mask, now=now)
    path = case.reports / _name("report", "html", mask=mask)
    _put(path, lambda part: part.write_text(make_page(case, edition), encoding="utf-8"))
    return _enter(case, path, edition)


def write_workbook(case: Case, *, lang: str = "zh", mask: bool = False, now: int) -> Path:
    """Print the workbook: one sheet per deliverable."""
    edition = open_edition(case, lang=lang, mask=mask, now=now)
    path = case.reports / _name("case", "xlsx", mask=mask)
    _put(path, lambda part: fill_workbook(part, case, edition))
    return _enter(case, path, edition)


def _name(stem: str, kind: str, *, mask: bool) -> str:
    return f"{stem}-masked.{kind}" if mask else f"{stem}.{kind}"


def _put(path: Path, write: Callable[[Path], object]) -> None:
    part = path.with_name(f".part-{path.name}")
    try:
        path.parent.mkdir(exist_ok=True)
        write(part)
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise CannotPrint(path, error.strerror or str(error)) from error


def _enter(case: Case, path: Path, edition: Edition) -> Path:
    write_manifest(case, path, lang=edition.words.lang, mask=edition.mask, now=edition.now)
    return path
