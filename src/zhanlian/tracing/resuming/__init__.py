"""Running traces: a case that grows is traced again only from where it changed.

comes in   a ``Ledger`` and a ``Method``; later, the same case's ledger with more in it
goes out   a ``Running`` with its ``Trace``, equal byte for byte to a trace of the new ledger, and
           a ``Change``: whose money lies elsewhere than before
stays out  why rows were added, and what may be done about it
start at   ``start``, then ``update``; in words: docs/lineage.md
"""

from zhanlian.tracing.resuming.asked import Limits
from zhanlian.tracing.resuming.changes import Change, Restart
from zhanlian.tracing.resuming.run import Running, start, update

__all__ = ["Change", "Limits", "Restart", "Running", "start", "update"]
