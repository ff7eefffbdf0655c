"""Entities: spans in the text as written, normal forms, checks; measured on invented narratives."""

import json
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhanlian.screening import find_entities
from zhanlian.screening.entities.folding import fold, fold_digits


def told(text):
    return [(each.type.value, each.text, each.value) for each in find_entities(text).entities]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("分别是5000、8000和12000元", [("5000", "5000"), ("8000", "8000"), ("12000元", "12000")]),
        ("一共存了两万四", [("两万四", "24000")]),
        ("折合人民币39,000元", [("39,000元", "39000")]),
        ("转账人民币壹万壹仟元整", [("人民币壹万壹仟元整", "11000")]),
        ("日租金200元/天", [("200元/天", "200")]),
        ("共10人，5个省份12起案件", []),
        ("三万人参加，第三百一十二条", []),
    ],
)
def test_amounts_are_read_and_counts_are_not(text, expected):
    assert [(said, value) for kind, said, value in told(text)] == expected


def test_about_and_rate_are_marked():
    (about,) = find_entities("损失约20余万元").entities
    (rate,) = find_entities("日租金200元/天").entities
    assert (about.is_approximate, rate.is_rate) == (True, True)


@pytest.mark.parametrize(
    ("text", "value", "rule"),
    [
        ("2025年12月30日至次年1月3日", "2026-01-03", "year_after"),
        ("2026年3月5日报警，次日又转", "2026-03-06", "day_after"),
        ("2024年2月28日，次日", "2024-02-29", "day_after"),
        ("2026/04/08 下午3点半", "2026-04-08T15:30", "stated"),
        ("2026年3月5日，4月6日", "2026-04-06", "year_of_the_day_before"),
    ],
)
def test_a_missing_year_or_day_is_filled_in_by_a_named_rule(text, value, rule):
    last = find_entities(text).entities[-1]
    assert (last.value, last.rule) == (value, rule)


def test_a_day_without_any_year_is_not_guessed():
    assert told("5月2日入住，2月30日离开") == []


def test_a_failed_check_digit_is_doubtful_and_not_joined():
    found = find_entities("身份证号110101190001010011填写有误，卡号6200008108952788")
    assert found.entities == ()
    assert [each.type.value for each in found.doubtful] == ["IDCARD", "BANKCARD"]


def test_letters_that_stand_for_digits_are_read_as_digits_but_not_in_addresses():
    assert told("号码164O0001568") == [("PHONE", "164O0001568", "16400001568")]
    address = "14mZ1vJ84pVmAsjwSW9o8jVoxAsNTfDzVi"
    assert told(f"转至{address}") == [("BTC", address, address)]


@given(st.text(max_size=120))
def test_every_span_lies_in_its_text_and_no_two_overlap(text):
    found = find_entities(text)
    every = sorted([*found.entities, *found.doubtful], key=lambda each: each.start)
    assert all(text[each.start : each.end] == each.text for each in every)
    assert all(one.end <= other.start for one, other in pairwise(every))
    assert found == find_entities(text)


@given(st.text(max_size=80))
def test_folding_keeps_every_place_and_is_done_once(text):
    plain = fold(text)
    assert len(plain) == len(text)
    assert fold(plain) == plain
    digits = fold_digits(plain)
    assert len(digits) == len(text)
    assert fold_digits(digits) == digits


def score(file):
    """(precision, recall) of exact (kind, span, value) over one file."""
    right = said = gold = 0
    for line in file.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        wanted = {(e["type"], e["start"], e["end"], e["value"]) for e in row["entities"]}
        found = {
            (e.type.value, e.start, e.end, e.value) for e in find_entities(row["text"]).entities
        }
        right, said, gold = right + len(wanted & found), said + len(found), gold + len(wanted)
    return right / said, right / gold


@pytest.mark.parametrize(("name", "least"), [("planted.jsonl", 0.995), ("hand.jsonl", 0.93)])
def test_invented_narratives_are_read(shared, name, least):
    precision, recall = score(shared / "data" / "fraud-entities-dev" / name)
    assert min(precision, recall) >= least
