"""The word files: consistent, explained, and covering what the field guide lists."""

import csv

import pytest

from zhanlian.intake.synonyms import kinds, normalise_header, vocabulary
from zhanlian.intake.synonyms.names import without_unit

KINDS = pytest.mark.parametrize("kind", kinds(), ids=lambda kind: kind.id)


@KINDS
def test_needs_marks_and_rules_speak_of_known_names(kind):
    fields = {field.name for field in kind.fields}
    assert set().union(*kind.needs) <= fields
    assert set(kind.marks) <= set(kind.fields_by_header)
    for rule in kind.rules:
        assert rule.headers <= set(kind.fields_by_header), "a rule for a header nobody writes"
        assert rule.why


@KINDS
def test_a_name_of_two_fields_has_a_rule(kind):
    open_names = [
        name
        for name, fields in kind.fields_by_header.items()
        if len(fields) > 1 and kind.rule_of(name) is None
    ]
    assert not open_names, "say in [[rules]] which neighbour settles it, and why it is open"


@KINDS
def test_no_name_stands_twice_in_one_field(kind):
    for field in kind.fields:
        plain = [name for name in field.synonyms if without_unit(name) == name]
        assert len(set(plain)) == len(plain), field.name


@KINDS
def test_a_header_has_one_rule(kind):
    headers = [header for rule in kind.rules for header in rule.headers]
    assert len(set(headers)) == len(headers)


@KINDS
def test_kind_has_both_names(kind):
    assert kind.name_zh
    assert kind.name_en.isascii()


def test_every_listed_header_name_is_known(shared):
    with (shared / "domain" / "header-synonyms.csv").open(encoding="utf-8-sig") as file:
        listed = {row["synonym"] for row in csv.DictReader(file)}
    missing = {name for name in listed if normalise_header(name) not in vocabulary()}
    assert not missing
