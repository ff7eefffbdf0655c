"""Synonyms: the many names of one thing, curated by kind of sheet.

Header names, value wordings, footers and titles as Chinese banks, wallets, carriers, border
police, exchanges and investigators write them. The words are data (``sheets/*.toml``,
``values.toml``, ``words.toml``, ``lines.toml``); a bank we do not know needs words, not code.
Start at ``match_header`` and ``settle_header``.
"""

from zhanlian.intake.synonyms.kinds import Choice, Field, Kind, Rule, kind_of, kinds
from zhanlian.intake.synonyms.matching import Match, match_header, vocabulary
from zhanlian.intake.synonyms.names import normalise_header
from zhanlian.intake.synonyms.settling import HeaderQuestion, candidates, settle_header
from zhanlian.intake.synonyms.values import is_ambiguous, value_of, values_of
from zhanlian.intake.synonyms.words import (
    is_footer,
    is_section_title,
    is_transit_name,
    word_lists,
    words_pattern,
)

__all__ = [
    "Choice",
    "Field",
    "HeaderQuestion",
    "Kind",
    "Match",
    "Rule",
    "candidates",
    "is_ambiguous",
    "is_footer",
    "is_section_title",
    "is_transit_name",
    "kind_of",
    "kinds",
    "match_header",
    "normalise_header",
    "settle_header",
    "value_of",
    "values_of",
    "vocabulary",
    "word_lists",
    "words_pattern",
]
