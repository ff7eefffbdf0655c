"""The report page: well formed, alone on its disk, its first page a sum of the tables."""

import os
import re

import pytest

from tests.reports.hand_case import L1, METHODS, NOW, X, hand_case
from tests.reports.html_check import Page, section
from zhanlian.evidence import new_case
from zhanlian.reports import write_report
from zhanlian.reports.edition import open_edition
from zhanlian.reports.summary import summarise

GOLDEN_SUMMARY = "golden_summary.html"


@pytest.fixture(scope="module")
def case(tmp_path_factory):
    made = hand_case(tmp_path_factory.mktemp("hand") / "case")
    yield made
    made.close()


@pytest.fixture(scope="module", params=["zh", "en"])
def lang(request):
    return request.param


@pytest.fixture(scope="module")
def text(case, lang):
    return write_report(case, lang=lang, now=NOW).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def chinese(case):
    return write_report(case, now=NOW).read_text(encoding="utf-8")


def test_every_tag_is_closed_and_every_id_once(text):
    page = Page(text)
    assert page.faults == []
    assert len(page.ids) == len(set(page.ids))


def test_every_link_stays_in_the_page(text):
    page = Page(text)
    assert page.links
    assert {link for link in page.links if not link.startswith("#")} == set()
    assert {link[1:] for link in page.links} <= set(page.ids)


def test_nothing_is_fetched_from_anywhere(text):
    assert not re.search(r"https?://|url\((?!#)|@import|<link|<script[^>]+src=", text)


def test_page_says_its_language_and_its_headings(text, lang):
    page = Page(text)
    assert next(a for t, a in page.tags if t == "html")["lang"].startswith(lang)
    assert sum(t == "h1" for t, _ in page.tags) == 1
    assert sum(t == "h2" for t, _ in page.tags) == 11
    heads = [named for tag, named in page.tags if tag == "th"]
    assert heads
    assert all("scope" in named for named in heads)


def test_text_of_a_case_cannot_become_script(text):
    assert "<script>alert(1)</script>" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text


def test_every_figure_of_the_tables_is_an_anchor(case, text):
    ids = set(Page(text).ids)
    for table, where in (
        ("layer", "method = 'fifo'"), ("portrait", "true"), ("next_query", "true"),
        ("freeze_candidate", "true"), ("holding", "payment_id <> '' AND amount_minor > 0"),
    ):  # fmt: skip
        rows = case.duck.fetch(f"SELECT figure_id FROM {table} WHERE {where}")
        missing = {row["figure_id"] for row in rows} - ids
        assert not missing, table


def yuan(fen):
    return f"{fen // 100:,}.{fen % 100:02d}"


def test_every_number_of_the_summary_is_in_the_tables(case, chinese):
    first = section(chinese, "summary")
    payments = case.duck.fetch("SELECT amount_minor FROM victim_payment")
    tied = case.duck.fetch(
        "SELECT t.amount_minor FROM victim_match JOIN transfer AS t USING (transfer_id)"
    )
    assert f"所述损失合计 {yuan(sum(row['amount_minor'] for row in payments))}" in first
    assert f"流水金额合计 {yuan(sum(row['amount_minor'] for row in tied))}" in first
    for method in METHODS:
        held = case.duck.fetch(
            "SELECT sum(h.amount_minor)::BIGINT AS fen FROM holding AS h "
            "JOIN account AS a USING (account_id) "
            "WHERE h.method = ? AND h.payment_id <> '' AND a.is_held", [method],
        )[0]["fen"]  # fmt: skip
        assert re.search(rf'id="S:{method}:CNY:held">{yuan(held)} ', first), method
    count = case.duck.fetch("SELECT count(*) AS n FROM source_line")[0]["n"]
    assert f"共 {count} 行" in first
    assert "✓ 全部 4 种方法收支平衡到分" in first


def test_places_add_up_to_what_came_in_under_every_method(case):
    summary = summarise(case)
    assert [each.run["method"] for each in summary.whereabouts] == list(METHODS)
    for each in summary.whereabouts:
        assert each.is_whole
        assert sum(p.amount_minor for p in each.places.values()) == each.run["victim_minor"]


def test_summary_reads_as_it_did(chinese, request):
    """Golden: with ZHANLIAN_GOLDEN=write in the environment it is written anew; read the diff."""
    shown = re.sub(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d", "DATE", section(chinese, "summary"))
    shown = shown.replace("><", ">\n<") + "\n"
    path = request.path.parent / GOLDEN_SUMMARY
    if os.environ.get("ZHANLIAN_GOLDEN") == "write":
        path.write_text(shown, encoding="utf-8")
    assert shown == path.read_text(encoding="utf-8")


def test_an_unbalanced_method_is_shouted(tmp_path):
    case = hand_case(tmp_path / "case")
    case.duck.run("UPDATE trace_run SET held_minor = held_minor + 1 WHERE method = 'fifo'")
    text = write_report(case, now=NOW).read_text(encoding="utf-8")
    case.close()
    assert "✗ 收支不平衡" in section(text, "summary")


def test_case_without_traces_prints_no_zero(tmp_path):
    case = new_case(tmp_path / "empty", name="空案")
    text = write_report(case, now=NOW).read_text(encoding="utf-8")
    case.close()
    first = section(text, "summary")
    assert "没有任何方法的结果" in first
    assert "0.00" not in first
    assert Page(text).faults == []


def test_unknown_numbers_print_as_dashes(chinese):
    layers = section(chinese, "layers")
    row = layers[layers.index(f'id="L:fifo:{X}"') :]
    row = row[: row.index("</tr>")]
    assert "8,900.00" in row
    assert "0.00</span>" not in row.replace("8,900.00</span>", "").replace("890.00</span>", "")
    assert "—" in row


def test_rounding_rule_stands_beside_every_pro_rata_figure(chinese):
    methods = section(chinese, "methods")
    figures = re.findall(r'id="H:pro-rata:[^"]+">[^<]+ <a[^>]+>.*?</a>(<small>累计取整)?', methods)
    assert figures
    assert all(figures)


def test_masked_edition_shows_no_number_or_name(case, lang):
    text = write_report(case, lang=lang, mask=True, now=NOW).read_text(encoding="utf-8")
    for row in case.duck.fetch("SELECT account_id, holder_name FROM account"):
        if not row["account_id"].startswith("@"):
            assert row["account_id"] not in text
        if row["holder_name"] and "*" not in row["holder_name"]:
            assert row["holder_name"] not in text
    for row in case.duck.fetch("SELECT name, id_no FROM victim"):
        assert row["name"] not in text
        assert row["id_no"] not in text
    assert "样例银行B交易明细" not in text
    assert Page(text).faults == []


def test_same_account_keeps_one_masked_figure(case):
    edition = open_edition(case, lang="zh", mask=True, now=NOW)
    shown = edition.figure(f"H:fifo:{L1}:V2-1")
    assert L1 not in shown
    assert shown.endswith(":V2-1")
    assert shown.split("~")[1].split(":")[0] == edition.figure(f"Z:{L1}").split("~")[1]


def test_long_table_says_what_it_left_out(tmp_path):
    case = hand_case(tmp_path / "case")
    case.duck.run("""
        INSERT INTO finding SELECT 10 + n, 'settle', NULL, 'direction_inferred', 'note',
          '{"count": 1}', '[]', 1 FROM range(400) AS r(n)
    """)
    text = write_report(case, now=NOW).read_text(encoding="utf-8")
    case.close()
    assert "此处列 120 行，另有 283 行未列" in section(text, "quality")
