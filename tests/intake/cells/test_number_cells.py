"""Identifiers: wrapping, placeholders, lost digits, masks, check digits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhanlian.intake.cells import (
    NUMBER_FLAGS,
    id_card_valid,
    luhn_valid,
    read_number,
    split_card_list,
    split_wallet,
    strip_suffix,
)

CARD = "9999990000000002010"
USDT = "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t"
CASES = [
    ("\t" + CARD, CARD, ""),
    ("'" + CARD, CARD, ""),
    (f'="{CARD}"', CARD, ""),
    (f"'{CARD}'", CARD, ""),
    (CARD + ".0", CARD, ""),
    ("9999 9900 0000 0002 010", CARD, ""),
    ("９９９９", "9999", ""),
    ("00000020000404004X", "00000020000404004X", ""),
    ("0009C0000000301_156_1", "0009C0000000301_156_1", ""),
    (USDT, USDT, ""),
    ("9E18", "9E18", ""),
    ("", "", "blank"),
    ("\t ", "", "blank"),
    ("------", "------", "placeholder"),
    ("无", "无", "placeholder"),
    ("（空）", "(空)", "placeholder"),
    ("0000000000", "0000000000", "placeholder"),
    ("0.0", "0", "placeholder"),
    ("9.99999E+18", "9.99999E+18", "lost_digits"),
    ("9.99999e+18", "9.99999e+18", "lost_digits"),
    ("6E+18", "6E+18", "lost_digits"),
    ("9999****1234", "9999****1234", "masked"),
    ("9999＊＊1234", "9999**1234", "masked"),
    ("9999xxxx1234", "9999xxxx1234", "masked"),
    ("1000xx", "1000xx", "masked"),
    ("xxx***@163.com", "xxx***@163.com", "masked"),
]


@pytest.mark.parametrize(("text", "cleaned", "flag"), CASES)
def test_numbers_are_cleaned_and_flagged(text, cleaned, flag):
    cell = read_number(text)
    assert (cell.text, cell.flag, cell.is_usable) == (cleaned, flag, flag == "")


def test_only_suffixes_shaped_like_one_are_stripped():
    assert strip_suffix("0009C0000000301_156_1") == "0009C0000000301"
    assert strip_suffix("0009E0000000777-1") == "0009E0000000777"
    assert strip_suffix("0009C0000000301_CNY") == "0009C0000000301"
    assert strip_suffix("0571-88889999") == "0571-88889999"
    assert strip_suffix("2023xxxxx88_2023xx57x") == "2023xxxxx88_2023xx57x"
    assert strip_suffix(CARD) == CARD


def test_check_digits_tell_invented_numbers_apart():
    assert luhn_valid(CARD)
    assert not luhn_valid(CARD[:-1] + "1")
    assert not luhn_valid("")
    assert id_card_valid("000000199903030034")
    assert id_card_valid("00000020000404004x")
    assert not id_card_valid("000000199903030035")
    assert not id_card_valid("000000199913030034")
    assert not id_card_valid("000000990303003")


@given(st.integers(0, 10**18))
def test_exactly_one_last_digit_passes_luhn(body):
    assert sum(luhn_valid(f"{body}{last}") for last in range(10)) == 1


def test_wallets_and_card_lists_are_split():
    assert split_wallet("2088000000000401(样本三级甲)") == ("2088000000000401", "样本三级甲")
    assert split_wallet("2088000000000401（样本（乙））") == ("2088000000000401", "样本(乙)")
    assert split_wallet("余额宝") == ("余额宝", "")
    cards = split_card_list(f"借记卡:SAMPLED:{CARD};贷记卡:SAMPLEC:{CARD};余")
    assert cards == [("借记卡", "SAMPLED", CARD), ("贷记卡", "SAMPLEC", CARD), ("", "", "余")]
    assert split_card_list("") == []


@given(st.text(max_size=40))
def test_no_text_raises_and_cleaning_twice_changes_nothing(text):
    cell = read_number(text)
    assert cell.flag in NUMBER_FLAGS
    if cell.is_usable:
        again = read_number(read_number(cell.text).text)
        assert again.text == read_number(again.text).text
    strip_suffix(text), split_wallet(text), split_card_list(text), luhn_valid(text)
    id_card_valid(text)
