"""Answers: what a rule found, what it rests on, and where a person must decide.

keeps  a step names a sentence of the catalogue and the facts in it, never a text of its own;
       a doubt of any value used is a doubt of the answer; an answer with two readings has no
       single value; a refusal on the way keeps the steps made so far
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Generic, TypeVar

from zhanlian.law.values import Value
from zhanlian.terms import Citation, Refusal

T_co = TypeVar("T_co", covariant=True)

__all__ = ["Answer", "LawRefusal", "Proof", "Reading", "Step", "after"]


class Proof(StrEnum):
    """Whether a legal condition holds on the facts given. Unknown is never no."""

    MET = "met"
    NOT_MET = "not_met"
    UNPROVEN = "unproven"


@dataclass(frozen=True, slots=True)
class Step:
    """One step of reasoning: a sentence by its ``key``, its facts, and what it rests on.

    ``rests_on``: dated values used. ``cites``: provisions that are not values.
    ``evidence``: ids of the facts' evidence. ``proof``: for conditions, how they came out.
    """

    key: str
    facts: Mapping[str, object] = field(default_factory=dict)
    rests_on: tuple[Value, ...] = ()
    cites: tuple[Citation, ...] = ()
    evidence: tuple[str, ...] = ()
    proof: Proof | None = None


@dataclass(frozen=True, slots=True)
class Reading(Generic[T_co]):
    """One of several defensible readings: its value and why it is read so.

    ``is_earlier``: for terms, the one that an alert follows.
    """

    value: T_co
    because: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Answer(Generic[T_co]):
    """A rule's answer: it proposes, a named person decides.

    ``value`` is None only where ``readings`` holds two or more. ``asks`` are questions that a
    person must answer, as steps; ``missing`` are keys of facts that would change the answer.
    """

    value: T_co | None
    because: tuple[Step, ...]
    readings: tuple[Reading[T_co], ...] = ()
    asks: tuple[Step, ...] = ()
    missing: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """An answer without a value shows its readings."""
        assert len(self.readings) != 1, "one reading is a value"

    @property
    def is_open(self) -> bool:
        """Whether a person must choose or answer before this can be used."""
        return bool(self.readings or self.asks)

    @property
    def values_used(self) -> tuple[Value, ...]:
        """Every dated value that the steps and readings rest on, once each."""
        steps = [*self.because, *self.asks]
        for reading in self.readings:
            steps += reading.because
        return tuple(dict.fromkeys(value for step in steps for value in step.rests_on))

    @property
    def doubtful(self) -> tuple[Value, ...]:
        """Values used that are not confirmed law; they are shown with their doubt."""
        return tuple(value for value in self.values_used if value.doubt is not None)


class LawRefusal(Refusal):
    """A legal question that cannot be answered; ``because`` is the reasoning up to there."""

    because: tuple[Step, ...] = ()


@contextmanager
def after(*steps: Step) -> Iterator[None]:
    """Put ``steps`` before the reasoning of a refusal raised inside.

    >>> from zhanlian.law.book import UnknownParameter
    >>> try:
    ...     with after(Step("offence.begun")):
    ...         raise UnknownParameter("cn.no.such", near=())
    ... except LawRefusal as refusal:
    ...     print([step.key for step in refusal.because])
    ['offence.begun']
    """
    try:
        yield
    except LawRefusal as refusal:
        refusal.because = (*steps, *refusal.because)
        raise
