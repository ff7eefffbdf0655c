"""Finding: every entity of a text, one per character, in a fixed order of kinds.

in     a text as written
out    ``Found``: entities by place, and doubtful ones whose check digit fails
keeps  kinds that can be proved (addresses, identity numbers) claim their characters before kinds
       that cannot; same text, same answer; time grows with the length of the text
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from zhanlian.screening.entities.addresses import CHAINS, WEB
from zhanlian.screening.entities.dates import find_dates
from zhanlian.screening.entities.folding import fold, fold_digits
from zhanlian.screening.entities.handles import APPS, HANDLES
from zhanlian.screening.entities.hits import Hit, Pattern, find_hits
from zhanlian.screening.entities.identifiers import IDENTIFIERS, NUMBERS
from zhanlian.screening.entities.money import find_coins, find_money
from zhanlian.screening.entities.roles import role_of
from zhanlian.screening.entities.shapes import Entity, EntityType

__all__ = ["Found", "find_entities"]

AS_WRITTEN = {EntityType.APP}  # a name, not a number: nothing is folded in it
Finder = Pattern | Callable[[str], Iterator[Hit]]
ORDER: tuple[Finder, ...] = (
    *CHAINS, *WEB, find_dates, *IDENTIFIERS, *HANDLES, *APPS, find_coins, *NUMBERS, find_money,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Found:
    """``entities`` hold; ``doubtful`` fail their check digit: look at the original."""

    entities: tuple[Entity, ...]
    doubtful: tuple[Entity, ...]


def find_entities(text: str) -> Found:
    """Every account, number, address, amount and day named in ``text``.

    Source: GB 11643 (identity numbers), GB 32100 (credit codes), ISO/IEC 7812 (cards), BIP 173
    and 350, EIP-55. Cost: a fixed number of passes over the text.

    Examples
    --------
    >>> [(each.type.value, each.value) for each in find_entities("转账3.6万至尾号8832").entities]
    [('AMOUNT', '36000'), ('CARD_TAIL', '8832')]
    """
    hits = list(_all_hits(text))
    is_taken = bytearray(len(text))
    holding = _claim(is_taken, (hit for hit in hits if hit.is_checked is not False))
    doubtful = _claim(is_taken, (hit for hit in hits if hit.is_checked is False))
    return Found(_in_order(text, holding), _in_order(text, doubtful))


def _all_hits(text: str) -> Iterator[Hit]:
    """Hits of every kind, kinds in order; amounts look at what stands before them."""
    plain = fold(text)
    digits = fold_digits(plain)
    for finder in ORDER:
        if isinstance(finder, Pattern):
            yield from find_hits(plain if finder.has_letters else digits, finder)
        else:
            yield from finder(digits)


def _claim(is_taken: bytearray, hits: Iterable[Hit]) -> list[Hit]:
    """The hits whose characters no earlier hit has."""
    kept = []
    for hit in hits:
        if not any(is_taken[hit.start : hit.end]):
            is_taken[hit.start : hit.end] = b"\x01" * (hit.end - hit.start)
            kept.append(hit)
    return kept


def _entity(text: str, hit: Hit) -> Entity:
    return Entity(
        type=hit.type,
        start=hit.start,
        end=hit.end,
        text=text[hit.start : hit.end],
        value=hit.value if hit.type not in AS_WRITTEN else text[hit.start : hit.end],
        rule=hit.rule,
        is_checked=hit.is_checked,
        is_approximate=hit.is_approximate,
        is_rate=hit.is_rate,
        role=role_of(text, hit.start, hit.end),
    )


def _in_order(text: str, hits: list[Hit]) -> tuple[Entity, ...]:
    return tuple(_entity(text, hit) for hit in sorted(hits, key=lambda each: each.start))
