"""Text files: delimiters, places, findings, and any line read again."""

from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhanlian.intake.containers import Received, open_sheets, read_line
from zhanlian.intake.containers import text as module
from zhanlian.intake.containers.delimiter import find_delimiter
from zhanlian.intake.containers.refusals import NoSuchLine, RowTooLong, TooWide
from zhanlian.intake.containers.text import check_shape

CELL = st.text(st.sampled_from('样本账,.;|" \t倈1-'), max_size=6)
TABLE = st.lists(st.lists(CELL, min_size=3, max_size=5), min_size=3, max_size=8)


@pytest.mark.parametrize(
    ("sample", "delimiter"),
    [
        ("a,b,c\n1,2,3\n", ","),
        ("a\tb\n1\t2\n", "\t"),
        ("a;b\n1,5;2,5\n", ";"),
        ("|a|b|\n|1|2|\n", "|"),
        ("户名：样本；账号：9\n起止,日期\n\na\tb\tc\n1\t2\t3\n1\t2\t3\n", "\t"),
        ("账号…不存在", ""),
        ("", ""),
        ('"a\tb","c"\n"d\te","f"\n', ","),
        ("卡号\t,金额\t,\n999\t,1\t,\n", ","),
        ("a\tb\tc\n1,000.00\t2\t3\n,\t2\t3\n", "\t"),
        ("a,b", ","),
    ],
)
def test_delimiter_is_judged_by_evenness(sample, delimiter):
    assert find_delimiter(sample) == delimiter


def test_text_file_is_one_sheet(only_sheet):
    sheet, rows = only_sheet("卡号,户名\r\n\t9999,样本\r\n".encode("gb18030"))
    assert rows == [["卡号", "户名"], ["\t9999", "样本"]]
    assert (sheet.sheet_no, sheet.encoding, sheet.delimiter) == (0, "gb18030", ",")
    assert (sheet.line_count, sheet.has_places, sheet.findings) == (2, True, [])


def test_wide_text_becomes_utf8_without_places(only_sheet):
    sheet, rows = only_sheet("卡号\t户名\r\n9\t样本\r\n".encode("utf-16"))
    assert rows == [["卡号", "户名"], ["9", "样本"]]
    assert (sheet.encoding, sheet.has_places) == ("utf-16-le", False)


def test_bad_byte_is_told_and_shown(only_sheet):
    sheet, rows = only_sheet("卡号,户名\n1,样本\n".encode() * 9 + b"2,\xff\n")
    (finding,) = sheet.findings
    assert (finding.code, str(finding.rows[0])) == ("bytes_undecodable", "f7:0:19")
    assert finding.facts["bytes"] == str(len("卡号,户名\n1,样本\n".encode()) * 9 + 2)
    assert rows[-1] == ["2", "\\xff"]
    assert rows[0] == ["卡号", "户名"]


def test_zero_bytes_are_told(only_sheet):
    sheet, rows = only_sheet("卡号,户名\n1,样\0本\n2,样本\n".encode())
    (finding,) = sheet.findings
    assert (finding.code, str(finding.rows[0])) == ("nul_bytes", "f7:0:2")
    assert rows[1] == ["1", "样\0本"]


def test_line_longer_than_any_table_has_is_refused(receive):
    with (
        patch.multiple(module, ROW_BYTES_MAX=10, COLUMN_MAX=5),
        pytest.raises(RowTooLong) as caught,
    ):
        check_shape(receive(b"a\nb\n" + b"x" * 11 + b"\nc\n"), "")
    assert "样本.csv" in caught.value.where


@given(st.lists(st.integers(0, 12), min_size=1, max_size=6), st.integers(1, 9))
def test_width_is_seen_however_the_file_is_cut(tmp_path_factory, widths, chunk_bytes):
    path = tmp_path_factory.mktemp("wide") / "a.csv"
    path.write_bytes(b"\n".join(b"," * width for width in widths))
    with patch.multiple(module, COLUMN_MAX=9, CHUNK_BYTES=chunk_bytes):
        try:
            check_shape(Received(path, "a"), "")
            was_refused = False
        except TooWide:
            was_refused = True
    assert was_refused == (max(widths) + 1 > 9)


@given(TABLE, st.sampled_from(["utf-8", "utf-8-sig", "gb18030", "utf-16"]),
       st.sampled_from(",\t;|"))  # fmt: skip
def test_every_line_is_read_again_as_it_was(tmp_path_factory, table, encoding, delimiter):
    path = tmp_path_factory.mktemp("again") / "a.csv"
    lines = [delimiter.join(f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in row)
             for row in table]  # fmt: skip
    path.write_bytes("\r\n".join(["卡号", *lines]).encode(encoding))
    received = Received(path, "a.csv")
    (sheet,) = open_sheets(received)
    for block in sheet.blocks:
        for row in range(block.row_count):
            line_no, byte_start = int(block.line_no[row]), int(block.byte_start[row])
            place = byte_start if sheet.has_places else None
            raw, cells = read_line(received, 0, line_no, place)
            assert cells == block.texts(row)
            assert raw == ["卡号", *lines][line_no - 1]
            assert read_line(received, 0, line_no) == (raw, cells)
    assert sheet.line_count == len(table) + 1


def test_line_inside_a_record_gives_the_record(receive):
    received = receive(b'a,b\n"1\n2",3\n4,5\n')
    assert read_line(received, 0, 3) == ('"1\n2",3', ["1\n2", "3"])
    assert read_line(received, 0, 4, encoding="utf-8", delimiter=",")[1] == ["4", "5"]


def test_line_behind_the_end_is_refused(receive):
    with pytest.raises(NoSuchLine):
        read_line(receive(b"a,b\n1,2\n"), 0, 9)
    with pytest.raises(NoSuchLine):
        read_line(receive(b"a,b\n1,2\n"), 1, 1)
