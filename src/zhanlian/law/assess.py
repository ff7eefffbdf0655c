"""Assess: one call from facts, however they are handed over, to an assessment.

in     a file of facts, the same as a dictionary, or a ``Situation``
out    ``Assessment``
"""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from zhanlian.law.book import LawBook, law_book
from zhanlian.law.facts import Situation, read_situation, situation_of
from zhanlian.law.linkage import with_ledger
from zhanlian.law.offences import Assessment
from zhanlian.law.offences import assess as assess_situation

__all__ = ["assess", "facts_of"]


def assess(
    facts: Situation | Mapping[str, Any] | Path | str,
    *,
    on: date | None = None,
    law: LawBook | None = None,
) -> Assessment:
    """Which offences the facts may come to, per person, with reasons, doubts and gaps.

    ``on`` replaces the day of judging. Raises ``LawRefusal``: an unknown or ill-typed fact, a
    missing date, no law in force. A person's ledger of earlier penalties answers what offences
    ask of them. It proposes; a person decides.
    """
    return assess_situation(with_ledger(facts_of(facts, on=on)), law=law or law_book())


def facts_of(
    facts: Situation | Mapping[str, Any] | Path | str, *, on: date | None = None
) -> Situation:
    """The situation, from whatever form it was handed over in."""
    if isinstance(facts, Situation):
        return facts
    if isinstance(facts, Mapping):
        return situation_of(facts, where="facts", on=on)
    return read_situation(Path(facts), on=on)
