"""Listing: the register of assets, each with how much of it is traced to victims.

in     decisions ``asset``; accounts with a measure or victims' money; the traces of the case
out    ``Asset`` per thing, recorded ones first
keeps  the share of a thing is what victims' money was of the transfers that paid for it, under
       every method: a least and a most, never one convention alone; the latest record of an
       asset stands; a thing that no transfer paid for has no share, which is not zero
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from zhanlian.evidence import Case
from zhanlian.recovery.assets.recording import DECISION, Kind, Outcome, outcome_of
from zhanlian.recovery.grounds import Ground, ground
from zhanlian.recovery.holding_refusals import NoSuchRecord
from zhanlian.terms import from_instant
from zhanlian.tracing import Method

__all__ = ["Asset", "Kind", "Outcome", "Share", "list_assets"]

CARRIED = """
SELECT f.method, coalesce(sum(f.amount_minor), 0)::BIGINT AS victim_minor FROM flow AS f
WHERE f.payment_id <> '' AND list_contains($1::BIGINT[], f.transfer_id) GROUP BY f.method
"""
PAID = """
SELECT count(*) AS n, coalesce(sum(amount_minor), 0)::BIGINT AS minor FROM transfer
WHERE list_contains($1::BIGINT[], transfer_id)
"""
ACCOUNTS = """
SELECT a.account_id, coalesce(a.holder_name, z.holder_name) AS holder_name,
  coalesce(a.bank, z.bank) AS bank, coalesce(a.balance_minor, z.balance_minor) AS balance_minor,
  CASE WHEN a.balance_minor IS NULL THEN z.balance_at ELSE a.balance_at END AS balance_at,
  coalesce(a.currency, z.currency) AS currency, z.victim_minor_low, z.victim_minor_high
FROM account AS a LEFT JOIN freeze_candidate AS z USING (account_id)
WHERE a.account_id IN (SELECT coalesce(k.account_id, m.account) FROM measure AS m
    LEFT JOIN account_alias AS k ON k.alias = m.account)
  OR z.account_id IS NOT NULL
ORDER BY a.account_id
"""


@dataclass(frozen=True, slots=True)
class Share:
    """Victims' money in an asset: least and most over the methods, of what paid for it."""

    low_minor: int
    high_minor: int
    paid_minor: int

    def of(self, value_minor: int) -> tuple[int, int]:
        """The part of a value that the share comes to, whole minor units rounded down."""
        if self.paid_minor == 0:
            return 0, 0
        low, high = (Fraction(each, self.paid_minor) for each in (self.low_minor, self.high_minor))
        return int(low * value_minor), int(high * value_minor)


@dataclass(frozen=True, slots=True)
class Asset:
    """One thing of value. ``value_minor`` and ``share`` are None where nothing tells them.

    ``source``: the decision or the account it is known from. ``because``: grounds on third
    parties and on mixed money.
    """

    asset_id: str
    kind: Kind
    name: str
    place: str
    holder: str
    owner: str
    value_minor: int | None
    valued_on: str
    currency: str
    share: Share | None
    claimant: str
    outcome: Outcome
    because: tuple[Ground, ...]
    paid_by: tuple[str, ...]
    evidence: tuple[str, ...]
    source: str


def list_assets(case: Case) -> tuple[Asset, ...]:
    """Every asset of the case. Raises ``NoSuchRecord`` where a record names no transfer."""
    latest = {each.facts["asset_id"]: each for each in case.decisions(DECISION)}
    recorded = [_recorded(case, each.facts, each.seq) for each in latest.values()]
    accounts = [
        _account(row, case.settings.currency)
        for row in case.duck.fetch(ACCOUNTS)
        if row["account_id"] not in latest
    ]
    return (*sorted(recorded, key=lambda each: each.asset_id), *accounts)


def _recorded(case: Case, facts: Mapping[str, Any], seq: int) -> Asset:
    outcome, because = outcome_of(facts)
    share = _share(case, facts["paid_by"])
    if share is not None and share.high_minor and share.low_minor < share.paid_minor:
        because = (*because, ground("mixed_share"))
    return Asset(
        asset_id=facts["asset_id"],
        kind=Kind(facts["kind"]),
        name=facts["name"],
        place=facts["place"],
        holder=facts["holder"],
        owner=facts["owner"],
        value_minor=facts["value_minor"],
        valued_on=facts["valued_on"],
        currency=facts["currency"],
        share=share,
        claimant=facts["claimant"],
        outcome=outcome,
        because=because,
        paid_by=tuple(facts["paid_by"]),
        evidence=tuple(facts["evidence"]),
        source=f"decision {seq}",
    )


def _share(case: Case, paid_by: Sequence[str]) -> Share | None:
    """Victims' money in the transfers that paid for a thing, over every method that was run."""
    if not paid_by:
        return None
    numbers = [int(each[1:]) for each in paid_by]
    (paid,) = case.duck.fetch(PAID, [numbers])
    if paid["n"] != len(set(numbers)):
        raise NoSuchRecord(", ".join(paid_by), why="an asset was paid by these transfers")
    carried = {row["method"]: row["victim_minor"] for row in case.duck.fetch(CARRIED, [numbers])}
    ran = case.duck.fetch("SELECT DISTINCT method FROM trace_run")
    minors = [carried.get(row["method"], 0) for row in ran if row["method"] != Method.DIRECT]
    return Share(min(minors, default=0), max(minors, default=0), paid["minor"])


def _account(row: Mapping[str, Any], case_currency: str) -> Asset:
    """An account of the case, its share as the traces have it."""
    at = row["balance_at"]
    balance, low = row["balance_minor"], row["victim_minor_low"]
    share = None
    if low is not None:
        share = Share(low, row["victim_minor_high"], max(balance or 0, row["victim_minor_high"]))
    return Asset(
        asset_id=row["account_id"],
        kind=Kind.ACCOUNT,
        name=row["bank"] or "",
        place="",
        holder=row["holder_name"] or "",
        owner="",
        value_minor=balance,
        valued_on="" if at is None else from_instant(at).date().isoformat(),
        currency=row["currency"] or case_currency,
        share=share,
        claimant="",
        outcome=Outcome.NO_CLAIM,
        because=(),
        paid_by=(),
        evidence=(),
        source=f"Z:{row['account_id']}",
    )
