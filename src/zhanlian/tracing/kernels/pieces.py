"""Pieces: take, give, split and join lots of money in one account's queue.

in     ``Purses`` and an account
out    the same purses, changed in place
keeps  cents are neither made nor lost; neighbouring plain clean pieces are one piece;
       a queue of one plain clean piece is never left (``close_queue``)
"""

from zhanlian.tracing.kernels.compiled import inlined
from zhanlian.tracing.kernels.purses import (
    AMOUNT,
    CLEAN,
    EPOCH,
    FREE,
    HEAD,
    LIVE,
    LOW_32,
    MOVED,
    NEXT,
    NOWHERE,
    OWNER,
    PATH,
    RECORDS,
    TAIL,
    USED,
)

NOT_STRICT = -1
AT_FRONT = True
PLAIN = 0  # owner of clean money without a record


@inlined
def head_of(purses, account):
    """First piece out of ``account``, or NOWHERE."""
    return purses.acc[account, HEAD]


@inlined
def tail_of(purses, account):
    """Last piece of ``account``, or NOWHERE."""
    return NOWHERE if purses.acc[account, HEAD] < 0 else purses.acc[account, TAIL]


@inlined
def set_links(purses, account, head, tail):
    """Name the ends of the queue; a head of NOWHERE means no queue."""
    purses.acc[account, HEAD] = head
    purses.acc[account, TAIL] = tail


@inlined
def new_piece(purses, amount, owner, epoch):
    """A piece that was given back, or a new one; the caller has made sure that there is room."""
    piece = purses.counter[FREE]
    if piece >= 0:
        purses.counter[FREE] = purses.pool[piece, NEXT]
    else:
        piece = purses.counter[USED]
        purses.counter[USED] = piece + 1
    purses.counter[LIVE] += 1
    purses.pool[piece, AMOUNT] = amount
    purses.pool[piece, OWNER] = owner
    purses.pool[piece, NEXT] = NOWHERE
    purses.pool[piece, EPOCH] = epoch
    return piece


@inlined
def free_piece(purses, piece):
    """Give the slot back to the free list."""
    purses.pool[piece, NEXT] = purses.counter[FREE]
    purses.counter[FREE] = piece
    purses.counter[LIVE] -= 1


@inlined
def put_first(purses, account, piece):
    """The piece becomes the next one out."""
    head = head_of(purses, account)
    purses.pool[piece, NEXT] = head
    set_links(purses, account, piece, piece if head < 0 else tail_of(purses, account))


@inlined
def put_last(purses, account, piece):
    """The piece becomes the last one out."""
    head = head_of(purses, account)
    purses.pool[piece, NEXT] = NOWHERE
    if head >= 0:
        purses.pool[tail_of(purses, account), NEXT] = piece
    set_links(purses, account, piece if head < 0 else head, piece)


@inlined
def drop_first(purses, account):
    """Unlink the next piece out and return it."""
    piece = head_of(purses, account)
    set_links(purses, account, purses.pool[piece, NEXT], tail_of(purses, account))
    return piece


@inlined
def open_queue(purses, account):
    """Turn the clean number into a piece, so that other pieces can stand in line with it."""
    clean = purses.acc[account, CLEAN]
    if clean > 0:
        purses.acc[account, CLEAN] = 0
        put_first(purses, account, new_piece(purses, clean, PLAIN, NOT_STRICT))


@inlined
def close_queue(purses, account):
    """Turn a queue of one plain clean piece back into the clean number."""
    piece = head_of(purses, account)
    if piece >= 0 and purses.pool[piece, OWNER] == PLAIN and purses.pool[piece, NEXT] < 0:
        purses.acc[account, CLEAN] = purses.pool[piece, AMOUNT]
        purses.acc[account, HEAD] = NOWHERE
        free_piece(purses, piece)


@inlined
def give_clean(purses, policy, account, amount, is_front):
    """Add plain clean money at one end of the queue, joined to a plain clean neighbour."""
    if amount == 0:
        return
    if policy.keeps_clean_beside or purses.acc[account, HEAD] < 0:
        purses.acc[account, CLEAN] += amount
        return
    end = head_of(purses, account) if is_front else tail_of(purses, account)
    if purses.pool[end, OWNER] == PLAIN:
        purses.pool[end, AMOUNT] += amount
    elif is_front:
        put_first(purses, account, new_piece(purses, amount, PLAIN, NOT_STRICT))
    else:
        put_last(purses, account, new_piece(purses, amount, PLAIN, NOT_STRICT))


@inlined
def give_piece(purses, policy, account, piece, is_front):
    """Link an owned piece at one end of the queue; clean money there becomes a piece first."""
    if not policy.keeps_clean_beside:
        open_queue(purses, account)
    if is_front:
        put_first(purses, account, piece)
    else:
        put_last(purses, account, piece)


@inlined
def new_record(purses, row, parent, origin, amount):
    """Append one move to the lineage and return its place."""
    record = purses.counter[RECORDS]
    purses.counter[RECORDS] = record + 1
    purses.rec[record, PATH] = (row << 32) | (parent + 1)
    purses.rec[record, MOVED] = amount
    purses.rec_origin[record] = origin
    return record


@inlined
def owner_of(origin, record):
    """Origin and record in one word."""
    return (origin << 32) | (record + 1)


@inlined
def origin_in(owner):
    """The origin half of an owner word; 0 for money of no victim."""
    return owner >> 32


@inlined
def record_in(owner):
    """The record half of an owner word, or -1."""
    return (owner & LOW_32) - 1
