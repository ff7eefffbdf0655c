"""Verdicts: by hand, on look-alikes, on the development texts; privacy; promises for any text."""

import json
import logging
import tomllib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhanlian.law import law_book
from zhanlian.screening import (
    Audience,
    Kind,
    State,
    plain_screened,
    screen,
    screened_lines,
)
from zhanlian.screening.refusals import (
    NothingToScreen,
    TooLongToScreen,
    UnknownAudience,
    UnknownKind,
)
from zhanlian.screening.words import LANGUAGES, catalogue

HARMLESS = tomllib.loads(Path(__file__).with_name("harmless.toml").read_text("utf-8"))["texts"]
UNSEEN = tomllib.loads(Path(__file__).with_name("unseen.toml").read_text("utf-8"))["texts"]
TRICK = "我是市公安局的，你涉嫌洗钱，把钱转到安全账户，案件保密，不许告诉家人"
PAID = "我已经转了三万给对方，对方说系统卡单，还要再充两万才能提现"
HARMLESS_LEAST, FALSE_HIGH_MAX, FALSE_ALARM_MAX = 60, 0.03, 0.10


def keys(screened):
    return [each.key for each in screened.steps]


# --- by hand ----------------------------------------------------------------------------------


def test_a_false_officer_is_named_with_reasons_and_steps():
    found = screen(TRICK)
    assert found.state is State.HIGH
    assert found.types[0].code == "fake_authority"
    assert found.impersonated[0].id == "police"
    assert {each.rule for each in found.evidence} & {"safe_account", "secrecy"}
    assert "call_96110" in keys(found)


def test_money_gone_puts_the_police_and_the_clock_first():
    found = screen(PAID, on=date(2026, 1, 5))
    assert keys(found)[:2] == ["stop_pay", "stop_facts"]
    hours = law_book().value("cn.property.stop.term", on=date(2026, 1, 5)).value
    assert str(hours) in found.steps[0].said("zh")
    assert keys(screen(TRICK))[0] != "stop_pay"
    assert keys(screen(TRICK, is_money_gone=True))[0] == "stop_pay"


def test_a_harmless_payment_calls_nobody():
    assert keys(screen("李姐，聚餐的钱我已经转给你了，收一下，周末再约"))[0] != "stop_pay"
    assert (
        keys(screen("【招商银行】理财本金已转入您尾号0011的储蓄卡，请在手机银行查看"))[0]
        != "stop_pay"
    )


def test_a_threat_to_life_says_110_before_anything_else():
    found = screen("你女儿在我车上，敢报警就见不到人，拿20万来")
    assert keys(found)[0] == "life_first"


@pytest.mark.parametrize(
    "text", ["在吗？", "您好，您的快递有点问题，请回电。", "！！！", "https://t.example"]
)
def test_too_little_to_tell_is_said_so_with_96110(text):
    found = screen(text)
    assert found.state is State.UNSURE
    assert any("96110" in step.said("zh") for step in found.steps)


@pytest.mark.parametrize("audience", Audience)
def test_every_audience_has_its_own_words(audience):
    found = screen(TRICK, audience=audience.value)
    has_own = any(each.group == "step_audience" for each in found.steps)
    assert (found.audience, has_own) == (audience, audience is not Audience.GENERAL)


def test_a_minor_is_told_to_speak_to_somebody():
    found = screen("小朋友，拿妈妈手机打开付款码，别告诉家长，不然警察抓你")
    assert found.audience is Audience.MINOR
    assert any("爸爸妈妈" in step.said("zh") for step in found.steps)


def test_evidence_points_at_what_the_person_sees():
    text = "加 V❤信 領福利，把驗·證·碼報給我"
    found = screen(text)
    assert all(text[each.start : each.end] == each.text for each in found.evidence)
    assert any("證" in each.text for each in found.evidence)
    assert found.disguises


def test_harmless_filler_does_not_hide_a_trick():
    filler = "今天天气不错，我们去公园散步，晚上回家做饭。" * 20
    assert screen(filler + TRICK + "。" + filler).state is State.HIGH


@pytest.mark.parametrize("text", ["wxp://f2f0invented", "https://qr.alipay.com/invented"])
def test_a_payment_code_is_said_to_be_one(text):
    found = screen(text, kind="qr")
    assert (found.state, keys(found)[0]) == (State.UNSURE, "payment_code")


def test_a_look_alike_link_alone_is_enough():
    found = screen("https://icbc.com.cn.login-safe.example/u/")
    assert found.state is State.HIGH
    assert found.impersonated[0].id == "bank"


# --- look-alikes, and the development texts ---------------------------------------------------


def test_harmless_look_alikes_raise_few_alarms():
    states = [
        screen(row["text"], kind=row.get("kind", ""), audience=row.get("who", "")).state
        for row in HARMLESS
    ]
    assert len(states) >= HARMLESS_LEAST
    assert states.count(State.HIGH) / len(states) <= FALSE_HIGH_MAX
    assert (
        sum(state is not State.NOTHING_FOUND for state in states) / len(states) <= FALSE_ALARM_MAX
    )


def test_texts_the_rules_have_not_seen_reach_the_aims():
    unseen = [(row["type"], screen(row["text"])) for row in UNSEEN]
    tricks = [(code, found) for code, found in unseen if code != "none"]
    harmless = [found for code, found in unseen if code == "none"]
    high = sum(found.state is State.HIGH for _, found in tricks)
    seen = sum(found.state is not State.NOTHING_FOUND for _, found in tricks)
    assert high / len(tricks) >= 0.80
    assert seen / len(tricks) >= 0.95
    assert sum(found.state is State.HIGH for found in harmless) / len(harmless) <= FALSE_HIGH_MAX


@pytest.fixture(scope="module")
def challenge(shared):
    file = shared / "data" / "screen-challenge-dev" / "challenge.jsonl"
    rows = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    kinds = set(Kind)
    return [
        (row, screen(row["text"], kind=row["channel"] if row["channel"] in kinds else ""))
        for row in rows
    ]


def test_development_texts_reach_the_aims(challenge):
    of = {label: [s for row, s in challenge if row["label"] == label] for label in
          ("fraud", "benign", "unsure")}  # fmt: skip
    high = sum(each.state is State.HIGH for each in of["fraud"])
    seen = sum(each.state is not State.NOTHING_FOUND for each in of["fraud"])
    assert high / len(of["fraud"]) >= 0.80
    assert seen / len(of["fraud"]) >= 0.95
    assert sum(each.state is State.HIGH for each in of["benign"]) / len(of["benign"]) <= 0.03
    assert sum(each.state is State.UNSURE for each in of["unsure"]) >= 5


def test_types_of_the_development_texts(challenge):
    right = [row["type"] in {each.code for each in s.types[:1]} for row, s in challenge
             if row["label"] == "fraud"]  # fmt: skip
    assert sum(right) / len(right) >= 0.85


def test_evidence_of_the_development_texts_is_touched(challenge):
    touched = [
        any(mine.start < gold["end"] and gold["start"] < mine.end for mine in s.evidence)
        for row, s in challenge
        for gold in row["evidence"]
    ]
    assert sum(touched) / len(touched) >= 0.75


# --- privacy, promises ------------------------------------------------------------------------


def test_nothing_handed_over_is_written_or_logged(tmp_path, monkeypatch, caplog, capsys):
    screen("先读一遍数据文件")
    monkeypatch.chdir(tmp_path)

    def refuse(*_, **__):
        message = "screening opened a file to write"
        raise AssertionError(message)

    monkeypatch.setattr(Path, "write_text", refuse)
    monkeypatch.setattr(Path, "write_bytes", refuse)
    monkeypatch.setattr("builtins.open", refuse)
    with caplog.at_level(logging.DEBUG):
        screen(TRICK)
    assert not caplog.records
    assert capsys.readouterr() == ("", "")
    assert not list(tmp_path.iterdir())


@given(st.text(min_size=1, max_size=80).filter(str.strip))
@settings(max_examples=40)
def test_any_text_is_answered_the_same_way_twice(text):
    found = screen(text)
    assert 0 <= found.probability <= 1
    assert all(text[each.start : each.end] == each.text for each in found.evidence)
    assert plain_screened(found) == plain_screened(screen(text))
    assert all(screened_lines(found, lang) for lang in LANGUAGES)


def test_the_same_keys_stand_in_both_languages():
    zh, en = (catalogue(lang) for lang in LANGUAGES)
    assert {group: set(words) for group, words in zh.items()} == {
        group: set(words) for group, words in en.items()
    }


@pytest.mark.parametrize(
    ("asked", "refusal"),
    [
        ({"text": "  "}, NothingToScreen),
        ({"text": "好" * 50_001}, TooLongToScreen),
        ({"text": "好", "audience": "nobody"}, UnknownAudience),
        ({"text": "好", "kind": "smell"}, UnknownKind),
    ],
)
def test_what_cannot_be_screened_is_refused(asked, refusal):
    with pytest.raises(refusal):
        screen(asked.pop("text"), **asked)
