"""Expansion legs: the clock of an expansion, and rows grouped by payer.

in     columns in total order
out    a clock that never goes back; rows by payer, each group in total order
keeps  rows that move nothing and rows that leave a sink are in no group, so no walk meets them
"""

import numpy as np

from zhanlian.tracing.kernels.compiled import kernel

MICROS = 1_000_000


@kernel
def is_plain_clock(at):
    """Whether every instant is a whole second and none is before the one before it.

    ``at`` int64[n], microseconds. Cost: one pass.
    """
    last = np.int64(-(1 << 62))
    for row in range(at.size):
        if at[row] < last or at[row] % MICROS:
            return False
        last = at[row]
    return True


@kernel
def tick(at, start, unit, clock):
    """Fill ``clock``: units since ``start``, counted from 1, never going back.

    ``at`` int64[n] microseconds; ``clock`` int32[n] or int64[n]. Where the tie rule put a row
    after one of a later instant in the same second, the row counts as of that later instant.
    """
    last = np.int64(0)
    for row in range(at.size):
        now = (at[row] - start) // unit + 1
        if now > last:
            last = now
        clock[row] = last


@kernel
def count_legs(src, dst, is_sink, offset):
    """Fill ``offset`` int32[A + 1], zeros before: where each payer's group ends, and starts."""
    for row in range(src.size):
        if src[row] != dst[row] and not is_sink[src[row]]:
            offset[src[row] + 1] += 1
    for account in range(offset.size - 1):
        offset[account + 1] += offset[account]


@kernel
def fill_legs(src, dst, clock, amount_minor, is_sink, offset, leg, leg_row):
    """Fill ``leg`` LEG[m] and ``leg_row`` int32[m]; ``offset`` is moved on and must be redone.

    Afterwards ``offset[account]`` is where the account's group ends.
    """
    for row in range(src.size):
        account = src[row]
        if account != dst[row] and not is_sink[account]:
            place = offset[account]
            leg[place].at = clock[row]
            leg[place].dst = dst[row]
            leg[place].amount_minor = amount_minor[row]
            leg_row[place] = row
            offset[account] = place + 1
