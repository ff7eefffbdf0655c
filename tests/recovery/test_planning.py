"""Plans: golden sums by hand, caps over several accounts, and what always holds."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhanlian.law import law_book
from zhanlian.recovery.alternatives import Loss
from zhanlian.recovery.grounds import grounds
from zhanlian.recovery.ownership import Matched, Owned, Pooled, Situation
from zhanlian.recovery.planning import PER_CASE, Choice, make_plan
from zhanlian.recovery.procedure import (
    add_plan,
    less_returned,
    plan_facts,
    read_step,
    returned_by,
    take,
)
from zhanlian.recovery.refusals import BadReserve


def fen(yuan):
    return round(yuan * 100)


def frozen(account_id, yuan, *, matched=(), pooled=(), has_other=False, credits_=2):
    """An account: matched and pooled as (victim, yuan)."""
    situation = Situation.UNTRACEABLE if pooled else Situation.TRACEABLE
    return Owned(
        account_id=account_id, frozen_minor=fen(yuan), booked_minor=fen(yuan),
        credit_count=credits_,
        situation=Situation.SINGLE if credits_ == 1 else situation,
        matched=tuple(Matched(victim, fen(each), ((1,),)) for victim, each in matched),
        pooled=tuple(Pooled(victim, fen(each), ()) for victim, each in pooled),
        has_other_money=has_other,
    )  # fmt: skip


def lost(**yuan):
    """Losses as victim=loss or victim=(loss, made good); the first victim paid first."""
    pairs = [each if isinstance(each, tuple) else (each, 0) for each in yuan.values()]
    return {
        victim: Loss(victim, fen(loss), fen(good), number)
        for number, (victim, (loss, good)) in enumerate(zip(yuan, pairs, strict=True))
    }


def paid_yuan(plan):
    return {(each.account_id, each.victim_id): each.amount_minor / 100 for each in plan.lines}


def test_one_credit_goes_back_to_its_victim():
    plan = make_plan([frozen("a", 40_000, matched=[("V1", 40_000)], credits_=1)], lost(V1=40_000))
    assert paid_yuan(plan) == {("a", "V1"): 40_000}
    assert plan.lines[0].situation is Situation.SINGLE
    assert not plan.needs_notice


def test_two_matched_victims_get_their_own():  # G-G02
    owned = frozen("a", 70_000, matched=[("V1", 40_000), ("V2", 30_000)])
    plan = make_plan([owned], lost(V1=40_000, V2=30_000))
    assert paid_yuan(plan) == {("a", "V1"): 40_000, ("a", "V2"): 30_000}
    assert (plan.needs_notice, plan.accounts[0].rest_minor) == (False, 0)


@pytest.mark.parametrize(
    ("frozen_yuan", "losses", "expected", "rest"),
    [
        (200_000, lost(V1=150_000, V2=90_000, V3=60_000), (100_000, 60_000, 40_000), 0),  # G-G03
        (180_000, lost(V1=(150_000, 30_000), V2=90_000, V3=60_000), (80_000, 60_000, 40_000), 0),
        (500_000, lost(V1=120_000, V2=80_000), (120_000, 80_000), 300_000),  # G-G05
        (
            87_654.32, lost(V1=123_456.78, V2=45_678.90, V3=31_415.92),
            (53_958.78, 19_964.70, 13_730.84), 0,
        ),  # G-G07
    ],
)  # fmt: skip
def test_a_pool_is_shared_in_proportion(frozen_yuan, losses, expected, rest):
    pooled = [(victim, loss.loss_minor / 100) for victim, loss in losses.items()]
    plan = make_plan([frozen("a", frozen_yuan, pooled=pooled)], losses)
    assert tuple(paid_yuan(plan).values()) == expected
    assert plan.accounts[0].rest_minor == fen(rest)
    assert plan.needs_notice


def test_matched_money_comes_before_any_pool():
    accounts = [
        frozen("a", 100, pooled=[("V1", 100), ("V2", 100)]),
        frozen("b", 60, matched=[("V1", 60)]),
    ]
    plan = make_plan(accounts, lost(V1=100, V2=100))
    assert paid_yuan(plan) == {("a", "V1"): 28.57, ("a", "V2"): 71.43, ("b", "V1"): 60}


def test_nobody_is_paid_above_the_loss_over_all_accounts():
    accounts = [frozen(each, 80, pooled=[("V1", 100)]) for each in ("a", "b")]
    plan = make_plan(accounts, lost(V1=100))
    assert paid_yuan(plan) == {("a", "V1"): 80, ("b", "V1"): 20}
    assert plan.accounts[1].rest_minor == 6_000


def test_one_pool_for_the_case_pays_every_victim_the_same_part():
    accounts = [
        frozen("a", 100, pooled=[("V1", 100)]),
        frozen("b", 20, pooled=[("V2", 100)]),
    ]
    losses = lost(V1=100, V2=100)
    assert paid_yuan(make_plan(accounts, losses)) == {("a", "V1"): 100, ("b", "V2"): 20}
    whole = make_plan(accounts, losses, choice=Choice(pool=PER_CASE))
    assert paid_yuan(whole) == {("a", "V1"): 60, ("a", "V2"): 40, ("b", "V2"): 20}
    assert "case_pool" in {each.key for each in whole.lines[0].because}


def test_what_is_kept_back_is_not_shared():
    owned = frozen("a", 100, pooled=[("V1", 100), ("V2", 100)], has_other=True)
    plan = make_plan([owned], lost(V1=100, V2=100), choice=Choice(kept_minor={"a": 2_000}))
    (account,) = plan.accounts
    assert (account.paid_minor, account.kept_minor, account.rest_minor) == (8_000, 2_000, 0)
    assert {each.key for each in account.asks} == {"ask_other_money", "ask_formula"}


def test_a_later_victim_gets_a_new_procedure_on_what_is_left():  # G-G10
    pooled = [("V1", 120_000), ("V2", 80_000)]
    first = make_plan([frozen("a", 500_000, pooled=pooled)], lost(V1=120_000, V2=80_000))
    courses = add_plan({}, plan_facts(first, plan_id="P1", on=date(2024, 1, 2)))
    done = walk(courses["P1"])
    assert (done.paid_minor, done.rest_minor) == (fen(200_000), fen(300_000))

    returned = returned_by([done])
    later = less_returned(frozen("a", 500_000, pooled=[*pooled, ("V3", 100_000)]), returned)
    losses = {
        victim: replace(loss, made_good_minor=returned.by_victim.get(victim, 0))
        for victim, loss in lost(V1=120_000, V2=80_000, V3=100_000).items()
    }
    second = make_plan([later], losses)
    assert paid_yuan(second) == {("a", "V3"): 100_000}
    assert second.accounts[0].rest_minor == fen(200_000)


def walk(course):
    """A plan noticed, decided, handed to the bank and paid."""
    both = ["甲", "乙"]
    said = [
        {"step": "notice", "on": "2024-01-02"},
        *({"step": "answer", "on": "2024-01-02", "ask": ask, "account": account}
          for ask, account in course.open_asks),
        {"step": "approve", "on": "2024-02-05", "level": "police.city", "officers": both},
        {"step": "instruct", "on": "2024-02-05", "officers": both},
        *({"step": "receipt", "on": "2024-02-06", "account": each.account_id,
           "victim": each.victim_id, "outcome": "paid", "amount_minor": each.amount_minor}
          for each in course.lines),
    ]  # fmt: skip
    for each in said:
        course = take(course, read_step({"plan": course.plan_id, **each}))
    return course


@pytest.mark.parametrize("kept", [{"b": 1}, {"a": 10_001}, {"a": -1}])
def test_a_reserve_beyond_the_account_is_refused(kept):
    with pytest.raises(BadReserve):
        make_plan(
            [frozen("a", 100, pooled=[("V1", 1)])], lost(V1=1), choice=Choice("account", kept)
        )


def test_every_ground_cites_what_the_law_room_has():
    for each in grounds().values():
        assert each.zh
        assert each.en
        for cite in each.cites:
            assert cite.source in law_book().instruments, cite


VICTIMS = ("V1", "V2", "V3", "V4")
AMOUNT = st.integers(0, 10**6)
PARTS = st.dictionaries(st.sampled_from(VICTIMS), AMOUNT.filter(bool), max_size=4)
LOSSES = st.tuples(*[st.tuples(AMOUNT, AMOUNT, st.integers(0, 3)) for _ in VICTIMS])
ACCOUNT = st.tuples(AMOUNT, PARTS, PARTS, st.integers(0, 100))


def drawn(accounts, losses):
    owned = [
        Owned(
            account_id=f"a{number}", frozen_minor=minor, booked_minor=minor, credit_count=2,
            situation=Situation.UNTRACEABLE if pooled else Situation.TRACEABLE,
            matched=tuple(Matched(each, matched[each], ()) for each in sorted(matched)),
            pooled=tuple(Pooled(each, pooled[each], ()) for each in sorted(pooled)),
            has_other_money=False,
        )
        for number, (minor, matched, pooled, _) in enumerate(accounts)
    ]  # fmt: skip
    kept = {each.account_id: each.frozen_minor * account[3] // 100
            for each, account in zip(owned, accounts, strict=True)}  # fmt: skip
    said = {victim: Loss(victim, *each) for victim, each in zip(VICTIMS, losses, strict=True)}
    return owned, said, kept


@given(st.lists(ACCOUNT, max_size=4), LOSSES, st.sampled_from(["account", "case"]))
def test_sums_are_exact_and_nobody_gets_above_the_loss(accounts, losses, pool):
    owned, said, kept = drawn(accounts, losses)
    plan = make_plan(owned, said, choice=Choice(pool, kept))
    got = dict.fromkeys(VICTIMS, 0)
    for each in plan.accounts:
        assert each.paid_minor + each.kept_minor + each.rest_minor == each.owned.frozen_minor
        assert min(each.paid_minor, each.kept_minor, each.rest_minor) >= 0
        for line in each.lines:
            got[line.victim_id] += line.amount_minor
    for victim, minor in got.items():
        assert minor <= said[victim].lacking_minor


@given(st.lists(ACCOUNT, max_size=4), LOSSES, st.randoms(use_true_random=False))
def test_the_order_of_accounts_and_victims_is_irrelevant(accounts, losses, random):
    owned, said, _ = drawn(accounts, losses)
    turned = [
        Owned(**{
            **{name: getattr(each, name) for name in Owned.__slots__},
            "matched": tuple(random.sample(each.matched, len(each.matched))),
            "pooled": tuple(random.sample(each.pooled, len(each.pooled))),
        })
        for each in random.sample(owned, len(owned))
    ]  # fmt: skip
    swapped = dict(sorted(said.items(), reverse=True))
    assert paid_yuan(make_plan(owned, said)) == paid_yuan(make_plan(turned, swapped))


@given(ACCOUNT, LOSSES, st.integers(1, 10**6))
def test_more_money_in_one_account_never_lowers_an_exact_share(account, losses, more):
    """A rounded share may fall by one fen: largest remainder is not monotone."""
    minor, _, pooled, _ = account
    before, after = (
        make_plan(*drawn([(each, {}, pooled, 0)], losses)[:2]) for each in (minor, minor + more)
    )
    old, new = ({each.victim_id: each for each in plan.lines} for plan in (before, after))
    for victim, line in old.items():
        assert new[victim].ratio >= line.ratio
        assert new[victim].ratio <= Fraction(1)
        assert new[victim].amount_minor >= line.amount_minor - 1
