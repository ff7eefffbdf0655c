"""Freeze advice and its ranking: what is in force decides what can still be done."""

import json

import pytest

from tests.tracing.written_cases import moment, pen
from zhanlian.tracing import trace_case
from zhanlian.tracing.measures import Measure, in_force

AS_OF = "03-06 12:00"
LINES = """
03-06 09:00:00  P   L1  1000
03-06 10:00:00  L1  L2  600
"""


def candidates(folder, measures=(), lines=LINES, **settings):
    paper = pen(folder, **settings).hold("L1").hold("L2").write(lines)
    paper.pay("V1-1", "L1", 1_000, "03-06 09:00:00", reported_at=moment(AS_OF))
    for kind, start, end, *amount in measures:
        known = {"amount_minor": amount[0]} if amount else {}
        paper.measure("L1", kind, start, end, **known)
    case = paper.done()
    trace_case(case)
    rows = case.duck.fetch("SELECT * FROM freeze_candidate ORDER BY rank_no")
    return {row["account_id"]: row for row in rows}


@pytest.mark.parametrize(
    ("measures", "advice", "expires"),
    [
        ([], "stop_pay", None),
        ([("stop_pay", "03-06 10:00", "03-08 10:00")], "freeze", "03-08 10:00"),
        ([("stop_pay", "03-06 10:00", None)], "freeze", "03-08 10:00"),
        ([("stop_pay", "03-03 10:00", "03-05 10:00")], "stop_pay", None),
        ([("stop_pay", "03-01 10:00", "03-03 10:00"),
          ("stop_pay", "03-03 10:00", "03-05 10:00")], "freeze", None),
        ([("freeze", "03-06 10:00", "09-06 10:00")], "none", "09-06 10:00"),
        ([("freeze", "03-06 10:00", "09-06 10:00", 40_000)], "none", "09-06 10:00"),
        ([("freeze", "03-06 10:00", "09-06 10:00", 100)], "queue", "09-06 10:00"),
        ([("freeze", "03-06 10:00", "09-06 10:00", 100),
          ("queued_freeze", "03-06 11:00", "09-06 10:00", 40_000)], "none", "09-06 10:00"),
        ([("freeze", "03-06 10:00", "03-20 10:00")], "renew", "03-20 10:00"),
        ([("freeze", "03-06 10:00", "09-06 10:00"),
          ("release", "03-06 11:00", None)], "stop_pay", None),
    ],
)  # fmt: skip
def test_what_is_in_force_decides_the_advice(tmp_path, measures, advice, expires):
    row = candidates(tmp_path, measures)["L1"]
    assert row["advice"] == advice
    assert row["expires_at"] == (moment(expires) if expires else None)


def test_old_money_in_a_known_account_is_frozen_not_stopped(tmp_path):
    old = LINES.replace("03-06", "02-06")
    row = candidates(tmp_path, lines=old)
    assert not row, "a payment said on another day is not anchored"
    paper = pen(tmp_path / "b").hold("L1").write("02-06 09:00:00  P  L1  1000")
    paper.pay("V1-1", "L1", 1_000, "02-06 09:00:00", reported_at=moment(AS_OF))
    case = paper.done()
    trace_case(case)
    assert case.duck.fetch("SELECT advice FROM freeze_candidate")[0]["advice"] == "freeze"


def test_recoverable_money_times_speed_makes_the_rank(tmp_path):
    rows = candidates(tmp_path)
    assert [(name, row["rank_no"]) for name, row in rows.items()] == [("L2", 1), ("L1", 2)]
    assert rows["L2"]["victim_minor"] == 60_000
    assert rows["L2"]["from_account_id"] == "L1"
    assert (rows["L2"]["from_minor"], rows["L2"]["minutes_since"]) == (60_000, 120)


def test_a_later_balance_bounds_what_can_be_recovered(tmp_path):
    paper = (
        pen(tmp_path)
        .hold("L1")
        .know("L2", balance_minor=100, balance_at=moment("03-06 11:00"), currency="CNY")
    )
    paper.write(LINES).pay("V1-1", "L1", 1_000, "03-06 09:00:00")
    case = paper.done()
    trace_case(case)
    rows = case.duck.fetch("SELECT * FROM freeze_candidate ORDER BY rank_no")
    assert [row["account_id"] for row in rows] == ["L1", "L2"]
    reason = json.loads(rows[1]["reason"])
    assert (reason["recoverable_minor"], rows[1]["victim_minor"]) == (100, 60_000)


def test_speed_is_what_left_within_half_an_hour(tmp_path):
    rows = candidates(tmp_path, lines="""
        03-06 09:00:00  P   L1  1000
        03-06 09:29:00  L1  L2  600
        03-06 09:31:00  L1  L2  100
    """)  # fmt: skip
    assert rows["L1"]["speed_ppm"] == 600_000
    assert rows["L2"]["speed_ppm"] == 0


def test_low_and_high_span_every_method(tmp_path):
    rows = candidates(tmp_path, lines="""
        03-05 09:00:00  W   L1  500
        03-06 09:00:00  P   L1  1000
        03-06 10:00:00  L1  L2  600
    """)  # fmt: skip
    row = rows["L1"]
    by_method = json.loads(row["reason"])["by_method"]
    assert (row["victim_minor_low"], row["victim_minor_high"]) == (40_000, 90_000)
    assert (by_method["victim-first"], by_method["fifo"]) == (40_000, 90_000)


def test_a_list_too_long_is_cut_and_says_so(tmp_path):
    rows = candidates(tmp_path, thresholds={"list_rows_max": 1})
    assert list(rows) == ["L2"]


def test_a_release_ends_only_what_its_agency_put_on():
    def measure(kind, agency, start):
        return Measure(kind, agency, "", start, None, None, "f1:0:2")

    ours, theirs = measure("freeze", "甲", 1), measure("freeze", "乙", 2)
    later = measure("freeze", "甲", 9)
    measures = [ours, theirs, measure("release", "甲", 5), later]
    assert in_force(measures, 4) == [ours, theirs]
    assert in_force(measures, 6) == [theirs]
    assert in_force(measures, 10) == [theirs, later]
