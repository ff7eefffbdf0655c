"""Odd slices: which distinct texts a reader must look at before they can stand as they are.

in     the arena of a ``SliceStore``
out    true for each slice that may change when it is cleaned or may deserve a flag
keeps  a slice that is not odd is its own cleaned text: ``bare_text`` and ``read_number`` would
       give it back unchanged, and ``read_number`` with the flag "" (or blank where it is empty)
"""

import numpy as np
from numba import njit

FIRST_SIGN, LAST_SIGN, QUOTE, APOSTROPHE = 0x21, 0x7E, 0x22, 0x27
ZERO, NINE, LETTER_A, LETTER_Z, CASE_BIT = 0x30, 0x39, 0x61, 0x7A, 0x20
LETTER_X = 0x78


@njit(cache=True, nogil=True)
def odd_texts(arena, arena_from, code_first, code_last):
    """Slices that start or end with a quote or with anything but a visible ASCII sign."""
    is_odd = np.zeros(code_last - code_first, dtype=np.bool_)
    for code in range(code_first, code_last):
        first, last = arena_from[code], arena_from[code + 1] - 1
        if first <= last:
            is_odd[code - code_first] = is_odd_edge(arena[first]) | is_odd_edge(arena[last])
    return is_odd


@njit(cache=True, nogil=True)
def odd_numbers(arena, arena_from, code_first, code_last):
    """Slices that are not ASCII digits and letters with a digit above 0 and no ``xx``."""
    is_odd = np.zeros(code_last - code_first, dtype=np.bool_)
    for code in range(code_first, code_last):
        has_digit, is_bad, was_x = False, False, False
        for place in range(arena_from[code], arena_from[code + 1]):
            byte = arena[place]
            letter = byte | CASE_BIT
            is_digit = ZERO <= byte <= NINE
            is_x = letter == LETTER_X
            is_bad |= not (is_digit or LETTER_A <= letter <= LETTER_Z) or (is_x and was_x)
            has_digit |= is_digit and byte != ZERO
            was_x = is_x
        is_empty = arena_from[code] == arena_from[code + 1]
        is_odd[code - code_first] = not is_empty and (is_bad or not has_digit)
    return is_odd


@njit(inline="always")
def is_odd_edge(byte):
    """True for a quote and for anything but a visible ASCII sign."""
    return (byte < FIRST_SIGN) | (byte > LAST_SIGN) | (byte == QUOTE) | (byte == APOSTROPHE)
