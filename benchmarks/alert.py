"""The counter's alert: where the money of one new victim payment is now, in an open case.

Sizes: rows as the first argument, default 10,000,000; 0.2 accounts per row. The ledger is indexed
once. Then a thousand planted deposits are followed, and a thousand new payments are put in: half
at the hundred busiest accounts that are no ends, half at quiet ones. The same again where one row
in a thousand is later given back (undo rows), the case in which accounts must be played again.
A sample of the answers is compared with whole FIFO traces of the ledger with that payment first.

Expected cost: one minute and 2.5 GB at ten million rows.

    python benchmarks/alert.py 1000000
"""

import argparse
import os
import platform
import resource
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import numpy as np
from ledgers import SEED, made_up_ledger
from numpy.random import Generator
from numpy.typing import NDArray

from zhanlian.tracing.kernels.streams import lay_tapes
from zhanlian.tracing.ledger import Ledger
from zhanlian.tracing.methods import Method
from zhanlian.tracing.streams_backward import whose
from zhanlian.tracing.streams_build import Streams, build_streams, row_after
from zhanlian.tracing.streams_forward import Followed, alert, follow
from zhanlian.tracing.trace import columns_of, trace

ASKED, CHECKED = 1000, 5
BUSIEST = 100
RETURNED_PPM = 1000
RETURN_WITHIN_S, DAY_S, MICROS = 3600, 86_400, 1_000_000
PAID_FEN = 2_000_000
MIB = 1 << 20

Payment = tuple[int, int, int]  # account, instant, fen


def with_undo_rows(ledger: Ledger, rng: Generator, ppm: int) -> Ledger:
    """The ledger with a share of its rows given back within the hour."""
    movable = np.flatnonzero(ledger.src != ledger.dst)
    undone = np.sort(rng.choice(movable, ledger.row_count * ppm // 1_000_000, replace=False))
    wait = rng.integers(1, RETURN_WITHIN_S, undone.size) * MICROS
    at = np.concatenate((ledger.at, ledger.at[undone] + wait))
    order = np.argsort(at, kind="stable")
    new_row = np.empty(order.size, dtype=np.int32)
    new_row[order] = np.arange(order.size, dtype=np.int32)
    undo_row = np.full(order.size, -1, dtype=np.int32)
    undo_row[ledger.row_count :] = new_row[undone]

    def longer(column: NDArray[Any], added: NDArray[Any]) -> NDArray[Any]:
        return np.concatenate((column, added)).astype(column.dtype)[order]

    return replace(
        ledger,
        src=longer(ledger.src, ledger.dst[undone]),
        dst=longer(ledger.dst, ledger.src[undone]),
        at=at[order],
        amount_minor=longer(ledger.amount_minor, ledger.amount_minor[undone]),
        origin=longer(ledger.origin, np.zeros(undone.size)),
        undo_row=undo_row[order],
        transfer_ids=np.arange(order.size, dtype=np.int64),
    )


def draw_payments(ledger: Ledger, rng: Generator) -> list[Payment]:
    """New payments, half of them into hubs, over the whole period."""
    business = np.bincount(ledger.src, minlength=ledger.account_count)
    business[ledger.is_sink] = 0
    hubs = np.argsort(-business)[:BUSIEST]
    quiet = np.flatnonzero((business > 0) & (business <= np.median(business[business > 0])))
    accounts = np.concatenate((rng.choice(hubs, ASKED // 2), rng.choice(quiet, ASKED // 2)))
    instants = rng.integers(int(ledger.at[0]), int(ledger.at[-1]), ASKED)
    fen = np.maximum(1, rng.lognormal(np.log(PAID_FEN), 1.0, ASKED)).astype(np.int64)
    return list(zip(accounts.tolist(), instants.tolist(), fen.tolist(), strict=True))


def with_payment(ledger: Ledger, payment: Payment) -> Ledger:
    """The ledger with the payment as one more victim's row."""
    account, at, fen = payment
    row = row_after(ledger, at)
    values = {"src": 0 if account else 1, "dst": account, "at": at, "amount_minor": fen,
              "origin": len(ledger.origin_ids) + 1, "transfer_ids": -1}  # fmt: skip
    undo = np.where(ledger.undo_row >= row, ledger.undo_row + 1, ledger.undo_row)
    return replace(
        ledger,
        **{name: np.insert(getattr(ledger, name), row, each) for name, each in values.items()},
        undo_row=np.insert(undo, row, -1).astype(np.int32),
        origin_ids=(*ledger.origin_ids, "new"),
    )


def held_of(ledger: Ledger, origin: int) -> dict[int, int]:
    """Fen per account of one origin, by a whole trace."""
    held = trace(ledger, method=Method.FIFO).holdings
    here = held.origin == origin
    return dict(zip(held.account[here].tolist(), held.amount_minor[here].tolist(), strict=True))


def places_of(followed: Followed) -> dict[int, int]:
    """Fen per account."""
    return {each.account: each.amount_minor for each in followed.places()}


def check(streams: Streams, payments: list[Payment]) -> None:
    """A sample of alerts, at hubs and at quiet accounts, equals whole traces."""
    for payment in payments[:: ASKED // CHECKED]:
        longer = with_payment(streams.ledger, payment)
        assert places_of(alert(streams, *payment)) == held_of(longer, len(longer.origin_ids))


def spent_s(job: Callable[[], Any]) -> float:
    """Processor seconds of one run."""
    start_s = time.process_time()
    job()
    return time.process_time() - start_s


def timed_ms(questions: Iterator[Callable[[], Any]]) -> tuple[NDArray[np.float64], list[Any]]:
    """Processor milliseconds of each question, and the answers."""
    spent, answers = [], []
    for ask in questions:
        start_s = time.process_time()
        answers.append(ask())
        spent.append(1e3 * (time.process_time() - start_s))
    return np.array(spent), answers


def line(name: str, spent_ms: NDArray[np.float64], answers: list[Any]) -> str:
    """One line of the table."""
    p50, p95, p99 = np.percentile(spent_ms, [50, 95, 99])
    most = spent_ms.max()
    sizes = [each.row.size for each in answers if isinstance(each, Followed)]
    shown = f"{np.median(sizes):,.0f} / {max(sizes):,}" if sizes else "-"
    replayed = sum(each.replayed_rows > 0 for each in answers)
    return f"| {name} | {p50:.2f} | {p95:.2f} | {p99:.2f} | {most:.1f} | {shown} | {replayed} |"


def measure(ledger: Ledger, rng: Generator) -> None:
    """Index, check and time one ledger."""
    laid_s = min(spent_s(lambda: lay_tapes(*columns_of(ledger))) for _ in range(3))
    built_s = min(spent_s(lambda: build_streams(ledger)) for _ in range(2))
    streams = build_streams(ledger)
    traced_s = min(spent_s(lambda: trace(ledger, method=Method.FIFO)) for _ in range(2))
    tapes = streams.tapes
    arrays = [column for column in tapes if isinstance(column, np.ndarray)]
    arrays += [*tapes.rewound, streams.carries]
    size = sum(column.nbytes for column in arrays)
    count = ledger.row_count
    undo_count = int((ledger.undo_row >= 0).sum())
    print(f"\n{count:,} rows, {undo_count:,} of them undo rows,", end=" ")
    print(f"{tapes.rewound.account.size:,} accounts touched by one")
    print(f"index: {built_s:.2f} s, {1e9 * built_s / count:.0f} ns/row with the ledger's check and")
    print(f"the victims' marks, tapes alone {1e9 * laid_s / count:.0f} ns/row;", end=" ")
    print(f"{size / MIB:,.0f} MiB, {size / count:.0f} bytes/row;", end=" ")
    print(f"a whole FIFO trace: {traced_s:.2f} s\n")
    payments = draw_payments(ledger, rng)
    check(streams, payments)
    deposits = rng.choice(np.flatnonzero(ledger.origin > 0), ASKED).tolist()
    half = ASKED // 2
    print("| question | p50 ms | p95 | p99 | most | segments, median / most | replayed |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for name, questions in (
        ("follow a planted deposit", (lambda row=row: follow(streams, row) for row in deposits)),
        ("alert, new payment at a hub", (lambda p=p: alert(streams, *p) for p in payments[:half])),
        ("alert, at a quiet account", (lambda p=p: alert(streams, *p) for p in payments[half:])),
        ("alert and ranking, all",
         (lambda p=p: ranked(streams, p) for p in payments)),
        ("whose, at a hub", (lambda p=p: whose(streams, *p[:2]) for p in payments[:half])),
        ("whose, at a quiet account",
         (lambda p=p: whose(streams, *p[:2]) for p in payments[half:])),
    ):  # fmt: skip
        print(line(name, *timed_ms(questions)), flush=True)


def ranked(streams: Streams, payment: Payment) -> Followed:
    """An alert with its list for freezing."""
    followed = alert(streams, *payment)
    followed.places()
    return followed


def main() -> None:
    """Print both tables."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("rows", nargs="?", type=int, default=10_000_000)
    ledger = made_up_ledger(asked.parse_args().rows)
    rng = Generator(np.random.PCG64(SEED))
    small = with_undo_rows(made_up_ledger(20_000), rng, RETURNED_PPM)
    warm = build_streams(small)
    follow(warm, int(np.flatnonzero(small.origin)[0]))
    for payment in draw_payments(small, rng):
        alert(warm, *payment).places()
        whose(warm, *payment[:2])
    trace(small, method=Method.FIFO)
    print(f"{platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f},", end=" ")
    print(f"Python {platform.python_version()}; processor time; seed {SEED}; compiled before")
    measure(ledger, rng)
    measure(with_undo_rows(ledger, rng, RETURNED_PPM), rng)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"\npeak memory of the process, ledgers and checks included: {peak:,.0f} MiB")


if __name__ == "__main__":
    main()
