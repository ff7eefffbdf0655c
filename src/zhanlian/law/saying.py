"""Saying: a step of reasoning as a sentence in Chinese or English.

in     ``Step`` and a language
out    the sentence, the values it rests on with their citations and doubts
keeps  both catalogues hold the same keys with the same places to fill; how a fact is written
       follows from the unit in its name; a convention of ours is said to be one
"""

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.resources import as_file, files
from types import MappingProxyType

from zhanlian.law.answers import Step
from zhanlian.law.clocknames import clock_names
from zhanlian.law.facts import vocabulary
from zhanlian.law.values import Value
from zhanlian.terms import Money

__all__ = ["LANGUAGES", "catalogue", "say", "say_value", "word"]

LANGUAGES = ("zh", "en")
PPM_PERCENT = 10_000


@cache
def catalogue(lang: str) -> Mapping[str, str]:
    """Every sentence of one language, by key such as ``fraud.tier.reached``."""
    found: dict[str, str] = {}
    with as_file(files("zhanlian.law") / "data" / "words" / lang) as folder:
        for file in sorted(folder.glob("*.toml")):
            _flatten(tomllib.loads(file.read_text(encoding="utf-8")), "", found)
    _add_names(lang, found)
    return MappingProxyType(found)


def _add_names(lang: str, found: dict[str, str]) -> None:
    """Names that stand in data beside what they name: facts, offences and elements, clocks."""
    found |= clock_names(lang)
    for each in vocabulary().values():
        found[f"fact.{each.key}"] = each.zh if lang == "zh" else each.en
    with as_file(files("zhanlian.law") / "data" / "offences") as folder:
        for file in sorted(folder.glob("*.toml")):
            said = tomllib.loads(file.read_text(encoding="utf-8"))
            found[f"offence.{file.stem}"] = said[f"title_{lang}"]
            for each_element in said["elements"]:
                found[f"element.{file.stem}.{each_element['key']}"] = each_element[lang]


def _flatten(table: Mapping[str, object], head: str, found: dict[str, str]) -> None:
    for name, each in table.items():
        key = f"{head}{name}"
        if isinstance(each, dict):
            _flatten(each, f"{key}.", found)
        else:
            assert key not in found, f"{key} is said twice"
            found[key] = str(each)


def word(key: str, lang: str) -> str:
    """The word for a code, such as ``tier.huge``; a code without a word prints as itself."""
    return catalogue(lang).get(key, key)


def say(step: Step, lang: str) -> str:
    """The step's sentence. The key is one of ours, so it is there (a test holds that)."""
    facts = {name: _shown(name, found, lang) for name, found in step.facts.items()}
    return catalogue(lang)[step.key].format(**facts)


def _shown(name: str, found: object, lang: str) -> str:
    if found is None:
        return word("said.unknown", lang)
    if isinstance(found, bool):
        return word("said.yes" if found else "said.no", lang)
    if name.endswith("span") and isinstance(found, tuple):
        return word("span.plus", lang).join(_length(count, unit, lang) for count, unit in found)
    if isinstance(found, tuple | list):
        return word("said.comma", lang).join(_shown(name, each, lang) for each in found)
    return _shown_one(name, found, lang)


def _length(count: int, unit: str, lang: str) -> str:
    """An amount of time, such as 2 months."""
    form = "one" if count == 1 else "many"
    return word(f"span.{unit}_{form}", lang).format(count=count)


def _shown_one(name: str, found: object, lang: str) -> str:
    if name.endswith("_fen") and isinstance(found, int):
        return Money(found).plain() + word("said.yuan", lang)
    if name.endswith("_ppm") and isinstance(found, int):
        return f"{found / PPM_PERCENT:g}%"
    if isinstance(found, date):
        return found.isoformat()
    return word(str(found), lang)


def say_value(value: Value, lang: str) -> str:
    """A dated value in one line: what it is, from when to when, its citation, its doubt."""
    shown = f"{value.low}-{value.high}" if value.is_band else _plain(value)
    unit = word(f"unit.{value.unit}", lang)
    cites = word("said.semicolon", lang).join(map(str, value.cites))
    until = value.to_on.isoformat() if value.to_on else word("said.open_end", lang)
    line = f"{value.parameter} = {shown} {unit} [{value.from_on}, {until}] ({cites})"
    marks = [] if value.is_law else [word("said.convention", lang)]
    if value.doubt is not None:
        marks.append(value.doubt.zh if lang == "zh" else value.doubt.en)
    return " ".join([line, *marks])


def _plain(value: Value) -> str:
    if isinstance(value.value, tuple):
        return ", ".join(
            f"{each[0]} {each[1]}" if isinstance(each, tuple) else str(each) for each in value.value
        )
    return str(value.value)
