"""Small ledgers crowded enough that patterns are common in them, drawn from one number each.

in     a seed, chosen by hypothesis
out    a ``Ledger`` of up to seven accounts and some thirty rows
keeps  the same seed gives the same ledger; ties, parallel rows, self transfers, an end, openings
       and a returned payment all occur

Rows are drawn by a habit: anybody pays anybody; low accounts pay high ones (blocks, fans); layers
pay the next layer (stacks, scatter-gather); money received is handed on (chains, walks), or goes
round a ring (cycles).
"""

from random import Random

from hypothesis import strategies as st

from tests.tracing.kernels.small_ledgers import SECOND, make_ledger
from zhanlian.tracing.pattern_limits import Pattern

HABITS = ("anybody", "upwards", "layers", "handing on", "one hub", "ring")
FAVOURITES = {
    Pattern.GATHER_SCATTER: "one hub",
    Pattern.SCATTER_GATHER: "layers",
    Pattern.CYCLE: "ring",
    Pattern.CHAIN: "handing on",
    Pattern.BIPARTITE: "upwards",
}
AMOUNTS = (95, 96, 98, 100, 101)


def next_parties(draw, habit, accounts, rows):
    """Payer and payee of the next row."""
    payer, payee = draw.randrange(accounts), draw.randrange(accounts)
    half, third = max(1, accounts // 2), max(1, accounts // 3)
    if habit == "upwards":
        return draw.randrange(half), half + draw.randrange(accounts - half)
    if habit == "layers" and accounts > 2:
        layer = draw.randrange(2) if draw.random() < 0.5 else min(1, len(rows) // 9)
        payer = layer * third + draw.randrange(third)
        return payer, (layer + 1) * third + draw.randrange(third)
    if habit == "handing on" and rows and draw.random() < 0.8:
        return rows[-1][1], payee
    if habit == "one hub":
        return (payer, 0) if draw.random() < 0.5 else (0, payee)
    if habit == "ring" and draw.random() < 0.8:
        payer = len(rows) % accounts
        return payer, (payer + 1) % accounts
    return payer, payee


def next_amount(draw, habit, rows):
    """Minor units of the next row."""
    if habit == "handing on" and rows and draw.random() < 0.6:
        return max(1, rows[-1][3] - draw.randrange(1 + rows[-1][3] // 8))
    return draw.choice(AMOUNTS) if draw.random() < 0.5 else draw.randint(1, 120)


def draw_ledger(seed, *, max_rows=26, has_undo=True, habit=None):
    """The ledger of a seed."""
    draw = Random(f"ledger {seed}")
    habit = habit or draw.choice(HABITS)
    accounts = draw.randint(6, 7) if habit == "layers" else draw.randint(2, 7)
    rows, second = [], 0
    for number in range(draw.randint(1, max_rows)):
        second += draw.choice((0, 0, 1, 1, 2, 7))
        # Inside a second the ledger's order rules, whatever its microseconds say.
        at = second * SECOND + SECOND - 1 - number
        payer, payee = next_parties(draw, habit, accounts, rows)
        rows.append((payer, payee, at, next_amount(draw, habit, rows), 0, -1))
    if has_undo and draw.random() < 0.3:
        undone = draw.randrange(len(rows))
        payer, payee, _, minor, _, _ = rows[undone]
        rows.append((payee, payer, (second + 1) * SECOND, minor, 0, undone))
    sinks = [draw.randrange(accounts)] if draw.random() < 0.2 else []
    opening = [draw.choice((0, 0, 50)) for _ in range(accounts)]
    return make_ledger(rows, accounts=accounts, sinks=sinks, opening=opening)


def favoured_ledger(pattern, seed):
    """On odd seeds a longer ledger of the habit that brings the pattern forth most often."""
    if seed % 2 == 0 or pattern not in FAVOURITES:
        return draw_ledger(seed)
    return draw_ledger(seed, max_rows=40, habit=FAVOURITES[pattern])


def seeds():
    """Any seed."""
    return st.integers(0, 2**40)
