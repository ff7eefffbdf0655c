"""Openings and gaps: what an account had before, and what its balances say is missing."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tests.tracing.written_cases import L1, pen
from zhanlian.engines import NOTHING
from zhanlian.evidence import read_findings
from zhanlian.tracing import build_ledger, trace_case
from zhanlian.tracing.openings import Basis, Sides, find_openings


def built_from(paper, origins=()):
    case = paper.done()
    built = build_ledger(case, "CNY", dict(origins))
    accounts = {name: number for number, name in enumerate(built.ledger.account_ids)}
    return built, accounts


def gap_rows(built):
    ledger = built.ledger
    return [
        (ledger.account_ids[ledger.src[row]], ledger.account_ids[ledger.dst[row]],
         int(ledger.amount_minor[row]))
        for row in np.flatnonzero(ledger.transfer_ids < 0)
    ]  # fmt: skip


def test_the_first_written_balance_gives_the_opening(tmp_path):
    built, account = built_from(
        pen(tmp_path).hold("A", opening=500).write("03-05 09:00:00  A  B  200")
    )
    assert built.ledger.opening_minor[account["A"]] == 50_000
    assert built.basis[account["A"]] == Basis.STATEMENT
    assert built.ledger.opening_minor[account["B"]] == 0


def test_without_balances_the_opening_is_what_was_spent_too_much(tmp_path):
    built, account = built_from(
        pen(tmp_path)
        .hold("A", opening=500)
        .write("""
            03-05 09:00:00  A  B  200  blank
            03-05 10:00:00  C  A  100  blank
            03-05 11:00:00  A  B  350  blank
        """)
    )
    assert built.ledger.opening_minor[account["A"]] == 45_000
    assert built.basis[account["A"]] == Basis.RECONSTRUCTED
    assert built.ledger.opening_minor[account["C"]] == 10_000


def test_a_jump_without_a_row_becomes_a_gap_of_its_account(tmp_path):
    built, _ = built_from(
        pen(tmp_path)
        .hold("A", opening=500)
        .write("""
            03-05 09:00:00  A  B  200
            03-05 10:00:00  A  C  100  hidden
            03-05 11:00:00  A  B  50
            03-05 12:00:00  D  A  30   hidden
            03-05 13:00:00  A  B  10
        """)
    )
    assert gap_rows(built) == [("A", "@gap:A", 10_000), ("@gap:A", "A", 3_000)]
    assert built.ledger.transfer_ids.tolist() == [1, -1, 2, -2, 3]
    assert [each.facts for each in built.findings if each.code == "balance_gap"] == [
        {"account_id": "A", "came_minor": 3_000, "went_minor": 10_000}
    ]


def test_a_row_of_the_other_side_explains_a_jump(tmp_path):
    built, _ = built_from(
        pen(tmp_path)
        .hold("A", opening=500)
        .hold("B")
        .write("""
            03-05 09:00:00  A  B  200
            03-05 10:00:00  A  B  100  in-only
            03-05 11:00:00  A  B  50
        """)
    )
    assert gap_rows(built) == []


def test_an_overdraft_counts_as_opening_money(tmp_path):
    built, account = built_from(
        pen(tmp_path)
        .hold("A", opening=100)
        .write("""
            03-05 09:00:00  A  B  300
            03-05 10:00:00  C  A  250
        """)
    )
    assert built.ledger.opening_minor[account["A"]] == 10_000 + 20_000
    assert gap_rows(built) == []


def test_balances_written_as_zero_throughout_are_not_used(tmp_path):
    paper = (
        pen(tmp_path)
        .hold("A", opening=500)
        .write("""
        03-05 09:00:00  A  B  200
        03-05 10:00:00  A  B  100
    """)
    )
    for entry in paper.rows["entry"]:
        entry["balance_minor"] = 0
    built, account = built_from(paper)
    assert built.ledger.opening_minor[account["A"]] == 30_000
    assert [each.code for each in built.findings] == ["balances_not_used"]


def test_money_before_the_statement_is_not_counted_twice(tmp_path):
    built, account = built_from(
        pen(tmp_path)
        .hold("L")
        .hold("A", opening=0)
        .write("""
            03-01 09:00:00  L  A  200  out-only
            03-05 09:00:00  A  B  50
        """)
    )
    assert built.ledger.opening_minor[account["A"]] == 0
    assert gap_rows(built) == []


def test_victims_money_lost_in_a_gap_stays_visible(tmp_path):
    case = (
        pen(tmp_path)
        .hold("A")
        .write("""
        03-05 09:00:00  P  A  200
        03-05 10:00:00  A  C  150  hidden
        03-05 11:00:00  A  B  50
    """)
        .pay("V1-1", "A", 200, "03-05 09:00:00")
        .done()
    )
    trace_case(case)
    layer = case.duck.fetch("SELECT * FROM layer WHERE account_id = '@gap:A' AND method = 'fifo'")
    assert (layer[0]["victim_held_minor"], layer[0]["stop_reason"]) == (15_000, "un_queried")
    query = case.duck.fetch("SELECT * FROM next_query WHERE reason = 'missing_period'")
    assert [(row["account_id"], row["amount_minor"]) for row in query] == [("A", 15_000)]
    assert str(query[0]["from_on"]) == str(query[0]["to_on"]) == "2024-03-05"
    flows = case.duck.fetch("SELECT min(transfer_id) AS first FROM flow")
    assert flows[0]["first"] > 0, "a gap is no transfer"
    assert "balance_gap" in {each.code for each in read_findings(case)}


ROWS = st.lists(
    st.tuples(st.integers(0, 2), st.integers(-50, 50), st.one_of(st.none(), st.integers(-30, 99))),
    min_size=1, max_size=25,
)  # fmt: skip


@given(ROWS)
def test_with_its_gaps_a_running_sum_meets_every_believed_balance(rows):
    rows = sorted(rows, key=lambda row: row[0])
    account = np.array([row[0] for row in rows], dtype=np.int64)
    effect = np.array([row[1] for row in rows], dtype=np.int64)
    balance = np.array([NOTHING if row[2] is None else row[2] for row in rows], dtype=np.int64)
    sides = Sides(account, np.arange(len(rows)), effect, balance)
    found = find_openings(sides, np.zeros(3, dtype=np.bool_))
    assert (found.opening_minor >= 0).all()
    gaps = dict(zip(found.gap_side.tolist(), found.gap_minor.tolist(), strict=True))
    for each in range(3):
        sums, offset = int(found.opening_minor[each]), None
        for place in np.flatnonzero(account == each).tolist():
            sums += gaps.get(place, 0) + int(effect[place])
            if balance[place] != NOTHING and not found.is_distrusted[each]:
                offset = sums - int(balance[place]) if offset is None else offset
                assert sums - int(balance[place]) == offset, "off by one credit line throughout"
        if offset is None and not found.is_distrusted[each]:
            assert found.basis[each] in (Basis.NOTHING, Basis.RECONSTRUCTED)


def test_the_sample_needs_no_gap(tmp_path):
    built, account = built_from(
        pen(tmp_path).hold(L1, opening=0).write(f"03-01 09:00:00  9015  {L1}  1000")
    )
    assert built.ledger.opening_minor[account[L1]] == 0
    assert gap_rows(built) == []
