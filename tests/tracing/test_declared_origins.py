"""Origins that are no victim's: followed in the same books, counted in none of their sums."""

import pytest

from tests.tracing.test_conversions import entries, rows_of
from tests.tracing.written_cases import pen
from zhanlian.evidence import append_decision, read_findings
from zhanlian.tracing import Method, trace_case

WAGES = """
03-05 09:00:00  WORK  A   100
03-05 09:10:00  P     A   300
03-05 09:20:00  A     B   250
03-05 09:30:00  A     C   150
"""


def declare(case, transfer_id, kind="wages", label="工资"):
    facts = {"entry_id": entries(case, [transfer_id])[0], "kind": kind, "label": label}
    append_decision(
        case.decisions_path, "origin", facts, author="甲", at="2024-04-01T00:00:00+00:00",
        reason="工资表",
    )  # fmt: skip


def wages(folder, text=WAGES, **settings):
    paper = pen(folder, **settings).hold("A").hold("C").hold("D").write(text)
    return paper.pay("V1-1", "A", 300, "03-05 09:10:00").done()


def lying(case, method):
    return rows_of(
        case,
        "SELECT account_id, origin_id, amount_minor FROM origin_holding"
        " WHERE method = ? ORDER BY 1",
        method,
    )


def victims(case):
    """Every victim figure, money of no victim included."""
    return {
        table: rows_of(case, f"SELECT * FROM {table} ORDER BY ALL")
        for table in ("holding", "flow", "trace_run", "freeze_candidate", "next_query")
    }


def test_wages_are_followed_by_the_methods_that_treat_all_money_alike(tmp_path):
    case = wages(tmp_path)
    declare(case, 1)
    trace_case(case)
    assert lying(case, "fifo") == [("B", "O1", 10_000)]
    assert lying(case, "lifo") == [("C", "O1", 10_000)]
    assert lying(case, "pro-rata") == [("B", "O1", 6_250), ("C", "O1", 3_750)]
    for method in ("victim-first", "lowest-balance", "direct"):
        assert lying(case, method) == []
    assert rows_of(case, "SELECT kind, label, account_id, amount_minor FROM declared_origin") == [
        ("wages", "工资", "A", 10_000)
    ]
    flows = "SELECT transfer_id, amount_minor FROM origin_flow WHERE method = 'pro-rata' ORDER BY 1"
    assert rows_of(case, flows) == [(1, 10_000), (3, 6_250), (4, 3_750)]


def test_no_victim_s_figure_changes(tmp_path):
    case = wages(tmp_path)
    trace_case(case)
    before = victims(case)
    declare(case, 1)
    trace_case(case)
    after = victims(case)
    runs = before.pop("trace_run"), after.pop("trace_run")
    assert before == after
    # the receipt's money is born at its own account, so more of it is unexplained than before
    assert [row[:7] for row in runs[0]] == [row[:7] for row in runs[1]]


def test_victims_money_that_the_payer_held_stops_at_the_declared_receipt(tmp_path):
    """The payer holds V1's money; a person says that what it paid to B were wages."""
    case = wages(tmp_path, """
        03-05 09:10:00  P     A   300
        03-05 09:20:00  A     B   200
        03-05 09:30:00  B     C   200
    """)  # fmt: skip
    declare(case, 2)
    trace_case(case)
    held = rows_of(
        case,
        """SELECT account_id, payment_id, amount_minor FROM holding
           WHERE method = 'fifo' AND payment_id <> '' ORDER BY 1""",
    )
    assert held == [("@origin:O1", "V1-1", 20_000), ("A", "V1-1", 10_000)]
    assert lying(case, "fifo") == [("C", "O1", 20_000)]
    passed = rows_of(
        case, "SELECT kind, account_id, amount_minor FROM passage WHERE method = 'fifo'"
    )
    assert passed == [("displaced", "A", -20_000)]


@pytest.mark.parametrize("method", [Method.FIFO, Method.LIFO, Method.PRO_RATA])
def test_every_declared_origin_is_somewhere_whole(tmp_path, method):
    case = wages(tmp_path, WAGES + "03-05 09:40:00  X  C  77\n03-05 09:50:00  C  A  100\n")
    declare(case, 1)
    declare(case, 5, kind="suspect-funds", label="自有资金")
    trace_case(case)
    sums = rows_of(
        case,
        """SELECT origin_id, sum(amount_minor)::BIGINT FROM origin_holding
           WHERE method = ? GROUP BY ALL ORDER BY ALL""",
        method.value,
    )
    assert sums == [("O1", 10_000), ("O2", 7_700)]


def test_a_declared_origin_crosses_a_conversion_too(tmp_path):
    case = wages(tmp_path, WAGES.replace("A     C   150", "A     OTC 150") + """
        03-05 10:00:00  EX  D  30  usd blank
    """)  # fmt: skip
    declare(case, 1)
    facts = {"out": entries_of_payer(case, 4), "in": entries_of_payee(case, 5)}
    append_decision(
        case.decisions_path, "convert", facts, author="甲", at="2024-04-01T00:00:00+00:00",
        reason="订单",
    )  # fmt: skip
    trace_case(case)
    assert lying(case, "lifo") == [("@convert:C2", "O1", 10_000), ("D", "O1", 2_000)]


def entries_of_payer(case, transfer_id):
    return [row[0] for row in rows_of(
        case, "SELECT out_entry_id FROM transfer WHERE transfer_id = ?", transfer_id)]  # fmt: skip


def entries_of_payee(case, transfer_id):
    return [row[0] for row in rows_of(
        case, "SELECT in_entry_id FROM transfer WHERE transfer_id = ?", transfer_id)]  # fmt: skip


def test_a_victim_s_payment_cannot_be_declared_something_else(tmp_path):
    case = wages(tmp_path)
    declare(case, 2)
    trace_case(case)
    told = [each.facts["why"] for each in read_findings(case)
            if each.code == "declaration_not_applied"]  # fmt: skip
    assert told == ["victims_payment"]
    assert not rows_of(case, "SELECT 1 FROM declared_origin")


def test_a_declaration_can_be_taken_back(tmp_path):
    case = wages(tmp_path)
    declare(case, 1)
    declare(case, 1, kind="none")
    trace_case(case)
    assert not rows_of(case, "SELECT 1 FROM declared_origin")


def test_a_returned_receipt_cannot_be_declared(tmp_path):
    case = wages(tmp_path, """
        03-05 09:00:00  WORK  A     100  as:x
        03-05 09:05:00  A     WORK  100  undo:x
        03-05 09:10:00  P     A     300
    """)  # fmt: skip
    declare(case, 1)
    trace_case(case)
    told = [each.facts["why"] for each in read_findings(case)
            if each.code == "declaration_not_applied"]  # fmt: skip
    assert told == ["row_reversed"]
