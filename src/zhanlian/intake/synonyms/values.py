"""Values: what the wording of a cell means, by vocabulary.

keeps  a code that has two meanings in practice gives nothing; the balance chain decides
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from zhanlian.intake.synonyms.names import normalise_header

AMBIGUOUS = "ambiguous"
# Values whose edges are the whole value: tidying would take them away.
BARE = frozenset("/-+¥￥")


@cache
def _told() -> Mapping[str, Any]:
    text = files("zhanlian.intake.synonyms").joinpath("values.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def _words(field: str) -> Mapping[str, str]:
    """The canonical value of every wording of one field's vocabulary."""
    told = _told()
    vocabulary = told.get(told["names"].get(field, field))
    if vocabulary is None or field == "names":
        raise KeyError(field)
    return {_tidy(word): value for value, words in vocabulary.items() for word in words}


def _tidy(text: str) -> str:
    plain = text.strip()
    return plain if plain in BARE else normalise_header(plain)


def value_of(field: str, raw: str) -> str:
    """What ``raw`` means in ``field``; "" where it is unknown, blank or ambiguous.

    >>> value_of("direction", " 贷 Cr "), value_of("direction", "1"), value_of("currency", "156")
    ('in', '', 'CNY')
    """
    value = _words(field).get(_tidy(raw), "")
    return "" if value == AMBIGUOUS else value


def is_ambiguous(field: str, raw: str) -> bool:
    """Whether ``raw`` is a code that means different things in different files.

    >>> is_ambiguous("direction", "01"), is_ambiguous("direction", "进")
    (True, False)
    """
    return _words(field).get(_tidy(raw)) == AMBIGUOUS


def values_of(field: str) -> tuple[str, ...]:
    """The canonical values a field can take."""
    return tuple(sorted(set(_words(field).values()) - {AMBIGUOUS}))
