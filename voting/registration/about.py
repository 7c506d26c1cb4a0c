"""What is said about an invitee, tidied and held to its limits, with all that is wrong at once."""

from collections.abc import Set

from voting.core.roster import NAME_LIMIT
from voting.core.settings import TITLE_LIMIT
from voting.core.text import clean
from voting.programme.texts import line
from voting.refusals.registration import NotAgreed
from voting.refusals.sent import TextTooLong, UnknownChoice
from voting.refusals.together import all_of
from voting.registration.addresses import address
from voting.registration.roster import About

SETTINGS_LIMIT = 300
ACCESS_LIMIT = 1000


def said_by_person(about: About, sectors: Set[str], *, agreed: bool) -> About:
    """What somebody says who registers: name, address and sector have to be there, and they have to
    have ``agreed``. Raises MissingText, TextTooLong, BadEmail, UnknownChoice or NotAgreed."""
    return _checked(about, sectors, "your-name", by_person=True, agreed=agreed)


def said_by_lead(about: About, sectors: Set[str]) -> About:
    """The same of what a lead says: only the name has to be there."""
    return _checked(about, sectors, "person", by_person=False, agreed=True)


def _checked(about: About, sectors: Set[str], who: str, *, by_person: bool, agreed: bool) -> About:
    name, email, organisation, role, sector, settings, access, _ = all_of(
        lambda: line(about.name, "name", who, NAME_LIMIT, required=True),
        lambda: address(about.email, required=by_person),
        lambda: line(about.organisation, "organisation", "organisation"),
        lambda: line(about.role, "role", "role"),
        lambda: _sector(about.sector, sectors, required=by_person),
        lambda: line(about.settings, "settings", "settings", SETTINGS_LIMIT),
        lambda: _paragraphs(about.access, "access", "access", ACCESS_LIMIT),
        lambda: _check_agreed(agreed),
    )
    return About(name, email, organisation, role, sector, settings, about.before, access)


def invitation_text(text: str) -> str:
    """What a lead adds to the invitation; raises TextTooLong."""
    return _paragraphs(text, "text", "invitation", 20 * TITLE_LIMIT)


def _sector(given: str, sectors: Set[str], *, required: bool) -> str:
    if (required or given) and given not in sectors:
        raise UnknownChoice("sector")
    return given


def _check_agreed(agreed: bool) -> None:
    if not agreed:
        raise NotAgreed()


def _paragraphs(text: str, field: str, why: str, limit: int) -> str:
    try:
        return clean(text, field, limit, required=False, paragraphs=True)
    except TextTooLong as fault:
        raise TextTooLong(field, why=why, **fault.values) from None
