"""Bulletins: what rises, what is printed, what is kept back."""

import json

import pytest

from zhanlian.screening.education import (
    Asked,
    Month,
    TypeCount,
    bulletin_sheet,
    count_types,
    education_word,
    left_over,
    make_bulletin,
    read_cases,
)
from zhanlian.screening.education.refusals import CaseRowUnreadable, MonthUnreadable, NoClosedCases
from zhanlian.screening.education.sheets import _catalogue
from zhanlian.screening.words import catalogue

STORY = (
    "事主钱小乐在网上被拉入群，对方以点赞任务为由返现{n}元，后要求垫付做联单任务，"
    "转账36800元至6200000000000000，无法提现。"
)
LOAN = "被害人在网上申请贷款，对方称银行卡号填错，要求缴纳解冻费，转账5000元。"


def row(number, on, narrative, **more):
    return {
        "case_id": f"C{number}", "reported_on": on, "closed_on": "2026-11-20",
        "region": "甲区", "audience": "general", "narrative": narrative,
        "names": ["钱小乐"], **more,
    }  # fmt: skip


@pytest.fixture
def cases(tmp_path):
    rows = [row(n, "2026-10-03", STORY.format(n=n)) for n in range(4)]
    rows += [row(n, "2026-09-03", STORY.format(n=n)) for n in range(4, 7)]
    rows += [row(7, "2026-10-05", LOAN, audience="elder"), row(8, "2026-09-05", LOAN)]
    rows += [row(9, "2026-10-06", "未办结的秘密", closed_on="")]
    file = tmp_path / "cases.jsonl"
    file.write_text("\n".join(json.dumps(each, ensure_ascii=False) for each in rows), "utf-8")
    return read_cases(file)


def test_open_cases_are_counted_and_not_used(cases):
    assert cases.open_count == 1
    assert len(cases.cases) == 9
    assert all("秘密" not in case.narrative for case in cases.cases)


def test_counts_by_hand(cases):
    counts = count_types(cases.cases, Month.of("2026-10"))
    assert [(each.type, each.this_count, each.last_count) for each in counts] == [
        ("task_rebate", 4, 3),
        ("fake_loan", 1, 1),
    ]
    assert counts[0].is_rising
    assert counts[1].shown == ("<3", "<3")


@pytest.mark.parametrize(
    ("this", "last", "rises"),
    [(2, 0, False), (3, 0, True), (3, 3, False), (6, 5, True), (11, 10, False), (12, 10, True)],
)
def test_rising_is_three_cases_and_a_fifth_more(this, last, rises):
    assert TypeCount("romance", this, last).is_rising is rises


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("audience", ["", "elder"])
def test_the_sheet_holds_no_identifier(cases, lang, audience):
    made = make_bulletin(cases.cases, Asked(Month.of("2026-10"), "甲区", audience))
    page = bulletin_sheet(made, lang)
    for secret in ("钱小乐", "36800", "6200000000000000", "C0"):
        assert secret not in page
    for card in made.cards:
        assert not any(left_over(sentence, ["钱小乐"]) for sentence in card.story)
    assert "96110" in page
    assert "<script" not in page
    assert ('class="large"' in page) == (audience == "elder")


def test_the_leading_card_tells_how_it_went(cases):
    made = make_bulletin(cases.cases, Asked(Month.of("2026-10")))
    assert made.cards[0].type == "task_rebate"
    assert made.cards[0].story
    assert made.cards[0].signs
    assert made.cards[1].type == "fake_loan"
    assert not made.cards[1].story, "two cases: somebody might be recognised"
    assert (made.this_count, made.last_count) == (5, 4)


def test_the_same_cases_give_the_same_bulletin(cases):
    asked = Asked(Month.of("2026-10"))
    assert make_bulletin(cases.cases, asked) == make_bulletin(cases.cases, asked)


def test_months_and_their_refusals(cases):
    assert Month.of("2026-01").before == Month(2025, 12)
    with pytest.raises(MonthUnreadable):
        Month.of("October")
    with pytest.raises(NoClosedCases):
        make_bulletin(cases.cases, Asked(Month.of("2020-01")))


@pytest.mark.parametrize("line", ["no json", '{"case_id": "1"}', "[]"])
def test_a_row_that_is_no_case_is_refused_by_its_line(tmp_path, line):
    file = tmp_path / "cases.jsonl"
    file.write_text("\n" + line, "utf-8")
    with pytest.raises(CaseRowUnreadable, match="Line 2"):
        read_cases(file)


def test_both_languages_have_the_same_words_for_every_type_and_audience():
    zh, en = _catalogue("zh"), _catalogue("en")
    assert {group: set(keys) for group, keys in zh.items()} == {
        group: set(keys) for group, keys in en.items()
    }
    assert set(zh["do"]) == set(catalogue("zh")["type"])
    assert set(zh["audience"]) == set(catalogue("zh")["audience"])
    assert education_word("en", "season", "summer")
