"""Pictures of many cells: a row for each, by the kind of what was asked.

A **panel** is what stands on one scale: of a copy, the rows of one column, or of several columns
whose numbers are compared. Rows stand under the headings of the instrument; long panels are drawn
in pieces, broken between rows.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from msgspec import Struct

from voting.reports.cells import column_of, named
from voting.reports.drawing import EDGE, EMPTY, INK, SOFT, Sheet, broken, leading
from voting.reports.kinds import KINDS
from voting.reports.kinds.kind import Kind, Room, status
from voting.reports.record import Record
from voting.reports.said import by_method
from voting.words import Words

Data = Any


class Line(Struct, frozen=True):
    """A row of a panel: its cells, each with the round that is shown of it, if any, and what is
    said beside them, the first most loudly."""

    name: str
    short: str
    block: str
    cells: tuple[Data, ...]
    held: tuple[Data | None, ...]
    beside: tuple[str, ...]


class Panel(Struct, frozen=True):
    """``title`` is empty where there is only one."""

    title: str
    kind: Kind
    columns: tuple[Data, ...]
    lines: tuple[Line, ...]

    @property
    def places(self) -> list[Data]:
        places: list[Data] = self.lines[0].cells[0]["places"]
        return places


def shown(cell: Data) -> Data | None:
    """The round of a cell that files show: the one that its decision stands on, else the last."""
    rounds = cell["rounds"]
    if cell["ruling"]:
        return next(held for held in rounds if held["id"] == cell["ruling"]["round"])
    return rounds[-1] if rounds else None


def panels(record: Record, words: Words) -> list[Panel]:
    """Copy by copy, column by column."""
    found: dict[tuple[Any, ...], dict[str, list[Data]]] = {}
    for cell in record["domains"]:
        kind = KINDS[cell["kind"]]
        scale = tuple(place["value"] for place in cell["places"])
        of_it = scale if kind.side_by_side else (cell["column"],)
        key = (cell["copy"], cell["kind"], of_it)
        found.setdefault(key, {}).setdefault(cell["row"], []).append(cell)
    return [_panel(record, list(rows.values()), len(found) > 1, words) for rows in found.values()]


def _panel(record: Record, rows: Sequence[Sequence[Data]], is_one: bool, words: Words) -> Panel:
    framework, first = record["framework"], rows[0][0]
    kind = KINDS[first["kind"]]
    keys = dict.fromkeys(cell["column"] for cells in rows for cell in cells)
    columns = tuple(named(framework["columns"], key) for key in keys)
    copy = named(framework["copies"], first["copy"])["name"] if first["copy"] else ""
    several = len({cell["column"] for cell in record["domains"]}) > len(columns)
    column = " / ".join(one["name"] for one in columns if one["name"]) if several else ""
    lines = [_line(record, kind, cells, words) for cells in rows]
    if kind.is_sorted:
        blocks = list(dict.fromkeys(line.block for line in lines))
        lines.sort(key=lambda line: (blocks.index(line.block), -_share(kind, line)))
    title = " · ".join(filter(None, (copy, column))) if is_one else ""
    return Panel(title, kind, columns, tuple(lines))


def _share(kind: Kind, line: Line) -> float:
    held = line.held[0]
    return kind.share(line.cells[0], held) if held and not held["withheld"] else -1.0


def _line(record: Record, kind: Kind, cells: Sequence[Data], words: Words) -> Line:
    row = named(record["framework"]["rows"], cells[0]["row"])
    held = tuple(shown(cell) for cell in cells)
    said: list[str] = []
    if len(cells) == 1:
        said = _said(kind, cells[0], held[0], words)
    else:
        for cell, one in zip(cells, held, strict=True):
            column = column_of(record, cell)["name"]
            beside = _said(kind, cell, one, words)
            said.append(f"{column}: {beside[0]}" if beside else column)
        if gap := kind.gap(tuple(cells), words):
            said.insert(0, gap)
    return Line(row["name"], row["short"], row["block"], tuple(cells), held, tuple(said))


def _said(kind: Kind, cell: Data, held: Data | None, words: Words) -> list[str]:
    """The decision and how it was made; then what people answered."""
    ruling = cell["ruling"]
    if held is None:
        return [status(cell, words)]
    said = answers(kind, cell, held, words)
    if held["withheld"] or not ruling:
        return said
    if ruling["rating"] is None:
        return [words.say("common.rows.status.unresolved"), *said[:1]]
    how = by_method(ruling, words, alone=True)
    return [kind.verdict(ruling), how, *said[-1:]]


def answers(kind: Kind, cell: Data, held: Data, words: Words) -> list[str]:
    """What people answered in a round, the first most loudly."""
    if held["withheld"]:
        return [words.say("common.chart.withheld")]
    if not held["ratings"]:
        return [words.say("common.chart.no_answers")]
    return kind.in_short(cell, held, words)


def counted(cell: Data, held: Data, words: Words) -> str:
    """A round in words: how many gave each answer, if that may be told."""
    kind = KINDS[cell["kind"]]
    if held["withheld"] or not held["ratings"]:
        return answers(kind, cell, held, words)[0]
    return kind.counts_said(cell, held, words)


# --- drawing ------------------------------------------------------------------------------------


class Shape(Struct, frozen=True):
    """How wide names and what is said beside rows are, in pixels, and how large text is."""

    names: int
    beside: int
    size: int
    in_short: bool = False  # by their shorter names


PAGE = Shape(250, 170, 13)


def pieces(panel: Panel, width: int, shape: Shape, most: float) -> Iterator[tuple[Line, ...]]:
    """Its lines in pieces that are at most so high, where a piece holds one at least."""
    piece: list[Line] = []
    high = 0.0
    for line in panel.lines:
        block = not piece or piece[-1].block != line.block
        needed = _high(panel, line, width, shape) + (_block_high(shape) if block else 0)
        if piece and high + needed > most:
            yield tuple(piece)
            piece, high = [], 0.0
        piece.append(line)
        high += needed
    if piece:
        yield tuple(piece)


def _block_high(shape: Shape) -> float:
    return shape.size * 2.2


def _high(panel: Panel, line: Line, width: int, shape: Shape) -> float:
    """Of a row, in pixels."""
    rows = panel.kind.high(shape.size) * len(line.cells)
    names = leading(shape.size) * len(_name(line, shape))
    return float(max(rows, names, leading(shape.size) * len(_beside(line, shape))) + 6)


def _name(line: Line, shape: Shape) -> list[str]:
    return broken(line.short if shape.in_short else line.name, shape.names - 12, shape.size)


def _beside(line: Line, shape: Shape) -> list[str]:
    first, *rest = line.beside or ("",)
    if shape.in_short and len(rest) > 1:
        rest = [" · ".join(rest)]
    lines = broken(first, shape.beside, shape.size, bold=True)
    for one in rest:
        lines += broken(one, shape.beside, shape.size - 1)
    return lines


def height(panel: Panel, lines: Sequence[Line], width: int, shape: Shape) -> float:
    """Of a piece, without its head, in pixels."""
    blocks = sum(
        1
        for place, line in enumerate(lines)
        if line.block and (not place or lines[place - 1].block != line.block)
    )
    return blocks * _block_high(shape) + sum(_high(panel, o, width, shape) for o in lines)


def draw(
    sheet: Sheet, panel: Panel, lines: Sequence[Line], at: tuple[float, float], shape: Shape,
    words: Words,
) -> None:  # fmt: skip
    """A piece of a panel, from ``at`` (left, width) on and from the sheet's ``y`` downwards."""
    left, width = at
    marks = left + shape.names
    wide = width - shape.names - shape.beside - 16
    label = _label_width(panel, shape)
    scale = Room(marks + label, wide - label, sheet.y, 0, shape.size)
    panel.kind.head(sheet, panel.columns[0], panel.places, scale)
    block = ""
    for line in lines:
        if line.block and line.block != block:
            sheet.text(left, sheet.y + 6, [line.block], shape.size + 1, bold=True)
            sheet.y += _block_high(shape)
        block = line.block
        high = _high(panel, line, int(width), shape)
        _draw_line(sheet, panel, line, (left, marks, wide, label, high), shape, words)
        sheet.y += high
        sheet.line((left, sheet.y - 2), (left + width, sheet.y - 2), faint=True)


def _label_width(panel: Panel, shape: Shape) -> float:
    """Of the names of columns beside each other."""
    if len(panel.columns) < 2:
        return 0
    longest = max(len(column["name"]) for column in panel.columns)
    return float(min(shape.size * 9, longest * shape.size * 0.58 + 10))


def _draw_line(
    sheet: Sheet,
    panel: Panel,
    line: Line,
    where: tuple[float, float, float, float, float],
    shape: Shape,
    words: Words,
) -> None:
    left, marks, wide, label, high = where
    name, size = _name(line, shape), shape.size
    middle = sheet.y + (high - 6) / 2
    sheet.text(left, middle - leading(size) * len(name) / 2, name, size)
    each = (high - 6) / len(line.cells)
    for place, (cell, held) in enumerate(zip(line.cells, line.held, strict=True)):
        top = sheet.y + place * each
        if label:
            column = next(one for one in panel.columns if one["key"] == cell["column"])
            text = broken(column["name"], label - 4, size - 2)[:2]
            y = top + each / 2 - leading(size - 2) * len(text) / 2
            sheet.text(marks, y, text, size - 2, fill=SOFT)
        room = Room(marks + label, wide - label, top, each, size)
        if held is None or held["withheld"] or not held["ratings"]:
            sheet.line((room.left, room.middle), (room.left + room.wide, room.middle), dotted=True)
        else:
            panel.kind.row(sheet, cell, held, room, words)
    said, x = _beside(line, shape), marks + wide + 16
    first = len(broken(line.beside[0], shape.beside, size, bold=True)) if line.beside else 0
    y = middle - leading(size) * len(said) / 2
    sheet.text(x, y, said[:first], size, bold=True)
    sheet.text(x, y + leading(size) * first, said[first:], size - 1, fill=SOFT)


def described(panel: Panel, lines: Sequence[Line], words: Words) -> str:
    """A piece in words, a sentence for each row."""
    told = []
    for line in lines:
        counts = (
            panel.kind.counts_said(cell, held, words)
            for cell, held in zip(line.cells, line.held, strict=True)
            if held and not held["withheld"] and held["ratings"]
        )
        told.append(f"{line.name}: {'; '.join((*line.beside, *counts))}.")
    return " ".join(told)


# --- all in one table -----------------------------------------------------------------------------


def matrix(
    sheet: Sheet, record: Record, at: tuple[float, float], shape: Shape, most: float, words: Words
) -> None:
    """Every cell as a mark: rows down, copies and columns across. ``most`` is how high it may be;
    its rows are as high as their names need, or else as fits."""
    left, width = at
    framework = record["framework"]
    heads = list(dict.fromkeys((cell["copy"], cell["column"]) for cell in record["domains"]))
    rows = [
        row for row in framework["rows"] if any(c["row"] == row["key"] for c in record["domains"])
    ]
    cells = {(c["row"], c["copy"], c["column"]): c for c in record["domains"]}
    step = (width - shape.names) / len(heads)
    names = [broken(_head(framework, *one), step - 6, shape.size - 1, bold=True) for one in heads]
    deepest = max(map(len, names))
    for place, lines in enumerate(names):
        y = sheet.y + leading(shape.size - 1) * (deepest - len(lines))
        x = left + shape.names + (place + 0.5) * step
        sheet.text(x, y, lines, shape.size - 1, bold=True, anchor="middle")
    sheet.y += leading(shape.size - 1) * deepest + 6
    block = ""
    blocks = len({row["block"] for row in rows if row["block"]})
    room = (most - leading(shape.size - 1) * deepest - blocks * _block_high(shape)) / len(rows)
    for row in rows:
        if row["block"] and row["block"] != block:
            sheet.text(left, sheet.y + 6, [row["block"]], shape.size + 1, bold=True)
            sheet.y += _block_high(shape)
        block = row["block"]
        name = broken(row["short"], shape.names - 12, shape.size)
        high = max(min(shape.size * 2.2, room), leading(shape.size) * len(name) + 4)
        middle = sheet.y + high / 2
        sheet.text(left, middle - leading(shape.size) * len(name) / 2, name, shape.size)
        for place, one in enumerate(heads):
            cell = cells.get((row["key"], *one))
            if cell:
                box = (left + shape.names + place * step + 2, sheet.y + 2, step - 4, high - 4)
                _draw_mark(sheet, cell, box, shape.size, words)
        sheet.y += high


def _head(framework: Data, copy: str | None, column: str) -> str:
    names = [named(framework["copies"], copy)["name"]] if copy else []
    if len(framework["columns"]) > 1:
        names.append(named(framework["columns"], column)["name"])
    return " · ".join(names) or named(framework["columns"], column)["name"]


def _draw_mark(
    sheet: Sheet, cell: Data, box: tuple[float, float, float, float], size: int, words: Words
) -> None:
    left, top, width, high = box
    held = shown(cell)
    is_withheld = held is not None and held["withheld"]
    kind = KINDS[cell["kind"]]
    text, ground, ink = ("", "", "") if is_withheld else kind.mark(cell, held, words)
    middle = top + high / 2
    if not text:
        unresolved = cell["status"] == "unresolved"
        if unresolved:
            sheet.box((left + 1, top + 1, width - 2, high - 2), "#ffffff", round_by=4, dashed=True)
        text = words.say("common.rows.status.unresolved") if unresolved else "–"
        if len(broken(text, width - 6, size)) > 1:
            text = "?"
        sheet.text(left + width / 2, middle - size * 0.6, [text], size, fill=SOFT, anchor="middle")
        return
    sheet.box((left, top, width, high), ground or EMPTY, round_by=4, edge=(EDGE, 1))
    in_full = kind.verdict(cell["ruling"]) if cell["ruling"] else text
    if len(broken(in_full, width - 6, size, bold=True)) == 1:
        text = in_full
    lines = broken(text, width - 6, size, bold=True)[: max(1, int(high / leading(size)))]
    y = middle - leading(size) * len(lines) / 2
    sheet.text(left + width / 2, y, lines, size, bold=True, fill=ink or INK, anchor="middle")
