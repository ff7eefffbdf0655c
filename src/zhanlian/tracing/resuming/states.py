"""States: a trace's live arrays, started, advanced, kept and fitted to a grown case.

in     ``Rows``, openings, what is asked for; a state of either kind of kernel
out    a state after a number of rows, or its tables
keeps  a state given is never changed: it is copied first; nothing is known of an array but
       what it has an entry for

A log is an array that is only ever added to. A kept state goes without its logs: their first
entries stand in the state at the end, and the kept counter says how many were there.
"""

from enum import Enum, auto
from typing import Any

import numpy as np
from numpy.typing import NDArray

from zhanlian.tracing.kernels import prorata_run, purses, queue_run, shares
from zhanlian.tracing.kernels.purses import Purses
from zhanlian.tracing.kernels.queue_run import TooMuchWork
from zhanlian.tracing.kernels.rows import MARKED
from zhanlian.tracing.kernels.shares import Shares
from zhanlian.tracing.kernels.tables import Bools, Int64s, Outcome
from zhanlian.tracing.methods import Method
from zhanlian.tracing.resuming.asked import Asked
from zhanlian.tracing.resuming.differences import is_plain
from zhanlian.tracing.trace import POLICIES, TooManyEntries, TooManyMoves

State = Purses | Shares

STATE_VERSION = 1  # raised when a kept state of older code must not be gone on from
EVERY_FLAG = 0xFF


class Extent(Enum):
    """What an array of a state has an entry for."""

    ACCOUNT = auto()
    UNDO_ROW = auto()
    RECORD = auto()  # scratch of one undo row, as long as the records are
    LOG = auto()
    STORE = auto()  # filled from the start on; what is given back is used again
    ITS_OWN = auto()


EXTENTS = {
    **dict.fromkeys(("acc", "strict"), Extent.ACCOUNT),
    **dict.fromkeys(("short",), Extent.UNDO_ROW),
    **dict.fromkeys(("back",), Extent.RECORD),
    **dict.fromkeys(("rec", "rec_origin", "returned"), Extent.LOG),
    **dict.fromkeys(("flow_row", "flow_origin", "flow_minor"), Extent.LOG),
    **dict.fromkeys(("pool", "minor", "origin"), Extent.STORE),
    **dict.fromkeys(("counter", "free", "origins"), Extent.ITS_OWN),
}
USED_LENGTHS = {
    **dict.fromkeys(("pool",), purses.USED),
    **dict.fromkeys(("minor", "origin"), shares.USED),
    **dict.fromkeys(("rec", "rec_origin"), purses.RECORDS),
    **dict.fromkeys(("returned",), purses.RETURNS_MADE),
    **dict.fromkeys(("flow_row", "flow_origin", "flow_minor"), shares.FLOWS),
}
RECORDS = "rec"  # the one log whose entries an undo row can change


def start_state(asked: Asked) -> State:
    """The state before the first row."""
    rows, opening = asked.rows, asked.opening_minor
    if asked.method is Method.PRO_RATA:
        return prorata_run.start_shares(rows, opening, origin_count=asked.origin_count)
    return queue_run.start_purses(rows, opening, POLICIES[asked.method])


def flags_that_matter(method: Method) -> int:
    """The flags of a row's kind on which the state depends.

    Pro-rata remembers what every row carried, so for it no row is marked to be undone later.
    """
    return EVERY_FLAG - MARKED if method is Method.PRO_RATA else EVERY_FLAG


def advance_state(asked: Asked, state: State, *, stop_row: int) -> State:
    """Apply rows up to ``stop_row``; the result replaces ``state``. Raises ``Refusal``."""
    if isinstance(state, Shares):
        return _mix_on(asked, state, stop_row)
    policy, most = POLICIES[asked.method], asked.limits.max_moves
    found = queue_run.advance(asked.rows, state, policy, stop_row=stop_row, max_moves=most)
    if isinstance(found, TooMuchWork):
        place = _place(asked, found)
        raise TooManyMoves(method=asked.method, place=place, max_moves=most)
    return found


def _mix_on(asked: Asked, state: Shares, stop_row: int) -> Shares:
    most = asked.limits.max_entries
    found = prorata_run.advance_shares(asked.rows, state, stop_row=stop_row, max_entries=most)
    if isinstance(found, TooMuchWork):
        ids, place = asked.ledger.account_ids, _place(asked, found)
        fullest = [(ids[account], count) for account, count in found.busiest]
        raise TooManyEntries(place=place, max_entries=most, fullest=fullest)
    return found


def _place(asked: Asked, found: TooMuchWork) -> str:
    return f"tracing.resuming, row {found.row} of {asked.ledger.row_count}"


def tables_of(asked: Asked, state: State) -> Outcome:
    """The state as tables."""
    if isinstance(state, Shares):
        return prorata_run.outcome_of(state)
    return queue_run.outcome_of(state, POLICIES[asked.method])


def without_logs(state: State, *, has_undone_rows: bool) -> State:
    """The state's arrays without its logs, unused room and scratch.

    ``has_undone_rows``: a row played may be given back by one that is not; that would change its
    records, so they are copied.
    """
    kept: dict[str, Any] = {}
    for name, array in arrays_of(state):
        is_needed = name == RECORDS and has_undone_rows
        if EXTENTS[name] is Extent.STORE or is_needed:
            kept[name] = array[: state.counter[USED_LENGTHS[name]]].copy()
        elif EXTENTS[name] in (Extent.LOG, Extent.RECORD):
            kept[name] = array[:0].copy()
        else:
            kept[name] = array
    return type(state)(**kept)


def copy_of(state: State) -> State:
    """The same state in arrays of its own."""
    return type(state)(**{name: array.copy() for name, array in arrays_of(state)})


def arrays_of(state: State) -> list[tuple[str, NDArray[Any]]]:
    """A state's arrays by name, in order."""
    return list(state._asdict().items())


def fit_state(
    state: State, last: State, template: State, new_number: Int64s, is_fresh: Bools
) -> State:
    """The state, its logs taken from ``last``, for a grown case that starts as ``template``.

    Uses the template up. ``new_number`` int64[old accounts]: each old account's number now.
    ``is_fresh`` bool, the same length: accounts that no row had touched yet.
    """
    fitted: dict[str, Any] = {}
    starts, logs = dict(arrays_of(template)), dict(arrays_of(last))
    for name, old in arrays_of(state):
        start = starts[name]
        match EXTENTS[name]:
            case Extent.ACCOUNT:
                fitted[name] = fit_accounts(old, start, new_number, is_fresh)
            case Extent.UNDO_ROW:
                used = min(old.shape[0], start.shape[0])
                start[:used] = old[:used]
                fitted[name] = start
            case Extent.LOG | Extent.STORE:
                used = int(state.counter[USED_LENGTHS[name]])
                fitted[name] = np.empty_like(logs[name])
                fitted[name][:used] = old[:used] if old.shape[0] else logs[name][:used]
            case Extent.RECORD:
                size = logs[RECORDS].shape[0] if start.shape[0] else 0
                fitted[name] = np.empty((size, *start.shape[1:]), start.dtype)
            case Extent.ITS_OWN:
                fitted[name] = old.copy()
    return type(state)(**fitted)


def fit_accounts(
    old: NDArray[Any], start: NDArray[Any], new_number: Int64s, is_fresh: Bools
) -> NDArray[Any]:
    """``start`` with the old entries under their new numbers; fresh accounts keep the start's."""
    if old.shape[0] == 0:  # the strict marks of a method that has none
        return start
    if not is_fresh.any() and is_plain(new_number):
        start[: old.shape[0]] = old
    else:
        start[new_number[~is_fresh]] = old[~is_fresh]
    return start
