"""How an area's page words what its view holds: days and times, events, deadlines."""

import re
from collections.abc import Sequence
from datetime import date, datetime

from msgspec import Struct

from voting.edges.http.area_told import Told
from voting.programme.area import Event
from voting.service.looking import zone_named
from voting.views.area import AreaView, DeadlineOfArea, EventOfArea
from voting.words import Words
from voting.words.meetings import kind_said, when_said, zone_said

_HOUR = 60
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


class Meetings(Struct, frozen=True):
    """As much of an area as ``Said`` needs to say what a meeting is called and when it is."""

    events: tuple[Event, ...]
    zone: str
    today: str = ""
    deadlines: tuple[()] = ()


class Said:
    """Sentences of one area's page. ``when`` and the like are for templates."""

    def __init__(self, words: Words, view: AreaView | Meetings) -> None:
        self._words = words
        self._view = view
        self._zone = zone_named(view.zone)
        self.events: dict[str, EventOfArea | Event] = {event.id: event for event in view.events}
        self._sessions = [
            e.id
            for e in view.events
            if e.kind == "session" and not e.rehearsal and e.state != "cancelled"
        ]
        self.deadlines = {deadline.id: deadline for deadline in view.deadlines}

    @property
    def today(self) -> str:
        return self._view.today

    def event(self, event: EventOfArea | Event) -> str:
        """What it is called: its kind, with a number where there are several support sessions, and
        what somebody wrote."""
        kind = self.kind(event.kind)
        if event.id in self._sessions and len(self._sessions) > 1:
            kind = f"{kind} {self._sessions.index(event.id) + 1}"
        return f"{kind}: {event.title}" if event.title else kind

    def exactly(self, event: EventOfArea | Event) -> str:
        """The same, with its day where another is called so too: for those who hear it alone."""
        name = self.event(event)
        same = [one for one in self._view.events if self.event(one) == name]
        if len(same) == 1:
            return name
        day = self._words.date(event.start[:10]) if event.start else self.when(event)
        return self._words.in_a_row((name, day))

    def kind(self, kind: str) -> str:
        return kind_said(self._words, kind)

    def when(self, event: EventOfArea | Event) -> str:
        """Its day and, where they are known, the time it begins and ends."""
        return when_said(self._words, event.start, event.minutes)

    def lasts(self, minutes: int) -> str:
        """ "1 hour 30 minutes", as people say it."""
        hours, rest = divmod(minutes, _HOUR)
        parts = [self._words.say("area.hours", n=hours)] if hours else []
        if rest or not hours:
            parts.append(self._words.say("area.minutes", n=rest))
        return " ".join(parts)

    def until(self, days: int) -> str:
        """How far off a day is: "today", "in 5 days", "3 days ago"."""
        near = {0: "today", 1: "tomorrow", -1: "yesterday"}.get(days)
        if near:
            return self._words.say(f"area.until.{near}")
        return self._words.say(f"area.until.{'to_come' if days > 0 else 'ago'}", n=abs(days))

    def until_day(self, day: str) -> str:
        """The same of a date."""
        return self.until((date.fromisoformat(day) - date.fromisoformat(self.today)).days)

    def deadline(self, deadline: DeadlineOfArea) -> str:
        """What is to be done."""
        steps = self._words.at("area.steps")
        said = steps.get(deadline.what) or deadline.text or deadline.what
        return str(said or self._words.say("programme.due.own"))

    def owner(self, owner: str) -> str:
        return self._words.say(f"area.owners.{owner}")

    def rule(self, deadline: DeadlineOfArea) -> str:
        """What its day hangs on, "" for a day of its own."""
        event = self.events.get(deadline.event)
        if event is None:
            return ""
        months, days = deadline.after_months, deadline.after_days
        named = {"event": self.event(event)}
        if not months and not days:
            return self._words.say("area.rule.same", **named)
        parts = []
        if months:
            parts.append(self._words.say("area.rule.months", n=abs(months)))
        if days:
            unit = "days" if days % 7 else "weeks"
            parts.append(
                self._words.say(f"area.rule.{unit}", n=abs(days) // (1 if days % 7 else 7))
            )
        if months and days and (months > 0) != (days > 0):
            which = "less" if months > 0 else "less_before"
            return self._words.say(f"area.rule.{which}", long=parts[0], short=parts[1], **named)
        side = "before" if (months or days) < 0 else "after"
        return self._words.say(f"area.rule.{side}", long=self._words.listed(parts), **named)

    # --- forms ---

    def kinds(self, kinds: Sequence[str]) -> list[tuple[str, str]]:
        return [(kind, self.kind(kind)) for kind in kinds]

    def owners(self, owners: Sequence[str]) -> list[tuple[str, str]]:
        return [(owner, self.owner(owner)) for owner in owners]

    def templates(self, keys: Sequence[str]) -> list[tuple[str, str]]:
        return [(key, self._words.say(f"area.templates.{key}")) for key in keys]

    def field(self, name: str) -> str:
        """The label of a field, also of one of several rows."""
        row, _, number = name.rpartition("_")
        if number.isdigit():
            who = self._words.say("area.fields.lead", number=int(number))
            return f"{who}: {self._words.say(f'area.fields.lead_{row}')}"
        return self._words.say(f"area.fields.{name}")

    def value(self, name: str, text: str) -> str:
        """What a field holds, as people read it."""
        if not text:
            return self._words.say("area.none")
        if name in ("date", "due", "start") and _DAY.fullmatch(text):
            return self._words.date(text)
        if name == "kind":
            return self.kind(text)
        if name == "event" and text in self.events:
            return self.event(self.events[text])
        if name == "named":
            return self._words.say("area.yes")
        part = {"owner": "owners", "unit": "units", "side": "sides", "template": "templates"}
        if name in part:
            return str(self._words.at(f"area.{part[name]}").get(text, text))
        if name == "when":
            return self._words.say(f"area.fields.when_{'event' if text == 'event' else 'day'}")
        return text

    def told(self, change: Told) -> str:
        """What somebody did, and when, for whoever comes second."""
        what = change.text
        if change.event in self.events:
            what = self.event(self.events[change.event])
        elif change.deadline in self.deadlines:
            what = self.deadline(self.deadlines[change.deadline])
        who = self._words.say(f"area.overtaken.who.{change.who}")
        did = self._words.say(f"area.overtaken.did.{change.command}")
        said = {"who": who, "did": did, "when": self.time_of(change.at)}
        if not what:
            return self._words.say("area.overtaken.line", **said)
        return self._words.say("area.overtaken.about", what=what, **said)

    # --- moments ---

    def zone(self) -> str:
        """The time that its meetings go by, as people call it."""
        return zone_said(self._words, self._view.zone)

    def day_of(self, moment: str) -> str:
        """The day of a moment (ISO 8601), where the programme is."""
        return self._words.date(self._day(moment))

    def short_day_of(self, moment: str) -> str:
        """The same with the name of the month cut."""
        return self._words.short_date(self._day(moment))

    def _day(self, moment: str) -> str:
        return datetime.fromisoformat(moment).astimezone(self._zone).date().isoformat()

    def time_of(self, at: datetime) -> str:
        """A moment as somebody would say it on the same day or another."""
        local = at.astimezone(self._zone)
        clock = self._words.clock(local.strftime("%H:%M"))
        if local.date() == date.fromisoformat(self._view.today):
            return self._words.say("area.at_today", time=clock)
        day = self._words.date(local.date().isoformat())
        return self._words.say("area.at", day=day, time=clock)
