"""Ids: ULIDs: 26 signs: the moment, the number in the audit chain, and chance.

keeps  ids sort in the order in which rows were written, also within one millisecond, so a list
       is paged by them without a gap; chance makes an id hard to guess and never used twice
"""

import secrets

SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: no I, L, O, U
SIGN_BITS = 5
LENGTH = 26
SEQ_BITS = 40
CHANCE_BITS = 40
MICROS_PER_MILLI = 1000


def new_id(now_at: int, seq: int) -> str:
    """A new id of the moment ``now_at``, for the row that entry ``seq`` tells of."""
    number = now_at // MICROS_PER_MILLI << SEQ_BITS | seq % (1 << SEQ_BITS)
    return spell(number << CHANCE_BITS | secrets.randbits(CHANCE_BITS))


def spell(number: int) -> str:
    """A number of 128 bits as 26 signs that sort as it does.

    >>> spell(0), spell((1 << 128) - 1)
    ('00000000000000000000000000', '7ZZZZZZZZZZZZZZZZZZZZZZZZZ')
    """
    last = len(SIGNS) - 1
    signs = (SIGNS[number >> SIGN_BITS * place & last] for place in range(LENGTH - 1, -1, -1))
    return "".join(signs)
