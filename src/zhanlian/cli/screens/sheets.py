"""Sheets: confiscation of an absent suspect's gains, and restitution beside a plea."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from zhanlian.cli.face import Face
from zhanlian.cli.screens.say import DASH, say_amount
from zhanlian.law import clocks
from zhanlian.recovery import confiscation, executing, judgment, plea

PERCENT = 100


def confiscation_body(sheet: confiscation.Sheet) -> dict[str, Any]:
    """The sheet as plain values."""
    return {
        "suspect": sheet.record.suspect,
        "on": sheet.on.isoformat(),
        "start": sheet.start.value,
        "from_on": sheet.from_on.isoformat() if sheet.from_on else None,
        "conditions": {each.key: each.proof.value for each in sheet.conditions},
        "papers": {
            name: {each.key: each.is_there for each in sheet.papers if each.document == name}
            for name in dict.fromkeys(each.document for each in sheet.papers)
        },
        "persons": [
            {"name": person.name, "interest": person.interest.value, "joined": joined.value}
            for person, joined in sheet.persons
        ],
        "unproved": list(sheet.unproved),
        "not_held": list(sheet.not_held),
        "needs_hearing": sheet.needs_hearing,
        "terms": [clocks.clock_values(each) for each in sheet.terms],
    }


def draw_confiscation(face: Face, sheet: confiscation.Sheet) -> None:
    """Conditions, papers, people, property, terms."""
    lang, told = face.words.lang, confiscation.words()
    value = face.words.value
    face.say(face.words("sheet.confiscation", suspect=sheet.record.suspect, on=sheet.on,
                        start=value("confiscation_start", sheet.start)), style="bold")  # fmt: skip
    if sheet.from_on is not None:
        face.say(face.words("sheet.from_on", on=sheet.from_on))
    for each in sheet.conditions:
        said = told["conditions"][each.key]
        cites = "; ".join(said["cites"])
        face.say(f"  [{value('sheet_proof', each.proof)}] {said[lang]} [{cites}]")
    for document, names in told["paper_set"].items():
        face.say(names[lang], style="bold")
        for paper in (each for each in sheet.papers if each.document == document):
            mark = "✓" if paper.is_there else face.words("sheet.lacking")
            face.say(f"  {mark} {told['paper'][paper.key][lang]}")
    for person, joined in sheet.persons:
        face.say(face.words("sheet.person", name=person.name,
                            interest=value("interest", person.interest),
                            joined=value("joined", joined)))  # fmt: skip
    hearing = {True: "yes", False: "no", None: "open"}[sheet.needs_hearing]
    face.say(face.words(f"sheet.hearing_{hearing}"))
    for name, listed in (("unproved", sheet.unproved), ("not_held", sheet.not_held)):
        if listed:
            face.say(face.words(f"sheet.{name}", assets=", ".join(listed)))
    for term in sheet.terms:
        for line in clocks.clock_lines(term, lang):
            face.say(line)
    face.say(face.words("sheet.person_decides"))


def restitution_body(sheet: plea.PleaSheet) -> dict[str, Any]:
    """The sheet as plain values; shares are exact fractions as text."""
    return {
        "person": sheet.plea.person,
        "currency": sheet.plea.currency,
        "loss_minor": sheet.plea.loss_minor,
        "paid_minor": sheet.paid_minor,
        "open_minor": sheet.open_minor,
        "of_loss": str(sheet.of_loss),
        "of_means": None if sheet.of_means is None else str(sheet.of_means),
        "of_gain": None if sheet.of_gain is None else str(sheet.of_gain),
        "reasons": [
            {"side": side.value, "key": key, "evidence": list(evidence)}
            for side, key, evidence in sheet.reasons
        ],
        "grounds": [each.key for each in sheet.grounds],
        "missing": list(sheet.missing),
    }


def draw_restitution(face: Face, sheet: plea.PleaSheet) -> None:
    """Figures, days, reasons on both sides, grounds."""
    currency, value = sheet.plea.currency, face.words.value
    face.say(face.words("sheet.restitution", person=sheet.plea.person), style="bold")
    face.say(
        face.words(
            "sheet.paid", paid=say_amount(sheet.paid_minor, currency),
            loss=say_amount(sheet.plea.loss_minor, currency),
            open=say_amount(sheet.open_minor, currency), of_loss=_percent(sheet.of_loss),
            of_means=_percent(sheet.of_means), of_gain=_percent(sheet.of_gain),
        )
    )  # fmt: skip
    for offer in sheet.plea.offers:
        face.say(
            face.words(
                "sheet.offer", on=offer.on, offered=say_amount(offer.offered_minor, currency),
                paid=say_amount(offer.paid_minor, currency),
                refused=face.words("sheet.refused") if offer.is_refusal else "",
            )
        )  # fmt: skip
    for side, key, evidence in sheet.reasons:
        told = f"  [{value('plea_side', side)}] {value('plea_reason', key)}"
        face.say(f"{told} ({', '.join(evidence)})" if evidence else told)
    for each in sheet.grounds:
        cites = "; ".join(str(cite) for cite in each.cites)
        face.say(f"  {each.zh if face.words.lang == 'zh' else each.en} [{cites}]")
    if sheet.missing:
        names = ", ".join(value("plea_fact", each) for each in sheet.missing)
        face.say(face.words("sheet.missing", names=names))
    face.say(face.words("sheet.person_decides"))


Execution = tuple[judgment.Judgment, executing.Executed, tuple[judgment.Unclaimed, ...]]


def execution_body(found: Execution) -> dict[str, Any]:
    """Payments in their order and uncollected shares as plain values."""
    record, executed, unclaimed = found
    return {
        "currency": record.currency,
        "realised_minor": executed.realised_minor,
        "left_minor": executed.left_minor,
        "paid": [
            {
                "debt_id": each.debt_id,
                "rank": "secured" if each.rank is None else each.rank.name.lower(),
                "owed_minor": each.owed_minor,
                "paid_minor": each.paid_minor,
                "asset_id": each.asset_id,
                "ground": each.ground.key,
            }
            for each in executed.paid
        ],
        "unclaimed": [
            {
                "debt_id": each.debt_id,
                "amount_minor": each.amount_minor,
                "state": each.shelf.value,
                "ends_on": each.ends_on.isoformat() if each.ends_on else None,
            }
            for each in unclaimed
        ],
    }


def draw_execution(face: Face, found: Execution) -> None:
    """Payments in the order of the law, each with its ground; then uncollected shares."""
    record, executed, unclaimed = found
    currency, value = record.currency, face.words.value
    said = face.words(
        "sheet.execution", realised=say_amount(executed.realised_minor, currency),
        left=say_amount(executed.left_minor, currency),
    )  # fmt: skip
    face.say(said, style="bold")
    for each in executed.paid:
        cites = "; ".join(str(cite) for cite in each.ground.cites)
        told = each.ground.zh if face.words.lang == "zh" else each.ground.en
        face.say(face.words("sheet.paid_to", debt=each.debt_id,
                            paid=say_amount(each.paid_minor, currency),
                            owed=say_amount(each.owed_minor, currency)))  # fmt: skip
        face.say(f"    {told} [{cites}]")
    for share in unclaimed:
        said = face.words(
            "sheet.unclaimed", debt=share.debt_id, state=value("shelf", share.shelf),
            amount=say_amount(share.amount_minor, currency), end=share.ends_on or DASH,
        )  # fmt: skip
        face.say(said)
    face.say(face.words("sheet.person_decides"))


def _percent(share: Fraction | None) -> str:
    """A share in percent with one decimal, for reading; the JSON has it exact."""
    return DASH if share is None else f"{float(share * PERCENT):.1f}%"
