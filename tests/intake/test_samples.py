"""The sample deliveries: what each README says an importer must conclude."""

import shutil
from collections import Counter
from pathlib import Path

import pytest

from zhanlian.evidence import new_case
from zhanlian.intake import add_files
from zhanlian.terms import show_instant

NOW = 1_711_929_600_000_000


@pytest.fixture
def take_in(samples, tmp_path):
    """A case made of the named sample folders."""
    cases = []

    def take(*names):
        case = new_case(tmp_path / f"case{len(cases)}")
        folders = [
            Path(shutil.copytree(p, tmp_path / p.name, ignore=shutil.ignore_patterns("*.md")))
            for p in sorted(samples.iterdir()) if p.name[:2] in names
        ]  # fmt: skip
        add_files(case, folders, author="测试员", now=NOW)
        cases.append(case)
        return case

    yield take
    for case in cases:
        case.close()


def states(case):
    return Counter({r["state"]: r["n"] for r in case.duck.fetch(
        "SELECT state, count(*) AS n FROM booking GROUP BY state")})  # fmt: skip


def totals(case):
    rows = case.duck.fetch("""
        SELECT b.account_id,
          coalesce(sum(b.signed_minor) FILTER (b.signed_minor > 0), 0) AS into,
          coalesce(-sum(b.signed_minor) FILTER (b.signed_minor < 0), 0) AS out,
          arg_max(e.balance_minor, b.order_no) FILTER (e.balance_minor IS NOT NULL) AS left_minor
        FROM booking AS b JOIN entry AS e USING (entry_id)
        WHERE b.state = 'effective' GROUP BY ALL""")
    return {r["account_id"]: (r["into"], r["out"], r["left_minor"]) for r in rows}


def findings(case, code):
    return case.duck.fetch("SELECT * FROM finding WHERE code = ?", [code])


def test_every_line_of_every_file_is_in_one_class(take_in):
    case = take_in("01", "02", "03", "04", "05", "06", "07", "08", "09")
    files = case.duck.fetch("""
        SELECT f.file_id, f.line_count, count(l.class) AS classed,
          count(DISTINCT (l.sheet_no, l.line_no)) AS places
        FROM source_file AS f LEFT JOIN line_class AS l USING (file_id) GROUP BY ALL""")
    assert len(files) > 30
    for file in files:
        assert file["line_count"] == file["classed"] == file["places"]


def test_standard_template_counts(take_in):
    case = take_in("01")
    lines = case.duck.fetch("""
        SELECT l.class, count(*) AS n FROM line_class AS l JOIN source_section USING (section_id)
        WHERE kind = 'bank_transactions' AND l.class <> 'header' GROUP BY 1""")
    by_class = {row["class"]: row["n"] for row in lines}
    assert by_class == {"accepted": 20, "copy": 3, "failed": 1, "reversed": 4, "template": 1}
    assert sum(by_class.values()) == 29
    assert sum(states(case).values()) - states(case)["copy"] == 25
    assert states(case)["effective"] == 20
    copied = case.duck.fetch("""
        SELECT DISTINCT f.delivered_path FROM booking AS b JOIN entry AS e USING (entry_id)
        JOIN source_file AS f USING (file_id) WHERE b.state = 'copy'""")
    assert [row["delivered_path"][-7:] for row in copied] == ["(2).csv"], "all of B(2)"


def test_standard_template_closes_on_all_four_accounts(take_in):
    case = take_in("01")
    assert totals(case) == {
        "0009B0000000201": (8_100_000, 7_990_500, 109_500),
        "0009C0000000301": (7_000_000, 7_000_000, 0),
        "0009C0000000302": (990_000, 990_000, 0),
        "0009D0000000401": (4_890_000, 4_890_000, 0),
    }
    assert not findings(case, "balance_break")


def test_standard_template_makes_fourteen_events_with_six_mirrors(take_in):
    case = take_in("01")
    events = case.duck.fetch("SELECT * FROM transfer WHERE state = 'effective'")
    assert len(events) == 14
    assert sum(1 for e in events if e["out_entry_id"] and e["in_entry_id"]) == 6
    twins = [e for e in events if e["amount_minor"] == 2_000_000 and e["kind"] == "transfer"]
    assert len(twins) == 2, "two equal transfers in one second both stay"
    undone = case.duck.fetch("SELECT * FROM transfer WHERE state <> 'effective'")
    assert [e["state"] for e in undone] == ["reversed", "reversal"]
    assert undone[1]["undo_of_transfer_id"] == undone[0]["transfer_id"]


def test_without_the_account_sheets_two_mirrors_are_lost(samples, tmp_path):
    case = new_case(tmp_path / "case")
    folder = samples / "01-bank-standard-template"
    files = [p for p in sorted(folder.iterdir()) if "交易明细" in p.name]
    add_files(case, files, author="测试员", now=NOW)
    mirrored = case.duck.fetch(
        "SELECT count(*) AS n FROM transfer WHERE state = 'effective' "
        "AND out_entry_id IS NOT NULL AND in_entry_id IS NOT NULL"
    )
    assert mirrored[0]["n"] == 4
    case.close()


def test_direction_of_the_letter_o_follows_from_the_balance(take_in):
    case = take_in("01")
    row = case.duck.fetch("""
        SELECT b.direction, b.direction_basis, b.signed_minor FROM booking AS b
        JOIN entry AS e USING (entry_id) WHERE e.direction_text = 'O'""")
    assert row == [{"direction": "out", "direction_basis": "balance", "signed_minor": -890_000}]


def test_bank_comes_from_the_file_name_and_devices_are_one(take_in):
    case = take_in("01")
    banks = case.duck.fetch("SELECT DISTINCT bank FROM entry ORDER BY bank")
    assert [b["bank"] for b in banks] == ["样例银行B", "样例银行C", "样例银行D"]
    macs = case.duck.fetch("SELECT DISTINCT mac FROM entry WHERE mac IS NOT NULL")
    assert [m["mac"] for m in macs] == ["020000000001"]
    ips = case.duck.fetch("""
        SELECT count(DISTINCT b.account_id) AS n FROM entry AS e JOIN booking AS b USING (entry_id)
        WHERE e.ip = '203.0.113.7'""")
    assert ips[0]["n"] == 3


def test_measures_and_failed_task(take_in):
    case = take_in("01")
    kinds = case.duck.fetch("SELECT kind, amount_minor, to_at FROM measure ORDER BY rank_no")
    assert [m["kind"] for m in kinds] == ["stop_pay", "freeze", "queued_freeze"]
    assert {m["amount_minor"] for m in kinds} == {109_500}
    assert show_instant(kinds[0]["to_at"]) == "2024-03-07 17:00:00"
    failed = case.duck.fetch("SELECT task_no, reason FROM request WHERE outcome = 'failed'")
    assert failed == [{"task_no": "T0005", "reason": "未找到账户"}]


def test_titles_footers_and_lost_zeros(take_in):
    case = take_in("02")
    assert states(case) == {"effective": 5, "reversed": 1, "reversal": 1}
    footers = case.duck.fetch("SELECT count(*) AS n FROM line_class WHERE class = 'footer'")
    assert footers[0]["n"] == 2
    agreed = {f["facts"] for f in findings(case, "announced_agrees")}
    assert agreed == {
        '{"figure": "in_minor", "said": 2088889, "found": 2088889}',
        '{"figure": "out_minor", "said": 1200000, "found": 1200000}',
    }
    times = [show_instant(r["booked_at"]) for r in case.duck.fetch(
        "SELECT booked_at FROM entry ORDER BY line_no")]  # fmt: skip
    assert times[0] == "2024-04-01 09:30:05"
    assert times[3:] == [
        "2024-04-10 00:00:00", "2024-04-15 23:59:59", "2024-04-16 00:00:05", "2024-04-16 12:00:00",
    ]  # fmt: skip
    assert totals(case)["0009E0000000777"][2] == 888_889


def test_numbers_with_lost_digits_never_link(take_in):
    case = take_in("02")
    rows = case.duck.fetch("SELECT cp_number, cp_number_text FROM entry ORDER BY line_no")
    assert [r["cp_number"] for r in rows[:3]] == ["9999990000000007771", None, None]
    assert rows[1]["cp_number_text"] == rows[2]["cp_number_text"] is not None
    twins = case.duck.fetch("SELECT count(*) AS n FROM transfer WHERE amount_minor = 600000")
    assert twins[0]["n"] == 2


def test_sub_accounts_are_not_added_twice(take_in):
    case = take_in("02")
    sheet = case.duck.fetch("""
        SELECT parent_account IS NULL AS is_main, count(*) AS n, sum(balance_minor) AS total,
          sum(available_minor) AS free FROM account_sheet GROUP BY 1 ORDER BY 1""")
    assert sheet[0]["n"] == 2
    assert sheet[0]["total"] == 5_888_889
    assert sheet[0]["free"] == 888_889
    account = case.duck.fetch(
        "SELECT balance_minor FROM account WHERE account_id = '0009E0000000777'"
    )
    assert account[0]["balance_minor"] == 888_889


def test_tenpay_tree(take_in):
    case = take_in("03")
    wallet = "tenpay:wxid_sample_l2a"
    assert totals(case)[wallet] == (3_100_000, 3_021_000, 79_000)
    red = case.duck.fetch("SELECT amount_minor FROM entry WHERE serial = '1000003'")
    assert [r["amount_minor"] for r in red] == [10_000, 10_000]
    card = case.duck.fetch("SELECT moves_balance FROM entry WHERE serial = '1000004'")
    assert card == [{"moves_balance": False}]
    assert not findings(case, "balance_break")
    repeats = case.duck.fetch("SELECT count(*) AS n FROM line_class WHERE class = 'header_repeat'")
    assert repeats[0]["n"] == 1


def test_tenpay_registration_and_logins(take_in):
    case = take_in("03")
    bound = case.duck.fetch("""
        SELECT card FROM account_sheet WHERE relation = 'bound' AND valid_to IS NULL ORDER BY 1""")
    assert [b["card"] for b in bound] == ["9999990000000003018", "9999990000000004016"]
    former = case.duck.fetch("SELECT name, valid_to FROM person WHERE valid_to IS NOT NULL")
    assert [(f["name"], show_instant(f["valid_to"])) for f in former] == [
        ("样本前实名戊", "2019-12-31 23:00:00")]  # fmt: skip
    missing = case.duck.fetch("SELECT number, reason FROM request WHERE outcome = 'failed'")
    assert missing == [{"number": "sample_none", "reason": "账号sample_none不存在"}]
    logins = case.duck.fetch("SELECT ip FROM login ORDER BY logged_in_at")
    assert [row["ip"] for row in logins] == ["203.0.113.7", "2001:db8::7"]
    alias = case.duck.fetch(
        "SELECT account_id FROM account_alias WHERE alias = 'tenpay:sample_l2a'"
    )
    assert alias == [{"account_id": "tenpay:wxid_sample_l2a"}]


def test_bank_and_wallet_tell_one_transfer(take_in):
    case = take_in("01", "03")
    row = case.duck.fetch("SELECT * FROM transfer WHERE payee_id = 'tenpay:wxid_sample_l2a'")
    assert len(row) == 1
    assert row[0]["payer_id"] == "0009C0000000301"
    assert row[0]["out_entry_id"]
    assert row[0]["in_entry_id"]


def test_alipay_parts(take_in):
    case = take_in("04")
    assert states(case) == {"effective": 5, "failed": 2, "copy": 1}
    rows = case.duck.fetch("""
        SELECT e.amount_minor, b.direction FROM entry AS e JOIN booking AS b USING (entry_id)
        WHERE b.state = 'effective'""")
    paid = sum(r["amount_minor"] for r in rows if r["direction"] == "out")
    refunded = sum(r["amount_minor"] for r in rows if r["direction"] == "in")
    own = sorted(r["amount_minor"] for r in rows if r["direction"] == "own")
    assert (paid, refunded, paid - refunded) == (700_000, 50_000, 650_000)
    assert own == [30_000, 100_000]
    names = case.duck.fetch("SELECT DISTINCT own_account, own_name FROM entry")
    assert names == [{"own_account": "2088000000000401", "own_name": "样本三级甲"}]
    sheet = case.duck.fetch("SELECT card FROM account_sheet WHERE relation = 'bound' ORDER BY card")
    assert [s["card"] for s in sheet] == ["9999990000000003018", "9999990000000004016"]


@pytest.mark.parametrize(("kind", "counts"), [
    ("wechat_personal", {"in": (1, 20_000), "out": (2, 150_000), "own": (1, 30_000)}),
    ("alipay_personal", {"in": (1, 1_000), "out": (2, 302_000), "own": (1, 10_000)}),
])  # fmt: skip
def test_personal_statements_reconcile_with_their_preface(take_in, kind, counts):
    case = take_in("05")
    rows = case.duck.fetch(
        """
        SELECT b.direction, count(*) AS n, sum(e.amount_minor) AS total FROM entry AS e
        JOIN booking AS b USING (entry_id) WHERE e.kind = ? GROUP BY 1""",
        [kind],
    )
    assert {r["direction"]: (r["n"], r["total"]) for r in rows} == counts
    assert not findings(case, "announced_differs")
    assert len(findings(case, "announced_agrees")) == 14
    masked = case.duck.fetch(
        "SELECT count(*) AS n FROM entry WHERE cp_number_text LIKE '%*%' AND cp_number IS NOT NULL"
    )
    assert masked[0]["n"] == 0


def test_call_records(take_in):
    case = take_in("06")
    calls = case.duck.fetch("SELECT * FROM call ORDER BY file_id, line_no")
    unified = [c for c in calls if c["imei"]]
    unique = [c for c in unified if c["copy_of_line_no"] is None]
    assert len(unified) == 27
    assert len(unique) == 26
    callers = [c for c in unique if c["role"] == "caller"]
    assert len({c["other_number"] for c in callers}) == len(callers) == 24
    assert sorted(Counter(c["duration_s"] for c in callers).items()) == [(0, 16), (25, 8)]
    assert Counter(c["role"] for c in unique) == {"caller": 24, "callee": 1, "message_out": 1}
    assert len({c["imei"] for c in unique}) == 1
    assert len({c["imsi"] for c in unique}) == len({c["own_number"] for c in unique}) == 4
    assert {c["cell"] for c in unique} == {"40001-123456789"}
    span_s = (
        max(c["started_at"] for c in callers) - min(c["started_at"] for c in callers)
    ) // 10**6
    assert span_s == 15 * 60 + 20
    assert all(not c["own_number"].startswith("86") for c in unique)


def test_carrier_bill(take_in):
    case = take_in("06")
    rows = case.duck.fetch("SELECT * FROM call WHERE imei IS NULL ORDER BY line_no")
    assert [r["duration_s"] for r in rows] == [233, 3_723, 45, 15]
    assert [r["cell"] for r in rows] == ["40001-1001", "40001-1001", "40001-1001", None]
    assert {r["own_number"] for r in rows} == {"10000000201"}
    assert rows[2]["other_number"] == rows[1]["other_number"] == "10000000301"
    assert rows[0]["is_international"]
    assert rows[3]["role"] == "forward"


def test_travel_records(take_in):
    case = take_in("07")
    crossings = case.duck.fetch("SELECT * FROM crossing ORDER BY line_no")
    assert len({c["id_no"] for c in crossings}) == 3
    assert [c["direction"] for c in crossings] == ["out", "in", "out", "in", "in"]
    tickets = case.duck.fetch("SELECT * FROM journey ORDER BY line_no")
    assert [t["status"] for t in tickets] == ["valid"] * 5 + ["refunded"]
    assert {t["seat"] for t in tickets if t["order_no"] == "O1"} == {"12A", "12B", "12C"}
    stays = case.duck.fetch("SELECT * FROM stay ORDER BY line_no")
    assert [s["room"] for s in stays] == ["801", "803", "803", "502"]
    assert show_instant(stays[1]["to_at"]) == "2024-03-02 04:00:00"


def test_token_transfers_and_exchange_ledger(take_in):
    case = take_in("08")
    address = "chain:tron:TSampLeAddressMuLe1111111111111111"
    into, out, _ = totals(case)[address]
    assert (into, out, into - out) == (2_760_000_001, 2_749_000_000, 11_000_001)
    assert states(case)["excluded"] == 1, "a token that only bears the name"
    assert states(case)["failed"] == 1, "a reverted row"
    first = case.duck.fetch(
        "SELECT booked_at FROM entry WHERE kind = 'token_transfers' ORDER BY line_no LIMIT 1"
    )
    assert show_instant(first[0]["booked_at"]) == "2024-03-05 16:30:00"
    ledger = case.duck.fetch("""
        SELECT sum(CASE WHEN direction IN ('out') THEN -amount_minor ELSE amount_minor END) AS total
        FROM entry WHERE kind = 'exchange_ledger'""")
    assert ledger[0]["total"] == 9_000_000


def test_victim_table(take_in):
    case = take_in("09")
    victims = case.duck.fetch("SELECT victim_id, name FROM victim ORDER BY 1")
    assert [v["victim_id"] for v in victims] == ["V1", "V2"]
    paid = case.duck.fetch("SELECT * FROM victim_payment ORDER BY payment_id")
    assert [(p["payment_id"], p["amount_minor"]) for p in paid] == [
        ("V1-1", 5_000_000), ("V1-2", 300_000), ("V2-1", 3_000_000)]  # fmt: skip
    assert paid[1]["to_number"] is None
    assert paid[2]["paid_at_precision"] == "h"
    assert '"found": 8300000' in findings(case, "announced_agrees")[0]["facts"]
