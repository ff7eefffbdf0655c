"""Making: which document a case fills by itself, and from what.

in     a case, the kind of document, its day
out    drafts, blanks and all
keeps  a kind no case can fill is refused and named; nothing is written here
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from zhanlian.evidence import Case
from zhanlian.reports.documents.draft import Draft
from zhanlian.reports.documents.from_case import flow_drafts, freeze_drafts
from zhanlian.reports.documents.from_ownership import report_drafts
from zhanlian.reports.documents.from_plans import (
    application_drafts,
    assistance_drafts,
    decision_drafts,
    letter_drafts,
    notice_drafts,
)
from zhanlian.reports.documents.refusals import NotFromCase

__all__ = ["CASE_KINDS", "drafts_of"]

MAKERS: Mapping[str, Callable[[Case, date], tuple[Draft, ...]]] = {
    "assistance_notice": assistance_drafts,
    "flow_table": flow_drafts,
    "freeze_list": freeze_drafts,
    "public_notice": notice_drafts,
    "return_application": application_drafts,
    "return_decision": decision_drafts,
    "return_report": report_drafts,
    "victim_letter": letter_drafts,
}
CASE_KINDS = tuple(sorted(MAKERS))


def drafts_of(case: Case, kind: str, *, on: date) -> tuple[Draft, ...]:
    """Every document of a kind that a case can fill: one table, one per bank, one per victim."""
    if kind not in MAKERS:
        raise NotFromCase(kind, known=CASE_KINDS)
    return MAKERS[kind](case, on)
