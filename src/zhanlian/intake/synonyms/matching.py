"""Matching: which kind of sheet a header row belongs to.

in     the cells of a row that may be a header
out    kinds that fit, best first, by the share of names they know and the marks they carry
keeps  a kind whose necessary fields are missing never matches; the order of cells is nothing
"""

from functools import cache
from typing import NamedTuple

from zhanlian.intake.synonyms.kinds import Kind, kinds
from zhanlian.intake.synonyms.names import normalise_header

KNOWN_SHARE_MIN = 0.5
KNOWN_COUNT_MIN = 2


class Match(NamedTuple):
    """How well a header fits a kind."""

    kind_id: str
    score: float
    matched_count: int


@cache
def vocabulary() -> frozenset[str]:
    """Every normalised header name of every kind."""
    return frozenset(header for kind in kinds() for header in kind.fields_by_header)


def match_header(cells: list[str]) -> list[Match]:
    """The kinds this row may be the header of, best first; empty where it is no header.

    >>> match_header(["交易时间", "交易金额", "收付标志", "交易对手账卡号"])[0].kind_id
    'bank_transactions'
    >>> match_header(["2024-03-05", "50000.00", "进", "9999990000000001012"])
    []
    """
    names = [name for cell in cells if (name := normalise_header(cell))]
    found = [match for kind in kinds() if (match := _fit(kind, names)) is not None]
    return sorted(found, key=lambda match: (-match.score, match.kind_id))


def _fit(kind: Kind, names: list[str]) -> Match | None:
    known = [name for name in names if name in kind.fields_by_header]
    if len(known) < max(KNOWN_COUNT_MIN, KNOWN_SHARE_MIN * len(names)):
        return None
    fields = {field for name in known for field in kind.fields_by_header[name]}
    if not all(group & fields for group in kind.needs):
        return None
    here = set(names)
    marks = sum(weight for header, weight in kind.marks.items() if header in here)
    against = sum(weight for header, weight in kind.against.items() if header in here)
    return Match(kind.id, (len(known) + marks - against) / len(names), len(known))
