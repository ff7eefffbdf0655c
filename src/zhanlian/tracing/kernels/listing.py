"""Listing: the live pieces of every account as columns, and sums over such columns.

in     ``Purses`` after a trace
out    ``Pieces`` in order of account, then of leaving: position 0 is the next one out; its
       records are places in the purses' own lineage
keeps  neighbouring clean money is one line, whatever marks it carried inside
"""

import numpy as np

from zhanlian.tracing.kernels.compiled import inlined, kernel
from zhanlian.tracing.kernels.pieces import origin_in, record_in
from zhanlian.tracing.kernels.purses import (
    AMOUNT,
    CLEAN,
    EPOCH,
    HEAD,
    LIVE,
    NEXT,
    OWNER,
    Policy,
    Purses,
)
from zhanlian.tracing.kernels.strict import NOW
from zhanlian.tracing.kernels.tables import Pieces, first_lines


def list_pieces(purses: Purses, policy: Policy) -> Pieces:
    """All money that lies anywhere. Cost: accounts + live pieces."""
    most = purses.acc.shape[0] + int(purses.counter[LIVE])
    account, position, origin = (np.empty(most, dtype=np.int32) for _ in range(3))
    record, amount = (np.empty(most, dtype=np.int64) for _ in range(2))
    is_strict = np.zeros(most, dtype=np.bool_)
    columns = (account, position, origin, record, amount, is_strict)
    used = write_lines(purses, policy, columns)
    return Pieces(*(first_lines(column, used) for column in columns))


@kernel
def write_lines(purses, policy, columns):
    """Write every account's lines into ``columns``, those of ``Pieces``; return how many."""
    used = 0
    for account in range(purses.acc.shape[0]):
        first = used
        clean = purses.acc[account, CLEAN]
        if policy.clean_leaves_first:
            used = add_clean(columns, first, used, account, clean)
        piece = purses.acc[account, HEAD]
        while piece >= 0:
            owner, amount = purses.pool[piece, OWNER], purses.pool[piece, AMOUNT]
            if origin_in(owner) == 0:
                used = add_clean(columns, first, used, account, amount)
            else:
                is_strict = is_strict_piece(purses, policy, account, piece)
                add_line(columns, first, used, account, owner, amount, is_strict)
                used += 1
            piece = purses.pool[piece, NEXT]
        if not policy.clean_leaves_first:
            used = add_clean(columns, first, used, account, clean)
    return used


@inlined
def is_strict_piece(purses, policy, account, piece):
    """Whether a piece carries its account's present epoch."""
    return policy.has_strict_bits and purses.pool[piece, EPOCH] == purses.strict[account, NOW]


@inlined
def add_clean(columns, first, used, account, amount):
    """Add clean money as a line, or to a clean line before it; return the lines used."""
    _, _, origin, _, amounts, _ = columns
    if amount == 0:
        return used
    if used > first and origin[used - 1] == 0:
        amounts[used - 1] += amount
        return used
    add_line(columns, first, used, account, 0, amount, False)  # noqa: FBT003
    return used + 1


@inlined
def add_line(columns, first, line, account, owner, amount, is_strict):
    """Write one line; clean money has no record."""
    accounts, position, origin, record, amounts, strict = columns
    accounts[line] = account
    position[line] = line - first
    origin[line] = origin_in(owner)
    record[line] = record_in(owner)
    amounts[line] = amount
    strict[line] = is_strict
