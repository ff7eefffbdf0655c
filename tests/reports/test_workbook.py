"""The workbook: nothing in it runs, numbers are exact, no row is lost, bytes are the same again."""

import json
import zipfile

import pytest
from python_calamine import CalamineWorkbook

from tests.reports.hand_case import L1, NOW, hand_case
from zhanlian.evidence import digest_file
from zhanlian.reports import write_report, write_workbook
from zhanlian.reports.edition import open_edition
from zhanlian.reports.listing import Row, columns, listing
from zhanlian.reports.lists import list_transfers
from zhanlian.reports.workbook import EXACT_MAX, fill_workbook
from zhanlian.terms import Money

SHEETS = [
    "摘要", "资金去向", "行分类", "文件清单", "被害人对应表", "层级账户明细表", "各方法留存",
    "敏感性", "稳健结论", "沾染上限（不守恒）", "兑换", "其他来源", "逐笔流向", "补调清单",
    "止付冻结建议清单", "平台止付导入", "账户画像", "交易事件", "入账认定", "发现", "待确认",
    "口径", "参数",
]  # fmt: skip


@pytest.fixture(scope="module")
def case(tmp_path_factory):
    made = hand_case(tmp_path_factory.mktemp("book") / "case")
    yield made
    made.close()


@pytest.fixture(scope="module")
def path(case):
    return write_workbook(case, now=NOW)


def read(path, name):
    return CalamineWorkbook.from_path(str(path)).get_sheet_by_name(name).to_python()


def test_one_sheet_per_deliverable(path):
    assert CalamineWorkbook.from_path(str(path)).sheet_names == SHEETS


def test_no_cell_is_a_formula_or_a_link(path):
    with zipfile.ZipFile(path) as book:
        for name in book.namelist():
            text = book.read(name).decode("utf-8", errors="replace")
            assert "<f>" not in text
            assert "<hyperlink" not in text
            assert "externalLink" not in text


def test_texts_that_look_like_formulas_stay_texts(path):
    remarks = {row[-2] for row in read(path, "入账认定")[1:]}
    assert '=HYPERLINK("x")' in remarks
    assert "+cmd|' /C calc'!A0" in remarks


def test_account_numbers_are_texts_and_amounts_numbers(path):
    rows = read(path, "层级账户明细表")
    at = {name: rows[0].index(name) for name in ("账号/卡号", "入账金额", "余额")}
    (first,) = [row for row in rows[1:] if row[at["账号/卡号"]] == L1]
    assert first[at["入账金额"]] == 81000.0
    assert first[at["余额"]] == 1095.0


def test_unknown_amounts_are_empty_cells(path):
    rows = read(path, "被害人对应表")
    difference = rows[0].index("差额【推】")
    assert [row[difference] for row in rows[1:]] == [0.0, "", 0.0]


def test_platform_sheet_has_its_four_columns(path):
    rows = read(path, "平台止付导入")
    assert rows[0] == ["止付账号类别", "止付账号", "止付账户所属银行", "转出时间"]
    assert rows[2] == ["01", L1, "样例银行B", "20240305163000"]


def test_amounts_beyond_a_spreadsheet_are_texts(case, tmp_path, monkeypatch):
    big = listing("edges", columns("amount amount"), [Row((Money(EXACT_MAX),)), Row((Money(5),))])
    rows = sheet_of(case, tmp_path, monkeypatch, [big])
    assert rows[1:] == [["90,071,992,547,409.92"], [0.05]]


def sheet_of(case, tmp_path, monkeypatch, listings, **options):
    monkeypatch.setattr("zhanlian.reports.workbook.list_sheets", lambda *_: listings)
    monkeypatch.setattr("zhanlian.reports.workbook._sheet_name", lambda *_: "张")
    edition = open_edition(case, lang="zh", mask=False, now=NOW)
    fill_workbook(tmp_path / "b.xlsx", case, edition, **options)
    return read(tmp_path / "b.xlsx", "张")


def test_a_listing_too_long_goes_on_in_further_sheets(case, tmp_path):
    edition = open_edition(case, lang="zh", mask=False, now=NOW)
    fill_workbook(tmp_path / "b.xlsx", case, edition, rows_max=4)
    book = CalamineWorkbook.from_path(str(tmp_path / "b.xlsx"))
    parts = [name for name in book.sheet_names if name.startswith("交易事件")]
    assert parts == ["交易事件", "交易事件 2", "交易事件 3", "交易事件 4"]
    rows = [row for name in parts for row in book.get_sheet_by_name(name).to_python()[1:]]
    assert len(rows) == len(list(list_transfers(case, edition).rows()))
    assert [int(row[0]) for row in rows] == list(range(1, 15))


def test_the_same_case_gives_the_same_bytes(case):
    def written():
        page, book = write_report(case, now=NOW), write_workbook(case, now=NOW)
        manifest = case.reports / "manifest.json"
        return [digest_file(each) for each in (page, book, manifest)]

    assert written() == written()


def test_manifest_names_every_written_file(case):
    write_report(case, now=NOW)
    write_workbook(case, now=NOW)
    masked = write_report(case, lang="en", mask=True, now=NOW)
    said = json.loads((case.reports / "manifest.json").read_text(encoding="utf-8"))
    there = {each.name for each in case.reports.iterdir()} - {"manifest.json"}
    assert set(said["files"]) == there
    assert all(digest_file(case.reports / name) == said["files"][name] for name in there)
    assert masked.name == "report-masked.html"
    assert said["editions"]["report-masked.html"]["mask"] is True
    assert said["parameters"]["follow_days"] == 90
    assert {each["method"] for each in said["methods"]} == {
        "fifo", "lifo", "pro-rata", "victim-first",
    }  # fmt: skip
    masked.unlink()


def test_masked_workbook_shows_no_number(case):
    path = write_workbook(case, mask=True, now=NOW)
    with zipfile.ZipFile(path) as book:
        text = "".join(book.read(name).decode("utf-8") for name in book.namelist())
    path.unlink()
    for row in case.duck.fetch("SELECT account_id, holder_name FROM account"):
        if not row["account_id"].startswith("@"):
            assert row["account_id"] not in text
        if row["holder_name"] and "*" not in row["holder_name"]:
            assert row["holder_name"] not in text
