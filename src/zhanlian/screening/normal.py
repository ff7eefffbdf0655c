"""Normal form: a text without its disguise, every character still tied to its place.

in     a text as somebody wrote it
out    ``Normal``: plain text, for each of its characters the span in the original, and the
       steps that changed anything (a disguise is itself a sign)
keeps  spans never go backwards and lie inside the original; the same text gives the same form

Order matters: drawn words before marks are dropped, width before look-alikes, digits before
case, separators before code words.
"""

import re
import tomllib
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from opencc import OpenCC

from zhanlian.screening.spoken import spoken_forms

__all__ = ["Normal", "normalise"]

SEPARATORS = frozenset(" .·•*_-~|/\\+#^`'\"=<>@&%$ \t丶﹒")
SEPARATORS_MAX = 3
PREFIX = 2  # no word of the tables is shorter
DROPPED = {"Cf", "Cc", "Mn", "Me", "Co", "Cn", "So", "Sk"}
KEPT_CONTROLS = "\n\t"


class Mark(NamedTuple):
    """One character of the normal form and the span it came from."""

    text: str
    start: int
    end: int


Marks = list[Mark]


@dataclass(frozen=True, slots=True)
class Normal:
    """``text`` with ``starts[k]``..``ends[k]`` the original span of its k-th character."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    steps: tuple[str, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The original span of ``text[start:end]``, which holds at least one character."""
        return self.starts[start], max(self.ends[start:end])


@cache
def _disguises() -> Mapping[str, Mapping[str, str]]:
    text = (files("zhanlian.screening") / "data" / "disguises.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@dataclass(frozen=True, slots=True)
class Step:
    """One disguise: whether a text may wear it, and how it is undone."""

    name: str
    may_need: Callable[[str], bool]
    undo: Callable[[Marks], Marks]


def normalise(text: str) -> Normal:
    """The normal form of ``text``. Cost: one pass per disguise that the text may wear."""
    marks = [Mark(mark, place, place + 1) for place, mark in enumerate(text)]
    plain, fired = text, []
    for step in STEPS:
        if step.may_need(plain):
            marks = step.undo(marks)
            before, plain = plain, "".join([each.text for each in marks])
            if plain != before:
                fired.append(step.name)
    flat = [(each.start, each.end) for each in marks for _ in each.text]
    starts, ends = zip(*flat, strict=True) if flat else ((), ())
    return Normal(plain, starts, ends, tuple(fired))


def _drawn_words(marks: Marks) -> Marks:
    return _by_table(marks, _disguises()["emoji"])


@cache
def _wide(mark: str) -> str:
    return unicodedata.normalize("NFKC", mark)


@cache
def _is_dropped(mark: str) -> bool:
    return mark not in KEPT_CONTROLS and unicodedata.category(mark) in DROPPED


def _width(marks: Marks) -> Marks:
    return [Mark(part, each.start, each.end) for each in marks for part in _wide(each.text)]


def _drop_invisible(marks: Marks) -> Marks:
    return [each for each in marks if not _is_dropped(each.text)]


def _digits(marks: Marks) -> Marks:
    """Letters that look like digits, with a digit on both sides or in a row of such."""
    table = _disguises()["digits"]
    changed = list(marks)
    for place, each in enumerate(marks):
        said = table.get(each.text.lower())
        if said and place and changed[place - 1].text.isdecimal():
            after = marks[place + 1].text if place + 1 < len(marks) else ""
            is_last = changed[place - 2].text.isdecimal() and not after.isalpha()
            if after.isdecimal() or after.lower() in table or (place > 1 and is_last):
                changed[place] = Mark(said, each.start, each.end)
    return changed


def _letters(marks: Marks) -> Marks:
    return _by_table(marks, _disguises()["letters"])


def _by_table(marks: Marks, table: Mapping[str, str]) -> Marks:
    return [
        Mark(part, each.start, each.end)
        for each in marks
        for part in table.get(each.text, each.text)
    ]


def _lower(marks: Marks) -> Marks:
    return [Mark(each.text.lower(), each.start, each.end) for each in marks]


def is_chinese(mark: str) -> bool:
    """Whether a character is a Chinese one."""
    return "\u4e00" <= mark <= "\u9fff" or "\u3400" <= mark <= "\u4dbf"


def _join_apart(marks: Marks) -> Marks:
    """Drop one to three separators between two Chinese characters."""
    kept: Marks = []
    place = 0
    while place < len(marks):
        kept.append(marks[place])
        after = place + 1
        while after < len(marks) and marks[after].text in SEPARATORS:
            after += 1
        gap = after - place - 1
        is_between = after < len(marks) and is_chinese(marks[place].text)
        is_split = 0 < gap <= SEPARATORS_MAX and is_between and is_chinese(marks[after].text)
        place = after if is_split else place + 1
    return kept


@cache
def _converter() -> OpenCC:
    return OpenCC("t2s")


@cache
def _simple(mark: str) -> str:
    return str(_converter().convert(mark))


def _simplify(marks: Marks) -> Marks:
    return [
        Mark(_simple(each.text), each.start, each.end) if is_chinese(each.text) else each
        for each in marks
    ]


def _code_words(marks: Marks) -> Marks:
    return _by_word(marks, _disguises()["words"], _lengths_of_code_words())


def _spoken(marks: Marks) -> Marks:
    return _by_word(marks, spoken_forms(), _lengths_of_spoken_forms())


Lengths = Mapping[str, tuple[int, ...]]


def _by_word(marks: Marks, table: Mapping[str, str], lengths: Lengths) -> Marks:
    """Words of the table replaced by what they mean, the longer first."""
    text = "".join([each.text for each in marks])
    kept: Marks = []
    place = 0
    while place < len(marks):
        sizes = lengths.get(text[place : place + PREFIX], ())
        word = next((w for n in sizes if (w := text[place : place + n]) in table), "")
        if not word or _runs_on(text, place, place + len(word), word):
            kept.append(marks[place])
            place += 1
            continue
        end = place + len(word)
        kept += [Mark(part, marks[place].start, marks[end - 1].end) for part in table[word]]
        place = end
    return kept


def _runs_on(text: str, start: int, end: int, word: str) -> bool:
    """Whether a Latin code word is a piece of a longer Latin word, such as vx in devxyz."""

    def is_latin(place: int) -> bool:
        return 0 <= place < len(text) and text[place].isascii() and text[place].isalpha()

    starts_latin, ends_latin = word[0].isascii(), word[-1].isascii()
    return (starts_latin and is_latin(start - 1)) or (ends_latin and is_latin(end))


def _lengths(words: Iterable[str]) -> Lengths:
    """How long the words are that begin with two characters, the longest first."""
    found: dict[str, set[int]] = {}
    for word in words:
        found.setdefault(word[:PREFIX], set()).add(len(word))
    return {prefix: tuple(sorted(sizes, reverse=True)) for prefix, sizes in found.items()}


@cache
def _lengths_of_code_words() -> Lengths:
    return _lengths(_disguises()["words"])


@cache
def _lengths_of_spoken_forms() -> Lengths:
    return _lengths(spoken_forms())


@cache
def _digit_look_alikes() -> frozenset[str]:
    table = _disguises()["digits"]
    return frozenset(table) | {mark.upper() for mark in table}


@cache
def _split() -> re.Pattern[str]:
    """Two Chinese characters with separators between them."""
    chinese = "[\u4e00-\u9fff\u3400-\u4dbf]"
    between = "".join(re.escape(mark) for mark in sorted(SEPARATORS))
    return re.compile(f"{chinese}[{between}]{{1,{SEPARATORS_MAX}}}(?={chinese})")


def _may_hold(text: str, lengths: Lengths) -> bool:
    """Whether any word may begin somewhere in the text."""
    return any(text[place : place + PREFIX] in lengths for place in range(len(text)))


@cache
def _is_traditional(mark: str) -> bool:
    return is_chinese(mark) and _simple(mark) != mark


STEPS = (
    Step("drawn", lambda text: not text.isascii() and _holds(text, "emoji"), _drawn_words),
    Step("width", lambda text: not unicodedata.is_normalized("NFKC", text), _width),
    Step("invisible", lambda text: any(_is_dropped(mark) for mark in set(text)), _drop_invisible),
    Step("digits", lambda text: not _digit_look_alikes().isdisjoint(text), _digits),
    Step("letters", lambda text: _holds(text, "letters"), _letters),
    Step("case", lambda text: text != text.lower(), _lower),
    Step("apart", lambda text: _split().search(text) is not None, _join_apart),
    Step("traditional", lambda text: any(_is_traditional(mark) for mark in set(text)), _simplify),
    Step("code_words", lambda text: _may_hold(text, _lengths_of_code_words()), _code_words),
    Step("spoken", lambda text: _may_hold(text, _lengths_of_spoken_forms()), _spoken),
)


def _holds(text: str, table: str) -> bool:
    return not _disguises()[table].keys().isdisjoint(text)
