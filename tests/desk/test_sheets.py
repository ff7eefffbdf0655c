"""CSV sheets: no cell runs in a spreadsheet, and the platform gets its own columns."""

import csv

import pytest

from zhanlian.desk.rows import FreezeCandidate
from zhanlian.desk.sheets import CannotWrite, platform_rows, safe_cell, write_csv

FIVE_PAST_TWO = 1_709_618_730_000_000


def candidate(**changes):
    facts = {
        "figure": "Z:1", "rank_no": 1, "account_kind": "corporate", "holder": "甲",
        "account": "622",
        "bank": "样例银行", "bank_code": "", "balance_minor": None, "balance_at": None,
        "victim_minor": 1, "victim_minor_low": 0, "victim_minor_high": 1, "from_account": "",
        "from_minor": None, "from_at": FIVE_PAST_TWO, "minutes_since": None, "reason": [],
        "measures": [], "advice": "stop_pay", "expires_at": None, "currency": "CNY",
    }  # fmt: skip
    return FreezeCandidate(**(facts | changes))


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "＝"])
def test_no_cell_starts_a_formula(start):
    assert safe_cell(f"{start}cmd|' /C calc'!A0").startswith("'")


def test_written_sheet_reads_back(tmp_path):
    path = write_csv(tmp_path / "a.csv", ["金额", "备注"], [["1,095.00", "=1+1"]])
    with path.open(encoding="utf-8-sig", newline="") as file:
        assert list(csv.reader(file)) == [["金额", "备注"], ["1,095.00", "'=1+1"]]


def test_a_place_that_takes_no_file_is_refused(tmp_path):
    with pytest.raises(CannotWrite):
        write_csv(tmp_path / "no" / "a.csv", ["a"], [])


def test_platform_row_has_kind_number_bank_and_time():
    assert platform_rows([candidate()], mask=False) == [["02", "622", "样例银行", "20240305140530"]]


def test_platform_leaves_out_what_needs_no_stop():
    rows = [candidate(advice="none"), candidate(account="@cash")]
    assert platform_rows(rows, mask=False) == []
