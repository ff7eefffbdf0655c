"""Encode: frozen shapes as JSON, each under its name and version.

keeps  the shape's name says its version; money stays whole minor units, moments microseconds
       UTC; private texts are whole, or starred under ``--mask``
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import fields, is_dataclass

SHAPE_KEY = "zhanlian"

Show = Callable[[str], str]


def encode(shape: str, body: object, *, show: Show) -> str:
    """``body`` (a dataclass, or a dictionary of them) as JSON text under ``shape``."""
    plain = as_plain(body, show)
    assert isinstance(plain, dict), "an answer is an object with named fields"
    return json.dumps({SHAPE_KEY: shape, **plain}, ensure_ascii=False, indent=2)


def as_plain(value: object, show: Show) -> object:
    """Dataclasses to dictionaries, tuples to lists, every text as ``show`` gives it."""
    if is_dataclass(value) and not isinstance(value, type):
        return {each.name: as_plain(getattr(value, each.name), show) for each in fields(value)}
    if isinstance(value, dict):
        return {str(name): as_plain(each, show) for name, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [as_plain(each, show) for each in value]
    return show(value) if isinstance(value, str) else value
