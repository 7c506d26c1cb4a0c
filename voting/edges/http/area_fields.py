"""The fields of an area's forms, as people type them: dates, times, numbers, lists."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime

from msgspec.structs import replace

from voting.programme.area import Deadline, Event
from voting.programme.deadlines import MOST_DAYS
from voting.programme.planning import MOST_CAPACITY, MOST_MINUTES
from voting.refusals import Refusal
from voting.refusals.areas import (
    DayNeeded,
    ImpossibleCapacity,
    ImpossibleMinutes,
    ImpossibleOffset,
    ImpossibleStart,
)
from voting.refusals.sent import ImpossibleDate, MissingText

EVENT = ("kind", "date", "time", "minutes", "place", "link", "capacity", "title")
DEADLINE = ("text", "owner", "when", "due", "event", "count", "unit", "side")
UNITS = ("days", "weeks", "months")
SIDES = ("before", "after")
# A browser's own date field sends the first of these; people write the others.
_DATES = ("%Y-%m-%d", "%d/%m/%Y", "%d/%m/%y", "%d.%m.%Y", "%d-%m-%Y", "%d %B %Y", "%d %b %Y")
_TIME = re.compile(r"(\d{1,2})(?:[:.](\d\d))?\s*([ap])?\.?m?\.?", re.IGNORECASE)
_NOON = 12
_LONGEST = 9  # digits of a number that is worth reading
_MOST_ROWS = 50  # that are worth reading


class Fields:
    """What was sent, read field by field; ``faults`` are what could not be read. A field that is
    wrong reads as if it were empty."""

    def __init__(self, sent: Mapping[str, str]) -> None:
        self._sent = sent
        self.faults: list[Refusal] = []

    def text(self, name: str) -> str:
        return self._sent.get(name, "")

    def is_set(self, name: str, *, unless_sent: bool = False) -> bool:
        """Is it ticked, or "yes"? ``unless_sent`` is what holds where nothing was sent."""
        given = self._sent.get(name)
        return unless_sent if given is None else given.strip().lower() not in ("", "no", "0")

    def listed(self, name: str) -> tuple[str, ...]:
        """What stands between commas or on lines of its own."""
        parts = (one.strip() for one in re.split(r"[,;\n]", self.text(name)))
        return tuple(dict.fromkeys(filter(None, parts)))

    def ticked(self, name: str) -> tuple[str, ...]:
        """What was ticked of several, each in a field of its own, ``name_key``; a program may list
        the keys in one field ``names``."""
        start = f"{name}_"
        keys = (one.removeprefix(start) for one in self._sent if one.startswith(start))
        ticked = (key for key in keys if self.is_set(f"{start}{key}"))
        return tuple(dict.fromkeys((*self.listed(f"{name}s"), *ticked)))

    def rows(self, name: str) -> list[str]:
        """What was typed as ``name_1``, ``name_2`` and so on, rows left empty among them."""
        numbers = (one.rpartition("_") for one in self._sent)
        last = max((int(n) for of, _, n in numbers if of == name and n.isdigit()), default=0)
        return [self.text(f"{name}_{n}") for n in range(1, min(last, _MOST_ROWS) + 1)]

    def number(self, name: str, wrong: type[Refusal], most: int) -> int:
        """A whole number, 0 where nothing was typed."""
        typed = self.text(name).strip()
        if not typed:
            return 0
        if not re.fullmatch(rf"\d{{1,{_LONGEST}}}", typed, re.ASCII):
            self.faults.append(wrong(name, n=most))
            return 0
        return int(typed)

    def day(self, name: str) -> str:
        """A date as year-month-day, "" where nothing was typed."""
        typed = " ".join(self.text(name).split())
        if not typed:
            return ""
        for form in _DATES:
            try:
                at = datetime.strptime(typed, form).replace(tzinfo=UTC)
            except ValueError:
                continue
            return at.date().isoformat()
        self.faults.append(ImpossibleDate(name, why="area"))
        return ""

    def start(self) -> str:
        """The date and the time of an event: a time alone means nothing."""
        day, typed = self.day("date"), self.text("time").strip()
        if not typed:
            return day
        clock = _clock(typed)
        if clock is None:
            self.faults.append(ImpossibleStart("time"))
            return day
        if not day and not self.text("date").strip():
            self.faults.append(MissingText("date", why="day_of_time"))
        return f"{day}T{clock}" if day else ""


def _clock(typed: str) -> str | None:
    """ "9.30", "9:30 am", "2pm" or "14:00" as "09:30" and so on; None for anything else."""
    found = _TIME.fullmatch(typed)
    if not found:
        return None
    hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "").lower()
    if half:
        if not 1 <= hour <= _NOON:
            return None
        hour = hour % _NOON + (_NOON if half == "p" else 0)
    elif found[2] is None or hour > 23:  # "9" alone may be a morning or an evening
        return None
    return f"{hour:02}:{minute:02}" if minute < 60 else None


def event(fields: Fields, id: str = "") -> Event:
    return Event(
        id=id,
        kind=fields.text("kind"),
        start=fields.start(),
        minutes=fields.number("minutes", ImpossibleMinutes, MOST_MINUTES),
        place=fields.text("place"),
        link=fields.text("link").strip(),
        capacity=fields.number("capacity", ImpossibleCapacity, MOST_CAPACITY),
        title=fields.text("title"),
    )


def deadline(fields: Fields, before: Deadline) -> Deadline:
    """``before`` with what was typed: due on a day, or so long before or after an event, as
    ``when`` says, or else as is filled in."""
    made = Deadline(before.id, before.what, fields.text("text"), fields.text("owner"))
    when = fields.text("when") or ("event" if fields.text("event") else "day")
    if when != "event":
        return replace(made, due=fields.day("due"))
    if not fields.text("event"):
        fields.faults.append(DayNeeded("event"))
    count = fields.number("count", ImpossibleOffset, MOST_DAYS)
    if count > MOST_DAYS:
        fields.faults.append(ImpossibleOffset("count", n=MOST_DAYS))
    unit = fields.text("unit")
    ahead = -count if fields.text("side") == "before" else count
    months = ahead if unit == "months" else 0
    days = 0 if unit == "months" else ahead * (7 if unit == "weeks" else 1)
    # A series may say months and days together, which has no place in the form: so it stays.
    if before.event and _in_units(before.months, before.days) == (unit, ahead):
        months, days = before.months, before.days
    return replace(made, event=fields.text("event"), months=months, days=days)


def typed_event(event: Event) -> dict[str, str]:
    """What the fields of an event's form hold at first."""
    return {
        "kind": event.kind,
        "date": event.day,
        "time": event.start[11:16],
        "minutes": str(event.minutes or ""),
        "place": event.place,
        "link": event.link,
        "capacity": str(event.capacity or ""),
        "title": event.title,
    }


def typed_deadline(deadline: Deadline) -> dict[str, str]:
    """The same of a deadline's."""
    months, days = deadline.months, deadline.days
    unit, many = _in_units(months, days)
    return {
        "text": deadline.text,
        "owner": deadline.owner,
        "when": "event" if deadline.event and not deadline.due else "day",
        "due": deadline.due,
        "event": deadline.event,
        "count": str(abs(many)),
        "unit": unit,
        "side": "before" if many < 0 else "after",
    }


def _in_units(months: int, days: int) -> tuple[str, int]:
    """A time as the form has it."""
    if months:
        return "months", months
    return ("weeks", days // 7) if days and days % 7 == 0 else ("days", days)
