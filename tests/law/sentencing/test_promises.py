"""What the worksheet promises on any factors: order, direction, bounds, and points inside."""

from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.law.sentencing.charges import charge
from zhanlian.law import law_book
from zhanlian.law.saying import catalogue
from zhanlian.law.sentencing import worksheet
from zhanlian.law.sentencing.factors import factors_of
from zhanlian.law.sentencing.interval import Interval, point
from zhanlian.law.sentencing.method import first_layer, second_layer
from zhanlian.law.sentencing.refusals import OutsideRange
from zhanlian.law.values import Unit

LIGHTER = {
    "attempt": (-50, 0), "accessory": (-50, -20), "surrender": (-40, 0), "refund": (-30, 0),
    "court_admission": (-10, 0), "reconciliation": (-50, 0), "custody_conduct": (-10, 0),
}  # fmt: skip
HEAVIER = {"recidivist": (10, 40), "prior_record": (0, 10), "vulnerable": (0, 20),
           "disaster": (0, 20)}  # fmt: skip
RANGES = LIGHTER | HEAVIER
MITIGATING = {"attempt", "accessory", "surrender"}
SOME = st.sets(st.sampled_from(sorted(RANGES)))
MONTHS = st.integers(1, 180)


@st.composite
def picks(draw, keys=SOME):
    chosen = draw(keys)
    return {key: draw(st.integers(*RANGES[key])) for key in sorted(chosen)}


def sheet(percent=None, *, applies=(), tier="huge", **facts):
    chosen = dict.fromkeys([*(percent or {}), *applies], True)
    return worksheet(charge(tier=tier, percent=percent or {}, **chosen, **facts)).value


def said_slowly(benchmark, percent):
    """The formula as the provincial rules put it, on exact fractions."""
    months = Fraction(benchmark)
    for key in ("attempt", "accessory"):
        months *= 1 + Fraction(percent.get(key, 0), 100)
    total, added = Fraction(0), Fraction(0)
    for key, each in percent.items():
        if key == "recidivist":
            added = max(months * Fraction(each, 100), Fraction(3))
        elif key not in {"attempt", "accessory"}:
            total += Fraction(each, 100)
    return max(Fraction(0), months * (1 + total) + added)


@given(MONTHS, picks())
def test_the_method_is_the_formula(benchmark, percent):
    found = sheet(percent, benchmark_months=benchmark)
    assert found.exact == point(said_slowly(benchmark, percent))


@given(MONTHS, picks())
def test_every_point_lies_inside_the_unpicked_range(benchmark, percent):
    open_sheet = sheet(applies=percent, benchmark_months=benchmark)
    assert open_sheet.exact.holds(said_slowly(benchmark, percent))
    assert open_sheet.result.covers(sheet(percent, benchmark_months=benchmark).result)


@given(picks(), st.integers(36, 48))
def test_a_picked_starting_point_lies_inside_the_open_one(percent, months):
    open_sheet = sheet(applies=percent)
    assert open_sheet.exact.covers(sheet(percent, starting_months=months).exact)


@given(MONTHS, picks(), st.sampled_from(["large", "huge", "especially_huge"]))
def test_the_result_stays_inside_the_statute_unless_a_factor_mitigates(benchmark, percent, tier):
    found = sheet(percent, tier=tier, benchmark_months=benchmark)
    assert found.result.high <= found.statutory.high
    if MITIGATING & set(percent):
        lower = {"large": 0, "huge": 1, "especially_huge": 36}[tier]
        assert found.result.low >= lower
    else:
        assert found.statutory.covers(found.result)


@given(MONTHS, picks(), st.sampled_from(sorted(LIGHTER)))
def test_one_more_lighter_factor_never_raises(benchmark, percent, extra):
    before = sheet({key: each for key, each in percent.items() if key != extra},
                   benchmark_months=benchmark)  # fmt: skip
    after = sheet({**percent, extra: RANGES[extra][0]}, benchmark_months=benchmark)
    assert after.exact.low <= before.exact.low
    assert after.result.high <= before.result.high


@given(MONTHS, picks(), st.sampled_from(sorted(HEAVIER)))
def test_one_more_heavier_factor_never_lowers(benchmark, percent, extra):
    before = sheet({key: each for key, each in percent.items() if key != extra},
                   benchmark_months=benchmark)  # fmt: skip
    after = sheet({**percent, extra: RANGES[extra][1]}, benchmark_months=benchmark)
    assert after.exact.high >= before.exact.high
    assert after.result.low >= before.result.low


@given(st.integers(1, 120), st.integers(0, 60), picks())
def test_the_order_of_factors_does_not_matter(low, width, percent):
    factors = factors_of(charge(percent=percent, **dict.fromkeys(percent, True)))
    months = Interval(Fraction(low), Fraction(low + width))
    seconds = list(permutations(factors.second))[:6]
    firsts = list(permutations(factors.first))
    assert len({second_layer(months, each, ())[0] for each in seconds}) == 1
    assert len({first_layer(months, each, ())[0] for each in firsts}) == 1


@given(MONTHS, st.integers(10, 40))
def test_a_recidivist_gets_three_months_more_at_least(benchmark, share):
    found = sheet({"recidivist": share}, benchmark_months=benchmark)
    assert found.exact.low - benchmark >= 3


@given(st.integers(1, 60), st.integers(0, 60), picks(), st.fractions(0, 1))
def test_points_between_the_ends_lie_inside_too(low, width, percent, at):
    factors = factors_of(charge(percent=percent, **dict.fromkeys(percent, True)))
    whole = Interval(Fraction(low), Fraction(low + width))
    inner = point(low + at * width)
    reached = [
        second_layer(first_layer(each, factors.first, ())[0], factors.second, ())[0]
        for each in (whole, inner)
    ]
    assert reached[0].covers(reached[1])


@pytest.mark.parametrize(
    ("facts", "key"),
    [
        ({"preparation": True}, "sentencing.factor.ask_range"),
        ({"percent": {"accessory": -30}}, "sentencing.factor.ask_stray"),
        ({"recidivist": True, "prior_record": True}, "sentencing.factor.ask_double"),
        ({"is_unit": True}, "sentencing.unit.ask"),
    ],
)
def test_what_nobody_may_settle_in_silence_is_asked(facts, key):
    assert key in {step.key for step in worksheet(charge(**facts)).asks}


def test_a_factor_without_a_range_is_shown_and_not_counted():
    found = worksheet(charge(benchmark_months=48, preparation=True)).value
    assert [each.key for each in found.unquantified] == ["preparation"]
    assert found.exact == point(48)
    assert not found.is_complete


def test_a_percentage_picked_for_it_counts_but_never_the_wrong_way():
    found = worksheet(charge(benchmark_months=48, coerced=True, percent={"coerced": -50})).value
    assert found.exact == point(24)
    with pytest.raises(OutsideRange):
        worksheet(charge(coerced=True, percent={"coerced": 10}))


def test_a_slight_offence_opens_the_way_to_exemption():
    found = worksheet(charge(tier="large", benchmark_months=6, accessory=True, slight=True)).value
    assert found.exact.low == 0
    assert "sentencing.bounds.ask_below" in {step.key for step in found.asks}


def test_each_factor_of_the_data_has_a_fact_a_word_and_a_percentage():
    names = [name.rsplit(".", 1)[1] for name in law_book().parameters
             if name.startswith("cn.sentencing.factor.")]  # fmt: skip
    for lang in ("zh", "en"):
        words = catalogue(lang)
        assert [n for n in names if f"sentencing.code.{n}" not in words] == []
        assert [n for n in names if f"fact.sentencing.percent.{n}" not in words] == []


def test_every_code_of_the_sentencing_values_has_a_word_in_both_languages():
    codes = set()
    for name, each in law_book().parameters.items():
        if name.startswith("cn.sentencing.") and not name.endswith((".unreadable", "offences")):
            for row in each.values:
                for found in (row.value, *row.others):
                    codes |= set(found) if row.unit is Unit.LIST else set()
                    codes |= {found} if row.unit is Unit.CHOICE else set()
    for lang in ("zh", "en"):
        words = catalogue(lang)
        assert {each for each in codes if f"sentencing.code.{each}" not in words} == set()


def test_every_fact_of_the_register_is_filed():
    elsewhere = {  # figures that stand with the offence they belong to
        403: "cn.criminal.fraud.penalty_especially_huge",
        405: "cn.criminal.launder.fine_least_basic",
        406: "cn.criminal.credit_card.fine_basic",
        407: "cn.criminal.illegal_business.fine",
        408: "cn.criminal.personal_information.fine",
    }
    wanted = {*range(101, 110), *range(201, 224), *range(301, 311), *range(401, 425)}
    parameters = law_book().parameters
    filed = {mark for each in parameters.values() for row in each.values for mark in row.register}
    assert set(elsewhere.values()) <= set(parameters)
    assert {f"SEN-{number}" for number in wanted - set(elsewhere)} - filed == set()
