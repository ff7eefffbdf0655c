"""Standing: how a bank holds an account on a day: frozen, only stopped, waiting, lapsed, free.

in     measures as fed back, a day
out    ``Standing`` per account: its state, the amount under a freeze in force, when that ends
keeps  only a freeze in force is frozen money; a stop payment, a waiting freeze and a lapsed one
       are not; the last day of a term still counts; a release ends its own agency's measures
law    rules on returning frozen funds (银监发〔2016〕41号) art. 2; a freeze without an end that
       anybody wrote down runs the term of the law (``clocks``, kind ``freeze.deposit``)
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from zhanlian.evidence import Case
from zhanlian.law import clocks, law_book
from zhanlian.terms import from_instant

__all__ = ["Hold", "Put", "Standing", "read_standings", "standing_of"]

FREEZE, RELEASE = "freeze", "release"
PUTS = """
SELECT coalesce(k.account_id, m.account) AS account_id, m.kind, coalesce(m.agency, '') AS agency,
  m.from_at, m.to_at, m.amount_minor
FROM measure AS m LEFT JOIN account_alias AS k ON k.alias = m.account
WHERE m.account IS NOT NULL AND m.from_at IS NOT NULL
ORDER BY account_id, m.from_at, m.file_id, m.sheet_no, m.line_no
"""


class Hold(StrEnum):
    """How an account is held; only ``FROZEN`` lets money be returned."""

    FROZEN = "frozen"
    STOPPED = "stop_pay"
    WAITING = "queued_freeze"
    LAPSED = "lapsed"
    FREE = "free"


@dataclass(frozen=True, slots=True)
class Put:
    """One measure put on an account: a kind of the table ``measure``, and its days."""

    kind: str
    agency: str
    from_on: date
    to_on: date | None
    amount_minor: int | None


@dataclass(frozen=True, slots=True)
class Standing:
    """An account on a day; ``frozen_minor`` is None where no bank stated the amount."""

    account_id: str
    hold: Hold
    frozen_minor: int | None
    ends_on: date | None


def read_standings(case: Case, on: date) -> dict[str, Standing]:
    """The standing of every account that a measure was ever put on."""
    puts: dict[str, list[Put]] = {}
    for row in case.duck.fetch(PUTS):
        to_on = None if row["to_at"] is None else from_instant(row["to_at"]).date()
        put = Put(
            row["kind"],
            row["agency"],
            from_instant(row["from_at"]).date(),
            to_on,
            row["amount_minor"],
        )
        puts.setdefault(row["account_id"], []).append(put)
    return {account_id: standing_of(account_id, each, on) for account_id, each in puts.items()}


def standing_of(account_id: str, puts: Iterable[Put], on: date) -> Standing:
    """One account's standing. Of several freezes in force the one put on last speaks."""
    came = [each for each in puts if each.from_on <= on]
    released = [each for each in came if each.kind == RELEASE]
    kept = [each for each in came if not any(_ends(release, each) for release in released)]
    live = {each.kind: each for each in kept if _end_of(each) is None or on <= _end_on(each)}
    if FREEZE in live:
        put = live[FREEZE]
        return Standing(account_id, Hold.FROZEN, put.amount_minor, _end_of(put))
    for hold in (Hold.STOPPED, Hold.WAITING):
        if hold.value in live:
            return Standing(account_id, hold, None, _end_of(live[hold.value]))
    lapsed = [_end_on(each) for each in kept if each.kind == FREEZE]
    return Standing(
        account_id, Hold.LAPSED if lapsed else Hold.FREE, None, max(lapsed, default=None)
    )


def _ends(release: Put, put: Put) -> bool:
    is_later = put.kind != RELEASE and put.from_on <= release.from_on
    return is_later and release.agency in {"", put.agency}


def _end_on(put: Put) -> date:
    end = _end_of(put)
    assert end is not None, "a measure that has run out had an end"
    return end


def _end_of(put: Put) -> date | None:
    """The last day: as fed back, else by the law for a freeze; None where nothing tells."""
    if put.to_on is not None or put.kind != FREEZE:
        return put.to_on
    event = {"kind": "start", "on": put.from_on, "ground": "ordinary"}
    ledger = clocks.ledger_of({"clock": {"kind": "freeze.deposit"}, "event": [event]})
    return clocks.compute(ledger, law=law_book()).ends[0].on
