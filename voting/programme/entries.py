"""What is logged of an area and of a programme: who asked for what, and when."""

from datetime import datetime

from msgspec import Struct

from voting.core.actors import Actor
from voting.core.commands import Retired
from voting.programme.commands import AnyAreaCommand, AnyProgrammeCommand


class AreaEntry(Struct, frozen=True, omit_defaults=True):
    """One command as it was given. ``id`` is the sender's own name for the request, so that a
    repeat is recognised; ``step`` the one the form was made of, None where no form was; ``area`` is
    the id of one that is made."""

    at: datetime
    by: Actor
    command: AnyAreaCommand | Retired
    id: str = ""
    step: int | None = None
    area: str = ""


class ProgrammeEntry(Struct, frozen=True, omit_defaults=True):
    """The same of a programme."""

    at: datetime
    by: Actor
    command: AnyProgrammeCommand | Retired
    id: str = ""
    step: int | None = None
    programme: str = ""
