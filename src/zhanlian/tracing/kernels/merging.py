"""Merging: what one row carries is added to what its payee already holds.

in     ``Shares``, an account, the first and the last of the parts in the flow columns
out    the same shares, changed in place
keeps  a list stays sorted by origin; MIXED grows by exactly what is added
"""

import numpy as np

from zhanlian.tracing.kernels.compiled import inlined
from zhanlian.tracing.kernels.shares import (
    IS_TABLE,
    LENGTH,
    MIXED,
    SIZE_CLASS,
    START,
    TABLE_LEAST,
    TABLE_SHARE,
    entries_of_table,
    make_list,
    make_table,
    move_to_block,
    size_class_for,
    table_size,
)


@inlined
def add_parts(shares, account, first, stop):
    """Add the parts first..stop, sorted by origin, to the account.

    Cost: the parts, and from the first of them on the account's list; a table, the parts alone.
    """
    if first == stop:
        return
    highest = np.int64(shares.flow_origin[stop - 1])
    if shares.acc[account, IS_TABLE] and highest >= table_size(shares, account):
        make_list(shares, account)
    if not shares.acc[account, IS_TABLE]:
        entries = entries_of_table(shares, account, highest)
        union = shares.acc[account, LENGTH] + count_new(shares, account, first, stop)
        if union < TABLE_LEAST or union * TABLE_SHARE < entries:
            merge_parts(shares, account, first, stop, union)
            return
        make_table(shares, account, size_class_for(entries))
    start, added, found = shares.acc[account, START], 0, 0
    for part in range(first, stop):
        place = start + shares.flow_origin[part]
        found += shares.minor[place] == 0
        shares.minor[place] += shares.flow_minor[part]
        added += shares.flow_minor[part]
    shares.acc[account, LENGTH] += found
    shares.acc[account, MIXED] += added


@inlined
def count_new(shares, account, first, stop):
    """How many of the parts' origins the account does not hold yet."""
    place = shares.acc[account, START]
    end = place + shares.acc[account, LENGTH]
    found = 0
    for part in range(first, stop):
        origin = shares.flow_origin[part]
        while place < end and shares.origin[place] < origin:
            place += 1
        found += place < end and shares.origin[place] == origin
    return stop - first - found


@inlined
def merge_parts(shares, account, first, stop, union):
    """Merge the parts into the account's list of ``union`` entries, in place from the back."""
    length = shares.acc[account, LENGTH]
    size_class = shares.acc[account, SIZE_CLASS]
    if size_class < 0 or union > (1 << size_class):
        move_to_block(shares, account, size_class_for(union))
    start = shares.acc[account, START]
    held, place, added = start + length - 1, start + union - 1, 0
    for back in range(stop - first):
        part = stop - 1 - back
        origin, amount = shares.flow_origin[part], shares.flow_minor[part]
        added += amount
        while held >= start and shares.origin[held] > origin:
            shares.minor[place] = shares.minor[held]
            shares.origin[place] = shares.origin[held]
            held -= 1
            place -= 1
        if held >= start and shares.origin[held] == origin:
            amount += shares.minor[held]
            held -= 1
        shares.minor[place] = amount
        shares.origin[place] = origin
        place -= 1
    shares.acc[account, LENGTH] = union
    shares.acc[account, MIXED] += added
