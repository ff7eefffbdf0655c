"""Names with stars: whether a masked name may be a full one. Never a ground to link alone."""

from __future__ import annotations

MASKS = "*＊xX○"


def may_be_same_name(first: str, second: str) -> bool:
    """Whether two names agree wherever neither is masked.

    >>> may_be_same_name("*本二级乙", "样本二级乙")
    True
    >>> may_be_same_name("样*丙", "样本二级乙")
    False
    """
    first, second = first.strip(), second.strip()
    if not first or not second:
        return False
    if len(first) != len(second):
        return False
    return all(a == b or a in MASKS or b in MASKS for a, b in zip(first, second, strict=True))
