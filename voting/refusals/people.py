"""The people of a workshop."""

from voting.refusals import Refusal


class PersonRemoved(Refusal):
    code = "person-removed"
    status = 403


class PersonLeft(Refusal):
    code = "person-left"
    status = 403


class UnknownPerson(Refusal):
    code = "unknown-person"
    status = 404
    field = "person"


class CannotMerge(Refusal):
    code = "cannot-merge"
    status = 409


class BothRated(Refusal):
    """Two who are one person by a personal link both have a ballot in the open round."""

    code = "both-rated"
    status = 409


class WasThatYou(Refusal):
    """Somebody of another name joined on this device before the personal link was opened."""

    code = "was-that-you"
    status = 409
    field = "was_me"


class IsMerged(Refusal):
    code = "is-merged"
    status = 409


class NobodyJoined(Refusal):
    code = "nobody-joined"
    status = 409


class SectorFixed(Refusal):
    code = "sector-fixed"
    status = 409
