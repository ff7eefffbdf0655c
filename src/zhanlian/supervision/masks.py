"""Masks: which columns name people or their money, and how they look while nobody opened them."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import Column

from zhanlian.terms import mask_name, mask_number

MASKS: dict[str, Callable[[str], str]] = {"name": mask_name, "number": mask_number}


def starred(column: Column[Any], value: Any) -> Any:
    """A value of ``column`` as it is shown: stars where the column names somebody.

    A pair of old and new values is starred one by one.
    """
    mask = column.info.get("mask")
    if mask is None:
        return value
    if isinstance(value, list):
        return [starred(column, each) for each in value]
    return MASKS[mask](value) if isinstance(value, str) else value
