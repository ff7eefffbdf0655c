"""Law (依法从严、行刑衔接): dated, cited figures, and short rules that read them.

comes in   plain facts with the ids of their evidence, events with their days
goes out   ``Answer``: a proposal, each step it rests on, its doubts and open questions
stays out  traces and tables (callers hand over facts), and every decision (a person decides)
start at   ``law_book`` for figures, ``read_situation`` for facts
"""

from zhanlian.law.answers import Answer, LawRefusal, Proof, Reading, Step
from zhanlian.law.book import LawBook, law_book
from zhanlian.law.facts import Facts, Situation, read_situation, situation_of
from zhanlian.law.saying import say, say_value
from zhanlian.law.values import Value

__all__ = [
    "Answer",
    "Facts",
    "LawBook",
    "LawRefusal",
    "Proof",
    "Reading",
    "Situation",
    "Step",
    "Value",
    "law_book",
    "read_situation",
    "say",
    "say_value",
    "situation_of",
]
