"""A programme as a value: the areas of those who run many."""

from datetime import datetime

from msgspec import Struct, field

from voting.programme.area import LastChange


class Programme(Struct, frozen=True):
    """``areas`` are ids, in the order they were added; ``template`` is the series that new areas
    begin with, ``framework`` the key of what they rate, ``timezone`` that of its events. Other
    fields as an ``Area`` has them. ``most_sessions`` is how many support sessions an area may
    have. ``numbers`` has each area that was ever added, counted from 1: what is made of it stands
    for the name where names are hidden, so it stays an area's own also after others have left."""

    id: str
    revision: int
    step: int
    name: str
    created_at: datetime
    organisation: str = ""
    timezone: str = "Europe/London"
    template: str = "link-2015"
    framework: str = "cascade"
    language: str = "en"
    areas: tuple[str, ...] = ()
    numbers: dict[str, int] = {}
    links: dict[str, int] = field(default_factory=lambda: {"programme": 0, "evaluator": 0})
    most_sessions: int = 3
    last_change: LastChange | None = None
    recent: tuple[str, ...] = ()
