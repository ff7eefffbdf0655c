"""Fraud: acts added up, quantities, gangs, provinces, and what follows from the tier."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.law.offences.situations import ACT, assessed, proposed, situation, tier
from zhanlian.law import law_book
from zhanlian.law.offences import OutsideBand, assess, read_province
from zhanlian.law.offences.asking import years_after

TELECOM = {"fraud.is_telecom": True}
PROVED = {
    "fraud.deception": True,
    "fraud.mistaken_belief": True,
    "fraud.disposal": True,
    "fraud.unlawful_intent": True,
}
LARGE_FEN = 300_000


def fraud(**facts):
    return proposed("fraud", {**TELECOM, **{f"fraud.{key}": v for key, v in facts.items()}})


def summed(acts):
    """The sum worked out from the acts; None where nothing was."""
    found = fraud(acts=[[day, fen] for day, fen in acts])
    sums = [s.facts["total_fen"] for s in found.answer.because if s.key == "work.accumulated"]
    return sums[0] if sums else None


def added_slowly(acts):
    """Each large act, and the best of all two-year windows of the small ones."""
    large = sum(fen for _, fen in acts if fen >= LARGE_FEN)
    small = [(day, fen) for day, fen in acts if fen < LARGE_FEN]
    windows = [
        sum(fen for day, fen in small if begin <= day <= years_after(begin, 2))
        for begin, _ in small
    ]
    return large + max(windows, default=0)


ACTS = st.lists(
    st.tuples(
        st.integers(0, 1500).map(lambda n: date(2019, 1, 1) + timedelta(days=n)),
        st.integers(0, 500_000),
    ),
    min_size=1,
    max_size=6,
)


@given(ACTS)
def test_acts_are_added_up_as_said_slowly(acts):
    assert summed(acts) == added_slowly(acts)


def test_two_small_frauds_in_two_years_are_one_crime_and_in_three_are_none():
    near = [[date(2021, 5, 10), 200_000], [date(2023, 5, 10), 200_000]]
    far = [[date(2021, 5, 9), 200_000], [date(2023, 5, 10), 200_000]]
    assert tier("fraud", {**TELECOM, "fraud.acts": near}) == "large"
    assert tier("fraud", {**TELECOM, "fraud.acts": far}) == ""


def test_destroyed_records_are_estimated_from_a_verified_day():
    facts = {**TELECOM, "fraud.daily_calls": 50, "fraud.active_days": 10}
    assert tier("fraud", {**facts, "fraud.records_destroyed": True}) == "huge"
    assert proposed("fraud", facts).placements[0].placed.tier == ""


def test_answered_call_backs_count_as_calls():
    assert tier("fraud", {**TELECOM, "fraud.calls": 450, "fraud.callbacks": 50}) == "huge"
    assert tier("fraud", {**TELECOM, "fraud.calls": 450, "fraud.callbacks": 49}) == ""


def test_an_attempt_on_a_huge_amount_is_punished_and_on_a_small_one_is_not():
    huge = fraud(attempted_amount_fen=3_000_000, amount_fen=0).placements[0].placed
    assert (huge.tier, huge.form) == ("huge", "attempt")
    assert fraud(attempted_amount_fen=2_999_999).placements[0].placed.tier == ""


def test_an_attempt_does_without_the_elements_of_completion():
    found = proposed("fraud", {**TELECOM, "fraud.calls": 500, "fraud.deception": True,
                               "fraud.unlawful_intent": True})  # fmt: skip
    assert found.outcome == "made_out"
    assert {e.key for e in found.elements if not e.is_needed} == {
        "mistaken_belief", "disposal", "loss",
    }  # fmt: skip
    assert "attempt" in [each.key for each in found.notes]


def test_an_unknown_kind_of_fraud_shows_both_standards():
    found = proposed("fraud", {"fraud.amount_fen": 400_000})
    assert [each.placed.tier for each in found.placements] == ["", "large"]
    assert found.answer.missing[0] == "fraud.is_telecom"
    assert proposed("fraud", {"fraud.amount_fen": 60_000_000}).answer.value.tier == (
        "especially_huge"
    )


def test_the_ringleader_of_a_general_fraud_syndicate_opens_the_close_rule():
    facts = {"fraud.is_telecom": False, "fraud.amount_fen": 46_000_000}
    assert tier("fraud", {**facts, "fraud.aggravators": []}) == "huge"
    led = proposed("fraud", {**facts, "fraud.aggravators": [], "part.role": "ringleader"})
    assert led.placements[0].placed.limbs == ("near_group_head",)


def test_how_close_is_close_is_open_outside_telecom_fraud():
    facts = {"fraud.is_telecom": False, "fraud.aggravators": ["vulnerable"]}
    found = proposed("fraud", {**facts, "fraud.amount_fen": 42_000_000})
    tiers = [each.placed.tier for each in found.placements]
    assert tiers == ["huge", "especially_huge"]


def test_dropping_the_case_is_possible_only_in_the_first_tier():
    lenient = {"leniency.confesses_and_repents": True, "leniency.grounds": ["full_restitution"]}
    for amount_fen, keys in ((2_000_000, ["fraud_not_prosecute"]), (4_000_000, [])):
        found = proposed("fraud", {**TELECOM, **lenient, "fraud.amount_fen": amount_fen})
        assert [each.key for each in found.leniency] == keys
    found = proposed("fraud", {**TELECOM, "fraud.amount_fen": 2_000_000})
    assert found.leniency[0].missing == ("leniency.confesses_and_repents", "leniency.grounds")


def test_posing_as_staff_brings_the_other_offence_in_and_the_heavier_prevails():
    person = assessed({**TELECOM, **PROVED, "fraud.amount_fen": 500_000,
                       "fraud.posed_as_staff": True})  # fmt: skip
    assert person.proposal("impersonation").outcome == "made_out"
    assert {step.key for step in person.together} == {"beside.heavier"}


@pytest.mark.parametrize(
    ("act", "keys"),
    [
        (date(2022, 11, 30), ["petty_fraud"]),
        (date(2022, 12, 1), ["telecom_fraud", "petty_fraud"]),
        (date(2026, 1, 1), ["telecom_fraud", "petty_fraud"]),
    ],
)
def test_the_administrative_route_follows_the_law_of_the_act(act, keys):
    found = proposed("fraud", {**TELECOM, "fraud.amount_fen": 100}, act=act, judged=act)
    assert [each.key for each in found.administrative] == keys
    (general,) = [each for each in found.administrative if each.key == "petty_fraud"]
    year = "2025" if act.year == 2026 else "2012"
    assert general.step.cites[0].source == f"cn/public-security-penalties-law-{year}"


# --- a province's own figures -------------------------------------------------------------


PROVINCE = """
region = "99"
[[rows]]
parameter = "cn.criminal.fraud.amount_large"
[[rows.values]]
from = 2014-01-01
value = {fen}
cites = ["cn/fashi-2011-7 art. 1"]
standing = "confirmed"
"""


def province(tmp_path, fen):
    file = tmp_path / "province.toml"
    file.write_text(PROVINCE.format(fen=fen), encoding="utf-8")
    return read_province(file, law=law_book())


def test_a_province_fixes_its_figure_and_every_other_province_stays_open(tmp_path):
    law = province(tmp_path, 600_000)
    facts = {"fraud.is_telecom": False, "fraud.amount_fen": 599_999}
    for region, expected in (("99", [""]), ("98", ["", "large"])):
        person = assess(situation(facts, region=region), law=law).persons[0]
        placements = person.proposal("fraud").placements
        assert [each.placed.tier for each in placements] == expected


def test_a_province_does_not_touch_the_uniform_figure(tmp_path):
    law = province(tmp_path, 600_000)
    facts = {**TELECOM, "fraud.amount_fen": 300_000}
    made = assess(situation(facts, region="99"), law=law)
    assert made.persons[0].proposal("fraud").answer.value.tier == "large"
    assert made.law_version != law_book().version


@pytest.mark.parametrize("fen", [299_999, 1_000_001, 6_000])
def test_a_figure_outside_the_national_band_is_refused(tmp_path, fen):
    with pytest.raises(OutsideBand) as caught:
        province(tmp_path, fen)
    assert caught.value.code == "ZL-LAW-102"


# --- limitation ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("amount_fen", "years"), [(2_000_000, 5), (4_000_000, 15), (60_000_000, 20)]
)
def test_the_limit_follows_the_range_with_its_upper_end(amount_fen, years):
    limit = fraud(amount_fen=amount_fen).limit
    assert (limit.years, limit.until_on) == (years, years_after(ACT, years))


def test_a_passed_limit_is_proved_only_by_the_day_of_filing():
    facts = {**TELECOM, "fraud.amount_fen": 400_000}
    late = {"act": date(2017, 1, 10), "judged": date(2023, 1, 1)}
    assert proposed("fraud", facts, **late).limit.has_passed == "unproven"
    for filed, passed in ((date(2022, 1, 11), "met"), (date(2022, 1, 10), "not_met")):
        found = proposed("fraud", {**facts, "limitation.filed_on": filed}, **late).limit
        assert found.has_passed == passed
    assert [step.key for step in found.asks] == ["ask.limit_day"]


@pytest.mark.parametrize("key", ["evaded_after_filing", "complaint_not_filed"])
def test_no_limit_runs_against_those_who_evade_or_whose_victim_was_turned_away(key):
    facts = {**TELECOM, "fraud.amount_fen": 400_000, f"limitation.{key}": True}
    limit = proposed("fraud", facts, act=date(2017, 1, 10), judged=date(2024, 1, 1)).limit
    assert (limit.until_on, limit.has_passed) == (None, "not_met")
