"""Catalogues: both languages hold the same keys and facts; no key is unused or absent."""

import ast
import re
from pathlib import Path

import pytest

import zhanlian.reports
from zhanlian.reports import LANGUAGES, words
from zhanlian.reports.lists.files import CLASSES
from zhanlian.reports.words import UnknownLanguage

ROOM = Path(zhanlian.reports.__file__).parent
STORED = (  # groups whose names are codes of the tables
    "asked", "advice", "account_kind", "booking_state", "class", "code", "contents", "cp_basis",
    "device", "direction", "direction_basis", "exit", "fact", "feedback", "finding",
    "finding_kind", "followed", "indicator", "indicator_means", "level", "match", "match_basis",
        "measure",
    "method", "passage", "query_reason", "question_why", "reserved", "rounding", "setting", "stop",
    "transfer_kind",
)  # fmt: skip


def facts_of(text):
    return set(re.findall(r"{(\w+)}", text))


def test_languages_hold_the_same_keys():
    first, *others = (words(lang).groups for lang in LANGUAGES)
    for other in others:
        assert {g: set(names) for g, names in first.items()} == {
            g: set(names) for g, names in other.items()
        }


def test_languages_fill_in_the_same_facts():
    first, second = (words(lang).groups for lang in LANGUAGES)
    odd = [
        f"{group}.{name}"
        for group, names in first.items()
        for name in names
        if facts_of(names[name]) != facts_of(second[group][name])
    ]
    assert odd == []


def keys_asked_for():
    """Every ``words("group.name")`` of the room; f-strings count by their group."""
    for file in ROOM.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                if re.fullmatch(r"[a-z_]+\.[a-z_0-9]+", node.value):
                    yield node.value
            elif isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
                yield str(node.values[0].value)


def test_every_key_asked_for_is_there():
    groups = words("zh").groups
    asked = [key for key in keys_asked_for() if key.partition(".")[0] in groups and "." in key]
    absent = [
        key
        for key in asked
        if key.partition(".")[2] and not key.endswith((".toml", ".sql", ".css", ".js"))
        and key.partition(".")[2] not in groups[key.partition(".")[0]]
    ]  # fmt: skip
    assert len(asked) > 100
    assert absent == []


def test_every_group_is_used():
    asked = {key.partition(".")[0] for key in keys_asked_for()}
    unused = set(words("zh").groups) - asked - set(STORED)
    assert unused == set()


def test_every_line_class_has_a_word():
    assert all(words(lang).has("class", name) for lang in LANGUAGES for name in CLASSES)


def test_a_code_without_a_word_prints_as_itself():
    assert words("zh").value("exit", "never_heard_of") == "never_heard_of"


def test_an_unknown_language_is_refused():
    with pytest.raises(UnknownLanguage, match="ZL-REPORTS-001"):
        words("fr")
