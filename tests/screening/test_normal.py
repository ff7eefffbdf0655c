"""Normal form: disguises are undone, and every character stays tied to its place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhanlian.screening.normal import normalise

DISGUISED = st.text(
    alphabet=st.sampled_from("加薇信 vxVX.·*qQ企鹅號碼錢З0O1lо\u200b️💰➕请，。ａ１\n"), max_size=40
)


@pytest.mark.parametrize(
    ("text", "plain", "steps"),
    [
        ("兼·职 日.结，➕薇 信", "兼职日结,加微信", {"drawn", "width", "apart", "code_words"}),
        ("请點擊鏈接領取紅包💰", "请点击链接领取红包钱", {"drawn", "traditional"}),
        ("加Ｖ❤信 1З8OO", "加微信 13800", {"width", "invisible", "digits", "code_words"}),
        ("оnline аpp", "online app", {"letters"}),
        ("转\u200b账", "转账", {"invisible"}),
        ("企鹅号 9000012340", "qq号 9000012340", {"code_words"}),
    ],
)  # fmt: skip
def test_a_disguise_is_undone_and_named(text, plain, steps):
    found = normalise(text)
    assert found.text == plain
    assert steps <= set(found.steps)


@pytest.mark.parametrize("text", ["每天下午3点。 明天见", "devxyz", "OK, see you", "他说：好"])
def test_ordinary_text_keeps_its_words(text):
    assert "code_words" not in normalise(text).steps
    assert "apart" not in normalise(text).steps


@given(st.one_of(DISGUISED, st.text(max_size=60)))
def test_every_character_has_a_span_inside_the_original(text):
    found = normalise(text)
    assert len(found.starts) == len(found.ends) == len(found.text)
    assert list(found.starts) == sorted(found.starts)
    assert all(
        0 <= start < end <= len(text) for start, end in zip(found.starts, found.ends, strict=True)
    )
    assert found == normalise(text)


@given(DISGUISED)
def test_a_span_of_the_form_covers_its_characters(text):
    found = normalise(text)
    if found.text:
        start, end = found.span(0, len(found.text))
        assert text[start:end]
