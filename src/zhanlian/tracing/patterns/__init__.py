"""Patterns (资金模式): typologies of laundering found row by row, each hit with its rows.

comes in   a ``Ledger``, names of patterns, ``Limits``; or a settled ``Case``
goes out   ``Hits`` per closing row, ``Episodes`` for people; tables pattern_hit and pattern_row
stays out  whether anybody did wrong: a pattern sorts rows for a person's attention
start at   ``find_patterns`` for one ledger, ``find_case_patterns`` for a case, ``name_pattern``
           for rows known to belong together; definitions in words: docs/patterns.md
"""

from zhanlian.tracing.pattern_limits import (
    PATTERN_THRESHOLDS,
    Limits,
    Pattern,
    read_limits,
)
from zhanlian.tracing.patterns.dwelling import pass_through, traced_pass_through
from zhanlian.tracing.patterns.episodes import Episodes, join_episodes
from zhanlian.tracing.patterns.features import Features, window_features
from zhanlian.tracing.patterns.finding import USUAL, find_hits, find_patterns
from zhanlian.tracing.patterns.hits import Hits
from zhanlian.tracing.patterns.keeping import find_case_patterns, forget_patterns, keep_patterns
from zhanlian.tracing.patterns.naming import name_pattern

__all__ = [
    "PATTERN_THRESHOLDS",
    "USUAL",
    "Episodes",
    "Features",
    "Hits",
    "Limits",
    "Pattern",
    "find_case_patterns",
    "find_hits",
    "find_patterns",
    "forget_patterns",
    "join_episodes",
    "keep_patterns",
    "name_pattern",
    "pass_through",
    "read_limits",
    "traced_pass_through",
    "window_features",
]
