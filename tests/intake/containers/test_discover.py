"""Discovery: folders keep their meaning, rubbish is named, links are not followed."""

import os
from pathlib import Path

import pytest

from zhanlian.intake.containers import discover
from zhanlian.intake.containers.refusals import PathMissing


def lay_out(folder: Path, *names: str) -> Path:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("a")
    return folder


def test_folder_name_stands_in_front(tmp_path):
    root = lay_out(tmp_path / "L-1", "TP1/IDCARD/000/TenpayTrades.txt", "b.csv", "a.csv")
    found = discover([root])
    assert [each.delivered_path for each in found.files] == [
        "L-1/TP1/IDCARD/000/TenpayTrades.txt", "L-1/a.csv", "L-1/b.csv",
    ]  # fmt: skip
    assert found.files[0].path.is_file()


def test_named_file_keeps_its_name(tmp_path):
    lay_out(tmp_path, "明细.csv")
    (only,) = discover([tmp_path / "明细.csv"]).files
    assert (only.delivered_path, only.name) == ("明细.csv", "明细.csv")


@pytest.mark.parametrize(
    "name",
    [".DS_Store", "Thumbs.db", "desktop.ini", "~$明细.xlsx", "__MACOSX/a.csv", "._明细.csv"],
)
def test_rubbish_is_left_aside_with_its_reason(tmp_path, name):
    root = lay_out(tmp_path / "d", name, "good.csv")
    found = discover([root])
    assert [each.delivered_path for each in found.files] == ["d/good.csv"]
    assert [each.delivered_path for each in found.skipped] == [f"d/{name.split('/')[0]}"]
    assert found.skipped[0].reason


def test_loop_of_links_ends(tmp_path):
    root = lay_out(tmp_path / "d", "in/a.csv")
    (root / "in" / "again").symlink_to(root, target_is_directory=True)
    (root / "outside.csv").symlink_to("/etc/hostname")
    found = discover([root])
    assert [each.delivered_path for each in found.files] == ["d/in/a.csv"]
    assert {each.delivered_path for each in found.skipped} == {"d/in/again", "d/outside.csv"}
    assert all("link" in each.reason for each in found.skipped)


def test_pipe_is_left_aside(tmp_path):
    os.mkfifo(tmp_path / "pipe.csv")
    (skipped,) = discover([tmp_path]).skipped
    assert "not a file" in skipped.reason


def test_missing_path_is_refused(tmp_path):
    with pytest.raises(PathMissing) as caught:
        discover([tmp_path / "none"])
    assert "none" in caught.value.where


def test_undecodable_name_is_shown(tmp_path):
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xc3\xf7.csv"))
    path.write_text("a")
    (only,) = discover([tmp_path]).files
    assert only.name == r"\xc3\xf7.csv"
    assert only.path.read_text() == "a"
