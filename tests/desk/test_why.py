"""Why: every figure of the example case opens, down to the raw text of a line."""

from itertools import pairwise

import pytest

from zhanlian.desk import explain, explain_at, open_traced
from zhanlian.desk.why.asked import UnknownFigure

L1 = "0009B0000000201"
FIGURES = """
    SELECT figure_id FROM holding UNION ALL SELECT figure_id FROM flow
    UNION ALL SELECT figure_id FROM layer UNION ALL SELECT figure_id FROM portrait
    UNION ALL SELECT figure_id FROM next_query UNION ALL SELECT figure_id FROM freeze_candidate
"""


@pytest.fixture(scope="module")
def case(example):
    case = open_traced(example)
    yield case
    case.close()


def lines_of(reason):
    if reason.kind == "line":
        yield reason
    for step in reason.rests_on:
        yield from lines_of(step)


def test_every_figure_of_the_case_opens(case):
    asked = [row["figure_id"] for row in case.duck.fetch(FIGURES)]
    assert len(asked) > 100
    for figure in asked:
        assert explain(case, figure, limit=1).reason.name.open_text() == figure


def test_a_holding_is_told_from_the_victim_on(case):
    """README of sample 01: FIFO leaves 1,095.00 of V2 in L1, paid at 15:00:00."""
    found = explain(case, f"H:fifo:{L1}:V2-1")
    facts = found.reason.facts
    assert facts["amount_minor"] == 109_500
    assert facts["came_in_minor"] - facts["went_on_minor"] == 109_500
    pieces = [step for step in found.reason.rests_on if step.kind == "piece"]
    assert sum(piece.facts["amount_minor"] for piece in pieces) == 109_500
    assert pieces[0].rests_on[0].facts["amount_minor"] == 3_000_000
    texts = [line.facts["text"].open_text() for line in lines_of(found.reason)]
    assert any("B2403050006" in text and "30000.00" in text for text in texts)
    assert found.line_count >= len(set(texts)) > 0


def test_money_that_travelled_shows_each_step_in_order(case):
    found = explain(case, "H:fifo:9999990000000005013:V1-1")
    for piece in (step for step in found.reason.rests_on if step.kind == "piece"):
        steps = piece.rests_on
        assert steps[0].facts["payee"] == L1
        assert steps[-1].facts["payee"] == "9999990000000005013"
        for before, after in pairwise(steps):
            assert before.facts["payee"] == after.facts["payer"]
            assert before.facts["moved_at"] <= after.facts["moved_at"]


def test_pro_rata_shows_what_carried_it(case):
    found = explain(case, f"H:pro-rata:{L1}:V2-1")
    assert {step.kind for step in found.reason.rests_on} == {"transfer"}


def test_a_payment_shows_its_report_and_its_transfer(case):
    found = explain(case, "V1-1")
    assert [step.kind for step in found.reason.rests_on[:2]] == ["line", "transfer"]
    assert found.reason.rests_on[0].ground == "fact"
    assert "victims" in found.reason.rests_on[0].facts["path"].open_text()


def test_grounds_follow_what_the_bank_wrote(case):
    """L1 names L2B by card; that it is the account L2B is worked out from an account sheet."""
    rows = case.duck.fetch(
        "SELECT entry_id, cp_basis FROM booking WHERE cp_basis IN ('number', 'card_map')"
    )
    for row in rows:
        ground = explain(case, f"E{row['entry_id']}").reason.ground
        assert (ground == "fact") <= (row["cp_basis"] == "number")


def test_an_account_is_found_by_its_card(case):
    assert explain(case, "9999990000000002010").reason.name.open_text() == L1


def test_a_copy_stands_under_the_entry_it_repeats(case):
    row = case.duck.fetch("SELECT copy_of_entry_id AS n FROM booking WHERE state = 'copy'")[0]
    lines = list(lines_of(explain(case, f"E{row['n']}").reason))
    assert len(lines) > 1
    assert lines[1].facts["says"] == "repeats it"


def test_whose_money_at_a_moment(case):
    """At 14:05 V1's 50,000 lie in L1 whole; nothing of V2 has come."""
    found = explain_at(case, L1, "2024-03-05 14:05:00")
    assert found.reason.facts["victim_minor"] == 5_000_000
    assert [step.name for step in found.reason.rests_on if step.kind == "share"] == ["V1-1"]
    later = explain_at(case, "9999990000000002010", "2024-03-05", method="fifo")
    assert later.reason.facts["victim_minor"] == 109_500
    assert later.reason.facts["balance_minor"] == 109_500


def test_the_limit_says_how_much_it_left_out(case):
    whole = explain(case, f"L:fifo:{L1}")
    short = explain(case, f"L:fifo:{L1}", limit=1)
    assert len(short.reason.rests_on) == 1
    assert short.reason.more_count == len(whole.reason.rests_on) - 1


@pytest.mark.parametrize("asked", ["", "H:fifo:nobody:V1-1", "T99999", "E1", "V9-9", "6222"])
def test_what_the_case_does_not_hold_is_refused(case, asked):
    with pytest.raises(UnknownFigure):
        explain(case, asked)
