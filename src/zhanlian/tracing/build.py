"""Build: the ledger of one currency, made from the case's transfers.

in     transfer, booking, account; which transfers are victims' payments
out    ``Built``: a ``Ledger`` with gap rows put in, and what each account and row is
keeps  transfer_id is the order; a reversal is an undo row of the transfer it undoes, or an
       ordinary row with a finding where the two do not fit; origins are numbered by first
       deposit, then by payment; the same tables give the same ledger
source docs/methods.md, What every method shares
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from zhanlian.engines import NOTHING
from zhanlian.evidence import Case
from zhanlian.terms import Finding
from zhanlian.tracing.columns import (
    Columns,
    find_ends,
    find_undo_rows,
    is_one_holder,
    number_origins,
    read_accounts,
    read_rows,
    see_sides,
)
from zhanlian.tracing.ends import GAP, End, code_of, is_chain
from zhanlian.tracing.gaps import Gaps, find_gaps, tell_openings
from zhanlian.tracing.joining import Joint, join_gaps
from zhanlian.tracing.kernels.tables import Bools, Int64s
from zhanlian.tracing.ledger import Ledger
from zhanlian.tracing.openings import Basis, Openings, find_openings


class Role(IntEnum):
    """What a ledger row is beside the transfers as booked."""

    PLAIN = 0  # a transfer
    GAP = 1  # what a balance says came or went unseen
    GONE = 2  # a transfer whose money ends in an account of a decision
    AFTER = 3  # what the payee of such a transfer got instead: money of no origin
    DISPLACED = 4  # what the payer of a receipt gave for it
    ARRIVED = 5  # a receipt whose money a decision names


@dataclass(frozen=True, slots=True)
class Wholes:
    """Each transfer once, between its real accounts, and the first ledger row standing for it."""

    row: Int64s
    src: Int64s
    dst: Int64s
    amount_minor: Int64s


@dataclass(frozen=True, slots=True)
class Built:
    """A ledger with what the tables say of its accounts and rows.

    ``end``: place in ``ENDS`` of what kind of end an account is.
    ``is_tie_free``: rows whose place inside their second no written balance settles.
    ``entry_id``: a row of evidence for each ledger row, 0 for gap rows. ``is_own``: rows between
    two accounts of one holder. ``role``: a ``Role`` per row; ``beside``: where that is not PLAIN,
    the real account whose money leaves or joins the trail there. ``paid_at`` int64[V + 1]: when
    each origin's payment was made. ``gap_*``: per gap the account, and the instants between
    which its balance jumps.
    """

    ledger: Ledger
    end: Int64s
    is_held: Bools
    is_chain: Bools
    basis: Int64s
    is_tie_free: Bools
    entry_id: Int64s
    is_own: Bools
    role: Int64s
    beside: Int64s
    wholes: Wholes
    paid_at: Int64s
    gap_account: Int64s
    gap_from_at: Int64s
    gap_to_at: Int64s
    findings: tuple[Finding, ...]


def build_ledger(case: Case, currency: str, origins: Mapping[int, str]) -> Built:
    """The ledger of ``currency``; ``origins`` maps a transfer to the payment that it is."""
    accounts = read_accounts(case, currency)
    rows, findings = read_rows(case, currency)
    ends = find_ends(case, accounts)
    undo_row, odd = find_undo_rows(rows)
    origin, origin_ids = number_origins(rows, origins, undo_row)
    sides = see_sides(rows, origin, accounts["is_held"].astype(np.bool_))
    openings = find_openings(sides, ends != code_of(End.NONE))
    findings += odd + tell_openings(rows, sides, openings, accounts)
    gaps = find_gaps(sides, openings)
    joint = join_gaps(rows["transfer_id"].size, accounts["account_id"].size, gaps)
    parts = Parts(accounts, ends, rows, undo_row, origin, openings, gaps, joint)
    ledger = _join_ledger(parts, origin_ids, currency)
    return _describe(parts, ledger, tuple(findings))


@dataclass(frozen=True, slots=True)
class Parts:
    """Everything a ledger is put together from."""

    accounts: Columns
    ends: Int64s
    rows: Columns
    undo_row: Int64s
    origin: Int64s
    openings: Openings
    gaps: Gaps
    joint: Joint


def _join_ledger(parts: Parts, origin_ids: tuple[str, ...], currency: str) -> Ledger:
    rows, gaps, joint = parts.rows, parts.gaps, parts.joint
    came = gaps.amount_minor > 0
    undo = np.where(parts.undo_row >= 0, joint.place[np.maximum(parts.undo_row, 0)], -1)
    zeros = np.zeros(gaps.row.size, dtype=np.int64)
    ids = parts.accounts["account_id"].tolist()
    no_opening = np.zeros(joint.with_gap.size, dtype=np.int64)
    return Ledger(
        src=joint.column(rows["src"], np.where(came, joint.gap_account, gaps.account), np.int32),
        dst=joint.column(rows["dst"], np.where(came, gaps.account, joint.gap_account), np.int32),
        at=joint.column(rows["moved_at"], rows["moved_at"][gaps.row]),
        amount_minor=joint.column(rows["amount_minor"], np.abs(gaps.amount_minor)),
        undo_row=joint.column(undo, zeros - 1, np.int32),
        origin=joint.column(parts.origin, zeros, np.int32),
        opening_minor=np.append(parts.openings.opening_minor, no_opening),
        is_sink=np.append(parts.ends != code_of(End.NONE), no_opening == 0),
        account_ids=(*ids, *(GAP + ids[each] for each in joint.with_gap)),
        transfer_ids=joint.column(rows["transfer_id"], -1 - np.arange(gaps.row.size)),
        origin_ids=origin_ids,
        currency=currency,
    )


def _describe(parts: Parts, ledger: Ledger, findings: tuple[Finding, ...]) -> Built:
    """The ledger with what is known of its accounts and rows; gap accounts are never held."""
    rows, gaps, joint = parts.rows, parts.gaps, parts.joint
    extra, zeros = joint.with_gap.size, np.zeros(gaps.row.size, dtype=np.int64)
    none_held = np.zeros(extra, dtype=np.bool_)
    on_chain = np.array([is_chain(each) for each in parts.accounts["scheme"].tolist()], np.bool_)
    is_own = is_one_holder(parts.accounts, rows)
    is_silent = (rows["out_balance"] == NOTHING) & (rows["in_balance"] == NOTHING)
    return Built(
        ledger=ledger,
        end=np.append(parts.ends, np.full(extra, code_of(End.GAP))),
        is_held=np.append(parts.accounts["is_held"].astype(np.bool_), none_held),
        is_chain=np.append(on_chain, none_held),
        basis=np.append(parts.openings.basis, np.full(extra, int(Basis.SINK))),
        is_tie_free=joint.column(is_silent, zeros != 0, np.bool_),
        entry_id=joint.column(rows["entry_id"], zeros),
        is_own=joint.column(is_own, zeros != 0, np.bool_),
        role=joint.column(np.zeros(is_own.size, np.int64), zeros + int(Role.GAP)),
        beside=joint.column(np.full(is_own.size, -1), gaps.account),
        wholes=_wholes(ledger),
        paid_at=np.append(0, ledger.at[ledger.origin > 0]),
        gap_account=gaps.account,
        gap_from_at=rows["moved_at"][gaps.since_row],
        gap_to_at=rows["moved_at"][gaps.row],
        findings=findings,
    )


def _wholes(ledger: Ledger) -> Wholes:
    """Every row that is a transfer and moves something."""
    row = np.flatnonzero((ledger.transfer_ids > 0) & (ledger.src != ledger.dst))
    src, dst = (column[row].astype(np.int64) for column in (ledger.src, ledger.dst))
    return Wholes(row, src, dst, ledger.amount_minor[row])
