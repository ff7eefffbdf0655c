"""Values: plain wordings are read, codes with two meanings are not."""

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhanlian.intake.synonyms import is_ambiguous, value_of, values_of

# Where we read a value otherwise than the field guide, and why.
DEPARTURES = {
    ("success", "退款成功"): ("yes", "the refund itself did happen; words_pattern finds the word"),
    ("cash", "1"): ("", "the flag is unreliable and its polarity differs"),
    ("cash", "0"): ("", "the flag is unreliable and its polarity differs"),
    ("cash", "Y"): ("", "the flag is unreliable and its polarity differs"),
    ("cash", "N"): ("", "the flag is unreliable and its polarity differs"),
}
READ_ELSEWHERE = {"reversal_word", "blank"}  # by words_pattern, and by the cells


def test_listed_values_are_read_as_listed(shared):
    with (shared / "domain" / "value-synonyms.csv").open(encoding="utf-8-sig") as file:
        listed = [row for row in csv.DictReader(file) if row["field"] not in READ_ELSEWHERE]
    for row in listed:
        field, raw, wanted = row["field"], row["raw_value"], row["canonical_value"]
        wanted = DEPARTURES.get((field, raw), (wanted,))[0]
        wanted = "" if wanted in ("ambiguous", "infer") else wanted
        assert value_of(field, raw) == wanted, (field, raw)


@pytest.mark.parametrize("raw", ["1", "0", "01", "02", "2", "O"])
def test_a_code_with_two_meanings_is_no_direction(raw):
    assert value_of("direction", raw) == ""
    assert is_ambiguous("direction", raw)


def test_a_success_code_of_two_digits_is_left_open():
    assert value_of("success_flag", "1") == "yes"
    assert value_of("success_flag", "00") == ""
    assert is_ambiguous("success_flag", "00")


@pytest.mark.parametrize(
    ("field", "raw", "value"),
    [
        ("direction", "\t贷  Cr ", "in"),
        ("direction", "（借）", ""),
        ("direction", "/", "own_move"),
        ("direction", "", ""),
        ("status", "提现已到账", "yes"),
        ("acct_status", "只收不付", "frozen"),
        ("freeze_kind", "轮候冻结", "queued_freeze"),
        ("acct_type", "Ⅱ类户", "personal"),
        ("currency", "人民币元", "CNY"),
        ("currency", "火星币", ""),
        ("ex_operation", "P2P Trading", "p2p"),
    ],
)
def test_value_is_what_the_wording_says(field, raw, value):
    assert value_of(field, raw) == value


@pytest.mark.parametrize("field", ["direction", "success", "measure", "ticket_status", "cash"])
@given(raw=st.text(max_size=8))
def test_a_value_is_a_known_one_or_nothing(field, raw):
    assert value_of(field, raw) in {"", *values_of(field)}


def test_a_vocabulary_that_is_not_there_is_our_mistake():
    with pytest.raises(KeyError):
        value_of("weather", "晴")
    with pytest.raises(KeyError):
        value_of("names", "cash")
