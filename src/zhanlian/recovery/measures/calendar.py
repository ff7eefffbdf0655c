"""Calendar: the ends of measures as an ICS file that any calendar takes.

in     measures as they stand on a day
out    an ICS text: one all-day event per measure in force, with its reminders
keeps  the same measures give the same bytes: ids come from the measure, the stamp from the day;
       the event lies on the last day to renew, not on the day after
law    RFC 5545; the days come from ``listing``
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Alarm, Calendar, Event

from zhanlian.recovery.measures.listing import Held
from zhanlian.terms import AccountId

__all__ = ["as_calendar"]

MAKER = "-//Zhanlian//measures//ZH"
DAY = timedelta(days=1)


def as_calendar(held: Iterable[Held], on: date, *, title: str, kinds: Mapping[str, str]) -> bytes:
    """The feed; accounts are starred, because calendars travel.

    ``title`` has places for ``{kind}``, ``{account}`` and ``{agency}``; ``kinds`` are words for
    kinds of measures.
    """
    calendar = Calendar()
    calendar.add("prodid", MAKER)
    calendar.add("version", "2.0")
    stamp = datetime.combine(on, time(), UTC)
    for each in held:
        if each.work_by_on is not None and each.work_by_on >= on:
            calendar.add_component(_event(each, stamp, _said(each, title, kinds)))
    made: bytes = calendar.to_ical()
    return made


def _said(held: Held, title: str, kinds: Mapping[str, str]) -> str:
    kind = kinds.get(held.kind, held.kind.value)
    return title.format(kind=kind, account=AccountId(held.asset_id), agency=held.agency)


def _event(held: Held, stamp: datetime, said: str) -> Event:
    assert held.work_by_on is not None, "only what ends comes into a calendar"
    event = Event()
    event.add("uid", f"{held.places[0]}-{len(held.renewed_on)}@zhanlian")
    event.add("dtstamp", stamp)
    event.add("dtstart", held.work_by_on)
    event.add("dtend", held.work_by_on + DAY)
    event.add("summary", said)
    event.add("transp", "TRANSPARENT")
    for alert_on in held.alerts_on:
        event.add_component(_alarm(alert_on - held.work_by_on, said))
    return event


def _alarm(before: timedelta, text: str) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", text)
    alarm.add("trigger", before)
    return alarm
