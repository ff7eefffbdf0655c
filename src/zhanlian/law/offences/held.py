"""Held: how a legal condition comes out, on the milder and on the heavier reading of the law.

keeps  ``mild`` is never above ``heavy``; unknown facts leave a condition UNPROVEN; a part that
       cannot change the outcome neither asks a person nor lists a fact as missing
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from zhanlian.law.answers import Proof, Step

__all__ = ["Held", "all_of", "any_of", "plainly"]

T = TypeVar("T")
RANK = {Proof.NOT_MET: 0, Proof.UNPROVEN: 1, Proof.MET: 2}


@dataclass(frozen=True, slots=True)
class Held:
    """A condition's proof on both readings, with its steps.

    ``asks``: questions that decide between the readings. ``missing``: facts whose knowledge
    would change the proof.
    """

    mild: Proof
    heavy: Proof
    because: tuple[Step, ...] = ()
    asks: tuple[Step, ...] = ()
    missing: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """The milder reading never proves more."""
        assert RANK[self.mild] <= RANK[self.heavy], "mild is above heavy"

    @property
    def is_met(self) -> bool:
        """Whether it holds on every reading."""
        return self.mild is Proof.MET

    @property
    def is_open(self) -> bool:
        """Whether facts or a reading still decide."""
        return self.mild is not self.heavy or self.mild is Proof.UNPROVEN

    @property
    def proof(self) -> Proof:
        """One proof to show: UNPROVEN where the readings differ."""
        return self.mild if self.mild is self.heavy else Proof.UNPROVEN

    def on(self, *, heavy: bool) -> Proof:
        """The proof on one reading."""
        return self.heavy if heavy else self.mild


def plainly(proof: Proof, *because: Step, missing: tuple[str, ...] = ()) -> Held:
    """A condition on which no readings differ."""
    return Held(proof, proof, because, missing=missing)


def all_of(parts: Iterable[Held]) -> Held:
    """Every part must hold. What else is open does not matter once one part fails."""
    parts = tuple(parts)
    heavy = min((part.heavy for part in parts), key=RANK.__getitem__)
    return Held(
        mild=min((part.mild for part in parts), key=RANK.__getitem__),
        heavy=heavy,
        because=_joined(part.because for part in parts),
        asks=() if heavy is Proof.NOT_MET else _joined(part.asks for part in parts),
        missing=() if heavy is Proof.NOT_MET else _joined(part.missing for part in parts),
    )


def any_of(parts: Iterable[Held]) -> Held:
    """One part is enough. What else is open does not matter once one part holds."""
    parts = tuple(parts)
    mild = max((part.mild for part in parts), key=RANK.__getitem__)
    return Held(
        mild=mild,
        heavy=max((part.heavy for part in parts), key=RANK.__getitem__),
        because=_joined(part.because for part in parts),
        asks=() if mild is Proof.MET else _joined(part.asks for part in parts),
        missing=() if mild is Proof.MET else _joined(part.missing for part in parts),
    )


def _joined(parts: Iterable[tuple[T, ...]]) -> tuple[T, ...]:
    found: list[T] = []
    for part in parts:
        found += [each for each in part if each not in found]
    return tuple(found)
