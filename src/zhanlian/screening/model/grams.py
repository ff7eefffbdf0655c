"""Grams: a normal form as counts in hashed bins: runs of characters, and runs of sounds.

in     normal forms (``screening.normal``)
out    ``Bins``: for every text the bins its runs fall into, with their counts
keeps  the same text gives the same bins on every machine; digits, links and punctuation are
       one mark each, so that no number, host or name of a training text can be a feature; a bin
       cannot be turned back into words

Characters and sounds each give runs of one to three. Sounds make 转账, 赚账 and zhuan账 one.
The whole batch is one array of code points: no Python loop runs over characters.
"""

import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

__all__ = ["BIN_COUNT", "GRAM_MAX", "Bins", "Occurrences", "count_bins", "occurrences", "plain"]

BIN_BITS = 18
BIN_COUNT = 1 << BIN_BITS
GRAM_MAX = 3
WORD_BITS = 64

LINK, DIGIT, BREAK = "\ue000", "0", ","
LINKS = re.compile(
    r"(?:https?://|www\.)[^\s\u4e00-\u9fff]+|[a-z0-9\-]+(?:\.[a-z0-9\-]+)*\.[a-z]{2,}(?:/\S*)?"
)
DIGITS = re.compile(r"\d+(?:[.,:\-]\d+)*")
BREAKS = re.compile(r"[^\w\ue000]+")
LATIN = re.compile(r"[a-z]{2,}")
PLACES = 0x10000  # code points of the basic plane; the few above it count as one
SOUND_FROM = 0x20000  # sounds are numbered from here, apart from code points
MIX = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9], dtype=np.uint64)
SALT = 0x27D4EB2F165667C5
FOLD = 0xFF51AFD7ED558CCD


class Occurrences(NamedTuple):
    """Every run of a batch: its text, its first character in that text, its length, its bin."""

    text_row: NDArray[np.int64]
    place: NDArray[np.int64]
    length: NDArray[np.int64]
    bin: NDArray[np.int64]


class Bins(NamedTuple):
    """Counted runs, by text and then bin."""

    text_row: NDArray[np.int64]
    bin: NDArray[np.int64]
    times: NDArray[np.int64]


def plain(text: str) -> str:
    """A normal form with links, numbers and punctuation each as one mark."""
    text = LINKS.sub(LINK, text.lower())
    text = DIGITS.sub(DIGIT, text)
    return BREAKS.sub(BREAK, text)


@cache
def _sounds() -> tuple[NDArray[np.uint64], dict[str, int]]:
    """The sound of every code point of the basic plane, and the number of every syllable."""
    table = np.arange(PLACES, dtype=np.uint64)
    numbers: dict[str, int] = {}
    lines = (files("zhanlian.screening") / "data" / "pinyin.txt").read_text(encoding="utf-8")
    for number, line in enumerate(lines.splitlines()):
        syllable, characters = line.split()
        numbers[syllable] = SOUND_FROM + number
        for character in characters:
            table[ord(character)] = SOUND_FROM + number
    return table, numbers


@cache
def _spelled() -> re.Pattern[str]:
    """Latin letters that are nothing but Chinese syllables, at least two letters each."""
    syllables = sorted((each for each in _sounds()[1] if len(each) > 1), key=len, reverse=True)
    return re.compile(f"(?:{'|'.join(syllables)})+")


@cache
def _syllable() -> re.Pattern[str]:
    syllables = sorted((each for each in _sounds()[1] if len(each) > 1), key=len, reverse=True)
    return re.compile("|".join(syllables))


def _as_sounds(text: str) -> str:
    """Syllables spelled in Latin letters as one mark each, above the basic plane."""

    def mark(found: re.Match[str]) -> str:
        word = found.group()
        if not _spelled().fullmatch(word):
            return word
        return _syllable().sub(lambda part: chr(_sounds()[1][part.group()]), word)

    return LATIN.sub(mark, text) if not text.isascii() else text


def occurrences(texts: Sequence[str]) -> Occurrences:
    """Every run of one to three characters of plain texts, and of their sounds."""
    written = _runs(*_marks(texts), salt=0)
    codes, rows, places = _marks([_as_sounds(text) for text in texts])
    table = _sounds()[0]
    low = codes < PLACES
    codes[low] = table[codes[low].astype(np.int64)]
    spoken = _runs(codes, rows, places, salt=SALT)
    return Occurrences(*(np.concatenate(pair) for pair in zip(written, spoken, strict=True)))


def _marks(
    texts: Sequence[str],
) -> tuple[NDArray[np.uint64], NDArray[np.int64], NDArray[np.int64]]:
    """Code points of all texts, the text of each and its place in it."""
    codes = np.frombuffer("".join(texts).encode("utf-32-le"), dtype="<u4").astype(np.uint64)
    sizes = np.fromiter((len(text) for text in texts), dtype=np.int64, count=len(texts))
    rows = np.repeat(np.arange(len(texts)), sizes)
    starts = np.cumsum(sizes) - sizes
    return codes, rows, np.arange(codes.size) - starts[rows]


def _runs(
    codes: NDArray[np.uint64], rows: NDArray[np.int64], places: NDArray[np.int64], *, salt: int
) -> Occurrences:
    parts = []
    mixed = np.full(codes.size, salt, dtype=np.uint64)
    for length in range(1, GRAM_MAX + 1):
        step = length - 1
        here = max(codes.size - step, 0)
        mixed = (mixed[:here] ^ codes[step : step + here]) * MIX[step]
        mixed ^= mixed >> np.uint64(WORD_BITS // 2)
        inside = rows[:here] == rows[step : step + here]
        folded = (mixed[inside] * np.uint64(FOLD)) >> np.uint64(WORD_BITS - BIN_BITS)
        kept = np.flatnonzero(inside)
        lengths = np.full(kept.size, length, dtype=np.int64)
        parts.append((rows[kept], places[kept], lengths, folded.astype(np.int64)))
    return Occurrences(*(np.concatenate(column) for column in zip(*parts, strict=True)))


def count_bins(found: Occurrences) -> Bins:
    """How often each text falls into each bin."""
    keys, counts = np.unique(found.text_row * BIN_COUNT + found.bin, return_counts=True)
    return Bins(keys >> BIN_BITS, keys & (BIN_COUNT - 1), counts)
