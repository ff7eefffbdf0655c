"""Returns: a reversed payment (冲正) or refused payment (退汇) puts its pieces back.

in     ``Purses``, an undo row and the row it returns
out    the same purses: what still lies with the payee is back at the front of the payer's queue
keeps  a piece comes back in its old order with its old parent, as if the row had not been;
       a record keeps the amount that was not returned, so amounts down a lineage still add up
"""

import numpy as np

from zhanlian.tracing.kernels.compiled import kernel
from zhanlian.tracing.kernels.pieces import (
    AT_FRONT,
    NOT_STRICT,
    PLAIN,
    close_queue,
    free_piece,
    give_clean,
    give_piece,
    head_of,
    new_piece,
    new_record,
    owner_of,
    put_last,
    record_in,
)
from zhanlian.tracing.kernels.purses import (
    AMOUNT,
    BACK,
    CLEAN,
    EPOCH,
    HEAD,
    IS_STRICT,
    LOW_32,
    MOVED,
    MOVES,
    NEXT,
    NOWHERE,
    OWNER,
    PATH,
    RECORDS,
    RETURNED_AMOUNT,
    RETURNED_ORIGIN,
    RETURNS_MADE,
    TAIL,
    UNDO_ROW,
    UNDONE_ROW,
)
from zhanlian.tracing.kernels.strict import (
    CREDIT_ROW,
    NOW,
    ORIGIN,
    let_credit_match,
    recount_strict,
)


@kernel
def give_back_row(purses, policy, row, undone_row, payer, payee, amount):
    """Undo ``undone_row``, ``amount`` from payer to payee, as far as its money is still there.

    Returns what came back, which is less than ``amount`` where the payee has spent some.
    Cost: the payee's queue, once (also the payer's, in the direct method).
    """
    first, stop = records_of(purses, undone_row)
    for place in range(stop - first):
        purses.back[place, BACK] = 0
        purses.back[place, IS_STRICT] = 1
    take_pieces(purses, policy, payee, first, stop)
    if policy.keeps_clean_beside:
        take_clean(purses, payee, first, stop)
    returned = 0
    for record in range(stop - 1, first - 1, -1):
        amount_back = purses.back[record - first, BACK]
        if amount_back > 0:
            is_strict = purses.back[record - first, IS_STRICT] > 0
            put_back(purses, policy, row, payer, record, amount_back, is_strict)
            returned += amount_back
    if not policy.keeps_clean_beside:
        close_queue(purses, payer)
        close_queue(purses, payee)
    if policy.has_strict_bits:
        origin = one_strict_origin(purses, first, stop) if returned == amount else 0
        settle_strict(purses, undone_row, payer, payee, origin, amount)
    return returned


@kernel
def records_of(purses, row):
    """First record of ``row`` and the one after its last: records stand in row order."""
    low, high = 0, purses.counter[RECORDS]
    while low < high:
        middle = (low + high) // 2
        if purses.rec[middle, PATH] >> 32 < row:
            low = middle + 1
        else:
            high = middle
    stop = low
    while stop < purses.counter[RECORDS] and purses.rec[stop, PATH] >> 32 == row:
        stop += 1
    return low, stop


@kernel
def take_pieces(purses, policy, payee, first, stop):
    """Unlink the payee's pieces that carry the row's records; the rest keep their order."""
    piece = head_of(purses, payee)
    purses.acc[payee, HEAD] = NOWHERE
    while piece >= 0:
        following = purses.pool[piece, NEXT]
        record = record_in(purses.pool[piece, OWNER])
        purses.counter[MOVES] += 1
        if first <= record < stop:
            purses.back[record - first, BACK] += purses.pool[piece, AMOUNT]
            if policy.has_strict_bits and purses.pool[piece, EPOCH] != purses.strict[payee, NOW]:
                purses.back[record - first, IS_STRICT] = 0
            free_piece(purses, piece)
        else:
            keep_in_line(purses, payee, piece)
        piece = following


@kernel
def keep_in_line(purses, account, piece):
    """Link a piece at the end again, joining plain clean money that has become neighbours."""
    if purses.acc[account, HEAD] >= 0 and purses.pool[piece, OWNER] == PLAIN:
        last = purses.acc[account, TAIL]
        if purses.pool[last, OWNER] == PLAIN:
            purses.pool[last, AMOUNT] += purses.pool[piece, AMOUNT]
            free_piece(purses, piece)
            return
    put_last(purses, account, piece)


@kernel
def take_clean(purses, payee, first, stop):
    """Clean money kept as a number has no marks: as much comes back as is still there."""
    for record in range(first, stop):
        if purses.rec_origin[record] == 0:
            amount = min(purses.rec[record, MOVED], purses.acc[payee, CLEAN])
            purses.acc[payee, CLEAN] -= amount
            purses.back[record - first, BACK] += amount


@kernel
def put_back(purses, policy, row, payer, record, amount, is_strict):
    """Put one returned amount at the front of the payer's queue with its old parent.

    Money that the undone row created (a victim's deposit) had no parent at the payer: it is
    recorded as moving there now, so that its path still starts at the deposit.
    """
    origin = np.int64(purses.rec_origin[record])
    parent = (purses.rec[record, PATH] & LOW_32) - 1
    if origin == 0 and (parent < 0 or policy.keeps_clean_beside):
        purses.rec[record, MOVED] -= amount
        give_clean(purses, policy, payer, amount, AT_FRONT)
        return
    if parent < 0:
        parent = new_record(purses, row, record, origin, amount)
    else:
        purses.rec[record, MOVED] -= amount
        if origin > 0:
            note_return(purses, row, record, origin, amount)
    epoch = NOT_STRICT
    if policy.has_strict_bits and is_strict:
        epoch = purses.strict[payer, NOW]
    piece = new_piece(purses, amount, owner_of(origin, parent), epoch)
    give_piece(purses, policy, payer, piece, AT_FRONT)


@kernel
def note_return(purses, row, record, origin, amount):
    """Remember a returned amount: both rows carried it, though the lineage forgets it."""
    place = purses.counter[RETURNS_MADE]
    purses.counter[RETURNS_MADE] = place + 1
    purses.returned[place, UNDO_ROW] = row
    purses.returned[place, UNDONE_ROW] = purses.rec[record, PATH] >> 32
    purses.returned[place, RETURNED_ORIGIN] = origin
    purses.returned[place, RETURNED_AMOUNT] = amount


@kernel
def settle_strict(purses, undone_row, payer, payee, returned_origin, amount):
    """Recount both ends; a strict credit that came back whole can be matched once more."""
    origin_before = purses.strict[payer, ORIGIN]
    recount_strict(purses, payee)
    recount_strict(purses, payer)
    if returned_origin > 0 and purses.strict[payer, CREDIT_ROW] < undone_row:
        let_credit_match(purses, payer, amount, origin_before)


@kernel
def one_strict_origin(purses, first, stop):
    """The origin of what came back if all of it is strict and of one victim, else 0."""
    origin = np.int64(0)
    for record in range(first, stop):
        if purses.back[record - first, BACK] > 0:
            found = np.int64(purses.rec_origin[record])
            if not purses.back[record - first, IS_STRICT] or (origin > 0 and found != origin):
                return np.int64(0)
            origin = found
    return origin
