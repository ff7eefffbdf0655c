"""Kinds of sheet: what each may hold, by what names, and how to know it; read from ``sheets``.

keeps  every name is normalised once, here; fields stand in the order the files give them
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from zhanlian.intake.synonyms.names import WAN, YUAN, normalise_header, without_unit


@dataclass(frozen=True)
class Field:
    """One canonical field of a kind and the header names it goes by, normalised.

    ``seen`` names stand in a public source, ``supposed`` ones are known to practice, and
    ``doubtful`` ones are never settled without a person.
    """

    name: str
    seen: tuple[str, ...] = ()
    supposed: tuple[str, ...] = ()
    doubtful: tuple[str, ...] = ()
    unit: str = ""

    @property
    def synonyms(self) -> tuple[str, ...]:
        """Every name of the field, the surest first."""
        return self.seen + self.supposed + self.doubtful


@dataclass(frozen=True)
class Choice:
    """One reading of an ambiguous header, and when it holds.

    ``beside``: one of these headers is in the same row. ``without``: none of them is.
    ``occurrence``: which of several equal headers it is, counted from 1; 0 is any.
    """

    field: str
    beside: frozenset[str] = frozenset()
    without: frozenset[str] = frozenset()
    occurrence: int = 0

    def holds(self, others: frozenset[str], occurrence: int) -> bool:
        """Whether this reading holds beside ``others``, the other headers of the row."""
        return (
            (not self.beside or bool(self.beside & others))
            and not self.without & others
            and self.occurrence in (0, occurrence)
        )


@dataclass(frozen=True)
class Rule:
    """How an ambiguous header is settled by its neighbours, and why it is ambiguous."""

    headers: frozenset[str]
    why: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class Kind:
    """A kind of sheet: its names, fields, what must be there, and the headers that mark it."""

    id: str
    name_zh: str
    name_en: str
    fields: tuple[Field, ...]
    needs: tuple[frozenset[str], ...]
    marks: Mapping[str, int] = field(hash=False)
    against: Mapping[str, int] = field(hash=False)
    rules: tuple[Rule, ...] = ()

    @cached_property
    def fields_by_header(self) -> Mapping[str, tuple[str, ...]]:
        """The fields each normalised header may mean, in the files' order."""
        found: dict[str, list[str]] = {}
        for each in self.fields:
            for header in each.synonyms:
                found.setdefault(header, []).append(each.name)
        for header, names in found.items():
            rule = self.rule_of(header)
            names.extend(choice.field for choice in (rule.choices if rule else ()))
        return MappingProxyType(
            {header: tuple(dict.fromkeys(names)) for header, names in found.items()}
        )

    def rule_of(self, header: str) -> Rule | None:
        """The rule that settles this header by its neighbours, if there is one."""
        plain = without_unit(header)
        return next((rule for rule in self.rules if plain in rule.headers), None)

    @cached_property
    def doubtful_headers(self) -> frozenset[str]:
        """Headers whose meaning was never seen for certain."""
        return frozenset(header for each in self.fields for header in each.doubtful)


@cache
def kinds() -> tuple[Kind, ...]:
    """Every kind of sheet we know, by id."""
    tables: dict[str, list[dict[str, Any]]] = {}
    folder = files("zhanlian.intake.synonyms").joinpath("sheets")
    for entry in sorted(folder.iterdir(), key=lambda each: each.name):
        if entry.name.endswith(".toml"):
            table = tomllib.loads(entry.read_text(encoding="utf-8"))
            tables.setdefault(table["kind"].get("of") or table["kind"]["id"], []).append(table)
    return tuple(_build_kind(tables[name]) for name in sorted(tables))


@cache
def kind_of(kind_id: str) -> Kind:
    """The kind with this id; asking for one that does not exist is our own mistake."""
    return {kind.id: kind for kind in kinds()}[kind_id]


def _build_kind(tables: list[dict[str, Any]]) -> Kind:
    """One kind out of its file and the files that continue it."""
    head = next(table["kind"] for table in tables if "id" in table["kind"])
    return Kind(
        id=head["id"],
        name_zh=head["name_zh"],
        name_en=head["name_en"],
        fields=_build_fields(tables),
        needs=tuple(frozenset(group) for group in head["needs"]),
        marks=_weights(tables, "marks"),
        against=_weights(tables, "against"),
        rules=tuple(_build_rule(rule) for table in tables for rule in table.get("rules", ())),
    )


def _build_fields(tables: list[dict[str, Any]]) -> tuple[Field, ...]:
    merged: dict[str, dict[str, Any]] = {}
    for table in tables:
        for name, told in table.get("fields", {}).items():
            known = merged.setdefault(
                name, {"seen": (), "supposed": (), "doubtful": (), "unit": ""}
            )
            known["unit"] = known["unit"] or told.get("unit", "")
            for sure, key in (
                ("seen", "synonyms"),
                ("supposed", "supposed"),
                ("doubtful", "doubtful"),
            ):
                known[sure] += _names(told.get(key, ()), unit=told.get("unit", ""))
    return tuple(Field(name, **told) for name, told in merged.items())


def _names(texts: list[str], *, unit: str = "") -> tuple[str, ...]:
    plain = [normalise_header(text) for text in texts]
    if unit == "yuan":
        bare = [without_unit(name) for name in plain]
        with_unit = [name + unit for unit in (YUAN, WAN) for name in bare]
        plain += [name for name in with_unit if name not in plain]
    return tuple(plain)


def _weights(tables: list[dict[str, Any]], key: str) -> Mapping[str, int]:
    return MappingProxyType(
        {
            normalise_header(header): weight
            for table in tables
            for header, weight in table["kind"].get(key, {}).items()
        }
    )


def _build_rule(told: dict[str, Any]) -> Rule:
    return Rule(
        frozenset(_names(told["headers"])),
        told["why"],
        tuple(
            Choice(
                choice["field"],
                frozenset(_names(choice.get("beside", ()))),
                frozenset(_names(choice.get("without", ()))),
                choice.get("occurrence", 0),
            )
            for choice in told["choices"]
        ),
    )
