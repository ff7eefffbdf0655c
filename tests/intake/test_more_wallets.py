# ruff: noqa: E501  a sheet is as wide as its sender makes it
"""Sheets beside the usual ones: Alipay's balance, transfers and orders, flows, orders, notices."""

import json

import pytest
import xlsxwriter

from zhanlian.evidence import new_case
from zhanlian.intake import add_files
from zhanlian.terms import show_instant

WALLET, OTHER, THIRD = "2088000000000401", "2088000000000402", "2088000000000403"
CARD = "9999990000000003018"

DETAILS = f"""
交易号|商户订单号|交易创建时间|付款时间|最近修改时间|交易来源地|类型|用户信息|交易对方信息|消费名称|金额（元）|收/支|交易状态|支付方式|清算流水号|备注|对应的协查数据
A1||2024-03-05 10:00:00|2024-03-05 10:00:02|||即时到账交易|{WALLET}(样本三级甲)|{OTHER}(样本四级甲)|转账|500.00|支出|交易成功|余额|||{WALLET}
A2||2024-03-05 11:00:00|2024-03-05 11:00:02|||即时到账交易|{WALLET}(样本三级甲)|{OTHER}(样本四级甲)|转账|200.00|支出|交易成功|样例银行储蓄卡|||{WALLET}
A3||2024-03-05 12:00:00|2024-03-05 12:00:02|||即时到账交易|{WALLET}(样本三级甲)|{THIRD}(样本四级乙)|货款|80.00|支出|交易成功|余额|||{WALLET}
A3||2024-03-05 13:00:00|2024-03-05 13:00:02|||即时到账交易|{WALLET}(样本三级甲)|{THIRD}(样本四级乙)|退款-货款|80.00|收入|退款成功|余额|||{WALLET}
A4||2024-03-05 14:00:00||||即时到账交易|{WALLET}(样本三级甲)|{THIRD}(样本四级乙)|货款|60.00|支出|等待买家付款||||{WALLET}
"""
BALANCE = f"""
交易订单号|外部流水号|账户|对方帐户|交易发生日期|银行处理日期|收入金额(+)（元）|支出金额(-)（元）|余额（元）|业务类型|交易发生地|银行名称|备注|对应的协查数据
A3||{WALLET}(样本三级甲)|{THIRD}(样本四级乙)|2024-03-05 13:00:03||80.00||500.00|交易退款||||{WALLET}
A3||{WALLET}(样本三级甲)|{THIRD}(样本四级乙)|2024-03-05 12:00:03|||-80.00|420.00|在线支付||||{WALLET}
A1||{WALLET}(样本三级甲)|{OTHER}(样本四级甲)|2024-03-05 10:00:03|||-500.00|500.00|转账||||{WALLET}
A0||{WALLET}(样本三级甲)||2024-03-05 09:00:00||1,000.00||1,000.00|充值||样例银行 {CARD}||{WALLET}
"""
TRANSFERS = f"""
交易号|付款方支付宝账号|收款方支付宝账号|收款机构信息|到账时间|转账金额（元）|转账产品名称|交易发生地|提现流水号|对应的协查数据
A1|{WALLET}(样本三级甲)|{OTHER}(样本四级甲)||2024-03-05 10:00:02|500.00|转账到支付宝||| {WALLET}
A2|{WALLET}(样本三级甲)|{OTHER}(样本四级甲)||2024-03-05 11:00:02|200.00|转账到支付宝|||{WALLET}
A5|{WALLET}(样本三级甲)||样例银行({CARD})|2024-03-05 15:00:00|90.00|转账到银行卡||W1|{WALLET}
A6|{OTHER}(样本四级甲)|{WALLET}(样本三级甲)||2024-03-05 16:00:00|30.00|转账到支付宝|||{WALLET}
"""
ORDERS = f"""
交易号|外部交易号|交易状态|合作伙伴ID|买家用户id|买家信息|卖家用户id|卖家信息|交易金额（元）|收款时间|最后修改时间|创建时间|交易类型|来源地|商品名称|收货人地址|对应的协查数据
A3||交易成功||{WALLET}|样本三级甲|{THIRD}|样本四级乙|80.00|2024-03-05 12:00:02||2024-03-05 12:00:00|担保交易||货款||{WALLET}
A4||交易关闭||{WALLET}|样本三级甲|{THIRD}|样本四级乙|60.00|||2024-03-05 14:00:00|担保交易||货款||{WALLET}
A7||交易成功||{OTHER}|样本四级甲|{WALLET}|样本三级甲|15.00|2024-03-05 17:00:00||2024-03-05 16:59:00|担保交易||货款||{WALLET}
"""


@pytest.fixture
def take_in(tmp_path):
    """A case made of sheets given as text, ``|`` between cells; each in a workbook."""
    case = new_case(tmp_path / "case")

    def take(**sheets):
        paths = []
        for name, lines in sheets.items():
            paths.append(tmp_path / f"{name}.xlsx")
            with xlsxwriter.Workbook(paths[-1]) as book:
                sheet = book.add_worksheet(WALLET)
                for row, line in enumerate(lines.strip("\n").split("\n")):
                    sheet.write_row(row, 0, line.split("|"))
        return case, add_files(case, paths, author="测试员", now=0)

    yield take
    case.close()


def counted(case):
    """(serial, effect, kind of sheet) of each entry that is no copy and did not fail."""
    rows = case.duck.fetch("""
        SELECT e.serial, b.signed_minor, e.kind FROM booking AS b JOIN entry AS e USING (entry_id)
        WHERE b.state NOT IN ('copy', 'failed') ORDER BY b.order_no""")
    return [tuple(row.values()) for row in rows]


def test_balance_sheet_shows_both_directions_and_closes(take_in):
    case, summary = take_in(balance=BALANCE)
    assert [row[:2] for row in counted(case)] == [
        ("A0", 100_000), ("A1", -50_000), ("A3", -8_000), ("A3", 8_000),
    ]  # fmt: skip
    assert summary.classes["accepted"] == 4
    top_up = case.duck.fetch("SELECT * FROM entry WHERE serial = 'A0'")[0]
    assert (top_up["cp_scheme"], top_up["cp_number"], top_up["cp_bank"]) == (
        "bank",
        CARD,
        "样例银行",
    )
    assert (top_up["own_account"], top_up["own_name"]) == (WALLET, "样本三级甲")
    assert not case.duck.fetch("SELECT code FROM finding WHERE level <> 'note'")


def test_a_payment_told_in_four_sheets_counts_once(take_in):
    case, summary = take_in(orders=ORDERS, transfers=TRANSFERS, details=DETAILS, balance=BALANCE)
    assert counted(case) == [
        ("A0", 100_000, "alipay_balance"), ("A1", -50_000, "alipay_balance"),
        ("A2", 0, "alipay_details"), ("A3", -8_000, "alipay_balance"),
        ("A3", 8_000, "alipay_balance"), ("A5", -9_000, "alipay_transfers"),
        ("A6", 3_000, "alipay_transfers"), ("A7", 1_500, "alipay_orders"),
    ]  # fmt: skip
    classes = case.duck.fetch("SELECT class, count(*) AS n FROM line_class GROUP BY 1")
    assert {row["class"]: row["n"] for row in classes} == {
        "header": 4, "accepted": 8, "copy": 6, "failed": 2,
    }  # fmt: skip
    assert sum(file.line_count for file in summary.files) == 20
    reasons = case.duck.fetch("SELECT reason FROM line_class WHERE class = 'copy'")
    assert all(row["reason"].startswith("told again in another sheet") for row in reasons)


def test_the_same_sheet_twice_is_still_told_once(take_in):
    case, _ = take_in(details=DETAILS, again=DETAILS + "\n", balance=BALANCE)
    assert [row[:2] for row in counted(case)] == [
        ("A0", 100_000), ("A1", -50_000), ("A2", 0), ("A3", -8_000), ("A3", 8_000),
    ]  # fmt: skip


@pytest.mark.parametrize(("change", "why"), [
    (("A1||2024-03-05 10:00:00|2024-03-05 10:00:02", "A1||2024-03-05 10:00:00|2024-03-05 10:05:02"), "minutes apart"),
    (("|500.00|支出", "|500.01|支出"), "another amount"),
    (("|500.00|支出", "|500.00|收入"), "another direction"),
    (("A1||2024", "A9||2024"), "another number"),
], ids=lambda value: value if isinstance(value, str) else "")  # fmt: skip
def test_what_contradicts_is_another_payment(take_in, change, why):
    case, _ = take_in(details=DETAILS.replace(*change), balance=BALANCE)
    amounts = [row for row in counted(case) if row[0] in ("A1", "A9")]
    assert len(amounts) == 2, why


def test_transfers_name_both_sides(take_in):
    case, _ = take_in(transfers=TRANSFERS)
    rows = case.duck.fetch("SELECT * FROM entry ORDER BY line_no")
    assert {(row["own_account"], row["own_name"]) for row in rows} == {(WALLET, "样本三级甲")}
    assert [(row["direction"], row["cp_scheme"], row["cp_number"]) for row in rows] == [
        ("out", "alipay", OTHER), ("out", "alipay", OTHER), ("out", "bank", CARD), ("in", "alipay", OTHER),
    ]  # fmt: skip
    assert rows[2]["cp_bank"] == "样例银行"


def test_closed_orders_fail_and_sales_come_in(take_in):
    case, _ = take_in(orders=ORDERS)
    rows = case.duck.fetch("""
        SELECT b.state, b.signed_minor, e.cp_number FROM booking AS b JOIN entry AS e USING (entry_id)
        ORDER BY e.line_no""")
    assert [tuple(row.values()) for row in rows] == [
        ("effective", -8_000, THIRD), ("failed", 0, THIRD), ("effective", 1_500, OTHER),
    ]  # fmt: skip


FLOWS = f"""
序号|支付订单号|交易类型|支付类型|交易主体的出入账标识|交易时间|币种|交易金额|交易流水号|交易余额|收款方银行卡所属银行名称|收款方银行卡所属银行卡号|收款方的支付帐号|收款方的商户名称|付款方银行卡所属银行名称|付款方银行卡所属银行卡号|付款方的支付帐号|交易支付设备ip|mac地址|备注
1|P1|充值|网关|入账|2024-03-05 09:30:05|人民币|500.00|S1|500.00|||pay000001||样例银行|{CARD}||203.0.113.7|02-00-00-00-00-01|
2|P2|付款|余额|出账|2024-03-05 09:31:05|人民币|300.00|S2|200.00|||pay000002|样本商户|||pay000001|203.0.113.7||
3|P3|提现|代付|出账|2024-03-05 09:32:05|人民币|150.00|S3|50.00|样例银行|{CARD}|||||pay000001||||手续费0
"""


def test_flows_of_another_institution(take_in):
    case, summary = take_in(样例支付交易流水=FLOWS)
    rows = case.duck.fetch("""
        SELECT b.account_id, b.cp_account_id, b.signed_minor, e.mac FROM booking AS b
        JOIN entry AS e USING (entry_id) ORDER BY b.order_no""")
    assert {row["account_id"] for row in rows} == {"pay:样例支付:pay000001"}
    assert [(row["cp_account_id"], row["signed_minor"]) for row in rows] == [
        (CARD, 50_000), ("pay:样例支付:pay000002", -30_000), (CARD, -15_000),
    ]  # fmt: skip
    assert rows[0]["mac"] == "020000000001"
    assert not case.duck.fetch("SELECT code FROM finding WHERE level <> 'note'")
    asked = case.duck.fetch("SELECT about FROM question ORDER BY about")
    assert [row["about"] for row in asked] == [
        "付款方银行卡所属银行卡号",
        "收款方银行卡所属银行卡号",
    ]
    assert summary.question_count == 2


POS = f"""
商户号|商户名称|终端号|检索参考号|批次号|交易日期|交易时间|卡号|交易金额|手续费|交易类型|应答码
898000000000001|样本商行|00000001|R1|000001|20240305|093005|{CARD}|1000.00|6.00|消费|00
898000000000001|样本商行|00000001|R2|000001|20240305|093105|{CARD}|900.00|0.00|消费|51
898000000000001|样本商行|00000001|R3|000001|20240305|093205|6222****1234|100.00|0.00|退货|00
"""


def test_card_payments_are_seen_from_the_merchant(take_in):
    case, _ = take_in(pos=POS)
    rows = case.duck.fetch("""
        SELECT b.account_id, b.state, b.signed_minor, e.cp_number, e.cp_number_text, e.terminal_no
        FROM booking AS b JOIN entry AS e USING (entry_id) ORDER BY e.line_no""")
    assert [tuple(row.values()) for row in rows] == [
        ("pay:898000000000001", "effective", 100_000, CARD, None, "00000001"),
        ("pay:898000000000001", "failed", 0, CARD, None, "00000001"),
        ("pay:898000000000001", "effective", -10_000, None, "6222****1234", "00000001"),
    ]  # fmt: skip


OTC = f"""
订单号|用户ID|方向|对手方UID|对手方姓名|币种|数量|单价|法币金额|收款方式|创建时间|付款时间|放币时间|订单状态
O1|U000001|买入|U000002|测试币商甲|USDT|1000|7.20|7200.00|银行卡 {CARD}|2024-03-05 10:00:00|2024-03-05 10:03:00|2024-03-05 10:05:00|已完成
O2|U000001|卖出|U000003|测试币商乙|USDT|500|7.10|3550.00|支付宝|2024-03-05 11:00:00|2024-03-05 11:03:00|2024-03-05 11:05:00|已完成
O3|U000001|买入|U000002|测试币商甲|USDT|100|7.20|720.00|银行卡 {CARD}|2024-03-05 12:00:00|||已取消
"""


def test_otc_orders_are_a_bridge_and_move_nothing(take_in):
    case, _ = take_in(otc=OTC)
    rows = case.duck.fetch("""
        SELECT b.state, b.signed_minor, e.* FROM booking AS b JOIN entry AS e USING (entry_id)
        ORDER BY e.line_no""")
    assert [(r["state"], r["signed_minor"], r["direction"], r["amount_minor"]) for r in rows] == [
        ("effective", 0, "out", 720_000), ("effective", 0, "in", 355_000), ("failed", 0, "out", 72_000),
    ]  # fmt: skip
    assert [(r["order_no"], r["cp_number"], r["cp_name"]) for r in rows][:2] == [
        ("O1", "U000002", "测试币商甲"), ("O2", "U000003", "测试币商乙"),
    ]  # fmt: skip
    assert show_instant(rows[0]["booked_at"]) == "2024-03-05 10:03:00"
    extra = json.loads(rows[0]["extra"])
    assert (extra["otc_pay_method"], extra["amount"]) == (f"银行卡 {CARD}", "1000")
    assert extra["released_time"] == "2024-03-05 10:05:00"
    assert not case.duck.fetch("SELECT 1 FROM transfer")


TRADES = """
时间|交易类型|交易对|方向|价格|数量|成交额|手续费
2024-03-05 10:00:00|币币交易|BTC/USDT|卖出|60000USDT|0.5BTC|30000USDT|30USDT
2024-03-05 11:00:00|币币交易|ETH/BTC|买入|0.05|2|0.1|0.002ETH
2024-03-05 12:00:00|币币交易|SAMPLE/NOCOIN|买入|1|2|2NOCOIN|0
"""


def test_trades_change_the_coin_not_the_owner(take_in):
    case, summary = take_in(trades=TRADES)
    rows = case.duck.fetch("""
        SELECT e.currency, e.amount_minor, e.summary, b.signed_minor, b.direction FROM booking AS b
        JOIN entry AS e USING (entry_id) ORDER BY e.line_no""")
    assert [tuple(row.values()) for row in rows] == [
        ("USDT", 30_000_000_000, "卖出 BTC/USDT", 0, "own"), ("BTC", 10_000_000, "买入 ETH/BTC", 0, "own"),
    ]  # fmt: skip
    assert summary.classes == {"accepted": 2, "header": 1, "rejected": 1}


STOPS = f"""
序号|业务申请编号|止付账号类别|止付账号|止付账户所属银行|转出金额|转出时间|申请时间|申请机构|止付结果|账户余额|开始时间|结束时间|未能止付原因
1|Z1|01|{CARD}|样例银行B|50000.00|20240305093005|20240305100000|测试分局|成功|499.85|20240305100100|20240307100100|
2|Z2|01|9999990000000004016|样例银行B|20000.00|20240305093105|20240305100000|测试分局|失败||||余额为零
3|Z3|01|9999990000000001012|样例银行C|20000.00|20240305093105|20240305100000|测试分局|||||
"""


def test_stop_pay_is_a_measure_only_where_the_reply_says_so(take_in):
    case, _ = take_in(stops=STOPS)
    asked = case.duck.fetch(
        "SELECT request_no, outcome, reason, bank FROM request ORDER BY line_no"
    )
    assert [tuple(row.values()) for row in asked] == [
        ("Z1", "ok", None, "样例银行B"), ("Z2", "failed", "余额为零", "样例银行B"),
        ("Z3", "pending", None, "样例银行C"),
    ]  # fmt: skip
    held = case.duck.fetch("SELECT account, kind, amount_minor, from_at, to_at FROM measure")
    assert [(h["account"], h["kind"], h["amount_minor"]) for h in held] == [
        (CARD, "stop_pay", 49_985)
    ]
    assert show_instant(held[0]["to_at"]) == "2024-03-07 10:01:00"


SUBSCRIBERS = """
手机号码|机主姓名|证件类型|机主证件号码|入网时间|号码状态|停机时间|套餐|代办人|联系地址|ICCID
10000000201|样本机主甲|身份证|000000199001010011|2020-01-02|正常||样本套餐||样本路1号|
10000000202|样本机主乙|身份证|000000199001010022|2020-01-02|停机|2024-03-31 12:00:00|||样本路2号|
100****0203|样本机主丙|身份证|000000199001010033|2020-01-02|正常|||||
"""


def test_subscribers_are_people_with_a_number(take_in):
    case, summary = take_in(owners=SUBSCRIBERS)
    people = case.duck.fetch(
        "SELECT name, phone, id_no, address, valid_to FROM person ORDER BY line_no"
    )
    assert [(p["name"], p["phone"], p["address"]) for p in people] == [
        ("样本机主甲", "10000000201", "样本路1号"), ("样本机主乙", "10000000202", "样本路2号"),
    ]  # fmt: skip
    assert show_instant(people[1]["valid_to"]) == "2024-03-31 12:00:00"
    assert summary.classes["rejected"] == 1, "a masked number is nobody's"
