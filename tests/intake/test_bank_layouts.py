"""Eight providers' own layouts against the double-entry results their authors expect."""

import re
from pathlib import Path

import pytest

from zhanlian.evidence import new_case
from zhanlian.intake import add_files
from zhanlian.terms import show_instant

FEE = re.compile(r"服务费¥?([\d.]+)")

# Rows the authors' own rules leave out (paid by another provider, closed orders), so that we
# hold more than their result lists: file -> rows we accept.
ACCEPTED = {
    "alipay/example-alipay-records.csv": 10,
    "bmo/credit/example-bmo-records.csv": 3,
    "bmo/debit/example-bmo-records.csv": 4,
    "boc/credit/example-boc-records.csv": 14,
    "boc/debit/example-boc-records.csv": 17,
    "cmb/credit/example-cmb-records.csv": 6,
    "cmb/debit/example-cmb-records.csv": 5,
    "icbc/credit/example-icbc-credit-records.csv": 9,
    "icbc/debit-v1/example-icbc-debit-v1-records.csv": 11,
    "icbc/debit-v2/example-icbc-debit-v2-records.csv": 11,
    "jd/example-jd-records.csv": 26,
    "td/example-td-records.csv": 9,
    "wechat/example-wechat-records.csv": 27,
    "wechat/example-wechat-records.xlsx": 54,
}


def expected(path):
    """(day, amount in minor units, currency, direction or None, words) of each transaction."""
    for block in re.split(r"\n(?=\d{4}-\d\d-\d\d )", path.read_text(encoding="utf-8")):
        head = re.match(r'(\d{4}-\d\d-\d\d) \* "(.*?)"', block)
        if not head or head[1].startswith("1970"):
            continue
        posting = re.search(r"^\t\S+ (-?)(\d+)\.(\d\d) (\w+)$", block, re.MULTILINE)
        kind = re.search(r'\ttype: "(.*?)"', block)
        direction = {"收入": "in", "支出": "out"}.get(kind[1]) if kind else None
        yield head[1], int(posting[2] + posting[3]), direction, head[2]


def readings(row):
    """The days and amounts under which a row may stand in the expected result."""
    days = {show_instant(row["booked_at"])[:10]}
    posted = re.search(r'"post_date": "(\d{4}-\d\d-\d\d|\d\d/\d\d)"', row["extra"] or "")
    if posted:
        days.add(
            posted[1] if "-" in posted[1] else f"{min(days)[:4]}-{posted[1].replace('/', '-')}"
        )
    amounts = {row["amount_minor"]}
    fee = FEE.search(row["remark"] or "")
    if fee:
        amounts.add(row["amount_minor"] - round(float(fee[1]) * 100))
    return days, amounts


@pytest.mark.parametrize("name", sorted(ACCEPTED))
def test_layout_gives_what_its_authors_expect(shared, tmp_path, name):
    file = shared / "data" / "statements-deg-dev" / name
    case = new_case(tmp_path / "case")
    summary = add_files(case, [file], author="测试员", now=0)
    assert summary.classes["accepted"] == ACCEPTED[name], summary.classes
    rows = case.duck.fetch("""
        SELECT e.*, b.direction AS side, b.state FROM entry AS e JOIN booking AS b USING (entry_id)
        WHERE b.state <> 'copy' ORDER BY e.entry_id""")
    case.close()
    truth = next(Path(file.parent).glob("*.beancount"))
    for day, amount, direction, words in expected(truth):
        fitting = [r for r in rows if day in readings(r)[0] and amount in readings(r)[1]]
        fitting = [r for r in fitting if not direction or r["side"] == direction]
        assert fitting, (day, amount, direction, words)
        best = max(fitting, key=lambda r: bool(r["cp_name"]) and (r["cp_name"] in words))
        rows.remove(best)


def test_a_workbook_that_repeats_its_rows_counts_them_once(shared, tmp_path):
    case = new_case(tmp_path / "case")
    folder = shared / "data" / "statements-deg-dev" / "wechat"
    add_files(case, [folder / "example-wechat-records.xlsx"], author="测试员", now=0)
    kept = case.duck.fetch("SELECT count(*) AS n FROM booking WHERE state <> 'copy'")
    assert kept[0]["n"] == 27
    case.close()
