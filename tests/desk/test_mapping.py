"""Mapping: a doubtful header is asked about, answered once, and the answer survives a rebuild."""

import json

import pytest

from zhanlian.desk import (
    add_to_case,
    answer_question,
    list_questions,
    make_case,
    open_to_read,
    verify,
)
from zhanlian.desk.judging import NoReason
from zhanlian.desk.mapping import IGNORE, NoSuchQuestion, NotAReading
from zhanlian.evidence import drop_database

WHO = {"author": "analyst 7", "reason": "the institution's own field list"}
FLOWS = """\
支付订单号,交易时间,交易类型,支付类型,交易金额,付款方的支付账号,付款方银行卡号,收款方的支付账号
A1,2024-03-05 14:00:00,转账,余额,100.00,1001,9999990000000001012,1002
"""


@pytest.fixture
def asking(tmp_path):
    """A case with one open question."""
    file = tmp_path / "支付机构流水.csv"
    file.write_text(FLOWS, encoding="utf-8")
    folder = tmp_path / "case"
    make_case(folder)
    add_to_case(folder, [file], author="x")
    return folder


def open_questions(folder):
    case = open_to_read(folder)
    found = list_questions(case)
    case.close()
    return found


def mapped_field(folder):
    case = open_to_read(folder)
    mapping = json.loads(case.duck.fetch("SELECT mapping FROM source_section")[0]["mapping"])
    case.close()
    return {said["header"]: said["field"] for said in mapping.values()}["付款方银行卡号"]


def test_a_doubtful_header_is_asked_about_with_samples(asking):
    (question,) = open_questions(asking)
    assert question.about == "付款方银行卡号"
    assert "payer_card" in question.choices
    assert [each.open_text() for each in question.samples] == ["9999990000000001012"]


def test_an_answer_closes_the_question_and_survives_a_lost_database(asking):
    (question,) = open_questions(asking)
    decided = answer_question(asking, question.question, IGNORE, profile="机构甲", **WHO)
    assert decided.facts["header"] == "付款方银行卡号"
    assert (open_questions(asking), mapped_field(asking)) == ((), "")
    drop_database(asking)
    assert (open_questions(asking), mapped_field(asking)) == ((), "")
    assert verify(asking).status == 0


@pytest.mark.parametrize(
    ("name", "field", "who", "refusal"),
    [
        ("Mnothing", "payer_card", WHO, NoSuchQuestion),
        ("", "weather", WHO, NotAReading),
        ("", "payer_card", {"author": "", "reason": "x"}, NoReason),
    ],
)
def test_what_is_no_answer_is_not_written(asking, name, field, who, refusal):
    (question,) = open_questions(asking)
    before = (asking / "decisions.jsonl").read_bytes()
    with pytest.raises(refusal):
        answer_question(asking, name or question.question, field, **who)
    assert (asking / "decisions.jsonl").read_bytes() == before


def test_the_terminal_lists_and_takes_the_answer(asking, run_cli):
    (question,) = open_questions(asking)
    status, said, _ = run_cli("map", asking, "--lang", "en")
    assert status == 0
    assert question.question in said
    who = ("--author", "analyst 7", "--reason", "field list")
    assert run_cli("map", asking, question.question, "payer_card", *who)[0] == 0
    assert "No open questions" in run_cli("map", asking, "--lang", "en")[1]
    assert run_cli("map", asking, question.question)[0] == 2
