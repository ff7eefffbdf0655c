"""The verbs ``screen`` and ``entities``: a text, a pipe, files, a queue; nothing kept."""

import io
import json

import pytest

from zhanlian.cli.app import run

TRICK = "我是市公安局的，你涉嫌洗钱，把钱转到安全账户，案件保密，不许告诉家人"


def said(capsys, *arguments):
    assert run([*arguments, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_a_text_is_answered(capsys):
    (answer,) = said(capsys, "screen", TRICK)["answers"]
    assert (answer["state"], answer["types"][0]["code"]) == ("high", "fake_authority")
    assert all(step["zh"] and step["en"] for step in answer["steps"])


def test_a_pipe_is_read(capsys, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO(TRICK))
    (answer,) = said(capsys, "screen", "-")["answers"]
    assert answer["source"] == "stdin"


@pytest.mark.parametrize(("lang", "word"), [("zh", "现在怎么做"), ("en", "What to do now")])
def test_a_person_reads_it_in_either_language(capsys, lang, word):
    assert run(["screen", TRICK, "--lang", lang, "--audience", "elder"]) == 0
    assert word in capsys.readouterr().out


def test_files_are_answered_one_by_one(capsys, tmp_path):
    for name, text in (("a.txt", TRICK), ("b.txt", "晚上回家吃饭吗？我买了菜，等你。")):
        (tmp_path / name).write_text(text, encoding="utf-8")
    body = said(
        capsys, "screen", "--file", str(tmp_path / "a.txt"), "--file", str(tmp_path / "b.txt")
    )
    assert [each["state"] for each in body["answers"]] == ["high", "nothing_found"]


def test_a_queue_puts_the_urgent_first_and_keeps_every_message(capsys, tmp_path):
    file = tmp_path / "many.txt"
    file.write_text(
        f"晚上回家吃饭吗？我买了菜，等你。\n{TRICK}\n在吗？\n{'好' * 50_001}\n", "utf-8"
    )
    rows = said(capsys, "screen", "--many", str(file))["messages"]
    assert rows[0]["source"] == "many.txt:2"
    assert {row["refusal"] for row in rows} == {"", "ZL-SCR-004"}
    assert run(["screen", "--many", str(file), "--lang", "zh"]) == 0
    assert "很可能是骗局" in capsys.readouterr().out


def test_entities_are_listed_with_their_checks(capsys):
    text = "电话16400001568，卡号6222000000000000000，转账3.5万"
    (found,) = said(capsys, "entities", text)["texts"]
    assert [each["value"] for each in found["entities"]] == ["16400001568", "35000"]
    assert [each["type"] for each in found["doubtful"]] == ["BANKCARD"]
    assert run(["entities", text, "--lang", "zh"]) == 0
    assert "校验不符" in capsys.readouterr().out


@pytest.mark.parametrize("arguments", [("screen", " "), ("screen", "好", "--audience", "nobody")])
def test_what_cannot_be_screened_is_refused(capsys, arguments):
    assert run([*arguments, "--json"]) == 2
    assert json.loads(capsys.readouterr().out)["code"].startswith("ZL-SCR-")
