"""Law (依法从严、行刑衔接): dated, cited figures, and short rules that read them.

comes in   plain facts with the ids of their evidence, events with their days
goes out   ``Answer``: a proposal, each step it rests on, its doubts and open questions
stays out  traces and tables (callers hand over facts), and every decision (a person decides)
start at   ``law_book`` for figures, ``assess`` for facts, ``clocks`` for terms, ``linkage`` and
           ``sentencing`` for what stands beside and after a conviction
"""

from zhanlian.law import clocks, linkage, offences, sentencing
from zhanlian.law.answers import Answer, LawRefusal, Proof, Reading, Step
from zhanlian.law.assess import assess
from zhanlian.law.book import LawBook, law_book
from zhanlian.law.changing import Change, changes_between
from zhanlian.law.checking import Fault, check_law
from zhanlian.law.facts import Facts, Situation, read_situation, situation_of, vocabulary
from zhanlian.law.naming import provisions_of
from zhanlian.law.plain import (
    plain_answer,
    plain_change,
    plain_instrument,
    plain_step,
    plain_value,
)
from zhanlian.law.saying import say, say_value
from zhanlian.law.values import Value

__all__ = [
    "Answer",
    "Change",
    "Facts",
    "Fault",
    "LawBook",
    "LawRefusal",
    "Proof",
    "Reading",
    "Situation",
    "Step",
    "Value",
    "assess",
    "changes_between",
    "check_law",
    "clocks",
    "law_book",
    "linkage",
    "offences",
    "plain_answer",
    "plain_change",
    "plain_instrument",
    "plain_step",
    "plain_value",
    "provisions_of",
    "read_situation",
    "say",
    "say_value",
    "sentencing",
    "situation_of",
    "vocabulary",
]
