"""Freezes: accounts to stop or freeze (止付冻结建议清单), in order of what can be saved.

in     holdings under every method, balances, measures in force, speed of leaving
out    rows of the table freeze_candidate
keeps  recoverable is victims' money there, but never more than a later known balance; the rank
       is recoverable money times one plus the share that used to leave within half an hour
       (an account without a statement gets the speed of the whole case); a proposal: an
       officer decides and signs
law    ``cn.property.stop.term`` (48 h) and ``.times`` (twice at most); ``cn.property.freeze``:
       ``.double`` (a frozen account takes a waiting freeze only), ``.lapse`` (renew in time)
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from zhanlian.evidence import Case
from zhanlian.terms import MICROS, Finding, Level
from zhanlian.tracing.build import Built
from zhanlian.tracing.dwell import fast_leaving
from zhanlian.tracing.measures import (
    FREEZE,
    QUEUED,
    STOP_PAY,
    Measure,
    end_of_data,
    in_force,
    read_measures,
)
from zhanlian.tracing.reported import statement
from zhanlian.tracing.trace import Trace

PPM = 1_000_000
DAY_US = 86_400 * MICROS
MINUTE_US = 60 * MICROS
Run = tuple[str, str]  # a variant, empty for the run itself, and a method
Place = tuple[str, str]  # an account and a currency
SPEED = """
CREATE OR REPLACE TEMP TABLE speed
  (account_id VARCHAR, currency VARCHAR, arrived_minor BIGINT, fast_minor BIGINT)
"""


@dataclass(frozen=True, slots=True)
class Advice:
    """What to do about an account, until when it is safe, and the measures that say so."""

    word: str
    expires_at: int | None
    measures: list[Measure]


def clear_speeds(case: Case) -> None:
    """Start a run without speeds."""
    case.duck.run(SPEED, table="speed")


def note_speeds(case: Case, found: Trace, built: Built, *, within_s: int) -> None:
    """Remember how fast victims' money left each account that has a statement."""
    arrived, fast = fast_leaving(found, within_s=within_s)
    known = np.flatnonzero((arrived > 0) & built.is_held)
    ids = built.ledger.account_ids
    case.duck.append(
        "speed",
        {
            "account_id": [ids[each] for each in known.tolist()],
            "currency": [built.ledger.currency] * known.size,
            "arrived_minor": arrived[known],
            "fast_minor": fast[known],
        },
    )


def keep_freezes(case: Case, method: str, thresholds: dict[str, int]) -> list[Finding]:
    """Write freeze_candidate, ranked; ``note_speeds`` has run where a lineage was traced."""
    as_of = end_of_data(case)
    rows = case.duck.fetch(statement("freezes.sql"), [method])
    if as_of is None or not rows:
        return []
    measures = read_measures(case, stop_pay_s=thresholds["stop_pay_s"])
    usual_ppm = _usual_speed(case)
    for row in rows:
        _weigh(row, as_of, usual_ppm)
    rows.sort(key=_urgency)
    kept = rows[: thresholds["list_rows_max"]]
    for row in kept:
        row["advice"] = advise(row, measures.get(row["account_id"], []), as_of, thresholds)
    done = [_listed(row, rank, case) for rank, row in enumerate(kept, start=1)]
    case.duck.append("freeze_candidate", {name: [row[name] for row in done] for name in done[0]})
    if len(rows) == len(kept):
        return []
    facts: dict[str, str | int] = {"count": len(rows) - len(kept)}
    return [Finding("freezes_not_listed", Level.WARN, facts)]


def first_freezes(
    case: Case, main: str, lying: Mapping[Run, Mapping[Place, int]]
) -> dict[str, dict[Run, str]]:
    """Per currency, the account that the list would put first in each run.

    ``lying``: run -> account and currency -> victims' money there.
    """
    as_of = end_of_data(case)
    rows = case.duck.fetch(statement("freezes.sql"), [main])
    if as_of is None or not rows:
        return {}
    usual_ppm = _usual_speed(case)
    for row in rows:
        _weigh(row, as_of, usual_ppm)
    found: dict[str, dict[Run, str]] = {}
    for run, amounts in lying.items():
        for row in rows:
            minor = amounts.get((row["account_id"], row["currency"]), 0)
            row["score"] = _recoverable(row, minor) * row["weight_ppm"]
        for currency in {row["currency"] for row in rows}:
            listed = [row for row in rows if row["currency"] == currency]
            found.setdefault(currency, {})[run] = min(listed, key=_urgency)["account_id"]
    return found


def _usual_speed(case: Case) -> int:
    query = (
        "SELECT sum(arrived_minor)::HUGEINT AS came, sum(fast_minor)::HUGEINT AS fast FROM speed"
    )
    row = case.duck.fetch(query)[0]
    return int(row["fast"]) * PPM // int(row["came"]) if row["came"] else 0


def _weigh(row: dict[str, Any], as_of: int, usual_ppm: int) -> None:
    """Add speed, minutes since arrival, recoverable money and the score of the rank."""
    arrived = row["arrived_minor"]
    row["speed_ppm"] = row["fast_minor"] * PPM // arrived if arrived else None
    row["minutes_since"] = (
        None if row["from_at"] is None else max(0, as_of - row["from_at"]) // MINUTE_US
    )
    row["recoverable_minor"] = _recoverable(row, row["victim_minor"])
    speed_ppm = usual_ppm if row["speed_ppm"] is None else row["speed_ppm"]
    row["weight_ppm"] = PPM + speed_ppm
    row["score"] = row["recoverable_minor"] * row["weight_ppm"]
    row["score_high"] = _recoverable(row, row["high"]) * row["weight_ppm"]


def _recoverable(row: dict[str, Any], victim_minor: int) -> int:
    """Victims' money, but not more than a balance known to be later than its arrival."""
    balance, at = row["balance_minor"], row["balance_at"]
    is_later = at is not None and row["from_at"] is not None and at >= row["from_at"]
    if balance is None or not is_later:
        return victim_minor
    return max(0, min(victim_minor, int(balance)))


def _urgency(row: dict[str, Any]) -> tuple[int, int, int, str, str]:
    since = row["minutes_since"]
    late = np.iinfo(np.int64).max if since is None else since
    return (-row["score"], -row["score_high"], int(late), row["account_id"], row["currency"])


def advise(
    row: dict[str, Any], measures: list[Measure], as_of: int, thresholds: dict[str, int]
) -> Advice:
    """The step that fits the measures in force.

    A freeze that covers the money: nothing, or renew it when its end is near. One that covers
    less: a waiting freeze (no second freeze is possible). A stop payment only: freeze before it
    ends. Nothing: stop payment while the money is fresh or its state unknown and the account
    has stop payments left, else freeze.
    """
    held = in_force(measures, as_of)
    freezes = [each for each in held if each.kind == FREEZE]
    stops = [each for each in held if each.kind == STOP_PAY]
    if freezes:
        expires_at = _last_end(freezes)
        word = _about_freeze(row, freezes, held, as_of, thresholds)
        return Advice(word, expires_at, held)
    if stops:
        return Advice("freeze", _last_end(stops), held)
    queued = [each for each in held if each.kind == QUEUED]
    used = sum(each.kind == STOP_PAY for each in measures)
    since = row["minutes_since"]
    is_fresh = since is not None and since * 60 <= thresholds["stop_pay_s"]
    can_stop = used < thresholds["stop_pay_times_max"] and (is_fresh or not row["is_held"])
    return Advice("stop_pay" if can_stop else "freeze", _last_end(queued), held)


def _about_freeze(
    row: dict[str, Any],
    freezes: list[Measure],
    held: list[Measure],
    as_of: int,
    thresholds: dict[str, int],
) -> str:
    alert_at = as_of + thresholds["renew_alert_days"] * DAY_US
    if any(each.to_at is not None and each.to_at <= alert_at for each in freezes):
        return "renew"
    amounts = [each.amount_minor for each in freezes]
    covered = None if None in amounts else sum(each or 0 for each in amounts)
    is_covered = covered is None or covered >= _recoverable(row, row["high"])
    is_queued = any(each.kind == QUEUED for each in held)
    return "none" if is_covered or is_queued else "queue"


def _last_end(measures: list[Measure]) -> int | None:
    ends = [each.to_at for each in measures]
    return None if not ends or None in ends else max(each for each in ends if each is not None)


def _listed(row: dict[str, Any], rank: int, case: Case) -> dict[str, Any]:
    advice: Advice = row["advice"]
    tail = "" if row["currency"] == case.settings.currency else f":{row['currency']}"
    reason = {
        "recoverable_minor": row["recoverable_minor"],
        "by_method": dict(row["by_method"]),
        "is_held": row["is_held"],
    }
    same = (
        "account_id", "holder_name", "bank", "balance_minor", "balance_at", "victim_minor",
        "from_account_id", "from_minor", "from_at", "minutes_since", "speed_ppm", "currency",
    )  # fmt: skip
    return {
        **{name: row[name] for name in same},
        "figure_id": f"Z:{row['account_id']}{tail}",
        "rank_no": rank,
        "account_kind": row["kind"],
        "victim_minor_low": row["low"],
        "victim_minor_high": row["high"],
        "measures": json.dumps([each.to_json() for each in advice.measures], ensure_ascii=False),
        "advice": advice.word,
        "expires_at": advice.expires_at,
        "reason": json.dumps(reason, ensure_ascii=False),
    }
