"""The tracing rules in plain Python, as a person would write them: dicts, deques, whole numbers.

in     a ``Ledger``
out    fen held per account and origin, clean neighbours joined; no flows, no routes
keeps  the cents of the kernels: every benchmark asserts it before it times anything
"""

from collections import defaultdict, deque
from collections.abc import Callable, Iterator

from zhanlian.tracing.ledger import Ledger
from zhanlian.tracing.methods import Method

Held = dict[tuple[int, int], int]  # fen by account and origin


def rows_of(ledger: Ledger) -> Iterator[tuple[int, int, int, int]]:
    """Payer, payee, fen and label of every row that moves money."""
    columns = (ledger.src, ledger.dst, ledger.amount_minor, ledger.origin)
    for src, dst, fen, label in zip(*(column.tolist() for column in columns), strict=True):
        if src != dst:
            yield src, dst, fen, label


def follow_lines(ledger: Ledger, *, takes_newest: bool = False) -> Held:
    """FIFO or LIFO: a line of [origin, fen] per account."""
    lines: dict[int, deque[list[int]]] = defaultdict(deque)
    is_sink = ledger.is_sink.tolist()
    for src, dst, fen, label in rows_of(ledger):
        parts = [[label, fen]] if label or is_sink[src] else take(lines[src], fen)
        line = lines[dst]
        for part in parts:
            end = line[0 if takes_newest else -1] if line else None
            if end and not end[0] and not part[0]:
                end[1] += part[1]
            elif takes_newest:
                line.appendleft(part)
            else:
                line.append(part)
    return held_in(lines)


def take(line: deque[list[int]], fen: int) -> list[list[int]]:
    """Take from the front of a line; what it lacks is money of no victim."""
    parts = []
    while fen and line:
        piece = line[0]
        if piece[1] <= fen:
            parts.append(line.popleft())
            fen -= piece[1]
        else:
            piece[1] -= fen
            parts.append([piece[0], fen])
            fen = 0
    if fen:
        parts.append([0, fen])
    return parts


def held_in(lines: dict[int, deque[list[int]]]) -> Held:
    """Fen per account and origin."""
    held: Held = defaultdict(int)
    for account, line in lines.items():
        for origin, fen in line:
            held[account, origin] += fen
    return held


def follow_beside(ledger: Ledger, *, clean_first: bool) -> Held:
    """Victim-first or lowest balance: one number of clean fen beside a line of victims' money."""
    lines: dict[int, deque[list[int]]] = defaultdict(deque)
    clean: dict[int, int] = defaultdict(int)
    is_sink = ledger.is_sink.tolist()
    for src, dst, fen, label in rows_of(ledger):
        if label:
            lines[dst].append([label, fen])
            continue
        if is_sink[src]:
            clean[dst] += fen
            continue
        first = min(fen, clean[src]) if clean_first else 0
        parts = take(lines[src], fen - first)
        tainted = [part for part in parts if part[0]]
        rest = fen - sum(part[1] for part in tainted)
        clean[src] = max(0, clean[src] - rest)
        clean[dst] += rest
        lines[dst].extend(tainted)
    held = held_in(lines)
    return held | {(account, 0): fen for account, fen in clean.items() if fen}


def mix(ledger: Ledger) -> Held:
    """Pro-rata: a dict of {origin: fen} per account."""
    held: dict[int, dict[int, int]] = defaultdict(dict)
    is_sink = ledger.is_sink.tolist()
    for src, dst, fen, label in rows_of(ledger):
        parts = {label: fen} if label or is_sink[src] else split(held[src], fen)
        target = held[dst]
        for origin, part in parts.items():
            target[origin] = target.get(origin, 0) + part
    return {
        (account, origin): fen
        for account, mixed in held.items()
        for origin, fen in mixed.items()
        if fen
    }


def split(mixed: dict[int, int], fen: int) -> dict[int, int]:
    """Take a share of every origin by cumulative rounding."""
    total = sum(mixed.values())
    if total < fen:
        mixed[0] = mixed.get(0, 0) + fen - total
        total = fen
    so_far = given = 0
    parts = {}
    for origin in sorted(mixed):
        so_far += mixed[origin]
        part = so_far * fen // total - given
        given += part
        if part:
            parts[origin] = part
            mixed[origin] -= part
            if not mixed[origin]:
                del mixed[origin]
    return parts


PEERS: dict[Method, Callable[[Ledger], Held]] = {
    Method.FIFO: follow_lines,
    Method.LIFO: lambda ledger: follow_lines(ledger, takes_newest=True),
    Method.PRO_RATA: mix,
    Method.VICTIM_FIRST: lambda ledger: follow_beside(ledger, clean_first=False),
    Method.LOWEST_BALANCE: lambda ledger: follow_beside(ledger, clean_first=True),
}
