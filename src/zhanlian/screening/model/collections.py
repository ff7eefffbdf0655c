"""Collections: licensed data sets as plain rows, for users who may train on them.

in     a CCL2023-FCC file: a JSON list, or JSON lines, of 案件编号, 案情描述, 案件类别
out    (text, type code) rows for ``fitting.fit``
keeps  a label outside the table is refused by its line, never guessed; nothing of the set ships
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from zhanlian.screening.refusals import RowHoldsNoText

__all__ = ["FCC_TYPES", "read_fcc"]

TEXT, LABEL = "案情描述", "案件类别"
FCC_TYPES = {
    "刷单返利类": "task_rebate",
    "冒充电商物流客服类": "fake_cs_logistics",
    "虚假网络投资理财类": "fake_investment",
    "贷款、代办信用卡类": "fake_loan",
    "虚假征信类": "fake_credit_record",
    "虚假购物、服务类": "fake_shopping_service",
    "冒充公检法及政府机关类": "fake_authority",
    "冒充领导、熟人类": "fake_leader_friend",
    "网络游戏产品虚假交易类": "game_trade",
    "网络婚恋、交友类（非虚假网络投资理财类）": "romance",
    "冒充军警购物类": "army_purchase",
    "冒充军警购物类诈骗": "army_purchase",
    "网黑案件": "blackmail",
}


def read_fcc(path: Path) -> Iterator[tuple[str, str]]:
    """Every row of the file, in order."""
    for number, row in enumerate(_objects(path.read_text(encoding="utf-8")), start=1):
        text, label = row.get(TEXT), row.get(LABEL)
        if not isinstance(text, str) or label not in FCC_TYPES:
            raise RowHoldsNoText(path.name, number)
        yield text, FCC_TYPES[label]


def _objects(text: str) -> list[dict[str, Any]]:
    if text.lstrip().startswith("["):
        held: list[dict[str, Any]] = json.loads(text)
        return held
    return [json.loads(line) for line in text.splitlines() if line.strip()]
