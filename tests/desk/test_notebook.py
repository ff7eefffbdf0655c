"""Notebook: the tables and verbs, from Python."""

import subprocess
import sys

import pytest

import zhanlian as zl
from zhanlian.desk.notebook import NoSuchTable


def test_tables_come_as_rows_arrow_and_polars(example):
    case = zl.open(example)
    rows = case.transfers.rows()
    assert case.table("transfer").arrow().num_rows == len(rows) > 0
    assert case.transfers.polars()["amount_minor"].sum() == sum(r["amount_minor"] for r in rows)
    assert len(case.layers.rows()) > 0
    assert {row["method"] for row in case.holdings.rows()} >= {"fifo", "pro-rata"}
    assert case.accounts.rows()


def test_verbs_answer_as_in_the_terminal(example):
    case = zl.open(str(example))
    assert case.trace().victim_count == 2
    assert case.check().line_count == sum(case.check().classes.values())
    assert case.why("V1-1").line_count > 0
    assert case.whose("9999990000000002010", "2024-03-05").reason.facts["victim_minor"] == 109_500


def test_a_new_case_takes_files(tmp_path, samples):
    case = zl.new(tmp_path / "c", [samples / "09-victims"], name="案")
    assert case.trace().payment_count == 3
    assert "案" in (tmp_path / "c" / "case.toml").read_text("utf-8")


def test_a_table_no_case_has_is_refused(example):
    with pytest.raises(NoSuchTable):
        zl.open(example).table("nothing")


def test_import_alone_loads_nothing_heavy():
    said = subprocess.run(
        [sys.executable, "-c", "import sys, zhanlian; print('duckdb' in sys.modules)"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert said.stdout.strip() == "False"
