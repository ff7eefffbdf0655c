"""Narratives: type, deciding sentences, and descriptions that do not tell."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhanlian.screening.narratives import NarrativeState, classify, classify_many
from zhanlian.screening.refusals import NothingToScreen

CASE = (
    "报警人刘某称其在家中接到自称快递客服的电话。对方说包裹丢失可以双倍理赔，让其下载会议软件共享屏幕。"
    "随后其银行卡内的钱被转走。民警已受理。"
)
RIGHT_LEAST = 10


def test_the_type_and_the_sentence_that_decides():
    found = classify(CASE)
    assert found.state is NarrativeState.CLASSIFIED
    assert found.types[0].code == "fake_cs_logistics"
    assert "理赔" in "".join(each.text for each in found.sentences)
    assert "民警已受理" not in found.sentences[0].text


@pytest.mark.parametrize(
    "text",
    ["在吗", "今天天气很好，我们去公园玩了。", "民警巡逻时发现一辆可疑车辆，经核实为失窃车辆。"],
)
def test_what_tells_nothing_is_not_guessed(text):
    found = classify(text)
    assert found.state is NarrativeState.CANNOT_TELL
    assert not found.sentences


def test_two_close_types_are_both_given():
    text = "事主在婚恋网站认识一男子，确立恋爱关系后，对方带其在某平台投资。"
    found = classify(text)
    assert {each.code for each in found.types[:2]} == {"romance", "fake_investment"}


def test_names_days_and_amounts_change_nothing():
    other = CASE.replace("刘某", "欧某某").replace("报警人", "受害人")
    assert classify(other).types[0].code == classify(CASE).types[0].code


@given(st.text("报警人接到客服电话，转账理赔。！刷单投资\u200bＡ 0", min_size=8, max_size=60))
def test_sentences_are_spans_of_the_very_text(text):
    if not text.strip():
        return
    for each in classify(text).sentences:
        assert text[each.start : each.end] == each.text


def test_company_changes_nothing():
    other = "被害人在网上贷款，对方要求先交解冻费。"
    assert classify_many([CASE, other])[1] == classify(other)


def test_an_empty_narrative_is_refused():
    with pytest.raises(NothingToScreen):
        classify(" \n")


def test_the_hand_written_narratives(shared):
    file = shared / "data" / "screen-challenge-dev" / "challenge.jsonl"
    rows = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    asked = [row for row in rows if row["channel"] == "narrative"]
    found = classify_many([row["text"] for row in asked])
    right = sum(f.types[0].code == row["type"] for f, row in zip(found, asked, strict=True))
    assert right >= RIGHT_LEAST, "of twelve; eleven when this was written"
