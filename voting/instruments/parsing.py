"""Instruments from files: the layout of programme instruments, and that of frameworks."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec

from voting.instruments.instrument import Instrument, Sector, Side
from voting.refusals.serving import BadFramework

_KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
MOST_ROWS = 60
MOST_PLACES = 11
MOST_BYTES = 200_000  # of a file
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"  # some editors put it first
_AT_BYTE = re.compile(r"byte (\d+)")  # in what the reader of JSON says


def read_file(content: bytes) -> Any:
    """The plain values of a file's JSON, or BadFramework: for what is too large, no text in UTF-8,
    or no JSON, with the line where it stops being any."""
    if len(content) > MOST_BYTES:
        raise BadFramework(why="size", n=MOST_BYTES // 1000)
    content = content.removeprefix(_BYTE_ORDER_MARK)
    try:
        content.decode()
        return msgspec.json.decode(content)
    except UnicodeDecodeError:
        raise BadFramework(why="text") from None
    except RecursionError:
        raise BadFramework(why="deep") from None
    except msgspec.DecodeError as problem:
        at = _AT_BYTE.search(str(problem))
        line = content.count(b"\n", 0, int(at[1]) if at else None) + 1
        raise BadFramework(why="json", line=line) from None


def parse_instrument(data: Any, usual: Instrument | None = None) -> Instrument:
    """Read an instrument from the plain values of its JSON file, or raise BadFramework, which says
    why. One without sectors gets those of ``usual``."""
    try:
        instrument = msgspec.convert(_laid_out(data, usual), Instrument)
    except msgspec.ValidationError as problem:
        raise BadFramework(why="form", told=str(problem)) from None
    found = list(_problems(instrument))
    if found:
        raise found[0]
    return instrument


def _laid_out(data: Any, usual: Instrument | None) -> Any:
    """As it is stored: rows are ``domains``, levels have numbers, and there are sectors."""
    if not isinstance(data, dict) or "columns" not in data:
        return data
    told = dict(data)
    told["domains"] = told.pop("rows", ())
    told["columns"] = [_column(one) for one in told["columns"]]
    if "opens" not in told:
        told["opens"] = "cell" if _rated_one_by_one(told["columns"]) else "all"
    repeat = told.get("repeat")
    if isinstance(repeat, Mapping) and repeat.get("over") == "experience":
        told["repeat"] = {"by": "person"} | dict(repeat)
    if usual and "sectors" not in told:
        told["sides"] = msgspec.to_builtins(usual.sides)
        told["sectors"] = msgspec.to_builtins(usual.sectors)
    return told


def _column(told: Any) -> Any:
    """A column with numbered levels: files may give their labels alone, lowest first."""
    if not isinstance(told, Mapping) or not isinstance(told.get("levels"), Sequence):
        return told
    levels = [
        {"rating": k, "label": level} if isinstance(level, str) else level
        for k, level in enumerate(told["levels"])
    ]
    return {**told, "levels": levels}


def _rated_one_by_one(columns: Sequence[Any]) -> bool:
    """Is each row discussed by itself? So it is where all that is asked of it is one rating that is
    decided."""
    return len(columns) == 1 and columns[0].get("settle") == "ruling"


def _problems(instrument: Instrument) -> Iterable[BadFramework]:
    for column in instrument.asked:
        for why, values in column.problems():
            yield BadFramework(why=why, **values)
    for what, things in _keyed(instrument):
        keys = [thing.key for thing in things]
        if not keys and not (what == "domains" and instrument.rows_from):
            yield BadFramework(why=what)
        for key in keys:
            if keys.count(key) > 1:
                yield BadFramework(why=f"same-{what}", key=key)
            elif not instrument.is_framework and not _KEY.fullmatch(key):
                yield BadFramework(why="key", key=key)
    yield from _sector_problems(instrument.sectors, instrument.sides)
    yield from _row_problems(instrument)


def _keyed(instrument: Instrument) -> Iterable[tuple[str, Sequence[Any]]]:
    yield "domains", instrument.rows
    yield "columns", instrument.asked
    yield "sectors", instrument.sectors
    yield "sides", instrument.sides


def _sector_problems(sectors: Iterable[Sector], sides: Iterable[Side]) -> Iterable[BadFramework]:
    known = {side.key for side in sides}
    for sector in sectors:
        if sector.side not in known:
            yield BadFramework(why="side", key=sector.key, side=sector.side)


def _row_problems(instrument: Instrument) -> Iterable[BadFramework]:
    columns = {column.key: column for column in instrument.asked}
    for row in instrument.rows:
        for key in row.ask:
            if key not in columns:
                yield BadFramework(why="ask", key=row.key, column=key)
        asked = [columns[key] for key in row.ask if key in columns] or list(columns.values())
        sizes = {len(column.places) for column in asked}
        if row.meanings and sizes != {len(row.meanings)}:
            yield BadFramework(why="meanings", key=row.key)
        if row.next_steps and sizes != {len(row.next_steps)}:
            yield BadFramework(why="next-steps", key=row.key)
