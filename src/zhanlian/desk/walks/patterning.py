"""Patterning: typologies of a case, found once and kept until its evidence changes.

in     a case folder; names of patterns
out    an open case whose pattern tables follow from what it holds; ``PatternHit`` rows
keeps  patterns are found when somebody first asks, because their kernels take long to compile;
       from then on every new trace finds them anew
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from zhanlian.desk.opening import (
    PATTERNED,
    find_patterns_of,
    open_to_write,
    open_traced,
    trace_mark,
)
from zhanlian.desk.progress import Progress, no_progress
from zhanlian.desk.veils import as_account, as_figure
from zhanlian.evidence import Case, open_case
from zhanlian.terms import Refusal
from zhanlian.tracing import patterns


class UnknownPattern(Refusal):
    """A pattern that no detector looks for."""

    code = "ZL-DESK-024"

    def __init__(self, name: str) -> None:
        super().__init__(
            f"There is no pattern {name!r}.",
            where="--pattern",
            why=f"the patterns are {', '.join(patterns.Pattern)}",
            do_next="choose one of them; docs/patterns.md defines each",
        )


@dataclass(frozen=True, slots=True)
class PatternHit:
    """A pattern of transfers.

    Attributes
    ----------
    figure : figure id, to ask ``why`` with
    pattern : name of the pattern
    currency : currency
    hub : account it stands at; empty for blocks
    second : where scattered money gathers again
    from_at : first of its transfers, microseconds UTC
    to_at : last of its transfers
    amount_minor : sum of its transfers; money that passes two of them counts twice
    transfer_count : transfers it rests on
    account_count : accounts they touch
    closing_count : how many of them close the pattern
    transfers : the transfers, in their order
    limits : limits it was measured by
    """

    figure: str
    pattern: str
    currency: str
    hub: str
    second: str
    from_at: int
    to_at: int
    amount_minor: int
    transfer_count: int
    account_count: int
    closing_count: int
    transfers: tuple[str, ...]
    limits: dict[str, Any]


def open_patterned(folder: Path, *, progress: Progress = no_progress) -> Case:
    """Open a case for reading, with patterns that follow from what it holds now."""
    case = open_traced(folder, progress=progress)
    if case.meta(PATTERNED) == trace_mark(case):
        return case
    case.close()
    case = open_to_write(folder, progress=progress)
    find_patterns_of(case, progress=progress)
    case.close()
    return open_case(folder, read_only=True)


def list_patterns(case: Case, *, pattern: str = "") -> tuple[PatternHit, ...]:
    """Every pattern found, by kind and amount. Raises ``UnknownPattern``."""
    if pattern and pattern not in set(patterns.Pattern):
        raise UnknownPattern(pattern)
    place = {each.value: number for number, each in enumerate(patterns.Pattern)}
    rows = case.duck.fetch(
        """SELECT h.*, r.transfers FROM pattern_hit h JOIN (
             SELECT figure_id, list(transfer_id ORDER BY place_no) AS transfers
             FROM pattern_row GROUP BY figure_id) r USING (figure_id)
           WHERE ? IN ('', h.pattern)
           ORDER BY h.currency, h.amount_minor DESC, h.figure_id""",
        [pattern],
    )
    return tuple(_hit(row) for row in sorted(rows, key=lambda row: place[row["pattern"]]))


def _hit(row: dict[str, Any]) -> PatternHit:
    return PatternHit(
        as_figure(row["figure_id"]), row["pattern"], row["currency"],
        as_account(row["hub_account_id"]), as_account(row["second_account_id"]), row["from_at"],
        row["to_at"], row["amount_minor"], row["row_count"], row["account_count"],
        row["closing_count"], tuple(f"T{each}" for each in row["transfers"]),
        json.loads(row["limits"]),
    )  # fmt: skip
