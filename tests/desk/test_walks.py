"""Walks on the example case: an alert, a route, an expansion, patterns; and what they refuse."""

import pytest

from zhanlian.desk import explain, open_to_read, open_traced, verify, walks
from zhanlian.tracing import patterns

L1 = "0009B0000000201"
CASH, FEE = "@cash", "@fee"
PAID = {"at": "2024-03-05 14:02:11", "amount": "50,000.00"}


@pytest.fixture
def case(example):
    case = open_traced(example)
    yield case
    case.close()


def plain(text):
    return getattr(text, "open_text", lambda: text)()


def test_a_route_adds_up_and_every_step_carries_what_its_paths_say(case):
    """V1's 50,000.00 under FIFO, as the sample's README follows them by hand."""
    found = walks.find_route(case, "V1-1", method="fifo")
    assert found.amount_minor == sum(path.amount_minor for path in found.paths) == 5_000_000
    first, *_ = found.transfers
    assert (first.hop, first.amount_minor, first.dwell_us) == (1, 5_000_000, None)
    by_name = {each.transfer: each for each in found.transfers}
    carried = dict.fromkeys(by_name, 0)
    for path in found.paths:
        for transfer in path.transfers:
            carried[transfer] += path.amount_minor
    assert carried == {name: each.amount_minor for name, each in by_name.items()}


def test_by_proportion_there_is_no_path_but_the_sum_holds(case):
    found = walks.find_route(case, "V1-1", method="pro-rata")
    assert sum(path.amount_minor for path in found.paths) == 5_000_000
    assert not any(path.transfers for path in found.paths)


def test_an_alert_adds_up_and_says_the_first_to_freeze(case):
    found = walks.find_money(case, L1, **PAID)
    assert sum(each.amount_minor for each in found.places) == found.amount_minor == 5_000_000
    assert [each.rank_no for each in found.places] == list(range(1, len(found.places) + 1))
    ends = [each.is_end for each in found.places]
    assert ends == sorted(ends), "accounts before ends"


def test_a_late_payment_has_not_moved(case):
    (place,) = walks.find_money(case, L1, at="2025-01-01 00:00:00", amount="1.00").places
    assert (plain(place.account), place.amount_minor, place.hop, place.paths) == (L1, 100, 1, ((),))


def test_an_expansion_goes_no_further_than_its_hops(case):
    limits = walks.Limits(hops=2, days=7)
    found = walks.widen(case, L1, at="2024-03-05 00:00:00", limits=limits)
    assert {row.hop for row in found.rows} == {1, 2}
    assert all(row.parent for row in found.rows if row.hop == 2)
    assert walks.widen(case, L1, at="2024-03-05", limits=limits) == found, "a day begins at 0:00"
    least = walks.Limits(hops=2, days=7, least="100.00")
    cut = walks.widen(case, L1, at="2024-03-05 00:00:00", limits=least).cut
    assert {plain(why) for _, why in cut} == {"below the least amount"}


@pytest.mark.parametrize(
    ("ask", "code"),
    [
        (lambda case: walks.find_money(case, "0000", **PAID), "ZL-DESK-021"),
        (lambda case: walks.find_money(case, L1, at="2024-03-05", amount="1.005"), "ZL-DESK-022"),
        (lambda case: walks.find_money(case, L1, at="2024-03-05", amount="-1"), "ZL-DESK-022"),
        (lambda case: walks.find_money(case, L1, at="2024-03-05", amount="NaN"), "ZL-DESK-022"),
        (lambda case: walks.find_route(case, "V9-9"), "ZL-DESK-023"),
        (lambda case: walks.list_patterns(case, pattern="spiral"), "ZL-DESK-024"),
    ],
)
def test_what_the_case_does_not_know_is_refused_by_name(case, ask, code):
    with pytest.raises(Exception, match=code) as caught:
        ask(case)
    assert caught.value.code == code


def test_patterns_open_down_to_the_line_and_recompute(own_example):
    case = walks.open_patterned(own_example)
    found = walks.list_patterns(case, pattern=patterns.Pattern.CHAIN)
    (chain,) = found
    assert chain.transfer_count == len(chain.transfers) == 3
    reason = explain(case, chain.figure.open_text()).reason
    assert [step.name for step in reason.rests_on] == list(chain.transfers)
    case.close()
    checked = verify(own_example)
    assert (checked.status, checked.changed_figure_count) == (0, 0)


def test_patterns_are_found_anew_when_a_limit_of_the_case_changes(own_example):
    walks.open_patterned(own_example).close()
    settings = own_example / "case.toml"
    text = settings.read_text(encoding="utf-8")
    stricter = f"{text.rstrip()}\nchain_hops_min = 9\n"  # [thresholds] stands last
    settings.write_text(stricter, encoding="utf-8")
    case = walks.open_patterned(own_example)
    assert not walks.list_patterns(case, pattern="chain")
    case.close()
    open_to_read(own_example).close()
