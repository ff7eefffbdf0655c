"""First in, first out as one recursive SQL query: how a database follows money.

in     a ``Ledger`` without undo rows
out    fen held per account and origin, victims' money only
keeps  the cents of the kernels: the benchmark asserts it before it times anything

All money that ever enters an account lies on one tape, in order of entry; payments out take it
from the front. So a receipt and a payment are stretches of that tape, found by running sums, and
following a receipt is joining stretches that overlap, round after round. What an account lacks
enters its tape at that moment as money of nobody; an end's payments take nothing from its tape.
"""

from collections import defaultdict

import duckdb
import numpy as np

from zhanlian.tracing.ledger import Ledger

Held = dict[tuple[int, int], int]  # fen by account and origin

TAPES = """
    CREATE TEMP TABLE place AS
    WITH side AS (
        SELECT row, dst AS account, fen AS came, 0::BIGINT AS went FROM moved
        UNION ALL
        SELECT row, src, 0, fen FROM moved WHERE origin = 0 AND NOT is_end
    ), summed AS (
        SELECT *, sum(came) OVER before AS came_before, sum(went) OVER before AS went_before,
               sum(came - went) OVER so_far AS net
        FROM side
        WINDOW so_far AS (PARTITION BY account ORDER BY row),
               before AS (PARTITION BY account ORDER BY row
                          ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
    )
    SELECT row, account, came > 0 AS is_receipt,
           CASE WHEN came > 0
                THEN coalesce(came_before, 0) + greatest(0, -least(0, min(net) OVER (
                     PARTITION BY account ORDER BY row)))
                ELSE coalesce(went_before, 0) END::BIGINT AS at_fen
    FROM summed;
    CREATE TEMP TABLE payment AS
    SELECT m.src, m.dst, went.at_fen AS gone, came.at_fen AS entered, m.fen
    FROM moved m
    JOIN place went ON went.row = m.row AND NOT went.is_receipt
    JOIN place came ON came.row = m.row AND came.is_receipt;
"""
FOLLOW = """
    WITH RECURSIVE stretch AS (
        SELECT m.origin, m.dst AS account, p.at_fen AS from_fen, p.at_fen + m.fen AS to_fen,
               NULL::INTEGER AS payer
        FROM moved m JOIN place p ON p.row = m.row AND p.is_receipt
        WHERE m.origin > 0
        UNION ALL
        SELECT s.origin, p.dst,
               p.entered + greatest(s.from_fen, p.gone) - p.gone,
               p.entered + least(s.to_fen, p.gone + p.fen) - p.gone, p.src
        FROM stretch s
        JOIN payment p ON p.src = s.account AND p.gone < s.to_fen AND p.gone + p.fen > s.from_fen
    )
    SELECT account, origin, sum(fen)::BIGINT FROM (
        SELECT account, origin, to_fen - from_fen AS fen FROM stretch
        UNION ALL
        SELECT payer, origin, from_fen - to_fen FROM stretch WHERE payer IS NOT NULL
    ) GROUP BY ALL HAVING sum(fen) <> 0
"""


def load(ledger: Ledger) -> duckdb.DuckDBPyConnection:
    """The rows that move money as a table, one thread; not part of the timing."""
    assert (ledger.undo_row < 0).all(), "the query knows no undo rows"
    base = duckdb.connect(config={"threads": 1})
    keeps = ledger.src != ledger.dst
    columns = {
        "row": np.flatnonzero(keeps).astype(np.int64),
        "src": ledger.src[keeps],
        "dst": ledger.dst[keeps],
        "fen": ledger.amount_minor[keeps],
        "origin": ledger.origin[keeps],
        "is_end": ledger.is_sink[ledger.src[keeps]],
    }
    base.register("columns", columns)
    base.execute("CREATE TABLE moved AS SELECT * FROM columns")
    base.unregister("columns")
    return base


def follow_by_sql(base: duckdb.DuckDBPyConnection) -> Held:
    """Lay the tapes and follow every victim's money at once."""
    base.execute("DROP TABLE IF EXISTS payment; DROP TABLE IF EXISTS place")
    base.execute(TAPES)
    held: Held = defaultdict(int)
    for account, origin, fen in base.execute(FOLLOW).fetchall():
        held[account, origin] = fen
    return held
