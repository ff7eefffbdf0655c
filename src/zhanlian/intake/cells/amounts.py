"""Amounts: the slow, authoritative reader of money in text.

in     the text of one cell, how many digits the minor unit has, the column's own factor
out    whole minor units, or None with the reason
keeps  never a float, never rounded, never raising; a sign, a unit and a currency written in
       the cell are read, anything else that is written gives a flag

Flags: "" plain; blank; unreadable; too_precise (non-zero digits below the minor unit);
too_large; not_finite; and, beside a value, annotated (``131.77(已退款89.84)``), spelled,
about (约), scientific (digits may have been lost before this file was written), own_unit
(the cell names 元 or 万 in a column that has its own factor: the cell wins).
"""

import re
from dataclasses import dataclass
from fractions import Fraction

from zhanlian.intake.cells.plain import is_blank, plain_text
from zhanlian.intake.cells.spelled import read_spelled
from zhanlian.terms import MINOR_DIGITS

AMOUNT_FLAGS = (
    "", "blank", "unreadable", "too_precise", "too_large", "not_finite",
    "annotated", "spelled", "about", "scientific", "own_unit",
)  # fmt: skip
MINOR_MAX = 2**63 - 1
DIGITS_MAX = 40
NOT_FINITE = frozenset({"nan", "inf", "infinity", "∞", "1.#inf", "1.#qnan"})
UNITS = {"": 1, "千": 10**3, "万": 10**4, "w": 10**4, "百万": 10**6, "千万": 10**7, "亿": 10**8}
SIGNS_OF_CURRENCY = {
    "人民币": "CNY", "RMB": "CNY", "¥": "CNY", "元": "CNY", "圆": "CNY", "元整": "CNY",
    "块": "CNY", "US$": "USD", "HK$": "HKD", "$": "$",
}  # fmt: skip
CODES = "|".join(MINOR_DIGITS)
AMOUNT = re.compile(
    rf"""(?P<about>大?约\ *)?
    (?P<open>\(\ *)?(?P<sign>[+-]\ *)?
    (?P<head>人民币|RMB|US\$|HK\$|¥|\$|{CODES})?[\ :]*(?P<sign_inside>[+-])?(?P<open_inside>\()?
    (?P<whole>[0-9]{{1,3}}(?:,[0-9]{{3}})+|[0-9]*)(?:\.(?P<part>[0-9]*))?
    (?:[eE](?P<power>[+-]?[0-9]{{1,9}}))?
    \ *(?P<unit>百万|千万|万|亿|千|[wW])?\ *(?P<tail>元整|元|圆|块|人民币|RMB|{CODES})?
    (?P<close>\ *\))?(?P<minus_last>-)?(?P<about_last>\ *左右)?(?P<note>\ *\(.+\))?""",
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class AmountCell:
    """An amount in whole minor units, its flag, and the currency the cell itself names."""

    minor: int | None
    flag: str = ""
    currency: str = ""


def read_amount(text: str, *, minor_digits: int = 2, factor: int = 1) -> AmountCell:
    """Read one amount; ``factor`` is the column's unit, 10,000 under a 万元 header.

    >>> read_amount("￥1,234.50"), read_amount("3.5万元").minor
    (AmountCell(minor=123450, flag='', currency='CNY'), 3500000)
    >>> read_amount("0.005").flag, read_amount("131.77(已退款89.84)").flag
    ('too_precise', 'annotated')
    """
    plain = plain_text(text)
    if is_blank(plain):
        return AmountCell(None, "blank")
    if plain.lower().lstrip("+-") in NOT_FINITE:
        return AmountCell(None, "not_finite")
    found = AMOUNT.fullmatch(plain)
    if found is None or not (found["whole"] or found["part"]):
        return _from_spelled(plain, minor_digits)
    sign = _sign(found)
    if sign is None:
        return AmountCell(None, "unreadable")
    currency = _currency(found)
    trouble = _size_trouble(found)
    if trouble:
        return AmountCell(None, trouble, currency)
    has_own_unit = bool(found["unit"] or (found["tail"] and factor != 1))
    unit = UNITS[(found["unit"] or "").lower()] if has_own_unit else factor
    flag = _flag(found, is_own=has_own_unit and factor != 1)
    return _cell(sign * _number(found) * unit * 10**minor_digits, flag, currency)


def _cell(minor: Fraction, flag: str, currency: str) -> AmountCell:
    if abs(minor) > MINOR_MAX:
        return AmountCell(None, "too_large", currency)
    if minor.denominator != 1:
        return AmountCell(None, "too_precise", currency)
    return AmountCell(minor.numerator, flag, currency)


def _from_spelled(plain: str, minor_digits: int) -> AmountCell:
    yuan = read_spelled(plain.removeprefix("人民币").strip())
    if yuan is None:
        return AmountCell(None, "unreadable")
    return _cell(yuan * 10**minor_digits, "spelled", "CNY")


def _sign(found: re.Match[str]) -> int | None:
    """+1 or -1; None where the cell has two signs or half a pair of brackets."""
    is_open = bool(found["open"]) + bool(found["open_inside"])
    if is_open != bool(found["close"]):
        return None
    marks = [found["sign"], found["sign_inside"], found["minus_last"], found["close"]]
    written = [mark.strip() for mark in marks if mark]
    if len(written) > 1:
        return None
    return -1 if written and written[0] in "-)" else 1


def _size_trouble(found: re.Match[str]) -> str:
    """The flag of a number too long to be worth computing exactly, or ""."""
    whole = (found["whole"] or "").replace(",", "").lstrip("0")
    part = (found["part"] or "").rstrip("0")
    power = int(found["power"] or 0)
    if len(whole) > DIGITS_MAX or (power > DIGITS_MAX and (whole or part)):
        return "too_large"
    if len(part) > DIGITS_MAX or (power < -DIGITS_MAX and (whole or part)):
        return "too_precise"
    return ""


def _number(found: re.Match[str]) -> Fraction:
    whole = (found["whole"] or "").replace(",", "").lstrip("0")
    part = (found["part"] or "").rstrip("0")
    power = int(found["power"] or 0) if whole or part else 0
    return Fraction(int((whole + part) or 0)) * Fraction(10) ** (power - len(part))


def _currency(found: re.Match[str]) -> str:
    for mark in (found["head"], found["tail"]):
        if mark:
            return SIGNS_OF_CURRENCY.get(mark.upper(), mark.upper())
    return ""


def _flag(found: re.Match[str], *, is_own: bool) -> str:
    if found["note"]:
        return "annotated"
    if found["about"] or found["about_last"]:
        return "about"
    if found["power"]:
        return "scientific"
    return "own_unit" if is_own else ""
