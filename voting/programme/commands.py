"""What can be asked of an area or a programme: one type for each command, named as on the wire."""

from msgspec import Struct

from voting.core.commands import named_as_on_the_wire
from voting.programme.area import Deadline, Event


class AreaCommand(Struct, frozen=True, tag_field="command", tag=named_as_on_the_wire):
    """A request to change an area."""


class CreateArea(AreaCommand, frozen=True, omit_defaults=True):
    """Make an area: always the first entry of its log."""

    name: str
    template: str = ""
    language: str = "en"
    programme: str = ""
    region: str = ""
    tags: tuple[str, ...] = ()


class EditArea(AreaCommand, frozen=True):
    """Correct its name, region, tags and codes, and whether reports may name it, which only its
    leads may say."""

    name: str
    region: str = ""
    tags: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    named: bool = False


class FollowTemplate(AreaCommand, frozen=True):
    """Plan what a series has and the area does not yet, around the day ``start`` of its first
    meeting."""

    template: str
    start: str


class PlanEvent(AreaCommand, frozen=True):
    """Add an event; its id is made, its state is planned."""

    event: Event


class ChangeEvent(AreaCommand, frozen=True):
    """Replace what an event says of itself; what hangs on its day moves with it."""

    event: Event


class CancelEvent(AreaCommand, frozen=True):
    """Cancel an event, or with ``cancelled`` false plan it again. One at whose workshop people have
    joined is cancelled only once that is ``confirmed``."""

    event: str
    cancelled: bool = True
    confirmed: bool = False


class HoldEvent(AreaCommand, frozen=True):
    """Say that an event was held (or not), where no workshop's end says so."""

    event: str
    held: bool = True


class PlaceWorkshop(AreaCommand, frozen=True):
    """A workshop is held at the event of this id or, with "", at the planned one that it fits, or
    at a new one. What the workshop is called is passed with it."""

    workshop: str
    kind: str
    date: str
    title: str = ""
    rehearsal: bool = False
    event: str = ""


class ReleaseWorkshop(AreaCommand, frozen=True):
    """A workshop is no longer one of this area: it was moved to another, or erased with no
    result."""

    workshop: str


class AddDeadline(AreaCommand, frozen=True):
    """Add something to be done by a day; its id is made."""

    deadline: Deadline


class ChangeDeadline(AreaCommand, frozen=True):
    """Replace what a deadline says; whether it was met stays."""

    deadline: Deadline


class MarkDone(AreaCommand, frozen=True):
    """A deadline was met (or, with ``done`` false, was not after all)."""

    deadline: str
    done: bool = True


class RemoveDeadline(AreaCommand, frozen=True):
    """A deadline is none any more."""

    deadline: str


class ReplaceAreaLink(AreaCommand, frozen=True):
    """The area's link is replaced; the old one stops working, and whoever came by it is out."""


class ChangeLeads(AreaCommand, frozen=True):
    """The leads are now so many; who they are is kept beside the area."""

    leads: int


class ForgetTexts(AreaCommand, frozen=True):
    """What people wrote about its events and deadlines is kept no longer; it goes from the log as
    well."""


class EnterProgramme(AreaCommand, frozen=True):
    """The area belongs to a programme from now on; "": to none."""

    programme: str


AnyAreaCommand = (
    CreateArea
    | EditArea
    | FollowTemplate
    | PlanEvent
    | ChangeEvent
    | CancelEvent
    | HoldEvent
    | PlaceWorkshop
    | ReleaseWorkshop
    | AddDeadline
    | ChangeDeadline
    | MarkDone
    | RemoveDeadline
    | ReplaceAreaLink
    | ChangeLeads
    | ForgetTexts
    | EnterProgramme
)


class ProgrammeCommand(Struct, frozen=True, tag_field="command", tag=named_as_on_the_wire):
    """A request to change a programme."""


class CreateProgramme(ProgrammeCommand, frozen=True, omit_defaults=True):
    """Set up a programme: always the first entry of its log."""

    name: str
    organisation: str = ""
    template: str = "link-2015"
    framework: str = "cascade"
    timezone: str = "Europe/London"
    language: str = "en"


class EditProgramme(ProgrammeCommand, frozen=True):
    """Correct what a programme is called, its series, framework and time zone, and how many support
    sessions an area may have. Whoever sends it has looked whether there are such a framework and
    such a time zone."""

    name: str
    organisation: str = ""
    template: str = "link-2015"
    framework: str = "cascade"
    timezone: str = "Europe/London"
    most_sessions: int = 3


class AddArea(ProgrammeCommand, frozen=True):
    area: str


class RemoveArea(ProgrammeCommand, frozen=True):
    """An area leaves the programme; it stays as it is."""

    area: str


class ReplaceProgrammeLink(ProgrammeCommand, frozen=True):
    """The ``link``, "programme" or "evaluator", is replaced; the old one stops working."""

    link: str


AnyProgrammeCommand = CreateProgramme | EditProgramme | AddArea | RemoveArea | ReplaceProgrammeLink


def name_of(command: AnyAreaCommand | AnyProgrammeCommand) -> str:
    """The command's name on the wire and in the log."""
    return named_as_on_the_wire(type(command).__name__)
