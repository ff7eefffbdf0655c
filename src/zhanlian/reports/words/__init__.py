"""Words: every text a reader sees, from one catalogue per language.

in     a language code, a key such as ``column.holder`` and facts to fill the text
out    the text; a code that a catalogue does not know prints as itself, so nothing is hidden
keeps  both catalogues hold the same keys; no sentence for people stands in the code
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from zhanlian.terms import Refusal

LANGUAGES = ("zh", "en")
SUBJECTS = ("", "-lists", "-codes", "-compare")  # sentences; tables; codes; methods compared

__all__ = ["LANGUAGES", "UnknownLanguage", "Words", "words"]


class UnknownLanguage(Refusal):
    """A language no catalogue is written in."""

    code = "ZL-REPORTS-001"

    def __init__(self, lang: str) -> None:
        super().__init__(
            f"There is no report in the language {lang!r}.",
            where="lang",
            why=f"the catalogues are {', '.join(LANGUAGES)}",
            do_next="choose one of them",
        )


@dataclass(frozen=True, slots=True)
class Words:
    """One catalogue: ``words("column.holder")``, or ``words.value("state", "matched")``."""

    lang: str
    groups: MappingProxyType[str, dict[str, str]] = field(repr=False)

    def __call__(self, key: str, **facts: str | int) -> str:
        """The text of ``key`` with ``facts`` filled in; the key is one we wrote ourselves."""
        group, _, name = key.partition(".")
        text = self.groups[group][name]
        return text.format(**facts) if facts else text

    def value(self, group: str, code: str | None) -> str:
        """The word for a stored ``code`` of ``group``; a code without a word prints as itself."""
        return "" if not code else self.groups.get(group, {}).get(code, code)

    def has(self, group: str, code: str) -> bool:
        """Whether the catalogue has a word for ``code``."""
        return code in self.groups.get(group, {})


@cache
def words(lang: str) -> Words:
    """The catalogue of ``lang``; refuses a language there is none for."""
    if lang not in LANGUAGES:
        raise UnknownLanguage(lang)
    folder = files("zhanlian.reports.words")
    groups: dict[str, dict[str, str]] = {}
    for subject in SUBJECTS:
        text = folder.joinpath(f"{lang}{subject}.toml").read_text(encoding="utf-8")
        for name, group in tomllib.loads(text).items():
            groups[name] = groups.get(name, {}) | group
    return Words(lang, MappingProxyType(groups))
