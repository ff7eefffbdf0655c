"""Terms: the words every room shares.

comes in   nothing
goes out   ``Money``, instants, masked ids, check digits, ``Citation``, ``Finding``, ``Refusal``
stays out  files, tables, law
start at   ``Refusal`` and ``Finding``: how trouble is said
"""

from zhanlian.terms.checks import id_card_valid, luhn_valid
from zhanlian.terms.citation import Citation
from zhanlian.terms.finding import Finding, Level, RowRef
from zhanlian.terms.ids import AccountId, PersonName, mask_name, mask_number
from zhanlian.terms.instant import (
    CHINA,
    CHINA_OFFSET_S,
    MICROS,
    from_instant,
    show_instant,
    to_instant,
)
from zhanlian.terms.money import MINOR_DIGITS, Money, minor_digits
from zhanlian.terms.refusal import Refusal, refusal_classes

__all__ = [
    "CHINA",
    "CHINA_OFFSET_S",
    "MICROS",
    "MINOR_DIGITS",
    "AccountId",
    "Citation",
    "Finding",
    "Level",
    "Money",
    "PersonName",
    "Refusal",
    "RowRef",
    "from_instant",
    "id_card_valid",
    "luhn_valid",
    "mask_name",
    "mask_number",
    "minor_digits",
    "refusal_classes",
    "show_instant",
    "to_instant",
]
