"""What changed as a sheet of a workbook: the two workshops beside each other with a chart that
follows the numbers, and who was in both rooms."""

from math import ceil
from typing import Any

from voting.reports.changed import Data, compared, places
from voting.reports.changed_said import (
    all_said,
    change_said,
    decision_said,
    finding,
    notes,
    point_name,
    returning_said,
    title,
)
from voting.words import Words

WIDTHS = (34, 16, 30, 16, 30, 9, 34)  # characters
_LINE = 20  # pixels


def write_changed(book: Any, told: Data, words: Words) -> Any:
    """The sheet, added to the book."""
    sheet = book.add_worksheet(words.say("reports.sheets.what_changed"))
    for place, width in enumerate(WIDTHS):
        sheet.set_column(place, place, width)
    look = {"valign": "top", "text_wrap": True}
    bold, plain = book.add_format(look | {"bold": True}), book.add_format(look)
    number = book.add_format({"valign": "top", "align": "center"})
    sheet.merge_range(0, 0, 0, 6, "", bold)
    sheet.write_string(0, 0, f"{title(told, words)}: {finding(told, words)}", bold)
    said = [*notes(told, words), returning_said(told, words), words.say("reports.changed.turnover")]
    line = 1
    for sentence in filter(None, said):
        sheet.merge_range(line, 0, line, 6, "", plain)
        sheet.write_string(line, 0, sentence, plain)
        line += 1
    line = _decisions(book, sheet, told, line + 1, (bold, plain, number), words)
    _rooms(sheet, told, line + 1, (bold, plain, number), words)
    return sheet


def _decisions(
    book: Any, sheet: Any, told: Data, line: int, looks: tuple[Any, Any, Any], words: Words
) -> int:
    """Each domain then and now, and below it the chart; the line after that."""
    bold, plain, number = looks
    then, now = places(told)
    names = [point_name(told["points"][place], words) for place in (then, now)]
    columns = words["reports"]["columns"]
    head = (
        columns["domain_name"]["title"], names[0], columns["method"]["title"], names[1],
        columns["method"]["title"], columns["steps"]["title"], columns["change"]["title"],
    )  # fmt: skip
    for place, text in enumerate(head):
        sheet.write_string(line, place, text, bold)
    sheet.set_row(line, 62)
    rows = compared(told)
    for at, domain in enumerate(rows, start=line + 1):
        sheet.set_row(at, 30)
        sheet.write_string(at, 0, domain["short"], plain)
        for column, place in ((1, then), (3, now)):
            cell = domain["then"][place]
            if cell and isinstance(cell["value"], int):
                sheet.write_number(at, column, cell["value"], number)
            sheet.write_string(at, column + 1, decision_said(cell, words), plain)
        steps = domain["change"]["steps"]
        if steps is not None:
            sheet.write_number(at, 5, steps, number)
        sheet.write_string(at, 6, change_said(domain, told, words), plain)
    high = _chart(book, sheet, told, (line, line + 1, line + len(rows)), words)
    return line + len(rows) + 2 + ceil(high / _LINE)


def _chart(book: Any, sheet: Any, told: Data, lines: tuple[int, int, int], words: Words) -> int:
    """Below them, from the lines of the heads, the first and the last domain; how high it is."""
    head, first, last = lines
    chart = book.add_chart({"type": "bar"})
    name, levels = sheet.get_name(), len(told["levels"])
    looks = ({"color": "#ffffff"}, {"color": "#1d232d"})
    for column, look in zip((1, 3), looks, strict=True):
        chart.add_series(
            {
                "name": [name, head, column],
                "categories": [name, first, 0, last, 0],
                "values": [name, first, column, last, column],
                "fill": look,
                "border": {"color": "#1d232d"},
                "data_labels": {"value": True},
                "gap": 50,
            }
        )
    chart.set_title({"name": finding(told, words), "name_font": {"size": 12}})
    chart.set_legend({"position": "bottom"})
    # A bar begins a step below the lowest rating, so that this is a bar as well.
    scale = {"min": -1, "max": max(1, levels - 1), "major_unit": 1, "num_format": "0;;0"}
    grid = {"visible": True, "line": {"color": "#dddddd"}}
    chart.set_x_axis(scale | {"crossing": "min", "major_gridlines": grid})
    chart.set_y_axis({"reverse": True, "label_position": "low", "interval_unit": 1})
    high = 120 + 50 * (last - first + 1)
    chart.set_size({"width": 900, "height": high})
    sheet.insert_chart(last + 2, 0, chart, {"description": all_said(told, words)})
    return high


def _rooms(sheet: Any, told: Data, line: int, looks: tuple[Any, Any, Any], words: Words) -> None:
    """Who was in the rooms of every workshop of the series, by sector."""
    bold, plain, number = looks
    sheet.write_string(line, 0, words.say("reports.changed.rooms"), bold)
    unknown = words.say("reports.changed.sector_unknown")
    everyone = words.say("reports.changed.everyone")
    people = [point["people"] for point in told["points"]]
    rows = [(one["name"] or unknown, one["people"]) for one in told["sectors"]]
    for place, point in enumerate(told["points"], start=1):
        sheet.write_string(line, place, point_name(point, words), bold)
    sheet.set_row(line, 62)
    for at, (name, counts) in enumerate([*rows, (everyone, people)], start=line + 1):
        sheet.write_string(at, 0, name, plain)
        for place, n in enumerate(counts, start=1):
            if people[place - 1] is not None:
                sheet.write_number(at, place, n, number)
