"""Saying: facts kept as JSON, turned into words with their units.

in     names and values as the rooms below kept them
out    a short text; a name's ending says its unit, as everywhere in the tables
keeps  a fact whose name no catalogue knows is still printed, under its own name
"""

from __future__ import annotations

import json
from typing import Any

from zhanlian.reports.edition import Edition
from zhanlian.terms import Money

PPM_PER_PERCENT = 10_000
MINUTE_S, HOUR_S = 60, 3600


def say_json(edition: Edition, text: str | None, *, currency: str = "CNY") -> str:
    """The facts of a JSON column as one line; empty where there are none."""
    return say_value(edition, "", json.loads(text), currency) if text else ""


def say_facts(edition: Edition, facts: dict[str, Any], *, currency: str = "CNY") -> str:
    """``name value`` pairs in the order they were kept."""
    pairs = [
        f"{edition.words.value('fact', name)} {said}"
        for name, value in facts.items()
        if (said := say_value(edition, name, value, str(facts.get("currency", currency))))
    ]
    return edition.words("mark.semicolon").join(pairs)


def say_value(edition: Edition, name: str, value: Any, currency: str) -> str:
    """One value in words; the ending of ``name`` is its unit."""
    if isinstance(value, dict):
        return say_facts(edition, value, currency=currency)
    if isinstance(value, list):
        said = [say_value(edition, name, each, currency) for each in value]
        return edition.words("mark.comma").join(each for each in said if each)
    if isinstance(value, bool):
        return edition.words("mark.yes" if value else "mark.no")
    if isinstance(value, int):
        return _say_number(edition, name, value, currency)
    return _say_text(edition, name, value)


def _say_number(edition: Edition, name: str, value: int, currency: str) -> str:
    ending = name.removesuffix("_max").removesuffix("_min").rpartition("_")[2]
    if ending in ("minor", "fen"):
        return edition.amount(Money(value, currency))
    if ending == "ppm":
        return f"{say_share(value)}%"
    if ending == "at":
        return edition.moment(value)
    if ending == "s":
        return say_duration(edition, value)
    return f"{value:,}"


def _say_text(edition: Edition, name: str, value: object) -> str:
    if value is None or value == "":
        return ""
    text = str(value)
    if "account" in name:
        return edition.account(text)
    if "name" in name:
        return edition.name(text)
    return edition.free(edition.words.value("code", text))


def say_share(share_ppm: int) -> str:
    """Parts per million as a percentage with two decimals, cut and not rounded up.

    >>> say_share(986_543)
    '98.65'
    """
    whole, part = divmod(share_ppm, PPM_PER_PERCENT)
    return f"{whole}.{part // 100:02d}"


def say_duration(edition: Edition, held_s: int) -> str:
    """Seconds as hours, minutes and seconds; leading zero parts are left out."""
    parts = (
        ("hours", held_s // HOUR_S),
        ("minutes", held_s % HOUR_S // MINUTE_S),
        ("seconds", held_s % MINUTE_S),
    )
    said = [edition.words(f"duration.{name}", n=number) for name, number in parts if number]
    return "".join(said) or edition.words("duration.seconds", n=0)
