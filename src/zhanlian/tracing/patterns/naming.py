"""Naming: which typology a handful of rows is, when it is known that they belong together.

in     a ``Ledger`` that holds the rows of one attempt and nothing else
out    the ``Pattern`` and the rule that said so, by its code
keeps  rules are asked in a fixed order and the first that holds decides; who paid whom and in
       which order counts, no name and no currency; amounts count in one rule of two rows
doubt  some attempts cannot be told apart by their rows: one row alone, or a sum sent and sent
       back, occurs in several families; the code then starts with ``either_``, and the answer is
       the family in which the public AMLworld attempts have it most often, no more

Unlike the detectors this sees all rows at once, and rows from an account to itself, ends and
returned payments are looked at as they stand: somebody has already said that they are one thing.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from zhanlian.terms import Refusal
from zhanlian.tracing.ledger import Ledger
from zhanlian.tracing.pattern_limits import Pattern

Row = tuple[int, int]
MOST_PPM = 800_000  # of the rows: what "nearly all" means below
ALIKE_PPM = 1_060_000  # of the smaller of two amounts: what "nearly" means below
PPM = 1_000_000


class NothingToName(Refusal):
    """A pattern's name is asked for, and there is no row."""

    code = "ZL-TRACE-052"

    def __init__(self) -> None:
        super().__init__(
            "There is no row to name a pattern by.",
            where="tracing.patterns.name_pattern",
            why="the ledger is empty",
            do_next="give the rows that belong to the attempt",
        )


@dataclass(frozen=True)
class Shape:
    """Who paid whom and how much, in order."""

    rows: tuple[Row, ...]
    amount_minor: tuple[int, ...]

    @cached_property
    def moving(self) -> tuple[Row, ...]:
        """Rows between two accounts."""
        return tuple((src, dst) for src, dst in self.rows if src != dst)

    @cached_property
    def payees_of(self) -> dict[int, set[int]]:
        """Whom each payer paid."""
        return _group(self.moving)

    @cached_property
    def payers_of(self) -> dict[int, set[int]]:
        """By whom each payee was paid."""
        return _group(tuple((dst, src) for src, dst in self.moving))

    @property
    def is_thin(self) -> bool:
        """Whether no account pays two others or is paid by two others."""
        return max(map(len, (*self.payees_of.values(), *self.payers_of.values()))) == 1

    def is_most(self, count: int) -> bool:
        """Whether ``count`` rows are nearly all rows."""
        return count * PPM >= MOST_PPM * len(self.rows)


def _group(rows: tuple[Row, ...]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = {}
    for one, other in rows:
        found.setdefault(one, set()).add(other)
    return found


def name_pattern(ledger: Ledger) -> tuple[Pattern, tuple[str, ...]]:
    """The typology of an attempt's rows, and the code of the rule that decided."""
    if not ledger.row_count:
        raise NothingToName
    rows = tuple(zip(ledger.src.tolist(), ledger.dst.tolist(), strict=True))
    shape = Shape(rows, tuple(ledger.amount_minor.tolist()))
    for rule, pattern in RULES:
        if rule(shape):
            return pattern, (rule.__name__,)
    return Pattern.RANDOM, ("nothing_else_fits",)


def keeps_some_itself(shape: Shape) -> bool:
    """One account is in every row, and one row is from it to itself."""
    own = {src for src, dst in shape.rows if src == dst}
    return any(all(hub in row for row in shape.rows) for hub in own)


def many_pay_one(shape: Shape) -> bool:
    """All rows go to one account that pays nobody, from two or more."""
    return len(shape.payers_of) == 1 and len(shape.payees_of) > 1


def one_pays_many(shape: Shape) -> bool:
    """All rows come from one account that nobody pays, to two or more."""
    return len(shape.payees_of) == 1 and len(shape.payers_of) > 1


def either_a_single_row(shape: Shape) -> bool:
    """One row alone: the smallest case of every family without a way back."""
    return len(shape.rows) == 1


def sides_stay_apart(shape: Shape) -> bool:
    """Nobody who pays is paid."""
    return not shape.payees_of.keys() & shape.payers_of.keys()


def either_back_and_alike(shape: Shape) -> bool:
    """Two rows, there and back, and the smaller is nearly the larger."""
    small, large = min(shape.amount_minor), max(shape.amount_minor)
    return _there_and_back(shape) and large * PPM <= small * ALIKE_PPM


def either_back_and_unlike(shape: Shape) -> bool:
    """Two rows, there and back, of different amounts."""
    return _there_and_back(shape)


def _there_and_back(shape: Shape) -> bool:
    """Two rows: one account pays another, and is paid by it."""
    first, *others = shape.moving or [(0, 0)]
    return len(shape.rows) == len(shape.moving) and others == [first[::-1]]


def goes_round(shape: Shape) -> bool:
    """Every account pays one and is paid by one, and all stand on one ring."""
    if not shape.is_thin or shape.payees_of.keys() != shape.payers_of.keys():
        return False
    start = here = shape.moving[0][0]
    for _ in range(len(shape.payees_of) - 1):
        (here,) = shape.payees_of[here]
        if here == start:
            return False
    return True


def walks_on(shape: Shape) -> bool:
    """Each row leaves the account that the row before it reached."""
    return all(early[1] == late[0] for early, late in pairwise(shape.moving))


def leaves_first_and_comes_back(shape: Shape) -> bool:
    """One account is in every row, pays first, and whom it pays are those who pay it."""
    hub = shape.moving[0][0]
    return all(hub in row for row in shape.moving) and shape.payees_of[hub] == shape.payers_of.get(
        hub, set()
    )


def one_gathers_and_scatters(shape: Shape) -> bool:
    """One account is in nearly every row, is paid and pays."""
    return any(
        shape.is_most(sum(hub in row for row in shape.moving))
        for hub in shape.payees_of.keys() & shape.payers_of.keys()
    )


def middles_join_two(shape: Shape) -> bool:
    """Nearly every row comes from one source or goes to one sink, by two middles or more."""
    source = max(shape.payees_of, key=lambda each: len(shape.payees_of[each]))
    sink = max(shape.payers_of, key=lambda each: len(shape.payers_of[each]))
    middles = shape.payees_of[source] & shape.payers_of[sink]
    ends = sum((src == source) != (dst == sink) for src, dst in shape.moving)
    return len(middles) > 1 and shape.is_most(ends)


def ways_of_two_rows(shape: Shape) -> bool:
    """Nearly every row is the first or the last of a way of two rows: paid, then paying on."""
    middles = shape.payees_of.keys() & shape.payers_of.keys()
    return shape.is_most(sum((src in middles) != (dst in middles) for src, dst in shape.moving))


def sides_stay_apart_mostly(shape: Shape) -> bool:
    """Nearly every row goes from an account nobody pays to one that pays nobody."""
    middles = shape.payees_of.keys() & shape.payers_of.keys()
    apart = sum(src not in middles and dst not in middles for src, dst in shape.moving)
    return shape.is_most(apart)


RULES: tuple[tuple[Callable[[Shape], bool], Pattern], ...] = (
    (keeps_some_itself, Pattern.GATHER_SCATTER),
    (either_a_single_row, Pattern.BIPARTITE),
    (many_pay_one, Pattern.FAN_IN),
    (one_pays_many, Pattern.FAN_OUT),
    (sides_stay_apart, Pattern.BIPARTITE),
    (either_back_and_alike, Pattern.STACK),
    (either_back_and_unlike, Pattern.SCATTER_GATHER),
    (goes_round, Pattern.CYCLE),
    (walks_on, Pattern.RANDOM),
    (leaves_first_and_comes_back, Pattern.SCATTER_GATHER),
    (one_gathers_and_scatters, Pattern.GATHER_SCATTER),
    (middles_join_two, Pattern.SCATTER_GATHER),
    (ways_of_two_rows, Pattern.STACK),
    (sides_stay_apart_mostly, Pattern.BIPARTITE),
)
