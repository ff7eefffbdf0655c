"""Amounts: cases read off real exports, the grammar said slowly, two promises."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhanlian.intake.cells import AMOUNT_FLAGS, read_amount
from zhanlian.intake.cells.spelled import read_spelled

PLAIN = [
    ("50000.00", 5_000_000),
    ("1,234", 123_400),
    ("-1,000.00", -100_000),
    ("\t12.30 ", 1_230),
    ("1,23" + "4.56          \t", 123_456),
    ("'12.30", 1_230),
    ('="12.30"', 1_230),
    ("１，２３４．５０", 123_450),
    (".50", 50),
    ("5.", 500),
    ("+5", 500),
    ("5.00-", -500),
    ("(5.00)", -500),
    ("（1,234.00）", -123_400),
    ("\u22125.00", -500),
    ("-0.00", 0),
    ("0.010000", 1),
    ("92233720368547758.07", 2**63 - 1),
]
WITH_CURRENCY = [
    ("¥0.07", 7, "CNY"),
    ("￥1,234.50", 123_450, "CNY"),
    ("¥-5", -500, "CNY"),
    ("-¥5", -500, "CNY"),
    ("CNY 1,234.00", 123_400, "CNY"),
    ("人民币3000元", 300_000, "CNY"),
    ("3000元整", 300_000, "CNY"),
    ("3万元", 3_000_000, "CNY"),
    ("US$5", 500, "USD"),
    ("$1,000.5", 100_050, "$"),
    ("USD100", 10_000, "USD"),
]
UNITS = [("3.5w", 3_500_000), ("3.5W", 3_500_000), ("2亿", 20_000_000_000), ("2千万", 2 * 10**9)]
FLAGGED = [
    ("131.77(已退款89.84)", 13_177, "annotated"),
    ("-3.90(CN)", -390, "annotated"),
    ("8,000.00(CN)", 800_000, "annotated"),
    ("约3万元", 3_000_000, "about"),
    ("3000元左右", 300_000, "about"),
    ("3.1E+06", 310_000_000, "scientific"),
    ("1.5e-1", 15, "scientific"),
    ("三万五千元", 3_500_000, "spelled"),
    ("叁佰元伍角整", 30_050, "spelled"),
    ("五角", 50, "spelled"),
    ("十五万", 15_000_000, "spelled"),
    ("两千", 200_000, "spelled"),
    ("3万5千元", 3_500_000, "spelled"),
    ("3万5000元", 3_500_000, "spelled"),
]
NOT_READ = [
    *[(text, "blank") for text in ("", "  \t", "-", "--", "------", "—", "/", "无", "null")],
    *[(text, "blank") for text in ("（空）", "N/A", "None", "\ufeff")],
    *[(text, "unreadable") for text in ("abc", "5 5", "1,23", "1,2345", "--5", "-(5)", "(5")],
    *[(text, "unreadable") for text in ("5)", ".", "+", "1.2.3", "三万五", "百", "合计", "1,234,")],
    *[(text, "too_precise") for text in ("0.005", "1.001", "1e-3", "0." + "0" * 60 + "1")],
    *[(text, "too_large") for text in ("92233720368547758.08", "1e30", "9" * 25, "9" * 9_999)],
    *[(text, "too_large") for text in ("-92233720368547758.08", "1e999999999")],
    *[(text, "not_finite") for text in ("NaN", "nan", "inf", "-Infinity")],
]


@pytest.mark.parametrize(("text", "minor"), PLAIN)
def test_plain_amounts_are_read_to_the_fen(text, minor):
    cell = read_amount(text)
    assert (cell.minor, cell.flag, cell.currency) == (minor, "", "")


@pytest.mark.parametrize(("text", "minor", "currency"), WITH_CURRENCY)
def test_a_currency_in_the_cell_is_reported(text, minor, currency):
    cell = read_amount(text)
    assert (cell.minor, cell.flag, cell.currency) == (minor, "", currency)


@pytest.mark.parametrize(("text", "minor"), UNITS)
def test_units_multiply_exactly(text, minor):
    assert read_amount(text).minor == minor


@pytest.mark.parametrize(("text", "minor", "flag"), FLAGGED)
def test_doubtful_amounts_keep_value_and_flag(text, minor, flag):
    cell = read_amount(text)
    assert (cell.minor, cell.flag) == (minor, flag)


@pytest.mark.parametrize(("text", "flag"), NOT_READ)
def test_what_cannot_be_read_has_no_value(text, flag):
    cell = read_amount(text)
    assert (cell.minor, cell.flag) == (None, flag)


def test_the_column_factor_yields_to_the_cells_own_unit():
    assert read_amount("1.2", factor=10_000).minor == 1_200_000
    assert read_amount("3万元", factor=10_000).minor == 3_000_000
    assert read_amount("300元", factor=10_000).minor == 30_000
    assert read_amount("300元", factor=10_000).flag == "own_unit"
    assert read_amount("0.000001", factor=10_000).minor == 1


def test_fen_columns_and_chain_tokens_have_their_own_digits():
    assert read_amount("3100000", minor_digits=0).minor == 3_100_000
    assert read_amount("0.5", minor_digits=0).flag == "too_precise"
    assert read_amount("2,750.000001", minor_digits=6).minor == 2_750_000_001


@given(st.integers(-(2**63) + 1, 2**63 - 1), st.integers(0, 8), st.booleans())
def test_written_amounts_come_back_exact(minor, digits, has_commas):
    value = Decimal(minor).scaleb(-digits)
    text = f"{value:,f}" if has_commas else f"{value:f}"
    cell = read_amount(text, minor_digits=digits)
    assert (cell.minor, cell.flag) == (minor, "")


@given(st.text(max_size=40) | st.text("0123456789,.eE+-()¥万元亿千百三零 ", max_size=14))
def test_no_text_raises_and_no_value_is_a_float(text):
    cell = read_amount(text)
    assert cell.minor is None or type(cell.minor) is int
    assert cell.flag in AMOUNT_FLAGS


@given(st.integers(1, 10**12 - 1))
def test_spelled_numbers_come_back(value):
    assert read_spelled(spelled_slowly(value) + "元") == value


def spelled_slowly(value):
    """The full written form, with its zeros, as a bank teller would write it."""
    words = ""
    for unit, mark in ((10**8, "亿"), (10**4, "万"), (1, "")):
        section, value = divmod(value, unit)
        if not section:
            continue
        if words and (section < 1000 or words.endswith("零")):
            words = words.rstrip("零") + "零"
        words += section_slowly(section) + mark
    return words


def section_slowly(section):
    words, was_zero = "", False
    for unit, mark in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, section = divmod(section, unit)
        if digit:
            words += ("零" if was_zero and words else "") + "零一二三四五六七八九"[digit] + mark
        was_zero = not digit
    return words
