"""What every trace promises: sums, names, batches, labels and lineage (section 4 of the design)."""

from collections import Counter
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tracing.kernels.small_ledgers import SECOND, ledgers, make_ledger
from zhanlian.tracing.kernels import purses, shares
from zhanlian.tracing.kernels.queue_run import advance, outcome_of, start_purses
from zhanlian.tracing.methods import RULES, BornFirst, Method
from zhanlian.tracing.trace import MAX_MOVES, POLICIES, columns_of, trace

QUEUES = list(POLICIES)
WITH_LINEAGE = pytest.mark.parametrize("method", QUEUES)
EVERY_METHOD = pytest.mark.parametrize("method", Method)


def held_by(found):
    held = found.holdings
    keys = zip(held.account.tolist(), held.origin.tolist(), strict=True)
    return Counter(dict(zip(keys, held.amount_minor.tolist(), strict=True)))


@EVERY_METHOD
@given(ledger=ledgers())
def test_nothing_is_made_or_lost(method, ledger):
    found = trace(ledger, method=method)
    balance = ledger.opening_minor.astype(object) + found.born_minor
    deposits = Counter()
    for row in range(ledger.row_count):
        amount, origin = int(ledger.amount_minor[row]), int(ledger.origin[row])
        if ledger.src[row] == ledger.dst[row]:
            continue
        balance[ledger.dst[row]] += amount
        if origin:
            deposits[origin] += amount
        else:
            balance[ledger.src[row]] -= amount
    held = held_by(found)
    for account, expected in enumerate(balance):
        assert sum(fen for (place, _), fen in held.items() if place == account) == expected
    for origin, expected in deposits.items():
        assert sum(fen for (_, owner), fen in held.items() if owner == origin) == expected
    assert held.total() == (
        int(ledger.opening_minor.sum()) + deposits.total() + int(found.born_minor.sum())
    )


@EVERY_METHOD
@given(ledger=ledgers(), data=st.data())
def test_renaming_accounts_changes_nothing(method, ledger, data):
    new_number = np.array(data.draw(st.permutations(range(ledger.account_count))), dtype=np.int32)
    old_number = np.argsort(new_number)
    renamed = replace(
        ledger,
        src=new_number[ledger.src],
        dst=new_number[ledger.dst],
        opening_minor=ledger.opening_minor[old_number],
        is_sink=ledger.is_sink[old_number],
    )
    there = held_by(trace(renamed, method=method))
    here = held_by(trace(ledger, method=method))
    assert there == {(int(new_number[a]), origin): fen for (a, origin), fen in here.items()}


@pytest.mark.parametrize("method", [Method.FIFO, Method.LIFO])
@given(ledger=ledgers(), data=st.data())
def test_which_cents_move_does_not_depend_on_other_labels(method, ledger, data):
    """Unlabelled deposits stay injections: they come from a sink beside the real accounts."""
    is_kept = np.array(data.draw(st.lists(st.booleans(), min_size=50, max_size=50)))
    keeps = (ledger.origin > 0) & is_kept[ledger.origin]
    outside = ledger.account_count
    undone = ledger.undo_row[ledger.undo_row >= 0]
    if (ledger.origin[undone] > 0).any():
        return  # a deposit sent back goes to its payer, which this rewriting would change
    fewer = replace(
        ledger,
        src=np.where((ledger.origin > 0) & ~keeps, outside, ledger.src).astype(np.int32),
        origin=np.where(keeps, ledger.origin, 0).astype(np.int32),
        opening_minor=np.append(ledger.opening_minor, 0),
        is_sink=np.append(ledger.is_sink, True),
        account_ids=(*ledger.account_ids, "outside"),
    )
    kept = set(ledger.origin[keeps].tolist())
    all_labels = held_by(trace(ledger, method=method))
    some_labels = {key: fen for key, fen in held_by(trace(fewer, method=method)).items() if key[1]}
    assert some_labels == {key: fen for key, fen in all_labels.items() if key[1] in kept}


@WITH_LINEAGE
@given(ledger=ledgers())
def test_every_record_is_its_children_and_what_still_lies(method, ledger):
    found = trace(ledger, method=method)
    lineage, pieces = found.lineage, found.pieces
    rest = lineage.amount_minor.copy()
    child = lineage.parent >= 0
    np.subtract.at(rest, lineage.parent[child], lineage.amount_minor[child])
    lies = pieces.record >= 0
    np.subtract.at(rest, pieces.record[lies], pieces.amount_minor[lies])
    assert not rest.any()
    assert ((pieces.record >= 0) == (pieces.origin > 0)).all()
    assert (lineage.row[lineage.parent[child]] < lineage.row[child]).all()
    assert (lineage.origin[lineage.parent[child]] == lineage.origin[child]).all()


@WITH_LINEAGE
@given(ledger=ledgers(), data=st.data())
def test_two_steps_are_one(method, ledger, data):
    policy = POLICIES[method]
    rows, opening = columns_of(ledger)
    state = start_purses(rows, opening, policy)
    middle = data.draw(st.integers(0, ledger.row_count))
    for stop_row in (middle, ledger.row_count):
        state = advance(rows, state, policy, stop_row=stop_row, max_moves=MAX_MOVES)
    in_steps, at_once = outcome_of(state, policy), trace(ledger, method=method)
    for table in ("holdings", "flows", "lineage", "pieces"):
        assert_same_table(getattr(in_steps, table), getattr(at_once, table))


def assert_same_table(one, other):
    for name in one.__dataclass_fields__:
        np.testing.assert_array_equal(getattr(one, name), getattr(other, name))


@EVERY_METHOD
@given(ledger=ledgers())
def test_small_first_arrays_grow_to_the_same_result(method, ledger):
    at_once = trace(ledger, method=method)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(purses, "FIRST_SIZE", 4)
        patch.setattr(shares, "FIRST_SIZE", 4)
        grown = trace(ledger, method=method)
    for table in ("holdings", "flows", "lineage", "pieces", "undo_shortfall"):
        assert_same_table(getattr(grown, table), getattr(at_once, table))


@given(
    opening=st.integers(0, 50),
    receipt=st.integers(1, 50),
    later=st.lists(st.tuples(st.booleans(), st.integers(1, 30)), max_size=20),
)
def test_lowest_balance_is_the_lowest_balance(opening, receipt, later):
    """Closed form for one receipt: min(receipt, lowest balance since)."""
    rows = [(0, 1, 0, receipt, 1, -1)]
    balance = lowest = opening + receipt
    for is_out, amount in later:
        rows.append((1, 2, len(rows) * SECOND, amount, 0, -1) if is_out else
                    (3, 1, len(rows) * SECOND, amount, 0, -1))  # fmt: skip
        balance = max(0, balance - amount) if is_out else balance + amount
        lowest = min(lowest, balance)
    ledger = make_ledger(rows, accounts=4, opening=[0, opening, 0, 0])
    found = trace(ledger, method=Method.LOWEST_BALANCE)
    assert held_by(found)[1, 1] == min(receipt, lowest)


@given(ledger=ledgers(has_undo=False))
def test_pro_rata_is_within_a_minor_unit_per_row_of_exact_shares(ledger):
    """Against exact fractions an origin drifts by under one minor unit per row, in total."""
    exact = [Counter({0: Fraction(int(fen))}) for fen in ledger.opening_minor]
    for row in range(ledger.row_count):
        payer, payee, amount = (
            int(ledger.src[row]), int(ledger.dst[row]), int(ledger.amount_minor[row])
        )  # fmt: skip
        if payer == payee:
            continue
        if ledger.origin[row] or ledger.is_sink[payer]:
            exact[payee][int(ledger.origin[row])] += amount
            continue
        exact[payer][0] += max(0, amount - exact[payer].total())
        part = Fraction(amount) / exact[payer].total()
        for origin, held in list(exact[payer].items()):
            exact[payee][origin] += held * part
            exact[payer][origin] -= held * part
    held = held_by(trace(ledger, method=Method.PRO_RATA))
    for account, shares_there in enumerate(exact):
        for origin, share in shares_there.items():
            assert abs(held[account, origin] - share) <= ledger.row_count


@given(
    amounts=st.lists(st.integers(1, (1 << 50) - 1), min_size=2, max_size=6),
    out=st.integers(1, (1 << 50) - 1),
    opening=st.integers(0, 1 << 60),
)
def test_shares_of_huge_balances_are_exact(amounts, out, opening):
    """One outflow at the bounds of the 64-bit division: every share is the floor rule's."""
    rows = [(0, 1, SECOND * k, fen, k + 1, -1) for k, fen in enumerate(amounts)]
    total = opening + sum(amounts)
    out = min(out, total)
    rows.append((1, 2, SECOND * len(rows), out, 0, -1))
    ledger = make_ledger(rows, accounts=3, opening=[0, opening, 0])
    held = held_by(trace(ledger, method=Method.PRO_RATA))
    so_far = 0
    for origin, fen in enumerate([opening, *amounts]):
        expected = (so_far + fen) * out // total - so_far * out // total
        assert held[2, origin] == expected
        so_far += fen


def test_every_method_has_a_rule_in_both_languages():
    assert set(RULES) == {*Method, *BornFirst}
    for method, rule in RULES.items():
        assert rule.zh
        assert rule.en
        assert rule.version.startswith(f"{method}/")
    assert len({rule.name for rule in RULES.values()}) == len(RULES)
