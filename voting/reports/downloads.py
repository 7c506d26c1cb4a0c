"""The files an area lead takes away, by name."""

import re
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

import msgspec

from voting.core.state import Entry, Workshop
from voting.reports.charts import charts_zip, profile_svg
from voting.reports.csv import groups_csv, ratings_csv, reasons_csv, rounds_csv
from voting.reports.record import record
from voting.reports.workbook import workbook
from voting.views.situation import Situation
from voting.words import Words

_CSV = "text/csv; charset=utf-8"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _as_json(data: dict[str, Any], words: Words) -> bytes:
    return msgspec.json.format(msgspec.json.encode(data), indent=2)


FILES: dict[str, tuple[Callable[[dict[str, Any], Words], str | bytes], str]] = {
    "ratings.csv": (ratings_csv, _CSV),
    "rounds.csv": (rounds_csv, _CSV),
    "groups.csv": (groups_csv, _CSV),
    "reasons.csv": (reasons_csv, _CSV),
    "workbook.xlsx": (workbook, _XLSX),
    "record.json": (_as_json, "application/json"),
    "profile.svg": (profile_svg, "image/svg+xml"),
    "charts.zip": (charts_zip, "application/zip"),
}


def make(
    file: str,
    situation: Situation,
    entries: Sequence[Entry],
    at: datetime,
    words: Words,
) -> tuple[bytes, str]:
    """The bytes of one of FILES and their content type. ``at`` is the time of the export."""
    write, kind = FILES[file]
    data = write(record(situation, entries, at, words), words)
    return (data.encode() if isinstance(data, str) else data), kind


def file_name(file: str, workshop: Workshop) -> str:
    """What the download is called: area, date, file, and first of all whether it is of a
    rehearsal or of a workshop that is not finished; letters, digits and dashes only."""
    area = re.sub(r"[^a-z0-9]+", "-", workshop.details.area.lower()).strip("-") or "workshop"
    mark = "rehearsal-" if workshop.rehearsal else ""
    mark += "" if workshop.is_finished() else "unfinished-"
    return f"{mark}{area[:40]}-{workshop.details.date}-{file}"
