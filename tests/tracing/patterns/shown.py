"""Shown: hits and episodes as sets of plain tuples, the way the slow twins write them."""

from zhanlian.tracing.pattern_limits import Pattern
from zhanlian.tracing.patterns.episodes import join_episodes


def hits_of(hits):
    """Hits as the twins write them."""
    shown = set()
    for hit in range(hits.closing.size):
        hubs = tuple(int(h) for h in (hits.hub[hit], hits.second_hub[hit]) if h >= 0)
        shown.add((int(hits.closing[hit]), hubs, tuple(hits.rows_of(hit).tolist())))
    assert hits.pattern is Pattern.CYCLE or len(shown) == hits.closing.size, "said twice"
    return shown


def episodes_of(hits):
    cases = join_episodes(hits)
    return {
        (int(cases.first_closing[e]), int(cases.last_closing[e]), int(cases.closing_count[e]),
         tuple(cases.rows_of(e).tolist()))
        for e in range(cases.count)
    }  # fmt: skip
