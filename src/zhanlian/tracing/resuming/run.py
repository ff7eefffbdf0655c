"""Run: trace a case, keep states on the way, and go on from one when the case has grown.

in     a ``Ledger`` and a ``Method``; then the ledger of the same case with more in it
out    ``Running``, whose trace is the one ``trace`` would give; with an update, the ``Change``
keeps  the same bytes as a full run, whatever was kept; every trace is checked against its ledger
       to the minor unit, as ``trace`` does; an older ``Running`` stays as it was
source docs/lineage.md, A case that grows

The rows before the first difference are not replayed. States are kept at half of the rows, three
quarters, seven eighths and so on: late statements mostly reach back a little. A state fits a
case with more accounts or other numbers for them. An opening that changed counts from the first
row that touches its account.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from zhanlian.tracing.kernels.conservation import Sums, add_rows, assert_conserved
from zhanlian.tracing.kernels.rows import MARKED, Rows
from zhanlian.tracing.kernels.tables import Int64s, Outcome
from zhanlian.tracing.ledger import Ledger, check_lengths
from zhanlian.tracing.methods import Method
from zhanlian.tracing.resuming.asked import Asked, Limits, ask_for
from zhanlian.tracing.resuming.changes import Change, Replayed, Restart, find_change
from zhanlian.tracing.resuming.differences import (
    GONE,
    check_grown,
    first_difference,
    first_other_kind,
    first_touch,
    new_numbers,
)
from zhanlian.tracing.resuming.states import (
    STATE_VERSION,
    State,
    advance_state,
    copy_of,
    fit_accounts,
    fit_state,
    flags_that_matter,
    start_state,
    tables_of,
    without_logs,
)
from zhanlian.tracing.trace import Trace

STATES_KEPT = 6
LAST = STATES_KEPT + 1  # the state after every row
DEFAULT_LIMITS = Limits()
Key = tuple[str, str, int]


@dataclass(frozen=True, slots=True)
class Kept:
    """A state before ``row``, and what accounts and victims had brought and taken by then.

    ``net_minor`` int64[accounts], ``created_minor`` int64[origins + 1]: sums of the rows before
    it, for the check. ``account_ids``, ``opening_minor``: of the ledger it was made with.
    """

    row: int
    state: State
    net_minor: Int64s
    created_minor: Int64s
    account_ids: Sequence[str]
    opening_minor: Int64s


@dataclass(frozen=True, slots=True)
class Running:
    """A traced case that can go on. ``kept``: states by row, the last one after every row.

    ``key``: rule version, currency and kernel version; a state is gone on from under its own only.
    """

    asked: Asked
    trace: Trace
    kept: tuple[Kept, ...]
    key: Key

    @property
    def ledger(self) -> Ledger:
        """The ledger traced so far."""
        return self.asked.ledger


def start(ledger: Ledger, method: Method, *, limits: Limits = DEFAULT_LIMITS) -> Running:
    """Trace a ledger and keep states on the way. Raises what ``trace`` raises.

    Cost: a trace, and a copy of the state (16 to 100 bytes an account) for each state kept.
    """
    ledger.check()
    asked = ask_for(ledger, Method(method), limits)
    return _go_on(asked, _fresh(asked), ())


def update(running: Running, ledger: Ledger) -> tuple[Running, Change]:
    """Trace the grown or corrected ledger of the same case, replaying only what can differ.

    ``running`` stays as it was. Raises what ``trace`` raises.
    Cost: one pass over both ledgers' columns, the rows after the state gone on from, and what
    any trace costs per account and line.
    """
    asked, first_row, restart = _compare(running, ledger)
    base, older, replayed = _where_from(running, asked, first_row, restart)
    updated = _go_on(asked, base, older)
    return updated, find_change(running.trace, updated.trace, replayed)


def _fresh(asked: Asked) -> Kept:
    """The state before the first row."""
    return Kept(
        row=0,
        state=start_state(asked),
        net_minor=np.zeros(asked.opening_minor.size, dtype=np.int64),
        created_minor=np.zeros(asked.origin_count + 1, dtype=np.int64),
        account_ids=asked.ledger.account_ids,
        opening_minor=asked.opening_minor,
    )


def _key_of(asked: Asked) -> Key:
    return asked.method.rule.version, asked.ledger.currency, STATE_VERSION


def _compare(running: Running, ledger: Ledger) -> tuple[Asked, int, Restart]:
    """The new ledger, checked; its first row that differs; why nothing kept holds, if so."""
    method, limits, old = running.asked.method, running.asked.limits, running.asked
    number = new_numbers(old.ledger.account_ids, ledger.account_ids)
    if (number == GONE).any():
        ledger.check()
        return ask_for(ledger, method, limits), 0, Restart.ACCOUNT_GONE
    check_lengths(ledger)
    row = first_difference(old.ledger, ledger, number)
    check_grown(ledger, row)
    asked = ask_for(ledger, method, limits)
    if running.key != _key_of(asked):
        return asked, 0, Restart.OTHER_KEY
    row = first_other_kind(old.rows, asked.rows, row, flags_that_matter(method))
    return asked, row, Restart.NO_SNAPSHOT


def _where_from(
    running: Running, asked: Asked, first_row: int, restart: Restart
) -> tuple[Kept, tuple[Kept, ...], Replayed]:
    """The newest state that still holds, fitted; the kept states up to it; and what was found."""
    row_count, template = asked.rows.row_count, _fresh(asked)
    whole = template, (), Replayed(restart, first_row, row_count)
    if restart is not Restart.NO_SNAPSHOT:
        return whole
    for place in range(len(running.kept) - 1, -1, -1):
        kept = running.kept[place]
        base = _fit(running, kept, asked, template) if kept.row <= first_row else None
        if base is not None:
            is_live = kept.row == running.ledger.row_count
            restart = Restart.LIVE if is_live else Restart.SNAPSHOT
            older = (*running.kept[:place], _lean(asked, kept))
            return base, older, Replayed(restart, first_row, row_count - kept.row)
    return whole


def _fit(running: Running, kept: Kept, asked: Asked, template: Kept) -> Kept | None:
    """A copy of the kept state for the ledger asked about, or None where it does not hold.

    It does not where a row before it touches an account whose opening is another now.
    """
    number = new_numbers(kept.account_ids, asked.ledger.account_ids)
    if (number == GONE).any():
        return None
    is_fresh = asked.opening_minor[number] != kept.opening_minor
    is_changed = np.zeros(asked.opening_minor.size, dtype=np.bool_)
    is_changed[number[is_fresh]] = True
    if first_touch(asked.rows, is_changed, kept.row) < kept.row:
        return None
    nobody = np.zeros(number.size, dtype=np.bool_)
    net = fit_accounts(kept.net_minor, template.net_minor, number, nobody)
    created = template.created_minor.copy()
    common = min(created.size, kept.created_minor.size)
    created[:common] = kept.created_minor[:common]
    last = running.kept[-1].state
    state = fit_state(kept.state, last, template.state, number, is_fresh)
    return replace(template, row=kept.row, state=state, net_minor=net, created_minor=created)


def _go_on(asked: Asked, base: Kept, older: tuple[Kept, ...]) -> Running:
    """Play the rows after ``base``, whose arrays are changed, and keep states on the way."""
    kept, row_count = list(older), asked.rows.row_count
    for stop_row in _stops(base.row, row_count):
        base = _advance(asked, base, stop_row)
        if stop_row < row_count:
            lean = _lean(asked, base)
            kept.append(replace(lean, state=copy_of(lean.state)))
    kept.append(base)
    outcome = tables_of(asked, base.state)
    _assert_adds_up(asked, base, outcome)
    found = Trace(
        method=asked.method,
        ledger=asked.ledger,
        holdings=outcome.holdings,
        flows=outcome.flows,
        lineage=outcome.lineage,
        pieces=outcome.pieces,
        born_minor=outcome.born_minor,
        undo_shortfall=outcome.undo_shortfall,
    )
    return Running(asked, found, _thinned(kept, row_count), _key_of(asked))


def _lean(asked: Asked, kept: Kept) -> Kept:
    """A kept state without the logs that the state at the end has anyway."""
    has_undone_rows = bool((asked.rows.kind[: kept.row] & MARKED).any())
    return replace(kept, state=without_logs(kept.state, has_undone_rows=has_undone_rows))


def _stops(row: int, row_count: int) -> list[int]:
    """The rows before which states are kept: a half, three quarters ..., and the end."""
    stops = {row_count - (row_count >> halvings) for halvings in range(1, STATES_KEPT + 1)}
    return sorted({stop for stop in stops if row < stop < row_count} | {row_count})


def _thinned(kept: Iterable[Kept], row_count: int) -> tuple[Kept, ...]:
    """One state, the newest, for each halving of what is left of the rows; and the last."""
    by_depth: dict[int, Kept] = {}
    for each in sorted(kept, key=lambda each: each.row):
        left = row_count - each.row
        halvings = min((row_count // left).bit_length() - 1, STATES_KEPT) if left else LAST
        by_depth[halvings] = each
    return tuple(sorted(by_depth.values(), key=lambda each: each.row))


def _advance(asked: Asked, base: Kept, stop_row: int) -> Kept:
    """Play rows up to ``stop_row`` and add up what they move."""
    columns = {name: column[base.row : stop_row] for name, column in asked.rows._asdict().items()}
    net, created = base.net_minor.copy(), base.created_minor.copy()
    add_rows(Rows(**columns), Sums(net, created))
    state = advance_state(asked, base.state, stop_row=stop_row)
    return replace(base, row=stop_row, state=state, net_minor=net, created_minor=created)


def _assert_adds_up(asked: Asked, last: Kept, outcome: Outcome) -> None:
    """Check what ``trace`` checks, from sums that went on with the rows."""
    sums = Sums(asked.opening_minor + last.net_minor, last.created_minor)
    assert_conserved(sums, outcome)
