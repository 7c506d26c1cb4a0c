"""An area in the making without a server: commands a minute apart, and the log of those that
changed something."""

from datetime import UTC, datetime, timedelta

from voting.core.actors import CLOCK, Actor, Role
from voting.programme import commands as c
from voting.programme.area import Area, Deadline, Event
from voting.programme.entries import AreaEntry, AreaFacts, ProgrammeEntry
from voting.programme.machine import apply, create
from voting.programme.programme import Programme
from voting.programme.programme_machine import apply_programme, create_programme
from voting.programme.series import Meeting, Series, Step

START = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
LEAD = Actor(Role.AREA, "lead-one")
OTHER_LEAD = Actor(Role.AREA, "lead-two")
TEAM = Actor(Role.PROGRAMME, "team-one")
EVALUATOR = Actor(Role.EVALUATOR, "evaluator-one")

SHORT_SERIES = Series(
    "link-2015",
    (
        Meeting("workshop-1", "workshop-1", minutes=180),
        Meeting("workshop-2", "workshop-2", days=42),
        Meeting("session-1", "session", days=60),
        Meeting("session-2", "session", days=70),
        Meeting("review-3", "review-3", months=3),
    ),
    (
        Step("registration", "lead", "workshop-1", days=-7),
        Step("follow-up", "programme", "session-2", days=7),
        Step("dates", "lead", "review-3", months=-1),
    ),
)


class AreaLedger:
    def __init__(self, name: str = "Ambridge", **changes) -> None:
        self.now = START
        made = AreaEntry(START, LEAD, c.CreateArea(name, **changes), area="area-one")
        self.entries = [made]
        self.area: Area = create(made)

    def does(
        self, command: c.AreaCommand, by: Actor = LEAD, *, id="", step=None, minutes=1, **facts
    ) -> Area:
        """The facts are those that the service would find."""
        self.now += timedelta(minutes=minutes)
        entry = AreaEntry(self.now, by, command, id=id, step=step, facts=AreaFacts(**facts))
        after = apply(self.area, entry)
        if after is not self.area:
            self.entries.append(entry)
        self.area = after
        return after

    def plans(self, kind: str = "workshop-1", start: str = "", **changes) -> Event:
        return self.does(c.PlanEvent(Event("", kind, start, **changes))).events[-1]

    def adds(self, text: str = "Book the room", **changes) -> Deadline:
        return self.does(c.AddDeadline(Deadline("", text=text, **changes))).deadlines[-1]

    def places(self, workshop: str, kind: str, date: str, **changes) -> Event:
        area = self.does(c.PlaceWorkshop(workshop, kind, date, **changes), CLOCK)
        event = area.event_of(workshop)
        assert event
        return event


class ProgrammeLedger:
    def __init__(self, **changes) -> None:
        self.now = START
        created = c.CreateProgramme("Link", **changes)
        made = ProgrammeEntry(START, TEAM, created, programme="programme-one")
        self.entries = [made]
        self.programme: Programme = create_programme(made)

    def does(self, command: c.ProgrammeCommand, by: Actor = TEAM, *, id="", step=None) -> Programme:
        self.now += timedelta(minutes=1)
        entry = ProgrammeEntry(self.now, by, command, id=id, step=step)
        after = apply_programme(self.programme, entry)
        if after is not self.programme:
            self.entries.append(entry)
        self.programme = after
        return after
