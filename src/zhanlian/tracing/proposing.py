"""Proposing: the transfer that comes nearest to a payment no transfer fits.

in     payments still without a match, their candidates, transfers not taken yet
out    a ``Match`` that is not anchored: a person decides about it (decision "anchor")
keeps  a proposal takes its transfer, so two payments never propose the same one
"""

from dataclasses import dataclass

from zhanlian.tracing.reported import Reported
from zhanlian.tracing.said import DAY_US, Moved, Said, is_within, payer_fits, said_span

MATCHED, AMOUNT, TIME = "matched", "amount_differs", "time_differs"
AMBIGUOUS, NO_ROW, NOT_FED_BACK = "ambiguous", "no_row", "not_fed_back"
PROPOSE_DAYS = 31


@dataclass(frozen=True, slots=True)
class Match:
    """What became of one payment; ``is_anchored`` says whether its money is traced."""

    said: Said
    state: str
    moved: Moved | None = None
    basis: str = ""
    others: tuple[int, ...] = ()
    is_anchored: bool = False


def propose(
    reported: Reported, matches: dict[str, Match], taken: set[int], *, tolerance_s: int
) -> None:
    """Add what comes nearest to each payment that is still open."""
    for said in reported.payments:
        if said.payment_id in matches:
            continue
        free = [m for m in reported.candidates[said.payment_id] if m.transfer_id not in taken]
        match = _nearest(said, free, tolerance_s=tolerance_s)
        if match is not None and match.moved is not None:
            matches[said.payment_id] = match
            taken.add(match.moved.transfer_id)


def _nearest(said: Said, free: list[Moved], *, tolerance_s: int) -> Match | None:
    span = said_span(said, tolerance_s=tolerance_s)
    equal = [each for each in free if each.amount_minor == said.amount_minor]
    timely = [each for each in equal if span is None or is_within(each, span)]
    if timely:
        why = "time unknown" if span is None else "payer differs"
        if not said.payee_id:
            why = "payee by name only"
        others = tuple(each.transfer_id for each in timely[1:])
        return Match(said, AMBIGUOUS, timely[0], f"proposed: {why}", others)
    if not said.payee_id or span is None:
        return None
    late = [m for m in equal if payer_fits(said, m) is not False and _is_near(said, m)]
    if late:
        nearest = min(late, key=lambda m: (abs(m.at - (said.at or 0)), m.transfer_id))
        return Match(said, TIME, nearest, "proposed: payee+amount")
    odd = [m for m in free if is_within(m, span) and payer_fits(said, m) is not False]
    if odd:
        closest = min(odd, key=lambda m: (abs(m.amount_minor - said.amount_minor), m.transfer_id))
        return Match(said, AMOUNT, closest, "proposed: payee+time")
    return None


def _is_near(said: Said, moved: Moved) -> bool:
    return said.at is not None and abs(moved.at - said.at) <= PROPOSE_DAYS * DAY_US
