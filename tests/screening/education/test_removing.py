"""Removing: nothing that could lead to a person is printed. Identifiers are invented."""

import json

import pytest

from zhanlian.screening.education import clean, left_over

CASES = [
    ("事主王小明接到14200001234的电话", "王小明"),
    ("被害人李某某向户名为赵大海的账户转账", "赵大海"),
    ("张三丰称其被骗", "张三丰"),
    ("在青山市白水区红叶街道12号楼301室家中", "白水"),
    ("加微信shili_lucky-25701", "shili_lucky"),
    ("车牌号京A12345", "A12345"),
    ("于2024年3月5日报案", "2024"),
    ("就读于青山大学的学生", "青山"),
    ("某市青山贸易有限公司财务", "青山贸易"),
    ("登录http://kd.example/a填写", "kd.example"),
    ("快递单号SF8371553276479", "8371553276479"),
    ("在“恒泰国际”平台投入", "恒泰"),
    ("女，31岁", "31"),
]


@pytest.mark.parametrize(("text", "secret"), CASES)
def test_it_is_gone(text, secret):
    cleaned = clean(text)
    assert secret not in cleaned.text
    assert not left_over(cleaned.text)
    assert sum(cleaned.removed.values()) > 0


def test_names_of_the_record_go_wherever_they_stand():
    assert clean("后来阿依古丽又转了一次", ["阿依古丽"]).text == "后来某人又转了一次"
    assert left_over("后来阿依古丽又转了一次", ["阿依古丽"]) == ("NAME",)


@pytest.mark.parametrize(
    ("said", "printed"),
    [("36800元", "约4万元"), ("14999元", "约1万元"), ("六万四千元", "约6万元"), ("45元", "数百元")],
)
def test_amounts_keep_one_figure(said, printed):
    assert printed in clean(f"被骗走{said}。").text


def test_help_numbers_stay():
    assert clean("请拨打96110或110").text == "请拨打96110或110"


def test_the_story_stays_readable():
    text = "对方以点赞关注任务为由，前三单返现，后诱导其下载软件做联单任务，无法提现。"
    assert clean(text).text == text


def test_what_is_left_is_seen():
    assert "NUMBER" in left_over("号码 9 8 7 6 5 4 3")
    assert "HANDLE" in left_over("账号abc99x1")
    assert left_over("转账12345.67元")


def test_no_gold_identifier_survives(shared):
    folder = shared / "data" / "fraud-entities-dev"
    rows = [
        json.loads(line)
        for name in ("planted", "hand")
        for line in (folder / f"{name}.jsonl").read_text("utf-8").splitlines()
    ]
    kept = {"AMOUNT", "SERVICE", "COIN"}
    for row in rows:
        cleaned = clean(row["text"]).text
        if left_over(cleaned):
            continue  # such a sentence is never printed
        for each in row["entities"]:
            assert each["type"] in kept or each["text"] not in cleaned, row["id"]
