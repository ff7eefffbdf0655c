"""Words in free text, footers and section titles; one pattern for Python and DuckDB."""

import re

import duckdb
import pytest

from zhanlian.intake.synonyms import (
    is_footer,
    is_section_title,
    is_transit_name,
    word_lists,
    words_pattern,
)

SAID = [
    "冲正", "冲销", "退汇", "跨行退汇", "手续费 收费", "短信服务费", "结息", "存款利息",
    "ATM取款", "柜面取现", "现 转存", "财付通支付科技有限公司", "网联清算有限公司",
    "支付宝（中国）网络技术有限公司", "银联商务股份有限公司", "待清算商户消费款", "交易失败",
    "对方账户状态异常", "样本二级甲", "转账", "工资", "技术服务费 借款利息", "现金",
    "ETC高速收费站", "",
]  # fmt: skip


@pytest.mark.parametrize("name", word_lists())
def test_python_and_duckdb_find_the_same(name):
    asked = "SELECT regexp_matches(said, ?) FROM (SELECT unnest(?) AS said)"
    with duckdb.connect() as con:
        found = [row[0] for row in con.execute(asked, [words_pattern(name), SAID]).fetchall()]
    assert found == [bool(re.search(words_pattern(name), said)) for said in SAID]


@pytest.mark.parametrize(
    ("name", "found", "not_found"),
    [
        ("reversal", "转账冲正", "转账"),
        ("returned", "跨行退汇", "退休金"),
        ("failed", "交易失败", "对方账户状态异常"),
        ("fee", "转账手续费", "技术服务费"),
        ("interest", "季度结息", "借款利息50元"),
        ("cash", "ATM取款", "转账"),
        ("channel", "财付通支付科技有限公司", "样例工厂有限公司"),
        ("refund", "网上快捷退款", "转账"),
    ],
)
def test_words_find_what_they_name(name, found, not_found):
    assert re.search(words_pattern(name), found)
    assert not re.search(words_pattern(name), not_found)


def test_clearing_companies_are_no_counterparties():
    assert is_transit_name("支付宝（中国）网络技术有限公司")
    assert is_transit_name("网联清算有限公司")
    assert not is_transit_name("样本一级甲")
    assert not is_transit_name("")


@pytest.mark.parametrize(
    "line",
    ["合计", "合 计", "总计：", "第 1 页 共 3 页", "第1页", "本页小计", "支出笔数：3",
     "收入累计金额", "打印时间：2024-05-06", "人民币合计", "合计金额", "共4笔记录", "注：",
     "以下空白", "Total:"],
)  # fmt: skip
def test_footers_are_known(line):
    assert is_footer(line)


@pytest.mark.parametrize(
    "line",
    ["2024-03-05", "样本一级甲", "合计划有限公司", "转账", "------", "", "9999990000000001012"],
)
def test_data_is_no_footer(line):
    assert not is_footer(line)


@pytest.mark.parametrize(
    "line",
    ["账户信息", "【关联子账户信息】", "注销信息", "登录日志：", "一、账户信息", "（二）交易明细",
     "账户信息（共3条）", "样例农商行账户信息",
     "----------------------微信支付账单明细列表--------------------"],
)  # fmt: skip
def test_section_titles_are_known(line):
    assert is_section_title(line)


@pytest.mark.parametrize(
    "line", ["样本一级甲", "转账", "正常", "2024-03-05", "", "账户信息变更转账"]
)
def test_data_is_no_section_title(line):
    assert not is_section_title(line)
