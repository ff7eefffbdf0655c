"""Basis: whether an instrument can be cited for an act at all.

in     an instrument's key and the day it is to be applied
out    the instrument
keeps  a draft is never law; an instrument that is not in force on the day is no ground
"""

from datetime import date

from zhanlian.law.answers import LawRefusal
from zhanlian.law.book import LawBook
from zhanlian.law.instruments import Instrument

__all__ = ["NoLegalBasis", "check_basis"]


class NoLegalBasis(LawRefusal):
    """An instrument cited as a ground that is none on the day."""

    code = "ZL-LAW-101"

    def __init__(self, key: str, *, on: date, why: str) -> None:
        super().__init__(
            f"{key} cannot be cited as a legal basis on {on}.",
            where="law.offences.basis",
            why=why,
            do_next="cite an instrument in force on that day; zhanlian law list names the values",
        )


def check_basis(key: str, *, on: date, law: LawBook) -> Instrument:
    """The instrument, if it can be a legal ground on that day. Raises ``NoLegalBasis``."""
    found = law.instruments.get(key)
    if found is None:
        raise NoLegalBasis(key, on=on, why="no instrument of that key is in this edition")
    if not found.is_law:
        raise NoLegalBasis(key, on=on, why=f"{found.title_en} is a draft and not in force")
    if not found.is_in_force(on):
        started, until = found.in_force_on or "an unknown day", found.until_on or "now"
        raise NoLegalBasis(key, on=on, why=f"it is in force from {started} to {until}")
    return found
