"""Assigning payments to transfers: the most pairs, one to one, and doubt where there is doubt."""

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from zhanlian.terms import RowRef
from zhanlian.tracing.assigning import assign
from zhanlian.tracing.said import Moved, Said

SCORES = st.one_of(st.none(), st.integers(0, 3))


def payment(number, victim="V1"):
    return Said(
        f"{victim}-{number}", victim, 0, "s", 100, "CNY", "", "", "L1", "", RowRef(1, 0, number)
    )


def transfer(number):
    return Moved(number, "P", "L1", 0, False, 100, False, 0)


def assigned(table, victims=None):
    """Run on a table of scores: one row per payment, one column per transfer."""
    payments = [payment(n, victims[n] if victims else "V1") for n in range(len(table))]
    transfers = [transfer(n) for n in range(len(table[0]) if table else 0)]

    def score(said, moved):
        return table[said.place.line_no][moved.transfer_id]

    return assign(payments, transfers, score)


def most_pairs(table):
    """Said slowly: try every way to give each payment a transfer of its own, or none."""
    columns = len(table[0])
    places = [*range(columns), *[None] * len(table)]
    return max(
        sum(t is not None and table[p][t] is not None for p, t in enumerate(way))
        for way in set(permutations(places, len(table)))
    )


@given(st.integers(1, 3).flatmap(
    lambda width: st.lists(st.lists(SCORES, min_size=width, max_size=width), min_size=1, max_size=3)
))  # fmt: skip
def test_as_many_payments_as_possible_get_a_transfer_of_their_own(table):
    found = assigned(table)
    assert len(found.chosen) == most_pairs(table)
    assert len(set(found.chosen.values())) == len(found.chosen)
    assert all(table[p][t] is not None for p, t in found.chosen.items())


def test_better_fits_are_taken_first():
    assert assigned([[1, 0]]).chosen == {0: 1}
    assert not assigned([[1, 0]]).open_choices


def test_an_equally_good_free_transfer_is_an_open_choice():
    assert assigned([[0, 0]]).open_choices == {0: [1]}


def test_payments_of_one_victim_may_change_places_in_silence():
    assert not assigned([[0, 0], [0, 0]]).open_choices
    assert assigned([[0, 0], [0, 0]], ["V1", "V2"]).open_choices == {0: [1], 1: [0]}


def test_a_payment_gives_way_to_one_that_has_no_other():
    assert assigned([[0, 0], [0, None]]).chosen == {0: 1, 1: 0}


def test_a_thousand_equal_payments_are_assigned():
    count = 1_000
    found = assigned([[0 if abs(p - t) < 2 else None for t in range(count)] for p in range(count)])
    assert len(found.chosen) == count
