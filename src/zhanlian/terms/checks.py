"""Check digits: whether a card or an identity number can be one.

in     a number without blanks
out    true or false
keeps  a failed check is a remark on the number, never a reason to drop the row
"""

from datetime import date

LUHN_LENGTH_MIN = 2
ID_LENGTH = 18
ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
ID_CHECK_MARKS = "10X98765432"
BIRTH_YEAR_FIRST, BIRTH_YEAR_LAST = 1850, 2100
INVENTED_REGION = "000000"
PROVINCES = frozenset(
    str(code)
    for first, last in ((11, 15), (21, 23), (31, 37), (41, 46), (50, 54), (61, 65), (81, 83))
    for code in range(first, last + 1)
) | {"71", "91"}


def luhn_valid(text: str) -> bool:
    """True where the last digit is the Luhn check digit (ISO/IEC 7812-1 annex B).

    >>> luhn_valid("9999990000000002010"), luhn_valid("9999990000000002011")
    (True, False)
    """
    if len(text) < LUHN_LENGTH_MIN or not (text.isascii() and text.isdecimal()):
        return False
    total = sum(int(mark) for mark in text[-1::-2])
    total += sum(sum(divmod(2 * int(mark), 10)) for mark in text[-2::-2])
    return total % 10 == 0


def id_card_valid(text: str) -> bool:
    """True for an 18-digit identity number (GB 11643) with a real day and check digit.

    Region 000000 marks invented people and is accepted. Old 15-digit numbers carry no check
    digit, so they are never valid here.
    """
    body, check = text[:-1], text[-1:].upper()
    if len(text) != ID_LENGTH or not (body.isascii() and body.isdecimal()):
        return False
    if body[:6] != INVENTED_REGION and body[:2] not in PROVINCES:
        return False
    total = sum(weight * int(mark) for weight, mark in zip(ID_WEIGHTS, body, strict=True))
    return check == ID_CHECK_MARKS[total % 11] and _is_birthday(body[6:14])


def _is_birthday(digits: str) -> bool:
    try:
        born = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return BIRTH_YEAR_FIRST <= born.year <= BIRTH_YEAR_LAST
