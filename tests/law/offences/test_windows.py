"""Earlier penalties: the window from the decision and from its completion, to the day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.law.offences.situations import proposed
from zhanlian.law.answers import Proof
from zhanlian.law.offences.asking import years_after
from zhanlian.law.offences.windows import _Anchors
from zhanlian.law.versions import Times

DECIDED, COMPLETED = date(2021, 3, 1), date(2021, 3, 11)
MET, NOT, OPEN = Proof.MET, Proof.NOT_MET, Proof.UNPROVEN


def proofs(decided, completed, act_from, act_to=None):
    times = Times(act_from, act_to or act_from, date(2026, 1, 1))
    return _Anchors(decided, completed, 2).proofs(times)


@pytest.mark.parametrize(
    ("decided", "completed", "act", "expected"),
    [
        (DECIDED, COMPLETED, date(2023, 3, 1), (MET, MET)),  # the last day counts
        (DECIDED, COMPLETED, date(2023, 3, 2), (NOT, MET)),  # only from the completion
        (DECIDED, COMPLETED, date(2023, 3, 12), (NOT, NOT)),
        (DECIDED, COMPLETED, date(2021, 3, 1), (NOT, NOT)),  # an act before the decision
        (DECIDED, COMPLETED, date(2021, 3, 5), (NOT, MET)),  # between the two
        (DECIDED, None, date(2023, 3, 1), (MET, MET)),  # the usual anchor is enough
        (DECIDED, None, date(2023, 3, 2), (NOT, OPEN)),
        (None, COMPLETED, date(2022, 1, 1), (OPEN, MET)),
        (None, COMPLETED, date(2023, 3, 12), (NOT, NOT)),
        (None, None, date(2022, 1, 1), (OPEN, OPEN)),
    ],
)
def test_the_window_to_the_day(decided, completed, act, expected):
    assert proofs(decided, completed, act) == expected


@given(st.integers(-900, 900), st.integers(0, 400), st.integers(0, 300))
def test_both_anchors_known_means_each_alone_on_some_day(start, length, wait):
    """Said slowly: some day of the conduct after the anchor and not past its last day."""
    act_from = DECIDED + timedelta(days=start)
    act_to = act_from + timedelta(days=length)
    completed = DECIDED + timedelta(days=wait)
    each = []
    for anchor in (DECIDED, completed):
        days = (act_from + timedelta(days=n) for n in range(length + 1))
        each.append(any(anchor < day <= years_after(anchor, 2) for day in days))
    mild, heavy = proofs(DECIDED, completed, act_from, act_to)
    assert heavy is (MET if any(each) else NOT)
    assert mild is (MET if all(each) else NOT)


def test_an_undated_penalty_is_asked_for_and_not_assumed():
    found = proposed("help", {"help.crime_verified": True, "help.prior_admin": True})
    assert found.placements[0].placed.tier == ""
    assert "help.prior_admin_decided_on" in [gap.fact for gap in found.gaps]


@pytest.mark.parametrize(
    ("offence", "facts", "years"),
    [
        ("help", {"help.prior_admin": True}, 2),
        ("network_use", {"use.prior_admin": True}, 2),
        ("personal_information", {"personal.prior_admin": True}, 2),
        ("radio", {"radio.prior_admin": True}, 2),
        ("border_cross", {"cross.prior_admin": True}, 1),
    ],
)
def test_each_offence_has_its_own_window(offence, facts, years):
    (stem,) = facts
    tiers = []
    for day in (years_after(date(2023, 5, 10), -years), date(2023, 5, 9)):
        for earlier in (0, 1):
            decided = day - timedelta(days=earlier if day.year != 2023 else 0)
            said = {**facts, f"{stem}_decided_on": decided, f"{stem}_completed_on": decided}
            tiers.append(proposed(offence, said).placements[0].placed.level)
    assert tiers == [1, 0, 1, 1]


def test_a_window_of_the_old_concealment_text_ends_with_it():
    said = {"conceal.prior_admin": True, "conceal.prior_admin_decided_on": date(2019, 1, 1),
            "conceal.amount_fen": 100_000}  # fmt: skip
    old = proposed("conceal", said, act=date(2019, 6, 1), judged=date(2019, 9, 1))
    assert old.placements[0].placed.limbs == ("prior_admin",)
    new = proposed("conceal", said, act=date(2025, 10, 1), judged=date(2025, 11, 1))
    assert "prior_admin" not in new.placements[0].placed.limbs
