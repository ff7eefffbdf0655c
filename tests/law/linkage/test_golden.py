"""Administrative situations that a lawyer can write: one file per rule, under ``golden/F``."""

import tomllib
from pathlib import Path

import pytest

from zhanlian.law import LawRefusal, law_book, say, situation_of
from zhanlian.law.linkage import (
    administrative_penalty,
    exit_ban,
    joint_discipline,
    matter_of,
    offset,
    papers_withheld,
    penalty_limitation,
    prior_penalties,
    read_ledger,
    referral,
)
from zhanlian.law.plain import plain, plain_answer
from zhanlian.law.saying import LANGUAGES

GOLDEN = Path(__file__).parents[1] / "golden" / "F"
RULES = {
    rule.__name__: rule
    for rule in (
        administrative_penalty, exit_ban, joint_discipline, offset, papers_withheld,
        penalty_limitation, referral,
    )
}  # fmt: skip


def cases():
    said = {
        file.stem: tomllib.loads(file.read_text("utf-8")) for file in sorted(GOLDEN.glob("*.toml"))
    }
    return [
        pytest.param(each["asks"], case, id=f"{name}-{number}")
        for name, each in said.items()
        for number, case in enumerate(each["cases"])
    ]


def answered(asks, case):
    if asks == "prior_penalties":
        ledger = read_ledger(case["penalty"], where="golden")
        return prior_penalties(ledger, case["offence"], act_on=case["act_on"], law=law_book())
    keys = ("situation", "person")
    situation = situation_of({key: case[key] for key in keys}, where="golden")
    return RULES[asks](matter_of(situation, situation.persons[0], law_book()))


def holds(found, expected, place="value"):
    """Every field that the case names is as it says; other fields are not looked at."""
    if isinstance(expected, dict):
        for name, each in expected.items():
            holds(found[name], each, f"{place}.{name}")
    elif isinstance(expected, list) and expected and isinstance(expected[0], dict):
        assert len(found) == len(expected), place
        for number, each in enumerate(expected):
            holds(found[number], each, f"{place}[{number}]")
    else:
        assert found == plain(expected), f"{place}: {found!r}"


@pytest.mark.parametrize(("asks", "case"), cases())
def test_a_situation_comes_out_as_written(asks, case):
    if "refuses" in case:
        with pytest.raises(LawRefusal) as caught:
            answered(asks, case)
        assert caught.value.code == case["refuses"]
        assert caught.value.because, "a refusal keeps its reasoning"
        return
    answer = answered(asks, case)
    expected = case["expect"]
    made = plain_answer(answer)
    if "value" in expected:
        assert not answer.readings
        holds(made["value"], expected["value"])
    if "values" in expected:
        holds(made["value"], expected["values"])
    if "readings" in expected:
        assert answer.value is None
        holds([each["value"] for each in made["readings"]], expected["readings"])
    if "asks" in expected:
        assert [step.key for step in answer.asks] == expected["asks"]
    if "missing" in expected:
        assert list(answer.missing) == expected["missing"]


@pytest.mark.parametrize(("asks", "case"), cases())
def test_every_answer_can_be_said_and_rests_on_cited_law(asks, case):
    if "refuses" in case:
        return
    answer = answered(asks, case)
    steps = [*answer.because, *answer.asks]
    for reading in answer.readings:
        steps += reading.because
    assert all(say(step, lang) for step in steps for lang in LANGUAGES)
    instruments = law_book().instruments
    assert all(cite.source in instruments for value in answer.values_used for cite in value.cites)
