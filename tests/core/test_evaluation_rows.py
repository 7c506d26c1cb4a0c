"""Tables of ratings: what is read, and all that is wrong at once, by line."""

import pytest

from tests.builders import WORDS
from voting.evaluation.rows import MOST_ROWS, Row, rows_of
from voting.refusals import Refusal
from voting.refusals.evaluation import BadRow, UnreadableTable

DOMAINS = ("clarity", "contact", "evidence")
HEAD = "area,workshop,domain,rating"


def read(*lines: str) -> list[Row]:
    return rows_of("\n".join(lines), DOMAINS, 4)


def faults(*lines: str) -> list[tuple]:
    with pytest.raises(BadRow) as refused:
        read(*lines)
    found = (refused.value, *refused.value.also)
    assert all(WORDS.refusal(one).startswith(f"Line {one.values['line']}: ") for one in found)
    return [(one.values["line"], one.values["why"]) for one in found]


@pytest.mark.parametrize(
    ("line", "row"),
    [
        ("Barton,1,clarity,3", Row(2, "Barton", "workshop-1", "clarity", 3)),
        ("Barton,2,3,0", Row(2, "Barton", "workshop-2", "evidence", 0)),
        ("Barton,II,CLARITY,2.00", Row(2, "Barton", "workshop-2", "clarity", 2)),
        ("Barton,1.0,2.0,1", Row(2, "Barton", "workshop-1", "contact", 1)),
        ("Barton,Review-3,contact,", Row(2, "Barton", "review-3", "contact", None)),
        ("Barton,1,contact,NA", Row(2, "Barton", "workshop-1", "contact", None)),
        ("Barton,1,contact,.", Row(2, "Barton", "workshop-1", "contact", None)),
        ("Barton,1,1,Unresolved", Row(2, "Barton", "workshop-1", "clarity", None, True)),
        ('" Bath,  ""North"" ",1,1,1', Row(2, 'Bath, "North"', "workshop-1", "clarity", 1)),
        ("'=Größe-Ü,1,1,1", Row(2, "=Größe-Ü", "workshop-1", "clarity", 1)),
    ],
)
def test_a_line_is_a_rating(line, row):
    assert read(HEAD, line) == [row]


def test_other_separators_columns_endings_and_lines_inside_cells_are_read():
    table = (
        "\ufeff\r\nNote;AREA;date;sent by;Workshop;Domain;Rating\r\n"
        '"one\r\ntwo";Bath;20/11/2014;Jo;1;1;1\r\n;bath;;;1;2;2\r\n;;;;;;\r\n;BATH;2014-11-20;;2;1;x'
    )
    with pytest.raises(BadRow) as refused:
        rows_of(table, DOMAINS, 4)
    assert refused.value.values == {"why": "rating", "line": 7, "text": "x", "n": 3}
    assert rows_of(table[:-1], DOMAINS, 4) == [
        Row(3, "Bath", "workshop-1", "clarity", 1, False, "2014-11-20", "one two"),
        Row(5, "Bath", "workshop-1", "contact", 2),
        Row(7, "Bath", "workshop-2", "clarity", None, False, "2014-11-20"),
    ]
    tabs = table[:-1].replace(";", "\t").replace("\r\n", "\r")
    assert rows_of(tabs, DOMAINS, 4) == rows_of(table[:-1], DOMAINS, 4)


def test_the_method_of_our_own_files_tells_what_was_left_unresolved():
    rows = read(f"{HEAD},method", "A,1,1,,unresolved", "A,1,2,,", "A,1,3,1,consensus")
    assert [row.unresolved for row in rows] == [True, False, False]


def test_all_that_is_wrong_is_told_at_once_by_line():
    assert faults(
        f"{HEAD},date,note",
        " ,3,4,4,2014-02-30,",
        f"{'x' * 200},session,-1,1.5,,{'n' * 1001}",
        "A,1,1,1,2014-11-20,",
        "a,1,1,2,2014-11-20,",
        "A,1,2,2,2014-11-21,",
        "A,1,3,2,,,more",
        'A,1,"1,1',
        f'"A{"x" * 200_000}",1,1,1',
        "A",
    ) == [
        (2, "no-area"), (2, "workshop"), (2, "domain"), (2, "rating"), (2, "date"),
        (3, "area-long"), (3, "note-long"), (3, "workshop"), (3, "domain"), (3, "rating"),
        (5, "twice"), (6, "dates"), (7, "cells"),
        (8, "quote"), (9, "quote"), (10, "workshop"), (10, "domain"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "empty"),
        (" \n\n", "empty"),
        (HEAD, "empty"),
        ("area,workshop\nA,1", "columns"),
        (f'"{HEAD}', "cell"),
        ("\n".join([HEAD, *["A,1,1,1"] * (MOST_ROWS + 1)]), "many"),
    ],
)
def test_what_is_no_table_is_told(text, why):
    with pytest.raises(UnreadableTable) as refused:
        rows_of(text, DOMAINS, 4)
    problem: Refusal = refused.value
    assert problem.values["why"] == why
    assert WORDS.refusal(problem)
