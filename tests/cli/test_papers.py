"""The verbs of ``zhanlian papers``: what they write, say and refuse."""

import json

import pytest

DRAFT = """
kind = "victim_letter"
on = 2024-04-01

[fields]
victim = "被害人乙"
case_name = "样例"
loss = { value = 3000000, source = "T7" }
made_good = { value = 0, source = "loss-V2" }
amount = { value = 41062, source = "plan-1" }
outstanding = { value = 2958938, source = "plan-1" }
how = "按比例。"
"""


@pytest.fixture
def draft(tmp_path):
    file = tmp_path / "letter.toml"
    file.write_text(DRAFT, encoding="utf-8")
    return file


def test_kinds_are_listed_in_both_languages(run_cli):
    status, said, _ = run_cli("papers", "kinds")
    assert status == 0
    assert "冻结资金返还公告" in said
    _, english, _ = run_cli("papers", "kinds", "--lang", "en", "--json")
    kinds = {each["kind"]: each for each in json.loads(english)["kinds"]}
    assert kinds["flow_table"]["from_case"]
    assert kinds["public_notice"]["is_public"]


def test_fields_of_a_kind_are_listed(run_cli):
    status, said, _ = run_cli("papers", "fields", "public_notice", "--lang", "en")
    assert status == 0
    assert "shares.share" in said


def test_a_case_writes_its_flow_table(run_cli, own_example):
    status, said, _ = run_cli("papers", "write", own_example, "flow_table", "--form", "docx",
                              "--on", "2024-04-01", "--json")  # fmt: skip
    assert status == 0
    (paper,) = json.loads(said)["papers"]
    assert list(paper["files"]) == ["flow_table.docx"]
    assert (own_example / "reports" / "papers" / "manifest.json").is_file()
    assert run_cli("verify", own_example)[0] == 0


def test_a_case_writes_one_freeze_list_per_bank(run_cli, own_example):
    status, said, _ = run_cli("papers", "write", own_example, "freeze_list", "--form", "docx")
    assert status == 0
    assert "待填" in said


def test_a_file_becomes_a_document(run_cli, draft, tmp_path):
    status, said, _ = run_cli("papers", "fill", draft, "--to", tmp_path / "out", "--form", "docx",
                              "--lang", "en")  # fmt: skip
    assert status == 0
    assert "still blank" in said
    assert (tmp_path / "out" / "victim_letter.docx").is_file()
    assert (tmp_path / "out" / "victim_letter-sources.docx").is_file()


def test_templates_are_copied_once(run_cli, tmp_path):
    asked = ("papers", "templates", "victim_letter", "--to", tmp_path, "--declarations")
    assert run_cli(*asked)[0] == 0
    assert {each.name for each in tmp_path.iterdir()} == {
        "victim_letter.docx", "victim_letter.toml", "layout.typ"
    }  # fmt: skip
    status, said, _ = run_cli(*asked)
    assert status == 0
    assert "未动" in said


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        (("fields", "poem"), "ZL-REPORTS-101"),
        (("fill", "none.toml"), "ZL-REPORTS-114"),
    ],
)
def test_a_wrong_ask_is_refused(run_cli, asked, code):
    status, _, error = run_cli("papers", *asked)
    assert status == 2
    assert code in error


def test_a_kind_no_case_can_fill_is_refused(run_cli, example):
    status, _, error = run_cli("papers", "write", example, "return_application_of_nobody")
    assert (status, "ZL-REPORTS-115" in error) == (2, True)


def test_an_opinion_on_confiscation_is_written(run_cli, own_example, tmp_path):
    file = tmp_path / "suspect.toml"
    file.write_text(
        'suspect = "样本主犯甲"\noffence = "fraud"\ndied_on = 2024-02-01\n'
        '[[asset]]\nasset_id = "0009B0000000201"\nsupports = ["余额"]\n[[person]]\n'
        'name = "样本亲属乙"\ninterest = "relative"\n',
        "utf-8",
    )
    status, said, error = run_cli("papers", "confiscate", own_example, file, "--form", "docx",
                                  "--on", "2024-04-01")  # fmt: skip
    assert status == 0, error
    assert "没收违法所得意见书" in said
