"""Names: the same word however it was typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhanlian.intake.synonyms import normalise_header


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("日 志 号", "日志号"),
        ("\ufeff交易卡号", "交易卡号"),
        ("\t交易帐号\t", "交易账号"),
        ("'交易金额'", "交易金额"),
        ("“交易金额”", "交易金额"),
        ("交易金额（元）", "交易金额(元)"),
        ("对方卡号／账号", "对方卡号/账号"),
        ("MAC地址", "mac地址"),
        ("ＩＰ地址", "ip地址"),
        ("First Bank Card", "firstbankcard"),
        (" Transaction Amount", "transactionamount"),
        ("交易\n时间", "交易时间"),
        ("登陆账号", "登录账号"),
        ("备注：", "备注"),
        ("", ""),
        ("\u3000", ""),
    ],
)
def test_name_is_the_same_however_typed(typed, name):
    assert normalise_header(typed) == name


@given(st.text(alphabet="账帐号 \t\"'（）()元A１:：*登陆/-", max_size=12))
def test_a_normal_name_stays_as_it_is(text):
    assert normalise_header(normalise_header(text)) == normalise_header(text)
