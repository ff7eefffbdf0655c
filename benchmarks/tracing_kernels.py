"""How fast money is followed: whole traces by every method, beside plain Python and SQL.

size      1,000,000 rows, 0.2 accounts a row, 1,000 victims; other sizes as arguments
measured  ``trace()`` with all its checks and all its tables: processor nanoseconds a row, median
          of interleaved rounds; in processes of their own: peak memory, first call with and
          without compiled code, all methods one by one and two at once
peers     the same rule in plain Python, over the first million rows, for direct there is none;
          for first in, first out also a recursive query in DuckDB, up to ten million rows;
          networkx keeps no order of time: it is compared in expansion.py, where paths are asked
rules     holdings are asserted equal to each peer's before anything is timed
expected  two minutes for a million rows, most of it the peers; 10,000,000 rows, four more

    python benchmarks/tracing_kernels.py 1000000 10000000
    python benchmarks/tracing_kernels.py --chunks 100000000      # one chunk in memory at a time
"""

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from ledgers import SEED, made_up_chunks, made_up_ledger
from tracing_peers import PEERS, Held
from tracing_sql import follow_by_sql, load

from zhanlian.tracing.chunks import trace_chunks
from zhanlian.tracing.ledger import Ledger
from zhanlian.tracing.methods import Method
from zhanlian.tracing.trace import Trace, prefix, trace, trace_all

PEER_ROWS_MOST = 1_000_000
SQL_ROWS_MOST = 10_000_000
SMALL_ROWS = 100_000
CHUNK_ROWS = 10_000_000
CHUNKED = (Method.FIFO, Method.PRO_RATA)
ROUNDS = 5
LONG_ROUNDS = 3
MAX_ENTRIES = 1 << 40  # memory is watched, not bounded, here
NS, MIB = 1e9, 1 << 20


# --- steps that run in a process of their own ---------------------------------------------------


def first_call(name: str, _: int) -> dict[str, float]:
    """Seconds of the first trace in a process, and of the second."""
    ledger = made_up_ledger(SMALL_ROWS)
    seconds = [seconds_of(lambda: trace(ledger, method=Method(name)))[0] for _ in range(2)]
    return {"first_s": seconds[0], "second_s": seconds[1]}


def peak_memory(name: str, rows: int) -> dict[str, float]:
    """Resident MiB with the ledger alone, and the most while it is traced."""
    trace(made_up_ledger(SMALL_ROWS), method=Method(name))
    ledger = made_up_ledger(rows)
    forget_peak()
    before = status_mib("VmRSS")
    found = trace(ledger, method=Method(name), max_entries=MAX_ENTRIES)
    return {"ledger_mib": before, "peak_mib": status_mib("VmHWM"), "held": found.flows.row.size}


def both_cores(_: str, rows: int) -> dict[str, float]:
    """Wall seconds of all methods one by one and two at once, least of some rounds."""
    ledger, alone, together = made_up_ledger(rows), [], []
    for turn in range(LONG_ROUNDS + 1):
        start_s = time.perf_counter()
        singles = {each: trace(ledger, method=each, max_entries=MAX_ENTRIES) for each in Method}
        middle_s = time.perf_counter()
        found = trace_all(ledger, Method, max_entries=MAX_ENTRIES)
        if turn:  # the first round compiles
            alone.append(middle_s - start_s)
            together.append(time.perf_counter() - middle_s)
        for method, each in found.items():
            assert (each.holdings.amount_minor == singles[method].holdings.amount_minor).all()
    return {"alone_s": min(alone), "together_s": min(together)}


def long_trace(name: str, rows: int) -> dict[str, float]:
    """A trace over chunks: processor nanoseconds a row without the making of rows, and memory."""
    trace(made_up_ledger(SMALL_ROWS), method=Method(name))
    forget_peak()
    making_s = [0.0]

    def chunks() -> Iterator[Ledger]:
        made = made_up_chunks(rows, chunk_rows=CHUNK_ROWS)
        while True:
            spent_s, chunk = seconds_of(lambda: next(made, None))
            making_s[0] += spent_s
            if chunk is None:
                return
            yield chunk

    spent_s, found = seconds_of(
        lambda: trace_chunks(chunks(), method=Method(name), max_entries=MAX_ENTRIES)
    )
    assert found is not None
    return {
        "ns": NS * (spent_s - making_s[0]) / rows,
        "making_s": making_s[0],
        "rows": found.row_count,
        "peak_mib": status_mib("VmHWM"),
        "moved": found.outcome.lineage.row.size or found.outcome.flows.row.size,
    }


STEPS = {step.__name__: step for step in (first_call, peak_memory, both_cores, long_trace)}


def apart(step: Callable[..., Any], name: str = "", rows: int = 0, **env: str) -> dict[str, float]:
    """What a step measures in a fresh process."""
    asked = [sys.executable, __file__, "--step", step.__name__, "--method", name, str(rows)]
    done = subprocess.run(asked, check=True, capture_output=True, text=True, env=os.environ | env)
    measured: dict[str, float] = json.loads(done.stdout)
    return measured


def forget_peak() -> None:
    """Count the peak of resident memory anew from here."""
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")


def status_mib(field: str) -> float:
    """A field of this process's status."""
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith(field):
            return int(line.split()[1]) * 1024 / MIB
    raise KeyError(field)


# --- tables -------------------------------------------------------------------------------------


def seconds_of(job: Callable[[], Any]) -> tuple[float, Any]:
    """Processor seconds of one run, and its result."""
    start_s = time.process_time()
    found = job()
    return time.process_time() - start_s, found


def assert_equal(found: Trace, expected: Held, *, first_origin: int = 0) -> None:
    """Every (account, origin) holds the same fen in both."""
    held = found.holdings
    lines = zip(
        held.account.tolist(), held.origin.tolist(), held.amount_minor.tolist(), strict=True
    )
    ours = {(account, origin): fen for account, origin, fen in lines if origin >= first_origin}
    assert ours == dict(expected)


def peer_ns(ledger: Ledger, method: Method) -> float | None:
    """Nanoseconds a row of the peer, once its result and ours agree."""
    if method not in PEERS:
        return None
    first_rows = prefix(ledger, min(ledger.row_count, PEER_ROWS_MOST))
    spent_s, expected = seconds_of(lambda: PEERS[method](first_rows))
    assert_equal(trace(first_rows, method=method, max_entries=MAX_ENTRIES), expected)
    return NS * spent_s / first_rows.row_count


def sql_ns(ledger: Ledger, method: Method) -> float | None:
    """Nanoseconds a row of the recursive query, once its victims' money and ours agree."""
    if method is not Method.FIFO or ledger.row_count > SQL_ROWS_MOST:
        return None
    base = load(ledger)
    spent_s, expected = seconds_of(lambda: follow_by_sql(base))
    base.close()
    assert_equal(trace(ledger, method=method), expected, first_origin=1)
    return NS * spent_s / ledger.row_count


def rounds_of(ledger: Ledger) -> dict[Method, list[float]]:
    """Nanoseconds a row of every method, in interleaved rounds."""
    rounds = ROUNDS if ledger.row_count <= PEER_ROWS_MOST else LONG_ROUNDS
    taken: dict[Method, list[float]] = {method: [] for method in Method}
    for _ in range(rounds):
        for method in Method:
            spent_s, found = seconds_of(
                lambda method=method: trace(ledger, method=method, max_entries=MAX_ENTRIES)
            )
            taken[method].append(NS * spent_s / ledger.row_count)
            del found
    return taken


def show_speed(ledger: Ledger) -> None:
    """Print one line per method."""
    rows = ledger.row_count
    peers = {method: (peer_ns(ledger, method), sql_ns(ledger, method)) for method in Method}
    memory = {method: apart(peak_memory, method, rows) for method in Method}
    print("| method | ns/row | spread | Python, ns/row | ratio | SQL, ns/row | ratio", end=" | ")
    print("flows | ledger, MiB | peak, MiB |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |")
    for method, taken in rounds_of(ledger).items():
        ours, seen = statistics.median(taken), memory[method]
        beside = " | ".join(
            f"{peer:,.0f} | {peer / ours:.0f}" if peer else "- | -" for peer in peers[method]
        )
        print(f"| {method} | {ours:.1f} | {min(taken):.1f}-{max(taken):.1f} | {beside}", end=" | ")
        print(f"{seen['held']:,.0f} | {seen['ledger_mib']:,.0f} | {seen['peak_mib']:,.0f} |")
    print()


def show_both_cores(rows: int) -> None:
    """Print what two threads are worth."""
    seen = apart(both_cores, rows=rows)
    ratio = seen["alone_s"] / seen["together_s"]
    print(f"All {len(Method)} methods over {rows:,} rows, wall seconds: one by one", end=" ")
    print(f"{seen['alone_s']:.2f}, two at once {seen['together_s']:.2f}: {ratio:.2f} times.\n")


def show_first_calls() -> None:
    """Print what the first trace of a process costs."""
    print(f"First trace of a process, {SMALL_ROWS:,} rows, processor seconds:\n")
    print("| method | nothing compiled | compiled before | second trace |")
    print("| --- | --- | --- | --- |")
    for method in (Method.FIFO, Method.PRO_RATA):
        with tempfile.TemporaryDirectory() as folder:
            cold, warm = (apart(first_call, method, NUMBA_CACHE_DIR=folder) for _ in range(2))
        print(f"| {method} | {cold['first_s']:.1f} | {warm['first_s']:.2f}", end=" | ")
        print(f"{warm['second_s']:.3f} |")
    print()


def show_chunks(rows: int) -> None:
    """Print traces that never have all rows in memory."""
    print(f"{rows:,} rows in chunks of {CHUNK_ROWS:,}:\n")
    print("| method | ns/row | making the rows, s | moves or flows | peak, MiB |")
    print("| --- | --- | --- | --- | --- |")
    for method in CHUNKED:
        seen = apart(long_trace, method, rows)
        print(f"| {method} | {seen['ns']:.1f} | {seen['making_s']:.0f}", end=" | ")
        print(f"{seen['moved']:,.0f} | {seen['peak_mib']:,.0f} |", flush=True)
    print()


def show_case(ledger: Ledger) -> None:
    """Print which case this is: the sums tell one draw from another."""
    labelled = ledger.origin > 0
    print(f"## {ledger.row_count:,} rows\n\n{ledger.account_count:,} accounts,", end=" ")
    print(f"{labelled.sum():,} deposits, {ledger.amount_minor[labelled].sum():,} of", end=" ")
    print(f"{ledger.amount_minor.sum():,} fen labelled; seed {SEED}.\n")


def main() -> None:
    """Print the tables."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("rows", nargs="*", type=int, default=None)
    asked.add_argument("--chunks", type=int, metavar="ROWS")
    asked.add_argument("--step", choices=STEPS, help=argparse.SUPPRESS)
    asked.add_argument("--method", default="", help=argparse.SUPPRESS)
    told = asked.parse_args()
    if told.step:
        print(json.dumps(STEPS[told.step](told.method, told.rows[0]), default=float))
        return
    print(f"{platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f},", end=" ")
    print(f"Python {platform.python_version()}; processor time\n")
    for rows in told.rows or ([] if told.chunks else [1_000_000]):
        ledger = made_up_ledger(rows)
        show_case(ledger)
        show_speed(ledger)
        del ledger
        show_both_cores(rows)
    if told.chunks:
        show_chunks(told.chunks)
    else:
        show_first_calls()


if __name__ == "__main__":
    main()
