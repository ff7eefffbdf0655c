"""Limits for small ledgers, drawn from one number, so small that patterns are common.

in     a pattern, a seed
out    its limits record, or ``Limits`` that hold it
keeps  the same seed gives the same limits; budgets are never reached
"""

from dataclasses import replace
from random import Random

from zhanlian.tracing.pattern_limits import (
    Bipartite,
    Chain,
    Cycle,
    FanIn,
    FanOut,
    GatherScatter,
    Limits,
    PassThrough,
    Pattern,
    ScatterGather,
    Stack,
    Structuring,
    Walk,
)

WINDOWS = (0, 1, 3, 6, 30, 100, 100, 100)
STEPS = 100_000


KEPT = (0, 333_333, 900_000)
DRAWN = {
    Pattern.FAN_IN: lambda d, w, f: FanIn(w, d.randint(2, 4), d.choice((0, 200)), f),
    Pattern.FAN_OUT: lambda d, w, f: FanOut(w, d.randint(2, 4), d.choice((0, 200)), f),
    Pattern.GATHER_SCATTER: lambda d, w, f: GatherScatter(
        w, d.randint(1, 3), d.randint(1, 3), d.choice((0, 150)), f
    ),
    Pattern.SCATTER_GATHER: lambda d, w, f: ScatterGather(
        w, d.randint(1, 3), d.choice((1, 2, 3, 1000, 1000)), f
    ),
    Pattern.CYCLE: lambda d, w, f: Cycle(
        w, d.randint(2, 8), d.choice((0, 0, 0, 500_000, 900_000)), STEPS, f
    ),
    Pattern.PASS_THROUGH: lambda d, w, _: PassThrough(
        w, d.choice((0, 1, 4)), d.choice((0, 400_000, 1_000_000)), d.choice((1, 60))
    ),
    Pattern.CHAIN: lambda d, w, f: Chain(
        w, d.randint(2, 4), d.choice((3, 4, 32)), d.choice(KEPT), d.choice((0, 0, 10_000)), STEPS, f
    ),
    Pattern.STRUCTURING_IN: lambda d, w, _: Structuring(
        w, d.randint(1, 3), 50_000, 100, d.choice((0, 90)), 50
    ),
    Pattern.BIPARTITE: lambda d, w, f: Bipartite(
        w, d.choice((2, 2, 2, 3)), d.choice((2, 2, 2, 3)), d.choice((0, 700_000, 1_000_000)),
        STEPS, f,
    ),
    Pattern.STACK: lambda d, w, _: Stack(w, d.randint(1, 2)),
    Pattern.RANDOM: lambda d, w, _: Walk(w, d.randint(2, 4)),
}  # fmt: skip
DRAWN[Pattern.STRUCTURING_OUT] = DRAWN[Pattern.STRUCTURING_IN]


def draw_limits(pattern, seed):
    """The record of one pattern."""
    draw = Random(f"limits {seed}")
    return DRAWN[pattern](draw, draw.choice(WINDOWS), draw.choice((0, 0, 96)))


def limits_with(**records):
    """All limits at their defaults but these."""
    return replace(Limits(), **records)


def record_name(pattern):
    """The field of ``Limits`` that holds a pattern's record."""
    return "structuring" if pattern.value.startswith("structuring") else pattern.value
