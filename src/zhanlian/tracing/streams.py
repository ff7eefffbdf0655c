"""Streams (单笔追踪): one payment followed exactly, without tracing the case again.

comes in   a ``Ledger``; then a row of it, or a payment that is not in it yet
goes out   ``Followed``: where the money lies; ``Content``: whose money lies in an account
stays out  other rules than first in, first out (``trace``); the ways of all payments (``routes``)
start at   ``build_streams`` once, then ``alert``, ``follow``, ``whose``; docs/lineage.md
"""

from zhanlian.tracing.streams_backward import Content, Piece, whose
from zhanlian.tracing.streams_build import Streams, build_streams
from zhanlian.tracing.streams_forward import NEW_PAYMENT, Followed, Place, alert, follow

__all__ = [
    "NEW_PAYMENT",
    "Content",
    "Followed",
    "Piece",
    "Place",
    "Streams",
    "alert",
    "build_streams",
    "follow",
    "whose",
]
