"""Pro-rata (按比例): every outflow carries the account's present mix.

in     ``Rows``, ``Shares``; the state says which row comes next
out    a status; the state stands after the last whole row
keeps  a row is applied whole or not at all; a sink is debited only by an undo row

Most rows are paid by an account without victims' money: they change two numbers. The next rows'
accounts are asked for early, and a little later the lists that they name.
"""

import numpy as np

from zhanlian.tracing.kernels.compiled import inlined, kernel
from zhanlian.tracing.kernels.merging import add_parts
from zhanlian.tracing.kernels.prefetch import prefetch_record
from zhanlian.tracing.kernels.rows import FROM_SINK, LABELLED, MARKED, ORDINARY, RETURNS, STILL
from zhanlian.tracing.kernels.shares import (
    BORN,
    CLEAN,
    FIRST_ROW,
    FLOWS,
    LENGTH,
    MIXED,
    NEXT_ROW,
    SHORTS,
    START,
    USED,
)
from zhanlian.tracing.kernels.splitting import split_off, take_listed

DONE, STORE_IS_SMALL, FLOWS_ARE_SMALL, TOO_MANY_ENTRIES = 0, 1, 2, 3

ROWS_AHEAD, ROWS_NEAR = 24, 8  # whose accounts, and whose lists, are fetched
BLOCK_SLACK = 16  # a row makes two blocks, each under eight times what it holds
IS_NO_FLOW = False


@kernel
def trace_shares(rows, shares, stop_row, max_entries, shortfall_is_origin, keeps_flows):
    """Apply rows from the state's next row up to ``stop_row`` (not included).

    ``keeps_flows``: remember what every row carried, else only rows that are undone.
    Cost: the entries of the payer, and of the payee from the first that changes, per row.
    """
    acc = shares.acc
    for row in range(shares.counter[NEXT_ROW], stop_row):
        fetch_early(rows, shares, row, stop_row)
        payer, payee = np.uint64(rows.src[row]), np.uint64(rows.dst[row])
        if rows.kind[row] == ORDINARY and acc[payer, LENGTH] == 0:
            amount = rows.amount_minor[row]
            left = acc[payer, CLEAN] - amount
            if not shortfall_is_origin or left >= 0:
                acc[payer, BORN] -= min(0, left)
                acc[payer, CLEAN] = max(0, left)
                acc[payee, CLEAN] += amount
                continue
        status = what_is_small(shares, payer, payee, max_entries)
        if status != DONE:
            shares.counter[NEXT_ROW] = row
            return status
        apply_row(rows, shares, row, shortfall_is_origin, keeps_flows)
    shares.counter[NEXT_ROW] = max(shares.counter[NEXT_ROW], stop_row)
    return DONE


@inlined
def fetch_early(rows, shares, row, stop_row):
    """Ask for the accounts of a row far ahead, and for the lists of a row nearby."""
    ahead, near = min(row + ROWS_AHEAD, stop_row - 1), min(row + ROWS_NEAR, stop_row - 1)
    prefetch_record(shares.acc, rows.src[ahead])
    prefetch_record(shares.acc, rows.dst[ahead])
    payer, payee = np.uint64(rows.src[near]), np.uint64(rows.dst[near])
    if shares.acc[payer, LENGTH] > 0:
        prefetch_record(shares.minor, shares.acc[payer, START])
        prefetch_record(shares.origin, shares.acc[payer, START])
        prefetch_record(shares.minor, shares.acc[payee, START])
        prefetch_record(shares.origin, shares.acc[payee, START])


@inlined
def what_is_small(shares, payer, payee, max_entries):
    """DONE if any row between these two accounts fits in the store and in the flows."""
    entries = shares.acc[payer, LENGTH] + shares.acc[payee, LENGTH] + 1
    if max(shares.counter[USED], shares.counter[FLOWS]) > max_entries:
        return TOO_MANY_ENTRIES
    if shares.minor.size - shares.counter[USED] < BLOCK_SLACK * (entries + BLOCK_SLACK):
        return STORE_IS_SMALL
    if shares.flow_row.size - shares.counter[FLOWS] < 2 * entries:
        return FLOWS_ARE_SMALL
    return DONE


@inlined
def apply_row(rows, shares, row, shortfall_is_origin, keeps_flows):
    """Apply one row of any kind."""
    kind, amount = rows.kind[row], rows.amount_minor[row]
    if kind & STILL:
        return
    number = row + shares.counter[FIRST_ROW]
    payer, payee = np.int64(rows.src[row]), np.int64(rows.dst[row])
    is_kept = keeps_flows or (kind & MARKED) != 0
    if kind & LABELLED:
        give_one(shares, number, payee, rows.origin[row], amount, is_kept)
        return
    if kind & RETURNS:
        amount -= give_back_shares(rows, shares, row, is_kept)
        if amount == 0:
            return
        note_short(shares, number, amount)
    if kind & FROM_SINK:
        give_new(shares, number, payer, payee, amount, shortfall_is_origin, is_kept)
    else:
        move(shares, number, payer, payee, amount, shortfall_is_origin, is_kept)


@inlined
def move(shares, row, payer, payee, amount, shortfall_is_origin, is_kept):
    """Carry ``amount`` with the payer's mix, after adding what the payer lacks."""
    lacking = amount - shares.acc[payer, CLEAN] - shares.acc[payer, MIXED]
    if lacking > 0:
        give_new(shares, row, payer, payer, lacking, shortfall_is_origin, IS_NO_FLOW)
    if shares.acc[payer, LENGTH] == 0:
        shares.acc[payer, CLEAN] -= amount
        shares.acc[payee, CLEAN] += amount
        return
    stop, clean_part = split_off(shares, payer, amount)
    shares.acc[payee, CLEAN] += clean_part
    give_parts(shares, row, payee, stop, is_kept)


@inlined
def give_parts(shares, row, payee, stop, is_kept):
    """Give the parts that stand after the last flow; where kept, they are flows from now on."""
    first = shares.counter[FLOWS]
    add_parts(shares, payee, first, stop)
    if is_kept:
        shares.flow_row[first:stop] = row
        shares.counter[FLOWS] = stop


@inlined
def give_one(shares, row, payee, origin, amount, is_kept):
    """Give new money of one origin."""
    place = shares.counter[FLOWS]
    shares.flow_origin[place] = origin
    shares.flow_minor[place] = amount
    give_parts(shares, row, payee, place + 1, is_kept)


@inlined
def give_new(shares, row, payer, payee, amount, shortfall_is_origin, is_kept):
    """Give money that no entry covers: of no victim, or of origin 1 + payer if so asked."""
    shares.acc[payer, BORN] += amount
    if shortfall_is_origin:
        give_one(shares, row, payee, payer + 1, amount, is_kept)
    else:
        shares.acc[payee, CLEAN] += amount


@kernel
def give_back_shares(rows, shares, row, is_kept):
    """Give the shares of the undone row back to its payer, as far as they are still there.

    Returns the amount that came back. Shares lie in no order, so what is still there is the
    lesser of the stored share and what the payee holds of that origin.
    """
    payee, payer, undone = rows.src[row], rows.dst[row], rows.undo_row[row]
    before = shares.counter[FIRST_ROW]
    first, stop, listed_sum = flows_of_row(shares, undone + before)
    clean = min(rows.amount_minor[undone] - listed_sum, shares.acc[payee, CLEAN])
    taken_stop, returned = take_listed(shares, payee, first, stop)
    shares.acc[payee, CLEAN] -= clean
    shares.acc[payer, CLEAN] += clean
    give_parts(shares, row + before, payer, taken_stop, is_kept)
    return returned + clean


@inlined
def flows_of_row(shares, row):
    """Where the flows of ``row`` begin and end, and their sum: flows stand in row order."""
    low, high = 0, shares.counter[FLOWS]
    while low < high:
        middle = (low + high) // 2
        if shares.flow_row[middle] < row:
            low = middle + 1
        else:
            high = middle
    stop, total = low, np.int64(0)
    while stop < shares.counter[FLOWS] and shares.flow_row[stop] == row:
        total += shares.flow_minor[stop]
        stop += 1
    return low, stop, total


@inlined
def note_short(shares, row, amount):
    """Remember what an undo row could not take back because the payee had spent it."""
    place = shares.counter[SHORTS]
    shares.short[place, 0] = row
    shares.short[place, 1] = amount
    shares.counter[SHORTS] = place + 1
