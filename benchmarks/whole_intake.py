"""Whole intake: a bank export of a million rows to settled evidence, step by step.

size      1,000,000 rows of the 34-column standard template (GBK), seed 20240601, about 220 MB
measured  zhanlian.intake.add_files in a process of its own: seconds and rows a second per step,
          wall time, peak memory; once more at a third of the size, to see what memory does
peer      a notebook: pandas reads every column as text, makes moments and whole fen, drops equal
          rows and checks each account's balances; it keeps no places, mirrors or order
rules     what the generator knows is asserted first: events, mirrors, copies, failed rows, no
          break in any chain; kernels are compiled before timing, in another process
expected  under two minutes a million rows on two shared cores

Run: python benchmarks/whole_intake.py [1000000]
"""

import argparse
import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from zhanlian.evidence import new_case
from zhanlian.intake import add_files

SEED = 20240601
HEADER = (
    "交易卡号,交易账号,账户开户名称,开户人证件号码,交易时间,交易金额,交易余额,收付标志,"
    "交易对手账卡号,现金标志,对手户名,对手身份证号,对手开户银行,摘要说明,交易币种,交易网点名称,"
    "交易网点代码,交易发生地,交易是否成功,传票号,终端号,IP地址,MAC地址,对手交易余额,交易流水号,"
    "日志号,凭证种类,凭证号,交易柜员号,商户名称,商户号,备注,交易类型,查询反馈结果原因"
)
FIRST_S, LAST_S = 1_704_067_200, 1_711_843_200
CHINA_OFFSET_S = 8 * 3600
ROWS_PER_ACCOUNT = 500
MIRRORED_OF_4, FAILED_OF_1000, COPIES_OF_1000 = 2, 1, 5
LAG_S_MAX = 3
SUMMARIES = ("转账", "网银转出", "手机银行转账", "跨行转账")
STEPS = {
    "reading": "copy to the vault, read, class lines, store",
    "accounts": "numbers to accounts, counterparties",
    "copies": "copies",
    "bookings": "directions, chains, reversals",
    "mirrors": "mirrors",
    "transfers": "transfers in total order, verdicts, audit, commit",
}


class Written(NamedTuple):
    """What the generator knows of the file it wrote."""

    rows: int
    accounts: int
    events: int
    mirrors: int
    copies: int
    failed: int


class Side(NamedTuple):
    """One statement line to be: columns of equal length."""

    own: np.ndarray
    other: np.ndarray
    is_in: np.ndarray
    at_s: np.ndarray
    fen: np.ndarray
    is_failed: np.ndarray


def write_case(path: Path, row_count: int) -> Written:
    """Write the made-up export: region 000000, BIN 999999, documentation addresses."""
    rng = np.random.Generator(np.random.PCG64(SEED))
    copies = row_count * COPIES_OF_1000 // 1000
    accounts = max(2, row_count // ROWS_PER_ACCOUNT)
    side, mirrors = draw_sides(rng, row_count - copies, accounts)
    order = np.lexsort((np.arange(side.own.size), side.at_s, side.own))
    side = Side(*(column[order] for column in side))
    balance = running_balances(rng, side, accounts)
    repeated = rng.choice(side.own.size, copies, replace=False)
    cards = [card_number(number) for number in range(accounts * 40)]
    with path.open("w", encoding="gbk", newline="") as file:
        file.write(HEADER + "\r\n")
        for row in [*range(side.own.size), *repeated.tolist()]:
            file.write(line_of(side, row, int(balance[row]), cards))
    failed = int(side.is_failed.sum())
    effective = side.own.size - failed
    return Written(row_count, accounts, effective - mirrors, mirrors, copies, failed)


def draw_sides(rng: np.random.Generator, rows: int, accounts: int) -> tuple[Side, int]:
    """Half the rows are two sides of one transfer, half have their other side elsewhere."""
    mirrors = rows * MIRRORED_OF_4 // 4 // 2
    single = rows - 2 * mirrors
    payer = rng.integers(0, accounts, mirrors)
    payee = (payer + rng.integers(1, accounts, mirrors)) % accounts
    at_s = rng.integers(FIRST_S, LAST_S, mirrors)
    fen = draw_fen(rng, mirrors)
    outside = accounts + (accounts * 39 * rng.random(single) ** 2.5).astype(np.int64)
    is_failed = np.zeros(rows, dtype=bool)
    is_failed[2 * mirrors :] = rng.random(single) < FAILED_OF_1000 / 1000
    return Side(
        own=np.concatenate([payer, payee, rng.integers(0, accounts, single)]),
        other=np.concatenate([payee, payer, outside]),
        is_in=np.concatenate([np.zeros(mirrors, bool), np.ones(mirrors, bool),
                              rng.random(single) < 0.5]),
        at_s=np.concatenate([at_s, at_s + rng.integers(0, LAG_S_MAX + 1, mirrors),
                             rng.integers(FIRST_S, LAST_S, single)]),
        fen=np.concatenate([fen, fen, draw_fen(rng, single)]),
        is_failed=is_failed,
    ), mirrors  # fmt: skip


def draw_fen(rng: np.random.Generator, count: int) -> np.ndarray:
    """Amounts around 500 yuan, a fifth of them in whole hundreds of yuan."""
    fen = np.clip(np.exp(rng.normal(np.log(50_000), 1.6, count)), 1, 5e9).astype(np.int64)
    is_round = rng.random(count) < 0.2
    return np.where(is_round, -(-fen // 10_000) * 10_000, fen)


def running_balances(rng: np.random.Generator, side: Side, accounts: int) -> np.ndarray:
    """A balance after each line, never below zero; failed lines leave it as it was."""
    effect = np.where(side.is_in, side.fen, -side.fen) * ~side.is_failed
    total = np.cumsum(effect)
    first = np.searchsorted(side.own, np.arange(accounts))
    before = np.where(first > 0, total[np.maximum(first, 1) - 1], 0)
    running = total - before[side.own]
    least = np.zeros(accounts, dtype=np.int64)
    np.minimum.at(least, side.own, running)
    return running - least[side.own] + rng.integers(0, 1_000_000, accounts)[side.own]


def card_number(number: int) -> str:
    """A card of the unassigned BIN 999999, 19 digits with a valid check digit."""
    head = f"999999{number:012d}"
    doubled = [int(digit) * (2 - place % 2) for place, digit in enumerate(head[::-1])]
    return head + str(-sum(each - 9 * (each > 9) for each in doubled) % 10)


def line_of(side: Side, row: int, balance_fen: int, cards: list[str]) -> str:
    """One line of the export."""
    own, other, fen = int(side.own[row]), int(side.other[row]), int(side.fen[row])
    moment = datetime.fromtimestamp(int(side.at_s[row]) + CHINA_OFFSET_S, UTC)
    return (
        f"{cards[own]},0009B{own:010d},样本{own % 977}甲,000000{own:011d}X,"
        f"{moment:%Y-%m-%d %H:%M:%S},{fen // 100}.{fen % 100:02d},"
        f"{balance_fen // 100}.{balance_fen % 100:02d},{'进' if side.is_in[row] else '出'},"
        f"{cards[other]},否,样本{other % 7919}乙,,样例银行C,{SUMMARIES[other % 4]},CNY,,,,"
        f"{'失败' if side.is_failed[row] else '成功'},,,203.0.113.{own % 250},,,"
        f"B{row:010d},,,,,,,,,成功\r\n"
    )


def take_in(path: Path, known: Written) -> dict[str, Any]:
    """The whole intake of one file: seconds per step, after its answers were checked."""
    base_kib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    spent_s: dict[str, float] = dict.fromkeys(STEPS, 0.0)
    now_s = start_s = time.perf_counter()
    step = "reading"

    def hear(said: str, _done: int, _total: int) -> None:
        nonlocal now_s, step
        heard_s = time.perf_counter()
        spent_s[step] += heard_s - now_s
        now_s, step = heard_s, said.split(" ", 1)[0]

    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        case = new_case(Path(folder) / "case")
        add_files(case, [path], author="benchmark", now=LAST_S * 10**6, progress=hear)
        done_s = time.perf_counter()
        spent_s[step] += done_s - now_s
        check_answers(case.duck.fetch, known)
        case.close()
        size = (Path(folder) / "case" / "case.duckdb").stat().st_size
    return measured(done_s - start_s, base_kib, steps=spent_s, database_bytes=size)


def check_answers(fetch: Callable[[str], list[dict[str, Any]]], known: Written) -> None:
    """What the generator knows is what the intake concluded."""
    states = {
        row["state"]: row["n"]
        for row in fetch("SELECT state, count(*) AS n FROM booking GROUP BY state")
    }
    assert states.get("copy", 0) == known.copies, states
    assert states.get("failed", 0) == known.failed, states
    events = fetch(
        "SELECT count(*) AS n, count(*) FILTER (out_entry_id IS NOT NULL AND in_entry_id IS NOT"
        " NULL) AS mirrored FROM transfer"
    )[0]
    assert (events["n"], events["mirrored"]) == (known.events, known.mirrors), events
    odd = fetch("SELECT code, count(*) AS n FROM finding WHERE code LIKE 'balance%' GROUP BY 1")
    assert not odd, odd


def naive_notebook(path: Path, known: Written) -> dict[str, Any]:
    """What a person might write in a notebook instead; it answers far less."""
    import pandas as pd  # noqa: PLC0415  its memory must not count for the intake's process

    base_kib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start_s = time.perf_counter()
    rows = pd.read_csv(path, encoding="gbk", dtype=str)
    rows["at"] = pd.to_datetime(rows["交易时间"], format="%Y-%m-%d %H:%M:%S")
    for name in ("交易金额", "交易余额"):
        rows[name] = (rows[name].astype(float) * 100).round().astype("int64")
    rows = rows.drop_duplicates()
    live = rows[rows["交易是否成功"] == "成功"].sort_values(["交易账号", "at"], kind="stable")
    signed = live["交易金额"].where(live["收付标志"] == "进", -live["交易金额"])
    step = live.groupby("交易账号")["交易余额"].diff()
    breaks = int((step.notna() & (step != signed)).sum())
    done_s = time.perf_counter()
    assert (len(rows), breaks) == (known.rows - known.copies, 0)
    return measured(done_s - start_s, base_kib)


def measured(wall_s: float, base_kib: int, **more: object) -> dict[str, Any]:
    """Wall time of the work, and this process's memory before it and at its peak."""
    peak_kib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {"wall_s": wall_s, "base_mib": base_kib // 1024, "peak_mib": peak_kib // 1024, **more}


JOBS = {"intake": take_in, "notebook": naive_notebook}


def run_apart(job: str, path: Path, known: Written) -> dict[str, Any]:
    """Run one job in a process of its own, so that its memory is its own."""
    asked = [sys.executable, __file__, "--job", job, "--file", str(path), *map(str, known)]
    done = subprocess.run(asked, check=True, capture_output=True, text=True)
    answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return answer


def compare_sizes(folder: Path, row_count: int) -> None:
    """Write both files, run both jobs on both, print the tables."""
    warm = folder / "warm.csv"
    run_apart("intake", warm, write_case(warm, 2_000))
    found = {}
    for rows in (row_count, row_count // 3):
        path = folder / f"rows{rows}.csv"
        known = write_case(path, rows)
        mib = path.stat().st_size / 2**20
        found[rows] = (known, mib, run_apart("intake", path, known),
                       run_apart("notebook", path, known))  # fmt: skip
        path.unlink()
    show_machine()
    show_steps(found)
    show_peer(found)


def show_machine() -> None:
    """Cores, memory and versions, no names."""
    memory_gib = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    print(f"{platform.machine()}, {os.cpu_count()} cores, {memory_gib:.0f} GiB,", end=" ")
    print(f"load {os.getloadavg()[0]:.1f}, Python {platform.python_version()}; seed {SEED}\n")


def show_steps(found: dict[int, tuple[Written, float, dict[str, Any], dict[str, Any]]]) -> None:
    """Seconds and rows a second of each step, for each size."""
    sizes = list(found)
    print("| step |" + "".join(f" {rows:,} rows, s | rows/s |" for rows in sizes))
    print("| --- |" + " --- | --- |" * len(sizes))
    for step, title in STEPS.items():
        spent = [(rows, found[rows][2]["steps"][step]) for rows in sizes]
        print(f"| {title} |" + "".join(f" {s:.1f} | {rows / s:,.0f} |" for rows, s in spent))
    whole = [(rows, found[rows][2]["wall_s"]) for rows in sizes]
    print("| **whole intake** |" + "".join(f" {s:.1f} | {rows / s:,.0f} |" for rows, s in whole))
    print()


def show_peer(found: dict[int, tuple[Written, float, dict[str, Any], dict[str, Any]]]) -> None:
    """Time and memory beside the notebook's."""
    print("| rows | accounts | events | mirrors | file, MiB | database, MiB | intake, s |", end="")
    print(" notebook, s | intake peak, MiB | notebook peak, MiB |")
    print("|" + " --- |" * 10)
    for rows, (known, mib, ours, peer) in found.items():
        print(f"| {rows:,} | {known.accounts:,} | {known.events:,} | {known.mirrors:,} |", end="")
        print(f" {mib:.0f} | {ours['database_bytes'] / 2**20:.0f} | {ours['wall_s']:.1f} |", end="")
        print(f" {peer['wall_s']:.1f} | {ours['peak_mib']:,} (start {ours['base_mib']}) |", end="")
        print(f" {peer['peak_mib']:,} (start {peer['base_mib']}) |")


def main() -> None:
    """Print the tables, or do one job in a process of its own."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("rows", nargs="*", type=int, default=[1_000_000])
    asked.add_argument("--job", choices=JOBS)
    asked.add_argument("--file", type=Path)
    told = asked.parse_args()
    if told.job:
        print(json.dumps(JOBS[told.job](told.file, Written(*told.rows))))
        return
    with tempfile.TemporaryDirectory() as folder:
        compare_sizes(Path(folder), told.rows[0])


if __name__ == "__main__":
    main()
