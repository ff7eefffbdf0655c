"""Standing: how an account is held, on the days on which that changes."""

from datetime import date

import pytest

from zhanlian.recovery import Hold, Standing
from zhanlian.recovery.measures import check_measure, measure_of
from zhanlian.recovery.measures.standings import standings_of


def Put(kind, agency, from_on, to_on, minor):  # noqa: N802  reads as the row it stands for
    said = {"asset_id": "a", "kind": kind, "agency": agency, "from_on": from_on}
    said |= {"to_on": to_on} if to_on else {}
    said |= {"amount_minor": minor} if minor else {}
    return measure_of(check_measure(said, where="test", currency="CNY"), f"{kind} {from_on}")


def standing_of(asset_id, puts, on):
    return standings_of(puts, on).get(asset_id, Standing(asset_id, Hold.FREE, None, None))


FREEZE = Put("freeze", "甲分局", date(2023, 9, 12), date(2024, 3, 12), 500)
STOP = Put("stop_pay", "甲分局", date(2023, 9, 10), date(2023, 9, 12), 500)
WAITING = Put("queued_freeze", "乙分局", date(2023, 10, 1), date(2025, 1, 1), 500)
RELEASE = Put("release", "甲分局", date(2023, 11, 1), None, None)


@pytest.mark.parametrize(
    ("puts", "on", "hold", "frozen"),
    [
        ([FREEZE], date(2023, 9, 11), Hold.FREE, None),
        ([STOP, FREEZE], date(2023, 9, 11), Hold.STOPPED, None),  # G-G16
        ([STOP, FREEZE], date(2023, 9, 12), Hold.FROZEN, 500),
        ([FREEZE], date(2024, 3, 12), Hold.FROZEN, 500),  # the last day still counts
        ([FREEZE], date(2024, 3, 13), Hold.LAPSED, None),  # G-C01, G-G17
        ([FREEZE, WAITING], date(2024, 3, 13), Hold.WAITING, None),
        ([FREEZE, RELEASE], date(2023, 11, 1), Hold.FREE, None),
        ([WAITING, RELEASE], date(2023, 11, 1), Hold.WAITING, None),  # another agency's
    ],
)
def test_only_a_freeze_in_force_is_frozen_money(puts, on, hold, frozen):
    found = standing_of("a", puts, on)
    assert (found.hold, found.frozen_minor) == (hold, frozen)


def test_a_freeze_without_an_end_runs_the_term_of_the_law():
    open_ended = Put("freeze", "甲分局", date(2023, 9, 12), None, 500)
    assert standing_of("a", [open_ended], date(2024, 3, 12)).ends_on == date(2024, 3, 12)
    assert standing_of("a", [open_ended], date(2024, 3, 13)).hold is Hold.LAPSED


def test_a_renewal_carries_the_freeze_on():
    renewed = Put("freeze", "甲分局", date(2024, 3, 10), date(2024, 9, 10), 400)
    assert standing_of("a", [FREEZE, renewed], date(2024, 5, 1)).frozen_minor == 400
