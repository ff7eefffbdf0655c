"""Layers: which account is on which layer, and why each branch stops where it does."""

import pytest

from tests.tracing.written_cases import pen
from zhanlian.evidence import read_findings
from zhanlian.tracing import trace_case

CHAIN = """
03-05 09:00:00  P   L1  1000
03-05 10:00:00  L1  L2  1000
03-05 11:00:00  L2  L3  1000
03-05 12:00:00  L3  L4  1000
"""


def layers(folder, lines, *, hold=("L1", "L2", "L3", "L4"), method="fifo", yuan=1_000, **settings):
    paper = pen(folder, **settings)
    for each in hold:
        paper.hold(each)
    paper.write(lines).pay("V1-1", "L1", yuan, "03-05 09:00:00")
    case = paper.done()
    trace_case(case)
    rows = case.duck.fetch("SELECT * FROM layer WHERE method = ?", [method])
    found = {row["account_id"]: (row["layer_no"], row["stop_reason"]) for row in rows}
    return found, case


def test_a_chain_counts_its_layers_to_where_the_money_lies(tmp_path):
    assert layers(tmp_path, CHAIN)[0] == {
        "L1": (1, "none"), "L2": (2, "none"), "L3": (3, "none"), "L4": (4, "held"),
    }  # fmt: skip


def test_the_last_allowed_layer_stops_the_branch(tmp_path):
    found, case = layers(tmp_path, CHAIN, layer_max=2)
    assert found == {"L1": (1, "none"), "L2": (2, "limit")}
    held = case.duck.fetch(
        "SELECT account_id FROM holding WHERE method = 'fifo' AND payment_id <> ''"
    )
    assert held[0]["account_id"] == "L4", "limits stop layers, never the trace"
    told = next(each for each in read_findings(case) if each.code == "branches_cut")
    assert (told.facts["stop_reason"], told.facts["accounts"]) == ("limit", 1)


def test_money_that_moves_on_after_the_window_is_not_followed(tmp_path):
    late = CHAIN.replace("03-05 11", "03-25 11").replace("03-05 12", "03-25 12")
    assert layers(tmp_path, late, follow_days=10)[0] == {"L1": (1, "none"), "L2": (2, "limit")}


def test_flows_below_the_minimum_are_not_followed(tmp_path):
    small = CHAIN.replace("L2  L3  1000", "L2  L3  9").replace("L3  L4  1000", "L3  L4  9")
    found, _ = layers(tmp_path, small, follow_minor_min=1_000)
    assert found == {"L1": (1, "none"), "L2": (2, "below_minimum")}


def test_an_account_without_a_statement_ends_a_branch(tmp_path):
    found, _ = layers(tmp_path, CHAIN, hold=("L1", "L2"))
    assert found["L3"] == (3, "un_queried")


@pytest.mark.parametrize(
    ("end", "reason"),
    [
        ("@cash:L1", "cash"),
        ("@merchant:999000000000001", "merchant"),
        ("@channel:财付通支付科技有限公司", "outside"),
        ("@fee:L1", "outside"),
        ("@unknown:L1", "un_queried"),
        ("@name:L1:样本甲", "un_queried"),
        ("chain:tron:TXYZ", "outside"),
        ("exchange:okx:77", "outside"),
        ("tenpay:wxid_x", "un_queried"),
    ],
)
def test_each_kind_of_end_has_its_reason(tmp_path, end, reason):
    lines = f"03-05 09:00:00  P  L1  1000\n03-05 10:00:00  L1  {end}  1000"
    assert layers(tmp_path, lines)[0][end] == (2, reason)


def test_a_clearing_account_is_known_by_its_name(tmp_path):
    paper = pen(tmp_path).hold("L1").hold("L2").know("9550", holder_name="网联清算有限公司")
    case = (
        paper.write("""
        03-05 09:00:00  P     L1    1000
        03-05 10:00:00  L1    9550  1000
        03-05 11:00:00  9550  L2    1000
    """)
        .pay("V1-1", "L1", 1_000, "03-05 09:00:00")
        .done()
    )
    trace_case(case)
    rows = case.duck.fetch("SELECT * FROM layer WHERE method = 'fifo'")
    assert {row["account_id"]: row["exit_kind"] for row in rows} == {
        "L1": "channel", "9550": "channel",
    }  # fmt: skip
    assert not case.duck.fetch("SELECT 1 FROM freeze_candidate")


def test_money_coming_back_from_cash_is_not_the_victims(tmp_path):
    found, _ = layers(tmp_path, """
        03-05 09:00:00  P          L1         1000
        03-05 10:00:00  L1         @cash:L1   1000
        03-05 11:00:00  @cash:L1   L1         1000
        03-05 12:00:00  L1         L2         1000
    """)  # fmt: skip
    assert "L2" not in found


def test_a_sink_of_the_settings_ends_a_branch_by_any_of_its_numbers(tmp_path):
    paper = pen(tmp_path, sinks=("CARD-9",)).hold("L1").hold("L2", cards=("CARD-9",)).hold("L3")
    case = paper.write(CHAIN).pay("V1-1", "L1", 1_000, "03-05 09:00:00").done()
    trace_case(case)
    rows = case.duck.fetch("SELECT account_id, stop_reason FROM layer WHERE method = 'fifo'")
    assert {row["account_id"]: row["stop_reason"] for row in rows} == {
        "L1": "none", "L2": "outside",
    }  # fmt: skip


MIXED = """
03-05 08:00:00  W   L2  90000
03-05 09:00:00  P   L1  1000
03-05 10:00:00  L1  L2  1000
03-05 11:00:00  L2  L3  90500
"""


def test_a_small_untied_share_stops_a_branch_as_mixed(tmp_path):
    assert layers(tmp_path, MIXED)[0] == {"L1": (1, "none"), "L2": (2, "mixed")}


def test_the_share_that_counts_as_mixed_is_a_setting(tmp_path):
    found, _ = layers(tmp_path, MIXED, thresholds={"mixed_share_ppm": 0})
    assert found["L3"] == (3, "held")


def test_without_direct_nothing_counts_as_mixed(tmp_path):
    found, _ = layers(tmp_path, MIXED, methods=("fifo",))
    assert found["L3"] == (3, "held")


def test_money_that_direct_still_ties_is_followed_through_a_big_account(tmp_path):
    tied = MIXED.replace("03-05 11:00:00  L2  L3  90500", "03-05 10:00:05  L2  L3  1000")
    assert layers(tmp_path, tied, method="direct")[0]["L3"] == (3, "held")


def test_returned_money_reaches_no_layer(tmp_path):
    found, case = layers(tmp_path, """
        03-05 09:00:00  P   L1  1000
        03-05 10:00:00  L1  L2  1000  as:a
        03-05 10:01:00  L2  L1  1000  undo:a
    """)  # fmt: skip
    assert found == {"L1": (1, "held")}
    row = case.duck.fetch("SELECT * FROM layer WHERE figure_id = 'L:fifo:L1'")[0]
    assert (row["in_count"], row["out_count"], row["victim_held_minor"]) == (1, 0, 100_000)


def test_a_return_of_spent_money_is_told_and_counted(tmp_path):
    found, case = layers(tmp_path, """
        03-05 09:00:00  P   L1  1000
        03-05 10:00:00  L1  L2  1000  as:a
        03-05 10:01:00  L2  L3  1000
        03-05 10:02:00  L2  L1  1000  undo:a
    """, method="lifo", main_method="lifo")  # fmt: skip
    assert found["L3"] == (3, "held"), "the newest money left first, the overdraft came back"
    assert "undo_already_spent" in {each.code for each in read_findings(case)}


def test_a_payment_that_went_back_to_the_victim_is_held_there(tmp_path):
    found, case = layers(tmp_path, """
        03-05 09:00:00  P   L1  1000  as:a
        03-05 10:00:00  L1  P   1000  undo:a
    """)  # fmt: skip
    rows = case.duck.fetch("SELECT * FROM holding WHERE method = 'fifo' AND payment_id <> ''")
    assert [(row["account_id"], row["amount_minor"]) for row in rows] == [("P", 100_000)]
    assert "P" not in found
    assert not case.duck.fetch("SELECT 1 FROM freeze_candidate")


def test_a_partial_refund_is_an_ordinary_row_and_told(tmp_path):
    paper = (
        pen(tmp_path)
        .hold("L1")
        .hold("L2")
        .write("""
        03-05 09:00:00  P   L1  1000
        03-05 10:00:00  L1  L2  1000  as:a
        03-05 10:01:00  L2  L1  400   undo:a
    """)
    )
    case = paper.pay("V1-1", "L1", 1_000, "03-05 09:00:00").done()
    trace_case(case)
    rows = case.duck.fetch(
        "SELECT account_id, amount_minor FROM holding WHERE method = 'fifo' ORDER BY account_id"
    )
    assert [tuple(row.values()) for row in rows] == [("L1", 40_000), ("L2", 60_000)]
    assert "undo_not_whole" in {each.code for each in read_findings(case)}
