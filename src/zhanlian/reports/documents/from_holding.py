"""From holding: renewals of freezes, and the opinion on confiscating illegal gains.

in     measures of a case as they stand on a day; a sheet of confiscation and the asset register
out    rows of freeze lists; one draft of the opinion
keeps  a renewal is asked for while it is still in time; an asset is described as the register has
       it, a thing the register lacks stays blank; whether the evidence reaches high probability is
       the court's to find, and the opinion says so
law    procedure rules (公安部令第127号) art. 243; CPL art. 298, 法释〔2017〕1号
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from zhanlian.evidence import Case
from zhanlian.law import Step, offences, say
from zhanlian.recovery import assets, confiscation, measures
from zhanlian.reports.documents.draft import BLANK, Draft, Given, Row
from zhanlian.reports.documents.naming import account_number, case_fields
from zhanlian.reports.documents.pieces import shared_words
from zhanlian.reports.documents.showing import show_day

__all__ = ["draft_of_confiscation", "renewal_rows"]

BETWEEN = "；"
ZH = "zh"
FREEZES = (measures.Kind.FREEZE,)


def renewal_rows(case: Case, on: date) -> dict[str, Row]:
    """Freezes of accounts that want renewing soon, by account; rows of a freeze list."""
    held = measures.list_measures(measures.read_measures(case), on)
    due = measures.due_measures(held, on)
    return {each.held.asset_id: _renewal(each.held) for each in due if each.held.kind in FREEZES}


def _renewal(held: measures.Held) -> Row:
    words, source = shared_words(), " ".join(held.places)
    by = held.work_by_on
    return {
        "request": Given(words["renew"], source),
        "account": Given(account_number(held.asset_id)),
        "amount": Given(held.amount_minor, source, held.currency),
        "rank": Given(str(held.rank)),
        "from_on": Given(held.from_on, source),
        "ends_on": Given(held.ends_on, source),
        "reason": Given(words["renew_by"].format(day=show_day(by)) if by else None),
    }


def draft_of_confiscation(sheet: confiscation.Sheet, case: Case, *, file: str) -> Draft:
    """The opinion of the police on confiscating what one absent suspect gained."""
    record, register = sheet.record, {each.asset_id: each for each in assets.list_assets(case)}
    known = [register.get(each.asset_id) for each in record.assets]
    return Draft(
        "confiscation_opinion", sheet.on, name=record.suspect,
        fields={
            **case_fields(case), "person": Given(record.suspect, file),
            "offence": Given(_offence(record.offence), file),
            "absence": Given(_absence(record), file),
            "wanted_on": Given(record.wanted_on, file), "death_on": Given(record.died_on, file),
            "major": Given(_major(record), file), "value": _value(known),
        },
        tables={
            "assets": [_asset(each, register.get(each.asset_id)) for each in record.assets],
            "probability": [
                {
                    "asset": Given(each.asset_id),
                    "supports": Given(BETWEEN.join(each.supports), file),
                    "opposes": Given(BETWEEN.join(each.opposes) or shared_words()["no_rows"]),
                }
                for each in record.assets
            ],
            "interested": [
                {
                    "person": Given(person.name, file),
                    "relation": Given(shared_words()[f"interest_{person.interest.value}"]),
                }
                for person, _ in sheet.persons
            ],
            "checklist": [
                {
                    "paper": Given(confiscation.words()["paper"][each.key]["zh"]),
                    "standing": Given(shared_words()["there" if each.is_there else "lacking"]),
                }
                for each in sheet.papers
                if each.document == "police_opinion"
            ],
        },
    )  # fmt: skip


def _offence(key: str) -> str:
    """The title of an offence; a kind of fraud that is no offence of its own, as fraud."""
    if key in offences.offences():
        return say(Step(f"offence.{key}"), ZH)
    return shared_words().get(f"offence_{key}", key)


def _absence(record: confiscation.Confiscation) -> str:
    """What is recorded of flight or death; nothing more."""
    words = shared_words()
    if record.died_on is not None:
        return words["absence_dead"].format(day=show_day(record.died_on))
    if record.wanted_on is None:
        return words["absence_open"]
    return words["absence_wanted"].format(day=show_day(record.wanted_on))


def _major(record: confiscation.Confiscation) -> str | None:
    """Why the case is major, where a person said so; else a blank."""
    words = shared_words()
    said = [
        words[key]
        for key, claim in (
            ("major_abroad", record.is_abroad),
            ("major_influence", record.has_great_influence),
        )
        if claim
    ]
    return "".join(said) or None


def _value(known: list[assets.Asset | None]) -> Given:
    """The sum of the values; blank where one is not known or currencies differ."""
    values = [each.value_minor for each in known if each is not None]
    currencies = {each.currency for each in known if each is not None}
    if None in known or None in values or len(currencies) != 1:
        return BLANK
    return Given(sum(value for value in values if value is not None), "asset register", *currencies)


def _asset(said: confiscation.Property, known: assets.Asset | None) -> Mapping[str, Given]:
    words = shared_words()
    held = {True: "held_yes", False: "held_no", None: ""}[said.is_held]
    row = {"asset": Given(said.asset_id), "seizure": Given(words[held] if held else None)}
    if known is None:
        return {**row, "kind": Given(said.kind)}
    is_account = known.kind is assets.Kind.ACCOUNT
    return {
        **row,
        "kind": Given(words[f"asset_{known.kind.value}"], known.source),
        "number": Given(account_number(known.asset_id) if is_account else known.name),
        "place": Given(known.name if is_account else known.place),
        "holder": Given(known.holder),
        "owner": Given(known.owner),
        "value": Given(known.value_minor, known.source, known.currency),
    }
