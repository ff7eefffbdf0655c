"""Conversions: money of one currency followed into another, to the minor unit on both sides."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tracing.written_cases import pen
from zhanlian.evidence import append_decision, read_findings
from zhanlian.tracing import Method, trace_case
from zhanlian.tracing.following import parts_of

DEALING = [method.value for method in Method if method is not Method.DIRECT]


def declare(case, out, into, *, said="", kind=""):
    """A person's decision, by transfer numbers."""
    facts = {"out": entries(case, out), "in": entries(case, into), "said": said, "kind": kind}
    append_decision(
        case.decisions_path, "convert", facts, author="甲", at="2024-04-01T00:00:00+00:00",
        reason="场外订单",
    )  # fmt: skip


def entries(case, transfer_ids):
    query = "SELECT coalesce(in_entry_id, out_entry_id) AS id FROM transfer WHERE transfer_id = ?"
    return [case.duck.fetch(query, [each])[0]["id"] for each in transfer_ids]


def rows_of(case, query, *values):
    return [tuple(row.values()) for row in case.duck.fetch(query, values)]


def held(case, method, currency):
    return rows_of(
        case,
        """SELECT account_id, payment_id, amount_minor FROM holding
           WHERE method = ? AND currency = ? AND payment_id <> '' ORDER BY ALL""",
        method, currency,
    )  # fmt: skip


# A holds 100 of its own, 300 of V1 and 200 of V2; it pays 300 for 41.01 dollars, of which B sends
# 20 on. By FIFO the 300 are 100 own and 200 of V1; pro-rata 50 own, 150 V1, 100 V2.
OTC = """
03-05 09:00:00  shop  A   100
03-05 09:10:00  P     A   300
03-05 09:20:00  Q     A   200
03-05 10:00:00  A     OTC 300
03-05 10:05:00  EX    B   41.01  usd blank
03-05 10:10:00  B     C   20     usd blank
"""


def otc(folder, **settings):
    paper = pen(folder, **settings).hold("A").hold("B").hold("OTC").hold("EX").write(OTC)
    paper.pay("V1-1", "A", 300, "03-05 09:10:00").pay("V2-1", "A", 200, "03-05 09:20:00")
    return paper.done()


def test_without_a_decision_the_other_currency_is_not_touched(tmp_path):
    case = otc(tmp_path)
    trace_case(case)
    assert held(case, "fifo", "USD") == []


def test_fifo_takes_across_what_the_payment_carried(tmp_path):
    case = otc(tmp_path)
    declare(case, [4], [5], said="order 7788")
    trace_case(case)
    assert held(case, "fifo", "CNY") == [
        ("@convert:C1", "V1-1", 20_000), ("A", "V1-1", 10_000), ("A", "V2-1", 20_000),
    ]  # fmt: skip
    # 200 of 300 yuan are V1's: 41.01 x 2 / 3 = 27.34; the third of no victim stands first in B
    assert held(case, "fifo", "USD") == [("B", "V1-1", 2_101), ("C", "V1-1", 633)]
    got = rows_of(
        case,
        """SELECT payment_id, out_minor, in_minor, out_transfers, in_transfers, said
           FROM conversion WHERE method = 'fifo' ORDER BY payment_id""",
    )
    assert got == [
        ("", 10_000, 1_367, "[4]", "[5]", "order 7788"),
        ("V1-1", 20_000, 2_734, "[4]", "[5]", "order 7788"),
    ]
    assert not rows_of(case, "SELECT 1 FROM holding WHERE account_id = 'OTC' AND payment_id <> ''")


def test_pro_rata_cuts_the_running_sums_down_to_cents(tmp_path):
    case = otc(tmp_path)
    declare(case, [4], [5])
    trace_case(case)
    got = dict(
        rows_of(case, "SELECT payment_id, in_minor FROM conversion WHERE method = 'pro-rata'")
    )
    # 41.01 = 50/300 + 150/300 + 100/300: 6.83 | 27.34 | 41.01 after each running sum
    assert got == {"": 683, "V1-1": 2_051, "V2-1": 1_367}


def test_direct_takes_across_only_what_is_strictly_one_payment_s(tmp_path):
    case = otc(tmp_path)
    declare(case, [4], [5])
    trace_case(case)
    assert held(case, "direct", "USD") == []
    pure = (
        pen(tmp_path / "pure")
        .hold("A")
        .hold("B")
        .write("""
        03-05 09:10:00  P   A   300
        03-05 10:00:00  A   OTC 300
        03-05 10:05:00  EX  B   40  usd blank
        03-05 10:06:00  B   C   40  usd blank
    """)
    )
    case = pure.pay("V1-1", "A", 300, "03-05 09:10:00").done()
    declare(case, [2], [3])
    trace_case(case)
    rows = rows_of(
        case,
        """SELECT account_id, payment_id, amount_minor, strict_minor FROM holding
           WHERE method = 'direct' AND currency = 'USD'""",
    )
    assert rows == [("C", "V1-1", 4_000, 4_000)]


def test_each_currency_is_conserved_by_itself_and_says_what_was_exchanged(tmp_path):
    case = otc(tmp_path)
    declare(case, [4], [5])
    trace_case(case)
    runs = {
        (row["method"], row["currency"]): row for row in case.duck.fetch("SELECT * FROM trace_run")
    }
    for method in DEALING:
        yuan, dollars = runs[method, "CNY"], runs[method, "USD"]
        assert yuan["victim_minor"] == 50_000 == yuan["held_minor"] + yuan["outside_minor"]
        assert dollars["victim_minor"] == dollars["converted_in_minor"]
        gone, came = rows_of(
            case,
            """SELECT sum(out_minor)::BIGINT, sum(in_minor)::BIGINT FROM conversion
               WHERE method = ? AND payment_id <> ''""",
            method,
        )[0]
        assert (yuan["converted_out_minor"], dollars["converted_in_minor"]) == (gone, came)
        totals = rows_of(
            case,
            """SELECT sum(out_minor)::BIGINT, sum(in_minor)::BIGINT FROM conversion
               WHERE method = ?""",
            method,
        )
        assert totals == [(30_000, 4_101)]
    assert runs["fifo", "CNY"]["transfer_count"] == 4
    assert runs["fifo", "USD"]["transfer_count"] == 2


def test_layers_and_the_follow_window_go_on_behind_a_conversion(tmp_path):
    case = otc(tmp_path)
    declare(case, [4], [5])
    trace_case(case)
    layers = dict(rows_of(case, "SELECT account_id, layer_no FROM layer WHERE method = 'fifo'"))
    assert layers == {"A": 1, "@convert:C1": 2, "B": 2, "C": 3}
    counted = rows_of(
        case,
        """SELECT in_count, in_minor, out_count, out_minor, victim_in_minor FROM layer
           WHERE method = 'fifo' AND account_id = 'B'""",
    )
    assert counted == [(1, 4_101, 1, 2_000, 2_734)]


def test_a_victim_who_buys_the_coins_himself_starts_at_layer_one(tmp_path):
    paper = (
        pen(tmp_path)
        .hold("OTC")
        .hold("B")
        .write("""
        03-05 09:10:00  P   OTC 300
        03-05 10:05:00  EX  B   41  usd blank
    """)
    )
    case = paper.pay("V1-1", "OTC", 300, "03-05 09:10:00").done()
    declare(case, [1], [2])
    trace_case(case)
    assert held(case, "fifo", "CNY") == [("@convert:C1", "V1-1", 30_000)]
    assert held(case, "fifo", "USD") == [("B", "V1-1", 4_100)]
    rows = rows_of(case, "SELECT layer_no FROM layer WHERE method = 'fifo' AND account_id = 'B'")
    assert rows == [(1,)]


def test_there_and_back_again_is_followed_in_the_order_of_transfers(tmp_path):
    """Yuan to dollars to yuan: the second conversion carries what the first one brought."""
    paper = (
        pen(tmp_path)
        .hold("A")
        .hold("B")
        .hold("D")
        .write("""
        03-05 09:10:00  P    A    300
        03-05 10:00:00  A    OTC  300
        03-05 10:05:00  EX   B    40   usd blank
        03-05 11:00:00  B    EX   30   usd blank
        03-05 11:05:00  OTC  D    210
        03-05 12:00:00  D    E    110
    """)
    )
    case = paper.pay("V1-1", "A", 300, "03-05 09:10:00").done()
    declare(case, [4], [5])
    declare(case, [2], [3])
    trace_case(case)
    for method in DEALING:
        assert held(case, method, "USD") == [("@convert:C1", "V1-1", 3_000), ("B", "V1-1", 1_000)]
        assert held(case, method, "CNY") == [
            ("@convert:C2", "V1-1", 30_000), ("D", "V1-1", 10_000), ("E", "V1-1", 11_000),
        ]  # fmt: skip
    figures = [row[0] for row in rows_of(case, "SELECT figure_id FROM holding")]
    assert len(set(figures)) == len(figures)
    layers = dict(rows_of(case, "SELECT account_id, layer_no FROM layer WHERE method = 'fifo'"))
    assert layers == {"A": 1, "@convert:C2": 2, "B": 2, "@convert:C1": 3, "D": 3, "E": 4}


def test_several_payments_and_several_receipts_share_one_mix(tmp_path):
    paper = (
        pen(tmp_path)
        .hold("A")
        .hold("B")
        .write("""
        03-05 09:10:00  P    A    100
        03-05 09:20:00  shop A    50
        03-05 10:00:00  A    OTC  100
        03-05 10:01:00  A    OTC  50
        03-05 10:05:00  EX   B    10   usd blank
        03-05 10:06:00  EX   B    5    usd blank
    """)
    )
    case = paper.pay("V1-1", "A", 100, "03-05 09:10:00").done()
    declare(case, [3, 4], [5, 6])
    trace_case(case)
    flows = rows_of(
        case,
        """SELECT transfer_id, amount_minor FROM flow
           WHERE method = 'fifo' AND transfer_id > 4 ORDER BY ALL""",
    )
    assert flows == [(5, 667), (6, 334)]


@pytest.mark.parametrize(
    ("out", "into", "why"),
    [
        ([5], [4], "receipt_before_payment"),
        ([4], [1], "one_currency"),
        ([4], [5, 1], "several_currencies"),
        ([6], [2], "receipt_before_payment"),
        ([4], [99], "row_gone"),
    ],
)
def test_a_conversion_that_cannot_be_is_told_and_not_applied(tmp_path, out, into, why):
    case = otc(tmp_path)
    facts = {"out": entries(case, out), "in": [99] if into == [99] else entries(case, into)}
    append_decision(
        case.decisions_path, "convert", facts, author="甲", at="2024-04-01T00:00:00+00:00",
        reason="场外订单",
    )  # fmt: skip
    trace_case(case)
    told = [each for each in read_findings(case) if each.code == "declaration_not_applied"]
    assert [each.facts["why"] for each in told] == [why]
    assert not rows_of(case, "SELECT 1 FROM conversion")


def test_the_latest_decision_about_the_payments_counts_and_can_take_it_back(tmp_path):
    case = otc(tmp_path)
    declare(case, [4], [5])
    declare(case, [4], [6])
    trace_case(case)
    assert {row[0] for row in rows_of(case, "SELECT in_transfers FROM conversion")} == {"[6]"}
    declare(case, [4], [6], kind="none")
    trace_case(case)
    assert not rows_of(case, "SELECT 1 FROM conversion")


def test_a_row_serves_one_decision_only(tmp_path):
    case = otc(tmp_path)
    declare(case, [4], [5])
    declare(case, [3], [5])
    trace_case(case)
    told = [each.facts["why"] for each in read_findings(case)
            if each.code == "declaration_not_applied"]  # fmt: skip
    assert told == ["row_taken"]


@pytest.mark.parametrize("method", DEALING)
def test_flows_and_passages_explain_every_holding(tmp_path, method):
    """What a reader of the tables can check: in less out, passages added, is what is held."""
    case = otc(tmp_path)
    declare(case, [4], [5])
    trace_case(case)
    assert unexplained(case, method) == []


UNEXPLAINED = """
WITH moved AS (
  SELECT t.currency, t.payee_id AS account_id, f.payment_id, f.amount_minor
  FROM flow AS f JOIN transfer AS t USING (transfer_id) WHERE f.method = $1
  UNION ALL
  SELECT t.currency, t.payer_id, f.payment_id, -f.amount_minor
  FROM flow AS f JOIN transfer AS t USING (transfer_id)
  JOIN victim_match AS m USING (payment_id)
  WHERE f.method = $1 AND m.transfer_id <> f.transfer_id
  UNION ALL
  SELECT currency, account_id, payment_id, amount_minor FROM passage WHERE method = $1
  UNION ALL
  SELECT currency, via_account_id, payment_id, -amount_minor FROM passage
  WHERE method = $1 AND kind <> 'arrived'
),
kept AS (
  SELECT currency, account_id, payment_id, sum(amount_minor)::BIGINT AS kept FROM moved GROUP BY ALL
),
lying AS (SELECT * FROM holding WHERE method = $1 AND payment_id <> '')
SELECT account_id, payment_id, coalesce(kept, 0) AS kept, coalesce(amount_minor, 0) AS held
FROM kept FULL JOIN lying USING (currency, account_id, payment_id)
WHERE coalesce(kept, 0) <> coalesce(amount_minor, 0)
"""


def unexplained(case, method):
    return case.duck.fetch(UNEXPLAINED, [method])


@given(
    carried=st.lists(st.integers(1, 10**9), max_size=8),
    rest=st.integers(0, 10**9),
    amount=st.integers(1, 10**12),
)
def test_parts_never_exceed_the_receipt_and_miss_less_than_a_unit(carried, rest, amount):
    total = sum(carried) + rest
    if not total:
        return
    parts = parts_of(tuple((f"V{n}-1", minor) for n, minor in enumerate(carried)), amount, total)
    left = amount - sum(minor for _, minor in parts)
    assert left == rest * amount // total
    for minor, (_, part) in zip(carried, parts, strict=True):
        assert abs(part * total - minor * amount) < total


def test_the_conversion_account_is_told_as_such(tmp_path):
    case = otc(tmp_path)
    declare(case, [4], [5])
    trace_case(case)
    rows = rows_of(
        case,
        """SELECT exit_kind, stop_reason FROM layer
           WHERE method = 'fifo' AND account_id = '@convert:C1'""",
    )
    assert rows == [("converted", "converted")]
    targets = rows_of(case, "SELECT targets FROM layer WHERE method = 'fifo' AND account_id = 'A'")[
        0
    ][0]
    assert json.loads(targets)[0]["account_id"] == "@convert:C1"
