"""Planning: which form of an expansion to run, and running it.

in     a ledger or its index, seeds, limits
out    an ``Expansion`` that says which form was run and why
keeps  the form changes the cost, never the answer

A walk by levels costs a cache miss or two per row met, and needs an index, which costs more than
one pass over the rows. With an index it was the cheaper form at every reach measured, up to half
of all rows; so nothing is foretold from a sample. What a row must carry of the row or seed before
it depends on the path: that only the pass answers exactly without reading a window twice.
"""

from collections.abc import Iterable

import numpy as np

from zhanlian.tracing.expansion.asking import (
    Ask,
    Direction,
    OtherDirection,
    Seed,
    Seeds,
    check_seeds,
)
from zhanlian.tracing.expansion.index import Course, Index, Records
from zhanlian.tracing.expansion.levels import walk_levels
from zhanlian.tracing.expansion.met import Met
from zhanlian.tracing.expansion.results import Cut, Expansion, Form, Reached, Steps
from zhanlian.tracing.expansion.scanning import walk_rows
from zhanlian.tracing.kernels.tables import Int64s
from zhanlian.tracing.ledger import Ledger

PPM = 1_000_000


def expand(  # noqa: PLR0913  each limit is asked by its name
    where: Index | Ledger,
    seeds: Seeds | Iterable[Seed | tuple[int, ...]],
    *,
    hops: int,
    window_s: int,
    amount_minor_min: int = 0,
    retention_ppm: int = 0,
    flow_share_ppm: int = 0,
    direction: str = "",
) -> Expansion:
    """Rows and accounts that money could have reached from ``seeds``, within the limits.

    Parameters
    ----------
    where : Index or Ledger
        An index answers many questions; a ledger is walked once, by one pass.
    seeds : Seeds, or (account, at[, amount_minor[, row]]) each
        Hop 1 are the rows out of a seed's account from its instant on, or after its row.
    hops, window_s : int
        Hop h + 1 are the rows out of a hop-h row's payee, later in the total order and no more
        than ``window_s`` after it. A row keeps its least hop.
    amount_minor_min, retention_ppm, flow_share_ppm : int
        What a row must carry: at least an amount; a part of the row (or seed) before it; a part
        of the seed's amount, as every row of its path must.
    direction : {"downstream", "upstream"}
        Upstream: rows into an account, back in time. Default: what the index was built for.

    Returns
    -------
    Expansion
        Rows with least hop and parent, accounts with layer, rows cut off. Rows that move
        nothing are not followed, nor rows out of a sink, unless they return a row that was met.
        A row that returns another is otherwise followed like any row, and so is the row it
        returns: some of the money may have gone on between; ``Expansion.returned`` marks both.

    Raises
    ------
    Refusal
        An unfit ledger, limit or seed; an index of the other direction.

    Source
    ------
    Design of the tracing kernels, section 8. Cost: about 0.1 us per row met, or 15 ns per row.
    """
    ask = Ask(hops, window_s, amount_minor_min, retention_ppm, flow_share_ppm)
    ask.check()
    course = _course_of(where, direction)
    told = seeds if isinstance(seeds, Seeds) else Seeds.of(seeds)
    check_seeds(told, course.ledger, direction=course.direction, needs_amount=flow_share_ppm > 0)
    arrivals = course.arrivals(told, window_s)
    amount_minor = told.amount_minor[-1 - arrivals["parent"]]
    arrivals["least_minor"] = _share_up(amount_minor, retention_ppm)
    arrivals["path_minor"] = _share_up(amount_minor, flow_share_ppm)
    met, form, chosen = _walk(where, course, arrivals, ask)
    return Expansion(
        course=course,
        seeds=told,
        ask=ask,
        steps=Steps.of(course, met.row, met.hop, met.parent),
        reached=Reached.of(course, met.account, met.layer, met.late),
        cut=Cut(course.ledger_rows(met.cut_row), met.cut_why.astype(np.int64)),
        form=form,
        chosen=chosen,
    )


def _course_of(where: Index | Ledger, direction: str) -> Course:
    if isinstance(where, Index):
        built = where.course.direction
        if direction not in {"", built}:
            raise OtherDirection(built=built, asked=direction)
        return where.course
    where.check()
    return Course.of(where, direction or Direction.DOWN)


def _share_up(amount_minor: Int64s, share_ppm: int) -> Int64s:
    """A part of each amount below 2^50, rounded up; exact."""
    whole, rest = amount_minor // PPM, amount_minor % PPM
    share: Int64s = whole * share_ppm - -rest * share_ppm // PPM
    return share


def _walk(
    where: Index | Ledger, course: Course, arrivals: Records, ask: Ask
) -> tuple[Met, Form, str]:
    """Run the form that costs less; which, and why."""
    if ask.asks_shares:
        return walk_rows(course, arrivals, ask), Form.SCAN, "a share is asked"
    if isinstance(where, Index):
        return walk_levels(where, arrivals, ask), Form.LEVELS, "an index is at hand"
    return walk_rows(course, arrivals, ask), Form.SCAN, "no index is at hand"
