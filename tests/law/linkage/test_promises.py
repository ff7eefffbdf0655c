"""What linkage promises on any facts: fines never fall with the gain, windows hold, caps hold."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhanlian.law import law_book, situation_of
from zhanlian.law.clocks.points import add_months
from zhanlian.law.linkage import (
    PriorPenalty,
    administrative_penalty,
    exit_ban,
    exit_grounds,
    joint_discipline,
    matter_of,
    offset,
    prior_penalties,
    suspect_travel,
)
from zhanlian.law.linkage.penalties import CONDUCTS
from zhanlian.law.linkage.referrals import FORWARD_CLOCKS, REVERSE_CLOCKS, URGENT_CLOCK
from zhanlian.law.linkage.refusals import DatesOutOfOrder, FactNeeded
from zhanlian.law.saying import catalogue
from zhanlian.law.values import Unit

DAYS = st.dates(date(2022, 12, 1), date(2030, 12, 31))
GAINS_FEN = st.integers(0, 10**10)
TELECOM = st.sampled_from(["telecom_fraud", "devices_or_help", "cards_accounts"])


def matter(*, act_on=date(2023, 9, 12), decided_on=date(2023, 10, 12), **facts):
    said = {
        "situation": {"act_to": act_on, "judged_on": decided_on},
        "person": [{"id": "P1", "facts": {"linkage": facts}}],
    }
    situation = situation_of(said, where="test")
    return matter_of(situation, situation.persons[0], law_book())


@given(TELECOM, GAINS_FEN, GAINS_FEN)
def test_a_larger_gain_never_lowers_the_highest_fine(conduct, one_fen, other_fen):
    fines = [
        administrative_penalty(matter(conduct=conduct, gain_fen=gain)).value.grade.fine
        for gain in sorted((one_fen, other_fen))
    ]
    assert fines[0].high_fen <= fines[1].high_fen
    assert all((fine.low_fen or 0) <= fine.high_fen for fine in fines)


@given(TELECOM, GAINS_FEN)
def test_a_known_gain_lies_within_one_of_the_fines_for_an_unknown_one(conduct, gain_fen):
    known = administrative_penalty(matter(conduct=conduct, gain_fen=gain_fen)).value
    unknown = administrative_penalty(matter(conduct=conduct))
    assert unknown.is_open
    kinds = [(reading.value.grade.fine.times_low, reading.value) for reading in unknown.readings]
    twin = dict(kinds)[known.grade.fine.times_low].grade.fine
    assert (twin.low_fen or 0) <= (known.grade.fine.low_fen or 0)


@pytest.mark.parametrize("conduct", CONDUCTS)
@pytest.mark.parametrize("is_serious", [True, False, None])
def test_every_conduct_has_an_answer_under_the_law_of_2026(conduct, is_serious):
    facts = {} if is_serious is None else {"is_serious": is_serious, "is_lighter": is_serious}
    day = date(2026, 3, 1)
    answer = administrative_penalty(matter(act_on=day, decided_on=day, conduct=conduct, **facts))
    assert answer.values_used
    assert answer.value is not None or answer.is_open


@given(DAYS, st.integers(1, 60))
def test_a_chosen_length_is_faulted_exactly_outside_the_window(start_on, months):
    asked = matter(
        decided_on=start_on,
        punished_for=["telecom_fraud"],
        punishment_completed_on=start_on,
        ban_months=months,
    )
    ban = exit_ban(asked).value
    assert ("length" in ban.faults) == (not 6 <= months <= 36)
    assert ("length" in ban.faults) == (not ban.earliest_end_on <= ban.end_on <= ban.latest_end_on)


def test_a_ban_decided_after_its_longest_end_has_nothing_left():
    asked = matter(
        punished_for=["telecom_fraud"],
        punishment_completed_on=date(2023, 1, 1),
        ban_decided_on=date(2026, 1, 2),
        ban_body="city",
    )
    assert exit_ban(asked).value.faults == ("nothing_left",)


def test_an_act_before_the_law_is_asked_about():
    asked = matter(
        act_on=date(2020, 5, 1),
        punished_for=["telecom_fraud"],
        punishment_completed_on=date(2023, 1, 1),
    )
    assert [step.key for step in exit_ban(asked).asks] == ["linkage.exit.ask_before_law"]


def test_no_day_of_completion_is_asked_for_and_never_assumed():
    with pytest.raises(FactNeeded) as caught:
        exit_ban(matter(punished_for=["telecom_fraud"]))
    assert "linkage.punishment_completed_on" in caught.value.sentence


@given(st.dates(date(2024, 12, 1), date(2029, 12, 31)), st.integers(0, 1000))
def test_terms_in_a_row_never_pass_the_cap(first_on, gap_days):
    earlier_until_on = add_months(first_on, 36)
    listed_on = min(first_on + timedelta(days=gap_days), earlier_until_on)
    found = joint_discipline(
        matter(
            decided_on=listed_on,
            punished_for=["concealment"],
            earlier_listed_on=first_on,
            earlier_until_on=earlier_until_on,
            listed_on=listed_on,
        )
    ).value
    assert listed_on <= found.end_on <= add_months(first_on, 60)
    assert found.is_capped


def test_an_earlier_term_that_ends_before_it_began_is_refused():
    with pytest.raises(DatesOutOfOrder):
        joint_discipline(
            matter(
                decided_on=date(2025, 6, 1),
                punished_for=["concealment"],
                earlier_listed_on=date(2026, 1, 1),
                earlier_until_on=date(2025, 12, 1),
                listed_on=date(2025, 6, 1),
            )
        )


def test_facts_not_given_leave_a_listing_open():
    answer = joint_discipline(matter(decided_on=date(2025, 6, 1)))
    assert answer.value.proof.value == "unproven"
    assert answer.is_open
    assert "linkage.punished_for" in answer.missing


@given(GAINS_FEN, GAINS_FEN, st.integers(0, 15))
def test_no_fine_is_offset_twice_or_beyond_the_criminal_one(paid_fen, fine_fen, days):
    found = offset(
        matter(
            is_same_act=True,
            fine_paid_fen=paid_fen,
            criminal_fine_fen=fine_fen,
            detention_served_days=days,
            criminal_penalty="detention",
        )
    ).value
    assert found.fine_fen + found.fine_left_fen == fine_fen
    assert found.fine_fen <= paid_fen
    assert found.days == days


@given(DAYS, st.integers(0, 1500), st.integers(0, 60))
def test_the_later_anchor_never_loses_a_penalty(decided_on, days_later, served_days):
    penalty = PriorPenalty(
        "示例市公安局示例分局", "治安管理处罚法", "telecom_fraud", decided_on,
        decided_on + timedelta(days=served_days),
    )  # fmt: skip
    act_on = decided_on + timedelta(days=days_later)
    answer = prior_penalties([penalty], "telecom_fraud", act_on=act_on, law=law_book())
    if answer.value is None:
        by_decision, by_completion = (reading.value.counts for reading in answer.readings)
        assert (by_decision, by_completion) == (False, True)
        assert answer.is_open
    else:
        assert answer.value.counts == (days_later > 0 and act_on <= add_months(decided_on, 24))


def test_travel_is_open_until_both_conditions_are_known():
    proofs = [
        suspect_travel(matter(**facts)).value.value
        for facts in (
            {"travels_to_hotspot": True},
            {"travels_to_hotspot": False},
            {"travels_to_hotspot": True, "major_suspicion": True},
        )
    ]
    assert proofs == ["unproven", "not_met", "met"]


def test_grounds_against_leaving_say_which_are_open():
    answer = exit_grounds(matter(status="suspect", repatriated_on=date(2023, 6, 1)))
    proofs = {each.key: each.proof.value for each in answer.value}
    assert proofs == {
        "suspect_or_defendant": "met",
        "sentence_unserved": "not_met",
        "civil_court_order": "unproven",
        "within_set_years": "met",
        "state_security": "unproven",
        "other_statute": "unproven",
    }


def test_every_clock_named_by_a_referral_is_a_dated_value():
    named = [each.value for each in (*FORWARD_CLOCKS, *REVERSE_CLOCKS, URGENT_CLOCK)]
    assert [name for name in named if name not in law_book().parameters] == []


def test_every_code_of_the_administrative_values_has_a_word_in_both_languages():
    rows = [
        row
        for name, each in law_book().parameters.items()
        if name.startswith("cn.administrative.")
        for row in each.values
    ]
    codes = set()
    for row in rows:
        for found in (row.value, *row.others):
            if row.unit is Unit.LIST:
                codes |= set(found)
            elif row.unit is Unit.CHOICE:
                codes.add(found)
            elif row.unit is Unit.TABLE:
                codes |= {each for each in dict(found).values() if isinstance(each, str)}
    for lang in ("zh", "en"):
        assert {code for code in codes if f"linkage.code.{code}" not in catalogue(lang)} == set()


def test_every_fact_of_the_register_is_filed():
    wanted = {*range(101, 112), *range(201, 220), *range(301, 314), *range(401, 418)}
    filed = {mark for each in law_book().parameters.values() for row in each.values
             for mark in row.register}  # fmt: skip
    assert {f"ADM-{number}" for number in wanted} - filed == set()


def test_the_ledger_and_the_offences_count_the_same_years():
    years = {}
    for each in law_book().parameters.values():
        for row in each.values:
            for mark in row.register:
                if mark.startswith("OFF-PR-"):
                    found = row.value if row.unit is Unit.YEARS else None
                    found = row.table.get("years") if row.unit is Unit.TABLE else found
                    years.setdefault(mark, set()).add(found)
    assert {mark: found for mark, found in years.items() if len(found - {None}) > 1} == {}
