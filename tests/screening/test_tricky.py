"""Tricky strings: each written by hand, each read exactly, and nothing beside."""

import tomllib
from pathlib import Path

import pytest

from zhanlian.screening import find_entities

FILE = Path(__file__).with_name("tricky.toml")
STRINGS = tomllib.loads(FILE.read_text(encoding="utf-8"))["strings"]
LEAST = 300


@pytest.mark.parametrize("row", STRINGS, ids=lambda row: row["text"])
def test_a_tricky_string_is_read_exactly(row):
    found = find_entities(row["text"]).entities
    assert [f"{each.type.value} {each.value}" for each in found] == row["found"]


def test_there_are_enough_and_each_stands_once():
    texts = [row["text"] for row in STRINGS]
    assert len(texts) == len(set(texts)) >= LEAST
