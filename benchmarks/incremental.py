"""How much sooner a case that grew is traced again than a case that is traced afresh.

Sizes: rows as the first argument, default 10,000,000; 0.2 accounts per row. The case is traced
without its last day or with one early row missing, and then updated to the whole; the update is
compared, byte for byte, with a trace of the whole before it is timed. Both are checked to the
fen, as every trace is.

Expected cost: two minutes and 6 GB at ten million rows.

    python benchmarks/incremental.py 1000000 fifo pro-rata
"""

import argparse
import os
import platform
import time
from collections.abc import Callable
from dataclasses import fields, replace
from typing import Any

import numpy as np
from ledgers import SEED, made_up_ledger

from zhanlian.tracing.ledger import Ledger
from zhanlian.tracing.methods import Method
from zhanlian.tracing.resuming.run import Running, start, update
from zhanlian.tracing.trace import Trace, prefix, trace

DAY_US = 86_400_000_000
TABLES = ("holdings", "flows", "lineage", "pieces", "undo_shortfall")
OPEN_ROWS = 1_000_000
ROUNDS = 3
MIB = 1 << 20


def without_row(ledger: Ledger, row: int) -> Ledger:
    """The ledger before a late statement brought this row."""
    columns = ("src", "dst", "at", "amount_minor", "undo_row", "origin", "transfer_ids")
    return replace(ledger, **{name: np.delete(getattr(ledger, name), row) for name in columns})


def before_last_day(ledger: Ledger) -> Ledger:
    """The ledger as it was a day before its last row."""
    return prefix(ledger, int(np.searchsorted(ledger.at, ledger.at[-1] - DAY_US)))


def quiet_row(ledger: Ledger, share: float) -> int:
    """A row of no victim near this share of the rows."""
    row = int(ledger.row_count * share)
    while ledger.origin[row]:
        row += 1
    return row


def assert_same_bytes(one: Trace, other: Trace) -> None:
    """Every array of both traces is the same."""
    for table in TABLES:
        for field in fields(getattr(one, table)):
            mine = getattr(getattr(one, table), field.name)
            if mine is not None:
                assert mine.tobytes() == getattr(getattr(other, table), field.name).tobytes()
    assert one.born_minor.tobytes() == other.born_minor.tobytes()


def kept_bytes(running: Running) -> int:
    """Memory of all kept states."""
    return sum(
        array.nbytes
        for kept in running.kept
        for array in (*kept.state, kept.net_minor, kept.created_minor)
    )


def seconds(job: Callable[[], Any]) -> tuple[float, Any]:
    """Least processor seconds of a few runs, and the last result."""
    spent, found = [], None
    for _ in range(ROUNDS):
        found = None
        start_s = time.process_time()
        found = job()
        spent.append(time.process_time() - start_s)
    return min(spent), found


def measure(ledger: Ledger, method: Method, title: str) -> None:
    """One method's lines of the table."""
    full_s, whole = seconds(lambda: trace(ledger, method=method))
    for name, earlier in (
        ("a day's rows come later", before_last_day(ledger)),
        ("a late row, 5 % back", without_row(ledger, quiet_row(ledger, 0.95))),
        ("a late row, half way back", without_row(ledger, quiet_row(ledger, 0.5))),
    ):
        start_s, running = seconds(lambda earlier=earlier: start(earlier, method))
        spent_s, (updated, change) = seconds(lambda running=running: update(running, ledger))
        assert_same_bytes(updated.trace, whole)
        print(
            f"| {title} | {name} | {full_s:.2f} | {start_s:.2f} | {spent_s:.2f} |"
            f" {full_s / spent_s:.1f} | {change.restart}, {change.rows_replayed:,} |"
            f" {change.account.size:,} | {kept_bytes(running) / MIB:,.0f} |",
            flush=True,
        )
        del running, updated, change


def open_ledger(rows: int) -> Ledger:
    """No account is an end, so that shops mix; at ten million rows that needs a larger table."""
    ledger = made_up_ledger(rows)
    ids = tuple(ledger.account_ids[:])
    return replace(ledger, account_ids=ids, is_sink=np.zeros_like(ledger.is_sink))


def main() -> None:
    """Print the table."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("rows", nargs="?", type=int, default=10_000_000)
    asked.add_argument("methods", nargs="*", default=[each.value for each in Method])
    given = asked.parse_args()
    small = made_up_ledger(20_000)
    for name in given.methods:
        update(start(before_last_day(small), Method(name)), small)
        trace(small, method=Method(name))
    ledger = made_up_ledger(given.rows)
    ledger = replace(ledger, account_ids=tuple(ledger.account_ids[:]))
    print(f"{ledger.row_count:,} rows, {ledger.account_count:,} accounts, seed {SEED};", end=" ")
    print(f"{platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f},", end=" ")
    print(f"Python {platform.python_version()}; processor time, least of {ROUNDS}\n")
    print("| method | what changed | trace afresh, s | start, s | update, s | ratio |", end=" ")
    print("replayed | lines changed | kept, MiB |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- | --- |")
    for name in given.methods:
        measure(ledger, Method(name), name)
        if Method(name) is Method.PRO_RATA:
            measure(
                open_ledger(min(given.rows, OPEN_ROWS)),
                Method(name),
                f"pro-rata, no ends, {OPEN_ROWS:,} rows at most",
            )


if __name__ == "__main__":
    main()
