"""Offence situations that a lawyer can write: one file per worked row, under ``golden``.

A row names per person and offence what must come out: outcome, tier, form, months, limbs,
readings (the first is the earlier or milder), and keys of reasons, questions, gaps and routes
that must be among those given. Fields it does not name are not looked at.
"""

import tomllib
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from zhanlian.law import law_book, situation_of
from zhanlian.law.offences import (
    NoLegalBasis,
    assess,
    assessment_lines,
    check_basis,
    plain_assessment,
)
from zhanlian.law.plain import plain
from zhanlian.law.saying import LANGUAGES
from zhanlian.law.values import Standing, Unit, Value
from zhanlian.terms import Citation

GOLDEN = Path(__file__).parents[1] / "golden"
PERSON_FIELDS = {"competent", "place", "part"}


def rows(*, basis):
    files = [*(GOLDEN / "D").glob("*.toml"), *(GOLDEN / "E").glob("*.toml"),
             GOLDEN / "I" / "G-I04.toml"]  # fmt: skip
    said = {file.stem: tomllib.loads(file.read_text("utf-8")) for file in sorted(files)}
    return [
        pytest.param(each, id=name) for name, each in said.items() if ("basis" in each) is basis
    ]


def own_row(said, region):
    """A province's row, as a person would fill it in."""
    return Value(
        parameter=said["parameter"],
        unit=Unit.FEN,
        value=said["value"],
        from_on=date(2011, 4, 8),
        to_on=None,
        cites=(Citation("cn/fashi-2011-7", "art. 1"),),
        standing=Standing.CONFIRMED,
        region=region,
    )


def assessed(row):
    situation = situation_of({k: row[k] for k in ("situation", "person")}, where="golden")
    law = law_book()
    if "province" in row:
        law = law.with_region(tuple(own_row(each, situation.region) for each in row["province"]))
    return assess(situation, law=law), law


def tiers(placements):
    return [[each["tier"], each["form"]] for each in placements]


def keys(steps):
    return [step["key"] for step in steps]


def looked_at(proposal, name):
    """What the assessment says for one field of a row."""
    placements, answer = proposal["placements"], proposal["answer"]
    penalty = next((each["penalty"] for each in placements if each["penalty"]), {})
    because = [*answer["because"], *(s for each in answer["readings"] for s in each["because"])]
    if name == "months":
        return [penalty["least_months"], penalty["most_months"]]
    if name in {"life", "fine", "fine_table"}:
        return penalty[name]
    if name in {"tier", "form", "level", "limbs", "possible_level"}:
        assert len(placements) == 1, "several readings have no single tier"
        return placements[0][name]
    return {
        "outcome": proposal["outcome"],
        "readings": tiers(placements),
        "because": keys(because),
        "asks": keys(proposal["asks"]),
        "missing": [gap["fact"] for gap in proposal["missing"]],
        "routes": [each["key"].removeprefix("route.") for each in proposal["routes"]],
        "notes": [each["key"] for each in proposal["notes"]],
        "leniency": [each["key"] for each in proposal["leniency"]],
        "administrative": [each["key"] for each in proposal["administrative"]],
    }[name]


AMONG = {"because", "asks", "missing", "routes", "notes", "leniency", "administrative"}


@pytest.mark.parametrize("row", rows(basis=False))
def test_a_situation_comes_out_as_written(row):
    assessment, law = assessed(row)
    made = plain_assessment(assessment)
    persons = {each["person_id"]: each for each in made["persons"]}
    for person_id, expected in row["expect"].items():
        person = persons[person_id]
        proposals = {each["offence"]: each for each in person["proposals"]}
        for offence in expected.keys() - PERSON_FIELDS:
            for name, wanted in expected[offence].items():
                found = looked_at(proposals[offence], name)
                holds = set(wanted) <= set(found) if name in AMONG else found == plain(wanted)
                assert holds, f"{person_id} {offence} {name}: {found!r}"
        if "competent" in expected:
            assert grounds(person) == expected["competent"]
        for name in expected.keys() & {"place", "part"}:
            assert set(expected[name]) <= set(keys(person[name])), keys(person[name])
    for lang in LANGUAGES:
        assert "\n".join(assessment_lines(assessment, lang, law=law))


def grounds(person):
    return {
        each["place"]: [step["facts"]["ground"].removeprefix("fact.place.")
                        for step in each["grounds"]]
        for each in person["competent"]
    }  # fmt: skip


@pytest.mark.parametrize("row", rows(basis=True))
def test_what_is_no_law_is_no_basis(row):
    said = row["basis"]
    with pytest.raises(NoLegalBasis) as caught:
        check_basis(said["cites"], on=said["on"], law=law_book())
    assert caught.value.code == said["refuses"]
    assert said["why"] in caught.value.why


@pytest.mark.parametrize("row", rows(basis=False))
def test_a_row_with_a_doubtful_point_has_more_than_one_reading(row):
    """Where a row names readings, no single value is offered and a person is asked."""
    assessment, _ = assessed(row)
    for person_id, expected in row["expect"].items():
        for offence, fields in expected.items():
            if offence in PERSON_FIELDS or "readings" not in fields:
                continue
            proposal = assessment.person(person_id).proposal(offence)
            assert proposal.answer.value is None
            assert len(proposal.placements) > 1
            is_by_version = "versions.both" in fields.get("because", [])
            assert proposal.asks or is_by_version


def test_an_undated_person_of_one_situation_does_not_change_another():
    """Each person is assessed alone: taking one away leaves the others as they were."""
    row = tomllib.loads((GOLDEN / "E" / "G-E17.toml").read_text("utf-8"))
    situation = situation_of({k: row[k] for k in ("situation", "person")}, where="golden")
    whole = plain_assessment(assess(situation))["persons"]
    for number, person in enumerate(situation.persons):
        alone = plain_assessment(assess(replace(situation, persons=(person,))))["persons"]
        assert alone == [whole[number]]
