"""Reading: measures as banks fed them back, and those a person recorded.

in     table ``measure``; decisions ``measure``
out    ``Measure``, in the order in which they came
keeps  each says where it stands: a line of a file, or a decision; an account is named as the
       case names it
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from zhanlian.evidence import Case
from zhanlian.recovery.records import Fields
from zhanlian.terms import CHINA, from_instant, to_instant

__all__ = [
    "DECISION",
    "Kind",
    "Measure",
    "check_measure",
    "count_unplaced",
    "measure_of",
    "read_measures",
]

DECISION = "measure"
FED_BACK = """
SELECT coalesce(k.account_id, m.account) AS asset_id, m.kind, coalesce(m.agency, '') AS agency,
  m.from_at, m.to_at, m.amount_minor, m.currency, m.file_id, m.sheet_no, m.line_no
FROM measure AS m LEFT JOIN account_alias AS k ON k.alias = m.account
WHERE m.account IS NOT NULL AND m.from_at IS NOT NULL
ORDER BY m.from_at, m.file_id, m.sheet_no, m.line_no
"""
UNPLACED = "SELECT count(*) AS n FROM measure WHERE account IS NULL OR from_at IS NULL"


class Kind(StrEnum):
    """Kinds of the table ``measure``, and what only a person records."""

    STOP = "stop_pay"
    FREEZE = "freeze"
    QUEUED = "queued_freeze"
    RELEASE = "release"
    SEALING = "sealing"
    SECURITIES = "freeze_securities"
    EQUITY = "freeze_equity"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure. ``asset_id``: an account, or an asset of the register.

    ``to_on``: the last day as written, None where nobody wrote one; ``from_at``: the moment,
    microseconds UTC, which a stop payment is counted from; ``place``: where it stands;
    ``months``: the term as granted, None for the longest; ``approved_by``: a level of the law.
    """

    asset_id: str
    kind: Kind
    agency: str
    from_on: date
    from_at: int
    to_on: date | None
    to_at: int | None
    amount_minor: int | None
    currency: str
    place: str
    is_major: bool = False
    months: int | None = None
    approved_by: str = ""


def read_measures(case: Case) -> tuple[Measure, ...]:
    """Every measure of the case, the first first."""
    fed = [_fed_back(row) for row in case.duck.fetch(FED_BACK)]
    said = [measure_of(each.facts, f"decision {each.seq}") for each in case.decisions(DECISION)]
    return tuple(sorted([*fed, *said], key=lambda each: (each.from_at, each.place)))


def count_unplaced(case: Case) -> int:
    """Lines of measure sheets without an account or a start: no ledger can hold them."""
    return int(case.duck.fetch(UNPLACED)[0]["n"])


def check_measure(said: Mapping[str, Any], *, where: str, currency: str) -> dict[str, Any]:
    """The facts of a decision ``measure`` as they are written. Raises ``BadRecord``."""
    fields = Fields(said, where)
    kind = fields.choice("kind", Kind)
    from_on = fields.day("from_on", needed=True)
    to_on = fields.day("to_on")
    assert from_on is not None, "it is needed"
    if to_on is not None and to_on < from_on:
        fields.refuse("to_on", "a measure does not end before it begins")
    made = {
        "asset_id": fields.text("asset_id", needed=True),
        "kind": kind.value,
        "agency": fields.text("agency", needed=True),
        "from_on": from_on.isoformat(),
        "to_on": to_on.isoformat() if to_on else "",
        "amount_minor": fields.amount("amount_minor", currency),
        "currency": currency,
        "is_major": bool(fields.truth("is_major")),
        "months": fields.count("months"),
        "approved_by": fields.text("approved_by"),
        "document": fields.text("document"),
    }
    fields.finish()
    return made


def _fed_back(row: Mapping[str, Any]) -> Measure:
    to_at = row["to_at"]
    return Measure(
        asset_id=row["asset_id"],
        kind=Kind(row["kind"]),
        agency=row["agency"],
        from_on=from_instant(row["from_at"]).date(),
        from_at=row["from_at"],
        to_on=None if to_at is None else from_instant(to_at).date(),
        to_at=to_at,
        amount_minor=row["amount_minor"],
        currency=row["currency"],
        place=f"f{row['file_id']}:{row['sheet_no']}:{row['line_no']}",
    )


def measure_of(facts: Mapping[str, Any], place: str) -> Measure:
    """The measure that checked facts tell of."""
    from_on = date.fromisoformat(facts["from_on"])
    return Measure(
        asset_id=facts["asset_id"],
        kind=Kind(facts["kind"]),
        agency=facts["agency"],
        from_on=from_on,
        from_at=to_instant(datetime(from_on.year, from_on.month, from_on.day, tzinfo=CHINA)),
        to_on=date.fromisoformat(facts["to_on"]) if facts["to_on"] else None,
        to_at=None,
        amount_minor=facts["amount_minor"],
        currency=facts["currency"],
        place=place,
        is_major=facts["is_major"],
        months=facts["months"],
        approved_by=facts["approved_by"],
    )
