"""Direct (逐笔对应): what stays strict, case by case, and that no case says too much."""

from hypothesis import given

from tests.tracing.kernels.small_ledgers import ledgers, written_ledger
from zhanlian.tracing.methods import Method
from zhanlian.tracing.trace import trace


def strict_yuan(text, **options):
    ledger, number = written_ledger(text, **options)
    name_of = {account: name for name, account in number.items()}
    held = trace(ledger, method=Method.DIRECT).holdings
    cells = zip(held.account.tolist(), held.origin.tolist(), held.strict_minor, strict=True)
    return {(name_of[account], origin): fen / 100 for account, origin, fen in cells if fen}


def test_a_card_that_held_one_victims_money_only_passes_it_on_strictly():
    shown = strict_yuan("""
        v a 100 +1
        a b  60
        b c  25
    """)
    assert shown == {("a", 1): 40, ("b", 1): 35, ("c", 1): 25}


def test_own_money_makes_both_what_leaves_and_what_stays_uncertain():
    assert strict_yuan("v a 100 +1\n a b 60", opening={"a": 10}) == {}


def test_an_outflow_equal_to_the_last_credit_is_matched_past_own_money():
    shown = strict_yuan("v a 100 +1\n a b 100", opening={"a": 10})
    assert shown == {("b", 1): 100}


def test_another_credit_in_between_ends_the_match():
    shown = strict_yuan("""
        v a 100 +1
        w a   5
        a b 100
    """)
    assert shown == {}


def test_another_credit_in_the_same_second_ends_the_match():
    tied = "v a 100 +1 @10\n w a 100 +2 @10\n a b 100 @70"
    apart = tied.replace("w a 100 +2 @10", "w a 100 +2 @11")
    assert ("b", 2) not in strict_yuan(tied)
    assert strict_yuan(apart) == {("a", 1): 100, ("b", 2): 100}


def test_two_victims_at_rest_are_both_certain():
    assert strict_yuan("v a 100 +1\n w a 50 +2") == {("a", 1): 100, ("a", 2): 50}


def test_a_shortfall_is_other_money():
    assert strict_yuan("v a 100 +1\n a b 120") == {}


def test_a_credit_returned_whole_can_be_matched_again():
    shown = strict_yuan(
        """
        v a 100 +1
        a b 100
        b a 100 -1
        a c 100
        """,
        opening={"a": 10},
    )
    assert shown == {("c", 1): 100}


@given(ledger=ledgers())
def test_strict_is_never_more_than_held_and_never_of_no_victim(ledger):
    held = trace(ledger, method=Method.DIRECT).holdings
    assert (held.strict_minor <= held.amount_minor).all()
    assert not held.strict_minor[held.origin == 0].any()
