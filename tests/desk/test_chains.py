"""Chains: the transfers that carried a payment, told in the order the money moved."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhanlian.desk.why.chains import walk_back
from zhanlian.desk.why.moment import BadMoment, read_moment

STEPS = st.lists(st.tuples(st.sampled_from("abcde"), st.sampled_from("abcde")), max_size=12)


def rows(pairs):
    return [
        {"transfer_id": number, "payer_id": payer, "payee_id": payee}
        for number, (payer, payee) in enumerate(pairs, start=1)
    ]


def ids(steps):
    return [step["transfer_id"] for step in steps]


def test_a_straight_chain_is_told_forwards():
    carried = rows([("v", "a"), ("a", "b"), ("a", "x"), ("b", "c")])
    assert ids(walk_back(carried, "c")) == [1, 2, 4]


def test_what_came_after_the_money_left_is_no_part_of_it():
    carried = rows([("v", "a"), ("a", "b"), ("w", "a")])
    assert ids(walk_back(carried, "b")) == [1, 2]


@given(STEPS, st.sampled_from("abcde"))
def test_every_step_can_have_fed_the_account(pairs, account):
    steps = walk_back(rows(pairs), account)
    assert ids(steps) == sorted(ids(steps))
    for place, step in enumerate(steps):
        onward = {account, *(later["payer_id"] for later in steps[place + 1 :])}
        assert step["payee_id"] in onward


def test_a_moment_is_chinese_time():
    assert read_moment("2024-03-05 14:05:30") == 1_709_618_730_000_000
    assert read_moment("2024-03-05T06:05:30+00:00") == 1_709_618_730_000_000
    assert read_moment("2024-03-05") == read_moment("2024-03-05 23:59:59")


@pytest.mark.parametrize("text", ["", "昨天", "2024-13-01 00:00:00"])
def test_what_is_no_moment_is_refused(text):
    with pytest.raises(BadMoment):
        read_moment(text)
