"""Settling: from the headers of a row to canonical fields, by name and by neighbours.

in     the kind of sheet and its header cells, left to right
out    the field of each column that is settled, and a question for each that is not
keeps  a doubtful name is never settled here; columns nobody knows are in neither answer
"""

from collections import Counter
from typing import NamedTuple

from zhanlian.intake.synonyms.kinds import Kind, kind_of
from zhanlian.intake.synonyms.names import normalise_header, without_unit


class HeaderQuestion(NamedTuple):
    """A header only a person or its values can place; the likeliest field comes first."""

    column: int
    header: str
    fields: tuple[str, ...]
    why: str


def candidates(kind_id: str, header: str) -> tuple[str, ...]:
    """The fields ``header`` may mean in this kind: none, one, or several.

    >>> candidates("bank_transactions", "交易日期")
    ('txn_datetime', 'txn_date')
    >>> candidates("bank_transactions", "今日天气")
    ()
    """
    return kind_of(kind_id).fields_by_header.get(normalise_header(header), ())


def settle_header(kind_id: str, headers: list[str]) -> tuple[dict[int, str], list[HeaderQuestion]]:
    """The field of every settled column, and what is left to ask.

    >>> settle_header("bank_transactions", ["交易日期", "交易时间", "交易金额"])
    ({0: 'txn_date', 1: 'txn_clock', 2: 'amount'}, [])
    """
    kind = kind_of(kind_id)
    names = [normalise_header(header) for header in headers]
    occurrences: Counter[str] = Counter()
    mapping: dict[int, str] = {}
    questions: list[HeaderQuestion] = []
    for column, name in enumerate(names):
        occurrences[name] += 1
        fields, why = _readings(kind, names, column, occurrences[name])
        if fields and not why:
            mapping[column] = fields[0]
        elif fields:
            questions.append(HeaderQuestion(column, headers[column], fields, why))
    return mapping, questions


def _readings(
    kind: Kind, names: list[str], column: int, occurrence: int
) -> tuple[tuple[str, ...], str]:
    """The readings left, likeliest first, and why they are open; no reason means settled."""
    name = names[column]
    fields = kind.fields_by_header.get(name, ())
    if not fields:
        return (), ""
    rule = kind.rule_of(name)
    if rule is not None:
        beside = names[:column] + names[column + 1 :]
        others = frozenset(without_unit(other) for other in beside)
        for choice in rule.choices:
            if choice.holds(others, occurrence):
                return (choice.field,), ""
        return tuple(dict.fromkeys(choice.field for choice in rule.choices)), rule.why
    if name in kind.doubtful_headers:
        return fields, "this name was never seen in a public source for this kind of sheet"
    return fields, "" if len(fields) < 2 else "this name is used for more than one thing"  # noqa: PLR2004
