"""Collections: a licensed set as plain rows; the sentences here are invented."""

import json

import pytest

from zhanlian.screening.model.collections import FCC_TYPES, read_fcc
from zhanlian.screening.refusals import RowHoldsNoText

ROWS = [
    {"案件编号": 1, "案情描述": "对方让其做任务返利", "案件类别": "刷单返利类"},
    {"案件编号": 2, "案情描述": "对方称可以贷款", "案件类别": "贷款、代办信用卡类"},
]


@pytest.mark.parametrize("as_lines", [True, False])
def test_rows_become_texts_and_codes(tmp_path, as_lines):
    lines = "\n".join(json.dumps(row, ensure_ascii=False) for row in ROWS)
    file = tmp_path / "fcc.json"
    file.write_text(lines if as_lines else json.dumps(ROWS), encoding="utf-8")
    assert list(read_fcc(file)) == [
        ("对方让其做任务返利", "task_rebate"),
        ("对方称可以贷款", "fake_loan"),
    ]


def test_an_unknown_label_is_refused(tmp_path):
    file = tmp_path / "fcc.json"
    file.write_text(json.dumps([{"案情描述": "无", "案件类别": "别的"}]), encoding="utf-8")
    with pytest.raises(RowHoldsNoText):
        list(read_fcc(file))


def test_the_table_agrees_with_the_shared_one(shared):
    lines = (shared / "data" / "screen-challenge-dev" / "label-map.csv").read_text("utf-8")
    rows = [line.split(",") for line in lines.splitlines() if line.startswith("CCL2023-FCC")]
    assert {row[1]: row[2] for row in rows} == FCC_TYPES
