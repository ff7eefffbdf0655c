"""Naming: provisions and penalties in words.

keeps  an instrument is named by its number or, without one, by its title; places keep their
       numbers; a range is said in years where its months are whole years
"""

from zhanlian.law.answers import Step
from zhanlian.law.book import LawBook
from zhanlian.law.naming import provisions_of
from zhanlian.law.offences.penalties import Penalty
from zhanlian.law.saying import say, word

__all__ = ["cited", "penalty_words", "told"]

MONTHS_A_YEAR = 12


def told(step: Step, lang: str) -> str:
    """The step's sentence."""
    return say(step, lang)


def cited(step: Step, law: LawBook, lang: str) -> str:
    """Every provision that a step rests on, once each."""
    return provisions_of(step, lang, law=law)


def penalty_words(penalty: Penalty, lang: str) -> str:
    """A range of penalty as one phrase."""
    kinds = [_imprisonment(penalty, lang)] if penalty.most_months else []
    kinds += [
        word(f"penalty.{name}", lang)
        for name, holds in (
            ("life", penalty.is_life),
            ("death", penalty.is_death),
            ("detention", penalty.is_detention),
            ("control", penalty.is_control),
        )
        if holds
    ]
    fine = word(f"fine.{penalty.fine}", lang)
    amount = _amount(penalty, lang)
    return word("penalty.or", lang).join(kinds) + fine + amount


def _imprisonment(penalty: Penalty, lang: str) -> str:
    key = "penalty.range" if penalty.least_months else "penalty.up_to"
    facts = {
        "least": _length(penalty.least_months, lang),
        "most": _length(penalty.most_months, lang),
    }
    return say(Step(key, facts), lang)


def _length(months: int, lang: str) -> str:
    years, rest = divmod(months, MONTHS_A_YEAR)
    key = "penalty.months" if rest else "penalty.years"
    return say(Step(key, {"number": months if rest else years}), lang)


def _amount(penalty: Penalty, lang: str) -> str:
    """What the law says of the fine's amount."""
    facts = dict(penalty.fine_table)
    if not facts:
        return ""
    if "most_fen" in facts:
        return say(Step("fine.between", facts), lang)
    return say(Step("fine.at_least" if "least_fen" in facts else "fine.times", facts), lang)
