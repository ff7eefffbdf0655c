"""Access: who may do what with which row, and why; lists are filtered by the same rule."""

from zhanlian.supervision.access.actors import MACHINE, Actor, operator
from zhanlian.supervision.access.asking import allow, seen
from zhanlian.supervision.access.filters import visible
from zhanlian.supervision.access.loading import load_actor
from zhanlian.supervision.access.rule import Ground, Verdict, may
from zhanlian.supervision.access.targets import Target, Zone, target_of

__all__ = [
    "MACHINE",
    "Actor",
    "Ground",
    "Target",
    "Verdict",
    "Zone",
    "allow",
    "load_actor",
    "may",
    "operator",
    "seen",
    "target_of",
    "visible",
]
