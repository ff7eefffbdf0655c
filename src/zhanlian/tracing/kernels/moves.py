"""Moves: what one row takes from its payer and gives to its payee.

in     ``Purses``, a ``Policy``, a row number, two different accounts, an amount
out    the same purses, changed in place
keeps  exactly ``amount`` arrives; what the payer lacked is counted in ``born``;
       every tainted piece that moves has one new record whose parent is its old one
"""

from zhanlian.tracing.kernels.compiled import inlined
from zhanlian.tracing.kernels.pieces import (
    NOT_STRICT,
    PLAIN,
    close_queue,
    drop_first,
    free_piece,
    give_clean,
    give_piece,
    head_of,
    new_piece,
    new_record,
    origin_in,
    owner_of,
    record_in,
)
from zhanlian.tracing.kernels.purses import AMOUNT, BORN, CLEAN, EPOCH, HEAD, MOVES, NOWHERE, OWNER


@inlined
def move(purses, policy, row, payer, payee, amount, is_marked, epoch):
    """Carry ``amount`` minor units from ``payer`` to ``payee`` by the policy.

    ``is_marked``: a later row gives this one back, so clean money is recorded too.
    ``epoch``: the strict mark of what arrives, or NOT_STRICT. Cost: O(pieces moved).
    """
    left = amount
    if policy.clean_leaves_first:
        left -= move_clean(purses, policy, row, payer, payee, left, is_marked)
    while left > 0 and purses.acc[payer, HEAD] >= 0:
        left -= move_first_piece(purses, policy, row, payer, payee, left, is_marked, epoch)
    left -= move_clean(purses, policy, row, payer, payee, left, is_marked)
    if left > 0:
        purses.acc[payer, BORN] += left
        create(purses, policy, row, payer, payee, left, is_marked)
    if not policy.keeps_clean_beside:
        close_queue(purses, payer)


@inlined
def move_clean(purses, policy, row, payer, payee, wanted, is_marked):
    """Carry clean money kept as a number; return how much of ``wanted`` it covered."""
    moved = min(wanted, purses.acc[payer, CLEAN])
    if moved > 0:
        purses.acc[payer, CLEAN] -= moved
        give_untainted(purses, policy, row, NOWHERE, payee, moved, is_marked)
    return moved


@inlined
def move_first_piece(purses, policy, row, payer, payee, wanted, is_marked, epoch):
    """Carry the first piece, or as much of it as is wanted; return the amount carried."""
    piece = head_of(purses, payer)
    owner = purses.pool[piece, OWNER]
    moved = min(wanted, purses.pool[piece, AMOUNT])
    is_whole = moved == purses.pool[piece, AMOUNT]
    purses.counter[MOVES] += 1
    if is_whole:
        drop_first(purses, payer)
    else:
        purses.pool[piece, AMOUNT] -= moved
    if origin_in(owner) == 0:
        if is_whole:
            free_piece(purses, piece)
        give_untainted(purses, policy, row, record_in(owner), payee, moved, is_marked)
        return moved
    record = new_record(purses, row, record_in(owner), origin_in(owner), moved)
    if not is_whole:
        piece = new_piece(purses, moved, owner, epoch)
    purses.pool[piece, OWNER] = owner_of(origin_in(owner), record)
    purses.pool[piece, EPOCH] = epoch
    give_piece(purses, policy, payee, piece, policy.takes_newest)
    return moved


@inlined
def give_untainted(purses, policy, row, parent, payee, amount, is_marked):
    """Give clean money; in a marked row it carries a record, so that it can be found again."""
    if not is_marked:
        give_clean(purses, policy, payee, amount, policy.takes_newest)
        return
    record = new_record(purses, row, parent, 0, amount)
    if policy.keeps_clean_beside:
        give_clean(purses, policy, payee, amount, policy.takes_newest)
    else:
        piece = new_piece(purses, amount, owner_of(PLAIN, record), NOT_STRICT)
        give_piece(purses, policy, payee, piece, policy.takes_newest)


@inlined
def create(purses, policy, row, payer, payee, amount, is_marked):
    """Give money that no piece covers: of no victim, or of origin 1 + payer if so asked."""
    if policy.shortfall_is_origin:
        give_origin(purses, policy, row, payer + 1, payee, amount, NOT_STRICT)
    else:
        give_untainted(purses, policy, row, NOWHERE, payee, amount, is_marked)


@inlined
def give_origin(purses, policy, row, origin, payee, amount, epoch):
    """Give new money of ``origin``: a root record and its piece."""
    purses.counter[MOVES] += 1
    record = new_record(purses, row, NOWHERE, origin, amount)
    piece = new_piece(purses, amount, owner_of(origin, record), epoch)
    give_piece(purses, policy, payee, piece, policy.takes_newest)
