"""A programme's dataset as files: CSV, a workbook with a codebook, JSON."""

import io
import re
from datetime import UTC, datetime

import msgspec

from voting.reports.answers import COLUMNS
from voting.reports.columns import Column, Row, Table
from voting.reports.csv import in_csv
from voting.reports.downloads import CSV
from voting.reports.goals.tables import GOALS, SCORES
from voting.reports.programme_dataset import Dataset
from voting.reports.sheet import write_table
from voting.words import Words

FILES = {
    "dataset.csv": CSV,
    "goals.csv": CSV,
    "scores.csv": CSV,
    "dataset.xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "dataset.json": "application/json",
}
# Takes so long with many areas that votes would have to wait: see voting/edges/press.py.
APART = frozenset(("dataset.xlsx",))


def write(file: str, told: Dataset, words: Words) -> bytes:
    """The bytes of one of FILES."""
    if file in _CSV:
        return in_csv(_CSV[file](told)).encode()
    if file == "dataset.json":
        return msgspec.json.format(msgspec.json.encode(told), indent=2)
    return _workbook(told, words)


def file_name(file: str, told: Dataset) -> str:
    """What the download is called: programme, day, file; letters, digits and dashes only."""
    name = re.sub(r"[^a-z0-9]+", "-", told["programme"]["name"].lower()).strip("-")
    return f"{name[:40] or 'programme'}-{told['exported_at'][:10]}-{file}"


def dataset_table(told: Dataset) -> Table:
    """A row per area, workshop and domain."""
    note = (Column("note", 60),) if told["whole"] else ()
    columns = (
        *ABOUT,
        Column("domain", 14),
        Column("domain_name", 40),
        Column("rating"),
        Column("label", 26),
        Column("method"),
        Column("votes", key="decision_votes"),
        Column("ratings", key="last_ratings"),
        *(
            Column(f"votes_{n}", 9, key="level_votes", values={"rating": n})
            for n in range(told["levels"])
        ),
        Column("cant_say", 10),
        Column("by_hand", 10),
        Column("rounds", 8),
        Column("people", 8),
        *(
            Column(f"sector_{sector}", 14, key="sector_people", values={"sector": sector})
            for sector in told["sectors"]
        ),
        *note,
    )
    return Table("dataset", columns, told["dataset"])


def answers_table(told: Dataset) -> Table:
    """Of other instruments than frameworks a row per area, workshop, cell and answer."""
    columns = (*ABOUT, *COLUMNS, Column("people", 8))
    return Table("other_answers", columns, told["answers"])


def areas_table(told: Dataset) -> Table:
    number = (Column("area_number"),) if told["whole"] else ()
    columns = (
        _AREA,
        *number,
        _REGION,
        _TAGS,
        Column("codes", 20),
        Column("named", 10),
        Column("template", 14),
        Column("workshops"),
        Column("latest", holds="date"),
    )
    return Table("areas", columns, told["areas"])


def events_table(told: Dataset) -> Table:
    more = (
        Column("minutes"),
        Column("capacity"),
        Column("title", 30, key="event_title"),
        Column("place", 30),
    )
    columns = (_AREA, _WORKSHOP, Column("state"), Column("start", 18))
    return Table("events", (*columns, *more) if told["whole"] else columns, told["events"])


def deadlines_table(told: Dataset) -> Table:
    columns = (
        _AREA,
        Column("what", 24, key="deadline_what"),
        Column("text", 40, key="deadline_text"),
        Column("owner", 14, key="deadline_owner"),
        Column("due", holds="date"),
        Column("days", key="deadline_days"),
        Column("deadline_state", 14),
    )
    return Table("deadlines", columns, told["deadlines"])


def goals_table(told: Dataset) -> Table:
    """A row per area, goal and wording."""
    return Table("agreed_goals", (_AREA, *_GOALS), told.get("goals", []))


def scores_table(told: Dataset) -> Table:
    """A row per area, goal and score."""
    return Table("agreed_scores", (_AREA, *_SCORES), told.get("scores", []))


def tables(told: Dataset) -> list[Table]:
    """Every sheet but the codebook; those of goals only where there are any."""
    others = [answers_table(told)] if told["answers"] else []
    found = [dataset_table(told), *others, areas_table(told), events_table(told)]
    if "goals" in told:
        found += [goals_table(told), scores_table(told)]
    return [*found, deadlines_table(told)] if told["whole"] else found


def codebook(told: Dataset, words: Words) -> Table:
    """What every column of every sheet means."""
    columns = (
        Column("sheet", 14, key="codebook_sheet"),
        Column("title", 30, key="codebook_title"),
        Column("name", 22, key="codebook_name"),
        Column("meaning", 90, key="codebook_meaning"),
    )
    about = words["reports"]["about"]["dates"]
    rows: list[Row] = [
        {
            "sheet": words.say(f"reports.sheets.{table.key}"),
            "title": column.title(words),
            "name": column.name,
            "meaning": column.meaning(words),
        }
        for table in tables(told)
        for column in table.columns
    ]
    dates: Row = {"sheet": words.say("reports.sheets.all")} | about
    return Table("codebook", columns, [dates, *rows])


def _workbook(told: Dataset, words: Words) -> bytes:
    import xlsxwriter  # takes long to load, and few ask for this

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    title = told["programme"]["name"]
    made_at = datetime.fromisoformat(told["exported_at"]).astimezone(UTC)
    book.set_properties({"title": title, "created": made_at})
    for table in (*tables(told), codebook(told, words)):
        write_table(book, table, title, words)
    book.close()
    return out.getvalue()


_CSV = {"dataset.csv": dataset_table, "goals.csv": goals_table, "scores.csv": scores_table}
_AREA = Column("area", 24, key="area_or_number")
_REGION = Column("region", 18)
_TAGS = Column("tags", 18)
_WORKSHOP = Column("workshop", 14, key="event_kind")
ABOUT = (
    _AREA,
    _REGION,
    _TAGS,
    _WORKSHOP,
    Column("workshop_number"),
    Column("date", holds="date"),
    Column("days_after_first"),
    Column("status"),
    Column("imported", 10),
    Column("framework", 16),
    Column("framework_version", 10),
)
_OURS = {column.name: column for column in (*SCORES, *GOALS)}
_GOALS = (
    *(_OURS[name] for name in ("goal_number", "wording", "in_force", "state_key")),
    Column("goal", 44, key="goal_if_named"),
    Column("measure", 36, key="measure_if_named"),
    *(_OURS[name] for name in ("domains", "due", "agreed_on", "closed_on")),
    Column("days_to_agreed"),
    Column("days_to_due"),
    *(
        _OURS[name]
        for name in (
            "scores", "first_score", "last_score", "change", "orientation", "replaced_by",
        )
    ),
)  # fmt: skip
_SCORES = (
    *(one for one in SCORES if one.name in ("goal_number", "wording", "score_kind_key")),
    Column("score_date", holds="date"),
    Column("days_after_first"),
    *(
        one
        for one in SCORES
        if one.name.startswith("n_")
        or one.name
        in (
            "score",
            "change",
            "method",
            "scorers",
            "cant_say",
            "by_hand",
            "rounds",
            "returned",
            "present",
        )
    ),
)
