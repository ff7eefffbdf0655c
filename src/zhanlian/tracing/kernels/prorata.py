"""Pro-rata (按比例): every outflow carries the account's present mix.

in     ``Rows``, ``Shares``; the state says which row comes next
out    a status; the state stands after the last whole row
keeps  a row is applied whole or not at all; a sink is debited only by an undo row
"""

import numpy as np

from zhanlian.tracing.kernels.compiled import kernel
from zhanlian.tracing.kernels.rows import FROM_SINK, LABELLED, MARKED, RETURNS, STILL
from zhanlian.tracing.kernels.shares import (
    CARRIED,
    FLOWS,
    KEY,
    LENGTH,
    NEXT_ROW,
    SHORTS,
    USED,
    add_moving,
)
from zhanlian.tracing.kernels.splitting import split_listed, split_off

DONE, STORE_IS_SMALL, FLOWS_ARE_SMALL, TOO_MANY_ENTRIES = 0, 1, 2, 3

IS_NO_FLOW = False
LOW_32 = 0xFFFF_FFFF
BLOCK_SLACK = 8  # the largest block is under twice what it holds; a row makes at most 3 blocks


@kernel
def trace_shares(rows, shares, stop_row, max_entries, shortfall_is_origin, keeps_flows):
    """Apply rows from the state's next row up to ``stop_row`` (not included).

    Cost: the entries of both accounts, per row.
    """
    for row in range(shares.counter[NEXT_ROW], stop_row):
        status = what_is_small(rows, shares, row, max_entries)
        if status != DONE:
            shares.counter[NEXT_ROW] = row
            return status
        kind, amount = rows.kind[row], rows.amount_minor[row]
        payer, payee = rows.src[row], rows.dst[row]
        is_kept = keeps_flows or (kind & MARKED) != 0
        if kind & STILL:
            continue
        if kind & LABELLED:
            give_one(shares, row, payee, rows.origin[row], amount, is_kept)
            continue
        if kind & RETURNS:
            amount -= give_back_shares(rows, shares, row, is_kept)
            if amount == 0:
                continue
            note_short(shares, row, amount)
        if kind & FROM_SINK:
            give_new(shares, row, payer, payee, amount, shortfall_is_origin, is_kept)
        else:
            move(shares, row, payer, payee, amount, shortfall_is_origin, is_kept)
    shares.counter[NEXT_ROW] = max(shares.counter[NEXT_ROW], stop_row)
    return DONE


@kernel
def what_is_small(rows, shares, row, max_entries):
    """DONE if any row between these two accounts fits in the store and in the flows."""
    entries = shares.block[rows.src[row], LENGTH] + shares.block[rows.dst[row], LENGTH]
    if max(shares.counter[USED], shares.counter[FLOWS]) > max_entries:
        return TOO_MANY_ENTRIES
    if shares.minor.size - shares.counter[USED] < BLOCK_SLACK * (entries + BLOCK_SLACK):
        return STORE_IS_SMALL
    if shares.flow.shape[0] - shares.counter[FLOWS] < 2 * (entries + 1):
        return FLOWS_ARE_SMALL
    return DONE


@kernel
def move(shares, row, payer, payee, amount, shortfall_is_origin, is_kept):
    """Carry ``amount`` with the payer's mix, after adding what the payer lacks."""
    lacking = amount - shares.total[payer]
    if lacking > 0:
        give_new(shares, row, payer, payer, lacking, shortfall_is_origin, IS_NO_FLOW)
    if shares.block[payer, LENGTH] == 0:
        shares.clean[payer] -= amount
        shares.total[payer] -= amount
        shares.clean[payee] += amount
        shares.total[payee] += amount
        return
    moving_count, clean_part = split_off(shares, payer, amount)
    shares.clean[payee] += clean_part
    give_moving(shares, row, payee, moving_count, amount, is_kept)


@kernel
def give_moving(shares, row, payee, moving_count, amount, is_kept):
    """Give the parts in ``moving``; ``amount`` counts them and any clean part given beside."""
    shares.total[payee] += amount
    add_moving(shares, payee, moving_count)
    if is_kept:
        for item in range(moving_count):
            place = shares.counter[FLOWS] + item
            shares.flow[place, KEY] = (row << 32) | np.int64(shares.moving_origin[item])
            shares.flow[place, CARRIED] = shares.moving[item]
        shares.counter[FLOWS] += moving_count


@kernel
def give_one(shares, row, payee, origin, amount, is_kept):
    """Give new money of one origin."""
    shares.moving[0] = amount
    shares.moving_origin[0] = origin
    give_moving(shares, row, payee, 1, amount, is_kept)


@kernel
def give_new(shares, row, payer, payee, amount, shortfall_is_origin, is_kept):
    """Give money that no entry covers: of no victim, or of origin 1 + payer if so asked."""
    shares.born[payer] += amount
    if shortfall_is_origin:
        give_one(shares, row, payee, payer + 1, amount, is_kept)
    else:
        shares.clean[payee] += amount
        shares.total[payee] += amount


@kernel
def give_back_shares(rows, shares, row, is_kept):
    """Give the shares of the undone row back to its payer, as far as they are still there.

    Returns the amount that came back. Shares lie in no order, so what is still there is the
    lesser of the stored share and what the payee holds of that origin.
    """
    payee, payer, undone = rows.src[row], rows.dst[row], rows.undo_row[row]
    listed_count, listed_sum = list_flows(shares, undone)
    clean = min(rows.amount_minor[undone] - listed_sum, shares.clean[payee])
    moving_count, returned = split_listed(shares, payee, listed_count)
    shares.clean[payee] -= clean
    shares.total[payee] -= clean
    shares.clean[payer] += clean
    give_moving(shares, row, payer, moving_count, returned + clean, is_kept)
    return returned + clean


@kernel
def list_flows(shares, row):
    """Put what ``row`` carried into ``moving``; return how many origins, and their sum."""
    low, high = 0, shares.counter[FLOWS]
    while low < high:
        middle = (low + high) // 2
        if shares.flow[middle, KEY] >> 32 < row:
            low = middle + 1
        else:
            high = middle
    listed, total = 0, np.int64(0)
    while low + listed < shares.counter[FLOWS] and shares.flow[low + listed, KEY] >> 32 == row:
        shares.moving_origin[listed] = shares.flow[low + listed, KEY] & LOW_32
        shares.moving[listed] = shares.flow[low + listed, CARRIED]
        total += shares.moving[listed]
        listed += 1
    return listed, total


@kernel
def note_short(shares, row, amount):
    """Remember what an undo row could not take back because the payee had spent it."""
    place = shares.counter[SHORTS]
    shares.short[place, 0] = row
    shares.short[place, 1] = amount
    shares.counter[SHORTS] = place + 1
