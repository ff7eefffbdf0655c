"""How fast patterns are found: every detector on one made-up case, and two peers on its rows.

Sizes: rows as the first argument, default 1,000,000; 0.2 accounts per row, seed 20240601; the
hundred busiest accounts are no ends here, so that every row counts. Peers: the Graph Feature
Preprocessor of snapml, and networkx. Each has an interpreter of its own, named by ZHANLIAN_PEERS:

    uv venv PEERS && uv pip install --python PEERS/bin/python snapml networkx
    ZHANLIAN_PEERS=PEERS/bin/python python benchmarks/patterns.py 1000000

Without it, that part is skipped with a sentence. Counts are compared before anything is timed: the
peer is given one row at a time there, because it looks ahead inside a batch; for its time it gets
batches. Expected cost: about two minutes, half of it the peer.
"""

import argparse
import os
import platform
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from ledgers import made_up_ledger

from zhanlian.tracing.ledger import MICROS, Ledger
from zhanlian.tracing.pattern_limits import (
    Cycle,
    FanIn,
    ScatterGather,
)
from zhanlian.tracing.patterns import Limits, Pattern, find_hits, join_episodes, window_features
from zhanlian.tracing.patterns.counted import count_rows
from zhanlian.tracing.patterns.features import features_of

DAY_S, ROUNDS = 86_400, 3
PEER_ROWS, EQUAL_ROWS, BATCH = 100_000, 3_000, 4_096
SIZES = list(range(1, 12))  # sizes of fans that the peer tells apart
FEW, VERY_FEW = 600, 60  # accounts of the cases on which counts are compared
TINY, TINY_ROWS, TINY_DRAWS = 5, 390, 6
SEED = 20240601
CYCLE_MAX = 6
ONE_DAY = Limits(fan_in=FanIn(window_s=DAY_S), cycle=Cycle(window_s=DAY_S))
PEER = """
import sys, time
import numpy as np
from snapml import GraphFeaturePreprocessor
rows = np.load(sys.argv[1])
window, batch, length, wanted = int(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]), sys.argv[5]
asked = {"num_threads": 1, "time_window": window, "vertex_stats": False}
for name in ("fan", "degree", "scatter-gather", "temp-cycle", "lc-cycle"):
    asked[name] = name in wanted.split(",")
    asked[name + "_tw"] = window
for name in ("fan", "degree", "scatter-gather"):
    asked[name + "_bins"] = list(range(1, 12))
asked["temp-cycle_bins"] = list(range(2, length + 2))  # the last column takes all longer ones
peer = GraphFeaturePreprocessor()
peer.set_params(asked)
start = time.process_time()
found = [peer.transform(rows[k : k + batch])[:, 4:] for k in range(0, len(rows), batch)]
spent = time.process_time() - start
np.savez(sys.argv[6], found=np.vstack(found), spent=spent)
"""
NETWORKX = """
import sys, time
import numpy as np
import networkx
rows = np.load(sys.argv[1])
graph = networkx.DiGraph()
graph.add_edges_from(rows[:, 1:3].astype(int).tolist())
start = time.process_time()
count = sum(1 for _ in networkx.simple_cycles(graph, length_bound=int(sys.argv[2])))
np.savez(sys.argv[3], count=count, spent=time.process_time() - start)
"""


def seconds_of(job: Callable[[], Any]) -> tuple[float, Any]:
    """Processor seconds of one run, and its result."""
    start_s = time.process_time()
    found = job()
    return time.process_time() - start_s, found


def open_case(row_count: int) -> Ledger:
    """The made-up case in which no account is an end."""
    ledger = made_up_ledger(row_count)
    return replace(ledger, is_sink=np.zeros_like(ledger.is_sink))


def print_jobs(ledger: Ledger) -> None:
    """Time of every detector: nanoseconds a row, hits, episodes, rows that ran out of steps."""
    for job in (lambda: detect(open_case(20_000)), lambda: detect(ledger)):
        lines = job()
    print("| job; patterns at a window of one day | ns/row | hits | episodes | out of steps |")
    print("| --- | --- | --- | --- | --- |")
    print("\n".join(lines) + "\n")


def detect(ledger: Ledger) -> list[str]:
    """Lines of the table for one ledger."""
    prepare_s, prepared = seconds_of(lambda: count_rows(ledger))
    lists_s, _ = seconds_of(lambda: (prepared.lists, prepared.pairs))
    lines = [line_of("rows counted, listed by account and by pair", prepare_s + lists_s, ledger)]
    for days in (1, 10):
        runs = [
            seconds_of(lambda days=days: features_of(prepared, window_s=days * DAY_S))[0]
            for _ in range(ROUNDS)
        ]
        lines.append(
            line_of(f"eight window counters, {days} days", statistics.median(runs), ledger)
        )
    whole_s = 0.0
    for pattern in Pattern:
        spent_s, found = seconds_of(lambda p=pattern: find_hits(ledger, asked=[p], limits=ONE_DAY))
        joined_s, episodes = seconds_of(lambda p=pattern, f=found: join_episodes(f[p]))
        whole_s += spent_s + joined_s
        lines.append(line_of(pattern, spent_s + joined_s, ledger, found[pattern], episodes.count))
    lines.append(line_of("sum of the patterns, each prepared anew", whole_s, ledger))
    spent_s, _ = seconds_of(lambda: find_hits(ledger, limits=ONE_DAY))
    lines.append(line_of("all patterns but random at once", spent_s, ledger))
    for length in (3, 4, 5, 6):
        limits = Limits(cycle=Cycle(window_s=10 * DAY_S, length_max=length))
        spent_s, found = seconds_of(
            lambda limits=limits: find_hits(ledger, asked=[Pattern.CYCLE], limits=limits)
        )
        name = f"cycles of {length} rows at most, 10 days"
        lines.append(line_of(name, spent_s, ledger, found[Pattern.CYCLE]))
    limits = Limits(scatter_gather=ScatterGather(window_s=10 * DAY_S))
    spent_s, found = seconds_of(
        lambda: find_hits(ledger, asked=[Pattern.SCATTER_GATHER], limits=limits)
    )
    lines.append(line_of("scatter_gather, 10 days", spent_s, ledger, found[Pattern.SCATTER_GATHER]))
    return lines


def line_of(name: str, spent_s: float, ledger: Ledger, hits=None, episodes=None) -> str:
    """One line of the table."""
    cells = [name, f"{1e9 * spent_s / ledger.row_count:.0f}"]
    cells += [f"{hits.closing.size:,}" if hits else "-", f"{episodes:,}" if episodes is not None
              else "-", f"{hits.stopped.size:,}" if hits else "-"]  # fmt: skip
    return "| " + " | ".join(cells) + " |"


# --- peers ------------------------------------------------------------------------------------


def edge_list(ledger: Ledger) -> np.ndarray:
    """Rows as the peer takes them: number, payer, payee, second."""
    prepared = count_rows(ledger).counted
    columns = (np.arange(prepared.src.size), prepared.src, prepared.dst, prepared.second)
    return np.stack(columns, axis=1).astype(np.float64)


def ask_peer(code: str, rows: np.ndarray, *words: object) -> Any:
    """Run a peer in its own interpreter on ``rows``; what it saved."""
    with tempfile.TemporaryDirectory() as folder:
        given, back = Path(folder) / "rows.npy", Path(folder) / "found.npz"
        np.save(given, rows)
        interpreter = os.environ["ZHANLIAN_PEERS"]
        told = [interpreter, "-c", code, str(given), *map(str, words), str(back)]
        subprocess.run(told, check=True)
        with np.load(back) as found:
            return {name: found[name] for name in found.files}


def crowded(row_count: int, few: int, *, seed: int = SEED) -> Ledger:
    """A small case of few accounts, so that cycles and fans are common in it."""
    ledger = open_case(row_count)
    rng = np.random.default_rng(seed)
    src, dst = (few * rng.random((2, row_count)) ** 1.5).astype(np.int32)
    return replace(ledger, src=src, dst=dst, origin=np.zeros(row_count, dtype=np.int32))


def print_equality() -> None:
    """Rows on which the peer, fed one row at a time, counts what we count."""
    print("| accounts | pattern | rows equal | of | counted by us | by snapml |")
    print("| --- | --- | --- | --- | --- | --- |")
    for few in (FEW, VERY_FEW):
        ledger, window_s = crowded(EQUAL_ROWS, few), 10 * DAY_S
        rows = edge_list(ledger)
        for name, found in our_counts(ledger, window_s).items():
            # The peer drops rows at the window's edge, ours keeps them: one second more.
            theirs = ask_peer(PEER, rows, window_s + 1, 1, CYCLE_MAX, name)["found"].astype(int)
            theirs = theirs[:, : found.shape[1]]
            equal = int((found == theirs).all(axis=1).sum())
            print(f"| {few} | {name} | {equal:,} | {len(rows):,} | {int(found.sum()):,} |"
                  f" {int(theirs.sum()):,} |")  # fmt: skip
            is_same_rule = name in {"fan", "degree"} or (name == "temp-cycle" and few == FEW)
            assert equal == len(rows) or not is_same_rule, f"{name} differs"
    print()
    print_tiny()


def print_tiny() -> None:
    """Rows whose cycle counts differ on graphs so small that nearly every pair repeats.

    They do where two rows share a second: ours have an order there, the peer asks for a later one.
    """
    print(f"| draw | rows, {TINY} accounts | of one second | differ | by us | by snapml |")
    print("| --- | --- | --- | --- | --- | --- |")
    for seed in range(SEED, SEED + TINY_DRAWS):
        ledger = crowded(TINY_ROWS, TINY, seed=seed)
        rows, ours = edge_list(ledger), our_counts(ledger, 10 * DAY_S)["temp-cycle"]
        theirs = ask_peer(PEER, rows, 10 * DAY_S + 1, 1, CYCLE_MAX, "temp-cycle")["found"]
        theirs = theirs.astype(int)[:, : ours.shape[1]]
        differ = int((ours != theirs).any(axis=1).sum())
        tied = int((np.diff(rows[:, -1]) == 0).sum())
        assert tied or not differ, "cycles differ, and no two rows share a second"
        print(f"| {seed} | {len(rows)} | {tied} | {differ} | {ours.sum():,}", end=" | ")
        print(f"{theirs.sum():,} |")
    print()


def our_counts(ledger: Ledger, window_s: int) -> dict[str, np.ndarray]:
    """Our counts in the peer's columns: one per size, payees' side first."""
    seen = window_features(ledger, window_s=window_s)
    place = np.full(ledger.row_count, -1)
    place[seen.row] = np.arange(seen.row.size)
    limits = Limits(cycle=Cycle(window_s, 6, 0, 10**6), scatter_gather=ScatterGather(window_s, 2))
    hits = find_hits(ledger, asked=[Pattern.CYCLE, Pattern.SCATTER_GATHER], limits=limits)
    cycles, scatters = hits[Pattern.CYCLE], hits[Pattern.SCATTER_GATHER]
    by_length = np.zeros((seen.row.size, 5), dtype=np.int64)
    np.add.at(by_length, (place[cycles.closing], cycles.last - cycles.first - 1), 1)
    by_middles = np.zeros((seen.row.size, len(SIZES)), dtype=np.int64)
    for hit in range(scatters.closing.size):
        row = scatters.rows_of(hit)
        middles = np.unique(ledger.src[row][ledger.src[row] != scatters.hub[hit]]).size
        by_middles[place[scatters.closing[hit]], min(middles, len(SIZES)) - 1] += 1
    return {
        "fan": sizes(seen, "payee_payer_count", "payer_payee_count"),
        "degree": sizes(seen, "payee_in_count", "payer_out_count"),
        "temp-cycle": by_length,
        "scatter-gather": by_middles,
    }


def sizes(seen, *names: str) -> np.ndarray:
    """A one for the size of each fan of two or more; the last column takes all larger ones."""
    parts = []
    for name in names:
        size = seen.column(name)
        part = np.zeros((size.size, len(SIZES)), dtype=np.int64)
        part[np.arange(size.size), np.minimum(size, len(SIZES)) - 1] = size > 1
        parts.append(part)
    return np.hstack(parts)


def print_race(ledger: Ledger) -> None:
    """The peer and we on the same rows and the same four patterns."""
    part = {name: getattr(ledger, name)[:PEER_ROWS] for name in (
        "src", "dst", "at", "amount_minor", "undo_row", "origin", "transfer_ids")}  # fmt: skip
    ledger = replace(ledger, **part)
    rows = edge_list(ledger)
    print(f"| pattern set, {PEER_ROWS:,} rows | ours, ns/row | snapml, ns/row | ratio |")
    print("| --- | --- | --- | --- |")
    for days in (1, 10):
        for wanted, job in races(ledger, days * DAY_S).items():
            job()
            ours_s = statistics.median(seconds_of(job)[0] for _ in range(ROUNDS))
            theirs_s = float(ask_peer(PEER, rows, days * DAY_S + 1, BATCH, 6, wanted)["spent"])
            ours, theirs = (1e9 * each / len(rows) for each in (ours_s, theirs_s))
            print(f"| {wanted}, {days} days | {ours:.0f} | {theirs:.0f} | {theirs / ours:.0f} |")
    span_days = int(ledger.at[-1] - ledger.at[0]) // (MICROS * DAY_S)
    print(f"\nRows of {span_days} days; the peer takes {BATCH:,} a batch and one thread.\n")


def races(ledger: Ledger, window_s: int) -> dict[str, Callable[[], object]]:
    """What both do, by the peer's names; ours with preparation and rows of evidence."""
    limits = Limits(
        cycle=Cycle(window_s=window_s, length_max=6), scatter_gather=ScatterGather(window_s, 2)
    )

    def both() -> object:
        window_features(ledger, window_s=window_s)
        return find_hits(ledger, asked=[Pattern.CYCLE, Pattern.SCATTER_GATHER], limits=limits)

    return {
        "fan,degree": lambda: window_features(ledger, window_s=window_s),
        "temp-cycle": lambda: find_hits(ledger, asked=[Pattern.CYCLE], limits=limits),
        "fan,degree,scatter-gather,temp-cycle": both,
    }


def print_simple_cycles() -> None:
    """All simple cycles of a small graph by networkx, whatever the order of their rows."""
    ledger = crowded(EQUAL_ROWS, FEW)
    found = ask_peer(NETWORKX, edge_list(ledger), 6)
    limits = Limits(cycle=Cycle(window_s=1000 * DAY_S, length_max=6, steps_max=10**6))

    def job() -> Any:
        return find_hits(ledger, asked=[Pattern.CYCLE], limits=limits)[Pattern.CYCLE]

    job()
    ours_s, hits = seconds_of(job)
    print(
        f"networkx simple_cycles on {EQUAL_ROWS:,} rows, length 6 at most: {int(found['count']):,}"
        f" cycles of accounts in any order of time, {float(found['spent']):.2f} s. Ours: "
        f"{np.unique(hits.key).size:,} of them in order of time, closed {hits.closing.size:,} "
        f"times, each with its rows, {ours_s:.2f} s."
    )
    assert np.unique(hits.key).size <= int(found["count"]), "a cycle in time is a cycle"


def main() -> None:
    """Print the tables."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("rows", nargs="?", type=int, default=1_000_000)
    ledger = open_case(asked.parse_args().rows)
    print(f"{ledger.row_count:,} rows, {ledger.account_count:,} accounts; {platform.machine()},",
          f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}; processor time\n")  # fmt: skip
    print_jobs(ledger)
    if not os.environ.get("ZHANLIAN_PEERS"):
        print("The peers are not asked: ZHANLIAN_PEERS names no interpreter that has them.")
        return
    print_equality()
    print_race(ledger)
    print_simple_cycles()


if __name__ == "__main__":
    main()
