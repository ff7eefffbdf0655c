"""The published provenance of 5,859 taxi rides: a second, outside implementation agrees.

There every shortfall is born as an origin of its own source vertex, and quantities are real
numbers; ours are whole, so the pro-rata run is scaled up until rounding is out of sight.
"""

import csv
import gzip

import numpy as np
import pytest

from tests.tracing.kernels.small_ledgers import SECOND, make_ledger
from zhanlian.tracing.methods import Method
from zhanlian.tracing.trace import trace

NAME = "nyc_taxis_seaborn"
FINE = 10**12
LAST_DIGIT = 1e-9  # the golden file prints nine decimals


@pytest.fixture(scope="module")
def rides(shared):
    with gzip.open(shared / "data" / "nyc-taxis-tin" / f"{NAME}.tin.gz", "rt") as lines:
        vertices, count = int(next(lines)), int(next(lines))
        rows = [tuple(int(part) for part in line.split("\t")) for line in lines if line.strip()]
    assert len(rows) == count
    return vertices, rows


@pytest.fixture(scope="module")
def golden(shared):
    found = {}
    name = shared / "data" / "nyc-taxis-tin" / f"{NAME}.golden.csv.gz"
    with gzip.open(name, "rt", newline="") as lines:
        for cell in csv.DictReader(lines):
            table = found.setdefault(cell["method"], {})
            table[int(cell["vertex"]), int(cell["origin"])] = float(cell["quantity"])
    return found


def quantities(rides, method, *, scale):
    vertices, rows = rides
    ledger = make_ledger(
        [(src, dst, at_s * SECOND, count * scale, 0, -1) for src, dst, at_s, count in rows],
        accounts=vertices,
    )
    found = trace(ledger, method=method, shortfall_is_origin=True)
    assert found.born_minor.sum() == 1933 * scale
    held = found.holdings
    keys = zip(held.account.tolist(), (held.origin - 1).tolist(), strict=True)
    return dict(zip(keys, (held.amount_minor / scale).tolist(), strict=True))


@pytest.mark.parametrize(("method", "cells"), [(Method.FIFO, 1257), (Method.LIFO, 1220)])
def test_queues_agree_in_every_cell(rides, golden, method, cells):
    ours = quantities(rides, method, scale=1)
    assert len(ours) == cells
    assert ours == golden[method]


def test_pro_rata_agrees_in_every_cell_to_the_last_digit(rides, golden):
    ours, theirs = quantities(rides, Method.PRO_RATA, scale=FINE), golden["proportional"]
    assert len(theirs) == 17919
    keys = sorted(ours.keys() | theirs.keys())
    mine = np.array([ours.get(key, 0.0) for key in keys])
    golden_cells = np.array([theirs.get(key, 0.0) for key in keys])
    np.testing.assert_allclose(mine, golden_cells, rtol=1e-6, atol=LAST_DIGIT)
