"""Every way the software says no: a named class, a code for programs, a sentence for people.

A refusal changes nothing. Its sentence says what to do next, in words an attendee can act on;
the edges (HTTP and Socket.IO) translate it once each and add nothing.
"""

from typing import Any, ClassVar


class Refusal(Exception):
    """A request that was understood and refused.

    ``code`` is stable and machine-readable, ``status`` the HTTP status of the same meaning,
    ``sentence`` a template filled from the keyword arguments given.
    """

    code: ClassVar[str] = "refused"
    status: ClassVar[int] = 400
    sentence: ClassVar[str] = "That could not be done."

    def __init__(self, **details: Any) -> None:
        self.details = details
        super().__init__(self.sentence.format(**details))

    def __str__(self) -> str:
        return str(self.args[0])


# --- what was sent --------------------------------------------------------------------------


class Malformed(Refusal):
    code = "malformed"
    sentence = "That message could not be read ({problem}). Reload the page and try again."


class TooLarge(Refusal):
    code = "too-large"
    status = 413
    sentence = "That message is too long. Send {limit} characters at most."


class UnknownEvent(Refusal):
    code = "unknown-event"
    sentence = "The event “{event}” is not known here. Reload the page to get its newest version."


class MissingText(Refusal):
    code = "missing-text"
    sentence = "Please fill in {what}."


class TextTooLong(Refusal):
    code = "text-too-long"
    sentence = "Please shorten {what} to {limit} characters or fewer (it has {length})."


class UnknownChoice(Refusal):
    code = "unknown-choice"
    sentence = "Please choose {what} from the list."


class ImpossibleDate(Refusal):
    code = "impossible-date"
    sentence = "Please give the date as year-month-day, for example 2026-11-22."


class ImpossibleTime(Refusal):
    code = "impossible-time"
    sentence = "Please choose a time between {least} and {most} seconds."


class UnknownDomain(Refusal):
    code = "unknown-domain"
    sentence = "That domain is not part of this workshop. Choose one from the list."


class RatingOutsideScale(Refusal):
    code = "rating-outside-scale"
    sentence = "Please choose one of the ratings shown: {least} to {most}, or “Can't say”."


# --- who asks -------------------------------------------------------------------------------


class NotAllowed(Refusal):
    code = "not-allowed"
    status = 403
    sentence = "This page may not do that. Open it again from the link you were given."


class OldLink(Refusal):
    code = "old-link"
    status = 403
    sentence = "This link has been replaced. Ask the person who runs the workshop for the new one."


class BrokenLink(Refusal):
    """A secret link that was never in force as it came."""

    code = "broken-link"
    status = 403
    sentence = (
        "This link is incomplete: part of it is missing or was changed on the way. "
        "Copy the whole link from the message it came in, and open it again."
    )


class NoToken(Refusal):
    code = "no-token"
    status = 403
    sentence = (
        "This page has been open too long or cookies are switched off. "
        "Allow cookies for this site and reload the page."
    )


class FormTooOld(Refusal):
    """The same for a form, which is shown again, filled in and with the token of now."""

    code = "form-too-old"
    status = 403
    sentence = (
        "Nothing has been sent yet, because this page was out of date. Check your answers, then "
        "send them again. If this comes back, allow cookies for this site."
    )


class ForeignOrigin(Refusal):
    code = "foreign-origin"
    status = 400
    sentence = "This form was sent from another site. Open {address} and try again there."


class WrongPassphrase(Refusal):
    code = "wrong-passphrase"
    status = 403
    sentence = "The passphrase for creating workshops is not right. Ask whoever runs this service."


class TooManyTries(Refusal):
    code = "too-many-tries"
    status = 429
    sentence = "Too many wrong {what}s were tried. Wait a minute, check the {what}, and try again."


class TooManyChanges(Refusal):
    code = "too-many-changes"
    status = 429
    sentence = "You have joined, left or changed your details too often. Please wait a minute."


class LengthRequired(Refusal):
    """A body in chunks: nobody knows how long it will be."""

    code = "length-required"
    status = 411
    sentence = "The request didn't say how long it is. Reload the page and try again."


class TooManyRequests(Refusal):
    code = "too-many-requests"
    status = 429
    sentence = "This connection is sending too fast. Wait a moment and reload the page."


class TooManyConnections(Refusal):
    """Too many connections from one address have not said yet who they are."""

    code = "too-many-connections"
    status = 429
    sentence = "Too many devices are connecting at once. Keep this page open: it will try again."


class TooManyPages(Refusal):
    """Of one browser; the oldest ends for good, the others go on."""

    code = "too-many-pages"
    status = 429
    sentence = (
        "This browser has {limit} newer pages of this site open, so this one has stopped. "
        "Close some of them, then reload this page."
    )


class ServerFull(Refusal):
    """The same from all addresses together."""

    code = "server-full"
    status = 503
    sentence = "The server is full at the moment. Keep this page open: it will try again."


class TooManyJoin(Refusal):
    code = "too-many-join"
    status = 429
    sentence = "Too many people are joining from your network. Wait a minute, then try again."


class PersonRemoved(Refusal):
    code = "person-removed"
    status = 403
    sentence = "A trainer has removed you from this workshop. Ask them to let you back in."


class PersonLeft(Refusal):
    code = "person-left"
    status = 403
    sentence = "You have left this workshop. Choose “Come back” to take part again."


class UnknownPerson(Refusal):
    code = "unknown-person"
    status = 404
    sentence = "Nobody by that name is in this workshop. Join again with the code on the screen."


# --- which workshop -------------------------------------------------------------------------


class UnknownWorkshop(Refusal):
    code = "unknown-workshop"
    status = 404
    sentence = (
        "There is no such workshop here. It may have been deleted. "
        "Check the link or ask for a new one."
    )


class UnknownCode(Refusal):
    code = "unknown-code"
    status = 404
    sentence = "We don't know the code “{given}”. Check the six characters on the screen."


class CodeExpired(Refusal):
    code = "code-expired"
    status = 410
    sentence = "The code “{given}” is no longer in use. Ask the trainer for the new one."


class JoiningLocked(Refusal):
    code = "joining-locked"
    status = 403
    sentence = "Joining is locked just now. Ask the trainer to unlock it, then try again."


class WorkshopFull(Refusal):
    code = "workshop-full"
    status = 403
    sentence = "This workshop has {limit} people, the most it can hold. Tell the trainer."


class CannotMerge(Refusal):
    code = "cannot-merge"
    status = 409
    sentence = "Choose two different people who have not been removed or merged."


class IsMerged(Refusal):
    code = "is-merged"
    status = 409
    sentence = "This device has been merged into another person. Separate the two first."


class NobodyJoined(Refusal):
    code = "nobody-joined"
    status = 409
    sentence = "No one joined in that time, so no one was removed."


class CodesTaken(Refusal):
    code = "codes-taken"
    status = 503
    sentence = "No free join code was found. Please try again."


# --- what the workshop allows now -----------------------------------------------------------


class NotNow(Refusal):
    """The phase does not allow the command."""

    code = "not-now"
    status = 409
    sentence = "That can't be done now: {situation}"


class Overtaken(Refusal):
    """Another trainer's command came first."""

    code = "overtaken"
    status = 409
    sentence = "{who} first: {what}. Nothing was done twice. Look again, then choose."


class RoundClosed(Refusal):
    code = "round-closed"
    status = 409
    sentence = "This round is closed, so the rating was not taken."


class RoundCancelled(Refusal):
    code = "round-cancelled"
    status = 409
    sentence = "This round was cancelled, so the rating was not taken."


class RoundNeverOpened(Refusal):
    code = "round-never-opened"
    status = 409
    sentence = "That round has not been opened. Wait for the trainer to open it."


class AlreadyRuled(Refusal):
    code = "already-ruled"
    status = 409
    sentence = "“{domain}” already has its ruling. Reopen the ruling first."


class NothingToReopen(Refusal):
    code = "nothing-to-reopen"
    status = 409
    sentence = "“{domain}” has no ruling to reopen."


class DomainsOpen(Refusal):
    code = "domains-open"
    status = 409
    sentence = "Before finishing, give these domains a ruling or leave them unresolved: {domains}."


class TimerClosesOnlyRounds(Refusal):
    code = "timer-closes-only-rounds"
    status = 409
    sentence = "Only a round can be closed by its countdown, not a discussion."


class NoTimer(Refusal):
    code = "no-timer"
    status = 409
    sentence = "There is no countdown to change. Start one first."


class NoBreak(Refusal):
    code = "no-break"
    status = 409
    sentence = "There is no break to end."


class ClockMayNotClose(Refusal):
    code = "clock-may-not-close"
    status = 409
    sentence = "Nothing was set to close this round by itself."


class CountsDoNotFit(Refusal):
    code = "counts-do-not-fit"
    sentence = "Give one whole number from 0 to {most} for each of the {levels} ratings."


class ImpossibleLeast(Refusal):
    code = "impossible-least"
    sentence = "Please choose a whole number of people from {least} to {most}."


class SectorFixed(Refusal):
    code = "sector-fixed"
    status = 409
    sentence = (
        "Where you work can't be changed any more, because ratings have been shown since you "
        "joined. Your name can."
    )


class RateFirst(Refusal):
    code = "rate-first"
    status = 409
    sentence = "Please rate first: a reason belongs to a rating."


class ReasonsClosed(Refusal):
    code = "reasons-closed"
    status = 409
    sentence = "Reasons can be given while a round or its discussion is open."


class ReasonShown(Refusal):
    code = "reason-shown"
    status = 409
    sentence = "Your reason has been shown to the room, so it stays as it is."


class UnknownReason(Refusal):
    code = "unknown-reason"
    status = 404
    sentence = "That reason is not there any more: its author has taken it back."


class NotARehearsal(Refusal):
    code = "not-a-rehearsal"
    status = 409
    sentence = "This is a real workshop: practice attendees are for rehearsals only."


class NotErasable(Refusal):
    code = "not-erasable"
    status = 409
    sentence = (
        "A real workshop can be deleted only within {hours} hours of being set up, and only "
        "before its first ruling is recorded."
    )


class AreaNotTyped(Refusal):
    code = "area-not-typed"
    status = 400
    sentence = (
        "People have rated in this workshop. To delete it, type its area as it is shown: “{area}”."
    )


class NoSuchPicture(Refusal):
    code = "no-such-picture"
    status = 409
    sentence = (
        "{people} practice attendees can't make the picture “{picture}”. "
        "Add some more, or choose another picture."
    )


# --- rulings --------------------------------------------------------------------------------


class NoRatings(Refusal):
    code = "no-ratings"
    status = 409
    sentence = "Nobody gave a rating in the last round, so there is no majority to record."


class NotUnanimous(Refusal):
    code = "not-unanimous"
    status = 409
    sentence = "The last round was not unanimous: choose how the ruling came about."


class MajorityTied(Refusal):
    code = "majority-tied"
    status = 409
    sentence = "The top is tied between {tied}. Rate again, agree on one, or break the tie."


class NotTheMajority(Refusal):
    code = "not-the-majority"
    status = 409
    sentence = "Most votes went to {rating}. Record that one, or record a consensus instead."


class NotTied(Refusal):
    code = "not-tied"
    status = 409
    sentence = "The top is not tied, so there is no tie to break."


class NotAmongTied(Refusal):
    code = "not-among-tied"
    status = 409
    sentence = "Break the tie with one of the tied ratings: {tied}."


class ReasonNeeded(Refusal):
    code = "reason-needed"
    status = 400
    sentence = "Please write the reason: it stays with the ruling."


class RatingNotWanted(Refusal):
    code = "rating-not-wanted"
    status = 400
    sentence = "A domain left unresolved has no rating."


class RatingNeeded(Refusal):
    code = "rating-needed"
    status = 400
    sentence = "Please choose the rating to record."


# --- the frame the workshop runs in ---------------------------------------------------------


class BadFramework(Refusal):
    code = "bad-framework"
    sentence = "The framework file can't be used: {problem}."


class StoreUnavailable(Refusal):
    """The store did not answer, or can't write: nothing may be taken as saved."""

    code = "store-unavailable"
    status = 503
    sentence = "Saving is paused for a moment. Keep this page open: it will try again by itself."


class NewerVersion(Refusal):
    """Something stored was written by a later version, and can't be read by this one."""

    code = "newer-version"
    status = 503
    sentence = (
        "A newer version of CASCADE Live saved this ({what}, schema {schema}; this server reads up "
        "to {known}). Whoever runs this server has to update it; try again then."
    )


class Restarting(Refusal):
    code = "restarting"
    status = 503
    sentence = "The server restarts. Keep this page open: it will connect again by itself."


class Busy(Refusal):
    """Others changed the workshop at the same moment, several times over."""

    code = "busy"
    status = 503
    sentence = "The service is busy. Please try once more."


def all_refusals() -> list[type[Refusal]]:
    """Every named refusal, for the documents and the tests that walk them."""
    return sorted(Refusal.__subclasses__(), key=lambda refusal: refusal.code)
