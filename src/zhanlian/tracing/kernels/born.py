"""Born: the oldest or the newest money leaves first, wherever it came from.

in     ``Rows``, ``Births``; the state says which row comes next
out    a status; the state stands after the last whole row
keeps  a row is applied whole or not at all; a sink is debited only by an undo row; money keeps
       its birth on its way: an account that passes it on does not make it younger
source Kosyfaki, Mamoulis: Provenance in Temporal Interaction Networks (ICDE 2022), least and
       most recently born; in words: docs/methods.md, Money by its age
"""

from zhanlian.tracing.kernels.births import (
    AMOUNT,
    BEFORE_ALL,
    BORN,
    LIVE,
    MOVED,
    MOVES,
    NEXT_ROW,
    NOWHERE,
    OWNER,
    PARENT,
    RECORD_BORN,
    RECORD_ORIGIN,
    RECORDS,
    RETURNED_AMOUNT,
    RETURNED_ORIGIN,
    RETURNS_MADE,
    RIGHT,
    ROW,
    SHORTS,
    UNDO_ROW,
    UNDONE_ROW,
    free_piece,
    new_piece,
    new_record,
    origin_in,
    owner_of,
    put_again,
    put_piece,
    record_in,
    take_first,
)
from zhanlian.tracing.kernels.compiled import kernel
from zhanlian.tracing.kernels.rows import FROM_SINK, LABELLED, MARKED, RETURNS, STILL

DONE, POOL_IS_SMALL, RECORDS_ARE_SMALL, RETURNS_ARE_SMALL, TOO_MANY_MOVES = 0, 1, 2, 3, 4

SLACK = 16  # pieces or records that one row can need beyond one per live piece
NOT_MARKED = False


@kernel
def open_accounts(births, opening_minor, sign):
    """Openings are of no victim and born before all rows."""
    for account in range(opening_minor.size):
        if opening_minor[account] > 0:
            owner = owner_of(0, NOWHERE)
            piece = new_piece(births, opening_minor[account], owner, sign * BEFORE_ALL)
            put_piece(births, account, piece)


@kernel
def trace_born(rows, births, sign, stop_row, max_moves, shortfall_is_origin):
    """Apply rows from the state's next row up to ``stop_row`` (not included).

    ``sign``: 1 where the oldest money leaves first, -1 where the newest does. Returns DONE, or
    what must grow before the same row can be applied. Cost: pieces moved x log of the heaps.
    """
    for row in range(births.counter[NEXT_ROW], stop_row):
        status = what_is_small(births, max_moves)
        if status != DONE:
            births.counter[NEXT_ROW] = row
            return status
        kind, amount = rows.kind[row], rows.amount_minor[row]
        payer, payee = rows.src[row], rows.dst[row]
        if kind & STILL:
            continue
        if kind & LABELLED:
            give_new(births, row, rows.origin[row], payee, amount, sign, NOT_MARKED)
            continue
        if kind & RETURNS:
            amount -= give_back_row(births, row, rows.undo_row[row], payee, payer)
            if amount == 0:
                continue
            note_short(births, row, amount)
        is_marked = (kind & MARKED) != 0
        if not kind & FROM_SINK:
            amount = move(births, row, payer, payee, amount, is_marked)
        if amount > 0:
            births.born[payer] += amount
            origin = payer + 1 if shortfall_is_origin else 0
            give_new(births, row, origin, payee, amount, sign, is_marked)
    births.counter[NEXT_ROW] = max(births.counter[NEXT_ROW], stop_row)
    return DONE


@kernel
def what_is_small(births, max_moves):
    """DONE if any one row fits: it makes at most one record and one return per live piece."""
    need = births.counter[LIVE] + SLACK
    if births.counter[MOVES] > max_moves:
        return TOO_MANY_MOVES
    if births.pool.shape[0] < need:
        return POOL_IS_SMALL
    if births.rec.shape[0] - births.counter[RECORDS] < need:
        return RECORDS_ARE_SMALL
    has_undo = births.short.shape[0] > 0
    if has_undo and births.returned.shape[0] - births.counter[RETURNS_MADE] < need:
        return RETURNS_ARE_SMALL
    return DONE


@kernel
def give_new(births, row, origin, payee, amount, sign, is_marked):
    """Give money born in this row; with a root record where it must be found again."""
    births.counter[MOVES] += 1
    record = NOWHERE
    if origin > 0 or is_marked:
        record = new_record(births, row, NOWHERE, origin, amount, sign * row)
    put_piece(births, payee, new_piece(births, amount, owner_of(origin, record), sign * row))


@kernel
def move(births, row, payer, payee, amount, is_marked):
    """Carry pieces in order of their birth; return how much the payer lacked."""
    while amount > 0 and births.root[payer] >= 0:
        piece = births.root[payer]
        moved = min(amount, births.pool[piece, AMOUNT])
        owner, born = births.pool[piece, OWNER], births.pool[piece, BORN]
        births.counter[MOVES] += 1
        origin, record = origin_in(owner), NOWHERE
        if origin > 0 or is_marked:
            record = new_record(births, row, record_in(owner), origin, moved, born)
        if moved == births.pool[piece, AMOUNT]:
            take_first(births, payer)
        else:
            births.pool[piece, AMOUNT] -= moved
            piece = new_piece(births, moved, owner, born)
        births.pool[piece, OWNER] = owner_of(origin, record)
        put_piece(births, payee, piece)
        amount -= moved
    return amount


@kernel
def give_back_row(births, row, undone_row, payer, payee):
    """Undo ``undone_row`` as far as its money still lies with ``payee``; return what came back.

    Cost: the payee's heap, once.
    """
    first, stop = records_of(births, undone_row)
    waiting = gather(births, payee, first, stop)
    while waiting >= 0:
        following = births.pool[waiting, RIGHT]
        put_again(births, payee, waiting)
        waiting = following
    returned = 0
    for record in range(first, stop):
        amount = births.back[record]
        births.back[record] = 0
        if amount > 0:
            put_back(births, row, payer, record, amount)
            returned += amount
    return returned


@kernel
def gather(births, payee, first, stop):
    """Empty the heap: the row's own pieces into ``back``, the rest as a chain of links."""
    waiting = NOWHERE
    while births.root[payee] >= 0:
        piece = take_first(births, payee)
        births.counter[MOVES] += 1
        record = record_in(births.pool[piece, OWNER])
        if first <= record < stop:
            births.back[record] += births.pool[piece, AMOUNT]
            free_piece(births, piece)
        else:
            births.pool[piece, RIGHT] = waiting
            waiting = piece
    return waiting


@kernel
def records_of(births, row):
    """First record of ``row`` and the one after its last: records stand in row order."""
    low, high = 0, births.counter[RECORDS]
    while low < high:
        middle = (low + high) // 2
        if births.rec[middle, ROW] < row:
            low = middle + 1
        else:
            high = middle
    stop = low
    while stop < births.counter[RECORDS] and births.rec[stop, ROW] == row:
        stop += 1
    return low, stop


@kernel
def put_back(births, row, payer, record, amount):
    """Put one returned amount back with its old parent and its old birth.

    Money that the undone row created had no parent at the payer: a victim's is recorded as
    moving there now, so that its path still starts at the deposit.
    """
    origin, parent = births.rec[record, RECORD_ORIGIN], births.rec[record, PARENT]
    born = births.rec[record, RECORD_BORN]
    if origin > 0 and parent < 0:
        parent = new_record(births, row, record, origin, amount, born)
    else:
        births.rec[record, MOVED] -= amount
        if origin > 0:
            note_return(births, row, record, origin, amount)
    put_piece(births, payer, new_piece(births, amount, owner_of(origin, parent), born))


@kernel
def note_return(births, row, record, origin, amount):
    """Remember a returned amount: both rows carried it, though the lineage forgets it."""
    place = births.counter[RETURNS_MADE]
    births.counter[RETURNS_MADE] = place + 1
    births.returned[place, UNDO_ROW] = row
    births.returned[place, UNDONE_ROW] = births.rec[record, ROW]
    births.returned[place, RETURNED_ORIGIN] = origin
    births.returned[place, RETURNED_AMOUNT] = amount


@kernel
def note_short(births, row, amount):
    """Remember what an undo row could not take back because the payee had spent it."""
    place = births.counter[SHORTS]
    births.short[place, 0] = row
    births.short[place, 1] = amount
    births.counter[SHORTS] = place + 1
