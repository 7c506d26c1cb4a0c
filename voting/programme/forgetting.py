"""What people wrote about meetings and deadlines, which may name somebody, is kept no longer.

It goes from the area and from its log. In the log something else takes its place, not nothing: what
was equal stays equal and what was different stays different, so each command does there what it
did, and the log still folds to the area.
"""

from collections.abc import Iterable

from msgspec.structs import replace

from voting.core.commands import Retired
from voting.core.text import clean
from voting.programme import commands as c
from voting.programme.area import Area, Deadline, Event
from voting.programme.entries import AreaEntry


def forget_texts(area: Area, command: c.ForgetTexts, entry: AreaEntry) -> Area:
    """Titles, places and video links of its events and the texts of its deadlines go."""
    if area.forgot == area.revision:
        return area
    return replace(
        area,
        events=tuple(replace(e, title="", place="", link="") for e in area.events),
        deadlines=tuple(replace(d, text="") for d in area.deadlines),
        forgot=area.revision + 1,
    )


def without_texts(log: Iterable[AreaEntry]) -> list[AreaEntry]:
    """The log with something else in the place of each of these texts."""
    instead = _Instead()
    return [replace(entry, command=_without(entry.command, instead)) for entry in log]


class _Instead:
    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def text(self, text: str) -> str:
        number = self._number(text)
        return f"text {number}" if number else ""

    def link(self, link: str) -> str:
        number = self._number(link)
        return f"https://erased.invalid/{number}" if number else ""

    def event(self, e: Event) -> Event:
        title, place = self.text(e.title), self.text(e.place)
        return replace(e, title=title, place=place, link=self.link(e.link))

    def deadline(self, d: Deadline) -> Deadline:
        return replace(d, text=self.text(d.text))

    def _number(self, text: str) -> int:
        """One for each text, however it was spaced; 0 for none."""
        tidy = clean(text, "text", len(text), required=False)
        return self._numbers.setdefault(tidy, len(self._numbers) + 1) if tidy else 0


def _without(command: c.AnyAreaCommand | Retired, instead: _Instead) -> c.AnyAreaCommand | Retired:
    match command:
        case c.PlanEvent() | c.ChangeEvent():
            return replace(command, event=instead.event(command.event))
        case c.PlaceWorkshop():
            return replace(command, title=instead.text(command.title))
        case c.AddDeadline() | c.ChangeDeadline():
            return replace(command, deadline=instead.deadline(command.deadline))
    return command
