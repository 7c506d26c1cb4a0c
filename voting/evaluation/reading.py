"""A panel from a file: ratings as people type them (``rows``), or a programme's own dataset.

A dataset has every workshop of every framework; of an area with several of a kind the last counts,
as on the programme's page. docs/evaluation.md has the format.
"""

from collections.abc import Iterable, Mapping
from math import inf
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from voting.delimited import NotText, Unclosed, text_of
from voting.evaluation.panel import Panel
from voting.evaluation.rows import COLUMNS, Cells, Lines, Row, judged, lines_of
from voting.instruments.instrument import Instrument
from voting.programme.area import EVENT_KINDS
from voting.refusals.evaluation import UnreadableTable

# What only a dataset has: which of an area's workshops a row is of, and what was rated there.
_OF_DATASETS = frozenset(("workshop_number", "framework", "framework_version"))

Told = Mapping[str, str]  # the cells of a row by heading


class Read(Struct, frozen=True):
    """What a file holds: its ``rows``, with all their cells in ``told``, and the ``panel`` of them.
    ``written`` is how the file writes each point ("1" or "workshop-1").

    Of a dataset, ``left_out`` says how many workshops had another framework, by its name ("" where
    that may not be told), and ``repeated`` how many had a later one of the same kind; ``swapped``
    is as ``as_held`` has it."""

    panel: Panel
    rows: tuple[Row, ...]
    told: tuple[Told, ...]
    written: Mapping[str, str]
    is_dataset: bool = False
    left_out: Mapping[str, int] = {}
    repeated: int = 0
    swapped: int = 0


def read(data: bytes, framework: Instrument) -> Read:
    """The ratings in a file, whose domains and scale are those of ``framework``: CSV, or a dataset
    as JSON, where the line of a row is its number. Raises UnreadableTable, or BadRow with all other
    faults as its ``also``."""
    lines: Lines = _json(data) if data.lstrip()[:1] == b"{" else lines_of(_text(data))
    left_out: Mapping[str, int] = {}
    repeated = 0
    is_dataset = any(
        isinstance(one, Cells) and one.told and one.told.keys() >= _OF_DATASETS for one in lines
    )
    if is_dataset:
        lines, left_out = _of_framework(lines, framework)
        lines, repeated = _last_of_each_kind(lines)
    rows = judged(
        lines, [cell.key for cell in framework.domains], len(framework.scale), EVENT_KINDS
    )
    by_line = {one.line: one.told for one in lines if isinstance(one, Cells) and one.told}
    told = tuple(by_line[row.line] for row in rows)
    return Read(
        panel=panel_of(rows, framework),
        rows=tuple(rows),
        told=told,
        written={
            row.workshop: each["workshop"] for row, each in zip(rows[::-1], told[::-1], strict=True)
        },
        is_dataset=is_dataset,
        left_out=left_out,
        repeated=repeated,
    )


def as_held(found: Read, first: str, second: str, framework: Instrument) -> Read:
    """The same, with the workshop at ``first`` the one that was held earlier, as on the programme's
    page: of areas that held ``second`` before it, which are ``swapped``, they change places. Only a
    dataset says which was held when."""
    if not found.is_dataset:
        return found
    numbers = {
        (row.area, row.workshop): _number(told)
        for row, told in zip(found.rows, found.told, strict=True)
    }
    swapped = {
        area
        for area, kind in numbers
        if kind == first and numbers[area, first] > numbers.get((area, second), inf)
    }
    other = {first: second, second: first}
    rows = tuple(
        replace(row, workshop=other.get(row.workshop, row.workshop)) if row.area in swapped else row
        for row in found.rows
    )
    return replace(found, rows=rows, panel=panel_of(rows, framework), swapped=len(swapped))


def panel_of(rows: Iterable[Row], framework: Instrument) -> Panel:
    """The ratings of rows, areas in the order in which they occur."""
    ratings: dict[str, dict[str, dict[str, int | None]]] = {}
    areas: dict[str, None] = {}
    for row in rows:
        areas[row.area] = None
        ratings.setdefault(row.workshop, {}).setdefault(row.area, {})[row.domain] = row.rating
    return Panel(
        domains=tuple(cell.key for cell in framework.domains),
        levels=len(framework.scale),
        points=tuple(kind for kind in EVENT_KINDS if kind in ratings),
        areas=tuple(areas),
        ratings=ratings,
    )


def _text(data: bytes) -> str:
    try:
        return text_of(data)
    except NotText as problem:
        raise UnreadableTable(why=problem.why) from None


class _Dataset(Struct):
    dataset: list[dict[str, Any]]


def _json(data: bytes) -> list[Cells | Unclosed]:
    """The rows of a dataset as JSON."""
    try:
        rows = msgspec.json.decode(data, type=_Dataset).dataset
    except msgspec.DecodeError:
        raise UnreadableTable(why="json") from None
    missing = [name for name in COLUMNS if any(name not in row for row in rows)]
    if missing:
        raise UnreadableTable(why="columns", named=missing)
    return [
        Cells(line, {name: "" if cell is None else str(cell) for name, cell in row.items()})
        for line, row in enumerate(rows, start=1)
    ]


# --- datasets -------------------------------------------------------------------------------------


def _of_framework(lines: Lines, framework: Instrument) -> tuple[Lines, Mapping[str, int]]:
    """The rows of this framework, and how many workshops had each other one."""
    others: dict[str, set[tuple[str, str]]] = {}
    ours: list[Cells | Unclosed] = []
    for one in lines:
        told = one.told if isinstance(one, Cells) else None
        if told is None or told["framework"] == framework.name:
            ours.append(one)
        else:
            workshop = told["area"], told["workshop_number"]
            others.setdefault(told["framework"], set()).add(workshop)
    if not ours:
        raise UnreadableTable(why="framework", name=framework.name)
    return ours, {name: len(workshops) for name, workshops in others.items()}


def _last_of_each_kind(lines: Lines) -> tuple[Lines, int]:
    """Of an area's workshops of a kind the last, and how many others there were."""
    numbers: dict[tuple[str, str], set[int]] = {}
    for one in lines:
        if isinstance(one, Cells) and one.told:
            numbers.setdefault(_kind(one.told), set()).add(_number(one.told))
    last = [
        one
        for one in lines
        if not isinstance(one, Cells)
        or one.told is None
        or _number(one.told) == max(numbers[_kind(one.told)])
    ]
    return last, sum(len(each) - 1 for each in numbers.values())


def _kind(told: Told) -> tuple[str, str]:
    return told["area"], told["workshop"]


def _number(told: Told) -> int:
    number = told["workshop_number"]
    return int(number) if number.isdecimal() else 0
