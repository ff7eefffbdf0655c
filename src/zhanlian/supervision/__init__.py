"""Supervision: what two agencies agreed on a case, what is due, what was done, and by whom.

comes in   changes by people, each with who, when and why; terms from ``law``
goes out   records in a relational database, an audit chain, lists filtered by who asks
stays out  the money itself (``tracing``), documents (``reports``), the wire (``web``)
start at   ``open_records``; rows change through ``Records.writing``, and only there;
           ``tables`` declares the rows, ``people`` the ways in, ``jobs`` the long work
"""

from zhanlian.supervision import figures, jobs, people, persons, tables
from zhanlian.supervision.access import (
    MACHINE,
    Actor,
    Target,
    Verdict,
    allow,
    load_actor,
    may,
    operator,
    seen,
    target_of,
    visible,
)
from zhanlian.supervision.audit import (
    Event,
    Head,
    chain_head,
    export_lines,
    read_chain,
    verify_chain,
)
from zhanlian.supervision.auditing import allow_audit, shown_entries
from zhanlian.supervision.cases import admit, link_folder, open_case, seal
from zhanlian.supervision.listed import ListedTotal, listed_totals, load_public_batches
from zhanlian.supervision.listing import Page, count_rows, list_rows
from zhanlian.supervision.proposals import decide, propose
from zhanlian.supervision.refusals import (
    AlreadyDecided,
    BrokenAudit,
    Invalid,
    NoReason,
    NoSuchRow,
    NotAllowed,
    NotNow,
    RecordsBusy,
    SamePerson,
    StaleRecord,
)
from zhanlian.supervision.repeats import (
    KeyReused,
    Repeat,
    earlier_answer,
    forget_answers,
    keep_answer,
)
from zhanlian.supervision.showing import masked_facts, open_row, plain_row
from zhanlian.supervision.store import Records, downgrade, make_engine, open_records, upgrade
from zhanlian.supervision.writing import Writing

__all__ = [
    "MACHINE",
    "Actor",
    "AlreadyDecided",
    "BrokenAudit",
    "Event",
    "Head",
    "Invalid",
    "KeyReused",
    "ListedTotal",
    "NoReason",
    "NoSuchRow",
    "NotAllowed",
    "NotNow",
    "Page",
    "Records",
    "RecordsBusy",
    "Repeat",
    "SamePerson",
    "StaleRecord",
    "Target",
    "Verdict",
    "Writing",
    "admit",
    "allow",
    "allow_audit",
    "chain_head",
    "count_rows",
    "decide",
    "downgrade",
    "earlier_answer",
    "export_lines",
    "figures",
    "forget_answers",
    "jobs",
    "keep_answer",
    "link_folder",
    "list_rows",
    "listed_totals",
    "load_actor",
    "load_public_batches",
    "make_engine",
    "masked_facts",
    "may",
    "open_case",
    "open_records",
    "open_row",
    "operator",
    "people",
    "persons",
    "plain_row",
    "propose",
    "read_chain",
    "seal",
    "seen",
    "shown_entries",
    "tables",
    "target_of",
    "upgrade",
    "verify_chain",
    "visible",
]
