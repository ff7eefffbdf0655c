"""Why: everything a figure rests on, as a tree that ends in the raw text of lines.

comes in   a traced case and a name: a figure, transfer, entry, account or payment
goes out   an ``Explanation``: nested reasons, each marked fact, inference or assumption
stays out  how reasons are drawn (faces)
start at   ``explain``; ``explain_at`` answers whose money was in an account at a moment
"""

from zhanlian.desk.why.asked import explain
from zhanlian.desk.why.moment import explain_at
from zhanlian.desk.why.reasons import Explanation, Reason

__all__ = ["Explanation", "Reason", "explain", "explain_at"]
