"""People in a table: a CSV file of any separator and encoding, or cells of a spreadsheet."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from msgspec.structs import replace

from voting import delimited
from voting.delimited import SOURCE_LIMIT, Row, Unclosed
from voting.refusals.registration import UnreadableList
from voting.registration.listed import (
    MOST_LISTED,
    MOST_READ,
    Listed,
    Reading,
    Remark,
    name_from,
    person,
    reading,
)
from voting.registration.names import plain_words
from voting.registration.pasted import addresses_in
from voting.registration.roster import About

# Headings in plain letters, as people and other programs write them. The first match counts.
HEADINGS: Mapping[str, Sequence[str]] = {
    "name": (
        "name", "fullname", "displayname", "contactname", "contact", "attendee", "attendeename",
        "delegate", "delegatename", "participant", "participantname", "person", "invitee", "who",
        "yourname",
    ),
    "first": ("firstname", "forename", "forenames", "givenname", "first", "preferredname"),
    "last": ("surname", "lastname", "familyname", "last"),
    "email": (
        "email", "emailaddress", "workemail", "workemailaddress", "mail", "mailaddress",
        "emailaddresses", "email1", "email1value", "primaryemail", "contactemail", "youremail",
        "address", "useremail", "schoolemail",
    ),
    "organisation": (
        "organisation", "organization", "organisationname", "organizationname", "company",
        "employer", "school", "schoolname", "schoolorcollege", "institution", "workplace",
        "service", "agency", "team", "organisationorschool", "schoolorganisation",
        "organization1name",
    ),
    "role": (
        "role", "jobrole", "jobtitle", "job", "position", "post", "organization1title", "yourrole",
    ),
    "sector": ("sector", "sectorname", "sectororservice", "servicesector"),
    "settings": (
        "settings", "settingsrepresented", "setting", "represents", "representing",
        "schoolsrepresented",
    ),
}  # fmt: skip


def text_of(data: bytes) -> str:
    """The text of a file in UTF-8, UTF-16 or Windows-1252. Raises UnreadableList."""
    try:
        return delimited.text_of(data)
    except delimited.NotText as problem:
        raise UnreadableList(why=problem.why) from None


def people_in(text: str, sectors: Mapping[str, str]) -> Reading:
    """Whoever a list names, be it a table or addresses with anything between them. ``sectors`` are
    their names by key. Raises UnreadableList where it names nobody, or too many."""
    found = _of_table(text, sectors) or addresses_in(text)
    if not found.people and not found.faults:
        raise UnreadableList(why="empty")
    if found.many or len(found.people) > MOST_LISTED:
        raise UnreadableList(why="many", n=MOST_LISTED)
    return found


def _of_table(text: str, sectors: Mapping[str, str]) -> Reading | None:
    """None if it is no table."""
    table = delimited.delimited(text, lambda heads: len(_columns(heads)))
    columns = _columns(table.heads)
    has_headings = "email" in columns
    if not has_headings and "@" not in table.first and set(columns) & {"name", "first", "last"}:
        raise UnreadableList(why="no-email", text=table.first.strip()[:SOURCE_LIMIT])
    if not has_headings and table.separator != "\t":
        return None
    rows = list(islice(map(_read, table.rows()), MOST_READ + 2))
    if not has_headings:
        return reading(_without_headings(row) for row in rows if isinstance(row, Row))
    notes: list[Remark] = []

    def people() -> Iterator[Listed | Remark]:
        for row in [row for row in rows if row.line > 0][1:]:
            one = row if isinstance(row, Remark) else _person(row, columns)
            if isinstance(one, Listed) and isinstance(row, Row):
                one, note = _with_sector(one, row, columns, sectors)
                notes.extend([note] if note else [])
            yield one

    found = tuple(people())
    unused = tuple(
        head.strip() for place, head in enumerate(table.heads)
        if head.strip() and place not in columns.values()
    )  # fmt: skip
    return reading(found, notes=tuple(notes), unused=unused, heading=table.first.rstrip("\r\n"))


def _columns(heads: Sequence[str]) -> dict[str, int]:
    """The place of each column by its heading. The plainest heading has it: "email" goes before
    "address"."""
    plain = [plain_words(head) for head in heads]
    found: dict[str, int] = {}
    for field, names in HEADINGS.items():
        place = next((plain.index(name) for name in names if name in plain), None)
        if place is not None:
            found[field] = place
    return found


def _read(row: Row | Unclosed) -> Row | Remark:
    if isinstance(row, Row):
        return row
    return Remark(row.line, "quote", row.source.split("\n")[0], row.source)


def _person(row: Row, columns: Mapping[str, int]) -> Listed | Remark:
    def cell(field: str) -> str:
        place = columns.get(field, len(row.cells))
        return row.cells[place].strip() if place < len(row.cells) else ""

    name = cell("name") or f"{cell('first')} {cell('last')}".strip()
    typed = cell("email")
    if not typed:
        return Remark(row.line, "no-address", name or row.source, row.source)
    (one, *others) = _addresses(typed)
    if others:
        return Remark(row.line, "two", typed, row.source)
    texts = {field: cell(field) for field in ("organisation", "role", "settings")}
    return person(row.line, row.source, one[1], name=name or one[0], **texts)


def _addresses(typed: str) -> list[tuple[str, str]]:
    found = addresses_in(typed)
    people = [(_written(one.about), one.about.email) for one in found.people]
    return people if people and not found.faults else [("", typed)]


def _written(about: About) -> str:
    """The name, if it was not taken from the address."""
    return "" if about.name == name_from(about.email) else about.name


def _with_sector(
    one: Listed, row: Row, columns: Mapping[str, int], sectors: Mapping[str, str]
) -> tuple[Listed, Remark | None]:
    place = columns.get("sector", len(row.cells))
    typed = row.cells[place].strip() if place < len(row.cells) else ""
    if not typed:
        return one, None
    wanted = plain_words(typed)
    whole = [key for key, name in sectors.items() if wanted in map(plain_words, (key, name))]
    meant = whole or [key for key, name in sectors.items() if wanted in _parts(name)]
    if len(meant) != 1:
        return one, Remark(row.line, "sector", typed)
    return replace(one, about=replace(one.about, sector=meant[0])), None


_BETWEEN = re.compile(r"\s(?:and|or)\s|[/&,]")


def _parts(name: str) -> set[str]:
    """What people write for a sector: "School or college" is school, schools, college, colleges."""
    parts = {plain_words(part) for part in _BETWEEN.split(name.casefold())}
    return parts | {f"{part}s" for part in parts}


def _without_headings(row: Row) -> Listed | Remark:
    """Cells copied without their headings: the one with an address, and the first of words."""
    cells = [cell.strip() for cell in row.cells if cell.strip()]
    email = next((cell for cell in cells if "@" in cell), "")
    if not email:
        return Remark(row.line, "no-address", row.source.replace("\t", " "), row.source)
    (named, address) = _addresses(email)[0]
    words = (cell for cell in cells if "@" not in cell and any(map(str.isalpha, cell)))
    return person(row.line, row.source, address, name=named or next(words, ""))
