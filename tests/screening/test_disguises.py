"""Disguises: the same messages in twelve disguises keep their verdicts."""

import json
import random

import pytest
from opencc import OpenCC

from zhanlian.screening import State, screen_many
from zhanlian.screening.normal import is_chinese, normalise
from zhanlian.screening.spoken import spoken_forms

SEED = 20261124
DROP_MAX, FALSE_HIGH_MAX = 0.10, 0.04
LOOK_ALIKES = str.maketrans("aceopxACEOPX", "асеорхАСЕОРХ")
FULL_WIDTH = 0xFEE0
FILLER = "今天天气不错，我们去公园散步，晚上回家做饭看电视。" * 8


def after_each(text, share, mark):
    """The text with ``mark`` after some of its Chinese characters, always the same ones."""
    draw = random.Random(SEED)
    return "".join(
        f"{each}{mark}" if is_chinese(each) and draw.random() < share else each for each in text
    )


def by_sound(text):
    """The text with its keywords written by sound."""
    forms = spoken_forms().items()
    meant = {word: form for form, word in forms if form.isascii() and " " not in form}
    for word, form in meant.items():
        text = text.replace(word, form)
    return text


DISGUISES = {
    "traditional": OpenCC("s2t").convert,
    "invisible": lambda text: after_each(text, 0.3, "\u200b"),
    "dots": lambda text: after_each(text, 0.3, "·"),
    "blanks": lambda text: after_each(text, 0.5, " "),
    "stars": lambda text: after_each(text, 0.3, "*"),
    "emoji": lambda text: after_each(text, 0.15, "❤️"),
    "wide": lambda text: "".join(
        chr(ord(each) + FULL_WIDTH) if "!" <= each <= "~" else each for each in text
    ),
    "alphabet": lambda text: text.translate(LOOK_ALIKES),
    "case": str.upper,
    "sound": by_sound,
    "filler": lambda text: FILLER + text + FILLER,
    "several": lambda text: after_each(OpenCC("s2t").convert(text), 0.3, "\u200b·"),
}


@pytest.fixture(scope="module")
def texts(shared):
    file = shared / "data" / "screen-challenge-dev" / "challenge.jsonl"
    rows = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    return {
        label: [row["text"] for row in rows if row["label"] == label]
        for label in ("fraud", "benign")
    }


def share_of(texts, state):
    return sum(each.state is state for each in screen_many(texts)) / len(texts)


@pytest.mark.parametrize("disguise", DISGUISES.values(), ids=DISGUISES)
def test_a_disguise_hides_no_trick_and_makes_none(texts, disguise):
    plain = 1 - share_of(texts["fraud"], State.NOTHING_FOUND)
    worn = 1 - share_of([disguise(text) for text in texts["fraud"]], State.NOTHING_FOUND)
    assert worn >= plain - DROP_MAX
    assert share_of([disguise(text) for text in texts["benign"]], State.HIGH) <= FALSE_HIGH_MAX


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("请zhuan zhang到安全zhang户", "请转账到安全账户"),
        ("银航卡", "银行卡"),
        ("用yan证码登录", "用验证码登录"),
        ("体现了努力", "体现了努力"),
        ("使用金额", "使用金额"),
    ],
)
def test_a_keyword_written_by_its_sound_is_read_and_an_ordinary_word_is_left(text, plain):
    assert normalise(text).text == plain
