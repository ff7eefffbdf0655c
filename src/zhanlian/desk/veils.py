"""Veils: texts that name people or their money, and print as stars unless opened.

in     account numbers, names, figure ids, raw lines, delivery paths
out    the same texts, marked so that a face can show them whole or starred
keeps  firms and the kinds of reserved accounts (``@cash``) stay readable under a mask
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Self

from zhanlian.terms import AccountId, PersonName, mask_name, mask_number

LONG_NUMBER = re.compile(r"(?<![0-9A-Za-z])(?:T[0-9A-Za-z]{33}|[0-9]{7,}[0-9Xx]?)(?![0-9A-Za-z])")
RESERVED = "@"
PUBLIC_KINDS = ("channel", "merchant")  # reserved accounts that name a firm, not a person
METHOD_FIRST = ("H", "L")  # figure ids that name the method before the account,
REASON_LAST = ("H", "P", "Q")  # ... something else after it,
ACCOUNT_INSIDE = ("H", "L", "P", "Q", "Z")  # ... and an account at all
COMPARING = ("M", "U", "R", "I", "X")  # figure ids that name accounts among codes
PATTERN = re.compile(r"T:[a-z_]+:(?P<hub>.*):f\d+\.\d+\.\d+(?:[.:].*)?")  # the hub inside
CODE = re.compile(r"[a-z_-]+|V\d+-\d+|[CO]\d+|[A-Z]{3,5}|@\w+")


class Veiled(str):
    """A text with private parts inside; prints with those parts starred."""

    __slots__ = ("stars",)
    stars: str

    def __new__(cls, text: str, names: Iterable[str] = ()) -> Self:
        """Veil ``text``: its long numbers, and every one of ``names`` found in it."""
        made = super().__new__(cls, text)
        made.stars = _starred(text, names)
        return made

    def __str__(self) -> str:
        return self.stars

    def __format__(self, spec: str) -> str:
        return format(self.stars, spec)

    def open_text(self) -> str:
        """The whole text, for a reader who may see it."""
        return str.__str__(self)


def as_account(text: str | None) -> str:
    """An account as this case names it; of reserved accounts only the owner is private.

    >>> f"{as_account('9999990000000002010')} {as_account('@cash')}"
    '9999***********2010 @cash'
    """
    if not text:
        return ""
    return Veiled(text, _owners(text)) if text.startswith(RESERVED) else AccountId(text)


def as_name(text: str | None) -> str:
    """A holder's or victim's name; empty where none is known."""
    return PersonName(text) if text else ""


def as_figure(text: str) -> Veiled:
    """A figure id; the account inside it is private.

    >>> f"{as_figure('Z:9999990000000002010')} {as_figure('F:fifo:12:V1-1')}"
    'Z:9999***********2010 F:fifo:12:V1-1'
    >>> f"{as_figure('M:@name:01:张三:V1-1')} {as_figure('R:first_freeze:USD')}"
    'M:@name:0*:张*:V1-1 R:first_freeze:USD'
    >>> f"{as_figure('T:fan_in:9999990000000002010:f3.0.12')}"
    'T:fan_in:9999***********2010:f3.0.12'
    """
    kind, _, account = text.partition(":")
    if found := PATTERN.fullmatch(text):
        hub = found["hub"]
        return Veiled(text, _owners(hub) if hub.startswith(RESERVED) else (hub,))
    if kind in COMPARING:
        return Veiled(text, _uncoded(account))
    if kind in METHOD_FIRST:
        account = account.partition(":")[2]
    if kind in REASON_LAST:
        account = account.rpartition(":")[0]
    if kind not in ACCOUNT_INSIDE:
        return Veiled(text)
    return Veiled(text, _owners(account) if account.startswith(RESERVED) else (account,))


def shown(value: str, *, mask: bool) -> str:
    """``value`` as a reader may see it: whole, or starred under ``mask``.

    >>> shown(Veiled("进 6222020000000001234 500.00"), mask=True)
    '进 6222***********1234 500.00'
    """
    if isinstance(value, (AccountId, PersonName, Veiled)):
        return str(value) if mask else value.open_text()
    return value


def _owners(reserved: str) -> list[str]:
    """Whose cash, fee or unnamed counterparty a reserved account stands for."""
    kind, *owner = reserved.removeprefix(RESERVED).split(":")
    return [] if kind in PUBLIC_KINDS else owner


def _uncoded(rest: str) -> list[str]:
    """The parts of a figure id that are no methods, kinds, payments or currencies."""
    parts = rest.split(":")
    if any(part.removeprefix(RESERVED) in PUBLIC_KINDS for part in parts):
        return []
    return [part for part in parts if not CODE.fullmatch(part)]


def _starred(text: str, names: Iterable[str]) -> str:
    for name in sorted({each for each in names if len(each) > 1}, key=len, reverse=True):
        is_number = name.isascii()
        text = text.replace(name, mask_number(name) if is_number else mask_name(name))
    return LONG_NUMBER.sub(lambda found: mask_number(found.group()), text)
