"""Met: what a walk brings back, whichever form it had.

keeps  steps by hop, then row; accounts by layer, then number; cut rows in order
"""

from dataclasses import dataclass

from zhanlian.tracing.expansion.index import Records


@dataclass(frozen=True, slots=True)
class Met:
    """What a walk met, in the numbering of its course; ``late`` is -1 for none."""

    row: Records
    hop: Records
    parent: Records
    account: Records
    layer: Records
    late: Records
    cut_row: Records
    cut_why: Records
