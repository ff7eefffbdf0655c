"""The definitions of docs/patterns.md said slowly: per closing row, over all earlier rows.

in     a ledger, the pattern's limits
out    a set of (closing row, hubs, rows), rows as a tuple in order
keeps  plain loops and Python's whole numbers; nothing is carried from one row to the next
"""

from dataclasses import dataclass
from fractions import Fraction

MICROS = 1_000_000


@dataclass(frozen=True)
class Row:
    """One counted row."""

    number: int
    src: int
    dst: int
    second: int
    minor: int


def counted(ledger, least=0):
    """Rows that patterns look at."""
    returned = {int(each) for each in ledger.undo_row if each >= 0}
    return [
        Row(k, int(ledger.src[k]), int(ledger.dst[k]), int(ledger.at[k]) // MICROS,
            int(ledger.amount_minor[k]))
        for k in range(ledger.row_count)
        if ledger.src[k] != ledger.dst[k]
        and ledger.undo_row[k] < 0
        and k not in returned
        and not ledger.is_sink[ledger.src[k]]
        and not ledger.is_sink[ledger.dst[k]]
        and ledger.amount_minor[k] >= least
    ]  # fmt: skip


def seen_from(rows, closing, window_s):
    """The closing row and every earlier one at most ``window_s`` before it."""
    return [
        row for row in rows
        if row.number <= closing.number and closing.second - row.second <= window_s
    ]  # fmt: skip


def numbers(rows):
    return tuple(sorted({row.number for row in rows}))


def fan_in(ledger, limits, rows=None):
    rows = counted(ledger, limits.row_minor_min) if rows is None else rows
    found = set()
    for closing in rows:
        into = [r for r in seen_from(rows, closing, limits.window_s) if r.dst == closing.dst]
        if (
            len({r.src for r in into}) >= limits.parties_min
            and sum(r.minor for r in into) >= limits.total_minor_min
        ):
            found.add((closing.number, (closing.dst,), numbers(into)))
    return found


def fan_out(ledger, limits, rows=None):
    rows = counted(ledger, limits.row_minor_min) if rows is None else rows
    found = set()
    for closing in rows:
        out = [r for r in seen_from(rows, closing, limits.window_s) if r.src == closing.src]
        if (
            len({r.dst for r in out}) >= limits.parties_min
            and sum(r.minor for r in out) >= limits.total_minor_min
        ):
            found.add((closing.number, (closing.src,), numbers(out)))
    return found


@dataclass(frozen=True)
class FanLimits:
    window_s: int
    parties_min: int
    total_minor_min: int = 0


def structuring(twin, ledger, limits):
    found = set()
    for top in {limits.low_minor, limits.middle_minor, limits.high_minor} - {0}:
        least = top - top * limits.band_ppm // 1_000_000
        rows = [r for r in counted(ledger) if least <= r.minor <= top]
        found |= twin(ledger, FanLimits(limits.window_s, limits.parties_min), rows)
    return found


def structuring_in(ledger, limits):
    return structuring(fan_in, ledger, limits)


def structuring_out(ledger, limits):
    return structuring(fan_out, ledger, limits)


def gather_scatter(ledger, limits):
    rows = counted(ledger, limits.row_minor_min)
    found = set()
    for closing in rows:
        seen = seen_from(rows, closing, limits.window_s)
        into = [r for r in seen if r.dst == closing.src]
        turns = [
            r for r in into
            if len({e.src for e in into if e.number <= r.number}) >= limits.payers_min
        ]  # fmt: skip
        if not turns:
            continue
        out = [r for r in seen if r.src == closing.src and r.number > turns[0].number]
        if (
            len({r.dst for r in out}) >= limits.payees_min
            and sum(r.minor for r in out) >= limits.total_minor_min
        ):
            found.add((closing.number, (closing.src,), numbers(into + out)))
    return found


def scatter_gather(ledger, limits):
    rows = counted(ledger, limits.row_minor_min)
    found = set()
    for closing in rows:
        seen = seen_from(rows, closing, limits.window_s)
        for source in {r.src for r in seen if r.dst == closing.src} - {closing.dst}:
            legs, middles = [], set()
            for early in (r for r in seen if r.src == source):
                for late in (r for r in seen if r.src == early.dst and r.dst == closing.dst):
                    if early.number < late.number and not is_busy(rows, late, limits):
                        legs += [early, late]
                        middles.add(late.src)
            if len(middles) >= limits.middles_min and closing in legs:
                found.add((closing.number, (source, closing.dst), numbers(legs)))
    return found


def is_busy(rows, late, limits):
    """Whether the middle of a late row had too many rows in inside the window before it."""
    seen = seen_from(rows, late, limits.window_s)
    return len([r for r in seen if r.dst == late.src]) > limits.touches_max


def cycle(ledger, limits):
    rows = counted(ledger, limits.row_minor_min)
    found = set()
    for closing in rows:
        seen = [r for r in seen_from(rows, closing, limits.window_s) if r != closing]
        for way in ways_back(seen, [closing], limits):
            found.add((closing.number, least_hub(way), numbers(way)))
    return found


def least_hub(way):
    return (min(r.src for r in way),)


def ways_back(seen, way, limits):
    """Every way from the closing row's payee back to its payer; ``way`` is last row first."""
    here = way[-1]
    earlier = [r for r in seen if r.dst == here.src and r.number < here.number]
    for payer in {r.src for r in earlier}:
        fit = [r for r in earlier if r.src == payer and is_kept(r, here, limits.keep_ppm_min)]
        if not fit:
            continue
        longer = [*way, max(fit, key=lambda r: r.number)]
        if payer == way[0].dst:
            yield longer
        elif len(longer) < limits.length_max and payer not in {r.src for r in way}:
            yield from ways_back(seen, longer, limits)


def is_kept(early, late, keep_ppm_min):
    if keep_ppm_min == 0:
        return True
    return Fraction(early.minor * keep_ppm_min, 1_000_000) <= late.minor <= early.minor


def chain(ledger, limits):
    rows = counted(ledger, limits.row_minor_min)
    best, found = {}, set()
    for row in rows:
        fit = [
            best[early.number] for early in rows
            if early.number < row.number
            and early.dst == row.src
            and row.second - early.second <= limits.hop_s
            and Fraction(early.minor * limits.keep_ppm_min, 1_000_000) <= row.minor
            and row.minor <= early.minor - Fraction(early.minor * limits.peel_ppm_min, 1_000_000)
            and len(best[early.number]) < limits.hops_max
            and row.dst not in {r.src for r in best[early.number]}
        ]  # fmt: skip
        longest = max(fit, key=lambda way: (len(way), way[-1].number), default=[])
        best[row.number] = [*longest, row]
        if len(best[row.number]) >= limits.hops_min:
            found.add((row.number, (best[row.number][0].src,), numbers(best[row.number])))
    return found


def block(rows, closing, limits):
    """The rows of the block that a row closes, or nothing."""
    seen = seen_from(rows, closing, limits.window_s)
    sinks = {r.dst for r in seen if r.src == closing.src}
    sources = {r.src for r in seen if r.dst == closing.dst}
    sinks, sources = sinks - sources, sources - sinks

    def paid(source, sink):
        return any(r.src == source and r.dst == sink for r in seen)

    sources = {s for s in sources if sum(paid(s, t) for t in sinks) >= limits.sinks_min}
    sinks = {t for t in sinks if sum(paid(s, t) for s in sources) >= limits.sources_min}
    pairs = sum(paid(s, t) for s in sources for t in sinks)
    if len(sources) < limits.sources_min or len(sinks) < limits.sinks_min:
        return []
    if pairs * 1_000_000 < limits.dense_ppm * len(sources) * len(sinks):
        return []
    return [r for r in seen if r.src in sources and r.dst in sinks]


def bipartite(ledger, limits):
    rows = counted(ledger, limits.row_minor_min)
    blocks = {closing.number: block(rows, closing, limits) for closing in rows}
    return {(number, (), numbers(cells)) for number, cells in blocks.items() if cells}


def stack(ledger, limits, below_limits):
    rows = counted(ledger, below_limits.row_minor_min)
    blocks = {closing.number: block(rows, closing, below_limits) for closing in rows}
    blocks = {number: cells for number, cells in blocks.items() if cells}
    second = {row.number: row.second for row in rows}
    found = set()
    for number, cells in blocks.items():
        lower = {}
        for source in {r.src for r in cells}:
            with_sink = [
                early for early, others in blocks.items()
                if early < number and source in {r.dst for r in others}
            ]  # fmt: skip
            if with_sink and second[number] - second[max(with_sink)] <= limits.window_s:
                lower[source] = max(with_sink)
        if len(lower) >= limits.middles_min:
            every = [*cells, *(r for early in lower.values() for r in blocks[early])]
            found.add((number, (), numbers(every)))
    return found


def walks(ledger, limits):
    """Every walk of the ledger, as lists of rows."""
    rows = counted(ledger)
    follower, walk = {}, {}
    for row in rows:
        open_rows = [
            early for early in rows
            if early.number < row.number and early.dst == row.src
            and early.number not in follower and row.second - early.second <= limits.hop_s
        ]  # fmt: skip
        if open_rows:
            early = open_rows[-1]
            follower[early.number] = row.number
            walk[row.number] = walk[early.number]
        else:
            walk[row.number] = []
        walk[row.number].append(row)
    return [way for number, way in walk.items() if way[0].number == number]


def random_walk(ledger, limits, taken):
    return {
        (way[limits.rows_min - 1].number, (way[0].src,), numbers(way))
        for way in walks(ledger, limits)
        if len(way) >= limits.rows_min and not taken & set(numbers(way))
    }


def pass_through(ledger, limits):
    """First in, first out by hand: every account a line of [came row, minor]."""
    return dwells(ledger, limits, moves_of(ledger), arrivals_of(ledger))


def dwells(ledger, limits, moves, arrivals):
    """Hits of pieces (came row, left row, minor), and of arrivals (row, minor)."""
    found = set()
    second = [int(at) // MICROS for at in ledger.at]
    for closing in {left for _, left, _ in moves}:
        here = int(ledger.src[closing])
        fast = [
            (came, left, minor) for came, left, minor in moves
            if int(ledger.src[left]) == here and left <= closing
            and second[left] - second[came] <= limits.within_s
            and second[closing] - second[left] <= limits.window_s
        ]  # fmt: skip
        came_minor = sum(
            minor for row, minor in arrivals
            if row < closing and int(ledger.dst[row]) == here
            and second[closing] - second[row] <= limits.window_s + limits.within_s
        )  # fmt: skip
        total = sum(minor for _, _, minor in fast)
        if (
            any(left == closing for _, left, _ in fast)
            and total >= limits.minor_min
            and total * 1_000_000 >= limits.share_ppm_min * came_minor
        ):
            found.add((closing, (here,), tuple(sorted({row for m in fast for row in m[:2]}))))
    return found


def standing(ledger):
    """(row, payer, payee, minor) of rows between two accounts that were not returned."""
    returned = {int(each) for each in ledger.undo_row if each >= 0}
    return [
        (row, int(ledger.src[row]), int(ledger.dst[row]), int(ledger.amount_minor[row]))
        for row in range(ledger.row_count)
        if ledger.src[row] != ledger.dst[row] and ledger.undo_row[row] < 0 and row not in returned
    ]


def arrivals_of(ledger):
    return [(row, minor) for row, _, _, minor in standing(ledger)]


def moves_of(ledger):
    """(came row, left row, minor) of every piece that moved on."""
    lines = {account: [[None, int(minor)]] for account, minor in enumerate(ledger.opening_minor)}
    moves = []
    for row, src, dst, minor in standing(ledger):
        left = 0 if ledger.is_sink[src] else minor
        while left and lines[src]:
            piece = lines[src][0]
            part = min(left, piece[1])
            if piece[0] is not None:
                moves.append((piece[0], row, part))
            piece[1] -= part
            left -= part
            if not piece[1]:
                lines[src].pop(0)
        lines[dst].append([row, minor])
    return moves


def episodes(hits, key):
    """Hits joined: (hubs of the first, closings, rows) per case; ``key`` tells who may join."""
    cases = []
    for hit in sorted(hits):
        touching = [
            case for case in cases
            if any(key(hit) == key(other) and set(hit[2]) & set(other[2]) for other in case)
        ]  # fmt: skip
        cases = [case for case in cases if case not in touching]
        cases.append(sorted([hit, *(other for case in touching for other in case)]))
    return {
        (case[0][0], case[-1][0], len(case), tuple(sorted({r for hit in case for r in hit[2]})))
        for case in cases
    }


def windows(ledger, window_s):
    """The eight window columns of every counted row."""
    rows = counted(ledger)
    lines = []
    for closing in rows:
        seen = seen_from(rows, closing, window_s)
        line = []
        for account in (closing.src, closing.dst):
            out = [r for r in seen if r.src == account]
            into = [r for r in seen if r.dst == account]
            sums = sum(r.minor for r in out), sum(r.minor for r in into)
            if account == closing.src:
                line += [len({r.dst for r in out}), len(out), *sums]
            else:
                line += [len({r.src for r in into}), len(into), *reversed(sums)]
        lines.append(line)
    return lines
