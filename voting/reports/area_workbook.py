"""An area as one XLSX workbook: what changed, its events, its deadlines, the decisions of every
workshop, its history, who was in the rooms, and a codebook."""

import io
from datetime import UTC, datetime

from voting.reports.area_record import Data
from voting.reports.area_tables import area_tables
from voting.reports.changed_sheet import WIDTHS, write_changed
from voting.reports.codebook import codebook
from voting.reports.goals.said import average_said, in_short
from voting.reports.goals.told import missing
from voting.reports.sheet import print_readably, write_table
from voting.words import Words


def area_workbook(data: Data, words: Words) -> bytes:
    """The bytes of the .xlsx file. Equal records give equal bytes."""
    import xlsxwriter  # takes long to load, and few ask for this

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    made_at = datetime.fromisoformat(data["exported_at"])
    day = words.date(f"{made_at:%Y-%m-%d}")
    title = words.say("reports.area.title", area=data["area"]["name"], date=day)
    book.set_properties({"title": title, "created": made_at.astimezone(UTC)})
    if data["changed"]:
        print_readably(write_changed(book, data["changed"], words), sum(WIDTHS), 0, title, words)
    tables = area_tables(data, words)
    for table in (*tables, codebook(tables, _about(data, words), words)):
        write_table(book, table, title, words)
    book.close()
    return out.getvalue()


def _about(data: Data, words: Words) -> list[tuple[str, str]]:
    """What holds for every sheet, and where the goals stand."""
    about, dates = words["reports"]["area"]["about"], words["reports"]["about"]["dates"]
    found = [(one["title"], one["meaning"]) for one in (dates, *about.values())]
    if "plan" not in data:
        return [*found, *missing(data, words)]
    change = words.say("reports.columns.goal_change.title")
    average = average_said(data["plan"], words)
    return [*found, *in_short(data["plan"], "", words), *([(change, average)] if average else [])]
