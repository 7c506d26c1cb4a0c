"""Ratings of areas as rows of a table: ``area,workshop,domain,rating``, read line by line.

``workshop`` is 1 or 2 (I or II) or a kind of event, ``domain`` a key of the framework or the number
of its place there, ``rating`` a level from 0; empty (or NA, or a point, as R and SPSS have it) or
"unresolved" is missing. A ``date`` and a ``note`` may be there too; other columns are passed over.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from itertools import islice
from typing import Any

from msgspec import Struct

from voting.core.decisions import NOTE_LIMIT
from voting.core.settings import TITLE_LIMIT
from voting.core.text import clean
from voting.delimited import Row as Delimited
from voting.delimited import Unclosed, delimited
from voting.programme.days import YEARS
from voting.programme.imported import KINDS
from voting.programme.texts import plain_name
from voting.refusals import Refusal
from voting.refusals.evaluation import BadRow, UnreadableTable
from voting.refusals.sent import MissingText, TextTooLong

MOST_ROWS = 20_000
COLUMNS = ("area", "workshop", "domain", "rating")
UNRESOLVED = "unresolved"
_SHORT = {"1": "workshop-1", "2": "workshop-2", "i": "workshop-1", "ii": "workshop-2"}
_MISSING = ("", ".", "na", UNRESOLVED)
_WHOLE = re.compile(r"(\d{1,3})(?:[.,]0+)?")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_BRITISH = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})")
_QUOTED = re.compile("'[=+\\-@\u2212\uff1d\uff0b\uff0d\uff20]")
_SHOWN = 60  # characters of a cell that are said


class Row(Struct, frozen=True):
    """A rating of an area's workshop on one domain. ``line`` counts from 1, with the headings;
    ``area`` is written as on its first line; ``rating`` None is missing, and was left unresolved if
    it is ``unresolved``; ``date`` is year-month-day, "" for none."""

    line: int
    area: str
    workshop: str
    domain: str
    rating: int | None
    unresolved: bool = False
    date: str = ""
    note: str = ""


class Cells(Struct, frozen=True):
    """A row before it is judged: its cells by heading, in small letters and without the white space
    around them. None, with ``cells`` how many, where there are more than ``width`` headings."""

    line: int
    told: Mapping[str, str] | None
    cells: int = 0
    width: int = 0


Lines = Sequence[Cells | Unclosed]


def rows_of(text: str, domains: Sequence[str], levels: int) -> list[Row]:
    """The rows of a table with a comma, a semicolon or a tab between its cells; ``domains`` are the
    framework's keys in its order, and ratings go from 0 to ``levels`` - 1.

    Raises UnreadableTable where it is none, and BadRow with all others as its ``also``."""
    return judged(lines_of(text, MOST_ROWS), domains, levels)


def lines_of(text: str, most: int | None = None) -> list[Cells | Unclosed]:
    """The rows of a table, at most so many, below the line that names its columns. Raises
    UnreadableTable."""
    table = delimited(text.removeprefix("\ufeff"), lambda heads: len(_places(heads)))
    rows = list(islice(table.rows(), None if most is None else most + 2))
    if not rows:
        raise UnreadableTable(why="empty")
    if most is not None and len(rows) > most + 1:
        raise UnreadableTable(why="many", n=most)
    heading = rows[0]
    if isinstance(heading, Unclosed):
        raise UnreadableTable(why="cell", line=heading.line)
    places = _places(heading.cells)
    missing = [name for name in COLUMNS if name not in places]
    if missing:
        raise UnreadableTable(why="columns", named=missing)
    width = len(heading.cells)
    return [one if isinstance(one, Unclosed) else _told(one, places, width) for one in rows[1:]]


def _places(heads: Sequence[str]) -> dict[str, int]:
    """Where each column is, by its heading; of two alike the first counts."""
    plain = [head.strip().casefold() for head in heads]
    return {name: plain.index(name) for name in plain if name}


def _told(row: Delimited, places: Mapping[str, int], width: int) -> Cells:
    many = len(row.cells)
    if any(cell.strip() for cell in row.cells[width:]):
        return Cells(row.line, None, many, width)
    padded = [*row.cells, *[""] * (width - many)]
    return Cells(row.line, {name: padded[place].strip() for name, place in places.items()})


def judged(
    lines: Lines, domains: Sequence[str], levels: int, kinds: Collection[str] = KINDS
) -> list[Row]:
    """What rows say, of workshops of these ``kinds``; raises as ``rows_of``."""
    found: list[Row] = []
    faults: list[Refusal] = []
    seen = _Seen()
    for line in lines:
        if isinstance(line, Unclosed):
            faults.append(BadRow(why="quote", line=line.line))
        elif line.told is None:
            faults.append(BadRow(why="cells", line=line.line, n=line.cells, most=line.width))
        else:
            row, wrong = _row(line.line, line.told, domains, levels, kinds)
            if row and (again := seen.fault(row)):
                wrong.append(again)
            faults += wrong
            if row:
                found.append(seen.named(row))
    if faults:
        first, *others = faults
        raise first.beside(*others)
    if not found:
        raise UnreadableTable(why="empty")
    return found


class _Seen:
    """What earlier rows said: each rating once, and of a workshop one date."""

    def __init__(self) -> None:
        self._lines: dict[tuple[str, str, str], int] = {}
        self._dates: dict[tuple[str, str], tuple[str, int]] = {}
        self._names: dict[str, str] = {}

    def fault(self, row: Row) -> BadRow | None:
        area = plain_name(row.area)
        first = self._lines.setdefault((area, row.workshop, row.domain), row.line)
        if first != row.line:
            return BadRow(why="twice", line=row.line, other=first)
        if row.date:
            day, line = self._dates.setdefault((area, row.workshop), (row.date, row.line))
            if day != row.date:
                return BadRow(why="dates", line=row.line, other=line)
        return None

    def named(self, row: Row) -> Row:
        name = self._names.setdefault(plain_name(row.area), row.area)
        return Row(
            row.line, name, row.workshop, row.domain, row.rating, row.unresolved, row.date, row.note
        )


def _row(
    line: int,
    told: Mapping[str, str],
    domains: Sequence[str],
    levels: int,
    kinds: Collection[str],
) -> tuple[Row | None, list[Refusal]]:
    """The row, None if anything is wrong with it, and what is."""
    wrong: list[Refusal] = []

    def checked(value: object, why: str, text: str, **values: object) -> None:
        if value is None:
            said: dict[str, Any] = {"why": why, "line": line, "text": text[:_SHOWN], **values}
            wrong.append(BadRow(**said))

    area = _text(told["area"], "area", TITLE_LIMIT, line, wrong, required=True)
    note = _text(told.get("note", ""), "note", NOTE_LIMIT, line, wrong)
    workshop, domain = _workshop(told["workshop"], kinds), _domain(told["domain"], domains)
    checked(workshop, "workshop", told["workshop"], kinds=list(kinds))
    checked(domain, "domain", told["domain"], n=len(domains))
    rating = _number(told["rating"])
    is_missing = told["rating"].casefold() in _MISSING
    is_level = is_missing or (rating is not None and rating < levels)
    checked(is_level or None, "rating", told["rating"], n=levels - 1)
    day = day_in(told.get("date", ""))
    checked(day, "date", told.get("date", ""))
    if wrong or workshop is None or domain is None or day is None:
        return None, wrong
    unresolved = UNRESOLVED in (told["rating"].casefold(), told.get("method", "").casefold())
    return (
        Row(line, area, workshop, domain, rating, rating is None and unresolved, day, note),
        wrong,
    )


def _text(
    text: str, field: str, limit: int, line: int, wrong: list[Refusal], *, required: bool = False
) -> str:
    try:
        return clean(_unquoted(text), field, limit, required=required)
    except MissingText:
        wrong.append(BadRow(why=f"no-{field}", line=line))
    except TextTooLong:
        wrong.append(BadRow(why=f"{field}-long", line=line, n=limit))
    return ""


def _unquoted(text: str) -> str:
    """Without the quote that our own files put before what spreadsheets would take for a formula
    (``reports.csv``)."""
    return text[1:] if _QUOTED.match(text) else text


def _workshop(text: str, kinds: Collection[str]) -> str | None:
    key = text.casefold()
    key = _SHORT.get(key, key)
    number = _number(key)
    if number is not None:
        return _SHORT.get(str(number))
    return key if key in kinds else None


def _domain(text: str, domains: Sequence[str]) -> str | None:
    number = _number(text)
    if number is not None:
        return domains[number - 1] if 1 <= number <= len(domains) else None
    return next((key for key in domains if key.casefold() == text.casefold()), None)


def _number(text: str) -> int | None:
    found = _WHOLE.fullmatch(text)
    return int(found[1]) if found else None


def day_in(text: str) -> str | None:
    """A date as people type it, 2014-11-20 or 20/11/2014, as year-month-day; "" where nothing is
    typed, and None if it is no date."""
    if not text:
        return ""
    iso, british = _ISO.fullmatch(text), _BRITISH.fullmatch(text)
    parts = iso.groups() if iso else british.groups()[::-1] if british else ("0", "0", "0")
    try:
        found = date(*map(int, parts))
    except ValueError:
        return None
    return found.isoformat() if found.year in YEARS else None
