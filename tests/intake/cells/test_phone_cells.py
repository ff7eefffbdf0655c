"""Telephone numbers, radio cells and durations as carriers write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhanlian.intake.cells import read_cell, read_duration, read_phone

PHONES = [
    ("8610000000901", "10000000901", ""),
    ("+8610000000301", "10000000301", ""),
    ("008610000000301", "10000000301", ""),
    ("10000000301", "10000000301", ""),
    ("100 0000 0301", "10000000301", ""),
    ("1795110000000301", "10000000301", "dialled"),
    ("0099910000000", "0099910000000", "international"),
    ("0010000000301", "0010000000301", "international"),
    ("+8657188889999", "+8657188889999", "international"),
    ("0571-88889999", "057188889999", ""),
    ("95588", "95588", ""),
    ("-", "-", "placeholder"),
    ("100****0301", "100****0301", "masked"),
    ("1.0E+10", "1.0E+10", "lost_digits"),
]
CELLS = [
    ("40001-1001", "40001-1001", ""),
    ("40001/1001", "40001-1001", ""),
    ("40001_01001", "40001-1001", ""),
    ("9C41:3E9", "40001-1001", "hex"),
    ("460-00-40001-1001", "40001-1001", ""),
    ("", "", "blank"),
    ("样例站", "样例站", "unreadable"),
]
DURATIONS = [
    ("25", 25),
    ("25.0", 25),
    ("0", 0),
    ("25秒", 25),
    ("3分53秒", 233),
    ("3分钟", 180),
    ("1小时2分3秒", 3_723),
    ("1时2分3秒", 3_723),
    ("0:45", 45),
    ("00:03:53", 233),
]


@pytest.mark.parametrize(("text", "number", "flag"), PHONES)
def test_phones_have_one_spelling(text, number, flag):
    cell = read_phone(text)
    assert (cell.text, cell.flag) == (number, flag)


@pytest.mark.parametrize(("text", "name", "flag"), CELLS)
def test_radio_cells_have_one_spelling(text, name, flag):
    cell = read_cell(text)
    assert (cell.text, cell.flag) == (name, flag)


def test_radio_cells_in_two_columns_are_joined():
    assert read_cell("40001", "1001") == read_cell("40001-1001")
    assert read_cell("9C41", "3E9").text == "40001-1001"
    assert read_cell("", "").flag == "blank"


@pytest.mark.parametrize(("text", "duration_s"), DURATIONS)
def test_durations_are_whole_seconds(text, duration_s):
    assert read_duration(text).duration_s == duration_s


def test_durations_that_cannot_be_read_say_so():
    assert read_duration("").flag == "blank"
    assert read_duration("25.5").flag == "too_precise"
    assert read_duration("很久").flag == "unreadable"


@given(st.text(max_size=30) | st.text("0123456789+-:/ 分秒小时ABCDEF.", max_size=16))
def test_no_text_raises(text):
    read_phone(text)
    read_cell(text)
    read_cell(text, text)
    read_duration(text)
