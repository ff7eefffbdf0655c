"""Checking: what must hold of the legal data before a figure of it may be used.

in     a ``LawBook``
out    ``Fault`` per breach, none for a sound edition
keeps  every citation resolves; nothing starts before its instrument or outlives it; a draft is
       never cited; what is not confirmed says its doubt; both languages hold the same sentences
"""

import string
from collections.abc import Iterator
from dataclasses import dataclass

from zhanlian.law.book import LawBook
from zhanlian.law.facts import vocabulary
from zhanlian.law.parameters import Parameter
from zhanlian.law.saying import catalogue
from zhanlian.law.values import Standing, Value

__all__ = ["Fault", "check_law"]


@dataclass(frozen=True, slots=True)
class Fault:
    """One breach: a stable ``kind``, the ``place`` (parameter, fact or sentence), and facts."""

    kind: str
    place: str
    told: str


def check_law(law: LawBook) -> list[Fault]:
    """Every breach in the edition. Cost: one pass over all rows."""
    faults = [fault for each in law.parameters.values() for fault in _parameter(law, each)]
    return [*faults, *_instruments(law), *_sentences(), *_questions()]


def _parameter(law: LawBook, parameter: Parameter) -> Iterator[Fault]:
    for row in parameter.values:
        for source in sorted({each.source for each in row.cites}):
            yield from _citation(law, row, source)
        if row.standing is not Standing.CONFIRMED and row.doubt is None:
            yield Fault("doubt_unsaid", parameter.name, str(row.from_on))
        if row.standing is Standing.UNSETTLED and not row.others and row.low is None:
            yield Fault("one_reading", parameter.name, str(row.from_on))


def _citation(law: LawBook, row: Value, source: str) -> Iterator[Fault]:
    """A row stands inside its instrument's life; an amended text is cited beside its amendment."""
    cited = law.instruments.get(source)
    if cited is None:
        yield Fault("unknown_instrument", row.parameter, source)
        return
    if not cited.is_law:
        yield Fault("draft_cited", row.parameter, source)
    if cited.in_force_on is not None and row.from_on < cited.in_force_on:
        starts = [law.instruments[each.source].in_force_on for each in row.cites
                  if each.source in law.instruments]  # fmt: skip
        if all(start is None or row.from_on < start for start in starts):
            yield Fault("before_instrument", row.parameter, f"{row.from_on} < {cited.in_force_on}")
    last = cited.until_on
    if last is not None and (row.to_on is None or row.to_on > last) and len(row.cites) == 1:
        yield Fault("outlives_instrument", row.parameter, f"{row.to_on or '-'} > {last}")


def _instruments(law: LawBook) -> Iterator[Fault]:
    for key, each in law.instruments.items():
        if each.standing is not Standing.CONFIRMED and each.doubt is None:
            yield Fault("doubt_unsaid", key, each.title_en)
        if each.announced_on and each.in_force_on and each.in_force_on < each.announced_on:
            yield Fault("in_force_before_announced", key, str(each.in_force_on))


def _sentences() -> Iterator[Fault]:
    zh, en = catalogue("zh"), catalogue("en")
    for key in sorted(set(zh) ^ set(en)):
        yield Fault("one_language", key, "zh" if key in zh else "en")
    for key in sorted(set(zh) & set(en)):
        if _places(zh[key]) != _places(en[key]):
            yield Fault("other_places", key, f"{_places(zh[key])} {_places(en[key])}")


def _places(text: str) -> list[str]:
    """The facts that a sentence names."""
    return sorted({name for _, name, _, _ in string.Formatter().parse(text) if name})


def _questions() -> Iterator[Fault]:
    for word in vocabulary().values():
        if not word.zh or not word.en:
            yield Fault("no_question", word.key, word.type)
