"""The invented sample exports and the statement layouts, cut and read from their bytes."""

import csv
import io
import os
from pathlib import Path

import pytest

from zhanlian.intake.block import read_blocks
from zhanlian.intake.cells.columns import read_amount_column, read_time_column
from zhanlian.intake.cells.text_columns import NumberCoder

PARENT = Path(__file__).resolve().parents[4]
SHARED = Path(os.environ.get("ZHANLIAN_SHARED", PARENT / "shared"))
SAMPLES = SHARED / "domain" / "samples"
TEXT_FILES = sorted(
    [
        *SAMPLES.glob("**/*.csv"),
        *SAMPLES.glob("**/*.txt"),
        *(SHARED / "data" / "statements-deg-dev").glob("**/*.csv"),
    ]
)
pytestmark = pytest.mark.skipif(not TEXT_FILES, reason="the shared samples are not laid out here")


def decoded(path):
    data = path.read_bytes()
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data, encoding.removesuffix("-sig"), data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise AssertionError(path)


def bank_b(number=""):
    folder = SAMPLES / "01-bank-standard-template"
    data, encoding, _ = decoded(folder / f"样例银行B交易明细信息{number}.csv")
    return next(read_blocks(io.BytesIO(data), encoding=encoding))


@pytest.mark.parametrize("path", TEXT_FILES, ids=lambda path: path.name)
@pytest.mark.parametrize("block_bytes", [200, 1 << 20])
def test_real_layouts_are_cut_as_csv_does(path, block_bytes):
    data, encoding, text = decoded(path)
    delimiter = "\t" if path.suffix == ".txt" else ","
    expected = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    stream = io.BytesIO(data)
    blocks = read_blocks(stream, encoding=encoding, delimiter=delimiter, block_bytes=block_bytes)
    rows = [block.texts(row) for block in blocks for row in range(block.row_count)]
    assert [[cell.rstrip() for cell in row] for row in rows] == [
        [cell.rstrip() for cell in row] for row in expected
    ]


def test_bank_b_adds_up_to_the_fen():
    block = bank_b()
    amounts = read_amount_column(block, 5).minor[1:12].tolist()
    assert amounts[:4] == [100_000, 5_000_000, 2_000_000, 2_000_000]
    assert read_time_column(block, 4).at[1] == 1_709_254_800_000_000


def test_two_exports_of_one_bank_agree_on_numbers_and_moments():
    coder = NumberCoder()
    first, second = bank_b(), bank_b("(2)")
    cards = coder.add(first, 0)
    assert set(coder.add(second, 0)[1:4].tolist()) == {int(cards[2])}
    assert read_time_column(second, 4).at[1] == read_time_column(first, 4).at[2]
    assert read_amount_column(second, 5).minor[1] == read_amount_column(first, 5).minor[2]
