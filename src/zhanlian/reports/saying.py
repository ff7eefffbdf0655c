"""Saying: facts kept as JSON, turned into words with their units.

in     names and values as the rooms below kept them
out    a short text; a name's ending says its unit, as everywhere in the tables
keeps  a fact whose name no catalogue knows is still printed, under its own name
"""

from __future__ import annotations

import json
from typing import Any

from zhanlian.reports.edition import Edition, row_from
from zhanlian.terms import Money
from zhanlian.tracing import THRESHOLDS

PPM_PER_PERCENT = 10_000
MINUTE_S, HOUR_S, DAY_S = 60, 3600, 86_400
ROWS_SHOWN = 3


def say_json(edition: Edition, text: str | None, *, currency: str = "CNY") -> str:
    """The facts of a JSON column as one line; empty where there are none."""
    return say_value(edition, "", json.loads(text), currency) if text else ""


def say_facts(edition: Edition, facts: dict[str, Any], *, currency: str = "CNY") -> str:
    """``name value`` pairs in the order they were kept; what is not so is not said."""
    pairs = [
        f"{say_name(edition, name).rpartition(': ')[2]} {said}"
        for name, value in facts.items()
        if value is not False
        and (said := say_value(edition, name, value, str(facts.get("currency", currency))))
    ]
    return edition.words("mark.semicolon").join(pairs)


def say_name(edition: Edition, name: str) -> str:
    """The name of a fact; a threshold has its own words."""
    if name in THRESHOLDS and not edition.words.has("fact", name):
        return THRESHOLDS[name].zh if edition.words.lang == "zh" else THRESHOLDS[name].en
    return edition.words.value("fact", name)


def say_value(edition: Edition, name: str, value: Any, currency: str) -> str:
    """One value in words; the ending of ``name`` is its unit."""
    if isinstance(value, dict):
        return say_facts(edition, value, currency=currency)
    if isinstance(value, list):
        return _say_list(edition, name, value, currency)
    if isinstance(value, bool):
        return edition.words("mark.yes" if value else "mark.no")
    if isinstance(value, int):
        return _say_number(edition, name, value, currency)
    return _say_text(edition, name, value)


def _say_list(edition: Edition, name: str, values: list[Any], currency: str) -> str:
    if name == "rows":
        said = [edition.place(row_from(str(each))) for each in values[:ROWS_SHOWN]]
        return edition.words("mark.comma").join(said)
    mark = "mark.semicolon" if any(isinstance(each, dict) for each in values) else "mark.comma"
    said = [say_value(edition, name, each, currency) for each in values]
    return edition.words(mark).join(each for each in said if each)


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
    """Seconds as days, hours, minutes and seconds; leading zero parts are left out."""
    parts = (
        ("days", held_s // DAY_S),
        ("hours", held_s % DAY_S // HOUR_S),
        ("minutes", held_s % HOUR_S // MINUTE_S),
        ("seconds", held_s % MINUTE_S),
    )
    said = [edition.words(f"duration.{name}", n=number) for name, number in parts if number]
    return "".join(said) or edition.words("duration.seconds", n=0)
