"""An expansion said slowly: every row asked of every arrival, hop by hop, in plain Python.

Money arrives at an account with a seed or a row; rows after it, in its window, may pass it on.
Out of a sink only what it returns is followed, and only from the row it returns.
"""

from typing import NamedTuple

from zhanlian.tracing.ledger import MICROS

PPM = 1_000_000


class Arrival(NamedTuple):
    account: int
    order: tuple[int, int]  # the row that brought it, or the place between two rows; its instant
    closes: int
    least: int  # what the next row must carry
    path: int  # what every row must carry
    parent: int
    brought_by: int


class Answer(NamedTuple):
    steps: dict[tuple[int, int], int]  # (row, hop): parent
    cut: dict[int, int]  # row: why
    layers: dict[int, int]
    late: dict[int, int]


def rounded_up(amount, ppm):
    return -(-amount * ppm // PPM)


def clock_of(ledger):
    """Instants that never go back: the tie rule may order inside a second as it likes."""
    clock, last = [], None
    for at in ledger.at.tolist():
        last = at if last is None else max(last, at)
        clock.append(last)
    return clock


def returns_of(ledger):
    """The rows that a row may follow out of a sink."""
    undo_row = ledger.undo_row.tolist()
    return {row: {undone} for row, undone in enumerate(undo_row) if undone >= 0}


def downstream(ledger, seeds, ask, returns=None):
    """What ``expand`` should say of rows, cuts, layers and late rows."""
    clock, returns = clock_of(ledger), returns_of(ledger) if returns is None else returns
    columns = (ledger.src.tolist(), ledger.dst.tolist(), ledger.amount_minor.tolist(), clock)
    rows = list(zip(*columns, strict=True))
    arrivals = [seed_arrival(number, seed, clock, ask) for number, seed in enumerate(seeds)]
    layers = {each.account: 1 for each in arrivals}
    steps, paths, windows, inside = {}, {}, [], {}
    for hop in range(1, ask.hops + 1):
        windows += arrivals
        came = []
        for row, (src, dst, amount, at) in enumerate(rows):
            here = [a for a in arrivals if may_follow(a, row, src, dst, at)]
            if ledger.is_sink[src]:
                here = [a for a in here if a.brought_by in returns.get(row, ())]
            inside.setdefault(row, []).extend(here)
            fit = [a for a in here if amount >= max(ask.amount_minor_min, a.least, a.path)]
            best = max(fit, key=lambda a: (-a.path, -a.least, a.order, a.parent), default=None)
            if best is not None and best.path < paths.get(row, 1 << 62):
                paths[row] = best.path
                steps[row, hop] = best.parent
                layers.setdefault(dst, hop + 1)
                least = rounded_up(amount, ask.retention_ppm)
                closes = at + ask.window_s * MICROS
                came.append(Arrival(dst, (row, at), closes, least, best.path, row, row))
        arrivals = came
    cut = {
        row: why_cut(rows[row][2], here, ask)
        for row, here in inside.items()
        if here and row not in paths
    }
    late = {account: late_row(account, rows, windows, ledger) for account in layers}
    return Answer(steps, cut, layers, late)


def seed_arrival(number, seed, clock, ask):
    account, at, amount, row = seed
    since = clock[row] if row >= 0 else at
    order = row if row >= 0 else sum(each < at for each in clock) - 1
    least, path = (rounded_up(amount, ppm) for ppm in (ask.retention_ppm, ask.flow_share_ppm))
    closes = since + ask.window_s * MICROS
    return Arrival(account, (order, since), closes, least, path, -1 - number, row)


def may_follow(arrival, row, src, dst, at):
    is_here = arrival.account == src != dst
    return is_here and arrival.order[0] < row and at <= arrival.closes


def why_cut(amount, here, ask):
    if amount < ask.amount_minor_min:
        return 0
    return 1 if all(each.least > amount for each in here) else 2


def late_row(account, rows, windows, ledger):
    """The first row out of an account after its last window; none for a sink."""
    ends = [each.closes for each in windows if each.account == account]
    if not ends or ledger.is_sink[account]:
        return -1
    after = [
        row
        for row, (src, dst, _, at) in enumerate(rows)
        if src == account != dst and at > max(ends)
    ]
    return after[0] if after else -1
