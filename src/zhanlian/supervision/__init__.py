"""Supervision: what two agencies agreed on a case, what is due, what was done, and by whom.

comes in   changes by people, each with who, when and why; terms from ``law``
goes out   records in a relational database, an audit chain, lists filtered by who asks
stays out  the money itself (``tracing``), documents (``reports``), the wire (``web``)
start at   ``open_records``; rows change through ``Records.writing``, and only there
"""

from zhanlian.supervision import tables
from zhanlian.supervision.access import (
    Actor,
    Target,
    Verdict,
    load_actor,
    may,
    operator,
    seen,
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
from zhanlian.supervision.cases import admit, open_case, seal
from zhanlian.supervision.store import Records, open_records
from zhanlian.supervision.writing import Writing

__all__ = [
    "Actor",
    "Event",
    "Head",
    "Records",
    "Target",
    "Verdict",
    "Writing",
    "admit",
    "chain_head",
    "export_lines",
    "load_actor",
    "may",
    "open_case",
    "open_records",
    "operator",
    "read_chain",
    "seal",
    "seen",
    "tables",
    "verify_chain",
    "visible",
]
