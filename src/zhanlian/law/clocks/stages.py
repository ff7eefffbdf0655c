"""Stages: where a case stands, what may follow, who acts, and which clocks start or end there.

in     ``data/stages``: one file per track (the case, a person, property, a wanted person)
out    ``Stage`` and ``Transition``; ``next_steps`` of a stage
keeps  every clock named exists and every stage is reached (``check_stages``); the table names
       what the law allows, a person takes the step
"""

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from types import MappingProxyType

from zhanlian.law.clocks.kinds import clock_kinds
from zhanlian.law.clocks.refusals import UnknownStage
from zhanlian.law.reading import Row, cite, read_table
from zhanlian.terms import Citation

__all__ = ["Stage", "Transition", "check_stages", "next_steps", "stages"]


@dataclass(frozen=True, slots=True)
class Transition:
    """One step from a stage to another: who takes it, and the clocks it starts and ends.

    ``key`` is ``from.to``; its word in the catalogue is ``step.`` and the key.
    """

    key: str
    from_stage: str
    to_stage: str
    actor: str
    starts: tuple[str, ...]
    ends: tuple[str, ...]
    cites: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Stage:
    """A place where a case, a person or property can stand; ``track`` keeps side tracks apart."""

    key: str
    track: str
    steps: tuple[Transition, ...]

    @property
    def is_final(self) -> bool:
        """Whether nothing follows."""
        return not self.steps


@cache
def stages() -> Mapping[str, Stage]:
    """Every stage by key, in the order of the table."""
    found: dict[str, Stage] = {}
    with as_file(files("zhanlian.law") / "data" / "stages") as folder:
        for file in sorted(folder.glob("*.toml")):
            found |= _read_track(file.stem, read_table(file, name=f"stages/{file.stem}"))
    return MappingProxyType(found)


def _read_track(track: str, top: Row) -> dict[str, Stage]:
    top.text("zh")
    top.text("en")
    keys = [_read_stage(row) for row in top.rows("stages")]
    steps = [_read_step(row) for row in top.rows("transitions")]
    top.finish()
    for step in steps:
        if step.from_stage not in keys or step.to_stage not in keys:
            top.refuse("transitions", f"{step.key} leaves the track {track}")
    return {
        key: Stage(key, track, tuple(step for step in steps if step.from_stage == key))
        for key in keys
    }


def _read_stage(row: Row) -> str:
    key = row.text("key")
    row.text("zh")
    row.text("en")
    row.finish()
    return key


def _read_step(row: Row) -> Transition:
    first, second = row.text("from"), row.text("to")
    row.text("zh")
    row.text("en")
    step = Transition(
        key=f"{first}.{second}",
        from_stage=first,
        to_stage=second,
        actor=row.text("actor"),
        starts=row.texts("starts"),
        ends=row.texts("ends"),
        cites=tuple(cite(text) for text in row.texts("cites")),
    )
    row.finish()
    return step


def next_steps(stage: str) -> tuple[Transition, ...]:
    """What may follow a stage. Raises ``UnknownStage``."""
    found = stages()
    if stage not in found:
        near = difflib.get_close_matches(stage, found, n=3)
        raise UnknownStage(stage, near=tuple(near))
    return found[stage].steps


def check_stages() -> list[str]:
    """What does not resolve in the table; none where it is sound."""
    found, kinds = stages(), clock_kinds()
    steps = [step for stage in found.values() for step in stage.steps]
    told = [
        f"{step.key}: no clock {key}"
        for step in steps
        for key in (*step.starts, *step.ends)
        if key not in kinds
    ]
    reached = {step.to_stage for step in steps}
    firsts = {stage.track: stage.key for stage in reversed(list(found.values()))}
    told += [
        f"{stage.key}: nothing leads there"
        for stage in found.values()
        if stage.key not in reached and firsts[stage.track] != stage.key
    ]
    return told
