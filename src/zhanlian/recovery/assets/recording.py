"""Recording: what a person writes down about an asset, and what a third party's claim comes to.

in     a table of a TOML file
out    the facts of a decision ``asset``; the outcome of a third party's claim
keeps  a value has its day; transfers that paid for it are named, so that the share traced to
       victims is computed and never typed in; nobody but a person finds good faith
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from zhanlian.recovery.grounds import Ground as Reason
from zhanlian.recovery.grounds import ground
from zhanlian.recovery.records import Fields

__all__ = ["DECISION", "Ground", "Kind", "Outcome", "check_asset", "outcome_of"]

DECISION = "asset"


class Kind(StrEnum):
    """Kinds of assets."""

    ACCOUNT = "account"
    WALLET = "wallet"
    TOKEN = "token"  # noqa: S105  a chain's token, no secret
    SECURITIES = "securities"
    REAL_ESTATE = "real_estate"
    VEHICLE = "vehicle"
    GOLD = "gold"
    OTHER = "other"


class Ground(StrEnum):
    """How a third party got it, as a person found; OPEN until somebody has."""

    OPEN = "open"
    KNEW = "knew"
    FREE = "free"
    BELOW_MARKET = "below_market"
    ILLEGAL = "illegal"
    MALICIOUS = "malicious"
    GOOD_FAITH = "good_faith"


class Outcome(StrEnum):
    """What follows for recovery."""

    NO_CLAIM = "no_claim"
    RECOVER = "recover"
    LEAVE = "leave"
    HEAR_FIRST = "hear_first"


REASONS = {
    Ground.OPEN: "third_party_open",
    Ground.KNEW: "transferee_knew",
    Ground.FREE: "transferee_free",
    Ground.BELOW_MARKET: "transferee_below_market",
    Ground.ILLEGAL: "transferee_illegal",
    Ground.MALICIOUS: "transferee_malicious",
    Ground.GOOD_FAITH: "transferee_good_faith",
}


def check_asset(said: Mapping[str, Any], *, where: str, currency: str) -> dict[str, Any]:
    """The facts of a decision ``asset`` as they are written. Raises ``BadRecord``."""
    fields = Fields(said, where)
    value, valued_on = fields.amount("value_minor", currency), fields.day("valued_on")
    if value is not None and valued_on is None:
        fields.refuse("valued_on", "a value holds for a day")
    claimant, found = fields.text("claimant"), fields.choice("found", Ground, Ground.OPEN)
    found_by = fields.text("found_by")
    if claimant and found is not Ground.OPEN and not found_by:
        fields.refuse("found_by", "a finding on a third party's claim has the name of its finder")
    paid_by = fields.texts("paid_by")
    made = {
        "asset_id": fields.text("asset_id", needed=True),
        "kind": fields.choice("kind", Kind).value,
        "name": fields.text("name", needed=True),
        "place": fields.text("place"),
        "holder": fields.text("holder"),
        "owner": fields.text("owner"),
        "value_minor": value,
        "valued_on": valued_on.isoformat() if valued_on else "",
        "valued_by": fields.text("valued_by"),
        "currency": currency,
        "paid_by": list(paid_by),
        "claimant": claimant,
        "found": found.value,
        "found_by": found_by,
        "evidence": list(fields.texts("evidence")),
    }
    for each in paid_by:
        if not (each[:1] == "T" and each[1:].isdecimal()):
            fields.refuse("paid_by", "transfers are named like T12")
    fields.finish()
    return made


def outcome_of(facts: Mapping[str, Any]) -> tuple[Outcome, tuple[Reason, ...]]:
    """What a third party's claim comes to, with its ground."""
    if not facts["claimant"]:
        return Outcome.NO_CLAIM, ()
    found = Ground(facts["found"])
    reason = (ground(REASONS[found]),)
    if found is Ground.OPEN:
        return Outcome.HEAR_FIRST, reason
    return (Outcome.LEAVE if found is Ground.GOOD_FAITH else Outcome.RECOVER), reason
