"""A whole run: what it writes, what it leaves alone, and what happens when it cannot finish."""

from dataclasses import replace

import numpy as np
import pytest

from tests.tracing.written_cases import L1, pen, sample_pen
from zhanlian.evidence import append_decision, keep_findings, read_findings
from zhanlian.terms import Finding, Level
from zhanlian.tracing import Method, build_ledger, casetrace, main_method, running, trace_case
from zhanlian.tracing.ties import changed_accounts, turned, turned_order
from zhanlian.tracing.trace import TooManyEntries, TooManyMoves, trace, trace_all


def test_only_the_methods_asked_for_and_the_main_one_are_run(tmp_path):
    case = sample_pen(tmp_path).done()
    traces = trace_case(case, methods=["lifo", "lowest-balance"])
    assert [each.method for each in traces] == [Method.FIFO, Method.LIFO, Method.LOWEST_BALANCE]
    runs = case.duck.fetch("SELECT method FROM trace_run")
    assert [row["method"] for row in runs] == ["fifo", "lifo", "lowest-balance"]


def test_the_latest_decision_names_the_main_method(tmp_path):
    case = sample_pen(tmp_path).done()
    for method in ("pro-rata", "lifo"):
        append_decision(
            case.decisions_path, "method", {"main_method": method}, author="甲",
            at="2024-04-01T00:00:00+00:00", reason="检察官意见",
        )  # fmt: skip
    assert main_method(case) is Method.LIFO
    trace_case(case)
    row = case.duck.fetch("SELECT victim_minor FROM freeze_candidate WHERE account_id = ?", [L1])
    assert row[0]["victim_minor"] == 9_500


def test_pro_rata_as_main_method_takes_its_speed_from_another(tmp_path):
    case = sample_pen(tmp_path, main_method="pro-rata").done()
    trace_case(case)
    row = case.duck.fetch("SELECT * FROM freeze_candidate WHERE account_id = ?", [L1])[0]
    assert (row["victim_minor"], row["speed_ppm"]) == (109_424, 972_625)


def test_a_case_without_transfers_or_victims_is_traced_to_nothing(tmp_path):
    case = pen(tmp_path).done()
    assert trace_case(case) == []
    assert not case.duck.fetch("SELECT 1 FROM finding")


def test_a_case_without_victims_has_runs_of_zero(tmp_path):
    case = pen(tmp_path).hold("A").write("03-05 10:00:00  P  A  60").done()
    assert len(trace_case(case)) == len(Method)
    runs = case.duck.fetch("SELECT DISTINCT victim_minor, other_minor FROM trace_run")
    assert runs == [{"victim_minor": 0, "other_minor": 6_000}]


def test_each_currency_is_traced_apart(tmp_path):
    paper = (
        pen(tmp_path)
        .hold("A")
        .hold("B")
        .write("""
        03-05 10:00:00  P  A  60
        03-05 10:01:00  Q  A  70  usd blank
        03-05 10:02:00  A  B  70  usd blank
    """)
    )
    paper.pay("V1-1", "A", 60, "03-05 10:00:00")
    paper.pay("V2-1", "A", 70, "03-05 10:01:00", currency="USD")
    case = paper.done()
    trace_case(case)
    rows = case.duck.fetch(
        "SELECT figure_id, currency, amount_minor FROM holding WHERE method = 'fifo' ORDER BY ALL"
    )
    assert [tuple(row.values()) for row in rows] == [
        ("H:fifo:A:V1-1", "CNY", 6_000),
        ("H:fifo:B:V2-1", "USD", 7_000),
    ]
    layers = case.duck.fetch("SELECT figure_id FROM layer WHERE method = 'fifo' ORDER BY ALL")
    assert [row["figure_id"] for row in layers] == ["L:fifo:A", "L:fifo:A:USD", "L:fifo:B:USD"]


def test_a_run_that_fails_leaves_the_results_that_were_there(tmp_path, monkeypatch):
    case = sample_pen(tmp_path).done()
    trace_case(case)
    before = case.duck.fetch("SELECT * FROM holding")

    def fails(*_, **__):
        message = "power is out"
        raise RuntimeError(message)

    monkeypatch.setattr(casetrace, "keep_freezes", fails)
    with pytest.raises(RuntimeError):
        trace_case(case)
    assert case.duck.fetch("SELECT * FROM holding") == before
    assert case.duck.fetch("SELECT * FROM freeze_candidate")


def test_findings_of_other_rooms_stay(tmp_path):
    case = sample_pen(tmp_path).done()
    keep_findings(case, "settle", [Finding("balance_break", Level.WARN)])
    for _ in range(2):
        trace_case(case)
    codes = [each.code for each in read_findings(case)]
    assert codes.count("balance_break") == codes.count("query_failed") == 1


@pytest.mark.parametrize("kind", [TooManyMoves, TooManyEntries])
def test_a_method_that_cannot_be_traced_is_left_out_and_said(tmp_path, monkeypatch, kind):
    case = sample_pen(tmp_path).done()
    facts = {"fullest": []} if kind is TooManyEntries else {"method": Method.LIFO}
    limit = {"max_entries": 1} if kind is TooManyEntries else {"max_moves": 1}

    def limited(ledger, methods):
        found = trace_all(ledger, methods)
        return found | {Method.LIFO: kind(place="row 1", **facts, **limit)}

    monkeypatch.setattr(running, "trace_all", limited)
    trace_case(case)
    assert "method_not_run" in {each.code for each in read_findings(case)}
    assert not case.duck.fetch("SELECT 1 FROM trace_run WHERE method = 'lifo'")
    case.settings = replace(case.settings, main_method="lifo")
    with pytest.raises(kind):
        trace_case(case)


def test_progress_names_its_steps(tmp_path):
    case = sample_pen(tmp_path).done()
    steps = []
    trace_case(case, progress=lambda step, done, total: steps.append(step))
    assert steps[0] == "anchor"
    assert "trace pro-rata" in steps
    assert steps[-2:] == ["queries", "compare"]


TIES = """
03-05 09:00:00  P  A  100  {blank}
03-05 10:00:00  Q  A  100  {blank}
03-05 10:00:00  A  B  100  {blank}
03-05 11:00:00  A  C  100  {blank}
"""


def ties(folder, *, blank):
    paper = pen(folder, main_method="lifo").hold("A")
    paper.write(TIES.format(blank="blank" if blank else ""))
    paper.pay("V1-1", "A", 100, "03-05 09:00:00", from_number="P-NUMBER-1")
    paper.aliases["P-NUMBER-1"] = "P"
    case = paper.done()
    trace_case(case)
    return [each.facts["account_id"] for each in read_findings(case)
            if each.code == "tie_sensitive"]  # fmt: skip


def test_an_open_order_inside_a_second_is_told_where_it_matters(tmp_path):
    assert ties(tmp_path, blank=True) == ["B", "C"]


def test_written_balances_settle_the_order_inside_a_second(tmp_path):
    assert ties(tmp_path, blank=False) == []


def test_turning_ties_keeps_seconds_and_returns_in_place(tmp_path):
    case = (
        pen(tmp_path)
        .hold("A")
        .write("""
        03-05 09:00:00  P  A  100  blank
        03-05 09:00:00  Q  A  50   blank
        03-05 09:00:00  A  B  30   blank as:x
        03-05 09:00:00  B  A  30   blank undo:x
        03-05 09:00:01  A  C  70   blank
    """)
        .done()
    )
    built = build_ledger(case, "CNY", {1: "V1-1"})
    assert turned_order(built.ledger, built.is_tie_free).tolist() == [1, 0, 2, 3, 4]
    assert (np.diff(built.ledger.at) >= 0).all()
    first, other = (trace(each.ledger, method=Method.FIFO) for each in (built, turned(built)))
    assert changed_accounts(first, other) == ["A", "C"]


def test_origins_are_numbered_by_first_deposit(tmp_path):
    case = (
        pen(tmp_path)
        .hold("A")
        .write("""
        03-05 09:00:00  P  A  100
        03-05 09:01:00  Q  A  50
    """)
        .done()
    )
    ledger = build_ledger(case, "CNY", {2: "V1-1", 1: "V9-1"}).ledger
    assert ledger.origin_ids == ("V9-1", "V1-1")
    assert ledger.origin.tolist() == [1, 2]


def test_a_statement_without_a_number_of_its_own_is_no_end(tmp_path):
    paper = (
        pen(tmp_path)
        .hold("A")
        .know("@unowned:7")
        .write("""
        03-05 09:00:00  P           A           100
        03-05 09:01:00  A           @unowned:7  100
        03-05 09:02:00  @unowned:7  B           100
    """)
    )
    case = paper.pay("V1-1", "A", 100, "03-05 09:00:00").done()
    trace_case(case)
    rows = case.duck.fetch("SELECT account_id FROM holding WHERE method = 'fifo'")
    assert [row["account_id"] for row in rows] == ["B"]


def test_an_amount_beyond_exact_arithmetic_is_left_out_and_said(tmp_path):
    paper = (
        pen(tmp_path)
        .hold("A")
        .write(f"""
        03-05 09:00:00  P  A  100
        03-05 10:00:00  A  B  {2**45}
        03-05 11:00:00  A  C  100
    """)
    )
    case = paper.pay("V1-1", "A", 100, "03-05 09:00:00").done()
    trace_case(case)
    told = next(each for each in read_findings(case) if each.code == "amount_not_traceable")
    assert (told.facts["count"], [str(row) for row in told.rows]) == (1, ["f1:0:3"])
    rows = case.duck.fetch("SELECT account_id FROM holding WHERE method = 'fifo'")
    assert [row["account_id"] for row in rows] == ["C"]
