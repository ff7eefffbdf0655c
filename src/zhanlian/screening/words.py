"""Words: every sentence of the screening room, in Chinese and English.

keeps  both catalogues hold the same keys; a fraud type, a step or a mark without words is our fault
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

__all__ = ["LANGUAGES", "catalogue", "word"]

LANGUAGES = ("zh", "en")


@cache
def catalogue(lang: str) -> Mapping[str, Mapping[str, str]]:
    """The words of one language, by group and key."""
    assert lang in LANGUAGES, lang
    file = files("zhanlian.screening") / "data" / "words" / f"{lang}.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


def word(lang: str, group: str, key: str, **facts: object) -> str:
    """One text with its facts filled in."""
    text = catalogue(lang)[group][key]
    return text.format(**facts) if facts else text
