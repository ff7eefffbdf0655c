"""Aliases: which numbers name one account, and where that is said.

in     account sheets, rows that carry card and account together, wallet registrations,
       decisions of a person
out    account_alias: every number met -> the account it belongs to
keeps  masked numbers and numbers with lost digits never reach this step; a card that two
       sources tie to different accounts stays with the first and is reported
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from zhanlian.intake.cells import strip_suffix
from zhanlian.terms import Finding, Level, RowRef

if TYPE_CHECKING:
    from zhanlian.evidence import Case

PAIRS = """
WITH said AS (
  SELECT scheme, account, coalesce(card, alias) AS other, 'sheet' AS basis,
    file_id, sheet_no, line_no
  FROM account_sheet WHERE relation = 'same' AND account IS NOT NULL
  UNION ALL
  SELECT scheme, account, alias, 'wallet', file_id, sheet_no, line_no
  FROM account_sheet WHERE relation = 'same' AND account IS NOT NULL AND card IS NOT NULL
    AND alias IS NOT NULL
  UNION ALL
  SELECT own_scheme, own_account, own_card, 'row', min(file_id), arg_min(sheet_no, entry_id),
    arg_min(line_no, entry_id)
  FROM entry WHERE own_account IS NOT NULL OR own_card IS NOT NULL
  GROUP BY own_scheme, own_account, own_card
)
SELECT DISTINCT * FROM said
ORDER BY CASE basis WHEN 'sheet' THEN 0 WHEN 'wallet' THEN 1 ELSE 2 END,
  file_id, sheet_no, line_no, account, other
"""

CARD_LOOK = 12


@dataclass(slots=True)
class Aliases:
    """A growing map from number to account; ``places`` says where each tie was said."""

    parent: dict[str, str] = field(default_factory=dict)
    is_account: set[str] = field(default_factory=set)
    is_booked: set[str] = field(default_factory=set)
    places: dict[str, tuple[str, RowRef | None]] = field(default_factory=dict)

    def root(self, key: str) -> str:
        """The key that stands for ``key``'s account."""
        self.parent.setdefault(key, key)
        while self.parent[key] != key:
            self.parent[key] = self.parent[self.parent[key]]
            key = self.parent[key]
        return key

    def tie(self, key: str, other: str, *, basis: str, place: RowRef | None) -> bool:
        """Say that two keys name one account; False where they already name different ones."""
        first, second = self.root(key), self.root(other)
        if first == second:
            return True
        if first in self.is_account and second in self.is_account and basis != "decision":
            return False
        keep, drop = (second, first) if self._yields(first, second) else (first, second)
        self.parent[drop] = keep
        if keep not in self.is_account and drop in self.is_account:
            self.is_account.add(keep)
        self.places.setdefault(key, (basis, place))
        self.places.setdefault(other, (basis, place))
        return True

    def _yields(self, first: str, second: str) -> bool:
        for preferred in (self.is_account, self.is_booked):
            if (first in preferred) != (second in preferred):
                return second in preferred
        return second < first

    def account_of(self, key: str) -> str | None:
        """The account ``key`` names, where anything is known of it."""
        return self.root(key) if key in self.parent else None


def scheme_key(scheme: str, number: str) -> str:
    """A number inside its space: bare for banks, with the scheme in front for others."""
    return number if scheme == "bank" else f"{scheme}:{number}"


def find_aliases(case: Case) -> tuple[Aliases, list[Finding]]:
    """Read every tie of numbers in the case, sheets first, then rows, then decisions."""
    aliases = Aliases()
    findings: list[Finding] = []
    rows = case.duck.fetch(PAIRS)
    for row in rows:
        _declare(aliases, row)
        if row["basis"] == "row" and row["account"]:
            aliases.is_booked.add(scheme_key(row["scheme"], row["account"]))
    for row in rows:
        finding = _tie_row(aliases, row)
        if finding:
            findings.append(finding)
    for decision in case.decisions("same-account"):
        facts = decision.facts
        aliases.tie(facts["account_id"], facts["alias"], basis="decision", place=None)
    return aliases, findings


def resolve_mentions(case: Case, aliases: Aliases) -> None:
    """Tie counterparty numbers that carry a sub-account suffix to the account they extend."""
    query = "SELECT DISTINCT cp_scheme, cp_number FROM entry WHERE cp_number IS NOT NULL"
    for row in sorted(case.duck.fetch(query), key=lambda row: str(row["cp_number"])):
        key = scheme_key(row["cp_scheme"] or "bank", row["cp_number"])
        if aliases.account_of(key) is None:
            base = strip_suffix(key)
            if base != key and aliases.account_of(base):
                aliases.tie(base, key, basis="suffix", place=None)


def keep_aliases(case: Case, aliases: Aliases) -> None:
    """Write account_alias anew."""
    case.duck.run("DELETE FROM account_alias", table="account_alias")
    keys = sorted(aliases.parent)
    places = [aliases.places.get(key, ("row", None)) for key in keys]
    case.duck.append(
        "account_alias",
        {
            "alias": keys,
            "account_id": [aliases.root(key) for key in keys],
            "basis": [basis for basis, _ in places],
            "file_id": [place.file_id if place else None for _, place in places],
            "sheet_no": [place.sheet_no if place else None for _, place in places],
            "line_no": [place.line_no if place else None for _, place in places],
        },
    )


def _declare(aliases: Aliases, row: dict[str, Any]) -> None:
    """An account number stands for itself; its base without suffix stands for it too."""
    if not row["account"]:
        return
    full = scheme_key(row["scheme"], row["account"])
    base = strip_suffix(full) if row["scheme"] == "bank" else full
    aliases.root(base)
    if row["scheme"] == "bank":
        aliases.is_account.add(base)
    if full != base:
        aliases.parent.setdefault(full, base)
        aliases.places.setdefault(full, ("suffix", _place(row)))
    aliases.places.setdefault(base, (row["basis"], _place(row)))


def _tie_row(aliases: Aliases, row: dict[str, Any]) -> Finding | None:
    if not row["other"]:
        return None
    other = scheme_key(row["scheme"], row["other"])
    if not row["account"]:
        aliases.root(other)
        aliases.places.setdefault(other, (row["basis"], _place(row)))
        return None
    account = scheme_key(row["scheme"], row["account"])
    if aliases.tie(account, other, basis=row["basis"], place=_place(row)):
        return None
    facts: dict[str, str | int] = {
        "number": other, "account": account, "other_account": aliases.root(other),
    }  # fmt: skip
    return Finding("alias_conflict", Level.WARN, facts, (_place(row),), 1)


def _place(row: dict[str, Any]) -> RowRef:
    return RowRef(row["file_id"], row["sheet_no"], row["line_no"])


def bound_cards(case: Case) -> dict[str, list[str]]:
    """Wallet -> cards tied to it by its registration: a link for people, not one account."""
    bound: dict[str, list[str]] = {}
    query = (
        "SELECT scheme, account, card FROM account_sheet WHERE relation = 'bound' "
        "AND account IS NOT NULL AND card IS NOT NULL ORDER BY ALL"
    )
    for row in case.duck.fetch(query):
        bound.setdefault(scheme_key(row["scheme"], row["account"]), []).append(row["card"])
    return bound


def dump(value: Any) -> str:
    """JSON with sorted keys, for stored cells."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
