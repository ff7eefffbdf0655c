"""Asked: from the name a person typed to the tree of reasons beneath it.

in     figures (H: F: L: P: Q: Z: M: D: R: U: C: X: O: I: J: T:), T12, E34, V1-1, or an account
out    an ``Explanation``
keeps  a name that means nothing in this case is refused, never answered with an empty tree
"""

from __future__ import annotations

from collections.abc import Callable

from zhanlian.desk.veils import as_account, as_figure
from zhanlian.desk.why import compared, figures
from zhanlian.desk.why.accounts import account_reason, payment_reason, resolve_account
from zhanlian.desk.why.reasons import CHILDREN_MAX, Explanation, Reason, conclude
from zhanlian.desk.why.rows import entry_reason, find_transfers, transfer_reason
from zhanlian.evidence import Case
from zhanlian.terms import Refusal

Teller = Callable[[Case, str, int], Reason | None]


class UnknownFigure(Refusal):
    """A name that is no figure, transfer, entry, account or payment of the case."""

    code = "ZL-DESK-007"

    def __init__(self, asked: str) -> None:
        super().__init__(
            f"This case has no {asked!r}.",
            where=f"why {asked}",
            why="it is no figure, transfer (T12), entry (E34), payment (V1-1) or account here",
            do_next="copy a name from the report, from layers, next or freeze, or from --json",
        )


def explain(case: Case, asked: str, *, limit: int = CHILDREN_MAX) -> Explanation:
    """Everything ``asked`` rests on, down to raw lines."""
    reason = _tell(case, asked.strip(), limit)
    if reason is None:
        raise UnknownFigure(asked)
    return conclude(as_figure(asked) if ":" in asked else as_account(asked), reason)


def _tell(case: Case, asked: str, limit: int) -> Reason | None:
    head, _, rest = asked.partition(":")
    tellers = figures.TELLERS | compared.TELLERS
    if rest and head in tellers:
        return tellers[head](case, asked, limit)
    if asked[:1] == "T" and asked[1:].isdecimal():
        return _transfer(case, int(asked[1:]))
    if asked[:1] == "E" and asked[1:].isdecimal():
        return _entry(case, int(asked[1:]))
    if case.duck.fetch("SELECT 1 FROM victim_payment WHERE payment_id = ?", [asked]):
        return payment_reason(case, asked, limit)
    account_id = resolve_account(case, asked)
    return account_reason(case, account_id, limit) if account_id else None


def _transfer(case: Case, transfer_id: int) -> Reason | None:
    rows = find_transfers(case, "transfer_id = ?", [transfer_id])
    return transfer_reason(case, rows[0]) if rows else None


def _entry(case: Case, entry_id: int) -> Reason | None:
    known = case.duck.fetch("SELECT 1 FROM entry WHERE entry_id = ?", [entry_id])
    return entry_reason(case, entry_id) if known else None
