"""What people type into a plan, checked."""

from collections.abc import Iterable
from datetime import date

from voting.core.text import clean
from voting.goals.entries import PlanEntry
from voting.programme.days import YEARS
from voting.refusals.goals import DatePast, NeedsOutside
from voting.refusals.sent import ImpossibleDate


def line(text: str, field: str, limit: int, *, required: bool = False) -> str:
    """One line of text; raises MissingText or TextTooLong."""
    return clean(text, field, limit, required=required)


def a_day(text: str, field: str) -> str:
    """A day, year-month-day; raises ImpossibleDate."""
    try:
        day = date.fromisoformat(text.strip())
    except ValueError:
        raise ImpossibleDate(field) from None
    if day.year not in YEARS:
        raise ImpossibleDate(field)
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
        raise NeedsOutside("domains", n=len(known))
    return wanted
