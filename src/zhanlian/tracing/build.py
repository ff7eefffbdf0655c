"""Build: the ledger of one currency, made from the case's transfers.

in     transfer, booking, account; which transfers are victims' payments
out    ``Built``: a ``Ledger`` with gap rows put in, and what each account and row is
keeps  transfer_id is the order; a reversal is an undo row of the transfer it undoes, or an
       ordinary row with a finding where the two do not fit; origins are numbered by first
       deposit, then by payment; the same tables give the same ledger
source tracing-kernels.md §1, §2
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from zhanlian.engines import NOTHING
from zhanlian.evidence import Case
from zhanlian.terms import Finding, Level
from zhanlian.tracing.ends import GAP, End, code_of, end_of, is_chain
from zhanlian.tracing.gaps import Gaps, find_gaps, tell_openings
from zhanlian.tracing.kernels.tables import Bools, Int64s
from zhanlian.tracing.ledger import Ledger
from zhanlian.tracing.openings import Basis, Openings, Sides, find_openings
from zhanlian.tracing.places import places_of
from zhanlian.tracing.reported import statement

Columns = dict[str, np.ndarray[Any, Any]]


@dataclass(frozen=True, slots=True)
class Built:
    """A ledger with what the tables say of its accounts and rows.

    ``end``: place in ``ENDS`` of what kind of end an account is.
    ``is_tie_free``: rows whose place inside their second no written balance settles.
    ``entry_id``: a row of evidence for each ledger row, 0 for gap rows. ``gap_*``: per gap the
    account, and the instants between which its balance jumps.
    """

    ledger: Ledger
    end: Int64s
    is_held: Bools
    is_chain: Bools
    basis: Int64s
    is_tie_free: Bools
    entry_id: Int64s
    gap_account: Int64s
    gap_from_at: Int64s
    gap_to_at: Int64s
    findings: tuple[Finding, ...]


def build_ledger(case: Case, currency: str, origins: Mapping[int, str]) -> Built:
    """The ledger of ``currency``; ``origins`` maps a transfer to the payment that it is."""
    accounts = _read_accounts(case, currency)
    rows = case.duck.arrays(statement("rows.sql"), [currency])
    ends = _ends(case, accounts)
    is_sink = ends != code_of(End.NONE)
    undo_row, findings = _undo_rows(rows)
    origin, origin_ids = _number_origins(rows, origins, undo_row)
    sides = _sides(rows, origin, accounts["is_held"].astype(np.bool_))
    openings = find_openings(sides, is_sink)
    findings += tell_openings(rows, sides, openings, accounts)
    gaps = find_gaps(sides, openings)
    return _put_together(
        Parts(currency, accounts, ends, rows, undo_row, origin, origin_ids, openings, gaps),
        tuple(findings),
    )


@dataclass(frozen=True, slots=True)
class Parts:
    """Everything a ledger is put together from."""

    currency: str
    accounts: Columns
    ends: Int64s
    rows: Columns
    undo_row: Int64s
    origin: Int64s
    origin_ids: tuple[str, ...]
    openings: Openings
    gaps: Gaps


def _read_accounts(case: Case, currency: str) -> Columns:
    case.duck.run(statement("ledger_accounts.sql"), [currency], table="ledger_account")
    return case.duck.arrays("SELECT * FROM ledger_account ORDER BY account")


def _ends(case: Case, accounts: Columns) -> Int64s:
    named = set(case.settings.sinks)
    if named:
        query = "SELECT account_id FROM account_alias WHERE list_contains(?, alias)"
        named |= {row["account_id"] for row in case.duck.fetch(query, [sorted(named)])}
    ends = [
        code_of(
            End.SETTING
            if account_id in named
            else end_of(account_id, is_held=is_held, scheme=scheme, holder_name=name)
        )
        for account_id, is_held, scheme, name in zip(
            accounts["account_id"].tolist(),
            accounts["is_held"].tolist(),
            accounts["scheme"].tolist(),
            accounts["holder_name"].tolist(),
            strict=True,
        )
    ]
    return np.array(ends, dtype=np.int64)


def _undo_rows(rows: Columns) -> tuple[Int64s, list[Finding]]:
    """The row each reversal returns, -1 where it returns none or not that row whole."""
    count = rows["transfer_id"].size
    undo_row = np.full(count, -1, dtype=np.int64)
    asked = np.flatnonzero(rows["undoes_id"] >= 0)
    place = np.searchsorted(rows["transfer_id"], rows["undoes_id"][asked])
    place = np.minimum(place, max(0, count - 1))
    fits = (
        (rows["transfer_id"][place] == rows["undoes_id"][asked])
        & (place < asked)
        & (rows["src"][asked] == rows["dst"][place])
        & (rows["dst"][asked] == rows["src"][place])
        & (rows["amount_minor"][asked] == rows["amount_minor"][place])
        & (rows["src"][asked] != rows["dst"][asked])
    )
    _, once = np.unique(place, return_index=True)
    is_once = np.zeros(asked.size, dtype=np.bool_)
    is_once[once] = True
    fits &= is_once
    undo_row[asked[fits]] = place[fits]
    odd = asked[~fits]
    if not odd.size:
        return undo_row, []
    facts: dict[str, str | int] = {"count": int(odd.size)}
    where = places_of(rows["entry_id"][odd].tolist())
    return undo_row, [Finding("undo_not_whole", Level.NOTE, facts, where, int(odd.size))]


def _number_origins(
    rows: Columns, origins: Mapping[int, str], undo_row: Int64s
) -> tuple[Int64s, tuple[str, ...]]:
    origin = np.zeros(rows["transfer_id"].size, dtype=np.int64)
    wanted = np.array(sorted(origins), dtype=np.int64)
    place = np.flatnonzero(np.isin(rows["transfer_id"], wanted))
    is_fit = (rows["src"][place] != rows["dst"][place]) & (undo_row[place] < 0)
    place = place[is_fit]
    origin[place] = np.arange(1, place.size + 1)
    return origin, tuple(origins[int(each)] for each in rows["transfer_id"][place])


def _sides(rows: Columns, origin: Int64s, is_held: Bools) -> Sides:
    """Each row seen from payer and payee.

    A victim's own account is not debited by the kernels. Where its statement is held the debit
    still counts here, or its balances would not fit; else no opening is made up for it.
    """
    count = rows["transfer_id"].size
    is_still = rows["src"] == rows["dst"]
    amount = np.where(is_still, 0, rows["amount_minor"])
    number = np.arange(count, dtype=np.int64)
    account = np.concatenate([rows["src"], rows["dst"]]).astype(np.int64)
    row = np.concatenate([number, number])
    is_victims = (origin > 0) & ~is_held[rows["src"]]
    effect = np.concatenate([np.where(is_victims, 0, -amount), amount])
    balance = np.concatenate(
        [
            np.where(is_still | (origin > 0), NOTHING, rows["out_balance"]),
            np.where(is_still, NOTHING, rows["in_balance"]),
        ]
    )
    order = np.lexsort((row, account))
    return Sides(account[order], row[order], effect[order], balance[order])


def _put_together(parts: Parts, findings: tuple[Finding, ...]) -> Built:
    """The ledger with its gap rows in place; each account with a gap has its own gap account."""
    rows, gaps, count = parts.rows, parts.gaps, parts.rows["transfer_id"].size
    accounts = parts.accounts["account_id"].size
    with_gap = np.unique(gaps.account)
    gap_account = accounts + np.searchsorted(with_gap, gaps.account)
    came = gaps.amount_minor > 0
    key = np.concatenate([2 * np.arange(count) + 1, 2 * gaps.row])
    order = np.lexsort((np.concatenate([rows["src"], gaps.account]), key))
    place = np.empty(order.size, dtype=np.int64)
    place[order] = np.arange(order.size)
    undo = np.where(parts.undo_row >= 0, place[np.maximum(parts.undo_row, 0)], -1)

    def joined(own: Any, of_gaps: Any, kind: Any = np.int64) -> Any:
        return np.concatenate([own, of_gaps]).astype(kind)[order]

    zeros = np.zeros(gaps.row.size, dtype=np.int64)
    no_gaps = np.zeros(with_gap.size, dtype=np.bool_)
    ids = parts.accounts["account_id"].tolist()
    ledger = Ledger(
        src=joined(rows["src"], np.where(came, gap_account, gaps.account), np.int32),
        dst=joined(rows["dst"], np.where(came, gaps.account, gap_account), np.int32),
        at=joined(rows["moved_at"], rows["moved_at"][gaps.row]),
        amount_minor=joined(rows["amount_minor"], np.abs(gaps.amount_minor)),
        undo_row=joined(undo, zeros - 1, np.int32),
        origin=joined(parts.origin, zeros, np.int32),
        opening_minor=np.append(parts.openings.opening_minor, np.zeros(with_gap.size, np.int64)),
        is_sink=np.append(parts.ends != code_of(End.NONE), ~no_gaps),
        account_ids=(*ids, *(GAP + ids[each] for each in with_gap)),
        transfer_ids=joined(rows["transfer_id"], -1 - np.arange(gaps.row.size)),
        origin_ids=parts.origin_ids,
        currency=parts.currency,
    )
    schemes = [is_chain(each) for each in parts.accounts["scheme"].tolist()]
    return Built(
        ledger=ledger,
        end=np.append(parts.ends, np.full(with_gap.size, code_of(End.GAP))),
        is_held=np.append(parts.accounts["is_held"].astype(np.bool_), no_gaps),
        is_chain=np.append(np.array(schemes, dtype=np.bool_), no_gaps),
        basis=np.append(parts.openings.basis, np.full(with_gap.size, int(Basis.SINK))),
        is_tie_free=joined(
            (rows["out_balance"] == NOTHING) & (rows["in_balance"] == NOTHING),
            zeros.astype(np.bool_),
            np.bool_,
        ),
        entry_id=joined(rows["entry_id"], zeros),
        gap_account=gaps.account,
        gap_from_at=rows["moved_at"][gaps.since_row],
        gap_to_at=rows["moved_at"][gaps.row],
        findings=findings,
    )
