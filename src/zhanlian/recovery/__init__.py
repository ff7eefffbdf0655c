"""Recovery (追赃挽损): frozen money back to victims, with a legal ground on every line.

comes in   a traced ``Case``, dated law, and what persons decided about assets and plans
goes out   shares, plans, registers and clocks as frozen values; sums exact to the fen
stays out  documents (``reports``), who may approve (people do), where money went (``tracing``)
start at   ``share_out`` for the division itself
"""

from zhanlian.recovery.alternatives import Loss, Way, compare_ways
from zhanlian.recovery.shares import Allocation, Claim, share_out

__all__ = ["Allocation", "Claim", "Loss", "Way", "compare_ways", "share_out"]
