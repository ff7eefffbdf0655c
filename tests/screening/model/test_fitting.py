"""Fitting: plain rows to heads, the same for the same rows."""

import numpy as np

from zhanlian.screening.model.fitting import Fit, fit, learn_vocabulary, predict

ROWS = [
    ("请把验证码告诉我", "code"), ("验证码发给我一下", "code"), ("念一下短信验证码", "code"),
    ("买游戏账号先付押金", "game"), ("游戏皮肤低价出售", "game"), ("卖游戏装备，押金两百", "game"),
]  # fmt: skip


def test_rows_are_learned_and_new_ones_told_apart():
    heads = fit(ROWS)
    assert heads.labels == ("code", "game")
    assert predict(heads, ["验证码给我", "出一个游戏账号"]) == ["code", "game"]


def test_the_same_rows_give_the_same_bytes():
    one, other = fit(ROWS), fit(ROWS)
    assert one.weights.tobytes() == other.weights.tobytes()
    assert one.scales.tobytes() == other.scales.tobytes()


def test_wording_of_one_group_alone_is_no_feature():
    texts = ["独一无二的句子", "独一无二的句子", "好"]
    assert learn_vocabulary(texts, ["a", "a", "b"]).bins.size == 0
    assert learn_vocabulary(texts, ["a", "b", "c"]).bins.size > 0


def test_weights_in_one_byte_keep_the_answer():
    heads = fit(ROWS, Fit(cost=3.0, is_logistic=True))
    assert np.abs(heads.weights).max() == 127
    assert predict(heads, [text for text, _ in ROWS]) == [label for _, label in ROWS]
