# ruff: noqa: E501  a statement is as wide as its bank prints it
"""Every bank's own statement layout: one made-up story told in each, and one story of a card.

The story: 1,000.00 is there; 50,000.00 comes from A, 20,000.00 and 30,500.50 leave to B and C,
0.35 interest comes in; 499.85 is left. A layout changes the words, the signs, the order, the
columns and the blanks, never the story.
"""

import csv
import json
from dataclasses import dataclass, replace
from html import escape

import pytest
import xlsxwriter

from zhanlian.evidence import new_case
from zhanlian.intake import add_files
from zhanlian.terms import show_instant

STORY = (5_000_000, -2_000_000, -3_050_050, 35)
BALANCES = (5_100_000, 3_100_000, 49_950, 49_985)
CARDS = ("9999990000000001012", "9999990000000003018", "9999990000000004016", None)
NAMES = ("样本一级甲", "样本二级甲", "样本二级乙", None)
NOBODY = (None,) * 4
MOMENT = "2024-03-05 09:30:05"
DAY = "2024-03-05 00:00:00"
CARD_STORY = (-18_800, -4_560, 100_000)


@dataclass(frozen=True)
class Layout:
    """One layout: its lines with ``|`` between cells, and what must be read from them."""

    name: str
    file: str
    lines: str
    first_at: str = MOMENT
    signed: tuple[int, ...] = STORY
    balances: tuple[int | None, ...] = BALANCES
    numbers: tuple[str | None, ...] = CARDS
    names: tuple[str | None, ...] = NAMES
    account: str = ""
    amount: str = ""

    @property
    def rows(self):
        """The cells of every line."""
        return [line.split("|") for line in self.lines.strip("\n").split("\n")]


def on_card(name, file, lines, **told):
    """A credit card's statement: two purchases and a repayment, no balance, no other side."""
    return Layout(name, file, lines, **{
        "first_at": DAY, "signed": CARD_STORY, "balances": (None,) * 3,
        "numbers": (None,) * 3, "names": (None,) * 3, **told,
    })  # fmt: skip


LAYOUTS = (
    Layout("icbc debit csv: padded cells, two amounts twice, newest first", "hisdetail.csv", """
明细查询文件下载

卡号: 9999990000000002010|卡别名: 样本

子账户序号: 00000|子账户类别: 活期

交易日期|摘要|交易详情|交易场所|交易国家或地区简称|钞/汇|交易金额(收入)|交易金额(支出)|交易币种|记账金额(收入)|记账金额(支出)|记账币种|余额|对方户名|对方账户
2024-03-21\t|利息   \t|      \t|      \t|CHN \t|钞 \t|- \t|- \t|- \t|0.35   \t|      \t|人民币 \t|499.85  \t|     \t|     \t
2024-03-06\t|跨行汇款\t|      \t|      \t|CHN \t|钞 \t|- \t|- \t|- \t|       \t|30,500.50 \t|人民币 \t|499.50  \t|样本二级乙  \t|9999990000000004016 \t
2024-03-05\t|跨行汇款\t|      \t|      \t|CHN \t|钞 \t|- \t|- \t|- \t|       \t|20,000.00 \t|人民币 \t|31,000.00  \t|样本二级甲  \t|9999990000000003018 \t
2024-03-05\t|他行汇入\t|      \t|      \t|CHN \t|钞 \t|- \t|- \t|- \t|50,000.00 \t|      \t|人民币 \t|51,000.00  \t|样本一级甲  \t|9999990000000001012 \t
""", first_at=DAY, account="9999990000000002010"),
    Layout("icbc pdf table: blank is （空）, signed", "icbc.xlsx", """
中国工商银行借记账户历史明细（电子版）
卡号：9999990000000002010 户名：样本持卡人 起止日期：2024-03-01 — 2024-03-31
交易日期|帐号|储种|序号|币种|钞汇|摘要|地区|收入/支出金额|余额|对方户名|对方帐号|渠道
2024-03-05 09:30:05|0009B0000000301|活期|00000|人民币|钞|汇入|0000|+50,000.00|51,000.00|样本一级甲|9999990000000001012|网上银行
2024-03-05 09:31:10|0009B0000000301|活期|00000|人民币|钞|汇款|0000|-20,000.00|31,000.00|样本二级甲|9999990000000003018|手机银行
2024-03-06 00:00:05|0009B0000000301|活期|00000|人民币|钞|汇款|0000|-30,500.50|499.50|样本二级乙|9999990000000004016|手机银行
2024-03-21 03:00:00|0009B0000000301|活期|00000|人民币|钞|利息|0000|+0.35|499.85|（空）|（空）|（空）
第1页/共1页
""", account="0009B0000000301"),
    Layout("ccb pdf table: number and name in one cell", "建设银行.xls", """
中国建设银行个人活期账户全部交易明细
卡号/账号：9999990000000002010|客户名称：样本持卡人
序号|摘要|币别|钞汇|交易日期|交易金额|账户余额|交易地点/附言|对方账号与户名
1|转账存入|人民币元|钞|20240305|50,000.00|51,000.00|网上银行|9999990000000001012/样本一级甲
2|转账支取|人民币元|钞|20240305|-20,000.00|31,000.00|手机银行|9999990000000003018/样本二级甲
3|转账支取|人民币元|钞|20240306|-30,500.50|499.50|手机银行|9999990000000004016/样本二级乙
4|利息存入|人民币元|钞|20240321|0.35|499.85||
生成时间：2024-04-01 10:00:00
""", first_at=DAY, account="9999990000000002010"),
    Layout("ccb xls: two amounts, posting day apart, zero on the empty side", "ccb.xlsx", """
中国建设银行账户明细信息
账    号：9999990000000002010
记账日|交易日期|交易时间|支出|收入|账户余额|币种|摘要|对方账号|对方户名|交易地点
20240305|20240305|09:30:05|0.00|50,000.00|51,000.00|人民币元|转账存入|9999990000000001012|样本一级甲|
20240305|20240305|09:31:10|20,000.00|0.00|31,000.00|人民币元|转账支取|9999990000000003018|样本二级甲|
20240307|20240306|00:00:05|30,500.50|0.00|499.50|人民币元|转账支取|9999990000000004016|样本二级乙|
20240321|20240321|03:00:00|0.00|0.35|499.85|人民币元|结息|||
""", account="9999990000000002010"),
    Layout("ccb reply: blank is -, clock without its zeros", "调取.xlsx", """
客户名称|账号|交易卡号|交易日期|交易时间|交易金额|账户余额|借贷方向|币种|摘要|交易流水号|对方户名|对方账号|对方行名|交易机构名称|交易机构号|柜员号|交易渠道|扩充备注|商户名称|商户号|IP地址|MAC地址
样本持卡人|0009B0000000301|9999990000000002010|20240305|93005|50000.00|51000.00|贷|人民币元|转账|B01|样本一级甲|9999990000000001012|样例银行C|-|-|-|网银|-|-|-|203.0.113.7|02-00-00-00-00-01
样本持卡人|0009B0000000301|9999990000000002010|20240305|93110|20000.00|31000.00|借|人民币元|转账|B02|样本二级甲|9999990000000003018|样例银行D|-|-|-|网银|-|-|-|-|-
样本持卡人|0009B0000000301|9999990000000002010|20240306|5|30500.50|499.50|借|人民币元|转账|B03|样本二级乙|9999990000000004016|样例银行D|-|-|-|网银|-|-|-|-|-
样本持卡人|0009B0000000301|9999990000000002010|20240321|30000|.35|499.85|贷|人民币元|结息|B04|-|-|-|-|-|-|-|-|-|-|-|-
""", account="0009B0000000301"),
    Layout("abc csv: signed, 日 志 号, newest first", "detail.csv", """
账户明细查询
账号：9999990000000002010 户名：样本持卡人
交易日期|交易时间|交易摘要|交易金额|本次余额|对手信息|日 志 号|交易渠道|交易附言
20240321|030000|结息|+0.35|499.85||000000004||
20240306|000005|转支|-30500.50|499.50|样本二级乙9999990000000004016|000000003|电子商务|货款
20240305|093110|转支|-20000.00|31000.00|样本二级甲9999990000000003018|000000002|电子商务|
20240305|093005|转存|+50000.00|51000.00|样本一级甲9999990000000001012|000000001|电子商务|
""", account="9999990000000002010"),
    Layout("abc reply APSH: title rows, signed", "APSH.xlsx", """
中国农业银行股份有限公司
金穗借记卡明细
账号|卡号|户名|交易日期|交易时间|交易金额|交易后余额|摘要|对方户名|对方账号|对方开户行|交易网点|交易行号|传票号|交易渠道
0009B0000000301|9999990000000002010|样本持卡人|20240305|93005|50000.00|51000.00|转存|样本一级甲|9999990000000001012|样例银行C|样本支行|0001|1|EBNK
0009B0000000301|9999990000000002010|样本持卡人|20240305|93110|-20000.00|31000.00|转支|样本二级甲|9999990000000003018|样例银行D|样本支行|0001|2|MOBL
0009B0000000301|9999990000000002010|样本持卡人|20240306|5|-30500.50|499.50|转支|样本二级乙|9999990000000004016|样例银行D|样本支行|0001|3|MOBL
0009B0000000301|9999990000000002010|样本持卡人|20240321|30000|.35|499.85|结息|||||||
合计|||||-499.85
""", account="0009B0000000301"),
    Layout("boc pdf table: dashes, masked numbers, four digits of the card, newest first", "boc.csv", """
中国银行交易流水明细单
记账日期|记账时间|币别|金额|余额|交易名称|渠道|网点名称|附言|对方账户名|对方卡号/账号|对方开户行|借记卡号
2024-03-21|03:00:00|人民币|0.35|499.85|结息|批处理|-------------------|----------|-------------------|------|------|3167
2024-03-06|00:00:05|人民币|-30,500.50|499.50|网上转账|手机银行|-------------------|----------|样本二级乙|9999******4016|-------------------|3167
2024-03-05|09:31:10|人民币|-20,000.00|31,000.00|网上转账|手机银行|-------------------|----------|样本二级甲|9999******3018|-------------------|3167
2024-03-05|09:30:05|人民币|50,000.00|51,000.00|跨行转账|网上银行|-------------------|----------|样本一级甲|9999******1012|-------------------|3167
""", numbers=NOBODY),
    on_card("boc credit: two columns", "boc-credit.csv", """
中国银行信用卡账单(2024年03月)
交易日|银行记账日|卡号后四位|交易描述|存入|支出|币种
2024-03-05|2024-03-06|4260|样本商店CHN||188.00|CNY
2024-03-07|2024-03-08|4260|样本超市CHN||45.60|CNY
2024-03-20|2024-03-20||还款|1,000.00||CNY
"""),
    Layout("cmb pdf table: a second header in English, signed, a day only", "cmb.xlsx", """
招商银行交易流水
Transaction Statement of China Merchants Bank
户 名：样本持卡人|账号：9999990000000002010
记账日期|货币|交易金额|联机余额|交易摘要|对手信息|客户摘要
Date|Currency|Transaction Amount|Balance|Transaction Type|Counter Party|Customer Type
2024-03-05|CNY|50,000.00|51,000.00|银联渠道转入|样本一级甲 9999990000000001012|
2024-03-05|CNY|-20,000.00|31,000.00|转账汇款|样本二级甲 9999990000000003018|货款
2024-03-06|CNY|-30,500.50|499.50|转账汇款|样本二级乙 9999990000000004016|货款
2024-03-21|CNY|0.35|499.85|账户结息||
1/1
""", first_at=DAY, account="9999990000000002010"),
    on_card("cmb credit: days without a year, plus is spending", "cmb-credit.csv", """
招商银行信用卡账单
2024年3月账单
交易日|记账日|交易摘要|人民币金额|卡号末四位|交易地金额
03/05|03/06|样本商店|188.00|4260|188.00(CN)
03/07|03/08|样本超市|45.60|4260|45.60(CN)
|03/20|还款|-1,000.00|4260|-1,000.00
""", amount="signed, plus is spending (credit card)"),
    Layout("bocom: 贷 Cr and 借 Dr", "bocom.csv", """
交通银行个人客户交易清单
账号/卡号：9999990000000002010 户名：样本持卡人
序号|交易日期|交易时间|交易类型|借贷|交易金额|余额|对方账号|对方户名|交易地点|摘要
1|2024-03-05|09:30:05|转账|贷 Cr|50,000.00|51,000.00|9999990000000001012|样本一级甲|网上银行|转账
2|2024-03-05|09:31:10|转账|借 Dr|20,000.00|31,000.00|9999990000000003018|样本二级甲|手机银行|转账
3|2024-03-06|00:00:05|转账|借 Dr|30,500.50|499.50|9999990000000004016|样本二级乙|手机银行|转账
4|2024-03-21|03:00:00|结息|贷 Cr|0.35|499.85|||系统|结息
""", account="9999990000000002010"),
    on_card("bocom credit: currency and amount in one cell", "bocom-credit.csv", """
交通银行信用卡账单
交易日期|记账日期|交易说明|交易币种/金额|入账币种/金额
2024/03/05|2024/03/06|消费 样本商店|CNY 188.00|CNY 188.00
2024/03/07|2024/03/08|消费 样本商店（境外）|USD 6.30|CNY 45.60
2024/03/20|2024/03/20|信用卡还款|CNY -1,000.00|CNY -1,000.00
"""),
    Layout("cmbc: name and number in one cell", "cmbc.xlsx", """
中国民生银行个人账户对账单
客户姓名:样本持卡人|客户账号:9999990000000002010
凭证类型|凭证号码|交易时间|摘要|交易金额|账户余额|现转标志|交易渠道|交易机构|对方户名/账号|对方行名
借记卡|*|2024/03/05 09:30:05|转存|50,000.00|51,000.00|转账|网银|0001|样本一级甲/9999990000000001012|样例银行C
借记卡|*|2024/03/05 09:31:10|转支|-20,000.00|31,000.00|转账|手机|0001|样本二级甲/9999990000000003018|样例银行D
借记卡|*|2024/03/06 00:00:05|转支|-30,500.50|499.50|转账|手机|0001|样本二级乙/9999990000000004016|样例银行D
借记卡|*|2024/03/21 03:00:00|结息|0.35|499.85|转账|批量|0001||
""", account="9999990000000002010"),
    Layout("spdb: signed, newest first", "spdb.xlsx", """
上海浦东发展银行个人账户交易明细
账号：9999990000000002010
交易日期|交易时间|交易摘要|交易金额|本次余额|对方户名|对方账号|交易渠道|附言|交易流水号
20240321|03:00:00|结息|0.35|499.85|||系统||S4
20240306|00:00:05|网银转账|-30,500.50|499.50|样本二级乙|9999990000000004016|手机银行|货款|S3
20240305|09:31:10|网银转账|-20,000.00|31,000.00|样本二级甲|9999990000000003018|手机银行|货款|S2
20240305|09:30:05|汇入|50,000.00|51,000.00|样本一级甲|9999990000000001012|网上银行||S1
""", account="9999990000000002010"),
    on_card("citic credit: plus is spending", "citic.xlsx", """
中信银行信用卡账单
交易日期|入账日期|交易描述|卡末四位|记账币种|记账金额
2024-03-05|2024-03-06|样本商店|4260|人民币|188.00
2024-03-07|2024-03-08|样本超市|4260|人民币|45.60
2024-03-20|2024-03-20|还款|4260|人民币|-1,000.00
"""),
    on_card("cgb credit: amount abroad beside the booked one", "cgb.csv", """
广发银行信用卡对账单
交易日期|入账日期|交易摘要|交易金额|交易货币|入账金额|入账货币
2024/03/05|2024/03/06|(消费)样本商店|188.00|人民币|188.00|人民币
2024/03/07|2024/03/08|(消费)样本商店|6.30|美元|45.60|人民币
2024/03/20|2024/03/20|(还款)样本|-1,000.00|人民币|-1,000.00|人民币
"""),
    Layout("泰隆: debit and credit columns beside a mark, original day and accounting day", "tl.xlsx", """
客户账号|账户名称|借贷标志|借方发生额|贷方发生额|账户余额|原交易日期|原交易时间|会计日期|原柜员流水号|交易码|对方户名|对方客户账号|对方金融机构名称|摘要描述|机构号|渠道号|凭证类型|凭证序号
0009B0000000301|样本持卡人|贷|0.00|50000.00|51000.00|20240305|093005|20240305|T1|9001|样本一级甲|9999990000000001012|样例银行C|转账|001|MB|-|-
0009B0000000301|样本持卡人|借|20000.00|0.00|31000.00|20240305|093110|20240305|T2|9001|样本二级甲|9999990000000003018|样例银行D|转账|001|MB|-|-
0009B0000000301|样本持卡人|借|30500.50|0.00|499.50|20240306|000005|20240307|T3|9001|样本二级乙|9999990000000004016|样例银行D|转账|001|MB|-|-
0009B0000000301|样本持卡人|贷|0.00|0.35|499.85|20240321|030000|20240321|T4|9002|-|-|-|结息|001|SYS|-|-
""", account="0009B0000000301"),
    Layout("民泰: out before in, time in one column", "mt.csv", """
时间|账号卡号|支出|收入|余额|摘要|柜员流水号|记账柜员|记账机构|交易对手名称|交易对手账号|交易对手行名|交易渠道|附言
2024/3/5 9:30:05|9999990000000002010||50000|51000|转账|M1|K1|001|样本一级甲|9999990000000001012|样例银行C|网银|
2024/3/5 9:31:10|9999990000000002010|20000||31000|转账|M2|K1|001|样本二级甲|9999990000000003018|样例银行D|网银|货款
2024/3/6 0:00:05|9999990000000002010|30500.5||499.5|转账|M3|K1|001|样本二级乙|9999990000000004016|样例银行D|网银|货款
2024/3/21 3:00:00|9999990000000002010||0.35|499.85|结息|M4|K1|001||||系统|
""", account="9999990000000002010"),
    Layout("rural, older: 发生额, 余额, 代理行机构号", "农商1.csv", """
某某农村商业银行活期存款交易明细
账号：0009B0000000301 户名：样本持卡人 币种：人民币
交易日期|交易时间|借贷标志|发生额|余额|摘要|对方账号|对方户名|代理行机构号|柜员号
20240305|93005|贷|50,000.00|51,000.00|转账|9999990000000001012|样本一级甲|0001|K1
20240305|93110|借|20,000.00|31,000.00|转账|9999990000000003018|样本二级甲|0001|K1
20240306|5|借|30,500.50|499.50|转账|9999990000000004016|样本二级乙|0001|K1
20240321|30000|贷|0.35|499.85|结息|||0001|K1
支出笔数：2|支出累计金额：50,500.50
收入笔数：2|收入累计金额：50,000.35
打印日期：2024-04-01
""", account="0009B0000000301"),
    Layout("rural, newer: 交易金额, 交易余额, 交易机构", "农商2.xlsx", """
某某农村商业银行
账户交易流水
账号|户名|交易时间|借贷标志|交易金额|交易余额|摘要|对方账号|对方户名|交易机构|备注
0009B0000000301|样本持卡人|2024-03-05 09:30:05|C|50000.00|51000.00|转账|9999990000000001012|样本一级甲|样本支行|无
0009B0000000301|样本持卡人|2024-03-05 09:31:10|D|20000.00|31000.00|转账|9999990000000003018|样本二级甲|样本支行|无
0009B0000000301|样本持卡人|2024-03-06 00:00:05|D|30500.50|499.50|转账|9999990000000004016|样本二级乙|样本支行|无
0009B0000000301|样本持卡人|2024-03-21 03:00:00|C|0.35|499.85|结息|||样本支行|无
本页小计||||101,000.85
以下空白
""", account="0009B0000000301"),
    Layout("family B: 40 columns, the queried card is not the own card", "1-1-交易流水.xlsx", """
反馈单位|审批表|名称|证件类型|证件号码|查询对象名称|查询卡号|查询反馈结果原因|本方账号|本方卡号|交易类型|借贷标志|币种|交易金额|交易余额|交易时间|交易流水号|交易对方名称|交易对方账号|交易对方卡号|交易对方证件号码|交易对手余额|交易对方账号开户行|交易摘要|交易网点名称|交易网点代码|日志号|传票号|凭证种类|凭证号|现金标志|终端号|交易是否成功|交易发生地|商户名称|商户号|IP地址|MAC地址|交易柜员号|备注
样例银行B|审1|样本持卡人|身份证|000000199001010011|样本持卡人|9999990000000009999|成功|0009B0000000301|9999990000000002010|转账|贷|人民币|50000.00|51000.00|20240305093005|B1|样本一级甲||9999990000000001012|||样例银行C|转账|样本支行|001||||||||01|||||||
样例银行B|审1|样本持卡人|身份证|000000199001010011|样本持卡人|9999990000000009999|成功|0009B0000000301|9999990000000002010|转账|借|人民币|20000.00|31000.00|20240305093110|B2|样本二级甲|9999990000000003018||||样例银行D|转账|样本支行|001||||||||01|||||||
样例银行B|审1|样本持卡人|身份证|000000199001010011|样本持卡人|9999990000000009999|成功|0009B0000000301|9999990000000002010|转账|借|人民币|30500.50|499.50|20240306000005|B3|样本二级乙|9999990000000004016||||样例银行D|转账|样本支行|001||||||||01|||||||
样例银行B|审1|样本持卡人|身份证|000000199001010011|样本持卡人|9999990000000009999|成功|0009B0000000301|9999990000000002010|结息|贷|人民币|.35|499.85|20240321030000|B4|||||||结息|样本支行|001||||||||01|||||||
""", account="0009B0000000301"),
)  # fmt: skip


def write(folder, layout):
    """The layout as the file its name says: text, workbook, or a page that calls itself xls."""
    path = folder / layout.file
    rows = [[cell.replace("\\t", "\t") for cell in row] for row in layout.rows]
    if path.suffix == ".csv":
        with path.open("w", encoding="gb18030", newline="") as out:
            csv.writer(out).writerows(rows)
    elif path.suffix == ".xls":
        cells = ("".join(f"<td>{escape(cell)}</td>" for cell in row) for row in rows)
        path.write_text(
            '<html><meta charset="utf-8"><table>'
            + "".join(f"<tr>{row}</tr>" for row in cells) + "</table></html>", "utf-8")  # fmt: skip
    else:
        with xlsxwriter.Workbook(path) as book:
            sheet = book.add_worksheet()
            for row, cells in enumerate(rows):
                sheet.write_row(row, 0, cells)
    return path


@pytest.fixture
def take_in(tmp_path):
    """A case made of written layouts."""
    case = new_case(tmp_path / "case")

    def take(*layouts):
        paths = [write(tmp_path, each) for each in layouts]
        return case, add_files(case, paths, author="测试员", now=0)

    yield take
    case.close()


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_layout_tells_the_story(layout, take_in):
    case, _ = take_in(layout)
    rows = case.duck.fetch("""
        SELECT b.signed_minor, e.balance_minor, e.cp_number, e.cp_name, e.booked_at, b.account_id
        FROM booking AS b JOIN entry AS e USING (entry_id)
        WHERE b.state = 'effective' ORDER BY b.order_no""")

    def told(name):
        return tuple(row[name] for row in rows)

    assert told("signed_minor") == layout.signed
    assert told("balance_minor") == layout.balances
    assert told("cp_number") == layout.numbers
    assert told("cp_name") == layout.names
    assert show_instant(rows[0]["booked_at"]) == layout.first_at
    assert len(set(told("account_id"))) == 1
    assert layout.account in ("", rows[0]["account_id"])


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_layout_leaves_nothing_open(layout, take_in):
    case, summary = take_in(layout)
    classes = summary.classes
    assert sum(classes.values()) == summary.files[0].line_count
    assert (classes["accepted"], "rejected" in classes) == (len(layout.signed), False)
    assert not case.duck.fetch("SELECT about, choices FROM question")
    odd = case.duck.fetch("SELECT code, facts FROM finding WHERE level <> 'note'")
    assert not odd
    if layout.amount:
        said = case.duck.fetch("SELECT conventions FROM source_section")[0]["conventions"]
        assert json.loads(said)["amount"] == layout.amount


def test_a_card_known_by_four_digits_is_nobodys_account(take_in):
    boc = next(each for each in LAYOUTS if each.name.startswith("boc pdf"))
    case, _ = take_in(
        boc, replace(boc, file="boc-2.csv", lines=boc.lines.replace("499.85", "499.86"))
    )
    accounts = case.duck.fetch("SELECT account_id FROM account WHERE is_held ORDER BY 1")
    assert [each["account_id"].split(":")[0] for each in accounts] == ["statement", "statement"]
    assert not case.duck.fetch("SELECT alias FROM account_alias WHERE alias LIKE '%3167'")
    kept = case.duck.fetch(
        "SELECT DISTINCT extra->>'own_card_tail' AS tail, cp_number_text FROM entry"
    )
    assert {row["tail"] for row in kept} == {"3167"}
    assert {row["cp_number_text"] for row in kept} == {
        "9999******1012", "9999******3018", "9999******4016", None,
    }  # fmt: skip


def test_account_sheets_do_not_tie_a_tail(take_in):
    lines = FAMILY_B_ACCOUNTS.replace("|9999990000000002010|0009B", "|3167|0009B")
    case, summary = take_in(Layout("accounts", "1-1-账户信息.xlsx", lines))
    assert summary.classes["accepted"] == 2
    assert not case.duck.fetch("SELECT 1 FROM account_sheet WHERE card IS NOT NULL")


def test_a_masked_number_in_the_title_is_nobodys_account(take_in):
    icbc = LAYOUTS[0]
    masked = icbc.lines.replace("9999990000000002010", "9999****2010")
    case, _ = take_in(replace(icbc, lines=masked))
    accounts = case.duck.fetch("SELECT DISTINCT account_id FROM booking")
    assert [each["account_id"].split(":")[0] for each in accounts] == ["statement"]
    said = case.duck.fetch("SELECT own_number FROM source_section")
    assert said == [{"own_number": "9999****2010"}]


@pytest.mark.parametrize(("cell", "name", "number", "shown"), [
    ("9999990000000003018/样本二级甲", "样本二级甲", "9999990000000003018", None),
    ("样本二级甲 9999990000000003018", "样本二级甲", "9999990000000003018", None),
    ("样本二级甲/9999******3018", "样本二级甲", None, "9999******3018"),
    ("9999******3018/样本二级甲", "样本二级甲", None, "9999******3018"),
    ("样本二级甲", "样本二级甲", None, None),
    ("9999990000000003018", None, "9999990000000003018", None),
    ("样本二级甲(3018)", "样本二级甲(3018)", None, None),
])  # fmt: skip
def test_two_facts_in_one_cell_are_told_apart(take_in, cell, name, number, shown):
    lines = f"交易时间|交易金额|账户余额|对手信息\n2024-03-05 09:30:05|-1.00|9.00|{cell}"
    case, _ = take_in(Layout("joined", "joined.csv", lines))
    assert case.duck.fetch("SELECT cp_name, cp_number, cp_number_text FROM entry") == [
        {"cp_name": name, "cp_number": number, "cp_number_text": shown}
    ]


FAMILY_B_ACCOUNTS = """
客户序号|反馈单位|审批表|名称|证件类型|证件号码|查询账户|卡号|账号|网银账户名称|最后登录IP|最后登录时间|账户类别|账户状态|开户网点|开户网点代码|开户日期|销户日期|销户网点|币种|钞汇标志|账户余额|可用余额|最后交易时间|备注|反馈人|反馈录入日期
1|样例银行B|审1|样本持卡人|身份证|000000199001010011|9999990000000009999|9999990000000002010|0009B0000000301|样本网银|203.0.113.7|2024-03-05 09:00:00|个人|正常|样本支行|001|2020-01-02|||人民币|钞|499.85|499.85|2024-03-21 03:00:00||样本反馈人|2024-04-01
2|样例银行B|审1|样本持卡人|身份证|000000199001010011|9999990000000009999||0009B0000000302||||个人|销户|样本支行|001|2019-01-02|2023-01-02|样本支行|人民币|钞|0.00|0.00|||样本反馈人|2024-04-01
"""  # fmt: skip


def test_family_b_accounts_tie_card_and_account(take_in):
    statement = next(each for each in LAYOUTS if each.name.startswith("family B"))
    case, summary = take_in(statement, Layout("accounts", "1-1-账户信息.xlsx", FAMILY_B_ACCOUNTS))
    assert summary.classes["accepted"] == 6
    held = case.duck.fetch("""
        SELECT account_id, holder_name, balance_minor, status, opened_on::VARCHAR AS opened_on
        FROM account WHERE bank = '样例银行B' ORDER BY 1""")
    assert [tuple(row.values()) for row in held] == [
        ("0009B0000000301", "样本持卡人", 49_985, "normal", "2020-01-02"),
        ("0009B0000000302", "样本持卡人", 0, "closed", "2019-01-02"),
    ]
    ties = case.duck.fetch(
        "SELECT account_id FROM account_alias WHERE alias = '9999990000000002010'"
    )
    assert ties == [{"account_id": "0009B0000000301"}]
    assert not case.duck.fetch("SELECT 1 FROM account_alias WHERE alias = '9999990000000009999'")
    assert not case.duck.fetch("SELECT about FROM question")


JD = """
导出信息：
京东账号名：jd_sample_1
交易时间|商户名称|交易说明|金额|收/付款方式|交易状态|收/支|交易分类|交易订单号|商家订单号|备注
2024-03-06 10:00:00\t|样本商店\t|样本商品\t|188.00\t|样例银行(2010)\t|交易成功\t|支出\t|食品\t|J1\t|S1\t|\t
2024-03-05 11:00:00\t|京东小金库\t|转入小金库\t|500.00\t|钱包余额\t|交易成功\t|不计收支\t|理财\t|J2\t|S2\t|\t
2024-03-05 10:00:00\t|样本商店\t|样本商品\t|45.60(已退款5.60)\t|钱包余额\t|已部分退款\t|支出\t|食品\t|J3\t|S3\t|\t
"""  # fmt: skip
MEITUAN = """
美团账单明细
账号：mt_sample_1
交易创建时间|交易成功时间|交易类型|订单标题|收/支|支付方式|订单金额|实付金额|交易单号|商家单号|备注
2024-03-06 09:59:50|2024-03-06 10:00:00|支付|样本外卖|支出|美团余额|¥200.00|¥188.00|M1\t|S1\t|/
2024-03-05 09:59:50|2024-03-05 10:00:00|退款|样本外卖|收入|美团余额|¥45.60|¥45.60|M2\t|S2\t|/
2024-03-04 09:59:50|2024-03-04 10:00:00|支付|样本外卖|支出|样例银行储蓄卡(2010)|¥30.00|¥30.00|M3\t|S3\t|/
"""  # fmt: skip


@pytest.mark.parametrize(("name", "lines", "account", "signed"), [
    ("jd.csv", JD, "jd:jd_sample_1", (-4_560, -50_000, 0)),
    ("meituan.csv", MEITUAN, "meituan:mt_sample_1", (0, 4_560, -18_800)),
])  # fmt: skip
def test_wallet_pays_from_its_balance_or_from_a_card(take_in, name, lines, account, signed):
    case, summary = take_in(Layout(name, name, lines))
    rows = case.duck.fetch("""
        SELECT b.account_id, b.signed_minor, e.serial FROM booking AS b
        JOIN entry AS e USING (entry_id) ORDER BY e.booked_at""")
    assert {row["account_id"] for row in rows} == {account}
    assert tuple(row["signed_minor"] for row in rows) == signed
    assert all(row["serial"] for row in rows)
    assert (summary.classes["accepted"], "rejected" in summary.classes) == (3, False)
    assert not case.duck.fetch("SELECT about FROM question")


STATEMENT_IN_WAN = """
账号|交易时间|借贷标志|交易金额（万元）|交易余额(元)
0009B0000000301|2024-03-05 09:30:05|贷|5|51000.00
0009B0000000301|2024-03-05 09:31:10|借|2.00005|30999.50
合计||||-
"""
VICTIMS_IN_WAN = """
被害人姓名|被骗金额(万元)|被骗时间|涉案账户
测试被害甲|5|2024-03-05 09:30:00|9999990000000002010
测试被害乙|3000元|2024-03-05 09:30:00|9999990000000002010
测试被害丙|1.5万元|2024-03-05 09:30:00|9999990000000002010
合计|6.8||
"""


def test_ten_thousands_are_read_as_such_and_said(take_in):
    case, _ = take_in(Layout("wan", "wan.csv", STATEMENT_IN_WAN))
    rows = case.duck.fetch(
        "SELECT amount_minor, amount_text, balance_minor FROM entry ORDER BY line_no"
    )
    assert [tuple(row.values()) for row in rows] == [
        (5_000_000, "5", 5_100_000), (2_000_050, "2.00005", 3_099_950),
    ]  # fmt: skip
    said = case.duck.fetch("SELECT conventions FROM source_section")[0]["conventions"]
    assert json.loads(said)["unit"] == "万元: 交易金额（万元）"
    assert not case.duck.fetch("SELECT code FROM finding WHERE level <> 'note'")


@pytest.mark.parametrize("lines", [
    VICTIMS_IN_WAN, VICTIMS_IN_WAN.replace("被骗金额(万元)", "被骗金额").replace("被害人姓名", "单位：万元\n被害人姓名"),
], ids=["in the header", "in a title"])  # fmt: skip
def test_losses_in_ten_thousands_add_up(take_in, lines):
    case, _ = take_in(Layout("victims", "victims.xlsx", lines))
    lost = case.duck.fetch("SELECT amount_minor FROM victim_payment ORDER BY line_no")
    assert [row["amount_minor"] for row in lost] == [5_000_000, 300_000, 1_500_000]
    said = case.duck.fetch("SELECT conventions FROM source_section")[0]["conventions"]
    assert json.loads(said)["unit"].startswith("万元: 被骗金额")
    agreed = case.duck.fetch("SELECT facts FROM finding WHERE code = 'announced_agrees'")
    assert [json.loads(each["facts"])["found"] for each in agreed] == [6_800_000]
