"""How fast money's reach is found, hop by hop: the expansion beside databases and plain Python.

Sizes: rows as the first argument, default 1,000,000; above 2,000,000 only DuckDB is compared,
the others would take minutes to load. Machine and load are printed. Expected cost: a minute at
a million rows without networkx, which is compared where it is installed and takes half a
minute to load; a minute at ten million. Rows and hops are asserted equal before anything is
timed; loading and indexing is outside the timing on both sides. Rounds are interleaved; a timed
run follows an untimed one of the same walk, or every walk would first pay for its neighbours'
having emptied the caches.

    python benchmarks/expansion.py 1000000
"""

import argparse
import gc
import importlib
import importlib.util
import os
import platform
import sqlite3
import statistics
import time
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable
from typing import Any, NamedTuple

import duckdb
import numpy as np
from ledgers import made_up_ledger

from zhanlian.tracing.expansion import Index, Seeds, expand
from zhanlian.tracing.ledger import MICROS, Ledger

DAY_S = 86_400
ROUNDS = 5
SLOW_ROUNDS = 1  # for peers above SLOW_S
SLOW_S = 0.5
ALL_PEERS_ROWS = 2_000_000
Found = dict[int, int]  # row: least hop


class Case(NamedTuple):
    """One question: how many deposits to start from, and the limits."""

    name: str
    seeds: int
    hops: int
    window_s: int
    fen_min: int


CASES = (
    Case("all deposits, 4 hops, 1 day", 3000, 4, DAY_S, 0),
    Case("100 deposits, 5 hops, 7 days, 1,000 yuan", 100, 5, 7 * DAY_S, 100_000),
    Case("20 deposits, 4 hops, 1 day, 1,000 yuan", 20, 4, DAY_S, 100_000),
)


class Columns(NamedTuple):
    """The rows that any walk may take: not out of sinks, not to oneself; whole seconds."""

    row: Any
    src: Any
    dst: Any
    at_s: Any
    fen: Any


def columns_of(ledger: Ledger) -> Columns:
    """What every peer is given."""
    kept = np.flatnonzero((ledger.src != ledger.dst) & ~ledger.is_sink[ledger.src])
    src, dst, at = ledger.src[kept], ledger.dst[kept], ledger.at[kept] // MICROS
    return Columns(kept, src, dst, at, ledger.amount_minor[kept])


# --- peers ------------------------------------------------------------------------------------

RECURSIVE = """
WITH RECURSIVE walk(row, dst, at_s, hop) AS (
  SELECT row, account, at_s, 0 FROM seed
  UNION
  SELECT m.row, m.dst, m.at_s, w.hop + 1
  FROM walk AS w JOIN move AS m ON m.src = w.dst
  WHERE w.hop < {hops} AND m.at_s >= w.at_s AND m.at_s <= w.at_s + {window_s}
    AND m.row > w.row AND m.fen >= {fen_min}
)
SELECT row, min(hop) FROM walk WHERE hop > 0 GROUP BY row
"""
LEVEL = """
CREATE OR REPLACE TEMP TABLE reached_now AS
SELECT DISTINCT m.row, m.dst, m.at_s, {hop} AS hop
FROM {before} AS w JOIN move AS m ON m.src = w.dst
WHERE m.at_s >= w.at_s AND m.at_s <= w.at_s + {window_s} AND m.row > w.row AND m.fen >= {fen_min}
  AND NOT EXISTS (FROM reached AS r WHERE r.row = m.row)
"""


class InDuckDB:
    """Rows sorted by payer and time, so that a scan skips what cannot match."""

    name = "DuckDB, recursive"

    def __init__(self, columns: Columns) -> None:
        self.duck = duckdb.connect()
        given = dict(columns._asdict())
        self.duck.register("given", {name: np.asarray(column) for name, column in given.items()})
        self.duck.execute("CREATE TABLE move AS FROM given ORDER BY src, row")

    def seed(self, seeds: Seeds) -> None:
        """Put the seeds in a table."""
        given = {"row": seeds.row, "account": seeds.account, "at_s": seeds.at // MICROS}
        self.duck.register("asked", given)
        self.duck.execute("CREATE OR REPLACE TABLE seed AS FROM asked")

    def walk(self, case: Case) -> Found:
        """All levels in one statement."""
        return self.found(self.duck.execute(RECURSIVE.format(**case._asdict())))

    def found(self, done: Any) -> Found:
        """Columns of a result, as a dict only outside the timing."""
        return done.fetchnumpy()


class ByLevels(InDuckDB):
    """Level by level, each row met once."""

    name = "DuckDB, by levels"

    def walk(self, case: Case) -> Found:
        """A statement a level, and a table of what was met."""
        run = self.duck.execute
        run("CREATE OR REPLACE TEMP TABLE reached (row BIGINT, hop INTEGER)")
        run("CREATE OR REPLACE TEMP TABLE before AS SELECT row, account AS dst, at_s FROM seed")
        for hop in range(1, case.hops + 1):
            run(LEVEL.format(hop=hop, before="before", **case._asdict()))
            run("INSERT INTO reached SELECT DISTINCT row, hop FROM reached_now")
            run("CREATE OR REPLACE TEMP TABLE before AS FROM reached_now")
        return self.found(run("SELECT row, hop FROM reached"))


class InSQLite:
    """A covering index by payer and time."""

    name = "SQLite, recursive"

    def __init__(self, columns: Columns) -> None:
        self.lite = sqlite3.connect(":memory:")
        self.lite.execute(
            "CREATE TABLE move (src INT, at_s INT, row INT, dst INT, fen INT,"
            " PRIMARY KEY (src, at_s, row)) WITHOUT ROWID"
        )
        order = np.lexsort((columns.row, columns.src))
        given = [columns.src, columns.at_s, columns.row, columns.dst, columns.fen]
        rows = zip(*(each[order].tolist() for each in given), strict=True)
        self.lite.executemany("INSERT INTO move VALUES (?, ?, ?, ?, ?)", rows)
        self.lite.execute("ANALYZE")

    def seed(self, seeds: Seeds) -> None:
        """Put the seeds in a table."""
        given = [seeds.row, seeds.account, seeds.at // MICROS]
        self.lite.execute("DROP TABLE IF EXISTS seed")
        self.lite.execute("CREATE TABLE seed (row INT, account INT, at_s INT)")
        rows = zip(*(each.tolist() for each in given), strict=True)
        self.lite.executemany("INSERT INTO seed VALUES (?, ?, ?)", rows)

    def walk(self, case: Case) -> Any:
        """All levels in one statement."""
        return self.lite.execute(RECURSIVE.format(**case._asdict())).fetchall()


class InDicts:
    """Lists per payer, searched by bisection; a dict of what was met."""

    name = "dicts and lists"

    def __init__(self, columns: Columns) -> None:
        self.moves: dict[int, tuple[list[int], ...]] = defaultdict(lambda: ([], [], [], []))
        for row, src, dst, at_s, fen in zip(*(each.tolist() for each in columns), strict=True):
            for line, value in zip(self.moves[src], (row, at_s, dst, fen), strict=True):
                line.append(value)

    def seed(self, seeds: Seeds) -> None:
        """Keep the seeds as a level."""
        given = [seeds.account, seeds.row, seeds.at // MICROS]
        self.seeds = list(zip(*(each.tolist() for each in given), strict=True))

    def walk(self, case: Case) -> Found:
        """Breadth first."""
        hop_of: Found = {}
        level, moves = self.seeds, self.moves
        for hop in range(1, case.hops + 1):
            came = []
            for account, since, since_s in level:
                if account not in moves:
                    continue
                rows, at_s, dst, fen = moves[account]
                first = bisect_right(rows, since)
                last = bisect_left(at_s, since_s + case.window_s + 1, lo=first)
                for place in range(first, last):
                    row = rows[place]
                    if fen[place] >= case.fen_min and row not in hop_of:
                        hop_of[row] = hop
                        came.append((dst[place], row, at_s[place]))
            level = came
        return hop_of


class InNetworkX(InDicts):
    """A multigraph with a dict per edge; every edge of a node is looked at."""

    name = "networkx"

    def __init__(self, columns: Columns) -> None:
        self.graph = importlib.import_module("networkx").MultiDiGraph()
        rows = zip(*(each.tolist() for each in columns), strict=True)
        self.graph.add_edges_from(
            (src, dst, row, {"at_s": at_s, "fen": fen}) for row, src, dst, at_s, fen in rows
        )

    def walk(self, case: Case) -> Found:
        """Breadth first over out-edges."""
        hop_of: Found = {}
        level, graph = self.seeds, self.graph
        for hop in range(1, case.hops + 1):
            came = []
            for account, since, since_s in level:
                if account not in graph:
                    continue
                until_s = since_s + case.window_s
                for _, dst, row, move in graph.out_edges(account, keys=True, data=True):
                    if row <= since or move["at_s"] > until_s or move["fen"] < case.fen_min:
                        continue
                    if row not in hop_of:
                        hop_of[row] = hop
                        came.append((dst, row, move["at_s"]))
            level = came
        return hop_of


# --- comparing --------------------------------------------------------------------------------


def as_found(answer: Any) -> Found:
    """A peer's answer as a dict of row and hop."""
    if isinstance(answer, list):
        return dict(answer)
    if "row" in answer:
        row, hop = (answer[name].tolist() for name in answer)
        return dict(zip(row, hop, strict=True))
    return answer


class Spent(NamedTuple):
    """Milliseconds of processor time and of the clock on the wall."""

    processor_ms: float
    wall_ms: float


def time_of(job: Callable[[], Any], *, is_warm: bool = True) -> Spent:
    """One run, after one that is not timed: each walk finds its own data in the caches."""
    if is_warm:
        job()
    wall_s, processor_s = time.perf_counter(), time.process_time()
    job()
    return Spent(1e3 * (time.process_time() - processor_s), 1e3 * (time.perf_counter() - wall_s))


def medians(runs: list[Spent]) -> Spent:
    """The median of each column."""
    return Spent(*(statistics.median(column) for column in zip(*runs, strict=True)))


def compare(ledger: Ledger, index: Index, case: Case, peers: list[Any]) -> None:
    """One table: equal answers first, then interleaved rounds."""
    deposits = np.flatnonzero(ledger.origin > 0)[: case.seeds]
    seeds = Seeds.of_rows(ledger, deposits)
    limits = {"hops": case.hops, "window_s": case.window_s, "amount_minor_min": case.fen_min}
    jobs: dict[str, Callable[[], Any]] = {
        "zhanlian, index": lambda: expand(index, seeds, **limits),
        "zhanlian, one pass": lambda: expand(ledger, seeds, **limits),
    }
    row, hop = jobs["zhanlian, index"]().rows()
    expected = dict(zip(row.tolist(), hop.tolist(), strict=True))
    one_pass = jobs["zhanlian, one pass"]().rows()
    assert one_pass[0].tolist() == row.tolist()
    assert one_pass[1].tolist() == hop.tolist()
    rounds = dict.fromkeys(jobs, ROUNDS)
    for peer in peers:
        peer.seed(seeds)
        jobs[peer.name] = lambda peer=peer: peer.walk(case)
        start_s = time.process_time()
        found = as_found(jobs[peer.name]())
        assert found == expected, f"{peer.name} differs"
        is_slow = time.process_time() - start_s > SLOW_S
        rounds[peer.name] = SLOW_ROUNDS if is_slow else ROUNDS
    runs: dict[str, list[Spent]] = {name: [] for name in jobs}
    for turn in range(ROUNDS):
        for name, job in jobs.items():
            if turn < rounds[name]:
                runs[name].append(time_of(job, is_warm=rounds[name] == ROUNDS))
    print(f"\n{case.name}: {deposits.size:,} seeds, {row.size:,} rows reached\n")
    print("| walk | processor ms | wall ms | processor / ours |")
    print("| --- | --- | --- | --- |")
    own = medians(runs["zhanlian, index"])
    for name, spent in runs.items():
        median = medians(spent)
        ratio = median.processor_ms / own.processor_ms
        print(f"| {name} | {median.processor_ms:.2f} | {median.wall_ms:.2f} | {ratio:.1f} |")


def main() -> None:
    """Print the tables."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("rows", nargs="?", type=int, default=1_000_000)
    ledger = made_up_ledger(asked.parse_args().rows)
    Index.build(made_up_ledger(20_000))  # compiles
    spent = medians([time_of(lambda: Index.build(ledger)) for _ in range(3)])
    print(f"{ledger.row_count:,} rows, {ledger.account_count:,} accounts; seed 20240601")
    print(f"{platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f},", end=" ")
    print(f"Python {platform.python_version()}, DuckDB {duckdb.__version__},", end=" ")
    print(f"SQLite {sqlite3.sqlite_version}; medians of {ROUNDS} interleaved rounds")
    per_row_ns = 1e6 * spent.processor_ms / ledger.row_count
    print(f"index, with the ledger's check: {spent.processor_ms:.0f} ms, {per_row_ns:.0f} ns/row")
    kinds: list[Any] = [InDuckDB, ByLevels]
    if ledger.row_count <= ALL_PEERS_ROWS:
        kinds += [InSQLite, InDicts]
        kinds += [InNetworkX] if importlib.util.find_spec("networkx") else []
    index, columns = Index.build(ledger), columns_of(ledger)
    peers = [kind(columns) for kind in kinds]
    gc.freeze()  # what is loaded is nobody's garbage; collecting would be timed otherwise
    for case in CASES:
        compare(ledger, index, case, peers)


if __name__ == "__main__":
    main()
