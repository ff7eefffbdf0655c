"""Spoken words: keywords written by their sound, wholly or in part.

in     data/pinyin.txt (made by scripts/pinyin_table.py) and the keywords of data/disguises.toml
out    written form -> keyword: ``zhuan账``, ``zhuan zhang``, ``转zhang`` are 转账; 银航卡 is 银行卡
keeps  a same-sounding character counts only in a keyword of three or more, and one at a time:
       in short words it would be another ordinary word (提现, 体现)
"""

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from itertools import product

__all__ = ["spoken_forms"]

HOMOPHONE_WORD_LEAST = 3


@cache
def _sounds() -> Mapping[str, str]:
    """Characters that are read alike, by syllable."""
    text = (files("zhanlian.screening") / "data" / "pinyin.txt").read_text(encoding="utf-8")
    return dict(line.split(" ", 1) for line in text.splitlines())


@cache
def spoken_forms() -> Mapping[str, str]:
    """Every other way of writing the keywords, with the keyword meant."""
    text = (files("zhanlian.screening") / "data" / "disguises.toml").read_text(encoding="utf-8")
    spoken = tomllib.loads(text)["spoken"]
    words: list[str] = [*spoken["words"], *spoken["read_otherwise"]]
    otherwise: dict[str, str] = spoken["read_otherwise"]
    read_as = {mark: syllable for syllable, marks in _sounds().items() for mark in marks}
    forms: dict[str, str] = {}
    for word in words:
        said = otherwise.get(word)
        syllables = said.split() if said else [read_as[mark] for mark in word]
        for form in (*_by_sound(word, syllables), *_by_homophone(word, syllables)):
            forms.setdefault(form, word)
    return {form: word for form, word in forms.items() if form not in words}


def _by_sound(word: str, syllables: list[str]) -> Iterator[str]:
    """Some or all characters as pinyin; all of them also with blanks between."""
    for chosen in product(*zip(word, syllables, strict=True)):
        yield "".join(chosen)
    yield " ".join(syllables)


def _by_homophone(word: str, syllables: list[str]) -> Iterator[str]:
    if len(word) < HOMOPHONE_WORD_LEAST:
        return
    for place, syllable in enumerate(syllables):
        for other in _sounds()[syllable]:
            yield word[:place] + other + word[place + 1 :]
