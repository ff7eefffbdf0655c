"""Keeping: the patterns of a case written down as pattern_hit and pattern_row.

in     a settled ``Case``; or one currency's ``Built`` ledger, inside a run of the whole room
out    rows of those tables; findings for closing rows whose search was cut short
keeps  a figure's id names its pattern, its hub and the place of the row that closed it first, so
       it stays the same when later rows come; the same evidence and limits give the same rows
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict
from hashlib import sha256
from typing import Any

import numpy as np

from zhanlian.evidence import Case, forget_findings, keep_findings, place_of, places_of
from zhanlian.terms import Finding, Level
from zhanlian.tracing.build import Built, build_ledger
from zhanlian.tracing.kernels.tables import Int64s
from zhanlian.tracing.ledger import Ledger
from zhanlian.tracing.pattern_limits import Limits, Pattern, read_limits
from zhanlian.tracing.patterns.episodes import Episodes
from zhanlian.tracing.patterns.finding import USUAL, find_patterns, limits_of
from zhanlian.tracing.results import figure_tail

ROOM = "patterns"
TABLES = ("pattern_hit", "pattern_row")
CURRENCIES = "SELECT DISTINCT currency FROM transfer ORDER BY currency"
PART_MASK = 3  # the last bits of an entry's id: its part of the line
DIGEST_LENGTH = 8

Progress = Callable[[str, int, int], None]


def find_case_patterns(
    case: Case, *, asked: Sequence[str] = USUAL, progress: Progress | None = None
) -> int:
    """Find the patterns of every currency of a settled case and write them anew; how many.

    In one transaction: a killed run leaves what was there. Refuses limits of case.toml that no
    row can be measured by.
    """
    limits = read_limits(case.settings)
    case.duck.run("BEGIN")
    try:
        forget_patterns(case)
        forget_findings(case, ROOM)
        currencies = [str(row["currency"]) for row in case.duck.fetch(CURRENCIES)]
        findings: list[Finding] = []
        for number, currency in enumerate(currencies):
            if progress is not None:
                progress(f"patterns {currency}", number, len(currencies))
            built = build_ledger(case, currency, {})
            findings += keep_patterns(case, built, asked=asked, limits=limits)
        keep_findings(case, ROOM, findings)
        count = int(case.duck.fetch("SELECT count(*) AS hits FROM pattern_hit")[0]["hits"])
        case.duck.run("COMMIT")
    except BaseException:
        case.duck.run("ROLLBACK")
        raise
    return count


def forget_patterns(case: Case) -> None:
    """Empty both tables."""
    for table in TABLES:
        case.duck.run(f"DELETE FROM {table}", table=table)


def keep_patterns(
    case: Case, built: Built, *, asked: Sequence[str] = USUAL, limits: Limits
) -> list[Finding]:
    """Find the patterns of one currency and write them; ``forget_patterns`` has run."""
    findings: list[Finding] = []
    tail = figure_tail(case, built.ledger.currency)
    for pattern, episodes in find_patterns(built.ledger, asked=asked, limits=limits).items():
        if episodes.count:
            names = _figure_ids(episodes, built, tail)
            assert len(set(names)) == len(names), "two patterns of one name"
            said = json.dumps(asdict(limits_of(limits, pattern)))
            _keep_hits(case, episodes, built.ledger, names, said)
            _keep_rows(case, episodes, built.ledger, names)
        findings += _tell_stopped(pattern, episodes, built)
    return findings


def _keep_hits(
    case: Case, episodes: Episodes, ledger: Ledger, names: list[str], limits: str
) -> None:
    rows = [episodes.rows_of(each) for each in range(episodes.count)]
    at = [ledger.at[row] for row in rows]
    touched = [np.union1d(ledger.src[row], ledger.dst[row]) for row in rows]
    columns: dict[str, Any] = {
        "figure_id": names,
        "pattern": [episodes.pattern.value] * episodes.count,
        "currency": [ledger.currency] * episodes.count,
        "hub_account_id": _account_ids(ledger, episodes.hub),
        "second_account_id": _account_ids(ledger, episodes.second_hub),
        "from_at": np.array([each.min() for each in at], dtype=np.int64),
        "to_at": np.array([each.max() for each in at], dtype=np.int64),
        "amount_minor": episodes.sum_rows(ledger.amount_minor),
        "row_count": np.diff(episodes.row_start),
        "account_count": np.array([each.size for each in touched], dtype=np.int64),
        "closing_count": episodes.closing_count,
        "first_closing_transfer_id": ledger.transfer_ids[episodes.first_closing],
        "last_closing_transfer_id": ledger.transfer_ids[episodes.last_closing],
        "limits": [limits] * episodes.count,
    }
    case.duck.append("pattern_hit", columns)


def _keep_rows(case: Case, episodes: Episodes, ledger: Ledger, names: list[str]) -> None:
    size = np.diff(episodes.row_start)
    place = np.arange(episodes.row.size) - np.repeat(episodes.row_start[:-1], size)
    case.duck.append(
        "pattern_row",
        {
            "figure_id": np.repeat(np.array(names, dtype=object), size),
            "place_no": place + 1,
            "transfer_id": ledger.transfer_ids[episodes.row],
        },
    )


def _account_ids(ledger: Ledger, account: Int64s) -> list[str | None]:
    return [ledger.account_ids[each] if each >= 0 else None for each in account.tolist()]


def _figure_ids(episodes: Episodes, built: Built, tail: str) -> list[str]:
    """What each episode is called for good."""
    ledger, names = built.ledger, []
    for each in range(episodes.count):
        hub = int(episodes.hub[each])
        place = _place(int(built.entry_id[episodes.first_closing[each]]))
        parts = ["T", episodes.pattern.value, ledger.account_ids[hub] if hub >= 0 else "", place]
        if episodes.pattern is Pattern.CYCLE:
            parts.append(_digest_of_accounts(ledger, episodes.rows_of(each)))
        names.append(":".join([*parts, *([tail] if tail else [])]))
    return names


def _place(entry_id: int) -> str:
    """File, sheet and line of an entry, and its part where a line has several."""
    where, part = place_of(entry_id), entry_id & PART_MASK
    return f"f{where.file_id}.{where.sheet_no}.{where.line_no}" + (f".{part}" if part else "")


def _digest_of_accounts(ledger: Ledger, rows: Int64s) -> str:
    """Eight characters that tell one cycle of accounts from another through the same row."""
    pairs = sorted(
        {
            (ledger.account_ids[src], ledger.account_ids[dst])
            for src, dst in zip(ledger.src[rows].tolist(), ledger.dst[rows].tolist(), strict=True)
        }
    )
    return sha256(json.dumps(pairs).encode()).hexdigest()[:DIGEST_LENGTH]


def _tell_stopped(pattern: Pattern, episodes: Episodes, built: Built) -> list[Finding]:
    """Rows whose search ran out of its budget: something may be missing there."""
    stopped = episodes.stopped
    if not stopped.size:
        return []
    facts: dict[str, str | int] = {"pattern": pattern.value, "count": int(stopped.size)}
    where = places_of(built.entry_id[stopped].tolist())
    return [Finding("pattern_budget", Level.WARN, facts, where, int(stopped.size))]
