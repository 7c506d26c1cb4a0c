"""Whom a list names: what was read of pasted addresses or of a file, and what could not be."""

import re
from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace

from voting.core.roster import NAME_LIMIT
from voting.core.settings import TITLE_LIMIT
from voting.core.text import clean
from voting.refusals.areas import BadEmail
from voting.refusals.sent import MissingText, TextTooLong
from voting.registration.addresses import address
from voting.registration.roster import About

MOST_LISTED = 500  # people of one list
MOST_READ = 2 * MOST_LISTED  # with those who are on it twice, and what can't be read
_LIMITS = {"name": NAME_LIMIT, "settings": 300}
_SHOWN = 120  # characters of what stands on a line that are said


class Listed(Struct, frozen=True):
    """Somebody whom a list names, on a ``line`` counted from 1."""

    line: int
    about: About


class Remark(Struct, frozen=True, omit_defaults=True):
    """What is to be said of a line: ``why`` is a key, ``text`` what stands there, ``source`` the
    whole of it, to be mended; ``other`` is another line, ``n`` a limit."""

    line: int
    why: str
    text: str = ""
    source: str = ""
    other: int = 0
    n: int = 0


class Reading(Struct, frozen=True):
    """``faults`` are of people who could not be read, so that they are not among ``people``;
    ``twice`` of those who are among them once, from an earlier line; ``notes`` of what was left
    out of somebody who is; ``unused`` are the headings of columns that nothing was read of;
    ``heading`` is the line of headings, "" for none; ``many``: there is more than may be, and the
    rest was not looked at."""

    people: tuple[Listed, ...] = ()
    faults: tuple[Remark, ...] = ()
    twice: tuple[Remark, ...] = ()
    notes: tuple[Remark, ...] = ()
    unused: tuple[str, ...] = ()
    heading: str = ""
    many: bool = False


def person(line: int, source: str, email: str, **texts: str) -> Listed | Remark:
    """Somebody by what a list says of them, or what is wrong with it. Whoever has no name there has
    one from their address, until they say how they are called."""
    try:
        found = address(email.strip("<> "), required=True)
    except (BadEmail, MissingText, TextTooLong):
        return Remark(line, "address", email.strip()[:_SHOWN], source)
    tidy = {}
    for field, text in texts.items():
        limit = _LIMITS.get(field, TITLE_LIMIT)
        try:
            tidy[field] = clean(text, field, limit, required=field == "name")
        except MissingText:
            tidy[field] = ""
        except TextTooLong:
            return Remark(line, f"{field}-long", text[:_SHOWN], source, n=limit)
    tidy["name"] = tidy.get("name") or name_from(found)
    return Listed(line, replace(About(email=found), **tidy))


def name_from(email: str) -> str:
    """ "Jo Bloggs" of jo.bloggs@example.org."""
    local = email.partition("@")[0]
    words = re.split(r"[._+\-]+", local.lower() if local.isupper() else local)
    found = " ".join(word[:1].upper() + word[1:] for word in words if word and not word.isdigit())
    return (found or email)[:NAME_LIMIT]


def reading(found: Iterable[Listed | Remark], **more: object) -> Reading:
    """Those found, each address once, and what is to be said of the others."""
    people: dict[str, Listed] = {}
    faults: list[Remark] = []
    twice: list[Remark] = []
    many = False
    for n, one in enumerate(found, start=1):
        if many := n > MOST_READ or len(people) > MOST_LISTED:
            break
        if isinstance(one, Remark):
            faults.append(one)
            continue
        key = one.about.email.casefold()
        first = people.setdefault(key, one)
        if first is not one:
            said = "twice" if _alike(first.about, one.about) else "shared"
            text = one.about.name or one.about.email
            twice.append(Remark(one.line, said, text, other=first.line))
            people[key] = replace(first, about=_filled(first.about, one.about))
    return Reading(tuple(people.values()), tuple(faults), tuple(twice), many=many, **more)  # type: ignore[arg-type]


def _alike(one: About, other: About) -> bool:
    """May these be one person?"""
    names = {each.name.casefold() for each in (one, other)} - {name_from(one.email).casefold()}
    return len(names) < 2


def _filled(one: About, other: About) -> About:
    """What is known of somebody from two lines, if it may be one person."""
    if not _alike(one, other):
        return one
    fields = ("organisation", "role", "sector", "settings")
    filled = {field: getattr(one, field) or getattr(other, field) for field in fields}
    is_guess = one.name == name_from(one.email)
    return replace(one, name=other.name if is_guess else one.name, **filled)
