"""Measures, assets and sheets at the command line, on the example case."""

import json
from datetime import date

import pytest

from tests.example import example, own_example, run_cli

__all__ = ["example", "own_example", "run_cli"]
MEASURE = """
[[measure]]
asset_id = "house-1"
kind = "sealing"
agency = "样例市公安局甲分局"
from_on = 2024-03-08
document = "doc-1"
"""
SECOND_FREEZE = """
[[measure]]
asset_id = "0009B0000000201"
kind = "freeze"
agency = "虚构市公安局丙分局"
from_on = 2024-03-08
"""
HOUSE = """
[[asset]]
asset_id = "house-1"
kind = "real_estate"
name = "样本小区1栋"
value_minor = "900000.00"
valued_on = 2024-03-08
claimant = "样本丙"
"""
WHO = ("--author", "样本警官", "--reason", "查封通知书")


def told(run_cli, *arguments):
    status, out, err = run_cli(*arguments, "--json")
    assert status == 0, err
    return json.loads(out)


def test_the_frozen_account_stands_with_its_waiting_freeze(example, run_cli):
    rows = told(run_cli, "measures", example, "--on", "2024-08-30")["measures"]
    assert [(each["kind"], each["state"], each["rank"]) for each in rows] == [
        ("stop_pay", "lapsed", 0), ("freeze", "live", 1), ("queued_freeze", "waiting", 2),
    ]  # fmt: skip
    assert [each["is_due"] for each in rows] == [False, True, False]
    assert rows[1]["ends_on"] == "2024-09-06"


def test_a_calendar_is_written(example, run_cli, tmp_path):
    feed = tmp_path / "measures.ics"
    status, out, _ = run_cli("measures", example, "--on", "2024-08-30", "--ics", feed)
    assert (status, "2024-09-06" in out) == (0, True)
    text = feed.read_bytes().decode("utf-8")
    assert text.count("BEGIN:VEVENT") == 1
    assert "0009B0000000201" not in text


def test_a_measure_and_an_asset_are_recorded_and_shown(own_example, run_cli, tmp_path):
    file, house = tmp_path / "m.toml", tmp_path / "a.toml"
    file.write_text(MEASURE, encoding="utf-8")
    house.write_text(HOUSE, encoding="utf-8")
    rows = told(run_cli, "measures", own_example, "--on", "2024-04-01", "--record", file, *WHO)
    assert rows["measures"][-1]["ends_on"] == "2026-03-08"
    found = told(run_cli, "assets", own_example, "--on", "2024-04-01", "--record", house, *WHO)
    row = next(each for each in found["assets"] if each["asset"] == "house-1")
    assert (row["held"], row["outcome"], row["value_minor"]) == (
        ["sealing"], "hear_first", 90_000_000,
    )  # fmt: skip


def test_a_second_freeze_is_refused_and_nothing_is_written(own_example, run_cli, tmp_path):
    file = tmp_path / "m.toml"
    file.write_text(MEASURE + SECOND_FREEZE, encoding="utf-8")
    before = (own_example / "decisions.jsonl").read_bytes()
    status, _, err = run_cli("measures", own_example, "--record", file, *WHO)
    assert status != 0
    assert "ZL-LAW-" in err
    assert (own_example / "decisions.jsonl").read_bytes() == before


@pytest.mark.parametrize("text", ["", "a = [", "[[asset]]\nname = 'x'\n"])
def test_a_file_without_records_is_refused(own_example, run_cli, tmp_path, text):
    file = tmp_path / "m.toml"
    file.write_text(text, encoding="utf-8")
    status, _, err = run_cli("measures", own_example, "--record", file, *WHO)
    assert (status != 0, "ZL-DESK-041" in err) == (True, True)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_sheets_are_drawn_in_both_languages(run_cli, tmp_path, lang):
    wanted, plea = tmp_path / "c.toml", tmp_path / "p.toml"
    wanted.write_text(
        'suspect = "样本甲"\noffence = "telecom_fraud"\nis_abroad = true\n'
        'wanted_on = 2023-09-12\n[[asset]]\nasset_id = "house-1"\n', encoding="utf-8",
    )  # fmt: skip
    plea.write_text(
        'person = "样本甲"\nloss_minor = "100000.00"\nmeans_minor = "80000.00"\n'
        f'[[offer]]\non = {date(2024, 5, 1)}\npaid_minor = "5000.00"\n', encoding="utf-8",
    )  # fmt: skip
    status, out, _ = run_cli("confiscate", wanted, "--on", "2024-09-12", "--lang", lang)
    assert (status, "2024-09-13" in out) == (0, True)
    status, out, _ = run_cli("restitution", plea, "--lang", lang)
    assert (status, "6.2%" in out) == (0, True)
