"""Titles: what the lines above a header, the path and the file name say of a section.

in     title lines, the delivered path
out    said: own_number, own_name, bank, currency, year; announced: counts and totals
"""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from zhanlian.intake.cells import read_amount, read_number
from zhanlian.intake.synonyms import value_of

LABELS = {
    "own_number": r"(?:账号|帐号|卡号|查询号码|微信号|支付宝账户|京东账号名|客户账号)\s*[:：]\s*\[?"
    r"([0-9A-Za-z*@._\-]{3,})",
    "own_name": r"(?:户名|姓名|账户名称|客户名称|客户姓名)\s*[:：]\s*\[?([^\s,，\]]+)",
    "nickname": r"微信昵称\s*[:：]\s*\[([^\]]*)\]",
    "currency_text": r"币[种别]\s*[:：]\s*([^\s,，]+)",
    "year": r"((?:19|20)\d{2})年\d{1,2}月",
    "month": r"(?:19|20)\d{2}年(\d{1,2})月",
    "unit": r"单位\s*[:：]\s*(元|万元|分)",
}  # fmt: skip
COUNT_LABEL = re.compile(r"共[:：]?\s*(\d+)\s*笔")
SUMS = {
    "in": re.compile(r"收入\s*[:：]\s*(\d+)\s*笔[^\d]*?([\d,.]+)\s*元"),
    "out": re.compile(r"支出\s*[:：]\s*(\d+)\s*笔(?:\([^)]*\))?[^\d]*?([\d,.]+)\s*元"),
    "own": re.compile(r"(?:中性交易|不计收支)\s*[:：]\s*(\d+)\s*笔[^\d]*?([\d,.]+)\s*元"),
}
LINK_DIGITS_MIN = 8
COMPANY_NAME = re.compile(r"[\u4e00-\u9fff]{2,}?(?:支付|钱包)")
SPACED_LABEL = re.compile(r"(?<![\u4e00-\u9fff])([\u4e00-\u9fff])\s+([\u4e00-\u9fff]\s*[:：])")
BANK_NAME = re.compile(
    r"^(.*?(?:银行|农商行|信用社|农信社)[A-Za-z0-9]?)"
    r"(?=交易明细|账户信息|强制措施|关联子账户|交易流水|开户资料|[_（(.\-]|$)"
)


def read_titles(lines: list[str]) -> tuple[dict[str, str], dict[str, int]]:
    """What the title lines say, and the totals they announce (in fen)."""
    text = SPACED_LABEL.sub(r"\1\2", "\n".join(lines))  # 户 名： is 户名：
    said: dict[str, str] = {}
    for name, pattern in LABELS.items():
        found = re.search(pattern, text)
        if found:
            said[name] = found.group(1).strip()
    if "信用卡" in text:
        said["account_kind"] = "credit"
    if "currency_text" in said:
        said["currency"] = value_of("currency", said.pop("currency_text")) or "CNY"
    return said, read_announced(text)


def read_announced(text: str) -> dict[str, int]:
    """Counts and sums said in words: 共4笔记录, 收入：1笔 200.00元."""
    announced: dict[str, int] = {}
    count = COUNT_LABEL.search(text)
    if count:
        announced["count"] = int(count.group(1))
    for name, pattern in SUMS.items():
        found = pattern.search(text)
        amount = read_amount(found.group(2)).minor if found else None
        if found and amount is not None:
            announced[f"{name}_count"] = int(found.group(1))
            announced[f"{name}_minor"] = amount
    return announced


def read_path(delivered_path: str) -> dict[str, str]:
    """What the path inside the delivery says: bank, letter, task, subject, wallet alias."""
    path = PurePosixPath(delivered_path.replace("!", "/"))
    said: dict[str, str] = {}
    bank = BANK_NAME.search(path.name)
    if bank and bank.group(1):
        said["bank"] = bank.group(1).removeprefix("【").strip()
    company = COMPANY_NAME.search(path.name)
    if company:
        said["company"] = company[0]
    parts = path.parts
    for place, part in enumerate(parts[:-1]):
        if re.fullmatch(r"L-\d+", part):
            said["letter"] = part
        if re.fullmatch(r"(TP|WX)\d+", part):
            said["task"] = part
        if part in ("IDCARD", "IPHONE") and place + 1 < len(parts) - 1:
            said["subject"] = parts[place + 1]
            if part == "IDCARD" and place + 2 < len(parts) - 1:
                said["alias"] = parts[place + 2]
    return said


def is_tail(number: str) -> bool:
    """Whether a number is too short to name one account: the last digits of a card."""
    return number.isdigit() and len(number) < LINK_DIGITS_MIN


def usable_number(text: str) -> str:
    """A number fit for linking, or an empty text."""
    cell = read_number(text)
    return cell.text if cell.flag == "" else ""
