"""Border offences, derived violence, extortion, gambling, mafia-type organisations."""

from datetime import date

import pytest

from tests.law.offences.situations import assessed, proposed, tier

LATER = {"act": date(2023, 5, 10), "judged": date(2023, 9, 12)}


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"persons": 9, "gain_fen": 19_999_999, "factors": []}, "basic"),
        ({"persons": 10, "gain_fen": 0, "factors": []}, "aggravated"),
        ({"persons": 8, "absent_verified": 2, "factors": []}, "aggravated"),
        ({"persons": 1, "factors": ["deprived_of_liberty"]}, "aggravated"),
    ],
)
def test_organising_by_persons_gain_and_form(facts, expected):
    said = {f"org.{key}": value for key, value in facts.items()}
    assert tier("border_organise", said) == expected


def test_caught_before_crossing_is_an_attempt():
    facts = {"org.does_it": True, "org.persons": 12, "org.factors": []}
    caught = proposed("border_organise", {**facts, "org.caught_before_crossing": True})
    assert caught.placements[0].placed.form == "attempt"
    unknown = proposed("border_organise", facts)
    assert unknown.placements[0].placed.form == "completed"


def test_genuine_papers_and_lies_count_as_organising_from_june_2022():
    facts = {"org.genuine_papers": True, "org.persons": 3}
    assert proposed("border_organise", facts).outcome == "made_out"
    early = {"act": date(2022, 6, 28), "judged": date(2022, 6, 28)}
    assert proposed("border_organise", facts, **early).outcome == "open"


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"exits": 1, "entries": 1}, ""),
        ({"exits": 2, "entries": 1}, "serious"),
        ({"exits": 2, "entries": 2, "pairs_counted_once": 1}, "serious"),
        ({"exits": 2, "entries": 2, "pairs_counted_once": 2}, ""),
        ({"travelled_together": 3}, "serious"),
        ({"travelled_together": 4, "chance_companions": 1, "under_16s": 1}, ""),
        ({"purposes": ["for_telecom_fraud_or_casino"]}, "serious"),
        ({"other_serious": ["drawing_others_in"]}, "serious"),
        ({"for_terror": True}, "for_terror"),
    ],
)
def test_crossing_is_a_crime_only_where_it_is_serious(facts, expected):
    found = proposed("border_cross", {f"cross.{key}": v for key, v in facts.items()}, **LATER)
    assert [each.placed.tier for each in found.placements] == [expected]


def test_a_single_crossing_goes_the_administrative_way():
    found = proposed("border_cross", {"cross.does_it": True, "cross.exits": 1, "cross.entries": 0})
    assert found.outcome == "below"
    assert [each.key for each in found.administrative] == ["illegal_crossing"]


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"persons": 9, "factors": [], "grave_factors": []}, "basic"),
        ({"persons": 10, "grave_factors": []}, "aggravated"),
        ({"factors": ["unsafe_vessel"], "grave_factors": []}, "aggravated"),
        ({"grave_factors": ["violent_resistance"]}, "grave"),
    ],
)
def test_transporting_by_persons_and_form(facts, expected):
    assert tier("border_transport", {f"transport.{key}": v for key, v in facts.items()}) == expected


def test_one_leg_counts_knowingly():
    found = proposed("border_transport", {"transport.one_leg": True, "transport.persons": 2})
    assert found.outcome == "made_out"
    assert "transport_one_leg" in [each.key for each in found.notes]


@pytest.mark.parametrize(
    ("offence", "facts"),
    [
        ("border_papers_fraud", {"papers.sets": 5}),
        ("border_papers_fraud", {"papers.fee_fen": 30_000_000}),
        ("border_papers_fraud", {"papers.for_banned": True}),
        ("border_papers", {"docs.sets": 5}),
        ("border_papers", {"docs.gain_fen": 30_000_000}),
    ],
)
def test_papers_are_serious_by_sets_fees_and_barred_persons(offence, facts):
    assert tier(offence, facts) == "serious"


def test_violence_against_those_moved_is_punished_beside_the_crossing():
    person = assessed({"org.does_it": True, "org.persons": 2, "injury.does_it": True,
                       "injury.grade": "grave_injury"})  # fmt: skip
    effects = {(s.key, s.facts["other"]) for s in person.together}
    assert ("beside.cumulative", "offence.injury") in effects


@pytest.mark.parametrize(
    ("offence", "facts", "months", "life", "death"),
    [
        ("kidnapping", {"kidnap.does_it": True}, [120, 180], True, False),
        ("kidnapping", {"kidnap.is_lighter": True}, [60, 120], False, False),
        ("kidnapping", {"kidnap.results": ["killed"]}, [0, 0], True, True),
        ("detention", {"detain.result": "no_grave_result"}, [0, 36], False, False),
        ("detention", {"detain.result": "death"}, [120, 180], False, False),
        ("injury", {"injury.grade": "grave_injury"}, [36, 120], False, False),
        ("injury", {"injury.grade": "extreme_cruelty"}, [120, 180], True, True),
        ("homicide", {"homicide.does_it": True}, [120, 180], True, True),
        ("homicide", {"homicide.is_lighter": True}, [36, 120], False, False),
        ("forced_labour", {"labour.is_serious": True}, [36, 120], False, False),
        ("trafficking", {"traffic.victim": "woman", "traffic.persons": 3}, [120, 180], True,
         False),
        ("trafficking", {"traffic.victim": "child", "traffic.is_extreme": True,
                         "traffic.factors": ["sold_abroad"]}, [0, 0], False, True),
        ("mafia", {"mafia.role": "mafia_leader"}, [84, 180], False, False),
        ("mafia", {"mafia.role": "mafia_active"}, [36, 84], False, False),
    ],
)  # fmt: skip
def test_ranges_of_derived_violence(offence, facts, months, life, death):
    (placement,) = proposed(offence, facts).placements
    penalty = placement.penalty
    assert [penalty.least_months, penalty.most_months] == months
    assert (penalty.is_life, penalty.is_death) == (life, death)


def test_violence_in_detention_converts_it():
    person = assessed({"detain.does_it": True, "detain.violence_killed": True})
    assert person.proposal("detention").outcome == "not_made_out"
    assert person.proposal("homicide") is not None


@pytest.mark.parametrize("victim", ["woman", "child"])
def test_trafficking_protects_women_and_children(victim):
    facts = {"traffic.victim": victim, "traffic.does_it": True, "traffic.persons": 1}
    assert proposed("trafficking", facts).outcome == "made_out"


def test_all_four_features_make_a_mafia_type_organisation():
    features = {f"mafia.{each}": True for each in ("organisation", "economy", "violence")}
    facts = {**features, "mafia.role": "mafia_other"}
    assert proposed("mafia", {**facts, "mafia.control": True}).outcome == "made_out"
    assert proposed("mafia", {**facts, "mafia.control": False}).outcome == "not_made_out"
    assert proposed("mafia", facts).outcome == "open"


@pytest.mark.parametrize(
    ("facts", "tiers"),
    [
        ({"amount_fen": 199_999}, [""]),
        ({"amount_fen": 200_000}, ["", "large"]),  # the province's figure decides
        ({"amount_fen": 500_000}, ["large"]),
        ({"amount_fen": 250_000, "factors": ["against_vulnerable"]}, ["large"]),
        ({"amount_fen": 99_999, "factors": ["against_vulnerable"]}, [""]),
        ({"amount_fen": 8_000_000, "factors": ["posing_as_mafia"]}, ["huge"]),
        ({"amount_fen": 8_000_000, "factors": []}, ["large", "huge"]),
        ({"amount_fen": 40_000_000, "factors": ["posing_as_mafia"]}, ["especially_huge"]),
        ({"amount_fen": 0, "times": 3}, ["large"]),
        ({"amount_fen": 0, "times": 2}, [""]),
    ],
)
def test_extortion_by_amount_half_figure_closeness_and_times(facts, tiers):
    said = {"factors": [], "times": 0, **facts}
    found = proposed("extortion", {f"extort.{key}": value for key, value in said.items()})
    assert [each.placed.tier for each in found.placements] == tiers


def test_extortions_are_counted_within_two_years():
    acts = [[date(2021, 6, 1), 10_000], [date(2022, 6, 1), 10_000], [date(2023, 5, 1), 10_000]]
    assert tier("extortion", {"extort.acts": acts}) == "large"
    acts[0][0] = date(2021, 4, 1)
    assert tier("extortion", {"extort.acts": acts}) == ""


@pytest.mark.parametrize(
    ("act", "months"), [(date(2021, 2, 28), [36, 120]), (date(2021, 3, 1), [60, 120])]
)
def test_the_raised_range_of_gambling_does_not_reach_back(act, months):
    facts = {"casino.runs": True, "casino.stakes_fen": 30_000_000}
    (placement,) = proposed("casino", facts, act=act, judged=date(2023, 1, 1)).placements
    assert [placement.penalty.least_months, placement.penalty.most_months] == months


def test_a_rigged_casino_is_fraud():
    person = assessed({"casino.runs": True, "casino.is_rigged": True})
    assert person.proposal("casino").outcome == "not_made_out"
    assert person.proposal("fraud") is not None
