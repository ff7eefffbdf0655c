"""Columns: whatever the kernels answer, it is what the slow readers say."""

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st

from zhanlian.intake.block import Block, cut_block
from zhanlian.intake.cells import (
    AMOUNT_FLAGS,
    TIME_FLAGS,
    read_amount,
    read_clock,
    read_date_and_clock,
    read_time,
)
from zhanlian.intake.cells.columns import (
    NO_VALUE,
    PRECISIONS,
    read_amount_column,
    read_date_clock_columns,
    read_time_column,
)
from zhanlian.intake.kernels.parse_amounts import parse_amounts
from zhanlian.intake.kernels.parse_times import parse_clocks, parse_times

OFFSETS_S = st.sampled_from([0, 28_800, -18_000])
MESSY = st.text("0123456789,.-+ \t¥元", max_size=24) | st.text(max_size=6)
NUMBERS = st.builds(
    lambda sign, whole, part, pad: pad + sign + whole + part + pad,
    st.sampled_from(["", "-", "+"]),
    st.integers(0, 10**20).map(str) | st.integers(0, 10**20).map("{:,}".format),
    st.text("0123456789", max_size=9).map(".".__add__) | st.just(""),
    st.sampled_from(["", " ", "\t"]),
)
AMOUNTS = st.lists(NUMBERS | MESSY, max_size=8)
DIGITS = st.integers(0, 99).map(str) | st.integers(0, 99).map("{:02}".format)
YEARS = st.integers(1960, 2110).map(str)
MARKS = st.sampled_from(["-", "/", "", "."])
CLOCKS = st.builds(
    lambda lead, mark, *parts: lead + mark.join(parts) if lead else "",
    st.sampled_from(["", " ", "T", "  "]),
    st.sampled_from([":", "", "."]),
    DIGITS,
    DIGITS,
    DIGITS | st.just(""),
)
MOMENTS = st.builds(
    lambda year, mark, month, day, clock: year + mark + month + mark + day + clock,
    YEARS, MARKS, DIGITS, DIGITS, CLOCKS,
)  # fmt: skip
TIMES = st.lists(MOMENTS | st.text("0123456789-/: T", max_size=20) | MESSY, max_size=8)
CLOCK_TEXTS = st.integers(0, 10**9).map(str) | CLOCKS.map(str.strip) | MESSY


def column_of(texts, encoding):
    """One column, each text between delimiters, as bytes of ``encoding``."""
    pieces = [text.encode(encoding) for text in texts]
    ends = np.cumsum([len(piece) + 1 for piece in pieces], dtype=np.int64) - 1
    starts = ends - [len(piece) for piece in pieces]
    return np.frombuffer(b",".join([*pieces, b""]), dtype=np.uint8), starts.astype(np.int64), ends


ENCODINGS = st.sampled_from(["utf-8", "gb18030"])


@given(AMOUNTS, ENCODINGS, st.sampled_from([0, 2, 6]))
@example(["1,234.50", "-", "--", "", " \t", "-.", "1,234,", "9" * 18, "1.2300"], "utf-8", 2)
def test_amount_kernel_says_what_the_reader_says(texts, encoding, minor_digits):
    minor, status = parse_amounts(*column_of(texts, encoding), minor_digits)
    for text, value, state in zip(texts, minor.tolist(), status.tolist(), strict=True):
        cell = read_amount(text, minor_digits=minor_digits)
        if state == 0:
            assert (cell.minor, cell.flag) == (value, ""), text
        elif state == 1:
            assert cell.flag == "blank", text


@given(TIMES, ENCODINGS, OFFSETS_S)
def test_time_kernel_says_what_the_reader_says(texts, encoding, utc_offset_s):
    at, precision, status = parse_times(*column_of(texts, encoding), utc_offset_s)
    for place, text in enumerate(texts):
        cell = read_time(text, utc_offset_s=utc_offset_s)
        if status[place] == 0:
            assert (cell.at, cell.precision) == (at[place], PRECISIONS[precision[place]]), text
            assert cell.flag in {"", "midnight"}, text
        elif status[place] == 1:
            assert cell.flag == "blank", text


@given(st.lists(CLOCK_TEXTS, max_size=8), ENCODINGS)
def test_clock_kernel_says_what_the_reader_says(texts, encoding):
    micros, precision, is_restored, status = parse_clocks(*column_of(texts, encoding))
    for place, text in enumerate(texts):
        cell = read_clock(text)
        if status[place] == 0:
            assert (cell.at, cell.precision) == (micros[place], PRECISIONS[precision[place]]), text
            assert (cell.flag == "zeros_restored") == is_restored[place], text
        elif status[place] == 1:
            assert cell.flag == "blank", text


@given(st.lists(NUMBERS | MESSY, max_size=8), st.sampled_from([1, 3, 10_000]))
def test_amount_columns_equal_the_slow_reader(texts, factor):
    column = read_amount_column(Block.from_rows([[text] for text in texts]), 0, factor=factor)
    cells = [read_amount(text, factor=factor) for text in texts]
    assert column.minor.tolist() == [NO_VALUE if c.minor is None else c.minor for c in cells]
    assert [AMOUNT_FLAGS[flag] for flag in column.flag] == [cell.flag for cell in cells]
    assert column.currencies >= {c.currency for c in cells if c.currency}


@given(TIMES, OFFSETS_S, st.booleans())
def test_time_columns_equal_the_slow_reader(texts, utc_offset_s, asked):
    how = {"utc_offset_s": utc_offset_s, "allow_serial": asked, "month_first": asked}
    column = read_time_column(Block.from_rows([[text] for text in texts]), 0, **how)
    assert_same(column, [read_time(text, **how) for text in texts])


@given(st.lists(st.tuples(MOMENTS | MESSY, CLOCK_TEXTS), max_size=8), OFFSETS_S)
@example([("20240401", "93005"), ("20240401", ""), ("20240401", "0"), ("", "5")], 28_800)
def test_split_columns_equal_the_slow_reader(pairs, utc_offset_s):
    column = read_date_clock_columns(Block.from_rows(pairs), 0, 1, utc_offset_s=utc_offset_s)
    cells = [read_date_and_clock(*pair, utc_offset_s=utc_offset_s) for pair in pairs]
    assert_same(column, cells)


def assert_same(column, cells):
    assert column.at.tolist() == [NO_VALUE if cell.at is None else cell.at for cell in cells]
    assert [PRECISIONS[code] for code in column.precision] == [cell.precision for cell in cells]
    assert [TIME_FLAGS[code] for code in column.flag] == [cell.flag for cell in cells]


def test_amounts_beyond_int64_are_left_to_the_reader():
    texts = ["9223372036854775808.", "18446744073709551617", "1" + "0" * 18, "9" * 18]
    minor, status = parse_amounts(*column_of(texts, "utf-8"), 0)
    assert status.tolist() == [2, 2, 2, 0]
    assert minor.tolist() == [0, 0, 0, 10**18 - 1]


def test_usual_bank_columns_need_no_slow_reader():
    data = b"20240305140530,1000.00\n2024-03-05 14:05:30,-3.5\n2024/3/5 9:05,0\n"
    block, _ = cut_block(data, "gb18030")
    assert read_time_column(block, 0).slow_count == 0
    assert read_amount_column(block, 1).slow_count == 0
    assert read_amount_column(block, 1).minor.tolist() == [100_000, -350, 0]


def test_missing_cells_are_blank_and_never_zero():
    block, _ = cut_block(b"a\n,5\n", "utf-8")
    column = read_amount_column(block, 1)
    assert column.minor.tolist() == [NO_VALUE, 500]
    assert [AMOUNT_FLAGS[flag] for flag in column.flag] == ["blank", ""]
    assert [TIME_FLAGS[flag] for flag in read_time_column(block, 7).flag] == ["blank", "blank"]
