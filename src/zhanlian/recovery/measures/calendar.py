"""Calendar: ends and reminders of live measures as an ICS feed (RFC 5545).

keeps  one whole-day event per measure on its last day, with an alarm per reminder; ids and the
       stamp come from the measures, so the same measures give the same bytes
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from icalendar import Alarm, Calendar, Event

from zhanlian.recovery.measures.listing import Held, State
from zhanlian.terms import AccountId, from_instant

__all__ = ["as_calendar"]

PRODUCT = "-//zhanlian//measures//"


def as_calendar(held: Iterable[Held], *, title: str, stamp_at: int) -> bytes:
    """The feed; accounts are starred, because calendars travel. ``stamp_at`` microseconds UTC.

    ``title`` has places for ``kind``, ``account`` and ``agency``.
    """
    made = Calendar()
    made.add("prodid", PRODUCT)
    made.add("version", "2.0")
    for each in held:
        if each.state is State.LIVE and each.ends_on is not None:
            made.add_component(_event(each, title, from_instant(stamp_at, zone=UTC)))
    feed: bytes = made.to_ical()
    return feed


def _event(held: Held, title: str, stamp: datetime) -> Event:
    measure, made = held.measure, Event()
    assert held.ends_on is not None, "only measures with an end are in the feed"
    said = title.format(
        kind=measure.kind.value, account=AccountId(measure.asset_id), agency=measure.agency
    )
    made.add("uid", f"{measure.place}-{measure.kind.value}@zhanlian")
    made.add("dtstamp", stamp)
    made.add("dtstart", held.ends_on)
    made.add("dtend", held.ends_on + timedelta(days=1))
    made.add("summary", said)
    for remind_on in held.remind_on:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", said)
        alarm.add("trigger", remind_on - held.ends_on)
        made.add_component(alarm)
    return made
