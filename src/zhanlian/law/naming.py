"""Naming: provisions as people cite them.

keeps  an instrument is named by its number or, without one, by its title; article numbers stay
"""

import re
from collections.abc import Iterable

from zhanlian.law.answers import Step
from zhanlian.law.book import LawBook, law_book
from zhanlian.law.saying import say, word
from zhanlian.law.values import Standing
from zhanlian.terms import Citation

__all__ = ["cited", "grounded", "provision", "provisions_of"]

OF_CHINA = " of the People's Republic of China"
PLACES = (
    (re.compile(r"(?<![a-z])art\.? (\d+)-1\b"), r"第\1条之一"),
    (re.compile(r"(?<![a-z])art\.? (\d+)-2\b"), r"第\1条之二"),
    (re.compile(r"(?<![a-z])arts?\.? (\d+(?:-\d+)?)"), r"第\1条"),
    (re.compile(r"part (\d+)"), r"第\1部分"),
    (re.compile(r"items? (\d+(?:-\d+)?)"), r"第\1项"),
    (re.compile(r"^on (第\d.*)"), r"关于\1"),
    (re.compile(r"^on .*"), "（有关部分）"),
    (re.compile(r"^as a whole$"), ""),
    (re.compile(r" and "), "、"),
)


def provision(cite: Citation, lang: str, *, law: LawBook | None = None) -> str:
    """One provision, such as 法释〔2011〕7号第1条 or 刑法第266条."""
    found = (law or law_book()).instruments.get(cite.source)
    if found is None:
        return str(cite)
    place = cite.place
    if lang == "zh":
        for pattern, words in PLACES:
            place = pattern.sub(words, place)
    title = found.title_zh if lang == "zh" else found.title_en
    name = found.number or title.removeprefix("中华人民共和国").removesuffix(OF_CHINA)
    return f"{name}{place}" if lang == "zh" else f"{name} {place}".strip()


def cited(cites: Iterable[Citation], lang: str, *, law: LawBook | None = None) -> str:
    """Several provisions, once each, in order."""
    names = [provision(each, lang, law=law) for each in dict.fromkeys(cites)]
    return word("said.semicolon", lang).join(names)


def provisions_of(step: Step, lang: str, *, law: LawBook | None = None) -> str:
    """Every provision that a step rests on: its own and those of its values."""
    values = (each for value in step.rests_on for each in value.cites)
    return cited([*step.cites, *values], lang, law=law)


def grounded(step: Step, lang: str) -> str:
    """The sentence, its citations, and every doubt or convention behind it."""
    named = provisions_of(step, lang)
    parts = [say(step, lang)]
    if named:
        parts.append(f"[{named}]")
    for value in step.rests_on:
        if value.standing is Standing.CONVENTION:
            parts.append(word("said.convention", lang))
        if value.doubt is not None:
            parts.append(f"({value.doubt.zh if lang == 'zh' else value.doubt.en})")
    return " ".join(dict.fromkeys(parts))
