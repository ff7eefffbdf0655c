"""Next queries: each way the data can be incomplete asks for something of its own."""

import json

from tests.tracing.written_cases import moment, pen
from zhanlian.tracing import trace_case

BASE = """
03-05 09:00:00  P   L1  1000
03-05 10:00:00  L1  L2  600
"""


def queries(paper):
    case = paper.pay("V1-1", "L1", 1_000, "03-05 09:00:00").done()
    trace_case(case)
    rows = case.duck.fetch("SELECT * FROM next_query ORDER BY rank_no")
    return [(row["account_id"], row["reason"], row["amount_minor"], row["asked"]) for row in rows]


def test_accounts_without_a_statement_come_by_amount_then_latest(tmp_path):
    paper = (
        pen(tmp_path)
        .hold("L1")
        .write("""
        03-05 09:00:00  P   L1  1000
        03-05 10:00:00  L1  A   300
        03-05 11:00:00  L1  B   300
        03-05 12:00:00  L1  C   400
    """)
    )
    assert queries(paper) == [
        ("C", "un_queried", 40_000, "no"),
        ("B", "un_queried", 30_000, "no"),
        ("A", "un_queried", 30_000, "no"),
    ]


def test_what_was_asked_already_is_said(tmp_path):
    paper = pen(tmp_path).hold("L1").write(BASE).know("L2").ask("L2", "pending")
    assert queries(paper) == [("L2", "un_queried", 60_000, "pending")]


def test_a_failed_query_is_asked_again(tmp_path):
    paper = pen(tmp_path).hold("L1").write(BASE).ask("L2", "failed", reason="户名不符")
    assert queries(paper) == [("L2", "failed_query", 60_000, "failed")]


def test_a_statement_that_ends_too_early_is_asked_for_again(tmp_path):
    paper = (
        pen(tmp_path)
        .hold("L1")
        .hold("L2")
        .write("""
        03-04 09:00:00  W   L2  5
        03-05 09:00:00  P   L1  1000
        03-05 10:00:00  L1  L2  600  out-only
    """)
    )
    assert queries(paper) == [("L2", "missing_period", 60_000, "partly")]


def test_a_row_missing_inside_a_statement_is_one_sided(tmp_path):
    paper = (
        pen(tmp_path)
        .hold("L1")
        .hold("L2")
        .write("""
        03-04 09:00:00  W   L2  5    blank
        03-05 09:00:00  P   L1  1000
        03-05 10:00:00  L1  L2  600  out-only
        03-06 09:00:00  W   L2  5    blank
    """)
    )
    assert queries(paper) == [("L2", "one_sided", 60_000, "partly")]


def test_fewer_rows_than_the_bank_announced_is_a_missing_period(tmp_path):
    paper = pen(tmp_path).hold("L1").hold("L2").write(BASE).ask("L2", "ok", row_count_said=7)
    assert queries(paper) == [("L2", "missing_period", 0, "partly")]


def test_a_payment_the_statement_does_not_show_is_one_sided(tmp_path):
    paper = pen(tmp_path).hold("L1").write(BASE).know("L2")
    paper.pay("V2-1", "L1", 77, "03-05 09:30:00")
    assert ("L1", "one_sided", 7_700, "partly") in queries(paper)


def test_a_payee_only_a_victim_names_is_asked_for(tmp_path):
    paper = pen(tmp_path).hold("L1").hold("L2").write(BASE)
    paper.pay("V2-1", "WALLET-1", 300, "03-05 09:30:00", to_number_text="WALLET-1")
    paper.pay("V3-1", None, 200, "03-05 09:40:00", to_number_text="6222****1234")
    assert queries(paper) == [
        ("WALLET-1", "named_by_victim", 30_000, "no"),
        ("@named:6222****1234", "named_by_victim", 20_000, "no"),
    ]


def test_a_channel_is_asked_itself_and_an_unnamed_party_at_the_payers_bank(tmp_path):
    paper = (
        pen(tmp_path)
        .hold("L1")
        .write("""
        03-05 09:00:00  P   L1              1000
        03-05 10:00:00  L1  @channel:支付宝  300
        03-05 11:00:00  L1  @unknown:L1     200
        03-05 12:00:00  L1  @name:L1:样本甲  100
        03-05 13:00:00  L1  @fee:L1         1
    """)
    )
    assert queries(paper) == [
        ("L1", "broken_chain", 30_000, "partly"),
        ("@channel:支付宝", "broken_chain", 30_000, "no"),
    ]


def test_cash_asks_for_the_pictures(tmp_path):
    paper = (
        pen(tmp_path)
        .hold("L1")
        .write("""
        03-05 09:00:00  P   L1        1000
        03-05 10:00:00  L1  @cash:L1  900
    """)
    )
    assert queries(paper) == [("L1", "cash_out", 90_000, "partly")]
    row = paper.case.duck.fetch("SELECT * FROM next_query")[0]
    assert row["contents"] == "video,voucher"
    assert (str(row["from_on"]), str(row["to_on"])) == ("2024-03-05", "2024-03-05")


def test_cards_and_wallets_tied_to_a_known_one_are_leads_without_an_amount(tmp_path):
    paper = pen(tmp_path).hold("L1").hold("L2").write(BASE)
    paper.add(
        "account_sheet",
        part=10,
        scheme="tenpay",
        account="w1",
        card="6200000000000001",
        relation="bound",
        bank="样例银行",
    )
    paper.add("account_sheet", part=0, scheme="alipay", account="2088", relation="same",
              extra=json.dumps({"related_accounts": "2088000000000499"}))  # fmt: skip
    assert queries(paper) == [
        ("6200000000000001", "bound_card", 0, "no"),
        ("alipay:2088000000000499", "related_account", 0, "no"),
    ]


def test_the_period_starts_before_the_first_money(tmp_path):
    paper = pen(tmp_path, thresholds={"query_days_before": 7}).hold("L1").write(BASE)
    queries(paper)
    row = paper.case.duck.fetch("SELECT * FROM next_query")[0]
    assert (str(row["from_on"]), row["to_on"]) == ("2024-02-27", None)
    assert row["last_at"] == moment("03-05 10:00:00")
