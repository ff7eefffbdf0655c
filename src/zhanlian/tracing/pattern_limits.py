"""Limits: what each detector measures by, one frozen record per pattern.

in     defaults below; case.toml's [thresholds] may replace any, as ``pattern_field``
out    ``Limits`` records; ``PATTERN_THRESHOLDS``: name -> (default, zh, en); ``read_limits``
keeps  whole numbers only; a limit proves nothing, it sorts; all are printed with every hit
source docs/patterns.md (归集, 分散, 快进快出, 临界金额 ...)
"""

from dataclasses import dataclass, field, fields
from enum import StrEnum
from itertools import pairwise
from typing import Any

from zhanlian.evidence import Settings
from zhanlian.terms import Refusal

YUAN = 100
MINUTE_S, HOUR_S, DAY_S = 60, 3_600, 86_400


class Pattern(StrEnum):
    """A typology by name, in the order in which results list them."""

    FAN_IN = "fan_in"
    FAN_OUT = "fan_out"
    GATHER_SCATTER = "gather_scatter"
    SCATTER_GATHER = "scatter_gather"
    CYCLE = "cycle"
    PASS_THROUGH = "pass_through"  # noqa: S105  a typology, not a password
    CHAIN = "chain"
    STRUCTURING_IN = "structuring_in"
    STRUCTURING_OUT = "structuring_out"
    BIPARTITE = "bipartite"
    STACK = "stack"
    RANDOM = "random"


class UnfitLimit(Refusal):
    """A pattern is asked for with a limit that no row can be measured by."""

    code = "ZL-TRACE-050"

    def __init__(self, *, name: str, value: int, least: int) -> None:
        super().__init__(
            f"The limit {name} = {value} is below {least}.",
            where="case.toml [thresholds], or the limits given to find_patterns",
            why="windows, counts and steps start there",
            do_next="raise it, or take the line out",
        )


class OverlappingLimits(Refusal):
    """Bands below two structuring limits share amounts."""

    code = "ZL-TRACE-051"

    def __init__(self, *, low: int, high: int, band_ppm: int) -> None:
        super().__init__(
            f"Amounts just below {high} reach down to {low}.",
            where="pattern limits, structuring",
            why=f"bands of {band_ppm} ppm below both limits overlap, and a row has one band",
            do_next="choose limits further apart, or a narrower band",
        )


def limit(default: int, zh: str, en: str, *, least: int = 0) -> Any:
    """A field of a limits record: default, meaning in two languages, least value."""
    return field(default=default, metadata={"zh": zh, "en": en, "least": least})


def window(default: int) -> Any:
    """The field ``window_s`` of a limits record."""
    return limit(default, "时间窗(秒)", "window, seconds")


def floor() -> Any:
    """The field ``row_minor_min`` of a limits record."""
    return limit(0, "低于此金额的行不计", "rows below this amount are not looked at")


@dataclass(frozen=True, slots=True)
class FanIn:
    """Fan-in (分散转入): a hub that many pay."""

    window_s: int = window(30 * DAY_S)
    parties_min: int = limit(3, "付款方数", "distinct payers", least=1)
    total_minor_min: int = limit(100_000 * YUAN, "窗内转入合计", "money in inside the window")
    row_minor_min: int = floor()


@dataclass(frozen=True, slots=True)
class FanOut:
    """Fan-out (分散转出): a hub that pays many."""

    window_s: int = window(DAY_S)
    parties_min: int = limit(5, "收款方数", "distinct payees", least=1)
    total_minor_min: int = limit(50_000 * YUAN, "窗内转出合计", "money out inside the window")
    row_minor_min: int = floor()


@dataclass(frozen=True, slots=True)
class GatherScatter:
    """Gather-scatter (归集后分散): a hub that many pay, and that then pays many."""

    window_s: int = window(DAY_S)
    payers_min: int = limit(3, "付款方数", "distinct payers before the first counted payment out",
                            least=1)  # fmt: skip
    payees_min: int = limit(3, "收款方数", "distinct payees after them", least=1)
    total_minor_min: int = limit(50_000 * YUAN, "其后转出合计", "money out after them")
    row_minor_min: int = floor()


@dataclass(frozen=True, slots=True)
class ScatterGather:
    """Scatter-gather (分散后归集): a source, several middles, one sink."""

    window_s: int = window(DAY_S)
    middles_min: int = limit(3, "中间账户数", "distinct middle accounts", least=1)
    touches_max: int = limit(
        1_000, "中间账户窗内转入笔数上限", "rows into a middle inside the window; busier ones skip",
        least=1,
    )  # fmt: skip
    row_minor_min: int = floor()


@dataclass(frozen=True, slots=True)
class Cycle:
    """Temporal cycle (资金回流): money comes back to the account it left."""

    window_s: int = window(10 * DAY_S)
    length_max: int = limit(6, "最多笔数", "rows at most", least=2)
    keep_ppm_min: int = limit(
        0,
        "每笔至少保留前一笔的比例; 0 为不问",
        "share of the row before kept at least; 0: not asked",
    )
    steps_max: int = limit(4_000, "每行查找步数", "rows looked at per closing row", least=4)
    row_minor_min: int = floor()


@dataclass(frozen=True, slots=True)
class PassThrough:
    """Pass-through (快进快出): most of what came has left soon after."""

    window_s: int = window(DAY_S)
    within_s: int = limit(30 * MINUTE_S, "停留时间上限(秒)", "a stay counted as fast, seconds")
    share_ppm_min: int = limit(800_000, "快速转出占流入", "fast money over money in")
    minor_min: int = limit(10_000 * YUAN, "快速转出金额", "fast money", least=1)


@dataclass(frozen=True, slots=True)
class Chain:
    """Chain, peeling (逐层转移, 剥离): most of a sum handed on, hop by hop."""

    hop_s: int = limit(DAY_S, "两笔间隔上限(秒)", "seconds between two hops at most")
    hops_min: int = limit(3, "最少笔数", "rows at least", least=2)
    hops_max: int = limit(32, "最多笔数", "rows at most", least=2)
    keep_ppm_min: int = limit(800_000, "每跳保留比例", "share kept at each hop, at least")
    peel_ppm_min: int = limit(0, "每跳剥离比例", "share left behind at each hop, at least")
    steps_max: int = limit(4_000, "每行查找步数", "rows looked at per row", least=1)
    row_minor_min: int = limit(1_000 * YUAN, "低于此金额的行不计", "smaller rows are not looked at")


@dataclass(frozen=True, slots=True)
class Structuring:
    """Structuring (拆分, 临界金额): near-equal amounts just below a limit, several parties."""

    window_s: int = window(DAY_S)
    parties_min: int = limit(3, "对手数", "distinct payers, or payees", least=1)
    band_ppm: int = limit(20_000, "限额以下的幅度", "band below a limit, share of the limit")
    low_minor: int = limit(10_000 * YUAN, "限额一; 0 为不用", "first limit; 0: none")
    middle_minor: int = limit(20_000 * YUAN, "限额二; 0 为不用", "second limit; 0: none")
    high_minor: int = limit(50_000 * YUAN, "限额三; 0 为不用", "third limit; 0: none")


@dataclass(frozen=True, slots=True)
class Bipartite:
    """Bipartite (多对多): several sources all pay the same several sinks."""

    window_s: int = window(DAY_S)
    sources_min: int = limit(3, "来源数", "sources", least=2)
    sinks_min: int = limit(3, "去向数", "sinks", least=2)
    dense_ppm: int = limit(800_000, "成对比例", "pairs that paid, over all pairs")
    steps_max: int = limit(20_000, "每行查找步数", "rows looked at per closing row", least=1)
    row_minor_min: int = floor()


@dataclass(frozen=True, slots=True)
class Stack:
    """Stack (分层): a block of sources and sinks whose sinks are the sources of the next."""

    window_s: int = window(DAY_S)
    middles_min: int = limit(2, "两层共有账户数", "accounts between the two blocks", least=1)


@dataclass(frozen=True, slots=True)
class Walk:
    """Random (随机游走): rows strung together that fit no other pattern."""

    hop_s: int = limit(DAY_S, "两笔间隔上限(秒)", "seconds between two rows at most")
    rows_min: int = limit(5, "最少笔数", "rows at least", least=2)


@dataclass(frozen=True, slots=True)
class Limits:
    """One record per pattern; both kinds of structuring share one."""

    fan_in: FanIn = FanIn()
    fan_out: FanOut = FanOut()
    gather_scatter: GatherScatter = GatherScatter()
    scatter_gather: ScatterGather = ScatterGather()
    cycle: Cycle = Cycle()
    pass_through: PassThrough = PassThrough()
    chain: Chain = Chain()
    structuring: Structuring = Structuring()
    bipartite: Bipartite = Bipartite()
    stack: Stack = Stack()
    random: Walk = Walk()

    def check(self) -> None:
        """Refuse limits that no row can be measured by."""
        for name, value, least in _each(self):
            if value < least:
                raise UnfitLimit(name=name, value=value, least=least)
        bands = bands_of(self.structuring)
        for (_, below), (low, high) in pairwise(bands):
            if low <= below:
                raise OverlappingLimits(low=low, high=high, band_ppm=self.structuring.band_ppm)


def bands_of(structuring: Structuring) -> list[tuple[int, int]]:
    """(least, most) amount of each band, the lowest first; the limit itself is inside."""
    tops = sorted({structuring.low_minor, structuring.middle_minor, structuring.high_minor} - {0})
    return [(top - top * structuring.band_ppm // 1_000_000, top) for top in tops]


def _each(limits: Limits) -> list[tuple[str, int, int]]:
    """Every limit as (threshold name, value, least value)."""
    return [
        (f"{each.name}_{one.name}", getattr(getattr(limits, each.name), one.name),
         one.metadata["least"])
        for each in fields(limits)
        for one in fields(getattr(limits, each.name))
    ]  # fmt: skip


DEFAULTS = Limits()
PATTERN_THRESHOLDS: dict[str, tuple[int, str, str]] = {
    f"{each.name}_{one.name}": (
        getattr(getattr(DEFAULTS, each.name), one.name), one.metadata["zh"], one.metadata["en"],
    )
    for each in fields(DEFAULTS)
    for one in fields(getattr(DEFAULTS, each.name))
}  # fmt: skip


def read_limits(settings: Settings) -> Limits:
    """The limits in force for a case."""
    said = settings.thresholds
    records = {
        each.name: type(getattr(DEFAULTS, each.name))(
            **{
                one.name: said[f"{each.name}_{one.name}"]
                for one in fields(getattr(DEFAULTS, each.name))
                if f"{each.name}_{one.name}" in said
            }
        )
        for each in fields(DEFAULTS)
    }
    limits = Limits(**records)
    limits.check()
    return limits
