"""What people type into a plan, checked."""

from collections.abc import Iterable
from datetime import date

from voting.core.text import clean
from voting.goals.entries import PlanEntry
from voting.programme.days import YEARS
from voting.refusals.goals import DatePast, NeedsOutside
from voting.refusals.sent import ImpossibleDate, MissingText, TextTooLong, UnknownChoice

MOST_KEYS = 30
KEY_LIMIT = 100


def said(
    text: str, field: str, why: str, limit: int, *, required: bool = False, paragraphs: bool = False
) -> str:
    """A text as ``core.text.clean`` leaves it; ``why`` is the key of what its refusals say. Raises
    MissingText or TextTooLong."""
    try:
        return clean(text, field, limit, required=required, paragraphs=paragraphs)
    except (MissingText, TextTooLong) as fault:
        raise type(fault)(field, why=why, **fault.values) from None


def is_said(text: str) -> bool:
    """Is there anything to read in it?"""
    try:
        return bool(clean(text, "text", 4 * len(text)))  # (composed, it may grow longer)
    except MissingText:
        return False


def one_of(given: str, choices: Iterable[str], field: str) -> str:
    """Raises UnknownChoice."""
    if given not in choices:
        raise UnknownChoice(field, why="listed")
    return given


def a_day(text: str, field: str) -> str:
    """A day, year-month-day; raises ImpossibleDate."""
    try:
        day = date.fromisoformat(text.strip())
    except ValueError:
        raise ImpossibleDate(field, why="date") from None
    if day.year not in YEARS:
        raise ImpossibleDate(field, why="date")
    return day.isoformat()


def day_ahead(text: str, field: str, today: str) -> str:
    """A day that is not over; raises ImpossibleDate or DatePast."""
    day = a_day(text, field)
    if day < today:
        raise DatePast(field)
    return day


def known_domains(keys: Iterable[str], entry: PlanEntry) -> tuple[str, ...]:
    """Keys of domains, each once; raises NeedsOutside for what is none. Where the instrument is not
    known, as in an area before its first workshop, any that may be keys are taken."""
    wanted = tuple(dict.fromkeys(key.strip() for key in keys if key.strip()))
    known = entry.facts.domains
    may_be = len(wanted) <= MOST_KEYS and all(len(key) <= KEY_LIMIT for key in wanted)
    if not (set(wanted) <= set(known) if known else may_be):
        raise NeedsOutside(why="outside")
    return wanted
