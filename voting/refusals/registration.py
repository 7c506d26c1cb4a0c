"""Inviting people, registering, and rating ahead of a workshop."""

from voting.refusals import Refusal


class NoPersonalLink(Refusal):
    """A person's page is asked for by a browser in which their personal link was not opened."""

    code = "no-personal-link"
    status = 403


class UnreadableRegistration(Refusal):
    """How people register for a meeting is stored, but can't be read."""

    code = "unreadable-registration"
    status = 503


class UnknownInvitee(Refusal):
    """Nobody of this id is on the roster: they may have been erased."""

    code = "unknown-invitee"
    status = 404


class AddressRegistered(Refusal):
    """Somebody has registered with this address already: it may be the same person, who has a
    personal link, or another who shares it, and then says so."""

    code = "address-registered"
    status = 409
    field = "email"


class RegistrationClosed(Refusal):
    """Only people with a personal link may register for the meeting."""

    code = "registration-closed"
    status = 409


class RegistrationOver(Refusal):
    """``why``: the meeting was "held", or "cancelled"."""

    code = "registration-over"
    status = 409


class NotRegistered(Refusal):
    """Somebody cancels what they have not registered for, or declines what nobody asked them to."""

    code = "not-registered"
    status = 409


class NotTheDay(Refusal):
    """Somebody walks into a meeting's workshop by their personal link too "early", which ``why``
    says, or into a "rehearsal", or one that was "held" or "cancelled"; "none": it has none yet."""

    code = "not-the-day"
    status = 409


class NotAgreed(Refusal):
    """The privacy notice has to be agreed to."""

    code = "not-agreed"
    field = "agreed"


class SectorStays(Refusal):
    """Where somebody works can't be changed once they have joined a workshop."""

    code = "sector-stays"
    status = 409
    field = "sector"


class TooManyAddresses(Refusal):
    """Somebody has changed their own address ``n`` times in a day."""

    code = "too-many-addresses"
    status = 429
    field = "email"


class NobodyToRemind(Refusal):
    code = "nobody-to-remind"
    status = 409


class NoMailServer(Refusal):
    """Mail is to be sent, and no mail server is set."""

    code = "no-mail-server"
    status = 409


class RosterFull(Refusal):
    """There are ``n`` people on the area's roster, and no more may be."""

    code = "roster-full"
    status = 409


class UnreadableList(Refusal):
    """A list of people to invite that can't be read at all. ``why``: "empty", "many", "large",
    "no-email", "workbook" or "document"."""

    code = "unreadable-list"
    field = "lines"


class BadListLine(Refusal):
    """A ``line`` of a list of people to invite; ``why`` as in ``registration.listed.Remark``."""

    code = "bad-list-line"
    field = "lines"


class SettingsChanged(Refusal):
    """How people register has been changed since the form was filled in."""

    code = "settings-changed"
    status = 409


class InviteeChanged(Refusal):
    """What the roster says of somebody has changed since the form was filled in."""

    code = "invitee-changed"
    status = 409


class DetailsChanged(Refusal):
    """The same of what somebody changes about themselves: a lead has corrected it meanwhile."""

    code = "details-changed"
    status = 409


class NobodyChosen(Refusal):
    """A list of people to tick, and nobody is ticked."""

    code = "nobody-chosen"
    field = "people"


class InviteeGone(Refusal):
    """Somebody whom a lead looks for is not on the list, or not any more."""

    code = "invitee-gone"
    status = 404
