"""Every kernel says what its slow twin says, on any small ledger."""

from collections import Counter

import pytest
from hypothesis import given, settings

from tests.tracing.kernels.slow_twins import TWINS, join_neighbours
from tests.tracing.kernels.small_ledgers import ledgers
from zhanlian.tracing.methods import Method
from zhanlian.tracing.trace import path_of, trace

QUEUES = [method for method in Method if method is not Method.PRO_RATA]
EXAMPLES = settings(max_examples=250, deadline=None)


def holdings_shown(found):
    held = found.holdings
    keys = zip(held.account.tolist(), held.origin.tolist(), strict=True)
    return dict(zip(keys, held.amount_minor.tolist(), strict=True))


def flows_shown(found):
    keys = zip(found.flows.row.tolist(), found.flows.origin.tolist(), strict=True)
    return dict(zip(keys, found.flows.amount_minor.tolist(), strict=True))


def pieces_shown(found):
    pieces, shown = found.pieces, {}
    for index in range(pieces.account.size):
        line = (
            int(pieces.origin[index]),
            int(pieces.amount_minor[index]),
            tuple(path_of(found, index)),
            bool(pieces.is_strict[index]),
        )
        shown.setdefault(int(pieces.account[index]), []).append(line)
    return {account: join_neighbours(lines) for account, lines in shown.items()}


def assert_same_sums(found, twin):
    assert holdings_shown(found) == twin.holdings()
    assert flows_shown(found) == {key: part for key, part in twin.flows.items() if key[1] and part}
    assert Counter(dict(enumerate(found.born_minor.tolist()))) == twin.born
    short = found.undo_shortfall
    assert list(zip(short.row.tolist(), short.amount_minor.tolist(), strict=True)) == twin.short


@pytest.mark.parametrize("method", Method)
@EXAMPLES
@given(ledger=ledgers())
def test_kernel_says_what_the_twin_says(method, ledger):
    found, twin = trace(ledger, method=method), TWINS[method](ledger)
    assert_same_sums(found, twin)
    if method in QUEUES:
        assert pieces_shown(found) == twin.pieces()


@pytest.mark.parametrize("method", Method)
@EXAMPLES
@given(ledger=ledgers(has_labels=False))
def test_shortfalls_can_be_origins(method, ledger):
    found = trace(ledger, method=method, shortfall_is_origin=True)
    twin = TWINS[method](ledger, shortfall_is_origin=True)
    assert_same_sums(found, twin)


@EXAMPLES
@given(ledger=ledgers())
def test_strict_amounts_are_those_of_strict_pieces(ledger):
    found = trace(ledger, method=Method.DIRECT)
    strict = Counter()
    for account, lots in TWINS["direct"](ledger).pieces().items():
        for origin, minor, _, is_strict in lots:
            strict[account, origin] += minor if is_strict else 0
    held = found.holdings
    for line in range(held.account.size):
        key = int(held.account[line]), int(held.origin[line])
        assert held.strict_minor[line] == strict[key]
