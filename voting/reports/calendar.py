"""What calendar files are made of, and for what. (``calendar_file`` makes them. It takes long to
load, and few ask for one: whoever makes one loads it then.)"""

from datetime import date

from msgspec import Struct

from voting.programme.area import Event

PUBLISH = ""  # a file that somebody takes: of no method, which would have to name an organiser
REQUEST = "REQUEST"  # sent to one person, to be entered or moved
CANCEL = "CANCEL"  # sent to one person, to be taken out


class Meeting(Struct, frozen=True):
    """A meeting as people see it: ``name`` is what it is called, ``about`` a few lines on it, and
    ``page`` the address where more is to be found, "" for none."""

    event: Event
    name: str
    about: str = ""
    page: str = ""


class Due(Struct, frozen=True):
    """Something to be done by a day: ``id`` is the deadline's, ``name`` says what, ``sequence``
    never falls (the area's revision will do). ``cancelled``: it is to be done no more, and goes
    from calendars that have it."""

    id: str
    day: date
    name: str
    sequence: int = 0
    page: str = ""
    cancelled: bool = False
