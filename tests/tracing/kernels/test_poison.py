"""Poison: sets that only grow, bounds that no method passes, and a twin with Python's sets."""

import sys
from collections import defaultdict
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings

from tests.tracing.kernels.small_ledgers import ledgers, make_ledger, written_ledger
from zhanlian.tracing.methods import Method
from zhanlian.tracing.poison import TooManyPairs, poison
from zhanlian.tracing.trace import trace

EXAMPLES = settings(max_examples=250, deadline=None)


def twin(ledger):
    """What each account was tainted by, said with sets: account -> origins."""
    sets, returning = defaultdict(set), set()
    for row in range(ledger.row_count):
        payer, payee = int(ledger.src[row]), int(ledger.dst[row])
        origin, undone = int(ledger.origin[row]), int(ledger.undo_row[row])
        if payer == payee:
            continue
        if origin:
            sets[payee].add(origin)
            continue
        is_back = undone >= 0 and undone not in returning
        if is_back:
            returning.add(row)
            sets[payee] |= {int(ledger.origin[undone])} - {0}
        if not ledger.is_sink[payer]:
            sets[payee] |= sets[payer]
    return {(account, origin) for account, found in sets.items() for origin in found}


def pairs_of(found):
    return set(zip(found.account.tolist(), found.origin.tolist(), strict=True))


def total_per_account(ledger, held):
    total = np.zeros(ledger.account_count, dtype=np.int64)
    np.add.at(total, held.account, held.amount_minor)
    return total


CASE = """
    victim1  A  300  +1
    victim2  A  200  +2
    shop     A  100
    A        B   50
    A        C  550
    wages    A  400
    A        D  400
"""


def test_an_account_once_touched_taints_all_it_pays():
    ledger, number = written_ledger(CASE)
    found = poison(ledger)
    names = {place: name for name, place in number.items()}
    shown = {(names[account], origin) for account, origin in pairs_of(found)}
    assert shown == {(name, origin) for name in "ABCD" for origin in (1, 2)}
    bound = {
        (names[account], origin): minor // 100
        for account, origin, minor in zip(
            found.account.tolist(), found.origin.tolist(), found.upper_minor.tolist(), strict=True
        )
    }
    assert bound == {
        ("A", 1): 0, ("A", 2): 0, ("B", 1): 50, ("B", 2): 50, ("C", 1): 300, ("C", 2): 200,
        ("D", 1): 300, ("D", 2): 200,
    }  # fmt: skip
    assert found.account_upper_minor[number["C"]] == 50_000
    assert found.deposit_minor[number["B"]] == 50_000
    assert "上限、不守恒" in found.rule_name


def test_a_sink_passes_nothing_on_and_a_deposit_sent_back_reaches_its_payer():
    ledger, number = written_ledger(
        """
        victim1  A        300  +1
        A        shop     100
        shop     B        100
        A        victim1  300  -0
        """,
        sinks=("shop",),
    )
    found = poison(ledger)
    assert pairs_of(found) == {(number[name], 1) for name in ("A", "shop", "victim1")}


@EXAMPLES
@given(ledger=ledgers())
def test_the_kernel_says_what_sets_say(ledger):
    assert pairs_of(poison(ledger)) == twin(ledger)


@pytest.mark.parametrize("method", Method)
@EXAMPLES
@given(ledger=ledgers())
def test_no_method_leaves_more_than_the_bound(method, ledger):
    """Invariant 8, and the bound in minor units."""
    found, held = poison(ledger), trace(ledger, method=method).holdings
    upper = {
        (account, origin): minor
        for account, origin, minor in zip(
            found.account.tolist(), found.origin.tolist(), found.upper_minor.tolist(), strict=True
        )
    }
    for account, origin, minor in zip(
        held.account.tolist(), held.origin.tolist(), held.amount_minor.tolist(), strict=True
    ):
        assert not origin or minor <= upper[account, origin]
    is_victims = held.origin > 0
    victims = replace(held, account=held.account[is_victims],
                      amount_minor=held.amount_minor[is_victims])  # fmt: skip
    assert (total_per_account(ledger, victims) <= found.account_upper_minor).all()
    assert (total_per_account(ledger, held) <= found.balance_minor).all()


@given(ledger=ledgers(has_undo=False))
def test_balances_are_those_of_every_method(ledger):
    held = trace(ledger, method=Method.FIFO).holdings
    assert (poison(ledger).balance_minor == total_per_account(ledger, held)).all()


@given(ledger=ledgers())
def test_passes_of_any_width_give_one_answer(ledger):
    at_once = poison(ledger)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys.modules["zhanlian.tracing.poison"], "ORIGINS_AT_ONCE", 2)
        in_parts = poison(ledger)
    assert pairs_of(in_parts) == pairs_of(at_once)
    assert (in_parts.origin_count == at_once.origin_count).all()
    assert (in_parts.deposit_minor == at_once.deposit_minor).all()


def test_many_origins_take_many_words():
    count = 200
    rows = [(0, 1, second, 5, second + 1, -1) for second in range(count)]
    rows.append((1, 2, count * 10**6, 7, 0, -1))
    ledger = make_ledger(
        [(src, dst, at * 10**6 if at < count else at, *rest) for src, dst, at, *rest in rows],
        accounts=3,
    )
    found = poison(ledger)
    assert found.origin_count.tolist() == [0, count, count]
    assert found.account_upper_minor.tolist() == [0, count * 5 - 7, 7]


def test_only_the_accounts_asked_for_are_named_and_too_many_pairs_are_refused():
    ledger, number = written_ledger(CASE)
    is_wanted = np.arange(ledger.account_count) == number["C"]
    found = poison(ledger, is_wanted=is_wanted)
    assert pairs_of(found) == {(number["C"], 1), (number["C"], 2)}
    assert found.origin_count[number["A"]] == 2
    with pytest.raises(TooManyPairs):
        poison(ledger, max_pairs=3)
    assert poison(ledger, is_wanted=is_wanted & False, max_pairs=0).origin_count.sum() == 8
