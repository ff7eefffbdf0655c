"""``trace --method all``: the comparison on the screen and as JSON, and decisions behind it."""

import json

import pytest

from zhanlian.desk import open_traced

L1 = "0009B0000000201"


def test_the_screen_says_what_holds_who_gains_and_what_is_no_figure(run_cli, example):
    status, said, _ = run_cli("trace", example, "--method", "all", "--lang", "zh")
    assert status == 0
    assert "哪些结论不随方法变化" in said
    assert "谁多谁少" in said
    assert "不得相加" in said
    assert "上限、不守恒" in said
    assert f"M:{L1}" in said.replace("\n", "")


def test_one_method_is_compared_with_nothing(run_cli, example):
    _, said, _ = run_cli("trace", example, "--lang", "zh")
    assert "敏感性" not in said
    _, said, _ = run_cli("trace", example, "--json")
    assert json.loads(said)["comparison"] is None


def test_json_has_every_scope_and_every_gain(run_cli, example):
    _, said, _ = run_cli("trace", example, "--method", "all", "--json")
    compared = json.loads(said)["comparison"]
    assert compared["main_method"] == "fifo"
    assert compared["methods"] == [
        "fifo", "lifo", "pro-rata", "victim-first", "lowest-balance", "direct",
    ]  # fmt: skip
    payment = next(each for each in compared["sensitivity"] if each["figure"] == "D:V2-1")
    assert payment["gains"]["lifo"] == payment["by_method"]["lifo"] - payment["main_minor"]
    assert "direct" not in payment["gains"]
    assert "不守恒" in compared["bound_rule"]
    assert {each["scope"] for each in compared["sensitivity"]} == {"cell", "account", "payment"}


def test_a_mask_stars_every_account_of_the_comparison(run_cli, example):
    _, said, _ = run_cli("trace", example, "--method", "all", "--mask", "--json")
    assert L1 not in said
    assert "9999990000000005013" not in said
    _, said, _ = run_cli("trace", example, "--method", "all", "--mask", "--lang", "en")
    assert L1 not in said.replace("\n", "")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_conversion_and_an_origin_are_decided_and_shown(run_cli, own_example, lang):
    """Cash drawn by L3 is said to have bought the coins; decision 1 is the example's own."""
    cash = transfer(run_cli, own_example, "@cash:0009D0000000401", "payee")
    coins = transfer(run_cli, own_example, "exchange:900001", "payee")
    wages = transfer(run_cli, own_example, L1, "payee")
    signed = ("--author", "甲", "--reason", "场外订单")
    convert = ("decide", own_example, "convert", cash, coins, "订单 7788")
    assert run_cli(*convert, *signed)[0] == 0
    origin = ("decide", own_example, "origin", wages, "wages", "工厂工资")
    assert run_cli(*origin, *signed)[0] == 0
    _, said, _ = run_cli("trace", own_example, "--method", "all", "--json")
    compared = json.loads(said)["comparison"]
    assert {each["conversion"] for each in compared["conversions"]} == {"C2"}
    assert sum(
        each["in_minor"] for each in compared["conversions"] if each["method"] == "fifo"
    ) == 2_760_000_000  # fmt: skip
    assert {each["label"] for each in compared["origins"]} == {"工厂工资"}
    status, said, _ = run_cli("trace", own_example, "--method", "all", "--lang", lang)
    assert status == 0
    assert "订单7788" in said.replace(" ", "")
    assert run_cli("verify", own_example, "--lang", lang)[0] == 0
    status, said, _ = run_cli("why", own_example, "C:fifo:C2:V1-1", "--lang", lang)
    assert status == 0
    assert "订单7788" in "".join(said.split())


def transfer(run_cli, folder, account, side):
    """The first transfer of the case in which the account stands on that side."""
    case = open_traced(folder)
    rows = case.duck.fetch(
        f"SELECT min(transfer_id) AS id FROM transfer WHERE {side}_id = ? AND state = 'effective'",
        [account],
    )
    case.close()
    return f"T{rows[0]['id']}"


@pytest.mark.parametrize(
    "names",
    [
        ("origin", "T1"),
        ("origin", "T1", "salary"),
        ("origin", "T999", "wages"),
        ("convert", "T1"),
        ("convert", "T1", "T999"),
        ("convert", "x", "T2"),
    ],
)
def test_a_declaration_that_names_nothing_is_refused_and_not_written(run_cli, own_example, names):
    before = (own_example / "decisions.jsonl").exists()
    status, _, said = run_cli("decide", own_example, *names, "--author", "甲", "--reason", "乙")
    assert status == 2
    assert "ZL-DESK-006" in said
    assert (own_example / "decisions.jsonl").exists() == before
