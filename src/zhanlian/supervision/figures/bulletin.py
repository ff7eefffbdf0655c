"""Bulletin: figures as lines of text, and one period beside another.

keeps  a number stands with its definition, its period and the count of its rows; a share of
       nothing is not said
"""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from zhanlian.supervision.access import Actor
from zhanlian.supervision.figures.counting import Counted, Period, count_figure

PPM = 1_000_000


@dataclass(frozen=True, slots=True)
class Change:
    """A figure in two periods."""

    before: Counted
    after: Counted

    @property
    def difference(self) -> int:
        """How many more, or fewer."""
        return self.after.value - self.before.value

    @property
    def growth_ppm(self) -> int | None:
        """The difference per million of the earlier value, towards zero; None where it was 0."""
        if not self.before.value:
            return None
        grown = abs(self.difference) * PPM // self.before.value
        return grown if self.difference >= 0 else -grown


def compare_periods(
    session: Session, actor: Actor, key: str, *, before: Period, after: Period
) -> Change:
    """The same figure over two periods."""
    return Change(
        count_figure(session, actor, key, period=before),
        count_figure(session, actor, key, period=after),
    )


def bulletin_lines(counted: Iterable[Counted], lang: str) -> list[str]:
    """One line per figure: definition, value, period, and the key to ask for its rows."""
    return [
        f"{each.figure.said(lang)}: {each.value} "
        f"({each.period.first_on} – {each.period.last_on}) [{each.figure.key}]"
        for each in counted
    ]
