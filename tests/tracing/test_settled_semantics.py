"""Semantics that were settled: each rule of docs/methods.md on a case a colleague can check."""

from tests.tracing.test_conversions import rows_of
from tests.tracing.written_cases import pen
from zhanlian.evidence import read_findings
from zhanlian.tracing import trace_case


def held(case, method="fifo"):
    query = """SELECT account_id, payment_id, amount_minor FROM holding
               WHERE method = ? ORDER BY ALL"""
    return rows_of(case, query, method)


def told(case, code):
    return [each for each in read_findings(case) if each.code == code]


# --- the follow window ------------------------------------------------------------------------

LATE = """
03-05 09:00:00  P  A  300
03-06 09:00:00  A  B  100
03-09 09:00:00  A  B  50
03-09 09:01:00  A  C  60
"""


def test_money_that_moves_after_the_window_is_held_and_marked(tmp_path):
    paper = pen(tmp_path, follow_days=2).hold("A").write(LATE)
    case = paper.pay("V1-1", "A", 300, "03-05 09:00:00").done()
    trace_case(case)
    rows = rows_of(
        case,
        """SELECT account_id, amount_minor, followed FROM holding
           WHERE method = 'fifo' ORDER BY account_id""",
    )
    assert rows == [("A", 9_000, "within"), ("B", 15_000, "partly"), ("C", 6_000, "after")]
    found = told(case, "held_after_window")
    assert [each.facts for each in found] == [
        {"currency": "CNY", "accounts": 2, "amount_minor": 21_000, "follow_days": 2}
    ]
    layers = dict(rows_of(case, "SELECT account_id, layer_no FROM layer WHERE method = 'fifo'"))
    assert layers == {"A": 1, "B": 2}, "layers stop at the window, holdings do not"


def test_a_long_window_marks_nothing(tmp_path):
    paper = pen(tmp_path).hold("A").write(LATE)
    case = paper.pay("V1-1", "A", 300, "03-05 09:00:00").done()
    trace_case(case)
    assert set(rows_of(case, "SELECT followed FROM holding")) == {("within",)}
    assert not told(case, "held_after_window")


# --- own accounts -----------------------------------------------------------------------------


def test_a_holder_s_own_move_carries_the_mix_and_is_marked(tmp_path):
    paper = (
        pen(tmp_path)
        .hold("A", holder_id_no="ID1")
        .hold("A2", holder_id_no="ID1")
        .hold("B", holder_id_no="ID2")
        .write("""
        03-05 09:00:00  shop  A   100
        03-05 09:10:00  P     A   300
        03-05 09:20:00  A     A2  200
        03-05 09:30:00  A2    B   150
    """)
    )
    case = paper.pay("V1-1", "A", 300, "03-05 09:10:00").done()
    trace_case(case)
    assert held(case) == [
        ("A", "V1-1", 20_000), ("A2", "V1-1", 5_000), ("B", "", 10_000), ("B", "V1-1", 5_000),
    ]  # fmt: skip
    flows = rows_of(case, "SELECT transfer_id, is_own FROM flow WHERE method = 'fifo' ORDER BY ALL")
    assert flows == [(2, False), (3, True), (4, False)]
    found = told(case, "own_moves")[0]
    assert (found.facts["count"], found.facts["amount_minor"]) == (1, 10_000)


def test_a_name_alone_makes_no_two_accounts_one_holder_s(tmp_path):
    paper = (
        pen(tmp_path)
        .hold("A", holder_name="样本甲")
        .hold("A2", holder_name="样本甲")
        .write("""
        03-05 09:10:00  P  A   300
        03-05 09:20:00  A  A2  200
    """)
    )
    case = paper.pay("V1-1", "A", 300, "03-05 09:10:00").done()
    trace_case(case)
    assert not told(case, "own_moves")


def test_a_payment_to_the_account_itself_moves_nothing(tmp_path):
    paper = (
        pen(tmp_path)
        .hold("A")
        .write("""
        03-05 09:00:00  shop  A  100
        03-05 09:10:00  P     A  300
        03-05 09:20:00  A     A  350
        03-05 09:30:00  A     B  100
    """)
    )
    case = paper.pay("V1-1", "A", 300, "03-05 09:10:00").done()
    trace_case(case)
    assert held(case) == [("A", "V1-1", 30_000)], "the salary paid B"


# --- one side's statement ---------------------------------------------------------------------


def test_an_account_seen_from_the_other_side_only_holds_what_came_less_what_went(tmp_path):
    """U has no statement: A's shows one payment to it, B's one from it.

    What else U did is unknown: 400.00 left it and 300.00 are known to have come, so 100.00 were
    there before.
    """
    paper = (
        pen(tmp_path)
        .hold("A")
        .hold("B")
        .write("""
        03-05 09:10:00  P  A  300
        03-05 09:20:00  A  U  300
        03-05 09:30:00  U  B  400
    """)
    )
    case = paper.pay("V1-1", "A", 300, "03-05 09:10:00").done()
    trace_case(case)
    assert held(case) == [("B", "", 10_000), ("B", "V1-1", 30_000)]
    assert rows_of(case, "SELECT is_held FROM layer WHERE method='fifo' AND account_id='U'") == [
        (False,)
    ]


def test_a_row_that_only_the_other_statement_has_is_no_gap(tmp_path):
    paper = (
        pen(tmp_path)
        .hold("A")
        .hold("B")
        .write("""
        03-05 09:10:00  P  A  300
        03-05 09:20:00  A  B  100  in-only
        03-05 09:30:00  A  C  50
    """)
    )
    case = paper.pay("V1-1", "A", 300, "03-05 09:10:00").done()
    trace_case(case)
    assert not told(case, "balance_gap")
    assert held(case) == [("A", "V1-1", 15_000), ("B", "V1-1", 10_000), ("C", "V1-1", 5_000)]


# --- rows that are missing --------------------------------------------------------------------


def test_money_that_came_unseen_is_no_victim_s_and_money_that_went_unseen_stays_in_sight(tmp_path):
    paper = (
        pen(tmp_path)
        .hold("A")
        .write("""
        03-05 09:10:00  P  A  300
        03-05 09:20:00  A  X  120  hidden
        03-05 09:30:00  A  B  50
        03-05 09:40:00  Y  A  500  hidden
        03-05 09:50:00  A  C  430
    """)
    )
    case = paper.pay("V1-1", "A", 300, "03-05 09:10:00").done()
    trace_case(case)
    assert held(case) == [
        ("@gap:A", "V1-1", 12_000), ("A", "", 20_000), ("B", "V1-1", 5_000),
        ("C", "", 30_000), ("C", "V1-1", 13_000),
    ]  # fmt: skip
    passed = rows_of(case, "SELECT kind, account_id, amount_minor FROM passage WHERE method='fifo'")
    assert passed == [("gap", "A", -12_000)]


def test_a_sum_that_would_fall_below_zero_makes_the_opening_where_no_balance_is_written(tmp_path):
    paper = (
        pen(tmp_path)
        .hold("A")
        .write("""
        03-05 09:10:00  P  A  300  blank
        03-05 09:20:00  A  B  350  blank
    """)
    )
    case = paper.pay("V1-1", "A", 300, "03-05 09:10:00").done()
    trace_case(case)
    assert [each.facts["opening_minor"] for each in told(case, "opening_reconstructed")] == [5_000]
    assert held(case) == [("B", "", 5_000), ("B", "V1-1", 30_000)]


# --- fees and interest ------------------------------------------------------------------------


def test_a_fee_carries_money_as_any_payment_and_interest_is_no_victim_s(tmp_path):
    paper = (
        pen(tmp_path)
        .hold("A")
        .write("""
        03-05 09:10:00  P             A       300
        03-05 09:20:00  A             @fee:A  5
        03-05 09:30:00  @interest:A   A       2
        03-05 09:40:00  A             B       297
    """)
    )
    case = paper.pay("V1-1", "A", 300, "03-05 09:10:00").done()
    trace_case(case)
    assert held(case) == [
        ("@fee:A", "V1-1", 500), ("B", "", 200), ("B", "V1-1", 29_500),
    ]  # fmt: skip
