"""The record as one XLSX workbook: a summary, the ratings, the rounds, the groups
and a codebook.

Text is written as text, never guessed at, so that nothing in it becomes a formula or a link. Equal
records give equal bytes.
"""

import io
from datetime import UTC, datetime
from typing import Any

import xlsxwriter

from voting.exports.levels import colours
from voting.exports.record import FORMAT, Record
from voting.exports.tables import (
    REHEARSAL,
    Cell,
    Column,
    Table,
    codebook_table,
    groups_table,
    ratings_table,
    rounds_table,
)

LIVE = "Live: not finished yet"


def workbook(record: Record) -> bytes:
    """The bytes of the .xlsx file."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    exported_at = datetime.fromisoformat(record["exported_at"]).astimezone(UTC)
    book.set_properties({"title": _title(record), "created": exported_at})
    _write_summary(book, record)
    ratings = ratings_table(record)
    sheet = _write_table(book, ratings)
    _colour_ratings(book, sheet, ratings, len(record["framework"]["levels"]))
    for make in (rounds_table, groups_table, codebook_table):
        _write_table(book, make(record))
    book.close()
    return out.getvalue()


def summary(record: Record) -> list[tuple[str, Cell]]:
    """What the first sheet says, a line each."""
    workshop, framework = record["workshop"], record["framework"]
    ruled = [domain for domain in record["domains"] if domain["ruling"]]
    return [
        *([("Rehearsal", REHEARSAL)] if workshop["rehearsal"] else []),
        ("Status", "Finished" if workshop["finished_at"] else LIVE),
        ("Area", workshop["area"]),
        ("Title", workshop["title"]),
        ("Kind", workshop["kind_label"]),
        ("Date", workshop["date"]),
        ("Finished at", workshop["finished_at"]),
        ("People who joined", record["people"]),
        ("Domains with a ruling", f"{len(ruled)} of {len(record['domains'])}"),
        ("Framework", f"{framework['name']}, version {framework['version']}"),
        ("Credit", framework["credit"]),
        ("Exported at", record["exported_at"]),
        ("Record", f"{FORMAT}, version {record['version']}; rules, version {record['rules']}"),
    ]


def _title(record: Record) -> str:
    workshop = record["workshop"]
    mark = "Rehearsal: " if workshop["rehearsal"] else ""
    return f"{mark}{workshop['area']}, {workshop['kind_label']}, {workshop['date']}"


def _write_summary(book: Any, record: Record) -> None:
    sheet = book.add_worksheet("Summary")
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 90, book.add_format({"text_wrap": True, "align": "left"}))
    heading = book.add_format({"bold": True, "valign": "top"})
    for line, (name, value) in enumerate(summary(record)):
        sheet.write_string(line, 0, name, heading)
        _write(sheet, line, 1, value)


def _write_table(book: Any, table: Table) -> Any:
    sheet = book.add_worksheet(table.title)
    heading = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    for place, column in enumerate(table.columns):
        sheet.set_column(place, place, column.width, _format(book, column))
        sheet.write_string(0, place, column.title, heading)
        for line, row in enumerate(table.rows, start=1):
            _write(sheet, line, place, row.get(column.name))
    sheet.freeze_panes(1, 0)
    return sheet


def _colour_ratings(book: Any, sheet: Any, table: Table, levels: int) -> None:
    """The ratings agreed, in the colours that they have on every page."""
    place = [column.name for column in table.columns].index("rating")
    for line, row in enumerate(table.rows, start=1):
        rating = row["rating"]
        if isinstance(rating, int):
            fill, text = colours(rating, levels)
            look = {"bg_color": fill, "font_color": text, "bold": True, "valign": "top"}
            sheet.write_number(line, place, rating, book.add_format(look))


def _format(book: Any, column: Column) -> Any:
    """Long text wraps; a share shows as a percentage and stays the number it is."""
    look = {"valign": "top", "text_wrap": column.width > 24}
    return book.add_format(look | {"num_format": "0%"} if column.percent else look)


def _write(sheet: Any, line: int, place: int, cell: Cell) -> None:
    if isinstance(cell, str) and cell:
        sheet.write_string(line, place, cell)
    elif isinstance(cell, int | float):
        sheet.write_number(line, place, cell)
