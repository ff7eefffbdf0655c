"""Grams: hashed runs of characters and sounds, against the same thing said slowly."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhanlian.screening.model.grams import (
    BIN_COUNT,
    GRAM_MAX,
    LINK,
    count_bins,
    occurrences,
    plain,
)

TEXTS = st.lists(st.text("转账赚钱加微信,0好", max_size=12), min_size=1, max_size=5)


def said_slowly(text):
    """How many runs of one to three characters a text has."""
    return sum(max(len(text) - length + 1, 0) for length in range(1, GRAM_MAX + 1))


def test_numbers_links_and_marks_are_one_mark_each():
    assert plain("转3,000.50元！！到 http://a-b.example/x?y=1 ") == f"转0元,到,{LINK},"
    assert plain("KQ7.Example") == LINK


@given(TEXTS)
def test_every_run_is_found_in_its_own_text(texts):
    found = occurrences(texts)
    written = np.bincount(found.text_row, minlength=len(texts))
    assert written.tolist() == [2 * said_slowly(text) for text in texts]
    assert (found.bin < BIN_COUNT).all()
    assert (found.place + found.length <= np.array([len(t) for t in texts])[found.text_row]).all()


@given(TEXTS)
def test_company_changes_nothing(texts):
    together = count_bins(occurrences(texts))
    for row, text in enumerate(texts):
        alone = count_bins(occurrences([text]))
        here = together.text_row == row
        assert together.bin[here].tolist() == alone.bin.tolist()
        assert together.times[here].tolist() == alone.times.tolist()
    assert together.times.sum() == occurrences(texts).bin.size, "no run is lost"


def bins_of(text):
    return set(count_bins(occurrences([text])).bin.tolist())


@pytest.mark.parametrize("other", ["赚账", "zhuan账", "转帐"])
def test_what_sounds_alike_shares_its_sounds(other):
    assert len(bins_of("转账") & bins_of(other)) >= 3


def test_english_words_are_not_read_as_syllables():
    assert bins_of("bank") & bins_of("bang") != bins_of("bank")


def test_no_text_has_no_runs():
    assert occurrences([""]).bin.size == 0
    assert occurrences(["", "好"]).text_row.tolist() == [1, 1]
