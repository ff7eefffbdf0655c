"""Proofs together: what several conditions amount to, where some are not known.

keeps  unknown is never no: a condition not known leaves the whole open unless another decides
"""

from collections.abc import Iterable

from zhanlian.law.answers import Proof

__all__ = ["claimed", "strongest", "weakest", "within"]


def claimed(*, said: bool | None) -> Proof:
    """The proof of a fact that somebody stated, or that nobody did.

    >>> claimed(said=None)
    <Proof.UNPROVEN: 'unproven'>
    """
    if said is None:
        return Proof.UNPROVEN
    return Proof.MET if said else Proof.NOT_MET


def weakest(proofs: Iterable[Proof]) -> Proof:
    """All must hold: one that fails decides, else one that is open keeps it open."""
    found = set(proofs)
    if Proof.NOT_MET in found:
        return Proof.NOT_MET
    return Proof.UNPROVEN if Proof.UNPROVEN in found else Proof.MET


def strongest(proofs: Iterable[Proof]) -> Proof:
    """One must hold: one that holds decides, else one that is open keeps it open."""
    found = set(proofs)
    if Proof.MET in found:
        return Proof.MET
    return Proof.UNPROVEN if Proof.UNPROVEN in found else Proof.NOT_MET


def within(value: int | None, least: int | None, most: int | None) -> Proof:
    """Whether a figure lies between two bounds, both included; None is no bound.

    >>> within(6, 6, 36), within(None, 6, 36)
    (<Proof.MET: 'met'>, <Proof.UNPROVEN: 'unproven'>)
    """
    if value is None:
        return Proof.UNPROVEN
    is_low = least is not None and value < least
    is_high = most is not None and value > most
    return Proof.NOT_MET if is_low or is_high else Proof.MET
