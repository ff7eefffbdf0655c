"""Evidence: canonical tables, the files they came from, and the judgements made on them.

comes in   files as received, rows with their places, human decisions
goes out   ``Case`` and its tables; every row names its file, sheet and line
stays out  how layouts are read (``intake``), what the money did (``tracing``)
start at   ``open_case``; the tables are declared in ``tables``
"""

from zhanlian.evidence.decisions import Decision, append_decision, read_decisions
from zhanlian.evidence.findings import forget_findings, keep_findings, read_findings
from zhanlian.evidence.places import SHEET_NO_MAX, entry_id_of, place_of, places_of
from zhanlian.evidence.settings import METHODS, Settings
from zhanlian.evidence.store import Case, drop_database, make_tables, new_case, open_case
from zhanlian.evidence.tables import BY_NAME, DERIVED, RESULTS, TABLES
from zhanlian.evidence.vault import EvidenceChanged, check_file, digest_file, keep_file

__all__ = [
    "BY_NAME",
    "DERIVED",
    "METHODS",
    "RESULTS",
    "SHEET_NO_MAX",
    "TABLES",
    "Case",
    "Decision",
    "EvidenceChanged",
    "Settings",
    "append_decision",
    "check_file",
    "digest_file",
    "drop_database",
    "entry_id_of",
    "forget_findings",
    "keep_file",
    "keep_findings",
    "make_tables",
    "new_case",
    "open_case",
    "place_of",
    "places_of",
    "read_decisions",
    "read_findings",
]
