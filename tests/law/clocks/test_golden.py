"""Worked rows of terms: each is a small file a lawyer can read, with the day that must come out."""

import tomllib
from pathlib import Path

import pytest

from zhanlian.law import LawRefusal, law_book
from zhanlian.law.clocks import clock_lines, clock_values, compute, ledger_of, rank_measures

GOLDEN = Path(__file__).parents[1] / "golden"


def cases(asks):
    """Every case of the golden files that ask for ``asks``."""
    found = []
    for file in sorted(GOLDEN.rglob("*.toml")):
        said = tomllib.loads(file.read_text(encoding="utf-8"))
        if said.get("asks") == asks:
            found += [pytest.param(c, id=f"{file.stem} {c['said']}") for c in said["cases"]]
    return found


def show(point):
    return "-" if point is None else str(point)


READ = {
    "end": lambda state: show(state.end),
    "ends": lambda state: [str(each) for each in state.ends],
    "nominal": lambda state: show(state.nominal),
    "work_by": lambda state: show(state.work_by),
    "free_from": lambda state: show(state.free_from),
    "status": lambda state: state.status.value,
    "alerts": lambda state: [str(each) for each in state.alerts],
    "latest": lambda state: show(state.possible[0].latest),
    "possible": lambda state: [each.key for each in state.possible],
    "opened": lambda state: {each.ledger.kind.key: show(each.end) for each in state.opened},
    "asks": lambda state: [step.key for step in state.asks],
    "missing": lambda state: list(state.answer.missing),
    "late_days": lambda state: state.late_days,
    "said": lambda state: [move.step.key for _, own in state.readings for move in own],
}


@pytest.mark.parametrize("case", cases("clock"))
def test_a_term_ends_when_the_row_says(case):
    expect = dict(case["expect"])
    ledger = ledger_of({"clock": case["clock"], "event": case["event"]})
    if "refusal" in expect:
        with pytest.raises(LawRefusal) as caught:
            compute(ledger, law=law_book(), as_of=case.get("as_of"))
        assert caught.value.code == expect["refusal"]
        assert expect.get("told", "") in str(caught.value)
        return
    state = compute(ledger, law=law_book(), as_of=case.get("as_of"))
    assert {name: READ[name](state) for name in expect} == expect
    assert clock_values(state)["status"] == state.status
    assert all(clock_lines(state, lang) for lang in ("zh", "en"))


@pytest.mark.parametrize("case", cases("line"))
def test_measures_stand_in_line_as_the_row_says(case):
    expect = case["expect"]
    ledgers = [ledger_of(each) for each in case["ledgers"]]
    if "refusal" in expect:
        with pytest.raises(LawRefusal) as caught:
            rank_measures(ledgers, law=law_book(), as_of=case["as_of"])
        assert caught.value.code == expect["refusal"]
        assert expect["told"] in str(caught.value)
        return
    ranks = rank_measures(ledgers, law=law_book(), as_of=case["as_of"])
    assert [each.rank for each in ranks] == expect["ranks"]
    assert [each.state.status for each in ranks] == expect["statuses"]
    if "starts" in expect:
        assert [show(each.state.start) for each in ranks] == expect["starts"]
