"""What every command to a roster goes through: the table, its own function, the bookkeeping.

``apply(roster, entry)`` returns an ``Outcome``, or raises a named refusal and changes nothing. It
has the next roster (the same object if nothing changed) and what is to be done besides.
"""

from voting.core.actors import Actor, Role
from voting.refusals.asking import NotAllowed, OldLink
from voting.registration import commands as c
from voting.registration.draft import Draft
from voting.registration.facts import Outcome, RosterEntry, event_of
from voting.registration.roster import Roster
from voting.registration.table import ROSTER_TABLE

_BY_OPEN_LINK = (c.Register, c.SendLink)


def apply(roster: Roster, entry: RosterEntry) -> Outcome:
    """Raises NotAllowed, OldLink, UnknownInvitee, NoSuchMeeting, or the refusal of the command's
    own function."""
    who, does = ROSTER_TABLE[type(entry.command)]
    if entry.by.role not in who:
        raise NotAllowed()
    if entry.by.role is Role.INVITED:
        _check_self(roster, entry.by, entry.command)
    draft = Draft(roster, entry)
    does(draft, entry.command)
    return draft.outcome()


def _check_self(roster: Roster, by: Actor, command: c.AnyRosterCommand) -> None:
    """An invitee acts for themselves, by the personal link that is in force. Whoever has only the
    event's link may register somebody new, and have a link sent to the address of its owner."""
    person = getattr(command, "person", "")
    if by.id:
        if person != by.id:
            raise NotAllowed()
        if by.link not in (None, roster.invitee(person).link):
            raise OldLink()
        return
    if not isinstance(command, _BY_OPEN_LINK) or (isinstance(command, c.Register) and person):
        raise NotAllowed()
    if by.link not in (None, roster.registration(event_of(command)).link):
        raise OldLink()
