"""Summary: one screen that says what a case holds and where the money is.

in     a traced case
out    a frozen ``Summary``: the first thing a reader sees after ``run``
keeps  lines add up to the files; places add up to the victims' money under the main method
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from zhanlian.desk.lines import add_up, count_lines
from zhanlian.desk.lists import list_freezes, list_next, list_totals
from zhanlian.desk.rows import FreezeCandidate, MethodTotals, NextQuery
from zhanlian.evidence import Case
from zhanlian.tracing import main_method

SHOWN = 5

PLACES_SQL = """
    SELECT CASE
        WHEN a.is_held THEN 'held'
        WHEN starts_with(h.account_id, '@fee') OR starts_with(h.account_id, '@interest') THEN 'fee'
        WHEN starts_with(h.account_id, '@') THEN coalesce(nullif(
            replace(replace(regexp_extract(h.account_id,
              '^@(cash|merchant|channel|gap|convert|origin)', 1), 'convert', 'converted'),
              'origin', 'declared'), ''), 'unnamed')
        WHEN l.exit_kind IN ('cash', 'merchant', 'channel', 'chain') THEN l.exit_kind
        ELSE 'un_queried' END AS place,
      count(DISTINCT h.account_id) AS n, sum(h.amount_minor)::BIGINT AS minor
    FROM holding h LEFT JOIN account a USING (account_id)
    LEFT JOIN layer l ON l.method = h.method AND l.account_id = h.account_id
      AND l.currency = h.currency
    WHERE h.method = ? AND h.currency = ? AND h.payment_id <> '' AND h.amount_minor <> 0
    GROUP BY place ORDER BY minor DESC, place
"""


@dataclass(frozen=True, slots=True)
class Place:
    """Where victims' money stands under the main method.

    Attributes
    ----------
    kind : held, un_queried, cash, merchant, channel, chain, converted, declared, fee, gap, unnamed
    account_count : accounts of that kind
    victim_minor : victims' money there
    """

    kind: str
    account_count: int
    victim_minor: int


@dataclass(frozen=True, slots=True)
class Summary:
    """What a case holds, and where the money is.

    Attributes
    ----------
    case : name of the case
    folder : its folder
    file_count : files received, members of archives included
    line_count : physical lines
    classes : class -> lines; sums to line_count
    victim_count : victims
    payment_count : payments they report
    claimed_minor : sum of those, in the case currency
    anchored_count : payments tied to a transfer
    currency : currency of the case
    main_method : the method shown first
    places : where the money is under the main method
    totals : every method and currency
    held_minor_low : least held under any method, case currency
    held_minor_high : most held under any method, case currency
    next_count : accounts to query next
    next_queries : the first five
    freeze_count : accounts to stop or freeze
    freezes : the first five
    question_count : open questions
    blocking_count : of those, the ones that keep data out
    findings : level -> findings
    report : path of the report, if one was written
    workbook : path of the workbook, if one was written
    """

    case: str
    folder: str
    file_count: int
    line_count: int
    classes: dict[str, int]
    victim_count: int
    payment_count: int
    claimed_minor: int
    anchored_count: int
    currency: str
    main_method: str
    places: tuple[Place, ...]
    totals: tuple[MethodTotals, ...]
    held_minor_low: int
    held_minor_high: int
    next_count: int
    next_queries: tuple[NextQuery, ...]
    freeze_count: int
    freezes: tuple[FreezeCandidate, ...]
    question_count: int
    blocking_count: int
    findings: dict[str, int]
    report: str
    workbook: str


def summarise(case: Case, *, report: Path | None = None, workbook: Path | None = None) -> Summary:
    """The summary of a traced case."""
    currency, main = case.settings.currency, main_method(case).value
    files, totals = count_lines(case), list_totals(case)
    held = [each.held_minor for each in totals if each.currency == currency] or [0]
    classes = add_up(files)
    queries, freezes = list_next(case), list_freezes(case)
    return Summary(
        case=case.settings.name or case.folder.name,
        folder=str(case.folder),
        file_count=sum(each.container != "zip" for each in files),
        line_count=sum(classes.values()),
        classes=classes,
        victim_count=_count(case, "SELECT count(*) AS n FROM victim"),
        payment_count=_count(case, "SELECT count(*) AS n FROM victim_payment"),
        claimed_minor=_claimed(case, currency),
        anchored_count=_count(
            case, "SELECT count(*) AS n FROM victim_match WHERE transfer_id IS NOT NULL"
        ),
        currency=currency,
        main_method=main,
        places=find_places(case, method=main, currency=currency),
        totals=totals,
        held_minor_low=min(held),
        held_minor_high=max(held),
        next_count=len(queries),
        next_queries=queries[:SHOWN],
        freeze_count=len(freezes),
        freezes=freezes[:SHOWN],
        question_count=_count(case, "SELECT count(*) AS n FROM question"),
        blocking_count=count_blocking(case),
        findings=count_findings(case),
        report=str(report or ""),
        workbook=str(workbook or ""),
    )


def find_places(case: Case, *, method: str, currency: str) -> tuple[Place, ...]:
    """Victims' money by the kind of place where it stands under ``method``, as in the report."""
    rows = case.duck.fetch(PLACES_SQL, [method, currency])
    return tuple(Place(row["place"], row["n"], row["minor"]) for row in rows)


def count_blocking(case: Case) -> int:
    """Open questions for which nothing could be used meanwhile."""
    return _count(case, "SELECT count(*) AS n FROM question WHERE chosen = ''")


def count_findings(case: Case) -> dict[str, int]:
    """Findings by level, the gravest first."""
    rows = case.duck.fetch("SELECT level, count(*) AS n FROM finding GROUP BY level")
    found = {row["level"]: row["n"] for row in rows}
    return {level: found[level] for level in ("alarm", "warn", "note") if level in found}


def _claimed(case: Case, currency: str) -> int:
    query = """SELECT coalesce(sum(amount_minor), 0)::BIGINT AS n FROM victim_payment
               WHERE currency = ?"""
    return int(case.duck.fetch(query, [currency])[0]["n"])


def _count(case: Case, query: str) -> int:
    return int(case.duck.fetch(query)[0]["n"])
