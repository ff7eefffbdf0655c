"""Anchor: the transfer that a victim's payment is, or why there is none.

in     reported payments, transfers, decisions of kind "anchor"
out    one ``Match`` per payment, written to victim_match; findings for all but plain matches
keeps  only a payment matched by payee's number, amount and time, or decided by a person, gets
       an origin; every other match is a proposal and brings no money into the trace
law    the victim's own statement is evidence of its own: a difference is shown, never evened
"""

from collections import defaultdict
from dataclasses import replace
from functools import partial
from typing import Any

from zhanlian.evidence import Case, places_of
from zhanlian.terms import Finding, Level, RowRef
from zhanlian.tracing.assigning import assign
from zhanlian.tracing.proposing import (
    AMBIGUOUS,
    AMOUNT,
    MATCHED,
    NO_ROW,
    NOT_FED_BACK,
    TIME,
    Match,
    propose,
)
from zhanlian.tracing.reported import Reported, moved_of, read_reported
from zhanlian.tracing.said import Moved, Said, is_within, payer_fits, said_span, score, tail_fits

LEVELS = {
    AMOUNT: Level.WARN,
    TIME: Level.WARN,
    AMBIGUOUS: Level.WARN,
    NO_ROW: Level.WARN,
    NOT_FED_BACK: Level.NOTE,
}


def match_victims(case: Case) -> tuple[list[Match], list[Finding]]:
    """Match every reported payment and write victim_match anew."""
    reported = read_reported(case)
    matches, findings = _decided(case, reported)
    taken = {each.moved.transfer_id for each in matches.values() if each.moved}
    _match_exactly(case, reported, matches, taken)
    propose(reported, matches, taken, tolerance_s=case.settings.match_tolerance_s)
    _explain_missing(case, reported, matches)
    ordered = [matches[each.payment_id] for each in reported.payments]
    _keep_matches(case, ordered)
    return ordered, findings + [found for each in ordered for found in _findings(each)]


def _decided(case: Case, reported: Reported) -> tuple[dict[str, Match], list[Finding]]:
    """What persons decided; the latest decision about a payment, and about a transfer, counts."""
    by_id = {each.payment_id: each for each in reported.payments}
    matches: dict[str, Match] = {}
    findings = []
    for decision in case.decisions("anchor"):
        payment_id = str(decision.facts["payment_id"])
        entry_id = int(decision.facts["entry_id"])
        said = by_id.get(payment_id)
        rows = case.duck.fetch(DECIDED_SQL, [entry_id])
        if said is None or not rows or rows[0]["currency"] != said.currency:
            gone: dict[str, str | int] = {"payment_id": payment_id, "entry_id": entry_id}
            findings.append(Finding("anchor_decision_gone", Level.ALARM, gone))
            continue
        moved = moved_of(rows[0])
        matches = {
            name: each
            for name, each in matches.items()
            if each.moved and each.moved.transfer_id != moved.transfer_id
        }
        state = _state_of(said, moved, tolerance_s=case.settings.match_tolerance_s)
        basis = f"decision {decision.seq}"
        matches[payment_id] = Match(said, state, moved, basis, is_anchored=True)
    return matches, findings


DECIDED_SQL = """
SELECT transfer_id, payer_id, payee_id, moved_at, amount_minor, currency,
  state = 'reversed' AS is_reversed, coalesce(in_entry_id, out_entry_id, 0) AS entry_id,
  false AS is_day_only, [] AS payer_numbers
FROM transfer
WHERE ? IN (out_entry_id, in_entry_id) AND state <> 'reversal' AND payer_id <> payee_id
"""


def _state_of(said: Said, moved: Moved, *, tolerance_s: int) -> str:
    if said.amount_minor != moved.amount_minor:
        return AMOUNT
    span = said_span(said, tolerance_s=tolerance_s)
    return MATCHED if span is None or is_within(moved, span) else TIME


def _match_exactly(
    case: Case, reported: Reported, matches: dict[str, Match], taken: set[int]
) -> None:
    """Payee's number, amount, time and payer where given: one to one inside each group."""
    judge = partial(score, tolerance_s=case.settings.match_tolerance_s)
    groups: dict[tuple[str, str, int], list[Said]] = defaultdict(list)
    for said in reported.payments:
        if said.payee_id and said.payment_id not in matches:
            groups[said.payee_id, said.currency, said.amount_minor].append(said)
    for (_, _, amount_minor), payments in groups.items():
        transfers = [
            each
            for each in reported.candidates[payments[0].payment_id]
            if each.amount_minor == amount_minor and each.transfer_id not in taken
        ]
        assigned = assign(payments, transfers, judge)
        for place, other in assigned.chosen.items():
            said, moved = payments[place], transfers[other]
            others = tuple(
                transfers[each].transfer_id for each in assigned.open_choices.get(place, ())
            )
            match = Match(said, MATCHED, moved, _basis(said, moved), is_anchored=True)
            if others:
                match = replace(match, state=AMBIGUOUS, others=others, is_anchored=False)
            matches[said.payment_id] = match
            taken.add(moved.transfer_id)


def _basis(said: Said, moved: Moved) -> str:
    words = ["payee", "amount", "time"]
    if payer_fits(said, moved):
        words.append("payer")
    tail = tail_fits(said, moved)
    if tail is not None:
        words.append("tail" if tail else "tail differs")
    return "+".join(words)


def _explain_missing(case: Case, reported: Reported, matches: dict[str, Match]) -> None:
    """Say why no transfer was found: the statement is silent, or there is none."""
    held = {
        row["account_id"]: (row["first_at"], row["last_at"])
        for row in case.duck.fetch(
            "SELECT account_id, first_at, last_at FROM account "
            "WHERE is_held AND first_at IS NOT NULL"
        )
    }
    for said in reported.payments:
        if said.payment_id in matches:
            continue
        period = held.get(said.payee_id)
        if not said.payee_id:
            match = Match(said, NOT_FED_BACK, basis="payee's number not usable")
        elif period is None:
            match = Match(said, NOT_FED_BACK, basis="no statement of the payee")
        elif said.at is not None and period[0] <= said.at <= period[1]:
            match = Match(said, NO_ROW, basis="statement covers the time")
        else:
            match = Match(said, NOT_FED_BACK, basis="statement does not cover the time")
        matches[said.payment_id] = match


def _keep_matches(case: Case, matches: list[Match]) -> None:
    case.duck.run("DELETE FROM victim_match", table="victim_match")
    rows: list[dict[str, Any]] = [_match_row(each) for each in matches]
    if rows:
        case.duck.append("victim_match", {name: [row[name] for row in rows] for name in rows[0]})


def _match_row(match: Match) -> dict[str, Any]:
    moved, said = match.moved, match.said
    return {
        "payment_id": said.payment_id,
        "state": match.state,
        "transfer_id": moved.transfer_id if moved else None,
        "account_id": (moved.payee_id if moved else said.payee_id) or None,
        "difference_minor": moved.amount_minor - said.amount_minor if moved else None,
        "basis": match.basis,
    }


def _findings(match: Match) -> list[Finding]:
    """What a person must look at: the payment's row and the transfer's."""
    facts: dict[str, str | int] = {"payment_id": match.said.payment_id, "basis": match.basis}
    rows: tuple[RowRef, ...] = (match.said.place,)
    if match.moved:
        facts |= {
            "transfer_id": match.moved.transfer_id,
            "difference_minor": match.moved.amount_minor - match.said.amount_minor,
            "others": " ".join(f"T{each}" for each in match.others),
            "anchored": "yes" if match.is_anchored else "no",
        }
        rows += places_of([match.moved.entry_id])
    if match.state != MATCHED:
        return [Finding(f"payment_{match.state}", LEVELS[match.state], facts, rows)]
    if match.basis.endswith("tail differs"):
        return [Finding("payment_tail_differs", Level.NOTE, facts, rows)]
    return []


__all__ = ["Match", "match_victims"]
