"""Tables: one class per table of the records; this file loads every one of them.

A new table is a class in a file of its subject, below ``InCase`` (belongs to one case),
``InRegion`` (belongs to a region), ``Published`` (everybody reads it) or ``Record`` (accounts);
its codes are a ``StrEnum`` behind ``one_of``, its links ``link("other_table")``; it is named in
``__all__`` here, and access, audit and versions follow from its base.
Then its migration: ``scripts/new_migration.py NAME TITLE``; a test says when one is missing.
"""

from zhanlian.supervision.tables.answers import IdempotentAnswer
from zhanlian.supervision.tables.base import (
    BOOKKEEPING,
    SECRET,
    Base,
    Record,
    link,
    one_of,
    table_name,
)
from zhanlian.supervision.tables.cases import (
    Case,
    FolderLink,
    InCase,
    InRegion,
    Membership,
    Party,
    PartyKind,
    Published,
    SealGrant,
    Stage,
)
from zhanlian.supervision.tables.codes import Act, Agency, Level, Post, Room, Scope
from zhanlian.supervision.tables.entries import AuditEntry
from zhanlian.supervision.tables.jobs import Job, JobKind, JobState
from zhanlian.supervision.tables.listed import ListedBatch, ListedCase
from zhanlian.supervision.tables.people import Organisation, PostHeld, SignIn, Token, User
from zhanlian.supervision.tables.proposals import Proposal, ProposalState, ProposedAct
from zhanlian.supervision.tables.steps import (
    BorderAct,
    Campaign,
    CampaignKind,
    ChainPlace,
    Outcome,
    OutcomeKind,
    PersonStep,
    TermEvent,
    TermMove,
)

__all__ = [
    "BOOKKEEPING",
    "MASKED_NAME",
    "MASKED_NUMBER",
    "SECRET",
    "Act",
    "Agency",
    "AuditEntry",
    "Base",
    "BorderAct",
    "Campaign",
    "CampaignKind",
    "Case",
    "ChainPlace",
    "FolderLink",
    "IdempotentAnswer",
    "InCase",
    "InRegion",
    "Job",
    "JobKind",
    "JobState",
    "Level",
    "ListedBatch",
    "ListedCase",
    "Membership",
    "Organisation",
    "Outcome",
    "OutcomeKind",
    "Party",
    "PartyKind",
    "PersonStep",
    "Post",
    "PostHeld",
    "Proposal",
    "ProposalState",
    "ProposedAct",
    "Published",
    "Record",
    "Room",
    "Scope",
    "SealGrant",
    "SignIn",
    "Stage",
    "TermEvent",
    "TermMove",
    "Token",
    "User",
    "link",
    "one_of",
    "table_name",
]
