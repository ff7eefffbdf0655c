"""Persons: where each stands in the procedure, and every term that their steps began or ended.

comes in   a person's steps and term events, as the records keep them
goes out   steps checked against the law room's track; ``PersonTerm`` with its ``ClockState``
stays out  the terms themselves (``law.clocks``): none is counted here, and no end is stored
start at   ``take_step`` to write one, ``terms_of`` to read them, ``due_terms`` for the board
"""

from zhanlian.supervision.persons.board import Due, due_terms
from zhanlian.supervision.persons.steps import FIRST_STAGE, WrongStep, stage_of, take_step
from zhanlian.supervision.persons.terms import PersonTerm, terms_of

__all__ = [
    "FIRST_STAGE",
    "Due",
    "PersonTerm",
    "WrongStep",
    "due_terms",
    "stage_of",
    "take_step",
    "terms_of",
]
