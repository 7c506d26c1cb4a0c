"""What the workshop allows now: rounds, ratings, countdowns and breaks."""

from voting.refusals import Refusal


class NotNow(Refusal):
    """The phase does not allow the command."""

    code = "not-now"
    status = 409


class Overtaken(Refusal):
    """Another trainer's command came first."""

    code = "overtaken"
    status = 409


class RoundClosed(Refusal):
    code = "round-closed"
    status = 409


class RoundCancelled(Refusal):
    code = "round-cancelled"
    status = 409


class RoundNeverOpened(Refusal):
    code = "round-never-opened"
    status = 409


class UnknownDomain(Refusal):
    code = "unknown-domain"
    field = "domain"


class RatingOutsideScale(Refusal):
    code = "rating-outside-scale"
    field = "rating"


class WrongChoice(Refusal):
    """Not a list of options where one is wanted, or too many of them."""

    code = "wrong-choice"
    field = "rating"


class AnswersNeeded(Refusal):
    """A round of several cells takes answers by cell, and one of them at least."""

    code = "answers-needed"
    field = "answers"


class CellNotOpen(Refusal):
    """An answer to what the round does not ask about."""

    code = "cell-not-open"


class CountsDoNotFit(Refusal):
    code = "counts-do-not-fit"
    field = "counts"


class PeopleDoNotFit(Refusal):
    """Where each may choose several: more votes than these people have, or fewer than they gave."""

    code = "people-do-not-fit"
    field = "answered"


class TimerClosesOnlyRounds(Refusal):
    code = "timer-closes-only-rounds"
    status = 409


class NoTimer(Refusal):
    code = "no-timer"
    status = 409


class NoBreak(Refusal):
    code = "no-break"
    status = 409


class ClockMayNotClose(Refusal):
    code = "clock-may-not-close"
    status = 409
