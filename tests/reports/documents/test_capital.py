"""Capital figures: amounts by hand, and a slow reader that turns words back into fen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhanlian.reports.documents.capital import capital_amount

DIGITS = {mark: value for value, mark in enumerate("零壹贰叁肆伍陆柒捌玖")}
PLACES = {"拾": 10, "佰": 100, "仟": 1_000}
GROUPS = {"万": 10_000, "亿": 100_000_000}


@pytest.mark.parametrize(
    ("fen", "said"),
    [
        (0, "零元整"),
        (5, "伍分"),
        (50, "伍角整"),
        (105, "壹元零伍分"),
        (109_500, "壹仟零玖拾伍元整"),
        (1_000_005, "壹万元零伍分"),
        (100_000_000, "壹佰万元整"),
        (10_500_000_00, "壹仟零伍拾万元整"),
        (100_001_234_56, "壹亿零壹仟贰佰叁拾肆元伍角陆分"),
        (100_100_000_00, "壹亿零壹拾万元整"),
        (-109_500, "负壹仟零玖拾伍元整"),
    ],
)
def test_amounts_read_as_on_bank_papers(fen, said):
    assert capital_amount(fen) == said


def read_slowly(said):
    """Fen from capital figures, sign by sign."""
    yuan, dot, rest = said.partition("元")
    if not dot:
        yuan, rest = "", said
    total = section = digit = 0
    for mark in yuan:
        if mark in DIGITS:
            digit = DIGITS[mark]
        elif mark in PLACES:
            section += digit * PLACES[mark]
            digit = 0
        else:
            total = (
                (total + section + digit) * GROUPS[mark]
                if mark == "亿"
                else (total + (section + digit) * GROUPS[mark])
            )
            section = digit = 0
    fen = (total + section + digit) * 100
    for mark, unit in (("角", 10), ("分", 1)):
        head, found, tail = rest.partition(mark)
        if found:
            fen += DIGITS[head[-1]] * unit
            rest = tail
    return fen


@given(st.integers(0, 10**13))
def test_words_say_the_same_fen(fen):
    assert read_slowly(capital_amount(fen)) == fen
