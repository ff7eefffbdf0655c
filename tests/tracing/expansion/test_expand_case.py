"""An expansion asked of a case: transfers by name, ends as a trace has them, nothing written."""

import pytest

from tests.tracing.written_cases import L1, L2A, L2B, L3, SAMPLE, X, moment, pen
from zhanlian.tracing.expansion import Stop, expand_case
from zhanlian.tracing.expansion.casewide import NotInLedger

HOUR = 3600


@pytest.fixture
def case(tmp_path):
    paper = pen(tmp_path)
    for account_id, opening in ((L1, 0), (L2A, 0), (L2B, 100), (L3, 0)):
        paper.hold(account_id, opening=opening)
    return paper.write(SAMPLE).done()


def ask(case, **asked):
    known = {"account_id": L1, "at": moment("03-05 14:02:11"), "hops": 3, "window_s": HOUR}
    return expand_case(case, **known | asked)


def test_transfers_are_named_with_hop_and_parent(case):
    found = ask(case, amount_minor_min=100_000)
    shown = {(row.payer_id, row.payee_id, row.amount_minor): row.hop for row in found.rows}
    assert shown[L1, L2A, 2_000_000] == 1
    assert shown[L2A, L3, 3_900_000] == 2
    assert shown[L3, X, 890_000] == 3
    by_id = {row.transfer_id: row for row in found.rows}
    for row in found.rows:
        parent = by_id.get(row.parent_transfer_id)
        assert (parent is None) == (row.hop == 1)
        assert parent is None or (parent.hop, parent.payee_id) == (row.hop - 1, row.payer_id)


def test_the_fee_is_listed_as_cut_off(case):
    found = ask(case, amount_minor_min=100_000)
    fee = case.duck.fetch("SELECT transfer_id FROM transfer WHERE payee_id LIKE '@fee:%'")
    assert [transfer_id for transfer_id, _ in found.cut] == [fee[0]["transfer_id"]]


def test_each_account_has_its_layer_and_reason(case):
    accounts = {each.account_id: each for each in ask(case).accounts}
    layers = {name: each.layer_no for name, each in accounts.items()}
    assert layers[L1] == 1
    assert layers[L2A] == layers[L2B] == 2
    assert layers[L3] == 3
    assert layers[f"@cash:{L3}"] == 4
    assert accounts[f"@cash:{L3}"].stop is Stop.SINK
    assert accounts[X].stop is Stop.HOPS
    assert accounts[L2A].stop is Stop.GOES_ON


def test_upstream_finds_the_victims_card(case):
    found = ask(case, account_id=X, at=moment("03-05 14:52:00"), direction="upstream", hops=4)
    payers = {row.payer_id for row in found.rows if row.hop == 4}
    assert "9999990000000001012" in payers


def test_nothing_is_written(case):
    before = case.duck.fetch("SELECT count(*) AS n FROM duckdb_tables() WHERE NOT temporary")
    rows = case.duck.fetch("SELECT count(*) AS n FROM transfer")
    ask(case)
    assert (
        case.duck.fetch("SELECT count(*) AS n FROM duckdb_tables() WHERE NOT temporary") == before
    )
    assert case.duck.fetch("SELECT count(*) AS n FROM transfer") == rows


def test_an_account_without_a_transfer_is_refused_masked(case):
    with pytest.raises(NotInLedger) as caught:
        ask(case, account_id="9999990000000007777")
    assert "9999990000000007777" not in str(caught.value)
    with pytest.raises(NotInLedger, match="USD"):
        ask(case, currency="USD")
