"""Several areas pasted as lines: "Name; region; tag, tag", or cells copied from a spreadsheet."""

import re
from collections.abc import Callable
from typing import NamedTuple

from voting.core.settings import TITLE_LIMIT
from voting.core.text import clean
from voting.programme.texts import MOST_TAGS, TAG_LIMIT, plain_name
from voting.refusals import Refusal
from voting.refusals.programmes import BadLine
from voting.refusals.sent import MissingText, TextTooLong

_COLUMNS = 3


class Pasted(NamedTuple):
    """An area of a line, counted from 1."""

    line: int
    name: str
    region: str
    tags: tuple[str, ...]


def areas_in(text: str, is_there: Callable[[Pasted], bool], *, others: bool) -> list[Pasted]:
    """The areas; empty lines count and make none. Raises BadLine, with all others of the text as
    its ``also``. ``is_there`` says whether the programme has an area of that name: unless they are
    ``others``, it may have none, and no name may come twice."""
    found: list[Pasted] = []
    lines: dict[str, int] = {}  # by name, for there may be thousands
    faults: list[Refusal] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            one = _area(number, line)
            if not others:
                _refuse_same(one, lines.setdefault(plain_name(one.name), number), is_there)
            found.append(one)
        except BadLine as fault:
            faults.append(fault)
    if not found and not faults:
        raise BadLine(why="name", line=1)
    if faults:
        first, *more = faults
        raise first.beside(*more) if more else first
    return found


def tags_in(text: str) -> tuple[str, ...]:
    """What stands between commas or semicolons."""
    return tuple(filter(None, (tag.strip() for tag in re.split(r"[,;]", text))))


def _area(number: int, line: str) -> Pasted:
    cells = [cell.strip() for cell in line.split("\t" if "\t" in line else ";")]
    while len(cells) > 1 and not cells[-1]:
        cells.pop()
    if len(cells) > _COLUMNS:
        raise BadLine(why="columns", line=number)
    name, region, tags = (*cells, "", "")[:_COLUMNS]
    _check(name, "name", number)
    _check(region, "region", number)
    some = tags_in(tags)
    if len(some) > MOST_TAGS or any(len(tag) > TAG_LIMIT for tag in some):
        raise BadLine(why="tags", line=number, n=MOST_TAGS)
    return Pasted(number, name, region, some)


def _check(text: str, what: str, number: int) -> None:
    try:
        clean(text, what, TITLE_LIMIT, required=what == "name")
    except MissingText:
        raise BadLine(why="name", line=number) from None
    except TextTooLong as fault:
        raise BadLine(why=f"{what}-long", line=number, n=fault.values["n"]) from None


def _refuse_same(one: Pasted, first: int, is_there: Callable[[Pasted], bool]) -> None:
    """``first`` is the line that has the name first."""
    if first != one.line:
        raise BadLine(why="twice", line=one.line, name=one.name, other=first)
    if is_there(one):
        raise BadLine(why="there", line=one.line, name=one.name)
