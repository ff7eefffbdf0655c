"""Catalogues: both languages say the same things, and nothing the face asks for is missing."""

import importlib
import re
from pathlib import Path
from string import Formatter

import pytest

from zhanlian.cli.app import FAMILIES, VERBS, run, speaking
from zhanlian.cli.pages import load_every_room
from zhanlian.cli.words import LANGUAGES, UnknownLanguage, choose_language, load_words
from zhanlian.terms import refusal_classes

OWN = "refusal."  # English refusals are said by their classes

CLI = Path(importlib.import_module("zhanlian.cli").__file__).parent
ASKED = re.compile(r"""words\(\s*"([a-z_]+\.[a-z_.]+)\"""")


def flat(groups, head=""):
    for name, value in groups.items():
        if isinstance(value, dict):
            yield from flat(value, f"{head}{name}.")
        else:
            yield f"{head}{name}", value


def said(lang):
    pairs = flat(load_words(lang).groups)
    return {key: text for key, text in pairs if not key.startswith(OWN)}


def holes(text):
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_both_catalogues_hold_the_same_keys():
    zh, en = (said(lang) for lang in LANGUAGES)
    assert sorted(zh) == sorted(en)


def test_both_catalogues_fill_the_same_facts():
    zh, en = (said(lang) for lang in LANGUAGES)
    assert {key: holes(text) for key, text in zh.items()} == {
        key: holes(text) for key, text in en.items()
    }


def test_every_key_that_the_code_asks_for_is_there():
    known = said("zh")
    asked = {key for file in CLI.rglob("*.py") for key in ASKED.findall(file.read_text("utf-8"))}
    assert asked - set(known) == set()


def test_every_refusal_has_a_headline():
    load_every_room()
    codes = {kind.code for kind in refusal_classes() if kind.__module__.startswith("zhanlian.")}
    words = load_words("zh")
    lacking = sorted(code for code in codes if words.value("refusal", code) == code)
    assert {key.removeprefix(OWN) for key, _ in flat(words.groups) if key.startswith(OWN)} <= codes
    assert not lacking, f"add to cli/words/zh-refusals.toml: {lacking}"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_verb_and_option_has_help(lang):
    tree = speaking(load_words(lang))
    assert set(tree.commands) == {*VERBS, *FAMILIES}
    inner = [each for name in FAMILIES for each in tree.commands[name].commands.values()]
    for command in [*tree.commands.values(), *inner]:
        assert command.help
        assert all(each.help for each in command.params)


@pytest.mark.parametrize(
    ("locale", "lang"),
    [("en_GB.UTF-8", "en"), ("zh_CN.UTF-8", "zh"), ("C.UTF-8", "zh"), ("", "zh")],
)
def test_language_follows_the_locale_and_is_chinese_first(monkeypatch, locale, lang):
    for name in ("ZHANLIAN_LANG", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", locale)
    assert choose_language() == lang
    assert choose_language("en") == "en"


def test_a_language_without_a_catalogue_is_refused():
    with pytest.raises(UnknownLanguage):
        choose_language("fr")


def test_help_speaks_the_language_asked_for(capsys):
    assert run(["why", "--help", "--lang", "en"]) == 0
    assert "down to the raw" in capsys.readouterr().out
    assert run(["why", "--help", "--lang", "zh"]) == 0
    assert "直到原文" in capsys.readouterr().out
