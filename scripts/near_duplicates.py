"""Families of texts: near-duplicates, and texts already known to belong together.

in     plain texts, and the group of each
out    one family number per text
keeps  two texts of a group are in one family; so are two whose runs of five characters mostly
       agree (MinHash, 16 bands of 4): a split by family never shows a wording on both sides
"""

# ruff: noqa: INP001  scripts, not a package
import zlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

SHINGLE = 5
BANDS, BAND_ROWS = 16, 4
SEED = 20240601
PRIME = (1 << 31) - 1


def families(texts: Sequence[str], groups: Sequence[str]) -> NDArray[np.int64]:
    """The family of every text: the row of its first member."""
    parent = np.arange(len(texts))
    first: dict[object, int] = {}
    for row, (text, group) in enumerate(zip(texts, groups, strict=True)):
        for key in (("group", group), *_bands(text)):
            _join(parent, first.setdefault(key, row), row)
    return np.array([_root(parent, row) for row in range(len(texts))])


def _bands(text: str) -> list[tuple[int, bytes]]:
    if len(text) < SHINGLE:
        return []
    runs = {
        zlib.crc32(text[at : at + SHINGLE].encode()) % PRIME
        for at in range(len(text) - SHINGLE + 1)
    }
    held = np.fromiter(sorted(runs), dtype=np.int64)
    lowest = ((held[:, None] * FACTORS + TERMS) % PRIME).min(axis=0).reshape(BANDS, BAND_ROWS)
    return [(band, row.tobytes()) for band, row in enumerate(lowest)]


def _root(parent: NDArray[np.int64], row: int) -> int:
    while parent[row] != row:
        parent[row] = parent[parent[row]]
        row = int(parent[row])
    return row


def _join(parent: NDArray[np.int64], one: int, other: int) -> None:
    low, high = sorted((_root(parent, one), _root(parent, other)))
    parent[high] = low


_random = np.random.default_rng(SEED)
FACTORS = _random.integers(1, PRIME, BANDS * BAND_ROWS)
TERMS = _random.integers(0, PRIME, BANDS * BAND_ROWS)
