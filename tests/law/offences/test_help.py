"""Help, and the texts of 2019, 2021, 2022 and 2025 one after the other; illegal use of networks."""

from datetime import date

import pytest

from tests.law.offences.situations import assessed, proposed, tier

KNOWN = {"help.knows": True, "help.gives_help": True, "help.crime_verified": True}
IN = {
    2018: {"act": date(2018, 5, 1), "judged": date(2018, 9, 1)},
    2020: {"act": date(2020, 5, 1), "judged": date(2020, 9, 1)},
    2021: {"act": date(2021, 8, 1), "judged": date(2021, 12, 1)},
    2023: {"act": date(2023, 5, 1), "judged": date(2023, 9, 1)},
    2025: {"act": date(2025, 9, 1), "judged": date(2025, 11, 1)},
}


def tiers(facts, **days):
    found = proposed("help", {**KNOWN, **{f"help.{key}": v for key, v in facts.items()}}, **days)
    return [each.placed.tier for each in found.placements]


@pytest.mark.parametrize(
    ("facts", "reached_in"),
    [
        ({"own_accounts": 3, "other_accounts": 2}, {2021, 2023}),
        ({"own_accounts": 4, "other_accounts": 0}, set()),
        ({"other_sims": 20, "own_sims": 0}, {2021, 2023, 2025}),
        ({"other_sims": 12, "own_sims": 8}, {2025}),
        ({"card_inflow_fen": 30_000_000, "verified_inflow_fen": 300_000}, {2023}),
        ({"card_inflow_fen": 30_000_000, "verified_inflow_fen": 299_999}, set()),
        ({"recipients": 3}, {2020, 2021, 2023, 2025}),
        ({"ad_funding_fen": 5_000_000}, {2020, 2021, 2023, 2025}),
        ({"grave_consequence": True}, {2020, 2021, 2023, 2025}),
    ],
)
def test_each_figure_counts_only_while_its_text_is_in_force(facts, reached_in):
    for year, days in IN.items():
        expected = ["serious"] if year in reached_in else [""]
        assert tiers(facts, **days) == expected, year


def test_an_act_under_the_opinion_of_2021_judged_under_that_of_2025_shows_both():
    days = {"act": date(2023, 5, 1), "judged": date(2025, 11, 1)}
    assert tiers({"own_accounts": 5, "other_accounts": 0, "own_inflow_fen": 0}, **days) == [
        "serious", "",
    ]  # fmt: skip


def test_an_interpretation_that_came_later_explains_the_statute_it_found():
    days = {"act": date(2018, 5, 1), "judged": date(2020, 9, 1)}
    found = proposed("help", {**KNOWN, "help.settlement_fen": 20_000_000}, **days)
    assert found.answer.value.tier == "serious"
    assert found.answer.because[0].key == "versions.none_at_act"


def test_before_november_2015_there_is_no_such_offence():
    days = {"act": date(2015, 10, 31), "judged": date(2020, 9, 1)}
    found = proposed("help", {**KNOWN, "help.settlement_fen": 20_000_000}, **days)
    assert found.outcome == "not_made_out"


def test_help_in_several_acts_within_two_years_is_added_up():
    near = [[date(2021, 6, 1), 12_000_000], [date(2023, 5, 1), 9_000_000]]
    assert tier("help", {**KNOWN, "help.acts": near}) == "serious"
    far = [[date(2021, 4, 1), 12_000_000], [date(2023, 5, 1), 9_000_000]]
    assert tier("help", {**KNOWN, "help.acts": far}) == ""


@pytest.mark.parametrize(
    ("facts", "days", "proof"),
    [
        ({"knows": True}, IN[2023], "met"),
        ({"knowledge_grounds": ["ignored_reports"]}, IN[2020], "met"),
        ({"knowledge_grounds": ["trading_unit_accounts"]}, IN[2020], "unproven"),
        ({"knowledge_grounds": ["trading_unit_accounts"]}, IN[2021], "met"),
        ({"knowledge_grounds": ["prepared_answers"]}, IN[2023], "unproven"),
        ({"knowledge_grounds": ["prepared_answers"]}, IN[2025], "met"),
        ({"knowledge_grounds": ["ignored_reports"], "knowledge_rebutted": True}, IN[2023],
         "unproven"),
        ({"knows": False, "knowledge_grounds": [], "warned_by_police": False}, IN[2023], "not_met"),
        ({"warned_by_police": True}, IN[2023], "met"),
    ],
)  # fmt: skip
def test_knowledge_is_proved_or_presumed_by_the_texts_of_the_day(facts, days, proof):
    found = proposed("help", {f"help.{key}": value for key, value in facts.items()}, **days)
    (knowledge,) = [each for each in found.elements if each.key == "knowledge"]
    assert knowledge.proof == proof


def test_a_presumption_that_came_later_is_shown_and_asked_about():
    days = {"act": date(2023, 5, 1), "judged": date(2025, 11, 1)}
    found = proposed("help", {"help.knowledge_grounds": ["prepared_answers"]}, **days)
    (knowledge,) = [each for each in found.elements if each.key == "knowledge"]
    assert (knowledge.held.mild, knowledge.held.heavy) == ("unproven", "met")
    assert "ask.later_presumption" in [step.key for step in found.asks]


def test_stable_cooperation_points_to_fraud_and_acts_on_proceeds_to_concealment():
    person = assessed({**KNOWN, "help.settlement_fen": 20_000_000, "help.stable_cooperation": True,
                       "help.acts_on_proceeds": True}, **IN[2025])  # fmt: skip
    help_ = person.proposal("help")
    assert {each.to for each in help_.routes} == {("fraud",), ("conceal",)}
    assert help_.outcome == "made_out"
    assert {each.offence for each in person.proposals} >= {"fraud", "conceal", "help"}
    assert {step.key for step in person.together} == {"beside.heavier"}


def test_below_the_figures_the_administrative_route_is_named():
    found = proposed("help", {**KNOWN, "help.own_accounts": 1, "help.other_accounts": 0})
    assert {each.key for each in found.administrative} == {"cards_accounts", "devices_or_help"}


@pytest.mark.parametrize(
    ("key", "figure"),
    [
        ("state_sites", 1), ("sites", 3), ("site_accounts", 2000), ("groups", 5),
        ("group_accounts", 1000), ("posts", 100), ("sent_accounts", 2000),
        ("sent_group_members", 3000), ("followers", 30_000), ("gain_fen", 1_000_000),
    ],
)  # fmt: skip
def test_illegal_use_of_networks_by_its_figures(key, figure):
    assert tier("network_use", {f"use.{key}": figure}) == "serious"
    assert tier("network_use", {f"use.{key}": figure - 1}) == ""
