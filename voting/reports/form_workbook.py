"""The sheets of a workbook by kind, with their charts."""

from collections.abc import Mapping, Sequence
from typing import Any

from voting.reports.columns import Table
from voting.reports.form_sheets import kinds_of, lines
from voting.reports.kinds import KINDS
from voting.reports.record import Record
from voting.reports.sheet import write_table
from voting.words import Words

_SUBTYPES: Mapping[str, Mapping[str, str]] = {
    "full": {"subtype": "percent_stacked"},
    "stacked": {"subtype": "stacked"},
    "beside": {},
}
_ROW = 26  # of a chart, in pixels


def write_forms(
    book: Any, record: Record, tables: Sequence[Table], title: str, words: Words
) -> tuple[Any, list[Table]]:
    """The sheets by kind, with a chart for each copy; the one that the workbook opens on, and the
    tables that are left to be written. With several kinds it opens on all decisions."""
    kinds = kinds_of(record)
    written = []
    for name, table in zip(kinds, tables, strict=False):
        sheet = write_table(book, table, title, words)
        sheet.fit_to_pages(1, 0)
        _colour(book, sheet, record, name, table)
        _chart(book, sheet, record, name, table, words)
        written.append(sheet)
    decisions, *others = tables[len(kinds) :]
    sheet = write_table(book, decisions, title, words)
    return (written[0] if len(written) == 1 else sheet), others


def _colour(book: Any, sheet: Any, record: Record, name: str, table: Table) -> None:
    """What was decided, in the colours that it has on pages."""
    names = [column.name for column in table.columns]
    if "decision" not in names:
        return
    for line, (cells, row) in enumerate(zip(lines(record, name), table.rows, strict=True), start=1):
        ruling = cells[0]["ruling"]
        if ruling and ruling["rating"] is not None:
            _, ground, ink = KINDS[name].chip(ruling, len(cells[0]["places"]))
            look = {"bg_color": ground, "font_color": ink, "bold": True, "valign": "top"}
            form = book.add_format(look | {"text_wrap": True})
            sheet.write_string(line, names.index("decision"), str(row["decision"]), form)


def _chart(book: Any, sheet: Any, record: Record, name: str, table: Table, words: Words) -> None:
    """Below the table, one for each copy."""
    columns = [one for one in record["framework"]["columns"] if one["kind"] == name]
    stacking, bars = KINDS[name].charted(columns)
    names = [column.name for column in table.columns]
    rows = lines(record, name)
    below = len(rows) + 2
    for copy in dict.fromkeys(cells[0]["copy"] for cells in rows) if bars else ():
        places = [at for at, cells in enumerate(rows, start=1) if cells[0]["copy"] == copy]
        first, last = places[0], places[-1]
        chart = book.add_chart({"type": "bar", **_SUBTYPES[stacking]})
        for column, ground, ink in bars:
            at = names.index(column)
            series = {
                "name": [sheet.get_name(), 0, at],
                "categories": [
                    sheet.get_name(), first, names.index("row_name"), last, names.index("row_name"),
                ],
                "values": [sheet.get_name(), first, at, last, at],
                "fill": {"color": ground},
                "border": {"color": "#1d232d", "width": 0.5},
                "data_labels": {"value": True, "num_format": "0;;"}
                | ({} if stacking == "beside" else {"position": "center", "font": {"color": ink}}),
                "gap": 50,
            }  # fmt: skip
            chart.add_series(series)
        called = next((o["name"] for o in record["framework"]["copies"] if o["key"] == copy), "")
        said = called or words.say(f"reports.sheets.{table.key}")
        chart.set_title({"name": said, "name_font": {"size": 12}})
        chart.set_legend({"none": True} if len(bars) == 1 else {"position": "bottom"})
        chart.set_y_axis({"reverse": True, "label_position": "low", "interval_unit": 1})
        grid = {"visible": True, "line": {"color": "#dddddd"}}
        chart.set_x_axis(
            {"major_gridlines": grid, "min": 0}
            if stacking != "beside"
            else {"major_gridlines": grid}
        )
        high = 120 + _ROW * len(places) * (len(bars) if stacking == "beside" else 1)
        chart.set_size({"width": 900, "height": high})
        sheet.insert_chart(below, 0, chart, {"description": said, "x_offset": 6, "y_offset": 6})
        below += high // 20 + 2
