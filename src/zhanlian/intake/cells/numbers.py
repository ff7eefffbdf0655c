"""Numbers: cards, accounts, documents and wallets as identifiers, never as quantities.

in     the text of one cell
out    the number cleaned of its wrapping, and a flag that says whether it may be linked on
keeps  digits are never added, and letters keep their case (TRON addresses need it)

Flags: "" usable; blank; placeholder (``------``, ``无``, all zeros); lost_digits
(``6.22E+18``: the sheet rounded it); masked (``6222****1234``). Only "" may be linked on.
"""

import re
from dataclasses import dataclass

from zhanlian.intake.cells.plain import is_blank, plain_text
from zhanlian.terms import id_card_valid, luhn_valid

__all__ = [
    "NUMBER_FLAGS",
    "NumberCell",
    "id_card_valid",
    "luhn_valid",
    "read_number",
    "split_card_list",
    "split_wallet",
    "strip_suffix",
]

NUMBER_FLAGS = ("", "blank", "placeholder", "lost_digits", "masked")
LOST_DIGITS = re.compile(r"[+-]?[0-9](?:\.[0-9]*[eE]\+?|[eE]\+)[0-9]+")
GROUPS_OF_FOUR = re.compile(r"[0-9]{4}(?: [0-9]{4})*(?: [0-9]{1,4}[0-9Xx]?)?")
POINT_ZERO = re.compile(r"([0-9]+)\.0+")
MASK_MARKS = re.compile(r"[*●•×]|[xX]{4,}")
DIGITS_AND_XS = re.compile(r"[0-9]*[xX]{2,}[0-9]*")
SUFFIXED = re.compile(r"([0-9A-Za-z]{8,})(?:[_-](?:[0-9]{3}|[A-Z]{3}))?(?:[_-][0-9]{1,6})?")
CARD = re.compile(r"([^:]*?) *: *([^:]*?) *: *([^:]*)")
WALLET = re.compile(r"([^()]+?) *\((.*)\)")


@dataclass(frozen=True, slots=True)
class NumberCell:
    """A cleaned number and its flag."""

    text: str
    flag: str = ""

    @property
    def is_usable(self) -> bool:
        """True where the number may be compared with others."""
        return self.flag == ""


def read_number(text: str) -> NumberCell:
    r"""Clean one number and say whether it may be linked on.

    >>> read_number("\t6222 0212 3456 7890"), read_number("9.99999E+18").flag
    (NumberCell(text='6222021234567890', flag=''), 'lost_digits')
    """
    plain = plain_text(text)
    if not plain:
        return NumberCell("", "blank")
    if is_blank(plain) or not plain.strip("0"):
        return NumberCell(plain, "placeholder")
    if GROUPS_OF_FOUR.fullmatch(plain):
        plain = plain.replace(" ", "")
    if found := POINT_ZERO.fullmatch(plain):
        plain = found[1]
        if not plain.strip("0"):
            return NumberCell(plain, "placeholder")
    if LOST_DIGITS.fullmatch(plain):
        return NumberCell(plain, "lost_digits")
    is_masked = MASK_MARKS.search(plain) or DIGITS_AND_XS.fullmatch(plain)
    return NumberCell(plain, "masked" if is_masked else "")


def strip_suffix(text: str) -> str:
    """The base account without a currency or sub-account suffix; other texts as they are.

    >>> strip_suffix("0009C0000000301_156_1"), strip_suffix("0571-88889999")
    ('0009C0000000301', '0571-88889999')
    """
    found = SUFFIXED.fullmatch(text)
    return found[1] if found else text


def split_wallet(text: str) -> tuple[str, str]:
    """A wallet id and the name in brackets behind it; the name is "" where there is none.

    >>> split_wallet("2088000000000401(样本三级甲)")
    ('2088000000000401', '样本三级甲')
    """
    plain = plain_text(text)
    found = WALLET.fullmatch(plain)
    return (found[1], found[2].strip()) if found else (plain, "")


def split_card_list(text: str) -> list[tuple[str, str, str]]:
    """The cards of ``kind:bank:number;kind:bank:number;`` as (kind, bank, number).

    A part that is not of three pieces comes back whole as ("", "", part): nothing is lost.
    """
    parts = (part.strip() for part in plain_text(text).split(";"))
    return [_card(part) for part in parts if part and not is_blank(part)]


def _card(part: str) -> tuple[str, str, str]:
    found = CARD.fullmatch(part)
    return (found[1], found[2], found[3]) if found else ("", "", part)
