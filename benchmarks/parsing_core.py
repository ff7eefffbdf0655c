"""Parsing core: identifiers, fen and moments out of a million-row GB18030 bank export.

size      1,000,000 rows of the 34-column standard template, seed 20240601, about 170 MB
measured  five identifier columns, the amount in fen, the moment in microseconds UTC
peers     pandas (C engine, only the columns needed), the csv module with fromisoformat,
          pyarrow.csv (only the columns needed); all read the same GB18030 file
rules     equal results are asserted first; compiled before timing, compile time apart; three
          interleaved rounds, medians
expected  target 0.7 s and five times pandas; last seen on two shared cores 0.8-1.0 s in one
          thread and 0.6-0.7 s in two, pandas 2.6 s: 2.8 times its processor time, not five

Run: python benchmarks/parsing_core.py [--rows 1000000] [--rounds 3]
"""

import argparse
import csv
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from decimal import Decimal
from functools import partial
from itertools import repeat
from operator import call
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv as arrow_csv

from zhanlian.intake.block import Block, read_ahead, read_blocks
from zhanlian.intake.cells.columns import read_amount_column, read_time_column
from zhanlian.intake.cells.text_columns import TextCoder

SEED = 20240601
HEADER = (
    "交易卡号,交易账号,账户开户名称,开户人证件号码,交易时间,交易金额,交易余额,收付标志,"
    "交易对手账卡号,现金标志,对手户名,对手身份证号,对手开户银行,摘要说明,交易币种,交易网点名称,"
    "交易网点代码,交易发生地,交易是否成功,传票号,终端号,IP地址,MAC地址,对手交易余额,交易流水号,"
    "日志号,凭证种类,凭证号,交易柜员号,商户名称,商户号,备注,交易类型,查询反馈结果原因"
)
NAMES = HEADER.split(",")
IDS = ["交易卡号", "交易账号", "开户人证件号码", "交易对手账卡号", "交易流水号"]
AMOUNT, MOMENT = "交易金额", "交易时间"
CHINA_OFFSET_S, MICROS = 8 * 3600, 1_000_000

Ours = tuple[list[TextCoder], list[np.ndarray], np.ndarray, np.ndarray]


def write_case(path: Path, row_count: int) -> None:
    """Write the made-up export, account by account as banks feed back.

    Numbers are of region 000000 and BIN 999999 only.
    """
    rng = np.random.Generator(np.random.PCG64(SEED))
    owners = max(1, row_count // 500)
    own = np.sort(rng.integers(0, owners, row_count))
    other = (owners * 40 * rng.random(row_count) ** 2.5).astype(np.int64)
    fen = np.clip(np.exp(rng.normal(np.log(50_000), 1.6, row_count)), 1, 5e9).astype(np.int64)
    balance = rng.integers(0, 10**8, row_count)
    second = rng.integers(1_704_067_200, 1_711_843_200, row_count)
    second = second[np.lexsort((second, own))]
    kinds = rng.integers(0, 4, row_count)
    summaries = ["转账", "网银转出", "手机银行转账", "快捷支付"]
    with path.open("w", encoding="gb18030", newline="") as file:
        file.write(HEADER + "\r\n")
        for row in range(row_count):
            moment = datetime.fromtimestamp(int(second[row]) + CHINA_OFFSET_S, UTC)
            who, whom, kind = int(own[row]), int(other[row]), int(kinds[row])
            amount, left = int(fen[row]), int(balance[row])
            file.write(
                f"999999{who:013d},0009B{who:010d},样本{who % 977}甲,000000{who:011d}X,"
                f"{moment:%Y-%m-%d %H:%M:%S},{amount // 100}.{amount % 100:02d},"
                f"{left // 100}.{left % 100:02d},{'进' if kind % 2 else '出'},999999{whom:013d},,"
                f"样本{whom % 7919}乙,,样例银行C,{summaries[kind]},CNY,,,,成功,,,"
                f"203.0.113.{whom % 250},,,B{row:010d},,,,,,,,,成功\r\n"
            )


def read_ours(path: Path) -> Ours:
    """Identifiers as codes with the bytes of their texts, fen, microseconds UTC; one thread."""
    coders = [TextCoder() for _ in IDS]
    readers = column_readers(coders)
    with path.open("rb", buffering=0) as file:
        blocks = read_blocks(file, encoding="gb18030")
        answers = [[read(block) for read in readers] for block in blocks]
    return joined(coders, answers)


def read_ours_twice(path: Path) -> Ours:
    """The same on two cores: the next block is cut, and columns are read, side by side."""
    coders = [TextCoder() for _ in IDS]
    readers = column_readers(coders)
    with path.open("rb", buffering=0) as file, ThreadPoolExecutor(max_workers=2) as pool:
        blocks = read_ahead(read_blocks(file, encoding="gb18030", block_bytes=4 * 2**20))
        answers = [list(pool.map(call, readers, repeat(block))) for block in blocks]
    return joined(coders, answers)


def read_ours_as_texts(path: Path) -> tuple[list[list[str]], Ours]:
    """One thread, and every distinct identifier made a Python string."""
    ours = read_ours(path)
    return [coder.texts for coder in ours[0]], ours


def column_readers(coders: list[TextCoder]) -> list[Callable[[Block], np.ndarray]]:
    """One function per wanted column, each keeping its own state from block to block."""
    ids = [
        partial(coder.add, col=NAMES.index(name)) for coder, name in zip(coders, IDS, strict=True)
    ]
    return [
        *ids,
        lambda block: read_amount_column(block, NAMES.index(AMOUNT)).minor,
        lambda block: read_time_column(block, NAMES.index(MOMENT)).at,
    ]


def joined(coders: list[TextCoder], answers: list[list[np.ndarray]]) -> Ours:
    """The columns of all blocks, without the header line."""
    *codes, fen, at = (np.concatenate(parts)[1:] for parts in zip(*answers, strict=True))
    return coders, codes, fen, at


def read_pandas(path: Path) -> tuple[pd.DataFrame, pd.Series, pd.Series]:
    """The same with pandas; fen through an exact text replacement, not a float."""
    table = pd.read_csv(
        path, encoding="gb18030", usecols=[*IDS, AMOUNT, MOMENT], dtype=str, keep_default_na=False
    )
    fen = table[AMOUNT].str.replace(".", "", regex=False).astype("int64")
    local = pd.to_datetime(table[MOMENT], format="%Y-%m-%d %H:%M:%S")
    at = local.astype("datetime64[us]").astype("int64") - CHINA_OFFSET_S * MICROS
    return table, fen, at


def read_arrow(path: Path) -> tuple[pa.Table, pa.ChunkedArray, pa.ChunkedArray]:
    """The same with pyarrow: decimals cast to whole fen, timestamps parsed while reading."""
    kinds = dict.fromkeys(IDS, pa.string()) | {
        AMOUNT: pa.decimal128(18, 2),
        MOMENT: pa.timestamp("us"),
    }
    table = arrow_csv.read_csv(
        path,
        read_options=arrow_csv.ReadOptions(encoding="gb18030"),
        convert_options=arrow_csv.ConvertOptions(
            include_columns=[*IDS, AMOUNT, MOMENT], column_types=kinds
        ),
    )
    hundred = pa.scalar(Decimal(100), pa.decimal128(3, 0))
    fen = pc.cast(pc.multiply(table[AMOUNT], hundred), pa.int64())
    at = pc.subtract(pc.cast(table[MOMENT], pa.int64()), CHINA_OFFSET_S * MICROS)
    return table, fen, at


def read_csv_module(path: Path) -> tuple[list[tuple[str, ...]], list[int], list[int]]:
    """The same with the csv module, str arithmetic and fromisoformat."""
    places = [NAMES.index(name) for name in IDS]
    amount_at, moment_at = NAMES.index(AMOUNT), NAMES.index(MOMENT)
    ids, fen, at = [], [], []
    with path.open(encoding="gb18030", newline="") as file:
        rows = csv.reader(file)
        next(rows)
        for row in rows:
            ids.append(tuple([row[place] for place in places]))
            fen.append(int(row[amount_at].replace(".", "")))
            moment = datetime.fromisoformat(row[moment_at] + "+08:00")
            at.append(int(moment.timestamp()) * MICROS)
    return ids, fen, at


def assert_equal(path: Path) -> None:
    """All four readers agree on every identifier, fen and moment."""
    coders, codes, fen, at = read_ours(path)
    twice = read_ours_twice(path)
    assert [coder.texts for coder in coders] == [coder.texts for coder in twice[0]]
    pairs = zip([*codes, fen, at], [*twice[1], *twice[2:]], strict=True)
    assert all(np.array_equal(one, other) for one, other in pairs)
    table, fen_pandas, at_pandas = read_pandas(path)
    assert np.array_equal(fen, fen_pandas)
    assert np.array_equal(at, at_pandas)
    for place, name in enumerate(IDS):
        texts = np.array(coders[place].texts, dtype=object)
        ours = texts[codes[place]]
        assert (ours == table[name].to_numpy(dtype=object)).all(), name
    arrow, fen_arrow, at_arrow = read_arrow(path)
    assert np.array_equal(fen, fen_arrow)
    assert np.array_equal(at, at_arrow)
    assert all(arrow[name].to_pylist() == table[name].to_list() for name in IDS)
    ids, fen_csv, at_csv = read_csv_module(path)
    assert fen.tolist() == fen_csv
    assert at.tolist() == at_csv
    assert ids == list(zip(*(table[name].to_list() for name in IDS), strict=True))


def timed(read: Callable[[Path], object], path: Path) -> tuple[float, float]:
    """Wall and processor seconds of one run."""
    wall, cpu = time.perf_counter(), time.process_time()
    answer = read(path)
    spent = time.perf_counter() - wall, time.process_time() - cpu
    del answer
    return spent


def main() -> None:
    """Write the case, compare, time, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=3)
    wanted = parser.parse_args()
    readers = {
        "zhanlian": read_ours,
        "zhanlian, two threads": read_ours_twice,
        "zhanlian, Python strings": read_ours_as_texts,
        "pandas": read_pandas,
        "pyarrow": read_arrow,
        "csv module": read_csv_module,
    }
    with tempfile.TemporaryDirectory() as folder:
        small, path = Path(folder) / "small.csv", Path(folder) / "case.csv"
        write_case(small, 1_000)
        compile_s, _ = timed(read_ours, small)
        write_case(path, wanted.rows)
        print(f"seed {SEED}, {wanted.rows:,} rows, {path.stat().st_size:,} bytes; ", end="")
        print(f"first run with compiling {compile_s:.1f} s; {os.cpu_count()} cores, ", end="")
        print(f"load {os.getloadavg()[0]:.1f}")
        assert_equal(path)
        spent: dict[str, list[tuple[float, float]]] = {name: [] for name in readers}
        for _ in range(wanted.rounds):
            for name, read in readers.items():
                spent[name].append(timed(read, path))
    show(spent)


def show(spent: dict[str, list[tuple[float, float]]]) -> None:
    """Print the medians as a markdown table."""
    wall = {name: statistics.median(run[0] for run in runs) for name, runs in spent.items()}
    cpu = {name: statistics.median(run[1] for run in runs) for name, runs in spent.items()}
    print("\n| reader | wall s, median | spread | processor s | wall / ours | processor / ours |")
    print("| --- | --- | --- | --- | --- | --- |")
    for name, runs in spent.items():
        walls = [run[0] for run in runs]
        print(
            f"| {name} | {wall[name]:.2f} | {min(walls):.2f}-{max(walls):.2f} "
            f"| {cpu[name]:.2f} | {wall[name] / wall['zhanlian']:.1f} "
            f"| {cpu[name] / cpu['zhanlian']:.1f} |"
        )


if __name__ == "__main__":
    main()
