"""Portraits (账户画像): what kind of account it is by how money moved through it.

comes in   effective rows of accounts whose statements are held, thresholds
goes out   the table portrait
stays out  who a person is, what role they had (``network``)
start at   ``keep_portraits``
"""

from zhanlian.tracing.portraits.drawing import keep_portraits

__all__ = ["keep_portraits"]
