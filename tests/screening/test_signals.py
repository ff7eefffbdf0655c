"""Signals: each rule finds its example, passes its look-alike, and says why in both languages."""

import pytest

from zhanlian.screening.normal import normalise
from zhanlian.screening.signals import find_signals, signals


@pytest.mark.parametrize("signal", signals(), ids=lambda signal: signal.id)
def test_a_rule_finds_its_example_and_not_its_look_alike(signal):
    assert signal.pattern.search(normalise(signal.hit).text)
    assert not signal.pattern.search(normalise(signal.miss).text)
    assert signal.zh
    assert signal.en


def test_rules_are_named_once():
    names = [signal.id for signal in signals()]
    assert len(names) == len(set(names))


def test_hits_lie_in_the_text_in_order():
    text = normalise("案件保密，不许告诉家人，把钱转入安全账户").text
    hits = find_signals(text)
    assert {"secrecy", "safe_account"} <= {hit.signal.id for hit in hits}
    assert [hit.start for hit in hits] == sorted(hit.start for hit in hits)
    assert all(0 <= hit.start < hit.end <= len(text) for hit in hits)
