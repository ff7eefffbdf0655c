"""Kinds of clocks: what a term is, as data a lawyer can read.

in     ``data/clocks/<stage>/<name>.toml``
out    ``ClockKind`` by key such as ``custody.investigation``
keeps  no figure stands in a kind: lengths, levels, times, roll-over and grounds are names of
       dated parameters; every name resolves (``check_kinds``)
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from types import MappingProxyType

from zhanlian.law.book import LawBook
from zhanlian.law.reading import Row, read_table

__all__ = [
    "ANY_TIMES",
    "ONCE",
    "AtEnd",
    "ClockKind",
    "Custody",
    "Grant",
    "Pause",
    "Restart",
    "check_kinds",
    "clock_kinds",
    "read_kinds",
]

ONCE = "once"
ANY_TIMES = "any"


class AtEnd(StrEnum):
    """What it means that the last day has passed."""

    OVERDUE = "overdue"  # somebody should have acted
    LAPSED = "lapsed"  # the measure has ended by itself
    ELAPSED = "elapsed"  # what had to wait may happen


class Custody(StrEnum):
    """Whether a person is in custody while the clock runs."""

    ALWAYS = "always"
    NEVER = "never"
    ASKED = "asked"  # the ledger says; where it does not, both readings are shown


@dataclass(frozen=True, slots=True)
class Grant:
    """A term counted from the start, or an extension added to the end before it.

    ``budget`` and ``level`` name parameters, ``times`` is once, any or a parameter. ``after``:
    one of these must have been granted; ``only_terms``: only while one of these terms runs.
    ``is_at_most``: the length is chosen, up to the budget. ``request_lead``: how long before
    expiry the request must arrive; ``window``: how long before expiry papers may be made.
    An empty ``budget`` leaves the length to the body that grants it. ``is_start_only``: a term
    that is chosen at the start and not changed to later.
    """

    key: str
    budget: str
    level: str
    after: tuple[str, ...]
    only_terms: tuple[str, ...]
    times: str
    is_at_most: bool
    request_lead: str
    window: str
    is_start_only: bool


@dataclass(frozen=True, slots=True)
class Pause:
    """A ground on which the clock stands still; ``rule`` is the parameter that says so."""

    key: str
    rule: str


@dataclass(frozen=True, slots=True)
class Restart:
    """A ground on which counting begins anew.

    ``times``: any, or the parameter that limits them; ``counts_first``: whether the start itself
    is one of these times. ``opens``: other clocks that begin on that day.
    """

    key: str
    rule: str
    times: str
    counts_first: bool
    after_end: bool
    opens: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ClockKind:
    """One kind of term; ``terms[0]`` is the ordinary one. Its texts stand in the catalogue.

    ``rolls``, ``anchor``, ``leads`` and ``longest`` name parameters. ``is_backward``: counted
    back from an event ahead, such as a hearing. ``skips_first_hour``: the hour in which it
    starts is not counted. ``group``: measures that compete for the same property.
    """

    key: str
    at_end: AtEnd
    custody: Custody
    rolls: str
    anchor: str
    leads: str
    longest: str
    group: str
    watched_by: tuple[str, ...]
    is_backward: bool
    skips_first_hour: bool
    terms: tuple[Grant, ...]
    extensions: tuple[Grant, ...]
    pauses: tuple[Pause, ...]
    restarts: tuple[Restart, ...]

    @property
    def name(self) -> str:
        """Its word in the catalogue."""
        return f"clock.{self.key}"

    @property
    def later_terms(self) -> tuple[Grant, ...]:
        """Terms that a running clock may change to."""
        return tuple(term for term in self.terms[1:] if not term.is_start_only)


@cache
def clock_kinds() -> Mapping[str, ClockKind]:
    """Every kind that comes with the package, by key."""
    with as_file(files("zhanlian.law") / "data" / "clocks") as folder:
        return read_kinds(folder)


def read_kinds(folder: Path) -> Mapping[str, ClockKind]:
    """Every kind under ``folder``; its path is its key."""
    found = {}
    for file in sorted(folder.rglob("*.toml")):
        key = ".".join(file.relative_to(folder).with_suffix("").parts)
        found[key] = _read_kind(key, read_table(file, name=f"clocks/{key}"))
    return MappingProxyType(found)


def _read_kind(key: str, row: Row) -> ClockKind:
    for text in ("name", "starts", "then"):
        row.text(f"{text}_zh")
        row.text(f"{text}_en")
    kind = ClockKind(
        key=key,
        at_end=row.one_of("at_end", AtEnd),
        custody=row.one_of("custody", Custody),
        rolls=row.text("rolls", ""),
        anchor=row.text("anchor", ""),
        leads=row.text("leads"),
        longest=row.text("longest", ""),
        group=row.text("group", ""),
        watched_by=row.texts("watched_by"),
        is_backward=row.take("is_backward", bool, default=False),
        skips_first_hour=row.take("skips_first_hour", bool, default=False),
        terms=tuple(_read_grant(each) for each in row.rows("terms")),
        extensions=tuple(_read_grant(each) for each in row.rows("extensions")),
        pauses=tuple(_read_pause(each) for each in row.rows("pauses")),
        restarts=tuple(_read_restart(each) for each in row.rows("restarts")),
    )
    row.finish()
    if not kind.terms:
        row.refuse("terms", "a clock has at least one term")
    return kind


def _read_grant(row: Row) -> Grant:
    row.text("when_zh")
    row.text("when_en")
    made = Grant(
        key=row.text("key"),
        budget=row.text("budget", ""),
        level=row.text("level", ""),
        after=row.texts("after"),
        only_terms=row.texts("only_terms"),
        times=row.text("times", ONCE),
        is_at_most=row.take("is_at_most", bool, default=False),
        request_lead=row.text("request_lead", ""),
        window=row.text("window", ""),
        is_start_only=row.take("is_start_only", bool, default=False),
    )
    row.finish()
    return made


def _read_pause(row: Row) -> Pause:
    row.text("when_zh")
    row.text("when_en")
    made = Pause(row.text("key"), row.text("rule"))
    row.finish()
    return made


def _read_restart(row: Row) -> Restart:
    row.text("when_zh")
    row.text("when_en")
    made = Restart(
        key=row.text("key"),
        rule=row.text("rule"),
        times=row.text("times", ANY_TIMES),
        counts_first=row.take("counts_first", bool, default=False),
        after_end=row.take("after_end", bool, default=False),
        opens=row.texts("opens"),
    )
    row.finish()
    return made


def check_kinds(law: LawBook) -> list[str]:
    """What does not resolve in the kinds: parameters, grounds and clocks; none where sound."""
    kinds = clock_kinds()
    return [f"{key}: {told}" for key, kind in kinds.items() for told in _check(kind, law)]


def _check(kind: ClockKind, law: LawBook) -> Iterator[str]:
    for name in filter(None, _parameters_of(kind)):
        if name not in law.parameters:
            yield f"no parameter {name}"
    grants = {each.key for each in (*kind.terms, *kind.extensions)}
    for each in kind.extensions:
        for key in (*each.after, *each.only_terms):
            if key not in grants:
                yield f"{each.key} follows {key}, which does not exist"
    for restart in kind.restarts:
        yield from (f"no clock {key}" for key in restart.opens if key not in clock_kinds())


def _parameters_of(kind: ClockKind) -> Iterator[str]:
    yield from (kind.rolls, kind.anchor, kind.leads, kind.longest)
    for grant in (*kind.terms, *kind.extensions):
        yield from (grant.budget, grant.level, grant.request_lead, grant.window)
        if grant.times not in {ONCE, ANY_TIMES}:
            yield grant.times
    yield from (each.rule for each in kind.pauses)
    for restart in kind.restarts:
        yield restart.rule
        if restart.times != ANY_TIMES:
            yield restart.times
