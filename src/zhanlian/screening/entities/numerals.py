"""Numerals: Chinese numbers, in the small and the capital form, and with digits mixed in.

in     a text such as 三万五, 肆仟玖佰肆拾贰, 20余万, 1.3万
out    an exact decimal, or None where it is no number
keeps  三万五 is 35,000: a last digit without its unit is a tenth of the unit before it
"""

from decimal import Decimal

__all__ = ["CHINESE", "digits_of", "read_number"]

DIGITS = {mark: value for value, marks in enumerate(
    ("零〇○", "一壹幺", "二贰两弍", "三叁参", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")
) for mark in marks}  # fmt: skip
SMALL = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000, "k": 1000, "K": 1000}
LARGE = {"万": 10**4, "萬": 10**4, "w": 10**4, "W": 10**4, "亿": 10**8, "億": 10**8}
ABOUT = "余多来几"
CHINESE = "".join([*DIGITS, *(mark for mark in (*SMALL, *LARGE) if not mark.isascii())])


def digits_of(text: str) -> str | None:
    """A run of Chinese or plain digits as plain digits: 幺四二 is 142; None if it is none.

    >>> digits_of("幺四二〇")
    '1420'
    """
    marks = [mark if mark.isdecimal() else str(DIGITS.get(mark, "")) for mark in text]
    return "".join(marks) if all(marks) else None


def read_number(text: str) -> Decimal | None:
    """The number a text says, without its unit of money.

    >>> [str(read_number(each)) for each in ("三万五", "肆仟玖佰肆拾贰", "1.3万", "20余万")]
    ['35000', '4942', '13000.0', '200000']
    """
    total, part, digit, unit = Decimal(0), Decimal(0), None, 1
    rest = text.replace(",", "")
    while rest:
        size = _plain_length(rest)
        if size:
            digit, rest = Decimal(rest[:size]), rest[size:]
            continue
        mark, rest = rest[0], rest[1:]
        if mark in DIGITS:
            digit = Decimal(DIGITS[mark])
            unit = 1 if digit == 0 else unit
        elif mark in SMALL:
            part, unit = part + (1 if digit is None else digit) * SMALL[mark], SMALL[mark]
            digit = None
        elif mark in LARGE:
            part = part + (digit or 0)
            total, unit = (total + (part or 1)) * LARGE[mark], LARGE[mark]
            part, digit = Decimal(0), None
        elif mark not in ABOUT:
            return None
    if digit is None:
        return total + part
    is_alone = text[-1] in DIGITS or (text[-1].isdecimal() and not text[-2:-1].isdecimal())
    is_short = unit >= 100 and len(text) > 1 and is_alone  # noqa: PLR2004  三万五, 3万5
    return total + part + digit * (unit // 10 if is_short else 1)


def _plain_length(text: str) -> int:
    size = 0
    while size < len(text) and (text[size].isdecimal() or (text[size] == "." and size)):
        size += 1
    return size
