"""Plain text: what a cell says once width, wrapping and invisible marks are gone.

in     the text of one cell, as exported
out    the same text in half-width signs, without blanks, quotes or apostrophes around it
keeps  nothing inside the text is dropped except marks that have no width
"""

import re

FULL_WIDTH_FIRST, FULL_WIDTH_LAST, FULL_WIDTH_STEP = 0xFF01, 0xFF5E, 0xFEE0
NO_WIDTH = "\ufeff\u200b\u200c\u200d\u200e\u200f\u2060\u202a\u202b\u202c\u202d\u202e\x00"
DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe63\u2500"
QUOTES = "\"'`\u2018\u2019\u201c\u201d\u00b4"
SPACES = " \t\r\n\v\f\xa0\u3000\u2000\u2001\u2002\u2003\u2009"

FOLD: dict[int, str | None] = {
    **{code: chr(code - FULL_WIDTH_STEP) for code in range(FULL_WIDTH_FIRST, FULL_WIDTH_LAST + 1)},
    **dict.fromkeys(map(ord, DASHES), "-"),
    **dict.fromkeys(map(ord, NO_WIDTH), None),
    0x3000: " ",
    0xA0: " ",
    0xFFE5: "\u00a5",
    0xFFE1: "\u00a3",
}
BLANK_WORDS = frozenset(
    {"", "/", "\\", "\\n", "无", "空", "(空)", "(无)", "null", "(null)", "none", "nil", "n/a", "na"}
)
ONLY_DASHES = re.compile(r"[-_]+")


def plain_text(text: str) -> str:
    r"""The cell's text folded to half width and unwrapped, as in ``="6222"`` and ``'6222``.

    >>> plain_text('\t“６２２２ ”')
    '6222'
    """
    folded = text.translate(FOLD).strip(SPACES)
    if folded.startswith('="') and folded.endswith('"'):
        folded = folded[2:-1]
    return folded.strip(QUOTES + SPACES)


def is_blank(plain: str) -> bool:
    """True where a plain text stands for "nothing here", such as ``------`` or ``（空）``."""
    return plain.lower() in BLANK_WORDS or ONLY_DASHES.fullmatch(plain) is not None
