"""Charges by hand, shared by the tests of the worksheet."""

from datetime import date

from zhanlian.law import law_book, situation_of
from zhanlian.law.sentencing import charge_of


def charge(offence="fraud", tier="huge", *, judged_on=date(2024, 3, 1), **facts):
    said = {
        "situation": {"act_to": date(2023, 3, 1), "judged_on": judged_on},
        "person": [{"id": "P1", "facts": {"sentencing": facts}}],
    }
    situation = situation_of(said, where="test")
    person = situation.persons[0]
    return charge_of(situation, person, offence=offence, tier=tier, law=law_book())
