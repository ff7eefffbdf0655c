"""Offences (罪名): which offences the facts of a person may come to, and in which tier.

comes in   a ``Situation`` of facts with their evidence, and the law book
out        ``Assessment``: offences proposed, elements, tiers, penalties, doubts, questions
keeps      an offence is data (``data/offences``) and a few short rules; it proposes only
start at   ``assess``; ``definitions`` for what an offence file says
"""

from zhanlian.law.offences.assessing import assess
from zhanlian.law.offences.basis import NoLegalBasis, check_basis
from zhanlian.law.offences.definitions import Offence, offences
from zhanlian.law.offences.plainly import plain_assessment
from zhanlian.law.offences.provinces import OutsideBand, read_province
from zhanlian.law.offences.results import (
    Assessment,
    Outcome,
    PersonAssessed,
    Placement,
    Proposal,
)
from zhanlian.law.offences.telling import assessment_lines

__all__ = [
    "Assessment",
    "NoLegalBasis",
    "Offence",
    "Outcome",
    "OutsideBand",
    "PersonAssessed",
    "Placement",
    "Proposal",
    "assess",
    "assessment_lines",
    "check_basis",
    "offences",
    "plain_assessment",
    "read_province",
]
