"""Running traces: a case that grew is traced from where it changed, with the same bytes."""

import re
from dataclasses import fields, replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.tracing.kernels.small_ledgers import SECOND, ledgers, make_ledger
from zhanlian.terms import Refusal
from zhanlian.tracing.ledger import UnfitAmount
from zhanlian.tracing.methods import Method
from zhanlian.tracing.resuming.changes import Restart
from zhanlian.tracing.resuming.run import STATES_KEPT, start, update
from zhanlian.tracing.trace import prefix, trace

EXAMPLES = settings(max_examples=100, deadline=None)
EVERY_METHOD = pytest.mark.parametrize("method", Method)
TABLES = ("holdings", "flows", "lineage", "pieces", "undo_shortfall")


def assert_same_bytes(one, other):
    for table in TABLES:
        mine, theirs = getattr(one, table), getattr(other, table)
        for field in fields(mine):
            assert_same_array(getattr(mine, field.name), getattr(theirs, field.name))
    assert_same_array(one.born_minor, other.born_minor)


def assert_same_array(one, other):
    if one is None:
        assert other is None
        return
    assert one.dtype == other.dtype
    assert one.tobytes() == other.tobytes()


def held(found):
    ledger, lines = found.ledger, found.holdings
    payments = ("", *ledger.origin_ids)
    return {
        (ledger.account_ids[account], payments[origin]): minor
        for account, origin, minor in zip(
            lines.account.tolist(), lines.origin.tolist(), lines.amount_minor.tolist(), strict=True
        )
    }


def assert_change_is_the_difference(before, after, change):
    old, new = held(before), held(after)
    expected = {
        key: (old.get(key, 0), new.get(key, 0))
        for key in old.keys() | new.keys()
        if old.get(key, 0) != new.get(key, 0)
    }
    lines = zip(change.account.tolist(), change.payment.tolist(), change.before_minor.tolist(),
                change.after_minor.tolist(), strict=True)  # fmt: skip
    told = {
        (change.account_ids[account], change.payment_ids[payment]): (was, now)
        for account, payment, was, now in lines
        if was != now
    }
    assert told == expected


def check(running, ledger):
    """Update, compare with a full run, and give the new running trace and the change."""
    before = running.trace
    known = {name: array.copy() for name, array in vars_of(before)}
    updated, change = update(running, ledger)
    assert_same_bytes(updated.trace, trace(ledger, method=running.asked.method))
    assert_change_is_the_difference(before, updated.trace, change)
    for name, array in vars_of(before):
        assert array.tobytes() == known[name].tobytes(), f"the older trace's {name} changed"
    return updated, change


def vars_of(found):
    for table in TABLES:
        for field in fields(getattr(found, table)):
            array = getattr(getattr(found, table), field.name)
            if array is not None:
                yield f"{table}.{field.name}", array
    yield "born", found.born_minor


@EVERY_METHOD
@EXAMPLES
@given(ledger=ledgers(max_rows=60), data=st.data())
def test_rows_that_come_later_are_added(method, ledger, data):
    stops = sorted(data.draw(st.lists(st.integers(0, ledger.row_count), max_size=3)))
    running = start(prefix(ledger, stops[0] if stops else 0), method)
    for stop in [*stops[1:], ledger.row_count]:
        running, _ = check(running, prefix(ledger, stop))


def without(ledger, rows):
    """The ledger without some rows; undo rows of such rows become ordinary rows."""
    kept = np.setdiff1d(np.arange(ledger.row_count), rows)
    place = np.full(ledger.row_count + 1, -1)
    place[kept] = np.arange(kept.size)
    columns = ("src", "dst", "at", "amount_minor", "origin", "transfer_ids")
    return replace(
        ledger,
        **{name: getattr(ledger, name)[kept] for name in columns},
        undo_row=place[ledger.undo_row[kept]].astype(np.int32),
    )


@EVERY_METHOD
@EXAMPLES
@given(ledger=ledgers(max_rows=60), data=st.data())
def test_late_statements_are_put_in_anywhere(method, ledger, data):
    missing = data.draw(st.lists(st.integers(0, ledger.row_count - 1), max_size=5))
    running = start(without(ledger, missing), method)
    running, _ = check(running, without(ledger, missing[1:]))
    check(running, ledger)


@EVERY_METHOD
@EXAMPLES
@given(ledger=ledgers(max_rows=60), data=st.data())
def test_anything_may_be_corrected(method, ledger, data):
    """Labels, amounts, openings, sinks and the order of accounts, one after the other."""
    running = start(ledger, method)
    for what in data.draw(st.permutations(CORRECTIONS)):
        ledger = what(ledger, data)
        running, _ = check(running, ledger)


def a_row(ledger, data):
    return data.draw(st.integers(0, ledger.row_count - 1))


def relabelled(ledger, data):
    row = a_row(ledger, data)
    if ledger.src[row] == ledger.dst[row] or ledger.undo_row[row] >= 0:
        return ledger
    origin = ledger.origin.copy()
    origin[row] = 0 if origin[row] else len(ledger.origin_ids) + 1
    return replace(ledger, origin=origin, origin_ids=(*ledger.origin_ids, "another"))


def opened_with_more(ledger, data):
    opening = ledger.opening_minor.copy()
    opening[data.draw(st.integers(0, opening.size - 1))] += data.draw(st.integers(1, 30))
    return replace(ledger, opening_minor=opening)


def with_another_sink(ledger, data):
    is_sink = ledger.is_sink.copy()
    place = data.draw(st.integers(0, is_sink.size - 1))
    is_sink[place] = not is_sink[place]
    return replace(ledger, is_sink=is_sink)


def with_new_account(ledger, data):
    """One more account, anywhere in the order, paid by the last row."""
    old = np.array(data.draw(st.permutations(range(ledger.account_count + 1))))
    number, count = old.astype(np.int32), ledger.account_count
    opening, is_sink = np.zeros(count + 1, dtype=np.int64), np.zeros(count + 1, dtype=np.bool_)
    opening[number[:count]], is_sink[number[:count]] = ledger.opening_minor, ledger.is_sink
    ids = np.empty(count + 1, dtype=object)
    ids[number[:count]] = ledger.account_ids
    ids[number[count]] = f"account-{count}"
    columns = {"src": number[0], "dst": number[count], "at": ledger.at[-1], "amount_minor": 7,
               "undo_row": -1, "origin": 0, "transfer_ids": -1}  # fmt: skip
    renamed = replace(ledger, src=number[ledger.src], dst=number[ledger.dst])
    return replace(
        renamed,
        opening_minor=opening,
        is_sink=is_sink,
        account_ids=tuple(ids),
        **{
            name: np.append(getattr(renamed, name), value).astype(getattr(ledger, name).dtype)
            for name, value in columns.items()
        },
    )


def with_an_early_row_undone(ledger, data):
    row = a_row(ledger, data)
    columns = {"src": ledger.dst[row], "dst": ledger.src[row], "at": ledger.at[-1],
               "amount_minor": ledger.amount_minor[row], "undo_row": row, "origin": 0,
               "transfer_ids": -1}  # fmt: skip
    return replace(
        ledger,
        **{
            name: np.append(getattr(ledger, name), value).astype(getattr(ledger, name).dtype)
            for name, value in columns.items()
        },
    )


CORRECTIONS = [relabelled, opened_with_more, with_another_sink, with_new_account,
               with_an_early_row_undone]  # fmt: skip


# --- from where a trace goes on ---------------------------------------------------------------


def steady_ledger(row_count):
    """Victim 1 pays account 1 once; then accounts 1 and 2 pay each other, a row a minute."""
    rows = [(0, 1, 0, 1000, 1, -1)]
    rows += [(1 + k % 2, 2 - k % 2, 60 * k * SECOND, 10, 0, -1) for k in range(1, row_count)]
    return make_ledger(rows, accounts=4)


def test_later_rows_go_on_from_the_end():
    ledger = steady_ledger(100)
    _, change = check(start(prefix(ledger, 90), Method.FIFO), ledger)
    assert (change.restart, change.first_row, change.rows_replayed) == (Restart.LIVE, 90, 10)


def test_a_late_row_goes_on_from_the_newest_state_before_it():
    """Of 99 rows states are kept before rows 50, 75, 87, 93, 96 and 98."""
    ledger = steady_ledger(100)
    running = start(without(ledger, [90]), Method.PRO_RATA)
    assert [each.row for each in running.kept] == [50, 75, 87, 93, 96, 98, 99]
    _, change = check(running, ledger)
    assert (change.restart, change.first_row, change.rows_replayed) == (Restart.SNAPSHOT, 90, 13)
    assert change.row_count == 100


def test_an_opening_counts_from_the_first_row_that_touches_its_account():
    ledger = steady_ledger(100)
    last = replace(ledger, src=np.where(np.arange(100) == 80, 3, ledger.src).astype(np.int32))
    running = start(last, Method.FIFO)
    more = replace(last, opening_minor=np.array([0, 0, 0, 5], dtype=np.int64))
    _, change = check(running, more)
    assert (change.restart, change.rows_replayed) == (Restart.SNAPSHOT, 25)
    first = replace(last, opening_minor=np.array([0, 5, 0, 0], dtype=np.int64))
    _, change = check(running, first)
    assert change.restart is Restart.NO_SNAPSHOT


def test_accounts_that_are_gone_or_another_currency_start_afresh():
    ledger = steady_ledger(40)
    running = start(ledger, Method.FIFO)
    renamed = replace(ledger, account_ids=("other", *ledger.account_ids[1:]))
    assert check(running, renamed)[1].restart is Restart.ACCOUNT_GONE
    assert check(running, replace(ledger, currency="USD"))[1].restart is Restart.OTHER_KEY


def test_an_unfit_later_row_is_refused_by_its_number_in_the_whole_ledger():
    ledger = steady_ledger(40)
    running = start(prefix(ledger, 30), Method.FIFO)
    amount = ledger.amount_minor.copy()
    amount[35] = -5
    with pytest.raises(UnfitAmount) as refused:
        update(running, replace(ledger, amount_minor=amount))
    assert "35" in str(refused.value)


@EVERY_METHOD
@given(ledger=ledgers(max_rows=12), data=st.data())
def test_what_is_refused_afresh_is_refused_in_an_update(method, ledger, data):
    """Any column may be wrong anywhere; both ways refuse with the same words or not at all."""
    running = start(prefix(ledger, ledger.row_count // 2), method)
    name = data.draw(st.sampled_from(["src", "dst", "at", "amount_minor", "undo_row", "origin"]))
    column = getattr(ledger, name).copy()
    column[a_row(ledger, data)] = data.draw(st.integers(-3, 60))
    changed = replace(ledger, **{name: column})
    try:
        changed.check()
    except Refusal as refusal:
        with pytest.raises(type(refusal), match=re.escape(str(refusal))):
            update(running, changed)
    else:
        check(running, changed)


def test_few_states_are_kept_however_often_a_case_grows():
    ledger = steady_ledger(400)
    running = start(prefix(ledger, 10), Method.LIFO)
    for row_count in range(20, 401, 7):
        running, _ = update(running, prefix(ledger, row_count))
    assert len(running.kept) <= STATES_KEPT + 2
    assert_same_bytes(running.trace, trace(running.ledger, method=Method.LIFO))
