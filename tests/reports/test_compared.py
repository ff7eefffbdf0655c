"""Methods compared, in the report and in the workbook: each says what it is and what it is not."""

import pytest
from python_calamine import CalamineWorkbook

from tests.reports.hand_case import L1, NOW, X, hand_case
from tests.reports.html_check import section
from zhanlian.evidence import new_case
from zhanlian.reports import write_report, write_workbook


@pytest.fixture(scope="module")
def case(tmp_path_factory):
    made = hand_case(tmp_path_factory.mktemp("compared") / "case")
    yield made
    made.close()


@pytest.fixture(scope="module")
def methods(case):
    return section(write_report(case, now=NOW).read_text(encoding="utf-8"), "methods")


def sheet(case, name, **edition):
    path = write_workbook(case, now=NOW, **edition)
    return CalamineWorkbook.from_path(str(path)).get_sheet_by_name(name).to_python()


def test_the_report_says_what_holds_and_what_fails(methods):
    assert f"首先应止付冻结的账户是 {X}。" in methods
    assert "已调取账户留存被害人资金合计随方法而不同：95.00 至 1,095.00。" in methods
    assert "各方法、同秒先后、期初口径均成立" in methods


def test_gains_and_losses_are_differences_from_the_main_method(methods):
    assert "换一种方法，谁多谁少" in methods
    for minor in ("-1,095.00", "-38.57", "-1,000.00"):
        assert minor in methods


def test_bounds_never_stand_without_their_caveat(methods):
    at = methods.index("沾染上限")
    assert "上限、不守恒" in methods[at : at + 400]
    assert "不得相加" in methods


def test_declarations_have_tables_of_their_own(methods):
    assert "720.00" in methods
    assert "100.000000 USDT" in methods
    assert "样例工厂工资" in methods


def test_the_workbook_has_every_scope(case):
    rows = sheet(case, "敏感性")
    assert {row[0] for row in rows[1:]} == {
        "账户内一笔付款", "账户合计", "一笔付款，已调取账户合计",
    }  # fmt: skip
    account = next(row for row in rows if row[0] == "账户合计")
    assert account[1] == L1
    assert account[4:8] == [1095.0, 95.0, 1095.0, 1000.0]
    assert account[10] == "同秒先后"
    assert account[-1] == f"M:{L1}"


def test_a_masked_workbook_shows_no_account(case):
    for name in ("敏感性", "稳健结论", "沾染上限（不守恒）", "其他来源"):
        for row in sheet(case, name, mask=True):
            assert not any(L1 in str(cell) or X in str(cell) for cell in row), name


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_case_without_results_says_that_there_is_nothing(tmp_path, lang):
    bare = new_case(tmp_path / "bare")
    text = write_report(bare, lang=lang, now=NOW).read_text(encoding="utf-8")
    bare.close()
    assert "methods" in text
