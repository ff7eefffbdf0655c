"""Gaps: money that balances say came or went although no row does.

in     openings with the places where an account's balances jump
out    ``Gaps``, to be put into the ledger as rows of their own, and findings about them
keeps  each account has a gap account of its own; unexplained money is visible as born there,
       money that went unseen stays attributed there and is never quietly clean
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from zhanlian.evidence import places_of
from zhanlian.terms import Finding, Level
from zhanlian.tracing.kernels.tables import Int64s
from zhanlian.tracing.openings import Openings, Sides

Columns = dict[str, np.ndarray[Any, Any]]


@dataclass(frozen=True, slots=True)
class Gaps:
    """Gap rows: before which row, of which account, how much (below 0: it went unseen).

    ``since_row``: the account's own row before the gap, or the row itself where it is the first.
    """

    row: Int64s
    since_row: Int64s
    account: Int64s
    amount_minor: Int64s


def find_gaps(sides: Sides, openings: Openings) -> Gaps:
    """The gaps in order of the rows they stand before."""
    side = openings.gap_side
    order = np.lexsort((sides.account[side], sides.row[side]))
    side = side[order]
    before = np.maximum(side - 1, 0)
    is_own = sides.account[before] == sides.account[side]
    since = np.where(is_own, sides.row[before], sides.row[side])
    return Gaps(sides.row[side], since, sides.account[side], openings.gap_minor[order])


def tell_openings(
    rows: Columns, sides: Sides, openings: Openings, accounts: Columns
) -> list[Finding]:
    """Gaps per account, and accounts whose balances were not used."""
    findings = []
    entry_id = rows["entry_id"][sides.row[openings.gap_side]]
    owner = sides.account[openings.gap_side]
    for account in np.unique(owner).tolist():
        gaps = openings.gap_minor[owner == account]
        facts: dict[str, str | int] = {
            "account_id": str(accounts["account_id"][account]),
            "came_minor": int(gaps[gaps > 0].sum()),
            "went_minor": int(-gaps[gaps < 0].sum()),
        }
        where = places_of(entry_id[owner == account].tolist())
        findings.append(Finding("balance_gap", Level.WARN, facts, where, int(gaps.size)))
    for account in np.flatnonzero(openings.is_distrusted).tolist():
        facts = {"account_id": str(accounts["account_id"][account])}
        findings.append(Finding("balances_not_used", Level.WARN, facts))
    return findings
