"""What was sent can't be read, or is not what was asked for."""

from voting.refusals import Refusal


class Malformed(Refusal):
    code = "malformed"


class TooLarge(Refusal):
    code = "too-large"
    status = 413


class LengthRequired(Refusal):
    """A body in chunks: nobody knows how long it will be."""

    code = "length-required"
    status = 411


class UnknownEvent(Refusal):
    code = "unknown-event"


class MissingText(Refusal):
    code = "missing-text"


class TextTooLong(Refusal):
    code = "text-too-long"


class UnknownChoice(Refusal):
    code = "unknown-choice"


class ImpossibleDate(Refusal):
    code = "impossible-date"
    field = "date"


class ImpossibleTime(Refusal):
    code = "impossible-time"
    field = "seconds"


class ImpossibleLeast(Refusal):
    code = "impossible-least"
    field = "ratings"
