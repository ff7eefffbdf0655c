"""Alerting: a victim at the counter names a payment, and this says where its money is now.

in     the account paid into, when, how much
out    ``Alerted``: the accounts where the money lies, in the order in which to freeze them
keeps  first in, first out over the ledger as it is, the payment put in as one row more: the same
       fen as a whole trace would give; the amounts at the places sum to the payment
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from zhanlian.desk.veils import as_account, as_name
from zhanlian.desk.walks.asked import account_of, amount_of
from zhanlian.desk.why.moment import read_moment
from zhanlian.evidence import Case
from zhanlian.tracing import build_ledger, streams


@dataclass(frozen=True, slots=True)
class PlacedMoney:
    """Money of the payment that lies in one account.

    Attributes
    ----------
    rank_no : place in the order of freezing
    account : account
    holder : its holder
    bank : its bank
    amount_minor : how much of the payment lies there
    first_at : when the first of it arrived, microseconds UTC
    last_at : when the last of it arrived
    hop : fewest transfers from the payment on, the payment itself being 1
    is_end : whether tracing stops there, so that the money may have gone on unseen
    is_held : whether a statement of the account is held
    paths : transfers by which it came, a list per segment
    """

    rank_no: int
    account: str
    holder: str
    bank: str
    amount_minor: int
    first_at: int
    last_at: int
    hop: int
    is_end: bool
    is_held: bool
    paths: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Alerted:
    """Where one payment's money lies now.

    Attributes
    ----------
    account : account paid into
    at : when, microseconds UTC
    amount_minor : how much
    currency : currency
    method : fifo
    places : where it lies, the first to freeze first
    """

    account: str
    at: int
    amount_minor: int
    currency: str
    method: str
    places: tuple[PlacedMoney, ...]


def find_money(case: Case, number: str, *, at: str, amount: str, currency: str = "") -> Alerted:
    """Where a payment into account ``number`` lies now; nothing is written.

    Raises ``NoSuchAccount``, ``BadMoment``, ``BadAmount``. Cost: one pass to index the ledger,
    then well under a millisecond a question.
    """
    currency = currency or case.settings.currency
    account_id, moment = account_of(case, number), read_moment(at)
    minor = amount_of(amount, currency)
    ledger = build_ledger(case, currency, {}).ledger
    if account_id not in ledger.account_ids:
        return Alerted(
            as_account(account_id), moment, minor, currency, "fifo",
            (_unmoved(case, account_id, minor, moment),),
        )  # fmt: skip
    found = streams.alert(
        streams.build_streams(ledger), ledger.account_ids.index(account_id), moment, minor
    )
    places = tuple(
        _placed(case, found, place, number) for number, place in enumerate(found.places(), start=1)
    )
    assert sum(place.amount_minor for place in places) == minor, "money is neither made nor lost"
    return Alerted(as_account(account_id), moment, minor, currency, "fifo", places)


def _placed(case: Case, found: streams.Followed, place: streams.Place, number: int) -> PlacedMoney:
    said = _account(case, place.account_id.open_text())
    segments = (found.account == place.account) & (found.lying_minor > 0)
    paths = (_named(found, found.path_of(each)) for each in segments.nonzero()[0].tolist())
    return PlacedMoney(
        rank_no=number,
        account=as_account(place.account_id.open_text()),
        holder=as_name(said["holder_name"]),
        bank=said["bank"] or "",
        amount_minor=place.amount_minor,
        first_at=place.first_at,
        last_at=place.last_at,
        hop=place.hop,
        is_end=place.is_end,
        is_held=bool(said["is_held"]),
        paths=tuple(dict.fromkeys(paths)),
    )


def _named(found: streams.Followed, rows: list[int]) -> tuple[str, ...]:
    """Transfers of a path as ``why`` knows them; the payment asked about is none of the case."""
    ids = found.ledger.transfer_ids
    return tuple(f"T{ids[row]}" for row in rows if row != streams.NEW_PAYMENT)


def _unmoved(case: Case, account_id: str, minor: int, moment: int) -> PlacedMoney:
    """No transfer of the currency touches the account: it all lies where it was paid."""
    said = _account(case, account_id)
    return PlacedMoney(
        1, as_account(account_id), as_name(said["holder_name"]), said["bank"] or "", minor,
        moment, moment, 1, is_end=False, is_held=bool(said["is_held"]), paths=((),),
    )  # fmt: skip


def _account(case: Case, account_id: str) -> dict[str, Any]:
    rows = case.duck.fetch("SELECT * FROM account WHERE account_id = ?", [account_id])
    return rows[0] if rows else {"holder_name": "", "bank": "", "is_held": False}
