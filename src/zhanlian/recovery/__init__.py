"""Recovery (追赃挽损): frozen money back to victims, with a legal ground on every line.

comes in   a traced ``Case``, dated law, and what persons decided about losses and plans
goes out   ownership, plans and their procedure as frozen values; sums exact to the fen
stays out  documents (``reports``), who may approve (people do), where money went (``tracing``)
start at   ``draft_plan`` for a case; ``procedure`` for what becomes of a plan; ``assets`` and
           ``measures`` for what is held; ``executing``, ``confiscation``, ``plea``
"""

from zhanlian.recovery import assets, confiscation, executing, judgment, measures, plea, procedure
from zhanlian.recovery.alternatives import Loss, Way, compare_ways
from zhanlian.recovery.beside import Beside
from zhanlian.recovery.drafting import (
    Draft,
    LeftOut,
    draft_plan,
    refuse_unfrozen,
    show_conventions,
)
from zhanlian.recovery.grounds import Ground, ground
from zhanlian.recovery.losses import check_loss, read_losses
from zhanlian.recovery.ownership import Frozen, Owned, Situation, find_owners
from zhanlian.recovery.planning import PER_ACCOUNT, PER_CASE, Choice, Line, Plan, make_plan
from zhanlian.recovery.shares import Allocation, Claim, share_out
from zhanlian.recovery.standing import Hold, Standing

__all__ = [
    "PER_ACCOUNT",
    "PER_CASE",
    "Allocation",
    "Beside",
    "Choice",
    "Claim",
    "Draft",
    "Frozen",
    "Ground",
    "Hold",
    "LeftOut",
    "Line",
    "Loss",
    "Owned",
    "Plan",
    "Situation",
    "Standing",
    "Way",
    "assets",
    "check_loss",
    "compare_ways",
    "confiscation",
    "draft_plan",
    "executing",
    "find_owners",
    "ground",
    "judgment",
    "make_plan",
    "measures",
    "plea",
    "procedure",
    "read_losses",
    "refuse_unfrozen",
    "share_out",
    "show_conventions",
]
