"""Portraits: each indicator in the smallest account that meets it, and one that does not."""

import json

import pytest

from tests.tracing.written_cases import pen
from zhanlian.tracing import THRESHOLDS, trace_case
from zhanlian.tracing.thresholds import UnknownThreshold


def portraits(folder, lines, *, account="A", opening=0, **settings):
    paper = pen(folder, methods=("fifo",), **settings).hold(account, opening=opening).write(lines)
    case = paper.done()
    trace_case(case)
    rows = case.duck.fetch("SELECT * FROM portrait WHERE account_id = ?", [account])
    return {row["indicator"]: row for row in rows}


def value_of(found, indicator):
    return json.loads(found[indicator]["value"])


def many(count, line):
    return "\n".join(line.format(n=n, minute=n % 60, hour=n // 60) for n in range(count))


FAST = """
03-05 10:00:00  P  A  60000
03-05 10:20:00  A  B  60000
"""


def test_money_through_in_minutes_is_transit_fast_and_emptied(tmp_path):
    found = portraits(tmp_path, FAST)
    assert set(found) == {"transit", "fast_in_out", "emptied", "balance_ratio"}
    rules = [each["rule"] for each in value_of(found, "fast_in_out")]
    assert rules == ["day", "half_hour", "same_day"]
    assert value_of(found, "transit")["hold_s"] == 1_200
    assert json.loads(found["transit"]["rows"]) == ["f1:0:2", "f1:0:3"]


def test_rows_that_know_only_their_day_feed_no_clock_indicator(tmp_path):
    by_day = FAST.replace("10:00:00", "00:00:00").replace("10:20:00", "00:00:00")
    found = portraits(tmp_path, by_day.replace("60000\n", "60000  day\n"))
    assert [each["rule"] for each in value_of(found, "fast_in_out")] == ["same_day"]
    assert "emptied" not in found


def test_small_accounts_are_not_portrayed(tmp_path):
    assert not portraits(tmp_path, "03-05 10:00:00  P  A  60\n03-05 10:20:00  A  B  60")


def test_kept_money_is_settling(tmp_path):
    found = portraits(tmp_path, "03-05 10:00:00  P  A  60000\n03-06 10:20:00  A  B  20000")
    assert value_of(found, "settling") == {
        "in_minor": 6_000_000, "kept_minor": 4_000_000, "kept_ppm": 666_666,
    }  # fmt: skip
    assert "transit" not in found


def test_many_payers_within_a_month_are_collecting(tmp_path):
    lines = many(4, "03-05 10:0{n}:00  P{n}  A  40000") + "\n03-06 09:00:00  A  B  10000"
    found = portraits(tmp_path, lines)
    assert value_of(found, "collecting") == {"sources": 4, "targets": 0, "in_minor": 16_000_000}
    assert value_of(found, "fan_in") == {"sources": 4, "targets": 1}


def test_many_alike_payments_within_a_day_are_distributing(tmp_path):
    lines = "03-05 09:00:00  P  A  70000\n" + many(6, "03-05 10:0{n}:00  A  B{n}  1100{n}")
    found = portraits(tmp_path, lines)
    assert value_of(found, "distributing")["rows"] == 6
    assert "fan_out" in found
    uneven = lines.replace("A  B0  11000", "A  B0  1")
    assert value_of(portraits(tmp_path / "b", uneven), "distributing")["rows"] == 6
    lone = lines.replace("1100", "1").replace("A  B5  15", "A  B5  60000")
    assert "distributing" not in portraits(tmp_path / "c", lone)


def test_a_small_payment_before_the_first_large_one_is_a_test(tmp_path):
    found = portraits(tmp_path, """
        03-05 09:00:00  A  B  1
        03-05 10:00:00  P  A  60000
        03-05 11:00:00  A  B  50000
        03-09 11:00:00  A  B  1
    """, opening=1)  # fmt: skip
    assert value_of(found, "test_small") == {"count": 1, "amount_minor": 100}


def test_night_counts_rows_with_a_clock_only(tmp_path):
    night = many(12, "03-05 02:{minute:02d}:00  P  A  3000")
    assert value_of(portraits(tmp_path, night), "night")["share_ppm"] == 1_000_000
    midnight = many(12, "03-05 00:00:00  P  A  3000")
    assert "night" not in portraits(tmp_path / "b", midnight)


def test_whole_thousands_and_amounts_below_limits(tmp_path):
    lines = many(8, "03-05 10:{minute:02d}:00  P  A  3000") + "\n"
    lines += many(3, "03-06 10:{minute:02d}:00  A  B  9950")
    found = portraits(tmp_path, lines, opening=50_000)
    assert value_of(found, "round_amounts")["round"] == 8
    assert value_of(found, "near_limits") == {"rows": 3, "amount_minor": 2_985_000}


def test_a_long_sleep_before_a_large_payment_is_dormant(tmp_path):
    lines = "2023-08-01 09:00:00  P  A  5\n2024-03-05 09:00:00  P  A  50000"
    found = portraits(tmp_path, lines)
    assert value_of(found, "dormant") == {"days": 217, "amount_minor": 5_000_000}
    assert json.loads(found["dormant"]["rows"]) == ["f1:0:3"]


def test_ten_rows_in_ten_minutes_are_frequent(tmp_path):
    found = portraits(tmp_path, many(10, "03-05 10:0{n}:00  P  A  3001"))
    assert value_of(found, "frequent") == [{"rule": "ten_minutes", "rows": 10}]
    assert "frequent" not in portraits(tmp_path / "b", many(9, "03-05 10:0{n}:00  P  A  3001"))


def test_cash_and_telling_words(tmp_path):
    found = portraits(tmp_path, """
        03-05 09:00:00  P  A        60000  said:换U
        03-05 11:00:00  A  @cash:A  40000
        03-05 12:00:00  A  B        20000
    """)  # fmt: skip
    assert value_of(found, "cash_share")["share_ppm"] == 666_666
    assert value_of(found, "keywords") == {"rows": 1, "words": ["换U"]}


def test_three_of_many_counterparties_carry_most(tmp_path):
    lines = many(7, "03-05 10:0{n}:00  P{n}  A  100") + "\n03-06 10:00:00  P0  A  90000"
    found = portraits(tmp_path, lines)
    assert value_of(found, "concentration")["parties"] == 7
    assert value_of(found, "concentration")["share_ppm"] > 990_000


def test_turnover_is_measured_against_the_mean_balance(tmp_path):
    lines = FAST + "03-25 10:00:00  P  A  60000\n03-25 10:20:00  A  B  60000"
    assert value_of(portraits(tmp_path, lines), "turnover")["times"] > 500


def test_private_and_placeholder_addresses_are_no_lead(tmp_path):
    for number, (ip, is_lead) in enumerate(
        [("203.0.113.7", True), ("10.0.0.1", False), ("192.168.1.5", False), ("0.0.0.0", False),
         ("172.20.1.1", False), ("2001:db8::1", True), ("fe80::1", False)]
    ):  # fmt: skip
        paper = (
            pen(tmp_path / str(number), methods=("fifo",))
            .hold("A")
            .hold("B")
            .write(f"""
            03-05 10:00:00  P  A  60000
            03-05 11:00:00  A  B  60000  ip:{ip}
            03-05 12:00:00  B  C  60000  ip:{ip}
        """)
        )
        case = paper.done()
        trace_case(case)
        found = case.duck.fetch("SELECT 1 FROM portrait WHERE indicator = 'shared_device'")
        assert bool(found) is is_lead, ip


def test_one_phone_on_two_holders_is_a_lead_and_on_one_holder_none(tmp_path):
    paper = pen(tmp_path, methods=("fifo",))
    paper.hold("A", holder_id_no="I1").hold("B", holder_id_no="I2").hold("C", holder_id_no="I1")
    paper.write(FAST)
    for id_no in ("I1", "I2"):
        paper.add("person", id_no=id_no, phone="10000000301")
    case = paper.done()
    trace_case(case)
    rows = case.duck.fetch("SELECT * FROM portrait WHERE indicator = 'shared_device'")
    assert {row["account_id"] for row in rows} == {"A", "B", "C"}
    assert json.loads(rows[0]["value"])[0]["holders"] == 2


def test_every_threshold_can_be_set_and_prints_with_its_result(tmp_path):
    found = portraits(tmp_path, FAST, thresholds={"transit_ppm": 990_000})
    assert json.loads(found["transit"]["threshold"])["transit_ppm"] == 990_000
    slow = portraits(tmp_path / "b", FAST, thresholds={"transit_hold_s_max": 60})
    assert "transit" not in slow


def test_an_unknown_threshold_is_refused(tmp_path):
    with pytest.raises(UnknownThreshold, match="transit_pm"):
        portraits(tmp_path, FAST, thresholds={"transit_pm": 1})


def test_every_threshold_says_what_it_is_in_two_languages():
    for name, each in THRESHOLDS.items():
        assert type(each.value) is int, name
        assert each.zh, name
        assert each.en.isascii(), name


def test_counter_facts_stand_beside_every_indicator(tmp_path):
    found = portraits(tmp_path, FAST + """
        03-10 10:00:00  W  A  5000  said:代发工资
        03-11 10:00:00  A  U  300   said:电费
    """)  # fmt: skip
    for row in found.values():
        kinds = [each["kind"] for each in json.loads(row["counter_facts"])]
        assert kinds == ["salary", "utilities"]
