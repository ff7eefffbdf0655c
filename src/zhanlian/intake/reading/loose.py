"""Loose texts: registrations written as 'name: value' lines, and one-sentence replies.

in     the lines of a sheet without a table
out    account and request rows
source docs/intake.md, Which layouts are read
"""

from __future__ import annotations

import re
from typing import Any

from zhanlian.intake.cells import read_number, read_time

PAIR = re.compile(r"^\s*([^:：]{1,20})[:：]\s*(.*?)\s*$")
MISSING = re.compile(r"账号\s*(\S+?)\s*(不存在|未注册|已注销)")
WALLET_NAMES = ("微信号", "别名", "昵称", "当前绑定手机号", "注册时间")


def read_loose(lines: list[tuple[int, str]]) -> dict[str, list[dict[str, Any]]]:
    """Rows by table out of loose lines (line number, text); empty where nothing is known."""
    for line_no, text in lines:
        missing = MISSING.search(text)
        if missing:
            return {"request": [_missing(line_no, missing)]}
    pairs: dict[str, tuple[int, str]] = {}
    for line_no, text in lines:
        found = PAIR.match(text)
        if found and found.group(1).strip() in WALLET_NAMES:
            pairs[found.group(1).strip()] = (line_no, found.group(2))
    if "微信号" not in pairs:
        return {}
    return {"account_sheet": [_wallet(pairs)], "person": [_holder(pairs)]}


def _missing(line_no: int, found: re.Match[str]) -> dict[str, Any]:
    return {
        "line_no": line_no, "number": found.group(1), "outcome": "failed",
        "reason": found.group(0), "bank": "财付通",
    }  # fmt: skip


def _wallet(pairs: dict[str, tuple[int, str]]) -> dict[str, Any]:
    line_no, number = pairs["微信号"]
    alias = pairs.get("别名", (0, ""))[1]
    return {
        "line_no": line_no, "part": 0, "scheme": "tenpay", "account": read_number(number).text,
        "alias": alias or None, "relation": "same", "bank": "财付通",
        "opened_at": read_time(pairs.get("注册时间", (0, ""))[1]).at,
    }  # fmt: skip


def _holder(pairs: dict[str, tuple[int, str]]) -> dict[str, Any]:
    line_no, nickname = pairs.get("昵称", pairs["微信号"])
    phone = pairs.get("当前绑定手机号", (0, ""))[1]
    return {"line_no": line_no, "name": nickname or None, "phone": phone or None}
