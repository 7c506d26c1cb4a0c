"""A programme's dataset: what it holds, under which names, and what it must not tell."""

import csv
import io
import json
from datetime import UTC, datetime

import openpyxl
import pytest

from tests.builders import WORDS, cascade, three_by_five
from tests.views.areas import (
    UNDECIDED,
    UNRESOLVED,
    area,
    programme,
    result,
    with_deadline,
    with_running,
)
from voting.reports import programme_files
from voting.reports.programme_dataset import dataset
from voting.views.programme import Asked, in_order

AT = datetime(2026, 6, 1, 12, tzinfo=UTC)
AREAS = [
    with_deadline(
        area("Barton", (1, UNRESOLVED, UNDECIDED), (2, 2, 0), region="North", tags=("coast",)),
        text="Ask Barton",
        owner="lead",
        due="2026-05-30",
    ),
    area("=Formula", (3,), named=True, codes=("E07000066",)),
    area("Other", (4, 0, 1), framework=three_by_five()),
    area("Empty"),
]
KNOWN = {one.key: one for one in (cascade(), three_by_five())}
NUMBERS = {"Barton": 57, "=Formula": 3, "Other": 88, "Empty": 12}


def told(*, hidden=False, evaluating=False, areas=AREAS):
    named = in_order(areas, NUMBERS, Asked(hidden=hidden), evaluating=evaluating)
    return dataset(programme(*areas), named, AT, WORDS, known=KNOWN, whole=not evaluating)


def read(data):
    text = programme_files.write("dataset.csv", data, WORDS).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_a_row_for_each_area_workshop_and_domain_with_what_statistics_read():
    rows = read(told())
    assert len(rows) == 7 + 7 + 7 + 3
    by = {(r["area"], r["workshop"], r["domain"]): r for r in rows}
    one = by["Barton", "workshop-2", "clarity"]
    wanted = {
        "rating": "2", "label": "Widespread good practice", "method": "majority", "votes": "7",
        "ratings": "9", "votes_0": "0", "votes_2": "7", "votes_3": "2", "votes_4": "",
        "cant_say": "1", "rounds": "1", "people": "10", "sector_school": "7", "sector_cypmhs": "3",
        "workshop_number": "2", "days_after_first": "49", "date": "2026-04-23", "region": "North",
        "status": "finished", "note": "a note", "framework_version": cascade().version,
    }  # fmt: skip
    assert {name: one[name] for name in wanted} == wanted
    unresolved, undecided = (by["Barton", "workshop-1", d] for d in ("contact", "structures"))
    assert (unresolved["rating"], unresolved["method"]) == ("", "unresolved")
    assert (undecided["rating"], undecided["method"], undecided["rounds"]) == ("", "", "0")
    assert by["Barton", "workshop-2", "structures"]["rating"] == "0"


def test_a_formula_is_text_in_every_file():
    assert {r["area"] for r in read(told())} >= {"'=Formula"}
    book = openpyxl.load_workbook(io.BytesIO(programme_files.write("dataset.xlsx", told(), WORDS)))
    cells = [c for sheet in book for row in sheet.iter_rows() for c in row]
    assert {c.data_type for c in cells if c.value == "=Formula"} == {"s"}
    assert not [c for c in cells if c.data_type == "f"]


def test_the_workbook_has_every_table_and_a_codebook_that_explains_each_column():
    data = told()
    book = openpyxl.load_workbook(io.BytesIO(programme_files.write("dataset.xlsx", data, WORDS)))
    keys = ("dataset", "areas", "events", "deadlines", "codebook")
    assert book.sheetnames == [WORDS.say(f"reports.sheets.{key}") for key in keys]
    explained = {(row[0].value, row[2].value) for row in book[book.sheetnames[-1]].iter_rows()}
    for table in programme_files.tables(data):
        sheet = book[WORDS.say(f"reports.sheets.{table.key}")]
        assert sheet.max_row == 1 + len(table.rows)
        assert {name for row in table.rows for name in row} <= {c.name for c in table.columns}
        for column in table.columns:
            assert (sheet.title, column.name) in explained
    deadlines = book[WORDS.say("reports.sheets.deadlines")]
    assert [cell.value for cell in deadlines[2]][3:] == [
        "lead", datetime(2026, 5, 30), -2, "overdue",  # noqa: DTZ001
    ]  # fmt: skip


@pytest.mark.parametrize("how", [{"hidden": True}, {"evaluating": True}], ids=["hidden", "other"])
def test_where_an_area_has_no_name_nothing_tells_which_it_is(how):
    data = told(**how)
    tables = [data["dataset"], data["areas"], data["events"], data["deadlines"], read(data)]
    unnamed = [row for rows in tables for row in rows if "Formula" not in row["area"]]
    text = json.dumps(unnamed, ensure_ascii=False)
    for telling in ("Barton", "North", "coast", "a note", "Ask", "2026-03", "2026-04"):
        assert telling not in text
    assert "Area 57" in text
    # Who may be named is, to evaluators.
    assert ("=Formula" in json.dumps(data)) == ("evaluating" in how)
    assert {row["days_after_first"] for row in data["dataset"] if row["area"] == "Area 57"} == {
        0,
        49,
    }


@pytest.mark.parametrize("how", [{"hidden": True}, {"evaluating": True}, {}])
def test_the_order_in_which_areas_were_added_is_told_nowhere(how):
    data, other_way = told(**how), told(**how, areas=AREAS[::-1])
    assert data == other_way
    for file in ("dataset.csv", "dataset.json"):
        written = [programme_files.write(file, one, WORDS) for one in (data, other_way)]
        assert written[0] == written[1]


def test_evaluators_get_neither_deadlines_nor_notes_nor_whose_number_is_which():
    data = told(evaluating=True)
    assert data["deadlines"] == []
    assert all("note" not in row for row in data["dataset"])
    assert all("area_number" not in row for row in data["areas"])
    assert "area_number" in told()["areas"][0]
    book = openpyxl.load_workbook(io.BytesIO(programme_files.write("dataset.xlsx", data, WORDS)))
    assert WORDS.say("reports.sheets.deadlines") not in book.sheetnames


def test_the_same_number_stands_for_an_area_on_the_page_and_in_files():
    assert {row["area"] for row in told(hidden=True)["areas"]} == {
        "Area 57",
        "Area 03",
        "Area 88",
        "Area 12",
    }


def test_a_rehearsal_a_cancelled_workshop_and_one_without_a_decision_are_no_rows():
    at = with_running(area("Now", (1,)), 8)
    at.results["Now-now"] = result("Now-now", version=0, finished_at=None)
    assert {row["workshop"] for row in told(areas=[at])["dataset"]} == {"workshop-1"}
    at.results["Now-now"] = result("Now-now", 2, version=0, finished_at=None)
    rows = told(areas=[at])["dataset"]
    assert {row["status"] for row in rows if row["workshop"] == "workshop-2"} == {"unfinished"}


def test_a_programme_without_areas_has_files_too():
    for file in programme_files.FILES:
        assert programme_files.write(file, told(areas=[]), WORDS)
    name = programme_files.file_name("dataset.csv", told())
    assert name == "the-link-2026-06-01-dataset.csv"
