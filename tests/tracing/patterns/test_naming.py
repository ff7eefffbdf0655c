"""Names of attempts: small ones by hand, and the public AMLworld attempts, scored by time."""

import pytest

from benchmarks.pattern_data import amlworld_attempts
from tests.tracing.kernels.small_ledgers import make_ledger, written_ledger
from zhanlian.tracing.patterns import Pattern, name_pattern
from zhanlian.tracing.patterns.naming import RULES, NothingToName, Shape

MOSTLY_APART = " / ".join(f"{a} {b} 1" for a in "aceg" for b in "bd") + " / m n 1 / n o 1"
BY_HAND = {
    "many_pay_one": "a h 1 / b h 1 / a h 1",
    "one_pays_many": "h a 1 / h b 1",
    "sides_stay_apart": "a b 1 / c d 1 / e d 1",
    "either_a_single_row": "a b 1",
    "keeps_some_itself": "a h 1 / h h 1 / h b 1",
    "either_back_and_alike": "a b 100 / b a 104",
    "either_back_and_unlike": "a b 100 / b a 50",
    "goes_round": "a b 1 / c a 1 / b c 1",
    "walks_on": "a b 1 / b c 1 / c b 1 / b d 1",
    "leaves_first_and_comes_back": "h a 1 / h b 1 / b h 1 / a h 1",
    "one_gathers_and_scatters": "a h 1 / b h 1 / h c 1 / c h 1 / h a 1",
    "middles_join_two": "s a 1 / s b 1 / a t 1 / b t 1",
    "ways_of_two_rows": "a m 1 / b n 1 / n y 1 / m x 1",
    "sides_stay_apart_mostly": MOSTLY_APART,
}


@pytest.mark.parametrize("rule", BY_HAND)
def test_each_rule_names_its_smallest_case(rule):
    ledger, _ = written_ledger(BY_HAND[rule].replace(" / ", "\n"))
    pattern, said = name_pattern(ledger)
    assert said == (rule,)
    assert pattern is {each.__name__: named for each, named in RULES}[rule]


def test_every_rule_has_its_case():
    assert set(BY_HAND) == {rule.__name__ for rule, _ in RULES}


def test_rows_that_fit_no_rule_are_a_random_walk():
    ledger, _ = written_ledger("a b 1\nc b 1\nb d 1\nd e 1\nf e 1\ne a 1")
    assert name_pattern(ledger) == (Pattern.RANDOM, ("nothing_else_fits",))


def test_an_attempt_of_self_transfers_alone_has_a_name():
    ledger, _ = written_ledger("a a 1\nb b 1")
    assert name_pattern(ledger)[0] is Pattern.BIPARTITE


def test_nothing_cannot_be_named():
    with pytest.raises(NothingToName):
        name_pattern(make_ledger([], accounts=0))


def test_shapes_are_equal_when_their_rows_are():
    assert Shape(((0, 1),), (5,)) == Shape(((0, 1),), (5,))


def test_amlworld_attempts_are_named_as_well_as_the_page_says(shared):
    attempts = amlworld_attempts(shared)
    second = attempts[(len(attempts) + 1) // 2 :]
    right = [
        name_pattern(ledger)[0].value.upper().replace("_", "-") == family
        for family, ledger in second
    ]
    assert len(attempts) == 171
    assert sum(right) / len(right) == pytest.approx(0.859, abs=0.0005)
