"""Offence files: strict, complete, and every name in them is known."""

import re
from datetime import date
from pathlib import Path

import pytest

import zhanlian
from zhanlian.law import law_book, vocabulary
from zhanlian.law.offences import NoLegalBasis, check_basis, offences
from zhanlian.law.offences.definitions import read_offence
from zhanlian.law.reading import BadLawFile
from zhanlian.law.saying import LANGUAGES, catalogue

DATA = Path(zhanlian.__file__).parent / "law" / "data"
FILES = sorted((DATA / "offences").glob("*.toml"))
NAME = re.compile(r'"(cn\.criminal\.[a-z0-9_.]+)"')
SMALL = """
title_zh = "罪"
title_en = "offence"
article = "cn/criminal-law art. 1"
exists_from = 1997-10-01
roles = { core = "usual" }
fact_head = "fraud"

[[elements]]
key = "conduct"
zh = "行为"
en = "conduct"
fact = "fraud.deception"
is = true
"""


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_value_and_fact_named_exists(file):
    book, words = law_book(), vocabulary()
    named = set(NAME.findall(file.read_text("utf-8")))
    assert named <= book.parameters.keys(), named - book.parameters.keys()
    offence = offences()[file.stem]
    assert set(offence.fact_keys()) <= words.keys()
    assert any(key.startswith(f"{offence.fact_head}.") for key in words)
    cites = [*(c for e in offence.elements for c in e.cites), offence.article]
    cites += [c for option in offence.administrative for c in option.cites]
    assert {cite.source for cite in cites} <= book.instruments.keys()


@pytest.mark.parametrize("offence", offences().values(), ids=lambda each: each.key)
def test_every_part_can_be_named_in_both_languages(offence):
    for lang in LANGUAGES:
        said = catalogue(lang)
        wanted = [f"offence.{offence.key}"]
        wanted += [f"element.{offence.key}.{each.key}" for each in offence.elements]
        wanted += [f"tier.{each.key}" for each in offence.tiers]
        wanted += [f"role.{each}" for each in offence.roles]
        wanted += [f"route.{each.key}" for each in offence.routes]
        wanted += [f"beside.{each.effect}" for each in offence.beside]
        wanted += [f"option.{each.key}" for each in
                   (*offence.leniency, *offence.notes, *offence.administrative)]  # fmt: skip
        wanted += [limb.ask for tier in offence.tiers for limb in tier.limbs if limb.ask]
        assert not [key for key in wanted if key not in said]


def test_every_choice_of_a_fact_has_a_name():
    heads = {each.fact_head for each in offences().values()} | {
        "chain", "leniency", "limitation", "part", "place", "proof",
    }  # fmt: skip
    choices = {
        choice
        for word in vocabulary().values()
        if word.key.split(".")[0] in heads
        for choice in word.choices
    }
    for lang in LANGUAGES:
        assert not [each for each in choices if f"pick.{each}" not in catalogue(lang)]


@pytest.mark.parametrize("offence", offences().values(), ids=lambda each: each.key)
def test_tiers_stand_from_the_lightest_to_the_heaviest(offence):
    def severity(tier):
        row = law_book().parameters[tier.penalty].values[-1].table
        return (row.get("death", False), row.get("life", False), row.get("most_months", 0))

    ranges = [severity(tier) for tier in offence.tiers]
    assert ranges == sorted(ranges)


def test_routes_and_neighbours_are_offences():
    for offence in offences().values():
        named = {key for route in offence.routes for key in route.to}
        named |= {each.offence for each in offence.beside}
        assert named <= offences().keys()


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("is = true", "is = 3", "true, false or a choice"),
        ("is = true", "si = true", "a condition has one of"),
        ('fact = "fraud.deception"\nis = true', 'rule = "none"', "is not one of"),
        ('key = "conduct"', 'key = "conduct"\nkind = "x"', "no such field"),
        ("exists_from = 1997-10-01", "", "has a first day"),
    ],
)
def test_a_slip_in_an_offence_file_is_refused_by_field(tmp_path, old, new, told):
    file = tmp_path / "small.toml"
    file.write_text(SMALL, encoding="utf-8")
    assert read_offence(file).key == "small"
    file.write_text(SMALL.replace(old, new), encoding="utf-8")
    with pytest.raises(BadLawFile) as caught:
        read_offence(file)
    assert told in caught.value.why


@pytest.mark.parametrize(
    ("key", "day"),
    [("cn/fashi-2015-11", "2025-08-26"), ("cn/fashi-2025-13", "2025-08-25"),
     ("cn/none", "2025-01-01")],
)  # fmt: skip
def test_an_ended_a_future_and_an_unknown_text_are_no_basis(key, day):
    with pytest.raises(NoLegalBasis):
        check_basis(key, on=date.fromisoformat(day), law=law_book())
