"""Anchoring: every state a payment can be in, and what a person's decision changes."""

import pytest

from tests.tracing.written_cases import pen
from zhanlian.evidence import append_decision, read_findings
from zhanlian.tracing import match_victims, trace_case

LINES = """
03-05 09:00:00  P1  L1  100
03-05 14:02:11  P1  L1  5000
03-05 18:00:00  P9  L1  70
"""


@pytest.fixture
def paper(tmp_path):
    written = pen(tmp_path).hold("L1", holder_name="样本一级甲").write(LINES)
    yield written
    written.case.close()


def matched(paper, *, trace=False):
    case = paper.done()
    if trace:
        trace_case(case)
    else:
        match_victims(case)
    rows = case.duck.fetch("SELECT * FROM victim_match ORDER BY payment_id")
    return {row["payment_id"]: row for row in rows}


@pytest.mark.parametrize(
    ("at", "precision", "state"),
    [
        ("03-05 14:02:40", "s", "matched"),
        ("03-05 13:05:00", "s", "matched"),
        ("03-05 12:00:00", "s", "time_differs"),
        ("03-05 14:02", "m", "matched"),
        ("03-05 15:00", "h", "matched"),
        ("03-05 16:00", "h", "time_differs"),
        ("03-05", "d", "matched"),
        ("03-04", "d", "time_differs"),
        ("01-05 14:02:00", "s", "not_fed_back"),
        (None, None, "ambiguous"),
    ],
)
def test_a_time_is_as_wide_as_its_words(paper, at, precision, state):
    paper.pay("V1-1", "L1", 5_000, at, paid_at_precision=precision)
    assert matched(paper)["V1-1"]["state"] == state


def test_another_amount_from_the_same_payer_is_proposed_with_its_difference(paper):
    paper.pay("V1-1", "L1", 6_000, "03-05 14:02:11", from_number="PAYER-P1")
    paper.aliases["PAYER-P1"] = "P1"
    row = matched(paper)["V1-1"]
    assert (row["state"], row["difference_minor"]) == ("amount_differs", -100_000)


def test_another_amount_from_an_unknown_payer_must_be_close(paper):
    paper.pay("V1-1", "L1", 6_000, "03-05 14:02:11").pay("V2-1", "L1", 5_001, "03-05 14:02:11")
    found = matched(paper)
    assert found["V1-1"]["state"] == "no_row"
    assert (found["V2-1"]["state"], found["V2-1"]["difference_minor"]) == ("amount_differs", -100)


def test_a_silent_statement_and_a_missing_one_are_two_things(paper):
    paper.pay("V1-1", "L1", 9, "03-05 12:00:00").pay("V2-1", "ELSEWHERE", 9, "03-05 12:00:00")
    paper.pay("V3-1", "L1", 9, "03-09 12:00:00").pay("V4-1", None, 9, "03-05 12:00:00")
    found = matched(paper)
    assert {name: (row["state"], row["basis"]) for name, row in found.items()} == {
        "V1-1": ("no_row", "statement covers the time"),
        "V2-1": ("not_fed_back", "no statement of the payee"),
        "V3-1": ("not_fed_back", "statement does not cover the time"),
        "V4-1": ("not_fed_back", "payee's number not usable"),
    }


def test_another_payer_is_a_proposal(paper):
    paper.pay("V1-1", "L1", 5_000, "03-05 14:02:11", from_number="OTHER-CARD")
    row = matched(paper)["V1-1"]
    assert (row["state"], row["basis"]) == ("ambiguous", "proposed: payer differs")


def test_a_payee_known_by_name_only_is_a_proposal(paper):
    paper.pay("V1-1", None, 5_000, "03-05 14:02:11", to_name="样本一级甲")
    paper.pay("V2-1", None, 70, "03-05 18:00:00", to_name="样*甲")
    found = matched(paper)
    assert (found["V1-1"]["state"], found["V1-1"]["transfer_id"]) == ("ambiguous", 2)
    assert found["V1-1"]["basis"] == "proposed: payee by name only"
    assert found["V2-1"]["state"] == "not_fed_back", "a masked name links nothing"


def test_wrong_last_digits_do_not_undo_a_match_but_are_told(paper):
    paper.pay("V1-1", "L1", 5_000, "03-05 14:02:11", from_number="7777")
    assert matched(paper)["V1-1"]["basis"] == "payee+amount+time+tail differs"
    assert "payment_tail_differs" not in {each.code for each in read_findings(paper.case)}
    trace_case(paper.case)
    assert "payment_tail_differs" in {each.code for each in read_findings(paper.case)}


def test_two_equal_payments_take_two_transfers(tmp_path):
    paper = (
        pen(tmp_path)
        .hold("L1")
        .write("""
        03-05 14:00:00  P1  L1  5000
        03-05 14:00:00  P1  L1  5000
    """)
    )
    paper.pay("V1-1", "L1", 5_000, "03-05 14:00:00").pay("V1-2", "L1", 5_000, "03-05 14:00:00")
    found = matched(paper)
    assert {row["state"] for row in found.values()} == {"matched"}
    assert {row["transfer_id"] for row in found.values()} == {1, 2}


def test_one_payment_and_two_transfers_that_fit_are_ambiguous(tmp_path):
    paper = (
        pen(tmp_path)
        .hold("L1")
        .write("""
        03-05 14:10:00  P1  L1  5000
        03-05 14:20:00  P1  L1  5000
    """)
    )
    paper.pay("V1-1", "L1", 5_000, "03-05 14:00", paid_at_precision="h")
    assert matched(paper, trace=True)["V1-1"]["state"] == "ambiguous"
    told = next(each for each in read_findings(paper.case) if each.code == "payment_ambiguous")
    assert told.facts["others"] == "T2"
    run = paper.case.duck.fetch("SELECT victim_minor FROM trace_run WHERE method = 'fifo'")
    assert run[0]["victim_minor"] == 0, "what is not anchored is not traced"


def test_two_victims_who_could_change_places_are_ambiguous(tmp_path):
    paper = (
        pen(tmp_path)
        .hold("L1")
        .write("""
        03-05 14:10:00  P1  L1  5000
        03-05 14:20:00  P2  L1  5000
    """)
    )
    for payment in ("V1-1", "V2-1"):
        paper.pay(payment, "L1", 5_000, "03-05 14:00", paid_at_precision="h")
    assert {row["state"] for row in matched(paper).values()} == {"ambiguous"}


def test_a_known_payer_settles_who_is_who(tmp_path):
    paper = (
        pen(tmp_path)
        .hold("L1")
        .write("""
        03-05 14:10:00  PAYER-001  L1  5000
        03-05 14:20:00  PAYER-002  L1  5000
    """)
    )
    for payment, payer in (("V1-1", "PAYER-002"), ("V2-1", "PAYER-001")):
        paper.pay(payment, "L1", 5_000, "03-05 14:00", paid_at_precision="h", from_number=payer)
    found = matched(paper)
    assert [(row["state"], row["transfer_id"]) for row in found.values()] == [
        ("matched", 2), ("matched", 1),
    ]  # fmt: skip


def test_a_row_that_stood_wins_over_one_that_was_returned(tmp_path):
    paper = (
        pen(tmp_path)
        .hold("L1")
        .write("""
        03-05 14:10:00  P1  L1  5000  as:first
        03-05 14:11:00  L1  P1  5000  undo:first
        03-05 14:12:00  P1  L1  5000
    """)
    )
    paper.pay("V1-1", "L1", 5_000, "03-05 14:00", paid_at_precision="h")
    found = matched(paper)["V1-1"]
    assert (found["state"], found["transfer_id"]) == ("matched", 3)


def test_a_wallet_number_is_found_in_its_own_space(tmp_path):
    paper = (
        pen(tmp_path)
        .hold("alipay:2088000000000401")
        .write("""
        03-05 14:00:00  P1  alipay:2088000000000401  3000
    """)
    )
    paper.pay("V1-1", "2088000000000401", 3_000, "03-05 14:00:00", method="支付宝转账")
    assert matched(paper)["V1-1"]["account_id"] == "alipay:2088000000000401"


def decide(paper, payment_id, transfer_id):
    sides = {row["transfer_id"]: row for row in paper.rows["transfer"]}
    row = sides.get(transfer_id, {"in_entry_id": 77, "out_entry_id": 77})
    entry_id = row["in_entry_id"] or row["out_entry_id"]
    append_decision(
        paper.case.decisions_path, "anchor", {"payment_id": payment_id, "entry_id": entry_id},
        author="甲", at="2024-04-01T00:00:00+00:00", reason="与被害人核实",
    )  # fmt: skip


def test_a_decision_anchors_the_transfers_own_amount(paper):
    paper.pay("V1-1", "L1", 5_001, "03-05 14:02:11")
    decide(paper, "V1-1", 2)
    row = matched(paper, trace=True)["V1-1"]
    assert (row["state"], row["difference_minor"]) == ("amount_differs", -100)
    assert row["basis"] == "decision 1"
    run = paper.case.duck.fetch("SELECT victim_minor FROM trace_run WHERE method = 'fifo'")
    assert run[0]["victim_minor"] == 500_000


def test_the_latest_decision_about_a_transfer_counts(paper):
    paper.pay("V1-1", "L1", 5_000, "03-05 14:02:11").pay("V2-1", "L1", 5_000, "03-05 14:02:11")
    decide(paper, "V1-1", 2)
    decide(paper, "V2-1", 2)
    found = matched(paper)
    assert found["V2-1"]["transfer_id"] == 2
    assert found["V1-1"]["transfer_id"] is None


def test_a_decision_about_something_gone_is_told(paper):
    paper.pay("V1-1", "L1", 5_000, "03-05 14:02:11")
    decide(paper, "V1-1", 77)
    assert matched(paper, trace=True)["V1-1"]["state"] == "matched"
    assert "anchor_decision_gone" in {each.code for each in read_findings(paper.case)}
