"""Executed property in the order of the law: the register's rows, then what must always hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhanlian.recovery.executing import Debt, Rank, Realised, execute

WAN = 10_000_00
DEBTS = (
    Debt("medical", Rank.MEDICAL, 10 * WAN),
    Debt("victims", Rank.RESTITUTION, 70 * WAN),
    Debt("civil", Rank.CIVIL, 30 * WAN),
    Debt("fine", Rank.FINE, 20 * WAN),
)


def paid(executed):
    return [executed.paid_to(name) // WAN for name in ("medical", "victims", "civil", "fine")]


def test_g_g18_a_million_goes_in_order():
    found = execute([Realised("all", 100 * WAN)], DEBTS)
    assert (paid(found), found.left_minor) == ([10, 70, 20, 0], 0)


def test_g_g19_a_secured_creditor_is_paid_out_of_the_car():
    assets = [Realised("rest", 75 * WAN), Realised("car", 25 * WAN, {"bank": 15 * WAN})]
    found = execute(assets, DEBTS)
    assert (paid(found), found.paid_to("bank") // WAN) == ([10, 70, 5, 0], 15)
    (secured,) = [each for each in found.paid if each.asset_id]
    assert (secured.asset_id, secured.rank, secured.ground.key) == ("car", None, "secured")


def test_what_the_car_lacks_is_a_civil_debt():
    assets = [Realised("rest", 100 * WAN), Realised("car", 5 * WAN, {"bank": 15 * WAN})]
    found = execute(assets, [Debt("civil", Rank.CIVIL, 30 * WAN)])
    assert found.paid_to("bank") == 15 * WAN
    assert [each.paid_minor // WAN for each in found.paid if each.rank is Rank.CIVIL] == [10, 30]


def test_medical_costs_come_before_the_secured_creditor_even_out_of_the_car():
    found = execute(
        [Realised("car", 20 * WAN, {"bank": 15 * WAN})], [Debt("medical", Rank.MEDICAL, 10 * WAN)]
    )
    assert (found.paid_to("medical"), found.paid_to("bank")) == (10 * WAN, 10 * WAN)


def test_confiscation_of_property_takes_what_is_left():
    found = execute([Realised("all", 50)], [Debt("state", Rank.CONFISCATION)])
    assert (found.paid_to("state"), found.left_minor) == (50, 0)


def test_what_was_made_good_is_deducted_before_shares_are_formed():
    victims = [
        Debt("V1", Rank.RESTITUTION, 150, made_good_minor=30),
        Debt("V2", Rank.RESTITUTION, 90),
        Debt("V3", Rank.RESTITUTION, 60),
    ]
    found = execute([Realised("all", 180)], victims)
    assert [found.paid_to(each) for each in ("V1", "V2", "V3")] == [80, 60, 40]


@pytest.mark.parametrize(
    ("assets", "debts"),
    [
        ([Realised("a", -1)], []),
        ([Realised("a", 1, {"bank": -1})], []),
        ([Realised("a", 1), Realised("a", 2)], []),
        ([], [Debt("d", Rank.FINE, 1), Debt("d", Rank.CIVIL, 1)]),
        ([], [Debt("d", Rank.FINE, -1)]),
        ([], [Debt("x", Rank.CONFISCATION), Debt("y", Rank.CONFISCATION)]),
    ],
)
def test_what_no_order_can_be_made_of_is_refused(assets, debts):
    with pytest.raises(Exception, match="ZL-RECOVERY-101"):
        execute(assets, debts)


MINOR = st.integers(0, 10_000)
ASSETS = st.lists(
    st.tuples(MINOR, st.dictionaries(st.sampled_from("pq"), MINOR, max_size=2)), max_size=4
)
OWED = st.lists(
    st.tuples(st.sampled_from(list(Rank)[:4]), MINOR, st.integers(0, 5_000)), max_size=8
)


@given(ASSETS, OWED, st.randoms())
def test_money_is_neither_made_nor_lost_and_the_order_of_the_lists_is_nothing(assets, owed, random):
    made = [Realised(f"A{n}", minor, secures) for n, (minor, secures) in enumerate(assets)]
    debts = [Debt(f"D{n}", rank, minor, good) for n, (rank, minor, good) in enumerate(owed)]
    found = execute(made, debts)
    assert found.realised_minor == found.left_minor + sum(each.paid_minor for each in found.paid)
    assert all(0 <= each.paid_minor <= each.owed_minor for each in found.paid)
    by_rank = {each.debt_id: each for each in found.paid if each.rank is not None}
    for first in debts:
        for second in debts:
            if first.rank < second.rank and {first.debt_id, second.debt_id} <= by_rank.keys():
                got = by_rank[second.debt_id].paid_minor
                assert not got or not by_rank[first.debt_id].lacking_minor
    random.shuffle(made)
    random.shuffle(debts)
    assert {(e.debt_id, e.paid_minor) for e in execute(made, debts).paid} == {
        (e.debt_id, e.paid_minor) for e in found.paid
    }
