"""What the room names: the rows of some instruments, and what others are answered for."""

import re
from collections.abc import Sequence
from typing import Any

from msgspec.structs import replace

from voting.core import commands as c
from voting.core.state import Entry, Workshop
from voting.core.text import clean
from voting.instruments.instrument import Copy, Row
from voting.refusals.naming import NamesFixed, NotNamedHere, SameName, TooManyNames

NAME_LIMIT = 140
MOST_NAMED = 20  # rows that a room can go through, and a wall can show


def name_rows(w: Workshop, command: c.NameRows, entry: Entry) -> Workshop:
    if not w.framework.rows_from:
        raise NotNamedHere(why="rows")
    before = {row.key: row.name for row in w.framework.rows}
    named = _named(command.names, before, MOST_NAMED, fixed=bool(w.rounds))
    kept = {row.key: row for row in w.framework.rows}
    rows = tuple(
        replace(kept[key], name=name) if key in kept else Row(key=key, name=name)
        for key, name in named
    )
    return _with(w, rows=rows)


def name_copies(w: Workshop, command: c.NameCopies, entry: Entry) -> Workshop:
    repeat = w.framework.repeat
    if repeat is None or repeat.by != "room":
        raise NotNamedHere(why="copies")
    before = {copy.key: copy.name for copy in w.framework.copies}
    named = _named(command.names, before, repeat.most, fixed=bool(w.rounds))
    copies = tuple(Copy(key, name) for key, name in named)
    return _with(w, copies=copies)


def _with(w: Workshop, **named: Any) -> Workshop:
    framework = replace(w.framework, named=w.framework.named + 1, **named)
    if w.domain in framework.topics:
        return replace(w, framework=framework)
    return replace(w, framework=framework, domain=None, timer=None, shown=())  # it is no more


def _named(
    names: Sequence[str], before: dict[str, str], most: int, *, fixed: bool
) -> list[tuple[str, str]]:
    """The names in order, each with its key: a name that is there already keeps its own, another
    gets the next number. ``fixed``: those there must stay as they are, in front."""
    wanted = [clean(name, "names", NAME_LIMIT) for name in names]
    if len(wanted) > most:
        raise TooManyNames(n=most)
    for name in wanted:
        if [other.casefold() for other in wanted].count(name.casefold()) > 1:
            raise SameName(name=name)
    if fixed and wanted[: len(before)] != list(before.values()):
        raise NamesFixed()
    keys = {name: key for key, name in before.items()}
    next_ = max((int(key) for key in before if re.fullmatch(r"[0-9]+", key)), default=0)
    found = []
    for name in wanted:
        if name not in keys:
            next_ += 1
            keys[name] = str(next_)
        found.append((keys[name], name))
    return found
