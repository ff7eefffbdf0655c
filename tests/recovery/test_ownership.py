"""Ownership: golden situations by hand, the sample's 1,095.00, and what always holds."""

import pytest
from hypothesis import given, settings

from tests.tracing.kernels.small_ledgers import ledgers, written_ledger
from tests.tracing.written_cases import L1, sample_pen
from zhanlian.recovery.beside import show_beside
from zhanlian.recovery.ownership import Frozen, Situation, find_owners
from zhanlian.recovery.refusals import NotDirect, UnknownAccount, UnknownPayment
from zhanlian.tracing import Method, trace, trace_again, trace_case


def owners(text, name, frozen_yuan, **options):
    ledger, number = written_ledger(text, **options)
    victim_of = {payment: f"V{row}" for row, payment in enumerate(ledger.origin_ids, start=1)}
    traced = trace(ledger, method=Method.DIRECT)
    frozen = Frozen(ledger.account_ids[number[name]], round(frozen_yuan * 100))
    (owned,) = find_owners(traced, [frozen], victim_of=victim_of)
    return owned


def yuan_matched(owned):
    return {each.victim_id: each.amount_minor / 100 for each in owned.matched}


def test_one_credit_of_one_victim_is_single():
    owned = owners("v a 40000 +1", "a", 40_000)
    assert (owned.situation, yuan_matched(owned)) == (Situation.SINGLE, {"V1": 40_000})
    assert owned.matched[0].paths == ((0,),)


def test_two_victims_at_rest_are_traceable():  # G-G02
    owned = owners("v a 40000 +1\n w a 30000 +2", "a", 70_000)
    assert owned.situation is Situation.TRACEABLE
    assert yuan_matched(owned) == {"V1": 40_000, "V2": 30_000}
    assert (owned.mixed_minor, owned.pooled) == (0, ())


def test_two_hops_are_proved_by_both_rows():
    owned = owners("v a 100 +1\n a b 60\n w b 50 +2", "b", 110)
    assert {each.victim_id: each.paths for each in owned.matched} == {
        "V1": ((0, 1),), "V2": ((2,),),
    }  # fmt: skip


def test_a_mixed_payment_breaks_the_match_and_says_where():
    owned = owners("v a 100 +1\n w a 80 +2\n a b 30\n z b 5", "b", 35)
    assert (owned.situation, owned.matched, owned.mixed_minor) == (
        Situation.UNTRACEABLE, (), 3_500,
    )  # fmt: skip
    first, second = owned.pooled
    assert (first.victim_id, first.entered_minor) == ("V1", 3_500)  # no more came in than 35.00
    (broken,) = first.breaks
    assert (broken.transfer_id, broken.mixed_with, broken.has_other) == (2, ("V2",), False)
    assert second.breaks[0].mixed_with == ("V1",)
    assert owned.has_other_money


def test_matched_money_beside_a_mix_stays_matched():
    owned = owners("v a 100 +1\n w a 80 +2\n a b 30\n x b 50 +3", "b", 80)
    assert owned.situation is Situation.UNTRACEABLE
    assert yuan_matched(owned) == {"V3": 50}
    assert owned.mixed_minor == 3_000
    assert [each.victim_id for each in owned.pooled] == ["V1", "V2"]


def test_an_account_without_victims_money_is_nobodys():
    owned = owners("v a 100 +1\n z b 7", "b", 7)
    assert (owned.situation, owned.has_other_money) == (Situation.NOBODY, True)


def test_what_cannot_be_read_is_refused():
    ledger, _ = written_ledger("v a 100 +1")
    direct, victim_of = trace(ledger, method=Method.DIRECT), {"payment-1": "V1"}
    with pytest.raises(NotDirect):
        find_owners(trace(ledger, method=Method.FIFO), [], victim_of=victim_of)
    with pytest.raises(UnknownPayment):
        find_owners(direct, [], victim_of={})
    with pytest.raises(UnknownAccount):
        find_owners(direct, [Frozen("nowhere", 1)], victim_of=victim_of)


@settings(max_examples=200, deadline=None)
@given(ledger=ledgers())
def test_matched_is_never_more_than_booked_and_a_break_is_told(ledger):
    victim_of = {each: each for each in ledger.origin_ids}
    frozen = [Frozen(each, 10**6) for each in ledger.account_ids]
    traced = trace(ledger, method=Method.DIRECT)
    for owned in find_owners(traced, frozen, victim_of=victim_of):
        matched = sum(each.amount_minor for each in owned.matched)
        assert matched <= owned.booked_minor
        assert matched + owned.mixed_minor == max(owned.frozen_minor, matched)
        assert all(each.entered_minor > 0 for each in owned.pooled)
        if not (ledger.undo_row >= 0).any():
            assert all(each.breaks for each in owned.pooled)


def test_the_sample_residue_is_one_victims_and_the_holders(tmp_path):
    """1,095.00 in L1: V2's 30,000.00 left by one equal transfer; V1's is mixed with a salary."""
    case = sample_pen(tmp_path).done()
    try:
        trace_case(case)
        traced = trace_again(case, method=Method.DIRECT)["CNY"].found
        victim_of = {"V1-1": "V1", "V2-1": "V2"}
        (owned,) = find_owners(traced, [Frozen(L1, 109_500)], victim_of=victim_of)
        shown = show_beside(traced.ledger, [L1], victim_of=victim_of)
    finally:
        case.close()
    assert (owned.situation, owned.booked_minor) == (Situation.UNTRACEABLE, 109_500)
    assert (owned.matched, owned.has_other_money) == ((), True)
    (pooled,) = owned.pooled
    assert (pooled.victim_id, pooled.entered_minor) == ("V1", 5_000_000)
    assert pooled.breaks[0].has_other
    assert {(each.method, each.victim_id): each.amount_minor for each in shown}[
        Method.FIFO, "V2"
    ] == 109_500
    assert not any(each.is_basis for each in shown)
