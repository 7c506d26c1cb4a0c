"""What a workshop is called, its links and code, and what trainers set once for all rounds."""

from datetime import date, datetime, time, timedelta

from msgspec.structs import replace

from voting.core import commands as c
from voting.core.state import SMALLEST_GROUP_FROM, Entry, Workshop
from voting.core.text import clean
from voting.refusals.sent import ImpossibleDate, ImpossibleLeast, UnknownChoice
from voting.refusals.together import all_of

CODE_LIFE = timedelta(days=7)
SMALLEST_GROUP_TO = 100  # the largest that a trainer may ask for
TITLE_LIMIT = 120


def edit_details(w: Workshop, command: c.EditDetails, entry: Entry) -> Workshop:
    details = checked(command.details)
    expires = max(w.code_expires, code_expiry(details, entry.at))
    return replace(w, details=details, code_expires=expires)


def replace_link(w: Workshop, command: c.ReplaceLink, entry: Entry) -> Workshop:
    after = replace(w, links={**w.links, command.link: w.links[command.link] + 1})
    if command.link == "join":
        assert entry.facts.code
        return replace(after, code=entry.facts.code, code_expires=code_expiry(w.details, entry.at))
    if command.link == "trainer":
        keep = entry.by.id
        trainers = {t.id: replace(t, active=t.id == keep) for t in w.trainers.values()}
        return replace(after, trainers=trainers)
    return after


def lock_joining(w: Workshop, command: c.LockJoining, entry: Entry) -> Workshop:
    return replace(w, locked=True)


def unlock_joining(w: Workshop, command: c.UnlockJoining, entry: Entry) -> Workshop:
    return replace(w, locked=False)


def show_code(w: Workshop, command: c.ShowCode, entry: Entry) -> Workshop:
    return replace(w, code_shown=True)


def hide_code(w: Workshop, command: c.HideCode, entry: Entry) -> Workshop:
    return replace(w, code_shown=False)


def set_auto_close(w: Workshop, command: c.SetAutoClose, entry: Entry) -> Workshop:
    return replace(w, auto_close=command.on)


def set_least_group(w: Workshop, command: c.SetLeastGroup, entry: Entry) -> Workshop:
    if not SMALLEST_GROUP_FROM <= command.ratings <= SMALLEST_GROUP_TO:
        raise ImpossibleLeast(least=SMALLEST_GROUP_FROM, n=SMALLEST_GROUP_TO)
    return replace(w, smallest_group=command.ratings)


def checked(details: c.Details) -> c.Details:
    """The details with their texts tidied; raises MissingText, TextTooLong, UnknownChoice or
    ImpossibleDate, with all that is wrong."""
    kind, area, day, title = all_of(
        lambda: _kind_of(details),
        lambda: clean(details.area, "area", TITLE_LIMIT),
        lambda: day_of(details),
        lambda: clean(details.title, "title", TITLE_LIMIT, required=False),
    )
    return c.Details(area=area, kind=kind, date=day.isoformat(), title=title)


def _kind_of(details: c.Details) -> str:
    if details.kind not in c.KINDS:
        raise UnknownChoice("kind")
    return details.kind


def day_of(details: c.Details) -> date:
    try:
        given = date.fromisoformat(details.date)
    except ValueError:
        raise ImpossibleDate(why="date") from None
    if not 2000 <= given.year <= 2999:
        raise ImpossibleDate(why="date")
    return given


def code_expiry(details: c.Details, at: datetime) -> datetime:
    """When a join code expires: a week after the workshop's date, or after it was made if later."""
    end_of_day = datetime.combine(day_of(details), time(23, 59, 59), tzinfo=at.tzinfo)
    return max(end_of_day, at) + CODE_LIFE
