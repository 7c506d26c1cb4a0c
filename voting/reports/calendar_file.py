"""Calendar files (RFC 5545): meetings and deadlines of an area, for any calendar program.

A meeting keeps its UID for good, and its SEQUENCE rises with each change that a calendar shows, so
a file taken later moves or cancels what an earlier one entered. Times are local ones of a named
time zone, whose rules are in the file. A deadline is an entry for the whole day that blocks no
time: many programs leave out the kind that is meant for tasks.
"""

import unicodedata
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from icalendar import (
    Calendar,
    Timezone,
    TimezoneDaylight,
    TimezoneStandard,
    vCalAddress,
    vText,
    vUri,
)
from icalendar import Event as Entry

from voting.reports.calendar import CANCEL, PUBLISH, Due, Meeting

_MAKER = "-//CASCADE Live//CASCADE Live//EN"
_YEAR = timedelta(days=366)
_HOUR = timedelta(hours=1)


def calendar_file(
    area: str,
    meetings: Iterable[Meeting],
    due: Iterable[Due] = (),
    *,
    name: str = "",
    zone: ZoneInfo,
    now: datetime,
    language: str = "en",
    method: str = PUBLISH,
    organiser: str = "",
    to: str = "",
) -> bytes:
    """The calendar file of these meetings and deadlines of the area with the id ``area``. Meetings
    without a day are left out.

    ``name`` is what a program may call the calendar, ``zone`` that of the meetings' times, ``now``
    when the file is made. Sent by mail (REQUEST, CANCEL) it names the address ``organiser`` that it
    comes from and the one address ``to`` that it goes to, and nobody else's."""
    calendar = Calendar()
    calendar.add("prodid", _MAKER)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    if method:
        calendar.add("method", method)
    if name:
        calendar.add("name", _line(name))
        calendar.add("x-wr-calname", _line(name))
    entries = [
        _meeting(area, one, zone, language, cancelled=method == CANCEL)
        for one in meetings
        if one.event.day
    ]
    entries += [_due(area, one, language) for one in due]
    for entry in entries:
        entry.add("dtstamp", now)
        if organiser:
            entry.add("organizer", vCalAddress(f"mailto:{organiser}"))
        if to:
            entry.add("attendee", _attendee(to))
    times = [entry.start for entry in entries if isinstance(entry.start, datetime)]
    if times:
        calendar.add_component(_rules(zone, min(times) - _YEAR, max(times) + _YEAR))
    for entry in entries:
        calendar.add_component(entry)
    data: bytes = calendar.to_ical()
    return data


def entry_of(area: str, id: str) -> str:
    """What calendars know a meeting or deadline by, for good."""
    return f"{id}.{area}@cascade-live"


def _meeting(area: str, one: Meeting, zone: ZoneInfo, language: str, *, cancelled: bool) -> Entry:
    event = one.event
    entry = Entry()
    entry.add("uid", entry_of(area, event.id))
    entry.add("sequence", event.sequence)
    cancelled = cancelled or event.state == "cancelled"
    entry.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    entry.add("summary", _said(_line(one.name), language))
    if event.time:
        start = datetime.fromisoformat(event.start).replace(tzinfo=zone)
        entry.add("dtstart", start)
        if event.minutes:
            entry.add("dtend", _later(start, event.minutes))
    else:
        _whole_day(entry, date.fromisoformat(event.day))
    if event.place or event.link:
        entry.add("location", _said(_line(event.place or event.link), language))
    if event.link:
        call = vUri(event.link)
        call.params["VALUE"] = "URI"
        call.params["FEATURE"] = "VIDEO"
        entry.add("conference", call)
    about = "\n\n".join(part for part in (one.about, event.link, one.page) if part)
    if about:
        entry.add("description", _said(about, language))
    if one.page:
        entry.add("url", one.page)
    return entry


def _due(area: str, one: Due, language: str) -> Entry:
    entry = Entry()
    entry.add("uid", entry_of(area, one.id))
    entry.add("sequence", one.sequence)
    if one.cancelled:
        entry.add("status", "CANCELLED")
    entry.add("summary", _said(_line(one.name), language))
    entry.add("transp", "TRANSPARENT")
    _whole_day(entry, one.day)
    if one.page:
        entry.add("url", one.page)
        entry.add("description", _said(one.page, language))
    return entry


def _rules(zone: ZoneInfo, first: datetime, last: datetime) -> Timezone:
    """When the clocks of a zone change between two moments. (The library's own are an hour out on
    the night on which they go forward.)"""
    rules = Timezone()
    rules.add("tzid", zone.key)
    moment = first.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
    rules.add_component(_since(moment, zone, zone))
    while moment < last:
        # By hours only in a day in which they change: a file is made in milliseconds.
        held = _offset(moment, zone)
        moment += _HOUR if _offset(moment + 24 * _HOUR, zone) != held else 24 * _HOUR
        if _offset(moment, zone) != held:
            rules.add_component(_since(moment, zone, timezone(held)))
    return rules


def _since(moment: datetime, zone: ZoneInfo, before: tzinfo) -> TimezoneDaylight | TimezoneStandard:
    """What holds from a moment on, which begins by the clocks of ``before``."""
    local = moment.astimezone(zone)
    part = TimezoneDaylight() if local.dst() else TimezoneStandard()
    part.add("dtstart", moment.astimezone(before).replace(tzinfo=None))
    part.add("tzoffsetfrom", _offset(moment, before))
    part.add("tzoffsetto", _offset(moment, zone))
    if name := local.tzname():
        part.add("tzname", name)
    return part


def _offset(moment: datetime, zone: tzinfo) -> timedelta:
    return moment.astimezone(zone).utcoffset() or timedelta()


def _whole_day(entry: Entry, day: date) -> None:
    entry.add("dtstart", day)
    entry.add("dtend", day + timedelta(days=1))


def _later(start: datetime, minutes: int) -> datetime:
    """So many minutes later by the clock of everybody's life: over a change of the clocks, too."""
    utc = start.astimezone(UTC) + timedelta(minutes=minutes)
    return utc.astimezone(start.tzinfo)


def _attendee(address: str) -> vCalAddress:
    attendee = vCalAddress(f"mailto:{address}")
    attendee.params["ROLE"] = "REQ-PARTICIPANT"
    attendee.params["PARTSTAT"] = "ACCEPTED"
    attendee.params["RSVP"] = "FALSE"
    return attendee


def _said(text: str, language: str) -> vText:
    said = vText(_text(text))
    said.params["LANGUAGE"] = language
    return said


def _line(text: str) -> str:
    return " ".join(_text(text).split())


def _text(text: str) -> str:
    """Without characters that no calendar file may hold."""
    return "".join(c for c in text if c in "\n\t" or unicodedata.category(c) != "Cc")
