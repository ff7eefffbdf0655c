"""Spelled amounts: Chinese numerals, and digits mixed with Chinese units.

in     a plain text such as ``三万五千元``, ``叁佰元伍角整``, ``3万5千元``
out    the exact number of yuan, or None where the text has a second reading
keeps  colloquial short forms (三万五, "three wan five") are not guessed
"""

import re
from fractions import Fraction

DIGITS = {
    **{mark: value for value, mark in enumerate("零一二三四五六七八九")},
    **{mark: value for value, mark in enumerate("〇壹贰叁肆伍陆柒捌玖")},
    "两": 2, "贰": 2, "弍": 2, "陸": 6, "参": 3,
}  # fmt: skip
SMALL_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
LARGE_UNITS = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
UNITS = SMALL_UNITS | LARGE_UNITS
NO_UNIT_YET = 10**12
TEXT_MAX = 60

NUMERALS = "".join(DIGITS) + "".join(UNITS)
SPELLED = re.compile(
    rf"(?:([{NUMERALS}]+)[元圆块])?(?:([{NUMERALS}])[角毛])?零?(?:([{NUMERALS}])分)?[整正]?"
)
BARE = re.compile(rf"[{NUMERALS}]*[{''.join(UNITS)}][{NUMERALS}]*")
MIXED = re.compile(r"((?:[0-9]+(?:\.[0-9]+)?[亿万千百]+)+)([0-9]+(?:\.[0-9]+)?)?[元圆块]?[整正]?")
PIECE = re.compile(r"([0-9]+(?:\.[0-9]+)?)([亿万千百]+)")


def read_spelled(plain: str) -> Fraction | None:
    """Yuan spelled in ``plain``; None where it is not a spelled amount.

    >>> read_spelled("叁佰元伍角整")
    Fraction(601, 2)
    >>> read_spelled("三万五") is None
    True
    """
    if len(plain) > TEXT_MAX:
        return None
    if BARE.fullmatch(plain):
        whole = whole_number(plain)
        return None if whole is None else Fraction(whole)
    found = SPELLED.fullmatch(plain)
    if found is None or not any(found.groups()):
        return read_mixed(plain)
    whole = whole_number(found[1]) if found[1] else 0
    parts = [DIGITS.get(mark or "零") for mark in found.groups()[1:]]
    if whole is None or None in parts:
        return None
    jiao, fen = (part or 0 for part in parts)
    return whole + Fraction(jiao, 10) + Fraction(fen, 100)


def whole_number(text: str) -> int | None:
    """A Chinese numeral such as ``十二亿零五百``; None where its order is not strict."""
    total = section = 0
    digit: int | None = None
    unit_last = large_last = NO_UNIT_YET
    is_after_zero = False
    for mark in text:
        if mark in DIGITS:
            if digit:
                return None
            digit, is_after_zero = DIGITS[mark], is_after_zero or not DIGITS[mark]
        elif mark in SMALL_UNITS:
            unit = SMALL_UNITS[mark]
            if unit >= unit_last or (not digit and (unit != SMALL_UNITS["十"] or section)):
                return None
            section += (digit or 1) * unit
            digit, unit_last, is_after_zero = None, unit, False
        else:
            unit = LARGE_UNITS[mark]
            section += digit or 0
            if unit >= large_last or not section:
                return None
            total += section * unit
            section, digit, unit_last, large_last = 0, None, NO_UNIT_YET, unit
            is_after_zero = False
    is_first = total == 0 and section == 0
    if digit and not (is_first or is_after_zero or unit_last == SMALL_UNITS["十"]):
        return None
    return total + section + (digit or 0)


def read_mixed(plain: str) -> Fraction | None:
    """Digits with Chinese units, such as ``3万5千元`` or ``2千万``; each piece below the last."""
    found = MIXED.fullmatch(plain)
    if found is None:
        return None
    total, unit_last = Fraction(0), NO_UNIT_YET
    for number, marks in PIECE.findall(found[1]):
        unit = 1
        for mark in marks:
            unit *= UNITS[mark]
        piece = Fraction(number) * unit
        if piece >= unit_last or unit >= NO_UNIT_YET:
            return None
        total, unit_last = total + piece, unit
    rest = found[2]
    if rest is None:
        return total
    if Fraction(rest) >= unit_last or not plain.endswith(("元", "圆", "块", "整", "正")):
        return None
    return total + Fraction(rest)
