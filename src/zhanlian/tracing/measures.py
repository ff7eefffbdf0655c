"""Measures: stop payments and freezes in force on an account at a given moment.

in     measure rows as fed back, with their terms
out    per account, the measures in force in order of their start
keeps  a term ends by itself when it is not renewed; a release ends what the same agency put on
       before it; a stop payment without an end lasts the legal hours; a waiting freeze (轮候)
       binds nothing while another is in force
law    ``cn.property.stop.term``, ``cn.property.freeze.lapse`` and ``.double`` of the law room
"""

from dataclasses import dataclass
from typing import Any

from zhanlian.evidence import Case
from zhanlian.terms import MICROS

STOP_PAY, FREEZE, QUEUED, RELEASE = "stop_pay", "freeze", "queued_freeze", "release"

MEASURES = """
SELECT coalesce(k.account_id, m.account) AS account_id, m.kind, coalesce(m.agency, '') AS agency,
  coalesce(m.rank_no, '') AS rank_no, m.from_at, m.to_at, m.amount_minor,
  'f' || m.file_id || ':' || m.sheet_no || ':' || m.line_no AS place
FROM measure AS m LEFT JOIN account_alias AS k ON k.alias = m.account
WHERE m.account IS NOT NULL
ORDER BY account_id, m.from_at NULLS FIRST, m.file_id, m.sheet_no, m.line_no
"""

# The end of the data: the last moment that any row of evidence speaks of. No clock is asked, so
# the same evidence gives the same advice on any day.
END_OF_DATA = """
SELECT max(last_at) AS last_at FROM (
  SELECT max(moved_at) AS last_at FROM transfer
  UNION ALL SELECT max(greatest(sent_at, coalesce(replied_at, sent_at))) FROM request
  UNION ALL SELECT max(from_at) FROM measure
  UNION ALL SELECT max(reported_at) FROM victim_payment
  UNION ALL SELECT max(balance_at) FROM account
)
"""


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure as fed back; ``to_at`` is when its term ends, None where nothing says so."""

    kind: str
    agency: str
    rank: str
    from_at: int | None
    to_at: int | None
    amount_minor: int | None
    place: str

    def to_json(self) -> dict[str, Any]:
        """Plain values for a list's cell."""
        return {
            "kind": self.kind,
            "agency": self.agency,
            "rank": self.rank,
            "from_at": self.from_at,
            "to_at": self.to_at,
            "amount_minor": self.amount_minor,
            "row": self.place,
        }


def end_of_data(case: Case) -> int | None:
    """The last moment that the evidence speaks of."""
    at = case.duck.fetch(END_OF_DATA)[0]["last_at"]
    return None if at is None else int(at)


def read_measures(case: Case, *, stop_pay_s: int) -> dict[str, list[Measure]]:
    """Every measure of every account, releases included, in order of their start."""
    found: dict[str, list[Measure]] = {}
    for row in case.duck.fetch(MEASURES):
        to_at = row["to_at"]
        if to_at is None and row["kind"] == STOP_PAY and row["from_at"] is not None:
            to_at = row["from_at"] + stop_pay_s * MICROS
        measure = Measure(
            row["kind"],
            row["agency"],
            row["rank_no"],
            row["from_at"],
            to_at,
            row["amount_minor"],
            row["place"],
        )
        found.setdefault(row["account_id"], []).append(measure)
    return found


def in_force(measures: list[Measure], at: int) -> list[Measure]:
    """Those of ``measures`` that hold at ``at``."""
    releases = [each for each in measures if each.kind == RELEASE]
    return [
        each
        for each in measures
        if each.kind != RELEASE
        and (each.from_at is None or each.from_at <= at)
        and (each.to_at is None or each.to_at > at)
        and not any(_ends(release, each, at) for release in releases)
    ]


def _ends(release: Measure, measure: Measure, at: int) -> bool:
    start = release.from_at
    if start is None or start > at or (measure.from_at is not None and measure.from_at > start):
        return False
    return release.agency in ("", measure.agency)
