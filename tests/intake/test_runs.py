"""Runs: taken in once, undone exactly, rebuilt to the same bytes, killed without harm."""

import os
import shutil
import signal
import subprocess
import sys
import textwrap
import zipfile

import pytest

from zhanlian.evidence import TABLES, EvidenceChanged, new_case, open_case
from zhanlian.intake import add_files, catch_up, raw_line, rebuild, undo_run

NOW = 1_711_929_600_000_000


@pytest.fixture
def folder(samples, tmp_path):
    """The standard-template delivery, without its README."""
    place = tmp_path / "01-bank"
    shutil.copytree(
        samples / "01-bank-standard-template", place, ignore=shutil.ignore_patterns("*.md")
    )
    return place


@pytest.fixture
def case(tmp_path):
    made = new_case(tmp_path / "case")
    yield made
    made.close()


def contents(case, *, without=()):
    """Every table as sorted rows: what a case says."""
    return {
        table.name: sorted(map(repr, case.duck.fetch(f"SELECT * FROM {table.name}")))
        for table in TABLES if table.name not in without
    }  # fmt: skip


def test_the_same_files_again_add_nothing(case, folder):
    first = add_files(case, [folder], author="甲", now=NOW)
    before = contents(case)
    again = add_files(case, [folder], author="乙", now=NOW + 1)
    assert first.run_id == 1
    assert again.run_id == 0
    assert len(again.known_files) == len(first.files)
    assert contents(case) == before
    assert len(case.decisions("receive")) == 1


def test_undo_removes_exactly_one_run(case, folder, samples):
    add_files(case, [folder], author="甲", now=NOW)
    before = contents(case)
    second = add_files(case, [samples / "09-victims" / "被害人明细表.xlsx"], author="甲", now=NOW)
    assert case.duck.fetch("SELECT count(*) AS n FROM victim")[0]["n"] == 2
    undo_run(case, second.run_id, author="甲", now=NOW, reason="送错案件")
    assert contents(case) == before
    assert [d.kind for d in case.decisions()] == ["receive", "receive", "undo"]


def test_undoing_a_run_never_moves_another_runs_rows(case, folder, samples):
    first = add_files(case, [folder], author="甲", now=NOW)
    victims = samples / "09-victims" / "被害人明细表.xlsx"
    add_files(case, [victims], author="甲", now=NOW)
    before = case.duck.fetch("SELECT * FROM victim_payment ORDER BY payment_id")
    undo_run(case, first.run_id, author="甲", now=NOW, reason="送错案件")
    assert case.duck.fetch("SELECT * FROM victim_payment ORDER BY payment_id") == before
    assert case.duck.fetch("SELECT count(*) AS n FROM entry")[0]["n"] == 0
    add_files(case, [folder], author="甲", now=NOW)
    numbers = case.duck.fetch("SELECT run_id, min(file_id) AS low FROM source_file GROUP BY 1")
    assert {row["run_id"]: row["low"] for row in numbers} == {2: 13, 3: 14}


def test_rebuilding_gives_the_same_tables(case, folder):
    add_files(case, [folder], author="甲", now=NOW)
    before = contents(case)
    rebuild(case)
    assert contents(case) == before


def test_an_archive_inside_an_archive_says_the_same(case, folder, tmp_path):
    inner = tmp_path / "反馈.zip"
    with zipfile.ZipFile(inner, "w") as archive:
        for file in sorted(folder.iterdir()):
            archive.write(file, f"数据/{file.name}")
    outer = tmp_path / "移交.zip"
    with zipfile.ZipFile(outer, "w") as archive:
        archive.write(inner, inner.name)
    add_files(case, [outer], author="甲", now=NOW)
    state = case.duck.fetch("SELECT state, count(*) AS n FROM booking GROUP BY 1 ORDER BY 1")
    assert {row["state"]: row["n"] for row in state} == {
        "copy": 3, "effective": 20, "failed": 1, "reversal": 2, "reversed": 2}  # fmt: skip
    entry = case.duck.fetch("SELECT * FROM entry WHERE serial = 'C0000000003'")[0]
    line = raw_line(case, entry["file_id"], entry["sheet_no"], entry["line_no"])
    assert line.delivered_path.startswith("移交.zip!反馈.zip!数据/")
    assert dict(line.cells)["交易金额"] == "39,000.00"


def test_a_line_is_found_again_with_its_headers(case, folder):
    add_files(case, [folder], author="甲", now=NOW)
    entry = case.duck.fetch("SELECT * FROM entry WHERE direction_text = 'O'")[0]
    line = raw_line(case, entry["file_id"], entry["sheet_no"], entry["line_no"])
    assert dict(line.cells)["收付标志"] == "O"
    assert "样*丙" in line.text
    assert line.line_class == "accepted"


def test_changed_evidence_is_refused_and_named(case, folder):
    add_files(case, [folder], author="甲", now=NOW)
    digest = case.duck.fetch("SELECT digest FROM source_file LIMIT 1")[0]["digest"]
    kept = case.vault / digest
    kept.chmod(0o644)
    kept.write_bytes(kept.read_bytes().replace(b"0", b"1", 1))
    with pytest.raises(EvidenceChanged) as refused:
        rebuild(case)
    assert digest[:12] in str(refused.value)
    assert case.duck.fetch("SELECT count(*) AS n FROM entry")[0]["n"] == 28, "nothing half-done"


def test_a_killed_import_leaves_a_case_that_opens(folder, tmp_path):
    place = tmp_path / "case"
    new_case(place).close()
    script = textwrap.dedent(f"""
        import os, signal
        from pathlib import Path
        from zhanlian.evidence import open_case
        from zhanlian.intake import add_files
        def stop(step, done, total):
            if step == "mirrors":
                os.kill(os.getpid(), signal.SIGKILL)
        add_files(open_case(Path({str(place)!r})), [Path({str(folder)!r})],
                  author="甲", now={NOW}, progress=stop)
    """)
    done = subprocess.run([sys.executable, "-c", script], check=False, env=os.environ)
    assert done.returncode == -signal.SIGKILL
    case = open_case(place)
    assert case.duck.fetch("SELECT count(*) AS n FROM entry")[0]["n"] == 0
    assert catch_up(case), "the receipt is on record, so the delivery is taken in now"
    assert case.duck.fetch("SELECT count(*) AS n FROM entry")[0]["n"] == 28
    assert not catch_up(case)
    case.close()
