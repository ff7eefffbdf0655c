"""Patterns of a case on disk: written with every transfer, named for good, found again the same."""

import json

import pytest

from tests.tracing.written_cases import pen
from zhanlian.evidence import read_findings
from zhanlian.tracing import trace_case
from zhanlian.tracing.pattern_limits import OverlappingLimits, UnfitLimit
from zhanlian.tracing.patterns import find_case_patterns
from zhanlian.tracing.thresholds import UnknownThreshold

LINES = """
03-05 09:00:00  P1  H   40000
03-05 09:10:00  P2  H   40000
03-05 09:15:00  H   @fee:H  5
03-05 09:20:00  P3  H   40000  as:third
03-05 09:30:00  H   Q1  39000
03-05 09:31:00  H   Q2  39000
03-05 09:32:00  H   Q3  39000
03-05 10:00:00  Q1  P1  38000
03-05 11:00:00  P4  H   20000  as:wrong
03-05 11:05:00  H   P4  20000  undo:wrong
"""
HITS = "SELECT * FROM pattern_hit ORDER BY pattern, figure_id"
ROWS = """
SELECT pattern, r.figure_id, place_no, payer_id, payee_id, amount_minor
FROM pattern_row AS r JOIN transfer USING (transfer_id)
JOIN (SELECT figure_id, pattern FROM pattern_hit) USING (figure_id)
ORDER BY figure_id, place_no
"""


def written(folder, **thresholds):
    return pen(folder, thresholds=thresholds).hold("H", opening=10).write(LINES).done()


def hits_of(case):
    return {row["pattern"]: row for row in case.duck.fetch(HITS)}


def parties_of(case, pattern):
    return [
        (row["payer_id"], row["payee_id"])
        for row in case.duck.fetch(ROWS)
        if row["pattern"] == pattern
    ]


def test_each_hit_lists_its_transfers(tmp_path):
    case = written(tmp_path)
    assert find_case_patterns(case) == 6
    assert [row["pattern"] for row in case.duck.fetch(HITS)] == [
        "chain", "cycle", "fan_in", "gather_scatter", "pass_through", "pass_through",
    ]  # fmt: skip
    assert parties_of(case, "chain") == [("P3", "H"), ("H", "Q1"), ("Q1", "P1")]
    assert parties_of(case, "fan_in") == [("P1", "H"), ("P2", "H"), ("P3", "H")]
    assert parties_of(case, "cycle") == [("P1", "H"), ("H", "Q1"), ("Q1", "P1")]
    gathered = hits_of(case)["gather_scatter"]
    assert (gathered["hub_account_id"], gathered["row_count"]) == ("H", 6)
    assert (gathered["amount_minor"], gathered["account_count"]) == (23_700_000, 7)
    assert json.loads(gathered["limits"])["payers_min"] == 3


def test_fees_and_returned_payments_are_in_no_pattern_of_accounts(tmp_path):
    case = written(tmp_path, fan_in_parties_min=1, fan_out_parties_min=1)
    find_case_patterns(case)
    parties = parties_of(case, "fan_in") + parties_of(case, "fan_out")
    assert not {"P4", "@fee:H"} & {name for pair in parties for name in pair}


def test_limits_of_patterns_are_known_where_a_case_is_traced(tmp_path):
    trace_case(written(tmp_path / "known", fan_in_parties_min=1))
    with pytest.raises(UnknownThreshold):
        trace_case(written(tmp_path / "misspelt", fan_in_partys_min=1))


def test_the_same_case_gives_the_same_rows_and_names(tmp_path):
    case = written(tmp_path)
    find_case_patterns(case)
    before = case.duck.fetch(HITS), case.duck.fetch(ROWS)
    find_case_patterns(case)
    assert (case.duck.fetch(HITS), case.duck.fetch(ROWS)) == before


def test_a_name_stays_when_a_later_row_joins(tmp_path):
    case = written(tmp_path / "one")
    more = pen(tmp_path / "two").hold("H", opening=10).write(LINES)
    more = more.write("03-05 12:00:00  P5  H  100").done()
    names = []
    for each in (case, more):
        find_case_patterns(each)
        names.append({name: row["figure_id"] for name, row in hits_of(each).items()})
    assert names[0] == names[1]
    assert hits_of(more)["fan_in"]["row_count"] == hits_of(case)["fan_in"]["row_count"] + 1


def test_only_patterns_asked_for_are_written(tmp_path):
    case = written(tmp_path)
    assert find_case_patterns(case, asked=["cycle"]) == 1


def test_a_search_cut_short_is_told_with_its_row(tmp_path):
    case = written(tmp_path, chain_steps_max=1, chain_keep_ppm_min=0)
    find_case_patterns(case)
    told = [each for each in read_findings(case) if each.code == "pattern_budget"]
    assert [each.facts["pattern"] for each in told] == ["chain"]
    assert told[0].row_count == len(told[0].rows) == told[0].facts["count"] > 0


def test_a_run_that_fails_leaves_what_was_there(tmp_path, monkeypatch):
    case = written(tmp_path)
    find_case_patterns(case)
    before = case.duck.fetch(HITS)

    def fail(*_asked, **_named):
        raise KeyboardInterrupt

    monkeypatch.setattr("zhanlian.tracing.patterns.keeping.keep_findings", fail)
    with pytest.raises(KeyboardInterrupt):
        find_case_patterns(case, asked=["cycle"])
    assert case.duck.fetch(HITS) == before


@pytest.mark.parametrize(
    ("name", "value", "refusal"),
    [
        ("cycle_length_max", 1, UnfitLimit),
        ("fan_in_window_s", -1, UnfitLimit),
        ("structuring_band_ppm", 600_000, OverlappingLimits),
    ],
)
def test_limits_no_row_can_be_measured_by_are_refused(tmp_path, name, value, refusal):
    with pytest.raises(refusal) as caught:
        find_case_patterns(written(tmp_path, **{name: value}))
    assert str(value) in str(caught.value)


def test_an_empty_case_has_no_patterns(tmp_path):
    assert find_case_patterns(pen(tmp_path).done()) == 0
