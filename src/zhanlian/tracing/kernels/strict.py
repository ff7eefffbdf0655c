"""Strict bits: which money of the direct method (逐笔对应) is still beyond doubt.

in     ``Purses`` whose ``strict`` has one record per account; one debit or credit at a time
out    the same purses, changed in place
keeps  a strict minor unit never depended on a choice between two origins
law    银监发〔2016〕41号 art. 8: traced only while the account holds one victim's money and
       nothing else, or the outflow equals an identified credit with no other credit between

The problem: FIFO decides which money leaves, but the law prescribes no such convention. When a
mixed account pays a sum that matches nothing, neither what left nor what stayed is certain, so
both lose the bit. Clearing every piece that stays would cost its queue's length; an account has
an epoch instead, and a piece is strict while it carries its account's present epoch.
"""

from zhanlian.tracing.kernels.compiled import inlined
from zhanlian.tracing.kernels.pieces import (
    NOT_STRICT,
    head_of,
    open_queue,
    origin_in,
    set_links,
    tail_of,
)
from zhanlian.tracing.kernels.purses import AMOUNT, CLEAN, EPOCH, MOVES, NEXT, OWNER

# columns of strict: the account's epoch, its strict and other money, the origin of the strict
# money (0 none, -1 several), the same before the last credit, and that last credit
NOW, STRICT_SUM, OTHER_SUM, ORIGIN, ORIGIN_BEFORE = 0, 1, 2, 3, 4
CREDIT_AFTER, CREDIT_SUM, CREDIT_ROW, CREDIT_AT_S, IS_TIED = 5, 6, 7, 8, 9
STRICT_COLUMNS = 10
SEVERAL = -1
LONG_AGO_S = -(1 << 62)


@inlined
def start_strict(purses):
    """Openings are other money; nobody has been credited yet."""
    for account in range(purses.strict.shape[0]):
        purses.strict[account, OTHER_SUM] = purses.acc[account, CLEAN]
        purses.strict[account, CREDIT_ROW] = -1
        purses.strict[account, CREDIT_AT_S] = LONG_AGO_S


@inlined
def debit_strict(purses, payer, amount):
    """Judge one outflow before it is moved; return the origin it strictly carries, or 0.

    Matched: the last credit was wholly strict, whole and alone in its second, and its amount
    is this one: it goes to the front of the queue. Pure: the account holds one origin's strict
    money and nothing else. Otherwise mixed: the epoch moves on and every bit here is cleared.
    """
    account = purses.strict[payer]
    if account[CREDIT_SUM] == amount:
        bring_credit_forward(purses, payer)
        origin = origin_in(purses.pool[head_of(purses, payer), OWNER])
        account[STRICT_SUM] -= amount
        account[ORIGIN] = account[ORIGIN_BEFORE]
    elif account[OTHER_SUM] == 0 and account[ORIGIN] > 0 and account[STRICT_SUM] >= amount:
        origin = account[ORIGIN]
        account[STRICT_SUM] -= amount
        if account[STRICT_SUM] == 0:
            account[ORIGIN] = 0
    else:
        origin = 0
        clear_bits(account, max(0, account[STRICT_SUM] + account[OTHER_SUM] - amount))
    account[CREDIT_SUM] = 0
    return origin


@inlined
def note_clean_move(purses, payer, left_minor):
    """Note what a clean account has left: it has no bits to clear and no credit to match."""
    purses.strict[payer, OTHER_SUM] = max(0, left_minor)


@inlined
def clear_bits(account, left_minor):
    """Every piece of the account stops being strict."""
    account[NOW] += 1
    account[STRICT_SUM] = 0
    account[OTHER_SUM] = left_minor
    account[ORIGIN] = 0


@inlined
def bring_credit_forward(purses, payer):
    """Turn the queue so that the last credit's pieces, which end it, come first."""
    before = purses.strict[payer, CREDIT_AFTER]
    if before < 0:
        return
    head, tail = head_of(purses, payer), tail_of(purses, payer)
    first = purses.pool[before, NEXT]
    purses.pool[before, NEXT] = -1
    purses.pool[tail, NEXT] = head
    set_links(purses, payer, first, before)


@inlined
def credit_strict(purses, payee, amount, origin, row, at_s):
    """Note one inflow before it is moved; return the epoch its pieces carry.

    ``origin``: what ``debit_strict`` said, or the victim of a labelled row.
    """
    account = purses.strict[payee]
    account[IS_TIED] = account[CREDIT_AT_S] == at_s
    account[CREDIT_ROW] = row
    account[CREDIT_AT_S] = at_s
    account[CREDIT_SUM] = 0
    account[ORIGIN_BEFORE] = account[ORIGIN]
    if origin == 0:
        account[OTHER_SUM] += amount
        return NOT_STRICT
    open_queue(purses, payee)
    account[CREDIT_AFTER] = tail_of(purses, payee)
    account[STRICT_SUM] += amount
    account[ORIGIN] = origin if account[ORIGIN] in (0, origin) else SEVERAL
    if not account[IS_TIED]:
        account[CREDIT_SUM] = amount
    return account[NOW]


@inlined
def recount_strict(purses, account):
    """Count one account's strict and other money afresh after pieces were put back."""
    strict_sum, other_sum, found = 0, purses.acc[account, CLEAN], 0
    piece = head_of(purses, account)
    while piece >= 0:
        amount, origin = purses.pool[piece, AMOUNT], origin_in(purses.pool[piece, OWNER])
        if purses.pool[piece, EPOCH] == purses.strict[account, NOW]:
            strict_sum += amount
            found = origin if found in (0, origin) else SEVERAL
        else:
            other_sum += amount
        piece = purses.pool[piece, NEXT]
        purses.counter[MOVES] += 1
    purses.strict[account, STRICT_SUM] = strict_sum
    purses.strict[account, OTHER_SUM] = other_sum
    purses.strict[account, ORIGIN] = found
    purses.strict[account, CREDIT_SUM] = 0


@inlined
def let_credit_match(purses, account, amount, origin_before):
    """Money of an undone row that lies whole at the front again may be matched again."""
    if not purses.strict[account, IS_TIED]:
        purses.strict[account, CREDIT_SUM] = amount
        purses.strict[account, CREDIT_AFTER] = -1
        purses.strict[account, ORIGIN_BEFORE] = origin_before
