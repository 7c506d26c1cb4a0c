"""The record as one XLSX workbook: a summary, the ratings, the rounds, the groups, the reasons and
a codebook. It opens on the ratings.

Text is written as text, never guessed at, so that nothing in it becomes a formula or a link. Equal
records give equal bytes.
"""

import io
from datetime import UTC, datetime
from typing import Any

from voting.reports.cells import is_framework, is_profiled, levels_of
from voting.reports.changed_sheet import WIDTHS, write_changed
from voting.reports.codebook import codebook_table
from voting.reports.columns import Cell, Column, Table
from voting.reports.form_workbook import write_forms
from voting.reports.goals.said import in_short
from voting.reports.goals.told import missing
from voting.reports.headline import headline
from voting.reports.levels import colours
from voting.reports.record import FORMAT, Record
from voting.reports.said import profile_said, verdict
from voting.reports.sheet import height_of, print_readably, write_cell, write_table
from voting.reports.tables import tables
from voting.words import Words

_SUMMARY = Table("summary", (Column("name", 24), Column("value", 90)), [])


def workbook(record: Record, words: Words) -> bytes:
    """The bytes of the .xlsx file."""
    import xlsxwriter  # takes long to load, and few ask for this

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    exported_at = datetime.fromisoformat(record["exported_at"]).astimezone(UTC)
    title = _title(record, words)
    book.set_properties({"title": title, "created": exported_at})
    _write_summary(book, record, words)
    if record["changed"]:
        changed = write_changed(book, record["changed"], words)
        print_readably(changed, sum(WIDTHS), 0, title, words)
    if is_framework(record):
        ratings, *others = tables(record, words)
        opens = write_table(book, ratings, title, words)
        _colour_ratings(book, opens, ratings, len(levels_of(record)))
    else:
        opens, others = write_forms(book, record, tables(record, words), title, words)
    for table in (*others, codebook_table(record, words)):
        write_table(book, table, title, words)
    opens.activate()
    book.close()
    return out.getvalue()


def summary(record: Record, words: Words) -> list[tuple[str, Cell]]:
    """What the first sheet says, a line each."""
    workshop, framework, names = (
        record["workshop"],
        record["framework"],
        words["reports"]["summary"],
    )
    ruled = [domain for domain in record["domains"] if domain["ruling"]]
    is_rehearsal = workshop["rehearsal"]
    version = {"format": FORMAT, "version": record["version"], "rules": record["rules"]}
    return [
        *([(names["rehearsal"], words.say("reports.rehearsal"))] if is_rehearsal else []),
        (names["status"], names["finished" if workshop["finished_at"] else "live"]),
        (names["area"], workshop["area"]),
        (names["title"], workshop["title"]),
        (names["kind"], workshop["kind_label"]),
        (names["date"], workshop["date"]),
        (names["finished_at"], workshop["finished_at"]),
        (names["people"], record["people"]),
        (
            names["ruled" if is_profiled(record) else "rows_ruled"],
            words.fill(names["ruled_of"], ruled=len(ruled), all=len(record["domains"])),
        ),
        *(in_short(record["plan"], record["workshop"]["id"], words) if "plan" in record else []),
        *missing(record, words),
        (
            names["framework"],
            words.fill(names["version"], name=framework["name"], version=framework["version"]),
        ),
        (names["credit"], framework["credit"]),
        (names["exported_at"], record["exported_at"]),
        (names["record"], words.fill(names["record_version"], **version)),
    ]


def _title(record: Record, words: Words) -> str:
    workshop = record["workshop"]
    named = {"area": workshop["area"], "kind": workshop["kind_label"], "date": workshop["date"]}
    title = words.say("reports.title", **named)
    return words.say("reports.rehearsal_title", title=title) if workshop["rehearsal"] else title


def _write_summary(book: Any, record: Record, words: Words) -> None:
    sheet = book.add_worksheet(words.say("reports.sheets.summary"))
    names, values = (column.width for column in _SUMMARY.columns)
    sheet.set_column(0, 0, names)
    look = {"text_wrap": True, "align": "left", "valign": "top"}
    sheet.set_column(1, 1, values, book.add_format(look))
    heading = book.add_format({"bold": True, "valign": "top"})
    for line, (name, value) in enumerate(summary(record, words)):
        sheet.set_row(line, height_of(_SUMMARY, {"name": name, "value": value}))
        sheet.write_string(line, 0, name, heading)
        write_cell(sheet, line, 1, value)
    if is_profiled(record):
        _chart_profile(book, sheet, len(summary(record, words)) + 1, record, words)
    print_readably(sheet, names + values, 0, _title(record, words), words)


def _chart_profile(book: Any, sheet: Any, line: int, record: Record, words: Words) -> None:
    """From ``line`` on every domain with its rating, and these as a chart that follows them. What
    has no rating has no bar, and says so beside its name."""
    name, levels = sheet.get_name(), levels_of(record)
    heading = book.add_format({"bold": True, "valign": "top"})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.write_string(line, 0, words.say("common.profile"), heading)
    sheet.write_string(line, 1, words.say("reports.columns.rating.title"), heading)
    points: list[dict[str, Any] | None] = []
    for place, domain in enumerate(record["domains"], start=1):
        short = record["framework"]["domains"][place - 1]["short"]
        ruling = domain["ruling"]
        if ruling and ruling["rating"] is not None:
            said = short
            sheet.write_number(line + place, 1, ruling["rating"])
            points.append({"fill": {"color": colours(ruling["rating"], len(levels))[0]}})
        else:
            said = f"{short}: {verdict(domain, words)}"
            points.append(None)
        sheet.write_string(line + place, 0, said, wrapped)
        sheet.set_row(line + place, height_of(_SUMMARY, {"name": said}))
    rows = (line + 1, line + len(record["domains"]))
    chart = book.add_chart({"type": "bar"})
    chart.add_series(
        {
            "name": words.say("lead.ruling"),
            "categories": [name, rows[0], 0, rows[1], 0],
            "values": [name, rows[0], 1, rows[1], 1],
            "points": points,
            "data_labels": {"value": True},
            "gap": 50,
        }
    )
    chart.set_title({"name": headline(record, words), "name_font": {"size": 12}})
    chart.set_legend({"none": True})
    # A bar begins a step below the lowest rating, so that this is a bar as well.
    scale = {"min": -1, "max": len(levels) - 1, "major_unit": 1, "num_format": "0;;0"}
    grid = {"visible": True, "line": {"color": "#dddddd"}}
    chart.set_x_axis(scale | {"crossing": "min", "major_gridlines": grid})
    chart.set_y_axis({"reverse": True, "label_position": "low", "interval_unit": 1})
    chart.set_size({"width": 760, "height": 90 + 44 * len(record["domains"])})
    alt = {"description": profile_said(record, words)}
    sheet.insert_chart(line, 1, chart, alt | {"x_offset": 70, "y_offset": 4})
    sheet.set_row(rows[1] + 1, 200)  # the chart is taller than the rows beside it


def _colour_ratings(book: Any, sheet: Any, table: Table, levels: int) -> None:
    """The ratings agreed, in the colours that they have on every page."""
    place = [column.name for column in table.columns].index("rating")
    for line, row in enumerate(table.rows, start=1):
        rating = row["rating"]
        if isinstance(rating, int):
            fill, text = colours(rating, levels)
            look = {"bg_color": fill, "font_color": text, "bold": True, "valign": "top"}
            look["align"] = "center"
            sheet.write_number(line, place, rating, book.add_format(look))
