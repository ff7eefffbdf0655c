"""Why, for figures that rest on several methods, and for what decisions declare."""

import pytest

from tests.tracing.test_conversions import declare, otc
from tests.tracing.test_declared_origins import declare as declare_origin
from zhanlian.desk import explain, explain_at, open_traced
from zhanlian.tracing import trace_case

COMPARED = """
    SELECT figure_id FROM sensitivity UNION ALL SELECT figure_id FROM robust
    UNION ALL SELECT figure_id FROM upper_bound
"""
DECLARED = """
    SELECT figure_id FROM conversion UNION ALL SELECT figure_id FROM passage
    UNION ALL SELECT figure_id FROM declared_origin UNION ALL SELECT figure_id FROM origin_holding
    UNION ALL SELECT figure_id FROM origin_flow UNION ALL SELECT figure_id FROM holding
    UNION ALL SELECT figure_id FROM flow UNION ALL SELECT figure_id FROM layer
"""
L1 = "0009B0000000201"


@pytest.fixture(scope="module")
def case(example):
    case = open_traced(example)
    yield case
    case.close()


def test_every_compared_figure_opens_to_the_holdings_it_compares(case):
    asked = [row["figure_id"] for row in case.duck.fetch(COMPARED)]
    assert len(asked) > 20
    for figure in asked:
        assert explain(case, figure, limit=1).reason.name.open_text() == figure


def test_a_cell_opens_to_one_holding_per_method(case):
    found = explain(case, f"M:{L1}:V2-1").reason
    assert found.facts["by_method"]["fifo"] == 109_500
    assert {step.facts["method"]: step.facts["amount_minor"] for step in found.rests_on} == {
        name: minor for name, minor in found.facts["by_method"].items() if minor
    }


def test_the_first_freeze_names_its_account_and_stars_it_under_a_mask(case):
    found = explain(case, "R:first_freeze").reason
    account = found.facts["account"]
    assert "*" in f"{account}"
    assert set(found.facts["by_method"]) >= {"fifo", "lifo", "pro-rata"}


@pytest.fixture
def declared(tmp_path):
    case = otc(tmp_path)
    declare_origin(case, 1)
    declare(case, [4], [5], said="order 7788")
    trace_case(case)
    yield case
    case.close()


@pytest.fixture(autouse=True)
def no_lines(monkeypatch):
    """The written cases have no files behind their rows."""
    monkeypatch.setattr(
        "zhanlian.desk.why.rows.raw_line",
        lambda case, *place: type("Line", (), {
            "delivered_path": "f", "sheet_name": "", "text": str(place)})(),
    )  # fmt: skip


def test_every_figure_behind_a_decision_opens(declared):
    asked = [row["figure_id"] for row in declared.duck.fetch(DECLARED)]
    assert {each[0] for each in asked} >= set("CXOIJHFL")
    for figure in asked:
        assert explain(declared, figure).reason.name.open_text() == figure


def test_a_dollar_opens_down_to_the_yuan_it_was_bought_with(declared):
    found = explain(declared, "H:fifo:C:V1-1:USD").reason
    told = next(step for step in found.rests_on if step.kind == "conversion")
    assert (told.facts["gone"], told.facts["came"]) == ("200.00 CNY", "27.34 USD")
    moved = [step.facts.get("says") for step in told.rests_on]
    assert moved == ["came of a conversion", "paid for a conversion", "brought it"]
    assert told.rests_on[-1].facts["payee"] == "A"


def test_a_moment_behind_a_conversion_counts_what_was_there(declared):
    at_b = explain_at(declared, "B", "2024-03-05 10:06:00").reason.facts
    assert at_b["victim_minor"] == 2_734
    for name in ("OTC", "EX"):
        assert explain_at(declared, name, "2024-03-05 12:00:00").reason.facts["victim_minor"] == 0
