"""Instants: int64 microseconds UTC, beside the zone that was assumed."""

from datetime import UTC, datetime, timedelta, timezone

MICROS = 1_000_000
CHINA_OFFSET_S = 8 * 3600
CHINA = timezone(timedelta(seconds=CHINA_OFFSET_S), "UTC+8")
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def to_instant(moment: datetime) -> int:
    """Microseconds UTC of an aware ``moment``; exact, no float on the way."""
    delta = moment - EPOCH
    return (delta.days * 86_400 + delta.seconds) * MICROS + delta.microseconds


def from_instant(at: int, *, zone: timezone = CHINA) -> datetime:
    """The aware moment of ``at`` microseconds UTC, shown in ``zone``."""
    return (EPOCH + timedelta(microseconds=at)).astimezone(zone)


def show_instant(at: int | None, *, zone: timezone = CHINA) -> str:
    """``2024-03-05 14:05:30`` in ``zone``; an empty text where nothing is known.

    >>> show_instant(1_709_618_730_000_000)
    '2024-03-05 14:05:30'
    """
    return "" if at is None else from_instant(at, zone=zone).strftime("%Y-%m-%d %H:%M:%S")
