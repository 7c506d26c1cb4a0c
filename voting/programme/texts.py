"""Texts, numbers and choices of an area's forms, tidied and held to their limits."""

import re
from collections.abc import Sequence

from voting.core.settings import TITLE_LIMIT
from voting.core.text import clean
from voting.refusals.areas import TooManyOfArea
from voting.refusals.sent import MissingText, TextTooLong, UnknownChoice

MOST_TAGS = 12  # and as many codes
TAG_LIMIT = 40
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")


def line(
    text: str, field: str, why: str, limit: int = TITLE_LIMIT, *, required: bool = False
) -> str:
    """A text as ``core.text.clean`` leaves it; ``why`` is the key of what its refusals say."""
    try:
        return clean(text, field, limit, required=required)
    except (MissingText, TextTooLong) as fault:
        raise type(fault)(field, why=why, **fault.values) from None


def short_texts(texts: Sequence[str], field: str) -> tuple[str, ...]:
    """Tags or codes: each once, whatever its capitals, in the order given; empty ones left out."""
    tidy = [line(text, field, field, TAG_LIMIT) for text in texts]
    kept: dict[str, str] = {}
    for text in filter(None, tidy):
        kept.setdefault(text.casefold(), text)
    if len(kept) > MOST_TAGS:
        raise TooManyOfArea(field, why=field, n=MOST_TAGS)
    return tuple(kept.values())


def language(tag: str) -> str:
    if not _LANGUAGE.fullmatch(tag):
        raise UnknownChoice("language")
    return tag


def one_of(given: str, choices: Sequence[str], field: str, why: str) -> str:
    if given not in choices:
        raise UnknownChoice(field, why=why)
    return given


def same_name(one: str, other: str) -> bool:
    """Do two areas have the same name, however it is spaced and capitalised?"""
    return plain_name(one) == plain_name(other)


def plain_name(name: str) -> str:
    """A name of an area, tidied and without its capitals: the same for the same name."""
    return clean(name, "name", len(name), required=False).casefold()


def name_for(given: str, otherwise: str) -> str:
    """What the area of a workshop is called that says it is in ``given``; ``otherwise`` where an
    earlier release took a name that is none now."""
    try:
        return clean(given[:TITLE_LIMIT], "area", TITLE_LIMIT)
    except MissingText:
        return otherwise
