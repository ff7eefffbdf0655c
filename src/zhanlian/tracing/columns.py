"""Columns: a currency's transfers and accounts as the tables have them, ready for a ledger.

in     transfer, booking, account; which transfers are victims' payments
out    arrays in order of transfer_id: rows, ends, undo rows, origins, sides
keeps  a reversal undoes a row only if it returns it whole, once, with payer and payee swapped;
       origins are numbered by first deposit; an amount no kernel could trace exactly is left
       out with a finding, never cut down
"""

from collections.abc import Mapping
from typing import Any

import numpy as np

from zhanlian.engines import NOTHING
from zhanlian.evidence import Case, places_of
from zhanlian.terms import Finding, Level
from zhanlian.tracing.ends import End, code_of, end_of
from zhanlian.tracing.kernels.tables import Bools, Int64s
from zhanlian.tracing.ledger import AMOUNT_LIMIT
from zhanlian.tracing.openings import Sides
from zhanlian.tracing.reported import statement

Columns = dict[str, np.ndarray[Any, Any]]
TOO_LARGE = """
SELECT coalesce(out_entry_id, in_entry_id, 0) AS entry_id FROM transfer
WHERE currency = ? AND amount_minor >= ? ORDER BY transfer_id
"""


def read_rows(case: Case, currency: str) -> tuple[Columns, list[Finding]]:
    """Transfers in total order; ``read_accounts`` has run for the currency."""
    rows = case.duck.arrays(statement("rows.sql"), [currency, AMOUNT_LIMIT])
    large = [row["entry_id"] for row in case.duck.fetch(TOO_LARGE, [currency, AMOUNT_LIMIT])]
    if not large:
        return rows, []
    facts: dict[str, str | int] = {"count": len(large), "limit_minor": AMOUNT_LIMIT}
    found = Finding("amount_not_traceable", Level.ALARM, facts, places_of(large), len(large))
    return rows, [found]


def read_accounts(case: Case, currency: str) -> Columns:
    """The accounts of a currency, numbered by name."""
    case.duck.run(statement("ledger_accounts.sql"), [currency], table="ledger_account")
    return case.duck.arrays("SELECT * FROM ledger_account ORDER BY account")


def find_ends(case: Case, accounts: Columns) -> Int64s:
    """What kind of end each account is, as its place in ``ENDS``."""
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


def is_one_holder(accounts: Columns, rows: Columns) -> Bools:
    """Rows between two accounts of one holder, known by one identity number on both."""
    _, holder = np.unique(accounts["holder_id_no"].astype(str), return_inverse=True)
    is_known = accounts["holder_id_no"].astype(str) != ""
    src, dst = rows["src"], rows["dst"]
    found: Bools = (src != dst) & is_known[src] & (holder[src] == holder[dst])
    return found


def find_undo_rows(rows: Columns) -> tuple[Int64s, list[Finding]]:
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


def number_origins(
    rows: Columns, origins: Mapping[int, str], undo_row: Int64s
) -> tuple[Int64s, tuple[str, ...]]:
    """Origin per row, and the payment each origin is."""
    origin = np.zeros(rows["transfer_id"].size, dtype=np.int64)
    wanted = np.array(sorted(origins), dtype=np.int64)
    place = np.flatnonzero(np.isin(rows["transfer_id"], wanted))
    is_fit = (rows["src"][place] != rows["dst"][place]) & (undo_row[place] < 0)
    place = place[is_fit]
    origin[place] = np.arange(1, place.size + 1)
    return origin, tuple(origins[int(each)] for each in rows["transfer_id"][place])


def see_sides(rows: Columns, origin: Int64s, is_held: Bools) -> Sides:
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
