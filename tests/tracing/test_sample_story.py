"""The story of sample 01, written by hand: every conclusion its README states, to the fen."""

import json

import pytest

from tests.tracing.written_cases import L1, L2A, L2B, L3, V1_CARD, X, sample_pen
from zhanlian.evidence import BY_NAME, read_findings
from zhanlian.tracing import Method, trace_case

RESULTS = (
    "victim_match", "trace_run", "holding", "flow", "layer", "portrait", "next_query",
    "freeze_candidate", "finding",
)  # fmt: skip


@pytest.fixture(scope="module")
def traced(tmp_path_factory):
    case = sample_pen(tmp_path_factory.mktemp("sample")).done()
    trace_case(case)
    yield case
    case.close()


def held(case, account_id, method):
    rows = case.duck.fetch(
        "SELECT payment_id, amount_minor FROM holding WHERE account_id = ? AND method = ?",
        [account_id, method],
    )
    return {row["payment_id"]: row["amount_minor"] for row in rows}


def test_the_three_payments_are_matched_as_the_readme_says(traced):
    rows = traced.duck.fetch("SELECT * FROM victim_match ORDER BY payment_id")
    assert [(row["payment_id"], row["state"], row["transfer_id"]) for row in rows] == [
        ("V1-1", "matched", 2), ("V1-2", "not_fed_back", None), ("V2-1", "matched", 12),
    ]  # fmt: skip
    assert rows[0]["basis"] == "payee+amount+time+payer"
    assert rows[2]["basis"] == "payee+amount+time+tail", "four digits confirm, they do not decide"


@pytest.mark.parametrize(
    ("method", "residual"),
    [
        ("fifo", {"V2-1": 109_500}),
        ("lifo", {"": 100_000, "V1-1": 9_500}),
        ("pro-rata", {"": 76, "V1-1": 3_781, "V2-1": 105_643}),
        ("victim-first", {"": 100_000, "V2-1": 9_500}),
    ],
)
def test_the_residual_of_1095_yuan_depends_on_the_method(traced, method, residual):
    assert held(traced, L1, method) == residual


@pytest.mark.parametrize("method", [each.value for each in Method])
def test_what_came_in_is_held_or_outside(traced, method):
    run = traced.duck.fetch("SELECT * FROM trace_run WHERE method = ?", [method])[0]
    assert run["victim_minor"] == 8_000_000 == run["held_minor"] + run["outside_minor"]
    assert run["born_minor"] == 0
    assert run["method_version"] == f"{method}/1"
    by_payment = traced.duck.fetch(
        "SELECT payment_id, sum(amount_minor)::BIGINT AS amount FROM holding "
        "WHERE method = ? AND payment_id <> '' GROUP BY ALL ORDER BY ALL",
        [method],
    )
    assert [(row["payment_id"], row["amount"]) for row in by_payment] == [
        ("V1-1", 5_000_000),
        ("V2-1", 3_000_000),
    ]


def test_layers_run_from_the_paid_account_to_cash_and_the_unknown(traced):
    rows = traced.duck.fetch("SELECT * FROM layer WHERE method = 'fifo'")
    layers = {row["account_id"]: (row["layer_no"], row["stop_reason"]) for row in rows}
    assert layers == {
        L1: (1, "held"),
        L2A: (2, "none"),
        L2B: (2, "none"),
        f"@fee:{L1}": (2, "outside"),
        L3: (3, "none"),
        "@channel:财付通支付科技有限公司": (3, "outside"),
        f"@cash:{L3}": (4, "cash"),
        X: (4, "un_queried"),
    }


def test_a_layer_row_has_the_columns_of_the_list(traced):
    row = traced.duck.fetch("SELECT * FROM layer WHERE figure_id = ?", [f"L:fifo:{L3}"])[0]
    assert (row["in_minor"], row["out_minor"]) == (4_890_000, 4_890_000)
    assert (row["in_count"], row["out_count"]) == (2, 3)
    assert row["victim_in_minor"] == row["victim_out_minor"] == 4_790_000
    assert row["victim_held_minor"] == row["balance_minor"] == 0
    assert row["parent_account_id"] == L2A
    assert row["exit_kind"] == "cash"
    assert json.loads(row["targets"]) == [
        {"account_id": f"@cash:{L3}", "amount_minor": 3_900_000, "count": 2},
        {"account_id": X, "amount_minor": 890_000, "count": 1},
    ]


def test_a_transfer_that_was_returned_counts_on_no_side(traced):
    row = traced.duck.fetch("SELECT * FROM layer WHERE figure_id = ?", [f"L:fifo:{L2B}"])[0]
    assert (row["in_count"], row["in_minor"], row["out_minor"]) == (1, 990_000, 990_000)


def test_the_account_nobody_found_is_asked_for_first(traced):
    rows = traced.duck.fetch("SELECT * FROM next_query ORDER BY rank_no")
    first = rows[0]
    assert (first["account_id"], first["amount_minor"], first["asked"]) == (X, 890_000, "failed")
    assert first["figure_id"] == f"Q:{X}:failed_query"
    assert [row["reason"] for row in rows] == [
        "failed_query", "named_by_victim", "broken_chain", "cash_out",
    ]  # fmt: skip
    reasons = {found.code: found.facts for found in read_findings(traced)}
    assert reasons["query_failed"]["reason"] == "未找到账户"


def test_the_freeze_list_names_the_unknown_account_and_the_frozen_rest(traced):
    rows = traced.duck.fetch("SELECT * FROM freeze_candidate ORDER BY rank_no")
    assert [(row["account_id"], row["advice"]) for row in rows] == [(X, "stop_pay"), (L1, "none")]
    rest = rows[1]
    assert (rest["victim_minor"], rest["victim_minor_low"]) == (109_500, 9_500)
    assert rest["balance_minor"] == 109_500
    kinds = [each["kind"] for each in json.loads(rest["measures"])]
    assert kinds == ["stop_pay", "freeze", "queued_freeze"]
    assert rest["from_account_id"] == "9999990000000001020"
    assert rest["speed_ppm"] > 900_000


def test_salary_stands_beside_the_transit_indicator(traced):
    row = traced.duck.fetch("SELECT * FROM portrait WHERE figure_id = ?", [f"P:{L1}:transit"])[0]
    value = json.loads(row["value"])
    assert (value["in_minor"], value["out_minor"]) == (8_100_000, 7_990_500)
    assert value["strong"] is True
    facts = json.loads(row["counter_facts"])
    assert [(each["kind"], each["amount_minor"]) for each in facts] == [("salary", 100_000)]
    assert json.loads(row["threshold"])["transit_ppm"] == 900_000


def test_one_address_on_three_holders_is_a_lead(traced):
    row = traced.duck.fetch(
        "SELECT * FROM portrait WHERE account_id = ? AND indicator = 'shared_device'", [L2A]
    )[0]
    assert json.loads(row["value"]) == [
        {"ip": "203.0.113.7", "holders": 3, "accounts": [L1, L2B]},
    ]


def test_every_figure_id_is_unique_and_every_row_fits_its_table(traced):
    for table in RESULTS[2:-1]:
        rows = traced.duck.fetch(f"SELECT * FROM {table}")
        assert len({row["figure_id"] for row in rows}) == len(rows), table
        required = [column.name for column in BY_NAME[table].columns if column.required]
        assert all(row[name] is not None for row in rows for name in required), table


def test_a_second_run_gives_equal_tables(traced):
    before = {name: traced.duck.fetch(f"SELECT * FROM {name}") for name in RESULTS}
    trace_case(traced)
    for name in RESULTS:
        assert traced.duck.fetch(f"SELECT * FROM {name}") == before[name], name


def test_the_victims_own_account_is_no_layer_and_no_candidate(traced):
    for table in ("layer", "freeze_candidate", "next_query"):
        query = f"SELECT 1 FROM {table} WHERE account_id = ?"
        assert not traced.duck.fetch(query, [V1_CARD]), table
