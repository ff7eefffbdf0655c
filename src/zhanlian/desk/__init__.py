"""The desk: what an analyst asks of a case, one function per verb.

comes in   a case folder, files, decisions with author and reason
goes out   frozen dataclasses that a face prints or encodes: ``Summary``, ``Verified`` …
stays out  words, colours, exit codes (``cli``); how money is followed (``tracing``)
start at   ``run_case``; ``explain`` takes any figure down to the raw line; ``walks``,
           ``returning``, ``holding``, ``papers`` and ``screening`` load when asked for
"""

from zhanlian.desk.checking import Checked, Found, FoundRow, check_case
from zhanlian.desk.comparing import (
    Comparison,
    Converted,
    OriginHolding,
    Sensitivity,
    Statement,
    UpperBound,
    compare,
)
from zhanlian.desk.demo import run_demo
from zhanlian.desk.judging import Decided, decide, undo_import
from zhanlian.desk.lines import FileLines
from zhanlian.desk.lists import (
    check_method,
    list_freezes,
    list_holdings,
    list_layers,
    list_next,
    list_totals,
)
from zhanlian.desk.mapping import OpenQuestion, answer_question, list_questions
from zhanlian.desk.notebook import CaseBook, new_book, open_book
from zhanlian.desk.opening import open_to_read, open_traced
from zhanlian.desk.progress import Progress, no_progress
from zhanlian.desk.rows import FreezeCandidate, Holding, Layer, MethodTotals, NextQuery
from zhanlian.desk.running import Added, Made, add_to_case, make_case, run_case
from zhanlian.desk.sheets import PLATFORM_COLUMNS, platform_rows, write_csv
from zhanlian.desk.summary import Summary, summarise
from zhanlian.desk.veils import shown
from zhanlian.desk.verifying import Verified, verify
from zhanlian.desk.why import Explanation, Reason, explain, explain_at

__all__ = [
    "PLATFORM_COLUMNS",
    "Added",
    "CaseBook",
    "Checked",
    "Comparison",
    "Converted",
    "Decided",
    "Explanation",
    "FileLines",
    "Found",
    "FoundRow",
    "FreezeCandidate",
    "Holding",
    "Layer",
    "Made",
    "MethodTotals",
    "NextQuery",
    "OpenQuestion",
    "OriginHolding",
    "Progress",
    "Reason",
    "Sensitivity",
    "Statement",
    "Summary",
    "UpperBound",
    "Verified",
    "add_to_case",
    "answer_question",
    "check_case",
    "check_method",
    "compare",
    "decide",
    "explain",
    "explain_at",
    "holding",
    "list_freezes",
    "list_holdings",
    "list_layers",
    "list_next",
    "list_questions",
    "list_totals",
    "make_case",
    "new_book",
    "no_progress",
    "open_book",
    "open_to_read",
    "open_traced",
    "papers",
    "platform_rows",
    "returning",
    "run_case",
    "run_demo",
    "screening",
    "shown",
    "summarise",
    "undo_import",
    "verify",
    "walks",
    "write_csv",
]
