"""Which version governs: older unless the newer is milder, both where nobody may choose."""

from datetime import date

import pytest

from zhanlian.law.answers import Answer, Step
from zhanlian.law.instruments import Kind
from zhanlian.law.versions import Times, governing

CHANGE = date(2025, 8, 26)
BEFORE, AFTER = date(2024, 6, 1), date(2025, 10, 1)


def rule(old, new):
    """A rule that says ``old`` before the change and ``new`` from it on."""

    def ask(on):
        return Answer(new if on >= CHANGE else old, (Step(f"said.{on}"),))

    return ask


def asked(old, new, kind=Kind.INTERPRETATION, *, existed=True, act=(BEFORE, BEFORE), judged=AFTER):
    return governing(
        rule(old, new),
        times=Times(*act, judged),
        kind=kind,
        severity=lambda tier: (tier,),
        existed=lambda _: existed,
    )


@pytest.mark.parametrize(
    ("old", "new", "kind", "value", "key"),
    [
        (2, 1, Kind.INTERPRETATION, 1, "versions.newer_milder"),
        (1, 2, Kind.INTERPRETATION, 1, "versions.older_governs"),
        (1, 1, Kind.INTERPRETATION, 1, "versions.unchanged"),
        (2, 1, Kind.LAW, 1, "versions.newer_milder"),
        (2, 1, Kind.OPINION, None, "versions.both"),
    ],
)
def test_older_unless_newer_is_milder(old, new, kind, value, key):
    found = asked(old, new, kind)
    assert found.value == value
    assert found.because[0].key == key


def test_an_opinion_that_differs_shows_both_readings():
    found = asked(2, 1, Kind.OPINION)
    assert [each.value for each in found.readings] == [2, 1]
    assert found.is_open


def test_what_came_after_the_act_explains_the_law_it_found():
    found = asked(1, 2, existed=False)
    assert (found.value, found.because[0].key) == (2, "versions.none_at_act")


def test_conduct_across_a_change_asks_a_person():
    found = asked(1, 2, act=(BEFORE, AFTER), judged=AFTER)
    assert found.value == 2
    assert [each.key for each in found.asks] == ["versions.continuing"]
