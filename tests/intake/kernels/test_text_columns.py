"""Dictionary codes: the dict of texts as slow twin, over blocks and wrappings."""

import io

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from zhanlian.intake.block import cut_block, read_blocks
from zhanlian.intake.cells import NUMBER_FLAGS, read_number
from zhanlian.intake.cells.slices import SliceStore
from zhanlian.intake.cells.text_columns import (
    NumberCoder,
    TextCoder,
    bare_text,
    read_number_column,
    read_text_column,
)
from zhanlian.intake.kernels.code_texts import code_texts

PIECES = ["a", "xx", "X", "0", "7", " ", "\t", '"', "'", "“", "”", "中", "\u3000", "E+", "null"]
CELLS = st.lists(st.sampled_from(PIECES), max_size=6).map("".join)
ROWS = st.lists(CELLS, max_size=30)
ENCODINGS = st.sampled_from(["utf-8", "gb18030"])
BLOCK_BYTES = st.sampled_from([16, 64, 1 << 20])


def as_file(cells, encoding):
    """One column and a second one, every cell quoted where it must be."""
    lines = [cell if '"' not in cell else '"' + cell.replace('"', '""') + '"' for cell in cells]
    return io.BytesIO("".join(f"{line},z\n" for line in lines).encode(encoding))


def coded(coder, cells, encoding, block_bytes):
    blocks = read_blocks(as_file(cells, encoding), encoding=encoding, block_bytes=block_bytes)
    parts = [coder.add(block, 0) for block in blocks]
    return np.concatenate([np.empty(0, dtype=np.int32), *parts]).tolist()


@given(ROWS, ENCODINGS, BLOCK_BYTES)
def test_codes_are_those_of_a_dict_of_texts(cells, encoding, block_bytes):
    coder = TextCoder()
    codes = coded(coder, cells, encoding, block_bytes)
    slow: dict[str, int] = {}
    assert codes == [slow.setdefault(bare_text(cell), len(slow)) for cell in cells]
    assert coder.texts == list(slow)
    assert coder.count == len(slow)


@given(ROWS, ENCODINGS, BLOCK_BYTES)
def test_numbers_are_those_of_the_slow_reader(cells, encoding, block_bytes):
    coder = NumberCoder()
    codes = coded(coder, cells, encoding, block_bytes)
    texts, flags = coder.texts, [NUMBER_FLAGS[flag] for flag in coder.flags()]
    assert [texts[code] for code in codes] == [read_number(cell).text for cell in cells]
    assert len(set(texts)) == len(texts)
    again = [read_number(text).flag for text in texts]
    assert flags == again


def test_usual_numbers_keep_the_flag_of_their_cell():
    cells = ["\t9999990000000002010", "", "无", "6.22E+18", "6222****1234", "9999.0", "000", "12"]
    block, _ = cut_block("\n".join(cells).encode(), "utf-8")
    column = read_number_column(block, 0)
    read = [read_number(cell) for cell in cells]
    blank = read.index(read_number(""))
    got = [column.cells[code] if code >= 0 else read[blank] for code in column.codes.tolist()]
    assert got == read


def test_absent_fields_have_no_code():
    block, _ = cut_block("甲,乙\n甲\n\n".encode("gb18030"), "gb18030")
    column = read_text_column(block, 1)
    assert (column.codes.tolist(), column.texts) == ([0, -1, -1], ["乙"])


@given(st.lists(st.binary(max_size=20).map(lambda piece: piece.strip(b" \t\r\n")), max_size=40))
def test_slices_are_coded_by_their_bytes(pieces):
    ends = np.cumsum([len(piece) for piece in pieces], dtype=np.int64)
    starts = ends - np.array([len(piece) for piece in pieces], dtype=np.int64)
    data = np.frombuffer(b"".join(pieces), dtype=np.uint8)
    codes, first_row = code_texts(data, starts, ends)
    order = list(dict.fromkeys(pieces))
    assert codes.tolist() == [order.index(piece) for piece in pieces]
    assert first_row.tolist() == [pieces.index(piece) for piece in order]


def test_a_store_grows_without_changing_codes():
    store = SliceStore(slot_count=2, arena_bytes=4)
    pieces = [f"{number * 7919 % 5_000:06d}".encode() for number in range(20_000)]
    data = np.frombuffer(b"".join(pieces), dtype=np.uint8)
    starts = np.arange(len(pieces), dtype=np.int64) * 6
    codes = store.add(data, starts, starts + 6)
    slices = store.slices()
    assert store.distinct == len(set(pieces))
    assert [slices[code] for code in codes.tolist()] == pieces
    assert (store.add(data, starts, starts + 6) == codes).all()
