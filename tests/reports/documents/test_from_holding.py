"""Papers of measures and of confiscation on the example case."""

from datetime import date

import pytest

from tests.example import example, own_example
from tests.reports.documents.reading import text_of_docx
from zhanlian.desk import open_traced
from zhanlian.evidence import append_decision
from zhanlian.recovery import confiscation
from zhanlian.reports.documents import (
    Style,
    draft_of_confiscation,
    drafts_of,
    write_documents,
)

__all__ = ["example", "own_example"]

NOW = 1_711_929_600_000_000
L1 = "0009B0000000201"
ON = date(2024, 9, 1)  # the freeze on L1 ends a few days later
RECORD = {
    "suspect": "样本主犯甲",
    "offence": "telecom_fraud",
    "is_abroad": True,
    "wanted_on": date(2023, 2, 1),
    "papers": ["identity", "wanted_notice"],
    "person": [{"name": "样本亲属乙", "interest": "relative", "asset_ids": ["A1"]}],
    "asset": [
        {"asset_id": "A1", "kind": "real_estate", "supports": ["首付款来自L1"], "opposes": []},
        {"asset_id": L1, "supports": ["冻结时余额"], "is_held": True},
    ],
}


@pytest.fixture
def case(own_example):
    opened = open_traced(own_example)
    yield opened
    opened.close()


def sheet():
    return confiscation.make_sheet(confiscation.read_confiscation(RECORD, where="s.toml"), ON)


def register_house(case):
    facts = {
        "asset_id": "A1", "kind": "real_estate", "name": "样例路1号", "place": "虚构市",
        "holder": "样本亲属乙", "owner": "样本主犯甲", "value_minor": 150_000_000,
        "valued_on": "2024-01-01", "valued_by": "", "currency": "CNY", "paid_by": [],
        "claimant": "", "found": "open", "found_by": "", "evidence": [],
    }  # fmt: skip
    append_decision(case.decisions_path, "asset", facts, author="样例警官甲",
                    at="2024-03-08T00:00:00+00:00", reason="样例")  # fmt: skip


def test_a_freeze_about_to_end_is_on_its_banks_list(case):
    rows = [
        row for draft in drafts_of(case, "freeze_list", on=ON) for row in draft.tables["accounts"]
    ]
    renewals = [row for row in rows if row["request"].value == "续冻"]
    assert [row["account"].value for row in renewals] == [L1]
    assert renewals[0]["amount"].value == 109_500


def test_a_freeze_just_put_on_is_not_asked_to_be_renewed(case):
    drafts = drafts_of(case, "freeze_list", on=date(2024, 3, 8))
    asked = [row["reason"].value for draft in drafts for row in draft.tables["accounts"]]
    assert not any("续冻" in str(each) for each in asked)


def test_the_opinion_describes_assets_as_the_register_has_them(case, tmp_path):
    register_house(case)
    draft = draft_of_confiscation(sheet(), case, file="s.toml")
    house, account = draft.tables["assets"]
    assert house["value"].value == 150_000_000
    assert house["owner"].value == "样本主犯甲"
    assert account["number"].value == L1
    write_documents([draft], tmp_path, now=NOW, style=Style(("docx",)))
    (file,) = tmp_path.glob("*.docx")
    text = text_of_docx(file.read_bytes())
    assert "犯罪嫌疑人逃匿境外" in text
    assert "通缉令、红色通报或者死亡证明 | 已附" in text


def test_a_value_nobody_knows_leaves_the_sum_blank(case):
    draft = draft_of_confiscation(sheet(), case, file="s.toml")
    assert draft.fields["value"].is_blank
    assert "value" not in draft.tables["assets"][0]
