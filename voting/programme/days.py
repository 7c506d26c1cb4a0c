"""Days of a series: a date so many months and days after another."""

from datetime import date, timedelta

from voting.programme.area import Event

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
