"""Scoring: the shipped model keeps its promises, and its file is what the trainer writes."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhanlian.screening.model import model_version, score, score_many, shipped_model
from zhanlian.screening.model.scoring import STEP, WINDOW, windows
from zhanlian.screening.model.shipped import as_bytes, read_model
from zhanlian.screening.normal import normalise
from zhanlian.screening.signals import find_signals, signals

TRICK = "您好，我是平台客服，系统卡单，必须再垫付三万元做完修复任务才能提现，请添加企业微信。"
CALM = "妈，我晚上加班，不回来吃饭了，钥匙在门口地垫下面。"
MEGABYTES_MAX = 10


def chance(text):
    return score(normalise(text).text).probability


def test_a_trick_and_an_ordinary_message_stand_apart():
    assert chance(TRICK) > shipped_model().threshold_high
    assert chance(CALM) < shipped_model().threshold_low


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (TRICK, "task_rebate"),
        ("这里是市公安局，你涉嫌洗钱，把钱转到安全账户，不许告诉家人。", "fake_authority"),
        ("视频我录屏了，通讯录都有，不转钱就群发给你家人。", "blackmail"),
        ("出租银行卡，四件套一套三千，跑分走账日结。", "mule_recruit"),
    ],
)
def test_the_type_is_the_one_described(text, code):
    assert score(normalise(text).text).fraud_types[0].code == code


def test_shares_sum_to_one_and_fall():
    shares = [each.share for each in score(TRICK).fraud_types]
    assert sum(shares) == pytest.approx(1, abs=1e-5)
    assert shares == sorted(shares, reverse=True)


@given(st.lists(st.text(max_size=40), min_size=1, max_size=4))
def test_company_and_order_change_nothing(texts):
    together = score_many(texts)
    for text, scored in zip(texts, together, strict=True):
        alone = score(text)
        assert alone.probability == pytest.approx(scored.probability, abs=1e-6)
        assert 0 <= alone.probability <= 1
        assert 0 <= alone.known_share <= 1


def test_filler_around_a_trick_does_not_hide_it():
    filler = "今天天气不错，我们去公园走了一圈，湖边的柳树都绿了，孩子们在草地上放风筝。" * 6
    assert chance(filler + TRICK + filler) > shipped_model().threshold_low


@given(st.integers(1, 1200))
def test_windows_hold_every_character(length):
    text = "".join(chr(0x4E00 + place) for place in range(length))
    pieces = [piece.text for piece in windows(text, [], 0)]
    assert set("".join(pieces)) == set(text)
    assert all(len(piece) <= WINDOW for piece in pieces)
    if length > WINDOW:
        assert all(len(piece) >= STEP for piece in pieces[:-1])


def test_a_signal_counts_in_the_windows_where_it_starts():
    text = "啊" * WINDOW + "系统卡单，再充才能提现"
    pieces = list(windows(text, find_signals(text), 0))
    assert "stuck_order" not in pieces[0].signal_ids
    assert "stuck_order" in pieces[-1].signal_ids


def test_the_file_is_read_back_to_the_same_bytes():
    content = as_bytes(shipped_model())
    assert as_bytes(read_model(content)) == content
    assert len(content) < MEGABYTES_MAX * 1_000_000
    assert len(model_version()) == 12


def test_the_file_holds_numbers_and_names_only():
    model = shipped_model()
    assert set(model.types.labels) <= {code for each in signals() for code in each.votes}
    assert model.fraud.weights.dtype == np.int8
    assert 0 < model.threshold_low < model.threshold_high < 1
