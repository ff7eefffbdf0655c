"""Sums by two keys equal a dict's; one look over a ledger sees what the slow checks see."""

from collections import Counter
from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tests.tracing.kernels.small_ledgers import ledgers
from zhanlian.terms import Refusal
from zhanlian.tracing import ledger as door
from zhanlian.tracing.kernels.sums import sum_by_two_keys

LINES = st.lists(
    st.tuples(st.integers(0, 3), st.integers(0, 60), st.integers(-5, 10**15)), max_size=80
)
COLUMNS = ("src", "dst", "at", "amount_minor", "undo_row", "origin")
SLOW_CHECKS = (
    door.check_numbers, door.check_amounts, door.check_order, door.check_labels, door.check_undo,
)  # fmt: skip


@given(lines=LINES, is_sorted=st.booleans())
def test_sums_are_those_of_a_dict(lines, is_sorted):
    lines = sorted(lines, key=lambda line: line[0]) if is_sorted else lines
    major, minor, amount = np.array(lines, dtype=np.int64).reshape(-1, 3).T
    expected, squares = Counter(), Counter()
    for one, two, value in lines:
        expected[one, two] += value
        squares[one, two] += 2 * value
    majors, minors, sums = sum_by_two_keys(major, minor, amount, 2 * amount)
    assert list(zip(majors.tolist(), minors.tolist(), strict=True)) == sorted(expected)
    assert sums[0].tolist() == [expected[key] for key in sorted(expected)]
    assert sums[1].tolist() == [squares[key] for key in sorted(expected)]


def refusal_of(check, ledger):
    try:
        check(ledger)
    except Refusal as refusal:
        return str(refusal)
    return None


@given(
    ledger=ledgers(max_rows=12),
    column=st.sampled_from(COLUMNS),
    row=st.integers(0, 11),
    value=st.sampled_from([-(1 << 31), -2, -1, 0, 1, 2, 5, 6, 11, (1 << 31) - 1]),
)
def test_a_wrong_cell_is_refused_as_the_slow_checks_refuse_it(ledger, column, row, value):
    changed = getattr(ledger, column).copy()
    changed[row % changed.size] = value
    ledger = replace(ledger, **{column: changed})
    said = (refusal_of(check, ledger) for check in SLOW_CHECKS)
    assert refusal_of(door.Ledger.check, ledger) == next((each for each in said if each), None)


@given(amounts=st.lists(st.integers(1, door.AMOUNT_LIMIT - 1), min_size=1, max_size=30))
def test_the_total_is_exact(amounts):
    rows = len(amounts)
    zeros, undo = np.zeros(rows, dtype=np.int32), np.full(rows, -1, dtype=np.int32)
    columns = (zeros, zeros, zeros.astype(np.int64), np.array(amounts), undo, zeros)
    seen = door.Seen(*door.look_over(columns, 1, 0, door.AMOUNT_LIMIT))
    assert seen.total_minor == sum(amounts)
