"""Situations for the tests of offences: facts by key, with usual days."""

from datetime import date

from hypothesis import strategies as st

from zhanlian.law import situation_of, vocabulary
from zhanlian.law.facttypes import FactType
from zhanlian.law.offences import assess, offences

ACT, JUDGED = date(2023, 5, 10), date(2023, 9, 12)
HEADS = {each.fact_head for each in offences().values()} | {
    "chain", "leniency", "limitation", "part", "place", "proof",
}  # fmt: skip
KEYS = sorted(key for key in vocabulary() if key.split(".")[0] in HEADS)
DAYS = st.dates(date(2009, 1, 1), date(2026, 11, 1))
FEN = st.one_of(
    st.integers(0, 10**11),
    st.sampled_from([299_999, 300_000, 2_400_000, 3_000_000, 20_000_000, 50_000_000]),
)
COUNTS = st.one_of(st.integers(0, 60_000), st.integers(0, 12))


def situation(facts, *, act=ACT, judged=JUDGED, act_from=None, region=""):
    said = {
        "situation": {"act_to": act, "judged_on": judged, "region": region,
                      **({"act_from": act_from} if act_from else {})},
        "person": [{"id": "P1", "facts": facts}],
    }  # fmt: skip
    return situation_of(said, where="test")


def assessed(facts, **days):
    """The assessment of one person."""
    return assess(situation(facts, **days)).persons[0]


def proposed(offence, facts, **days):
    """The proposal of one offence for one person."""
    found = assessed(facts, **days).proposal(offence)
    assert found is not None, f"{offence} is no candidate"
    return found


def tier(offence, facts, **days):
    """The one tier reached, "" for none."""
    (placement,) = proposed(offence, facts, **days).placements
    return placement.placed.tier


def values_of(word):
    """Values that a fact of that type may have, as people write them."""

    def pairs(second):
        return st.lists(st.tuples(DAYS, second).map(list), max_size=4)

    stays = st.lists(st.tuples(DAYS, DAYS).map(sorted).map(list), max_size=4)
    if word.choices:
        one = st.sampled_from(word.choices)
        is_one = word.type is FactType.CHOICE
        return one if is_one else st.lists(one, unique=True, max_size=3)
    return {
        FactType.FEN: FEN,
        FactType.COUNT: COUNTS,
        FactType.DAYS: st.integers(0, 60),
        FactType.BOOL: st.booleans(),
        FactType.DAY: DAYS,
        FactType.TEXT: st.sampled_from(["A", "B"]),
        FactType.TEXTS: st.lists(st.sampled_from(["A", "B"]), max_size=2),
        FactType.STAYS: stays,
        FactType.ACTS: pairs(st.integers(0, 10**8)),
    }[word.type]


@st.composite
def facts_of(draw, heads=None):
    """Some facts, known or said to be unknown."""
    keys = [key for key in KEYS if heads is None or key.split(".")[0] in heads]
    picked = draw(st.lists(st.sampled_from(keys), unique=True, max_size=14))
    return {
        key: draw(st.one_of(values_of(vocabulary()[key]), st.just("unknown"))) for key in picked
    }
