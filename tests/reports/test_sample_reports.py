"""Reports of the sample deliveries, through the real intake and the real tracing."""

import pytest

from tests.reports.hand_case import NOW
from tests.reports.html_check import Page, section
from zhanlian.evidence import new_case
from zhanlian.intake import add_files, settle
from zhanlian.reports import words, write_report, write_workbook
from zhanlian.reports.summary import summarise
from zhanlian.tracing import trace_case

FOLDERS = ("01-", "03-", "09-")
CODES = (
    ("finding_kind", "SELECT DISTINCT code FROM finding"),
    ("indicator", "SELECT DISTINCT indicator AS code FROM portrait"),
    ("query_reason", "SELECT DISTINCT reason AS code FROM next_query"),
    ("advice", "SELECT DISTINCT advice AS code FROM freeze_candidate"),
    ("exit", "SELECT DISTINCT exit_kind AS code FROM layer"),
    ("stop", "SELECT DISTINCT stop_reason AS code FROM layer"),
    ("booking_state", "SELECT DISTINCT state AS code FROM booking"),
    ("cp_basis", "SELECT DISTINCT cp_basis AS code FROM booking"),
    ("class", "SELECT DISTINCT class AS code FROM source_line"),
    ("contents", "SELECT DISTINCT unnest(string_split(contents, ',')) AS code FROM next_query"),
)


@pytest.fixture(scope="module")
def case(samples, tmp_path_factory):
    made = new_case(tmp_path_factory.mktemp("sample") / "case", name="样例案件")
    paths = [each for each in sorted(samples.iterdir()) if each.name.startswith(FOLDERS)]
    add_files(made, paths, author="test", now=NOW)
    settle(made)
    trace_case(made)
    yield made
    made.close()


@pytest.fixture(scope="module")
def text(case):
    return write_report(case, now=NOW).read_text(encoding="utf-8")


def test_every_code_met_has_a_word(case):
    unsaid = [
        f"{group}.{row['code']}"
        for group, query in CODES
        for row in case.duck.fetch(query)
        for lang in ("zh", "en")
        if row["code"] and not words(lang).has(group, row["code"])
    ]
    assert unsaid == []


def test_page_is_whole_and_balances(case, text):
    page = Page(text)
    assert page.faults == []
    assert len(page.ids) == len(set(page.ids))
    assert {link[1:] for link in page.links} <= set(page.ids)
    assert all(each.is_whole for each in summarise(case).whereabouts)
    assert "✗" not in text


def test_victims_read_as_the_sample_says(text):
    first = section(text, "summary")
    assert "被害人 2 人、付款 3 笔，所述损失合计 83,000.00" in first
    assert "其中 2 笔与银行流水对应，流水金额合计 80,000.00" in first
    assert "1,095.00" in section(text, "methods")


def test_an_undone_transfer_is_not_drawn_twice(text):
    assert "图中进入合计 80,000.00；主方法进入合计 80,000.00。" in section(text, "flows")
    assert "110,000.00" not in section(text, "flows")


def test_workbook_of_the_samples_is_written(case):
    assert write_workbook(case, now=NOW).stat().st_size > 20_000
