"""Real layouts: every header of the made-up deliveries and of the public examples is known."""

import csv
import io
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from zhanlian.intake.synonyms import match_header, settle_header

SAMPLES = {
    "01-bank-standard-template/样例银行B交易明细信息.csv": ["bank_transactions"],
    "01-bank-standard-template/样例银行B交易明细信息(2).csv": ["bank_transactions"],
    "01-bank-standard-template/样例银行C交易明细信息.csv": ["bank_transactions"],
    "01-bank-standard-template/样例银行D交易明细信息.csv": ["bank_transactions"],
    "01-bank-standard-template/样例银行B账户信息.csv": ["bank_accounts"],
    "01-bank-standard-template/样例银行C账户信息.csv": ["bank_accounts"],
    "01-bank-standard-template/样例银行D账户信息.csv": ["bank_accounts"],
    "01-bank-standard-template/样例银行B强制措施信息.csv": ["measures"],
    "01-bank-standard-template/人员信息.csv": ["persons"],
    "01-bank-standard-template/人员联系方式信息.csv": ["contacts"],
    "01-bank-standard-template/任务信息(成功).csv": ["tasks"],
    "01-bank-standard-template/任务信息(失败).csv": ["tasks"],
    "02-bank-xlsx-titles-and-sections/样例农商行_样本一级乙_明细.xlsx": ["bank_transactions"],
    "02-bank-xlsx-titles-and-sections/样例农商行账户信息及子账户混合.xlsx": [
        "bank_accounts", "sub_accounts",
    ],
    "04-alipay-judicial/000000001_注册信息_20240401101010.xlsx": ["alipay_registration"],
    "04-alipay-judicial/000000001_账户明细d2_20240401101111_part1.xlsx": ["alipay_details"],
    "04-alipay-judicial/000000001_账户明细d2_20240401101111_part2.xlsx": ["alipay_details"],
    "05-personal-statements/alipay_record_20240402_080000.csv": ["alipay_personal"],
    "05-personal-statements/微信支付账单(20240301-20240331).csv": ["wechat_personal"],
    "06-cdr/样例移动_运营商话单信息.xlsx": ["call_records"],
    "06-cdr/样例电信详单.csv": ["call_records"],
    "07-travel/出入境记录.xlsx": ["crossings"],
    "07-travel/铁路票面信息.xlsx": ["rail"],
    "07-travel/旅馆住宿.xlsx": ["hotels"],
    "08-crypto/tokenTransfer_sample.csv": ["token_transfers"],
    "08-crypto/exchange_ledger_sample.csv": ["exchange_ledger"],
    "09-victims/被害人明细表.xlsx": ["victims"],
}  # fmt: skip
TENPAY = {
    "sample_l2a/TenpayTrades.txt": ["tenpay_trades", "tenpay_trades"],
    "sample_l2a/TenpayRegInfo.txt": ["tenpay_registration", "tenpay_closed"],
    "sample_none/TenpayTrades.txt": ["tenpay_trades"],
    "sample_none/TenpayRegInfo.txt": [],
    "10000000301/WX登录轨迹.txt": ["login_track"],
    "10000000301/regInfobasicInfo.txt": [],
}
EXAMPLES = {
    "alipay/example-alipay-records.csv": ["alipay_personal"],
    "bmo/credit/example-bmo-records.csv": ["bank_transactions"],
    "bmo/debit/example-bmo-records.csv": ["bank_transactions"],
    "boc/credit/example-boc-records.csv": ["bank_transactions"],
    "boc/debit/example-boc-records.csv": ["bank_transactions"],
    "cmb/credit/example-cmb-records.csv": ["bank_transactions"],
    "cmb/debit/example-cmb-records.csv": ["bank_transactions"],
    "icbc/credit/example-icbc-credit-records.csv": ["bank_transactions"],
    "icbc/debit-v1/example-icbc-debit-v1-records.csv": ["bank_transactions"],
    "icbc/debit-v2/example-icbc-debit-v2-records.csv": ["bank_transactions"],
    "jd/example-jd-records.csv": ["jd_personal"],
    "td/example-td-records.csv": [],
    "wechat/example-wechat-records.csv": ["wechat_personal"],
    "wechat/example-wechat-records.xlsx": ["wechat_personal", "wechat_personal"],
}


def rows_of(path: Path) -> list[list[str]]:
    if path.suffix == ".xlsx":
        book = CalamineWorkbook.from_path(path)
        sheets = (book.get_sheet_by_name(name).to_python() for name in book.sheet_names)
        return [[str(cell) for cell in row] for rows in sheets for row in rows]
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("gb18030")
    return list(csv.reader(io.StringIO(text), delimiter="\t" if path.suffix == ".txt" else ","))


def headers_of(path: Path) -> list[tuple[str, list[str]]]:
    rows = ((match_header(row), row) for row in rows_of(path))
    return [(found[0].kind_id, row) for found, row in rows if found]


def check(path: Path, kinds: list[str]) -> None:
    found = headers_of(path)
    assert [kind for kind, _ in found] == kinds, "its headers, and no other line"
    for kind, row in found:
        mapping, questions = settle_header(kind, row)
        raw = [c for c, cell in enumerate(row) if cell.strip() and c not in mapping]
        assert not questions
        assert not raw, "every column of these layouts is known"


@pytest.mark.parametrize(("name", "kinds"), SAMPLES.items(), ids=lambda value: str(value)[-40:])
def test_sample_headers_are_known(samples, name, kinds):
    check(samples / name, kinds)


@pytest.mark.parametrize(("name", "kinds"), TENPAY.items(), ids=lambda value: str(value)[-40:])
def test_tenpay_headers_are_known(samples, name, kinds):
    (path,) = (samples / "03-tenpay-judicial").rglob(name)
    check(path, kinds)


@pytest.mark.parametrize(("name", "kinds"), EXAMPLES.items(), ids=lambda value: str(value)[-40:])
def test_public_example_headers_are_known(shared, name, kinds):
    check(shared / "data" / "statements-deg-dev" / name, kinds)


def test_no_sample_is_forgotten(shared, samples):
    suffixes = {".csv", ".txt", ".xlsx"}
    ours = {samples / name for name in SAMPLES}
    ours |= {path for name in TENPAY for path in (samples / "03-tenpay-judicial").rglob(name)}
    ours |= {shared / "data" / "statements-deg-dev" / name for name in EXAMPLES}
    folders = (samples, shared / "data" / "statements-deg-dev")
    there = {p for folder in folders for p in folder.rglob("*") if p.suffix in suffixes}
    assert there == ours
