"""Days of a series: a date so many months and days after another, and when a deadline is due."""

from datetime import date, timedelta

from voting.programme.area import Area, Deadline, Event

YEARS = range(2000, 3000)  # what a date may be in
_SATURDAY = 5


def after(day: date, months: int, days: int) -> date:
    """The day so many months and then days after ``day``, or before it where they are below 0. A
    month that is too short for the day ends on its last: a month after 31 January is 28 February.
    Raises OverflowError beyond the calendar."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not date.min.year <= year <= date.max.year:
        raise OverflowError
    return date(year, month + 1, min(day.day, _last_of(year, month + 1))) + timedelta(days=days)


def _last_of(year: int, month: int) -> int:
    if month == 12:
        return 31
    return (date(year, month + 1, 1) - timedelta(days=1)).day


def on_a_weekday(day: date) -> date:
    """``day``, or the Monday after it at a weekend."""
    return day + timedelta(days=7 - day.weekday()) if day.weekday() >= _SATURDAY else day


def day_of(event: Event) -> date | None:
    """The event's date; None until one is set."""
    return date.fromisoformat(event.day) if event.day else None


def due_on(area: Area, deadline: Deadline) -> date | None:
    """The day by which it is to be done; None while the event that it hangs on has no date.

    Where that event is cancelled, it hangs on the last other one of the same kind: a survey after
    the third session is due after the second if there is no third."""
    if deadline.due:
        return date.fromisoformat(deadline.due)
    event = _hangs_on(area, deadline)
    day = day_of(event) if event else None
    try:
        return after(day, deadline.months, deadline.days) if day else None
    except OverflowError:
        return None


def _hangs_on(area: Area, deadline: Deadline) -> Event | None:
    found = next((e for e in area.events if e.id == deadline.event), None)
    if found is None or found.state != "cancelled":
        return found
    others = [e for e in area.series() if e.kind == found.kind and e.counts and e.day]
    return others[-1] if others else None
