"""Expansion lines: the arrivals of one account and hop that a later row may still follow.

in     arrivals in total order, each open until it closes
out    the arrival a row follows, if any
keeps  an arrival leaves its line when it closes, or when a later one asks no more than it of
       any row; a line that asks one thing only (a part of the row before, or of the seed)
       therefore rises from its first node to its last, and its first node decides

A node stands in ``pool`` one lower than lines name it: 0 names none. Free nodes are chained by
``after`` from ``count[FREE]``.
"""

from zhanlian.tracing.kernels.compiled import kernel
from zhanlian.tracing.kernels.expansion_records import NOBODY, THIN, WEAK

FREE, USED, STEPS, CUTS, TURN = 0, 1, 2, 3, 4  # places in ``count``
NONE_OPEN = -1


@kernel
def take_node(pool, count):
    """A node to write in; the caller has made sure that there is one."""
    node = count[FREE]
    if node != NOBODY:
        count[FREE] = pool[node - 1].after
        return node
    count[USED] += 1
    return count[USED]


@kernel
def drop_node(pool, count, node):
    """Give a node back."""
    pool[node - 1].after = count[FREE]
    count[FREE] = node


@kernel
def drop_closed(line, place, now, pool, count):
    """Take the nodes that are closed by ``now`` off the front of a line."""
    node = line[place].first
    while node != NOBODY and pool[node - 1].closes <= now:
        after = pool[node - 1].after
        drop_node(pool, count, node)
        node = after
    line[place].first = node
    if node == NOBODY:
        line[place].last = NOBODY
    else:
        pool[node - 1].before = NOBODY


@kernel
def drop_outdone(line, place, least_minor, path_minor, pool, count):
    """Take the nodes off the back that ask no less than a new arrival does."""
    node = line[place].last
    while (
        node != NOBODY
        and pool[node - 1].least_minor >= least_minor
        and pool[node - 1].path_minor >= path_minor
    ):
        before = pool[node - 1].before
        drop_node(pool, count, node)
        node = before
    line[place].last = node
    if node == NOBODY:
        line[place].first = NOBODY
    else:
        pool[node - 1].after = NOBODY


@kernel
def add_arrival(line, place, closes, least_minor, path_minor, parent, pool, count):
    """Put an arrival at the back of a line; it is the latest, and closes last."""
    drop_outdone(line, place, least_minor, path_minor, pool, count)
    node = take_node(pool, count)
    last = line[place].last
    pool[node - 1].closes = closes
    pool[node - 1].least_minor = least_minor
    pool[node - 1].path_minor = path_minor
    pool[node - 1].parent = parent
    pool[node - 1].before = last
    pool[node - 1].after = NOBODY
    line[place].last = node
    if last == NOBODY:
        line[place].first = node
    else:
        pool[last - 1].after = node


@kernel
def find_parent(line, place, amount_minor, asks_both, pool):
    """The node a row of ``amount_minor`` follows, and why none does: (node, why).

    Of those it may follow: the one that asks least of a path, then of a row, then the latest.
    ``why`` is NONE_OPEN for an empty line. Cost: one node, or the line where both are asked.
    """
    best, why = NOBODY, NONE_OPEN
    node = line[place].first
    while node != NOBODY:
        if pool[node - 1].least_minor > amount_minor:
            why = max(why, THIN)
        elif pool[node - 1].path_minor > amount_minor:
            why = max(why, WEAK)
        elif best == NOBODY or asks_no_more(pool, node, best):
            best = node
        if not asks_both:
            break
        node = pool[node - 1].after
    return best, why


@kernel
def asks_no_more(pool, node, other):
    """Whether ``node`` asks no more than ``other``: of a path first, then of a row."""
    if pool[node - 1].path_minor != pool[other - 1].path_minor:
        return pool[node - 1].path_minor < pool[other - 1].path_minor
    return pool[node - 1].least_minor <= pool[other - 1].least_minor
