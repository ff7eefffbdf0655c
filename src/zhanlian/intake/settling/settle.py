"""Settling: from entries as written to accounts, bookings and transfers.

in     entry, account_sheet and the decisions of the case
out    account_alias, booking, transfer, account, line_verdict, findings: all made anew
keeps  a pure function of what was written and decided; nothing written is ever changed
source docs/intake.md, Twelve steps, 7 to 12
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from importlib.resources import files
from typing import TYPE_CHECKING

from zhanlian.evidence import forget_findings, keep_findings, place_of, places_of
from zhanlian.intake.settling.accounts import make_accounts
from zhanlian.intake.settling.aliases import find_aliases, keep_aliases, resolve_mentions
from zhanlian.intake.settling.audit import audit_totals
from zhanlian.intake.settling.batch import read_batches
from zhanlian.intake.settling.bookings import Concluded, conclude
from zhanlian.intake.settling.calls import mark_call_copies
from zhanlian.intake.settling.copies import find_copies, find_retold
from zhanlian.intake.settling.mirrors import find_mirrors
from zhanlian.intake.settling.transfers import make_transfers, tie_bookings
from zhanlian.intake.settling.verdicts import make_verdicts
from zhanlian.intake.synonyms import words_pattern
from zhanlian.terms import Finding, Level

if TYPE_CHECKING:
    from zhanlian.evidence import Case

Progress = Callable[[str, int, int], None]
BREAKS_LISTED_MAX = 50
WORD_LISTS = ("channel", "fee", "interest", "cash", "returned", "reversal", "failed")


def settle_inside(case: Case, progress: Progress | None = None) -> None:
    """Make every concluded table of the case anew, inside the caller's transaction."""
    findings = _conclude_all(case, progress or _silent)
    forget_findings(case, "settle")
    keep_findings(case, "settle", findings)


def _silent(step: str, done: int, total: int) -> None:
    """Nobody is watching."""
    del step, done, total


def _conclude_all(case: Case, tell: Progress) -> list[Finding]:
    tell("accounts", 0, 0)
    aliases, findings = find_aliases(case)
    resolve_mentions(case, aliases)
    keep_aliases(case, aliases)
    _make_sides(case)
    tell("copies", 0, 0)
    mark_call_copies(case)
    _keep_copies(case, find_copies(case))
    _add_copies(case, find_retold(case))
    findings += _book(case, tell)
    tell("mirrors", 0, 0)
    _, left_open = find_mirrors(case)
    findings += _pair_findings("mirror_ambiguous", left_open)
    tell("transfers", 0, 0)
    broken = make_transfers(case)
    if broken:
        findings.append(Finding("clocks_contradict", Level.WARN, {"count": broken}, (), broken))
    tie_bookings(case)
    make_accounts(case)
    make_verdicts(case)
    return findings + audit_totals(case)


def _make_sides(case: Case) -> None:
    sql = files("zhanlian.intake.settling").joinpath("sides.sql").read_text(encoding="utf-8")
    for name in WORD_LISTS:
        sql = sql.replace(f"${name}", "'" + words_pattern(name).replace("'", "''") + "'")
    case.duck.run(sql, table="sided")


def _add_copies(case: Case, copies: dict[int, int]) -> None:
    case.duck.append(
        "copied", {"entry_id": list(copies), "copy_of_entry_id": list(copies.values())}
    )


def _keep_copies(case: Case, copies: dict[int, int]) -> None:
    case.duck.run(
        "CREATE OR REPLACE TEMP TABLE copied (entry_id BIGINT, copy_of_entry_id BIGINT)",
        table="copied",
    )
    _add_copies(case, copies)
    case.duck.run(
        "CREATE OR REPLACE TEMP TABLE excluded AS "
        "SELECT entry_id FROM entry WHERE txn_type = 'fake_token'",
        table="excluded",
    )
    out: set[int] = set()
    for decision in case.decisions("exclude", "include"):
        change = out.add if decision.kind == "exclude" else out.discard
        change(int(decision.facts["entry_id"]))
    case.duck.append("excluded", {"entry_id": sorted(out)})


def _book(case: Case, tell: Progress) -> list[Finding]:
    case.duck.run("DELETE FROM booking", table="booking")
    total = int(case.duck.fetch("SELECT count(*) AS n FROM sided")[0]["n"])
    done, findings = 0, []
    for batch in read_batches(case):
        concluded = conclude(batch)
        case.duck.append("booking", concluded.columns)
        findings += _batch_findings(concluded)
        done += batch.entry_id.size
        tell("bookings", done, total)
    return findings


def _batch_findings(concluded: Concluded) -> list[Finding]:
    found = _break_findings(concluded)
    for code, level, rows in (
        ("direction_inferred", Level.NOTE, concluded.inferred_rows),
        ("direction_unknown", Level.ALARM, concluded.unsettled_rows),
        ("reversal_alone", Level.WARN, concluded.lone_reversals),
    ):
        if rows:
            places = places_of(rows)
            found.append(Finding(code, level, {"count": len(rows)}, places, len(rows)))
    return found


def _break_findings(concluded: Concluded) -> list[Finding]:
    """One finding for each break; where an account never adds up, one for the account."""
    found = []
    by_account: dict[str, list[tuple[int, int | None, int, int]]] = defaultdict(list)
    for account_id, *each in concluded.breaks:
        by_account[account_id].append(tuple(each))  # type: ignore[arg-type]
    for account_id, breaks in by_account.items():
        if len(breaks) > BREAKS_LISTED_MAX:
            places = places_of(each[0] for each in breaks)
            facts: dict[str, str | int] = {"account": account_id, "count": len(breaks)}
            found.append(Finding("balance_unusable", Level.WARN, facts, places, len(breaks)))
            continue
        for entry_id, before, expected, stated in breaks:
            rows = places_of(each for each in (before, entry_id) if each is not None)
            facts = {"account": account_id, "expected_minor": expected, "found_minor": stated}
            found.append(Finding("balance_break", Level.WARN, facts, rows, len(rows)))
    return found


def _pair_findings(code: str, pairs: list[tuple[int, int]]) -> list[Finding]:
    return [
        Finding(code, Level.WARN, {}, (place_of(first), place_of(second)), 2)
        for first, second in pairs
    ]
