"""Sensitivity: every least and most is what the methods, tie orders and opening modes give."""

import json
from collections import Counter
from dataclasses import replace

import numpy as np
import pytest

from tests.tracing.test_conversions import declare, otc, rows_of
from tests.tracing.test_random_cases import random_pen
from tests.tracing.written_cases import L1, X, pen, sample_pen
from zhanlian.evidence import read_findings
from zhanlian.tracing import Method, build_ledger, poison, trace, trace_case
from zhanlian.tracing.ties import turned

DEALING = [method for method in Method if method is not Method.DIRECT]


def cells(case, scope="cell"):
    return {
        (row["account_id"], row["payment_id"]): row
        for row in case.duck.fetch("SELECT * FROM sensitivity WHERE scope = ?", [scope])
    }


def statement(case, kind):
    return case.duck.fetch("SELECT * FROM robust WHERE kind = ? ORDER BY rank_no", [kind])


# --- the sample, checked by hand (docs/methods.md, One case, six answers) -----------------------


def test_the_sample_s_frozen_account_under_every_method(tmp_path):
    case = sample_pen(tmp_path).done()
    trace_case(case)
    found = cells(case)[L1, "V2-1"]
    assert json.loads(found["by_method"]) == {
        "fifo": 109_500, "lifo": 0, "pro-rata": 105_643, "victim-first": 9_500,
        "lowest-balance": 109_500, "direct": 0,
    }  # fmt: skip
    assert (found["main_minor"], found["low_minor"], found["high_minor"]) == (109_500, 0, 109_500)
    assert (found["spread_minor"], found["upper_minor"], found["holds"]) == (
        109_500, 109_500, "depends",
    )  # fmt: skip
    whole = cells(case, "account")[L1, ""]
    assert (whole["low_minor"], whole["high_minor"], whole["holds"]) == (9_500, 109_500, "at_least")


def test_what_the_sample_says_whatever_the_method(tmp_path):
    case = sample_pen(tmp_path).done()
    trace_case(case)
    first = statement(case, "first_freeze")[0]
    assert (first["account_id"], first["holds"]) == (X, "all")
    total = statement(case, "held_total")[0]
    assert (total["amount_minor"], total["high_minor"], total["holds"]) == (9_500, 109_500, "no")
    least = statement(case, "account_at_least")
    assert [(each["account_id"], each["amount_minor"], each["holds"]) for each in least] == [
        (L1, 9_500, "all")
    ]
    assert statement(case, "at_least") == [], "no payment is there under every method"


# --- against the traces themselves --------------------------------------------------------------


def by_hand(case, method, change):
    """(account, payment) -> minor, from a trace of the changed ledger."""
    origins = dict(rows_of(
        case,
        """SELECT transfer_id, payment_id FROM victim_match
           WHERE state = 'matched' OR basis LIKE 'decision %'""",
    ))  # fmt: skip
    ledger = change(build_ledger(case, "CNY", origins)).ledger
    held = trace(ledger, method=method).holdings
    return {
        (ledger.account_ids[account], ledger.origin_ids[origin - 1]): minor
        for account, origin, minor in zip(
            held.account.tolist(), held.origin.tolist(), held.amount_minor.tolist(), strict=True
        )
        if origin
    }


def no_openings(built):
    nothing = np.zeros_like(built.ledger.opening_minor)
    return replace(built, ledger=replace(built.ledger, opening_minor=nothing))


@pytest.mark.parametrize("seed", range(4))
def test_least_and_most_are_those_of_all_runs(tmp_path, seed):
    case = random_pen(tmp_path, seed).done()
    trace_case(case)
    changes = {"": lambda built: built, "ties": turned, "openings": no_openings}
    runs = {
        (variant, method): by_hand(case, method, change)
        for variant, change in changes.items()
        for method in DEALING
    }
    found = cells(case)
    assert set(found) >= {cell for run in runs.values() for cell in run}
    for cell, row in found.items():
        amounts = {run: held.get(cell, 0) for run, held in runs.items()}
        own = [minor for (variant, _), minor in amounts.items() if not variant]
        assert (row["low_minor"], row["high_minor"]) == (min(own), max(own))
        whole = list(amounts.values())
        assert (row["low_all_minor"], row["high_all_minor"]) == (min(whole), max(whole))
        for variant, name in (("ties", "ties_matter"), ("openings", "openings_matter")):
            differs = any(amounts[variant, m] != amounts["", m] for m in DEALING)
            assert row[name] == differs
        assert row["upper_minor"] >= row["high_minor"]
    assert_sums(case, found)


def assert_sums(case, found):
    """An account is the sum of its cells, a payment that of its held ones, method by method."""
    held = {row[0] for row in rows_of(case, "SELECT account_id FROM account WHERE is_held")}
    accounts, payments = {}, {}
    for (account, payment), row in found.items():
        by_method = Counter(json.loads(row["by_method"]))
        accounts.setdefault((account, ""), Counter()).update(by_method)
        is_held = by_method if account in held else Counter(dict.fromkeys(by_method, 0))
        payments.setdefault(("", payment), Counter()).update(is_held)
    for scope, sums in (("account", accounts), ("payment", payments)):
        assert {key: json.loads(row["by_method"]) for key, row in cells(case, scope).items()} == (
            {key: dict(each) for key, each in sums.items()}
        )


@pytest.mark.parametrize("seed", range(4, 7))
def test_bounds_cover_every_method(tmp_path, seed):
    case = random_pen(tmp_path, seed).done()
    trace_case(case)
    over = rows_of(
        case,
        """SELECT h.account_id FROM (
             SELECT method, account_id, currency, sum(amount_minor) AS minor
             FROM holding WHERE payment_id <> '' GROUP BY ALL) AS h
           LEFT JOIN upper_bound AS u USING (account_id, currency)
           WHERE u.upper_minor IS NULL OR h.minor > u.upper_minor""",
    )
    assert over == []
    unmarked = rows_of(
        case,
        """SELECT u.account_id FROM upper_bound AS u JOIN holding AS h USING (account_id)
           WHERE h.payment_id <> '' AND NOT u.is_reached""",
    )
    assert unmarked == []


# --- variants -----------------------------------------------------------------------------------


def test_a_tie_that_matters_makes_a_statement_hold_for_methods_only(tmp_path):
    """Two rows of one second: whether A pays B before or after Q's money comes in is unknown."""
    paper = (
        pen(tmp_path, methods=("lifo",), main_method="lifo")
        .hold("A")
        .hold("B")
        .write("""
        03-05 09:00:00  P  A  100  blank
        03-05 10:00:00  Q  A  100  blank
        03-05 10:00:00  A  B  100  blank
    """)
    )
    case = paper.pay("V1-1", "A", 100, "03-05 09:00:00").done()
    trace_case(case)
    row = cells(case)["A", "V1-1"]
    assert (row["low_minor"], row["high_minor"]) == (10_000, 10_000)
    assert (row["low_all_minor"], row["high_all_minor"]) == (0, 10_000)
    assert (row["ties_matter"], row["openings_matter"]) == (True, False)
    assert [each["holds"] for each in statement(case, "at_least")] == ["methods"]
    assert sorted(each.facts["account_id"] for each in read_findings(case)
                  if each.code == "tie_sensitive") == ["A", "B"]  # fmt: skip


def test_an_opening_that_matters_is_told(tmp_path):
    """By FIFO the opening of 100 leaves first; without openings V1's money does."""
    paper = (
        pen(tmp_path, methods=("fifo",))
        .hold("A", opening=100)
        .hold("B")
        .write("""
        03-05 09:00:00  P  A  100
        03-05 10:00:00  A  B  100
        03-05 11:00:00  A  C  100
    """)
    )
    case = paper.pay("V1-1", "A", 100, "03-05 09:00:00").done()
    trace_case(case)
    row = cells(case)["C", "V1-1"]
    assert (row["main_minor"], row["low_all_minor"], row["openings_matter"]) == (10_000, 0, True)
    assert (row["ties_matter"], row["holds"]) == (False, "depends")


def test_the_first_to_freeze_can_depend_on_the_method(tmp_path):
    paper = (
        pen(tmp_path, methods=("fifo", "lifo"))
        .hold("A")
        .hold("B")
        .hold("C")
        .write("""
        03-05 09:00:00  shop  A  100
        03-05 09:10:00  P     A  100
        03-05 09:20:00  A     B  100
    """)
    )
    case = paper.pay("V1-1", "A", 100, "03-05 09:10:00").done()
    trace_case(case)
    first = statement(case, "first_freeze")[0]
    assert (first["account_id"], first["holds"]) == ("A", "no")
    assert json.loads(first["by_method"]) == {"fifo": "A", "lifo": "B"}


def test_direct_alone_is_compared_with_itself(tmp_path):
    case = sample_pen(tmp_path, methods=("direct",), main_method="direct").done()
    trace_case(case)
    row = cells(case)[L1, "V1-1"]
    assert (row["low_minor"], row["high_minor"], row["strict_minor"]) == (109_500, 109_500, 0)


def test_a_long_list_of_statements_is_cut_and_said(tmp_path):
    paper = pen(tmp_path, thresholds={"list_rows_max": 2}).hold("A").hold("B").hold("C")
    for number, account in enumerate("ABC"):
        paper.write(f"03-05 09:0{number}:00  P{number}  {account}  10{number}")
        paper.pay(f"V{number + 1}-1", account, f"10{number}", f"03-05 09:0{number}:00")
    case = paper.done()
    trace_case(case)
    assert len(statement(case, "account_at_least")) == 2
    told = next(each for each in read_findings(case) if each.code == "robust_not_listed")
    assert told.facts["count"] == 3


def test_currencies_are_compared_apart(tmp_path):
    case = otc(tmp_path)
    declare(case, [4], [5])
    trace_case(case)
    figures = [row[0] for row in rows_of(case, "SELECT figure_id FROM sensitivity")]
    assert len(set(figures)) == len(figures)
    assert "D:V1-1" in figures
    assert "D:V1-1:USD" in figures
    row = cells(case)["B", "V1-1"]
    assert (row["currency"], row["low_minor"], row["high_minor"]) == ("USD", 1_051, 2_101)


def test_a_case_without_victims_compares_nothing(tmp_path):
    case = pen(tmp_path).hold("A").write("03-05 10:00:00  P  A  60").done()
    trace_case(case)
    assert not rows_of(case, "SELECT 1 FROM sensitivity")
    assert [row["kind"] for row in case.duck.fetch("SELECT kind FROM robust")] == ["held_total"]


def test_poison_of_the_case_is_that_of_its_ledger(tmp_path):
    case = sample_pen(tmp_path).done()
    trace_case(case)
    origins = dict(rows_of(case, "SELECT transfer_id, payment_id FROM victim_match "
                                 "WHERE state = 'matched'"))  # fmt: skip
    found = poison(build_ledger(case, "CNY", origins).ledger)
    bounds = dict(rows_of(case, "SELECT account_id, upper_minor FROM upper_bound"))
    for number, account in enumerate(found.ledger.account_ids):
        assert bounds.get(account, 0) == found.account_upper_minor[number]
