"""Lists of people as files: any separator, encoding and wording of the headings."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.depth import of_hundred
from voting.refusals.registration import UnreadableList
from voting.registration.listed import MOST_LISTED
from voting.registration.table_file import people_in, text_of

SECTORS = {"school": "School or college", "public-health": "Public health", "cypmhs": "CYPMHS"}
PLAIN = (
    "Name,Email,Organisation,Role,Sector\r\n"
    "Jo Bloggs,jo@example.org,Hill School,Head,Public health\r\n"
)
JO = ("Jo Bloggs", "jo@example.org", "Hill School", "Head", "public-health")


def told(text: str) -> list[tuple[str, ...]]:
    read = people_in(text, SECTORS)
    assert not read.faults
    abouts = [one.about for one in read.people]
    return [(a.name, a.email, a.organisation, a.role, a.sector) for a in abouts]


def faults(text: str) -> list[tuple[int, str]]:
    return [(one.line, one.why) for one in people_in(text, SECTORS).faults]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_any_separator_and_line_end(separator, end):
    assert told(PLAIN.replace(",", separator).replace("\r\n", end)) == [JO]


def test_excel_may_say_the_separator():
    text = "sep=;\r\n" + PLAIN.replace(",", ";") + "x;;;;\r\n"
    assert told(text[: text.index("x;;")]) == [JO]
    assert faults(text) == [(4, "no-address")]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"]
)
def test_any_encoding(encoding):
    text = "Name;Email\r\nSiân “Jo” O’Neill – é;jo@example.org\r\n"
    assert text_of(text.encode(encoding)) == text


@pytest.mark.parametrize(
    ("headings", "row"),
    [
        ("Full name,E-mail address,School,Job title,Sector", JO),
        ("NAME *,Email Address,Organization,Position,sector", JO),
        ("Contact name, e-mail ,Employer,Job role,SECTOR", JO),
        ("Display Name,Mail,Service,Post,Sector or service", JO),
        ("Delegate,Work e-mail,Company,Role,Sector name", JO),
        ("attendee,EmailAddress,school_name,jobTitle,service / sector", JO),
    ],
)
def test_headings_in_plain_variants(headings, row):
    assert told(PLAIN.replace("Name,Email,Organisation,Role,Sector", headings)) == [row]


def test_first_and_last_names_make_a_name():
    text = "Surname,First name,Email\nBloggs,Jo,jo@example.org\n,Al,al@example.org"
    assert [one[:2] for one in told(text)] == [
        ("Jo Bloggs", "jo@example.org"),
        ("Al", "al@example.org"),
    ]


def test_columns_that_nothing_is_read_of_are_told():
    read = people_in("Email,Phone,Name,Address\njo@example.org,0123,Jo,Hill Road 1", SECTORS)
    assert read.unused == ("Phone", "Address")
    assert read.people[0].about.email == "jo@example.org"


def test_access_needs_are_never_taken_from_a_file():
    read = people_in("Email,Access needs\njo@example.org,Ramp", SECTORS)
    assert read.unused == ("Access needs",)
    assert read.people[0].about.access == ""


def test_faults_are_told_by_the_line_on_which_a_row_begins():
    text = (
        "Name,Email\n"
        '"Jo\nBloggs",jo@example.org\n'
        "\n"
        "Al,al@example\n"
        "Sam,\n"
        ",,\n"
        "Two,a@example.org; b@example.org\n"
        "Late,late@example.org\n"
        '"Open,open@example.org\n'
    )
    read = people_in(text, SECTORS)
    assert [one.about.name for one in read.people] == ["Jo Bloggs", "Late"]
    assert [(one.line, one.why) for one in read.faults] == [
        (5, "address"), (6, "no-address"), (8, "two"), (10, "quote"),
    ]  # fmt: skip
    assert read.heading == "Name,Email"
    mended = "\n".join([read.heading, *(one.source for one in read.faults[:2])])
    assert faults(mended) == [(2, "address"), (3, "no-address")]


def test_a_sector_that_is_none_is_told_and_left_to_the_person():
    text = "Email,Sector\njo@example.org,Dentists\nal@example.org,  PUBLIC HEALTH\nx@y.org,cypmhs"
    read = people_in(text, SECTORS)
    assert [one.about.sector for one in read.people] == ["", "public-health", "cypmhs"]
    assert [(one.line, one.why, one.text) for one in read.notes] == [(2, "sector", "Dentists")]


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("Schools", "school"), ("college", "school"), ("CAMHS", "cypmhs"), ("Health", ""),
        ("local authority", "council"), ("children’s services", "council"), ("other", ""),
    ],
)  # fmt: skip
def test_a_sector_may_be_told_by_a_part_of_its_name(typed, key):
    names = {
        "school": "School or college",
        "cypmhs": "CYPMHS / CAMHS",
        "council": "Local authority and children’s services",
        "public-health": "Public health",
        "police": "Police, other",
        "rest": "Fire or other",  # either may be meant
    }
    [one] = people_in(f"Email\tSector\njo@example.org\t{typed}", names).people
    assert one.about.sector == key


def test_an_address_cell_may_have_the_name():
    assert told("Name,Email\n,Jo Bloggs <jo@example.org>")[0][:2] == ("Jo Bloggs", "jo@example.org")


def test_cells_copied_from_a_spreadsheet_need_no_headings():
    assert [one[:2] for one in told("Jo Bloggs\tHead\tjo@example.org\nal@example.org\tAl\t12")] == [
        ("Jo Bloggs", "jo@example.org"),
        ("Al", "al@example.org"),
    ]


def test_what_is_no_table_is_read_as_addresses():
    assert told("jo@example.org\nAl <al@example.org>; x@example.org")[1][:2] == (
        "Al",
        "al@example.org",
    )
    assert told("Email\njo@example.org")[0][1] == "jo@example.org"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "empty"), ("\n ;,\n", "empty"), ("Name,Email\n", "empty"),
        ("Name,School\nJo,Hill", "no-email"),
    ],
)  # fmt: skip
def test_a_list_of_nobody_is_refused(text, why):
    with pytest.raises(UnreadableList) as refused:
        people_in(text, SECTORS)
    assert refused.value.values["why"] == why


def test_a_list_of_too_many_is_refused():
    text = "\n".join(f"p{number}@example.org" for number in range(MOST_LISTED + 1))
    with pytest.raises(UnreadableList) as refused:
        people_in(text, SECTORS)
    assert refused.value.values == {"why": "many", "n": MOST_LISTED}


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"PK\x03\x04rest", "workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "workbook"),
        (b"%PDF-1.7", "document"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\x01\x02", "document"),
    ],
)
def test_files_of_other_kinds_are_refused_by_name(data, why):
    with pytest.raises(UnreadableList) as refused:
        text_of(data)
    assert refused.value.values["why"] == why


@settings(max_examples=of_hundred(200), deadline=None)
@given(st.binary(max_size=300) | st.text("ab@.,;\t\"'<>()\n\r|é\0 ", max_size=120).map(str.encode))
def test_whatever_is_sent_is_read_or_refused(data):
    try:
        read = people_in(text_of(data), SECTORS)
    except UnreadableList:
        return
    assert all("@" in one.about.email and one.about.name for one in read.people)
