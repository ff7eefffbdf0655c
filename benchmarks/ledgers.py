"""Made-up ledgers: one traced case of any size, for every benchmark that follows money.

in     rows, accounts per row, a seed
out    a ``Ledger``, or the same case as successive chunks that are never all in memory
keeps  the same arguments give the same rows; a chunk's rows are later than those before it

Ninety days of whole seconds. Payers and payees are drawn by rank with a long tail; amounts are
lognormal around 500 yuan, a fifth of them rounded up to whole 100 yuan. Fifty gangs take a
thousand victims' money through four layers of cards to the hundred busiest accounts, the sinks.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple, overload

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from zhanlian.tracing.ledger import Ledger

Int64s = NDArray[np.int64]
Row = tuple[int, int, int, int, int]  # src, dst, second, fen, origin
Arrival = tuple[int, int, int, int]  # layer, card, second, fen

SEED = 20240601
ACCOUNTS_PER_ROW = 0.2
DAYS, DAY_S = 90, 86_400
MICROS = 1_000_000
PAYER_TAIL, PAYEE_TAIL = 2.0, 2.5
MEDIAN_FEN, SIGMA = 50_000, 1.6
ROUND_SHARE, ROUND_FEN = 0.2, 10_000
FEN_MOST = 5e9
VICTIMS, VICTIMS_PER_GANG = 1000, 20
DEPOSIT_FEN, DEPOSIT_SIGMA = 2_000_000, 1.0
CARDS_PER_LAYER = (5, 15, 30, 60)
SPLITS = (5, 4, 3)
KEPT_FROM = (0.95, 0.90, 0.90)
DELAY_S = ((60, 1800), (60, 3600), (0, 6 * 3600), (0, DAY_S))
SINKS = 100


class Numbers(Sequence[str]):
    """The names "0", "1", ... of ``count`` things, made when asked: they take no memory."""

    def __init__(self, count: int, *, first: int = 0) -> None:
        self.numbers = range(first, first + count)

    def __len__(self) -> int:
        return len(self.numbers)

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[str]: ...
    def __getitem__(self, place: int | slice) -> str | Sequence[str]:
        if isinstance(place, slice):
            return tuple(map(str, self.numbers[place]))
        return str(self.numbers[place])


class Columns(NamedTuple):
    """Rows in any order: accounts, seconds since the start, fen, origins."""

    src: NDArray[np.int32]
    dst: NDArray[np.int32]
    at_s: NDArray[np.int32]
    fen: Int64s
    origin: NDArray[np.int32]


class Cast(NamedTuple):
    """Who is there: accounts by rank of business, those that are sinks, and the gangs' rows."""

    by_rank: NDArray[np.int32]
    is_sink: NDArray[np.bool_]
    opening_minor: Int64s
    planted: Columns


def made_up_ledger(
    row_count: int, *, accounts_per_row: float = ACCOUNTS_PER_ROW, seed: int = SEED
) -> Ledger:
    """All rows at once. Cost: about 0.3 us and 100 bytes a row at the peak."""
    rng = Generator(np.random.PCG64(seed))
    cast = draw_cast(rng, row_count, accounts_per_row)
    others = draw_others(rng, cast.by_rank, row_count - cast.planted.fen.size, (0, DAYS * DAY_S))
    return as_ledger(cast, (others, cast.planted))


def made_up_chunks(
    row_count: int,
    *,
    chunk_rows: int,
    accounts_per_row: float = ACCOUNTS_PER_ROW,
    seed: int = SEED,
) -> Iterator[Ledger]:
    """A case like ``made_up_ledger``'s, other draws, as ledgers over successive spans of time.

    Every chunk has all accounts and origins; its rows are numbered from 0.
    """
    rng = Generator(np.random.PCG64(seed))
    cast = draw_cast(rng, row_count, accounts_per_row)
    count = -(-row_count // chunk_rows)
    edges_s = np.linspace(0, DAYS * DAY_S, count + 1).astype(np.int64)
    shares = np.diff(edges_s) / edges_s[-1]
    sizes = rng.multinomial(row_count - cast.planted.fen.size, shares)
    for size, from_s, to_s in zip(sizes, edges_s[:-1], edges_s[1:], strict=True):
        others = draw_others(rng, cast.by_rank, int(size), (int(from_s), int(to_s)))
        # A gang's last payments may fall after the ninety days: they end the last chunk.
        is_before = (cast.planted.at_s < to_s) | (to_s == edges_s[-1])
        is_here = (cast.planted.at_s >= from_s) & is_before
        here = Columns(*(column[is_here] for column in cast.planted))
        yield as_ledger(cast, (others, here))


def draw_cast(rng: Generator, row_count: int, accounts_per_row: float) -> Cast:
    """Rank the accounts and plant the gangs among the quieter half."""
    accounts = round(accounts_per_row * row_count)
    by_rank = rng.permutation(accounts)
    planted = plant_gangs(rng, by_rank[accounts // 2 :], by_rank[:SINKS])[:row_count]
    src, dst, at_s, fen, origin = np.array(planted, dtype=np.int64).T
    columns = Columns(
        src.astype(np.int32), dst.astype(np.int32), at_s.astype(np.int32), fen,
        origin.astype(np.int32),
    )  # fmt: skip
    is_sink = np.zeros(accounts, dtype=np.bool_)
    is_sink[by_rank[:SINKS]] = True
    return Cast(by_rank.astype(np.int32), is_sink, np.zeros(accounts, dtype=np.int64), columns)


def draw_others(
    rng: Generator, by_rank: NDArray[np.int32], count: int, span_s: tuple[int, int]
) -> Columns:
    """The rows of everybody else, inside ``span_s``."""
    fen = lognormal_fen(rng, MEDIAN_FEN, SIGMA, count)
    is_round = rng.random(count) < ROUND_SHARE
    fen[is_round] = -(-fen[is_round] // ROUND_FEN) * ROUND_FEN
    src = by_rank[(by_rank.size * rng.random(count) ** PAYER_TAIL).astype(np.int64)]
    dst = by_rank[(by_rank.size * rng.random(count) ** PAYEE_TAIL).astype(np.int64)]
    at_s = rng.integers(*span_s, count).astype(np.int32)
    return Columns(src, dst, at_s, fen, np.zeros(count, dtype=np.int32))


def as_ledger(cast: Cast, parts: tuple[Columns, ...]) -> Ledger:
    """The parts in one stable order of time; openings are zero."""
    at_s = np.concatenate([part.at_s for part in parts])
    order = np.argsort(at_s, kind="stable")
    return Ledger(
        src=np.concatenate([part.src for part in parts])[order],
        dst=np.concatenate([part.dst for part in parts])[order],
        at=at_s[order].astype(np.int64) * MICROS,
        amount_minor=np.concatenate([part.fen for part in parts])[order],
        undo_row=np.full(order.size, -1, dtype=np.int32),
        origin=np.concatenate([part.origin for part in parts])[order],
        opening_minor=cast.opening_minor,
        is_sink=cast.is_sink,
        account_ids=Numbers(cast.by_rank.size),
        transfer_ids=np.arange(order.size, dtype=np.int64),
        origin_ids=Numbers(int(cast.planted.origin.max(initial=0)), first=1),
        currency="CNY",
    )


def lognormal_fen(rng: Generator, median_fen: int, sigma: float, size: int) -> Int64s:
    """Amounts in fen, clipped to [1, 5e9]."""
    amounts = np.exp(rng.normal(np.log(median_fen), sigma, size))
    return np.clip(amounts, 1, FEN_MOST).astype(np.int64)


def plant_gangs(rng: Generator, quiet: Int64s, sinks: Int64s) -> list[Row]:
    """Deposits and their four layers: rows of (src, dst, second, fen, origin)."""
    rows: list[Row] = []
    origin = 0
    for _ in range(VICTIMS // VICTIMS_PER_GANG):
        layers = [rng.choice(quiet, size) for size in CARDS_PER_LAYER]
        for victim in rng.choice(quiet, VICTIMS_PER_GANG):
            origin += 1
            for _ in range(1 + rng.poisson(1)):
                at_s = int(rng.integers(0, (DAYS - 3) * DAY_S))
                fen = int(lognormal_fen(rng, DEPOSIT_FEN, DEPOSIT_SIGMA, 1)[0])
                card = int(rng.choice(layers[0]))
                rows.append((int(victim), card, at_s, fen, origin if victim != card else 0))
                pass_on(rng, rows, layers, sinks, (0, card, at_s, fen))
    return rows


def pass_on(
    rng: Generator, rows: list[Row], layers: list[Int64s], sinks: Int64s, arrival: Arrival
) -> None:
    """Split what arrived among the next layer's cards, and on to a sink after the fourth."""
    layer, card, at_s, fen = arrival
    is_last = layer == len(layers) - 1
    count = 1 if is_last else int(rng.integers(1, SPLITS[layer] + 1))
    kept = 1.0 if is_last else rng.uniform(KEPT_FROM[layer], 1.0)
    for _ in range(count):
        target = int(rng.choice(sinks if is_last else layers[layer + 1]))
        later_s = at_s + int(rng.integers(DELAY_S[layer][0], DELAY_S[layer][1] + 1))
        part = max(1, int(fen * kept / count))
        if card != target:
            rows.append((card, target, later_s, part, 0))
        if not is_last:
            pass_on(rng, rows, layers, sinks, (layer + 1, target, later_s, part))
