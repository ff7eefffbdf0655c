"""The story of sample 01, filled by hand into a case: two victims, L1, two L2, L3, cash and X.

Four methods are followed by a slow twin in plain Python; a colleague can check it on paper:
first in first out leaves V2 1,095.00 in L1, last in first out leaves V1 95.00.
"""

import json
from datetime import datetime
from fractions import Fraction

from zhanlian.engines import as_columns
from zhanlian.evidence import BY_NAME, new_case
from zhanlian.terms import CHINA, to_instant

NOW = to_instant(datetime(2024, 3, 8, 9, 30, tzinfo=CHINA))
L1, L2A, L2B, L3 = (f"9999990000000002{n:03d}" for n in (10, 21, 22, 31))
X, V1A, V2A = "9999990000000009001", "9999990000000001001", "9999990000000001002"
EMPLOYER = "@name:" + L1 + ":样例工厂有限公司"
CASH, FEE, QUICK = f"@cash:{L3}", f"@fee:{L1}", "@channel:财付通"
NAMES = {
    L1: "样本一级甲", L2A: "样本二级甲", L2B: "样本二级乙", L3: "样本三级甲", X: "样*丙",
    V1A: "被害人甲", V2A: "被害人乙",
}  # fmt: skip
HELD = {L1: 1, L2A: 1, L2B: 2, L3: 3}
BANKS = {1: "样例银行B", 2: "样例银行C", 3: "样例银行D"}

# at (5 or 6 March 2024), payer, payee, fen, payment, kind
MOVES = [
    ("05 09:00:00", EMPLOYER, L1, 100_000, "", "transfer"),
    ("05 14:02:11", V1A, L1, 5_000_000, "V1-1", "transfer"),
    ("05 14:05:30", L1, L2A, 2_000_000, "", "transfer"),
    ("05 14:05:30", L1, L2A, 2_000_000, "", "transfer"),
    ("05 14:06:10", L1, L2B, 990_000, "", "transfer"),
    ("05 14:06:11", L1, FEE, 500, "", "fee"),
    ("05 15:00:00", V2A, L1, 3_000_000, "V2-1", "transfer"),
    ("05 15:03:00", L1, L2A, 3_000_000, "", "transfer"),
    ("05 15:10:01", L2A, QUICK, 3_100_000, "", "transfer"),
    ("05 15:20:00", L2A, L3, 3_900_000, "", "transfer"),
    ("05 15:21:00", L2B, L3, 990_000, "", "transfer"),
    ("05 16:00:00", L3, CASH, 2_000_000, "", "cash"),
    ("05 16:02:00", L3, CASH, 2_000_000, "", "cash"),
    ("05 16:30:00", L3, X, 890_000, "", "transfer"),
]
METHODS = ("fifo", "lifo", "pro-rata", "victim-first")


def moment(text):
    day, clock = text.split()
    hour, minute, second = map(int, clock.split(":"))
    return to_instant(datetime(2024, 3, int(day), hour, minute, second, tzinfo=CHINA))


def entry_id(file_id, line_no):
    return file_id * 2**40 + line_no * 4


def put(case, table, rows):
    case.duck.append(table, as_columns(rows, BY_NAME[table].column_names()))


# --- the slow twin ----------------------------------------------------------------------------


def follow(method, moves=MOVES):
    """(flows, holdings): what each move carried of each payment, and what lies where."""
    purses, flows = {}, []
    for number, (_, payer, payee, fen, payment, _) in enumerate(moves, start=1):
        if payment or payer == EMPLOYER:
            taken = [(payment, fen)]
        else:
            taken = take(purses.setdefault(payer, []), fen, method)
        purses.setdefault(payee, []).extend(taken)
        flows += [(number, name, amount) for name, amount in total(taken).items() if name]
    holdings = {
        (account, name): amount
        for account, purse in purses.items()
        for name, amount in total(purse).items()
    }
    return flows, holdings


def take(purse, fen, method):
    if method == "pro-rata":
        return take_shares(purse, fen)
    taken = []
    while fen:
        at = {"fifo": 0, "lifo": len(purse) - 1}.get(method)
        if at is None:
            at = next((n for n, (name, _) in enumerate(purse) if name), 0)
        name, amount = purse.pop(at)
        part = min(fen, amount)
        if amount > part:
            purse.insert(at, (name, amount - part))
        taken.append((name, part))
        fen -= part
    return taken


def take_shares(purse, fen):
    """Cumulative rounding, money of no victim first."""
    sums = total(purse)
    whole, before, taken = sum(sums.values()), 0, []
    for name, amount in sorted(sums.items()):
        upto = before + amount
        part = int(Fraction(upto * fen, whole)) - int(Fraction(before * fen, whole))
        taken.append((name, part))
        sums[name] -= part
        before = upto
    purse[:] = [(name, amount) for name, amount in sums.items() if amount]
    return [(name, part) for name, part in taken if part]


def total(pieces):
    sums = {}
    for name, amount in pieces:
        sums[name] = sums.get(name, 0) + amount
    return sums


# --- the case ---------------------------------------------------------------------------------


def hand_case(folder, *, name="样例一号案"):
    case = new_case(folder, name=name)
    put_files(case)
    put_victims(case)
    put_money(case)
    put_findings(case)
    for method in METHODS:
        put_trace(case, method)
    put_lists(case)
    put_compared(case)
    return case


def put_files(case):
    put(case, "import_run", [{
        "run_id": 1, "started_at": NOW, "author": "测试", "tool_version": "0.1.0", "file_count": 4,
        "line_count": 40,
    }])  # fmt: skip
    put(case, "source_file", [
        {
            "file_id": file_id, "run_id": 1, "digest": f"{file_id}" * 64, "byte_count": 2048,
            "delivered_path": f"反馈/样例银行{bank}交易明细信息.csv",
            "root_digest": f"{file_id}" * 64, "member_path": "", "container": "csv",
            "encoding": "gb18030", "delimiter": ",",
            "received_by": "测试", "received_at": NOW, "line_count": lines,
        }
        for file_id, bank, lines in ((1, "B", 16), (2, "C", 6), (3, "D", 8), (4, "被害人", 4))
    ])  # fmt: skip
    put(case, "source_section", [
        {
            "section_id": file_id * 2**20, "file_id": file_id, "sheet_no": 0, "sheet_name": "",
            "header_line_no": 1, "kind": "bank_transactions", "signature": "x", "mapping": "{}",
            "bank": BANKS.get(file_id), "row_count": 1,
        }
        for file_id in (1, 2, 3, 4)
    ])  # fmt: skip
    put(case, "source_line", [
        {
            "file_id": file_id, "sheet_no": 0, "line_no": line, "section_id": file_id * 2**20,
            "class": "header" if line == 1 else "blank" if (file_id, line) == (1, 16) else
            "accepted",
        }
        for file_id, lines in ((1, 16), (2, 6), (3, 8), (4, 4))
        for line in range(1, lines + 1)
    ])  # fmt: skip
    put(
        case,
        "line_verdict",
        [
            {
                "file_id": 1,
                "sheet_no": 0,
                "line_no": 13,
                "class": "copy",
                "reason": "copy of f1:0:2",
            },
            {"file_id": 1, "sheet_no": 0, "line_no": 14, "class": "failed", "reason": "失败"},
            {"file_id": 1, "sheet_no": 0, "line_no": 15, "class": "reversed", "reason": "冲正"},
        ],
    )


def put_victims(case):
    put(case, "victim", [
        {"victim_id": v, "name": NAMES[account], "id_no": f"00000019900101{n}00X", "file_id": 4,
         "sheet_no": 0, "line_no": n + 1}
        for n, (v, account) in enumerate((("V1", V1A), ("V2", V2A)), start=1)
    ])  # fmt: skip
    said = [
        ("V1-1", "V1", 5_000_000, V1A, L1, "2024-3-5 14时许", 2),
        ("V1-2", "V1", 300_000, None, None, "2024年3月5日晚", 2),
        ("V2-1", "V2", 3_000_000, V2A, L1, "2024-3-5 15时许", 3),
    ]
    put(case, "victim_payment", [
        {
            "payment_id": payment, "victim_id": victim, "file_id": 4, "sheet_no": 0,
            "line_no": line, "section_id": 4 * 2**20, "paid_at_text": told,
            "amount_minor": fen, "amount_text": str(fen), "currency": "CNY",
            "from_number": payer, "to_number": payee, "to_number_text": payee or "支付宝账户",
            "fraud_type": "刷单返利", "reported_to": "样例分局",
        }
        for payment, victim, fen, payer, payee, told, line in said
    ])  # fmt: skip
    put(case, "victim_match", [
        {"payment_id": "V1-1", "state": "matched", "transfer_id": 2, "account_id": L1,
         "difference_minor": 0, "basis": "payee+amount+time+payer"},
        {"payment_id": "V1-2", "state": "not_fed_back", "basis": "payee's number not usable"},
        {"payment_id": "V2-1", "state": "matched", "transfer_id": 7, "account_id": L1,
         "difference_minor": 0, "basis": "payee+amount+time"},
    ])  # fmt: skip


def put_money(case):
    accounts = {party for _, payer, payee, *_ in MOVES for party in (payer, payee)}
    put(case, "account", [
        {
            "account_id": each, "scheme": "reserved" if each.startswith("@") else "bank",
            "holder_name": NAMES.get(each), "holder_id_no": None, "bank": BANKS.get(HELD.get(each)),
            "kind": "personal" if each in HELD else None, "is_held": each in HELD,
            "entry_count": 5 if each in HELD else 0, "currency": "CNY",
            "available_minor": 0 if each == L1 else None,
        }
        for each in sorted(accounts)
    ])  # fmt: skip
    lines = dict.fromkeys((1, 2, 3), 1)
    transfers, entries, bookings = [], [], []
    for number, (at, payer, payee, fen, _, kind) in enumerate(MOVES, start=1):
        sides = {}
        for side, own, other in (("out", payer, payee), ("in", payee, payer)):
            if own in HELD:
                file_id = HELD[own]
                lines[file_id] += 1
                place = {"file_id": file_id, "sheet_no": 0, "line_no": lines[file_id]}
                sides[side] = entry_id(file_id, lines[file_id])
                entries.append(entry_row(place, sides[side], own, fen, at=at, transfer=number))
                bookings.append(
                    booking_row(sides[side], own, other, side, fen=fen, transfer=number)
                )
        transfers.append({
            "transfer_id": number, "payer_id": payer, "payee_id": payee, "moved_at": moment(at),
            "amount_minor": fen, "currency": "CNY", "state": "effective", "kind": kind,
            "out_entry_id": sides.get("out"), "in_entry_id": sides.get("in"),
        })  # fmt: skip
    put(case, "entry", entries)
    put(case, "booking", bookings)
    put(case, "transfer", transfers)


def entry_row(place, number, own, fen, *, at, transfer):
    return place | {
        "entry_id": number, "section_id": place["file_id"] * 2**20, "kind": "bank_transactions",
        "own_scheme": "bank", "own_account": own, "own_name": NAMES[own],
        "booked_at": moment(at), "booked_at_text": f"2024-03-{at}", "amount_minor": fen,
        "amount_text": str(fen), "currency": "CNY", "direction": "out", "success": "yes",
        "moves_balance": True, "serial": f"B{transfer:010d}", "ip": "203.0.113.7",
        "remark": '=HYPERLINK("x")' if transfer == 3 else "+cmd|' /C calc'!A0",
    }  # fmt: skip


def booking_row(number, own, other, side, *, fen, transfer):
    return {
        "entry_id": number, "account_id": own, "cp_account_id": other, "cp_basis": "number",
        "direction": side, "direction_basis": "stated", "state": "effective",
        "signed_minor": fen if side == "in" else -fen, "order_no": 1, "order_basis": "time",
        "transfer_id": transfer,
    }  # fmt: skip


def put_findings(case):
    put(case, "finding", [
        {"finding_id": 1, "room": "settle", "code": "balance_break", "level": "warn",
         "facts": json.dumps({"account": L1, "expected_minor": 109_500, "found_minor": 109_000}),
         "rows": '["f1:0:5"]', "row_count": 1},
        {"finding_id": 2, "room": "settle", "code": "direction_inferred", "level": "note",
         "facts": '{"count": 1}', "rows": '["f3:0:6"]', "row_count": 1},
        {"finding_id": 3, "room": "intake", "code": "never_heard_of", "level": "alarm",
         "facts": '{"note": "<script>alert(1)</script>"}', "rows": "[]", "row_count": 0},
    ])  # fmt: skip
    put(case, "question", [{
        "question_id": "q1", "file_id": 1, "section_id": 2**20, "about": "交易日期",
        "choices": '["txn_datetime", "txn_date"]', "samples": '["20240305"]',
        "chosen": "txn_datetime", "why": "this name is used for more than one thing",
    }])  # fmt: skip
    put(case, "measure", [
        {"file_id": 1, "sheet_no": 0, "line_no": 90 + n, "section_id": 1, "account": L1,
         "kind": kind, "agency": agency, "from_at": NOW, "to_at": NOW, "currency": "CNY"}
        for n, (kind, agency) in enumerate((("stop_pay", "样例分局"), ("freeze", "样例分局")))
    ])  # fmt: skip
    put(case, "request", [{
        "file_id": 1, "sheet_no": 0, "line_no": 99, "section_id": 1, "number": X,
        "outcome": "failed", "reason": "未找到账户",
    }])  # fmt: skip


# --- results ----------------------------------------------------------------------------------


def put_trace(case, method):
    flows, holdings = follow(method)
    put(case, "flow", [
        {"figure_id": f"F:{method}:{n}:{payment}", "method": method, "transfer_id": n,
         "payment_id": payment, "amount_minor": fen}
        for n, payment, fen in flows
    ])  # fmt: skip
    put(case, "holding", [
        {"figure_id": f"H:{method}:{account}:{payment}", "method": method, "currency": "CNY",
         "account_id": account, "payment_id": payment, "amount_minor": fen, "strict_minor": 0}
        for (account, payment), fen in sorted(holdings.items())
    ])  # fmt: skip
    victims = {pair: fen for pair, fen in holdings.items() if pair[1]}
    held = sum(fen for (account, _), fen in victims.items() if account in HELD)
    put(case, "trace_run", [{
        "method": method, "method_version": f"{method}/1",
        "rounding": "cumulative-floor (累计取整)" if method == "pro-rata" else "",
        "currency": "CNY", "victim_minor": sum(victims.values()), "held_minor": held,
        "outside_minor": sum(victims.values()) - held,
        "other_minor": sum(holdings.values()) - sum(victims.values()), "born_minor": 0,
        "transfer_count": len(MOVES),
    }])  # fmt: skip
    put(case, "layer", layer_rows(method, flows))


LAYERS = {L1: 1, L2A: 2, L2B: 2, FEE: 2, L3: 3, QUICK: 3, CASH: 4, X: 4}
EXITS = {CASH: "cash", QUICK: "channel", X: "un_queried", L1: "held", FEE: "channel"}
STOPS = {CASH: "cash", X: "un_queried", L1: "held", QUICK: "outside", FEE: "outside"}


def layer_rows(method, flows):
    rows = []
    for account, layer_no in LAYERS.items():
        came = [(n, fen) for n, _, fen in flows if MOVES[n - 1][2] == account]
        went = [(n, fen) for n, _, fen in flows if MOVES[n - 1][1] == account]
        victim_in, victim_out = (sum(fen for _, fen in side) for side in (came, went))
        if not came:
            continue
        targets = total([(MOVES[n - 1][2], fen) for n, fen in went])
        rows.append({
            "figure_id": f"L:{method}:{account}", "method": method, "currency": "CNY",
            "layer_no": layer_no, "account_id": account,
            "parent_account_id": MOVES[came[0][0] - 1][1],
            "first_in_at": moment(MOVES[came[0][0] - 1][0]),
            "last_out_at": moment(MOVES[went[-1][0] - 1][0]) if went else None,
            "in_count": sum(m[2] == account for m in MOVES),
            "in_minor": sum(m[3] for m in MOVES if m[2] == account),
            "out_count": sum(m[1] == account for m in MOVES),
            "out_minor": sum(m[3] for m in MOVES if m[1] == account),
            "victim_in_minor": victim_in, "victim_out_minor": victim_out,
            "victim_held_minor": victim_in - victim_out,
            "targets": json.dumps([
                {"account_id": other, "amount_minor": fen}
                for other, fen in sorted(targets.items(), key=lambda item: -item[1])[:3]
            ]),
            "exit_kind": EXITS.get(account, "passed_on"), "stop_reason": STOPS.get(account, "none"),
            "balance_minor": 109_500 if account == L1 else 0 if account in HELD else None,
            "is_held": account in HELD,
        })  # fmt: skip
    return rows


def put_lists(case):
    put(case, "portrait", [{
        "figure_id": f"P:{L2A}:transit", "account_id": L2A, "indicator": "transit",
        "value": '{"ratio_ppm": 1000000, "hold_s": 1199}', "threshold": '{"transit_ppm": 900000}',
        "counter_facts": "[]", "rows": '["f1:0:5", "f1:0:6"]',
    }, {
        "figure_id": f"P:{L1}:emptied", "account_id": L1, "indicator": "emptied",
        "value": '{"balance_minor": 109500}', "threshold": '{"emptied_minor_max": 1000}',
        "counter_facts": '{"salary_minor": 100000, "rows": 1}', "rows": '["f1:0:2"]',
    }])  # fmt: skip
    put(case, "next_query", [{
        "figure_id": f"Q:{X}:failed_query", "rank_no": 1, "account_id": X, "bank": None,
        "contents": "statement opening counterparty", "reason": "failed_query",
        "amount_minor": 890_000, "currency": "CNY", "asked": "failed",
        "last_at": moment("05 16:30:00"),
    }])  # fmt: skip
    put(case, "freeze_candidate", [
        {
            "figure_id": f"Z:{account}", "rank_no": rank, "account_id": account,
            "account_kind": "personal", "holder_name": NAMES[account], "bank": bank,
            "balance_minor": balance, "victim_minor": high, "victim_minor_low": low,
            "victim_minor_high": high, "from_account_id": payer, "from_minor": high,
            "from_at": moment("05 16:30:00"), "minutes_since": 95, "measures": "[]",
            "advice": advice, "expires_at": moment("07 16:30:00"), "currency": "CNY",
            "reason": '{"rows": 1}', "speed_ppm": 0,
        }
        for rank, account, bank, balance, low, high, payer, advice in (
            (1, X, None, None, 890_000, 890_000, L3, "stop_pay"),
            (2, L1, "样例银行B", 109_500, 9_500, 109_500, V2A, "renew"),
        )
    ])  # fmt: skip


# --- methods compared -------------------------------------------------------------------------

HELD_BY = '{"fifo": 109500, "lifo": 9500, "pro-rata": 109424, "victim-first": 9500}'
OF_V2 = '{"fifo": 109500, "lifo": 0, "pro-rata": 105643, "victim-first": 9500}'
FIRST = json.dumps(dict.fromkeys(METHODS, X))


def put_compared(case):
    """What tracing concludes of the four methods; direct was not run."""
    put(case, "sensitivity", [
        compared("D:V2-1", "payment", "", "V2-1", OF_V2, (109_500, 0, 109_500), "depends"),
        compared(f"M:{L1}", "account", L1, "", HELD_BY, (109_500, 9_500, 109_500), "at_least"),
        compared(f"M:{L1}:V2-1", "cell", L1, "V2-1", OF_V2, (109_500, 0, 109_500), "depends"),
    ])  # fmt: skip
    put(case, "robust", [
        {"figure_id": "R:first_freeze", "rank_no": 1, "kind": "first_freeze", "currency": "CNY",
         "account_id": X, "payment_id": "", "by_method": FIRST, "holds": "all"},
        {"figure_id": "R:held_total", "rank_no": 2, "kind": "held_total", "currency": "CNY",
         "account_id": "", "payment_id": "", "amount_minor": 9_500, "high_minor": 109_500,
         "by_method": HELD_BY, "holds": "no"},
        {"figure_id": f"R:account_at_least:{L1}", "rank_no": 3, "kind": "account_at_least",
         "currency": "CNY", "account_id": L1, "payment_id": "", "amount_minor": 9_500,
         "high_minor": 109_500, "by_method": HELD_BY, "holds": "methods"},
    ])  # fmt: skip
    put(case, "upper_bound", [{
        "figure_id": f"U:{L1}", "currency": "CNY", "account_id": L1, "payment_count": 2,
        "deposit_minor": 8_000_000, "balance_minor": 109_500, "upper_minor": 109_500,
        "is_reached": True, "is_held": True,
    }])  # fmt: skip
    put(case, "conversion", [{
        "figure_id": "C:fifo:C1:V1-1", "method": "fifo", "conversion_id": "C1",
        "payment_id": "V1-1", "out_currency": "CNY", "out_minor": 72_000, "in_currency": "USDT",
        "in_minor": 100_000_000, "out_transfers": "[14]", "in_transfers": "[15]",
        "said": "订单 7788",
    }])  # fmt: skip
    put(case, "declared_origin", [{
        "figure_id": "O:O2", "origin_id": "O2", "kind": "wages", "label": "样例工厂工资",
        "transfer_id": 1, "account_id": L1, "currency": "CNY", "amount_minor": 100_000,
        "decision_seq": 2,
    }])  # fmt: skip
    put(case, "origin_holding", [{
        "figure_id": f"I:fifo:{L2A}:O2", "method": "fifo", "currency": "CNY", "account_id": L2A,
        "origin_id": "O2", "amount_minor": 100_000,
    }])  # fmt: skip


def compared(figure, scope, account, payment, by_method, amounts, holds):  # noqa: PLR0917
    main, low, high = amounts
    return {
        "figure_id": figure, "scope": scope, "currency": "CNY", "account_id": account,
        "payment_id": payment, "main_minor": main, "low_minor": low, "high_minor": high,
        "spread_minor": high - low, "by_method": by_method, "low_all_minor": low,
        "high_all_minor": high, "upper_minor": 109_500 if account else None,
        "ties_matter": scope == "account", "openings_matter": False, "holds": holds,
    }  # fmt: skip
