"""The sample files themselves, through intake and settling, lead to the same conclusions."""

import pytest

from tests.tracing.written_cases import L1, L2A, L2B, L3, X, moment
from zhanlian.evidence import new_case
from zhanlian.intake import add_files
from zhanlian.tracing import trace_case

STANDARD, TENPAY, VICTIMS = (
    "01-bank-standard-template",
    "03-tenpay-judicial",
    "09-victims",
)
WALLET = "tenpay:wxid_sample_l2a"


def traced_from(samples, folder, *names):
    case = new_case(folder / "case")
    paths = [samples / name for name in names]
    add_files(case, paths, author="甲", now=moment("04-01 00:00"))
    trace_case(case)
    return case


@pytest.fixture(scope="module")
def story(samples, tmp_path_factory):
    case = traced_from(samples, tmp_path_factory.mktemp("story"), STANDARD, VICTIMS)
    yield case
    case.close()


def test_payments_are_matched_to_their_rows(story):
    rows = story.duck.fetch(
        """SELECT m.payment_id, m.state, t.moved_at, t.amount_minor FROM victim_match AS m
           LEFT JOIN transfer AS t USING (transfer_id) ORDER BY m.payment_id"""
    )
    assert [tuple(row.values()) for row in rows] == [
        ("V1-1", "matched", moment("03-05 14:02:11"), 5_000_000),
        ("V1-2", "not_fed_back", None, None),
        ("V2-1", "matched", moment("03-05 15:00:00"), 3_000_000),
    ]


@pytest.mark.parametrize(
    ("method", "residual"),
    [
        ("fifo", {"V2-1": 109_500}),
        ("lifo", {"": 100_000, "V1-1": 9_500}),
        ("pro-rata", {"": 76, "V1-1": 3_781, "V2-1": 105_643}),
        ("victim-first", {"": 100_000, "V2-1": 9_500}),
    ],
)
def test_the_residual_is_the_readmes(story, method, residual):
    rows = story.duck.fetch(
        "SELECT payment_id, amount_minor FROM holding WHERE account_id = ? AND method = ?",
        [L1, method],
    )
    assert {row["payment_id"]: row["amount_minor"] for row in rows} == residual


def test_layers_and_the_next_query_are_the_storys(story):
    rows = story.duck.fetch("SELECT account_id, layer_no FROM layer WHERE method = 'fifo'")
    layers = {row["account_id"]: row["layer_no"] for row in rows}
    assert {L1: 1, L2A: 2, L2B: 2, L3: 3, X: 4, f"@cash:{L3}": 4}.items() <= layers.items()
    first = story.duck.fetch("SELECT * FROM next_query ORDER BY rank_no LIMIT 1")[0]
    assert (first["account_id"], first["amount_minor"], first["asked"]) == (X, 890_000, "failed")


def test_nothing_in_the_story_is_unexplained(story):
    codes = {
        row["code"] for row in story.duck.fetch("SELECT code FROM finding WHERE room = 'tracing'")
    }
    assert codes == {"payment_not_fed_back", "query_failed"}
    assert story.duck.fetch("SELECT max(born_minor) AS born FROM trace_run")[0]["born"] == 0


def test_the_wallets_statement_takes_the_trail_on(samples, tmp_path):
    case = traced_from(samples, tmp_path, STANDARD, TENPAY, VICTIMS)
    rows = case.duck.fetch("SELECT * FROM layer WHERE method = 'fifo' AND account_id = ?", [WALLET])
    assert (rows[0]["layer_no"], rows[0]["victim_in_minor"]) == (3, 3_100_000)
    assert (rows[0]["victim_held_minor"], rows[0]["balance_minor"]) == (79_000, 79_000)
    first = case.duck.fetch("SELECT * FROM next_query ORDER BY rank_no LIMIT 1")[0]
    assert (first["account_id"], first["amount_minor"]) == ("tenpay:wxid_sample_m1", 2_000_000)
