"""The worked example: the invented sample case, its people in five places of the chain."""

from pathlib import Path

from zhanlian.law import assess

EXAMPLE = Path(__file__).parents[3] / "examples" / "law" / "sample-case.toml"


def test_the_people_of_the_sample_case_come_out_as_the_guide_says():
    made = assess(EXAMPLE)
    found = {
        person.person_id: [
            (each.offence, each.outcome.value, [p.placed.tier for p in each.placements])
            for each in person.proposals
            if each.outcome != "open"
        ]
        for person in made.persons
    }
    assert found == {
        "F1": [("personal_information", "made_out", ["serious"])],
        "C1": [("fraud", "made_out", ["huge"])],
        "C2": [],
        "B1": [("help", "below", [""])],
        "B2": [("conceal", "made_out", ["basic"])],
        "S1": [("border_organise", "made_out", ["basic"])],
        "G1": [("detention", "made_out", ["basic"]), ("trafficking", "not_made_out", ["basic"])],
    }


def test_five_places_of_the_chain_are_joined():
    made = assess(EXAMPLE)
    assert {role for person in made.persons for role in person.roles} == {
        "front", "core", "back", "border", "violence",
    }  # fmt: skip
    assert [step.key for step in made.joined] == ["place.join_chain"]


def test_the_member_abroad_lacks_one_fact_for_the_second_tier():
    """35 days less 4 of travel are 31; whether amounts can be ascertained is not known."""
    (fraud,) = made_for("C2")
    (days,) = [s.facts for s in fraud.answer.because if s.key == "limb.den_days"]
    assert (days["days"], days["net_days"], days["needed"]) == (35, 31, 30)
    huge = {gap.fact for gap in fraud.gaps if gap.key == "huge"}
    assert "fraud.amounts_unascertainable" in huge


def test_the_money_mover_gains_from_the_newer_text():
    (conceal,) = made_for("B2")
    assert conceal.answer.because[0].key == "versions.newer_milder"


def made_for(person_id):
    return assess(EXAMPLE).person(person_id).proposals
