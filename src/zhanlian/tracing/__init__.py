"""Fund tracing (资金穿透): where each victim's money is now, and what to ask for or freeze next.

comes in   a settled ``Case``: transfers, accounts, victims' payments, measures, requests; or a
           ``Ledger`` of plain columns
goes out   a ``Trace`` per method: holdings, flows, lineage; and the result tables of the case
stays out  who the people are, what role they had (``network``), whether a method may be used
           (``law``), who gets what back (``recovery``)
start at   ``trace_case`` for a case, ``trace`` for one ledger; the kernels are in ``kernels``

Five inner doors are loaded when somebody asks for them, because their kernels take time to load:
``streams``, ``routes``, ``expansion``, ``patterns``, ``resuming``.
"""

from zhanlian.tracing.anchor import Match, match_victims
from zhanlian.tracing.books import trace_again
from zhanlian.tracing.build import Built, build_ledger
from zhanlian.tracing.casetrace import main_method, trace_case
from zhanlian.tracing.declaring import OriginKind
from zhanlian.tracing.following import Traced
from zhanlian.tracing.ledger import Ledger
from zhanlian.tracing.methods import POISON_RULE, BornFirst, Method
from zhanlian.tracing.poison import Poisoned, poison
from zhanlian.tracing.thresholds import THRESHOLDS, Threshold
from zhanlian.tracing.trace import Trace, contributions, holdings_at, path_of, trace

__all__ = [
    "POISON_RULE",
    "THRESHOLDS",
    "BornFirst",
    "Built",
    "Ledger",
    "Match",
    "Method",
    "OriginKind",
    "Poisoned",
    "Threshold",
    "Trace",
    "Traced",
    "build_ledger",
    "contributions",
    "expansion",
    "holdings_at",
    "main_method",
    "match_victims",
    "path_of",
    "patterns",
    "poison",
    "resuming",
    "routes",
    "streams",
    "trace",
    "trace_again",
    "trace_case",
]
