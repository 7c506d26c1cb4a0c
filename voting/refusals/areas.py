"""Areas and programmes: their series of events, their deadlines, and who may be told of them."""

from voting.refusals import Refusal


class UnknownArea(Refusal):
    code = "unknown-area"
    status = 404


class UnknownProgramme(Refusal):
    code = "unknown-programme"
    status = 404


class AreaHasWorkshops(Refusal):
    """Its leads may delete an area only while no workshop is in it: there are ``n``."""

    code = "area-has-workshops"
    status = 409


class AreaOvertaken(Refusal):
    """Somebody else's change of the area came first: ``why`` says whose, ``ago`` how many seconds
    before."""

    code = "area-overtaken"
    status = 409


class ProgrammeOvertaken(Refusal):
    """The same of a programme."""

    code = "programme-overtaken"
    status = 409


class SameName(Refusal):
    """An area of this browser is called the same: is this one it, or another?"""

    code = "same-name"
    status = 409
    field = "same"


class NoSuchMeeting(Refusal):
    code = "no-such-meeting"
    status = 404
    field = "event"


class NoSuchDeadline(Refusal):
    code = "no-such-deadline"
    status = 404
    field = "deadline"


class MeetingTaken(Refusal):
    """Another workshop is held at the event."""

    code = "meeting-taken"
    status = 409
    field = "event"


class MeetingCancelled(Refusal):
    code = "meeting-cancelled"
    status = 409
    field = "event"


class MeetingHasPeople(Refusal):
    """``n`` people have joined the workshop of an event that is to be cancelled."""

    code = "meeting-has-people"
    status = 409
    field = "confirmed"


class MeetingNotHeld(Refusal):
    """A cancelled event can't have been held."""

    code = "meeting-not-held"
    status = 409
    field = "held"


class ImpossibleSessions(Refusal):
    """How many support sessions a programme allows."""

    code = "impossible-sessions"
    field = "most_sessions"


class TooManySessions(Refusal):
    code = "too-many-sessions"
    status = 409
    field = "kind"


class TooManyOfArea(Refusal):
    """``why`` says of what: events, deadlines, tags or codes of an area, areas of a programme."""

    code = "too-many-of-area"
    status = 409


class ImpossibleStart(Refusal):
    """The time of day at which an event begins."""

    code = "impossible-start"
    field = "time"


class ImpossibleMinutes(Refusal):
    code = "impossible-minutes"
    field = "minutes"


class ImpossibleCapacity(Refusal):
    code = "impossible-capacity"
    field = "capacity"


class ImpossibleOffset(Refusal):
    """How long before or after an event something is due."""

    code = "impossible-offset"
    field = "days"


class DayNeeded(Refusal):
    """A deadline needs a date, or an event that it hangs on."""

    code = "day-needed"
    field = "due"


class BadVideoLink(Refusal):
    code = "bad-video-link"
    field = "link"


class OnlyLeadsMayName(Refusal):
    """That an area may be named is for its leads to say, and not for its programme."""

    code = "only-leads-may-name"
    status = 403
    field = "named"


class InAnotherProgramme(Refusal):
    code = "in-another-programme"
    status = 409
    field = "programme"


class BadEmail(Refusal):
    """What is typed as an e-mail address of a lead is none."""

    code = "bad-email"
    field = "email"
