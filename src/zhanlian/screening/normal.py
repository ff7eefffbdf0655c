"""Normal form: a text without its disguise, every character still tied to its place.

in     a text as somebody wrote it
out    ``Normal``: plain text, for each of its characters the span in the original, and the
       steps that changed anything (a disguise is itself a sign)
keeps  spans never go backwards and lie inside the original; the same text gives the same form

Order matters: drawn words before marks are dropped, width before look-alikes, digits before
case, separators before code words.
"""

import tomllib
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from opencc import OpenCC

__all__ = ["Normal", "normalise"]

SEPARATORS = frozenset(" .·•*_-~|/\\+#^`'\"=<>@&%$ \t丶﹒")
SEPARATORS_MAX = 3
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


def normalise(text: str) -> Normal:
    """The normal form of ``text``. Cost: a fixed number of passes."""
    marks = [Mark(mark, place, place + 1) for place, mark in enumerate(text)]
    fired = []
    for name, step in STEPS:
        changed = step(marks)
        if changed is not marks and "".join(each.text for each in changed) != "".join(
            each.text for each in marks
        ):
            fired.append(name)
        marks = changed
    flat = [(mark, each.start, each.end) for each in marks for mark in each.text]
    return Normal(
        "".join(mark for mark, _, _ in flat),
        tuple(start for _, start, _ in flat),
        tuple(end for _, _, end in flat),
        tuple(fired),
    )


def _drawn_words(marks: Marks) -> Marks:
    return _by_table(marks, _disguises()["emoji"])


def _width(marks: Marks) -> Marks:
    return [
        Mark(part, each.start, each.end)
        for each in marks
        for part in unicodedata.normalize("NFKC", each.text)
    ]


def _drop_invisible(marks: Marks) -> Marks:
    return [
        each
        for each in marks
        if each.text in KEPT_CONTROLS or unicodedata.category(each.text) not in DROPPED
    ]


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
    table = _code_table()
    text = "".join(each.text for each in marks)
    kept: Marks = []
    place = 0
    while place < len(marks):
        word = next(
            (each for each in table.get(text[place], ()) if text.startswith(each, place)), ""
        )
        if not word or _runs_on(text, place, place + len(word), word):
            kept.append(marks[place])
            place += 1
            continue
        end = place + len(word)
        meant = _disguises()["words"][word]
        kept += [Mark(part, marks[place].start, marks[end - 1].end) for part in meant]
        place = end
    return kept


def _runs_on(text: str, start: int, end: int, word: str) -> bool:
    """Whether a Latin code word is a piece of a longer Latin word, such as vx in devxyz."""

    def is_latin(place: int) -> bool:
        return 0 <= place < len(text) and text[place].isascii() and text[place].isalpha()

    starts_latin, ends_latin = word[0].isascii(), word[-1].isascii()
    return (starts_latin and is_latin(start - 1)) or (ends_latin and is_latin(end))


@cache
def _code_table() -> Mapping[str, tuple[str, ...]]:
    """Code words by first character, the longer first."""
    table: dict[str, list[str]] = {}
    for word in sorted(_disguises()["words"], key=len, reverse=True):
        table.setdefault(word[0], []).append(word)
    return {first: tuple(words) for first, words in table.items()}


STEPS: tuple[tuple[str, Callable[[Marks], Marks]], ...] = (
    ("drawn", _drawn_words),
    ("width", _width),
    ("invisible", _drop_invisible),
    ("digits", _digits),
    ("letters", _letters),
    ("case", _lower),
    ("apart", _join_apart),
    ("traditional", _simplify),
    ("code_words", _code_words),
)
