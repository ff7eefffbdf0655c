"""Folding: look-alike characters to plain ones, one for one, so that every place stays.

in     a text as written
out    ``fold``: full-width and circled digits, dashes, blanks and brackets become plain;
       ``fold_digits``: letters that stand for digits inside a number become those digits too
keeps  the length; folding twice changes nothing; addresses and names are read before
       ``fold_digits``, whose letters they need
"""

import re
import unicodedata

__all__ = ["fold", "fold_digits"]

DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63"
BLANKS = "\u00a0\u2002\u2003\u2009\u200a\u202f\u3000"
BRACKETS = {"（": "(", "）": ")", "［": "[", "］": "]", "【": "[", "】": "]"}
MARKS = {
    **dict.fromkeys(DASHES, "-"),
    **dict.fromkeys(BLANKS, " "),
    **{chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)},
    "➕": "+",
    "＊": "*",
    "￥": "¥",
}
CIRCLED_ONE, CIRCLED_LAST = 0x2460, 0x2468
CIRCLED_ZEROES = "⓪⓿🄋"
DIGIT_LETTERS = {"O": "0", "o": "0", "О": "0", "о": "0", "l": "1", "I": "1", "З": "3", "з": "3"}
DIGIT_LETTER = re.compile(r"(?<=\d)([- .]?)([OoОоlIЗз]+)(?=[- .]?\d)")
FIRST_LETTER = re.compile(r"(?<![0-9A-Za-z])[lI](?=[3-9]\d[- .]?\d{4}[- .]?\d{4}(?!\d))")


def fold(text: str) -> str:
    """The text in plain characters, each in its old place.

    >>> fold("１４２—⓪O②")
    '142-0O2'
    """
    plain = "".join(map(_plain, text))
    assert len(plain) == len(text), "folding keeps every place"
    return plain


def fold_digits(plain: str) -> str:
    """A folded text with the letters inside its numbers as digits.

    >>> fold_digits("164O0001568, l94-0000-2321, OK 3")
    '16400001568, 194-0000-2321, OK 3'
    """
    return FIRST_LETTER.sub("1", DIGIT_LETTER.sub(_as_digits, plain))


def _plain(mark: str) -> str:
    if mark in MARKS:
        return MARKS[mark]
    if mark in CIRCLED_ZEROES:
        return "0"
    digit = unicodedata.digit(mark, None)
    if digit is not None and not mark.isascii():
        return str(digit)
    return mark


def _as_digits(found: re.Match[str]) -> str:
    return found[1] + "".join(DIGIT_LETTERS[mark] for mark in found[2])
