"""How fast money is followed: the tracing kernels beside plain Python on one made-up case.

Sizes: rows as the first argument, default 1,000,000; 0.2 accounts per row, 1,000 victims.
Machine and load are printed. Expected cost: about two minutes at a million rows, most of it
the Python peer. Results are compared, per account and victim, before anything is timed.

    python benchmarks/tracing_kernels.py 1000000
"""

import argparse
import os
import platform
import statistics
import time
from collections import defaultdict, deque
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from zhanlian.tracing.ledger import Ledger
from zhanlian.tracing.methods import Method
from zhanlian.tracing.trace import Trace, trace

Int64s = NDArray[np.int64]
Row = tuple[int, int, int, int, int]  # src, dst, second, fen, origin
Arrival = tuple[int, int, int, int]  # layer, card, second, fen
Held = dict[tuple[int, int], int]  # fen by account and origin

SEED = 20240601
DAYS, DAY_S = 90, 86_400
VICTIMS, VICTIMS_PER_GANG = 1000, 20
CARDS_PER_LAYER = (5, 15, 30, 60)
SPLITS = (5, 4, 3)
KEPT_FROM = (0.95, 0.90, 0.90)
DELAY_S = ((60, 1800), (60, 3600), (0, 6 * 3600), (0, DAY_S))
SINKS = 100
ACCOUNTS_PER_ROW = 0.2
ROUNDS = 3


def lognormal_fen(rng: Generator, median_fen: int, sigma: float, size: int) -> Int64s:
    """Amounts in fen, clipped to [1, 5e9]."""
    amounts = np.exp(rng.normal(np.log(median_fen), sigma, size))
    return np.clip(amounts, 1, 5e9).astype(np.int64)


def plant_gangs(rng: Generator, quiet: Int64s, sinks: Int64s) -> list[Row]:
    """Deposits and their four layers: rows of (src, dst, second, fen, origin)."""
    rows, origin = [], 0
    for _ in range(VICTIMS // VICTIMS_PER_GANG):
        layers = [rng.choice(quiet, size) for size in CARDS_PER_LAYER]
        for victim in rng.choice(quiet, VICTIMS_PER_GANG):
            origin += 1
            for _ in range(1 + rng.poisson(1)):
                at_s = int(rng.integers(0, (DAYS - 3) * DAY_S))
                fen = int(lognormal_fen(rng, 2_000_000, 1.0, 1)[0])
                card = int(rng.choice(layers[0]))
                rows.append((int(victim), card, at_s, fen, origin if victim != card else 0))
                pass_on(rng, rows, layers, sinks, (0, card, at_s, fen))
    return rows


def pass_on(
    rng: Generator, rows: list[Row], layers: list[Int64s], sinks: Int64s, arrival: Arrival
) -> None:
    """Split what arrived among the next layer's cards, and on to a sink after the fourth."""
    layer, card, at_s, fen = arrival
    is_last = layer == len(layers) - 1
    count = 1 if is_last else int(rng.integers(1, SPLITS[layer] + 1))
    kept = 1.0 if is_last else rng.uniform(KEPT_FROM[layer], 1.0)
    for _ in range(count):
        target = int(rng.choice(sinks if is_last else layers[layer + 1]))
        later_s = at_s + int(rng.integers(DELAY_S[layer][0], DELAY_S[layer][1] + 1))
        part = max(1, int(fen * kept / count))
        if card != target:
            rows.append((card, target, later_s, part, 0))
        if not is_last:
            pass_on(rng, rows, layers, sinks, (layer + 1, target, later_s, part))


def made_up_case(row_count: int) -> Ledger:
    """The ledger of section 12 of the kernel design: hubs, rounded amounts, planted gangs."""
    rng = Generator(np.random.PCG64(SEED))
    accounts = round(ACCOUNTS_PER_ROW * row_count)
    by_rank = rng.permutation(accounts)
    sinks = by_rank[:SINKS]
    planted = plant_gangs(rng, by_rank[accounts // 2 :], sinks)[:row_count]
    others = row_count - len(planted)
    fen = lognormal_fen(rng, 50_000, 1.6, others)
    is_round = rng.random(others) < 0.2
    fen = np.where(is_round, -(-fen // 10_000) * 10_000, fen)
    columns = [
        by_rank[(accounts * rng.random(others) ** 2.0).astype(np.int64)],
        by_rank[(accounts * rng.random(others) ** 2.5).astype(np.int64)],
        rng.integers(0, DAYS * DAY_S, others),
        fen,
        np.zeros(others, dtype=np.int64),
    ]
    planted_columns = np.array(planted, dtype=np.int64).T
    src, dst, at_s, fen, origin = (
        np.concatenate(pair) for pair in zip(columns, planted_columns, strict=True)
    )
    order = np.argsort(at_s, kind="stable")
    is_sink = np.zeros(accounts, dtype=np.bool_)
    is_sink[sinks] = True
    return Ledger(
        src=src[order].astype(np.int32),
        dst=dst[order].astype(np.int32),
        at=at_s[order] * 1_000_000,
        amount_minor=fen[order],
        undo_row=np.full(row_count, -1, dtype=np.int32),
        origin=origin[order].astype(np.int32),
        opening_minor=np.zeros(accounts, dtype=np.int64),
        is_sink=is_sink,
        account_ids=tuple(map(str, range(accounts))),
        transfer_ids=np.arange(row_count, dtype=np.int64),
        origin_ids=tuple(map(str, range(1, int(origin.max()) + 1))),
        currency="CNY",
    )


def follow_in_python(ledger: Ledger, *, takes_newest: bool) -> Held:
    """FIFO or LIFO with a dict of deques, clean neighbours joined: {(account, origin): fen}."""
    lines: dict[int, deque[list[int]]] = defaultdict(deque)
    columns = (ledger.src, ledger.dst, ledger.amount_minor, ledger.origin)
    is_sink = ledger.is_sink.tolist()
    for src, dst, fen, label in zip(*(column.tolist() for column in columns), strict=True):
        if src == dst:
            continue
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


def mix_in_python(ledger: Ledger) -> Held:
    """Pro-rata with a dict of dicts and whole numbers: {(account, origin): fen}."""
    held: dict[int, dict[int, int]] = defaultdict(dict)
    columns = (ledger.src, ledger.dst, ledger.amount_minor, ledger.origin)
    is_sink = ledger.is_sink.tolist()
    for src, dst, fen, label in zip(*(column.tolist() for column in columns), strict=True):
        if src == dst:
            continue
        parts = {label: fen} if label or is_sink[src] else split(held[src], fen)
        target = held[dst]
        for origin, part in parts.items():
            target[origin] = target.get(origin, 0) + part
    return {
        (account, origin): fen
        for account, mix in held.items()
        for origin, fen in mix.items()
        if fen
    }


def split(mix: dict[int, int], fen: int) -> dict[int, int]:
    """Take a share of every origin by cumulative rounding."""
    total = sum(mix.values())
    if total < fen:
        mix[0] = mix.get(0, 0) + fen - total
        total = fen
    so_far = given = 0
    parts = {}
    for origin in sorted(mix):
        so_far += mix[origin]
        part = so_far * fen // total - given
        given += part
        if part:
            parts[origin] = part
            mix[origin] -= part
            if not mix[origin]:
                del mix[origin]
    return parts


PEERS = {
    Method.FIFO: lambda ledger: follow_in_python(ledger, takes_newest=False),
    Method.LIFO: lambda ledger: follow_in_python(ledger, takes_newest=True),
    Method.PRO_RATA: mix_in_python,
}


def seconds_of(job: Callable[[], Any]) -> tuple[float, Any]:
    """Processor seconds of one run, and its result."""
    start_s = time.process_time()
    found = job()
    return time.process_time() - start_s, found


def assert_equal(found: Trace, expected: Held) -> None:
    """Every (account, origin) holds the same fen in both."""
    held = found.holdings
    keys = zip(held.account.tolist(), held.origin.tolist(), strict=True)
    assert dict(zip(keys, held.amount_minor.tolist(), strict=True)) == dict(expected)


def compare(ledger: Ledger, method: Method) -> str:
    """One line of the table: medians of interleaved rounds, after the results agreed."""
    trace(ledger, method=method)
    ours_s, peer_s = [], []
    for turn in range(ROUNDS):
        spent_s, found = seconds_of(lambda: trace(ledger, method=method))
        ours_s.append(spent_s)
        if method in PEERS and (turn == 0 or method is not Method.PRO_RATA):
            spent_s, expected = seconds_of(lambda: PEERS[method](ledger))
            peer_s.append(spent_s)
            assert_equal(found, expected)
            del expected
    ours_ns = 1e9 * statistics.median(ours_s) / ledger.row_count
    if not peer_s:
        return f"| {method} | {ours_ns:.0f} | - | - | {found.lineage.row.size:,} |"
    peer_ns = 1e9 * statistics.median(peer_s) / ledger.row_count
    moved = found.lineage.row.size or found.flows.row.size
    return f"| {method} | {ours_ns:.0f} | {peer_ns:.0f} | {peer_ns / ours_ns:.0f} | {moved:,} |"


def main() -> None:
    """Print the table."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("rows", nargs="?", type=int, default=1_000_000)
    ledger = made_up_case(asked.parse_args().rows)
    labelled = int(ledger.amount_minor[ledger.origin > 0].sum())
    print(f"{ledger.row_count:,} rows, {ledger.account_count:,} accounts,", end=" ")
    print(f"{np.count_nonzero(ledger.origin):,} deposits, {labelled:,} of", end=" ")
    print(f"{int(ledger.amount_minor.sum()):,} fen labelled; seed {SEED}")
    print(f"{platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f},", end=" ")
    print(f"Python {platform.python_version()}; processor time, median of {ROUNDS} rounds\n")
    print("| method | trace(), all in, ns/row | Python peer, ns/row | ratio | moves or flows |")
    print("| --- | --- | --- | --- | --- |")
    for method in Method:
        print(compare(ledger, method), flush=True)


if __name__ == "__main__":
    main()
