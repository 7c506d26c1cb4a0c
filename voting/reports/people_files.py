"""The people of an event as files: a table, a workbook, and what a mail merge needs."""

import io
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime

from msgspec import Struct

from voting.reports.codebook import codebook
from voting.reports.columns import Column, Row, Table
from voting.reports.csv import in_csv
from voting.reports.downloads import CSV, XLSX
from voting.reports.sheet import write_table
from voting.views.invited import InvitedPerson, InvitedView, SectorCovered
from voting.words import Words


class PeopleFile(Struct, frozen=True):
    """What the files are made of. ``sectors`` are names by key, ``links`` the personal links of
    those to write to, by id; ``title`` says what it is of, and ``made_at`` when."""

    view: InvitedView
    sectors: Mapping[str, str]
    title: str
    made_at: datetime
    links: Mapping[str, str] = {}


_COLUMNS = (
    Column("name", 26, key="invitee_name"),
    Column("email", 32, key="invitee_email"),
    Column("organisation", 30, key="invitee_organisation"),
    Column("role", 26, key="invitee_role"),
    Column("sector", 28, key="invitee_sector"),
    Column("settings", 26, key="invitee_settings"),
    Column("been_before", 10, key="invitee_before"),
    Column("state", 14, key="invitee_state"),
    Column("waiting_place", 10, key="invitee_place"),
    Column("attended", 10, key="invitee_attended"),
    Column("rated_ahead", 10, key="invitee_rated"),
    Column("invited_at", 22, holds="time", key="invitee_invited"),
    Column("registered_at", 22, holds="time", key="invitee_registered"),
    Column("ended_at", 22, holds="time", key="invitee_ended"),
    Column("reminders", 10, key="invitee_reminders"),
    Column("email_problem", 26, key="invitee_problem"),
    Column("sector_key", 20, key="invitee_sector_key"),
    Column("person_id", 24, key="invitee_id"),
)
_OF_LEADS = ("email", "email_problem")


def people_table(of: PeopleFile, words: Words) -> Table:
    """A row for everybody with a reply. Who may not see addresses has no columns for them. Access
    needs are never in a file."""
    people = of.view.people
    private = any(one.email is not None for one in people)
    columns = tuple(one for one in _COLUMNS if private or one.name not in _OF_LEADS)
    return Table("people", columns, [_row(one, of, words) for one in people])


def _row(one: InvitedPerson, of: PeopleFile, words: Words) -> Row:
    problems = words.at("mail.problems")
    return {
        "name": one.name,
        "email": one.email,
        "organisation": one.organisation,
        "role": one.role,
        "sector": of.sectors.get(one.sector, one.sector),
        "settings": one.settings,
        "been_before": "" if one.before is None else _yes_no(one.before),
        "state": one.state,
        "waiting_place": one.place or None,
        "attended": _yes_no(one.attended),
        "rated_ahead": _yes_no(one.rated),
        "invited_at": one.invited_at,
        "registered_at": one.registered_at,
        "ended_at": one.ended_at,
        "reminders": sum(told.kind.startswith("remind") for told in one.told),
        "email_problem": problems.get(one.failed, one.failed),
        "sector_key": one.sector,
        "person_id": one.id,
    }


def sectors_table(of: PeopleFile, words: Words) -> Table:
    """How many of each sector come."""
    columns = (
        Column("sector", 34, key="invitee_sector"),
        Column("coming", 10, key="invitee_coming"),
        Column("asked", 10, key="invitee_asked"),
        Column("waiting", 10, key="invitee_waiting"),
        Column("out", 10, key="invitee_out"),
        Column("attended", 10, key="invitee_there"),
        Column("sector_key", 20, key="invitee_sector_key"),
    )
    return Table("coverage", columns, [_covered(one, words) for one in of.view.sectors])


def _covered(one: SectorCovered, words: Words) -> Row:
    return {
        "sector": one.name or words.say("people.not_said"),
        "coming": one.coming,
        "asked": one.asked,
        "waiting": one.waiting,
        "out": one.out,
        "attended": one.attended,
        "sector_key": one.key,
    }


def people_csv(of: PeopleFile, words: Words) -> str:
    return in_csv(people_table(of, words))


def people_workbook(of: PeopleFile, words: Words) -> bytes:
    """Equal lists give equal bytes."""
    import xlsxwriter  # takes long to load, and few ask for this

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.set_properties({"title": of.title, "created": of.made_at.astimezone(UTC)})
    tables = [people_table(of, words), sectors_table(of, words)]
    about = [(one["title"], one["meaning"]) for one in (words["reports"]["about"]["dates"],)]
    for table in (*tables, codebook(tables, about, words)):
        write_table(book, table, of.title, words)
    book.close()
    return out.getvalue()


def merge_csv(of: PeopleFile, words: Words) -> str:
    """A row for everybody to write to, under the headings that the text for the merge has."""
    heads = words.at("people.send.merge_fields")
    fields: Sequence[str] = ("name", "email", "link", "organisation", "sector")
    rows: list[Row] = [
        {
            heads["name"]: one.name,
            heads["email"]: one.email,
            heads["link"]: of.links[one.id],
            heads["organisation"]: one.organisation,
            heads["sector"]: of.sectors.get(one.sector, one.sector),
        }
        for one in of.view.people
        if one.id in of.links and one.email
    ]
    return in_csv(Table("merge", tuple(Column(heads[field]) for field in fields), rows))


FILES: dict[str, tuple[Callable[[PeopleFile, Words], str | bytes], str]] = {
    "people.csv": (people_csv, CSV),
    "people.xlsx": (people_workbook, XLSX),
    "merge.csv": (merge_csv, CSV),
}
# With addresses and personal links: for the area's leads alone.
OF_LEADS = frozenset(("merge.csv",))


def _yes_no(is_so: bool) -> str:
    return "yes" if is_so else "no"
