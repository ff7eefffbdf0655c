"""Measures that wait in line, the stages of a case, and a state as text."""

from datetime import date

import pytest

from zhanlian.law import law_book
from zhanlian.law.clocks import (
    Status,
    clock_kinds,
    clock_lines,
    compute,
    ledger_of,
    next_steps,
    rank_measures,
    stages,
)
from zhanlian.law.clocks.refusals import BadLedger, SecondFreeze, UnknownStage
from zhanlian.law.saying import catalogue


def freeze(unit, *events, asset="account 1", kind="freeze.deposit"):
    """A freeze by ``unit`` from (kind, day) pairs."""
    listed = [
        {"kind": name, "on": date.fromisoformat(day)}
        | ({} if name == "end" else {"approved_by": "police.city"})
        for name, day in events
    ]
    return ledger_of({"clock": {"kind": kind, "unit": unit, "asset": asset}, "event": listed})


def ranks(as_of, *ledgers):
    found = rank_measures(ledgers, law=law_book(), as_of=date.fromisoformat(as_of))
    return {each.ledger.unit: each for each in found}


def test_lifting_lets_the_next_one_in_on_that_day_and_asks():
    first = freeze("A", ("start", "2023-09-12"), ("end", "2023-12-01"))
    second = freeze("B", ("queue", "2023-10-01"))
    found = ranks("2023-12-01", first, second)
    assert (found["A"].rank, found["B"].rank) == (0, 1)
    assert str(found["B"].state.end) == "2024-06-01"
    assert [step.key for step in found["B"].asks] == ["clocks.promoted"]


def test_a_place_in_line_can_be_given_up():
    first = freeze("A", ("start", "2023-09-12"))
    second = freeze("B", ("queue", "2023-10-01"), ("end", "2023-11-01"))
    third = freeze("C", ("queue", "2023-10-02"))
    found = ranks("2024-03-13", first, second, third)
    assert [found[unit].rank for unit in "ABC"] == [0, 0, 1]


def test_a_freeze_of_free_property_needs_no_line():
    first = freeze("A", ("start", "2023-09-12"), ("end", "2023-12-01"))
    second = freeze("B", ("start", "2023-12-01"))
    assert ranks("2024-01-01", first, second)["B"].rank == 1


def test_a_freeze_between_lapse_and_the_waiting_one_is_refused():
    first = freeze("A", ("start", "2023-09-12"))
    second = freeze("B", ("queue", "2023-10-01"))
    third = freeze("C", ("start", "2024-03-20"))
    with pytest.raises(SecondFreeze) as caught:
        ranks("2024-03-20", first, second, third)
    assert "freeze of B" in caught.value.why


def test_a_waiting_freeze_cannot_begin_before_its_turn():
    first = freeze("A", ("start", "2023-09-12"))
    second = freeze("B", ("queue", "2023-10-01"), ("start", "2023-11-01"))
    with pytest.raises(SecondFreeze):
        ranks("2023-11-01", first, second)


def test_only_one_piece_of_property_stands_in_one_line():
    with pytest.raises(BadLedger):
        ranks("2024-01-01", freeze("A", ("start", "2023-09-12")),
              freeze("B", ("start", "2023-09-12"), asset="account 2"))  # fmt: skip
    with pytest.raises(BadLedger):
        ranks("2024-01-01", freeze("A", ("start", "2023-09-12"), kind="coercion.bail"))


# --- stages -----------------------------------------------------------------------------------


def test_what_follows_a_filing_review():
    steps = {step.to_stage: step for step in next_steps("filing_review")}
    assert set(steps) == {"investigation", "not_filed", "administrative"}
    assert "filing.review" in steps["investigation"].ends
    assert "filing.reconsider_request" in steps["not_filed"].starts


def test_an_unknown_stage_is_refused_with_near_ones():
    with pytest.raises(UnknownStage) as caught:
        next_steps("filing_reviw")
    assert "filing_review" in caught.value.do_next


def test_every_stage_step_and_actor_has_words():
    for lang in ("zh", "en"):
        words = catalogue(lang)
        for stage in stages().values():
            assert f"stage.{stage.key}" in words
            assert f"track.{stage.track}" in words
            for step in stage.steps:
                assert f"step.{step.key}" in words
                assert f"actor.{step.actor}" in words
        for kind in clock_kinds().values():
            assert all(f"watch.{each}" in words for each in kind.watched_by)


def test_citations_of_steps_name_instruments():
    cited = {
        cite.source for stage in stages().values() for step in stage.steps for cite in step.cites
    }
    assert cited <= set(law_book().instruments)


def test_a_case_can_end_from_every_stage():
    for stage in stages().values():
        seen, waiting = set(), [stage.key]
        while waiting:
            key = waiting.pop()
            if key not in seen:
                seen.add(key)
                waiting += [step.to_stage for step in next_steps(key)]
        assert any(stages()[key].is_final for key in seen), stage.key


# --- text -------------------------------------------------------------------------------------


def test_a_rolled_term_reads_as_a_person_would_say_it():
    term = ledger_of(
        {
            "clock": {"kind": "prosecution.review", "id": "case-7", "in_custody": False},
            "event": [{"kind": "start", "on": date(2024, 1, 15)}],
        }
    )
    state = compute(term, law=law_book(), as_of=date(2024, 2, 1))
    assert state.status is Status.RUNNING
    zh, en = clock_lines(state, "zh"), clock_lines(state, "en")
    assert zh[:2] == ["审查起诉期限：计算中 [case-7]", "届满：2024-02-18"]
    assert en[:2] == ["Review for prosecution: running [case-7]", "ends: 2024-02-18"]
    assert any("春节" in line and "cn/holiday-notice-2024" in line for line in zh)
    assert any("2024-02-15 is a rest day (Spring Festival)" in line for line in en)
    assert "已用17日，剩余14日" in zh
