"""Phones: telephone numbers and radio cells, so that equal ones compare equal.

in     the text of one cell, or of the two cells that name a radio cell
out    the number or ``lac-cell`` in one spelling, and a flag
keeps  the country code is taken off Chinese mobile numbers only; everything else keeps its
       digits, because 00 and + in front may be a disguise

Flags of a phone: "" plain; blank; placeholder; lost_digits; masked; international;
dialled (a call-by-call prefix such as 17951 was taken off). Flags of a cell: "" decimal; hex;
blank; unreadable.
"""

import re
from dataclasses import dataclass

from zhanlian.intake.cells.numbers import read_number
from zhanlian.intake.cells.plain import is_blank, plain_text

MOBILE = re.compile(r"(?:\+|00)?(?:86)?(1[0-9]{10})")
DIALLED = re.compile(r"(?:12593|17951|17911|10193|17909)(1[0-9]{10})")
LANDLINE = re.compile(r"(0[1-9][0-9]{1,2})-([0-9]{7,8})")
INTERNATIONAL = re.compile(r"(?:\+|00)[0-9]+")
CELL_MARKS = re.compile(r"[-/:_, ]+")
DECIMAL = re.compile(r"([0-9]{1,11})-([0-9]{1,11})")
HEX = re.compile(r"([0-9A-Fa-f]{1,9})-([0-9A-Fa-f]{1,9})")
CHINA_NETWORK = re.compile(r"^460-[0-9]{2}-(?=[^-]+-[^-]+$)")


@dataclass(frozen=True, slots=True)
class PhoneCell:
    """A telephone number in one spelling, and its flag."""

    text: str
    flag: str = ""


@dataclass(frozen=True, slots=True)
class RadioCell:
    """A radio cell as ``lac-cell`` in decimal, and its flag."""

    text: str
    flag: str = ""


def read_phone(text: str) -> PhoneCell:
    """Read one telephone number.

    >>> read_phone("+8610000000301"), read_phone("0099910000000").flag
    (PhoneCell(text='10000000301', flag=''), 'international')
    """
    number = read_number(text)
    if not number.is_usable:
        return PhoneCell(number.text, number.flag)
    bare = re.sub(r"[ ()-]", "", number.text)
    if found := MOBILE.fullmatch(bare):
        has_code = bare.removeprefix("+").removeprefix("00").startswith("86")
        is_foreign = bare[0] in "+0" and not has_code
        return PhoneCell(bare, "international") if is_foreign else PhoneCell(found[1])
    if found := DIALLED.fullmatch(bare):
        return PhoneCell(found[1], "dialled")
    if found := LANDLINE.fullmatch(number.text):
        return PhoneCell(found[1] + found[2])
    return PhoneCell(number.text, "international" if INTERNATIONAL.fullmatch(bare) else "")


def read_cell(text: str, cell_text: str | None = None) -> RadioCell:
    """Read a radio cell from one text, or from an area code and a cell in two.

    One letter A-F makes both parts hexadecimal.

    >>> [read_cell(text).text for text in ("40001-1001", "40001/1001", "9C41:3E9")]
    ['40001-1001', '40001-1001', '40001-1001']
    """
    plain = [plain_text(part) for part in (text, cell_text) if part is not None]
    if all(is_blank(part) for part in plain):
        return RadioCell("", "blank")
    parts = [part for one in plain for part in CELL_MARKS.split(one) if part]
    name = CHINA_NETWORK.sub("", "-".join(parts))
    if found := DECIMAL.fullmatch(name):
        return RadioCell(f"{int(found[1])}-{int(found[2])}")
    if found := HEX.fullmatch(name):
        return RadioCell(f"{int(found[1], 16)}-{int(found[2], 16)}", "hex")
    return RadioCell(name, "unreadable")
