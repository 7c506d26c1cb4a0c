"""What is wrong with an instrument whose file has the right form: each fault with the row or column
that has it, for sentences that say how to mend it. And what will work, but not well.

``field`` of a fault is ``row-3`` or ``column-1``, from 1, or the name of the file's field.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from voting.instruments.instrument import Instrument, Row
from voting.instruments.kinds.column import KEY, Column
from voting.instruments.scales import problems_of
from voting.refusals.serving import BadFramework

MOST_ROWS = 60
MOST_COLUMNS = 8
MOST_CELLS = 120  # on one page: a ballot with all of them fits in a message
MOST_COPIES = 12
MOST_OWN = 5  # things of their own that each person answers for
MOST_LEAST = 100
KEY_LIMIT = 40
NAME_LIMIT = 200
TEXT_LIMIT = 1000
SHOWN_ROWS = 20  # that a room reads from a distance
SHOWN_PLACES = 11
# Control characters, halves of characters, and marks that reorder the text around them.
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")


def faults(instrument: Instrument) -> Iterable[BadFramework]:
    """Everything that keeps it from being used."""
    yield from _heading(instrument)
    yield from _columns(instrument)
    yield from _rows(instrument)
    yield from _sectors(instrument)
    yield from _around(instrument)
    yield from _scales(instrument)


def doubts(instrument: Instrument) -> Iterable[tuple[str, dict[str, Any]]]:
    """What can be used, but not well, each as the key of a sentence and its values."""
    if len(instrument.rows) > SHOWN_ROWS:
        yield "rows", {"n": len(instrument.rows), "most": SHOWN_ROWS}
    for column in instrument.asked:
        if column.by_ballot and len(column.places) > SHOWN_PLACES:
            yield "places", {"name": named(column), "most": SHOWN_PLACES}


def named(thing: Row | Column) -> str:
    """What a row or column is called in a sentence about it."""
    return thing.name.strip()[:80] or thing.key[:80]


def _heading(instrument: Instrument) -> Iterable[BadFramework]:
    if not instrument.is_framework and not _is_key(instrument.key):
        yield BadFramework("key", why="file-key", key=instrument.key[:80])
    if not instrument.name.strip():
        yield BadFramework("name", why="file-name")
    for field in ("name", "rows_name"):
        if len(getattr(instrument, field)) > NAME_LIMIT:
            yield BadFramework(field, why="file-long", at=field, n=NAME_LIMIT)
    for field in ("version", "credit", "question", "about"):
        if len(getattr(instrument, field)) > TEXT_LIMIT:
            yield BadFramework(field, why="file-long", at=field, n=TEXT_LIMIT)
    for field in ("name", "rows_name", "version", "credit", "question", "about"):
        if _UNSEEN.search(getattr(instrument, field)):
            yield BadFramework(field, why="file-unseen", at=field)


def _columns(instrument: Instrument) -> Iterable[BadFramework]:
    columns = instrument.asked
    if not instrument.columns and not instrument.levels:
        yield BadFramework("columns", why="columns")
        return
    if len(columns) > MOST_COLUMNS:
        yield BadFramework("columns", why="too-many-columns", n=MOST_COLUMNS)
    keys = Counter(column.key for column in columns)
    for k, column in enumerate(columns):
        values = {"place": k + 1, "name": named(column)}
        field = f"column-{k + 1}"
        for why, told in _column_problems(column, len(columns) > 1):
            yield BadFramework(field, why=why, **values, **told)
        if keys[column.key] > 1:
            yield BadFramework(field, why="same-columns", **values, key=column.key[:80])


def _column_problems(
    column: Column, is_one_of_several: bool
) -> Iterable[tuple[str, dict[str, Any]]]:
    yield from column.problems()
    if not _is_key(column.key):
        yield "column-key", {"key": column.key[:80]}
    if is_one_of_several and not column.name.strip():
        yield "column-name", {}
    if len(column.name) > NAME_LIMIT:
        yield "column-long", {"n": NAME_LIMIT}
    words = list(column.spoken)
    if any(len(word) > TEXT_LIMIT for word in words):
        yield "column-words-long", {"n": TEXT_LIMIT}
    if any(_UNSEEN.search(word) for word in (column.name, *words)):
        yield "column-unseen", {}


def _rows(instrument: Instrument) -> Iterable[BadFramework]:
    rows = instrument.rows
    if not rows and not instrument.rows_from:
        yield BadFramework("rows", why="domains")
    if len(rows) > MOST_ROWS:
        yield BadFramework("rows", why="too-many-rows", n=MOST_ROWS, found=len(rows))
    own = instrument.repeat.most if instrument.repeat and instrument.repeat.by == "person" else 1
    cells = sum(len(row.ask) or len(instrument.asked) for row in rows) * max(own, 1)
    if cells > MOST_CELLS:
        yield BadFramework("rows", why="too-many-cells", n=MOST_CELLS, found=cells)
    keys = Counter(row.key for row in rows)
    for k, row in enumerate(rows):
        values = {"place": k + 1, "name": named(row)}
        for why, told in _row_problems(row, instrument):
            yield BadFramework(f"row-{k + 1}", why=why, **values, **told)
        if keys[row.key] > 1:
            yield BadFramework(f"row-{k + 1}", why="same-rows", **values, key=row.key[:80])


def _row_problems(row: Row, instrument: Instrument) -> Iterable[tuple[str, dict[str, Any]]]:
    if not instrument.is_framework and not _is_key(row.key):
        yield "row-key", {"key": row.key[:80]}
    if not row.name.strip():
        yield "row-name", {}
    if any(len(one) > NAME_LIMIT for one in (row.name, row.short, row.letter, row.block)):
        yield "row-long", {"n": NAME_LIMIT}
    words = (row.gold, *row.meanings, *row.next_steps)
    if any(len(one) > TEXT_LIMIT for one in words):
        yield "row-words-long", {"n": TEXT_LIMIT}
    if any(_UNSEEN.search(one) for one in (row.name, row.short, row.letter, row.block, *words)):
        yield "row-unseen", {}
    columns = {column.key: column for column in instrument.asked}
    for key in row.ask:
        if key not in columns:
            yield "ask", {"column": key[:80]}
    asked = [columns[key] for key in row.ask if key in columns] or list(columns.values())
    if any(any(True for _ in column.problems()) for column in asked):
        return  # its places can't be counted
    sizes = sorted({len(column.places) for column in asked if column.by_ballot})
    if row.meanings and sizes != [len(row.meanings)]:
        yield "meanings", {"n": sizes[0] if sizes else 0, "found": len(row.meanings)}
    if row.next_steps and sizes != [len(row.next_steps)]:
        yield "next-steps", {"n": sizes[0] if sizes else 0, "found": len(row.next_steps)}


def _sectors(instrument: Instrument) -> Iterable[BadFramework]:
    for what, things in (("sectors", instrument.sectors), ("sides", instrument.sides)):
        if not things:
            yield BadFramework(what, why=what)
        yield from _alike(what, [thing.key for thing in things])
    known = {side.key for side in instrument.sides}
    for sector in instrument.sectors:
        if sector.side not in known:
            yield BadFramework("sectors", why="side", key=sector.key[:80], side=sector.side[:80])


def _around(instrument: Instrument) -> Iterable[BadFramework]:
    """Repeats, thresholds and voices."""
    repeat = instrument.repeat
    if repeat:
        most = MOST_COPIES if repeat.by == "room" else MOST_OWN
        if not 1 <= repeat.most <= most:
            yield BadFramework("repeat", why="repeat", n=most)
        if not repeat.over.strip() or len(repeat.over) > NAME_LIMIT:
            yield BadFramework("repeat", why="over", n=NAME_LIMIT)
    if instrument.threshold and not 1 <= instrument.threshold.least <= MOST_LEAST:
        yield BadFramework("gate", why="least", n=MOST_LEAST)
    yield from _alike("voices", [voice.key for voice in instrument.voices])
    yield from _alike("copies", [copy.key for copy in instrument.copies])
    known = {sector.key for sector in instrument.sectors}
    for voice in instrument.voices:
        for sector in voice.sectors:
            if sector not in known:
                yield BadFramework("voices", why="voice", key=voice.key[:80], sector=sector[:80])


def _scales(instrument: Instrument) -> Iterable[BadFramework]:
    yield from _alike("scales", [scale.key for scale in instrument.scales])
    for scale in instrument.scales:
        for why, told in problems_of(scale, instrument):
            yield BadFramework("scales", why=why, key=scale.key[:80], **told)


def _alike(what: str, keys: Sequence[str]) -> Iterable[BadFramework]:
    for key, n in Counter(keys).items():
        if n > 1:
            yield BadFramework(what, why=f"same-{what}", key=key[:80])


def _is_key(key: str) -> bool:
    return len(key) <= KEY_LIMIT and bool(KEY.fullmatch(key))
