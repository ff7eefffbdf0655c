"""Prior penalties (前科台账): which earlier penalties still count against a new act.

in     a ledger of penalties, the offence of the new act and its day
out    ``Answer[Prior]``: the penalties that count, their windows, their effect
keeps  an annulled penalty never counts; a window runs from the day after its anchor to the same
       date, both readings of the anchor are shown where they differ
law    the interpretations that each window cites; offences.md section 14 in the register
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from zhanlian.law.answers import Answer, Reading, Step
from zhanlian.law.book import LawBook, NoLawInForce
from zhanlian.law.clocks.points import add_months
from zhanlian.law.linkage.grades import whole
from zhanlian.law.linkage.matter import YEAR_MONTHS, coded
from zhanlian.law.linkage.refusals import DatesOutOfOrder
from zhanlian.law.reading import Row
from zhanlian.law.saying import LANGUAGES, catalogue
from zhanlian.law.values import Value

__all__ = ["Prior", "PriorPenalty", "prior_penalties", "read_ledger"]

PLACE = "cn.administrative.prior."
ANCHOR = "cn.criminal.prior.anchor"
ANCHORS = ("decided_on", "completed_on")


@dataclass(frozen=True, slots=True)
class PriorPenalty:
    """One earlier penalty. ``act_kind``: what it was for; ``is_criminal``: a sentence."""

    authority: str
    law_and_article: str
    act_kind: str
    decided_on: date
    completed_on: date | None = None
    is_annulled: bool = False
    is_criminal: bool = False
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Prior:
    """Whether earlier penalties count. ``effect``: what they do where they count."""

    counts: bool
    effect: str
    penalties: tuple[PriorPenalty, ...]


def read_ledger(rows: Sequence[Mapping[str, Any]], *, where: str) -> tuple[PriorPenalty, ...]:
    """A ledger from plain tables; a slip is refused by row and field."""
    return tuple(
        _penalty(Row(where, dict(each), f"penalty[{number}] ")) for number, each in enumerate(rows)
    )


def _penalty(row: Row) -> PriorPenalty:
    decided_on = row.day("decided_on")
    if decided_on is None:
        row.refuse("decided_on", "a penalty has the day of its decision")
    made = PriorPenalty(
        authority=row.text("authority"),
        law_and_article=row.text("law_and_article"),
        act_kind=row.text("act_kind"),
        decided_on=decided_on,
        completed_on=row.day("completed_on"),
        is_annulled=row.take("is_annulled", bool, default=False),
        is_criminal=row.take("is_criminal", bool, default=False),
        evidence=row.texts("evidence"),
    )
    row.finish()
    if made.completed_on is not None and made.completed_on < decided_on:
        raise DatesOutOfOrder(
            first=("decided_on", decided_on), second=("completed_on", made.completed_on)
        )
    return made


def prior_penalties(
    ledger: Sequence[PriorPenalty], offence: str, *, act_on: date, law: LawBook
) -> Answer[Prior]:
    """The penalties that count against ``offence``; raises ``UnknownParameter`` for another one.

    Where the two anchors lead to different penalties, both are shown.
    """
    law.parameter(f"{PLACE}{offence}")
    try:
        rule = law.value(f"{PLACE}{offence}", on=act_on)
    except NoLawInForce:
        step = Step("linkage.prior.no_window", {"offence": coded(offence), "act_on": act_on})
        return Answer(Prior(counts=False, effect="", penalties=()), (step,))
    anchor = law.value(ANCHOR, on=act_on)
    readings = [_reading(ledger, rule, act_on=act_on, anchor=each) for each in ANCHORS]
    first = Step("linkage.prior.window", _facts(rule, act_on), (rule,))
    if readings[0].value == readings[1].value:
        return Answer(readings[0].value, (first, *readings[0].because), missing=_open(ledger, rule))
    ask = Step("linkage.prior.ask_anchor", {"anchors": coded(*ANCHORS)}, (anchor,))
    return Answer(None, (first,), tuple(readings), (ask,), _open(ledger, rule))


def _facts(rule: Value, act_on: date) -> dict[str, object]:
    kind, effect = str(rule.table["penalised_for"]), str(rule.table["effect"])
    return {"kind": coded(kind), "years": whole(rule, "years"), "effect": coded(effect),
            "act_on": act_on}  # fmt: skip


def _open(ledger: Sequence[PriorPenalty], rule: Value) -> tuple[str, ...]:
    """Ledger fields that would decide between the readings."""
    kind = rule.table["penalised_for"]
    lacks = any(each.act_kind == kind and each.completed_on is None for each in ledger)
    return ("ledger.completed_on",) if lacks else ()


def _reading(
    ledger: Sequence[PriorPenalty], rule: Value, *, act_on: date, anchor: str
) -> Reading[Prior]:
    counted, steps = [], []
    for each in ledger:
        key, until_on = _counts(each, rule, act_on=act_on, anchor=anchor)
        facts = {
            "kind": _kind(each),
            "decided_on": each.decided_on,
            "until_on": until_on,
            "anchor": coded(anchor),
        }
        steps.append(Step(f"linkage.prior.{key}", facts, (rule,), evidence=each.evidence))
        if key in {"within", "sentence"}:
            counted.append(each)
    none = Step("linkage.prior.none", {}, (rule,))
    found = Prior(bool(counted), str(rule.table["effect"]), tuple(counted))
    return Reading(found, tuple(steps) or (none,))


def _kind(each: PriorPenalty) -> object:
    """The kind in words, or as written where no window asks for it."""
    known = f"linkage.code.{each.act_kind}" in catalogue(LANGUAGES[0])
    return coded(each.act_kind) if known else each.act_kind


def _counts(
    each: PriorPenalty, rule: Value, *, act_on: date, anchor: str
) -> tuple[str, date | None]:
    """How one penalty comes out, and the last day of its window."""
    if each.act_kind != rule.table["penalised_for"]:
        return "other_kind", None
    if each.is_annulled:
        return "annulled", None
    if each.is_criminal:
        has_any = bool(rule.table["any_criminal"]) and each.decided_on < act_on
        return ("sentence" if has_any else "sentence_not_counted"), None
    from_on = each.decided_on
    if anchor == "completed_on" and each.completed_on is not None:
        from_on = each.completed_on
    years = whole(rule, "years")
    assert years is not None
    until_on = add_months(from_on, years * YEAR_MONTHS)
    is_within = each.decided_on < act_on <= until_on
    return ("within" if is_within else "outside"), until_on
