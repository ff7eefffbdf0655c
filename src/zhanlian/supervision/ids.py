"""Ids: ULIDs: 26 signs that sort in the order of their moments and are never reused.

in     the moment (microseconds UTC); chance from the operating system
out    an id, and the first and last id a moment can have
"""

import secrets

SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: no I, L, O, U
SIGN_BITS = 5
LENGTH = 26
CHANCE_BITS = 80
MICROS_PER_MILLI = 1000


def new_id(now_at: int) -> str:
    """A new id of the moment ``now_at``: 48 bits of milliseconds, 80 bits of chance."""
    return _spell(now_at // MICROS_PER_MILLI << CHANCE_BITS | secrets.randbits(CHANCE_BITS))


def first_id(at: int) -> str:
    """The lowest id of a moment: every earlier row's id is below it.

    >>> first_id(1_709_618_730_000_000)
    '01HR70AE2G0000000000000000'
    """
    return _spell(at // MICROS_PER_MILLI << CHANCE_BITS)


def _spell(number: int) -> str:
    signs = (SIGNS[number >> SIGN_BITS * place & 31] for place in range(LENGTH - 1, -1, -1))
    return "".join(signs)
