"""The province's table: narrows, adds, and is refused where the nation says otherwise."""

from fractions import Fraction
from pathlib import Path

import pytest

from tests.law.sentencing.charges import charge
from zhanlian.law.reading import BadLawFile
from zhanlian.law.sentencing import read_province_table, worksheet
from zhanlian.law.sentencing.interval import Interval, point
from zhanlian.law.sentencing.refusals import BadProvinceTable

FILE = Path(__file__).with_name("province.toml")


def in_province(text=None, folder=None, **facts):
    file = FILE
    if text is not None:
        file = folder / "province.toml"
        file.write_text(text, encoding="utf-8")
    return worksheet(charge(**facts).in_province(read_province_table(file))).value


def months(low, high):
    return Interval(Fraction(low), Fraction(high))


def test_the_table_narrows_the_start_and_adds_whole_steps():
    found = in_province(amount_fen="129,999.99")  # nine whole steps of 10,000 above 30,000
    assert found.benchmark == months(36 + 18, 42 + 18)
    assert found.result_if_raised is None
    assert found.province == "示例省实施细则"


def test_an_amount_not_known_leaves_the_increment_open():
    found = in_province()
    assert found.benchmark == months(36, 42)
    assert found.result_if_raised == months(36, 120)
    assert "sentencing.amount_fen" in found.missing


def test_the_table_gives_a_range_where_the_nation_has_none():
    found = in_province(benchmark_months=50, preparation=True)
    assert found.unquantified == ()
    assert found.exact == months(20, 40)
    assert found.mitigating == ("preparation",)


def test_the_table_narrows_a_national_percentage():
    assert in_province(benchmark_months=50, attempt=True).exact == months(30, 45)


@pytest.mark.parametrize(
    ("old", "new"),
    [("high_months = 42", "high_months = 60"), ("low = -40", "low = -60")],
)
def test_a_row_outside_the_national_range_is_refused(tmp_path, old, new):
    with pytest.raises(BadProvinceTable) as caught:
        in_province(FILE.read_text("utf-8").replace(old, new), tmp_path, attempt=True)
    assert "national" in caught.value.why


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('months = "2"', 'months = "two"'),
        ('months = "2"', 'months = "0"'),
        ("per = 1_000_000", "per = 0"),
        ('measure = "sentencing.amount_fen"', 'measure = "sentencing.plea"'),
        ('counts = "whole"', 'counts = "some"'),
        ('rounding = "half_up"', 'rounding = "up"'),
        ("low_months = 36", "low_months = 48"),
        ("[[factors]]", "colour = 1\n[[factors]]"),
    ],
)
def test_a_slip_in_the_table_is_refused(tmp_path, old, new):
    with pytest.raises(BadLawFile):
        in_province(FILE.read_text("utf-8").replace(old, new, 1), tmp_path)


def test_a_key_that_stands_twice_is_refused(tmp_path):
    text = FILE.read_text("utf-8").replace('key = "attempt"', 'key = "preparation"')
    with pytest.raises(BadProvinceTable):
        in_province(text, tmp_path)


@pytest.mark.parametrize(("rule", "whole"), [("half_up", 32), ("down", 31), ("none", "31.92")])
def test_the_province_rounds_its_own_way(tmp_path, rule, whole):
    text = FILE.read_text("utf-8").replace('"half_up"', f'"{rule}"')
    found = in_province(
        text, tmp_path, benchmark_months=48, accessory=True, vulnerable=True, refund=True,
        percent={"accessory": -30, "vulnerable": 20, "refund": -25},
    )  # fmt: skip
    assert found.result == point(Fraction(whole))
