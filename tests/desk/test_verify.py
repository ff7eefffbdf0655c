"""Verify: an untouched case recomputes; a changed byte, line or report is named."""

import json
import shutil

import pytest

from zhanlian.desk import open_traced, verify
from zhanlian.engines import Duck


def digest_of_bank_b(folder):
    for file in sorted((folder / "evidence").iterdir()):
        if b"B2403050006" in file.read_bytes():
            return file
    raise AssertionError("the example holds bank B's statement")


def test_untouched_case_recomputes(own_example):
    found = verify(own_example)
    assert found.status == 0
    assert found.differences == ()
    assert found.figure_count > 100
    assert found.file_count == 28
    assert found.paper_count == 2


def test_nothing_in_the_folder_is_changed(own_example):
    before = {file: file.read_bytes() for file in own_example.rglob("*") if file.is_file()}
    verify(own_example)
    assert {file: file.read_bytes() for file in own_example.rglob("*") if file.is_file()} == before


def test_a_changed_byte_names_its_file_and_the_figures_it_moves(own_example):
    file = digest_of_bank_b(own_example)
    file.chmod(0o644)
    file.write_bytes(file.read_bytes().replace(b"30000.00,31095.00", b"30001.00,31095.00"))
    found = verify(own_example)
    assert found.status == 4
    assert [each.digest for each in found.changed_files] == [file.name]
    assert "样例银行B交易明细信息.csv" in found.changed_files[0].paths[0].open_text()
    moved = {each.figure.open_text() for each in found.differences}
    assert "H:fifo:0009B0000000201:V2-1" in moved
    assert found.changed_figure_count > 0
    assert found.changed_row_count > 0


def test_a_byte_that_moves_no_figure_is_still_named(own_example):
    file = digest_of_bank_b(own_example)
    file.chmod(0o644)
    file.write_bytes(file.read_bytes() + b"\r\n")
    found = verify(own_example)
    assert found.status == 4
    assert len(found.changed_files) == 1


def test_a_missing_file_is_named(own_example):
    file = digest_of_bank_b(own_example)
    file.unlink()
    found = verify(own_example)
    assert found.status == 4
    assert found.changed_files[0].found == ""
    assert found.rebuild_fault


def test_a_figure_edited_in_the_database_is_named(own_example):
    duck = Duck(own_example / "case.duckdb")
    duck.run("UPDATE holding SET amount_minor = amount_minor + 1 WHERE method = 'fifo'")
    duck.close()
    found = verify(own_example)
    assert found.status == 1
    assert {each.column for each in found.differences} == {"amount_minor"}
    first = found.differences[0]
    assert int(first.stored) == int(first.recomputed) + 1


def test_a_broken_chain_is_said_and_nothing_is_built_on_it(own_example):
    path = own_example / "decisions.jsonl"
    lines = path.read_text("utf-8").splitlines(keepends=True)
    said = json.loads(lines[0]) | {"author": "somebody else"}
    path.write_text(json.dumps(said, ensure_ascii=False) + "\n", encoding="utf-8")
    found = verify(own_example)
    assert found.status == 4
    assert "line 1" in found.chain_fault
    assert found.rebuild_fault


@pytest.mark.parametrize("name", ["report.html", "case.xlsx"])
def test_a_changed_report_is_named(own_example, name):
    path = own_example / "reports" / name
    path.write_bytes(path.read_bytes() + b" ")
    found = verify(own_example)
    assert found.status == 1
    assert found.changed_papers == (name,)


def test_a_case_moved_elsewhere_verifies(own_example, tmp_path):
    moved = tmp_path / "另一处 (copy)"
    shutil.move(own_example, moved)
    assert verify(moved).status == 0


def test_settings_changed_by_hand_show_as_behind(own_example):
    path = own_example / "case.toml"
    path.write_text(path.read_text("utf-8").replace("follow_days = 90", "follow_days = 1"), "utf-8")
    found = verify(own_example)
    assert found.is_behind
    assert found.status == 1
    said = []
    open_traced(own_example, progress=lambda step, done, total: said.append(step)).close()
    assert "renew" in said
    assert not verify(own_example).differences
