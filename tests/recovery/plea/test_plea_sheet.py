"""Restitution beside a plea: shares by hand, reasons on both sides, nothing invented."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhanlian.recovery.holding_refusals import BadRecord
from zhanlian.recovery.plea import Side, make_plea_sheet, read_plea

PERSON = {"person": "样本甲", "loss_minor": "100000.00"}


def sheet(**changes):
    return make_plea_sheet(read_plea({**PERSON, **changes}, where="row"))


def paid(amount, **more):
    return {"on": date(2024, 5, 1), "paid_minor": amount, "evidence": ["receipt-1"], **more}


def sides(found):
    return {key: side for side, key, _ in found.reasons}


def test_able_and_unwilling_is_flagged_with_its_evidence():
    found = sheet(means_minor="80000.00", offer=[paid("5000.00", is_refusal=True)])
    assert (found.of_loss, found.of_means) == (Fraction(1, 20), Fraction(1, 16))
    assert sides(found)["could_pay_more"] is Side.TOO_LITTLE
    assert (Side.TOO_LITTLE, "refused", ("receipt-1",)) in found.reasons
    assert "clearly_low" in {each.key for each in found.grounds}


def test_who_paid_everything_he_had_is_not_flagged():
    found = sheet(means_minor="5000.00", is_forgiven=True, offer=[paid("5000.00")])
    assert sides(found) == {"paid_all_means": Side.SINCERE, "forgiven": Side.SINCERE}
    assert "clearly_low" not in {each.key for each in found.grounds}


def test_reasons_stand_on_both_sides_at_once():
    found = sheet(means_minor="5000.00", gain_minor="20000.00", offer=[paid("5000.00")])
    assert {Side.SINCERE, Side.TOO_LITTLE} == set(sides(found).values())


def test_unknown_means_stay_unknown():
    found = sheet(offer=[paid("5000.00")])
    assert found.of_means is None
    assert "means_minor" in found.missing
    assert sides(found) == {"means_unknown": Side.OPEN}


@pytest.mark.parametrize("change", [{"loss_minor": 0.5}, {"loss_minor": None}, {"colour": "red"}])
def test_a_record_that_cannot_be_is_refused(change):
    with pytest.raises(BadRecord):
        sheet(**change)


@given(st.integers(0, 10**9), st.lists(st.integers(0, 10**8), max_size=5))
def test_what_is_open_and_paid_covers_the_loss(loss, payments):
    found = sheet(loss_minor=loss, offer=[paid(each) for each in payments])
    assert found.paid_minor == sum(payments)
    assert found.open_minor == max(0, loss - sum(payments))
