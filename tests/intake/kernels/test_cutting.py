"""Cutting: lines by hand, Python's csv module as the slow twin, no byte lost on rubbish."""

import csv
import io

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhanlian.intake.block import (
    Block,
    RecordTooLong,
    cut_block,
    filled_count,
    first_filled,
    read_ahead,
    read_blocks,
)

ENCODINGS = st.sampled_from(["utf-8", "gb18030"])
DELIMITERS = st.sampled_from([",", "\t", ";"])
CHARACTERS = st.characters(exclude_categories=["Cs"], exclude_characters="\x00\ufeff")
CELLS = st.text(st.sampled_from('ab1 \t,;"\r\n中￥㐀𠀀é') | CHARACTERS, max_size=12)
TABLES = st.lists(st.lists(CELLS, max_size=6), max_size=12)
RUBBISH = st.lists(
    st.sampled_from([b'"', b",", b"\n", b"\r", b"\r\n", b" ", b"\t", b"ab", b"\xd6\xd0", b"\x81"]),
    max_size=60,
).map(b"".join)


def cut(data, encoding="utf-8", *, block_bytes=1 << 20, **how):
    """Texts, ragged marks and line numbers of all records, whatever block they came in."""
    rows, ragged, lines = [], [], []
    stream = io.BytesIO(data)
    for block in read_blocks(stream, encoding=encoding, block_bytes=block_bytes, **how):
        rows += [block.texts(row) for row in range(block.row_count)]
        ragged += block.is_ragged.tolist()
        lines += list(zip(block.line_no.tolist(), block.line_count.tolist(), strict=True))
    return rows, ragged, lines


def physical_lines(data):
    ends = data.count(b"\n") + data.count(b"\r") - data.count(b"\r\n")
    return ends + (bool(data) and data[-1:] not in b"\r\n")


def test_line_ends_quotes_and_empty_lines_by_hand():
    data = b'a,b\r\n"x,y"\t,"he said ""no"""\n\n,\r"p\nq",r'
    rows, ragged, lines = cut(data)
    assert rows == [["a", "b"], ["x,y", 'he said "no"'], [], ["", ""], ["p\nq", "r"]]
    assert not any(ragged)
    assert lines == [(1, 1), (2, 1), (3, 1), (4, 1), (5, 2)]


def test_tabs_after_a_closing_quote_go_with_it():
    rows, ragged, _ = cut('"蚂蚁基金"\t,"  \t","-   \t",x\n'.encode())
    assert rows == [["蚂蚁基金", "  \t", "-   \t", "x"]]
    assert ragged == [False]


def test_a_quote_inside_a_field_is_a_plain_sign():
    assert cut('看"多多视频",1\n'.encode()) == ([['看"多多视频"', "1"]], [False], [(1, 1)])


def test_a_lone_quote_does_not_swallow_the_next_line():
    rows, ragged, _ = cut(b'a,"bad,1\nb,"good",2\nc,d\n')
    assert rows == [["a", '"bad', "1"], ["b", "good", "2"], ["c", "d"]]
    assert ragged == [True, False, False]


@pytest.mark.parametrize("block_bytes", [1_000, 1 << 20])
def test_an_unclosed_quote_ends_at_its_own_field(block_bytes):
    tail = b"1,2\n" * 40_000
    rows, ragged, _ = cut(b'x,"open,3\n' + tail, block_bytes=block_bytes)
    assert rows[0] == ["x", '"open', "3"]
    assert len(rows) == 40_001
    assert sum(ragged) == 1


def test_text_behind_a_closing_quote_is_kept_and_marked():
    rows, ragged, _ = cut(b'"ab""c"de,2\n')
    assert (rows, ragged) == ([['ab"cde', "2"]], [True])


def test_gbk_second_bytes_are_never_delimiters():
    text = "丂乗,亅\u3405;𠀀\n" * 3
    for delimiter in ",;\t":
        rows, _, _ = cut(text.encode("gb18030"), "gb18030", delimiter=delimiter)
        assert rows == [line.split(delimiter) for line in text.splitlines()]


def test_the_byte_order_mark_is_no_part_of_the_header():
    rows, _, _ = cut(b"\xef\xbb\xbf" + "时间,金额\n".encode(), block_bytes=5)
    assert rows == [["时间", "金额"]]


def test_records_know_their_raw_bytes_and_place():
    data = "甲,1\r\n\r\n乙,2".encode("gb18030")
    block, used = cut_block(data, "gb18030")
    assert used == len(data)
    assert [block.raw(row) for row in range(3)] == ["甲,1".encode("gb18030"), b"", b"\xd2\xd2,2"]
    assert block.byte_start.tolist() == [0, 6, 8]
    assert (block.text(0, 0), block.text(0, 5), block.text(1, 0)) == ("甲", "", "")


def test_short_records_have_no_bounds_in_a_column():
    block, _ = cut_block(b"a,b\nc\n\n", "utf-8")
    start, end = block.column(1)
    assert (start.tolist(), end.tolist()) == ([2, -1, -1], [3, -1, -1])


def test_filled_fields_are_counted():
    block, _ = cut_block(b" ,\t,x,y\n,,\n\n", "utf-8")
    assert first_filled(block).tolist() == [2, -1, -1]
    assert filled_count(block).tolist() == [2, 0, 0]


def test_bad_bytes_are_shown_not_hidden():
    block, _ = cut_block(b"a\xffb\n", "utf-8")
    assert block.text(0, 0) == "a\\xffb"


def test_a_file_without_line_ends_is_refused(monkeypatch):
    monkeypatch.setattr("zhanlian.intake.block.RECORD_BYTES_MAX", 2_000)
    with pytest.raises(RecordTooLong) as told:
        cut(b"x" * 5_000, block_bytes=500)
    assert told.value.code == "ZL-INTAKE-101"


def test_blocks_cut_ahead_are_the_same_blocks():
    data = b"a,1\nb,2\n" * 1_000
    ahead = read_ahead(read_blocks(io.BytesIO(data), block_bytes=100))
    rows = [block.texts(row) for block in ahead for row in range(block.row_count)]
    assert rows == cut(data)[0]


@given(TABLES, ENCODINGS, DELIMITERS, st.sampled_from(["\r\n", "\n", "\r"]), st.booleans())
def test_well_formed_text_is_cut_as_csv_does(table, encoding, delimiter, line_end, quotes_all):
    file = io.StringIO(newline="")
    quoting = csv.QUOTE_ALL if quotes_all else csv.QUOTE_MINIMAL
    csv.writer(file, delimiter=delimiter, lineterminator=line_end, quoting=quoting).writerows(table)
    text = file.getvalue()
    expected = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    rows, ragged, _ = cut(text.encode(encoding), encoding, delimiter=delimiter)
    assert rows == expected
    assert not any(ragged)


@given(RUBBISH, st.sampled_from([1, 2, 7, 1 << 20]))
def test_no_byte_and_no_line_is_lost_on_rubbish(data, block_bytes):
    seen, line_count = b"", 0
    for block in read_blocks(io.BytesIO(data), encoding="gb18030", block_bytes=block_bytes):
        assert block.byte_start[0] == len(seen)
        seen += block.data.tobytes()
        line_count += int(block.line_count.sum())
        assert (np.diff(block.line_no) == block.line_count[:-1]).all()
        for row, at in enumerate(block.byte_start.tolist()):
            assert data[at:].startswith(block.raw(row))
    assert seen == data
    assert line_count == physical_lines(data)


@given(RUBBISH, st.sampled_from([1, 3, 16]))
def test_the_cut_does_not_depend_on_the_blocks(data, block_bytes):
    assert cut(data, "gb18030", block_bytes=block_bytes) == cut(data, "gb18030")


@given(TABLES)
def test_sheet_rows_come_back_as_they_were(table):
    block = Block.from_rows(table, first_line_no=3)
    assert [block.texts(row) for row in range(block.row_count)] == table
    assert block.line_no.tolist() == list(range(3, 3 + len(table)))
    raws = ["\t".join(row).encode() for row in table]
    assert [block.raw(row).rstrip(b"\r\n") for row in range(len(table))] == [
        raw.rstrip(b"\r\n") for raw in raws
    ]
