"""Standings of the example case, as its measure sheet has them."""

from datetime import date

import pytest

from zhanlian.desk import open_traced
from zhanlian.recovery import Hold
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
def test_the_example_case_stands_as_its_sheet_says(example, on, hold):
    case = open_traced(example)
    try:
        found = list_standings(case, on)[ACCOUNT]
    finally:
        case.close()
    assert found.hold is hold
    assert (found.frozen_minor == 109_500) == (hold is Hold.FROZEN)
