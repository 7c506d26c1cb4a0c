"""What was agreed, in the files of an area and of a programme: without people where it must be."""

import csv
import io
import json
from datetime import UTC, datetime

import openpyxl
import pytest

from tests.builders import WORDS, cascade
from tests.exports.plans import TODAY, a_plan, plan_at
from tests.exports.series import first, second
from tests.exports.test_area_files import AT, an_area
from tests.views.areas import area, programme
from voting.goals.plan import Plan
from voting.goals.situation import PlanSituation
from voting.reports import area_downloads, programme_files
from voting.reports.area_record import area_record
from voting.reports.goals import said
from voting.reports.programme_dataset import dataset
from voting.views.programme import Asked, in_order

NOW = datetime(2027, 6, 20, 12, tzinfo=UTC)
PEOPLE = ("CYPMHS team manager", "Head of inclusion", "Okafor", "Staff leave", "duty line")


def area_data(plan: Plan | None = None) -> dict:
    held = plan_at(a_plan() if plan is None else plan, workshop="")
    return area_record(an_area(first(), second()), AT, WORDS, plan=held)


def read(file: str, data: dict) -> list[dict[str, str]]:
    text = area_downloads.write(file, data, WORDS).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_an_area_has_goals_scores_sessions_and_actions_over_the_whole_series():
    data = area_data()
    assert [one["score"] for one in read("scores.csv", data)] == ["0", "4", "2", "6", "3"]
    assert {one["area"] for one in read("actions.csv", data)} == {"Northshire"}
    domains = data["plan"]["goals"][0]["domains"]
    assert domains[0]["name"] == "Clarity on roles, remit and responsibilities of all partners"
    book = openpyxl.load_workbook(io.BytesIO(area_downloads.write("area.xlsx", data, WORDS)))
    keys = ("needs", "goals", "scores", "sessions", "actions")
    assert {WORDS.say(f"reports.sheets.agreed_{key}") for key in keys} <= set(book.sheetnames)
    told = [line[3] for line in book["Codebook"].iter_rows(values_only=True)]
    assert said.in_a_sentence(data["plan"], WORDS) in told
    svg = area_downloads.write("goals.svg", data, WORDS).decode()
    assert "Goal 1: Every school" in svg
    assert "0 out of 10" in svg


def test_nothing_is_in_an_areas_record_where_nothing_was_agreed():
    at = an_area(first(), second())
    assert area_data(Plan("area-one")) == area_record(at, AT, WORDS)


def test_an_average_is_shown_and_said_to_be_no_test():
    goals = area_data()["plan"]["goals"]
    two = {"goals": [goals[0], goals[0] | {"change": -1}]}
    assert said.average(two) == (1.5, 2)
    assert "+1.5" in said.average_said(two, WORDS)
    assert "not tested" in said.average_said(two, WORDS)
    assert said.average({"goals": goals}) is None
    assert [said.orientation(n) for n in (3, 2, 0, -2, -3, None)] == [
        "up", "same", "same", "same", "down", None,
    ]  # fmt: skip


# --- a programme ----------------------------------------------------------------------------------


def told(*, evaluating: bool = False, plans: bool = True) -> dict:
    areas = [area("Barton", (1,)), area("Named", (2,), named=True), area("Empty")]
    named = in_order(areas, {"Barton": 57, "Named": 3, "Empty": 9}, Asked(), evaluating=evaluating)
    catalogue = plan_at().catalogue
    held = {
        each.area.id: PlanSituation(a_plan(), "", TODAY, catalogue) for each in areas[:2] if plans
    }
    known = {cascade().key: cascade()}
    whole = not evaluating
    return dataset(programme(*areas), named, NOW, WORDS, known=known, whole=whole, plans=held)


@pytest.mark.parametrize("evaluating", [False, True])
def test_a_programmes_dataset_has_goals_and_scores_and_no_owner_speaker_or_note(evaluating):
    data = told(evaluating=evaluating)
    everything = json.dumps(data)
    for file in programme_files.FILES:
        made = programme_files.write(file, data, WORDS)
        if not file.endswith("xlsx"):
            everything += made.decode()
    book = openpyxl.load_workbook(io.BytesIO(programme_files.write("dataset.xlsx", data, WORDS)))
    everything += str([[c.value for c in row] for sheet in book for row in sheet.iter_rows()])
    assert not [one for one in PEOPLE if one in everything]
    by = {(row["area"], row["goal_number"], row["wording"]): row for row in data["goals"]}
    assert by["Named", 1, 1]["first_score"] == 0
    assert by["Named", 3, 1]["first_score"] is None
    assert by["Named", 1, 2]["goal"].startswith("Every school in Northshire")
    scores = [row["score"] for row in data["scores"] if row["area"] == "Named"]
    assert scores == [0, 4, 2, 6, 3]


def test_of_an_area_that_may_not_be_named_there_is_no_text_and_no_date():
    data = told(evaluating=True)
    hidden = [row for row in data["goals"] + data["scores"] if row["area"] == "Area 57"]
    assert len(hidden) == 4 + 5
    dated = ("due", "agreed_on", "closed_on", "score_date", "goal", "measure")
    assert {row.get(name) for row in hidden for name in dated} == {None}
    assert hidden[0]["days_to_agreed"] == 262  # from 5 March to 22 November 2026
    assert {row["domains"] for row in hidden if "domains" in row} == {"clarity | contact", ""}
    made = programme_files.write("scores.csv", data, WORDS).decode("utf-8-sig")
    lines = list(csv.DictReader(io.StringIO(made)))
    assert [line["score"] for line in lines if line["area"] == "Area 57"] == [
        "0",
        "4",
        "2",
        "6",
        "3",
    ]


def test_a_dataset_without_goals_is_as_before():
    data = told(plans=False)
    assert "goals" not in data
    assert "scores" not in data
    assert len(programme_files.write("goals.csv", data, WORDS).decode().splitlines()) == 1
