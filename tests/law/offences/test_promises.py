"""What must hold of every assessment, whatever the facts.

It says all it used, never more than the facts prove, and more harm is never milder.
"""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.law.offences.situations import ACT, DAYS, facts_of, proposed, situation
from zhanlian.law import law_book, vocabulary
from zhanlian.law.answers import Proof
from zhanlian.law.offences import assess, assessment_lines, offences, plain_assessment
from zhanlian.law.saying import LANGUAGES, say

RAW_KEY = re.compile(
    r"\b(?:ask|beside|element|fact|fine|form|limb|offence|option|outcome|penalty|pick|proof|role"
    r"|route|said|telling|tier|work)\.[a-z]"
)
ENGLISH = re.compile(r"[A-Za-z]{2,} [A-Za-z]{2,}")
GROWING = [
    ("fraud", "fraud.amount_fen", {"fraud.is_telecom": True}),
    ("fraud", "fraud.amount_fen", {"fraud.is_telecom": False}),
    ("fraud", "fraud.amount_fen", {"fraud.aggravators": ["vulnerable"]}),
    ("fraud", "fraud.attempted_amount_fen", {"fraud.is_telecom": True}),
    ("fraud", "fraud.calls", {}),
    ("fraud", "fraud.messages", {"fraud.amount_fen": 2_000_000}),
    ("fraud", "fraud.page_views", {}),
    ("fraud", "part.window_amount_fen", {"part.role": "member", "fraud.is_telecom": True}),
    ("help", "help.settlement_fen", {"help.crime_verified": True}),
    ("help", "help.settlement_fen", {"help.crime_verified": False}),
    ("help", "help.gain_fen", {"help.crime_verified": True}),
    ("help", "help.own_accounts", {"help.own_inflow_fen": 90_000_000, "help.other_accounts": 0}),
    ("help", "help.own_inflow_fen", {"help.own_accounts": 3, "help.other_accounts": 0}),
    ("network_use", "use.posts", {}),
    ("conceal", "conceal.amount_fen", {"conceal.factors": ["repeated"]}),
    ("conceal", "conceal.amount_fen", {"conceal.loss_fen": 30_000_000, "conceal.factors": []}),
    ("conceal", "conceal.loss_fen", {"conceal.amount_fen": 60_000_000, "conceal.factors": []}),
    ("conceal", "conceal.times", {"conceal.amount_fen": 6_000_000}),
    ("launder", "launder.amount_fen", {"launder.factors": ["repeated"]}),
    ("launder", "launder.loss_fen", {"launder.amount_fen": 600_000_000}),
    ("personal_information", "personal.class_a", {"personal.class_b": 100}),
    ("personal_information", "personal.gain_fen", {"personal.is_insider": True}),
    ("credit_card", "card.held", {}),
    ("credit_card", "card.data", {}),
    ("border_organise", "org.persons", {}),
    ("border_transport", "transport.gain_fen", {}),
    ("border_cross", "cross.exits", {"cross.entries": 1}),
    ("illegal_business", "biz.turnover_fen", {"biz.factors": ["prior_conviction"]}),
    ("illegal_business", "biz.turnover_fen", {"biz.gain_undeterminable": True}),
    ("casino", "casino.stakes_fen", {}),
    ("extortion", "extort.amount_fen", {"extort.factors": ["against_vulnerable"]}),
    ("tools", "tool.other_times", {}),
    ("destroy_system", "destroy.users", {}),
    ("radio", "radio.messages", {}),
    ("isp", "isp.leak_b", {}),
]  # fmt: skip


def levels(proposal):
    found = [each.placed.level for each in proposal.placements]
    return min(found), max(found)


@pytest.mark.parametrize(("offence", "key", "facts"), GROWING)
@settings(max_examples=40)
@given(first=st.integers(0, 10**9), more=st.integers(0, 10**9), judged=DAYS)
def test_more_never_lowers_a_tier(offence, key, facts, first, more, judged):  # noqa: PLR0917
    scale = 1 if key.endswith("_fen") else 100_000
    days = {"act": ACT, "judged": max(judged, ACT)}
    small = proposed(offence, {**facts, key: first // scale}, **days)
    large = proposed(offence, {**facts, key: (first + more) // scale}, **days)
    assert levels(small)[0] <= levels(large)[0]
    assert levels(small)[1] <= levels(large)[1]


def steps_of(person):
    yield from (*person.part, *person.together, *person.place, *person.proof)
    for proposal in person.proposals:
        yield from (*proposal.answer.because, *proposal.asks)
        for reading in proposal.answer.readings:
            yield from reading.because
        for element in proposal.elements:
            yield from element.held.because
        for each in (*proposal.leniency, *proposal.administrative, *proposal.notes,
                     *proposal.routes):  # fmt: skip
            yield each.step


@settings(max_examples=150, deadline=None)
@given(facts=facts_of(), act=DAYS, wait=st.integers(0, 4000))
def test_everything_an_assessment_says_resolves(facts, act, wait):
    judged = min(act + timedelta(days=wait), date(2026, 11, 23))
    made = assess(situation(facts, act=act, judged=max(act, judged)))
    book = law_book()
    for step in steps_of(made.persons[0]):
        for lang in LANGUAGES:
            assert say(step, lang)
        for value in step.rests_on:
            assert value.covers(act) or value.covers(made.judged_on), value
        cites = [*step.cites, *(each for value in step.rests_on for each in value.cites)]
        assert {each.source for each in cites} <= book.instruments.keys()
    assert plain_assessment(made)["law_version"] == book.version
    zh, en = (assessment_lines(made, lang) for lang in LANGUAGES)
    assert len(zh) == len(en)
    assert not [line for line in (*zh, *en) if RAW_KEY.search(line)]
    assert not [line for line in zh if ENGLISH.search(line)]


@settings(max_examples=80, deadline=None)
@given(facts=facts_of(), act=DAYS)
def test_a_value_that_ended_before_the_act_is_never_used(facts, act):
    """Both days after a repeal: nothing repealed is rested on."""
    made = assess(situation(facts, act=act, judged=act))
    for step in steps_of(made.persons[0]):
        assert all(value.covers(act) for value in step.rests_on)


@settings(max_examples=80, deadline=None)
@given(facts=facts_of(), data=st.data())
def test_an_unknown_fact_disproves_no_element(facts, data):
    known = [key for key, value in facts.items() if value != "unknown"]
    if not known:
        return
    gone = data.draw(st.sampled_from(known))
    fewer = {key: value for key, value in facts.items() if key != gone}
    before = disproved(facts)
    for offence, elements in disproved(fewer).items():
        assert elements <= before.get(offence, elements), (offence, gone)


def disproved(facts):
    person = assess(situation(facts)).persons[0]
    return {
        each.offence: {one.key for one in each.elements if one.held.heavy is Proof.NOT_MET}
        for each in person.proposals
    }


@pytest.mark.parametrize("offence", offences())
def test_without_facts_nothing_is_proved_and_nothing_disproved(offence):
    """Only that the law existed is known; every other element is open or asks for nothing."""
    head = offences()[offence].fact_head
    key = next(key for key in vocabulary() if key.startswith(f"{head}."))
    made = assess(situation({key: "unknown", "chain.roles": list(offences()[offence].roles)}))
    for each in made.persons[0].proposals:
        assert not [e for e in each.elements if e.held.heavy is Proof.NOT_MET]
        assert each.outcome in {"open", "below"}


@settings(max_examples=40, deadline=None)
@given(facts=facts_of())
def test_the_same_facts_give_the_same_assessment(facts):
    made = situation(facts)
    assert plain_assessment(assess(made)) == plain_assessment(assess(replace(made)))
