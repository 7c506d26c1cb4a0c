"""A table as a sheet of a workbook: columns as wide, rows as high as they need, ready to print."""

from datetime import datetime
from math import ceil
from typing import Any

from voting.reports.columns import Cell, Column, Row, Table
from voting.words import Words

_LOOKS = {"date": "yyyy-mm-dd", "time": "yyyy-mm-dd hh:mm:ss"}
_LINE, _TALLEST = 15.0, 405.0  # points
_A4 = 9
# Characters across a page: on a sheet that is several pages wide, and at most on one that is not.
_READABLE, _SQUEEZED = 170, 215


def write_table(book: Any, table: Table, title: str, words: Words) -> Any:
    """A sheet with the table in it; ``title`` is what each printed page is of."""
    sheet = book.add_worksheet(words.say(f"reports.sheets.{table.key}"))
    heading = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    rows = [table.instead] if table.instead else table.rows
    first = sum(column.alike for column in table.columns)
    for place, column in enumerate(table.columns):
        # What is alike in every row stands on the summary; one press on + unfolds it here.
        folded = {"level": 1, "hidden": True} if column.alike else {"collapsed": 0 < place == first}
        sheet.set_column(place, place, column.width, format_of(book, column), folded)
        sheet.write_string(0, place, column.title(words), heading)
        for line, row in enumerate(rows, start=1):
            _write_in(sheet, line, place, column, row.get(column.name))
    for line, row in enumerate([_headings(table, words), *([] if table.instead else rows)]):
        sheet.set_row(line, height_of(table, row))
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(1, len(rows)), len(table.columns) - 1)
    wide = sum(column.width for column in table.columns if not column.alike)
    names = [column.name for column in table.columns]
    repeated = 0
    if table.of in names:  # a sheet that is several pages wide says on each what a row is of
        last = names.index(table.of)
        sheet.repeat_columns(0, last)
        repeated = sum(column.width for column in table.columns[: last + 1] if not column.alike)
    print_readably(sheet, wide, repeated, title, words)
    sheet.repeat_rows(0)
    return sheet


def _headings(table: Table, words: Words) -> Row:
    return {column.name: column.title(words) for column in table.columns}


def height_of(table: Table, row: Row) -> float:
    """Of a line, in points: as many lines of text as its fullest cell needs, within Excel's 409."""
    needed = max(
        min(
            sum(ceil(len(part) / (column.width * 0.9)) or 1 for part in str(cell).split("\n")),
            column.most_lines or ceil(_TALLEST),
        )
        for column in table.columns
        if not column.alike and (cell := row.get(column.name)) is not None
    )
    return min(_LINE * needed, _TALLEST)


def print_readably(sheet: Any, width: int, repeated: int, title: str, words: Words) -> None:
    """``width`` is that of the sheet, in characters, and ``repeated`` that of the columns that are
    on each page. Each page says what it is of, and its number."""
    several = ceil((width - repeated) / (_READABLE - repeated))
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1 if width <= _SQUEEZED else several, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.6)
    sheet.set_header(f"&L{title.replace('&', '&&')[:200]}")
    number = words.say("reports.document.page", page="&P", pages="&N")
    sheet.set_footer(f"&L&A&R{number}")


def format_of(book: Any, column: Column) -> Any:
    """Long text wraps; a share shows as a percentage, a day as a day, and both stay numbers."""
    look: dict[str, Any] = {"valign": "top", "text_wrap": column.width > 24}
    look["align"] = "center" if column.width <= 16 else "left"
    number = "0%" if column.percent else _LOOKS.get(column.holds)
    return book.add_format(look | ({"num_format": number} if number else {}))


def _write_in(sheet: Any, line: int, place: int, column: Column, cell: Cell) -> None:
    if column.holds and isinstance(cell, str) and cell:
        moment = datetime.fromisoformat(cell).replace(tzinfo=None)  # a workbook knows no zones
        sheet.write_datetime(line, place, moment)
    else:
        write_cell(sheet, line, place, cell)


def write_cell(sheet: Any, line: int, place: int, cell: Cell) -> None:
    if isinstance(cell, str) and cell:
        sheet.write_string(line, place, cell)
    elif isinstance(cell, int | float):
        sheet.write_number(line, place, cell)
