"""Words: every text of the face, from one catalogue per language.

in     a language, a key such as ``summary.report``, and facts to fill the text
out    the text; a stored code without a word prints as itself, so nothing is hidden
keeps  both catalogues hold the same keys, but for refusals: each class says its own in English,
       zh-refusals.toml gives the Chinese headline; Chinese unless somebody says English
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from zhanlian.terms import Refusal

LANGUAGES = ("zh", "en")
LOCALE_NAMES = ("ZHANLIAN_LANG", "LC_ALL", "LC_MESSAGES", "LANG")

__all__ = ["LANGUAGES", "UnknownLanguage", "Words", "choose_language", "load_words"]


class UnknownLanguage(Refusal):
    """A language no catalogue is written in."""

    code = "ZL-CLI-003"

    def __init__(self, lang: str) -> None:
        super().__init__(
            f"The face does not speak {lang!r}.",
            where="--lang",
            why=f"the catalogues are {', '.join(LANGUAGES)}",
            do_next="choose one of them",
        )


@dataclass(frozen=True, slots=True)
class Words:
    """One catalogue: ``words("new.made", case=…)``, ``words.value("class", "copy")``."""

    lang: str
    groups: Mapping[str, Mapping[str, Any]] = field(repr=False)

    def __call__(self, key: str, **facts: object) -> str:
        """The text of ``key`` with ``facts`` filled in; keys are our own, so they are there."""
        group, _, name = key.rpartition(".")
        text = str(self._group(group)[name])
        return text.format(**facts) if facts else text

    def value(self, group: str, code: str) -> str:
        """The word for a stored ``code``; a code without one prints as itself."""
        return str(self._group(group).get(code, code))

    def columns(self, group: str) -> dict[str, str]:
        """Column headings of a list, by column name."""
        return {name: str(text) for name, text in self._group(group).items()}

    def _group(self, path: str) -> Mapping[str, Any]:
        found: Mapping[str, Any] = self.groups
        for name in path.split("."):
            found = found.get(name, {})
        return found


def choose_language(said: str = "") -> str:
    """The language asked for, else the locale's, else Chinese."""
    if said:
        if said not in LANGUAGES:
            raise UnknownLanguage(said)
        return said
    locale = next((os.environ[name] for name in LOCALE_NAMES if os.environ.get(name)), "")
    return "en" if locale.lower().startswith("en") else "zh"


@cache
def load_words(lang: str) -> Words:
    """The catalogue of ``lang``."""
    if lang not in LANGUAGES:
        raise UnknownLanguage(lang)
    here = Path(__file__).parent
    texts = [file.read_text(encoding="utf-8") for file in sorted(here.glob(f"{lang}*.toml"))]
    return Words(
        lang, {name: group for text in texts for name, group in tomllib.loads(text).items()}
    )
