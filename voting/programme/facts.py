"""What deciding on a command needs besides the area: looked up by the service, kept in the log."""

from msgspec import Struct

from voting.programme.area import Area
from voting.programme.commands import AnyAreaCommand, CancelEvent, FollowTemplate


class AreaNeeds(Struct, frozen=True):
    """``series``: the key of the template to find, "" for none (a key that is not in the library is
    refused by the machine, where the fact is None); ``joined``: the workshop whose people to count,
    "" for none. How many sessions its programme allows is always wanted."""

    series: str = ""
    joined: str = ""


def needed(area: Area, command: AnyAreaCommand) -> AreaNeeds:
    """What ``AreaFacts`` are to hold for the command."""
    match command:
        case FollowTemplate(template):
            return AreaNeeds(series=template)
        case CancelEvent(event, True):
            found = next((e for e in area.events if e.id == event), None)
            return AreaNeeds(joined=found.workshop if found else "")
    return AreaNeeds()
