"""Splitting: divide one outflow among the origins of a mixed account, exactly.

in     ``Shares``, an account and an amount not above its total
out    the parts in ``moving``; the account keeps the rest
keeps  the parts sum to the amount; no origin gives more than it has; each part is the floor or
       the ceiling of its exact share (cumulative rounding, 累计取整)

With C the cents of clean money and of the origins so far, an origin gives
floor(C * q / B) - floor(C_before * q / B). The product needs 110 bits, so it is not formed: a
float estimate of the quotient is put right by one step from the remainder modulo 2^64.
"""

from zhanlian.tracing.kernels.compiled import kernel
from zhanlian.tracing.kernels.shares import LENGTH, START


@kernel
def floor_share(part, amount, total, ratio):
    """floor(part * amount / total), exact for amount < 2^50 and total < 2^61.

    ``ratio`` is amount / total as a float. The estimate errs by less than 1, so the true
    remainder lies within two totals of zero and int64 arithmetic, which wraps, shows it.
    """
    share = int(part * ratio)
    remainder = part * amount - share * total
    while remainder < 0:
        share -= 1
        remainder += total
    while remainder >= total:
        share += 1
        remainder -= total
    return share


@kernel
def split_off(shares, account, amount):
    """Take ``amount`` from the account by the cumulative rule.

    Returns how many origins move (their parts stand in ``moving``) and the clean part.
    Cost: the account's entries.
    """
    total = shares.total[account]
    ratio = amount / total
    clean_part = floor_share(shares.clean[account], amount, total, ratio)
    so_far, given = shares.clean[account], clean_part
    start = shares.block[account, START]
    kept, moving_count = start, 0
    for place in range(start, start + shares.block[account, LENGTH]):
        held, origin = shares.minor[place], shares.origin[place]
        so_far += held
        upto = floor_share(so_far, amount, total, ratio)
        part = upto - given
        given = upto
        if part > 0:
            shares.moving[moving_count] = part
            shares.moving_origin[moving_count] = origin
            moving_count += 1
        if part < held:
            shares.minor[kept] = held - part
            shares.origin[kept] = origin
            kept += 1
    shares.block[account, LENGTH] = kept - start
    shares.clean[account] -= clean_part
    shares.total[account] = total - amount
    return moving_count, clean_part


@kernel
def split_listed(shares, account, moving_count):
    """Take the parts that stand in ``moving``, each as far as the account still holds it.

    Returns how many are left in ``moving`` (shortened to what was there) and their sum.
    """
    start = shares.block[account, START]
    stop = start + shares.block[account, LENGTH]
    place, kept, item, taken_count, taken_sum = start, start, 0, 0, 0
    while place < stop:
        origin, held = shares.origin[place], shares.minor[place]
        while item < moving_count and shares.moving_origin[item] < origin:
            item += 1
        if item < moving_count and shares.moving_origin[item] == origin:
            part = min(held, shares.moving[item])
            shares.moving[taken_count] = part
            shares.moving_origin[taken_count] = origin
            taken_count += 1
            taken_sum += part
            held -= part
        if held > 0:
            shares.minor[kept] = held
            shares.origin[kept] = origin
            kept += 1
        place += 1
    shares.block[account, LENGTH] = kept - start
    shares.total[account] -= taken_sum
    return taken_count, taken_sum
