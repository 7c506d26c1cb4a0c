"""What can be asked of a roster: one type for each command, named as on the wire."""

from msgspec import Struct

from voting.core.commands import named_as_on_the_wire
from voting.registration.roster import About


class RosterCommand(Struct, frozen=True, tag_field="command", tag=named_as_on_the_wire):
    """A request to change an area's roster."""


class Invite(RosterCommand, frozen=True):
    """Invite people to an event. Whoever is on the roster by the same address already is not made
    twice; whoever has a reply to the event keeps it. ``tell``: put invitations into the outbox."""

    event: str
    people: tuple[About, ...]
    tell: bool = False


class Register(RosterCommand, frozen=True, omit_defaults=True):
    """Register for an event, or change what was registered: by an invitee's own link, or with no
    ``person`` by the event's link. ``shared``: somebody else who registered has the same address.
    """

    event: str
    about: About
    agreed: bool = False
    person: str = ""
    shared: bool = False


class Decline(RosterCommand, frozen=True):
    """An invitee can't come, and need not be reminded."""

    event: str
    person: str


class CancelRegistration(RosterCommand, frozen=True):
    """A registered invitee can't come after all; whoever waits longest gets the place."""

    event: str
    person: str


class Remind(RosterCommand, frozen=True):
    """Remind those who have not registered ("register") or not rated ahead ("ahead"). Who that is
    is judged here and again when each mail is sent; nobody is reminded more than twice. ``people``
    are some of them, all if empty; ``by_hand``: the lead sends it, it is only recorded."""

    event: str
    what: str
    people: tuple[str, ...] = ()
    by_hand: bool = False


class SendLink(RosterCommand, frozen=True):
    """Send an invitee their personal link again."""

    event: str
    person: str


class MarkInvited(RosterCommand, frozen=True):
    """The lead has passed the invitation on by hand to these people."""

    event: str
    people: tuple[str, ...]


class MarkAttended(RosterCommand, frozen=True):
    """These people were (or, with ``attended`` false, were not) at the event."""

    event: str
    people: tuple[str, ...]
    attended: bool = True


class CorrectInvitee(RosterCommand, frozen=True):
    """Correct what the roster says of somebody. Their sector stays once they have joined."""

    person: str
    about: About


class ReplacePersonalLink(RosterCommand, frozen=True):
    """The personal link is replaced; the old one stops working."""

    person: str


class EraseInvitee(RosterCommand, frozen=True):
    """Erase somebody for good: from the roster, the outbox and what they rated ahead, unless that
    is part of a result by now, where nothing tells whose it was."""

    person: str


class ChangeRegistration(RosterCommand, frozen=True):
    """How people register for an event."""

    event: str
    open: bool = True
    ahead: bool = True
    text: str = ""


class FollowEvent(RosterCommand, frozen=True):
    """An event has changed: places that are free by now go to those who wait longest, and whoever
    registered for it is told, where there is mail, if it was moved or cancelled."""

    event: str


class TellOfEvent(RosterCommand, frozen=True):
    """The lead has told these people by hand that the event was moved or cancelled."""

    event: str
    people: tuple[str, ...]


class TellOfPlace(RosterCommand, frozen=True):
    """The lead has told these people by hand that a place became free for them."""

    event: str
    people: tuple[str, ...]


class ReplaceEventLink(RosterCommand, frozen=True):
    """The event's link to register by is replaced."""

    event: str


class NoteDelivery(RosterCommand, frozen=True):
    """Mail to somebody at this address was refused for good or came back, because of ``problem``,
    one of problems.PROBLEMS; "": it is taken again. Nothing changes if the address is another by
    now."""

    person: str
    email: str
    problem: str = ""


class ForgetPeople(RosterCommand, frozen=True):
    """What has been kept long enough goes: access needs of events before the day ``access``,
    addresses if ``addresses``, and names with all the rest but sectors if ``names``."""

    access: str = ""
    addresses: bool = False
    names: bool = False


AnyRosterCommand = (
    Invite
    | Register
    | Decline
    | CancelRegistration
    | Remind
    | SendLink
    | MarkInvited
    | MarkAttended
    | CorrectInvitee
    | ReplacePersonalLink
    | EraseInvitee
    | FollowEvent
    | TellOfEvent
    | TellOfPlace
    | ChangeRegistration
    | ReplaceEventLink
    | NoteDelivery
    | ForgetPeople
)
