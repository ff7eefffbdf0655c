"""Passages: a long text cut into overlapping stretches, because a trick stands in one of them.

keeps  every character lies in some passage; a cut falls after a sentence where there is one near
"""

import re
from collections.abc import Iterator

__all__ = ["passages"]

LENGTH_MAX = 300
STEP = 150
ENDS = re.compile(r"[。！？!?;；\n]")


def passages(text: str) -> Iterator[tuple[int, str]]:
    """Place and text of each passage; a short text is one passage.

    Examples
    --------
    >>> [(place, len(part)) for place, part in passages("好" * 400)]
    [(0, 300), (150, 250)]
    """
    start = 0
    while True:
        end = min(start + LENGTH_MAX, len(text))
        yield start, text[start:end]
        if end == len(text):
            return
        found = ENDS.search(text, start + STEP, end)
        start = found.end() if found and found.end() < end - STEP // 2 else start + STEP
