"""The book of dated values: the right row on the right day, and strict files."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhanlian.law import law_book
from zhanlian.law.book import NoLawInForce, UnknownParameter, read_book
from zhanlian.law.changing import changes_between
from zhanlian.law.parameters import read_parameters
from zhanlian.law.reading import BadLawFile
from zhanlian.law.values import Standing, Unit, Value
from zhanlian.terms import Citation

FILE = """
question_zh = "多少？"
question_en = "How much?"
unit = "{unit}"
picked_by = "act_on"
{rows}
"""
ROW = """
[[values]]
from = {first}
{last}
value = {value}
cites = ["cn/criminal-law art. 1"]
standing = "confirmed"
"""


def write(folder, rows, unit="fen", name="amount"):
    file = folder / "cn" / f"{name}.toml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(FILE.format(unit=unit, rows=rows), encoding="utf-8")
    return folder


def row(first, value, last=""):
    return ROW.format(first=first, value=value, last=f"to = {last}" if last else "")


def test_the_row_in_force_is_found_to_the_day(tmp_path):
    write(tmp_path, row("2011-04-08", 100, "2016-12-18") + row("2016-12-19", 200))
    parameter = read_parameters(tmp_path)["cn.amount"]
    found = {
        day: [each.value for each in parameter.values if each.covers(day)]
        for day in map(date.fromisoformat, ("2011-04-07", "2016-12-18", "2016-12-19"))
    }
    assert list(found.values()) == [[], [100], [200]]


def test_a_day_without_law_is_refused_with_its_day():
    with pytest.raises(NoLawInForce) as caught:
        law_book().value(
            "cn.criminal.fraud.amount_large", on=date(1980, 1, 1), only_for="telecom_fraud"
        )
    assert "1980-01-01" in caught.value.sentence
    assert caught.value.code == "ZL-LAW-003"


def test_an_unknown_name_is_refused_with_near_names():
    with pytest.raises(UnknownParameter) as caught:
        law_book().value("cn.criminal.fraud.amount_larg", on=date(2020, 1, 1))
    assert "cn.criminal.fraud.amount_large" in caught.value.do_next


@pytest.mark.parametrize(
    ("rows", "unit", "told"),
    [
        (row("2011-04-08", 1) + row("2012-01-01", 2), "fen", "overlap"),
        (row("2011-04-08", '"x"'), "fen", "not in fen"),
        (row("2011-04-08", "1.5"), "ratio", "not in ratio"),
        (row("2011-04-08", "true"), "count", "not in count"),
        (row("2011-04-08", 1).replace("cites", "sites"), "fen", "cites its source"),
        (row("2011-04-08", 1) + "valeu = 3\n", "fen", "no such field"),
        (row("2011-04-08", 1).replace("confirmed", "recheck"), "fen", "says why"),
        (row("2011-04-08", 1).replace("confirmed", "sure"), "fen", "not one of"),
        ("", "fen", "at least one row"),
        (row("2011-04-08", 1) + "low = 1\nhigh = 2\n", "fen", "or low and high"),
    ],
)
def test_a_slip_in_a_file_is_refused_by_file_and_field(tmp_path, rows, unit, told):
    with pytest.raises(BadLawFile) as caught:
        read_parameters(write(tmp_path, rows, unit))
    assert told in caught.value.why
    assert "cn.amount" in caught.value.sentence


def test_ratios_are_exact(tmp_path):
    write(tmp_path, row("2011-04-08", '"0.80"'), unit="ratio")
    (value,) = read_parameters(tmp_path)["cn.amount"].values
    assert value.ratio == Fraction(4, 5)


def test_a_province_adds_its_own_row_and_the_version_says_so():
    law = law_book()
    own = Value(
        parameter="cn.criminal.fraud.amount_large",
        unit=Unit.FEN,
        value=600_000,
        from_on=date(2014, 1, 1),
        to_on=None,
        cites=(Citation("cn/fashi-2011-7", "art. 1"),),
        standing=Standing.CONFIRMED,
        region="99",
    )
    with_own = law.with_region((own,))
    day = date(2015, 1, 1)
    assert with_own.value("cn.criminal.fraud.amount_large", on=day, region="99").fen == 600_000
    assert with_own.version != law.version
    assert with_own.version.startswith(law.version)


def test_the_version_changes_with_any_byte_of_the_data(tmp_path):
    (tmp_path / "edition.toml").write_text("edition = 2026-11-23\n", encoding="utf-8")
    write(tmp_path / "parameters", row("2011-04-08", 1))
    (tmp_path / "instruments").mkdir()
    first = read_book(tmp_path).version
    write(tmp_path / "parameters", row("2011-04-08", 2))
    assert read_book(tmp_path).version != first


@given(st.dates(date(1990, 1, 1), date(2030, 12, 31)), st.integers(0, 400))
def test_a_change_names_two_different_rows_and_time_back_is_its_mirror(day, step):
    later = day + timedelta(days=step)
    there = changes_between(law_book(), day, later)
    back = changes_between(law_book(), later, day)
    assert all(each.before != each.after for each in there)
    assert {(each.parameter, each.only_for, each.before, each.after) for each in there} == {
        (each.parameter, each.only_for, each.after, each.before) for each in back
    }
