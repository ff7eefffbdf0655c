"""Workbooks: what a person sees in a cell, under the row number a person sees."""

import io
import zipfile
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from zhanlian.intake.containers import Merged, open_sheets, read_line
from zhanlian.intake.containers.package import column_of
from zhanlian.intake.containers.refusals import BrokenWorkbook, NoSuchLine
from zhanlian.intake.containers.shown import cell_text


def at(*parts: int) -> datetime:
    """A clock without a zone, as workbooks have it."""
    return datetime(*parts, tzinfo=UTC).replace(tzinfo=None)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("样本", "样本"),
        (93005.0, "93005"),
        (-0.0, "0"),
        (999_999_999_999_999.0, "999999999999999"),
        (1e15, "1E+15"),
        (9.99999e18, "9.99999E+18"),
        (6222021234567890123.0, "6.22202123456789E+18"),
        (1234567890123456.0, "1.23456789012346E+15"),
        (0.1 + 0.2, "0.3"),
        (-12345.670000000002, "-12345.67"),
        (1e-7, "0.0000001"),
        (1e-300, "1E-300"),
        (float("nan"), "nan"),
        (True, "TRUE"),
        (7, "7"),
        (at(2024, 3, 5, 14, 2, 11), "2024-03-05 14:02:11"),
        (at(2024, 3, 5, 14, 2, 10, 999_000), "2024-03-05 14:02:11"),
        (at(2024, 3, 5, 14, 2, 11, 500_000), "2024-03-05 14:02:11.500000"),
        (at(2024, 3, 5), "2024-03-05 00:00:00"),
        (date(2024, 3, 5), "2024-03-05"),
        (time(9, 30, 5), "09:30:05"),
        (time(23, 59, 59, 999_000), "23:59:59.999000"),
        (timedelta(hours=36), "36:00:00"),
        (timedelta(seconds=-5), "-00:00:05"),
    ],
)  # fmt: skip
def test_cell_is_shown_as_a_person_sees_it(value, text):
    assert cell_text(value) == text


@given(st.integers(-(10**13), 10**13))
def test_amounts_of_cents_survive_a_float(fen):
    sign, whole, part = "-" if fen < 0 else "", abs(fen) // 100, abs(fen) % 100
    shown = cell_text(fen / 100)
    assert shown == (f"{sign}{whole}.{part:02}".rstrip("0").rstrip(".") if fen else "0")


def book(fill) -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as workbook:
        fill(workbook)
    return buffer.getvalue()


def test_rows_keep_the_numbers_of_the_sheet(receive, rows_of):
    def fill(workbook):
        sheet = workbook.add_worksheet("明细")
        sheet.write(3, 2, "卡号")
        sheet.write(5, 3, 1.5)

    received = receive(book(fill), "a.xlsx")
    (sheet,) = open_sheets(received)
    assert rows_of(sheet) == [[], [], [], ["", "", "卡号"], [], ["", "", "", "1.5"]]
    assert (sheet.name, sheet.sheet_no, sheet.line_count) == ("明细", 1, 6)
    assert read_line(received, 1, 6) == ("\t\t\t1.5", ["", "", "", "1.5"])
    with pytest.raises(NoSuchLine):
        read_line(received, 1, 7)


def test_types_hidden_sheets_and_merged_ranges(receive, rows_of):
    def fill(workbook):
        sheet = workbook.add_worksheet("甲")
        day = workbook.add_format({"num_format": "yyyy-mm-dd"})
        moment = workbook.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        sheet.merge_range(0, 0, 0, 3, "标题")
        sheet.write_datetime(1, 0, at(2024, 3, 5), day)
        sheet.write_datetime(1, 1, at(2024, 3, 5, 14, 2, 11), moment)
        sheet.write_boolean(1, 2, False)
        sheet.write_number(1, 3, 9.99999e18)
        workbook.add_worksheet("乙").hide()

    first, second = ((sheet, rows_of(sheet)) for sheet in open_sheets(receive(book(fill))))
    assert first[1] == [["标题"], ["2024-03-05", "2024-03-05 14:02:11", "FALSE", "9.99999E+18"]]
    assert first[0].merged == (Merged(1, 0, 1, 3),)
    assert (second[0].is_hidden, second[1], second[0].line_count) == (True, [], 0)
    assert [finding.code for finding in second[0].findings] == ["sheet_hidden"]


def test_error_cells_are_not_taken_for_empty(receive, rows_of):
    def fill(workbook):
        sheet = workbook.add_worksheet()
        sheet.write(0, 0, "余额")
        sheet.write_formula(1, 0, "=NA()", None, "#N/A")
        sheet.write_formula(1, 30, "=1/0", None, "#DIV/0!")

    (sheet,) = open_sheets(receive(book(fill)))
    rows = rows_of(sheet)
    assert (rows[1][0], rows[1][30], len(rows[1])) == ("#N/A", "#DIV/0!", 31)
    (finding,) = sheet.findings
    assert (finding.code, finding.facts["count"], str(finding.rows[0])) == (
        "cells_in_error", 2, "f7:1:2",
    )  # fmt: skip


def test_long_sheet_comes_in_blocks_in_order(receive):
    def fill(workbook):
        sheet = workbook.add_worksheet()
        for row in range(20_000):
            sheet.write_number(row, 0, row + 1)

    (sheet,) = open_sheets(receive(book(fill)))
    blocks = list(sheet.blocks)
    assert len(blocks) > 1
    assert all(block.text(0, 0) == str(block.line_no[0]) for block in blocks)
    assert sheet.line_count == 20_000


def test_styled_empty_corner_is_no_reason_to_refuse(receive, rows_of):
    def fill(workbook):
        sheet = workbook.add_worksheet()
        sheet.write(0, 0, "样本")
        sheet.write_blank(1_048_575, 16_383, None, workbook.add_format({"bold": True}))

    (sheet,) = open_sheets(receive(book(fill)))
    assert rows_of(sheet) == [["样本"]]


def test_part_that_expands_past_its_word_is_refused(receive):
    """Sizes in the directory can lie; the checksum cannot."""
    whole = bytearray(book(lambda workbook: workbook.add_worksheet()))
    place = whole.rfind(b"xl/worksheets/sheet1.xml") - 46
    whole[place + 24 : place + 28] = (10).to_bytes(4, "little")
    with pytest.raises(BrokenWorkbook):
        list(open_sheets(receive(bytes(whole))))


def test_package_without_its_workbook_is_refused(receive):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        package.writestr("xl/workbook.xml", "<workbook/>")
    with pytest.raises(BrokenWorkbook):
        list(open_sheets(receive(buffer.getvalue())))


def test_sheet_named_xls_with_rubbish_inside_is_refused(receive):
    with pytest.raises(BrokenWorkbook):
        list(open_sheets(receive(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 3000, "a.xls")))


@given(st.integers(0, 16_383))
def test_column_letters_say_their_number(number):
    letters, rest = "", number + 1
    while rest:
        rest, digit = divmod(rest - 1, 26)
        letters = chr(ord("A") + digit) + letters
    assert column_of(letters.encode()) == number


def test_samples_keep_their_rows(samples: Path, receive, rows_of):
    name = "02-bank-xlsx-titles-and-sections/样例农商行_样本一级乙_明细.xlsx"
    (sheet,) = open_sheets(receive((samples / name).read_bytes()))
    rows = rows_of(sheet)
    assert (len(rows), rows[4][:3], rows[5][2]) == (14, ["序号", "交易日期", "交易时间"], "93005")
    assert "9.99999E+18" in rows[6]
