"""Headers of many houses: each is known for what it is, and every column is placed or asked."""

import random
import tomllib
from pathlib import Path

import pytest

from zhanlian.intake.synonyms import (
    candidates,
    kind_of,
    match_header,
    normalise_header,
    settle_header,
)

CASES = tomllib.loads(Path(__file__).with_name("headers.toml").read_text(encoding="utf-8"))


def cells_of(text):
    return [cell.strip() for cell in text.replace("\n", " ").split(", ")]


@pytest.mark.parametrize("case", CASES["case"], ids=lambda case: case["name"])
def test_header_is_known_for_what_it_is(case):
    first, *others = match_header(cells_of(case["header"]))
    assert first.kind_id == case["kind"]
    assert all(other.score < first.score for other in others), "and nothing comes as close"


@pytest.mark.parametrize("case", CASES["case"], ids=lambda case: case["name"])
def test_every_column_is_placed_asked_or_raw(case):
    header = cells_of(case["header"])
    mapping, questions = settle_header(case["kind"], header)
    asked = [question.header for question in questions]
    raw = [
        name
        for column, name in enumerate(header)
        if column not in mapping and column not in {question.column for question in questions}
    ]

    assert asked == case.get("asked", [])
    assert raw == case.get("unknown", [])
    placed = {name: mapping.get(column) for column, name in enumerate(header)}
    wanted = case.get("fields", {})
    assert {name: placed[name] for name in wanted} == wanted
    for column, field in case.get("columns", {}).items():
        assert mapping[int(column)] == field


@pytest.mark.parametrize("case", CASES["case"], ids=lambda case: case["name"])
def test_order_of_columns_is_nothing(case):
    header = cells_of(case["header"])
    shuffled = random.Random(1).sample(header, len(header))
    assert match_header(shuffled) == match_header(header)
    if len(set(header)) == len(header):
        straight, mixed = (settle_header(case["kind"], names)[0] for names in (header, shuffled))
        assert {header[c]: f for c, f in straight.items()} == {
            shuffled[c]: f for c, f in mixed.items()
        }


@pytest.mark.parametrize("case", CASES["not_a_header"], ids=lambda case: case["cells"])
def test_other_lines_are_no_headers(case):
    assert match_header(cells_of(case["cells"])) == []


def test_padding_and_empty_cells_change_nothing():
    plain = ["交易时间", "交易金额", "收付标志", "交易对手账卡号"]
    padded = ["\ufeff交易时间  \t", '"交易金额"', "", "收付标志\t", "交易对手帐卡号："]
    assert match_header(padded) == match_header(plain)
    assert settle_header("bank_transactions", padded)[0] == {
        0: "txn_datetime", 1: "amount", 3: "direction", 4: "cp_account",
    }  # fmt: skip


def test_same_names_map_by_occurrence():
    names = ["网联/银联", "第三方账户名称", "对手方ID", "网联/银联", "第三方账户名称", "网联/银联"]
    mapping, questions = settle_header("tenpay_trades", names)
    assert mapping == {
        0: "own_clearing_house", 1: "own_third_party_name", 2: "cp_user",
        3: "cp_clearing_house", 4: "cp_third_party_name",
    }  # fmt: skip
    assert [question.column for question in questions] == [5], "a third one is nobody's guess"
    assert questions[0].why


def test_one_name_has_one_two_or_no_readings():
    assert candidates("bank_transactions", "交易流水号") == ("serial_no",)
    assert candidates("bank_transactions", "交易日期") == ("txn_datetime", "txn_date")
    assert candidates("bank_transactions", "今日天气") == ()
    assert candidates("bank_accounts", "余额") == ("acct_balance",)
    assert candidates("bank_transactions", "余额") == ("balance",)
    assert candidates("measures", "账号") == ("freeze_account",)


def test_yuan_behind_a_money_name_is_the_same_name():
    assert settle_header("bank_transactions", ["交易金额(元)", "入账金额（元）"])[0] == {
        0: "amount_fx", 1: "amount",
    }  # fmt: skip


@pytest.mark.parametrize("written", [
    "被骗金额（万元）", "被骗金额万元", "被骗金额/万元", "被骗金额(单位：万元)",
])  # fmt: skip
def test_ten_thousands_are_one_name_that_keeps_its_unit(written):
    assert normalise_header(written) == "被骗金额(万元)"
    assert kind_of("victims").fields_by_header["被骗金额(万元)"] == ("loss_amount",)
