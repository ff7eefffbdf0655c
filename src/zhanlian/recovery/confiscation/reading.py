"""Reading: the record of one absent suspect, from a person's TOML file.

in     a table
out    ``Confiscation``
keeps  what is not known stays unknown; evidence of an asset is listed for and against
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from zhanlian.recovery.records import Fields

__all__ = ["Confiscation", "Flag", "Interest", "Person", "Property", "Step", "read_confiscation"]


class Interest(StrEnum):
    """Who may join: near relatives, and whoever claims the property."""

    RELATIVE = "relative"
    CLAIMANT = "claimant"


class Flag(StrEnum):
    """What a named person found of an asset."""

    OPEN = "open"
    HIGH = "high_probability"
    NOT = "not_proved"


class Step(StrEnum):
    """Steps that begin a term, in their order."""

    OPINION = "opinion_received"
    APPLICATION = "application_received"
    ACCEPTED = "accepted"
    NOTICE = "notice_published"
    RULING = "ruling_served"


@dataclass(frozen=True, slots=True)
class Person:
    """One interested person; ``reason`` for joining late, ``admitted_by`` whoever admitted it."""

    name: str
    interest: Interest
    asset_ids: tuple[str, ...]
    joined_on: date | None
    reason: str
    admitted_by: str


@dataclass(frozen=True, slots=True)
class Property:
    """One asset of the application, with the evidence for and against and what was found."""

    asset_id: str
    kind: str
    supports: tuple[str, ...]
    opposes: tuple[str, ...]
    is_held: bool | None
    found: Flag
    found_by: str


@dataclass(frozen=True, slots=True)
class Confiscation:
    """Everything recorded of one suspect's case."""

    suspect: str
    offence: str
    is_abroad: bool | None
    has_great_influence: bool | None
    wanted_on: date | None
    caught_on: date | None
    died_on: date | None
    papers: tuple[str, ...]
    persons: tuple[Person, ...]
    assets: tuple[Property, ...]
    steps: Mapping[Step, date]


def read_confiscation(said: Mapping[str, Any], *, where: str) -> Confiscation:
    """The record of a table. Raises ``BadRecord``."""
    fields = Fields(said, where)
    made = Confiscation(
        suspect=fields.text("suspect", needed=True),
        offence=fields.text("offence", needed=True),
        is_abroad=fields.truth("is_abroad"),
        has_great_influence=fields.truth("has_great_influence"),
        wanted_on=fields.day("wanted_on"),
        caught_on=fields.day("caught_on"),
        died_on=fields.day("died_on"),
        papers=fields.texts("papers"),
        persons=tuple(_person(each) for each in fields.rows("person")),
        assets=tuple(_asset(each) for each in fields.rows("asset")),
        steps=_steps(fields),
    )
    fields.finish()
    return made


def _steps(fields: Fields) -> dict[Step, date]:
    """The days of the steps taken; a later step never lies before an earlier one."""
    found: dict[Step, date] = {}
    for step in Step:
        on = fields.day(f"{step}_on")
        if on is None:
            continue
        if found and on < max(found.values()):
            fields.refuse(f"{step}_on", "it lies before a step that comes first")
        found[step] = on
    return found


def _person(fields: Fields) -> Person:
    made = Person(
        name=fields.text("name", needed=True),
        interest=fields.choice("interest", Interest),
        asset_ids=fields.texts("asset_ids"),
        joined_on=fields.day("joined_on"),
        reason=fields.text("reason"),
        admitted_by=fields.text("admitted_by"),
    )
    fields.finish()
    return made


def _asset(fields: Fields) -> Property:
    found, found_by = fields.choice("found", Flag, Flag.OPEN), fields.text("found_by")
    if found is not Flag.OPEN and not found_by:
        fields.refuse("found_by", "a finding has the name of its finder")
    made = Property(
        asset_id=fields.text("asset_id", needed=True),
        kind=fields.text("kind"),
        supports=fields.texts("supports"),
        opposes=fields.texts("opposes"),
        is_held=fields.truth("is_held"),
        found=found,
        found_by=found_by,
    )
    fields.finish()
    return made
