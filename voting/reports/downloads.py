"""The files an area lead takes away, by name."""

import re
from collections.abc import Callable

import msgspec

from voting.core.state import Workshop
from voting.reports.changed_slide import changed_slide_png, changed_slide_svg
from voting.reports.charts import charts_zip, profile_svg
from voting.reports.csv import (
    agreed_csv,
    answers_csv,
    changed_csv,
    groups_csv,
    ratings_csv,
    reasons_csv,
    rounds_csv,
)
from voting.reports.goals.tables import KEYS
from voting.reports.rated import as_rated
from voting.reports.record import Record
from voting.reports.slide import slide_png, slide_svg
from voting.reports.workbook import workbook
from voting.words import Words

CSV = "text/csv; charset=utf-8"
_OFFICE = "application/vnd.openxmlformats-officedocument"
XLSX = f"{_OFFICE}.spreadsheetml.sheet"
_DOCX = f"{_OFFICE}.wordprocessingml.document"
_PPTX = f"{_OFFICE}.presentationml.presentation"


def _as_json(data: Record, words: Words) -> bytes:
    return msgspec.json.format(msgspec.json.encode(data), indent=2)


# What makes a report is loaded where one is made, which is not where votes are taken.


def _report_pdf(data: Record, words: Words) -> bytes:
    from voting.reports.pdf import report_pdf

    return report_pdf(data, words)


def _report_docx(data: Record, words: Words) -> bytes:
    from voting.reports.word import report_docx

    return report_docx(data, words)


def _report_pptx(data: Record, words: Words) -> bytes:
    from voting.reports.slides import report_pptx

    return report_pptx(data, words)


FILES: dict[str, tuple[Callable[[Record, Words], str | bytes], str]] = {
    "ratings.csv": (ratings_csv, CSV),
    "rounds.csv": (rounds_csv, CSV),
    "groups.csv": (groups_csv, CSV),
    "reasons.csv": (reasons_csv, CSV),
    "answers.csv": (answers_csv, CSV),
    "report.pdf": (_report_pdf, "application/pdf"),
    "report.docx": (_report_docx, _DOCX),
    "report.pptx": (_report_pptx, _PPTX),
    "workbook.xlsx": (workbook, XLSX),
    "record.json": (_as_json, "application/json"),
    "profile.svg": (profile_svg, "image/svg+xml"),
    "profile-slide.svg": (slide_svg, "image/svg+xml"),
    "profile-slide.png": (slide_png, "image/png"),
    "changed.csv": (changed_csv, CSV),
    "changed-slide.svg": (changed_slide_svg, "image/svg+xml"),
    "changed-slide.png": (changed_slide_png, "image/png"),
    **{f"{key}.csv": (agreed_csv(key), CSV) for key in KEYS},
    "charts.zip": (charts_zip, "application/zip"),
}


# Those that take so long to make that votes would have to wait: see voting/edges/press.py.
APART = frozenset(
    ("report.pdf", "report.docx", "report.pptx", "profile-slide.png", "changed-slide.png")
)
# Those that people read: what a review did not rate is left out of them. Tables have all of it.
READ = APART | {"profile.svg", "profile-slide.svg", "changed-slide.svg", "charts.zip"}
# Those that a workshop has only where there is an earlier one of its area.
CHANGED = frozenset(("changed.csv", "changed-slide.svg", "changed-slide.png"))
# And those that it has only where something was agreed.
AGREED = frozenset(f"{key}.csv" for key in KEYS)


def told_in(file: str, data: Record) -> Record:
    """What of a record one of FILES is about."""
    return as_rated(data) if file in READ else data


def write(file: str, data: Record, words: Words) -> bytes:
    """The bytes of one of FILES."""
    made = FILES[file][0](told_in(file, data), words)
    return made.encode() if isinstance(made, str) else made


def file_name(file: str, workshop: Workshop) -> str:
    """What the download is called: area, date, file, and first of all whether it is of a
    rehearsal or of a workshop that is not finished; letters, digits and dashes only."""
    area = re.sub(r"[^a-z0-9]+", "-", workshop.details.area.lower()).strip("-") or "workshop"
    mark = "rehearsal-" if workshop.rehearsal else ""
    mark += "" if workshop.is_finished() else "unfinished-"
    return f"{mark}{area[:40]}-{workshop.details.date}-{file}"
