"""Bookings: what each entry was found to mean, one batch of whole accounts at a time.

in     a batch in account, time and file order
out    booking rows, and findings on breaks, inferred directions and unpaired reversals
keeps  accounts whose chain closes in file order take the array path; any other is walked
       row by row by ``close_chain``; both give the same answer (tested)
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from zhanlian.engines import NOTHING
from zhanlian.intake.settling.chain import Break, Link, close_chain
from zhanlian.intake.settling.reversals import pair_reversals

if TYPE_CHECKING:
    from zhanlian.intake.settling.batch import Batch, Ints

SIGNS = {"in": 1, "own_in": 1, "out": -1, "own_out": -1}
POLARITY_VOTES_MIN = 3
POLARITY_SHARE_MIN = 0.95


@dataclass(slots=True)
class Concluded:
    """Booking columns of one batch, in final order, and what was noticed on the way."""

    columns: dict[str, Any]
    breaks: list[tuple[str, int, int | None, int, int]] = field(default_factory=list)
    inferred_rows: list[int] = field(default_factory=list)
    unsettled_rows: list[int] = field(default_factory=list)
    lone_reversals: list[int] = field(default_factory=list)


@dataclass(slots=True)
class _Work:
    batch: Batch
    sign: Ints
    basis: Any
    order_basis: Any
    slots: Ints
    breaks: list[Break] = field(default_factory=list)
    inferred: list[int] = field(default_factory=list)


def conclude(batch: Batch) -> Concluded:
    """Direction, order, state and pairing of every row of ``batch``."""
    rows = batch.entry_id.size
    sign = np.array([SIGNS.get(text, 0) for text in batch.direction], dtype=np.int64)
    basis = np.where(sign != 0, "stated", "none").astype(object)
    work = _Work(batch, sign, basis, np.full(rows, "time", dtype=object), np.arange(rows))
    moving = np.flatnonzero(batch.is_live & batch.moves_balance)
    for account_rows in _rows_needing_care(batch, moving, sign):
        _walk_account(work, account_rows)
    unsettled = _apply_polarity(work, moving)
    pairs = pair_reversals(batch)
    done = Concluded(_columns(work, pairs))
    done.breaks = [_name_break(batch, each) for each in work.breaks]
    done.inferred_rows = batch.entry_id[work.inferred].tolist()
    done.unsettled_rows = batch.entry_id[unsettled].tolist()
    lone = [row for row in np.flatnonzero(batch.is_red & batch.is_live) if int(row) not in pairs]
    done.lone_reversals = batch.entry_id[lone].tolist()
    return done


def _rows_needing_care(batch: Batch, moving: Ints, sign: Ints) -> list[Ints]:
    """Moving rows of each account whose chain does not close as it stands."""
    if moving.size == 0:
        return []
    account = batch.account[moving]
    signed = sign[moving] * batch.amount_minor[moving]
    has_balance = batch.has_balance[moving]
    bad = sign[moving] == 0
    drift = batch.balance_minor[moving] - np.cumsum(signed)
    stated = np.flatnonzero(has_balance)
    jumps = (np.diff(drift[stated]) != 0) & (np.diff(account[stated]) == 0)
    bad[stated[1:][jumps]] = True
    same = (np.diff(account) == 0) & (np.diff(batch.booked_at[moving]) == 0)
    debit_first = same & (np.diff(sign[moving]) > 0) & ~has_balance[1:] & ~has_balance[:-1]
    bad[1:][debit_first] = True
    found = np.isin(account, np.unique(account[bad]))
    chosen, owners = moving[found], account[found]
    cuts = np.flatnonzero(np.diff(owners)) + 1
    return np.split(chosen, cuts) if chosen.size else []


def _walk_account(work: _Work, rows: Ints) -> None:
    batch = work.batch
    cells = zip(
        rows.tolist(), batch.booked_at[rows].tolist(), batch.amount_minor[rows].tolist(),
        work.sign[rows].tolist(), batch.balance_minor[rows].tolist(), strict=True,
    )  # fmt: skip
    links = [
        Link(row, at, minor, sign, None if balance == NOTHING else balance)
        for row, at, minor, sign, balance in cells
    ]
    chain = close_chain(links)
    work.breaks.extend(chain.breaks)
    for slot, link in zip(rows.tolist(), chain.links, strict=True):
        work.slots[slot] = link.row
        work.order_basis[link.row] = link.basis
        if link.inferred:
            work.sign[link.row] = link.sign
            work.basis[link.row] = "balance"
            work.inferred.append(link.row)


def _apply_polarity(work: _Work, moving: Ints) -> list[int]:
    """Let a section's own inferred rows settle a code's meaning; return rows still unknown."""
    batch, votes = work.batch, defaultdict(Counter)  # type: ignore[var-annotated]
    for row in work.inferred:
        votes[batch.section_id[row], batch.direction_text[row]][int(work.sign[row])] += 1
    unsettled = []
    for row in moving[work.sign[moving] == 0].tolist():
        count = votes.get((batch.section_id[row], batch.direction_text[row]))
        sign = _settled(count) if batch.direction_text[row] else 0
        if sign:
            work.sign[row], work.basis[row] = sign, "polarity"
        elif batch.direction[row] == "unknown" and batch.amount_minor[row]:
            unsettled.append(row)
    return unsettled


def _settled(count: Counter[int] | None) -> int:
    if not count:
        return 0
    sign, agreeing = count.most_common(1)[0]
    total = sum(count.values())
    enough = total >= POLARITY_VOTES_MIN and agreeing >= POLARITY_SHARE_MIN * total
    return sign if enough else 0


def _columns(work: _Work, pairs: dict[int, int]) -> dict[str, Any]:
    batch, rows = work.batch, work.batch.entry_id.size
    state = _states(batch, pairs)
    undone = np.full(rows, NOTHING, dtype=np.int64)
    for row, original in pairs.items():
        undone[row] = batch.entry_id[original]
    effect = batch.is_live & batch.moves_balance
    signed = np.where(effect, work.sign * batch.amount_minor, 0)
    direction = np.where(work.sign > 0, "in", np.where(work.sign < 0, "out", batch.direction))
    own = np.array([str(text).startswith("own") for text in batch.direction], dtype=bool)
    basis = np.where(own & (work.sign != 0), "stated", work.basis)
    columns = {
        "entry_id": batch.entry_id, "account_id": batch.account_id,
        "cp_account_id": batch.cp_account_id, "cp_basis": batch.cp_basis,
        "direction": np.where(own, "own", direction).astype(object), "direction_basis": basis,
        "signed_minor": signed, "state": state, "copy_of_entry_id": batch.copy_of_entry_id,
        "reversal_of_entry_id": undone, "order_basis": work.order_basis,
    }  # fmt: skip
    columns = {name: values[work.slots] for name, values in columns.items()}
    columns["order_no"] = _numbers(batch.account[work.slots], state[work.slots] != "copy")
    return columns


def _states(batch: Batch, pairs: dict[int, int]) -> Any:
    state = np.full(batch.entry_id.size, "effective", dtype=object)
    for row, original in pairs.items():
        if batch.undo_word[row] != "returned":
            state[row], state[original] = "reversal", "reversed"
    state[batch.is_failed] = "failed"
    state[batch.is_unreadable] = "unreadable"
    state[batch.is_excluded] = "excluded"
    state[batch.is_copy] = "copy"
    return state


def _numbers(account: Ints, counts: Any) -> Ints:
    """Running number inside each account over the rows that count; 0 for the others."""
    running = np.cumsum(counts)
    starts = np.flatnonzero(np.r_[True, np.diff(account) != 0]) if account.size else account
    before = np.repeat(running[starts] - counts[starts], np.diff(np.r_[starts, account.size]))
    return np.where(counts, running - before, 0).astype(np.int64)


def _name_break(batch: Batch, each: Break) -> tuple[str, int, int | None, int, int]:
    before = None if each.row_before is None else int(batch.entry_id[each.row_before])
    account_id, entry_id = str(batch.account_id[each.row]), int(batch.entry_id[each.row])
    return account_id, entry_id, before, each.expected_minor, each.found_minor
