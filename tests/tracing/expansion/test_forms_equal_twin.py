"""Both forms say what the slow twin says, on any small ledger, up and down.

The ledgers hold ties inside a second, instants that the tie rule has put out of order, parallel
rows, rows to oneself, undo rows and sinks; windows may be of no length at all.
"""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.tracing.expansion.slow_twin import downstream
from tests.tracing.kernels.small_ledgers import ledgers
from zhanlian.tracing.expansion import Ask, Index, Seeds, expand, scanning
from zhanlian.tracing.ledger import MICROS

EXAMPLES = settings(max_examples=300, deadline=None)
SHARES = st.sampled_from([0, 0, 1, 300_000, 500_000, 999_999, 1_000_000])
ASKS = st.builds(
    Ask,
    hops=st.integers(1, 5),
    window_s=st.sampled_from([0, 0, 1, 2, 60, 100_000]),
    amount_minor_min=st.sampled_from([0, 0, 2, 10]),
    retention_ppm=SHARES,
    flow_share_ppm=SHARES,
)


@st.composite
def tied_ledgers(draw):
    """Small ledgers whose instants may go back inside a second, as the tie rule allows."""
    ledger = draw(ledgers())
    within = st.sampled_from([0, 0, 300_000, 900_000])
    jumps = draw(st.lists(within, min_size=ledger.row_count, max_size=ledger.row_count))
    is_jumbled = draw(st.booleans())
    return replace(ledger, at=ledger.at // MICROS * MICROS + jumps) if is_jumbled else ledger


@st.composite
def seeds_of(draw, ledger):
    """Some rows' payees, and some accounts at any instant."""
    rows = draw(st.lists(st.integers(0, ledger.row_count - 1), max_size=4))
    seeds = [
        (int(ledger.dst[row]), int(ledger.at[row]), int(ledger.amount_minor[row]), row)
        for row in rows
    ]
    spans = st.tuples(
        st.integers(0, ledger.account_count - 1),
        st.integers(int(ledger.at.min()) - 2_000_000, int(ledger.at.max()) + 2_000_000),
        st.integers(1, 20),
        st.just(-1),
    )
    return seeds + draw(st.lists(spans, max_size=3, min_size=not seeds))


def shown(found):
    steps = found.steps
    keys = zip(steps.row.tolist(), steps.hop.tolist(), strict=True)
    cut = dict(zip(found.cut.row.tolist(), found.cut.why.tolist(), strict=True))
    reached = found.reached
    layers = dict(zip(reached.account.tolist(), reached.layer.tolist(), strict=True))
    late = dict(zip(reached.account.tolist(), reached.late_row.tolist(), strict=True))
    return dict(zip(keys, steps.parent.tolist(), strict=True)), cut, layers, late


def limits(ask):
    return {name: getattr(ask, name) for name in ask.__slots__}


@EXAMPLES
@given(st.data(), tied_ledgers(), ASKS)
def test_one_pass_says_what_the_twin_says(data, ledger, ask):
    seeds = data.draw(seeds_of(ledger))
    assert shown(expand(ledger, seeds, **limits(ask))) == downstream(ledger, seeds, ask)


@EXAMPLES
@given(st.data(), tied_ledgers(), ASKS)
def test_levels_say_what_the_twin_says(data, ledger, ask):
    ask = replace(ask, retention_ppm=0, flow_share_ppm=0)
    seeds = data.draw(seeds_of(ledger))
    index = Index.build(ledger)
    found = expand(index, seeds, **limits(ask))
    assert found.form == "levels"
    assert shown(found) == downstream(ledger, seeds, ask)
    again = expand(index, seeds, **limits(ask))
    assert shown(again) == shown(found), "the scratch tables were left clean"


@EXAMPLES
@given(st.data(), tied_ledgers(), ASKS)
def test_both_forms_give_the_same_bytes(data, ledger, ask):
    ask = replace(ask, retention_ppm=0, flow_share_ppm=0)
    seeds = data.draw(seeds_of(ledger))
    one, other = (expand(each, seeds, **limits(ask)) for each in (ledger, Index.build(ledger)))
    for part in ("steps", "reached", "cut"):
        for name in getattr(one, part).__slots__:
            left, right = getattr(getattr(one, part), name), getattr(getattr(other, part), name)
            assert left.dtype == right.dtype
            assert left.tolist() == right.tolist()


@EXAMPLES
@given(st.data(), tied_ledgers(), ASKS)
def test_tables_that_run_full_change_nothing(data, ledger, ask):
    seeds = data.draw(seeds_of(ledger))
    whole = shown(expand(ledger, seeds, **limits(ask)))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(scanning, "ROOM_LEAST", 1)
        assert shown(expand(ledger, seeds, **limits(ask))) == whole


def turned_round(ledger):
    """The ledger as a film run backwards: what upstream means, without the code under test."""
    clock = np.maximum.accumulate(ledger.at)
    columns = {name: getattr(ledger, name)[::-1].copy() for name in
               ("src", "dst", "amount_minor", "transfer_ids")}  # fmt: skip
    return replace(
        ledger, src=columns["dst"], dst=columns["src"], at=-clock[::-1],
        amount_minor=columns["amount_minor"], transfer_ids=columns["transfer_ids"],
    )  # fmt: skip


@EXAMPLES
@given(st.data(), tied_ledgers(), ASKS)
def test_upstream_is_downstream_of_the_film_run_backwards(data, ledger, ask):
    rows = data.draw(st.lists(st.integers(0, ledger.row_count - 1), min_size=1, max_size=4))
    last = ledger.row_count - 1
    seeds = Seeds.of_rows(ledger, np.array(rows), direction="upstream")
    found = expand(ledger, seeds, direction="upstream", **limits(ask))
    backwards = turned_round(ledger)
    clock = np.maximum.accumulate(ledger.at).tolist()
    turned = [
        (int(ledger.src[row]), -clock[row], int(ledger.amount_minor[row]), last - row)
        for row in rows
    ]
    is_back = (ledger.undo_row >= 0) & ledger.is_sink[ledger.src]
    returns = {}
    for row in np.flatnonzero(is_back).tolist():
        returns.setdefault(last - int(ledger.undo_row[row]), set()).add(last - row)
    steps, cut, layers, late = downstream(backwards, turned, ask, returns)
    expected = (
        {(last - row, hop): parent if parent < 0 else last - parent
         for (row, hop), parent in steps.items()},
        {last - row: why for row, why in cut.items()},
        layers,
        {account: row if row < 0 else last - row for account, row in late.items()},
    )  # fmt: skip
    assert shown(found) == expected
    if not ask.asks_shares:
        index = Index.build(ledger, direction="upstream")
        assert shown(expand(index, seeds, **limits(ask))) == expected
