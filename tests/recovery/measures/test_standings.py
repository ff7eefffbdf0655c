"""Standings by the ledger agree with those read off the measure sheets."""

from datetime import date

import pytest

from zhanlian.desk import open_traced
from zhanlian.recovery import Hold, read_standings
from zhanlian.recovery.measures import list_standings

ACCOUNT = "0009B0000000201"


@pytest.mark.parametrize(
    ("on", "hold"),
    [
        (date(2024, 3, 5), Hold.STOPPED),
        (date(2024, 3, 6), Hold.FROZEN),
        (date(2024, 9, 6), Hold.FROZEN),
        (date(2024, 9, 7), Hold.WAITING),
        (date(2024, 9, 9), Hold.LAPSED),
    ],
)
def test_the_example_case_stands_the_same_both_ways(example, on, hold):
    case = open_traced(example)
    try:
        ours, read = list_standings(case, on)[ACCOUNT], read_standings(case, on)[ACCOUNT]
    finally:
        case.close()
    assert (ours.hold, read.hold) == (hold, hold)
    assert ours.frozen_minor == read.frozen_minor
