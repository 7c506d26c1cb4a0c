"""Sheets of the workbook by kind: what was decided on each row beside what people answered, for
people to read."""

from collections.abc import Iterator
from typing import Any

from voting.reports.cells import named
from voting.reports.columns import Column, Row, Table
from voting.reports.kinds import KINDS
from voting.reports.panels import shown as round_shown
from voting.reports.record import Record
from voting.reports.said import next_step
from voting.words import Words

Data = Any
Cells = tuple[Data, ...]

_AFTER = (
    Column("note", 60),
    Column("next_step", 60),
    Column("recorded_by", 18),
)


def lines(record: Record, kind: str) -> list[Cells]:
    """The cells of a kind, a row of its sheet each, as they are written; those of several columns
    together where these are compared."""
    found: dict[tuple[Any, ...], list[Data]] = {}
    for cell in record["domains"]:
        if cell["kind"] == kind:
            column = None if KINDS[kind].side_by_side else cell["column"]
            found.setdefault((cell["copy"], cell["row"], column), []).append(cell)
    return [tuple(cells) for cells in found.values()]


def kinds_of(record: Record) -> list[str]:
    return list(dict.fromkeys(cell["kind"] for cell in record["domains"]))


def sheets(record: Record, words: Words) -> Iterator[tuple[str, Table]]:
    """Each kind that the instrument has, and its sheet."""
    for name in kinds_of(record):
        columns = [one for one in record["framework"]["columns"] if one["kind"] == name]
        yield name, _sheet(record, name, columns, words)


def _sheet(record: Record, name: str, columns: list[Data], words: Words) -> Table:
    kind, rows = KINDS[name], lines(record, name)
    framework = record["framework"]
    before = [
        *([Column("copy_name", 20)] if framework["copies"] else []),
        *([Column("block", 22)] if any(row["block"] for row in framework["rows"]) else []),
        Column("row_name", 46),
        *([Column("column_name", 18)] if len(columns) > 1 and not kind.side_by_side else []),
    ]
    told: list[Row] = []
    ranks = kind.ranks([(cells[0], round_shown(cells[0])) for cells in rows], words)
    for place, cells in enumerate(rows):
        row = named(framework["rows"], cells[0]["row"])
        copy = named(framework["copies"], cells[0]["copy"])["name"] if cells[0]["copy"] else None
        values: Row = {
            "copy_name": copy,
            "block": row["block"] or None,
            "row_name": row["name"],
            "column_name": named(framework["columns"], cells[0]["column"])["name"],
            "rank": ranks.get(place),
        }
        held = [(cell, round_shown(cell)) for cell in cells]
        told.append(values | kind.sheet_values(held, words) | _after(cells))
    after = [one for one in _AFTER if any(row[one.name] is not None for row in told)]
    return Table(f"rows_{name}", (*before, *kind.sheet_columns(columns), *after), told)


def _after(cells: Cells) -> Row:
    ruled = [cell["ruling"] for cell in cells if cell["ruling"]]
    steps = (next_step(cell) for cell in cells)
    return {
        "note": " | ".join(one["note"] for one in ruled if one["note"]) or None,
        "next_step": " | ".join(filter(None, steps)) or None,
        "recorded_by": ", ".join(dict.fromkeys(one["recorded_by"] for one in ruled)) or None,
    }
