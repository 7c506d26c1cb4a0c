"""What is logged of an area and of a programme: who asked for what, and when."""

from datetime import datetime

from msgspec import Struct

from voting.core.actors import Actor
from voting.core.commands import Retired
from voting.programme.commands import AnyAreaCommand, AnyProgrammeCommand
from voting.programme.series import Series


class AreaFacts(Struct, frozen=True, omit_defaults=True):
    """What was true outside the area when a command was given, kept so that the log folds to the
    same state later. ``series``: the template that is followed; ``most_sessions``: how many support
    sessions the programme allows; ``joined``: how many people have joined the workshop of the event
    that is to be cancelled."""

    series: Series | None = None
    most_sessions: int = 3
    joined: int = 0


class AreaEntry(Struct, frozen=True, omit_defaults=True):
    """One command as it was given. ``id`` is the sender's own name for the request, so that a
    repeat is recognised; ``step`` the one the form was made of, None where no form was; ``area`` is
    the id of one that is made. ``facts`` are gathered by ``facts.needed``."""

    at: datetime
    by: Actor
    command: AnyAreaCommand | Retired
    id: str = ""
    step: int | None = None
    area: str = ""
    facts: AreaFacts = AreaFacts()


class ProgrammeEntry(Struct, frozen=True, omit_defaults=True):
    """The same of a programme."""

    at: datetime
    by: Actor
    command: AnyProgrammeCommand | Retired
    id: str = ""
    step: int | None = None
    programme: str = ""
