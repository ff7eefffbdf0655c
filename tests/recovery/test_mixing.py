"""Mixing: the match by hand, and that it is the direct method's on any ledger."""

from hypothesis import given, settings

from tests.tracing.kernels.small_ledgers import ledgers, written_ledger
from zhanlian.recovery.mixing import mix, origins_in
from zhanlian.tracing import Method, poison, trace

EXAMPLES = settings(max_examples=300, deadline=None)


def pools(text, **options):
    ledger, number = written_ledger(text, **options)
    found = mix(ledger)
    return found, {name: set(origins_in(found.pool[row])) for name, row in number.items()}


def test_own_money_mixes_what_leaves_and_what_stays():
    found, pool = pools("v a 100 +1\n a b 60", opening={"a": 10})
    assert pool == {"v": set(), "a": {1}, "b": {1}}
    (loss,) = found.losses[1]
    assert (loss.row, loss.has_other) == (1, True)


def test_an_account_paid_out_to_the_last_fen_keeps_nobodys_money():
    _, pool = pools("v a 100 +1\n a b 60\n a c 50", opening={"a": 10})
    assert pool["a"] == set()
    assert pool["b"] == pool["c"] == {1}


def test_an_account_that_paid_more_than_is_known_may_still_hold_anything():
    _, pool = pools("v a 100 +1\n a b 150")
    assert pool["a"] == {1}


def test_matched_money_is_in_no_pool():
    found, pool = pools("v a 100 +1\n a b 100\n w a 50 +2\n a c 20", opening={"a": 10})
    assert pool["a"] == pool["c"] == {2}
    assert 1 not in found.losses


@EXAMPLES
@given(ledger=ledgers(has_undo=False))
def test_the_match_is_the_direct_methods(ledger):
    held = trace(ledger, method=Method.DIRECT).holdings
    cells = zip(
        held.account.tolist(), held.origin.tolist(), held.strict_minor.tolist(), strict=True
    )
    expected = {(account, origin): minor for account, origin, minor in cells if minor}
    found = {
        (account, origin): minor
        for account, strict in enumerate(mix(ledger).strict_minor)
        for origin, minor in strict.items()
    }
    assert found == expected


@EXAMPLES
@given(ledger=ledgers())
def test_a_pool_names_every_unmatched_origin_and_none_beyond_poison(ledger):
    found, poisoned = mix(ledger), poison(ledger)
    bounds = set(zip(poisoned.account.tolist(), poisoned.origin.tolist(), strict=True))
    named = {(row, origin) for row, pool in enumerate(found.pool) for origin in origins_in(pool)}
    assert named <= bounds
    if (ledger.undo_row >= 0).any():
        return
    held = trace(ledger, method=Method.DIRECT).holdings
    for account, origin, minor, strict in zip(
        held.account.tolist(), held.origin.tolist(), held.amount_minor.tolist(),
        held.strict_minor.tolist(), strict=True,
    ):  # fmt: skip
        assert not origin or minor == strict or (account, origin) in named
