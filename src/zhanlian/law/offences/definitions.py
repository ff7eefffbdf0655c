"""Definitions: what an offence is, read from its data file.

in     ``data/offences/KEY.toml``
out    ``Offence``: article, chain roles, elements, tiers with their limbs, and what goes with it
keeps  a field nobody asks for is refused; tiers stand from the lightest to the heaviest; every
       fact asked for is in the vocabulary, every value named is in the law book (tests hold it)
"""

from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path

from zhanlian.law.offences.conditions import Condition
from zhanlian.law.offences.forms import condition, optional_condition
from zhanlian.law.reading import Row, cite, read_table
from zhanlian.terms import Citation

__all__ = [
    "Accumulation",
    "Beside",
    "Element",
    "Limb",
    "Offence",
    "Option",
    "Route",
    "Tier",
    "offences",
]


@dataclass(frozen=True, slots=True)
class Element:
    """One element of an offence. ``for_completion``: an attempt does without it."""

    key: str
    condition: Condition
    cites: tuple[Citation, ...]
    for_completion: bool


@dataclass(frozen=True, slots=True)
class Limb:
    """One way to reach a tier. ``form``: completed or attempt. ``ask``: a question it raises."""

    key: str
    condition: Condition
    form: str
    ask: str


@dataclass(frozen=True, slots=True)
class Tier:
    """A range of penalty and the limbs that reach it.

    ``penalty`` and ``fine`` are names of dated values.
    """

    key: str
    penalty: str
    fine: str
    limbs: tuple[Limb, ...]


@dataclass(frozen=True, slots=True)
class Route:
    """When the facts point to other offences. ``excludes``: this one is then not made out."""

    key: str
    to: tuple[str, ...]
    by: str
    when: Condition
    excludes: bool


@dataclass(frozen=True, slots=True)
class Beside:
    """How the offence stands to another: ``heavier``, ``cumulative`` or ``prevails``."""

    offence: str
    effect: str
    by: str


@dataclass(frozen=True, slots=True)
class Option:
    """A lawful possibility for a person to weigh: dropping the case, a lighter or other way.

    ``tier``: only where this tier is reached; "" for any, "none" where none is reached.
    ``from_on`` and ``to_on``: days of the act on which it exists.
    """

    key: str
    when: Condition | None
    by: str
    tier: str
    cites: tuple[Citation, ...]
    from_on: date | None
    to_on: date | None

    def covers(self, on: date) -> bool:
        """Whether it exists for an act of that day."""
        is_early = self.from_on is not None and on < self.from_on
        return not is_early and (self.to_on is None or on <= self.to_on)


@dataclass(frozen=True, slots=True)
class Accumulation:
    """Acts added up: ``acts`` into the amount ``into``.

    ``window``: a value in years for acts too small to be a crime; ``alone``: the value an act
    must reach to count without the window.
    """

    acts: str
    into: str
    window: str
    alone: str
    by: str


@dataclass(frozen=True, slots=True)
class Offence:
    """One offence.

    ``roles``: chain role -> usual or possible. ``fact_head``: what its own facts begin with.
    ``case_kind``: the kind of case whose special rows apply where ``case_kind_fact`` is true.
    """

    key: str
    article: Citation
    exists_from_on: date
    roles: dict[str, str]
    fact_head: str
    case_kind_fact: str
    case_kind: str
    works_out: tuple[str, ...]
    elements: tuple[Element, ...]
    tiers: tuple[Tier, ...]
    attempt: Condition | None
    routes: tuple[Route, ...]
    beside: tuple[Beside, ...]
    administrative: tuple[Option, ...]
    leniency: tuple[Option, ...]
    notes: tuple[Option, ...]
    accumulates: tuple[Accumulation, ...]
    register: tuple[str, ...]

    def level(self, tier: str) -> int:
        """1 for the lightest tier, 0 for none."""
        return next((n for n, each in enumerate(self.tiers, 1) if each.key == tier), 0)

    def tier(self, level: int) -> Tier | None:
        """The tier of a level; None below the first."""
        return self.tiers[level - 1] if level else None

    def fact_keys(self) -> tuple[str, ...]:
        """Every fact that its elements, limbs and routes read, once each."""
        asked = [*(each.condition for each in self.elements), *(each.when for each in self.routes)]
        asked += [limb.condition for tier in self.tiers for limb in tier.limbs]
        keys = [key for each in asked for key in each.fact_keys()]
        return tuple(dict.fromkeys([*keys, *(each.acts for each in self.accumulates)]))


@cache
def offences() -> dict[str, Offence]:
    """Every offence of the edition, by key."""
    with as_file(files("zhanlian.law") / "data" / "offences") as folder:
        return {file.stem: read_offence(file) for file in sorted(folder.glob("*.toml"))}


def read_offence(file: Path) -> Offence:
    """One offence from its file. Raises ``BadLawFile``."""
    row = read_table(file)
    exists_from_on = row.day("exists_from")
    if exists_from_on is None:
        row.refuse("exists_from", "an offence has a first day")
    row.text("title_zh"), row.text("title_en")
    made = Offence(
        key=file.stem,
        article=cite(row.text("article")),
        exists_from_on=exists_from_on,
        roles=row.take("roles", dict),
        fact_head=row.text("fact_head"),
        case_kind_fact=row.text("case_kind_fact", ""),
        case_kind=row.text("case_kind", ""),
        works_out=row.texts("works_out"),
        elements=tuple(_element(each) for each in row.rows("elements")),
        tiers=tuple(_tier(each) for each in row.rows("tiers")),
        attempt=optional_condition(row, "attempt"),
        routes=tuple(_route(each) for each in row.rows("routes")),
        beside=tuple(_beside(each) for each in row.rows("beside")),
        administrative=tuple(_option(each) for each in row.rows("administrative")),
        leniency=tuple(_option(each) for each in row.rows("leniency")),
        notes=tuple(_option(each) for each in row.rows("notes")),
        accumulates=tuple(_accumulation(each) for each in row.rows("accumulates")),
        register=row.texts("register"),
    )
    row.finish()
    return made


def _element(row: Row) -> Element:
    row.text("zh"), row.text("en")
    made = Element(
        key=row.text("key"),
        condition=condition(row),
        cites=tuple(cite(text) for text in row.texts("cites")),
        for_completion=row.take("for_completion", bool, default=False),
    )
    row.finish()
    return made


def _tier(row: Row) -> Tier:
    made = Tier(
        key=row.text("key"),
        penalty=row.text("penalty"),
        fine=row.text("fine", ""),
        limbs=tuple(_limb(each) for each in row.rows("limbs")),
    )
    row.finish()
    return made


def _limb(row: Row) -> Limb:
    made = Limb(
        key=row.text("key"),
        condition=condition(row),
        form=row.text("form", "completed"),
        ask=row.text("ask", ""),
    )
    row.finish()
    return made


def _route(row: Row) -> Route:
    made = Route(
        key=row.text("key"),
        to=row.texts("to"),
        by=row.text("by", ""),
        when=condition(row, "when"),
        excludes=row.take("excludes", bool, default=False),
    )
    row.finish()
    return made


def _beside(row: Row) -> Beside:
    made = Beside(row.text("offence"), row.text("effect"), row.text("by"))
    row.finish()
    return made


def _option(row: Row) -> Option:
    made = Option(
        key=row.text("key"),
        when=optional_condition(row, "when"),
        by=row.text("by", ""),
        tier=row.text("tier", ""),
        cites=tuple(cite(text) for text in row.texts("cites")),
        from_on=row.day("from"),
        to_on=row.day("to"),
    )
    row.finish()
    return made


def _accumulation(row: Row) -> Accumulation:
    made = Accumulation(
        acts=row.text("acts"),
        into=row.text("into"),
        window=row.text("window", ""),
        alone=row.text("alone", ""),
        by=row.text("by"),
    )
    row.finish()
    return made
