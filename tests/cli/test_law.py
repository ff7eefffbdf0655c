"""The verbs of ``zhanlian law``: what they print, in both languages, and what they refuse."""

import json

import pytest

from zhanlian.cli.app import run

LARGE = "cn.criminal.fraud.amount_large"


def said(capsys, *arguments, status=0):
    assert run(["law", *arguments]) == status
    return capsys.readouterr()


def test_a_parameter_is_explained_with_its_source(capsys):
    text = said(capsys, "explain", LARGE, "--on", "2020-01-01").out
    assert "数额较大" in text
    assert "法发〔2016〕32号" in text


def test_json_says_the_edition_and_the_rows(capsys):
    answer = json.loads(said(capsys, "explain", LARGE, "--json").out)
    assert answer["zhanlian"] == "law_value/1"
    assert answer["version"].startswith("2026-11-23/")
    assert {row["value"] for row in answer["values"] if row["only_for"] == "telecom_fraud"} == {
        300_000
    }


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("explain", "cn.no.such"), "ZL-LAW-002"),
        (("explain", LARGE, "--on", "1980-01-01"), "ZL-LAW-003"),
        (("explain", LARGE, "--on", "yesterday"), "ZL-CLI-006"),
        (("diff", "2020-01-01", "2020-13-01"), "ZL-CLI-006"),
    ],
)
def test_a_wrong_question_is_refused(capsys, arguments, code):
    assert code in said(capsys, *arguments, status=2).err


def test_what_changed_between_two_days_is_said(capsys):
    answer = json.loads(said(capsys, "diff", "2016-12-18", "2016-12-19", "--json").out)
    changed = {(each["parameter"], each["only_for"]) for each in answer["changes"]}
    assert (LARGE, "telecom_fraud") in changed
    assert "没有变化" in said(capsys, "diff", "2020-01-01", "2020-01-01").out


def test_the_data_that_ships_is_sound(capsys):
    answer = json.loads(said(capsys, "check", "--json").out)
    assert answer["faults"] == []
    assert answer["value_count"] == sum(answer["standings"].values())


def test_the_list_narrows_by_its_beginning(capsys):
    answer = json.loads(said(capsys, "list", "cn.criminal.fraud", "--json").out)
    names = {each["parameter"] for each in answer["parameters"]}
    assert LARGE in names
    assert all(name.startswith("cn.criminal.fraud") for name in names)
