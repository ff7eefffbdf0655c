"""Zhanlian (斩链): follow the money of a telecom-fraud case, to the fen.

In a notebook: ``import zhanlian as zl``, then ``case = zl.open("CASE")``; the law is
``zl.law``. Nothing is loaded before it is asked for, so that the terminal starts at once.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zhanlian.desk import new_book as new  # noqa: F401  what __getattr__ hands out
    from zhanlian.desk import open_book as open  # noqa: A004, F401  zl.open reads as it should

NOTEBOOK = {"open": "open_book", "new": "new_book"}


def __getattr__(name: str) -> object:
    if name == "law":
        return import_module("zhanlian.law")
    if name in NOTEBOOK:
        found: object = getattr(import_module("zhanlian.desk"), NOTEBOOK[name])
        return found
    message = f"module 'zhanlian' has no attribute {name!r}"
    raise AttributeError(message)


def __dir__() -> list[str]:
    return sorted([*globals(), *NOTEBOOK])
