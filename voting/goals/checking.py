"""What people type into a plan, checked."""

from collections.abc import Iterable
from datetime import date

from voting.core.text import clean
from voting.goals.entries import PlanEntry
from voting.programme.days import YEARS
from voting.refusals.goals import DatePast, NeedsOutside
from voting.refusals.sent import ImpossibleDate, MissingText, TextTooLong, UnknownChoice


def said(
    text: str, field: str, why: str, limit: int, *, required: bool = False, paragraphs: bool = False
) -> str:
    """A text as ``core.text.clean`` leaves it; ``why`` is the key of what its refusals say. Raises
    MissingText or TextTooLong."""
    try:
        return clean(text, field, limit, required=required, paragraphs=paragraphs)
    except (MissingText, TextTooLong) as fault:
        raise type(fault)(field, why=why, **fault.values) from None


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
    known, as in an area before its first workshop, any are taken."""
    wanted = tuple(dict.fromkeys(key.strip() for key in keys if key.strip()))
    known = entry.facts.domains
    if known and not set(wanted) <= set(known):
        raise NeedsOutside(why="outside")
    return wanted
