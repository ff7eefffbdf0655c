"""Refusals of the education part.

keeps  a refusal names the file and the line, never a word of a case
"""

from zhanlian.terms import Refusal

__all__ = ["CaseRowUnreadable", "MonthUnreadable", "NoClosedCases"]

PLACE = "screening.education"


class CaseRowUnreadable(Refusal):
    """A row of a file of cases that lacks what a bulletin needs."""

    code = "ZL-SCR-101"

    def __init__(self, file: str, line: int, *, lacks: str) -> None:
        super().__init__(
            f"Line {line} of {file} is not a case.",
            where=f"{file}:{line}",
            why=f"{lacks} is missing or unreadable",
            do_next="give case_id, reported_on, narrative; closed_on where the case is closed",
        )


class MonthUnreadable(Refusal):
    """A month that is none."""

    code = "ZL-SCR-102"

    def __init__(self, said: str) -> None:
        super().__init__(
            f"{said!r} is not a month.",
            where=PLACE,
            why="months are written year-month",
            do_next="write it like 2026-10",
        )


class NoClosedCases(Refusal):
    """No closed case in the two months asked for."""

    code = "ZL-SCR-103"

    def __init__(self, month: str) -> None:
        super().__init__(
            f"There is no closed case for a bulletin of {month}.",
            where=PLACE,
            why="no closed case was reported in that month or the one before, in this selection",
            do_next="choose another month, or leave out the region or the audience",
        )
