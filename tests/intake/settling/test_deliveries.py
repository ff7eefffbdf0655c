"""Deliveries made from a known truth: copies, twins, failures and order must come back to it."""

import csv
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from zhanlian.evidence import new_case
from zhanlian.intake import add_files
from zhanlian.intake.settling import bookings

HEADER = [
    "交易卡号", "交易账号", "账户开户名称", "交易时间", "交易金额", "交易余额", "收付标志",
    "交易对手账卡号", "对手户名", "摘要说明", "交易币种", "交易是否成功", "交易流水号",
]  # fmt: skip
START = datetime(2024, 3, 5, 9, 0, 0)  # noqa: DTZ001  written as banks write it
CARD = "9999990000000002010"

MOVES = st.lists(
    st.tuples(st.integers(1, 5), st.booleans(), st.booleans(), st.booleans()),
    min_size=1, max_size=12,
)  # fmt: skip


def statement(moves, *, serials):
    """True rows of one account: (amount in yuan, is_in, next second?, failed?)."""
    rows, at, balance = [], START, 100
    for number, (yuan, is_in, is_later, is_failed) in enumerate(moves):
        at += timedelta(seconds=int(is_later))
        amount = yuan * 10
        if not is_failed:
            balance += amount if is_in else -amount
        rows.append([
            CARD, "0009B0000000201", "样本一级甲", at.strftime("%Y-%m-%d %H:%M:%S"),
            f"{amount}.00", f"{balance}.00", "进" if is_in else "出", "9999990000000003018",
            "样本二级甲", "转账", "CNY", "否" if is_failed else "是",
            f"B{number:06d}" if serials else "-",
        ])  # fmt: skip
    return rows


def write(path, rows):
    with path.open("w", encoding="gb18030", newline="") as file:
        csv.writer(file).writerows([HEADER, *rows])
    return path


def conclude(files, folder):
    case = new_case(folder / "case")
    add_files(case, files, author="测试员", now=0)
    states = case.duck.fetch("""
        SELECT b.state, count(*) AS n, sum(b.signed_minor) AS total FROM booking AS b GROUP BY 1""")
    booked = case.duck.fetch("SELECT * EXCLUDE (transfer_id) FROM booking ORDER BY entry_id")
    breaks = case.duck.fetch("SELECT * FROM finding WHERE code LIKE 'balance%'")
    case.close()
    return {row["state"]: (row["n"], row["total"]) for row in states}, booked, breaks


@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow])
@given(MOVES, st.data())
def test_overlapping_requeries_never_change_a_total(moves, data):
    rows = statement(moves, serials=True)
    start = data.draw(st.integers(0, len(rows) - 1))
    with TemporaryDirectory() as place:
        folder = Path(place)
        again = [*rows[start:][::-1], [""]]
        files = [
            write(folder / "样例银行B交易明细信息.csv", rows),
            write(folder / "样例银行B交易明细信息(2).csv", again),
        ]
        once, _, breaks = conclude(files[:1], folder / "once")
        both, _, more = conclude(files, folder / "both")
    copies = both.pop("copy", (0, 0))
    assert both == once
    assert copies[0] == len(rows) - start
    assert not breaks
    assert not more


@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow])
@given(MOVES)
def test_walking_every_account_says_what_the_arrays_say(moves):
    rows = statement(moves, serials=True)
    with TemporaryDirectory() as place, pytest.MonkeyPatch.context() as patch:
        folder = Path(place)
        file = write(folder / "样例银行B交易明细信息.csv", rows)
        _, quick, _ = conclude([file], folder / "quick")
        patch.setattr(bookings, "_rows_needing_care", every_account)
        _, walked, _ = conclude([file], folder / "walked")
    for fast, slow in zip(quick, walked, strict=True):
        fast.pop("order_basis")
        slow.pop("order_basis")
        assert fast == slow


def every_account(batch, moving, sign):
    cuts = np.flatnonzero(np.diff(batch.account[moving])) + 1
    return np.split(moving, cuts) if moving.size else []


def test_twins_without_serials_are_told_by_their_balances(tmp_path):
    moves = [(5, True, True, False), (2, False, True, False), (2, False, False, False)]
    rows = statement(moves, serials=False)
    again = [*rows, rows[-1]]
    states, _, _ = conclude([write(tmp_path / "样例银行B交易明细信息.csv", again)], tmp_path)
    assert states["effective"] == (3, 1_000)
    assert states["copy"][0] == 1


def test_two_files_without_balances_keep_the_larger_count(tmp_path):
    rows = statement([(5, True, True, False), (2, False, True, False), (2, False, False, False)],
                     serials=False)  # fmt: skip
    bare = [[*row[:5], "", *row[6:]] for row in rows]
    files = [write(tmp_path / "样例银行B交易明细信息.csv", bare),
             write(tmp_path / "样例银行B交易明细信息(2).csv", [*bare, [""]])]  # fmt: skip
    states, _, _ = conclude(files, tmp_path)
    assert states["effective"] == (3, 1_000)
    assert states["copy"][0] == 3


@pytest.mark.parametrize("codes", [("1", "0"), ("01", "02"), ("2", "1")])
def test_codes_of_either_polarity_are_settled_by_the_chain(tmp_path, codes):
    moves = [(5, True, True, False), (2, False, True, False), (1, True, True, False)] * 4
    rows = statement(moves, serials=True)
    coded = [[*r[:6], codes[0] if r[6] == "进" else codes[1], *r[7:]] for r in rows]
    plain, _, _ = conclude([write(tmp_path / "样例银行B交易明细信息.csv", rows)], tmp_path / "a")
    states, booked, _ = conclude(
        [write(tmp_path / "样例银行C交易明细信息.csv", coded)], tmp_path / "b"
    )
    assert states["effective"] == plain["effective"]
    bases = {row["direction_basis"] for row in booked}
    assert bases <= {"balance", "polarity"}
