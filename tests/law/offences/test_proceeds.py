"""Concealment under three texts, laundering and its upstream crimes, settlement business."""

from datetime import date

import pytest

from tests.law.offences.situations import assessed, proposed, tier

CONCEALED = {
    "conceal.upstream_proven": True,
    "conceal.knows": True,
    "conceal.does_it": True,
}
OLD = {"act": date(2019, 6, 1), "judged": date(2019, 12, 1)}
HOLISTIC = {"act": date(2023, 6, 1), "judged": date(2023, 12, 1)}
NEW = {"act": date(2025, 10, 1), "judged": date(2025, 12, 1)}
LAUNDERED = {"launder.does_it": True, "launder.knows": True, "launder.predicate": "drugs"}


def tiers(facts, **days):
    said = {**CONCEALED, **{f"conceal.{key}": value for key, value in facts.items()}}
    return [each.placed.tier for each in proposed("conceal", said, **days).placements]


@pytest.mark.parametrize(
    ("facts", "old", "holistic", "new"),
    [
        ({"amount_fen": 299_999}, [""], ["basic"], ["basic"]),
        ({"amount_fen": 500_000}, ["", "basic"], ["basic"], ["basic"]),
        ({"amount_fen": 1_000_000}, ["basic"], ["basic"], ["basic"]),
        ({"amount_fen": 10_000_000}, ["serious"], ["serious"], ["basic"]),
        ({"times": 10}, ["serious"], ["serious"], ["basic"]),
        ({"times": 3, "amount_fen": 5_000_000}, ["serious"], ["serious"], ["basic"]),
        ({"special_amount_fen": 5_000_000}, ["serious"], ["serious"], ["basic"]),
        ({"amount_fen": 50_000_000, "factors": ["repeated"]}, ["serious"], ["serious"],
         ["serious"]),
        ({"amount_fen": 50_000_000, "factors": []}, ["serious"], ["serious"], ["basic"]),
        ({"amount_fen": 50_000_000, "factors": [], "times": 3}, ["serious"], ["serious"],
         ["serious"]),
        ({"amount_fen": 50_000_000, "factors": [], "times": 2}, ["serious"], ["serious"],
         ["basic", "serious"]),
        ({"amount_fen": 50_000_000, "factors": [], "loss_fen": 25_000_000}, ["serious"],
         ["serious"], ["serious"]),
        ({"amount_fen": 50_000_000, "factors": ["repeated"], "upstream_is_high": True},
         ["serious"], ["serious"], ["basic"]),
        ({"amount_fen": 500_000_000, "factors": [], "loss_fen": 250_000_000,
          "upstream_is_high": True}, ["serious"], ["serious"], ["serious"]),
    ],
)  # fmt: skip
def test_concealment_under_each_text(facts, old, holistic, new):
    assert tiers(facts, **OLD) == old
    assert tiers(facts, **HOLISTIC) == holistic
    assert tiers(facts, **NEW) == new


def test_the_milder_of_old_and_new_governs_concealment():
    across = {"act": date(2019, 6, 1), "judged": date(2025, 12, 1)}
    assert tiers({"amount_fen": 299_999}, **across) == [""]  # older: the entry band
    assert tiers({"amount_fen": 12_000_000}, **across) == ["basic"]  # newer: no longer serious


def test_conduct_across_the_change_is_placed_on_its_last_day_and_asked_about():
    days = {"act": date(2025, 9, 10), "act_from": date(2025, 3, 1), "judged": date(2025, 12, 1)}
    found = proposed("conceal", {**CONCEALED, "conceal.amount_fen": 12_000_000}, **days)
    assert found.answer.value.tier == "basic"
    assert "versions.continuing" in [step.key for step in found.asks]


def test_own_proceeds_and_prior_agreement_are_no_concealment():
    own = proposed("conceal", {**CONCEALED, "conceal.is_own_proceeds": True})
    assert own.outcome == "not_made_out"
    person = assessed({**CONCEALED, "conceal.prior_agreement": True})
    assert person.proposal("conceal").outcome == "not_made_out"
    assert person.proposal("fraud") is not None


@pytest.mark.parametrize(
    ("means", "days", "proof"),
    [
        (["pos_cash_out"], HOLISTIC, "met"),
        (["excessive_fee"], OLD, "unproven"),
        (["excessive_fee"], HOLISTIC, "met"),
    ],
)
def test_ways_of_moving_telecom_money_point_to_knowledge(means, days, proof):
    found = proposed("conceal", {"conceal.telecom_means": means}, **days)
    assert {e.proof for e in found.elements if e.key == "knowledge"} == {proof}


def test_acts_of_concealment_are_added_up_without_a_window():
    acts = [[date(2020, 1, 1), 6_000_000], [date(2024, 6, 1), 5_000_000]]
    assert tiers({"acts": acts}, act=date(2024, 6, 1), judged=date(2024, 9, 1)) == ["serious"]


# --- laundering ---------------------------------------------------------------------------


def launder(**facts):
    days = {"act": facts.pop("act", date(2024, 9, 1)), "judged": date(2025, 6, 1)}
    said = {**LAUNDERED, **{f"launder.{key}": value for key, value in facts.items()}}
    return proposed("launder", said, **days)


@pytest.mark.parametrize(
    "predicate",
    ["drugs", "mafia_type", "terrorism", "smuggling", "corruption", "financial_order",
     "financial_fraud"],
)  # fmt: skip
def test_seven_upstream_groups_make_laundering(predicate):
    assert launder(predicate=predicate).outcome == "made_out"


def test_self_laundering_is_a_crime_from_march_2021_and_not_before():
    told = {"is_self": True, "knows": "unknown"}
    assert launder(**told, act=date(2021, 3, 1)).outcome == "made_out"
    assert launder(**told, act=date(2021, 2, 28)).outcome != "made_out"
    assert launder(is_self=True, act=date(2021, 2, 28)).outcome == "not_made_out"


def test_an_older_text_without_a_figure_is_not_filled_by_the_newer():
    heavy = {"amount_fen": 500_000_000, "factors": ["repeated"]}
    assert launder(**heavy).answer.value.tier == "serious"
    before = launder(**heavy, act=date(2023, 9, 1))
    assert before.answer.value.tier == "basic"
    assert "ask.launder_undefined" in [step.key for step in before.asks]


def test_laundering_prevails_over_concealment():
    person = assessed({**LAUNDERED, **CONCEALED}, act=date(2024, 9, 1), judged=date(2025, 6, 1))
    steps = [step for step in person.together if step.key == "beside.prevails"]
    assert [step.facts["other"] for step in steps] == ["offence.conceal"]


# --- settlement business ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("turnover", "gain", "factors", "expected"),
    [
        (499_999_999, 0, [], ""),
        (500_000_000, 0, [], "serious"),
        (0, 10_000_000, [], "serious"),
        (250_000_000, 0, ["prior_conviction"], "serious"),
        (249_999_999, 0, ["prior_conviction"], ""),
        (0, 5_000_000, ["noncooperation_with_loss"], "serious"),
        (2_500_000_000, 0, [], "especially_serious"),
        (1_250_000_000, 0, ["other_factor"], "especially_serious"),
        (0, 25_000_000, ["other_factor"], "especially_serious"),
        (0, 50_000_000, [], "especially_serious"),
    ],
)
def test_settlement_business_by_turnover_gain_and_half_figures(turnover, gain, factors, expected):
    facts = {"biz.turnover_fen": turnover, "biz.gain_fen": gain, "biz.factors": factors}
    assert tier("illegal_business", facts) == expected


def test_an_undeterminable_gain_is_a_thousandth_of_the_turnover():
    facts = {"biz.turnover_fen": 123_456_789, "biz.gain_undeterminable": True}
    found = proposed("illegal_business", facts)
    (step,) = [each for each in found.answer.because if each.key == "work.presumed_gain"]
    assert step.facts["gain_fen"] == 123_456
