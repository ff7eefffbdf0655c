"""Expansion (多跳扩展): where money could have gone from a seed, hop by hop, within limits.

comes in   a ``Ledger`` or its ``Index``, seeds (an account and an instant), limits
goes out   an ``Expansion``: rows with least hop and parent, accounts with layer, what was cut off
stays out  whose money it was (``trace``), what the accounts' owners did
start at   ``expand``; ``expand_case`` asks a case by account number
"""

from zhanlian.tracing.expansion.asking import Ask, Direction, Seed, Seeds
from zhanlian.tracing.expansion.casewide import ExpandedCase, ExpandedRow, expand_case
from zhanlian.tracing.expansion.index import Index
from zhanlian.tracing.expansion.planning import expand
from zhanlian.tracing.expansion.results import Expansion, Form, Stop, Why

__all__ = [
    "Ask",
    "Direction",
    "ExpandedCase",
    "ExpandedRow",
    "Expansion",
    "Form",
    "Index",
    "Seed",
    "Seeds",
    "Stop",
    "Why",
    "expand",
    "expand_case",
]
