"""Moments: the spellings of bank exports, split columns, two promises."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhanlian.intake.cells import (
    TIME_FLAGS,
    read_clock,
    read_date_and_clock,
    read_month_day,
    read_time,
)
from zhanlian.terms import show_instant, to_instant

CHINA = timezone(timedelta(hours=8))
READ = [
    ("20240305140530", "2024-03-05 14:05:30", "s", ""),
    ("\t20240305140530", "2024-03-05 14:05:30", "s", ""),
    ("202403051405", "2024-03-05 14:05:00", "m", ""),
    ("2024030514", "2024-03-05 14:00:00", "h", ""),
    ("20240305", "2024-03-05 00:00:00", "d", ""),
    ("2024030514053012", "2024-03-05 14:05:30", "s", ""),
    ("20240305140530123", "2024-03-05 14:05:30", "s", ""),
    ("20240305 140530", "2024-03-05 14:05:30", "s", ""),
    ("2024-03-05 14:05:30", "2024-03-05 14:05:30", "s", ""),
    ("2024-12-14 20:59:42\t", "2024-12-14 20:59:42", "s", ""),
    ("2024-03-05 14:05:30.0", "2024-03-05 14:05:30", "s", ""),
    ("2024/3/5 14:20:01", "2024-03-05 14:20:01", "s", ""),
    ("2024/3/5 9:05", "2024-03-05 09:05:00", "m", ""),
    ("2024.3.5", "2024-03-05 00:00:00", "d", ""),
    ("2023-02-28     \t", "2023-02-28 00:00:00", "d", ""),
    ("2024年3月5日15时02分", "2024-03-05 15:02:00", "m", ""),
    ("2024年3月5日 15时02分03秒", "2024-03-05 15:02:03", "s", ""),
    ("2024年3月6日9时", "2024-03-06 09:00:00", "h", ""),
    ("2024-3-5 15时许", "2024-03-05 15:00:00", "h", "about"),
    ("2024年3月5日下午3时5分", "2024-03-05 15:05:00", "m", ""),
    ("2024-3-5 3:05:06 PM", "2024-03-05 15:05:06", "s", ""),
    ("2024-03-05T15:29:00Z", "2024-03-05 23:29:00", "s", ""),
    ("2024-03-05T15:29:00+08:00", "2024-03-05 15:29:00", "s", ""),
    ("2024-03-05 15:29:00 +0800 CST", "2024-03-05 15:29:00", "s", ""),
    ("2024-03-05 08:30:00 UTC", "2024-03-05 16:30:00", "s", ""),
    ("2024-03-05-14.05.30.123456", "2024-03-05 14:05:30", "s", ""),
    ("２０２４－０３－０５　１４：０５：３０", "2024-03-05 14:05:30", "s", ""),
    ("2024-03-05 24:00:00", "2024-03-06 00:00:00", "s", "24h"),
    ("2024-03-05 00:00:00", "2024-03-05 00:00:00", "s", "midnight"),
    ("20240305000000", "2024-03-05 00:00:00", "s", "midnight"),
]
NOT_READ = [
    *[(text, "blank") for text in ("", " ", "-", "/", "（空）", "NULL")],
    *[(text, "impossible") for text in ("2024-02-30", "20230229", "2024-13-01", "2024-00-10")],
    *[(text, "impossible") for text in ("2024-03-05 25:00", "20240305146000")],
    *[(text, "impossible") for text in ("2024-03-05 24:00:01", "2024-03-05 晚上12点")],
    *[(text, "out_of_range") for text in ("1900-01-01", "9999-12-31", "00000000", "21010101")],
    *[(text, "unreadable") for text in ("合计", "05/01/2023", "45356.58", "2024-03/05", "2024")],
]
CLOCKS = [
    ("93005", "2024-04-01 09:30:05", "s", "zeros_restored"),
    ("93005.0", "2024-04-01 09:30:05", "s", "zeros_restored"),
    ("5", "2024-04-01 00:00:05", "s", "zeros_restored"),
    ("0", "2024-04-01 00:00:00", "s", "midnight"),
    ("000000", "2024-04-01 00:00:00", "s", "midnight"),
    ("120000", "2024-04-01 12:00:00", "s", ""),
    ("235959", "2024-04-01 23:59:59", "s", ""),
    ("240000", "2024-04-02 00:00:00", "s", "24h"),
    ("140211123", "2024-04-01 14:02:11", "s", ""),
    ("93005123", "2024-04-01 09:30:05", "s", "zeros_restored"),
    ("17:57:17", "2024-04-01 17:57:17", "s", ""),
    ("17:57", "2024-04-01 17:57:00", "m", ""),
    ("", "2024-04-01 00:00:00", "d", ""),
    ("14021133", "2024-04-01 00:00:00", "d", "clock_unreadable"),
    ("999999", "2024-04-01 00:00:00", "d", "clock_unreadable"),
    ("早上", "2024-04-01 00:00:00", "d", "clock_unreadable"),
]


@pytest.mark.parametrize(("text", "shown", "precision", "flag"), READ)
def test_bank_spellings_are_read(text, shown, precision, flag):
    cell = read_time(text)
    assert (show_instant(cell.at), cell.precision, cell.flag) == (shown, precision, flag)


@pytest.mark.parametrize(("text", "flag"), NOT_READ)
def test_other_texts_have_no_moment(text, flag):
    cell = read_time(text)
    assert (cell.at, cell.precision, cell.flag) == (None, "", flag)


@pytest.mark.parametrize(("clock", "shown", "precision", "flag"), CLOCKS)
def test_clocks_join_their_day(clock, shown, precision, flag):
    cell = read_date_and_clock("20240401", clock)
    assert (show_instant(cell.at), cell.precision, cell.flag) == (shown, precision, flag)


def test_a_day_cell_with_its_own_clock_is_compared():
    same = read_date_and_clock("2024-04-01 10:00:00", "100000")
    other = read_date_and_clock("2024-04-01 10:00:00", "12:03")
    assert (same.flag, other.flag) == ("", "clocks_differ")
    assert show_instant(other.at) == "2024-04-01 12:03:00"
    assert show_instant(read_date_and_clock("2024-04-01 10:00:00", "").at).endswith("10:00:00")
    assert read_date_and_clock("合计", "12:03").flag == "unreadable"


def test_fractions_of_a_second_are_kept():
    assert read_time("20240305140530123").at % 10**6 == 123_000
    assert read_time("2024030514053012").at % 10**6 == 120_000
    assert read_time("2024-03-05-14.05.30.123456").at % 10**6 == 123_456


def test_serials_month_first_and_epochs_are_read_only_when_asked():
    serial = read_time("45356.58576388889", allow_serial=True)
    assert (show_instant(serial.at), serial.flag) == ("2024-03-05 14:03:30", "serial")
    assert read_time("45356", allow_serial=True).precision == "d"
    assert read_time("99999", allow_serial=True).flag == "out_of_range"
    assert show_instant(read_time("05/01/2023", month_first=True).at) == "2023-05-01 00:00:00"
    assert read_time("1709618730000", allow_epoch=True).at == 1_709_618_730_000_000
    assert read_time("1709618730", allow_epoch=True).at == 1_709_618_730_000_000


def test_a_day_without_its_year_takes_the_statements_year():
    assert show_instant(read_month_day("12/29", year=2023).at) == "2023-12-29 00:00:00"
    assert show_instant(read_month_day("1月2日", year=2024).at) == "2024-01-02 00:00:00"
    assert read_month_day("02/30", year=2024).flag == "impossible"
    assert read_month_day("", year=2024).flag == "blank"


def test_a_clock_alone_is_micros_since_midnight():
    assert read_clock("00:00:05").at == 5_000_000
    assert read_clock("0.5").at == 43_200 * 10**6
    assert read_clock("0.25").flag == "unreadable"


SECONDS = st.integers(86_400, 4_133_865_600).map(lambda at: datetime.fromtimestamp(at, CHINA))
FORMS = ["%Y%m%d%H%M%S", "%Y-%m-%d %H:%M:%S", "%Y/%m/%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S"]


@given(SECONDS, st.sampled_from(FORMS))
def test_written_moments_come_back(moment, form):
    text = moment.strftime(form) if moment.year > 999 else ""
    cell = read_time(text)
    assert (cell.at, cell.precision) == (to_instant(moment.astimezone(UTC)), "s")


@given(st.text(max_size=30) | st.text("0123456789-/:. T年月日时分秒+Z", max_size=24), st.booleans())
def test_no_text_raises(text, asked):
    cell = read_time(text, allow_serial=asked, month_first=asked, allow_epoch=asked)
    assert cell.flag in TIME_FLAGS
    assert (cell.at is None) == (cell.precision == "")
    assert read_date_and_clock("20240305", text).at is not None
    assert read_month_day(text, year=2023).flag in TIME_FLAGS
