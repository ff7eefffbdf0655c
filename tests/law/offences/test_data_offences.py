"""Personal information, cards, computers, radio, papers, providers: figure by figure."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.law.offences.situations import assessed, proposed, tier

OUTSIDER = {"personal.is_insider": False}


def records(a, b, c, *, insider=False, **more):
    facts = {"personal.class_a": a, "personal.class_b": b, "personal.class_c": c}
    return tier("personal_information", {**facts, "personal.is_insider": insider, **more})


@given(st.integers(0, 600), st.integers(0, 6000), st.integers(0, 60_000), st.booleans())
def test_records_are_weighed_by_exact_shares(a, b, c, insider):
    share = Fraction(a, 50) + Fraction(b, 500) + Fraction(c, 5000)
    share *= 2 if insider else 1
    expected = "especially_serious" if share >= 10 else "serious" if share >= 1 else ""
    assert records(a, b, c, insider=insider) == expected


def test_an_uncounted_class_matters_only_below_the_whole():
    one = {"personal.class_a": 50, **OUTSIDER}
    assert tier("personal_information", one) == "serious"
    found = proposed("personal_information", {"personal.class_a": 49, **OUTSIDER})
    assert {gap.fact for gap in found.gaps} >= {"personal.class_b", "personal.class_c"}


def test_duty_unknown_matters_only_where_half_the_figures_would_decide():
    found = proposed("personal_information", {"personal.class_a": 25, "personal.class_b": 0,
                                              "personal.class_c": 0})  # fmt: skip
    assert "personal.is_insider" in [gap.fact for gap in found.gaps]
    assert found.placements[0].placed.tier == ""


def test_false_and_double_records_are_not_counted():
    assert records(0, 0, 5000) == "serious"
    assert records(0, 0, 5000, **{"personal.not_counted_c": 1}) == ""


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"gain_fen": 500_000}, "serious"),
        ({"gain_fen": 499_999}, ""),
        ({"gain_fen": 250_000, "is_insider": True}, "serious"),
        ({"gain_fen": 5_000_000}, "especially_serious"),
        ({"gain_fen": 2_500_000, "is_insider": True}, "especially_serious"),
        ({"tracks_used": 1}, "serious"),
        ({"known_crime": True}, "serious"),
        ({"prior_criminal": True}, "serious"),
        ({"results": ["kidnapping"]}, "especially_serious"),
        ({"lawful_business": True, "gain_fen": 4_999_999, "class_c": 9000}, ""),
        ({"lawful_business": True, "gain_fen": 5_000_000}, "serious"),
    ],
)
def test_other_limbs_of_personal_information(facts, expected):
    said = {"is_insider": False, **facts}
    found = {f"personal.{key}": value for key, value in said.items()}
    assert tier("personal_information", found) == expected


def test_data_used_for_own_fraud_is_punished_beside_it():
    person = assessed({"personal.class_c": 5000, "personal.own_fraud": True})
    assert person.proposal("fraud") is not None
    assert "beside.cumulative" in [step.key for step in person.together]


def test_unit_cards_count_from_june_2021():
    facts = {"card.held": 4, "card.unit_cards": 1}
    after = {"act": date(2021, 6, 17), "judged": date(2021, 9, 1)}
    before = {"act": date(2021, 6, 16), "judged": date(2021, 6, 16)}
    assert tier("credit_card", facts, **after) == "basic"
    assert tier("credit_card", facts, **before) == ""


@pytest.mark.parametrize(
    ("offence", "key", "figure", "expected"),
    [
        ("credit_card", "card.blank_forged", 10, "basic"),
        ("credit_card", "card.blank_forged", 100, "huge"),
        ("credit_card", "card.cheated_or_traded", 10, "huge"),
        ("credit_card", "card.data", 1, "basic"),
        ("credit_card", "card.data", 5, "huge"),
        ("tools", "tool.finance_times", 5, "serious"),
        ("tools", "tool.finance_times", 25, "especially_serious"),
        ("tools", "tool.other_times", 20, "serious"),
        ("tools", "tool.other_times", 100, "especially_serious"),
        ("tools", "tool.gain_fen", 500_000, "serious"),
        ("tools", "tool.loss_fen", 5_000_000, "especially_serious"),
        ("data_theft", "data.payment_credentials", 10, "serious"),
        ("data_theft", "data.payment_credentials", 50, "especially_serious"),
        ("data_theft", "data.other_credentials", 500, "serious"),
        ("data_theft", "data.machines", 100, "especially_serious"),
        ("destroy_system", "destroy.machines_down", 10, "serious"),
        ("destroy_system", "destroy.machines_down", 50, "especially_serious"),
        ("destroy_system", "destroy.machines_data", 20, "serious"),
        ("destroy_system", "destroy.systems", 100, "serious"),
        ("destroy_system", "destroy.systems", 500, "especially_serious"),
        ("destroy_system", "destroy.users", 50_000, "especially_serious"),
        ("radio", "radio.messages", 5000, "serious"),
        ("radio", "radio.stations", 3, "serious"),
        ("radio", "radio.gain_fen", 3_000_000, "serious"),
        ("isp", "isp.leak_a", 500, "serious"),
        ("isp", "isp.leak_b", 5000, "serious"),
        ("isp", "isp.leak_c", 50_000, "serious"),
    ],
)
def test_the_figure_itself_reaches_its_tier_and_one_less_does_not(offence, key, figure, expected):
    assert tier(offence, {key: figure}) == expected
    assert tier(offence, {key: figure - 1}) != expected


def test_swapping_the_photo_is_forging_only_from_june_2021():
    days = {"act": date(2021, 6, 1), "judged": date(2021, 6, 1)}
    now = proposed("identity_papers", {"idpaper.photo_swap": True})
    then = proposed("identity_papers", {"idpaper.photo_swap": True}, **days)
    assert (now.outcome, then.outcome) == ("made_out", "open")


def test_using_false_papers_has_no_imprisonment():
    found = proposed("identity_use", {"iduse.does_it": True, "iduse.is_serious": True})
    (placement,) = found.placements
    penalty = placement.penalty
    assert (penalty.most_months, penalty.is_detention, penalty.is_control) == (0, True, True)
