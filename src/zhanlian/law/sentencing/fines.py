"""Fines and confiscation: what the provision makes obligatory, and the bounds it gives.

in     ``Charge``: whether a fine or confiscation is proposed, the gain, an amount
out    ``Answer[FineProposal]``, ``Answer[Confiscation]``
keeps  an obligatory fine cannot be left out; no amount is made up: where the law gives no
       table the amount stays blank; confiscation only in place of a fine and where the tier has it
law    Criminal Law arts 53, 59-60, 266 and the provision charged
"""

from dataclasses import dataclass

from zhanlian.law.answers import Answer, Proof, Step
from zhanlian.law.proofs import within
from zhanlian.law.sentencing.charge import Charge, coded
from zhanlian.law.sentencing.refusals import FineOwed, NoConfiscation

__all__ = ["Confiscation", "FineProposal", "confiscation", "fine"]

OBLIGATORY = {"with", "with_or_only"}
EITHER = "with_or_confiscation"
BLANK = "sentencing.code.blank"
NO_BOUND = "sentencing.code.no_bound"


@dataclass(frozen=True, slots=True)
class FineProposal:
    """A fine to be proposed.

    ``mode``: how the provision joins it. ``low_fen``, ``high_fen``: None where the law names no
    bound. ``amount_fen``: what a person proposes, None while blank.
    """

    mode: str
    is_obligatory: bool
    low_fen: int | None
    high_fen: int | None
    amount_fen: int | None
    amount_proof: Proof


@dataclass(frozen=True, slots=True)
class Confiscation:
    """Confiscation of property. ``is_possible``: whether the tier has it at all."""

    is_possible: bool
    is_proposed: bool


def fine(charge: Charge) -> Answer[FineProposal]:
    """The fine and its bounds. Raises ``FineOwed`` where an obligatory one is left out."""
    mode, is_proposed = charge.penalty.fine, charge.known("proposes_fine")
    is_replaced = mode == EITHER and charge.known("proposes_confiscation") is True
    is_obligatory = mode in OBLIGATORY or (mode == EITHER and not is_replaced)
    if is_obligatory and is_proposed is False:
        raise FineOwed(offence=charge.offence, tier=charge.tier, mode=mode)
    low_fen, high_fen, is_bounded = _bounds(charge)
    amount_fen = charge.known("fine_fen")
    proof = within(amount_fen, low_fen, high_fen)
    found = FineProposal(mode, is_obligatory, low_fen, high_fen, amount_fen, proof)
    asks = () if amount_fen is not None else (Step("sentencing.fine.ask_amount"),)
    if not is_bounded:
        asks = (*asks, Step("sentencing.fine.ask_no_table"))
    needs_gain = low_fen is None and high_fen is None and is_bounded
    missing = charge.missing("gain_fen") if needs_gain else ()
    return Answer(found, _reasons(charge, found), asks=asks, missing=missing)


def _reasons(charge: Charge, found: FineProposal) -> tuple[Step, ...]:
    """How the fine is joined, what decides it, how it is collected, what is proposed."""
    weighed = charge.value("package.fine_weighed")
    collected = charge.value("package.fine_collected")
    bounds = {
        "mode": coded(f"fine_{found.mode}"),
        "low_fen": NO_BOUND if found.low_fen is None else found.low_fen,
        "high_fen": NO_BOUND if found.high_fen is None else found.high_fen,
    }
    amount = {"amount_fen": BLANK if found.amount_fen is None else found.amount_fen}
    gain, proposed = charge.evidence("gain_fen"), charge.evidence("fine_fen")
    return (
        Step("sentencing.fine.mode", bounds, charge.penalty.rests_on, evidence=gain),
        Step("sentencing.fine.weighed", {"weighed": coded(*weighed.items)}, (weighed,)),
        Step("sentencing.fine.collected", {"collected": coded(*collected.items)}, (collected,)),
        Step("sentencing.fine.amount", amount, (), (), proposed, found.amount_proof),
    )


def _bounds(charge: Charge) -> tuple[int | None, int | None, bool]:
    """Least and most of the fine, and whether the law says anything of its amount."""
    table = dict(charge.penalty.fine_table)
    gain_fen = charge.known("gain_fen")
    bounds = []
    for end in ("least", "most"):
        amount, times = table.get(f"{end}_fen"), table.get(f"{end}_times_gain")
        assert amount is None or isinstance(amount, int)
        assert times is None or isinstance(times, int)
        from_gain = None if times is None or gain_fen is None else gain_fen * times
        bounds.append(amount if amount is not None else from_gain)
    return bounds[0], bounds[1], bool(table)


def confiscation(charge: Charge) -> Answer[Confiscation]:
    """Whether confiscation may be proposed. Raises ``NoConfiscation`` where it may not."""
    is_possible = charge.penalty.fine == EITHER
    is_proposed = charge.known("proposes_confiscation") is True
    if is_proposed and not is_possible:
        why = "the provision has no confiscation of property in this tier"
        raise NoConfiscation(offence=charge.offence, tier=charge.tier, why=why)
    if is_proposed and charge.known("proposes_fine") is True:
        why = "the provision has a fine or confiscation, not both"
        raise NoConfiscation(offence=charge.offence, tier=charge.tier, why=why)
    if not is_possible:
        step = Step("sentencing.confiscation.none", {}, charge.penalty.rests_on)
        return Answer(Confiscation(is_possible=False, is_proposed=False), (step,))
    limits = charge.value("package.confiscation_limits")
    step = Step("sentencing.confiscation.instead", {"limits": coded(*limits.items)},
                (*charge.penalty.rests_on, limits))  # fmt: skip
    return Answer(Confiscation(is_possible=True, is_proposed=is_proposed), (step,))
