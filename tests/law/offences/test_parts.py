"""Parts in a gang: who answers for how much, and what speaks for and against leniency."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.law.offences.situations import assessed, proposed, tier

ACTS = [
    [date(2023, 1, 5), 40_000_000],
    [date(2023, 3, 5), 2_000_000],
    [date(2023, 5, 1), 1_500_000],
]
GANG = {"fraud.is_telecom": True, "part.group_acts": ACTS, "fraud.aggravators": []}
LATER = {"part.first_act_on": date(2023, 3, 5)}


def part_keys(**facts):
    said = {f"part.{key}": value for key, value in facts.items()}
    return [step.key for step in assessed(said, judged=date(2024, 9, 1)).part]


@pytest.mark.parametrize(
    ("role", "more", "expected"),
    [
        ("ringleader", {}, "especially_huge"),  # 43.5 in all, close to 50, and organiser
        ("park_operator", {}, "huge"),
        ("member", LATER, "huge"),  # 3.5 from the first act on
        ("member", {**LATER, "part.left_on": date(2023, 3, 31)}, "large"),
        ("accessory", {**LATER, "part.left_on": date(2023, 3, 31)}, "large"),
    ],
)
def test_each_answers_for_what_the_part_covers(role, more, expected):
    assert tier("fraud", {**GANG, **more, "part.role": role}) == expected


def test_the_own_amount_is_not_lost_where_it_is_larger():
    facts = {"fraud.is_telecom": True, "part.role": "member", "fraud.aggravators": []}
    own = {**facts, "fraud.amount_fen": 5_000_000, "part.window_amount_fen": 1_000_000}
    assert tier("fraud", own) == "huge"
    assert tier("fraud", {**own, "part.window_amount_fen": 60_000_000}) == "especially_huge"


def test_all_crimes_include_calls_and_messages():
    facts = {"fraud.is_telecom": True, "part.role": "ringleader", "part.group_calls": 5000}
    placed = proposed("fraud", facts).placements[0].placed
    assert (placed.tier, placed.form) == ("especially_huge", "attempt")


def test_a_part_nobody_stated_is_asked_for():
    found = proposed("fraud", {**GANG, **LATER})
    assert "ask.part_role" in [step.key for step in found.asks]
    assert found.placements[0].placed.tier == "huge"


@given(st.integers(0, 10**8), st.integers(0, 10**8))
def test_a_ringleader_never_answers_for_less_than_a_member(window, rest):
    facts = {"fraud.is_telecom": True, "part.window_amount_fen": window,
             "part.group_amount_fen": window + rest}  # fmt: skip
    levels = [
        max(p.placed.level for p in proposed("fraud", {**facts, "part.role": role}).placements)
        for role in ("member", "ringleader")
    ]
    assert levels[0] <= levels[1]


def test_knowing_help_is_complicity_in_fraud():
    facts = {"fraud.is_telecom": True, "part.role": "accessory", "part.knows_of_fraud": True,
             "part.help_given": ["help_cards_tools"], "fraud.mistaken_belief": True,
             "fraud.disposal": True, "part.window_amount_fen": 400_000}  # fmt: skip
    found = proposed("fraud", facts)
    assert (found.outcome, found.placements[0].placed.tier) == ("made_out", "large")


def test_a_syndicate_is_three_or_more_and_fixed():
    assert "part.syndicate_met" in part_keys(group_members=3, group_is_fixed=True)
    assert "part.syndicate_not_met" in part_keys(group_members=2, group_is_fixed=True)
    assert "part.syndicate_unproven" in part_keys(group_members=3)


def test_a_park_operator_is_one_by_control_and_a_share():
    control = {"park_control": ["premises", "staff_control"], "group_is_fixed": True}
    assert "part.park_met" in part_keys(**control, park_takes_share=True)
    assert "part.park_unproven" in part_keys(**control)


def test_contact_with_the_outside_speaks_against_coercion():
    keys = part_keys(role="coerced", had_outside_contact=True)
    assert {"part.coerced_effect", "part.coercion_doubt"} <= set(keys)
    earlier = assessed({"part.role": "coerced", "part.had_outside_contact": True})
    assert "part.coercion_doubt" not in [step.key for step in earlier.part]


def test_strict_and_lenient_grounds_are_named():
    keys = part_keys(role="accessory", lenient_grounds=["minor_or_student"],
                     strict_grounds=["backbone"], others_absent=True, custody_abroad=True,
                     )  # fmt: skip
    assert {
        "part.accessory_effect", "part.lenient_targets_found", "part.strict_targets_found",
        "part.absent_members", "part.custody_abroad",
    } <= set(keys)  # fmt: skip
