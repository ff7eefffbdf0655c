"""Linkage (行刑衔接): administrative measures beside and after the criminal case.

Each rule takes a ``Matter`` (one person's facts and the days of the case) and proposes.
"""

from zhanlian.law.linkage.asking import (
    Linked,
    linkage_answers,
    linkage_lines,
    plain_linkage,
)
from zhanlian.law.linkage.discipline import Discipline, joint_discipline
from zhanlian.law.linkage.drafts import (
    Draft,
    DraftField,
    DraftText,
    ReplyRule,
    draft_lines,
    opinion_draft,
    referral_draft,
)
from zhanlian.law.linkage.exit_bans import ExitBan, exit_ban
from zhanlian.law.linkage.grades import Detention, Fine, Grade, Joined, Penalty
from zhanlian.law.linkage.limitation import Limitation, penalty_limitation
from zhanlian.law.linkage.matter import Matter, matter_of
from zhanlian.law.linkage.offsets import Offset, offset
from zhanlian.law.linkage.penalties import administrative_penalty
from zhanlian.law.linkage.prior import Prior, PriorPenalty, prior_penalties, read_ledger
from zhanlian.law.linkage.recorded import ledger_of, with_ledger
from zhanlian.law.linkage.referrals import Clock, Referral, referral
from zhanlian.law.linkage.travel import (
    Ground,
    Withheld,
    exit_grounds,
    papers_withheld,
    suspect_travel,
)

__all__ = [
    "Clock",
    "Detention",
    "Discipline",
    "Draft",
    "DraftField",
    "DraftText",
    "ExitBan",
    "Fine",
    "Grade",
    "Ground",
    "Joined",
    "Limitation",
    "Linked",
    "Matter",
    "Offset",
    "Penalty",
    "Prior",
    "PriorPenalty",
    "Referral",
    "ReplyRule",
    "Withheld",
    "administrative_penalty",
    "draft_lines",
    "exit_ban",
    "exit_grounds",
    "joint_discipline",
    "ledger_of",
    "linkage_answers",
    "linkage_lines",
    "matter_of",
    "offset",
    "opinion_draft",
    "papers_withheld",
    "penalty_limitation",
    "plain_linkage",
    "prior_penalties",
    "read_ledger",
    "referral",
    "referral_draft",
    "suspect_travel",
    "with_ledger",
]
