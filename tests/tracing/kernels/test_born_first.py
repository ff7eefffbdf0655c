"""Money by its age: a slow twin, a case by hand, and the published taxi network."""

from collections import defaultdict, deque

import pytest
from hypothesis import given, settings

from tests.tracing.kernels.slow_twins import MINOR, ORIGIN, PATH, Twin
from tests.tracing.kernels.small_ledgers import ledgers, written_ledger, yuan_held
from tests.tracing.kernels.test_kernels_equal_twins import assert_same_sums, pieces_shown
from tests.tracing.kernels.test_nyc_golden import golden, quantities, rides
from zhanlian.tracing.methods import BornFirst, Method, method_named
from zhanlian.tracing.trace import TooManyMoves, path_of, trace

__all__ = ["golden", "rides"]  # fixtures

EXAMPLES = settings(max_examples=250, deadline=None)
BIRTH, TURN = 4, 5


class BornTwin(Twin):
    """A lot carries the row of its birth; the least (birth, turn) leaves, one lot at a time."""

    sign = 1

    def __init__(self, ledger, **options):
        self.row, self.turn = -1, 0
        super().__init__(ledger, **options)

    def open(self, account, minor):
        if minor:
            self.put(account, [0, minor, (), False, -self.sign])

    def apply(self, row):
        self.row = row
        super().apply(row)

    def new_lot(self, account, minor):
        return [*super().new_lot(account, minor), self.sign * self.row]

    def put(self, payee, lot):
        birth = lot[BIRTH] if len(lot) > BIRTH else self.sign * self.row  # a deposit
        self.turn += 1
        self.line[payee].append([*lot[:BIRTH], birth, self.turn])
        self.line[payee] = deque(sorted(self.line[payee], key=lambda one: one[BIRTH:]))

    def take_front(self, payer, minor):
        taken = []
        while minor and self.line[payer]:
            lot = self.line[payer][0]
            part = min(minor, lot[MINOR])
            taken.append([lot[ORIGIN], part, lot[PATH], False, lot[BIRTH]])
            lot[MINOR] -= part
            minor -= part
            if not lot[MINOR]:
                self.line[payer].popleft()
        return [*taken, self.new_lot(payer, minor)] if minor else taken

    def give_back(self, row, undone, payer, payee, minor):
        here = [lot for lot in self.line[payee] if lot[PATH] and lot[PATH][-1][0] == undone]
        self.line[payee] = deque(lot for lot in self.line[payee] if lot not in here)
        places = defaultdict(list)
        for lot in here:
            places[lot[PATH][-1][1]].append(lot)
        for place in sorted(places):
            origin, path, birth = (places[place][0][part] for part in (ORIGIN, PATH, BIRTH))
            is_new = origin > 0 and len(path) == 1
            path = (*path, (row, place)) if is_new else path[:-1]
            total = sum(lot[MINOR] for lot in places[place])
            self.put(payer, [origin, total, path, False, birth])
            self.flows[row, origin] += total
        return sum(lot[MINOR] for lot in here)


class NewestTwin(BornTwin):
    sign = -1


TWINS = {BornFirst.OLDEST: BornTwin, BornFirst.NEWEST: NewestTwin}


@pytest.mark.parametrize("method", BornFirst)
@EXAMPLES
@given(ledger=ledgers())
def test_kernel_says_what_the_twin_says(method, ledger):
    found, twin = trace(ledger, method=method), TWINS[method](ledger)
    assert_same_sums(found, twin)
    assert pieces_shown(found) == twin.pieces()


@pytest.mark.parametrize("method", BornFirst)
@EXAMPLES
@given(ledger=ledgers(has_labels=False))
def test_shortfalls_can_be_origins(method, ledger):
    found = trace(ledger, method=method, shortfall_is_origin=True)
    assert_same_sums(found, TWINS[method](ledger, shortfall_is_origin=True))


def test_age_is_counted_from_birth_not_from_arrival():
    """V1 is the older loss; it comes to B after V2's money did. FIFO would send V2 on first."""
    ledger, number = written_ledger("""
        victim1  A  300  +1
        victim2  B  200  +2
        A        B  300
        B        C  300
    """)
    oldest, newest = (trace(ledger, method=method) for method in BornFirst)
    assert yuan_held(oldest, number["C"]) == {1: 300}
    assert yuan_held(newest, number["C"]) == {1: 100, 2: 200}
    assert yuan_held(trace(ledger, method=Method.FIFO), number["C"]) == {1: 100, 2: 200}
    assert [path_of(oldest, each) for each in range(2)] == [[1], [0, 2, 3]]


def test_a_limit_trips_and_names_the_row():
    ledger, _ = written_ledger("""
        victim1  A  300  +1
        A        B  300
        B        A  300
    """)
    with pytest.raises(TooManyMoves, match="least-recently-born"):
        trace(ledger, method=BornFirst.OLDEST, max_moves=1)


def test_names_lead_to_their_method():
    assert method_named("fifo") is Method.FIFO
    assert method_named("most-recently-born") is BornFirst.NEWEST
    with pytest.raises(ValueError, match="lrb"):
        method_named("lrb")


@pytest.mark.parametrize(
    ("method", "name", "cells"), [(BornFirst.OLDEST, "lrb", 1159), (BornFirst.NEWEST, "mrb", 1246)]
)
def test_the_taxi_network_agrees_in_every_cell(rides, golden, method, name, cells):
    """Fourteen seconds have two rides; here the order of the rows settles them alike."""
    ours = quantities(rides, method, scale=1)
    assert len(ours) == cells
    assert ours == golden[name]
