"""Every rule of linkage put to one person, and the ledger that answers what offences ask."""

import datetime as dt

from zhanlian.law import assess, law_book, situation_of
from zhanlian.law.linkage import (
    linkage_answers,
    linkage_lines,
    matter_of,
    plain_linkage,
    with_ledger,
)

PENALTY = {
    "authority": "示例市公安局示例分局",
    "law_and_article": "反电信网络诈骗法第44条",
    "act_kind": "network_help",
    "decided_on": dt.date(2023, 1, 10),
    "completed_on": dt.date(2023, 1, 20),
    "evidence": ["E-penalty"],
}
ASKED = {"help.gives_help": True, "fraud.is_telecom": True}


def situation(facts, **person):
    days = {"act_to": dt.date(2024, 3, 6), "judged_on": dt.date(2024, 10, 20)}
    return situation_of(
        {"situation": days, "person": [{"id": "P", "facts": facts, **person}]}, where="test"
    )


def linked(facts, **person):
    made = situation(facts, **person)
    return linkage_answers(matter_of(made, made.persons[0], law_book()))


def test_nobody_is_asked_without_a_fact():
    found = linked({"fraud.is_telecom": True})
    assert not found.answers
    assert not found.refused
    assert any("No fact" in line for line in linkage_lines(found, "en"))


def test_a_rule_that_lacks_a_fact_stands_beside_the_rules_that_answer():
    found = linked({"linkage.conduct": "cards_accounts", "linkage.gain_fen": "500.00"})
    assert "administrative_penalty" in found.answers
    assert {found.refused[name].key for name in ("exit_ban", "offset")} == {
        "linkage.punished_for", "linkage.is_same_act",
    }  # fmt: skip
    plain = plain_linkage(found)
    assert plain["refused"]["exit_ban"]["code"] == "ZL-LAW-301"


def test_the_ledger_answers_what_the_offence_asks():
    (person,) = with_ledger(situation(ASKED, penalty=[PENALTY])).persons
    assert person.get("help.prior_admin").value is True
    assert person.get("help.prior_admin").evidence == ("E-penalty",)
    assert person.get("help.prior_admin_decided_on").value == dt.date(2023, 1, 10)
    assert person.get("fraud.prior_admin").value is False


def test_without_a_ledger_nothing_is_filled_and_an_empty_one_says_none():
    (silent,) = with_ledger(situation(ASKED)).persons
    (empty,) = with_ledger(situation(ASKED, penalty=[])).persons
    assert not silent.get("help.prior_admin").is_known
    assert empty.get("help.prior_admin").value is False


def test_a_fact_given_by_hand_stands():
    (person,) = with_ledger(situation({"help.prior_admin": False}, penalty=[PENALTY])).persons
    assert person.get("help.prior_admin").value is False


def test_annulled_penalties_and_sentences_fill_nothing():
    rows = [{**PENALTY, "is_annulled": True}, {**PENALTY, "is_criminal": True}]
    (person,) = with_ledger(situation(ASKED, penalty=rows)).persons
    assert person.get("help.prior_admin").value is False


def test_a_penalty_within_two_years_makes_the_help_serious():
    """The 2019 interpretation, art. 12(1)(5): the ledger alone decides between the two."""
    facts = {"help.gives_help": True, "help.knowledge_grounds": ["abnormal_price_or_manner"],
             "help.crime_verified": True}  # fmt: skip
    assert tier_of_help(facts, PENALTY) == "serious"
    older = {**PENALTY, "decided_on": dt.date(2021, 1, 1), "completed_on": dt.date(2021, 1, 10)}
    assert not tier_of_help(facts, older)


def tier_of_help(facts, penalty):
    (proposal,) = assess(situation(facts, penalty=[penalty])).person("P").proposals
    assert proposal.offence == "help"
    return proposal.placements[0].placed.tier
