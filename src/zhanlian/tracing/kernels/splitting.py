"""Splitting: divide one outflow among the origins of a mixed account, exactly.

in     ``Shares``, an account and an amount not above its total
out    the parts, one per origin, after the last flow; the account keeps the rest
keeps  the parts sum to the amount; no origin gives more than it has; each part is the floor or
       the ceiling of its exact share (cumulative rounding, 累计取整)

With C the cents of clean money and of the origins so far, an origin gives
floor(C * q / B) - floor(C_before * q / B). The product needs 110 bits, so it is not formed: a
float estimate of the quotient is put right by one step from the remainder modulo 2^64.
"""

from zhanlian.tracing.kernels.compiled import inlined
from zhanlian.tracing.kernels.shares import (
    CLEAN,
    FLOWS,
    IS_TABLE,
    LENGTH,
    LIST_SHARE,
    MIXED,
    NO_CLASS,
    SIZE_CLASS,
    START,
    leave_block,
    make_list,
    table_size,
)


@inlined
def floor_share(part, amount, total, ratio):
    """floor(part * amount / total), exact for amount < 2^50 and total < 2^61.

    ``ratio`` is amount / total as a float. Three roundings to 53 bits leave an error below one
    half, so the estimate is at most 1 away, and the remainder of int64 arithmetic, which wraps,
    shows on which side.
    """
    share = int(part * ratio)
    remainder = part * amount - share * total
    return share + (remainder >= total) - (remainder < 0)


@inlined
def split_off(shares, account, amount):
    """Take ``amount`` from the account by the cumulative rule.

    Returns where the parts end in the flow columns, and the clean part.
    Cost: the account's entries.
    """
    clean = shares.acc[account, CLEAN]
    total = clean + shares.acc[account, MIXED]
    clean_part = floor_share(clean, amount, total, amount / total)
    shares.acc[account, CLEAN] = clean - clean_part
    shares.acc[account, MIXED] -= amount - clean_part
    if shares.acc[account, IS_TABLE]:
        stop = split_table(shares, account, amount, total, clean, clean_part)
        if 0 < shares.acc[account, LENGTH] * LIST_SHARE < table_size(shares, account):
            make_list(shares, account)
    else:
        stop = split_list(shares, account, amount, total, clean, clean_part)
    if shares.acc[account, LENGTH] == 0:
        leave_block(shares, account)
        shares.acc[account, SIZE_CLASS] = NO_CLASS
        shares.acc[account, IS_TABLE] = False
    return stop, clean_part


@inlined
def split_list(shares, account, amount, total, so_far, given):
    """Split a list; ``so_far`` and ``given`` are the clean money and its part."""
    ratio = amount / total
    start, part_no = shares.acc[account, START], shares.counter[FLOWS]
    kept = start
    for place in range(start, start + shares.acc[account, LENGTH]):
        held, origin = shares.minor[place], shares.origin[place]
        so_far += held
        upto = floor_share(so_far, amount, total, ratio)
        part = upto - given
        given = upto
        shares.flow_origin[part_no] = origin
        shares.flow_minor[part_no] = part
        part_no += part > 0
        shares.minor[kept] = held - part
        shares.origin[kept] = origin
        kept += part < held
    shares.acc[account, LENGTH] = kept - start
    return part_no


@inlined
def split_table(shares, account, amount, total, so_far, given):
    """Split a table; ``so_far`` and ``given`` are the clean money and its part."""
    ratio = amount / total
    start, part_no = shares.acc[account, START], shares.counter[FLOWS]
    for origin in range(table_size(shares, account)):
        held = shares.minor[start + origin]
        if held == 0:
            continue
        so_far += held
        upto = floor_share(so_far, amount, total, ratio)
        part = upto - given
        given = upto
        shares.flow_origin[part_no] = origin
        shares.flow_minor[part_no] = part
        part_no += part > 0
        shares.minor[start + origin] = held - part
        shares.acc[account, LENGTH] -= part == held
    return part_no


@inlined
def take_listed(shares, account, first, stop):
    """Take the parts first..stop of an earlier row, each as far as the account still holds it.

    What is found is written after the last flow. Returns where it ends, and its sum.
    """
    part_no, taken_sum = shares.counter[FLOWS], 0
    start = shares.acc[account, START]
    place, end = start, start + shares.acc[account, LENGTH]
    is_table = shares.acc[account, IS_TABLE]
    for listed in range(first, stop):
        origin = shares.flow_origin[listed]
        if is_table:
            place = start + origin
            if origin >= table_size(shares, account):
                break
        else:
            while place < end and shares.origin[place] < origin:
                place += 1
            if place == end or shares.origin[place] != origin:
                continue
        part = min(shares.minor[place], shares.flow_minor[listed])
        if part > 0:
            shares.minor[place] -= part
            shares.flow_origin[part_no] = origin
            shares.flow_minor[part_no] = part
            part_no += 1
            taken_sum += part
    shares.acc[account, MIXED] -= taken_sum
    drop_zeros(shares, account)
    return part_no, taken_sum


@inlined
def drop_zeros(shares, account):
    """Count the account's entries again; a list closes up over those that have become zero."""
    start = shares.acc[account, START]
    kept = 0
    if shares.acc[account, IS_TABLE]:
        for place in range(start, start + table_size(shares, account)):
            kept += shares.minor[place] > 0
    else:
        for place in range(start, start + shares.acc[account, LENGTH]):
            shares.minor[start + kept] = shares.minor[place]
            shares.origin[start + kept] = shares.origin[place]
            kept += shares.minor[place] > 0
    shares.acc[account, LENGTH] = kept
