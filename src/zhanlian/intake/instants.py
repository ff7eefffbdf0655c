"""Instants of decisions: ISO text to microseconds UTC."""

from datetime import UTC, datetime

from zhanlian.terms import to_instant


def instant_of(text: str) -> int:
    """Microseconds UTC of an ISO text.

    >>> instant_of("2024-03-05T08:00:00+00:00")
    1709625600000000
    """
    return to_instant(datetime.fromisoformat(text).astimezone(UTC))
