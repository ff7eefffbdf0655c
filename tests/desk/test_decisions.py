"""Decisions: each changes exactly what it says, is kept with its author, and survives a crash."""

import pytest

from zhanlian.desk import (
    decide,
    list_holdings,
    list_questions,
    open_to_read,
    open_traced,
    summarise,
    undo_import,
    verify,
)
from zhanlian.desk.judging import NoReason, NothingToDecide
from zhanlian.desk.running import NoSuchFile, add_to_case, run_case
from zhanlian.evidence import append_decision, drop_database

WHO = {"author": "analyst 7", "reason": "seen in the paper file"}
AT = "2024-04-01T00:00:00+00:00"


def entry_of_v2(folder):
    case = open_to_read(folder)
    rows = case.duck.fetch("SELECT entry_id FROM entry WHERE serial = 'B2403050006'")
    case.close()
    return f"E{min(row['entry_id'] for row in rows)}"


def fetch(folder, query):
    case = open_traced(folder)
    try:
        return case.duck.fetch(query)
    finally:
        case.close()


def test_an_excluded_entry_leaves_the_trace_and_comes_back(own_example):
    before = fetch(own_example, "SELECT * FROM holding ORDER BY figure_id")
    entry = entry_of_v2(own_example)
    decide(own_example, "exclude", (entry,), **WHO)
    assert not fetch(own_example, "SELECT * FROM holding WHERE payment_id = 'V2-1'")
    assert verify(own_example).rebuild_fault == ""
    decide(own_example, "include", (entry,), **WHO)
    assert fetch(own_example, "SELECT * FROM holding ORDER BY figure_id") == before


def test_the_main_method_follows_the_last_decision(own_example):
    decided = decide(own_example, "method", ("lifo",), **WHO)
    assert (decided.kind, decided.author, decided.reason) == ("method", *WHO.values())
    case = open_traced(own_example)
    assert summarise(case).main_method == "lifo"
    assert {each.method for each in list_holdings(case, method="lifo")} == {"lifo"}
    case.close()


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        ("exclude", ("E1",)),
        ("exclude", ("soon",)),
        ("same-account", ("a",)),
        ("same-account", ("a", "nobody's")),
        ("method", ("best",)),
        ("anchor", ("V1-1", "T99999")),
        ("anchor", ("V9-9", "T1")),
        ("forget", ("E1",)),
    ],
)
def test_a_decision_about_nothing_is_refused_and_not_written(own_example, kind, names):
    before = (own_example / "decisions.jsonl").read_bytes()
    with pytest.raises(NothingToDecide):
        decide(own_example, kind, names, **WHO)
    assert (own_example / "decisions.jsonl").read_bytes() == before


@pytest.mark.parametrize("missing", ["author", "reason"])
def test_a_decision_needs_author_and_reason(own_example, missing):
    with pytest.raises(NoReason):
        decide(own_example, "method", ("lifo",), **(WHO | {missing: " "}))


def test_undo_removes_one_run_and_the_files_stay(own_example):
    undo_import(own_example, 1, **WHO)
    case = open_to_read(own_example)
    assert case.duck.fetch("SELECT * FROM entry") == []
    case.close()
    assert len(list((own_example / "evidence").iterdir())) == 28


def test_a_decision_the_database_never_saw_is_replayed(own_example):
    """As after kill -9 between the record and the database."""
    entry = entry_of_v2(own_example)
    append_decision(
        own_example / "decisions.jsonl", "exclude", {"entry_id": int(entry[1:])},
        author="x", at=AT, reason="y",
    )  # fmt: skip
    said = []
    case = open_traced(own_example, progress=lambda step, done, total: said.append(step))
    assert "replay" in said
    assert not case.duck.fetch("SELECT 1 FROM holding WHERE payment_id = 'V2-1'")
    case.close()


def test_a_lost_database_is_made_again(own_example):
    before = fetch(own_example, "SELECT * FROM flow ORDER BY figure_id")
    drop_database(own_example)
    assert fetch(own_example, "SELECT * FROM flow ORDER BY figure_id") == before


def test_the_same_files_again_add_nothing(own_example, example):
    files = sorted((example / "evidence").iterdir())[:3]
    added = add_to_case(own_example, files, author="x")
    assert not added.is_new
    assert added.run_id is None


def test_a_file_that_is_not_there_leaves_no_case_behind(tmp_path):
    with pytest.raises(NoSuchFile):
        run_case(tmp_path / "case", [tmp_path / "no.csv"], author="x")
    assert not (tmp_path / "case").exists()


def test_the_example_asks_no_question(example):
    case = open_to_read(example)
    assert list_questions(case) == ()
    case.close()
