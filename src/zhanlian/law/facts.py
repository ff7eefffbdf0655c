"""Facts: what is known of a situation and a person, with its evidence; unknown is a value.

in     a TOML file in the form of docs/facts.md, or the same as a dict
out    ``Situation``: its dates, and per person ``Facts`` by key
keeps  every key is in the vocabulary (``data/facts``) and of its type; what is not given, or
       given as "unknown", is unknown and never zero, false or empty
"""

import difflib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from zhanlian.law.answers import LawRefusal
from zhanlian.law.facttypes import FactType, typed
from zhanlian.law.reading import read_table

__all__ = ["Fact", "Facts", "Situation", "Word", "read_situation", "situation_of", "vocabulary"]

UNKNOWN = "unknown"
SITUATION_DAYS = ("act_from", "act_to", "judged_on")
TOP_KEYS = {"situation", "person"}
SITUATION_KEYS = {*SITUATION_DAYS, "id", "title", "region"}
PERSON_KEYS = {"id", "facts", "penalty"}


class UnknownFact(LawRefusal):
    """A fact whose key is not in the vocabulary."""

    code = "ZL-LAW-004"

    def __init__(self, key: str, *, where: str, near: tuple[str, ...]) -> None:
        super().__init__(
            f"No rule asks for a fact called {key!r}.",
            where=where,
            why="a fact that nothing reads would look considered although it is not",
            do_next=f"did you mean {', '.join(near)}?"
            if near
            else "see docs/facts.md for all keys",
        )


class BadFact(LawRefusal):
    """A fact that is not of the type its key has."""

    code = "ZL-LAW-005"

    def __init__(self, key: str, *, where: str, given: object, expected: str) -> None:
        super().__init__(
            f"The fact {key} cannot be {given!r}.",
            where=where,
            why=f"it is {expected}",
            do_next='correct it, or write "unknown" where it is not known',
        )


class MissingDate(LawRefusal):
    """A situation without the date that chooses the law."""

    code = "ZL-LAW-006"

    def __init__(self, key: str, *, where: str) -> None:
        super().__init__(
            f"The situation does not say {key}.",
            where=where,
            why="which version of the law applies depends on it, and no date is assumed",
            do_next=f"add {key} under [situation]",
        )


class UnreadableFacts(LawRefusal):
    """A file of facts that is no TOML."""

    code = "ZL-LAW-007"

    def __init__(self, file: str, *, why: str) -> None:
        super().__init__(
            f"The facts in {file} cannot be read.",
            where=file,
            why=why,
            do_next="correct the file at that place; days are written 2023-09-12, texts in quotes",
        )


class NoSuchPerson(LawRefusal):
    """A person whom the situation does not name."""

    code = "ZL-LAW-008"

    def __init__(self, person_id: str, *, where: str, known: tuple[str, ...]) -> None:
        super().__init__(
            f"The situation names no person {person_id!r}.",
            where=where,
            why=f"it names {', '.join(known) or 'nobody'}",
            do_next="ask for one of them, or add the person to the file of facts",
        )


@dataclass(frozen=True, slots=True)
class Word:
    """One key of the vocabulary: its type, what it counts, and its question for people.

    ``choices`` for CHOICE and CHOICES.
    """

    key: str
    type: FactType
    zh: str
    en: str
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact: ``value`` of its key's type, or None where unknown; ``evidence`` ids."""

    key: str
    value: Any
    evidence: tuple[str, ...] = ()

    @property
    def is_known(self) -> bool:
        """Whether a value was given."""
        return self.value is not None


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts of one person, by key.

    ``penalties``: the rows of the person's ledger of earlier penalties, as written; None where
    no ledger was given, which is not the same as an empty one.
    """

    person_id: str
    given: Mapping[str, Fact]
    penalties: tuple[Mapping[str, Any], ...] | None = None

    def get(self, key: str) -> Fact:
        """The fact; unknown where it was not given. ``key`` is one of the vocabulary."""
        assert key in vocabulary(), f"{key} is not in the vocabulary"
        return self.given.get(key, Fact(key, None))

    def with_fact(self, key: str, value: object, *evidence: str) -> "Facts":
        """The same facts with one more."""
        word = vocabulary()[key]
        made = Fact(key, typed(word.type, value, choices=word.choices), evidence)
        return replace(self, given={**self.given, key: made})


@dataclass(frozen=True, slots=True)
class Situation:
    """Dates, province and persons. ``act_to`` is the last act's day (continuing conduct)."""

    id: str
    title: str
    act_from_on: date
    act_to_on: date
    judged_on: date
    region: str
    persons: tuple[Facts, ...]

    def person(self, person_id: str) -> Facts:
        """The person of that id. Raises ``NoSuchPerson``."""
        found = {each.person_id: each for each in self.persons}
        if person_id not in found:
            raise NoSuchPerson(person_id, where=self.id or self.title, known=tuple(found))
        return found[person_id]


@cache
def vocabulary() -> dict[str, Word]:
    """Every key that some rule asks for."""
    found = {}
    with as_file(files("zhanlian.law") / "data" / "facts") as folder:
        for file in sorted(folder.glob("*.toml")):
            for row in read_table(file).rows("facts"):
                key = row.text("key")
                if key in found:
                    row.refuse("key", f"{key} stands twice")
                found[key] = Word(
                    key=key,
                    type=row.one_of("type", FactType),
                    zh=row.text("zh"),
                    en=row.text("en"),
                    choices=row.texts("choices"),
                )
                row.finish()
    return found


def read_situation(file: Path, *, on: date | None = None) -> Situation:
    """A situation from a TOML file; ``on`` replaces the day it is judged."""
    try:
        said = tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise UnreadableFacts(str(file), why=str(fault)) from fault
    return situation_of(said, where=file.name, on=on)


def situation_of(said: Mapping[str, Any], *, where: str, on: date | None = None) -> Situation:
    """A situation from plain values. Raises ``UnknownFact``, ``BadFact``, ``MissingDate``."""
    top = said.get("situation", {})
    _refuse_unknown(said, TOP_KEYS, where)
    _refuse_unknown(top, SITUATION_KEYS, f"{where}, [situation]")
    judged_on = on or _day(top, "judged_on", where)
    act_to_on = _day(top, "act_to", where)
    return Situation(
        id=str(top.get("id", "")),
        title=str(top.get("title", "")),
        act_from_on=_day(top, "act_from", where) if "act_from" in top else act_to_on,
        act_to_on=act_to_on,
        judged_on=judged_on,
        region=str(top.get("region", "")),
        persons=tuple(_person(each, where) for each in said.get("person", [])),
    )


def _refuse_unknown(said: Mapping[str, Any], known: set[str], where: str) -> None:
    for key in said:
        if key not in known:
            near = difflib.get_close_matches(key, known, n=1)
            raise UnknownFact(key, where=where, near=tuple(near))


def _day(top: Mapping[str, Any], key: str, where: str) -> date:
    found = top.get(key)
    if found is None:
        raise MissingDate(key, where=f"{where}, [situation]")
    if type(found) is not date:
        raise BadFact(key, where=f"{where}, [situation]", given=found, expected="a day")
    return found


def _person(said: Mapping[str, Any], where: str) -> Facts:
    person_id = str(said.get("id", ""))
    place = f"{where}, person {person_id or '?'}"
    _refuse_unknown(said, PERSON_KEYS, place)
    given = {}
    for key, found in _flat(said.get("facts", {}), place):
        given[key] = _fact(key, found, place)
    ledger = tuple(said["penalty"]) if "penalty" in said else None
    return Facts(person_id, given, ledger)


def _flat(said: Mapping[str, Any], place: str, head: str = "") -> list[tuple[str, Any]]:
    """(key, what was said) of nested tables; a table with ``value`` is a fact."""
    words = vocabulary()
    found: list[tuple[str, Any]] = []
    for name, each in said.items():
        key = f"{head}{name}"
        if key in words:
            found.append((key, each))
        elif isinstance(each, dict) and "value" not in each:
            found += _flat(each, place, f"{key}.")
        else:
            near = difflib.get_close_matches(key, words, n=3)
            raise UnknownFact(key, where=place, near=tuple(near))
    return found


def _fact(key: str, said: Any, place: str) -> Fact:
    evidence: tuple[str, ...] = ()
    if isinstance(said, dict) and "value" in said:
        listed = said.get("evidence", [])
        evidence = (listed,) if isinstance(listed, str) else tuple(map(str, listed))
        said = said["value"]
    if said == UNKNOWN:
        return Fact(key, None, evidence)
    word = vocabulary()[key]
    try:
        return Fact(key, typed(word.type, said, choices=word.choices), evidence)
    except ValueError as fault:
        raise BadFact(key, where=place, given=said, expected=str(fault)) from fault
