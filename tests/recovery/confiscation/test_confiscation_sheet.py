"""Confiscation without a conviction: the register's rows, joining, and open conditions."""

from datetime import date

import pytest

from zhanlian.law import Proof
from zhanlian.recovery.confiscation import Start, make_sheet, read_confiscation
from zhanlian.recovery.holding_refusals import BadRecord

WANTED = {
    "suspect": "样本甲", "offence": "telecom_fraud", "is_abroad": True,
    "wanted_on": date(2023, 9, 12),
    "asset": [
        {"asset_id": "house-1", "kind": "real_estate", "supports": ["T12"], "is_held": True,
         "found": "high_probability", "found_by": "样本检察官"},
        {"asset_id": "car-1", "kind": "vehicle"},
    ],
}  # fmt: skip
STEPS = {
    "opinion_received_on": date(2024, 9, 20),
    "application_received_on": date(2024, 11, 1),
    "accepted_on": date(2024, 11, 20),
    "notice_published_on": date(2024, 12, 5),
}


def sheet(on, **changes):
    return make_sheet(read_confiscation({**WANTED, **changes}, where="row"), on)


def ends(found):
    return {each.ledger.kind.key: [str(point) for point in each.ends] for each in found.terms}


@pytest.mark.parametrize(
    ("on", "start"), [(date(2024, 9, 12), Start.NOT_YET), (date(2024, 9, 13), Start.MAY)]
)
def test_g_c09_a_full_year_wanted(on, start):
    assert (sheet(on).start, sheet(on).from_on) == (start, date(2024, 9, 13))


def test_g_c11_and_g_c12_terms_begin_with_their_steps():
    found = ends(sheet(date(2024, 12, 6), **STEPS))
    assert "2024-10-21" in found["confiscation.decision"]
    assert found["confiscation.court_review"] == ["2024-12-02"]
    assert found["confiscation.notice_issue"] == ["2024-12-05"]
    assert found["confiscation.notice"] == ["2025-06-05"]


def test_g_c13_a_notice_that_ends_on_a_holiday_shows_both_days():
    found = ends(sheet(date(2024, 12, 6), notice_published_on=date(2024, 12, 2)))
    assert found["confiscation.notice"] == ["2025-06-02", "2025-06-03"]


def test_the_dead_are_not_waited_for():
    dead = sheet(date(2023, 10, 2), wanted_on=None, died_on=date(2023, 10, 1))
    assert (dead.start, dead.from_on) == (Start.MAY, date(2023, 10, 1))


def test_who_was_caught_cannot_be_proceeded_against():
    assert sheet(date(2024, 10, 1), caught_on=date(2024, 1, 1)).start is Start.NOT


def test_what_nobody_knows_stays_open():
    found = sheet(date(2024, 10, 1), is_abroad=None)
    proofs = {each.key: each.proof for each in found.conditions}
    assert (found.start, proofs["major"]) == (Start.OPEN, Proof.UNPROVEN)


def test_assets_are_listed_until_a_person_has_found_them_proved_and_held():
    found = sheet(date(2024, 10, 1))
    assert (found.unproved, found.not_held) == (("car-1",), ("car-1",))
    assert not any(each.is_there for each in found.papers)


def test_a_late_person_joins_only_where_a_named_person_admits_the_reason():
    late = {"name": "样本乙", "interest": "relative", "joined_on": date(2025, 6, 6)}
    admitted = {**late, "reason": "住院", "admitted_by": "样本法官"}
    in_time = {**late, "joined_on": date(2025, 6, 5)}
    needs = [
        sheet(date(2025, 7, 1), **STEPS, person=[each]).needs_hearing
        for each in (in_time, admitted, late)
    ]
    assert needs == [True, True, None]
    assert sheet(date(2025, 7, 1), **STEPS).needs_hearing is False


@pytest.mark.parametrize(
    "change",
    [
        {"colour": "red"},
        {"accepted_on": date(2024, 1, 2), "application_received_on": date(2024, 1, 3)},
        {"asset": [{"asset_id": "a", "found": "high_probability"}]},
    ],
)
def test_a_record_that_cannot_be_is_refused(change):
    with pytest.raises(BadRecord):
        sheet(date(2024, 1, 5), **change)
