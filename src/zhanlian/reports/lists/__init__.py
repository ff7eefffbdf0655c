"""Lists: the deliverables of a case, each said once for pages and workbooks alike."""

from zhanlian.reports.lists.compared import (
    list_bounds,
    list_gains,
    list_robust,
    list_sensitivity,
    say_statement,
)
from zhanlian.reports.lists.declared import list_conversions, list_origins
from zhanlian.reports.lists.files import list_files, list_line_classes
from zhanlian.reports.lists.findings import list_finding_groups, list_findings, list_questions
from zhanlian.reports.lists.freezes import list_freezes, list_platform, say_expiry
from zhanlian.reports.lists.glossary import list_glossary, list_parameters, list_runs
from zhanlian.reports.lists.layers import list_layers
from zhanlian.reports.lists.methods import list_methods
from zhanlian.reports.lists.movements import (
    list_bookings,
    list_flows,
    list_holdings,
    list_transfers,
)
from zhanlian.reports.lists.portraits import list_portraits
from zhanlian.reports.lists.requests import list_next_queries
from zhanlian.reports.lists.victims import list_victims

__all__ = [
    "list_bookings",
    "list_bounds",
    "list_conversions",
    "list_files",
    "list_finding_groups",
    "list_findings",
    "list_flows",
    "list_freezes",
    "list_gains",
    "list_glossary",
    "list_holdings",
    "list_layers",
    "list_line_classes",
    "list_methods",
    "list_next_queries",
    "list_origins",
    "list_parameters",
    "list_platform",
    "list_portraits",
    "list_questions",
    "list_robust",
    "list_runs",
    "list_sensitivity",
    "list_transfers",
    "list_victims",
    "say_expiry",
    "say_statement",
]
