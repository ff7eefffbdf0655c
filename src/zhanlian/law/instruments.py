"""Instruments: the laws, interpretations, opinions and rules that values cite.

in     one TOML file per instrument under ``data/instruments``; its path is its key
out    ``Instrument``
keeps  an instrument says what kind it is, because the kind decides which version applies;
       a draft is never law
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from zhanlian.law.reading import read_table
from zhanlian.law.values import Doubt, Standing

__all__ = ["Instrument", "Kind", "read_instruments"]


class Kind(StrEnum):
    """What an instrument is; the rules on time (从旧兼从轻) differ by kind."""

    LAW = "law"  # 法律
    REGULATION = "regulation"  # 行政法规
    RULE = "rule"  # 部门规章
    INTERPRETATION = "interpretation"  # 司法解释, 法释 and 高检发释字
    OPINION = "opinion"  # 规范性文件, 法发, 公通字, 银发 ...
    DRAFT = "draft"  # 征求意见稿: not in force


@dataclass(frozen=True, slots=True)
class Instrument:
    """One instrument. ``until_on``: its last day in force, where it has ended.

    ``replaces`` and ``amends`` are keys of earlier instruments; a replaced one has ended.
    """

    key: str
    kind: Kind
    title_zh: str
    title_en: str
    number: str
    issuers: tuple[str, ...]
    announced_on: date | None
    in_force_on: date | None
    until_on: date | None
    standing: Standing
    doubt: Doubt | None
    governs: str
    register: tuple[str, ...]
    replaces: tuple[str, ...] = ()
    amends: tuple[str, ...] = ()

    @property
    def is_law(self) -> bool:
        """Whether it can be a legal ground at all."""
        return self.kind is not Kind.DRAFT

    def is_in_force(self, on: date) -> bool:
        """Whether it is in force on that day."""
        if not self.is_law or self.in_force_on is None:
            return False
        return self.in_force_on <= on and (self.until_on is None or on <= self.until_on)


def read_instruments(folder: Path) -> dict[str, Instrument]:
    """Every instrument under ``folder``, by key such as ``cn/fashi-2011-7``."""
    found = {}
    for file in sorted(folder.rglob("*.toml")):
        key = file.relative_to(folder).with_suffix("").as_posix()
        found[key] = _read_instrument(key, file)
    return found


def _read_instrument(key: str, file: Path) -> Instrument:
    row = read_table(file)
    made = Instrument(
        key=key,
        kind=row.one_of("kind", Kind),
        title_zh=row.text("title_zh"),
        title_en=row.text("title_en"),
        number=row.text("number", ""),
        issuers=row.texts("issuers"),
        announced_on=row.day("announced"),
        in_force_on=row.day("in_force"),
        until_on=row.day("until"),
        standing=row.one_of("standing", Standing),
        doubt=row.doubt(),
        governs=row.text("governs", ""),
        register=row.texts("register"),
        replaces=row.texts("replaces"),
        amends=row.texts("amends"),
    )
    row.finish()
    return made
