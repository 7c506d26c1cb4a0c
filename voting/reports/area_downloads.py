"""The files of an area, by name: each from its record (voting/reports/area_record.py)."""

import re
from collections.abc import Callable

import msgspec

from voting.reports.area_record import Data
from voting.reports.area_tables import agreed_tables
from voting.reports.area_workbook import area_workbook
from voting.reports.changed_figures import history_svg
from voting.reports.changed_slide import changed_svg
from voting.reports.changed_tables import changed_table
from voting.reports.csv import in_csv
from voting.reports.downloads import CSV, XLSX
from voting.reports.goals.tables import KEYS
from voting.reports.progress import goals_svg
from voting.reports.slide import as_png
from voting.words import Words


def _as_json(data: Data, words: Words) -> bytes:
    return msgspec.json.format(msgspec.json.encode(data), indent=2)


def _changed_csv(data: Data, words: Words) -> str:
    return in_csv(changed_table(data["changed"], data["area"]["name"], words))


def _slide_svg(data: Data, words: Words) -> str:
    return changed_svg(data["changed"], _around(data), words)


def _slide_png(data: Data, words: Words) -> bytes:
    return as_png(_slide_svg(data, words))


def _history_svg(data: Data, words: Words) -> str:
    told = data["changed"]
    return history_svg(told, told["domains"], _around(data), words)


def _agreed_csv(key: str) -> Callable[[Data, Words], str]:
    def made(data: Data, words: Words) -> str:
        return in_csv(agreed_tables(data, words)[KEYS.index(key)])

    return made


def _goals_svg(data: Data, words: Words) -> str:
    return goals_svg(data["plan"], data["area"]["name"], words)


def _around(data: Data) -> dict[str, str]:
    """Of which area a picture is, and whose framework it shows."""
    return {"area": data["area"]["name"], "mark": "", "credit": data["changed"]["credit"]}


FILES: dict[str, tuple[Callable[[Data, Words], str | bytes], str]] = {
    "changed-slide.png": (_slide_png, "image/png"),
    "changed-slide.svg": (_slide_svg, "image/svg+xml"),
    "history.svg": (_history_svg, "image/svg+xml"),
    "changed.csv": (_changed_csv, CSV),
    "goals.svg": (_goals_svg, "image/svg+xml"),
    **{f"{key}.csv": (_agreed_csv(key), CSV) for key in KEYS},
    "area.xlsx": (area_workbook, XLSX),
    "area.json": (_as_json, "application/json"),
}
# Those that need two workshops with results.
CHANGED = frozenset(("changed-slide.png", "changed-slide.svg", "history.svg", "changed.csv"))
# Those that need something that was agreed; a picture needs a score.
AGREED = frozenset(("goals.svg", *(f"{key}.csv" for key in KEYS)))
# Those that take so long to make that votes would have to wait: see voting/edges/press.py.
APART = frozenset(("changed-slide.png",))


def write(file: str, data: Data, words: Words) -> bytes:
    """The bytes of one of FILES; one of CHANGED needs a record with what changed, one of AGREED
    one with what was agreed."""
    made = FILES[file][0](data, words)
    return made.encode() if isinstance(made, str) else made


def file_name(file: str, data: Data) -> str:
    """What the download is called: the area, the day it was made, the file."""
    area = re.sub(r"[^a-z0-9]+", "-", data["area"]["name"].lower()).strip("-") or "area"
    return f"{area[:40]}-{data['exported_at'][:10]}-{file}"
