"""Said: what a victim says about a payment, and how well a transfer fits it.

in     a reported payment and a transfer that may be it
out    ``score``: 0 fits in every respect, more where something is only not contradicted,
       ``None`` where they contradict each other
keeps  four last digits never decide; a time is as wide as its words ("15时许" is an hour)
"""

from dataclasses import dataclass, field

from zhanlian.terms import MICROS, RowRef

WIDTH_S = {"s": 1, "m": 60, "h": 3_600, "d": 86_400}
DAY_US = 86_400 * MICROS
OUTSIDE, PAYER_UNKNOWN, REVERSED = 1, 2, 4


@dataclass(frozen=True, slots=True)
class Said:
    """A payment as reported; ``payer_id`` and ``payee_id`` are empty where no number is usable."""

    payment_id: str
    victim_id: str
    at: int | None
    precision: str
    amount_minor: int
    currency: str
    payer_id: str
    payer_tail: str
    payee_id: str
    payee_name: str
    place: RowRef


@dataclass(frozen=True, slots=True)
class Moved:
    """A transfer that may be a reported payment."""

    transfer_id: int
    payer_id: str
    payee_id: str
    at: int
    is_day_only: bool
    amount_minor: int
    is_reversed: bool
    entry_id: int
    payer_numbers: frozenset[str] = field(default_factory=frozenset)


def said_span(said: Said, *, tolerance_s: int = 0) -> tuple[int, int] | None:
    """First and last-plus-one instant that the said time can mean; None where none is said."""
    if said.at is None or said.precision not in WIDTH_S:
        return None
    slack = 0 if said.precision == "d" else tolerance_s * MICROS
    return said.at - slack, said.at + WIDTH_S[said.precision] * MICROS + slack


def is_within(moved: Moved, span: tuple[int, int] | None) -> bool:
    """Whether a transfer can lie in ``span``; a row that knows only its day covers the day."""
    if span is None:
        return False
    last = moved.at + (DAY_US if moved.is_day_only else 1)
    return moved.at < span[1] and last > span[0]


def payer_fits(said: Said, moved: Moved) -> bool | None:
    """True where the paying numbers agree, None where one is unknown, False where they differ."""
    if not said.payer_id or moved.payer_id.startswith("@"):
        return None
    return said.payer_id == moved.payer_id


def tail_fits(said: Said, moved: Moved) -> bool | None:
    """Whether the said last digits end any number of the payer; None where none are said."""
    if not said.payer_tail or moved.payer_id.startswith("@"):
        return None
    numbers = moved.payer_numbers | {moved.payer_id}
    return any(number.endswith(said.payer_tail) for number in numbers)


def score(said: Said, moved: Moved, *, tolerance_s: int) -> int | None:
    """How far from a full fit; payee and amount are taken to be equal already."""
    fits = payer_fits(said, moved)
    if fits is False or not is_within(moved, said_span(said, tolerance_s=tolerance_s)):
        return None
    found = 0 if is_within(moved, said_span(said)) else OUTSIDE
    found += 0 if fits else PAYER_UNKNOWN
    return found + (REVERSED if moved.is_reversed else 0)
