"""Small ledgers: written by hand from a few lines, or drawn by hypothesis."""

import numpy as np
from hypothesis import strategies as st

from zhanlian.tracing.ledger import Ledger

SECOND = 1_000_000


def make_ledger(rows, *, accounts, opening=None, sinks=(), origin_count=None):
    """A ledger from (src, dst, at, amount, origin, undo) tuples of plain numbers."""
    columns = list(zip(*rows, strict=True)) or [[], [], [], [], [], []]
    src, dst, at, amount, origin, undo = columns
    is_sink = np.zeros(accounts, dtype=np.bool_)
    is_sink[list(sinks)] = True
    origins = max([0, *origin]) if origin_count is None else origin_count
    return Ledger(
        src=np.array(src, dtype=np.int32),
        dst=np.array(dst, dtype=np.int32),
        at=np.array(at, dtype=np.int64),
        amount_minor=np.array(amount, dtype=np.int64),
        undo_row=np.array(undo, dtype=np.int32),
        origin=np.array(origin, dtype=np.int32),
        opening_minor=np.array(opening or [0] * accounts, dtype=np.int64),
        is_sink=is_sink,
        account_ids=tuple(f"account-{number}" for number in range(accounts)),
        transfer_ids=np.arange(len(src), dtype=np.int64),
        origin_ids=tuple(f"payment-{number + 1}" for number in range(origins)),
        currency="CNY",
    )


def written_ledger(text, *, opening=None, sinks=()):
    """A ledger from lines of ``from to yuan [+origin | -row] [@second]``; names in text order.

    Rows without a second are a minute apart, so no two are tied.
    """
    names, rows = [], []
    for line in text.strip().splitlines():
        payer, payee, yuan, *marks = line.split()
        for name in (payer, payee):
            if name not in names:
                names.append(name)
        number, at_s, origin, undo = len(rows), 60 * len(rows), 0, -1
        for mark in marks:
            if mark[0] == "@":
                at_s = int(mark[1:])
            elif mark[0] == "+":
                origin = int(mark[1:])
            else:
                undo = int(mark[1:])
        assert undo < number
        amount = round(float(yuan) * 100)
        rows.append((names.index(payer), names.index(payee), at_s * SECOND, amount, origin, undo))
    openings = [round(100 * (opening or {}).get(name, 0)) for name in names]
    ledger = make_ledger(
        rows, accounts=len(names), opening=openings, sinks=[names.index(name) for name in sinks]
    )
    return ledger, {name: number for number, name in enumerate(names)}


def yuan_held(trace, account):
    """What an account holds, by origin, in yuan."""
    here = trace.holdings.account == account
    amounts = trace.holdings.amount_minor[here] / 100
    return dict(zip(trace.holdings.origin[here].tolist(), amounts.tolist(), strict=True))


STEPS = st.tuples(
    st.sampled_from(["pay", "pay", "pay", "pay", "label", "label", "undo", "self"]),
    st.integers(0, 5),
    st.integers(0, 4),
    st.one_of(st.integers(1, 12), st.just(10), st.integers(1, 400)),
    st.sampled_from([0, 300_000, SECOND, SECOND, SECOND, 60 * SECOND]),
    st.integers(0, 1000),
)


@st.composite
def ledgers(draw, *, max_rows=40, has_labels=True, has_undo=True):
    """Up to six accounts with few distinct amounts, ties, undo rows, sinks and openings."""
    accounts = draw(st.integers(2, 6))
    steps = draw(st.lists(STEPS, min_size=1, max_size=max_rows))
    opening = draw(st.lists(st.integers(0, 30), min_size=accounts, max_size=accounts))
    sinks = draw(st.sets(st.integers(0, accounts - 1), max_size=2))
    rows, at, origins = [], 0, 0
    for what, payer, offset, drawn, pause, pick in steps:
        at, amount = at + pause, drawn
        src = payer % accounts
        dst = (src + 1 + offset % (accounts - 1)) % accounts
        origin, undo = 0, -1
        if what == "self":
            dst = src
        elif what == "label" and has_labels:
            origin = origins = origins + 1 if pick % 3 or not origins else origins
        elif what == "undo" and has_undo and rows:
            undo = max(0, len(rows) - 1 - pick % 6)
            dst, src, _, amount, _, _ = rows[undo]
        rows.append((src, dst, at, amount, origin, undo))
    return make_ledger(rows, accounts=accounts, opening=opening, sinks=sinks)
