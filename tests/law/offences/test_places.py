"""Places, lead, reach and joining; and rules of proof that facts call for."""

from datetime import date

import pytest

from tests.law.offences.situations import ACT, JUDGED, assessed, situation
from zhanlian.law import situation_of
from zhanlian.law.offences import assess

TELECOM = {"fraud.is_telecom": True, "fraud.amount_fen": 400_000}


def place_keys(**facts):
    said = {f"place.{key}": value for key, value in facts.items()}
    return [step.key for step in assessed({**TELECOM, **said}).place]


def competent(facts, **days):
    return {each.place for each in assessed({**TELECOM, **facts}, **days).competent}


def test_card_places_count_from_the_opinion_of_2021():
    facts = {"place.victim": ["A"], "place.account": ["B"], "place.goip": ["C"]}
    assert competent(facts) == {"A", "B", "C"}
    assert competent(facts, judged=date(2021, 5, 1), act=date(2021, 4, 1)) == {"A"}


def test_the_helped_crimes_place_counts_for_helpers_only():
    facts = {"place.helped_crime": ["D"]}
    assert competent({**facts, "help.crime_verified": True, "help.knows": True}) == {"D"}
    assert competent(facts) == set()


@pytest.mark.parametrize(
    ("is_citizen", "expected"), [(True, {"E", "F"}), (False, {"E", "G"}), ("unknown", set())]
)
def test_an_offence_abroad_is_taken_by_the_persons_places(is_citizen, expected):
    facts = {"place.is_act_abroad": True, "place.is_citizen": is_citizen, "place.entry": ["E"],
             "place.last_residence": ["F"], "place.victim_residence": ["G"]}  # fmt: skip
    assert competent(facts) == expected


def test_an_acceptor_without_a_ground_is_questioned():
    assert "ask.acceptor_not_competent" in place_keys(victim=["A"], first_acceptor="Z")
    assert "place.lead" in place_keys(victim=["A"], loss=["B"], first_acceptor="B")
    assert "ask.first_acceptor" in place_keys(victim=["A"], loss=["B"])


def test_the_law_reaches_by_place_by_citizen_and_by_victim():
    assert place_keys(is_act_in_china=True)[:1] == ["place.territorial"]
    assert place_keys(is_act_abroad=True, is_citizen=True)[:1] == ["place.citizen_may_waive"]
    steps = assessed({"fraud.is_telecom": True, "fraud.amount_fen": 4_000_000,
                      "place.is_act_abroad": True, "place.is_citizen": False,
                      "place.is_against_citizens": True,
                      "place.is_punishable_there": True}).place  # fmt: skip
    assert [(step.key, step.proof) for step in steps[:1]] == [("place.foreigner", "met")]


def test_joining_and_later_caught_and_small_sums():
    keys = place_keys(join_cases=["joint_crime"], join_links=["same_den"], is_caught_later=True,
                      is_found_by_sum=True)  # fmt: skip
    assert {"place.join_cases", "place.join_links", "place.follow_up", "place.first_finder"} <= set(
        keys
    )


def test_several_layers_of_one_chain_are_proposed_for_joining():
    people = [
        {"id": "P1", "facts": {**TELECOM, "chain.roles": ["core"]}},
        {"id": "P2", "facts": {"help.knows": True, "chain.roles": ["back"]}},
    ]
    said = {"situation": {"act_to": ACT, "judged_on": JUDGED}, "person": people}
    assert [s.key for s in assess(situation_of(said, where="test")).joined] == ["place.join_chain"]
    assert assess(situation(people[0]["facts"])).joined == ()


def test_rules_of_proof_are_named_in_the_time_they_exist():
    facts = {**TELECOM, "proof.situations": ["victims_not_all", "sampling", "remote_statements"]}
    now = assessed(facts, judged=date(2024, 9, 1))
    assert [step.key for step in now.proof] == [
        "proof.victims_not_all", "proof.sampling", "proof.remote_statements",
    ]  # fmt: skip
    early = assessed(facts, act=date(2017, 1, 1), judged=date(2017, 6, 1))
    assert [step.key for step in early.proof] == ["proof.victims_not_all"]


def test_usual_offences_of_a_role_without_facts_are_named_and_not_hidden():
    person = assessed({**TELECOM, "chain.roles": ["front"]})
    assert "personal_information" in person.not_examined
    bare = assessed({"chain.roles": ["border"]})
    assert {each.offence for each in bare.proposals} >= {"border_organise", "border_cross"}
