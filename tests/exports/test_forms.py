"""Files of instruments of every kind say what the room said, in columns of their own."""

import csv
import io
from functools import cache

import pytest

from tests.builders import WORDS, recorded
from tests.exports.forms import ROOMS
from voting.reports.cells import value_columns
from voting.reports.codebook import codebook_table
from voting.reports.downloads import write
from voting.reports.record import Record
from voting.reports.tables import tables


@cache
def of(name: str) -> Record:
    return recorded(ROOMS[name]())


def table(name: str, file: str) -> list[dict[str, str]]:
    text = write(file, of(name), WORDS).decode().removeprefix("\ufeff")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_a_cell_of_the_record_says_what_it_is_and_what_its_places_are():
    framework, cell = of("factors")["framework"], of("factors")["domains"][14]
    assert framework["levels"] == []
    assert (cell["row"], cell["column"], cell["kind"]) == ("pathways", "state", "rating")
    assert cell["copy"] == framework["copies"][1]["key"]
    assert [one["label"] for one in cell["places"]][:1] == ["Not there"]
    ticked = of("checklist")["domains"][0]
    assert ticked["places"] == [
        {"value": 0, "label": WORDS.at("common.answers.tick.named.in-place")[0]},
        {"value": 1, "label": WORDS.at("common.answers.tick.named.in-place")[1]},
    ]


def test_what_was_recorded_is_there_as_place_as_value_and_in_words():
    score = next(one["ruling"] for one in of("scaling")["domains"] if one["ruling"])
    assert score["value"] == score["rating"] + 1  # from 1 to 10
    chosen = of("agencies")["domains"][0]["ruling"]
    assert isinstance(chosen["rating"], list)
    assert len(chosen["value"]) == len(chosen["rating"])


@pytest.mark.parametrize("name", ROOMS)
def test_every_round_is_in_the_tables_with_the_columns_of_its_kind(name):
    data = of(name)
    named = {column.name for column in value_columns(data)}
    rows = iter(table(name, "rounds.csv"))
    for cell in data["domains"]:
        for held in cell["rounds"]:
            row = next(rows)
            assert (row["domain"], row["answer_kind"]) == (cell["key"], cell["kind"])
            assert held["values"].keys() <= named
            for column, value in held["values"].items():
                assert row[column] == ("" if value is None else str(value))


@pytest.mark.parametrize("name", ROOMS)
def test_every_answer_is_counted_in_the_tidy_table(name):
    data, rows = of(name), table(name, "answers.csv")
    for cell in data["domains"]:
        for held in cell["rounds"]:
            mine = [
                row
                for row in rows
                if (row["domain"], row["round"]) == (cell["key"], str(held["number"]))
            ]
            if held["withheld"]:
                assert [(row["shown"], row["count"]) for row in mine] == [("withheld", "")]
                continue
            assert [int(row["count"]) for row in mine] == [*held["counts"], held["cant_say"]]
            assert {row["of"] for row in mine[:-1]} == {str(held["ratings"])}


def test_too_few_answers_are_nowhere():
    shown, few = of("feedback"), of("feedback of four")
    assert {held["withheld"] for one in shown["domains"] for held in one["rounds"]} == {False}
    for one in few["domains"]:
        (held,) = one["rounds"]
        assert held["withheld"]
        assert (held["ratings"], held["turnout"], held["values"]) == (0, 4, {})
        assert not any(held["counts"])
    for row in table("feedback of four", "ratings.csv"):
        assert (row["shown"], row["n"], row["votes_0"]) == ("withheld", "", "")


def test_experiences_are_counted_not_people():
    first = table("good-practice", "ratings.csv")[0]
    assert (first["n"], first["turnout"]) == ("36", "18")
    assert int(first["ticked"]) + int(first["not_ticked"]) == 36
    assert of("good-practice")["people"] == 18


def test_names_that_a_spreadsheet_would_run_are_made_plain():
    names = [row["row_name"] for row in table("scaling", "ratings.csv")]
    assert "'=Waiting times" in names
    assert not any(name.startswith("=") for name in names)


@pytest.mark.parametrize("name", ROOMS)
def test_the_codebook_has_every_column_and_every_place(name):
    data = of(name)
    rows = codebook_table(data, WORDS).rows
    for held in tables(data, WORDS):
        known = {row["name"] for row in rows if row.get("name")}
        assert {column.name for column in held.columns} <= known
        assert all(column.meaning(WORDS) for column in held.columns)
    told = " ".join(str(row["meaning"]) for row in rows)
    for cell in data["domains"]:
        for place in cell["places"]:
            assert f"{place['value']}: {place['label']}" in told


@pytest.mark.parametrize("name", ROOMS)
def test_a_column_stands_in_a_table_once(name):
    for held in tables(of(name), WORDS):
        names = [column.name for column in held.columns]
        assert len(names) == len(set(names))
