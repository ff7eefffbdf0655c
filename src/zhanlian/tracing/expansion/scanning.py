"""Scanning: an expansion by one pass over all rows; where shares are asked, or no index is.

in     a ``Course``, arrivals at the seeds, limits
out    what a walk by levels would give, in the same order
keeps  tables that run full are grown and the pass goes on where it stopped
"""

import numpy as np

from zhanlian.tracing.expansion.asking import NO_ROW, Ask
from zhanlian.tracing.expansion.index import Course, Records
from zhanlian.tracing.expansion.met import Met
from zhanlian.tracing.kernels.expansion_lines import CUTS, STEPS, TURN
from zhanlian.tracing.kernels.expansion_records import CUT, LINE, NODE, SEEN, STEP
from zhanlian.tracing.kernels.expansion_scan import by_hop, scan

ROOM_LEAST = 1 << 12
GROWTH = 2


def walk_rows(course: Course, seeds: Records, ask: Ask) -> Met:
    """Walk by one pass. ``seeds`` ARRIVAL[s] in total order, amounts in ``least_minor``."""
    accounts = course.is_sink.size
    seen = np.zeros(accounts, dtype=SEEN)
    seen["layer"][seeds["account"]] = 1
    line = np.zeros(accounts * ask.hops, dtype=LINE)
    count = np.zeros(TURN + 1, dtype=np.int64)
    room = max(ROOM_LEAST, seeds.size + ask.hops)
    tables = [np.empty(room, dtype=kind) for kind in (NODE, STEP, CUT)]
    row = 0
    while True:
        row = scan(
            course.src, course.dst, course.clock, course.amount_minor, course.is_sink,
            seeds, _numbers(course, ask), seen, line, *tables, count, row,
            seen.view(np.int64).reshape(accounts, 2),
            line.view(np.int64).reshape(accounts, ask.hops),
        )  # fmt: skip
        if row == course.row_count:
            return _gather(seen, tables[1][: count[STEPS]], tables[2][: count[CUTS]])
        tables = [_grown(table) for table in tables]


def _numbers(course: Course, ask: Ask) -> Records:
    """The limits as the kernel takes them."""
    return np.array(
        [
            ask.hops,
            course.units(ask.window_s),
            ask.amount_minor_min,
            ask.retention_ppm,
            bool(ask.retention_ppm) and bool(ask.flow_share_ppm),
        ],
        dtype=np.int64,
    )


def _grown(table: Records) -> Records:
    wider = np.empty(table.size * GROWTH, dtype=table.dtype)
    wider[: table.size] = table
    return wider


def _gather(seen: Records, step: Records, cut: Records) -> Met:
    ends = np.cumsum(np.bincount(step["hop"], minlength=2))
    row, hop, parent = (np.empty(step.size, dtype=np.int32) for _ in range(3))
    by_hop(step, np.concatenate(([0], ends[:-1])), row, hop, parent)
    account = np.flatnonzero(seen["layer"])
    account = account[np.argsort(seen["layer"][account], kind="stable")]
    return Met(
        row=row,
        hop=hop,
        parent=parent,
        account=account.astype(np.int32),
        layer=seen["layer"][account].astype(np.int64),
        late=seen["late"][account] + NO_ROW,
        cut_row=cut["row"].copy(),
        cut_why=cut["why"].copy(),
    )
