"""Rating ahead of a workshop, and showing it there."""

from voting.refusals import Refusal


class AheadClosed(Refusal):
    """``why``: the workshop has "begun", or is a rehearsal; its "instrument" is answered in the
    room alone; the lead has turned it "off"; or this person is "out", since they come to the
    meeting no more."""

    code = "ahead-closed"
    status = 409


class OtherInstrument(Refusal):
    """The form was for other domains or levels than the workshop has."""

    code = "other-instrument"
    status = 409


class PeopleRatedAhead(Refusal):
    """``n`` people of the area have rated ahead of a workshop that is to move to another, whose
    people they are not."""

    code = "people-rated-ahead"
    status = 409


class ShownTooLate(Refusal):
    """The domain has been rated in the room already."""

    code = "shown-too-late"
    status = 409


class TooFewAhead(Refusal):
    code = "too-few-ahead"
    status = 409


class RoundNeeded(Refusal):
    """A decision can't stand on what was rated ahead alone."""

    code = "round-needed"
    status = 409
