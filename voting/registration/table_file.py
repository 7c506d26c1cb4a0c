"""People in a table: a CSV file of any separator and encoding, or cells of a spreadsheet."""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from msgspec import Struct
from msgspec.structs import replace

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
_SEPARATORS = ",;\t|"
_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_DOCUMENTS = (b"%PDF", b"{\\rtf")
_SAYS_SEPARATOR = re.compile(r"^sep=(.)[\r\n]+", re.IGNORECASE)
_LINE = re.compile("[^\r\n]*(?:\r\n|\r|\n|$)")
_HEADING_LIMIT = 20_000  # characters of the first line that are looked at to find out what it is
_SOURCE_LIMIT = 1000  # characters of a line that are shown again


class Row(Struct, frozen=True):
    """The cells of a row, the line on which it begins, and its text."""

    line: int
    cells: list[str]
    source: str


def text_of(data: bytes) -> str:
    """The text of a file in UTF-8, UTF-16 or Windows-1252. Raises UnreadableList."""
    if data.startswith(_WORKBOOKS):
        raise UnreadableList(why="workbook")
    if data.startswith(_DOCUMENTS):
        raise UnreadableList(why="document")
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, errors="replace")
    if b"\0" in data[:400]:
        zeros = data[:400:2].count(0), data[1:400:2].count(0)
        if min(zeros) or max(zeros) < len(data[:400]) / 8:
            raise UnreadableList(why="document")
        return data.decode("utf-16-be" if zeros[0] > zeros[1] else "utf-16-le", errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


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
    said = _SAYS_SEPARATOR.match(text)
    skipped = 1 if said else 0
    body = text[said.end() :] if said else text
    separators = said[1] if said else _SEPARATORS
    first = next((line for line in _LINE.findall(body) if line.strip()), "")[:_HEADING_LIMIT]
    separator = max(separators, key=lambda c: (len(_plainly(first, c)), _named(first, c)))
    columns = _columns(_plainly(first, separator))
    has_headings = "email" in columns
    if not has_headings and "@" not in first and set(columns) & {"name", "first", "last"}:
        raise UnreadableList(why="no-email", text=first.strip()[:_SOURCE_LIMIT])
    if not has_headings and separator != "\t":
        return None
    rows = list(islice(_rows(body, separator, skipped), MOST_READ + 2))
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
    heads = _plainly(first, separator)
    unused = tuple(
        head.strip() for place, head in enumerate(heads)
        if head.strip() and place not in columns.values()
    )  # fmt: skip
    return reading(found, notes=tuple(notes), unused=unused, heading=first.rstrip("\r\n"))


def _named(first: str, separator: str) -> int:
    return len(_columns(_plainly(first, separator)))


def _plainly(line: str, separator: str) -> list[str]:
    return next(csv.reader([line.rstrip("\r\n")], delimiter=separator), [])


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


def _rows(text: str, separator: str, skipped: int) -> Iterator[Row | Remark]:
    """All rows that are not blank; a quote that is never closed is a fault of its line."""
    lines = _LINE.findall(text)
    reader = csv.reader(lines, delimiter=separator, strict=True)
    done = 0
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            source = "".join(lines[done : reader.line_num]).strip()[:_SOURCE_LIMIT]
            yield Remark(done + 1 + skipped, "quote", source.split("\n")[0], source)
            done = reader.line_num
            continue
        begins, done = done, reader.line_num
        if any(cell.strip() for cell in cells):
            source = "".join(lines[begins:done]).strip("\r\n")[:_SOURCE_LIMIT]
            yield Row(begins + 1 + skipped, cells, source)


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
