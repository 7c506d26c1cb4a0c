"""What was agreed, in every file of a workshop: written, read back, and held against the plan."""

import csv
import io
import re
from datetime import datetime
from functools import cache

import docx
import openpyxl
import page
import pptx
import pytest
from msgspec.structs import replace
from pptx.enum.chart import XL_CHART_TYPE

from tests.builders import ROOT, WORDS, Room, a_room_in, cascade, recorded
from tests.exports.kept import a_kept_room
from tests.exports.plans import a_plan, a_room_that_agreed, a_wording, goals, plan_at
from tests.exports.test_pdf import pages_of
from tests.exports.test_record import fields
from tests.pseudo import PSEUDO, left_behind
from voting.core.state import Phase
from voting.goals.plan import Action, Goal, LedPart, Plan, Session, Version
from voting.reports.blocks import Facts, Text
from voting.reports.downloads import AGREED, FILES, write
from voting.reports.goals import said
from voting.reports.goals.tables import ACTIONS, GOALS, KEYS, NEEDS, SCORES, SESSIONS
from voting.reports.outline import outline
from voting.reports.record import record

SHEETS = {
    "agreed_needs": NEEDS,
    "agreed_goals": GOALS,
    "agreed_scores": SCORES,
    "agreed_sessions": SESSIONS,
    "agreed_actions": ACTIONS,
}
# 200 characters: quotes, what a spreadsheet would run, letters that few fonts have.
ODD = (
    '=HYPERLINK("x") “it’s”, 1\u20442; \N{ROCKET}\N{FAMILY} \u05d0\u05d1 <b>&amp;</b> '
    + "schools and services " * 10
)
ODD = ODD[:199] + "."


@cache
def data() -> dict:
    return recorded(a_room_that_agreed())


def plan() -> dict:
    return data()["plan"]


def rows(file: str, held: dict | None = None) -> list[dict[str, str]]:
    text = write(file, held or data(), WORDS).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def sheets(held: dict) -> dict[str, list[dict]]:
    """The sheets of what was agreed, by the names that their columns have in CSV files."""
    book = openpyxl.load_workbook(io.BytesIO(write("workbook.xlsx", held, WORDS)))
    assert not [c for s in book for row in s.iter_rows() for c in row if c.data_type == "f"]
    found = {}
    for key, columns in SHEETS.items():
        head, *lines = book[WORDS.say(f"reports.sheets.{key}")].iter_rows(values_only=True)
        names = {column.title(WORDS): column.name for column in columns}
        found[key] = [
            {names[t]: cell for t, cell in zip(head, line, strict=True) if t in names}
            for line in lines
        ]
    return found


def with_plan(made: Plan, *, rehearsal: bool = False) -> dict:
    room = a_room_in(Phase.RULED, rehearsal=True) if rehearsal else a_kept_room()
    room.plan = plan_at(made)
    return recorded(room)


# --- where nothing was agreed -------------------------------------------------------------------


def test_nothing_is_told_where_nothing_was_agreed():
    room = a_kept_room()
    without = record(room.situation(), room.entries, room.now, WORDS)
    room.plan = plan_at(Plan("area-one", 3, 3))
    assert "plan" not in without
    assert record(room.situation(), room.entries, room.now, WORDS) == without


def test_every_field_is_described():
    described = set(re.findall(r"`([a-z_]+)`", (ROOT / "docs/record.md").read_text()))
    assert set(fields(plan())) <= described


# --- tables -------------------------------------------------------------------------------------


def test_a_score_of_0_is_0_and_what_is_missing_is_empty_in_tables():
    made = rows("scores.csv")
    assert [one["score"] for one in made] == ["0", "4", "2", "6", "3"]
    assert [one["change"] for one in made] == ["", "4", "", "4", ""]
    assert (made[0]["n_0"], made[0]["n_1"], made[0]["by_hand"]) == ("7", "0", "0")
    few = made[-1]
    assert (few["scorers"], few["cant_say"], few["n_0"], few["n_3"]) == ("3", "0", "", "")
    by_goal = {(one["goal_number"], one["wording"]): one for one in rows("goals.csv")}
    assert by_goal["1", "1"]["first_score"] == "0"
    assert (by_goal["1", "1"]["in_force"], by_goal["1", "2"]["in_force"]) == ("no", "yes")
    assert [by_goal[one]["change"] for one in (("1", "1"), ("1", "2"), ("2", "1"))] == [
        "4",
        "4",
        "",
    ]
    assert [by_goal["3", "1"][name] for name in ("scores", "first_score", "last_score")] == [
        "0",
        "",
        "",
    ]
    needs = rows("needs.csv")
    assert [one["votes"] for one in needs] == ["11", "7", "0"]
    assert [one["suggested"] for one in needs] == ["", "1", ""]
    sessions = rows("sessions.csv")
    assert [one["registered"] for one in sessions] == ["31", ""]
    assert [one["actions"] for one in sessions] == ["1", "0"]
    in_book = sheets(data())
    assert [one["score"] for one in in_book["agreed_scores"]] == [0, 4, 2, 6, 3]
    assert [one["n_0"] for one in in_book["agreed_scores"]] == [7, 0, 0, 0, None]
    assert [one["first_score"] for one in in_book["agreed_goals"]] == [0, 2, 3, None]


def test_notes_stand_beside_the_score_of_their_meeting_or_alone():
    made = [one for one in rows("scores.csv") if one["goal_number"] == "1"]
    assert [one["hinders"] for one in made] == [
        "",
        "",
        "Staff leave",
        "The list is out of date by the summer",
    ]
    first = goals()[0]
    [alone] = rows(
        "scores.csv", with_plan(a_plan(goals=(replace(first, scores=(), notes=first.notes[:1]),)))
    )
    assert (alone["score"], alone["helps"], alone["score_date"]) == (
        "", "A duty line that anybody answers", "2027-03-12",
    )  # fmt: skip


def test_days_are_dates_in_the_workbook_and_files_say_the_same():
    in_book = sheets(data())
    for key, file in zip(SHEETS, KEYS, strict=True):
        for line, cells in zip(rows(f"{file}.csv"), in_book[key], strict=True):
            for name, cell in cells.items():
                shown = "" if cell is None else cell
                if isinstance(cell, datetime):
                    shown = cell.date().isoformat()
                assert line[name] == str(shown), (file, name)
    assert isinstance(in_book["agreed_actions"][0]["due"], datetime)
    assert in_book["agreed_actions"][2]["due"] is None
    assert [one["overdue"] for one in in_book["agreed_actions"]] == ["yes", "no", "no", "no"]


def test_the_workbook_prints_and_explains_each_of_its_sheets():
    book = openpyxl.load_workbook(io.BytesIO(write("workbook.xlsx", data(), WORDS)))
    codebook = list(book[WORDS.say("reports.sheets.codebook")].iter_rows(values_only=True))
    for key, columns in SHEETS.items():
        name = WORDS.say(f"reports.sheets.{key}")
        assert book[name].page_setup.orientation == "landscape"
        assert book[name].freeze_panes == "A2"
        assert book[name].auto_filter.ref
        explained = {line[2]: line[3] for line in codebook if line[0] == name}
        assert {column.name for column in columns} <= explained.keys()
        assert all(explained.values())
    summary = dict(book.worksheets[0].iter_rows(values_only=True, max_col=2))
    assert summary[WORDS.say("goals.parts.goals")] == said.in_a_sentence(plan(), WORDS)


# --- documents ----------------------------------------------------------------------------------


def test_the_report_names_goals_scores_and_who_does_what_by_when():
    told = outline(data(), WORDS)
    titles = [part.title for part in told.parts]
    wanted = [
        "goals.parts.needs",
        "goals.parts.goals",
        "goals.parts.sessions",
        "goals_files.actions.title",
    ]
    places = [titles.index(WORDS.say(key)) for key in wanted]
    assert places == sorted(places)
    assert [part.title for part in told.parts if part.kind == "goal"] == [
        "Goal 1",
        "Goal 2 (Replaced)",
        "Goal 3",
    ]
    sentence = said.in_a_sentence(plan(), WORDS)
    assert "0 out of 10" not in sentence
    assert "6 out of 10, up 4 points" in sentence
    texts = [block.text for block in told.parts[0].blocks if isinstance(block, Text)]
    assert any(text.startswith(f"{sentence}.") for text in texts)
    made = docx.Document(io.BytesIO(write("report.docx", data(), WORDS)))
    headings = [one.text for one in made.paragraphs if one.style.name == "Heading 2"]
    assert [one for one in headings if one in titles] == titles[1:]
    text = "\n".join(one.text for one in made.paragraphs)
    cells = [[cell.text for cell in row.cells] for table in made.tables for row in table.rows]
    for action in plan()["actions"]:
        assert list(said.action_cells(plan(), action, WORDS)) in cells
    assert ["0", "Start"] in [row[1:3] for row in cells if len(row) == 5]
    for phrase in (
        "CYPMHS team manager, Northshire NHS Trust",
        "Staff leave",
        "Dr P. Okafor, CYPMHS",
    ):
        assert phrase in text


def rows_of_first_page(held: dict) -> dict[str, list[str]]:
    """What stands beside each name on the first page."""
    [facts] = [one for one in outline(held, WORDS).parts[0].blocks if isinstance(one, Facts)]
    return {name: [": ".join(filter(None, line)) for line in lines] for name, lines in facts.rows}


def test_only_what_was_named_is_an_area_of_greatest_need_in_every_file():
    named, lowest = WORDS.say("goals.parts.needs"), WORDS.say("lead.needs")
    here, how = rows_of_first_page(data()), said.how_named(plan()["needs"][0], WORDS)
    assert here[named][-1] == how
    assert lowest not in here
    # A later workshop rates anew, and tells what the one before had named.
    later = data() | {"workshop": data()["workshop"] | {"id": "another"}}
    later |= {
        "summary": data()["summary"] | {"why_needs": [{"domain": "outcomes", "why": "lowest"}]}
    }
    there = rows_of_first_page(later)
    assert there[lowest] == ["Common outcome measures: 0 Major challenge"]
    assert there[named] == here[named]
    mixed = later["summary"] | {"why_needs": [{"domain": "learning", "why": "unresolved"}]}
    assert WORDS.say("lead.needs_mixed") in rows_of_first_page(later | {"summary": mixed})
    book = openpyxl.load_workbook(io.BytesIO(write("workbook.xlsx", data(), WORDS)))
    summary = dict(book.worksheets[0].iter_rows(values_only=True, max_col=2))
    assert summary[named].endswith(how)
    slides = pptx.Presentation(io.BytesIO(write("report.pptx", data(), WORDS))).slides
    [slide] = [one for one in slides if one.shapes.title.text_frame.text.startswith(named)]
    assert any(how in one.text_frame.text for one in slide.shapes if one.has_text_frame)


def test_who_was_not_there_reads_how_far_who_and_of_which_day():
    first = outline(data(), WORDS).parts[0]
    told = " ".join(block.text for block in first.blocks if isinstance(block, Text))
    assert "goal 1: 6 out of 10, up 4 points from 2 when it was reworded" in told
    assert "As it stood on 20 June 2027." in told
    goal = plan()["goals"][0]
    scores = [one for one in goal["scores"] if one["version"] == 1]
    before = goal | {"version": 1, "scores": scores, "change": 4}
    assert said.standing(before, WORDS) == "4 out of 10, up 4 points from 0 at the start"
    [counted] = rows_of_first_page(data())[WORDS.say("goals.parts.actions")]
    assert counted == "3 open actions, 1 of them overdue, 2 without an owner"
    goals_told = {part.title: part for part in outline(data(), WORDS).parts if part.kind == "goal"}
    actions = WORDS.say("goals.parts.actions")
    for title, line in (
        ("Goal 1", "Send round the list of link workers: Head of inclusion, Northshire Council, "
         "4 Jun 2027 (Open, overdue)"),
        ("Goal 3", "Ask the heads for two dates in the autumn: No owner yet, 9 Jul 2027 (Open)"),
    ):  # fmt: skip
        [facts] = [one for one in goals_told[title].blocks if isinstance(one, Facts)]
        assert dict(facts.rows)[actions] == (("", line),)
    same_day = data() | {"plan": plan() | {"as_of": data()["workshop"]["date"]}}
    texts = [one.text for one in outline(same_day, WORDS).parts[0].blocks if isinstance(one, Text)]
    assert not [one for one in texts if "As it stood" in one]


def test_the_pdf_is_open_to_everybody_and_its_chapters_are_bookmarks():
    made = write("report.pdf", data(), WORDS)
    assert [one.message for one in page.validate_pdf_bytes(made).failures] == []
    assert {"Goal 1", "Goals", "Support sessions", "Next dates"} <= pages_of(made).keys()


def test_slides_have_a_chart_to_edit_for_each_goal_with_scores_and_a_table_of_actions():
    made = pptx.Presentation(io.BytesIO(write("report.pptx", data(), WORDS)))
    by_title = {slide.shapes.title.text_frame.text: slide for slide in made.slides}
    assert len(by_title) == len(made.slides)
    first = next(slide for title, slide in by_title.items() if title.startswith("Goal 1"))
    [chart] = [shape.chart for shape in first.shapes if shape.has_chart]
    assert chart.chart_type in (XL_CHART_TYPE.LINE, XL_CHART_TYPE.LINE_MARKERS)
    scored = [list(series.values) for series in chart.plots[0].series]
    assert scored == [
        [0, 0, None, None],
        [0, 4, None, None],
        [None, None, 2, 2],
        [None, None, 2, 6],
    ]
    third = next(slide for title, slide in by_title.items() if title.startswith("Goal 3"))
    assert not [shape for shape in third.shapes if shape.has_chart]
    last = made.slides[len(made.slides) - 1]
    [table] = [shape.table for shape in last.shapes if shape.has_table]
    told = [[cell.text for cell in row.cells] for row in table.rows]
    assert told[1:] == [list(said.action_cells(plan(), one, WORDS)) for one in plan()["actions"]]


def test_many_actions_have_as_many_slides_as_they_need():
    actions = tuple(Action(f"a{n}", f"{n} {ODD}"[:300], "Owner " * 20) for n in range(1, 13))
    held = with_plan(a_plan(actions=actions))
    made = pptx.Presentation(io.BytesIO(write("report.pptx", held, WORDS)))
    tables = [s.table for slide in made.slides for s in slide.shapes if s.has_table]
    told = [row.cells[0].text for table in tables for row in list(table.rows)[1:]]
    assert len(tables) > 1
    assert told == [one["text"] for one in held["plan"]["actions"]]


def test_a_goal_whose_day_is_over_is_no_date_to_come():
    coming = [what for _, what, _ in said.dates(plan(), WORDS)]
    assert WORDS.say("goals_files.goal_due", n=3) in coming
    past = plan() | {"as_of": "2099-01-01"}
    assert not [what for _, what, _ in said.dates(past | {"coming": []}, WORDS)]


# --- whatever was typed -------------------------------------------------------------------------


def odd_plan() -> Plan:
    wording = a_wording(text=ODD, measure=ODD, owner=ODD, first_step="-1\n+2", domains=("gone",))
    goal = replace(goals()[0], versions=(Version(1, wording, "2026-11-22"),))
    session = Session(
        "s1", "modules", ("gone",), ("gone-item",), (LedPart(ODD, ODD), LedPart("", ODD))
    )
    return a_plan(goals=(goal,), sessions=(session,), actions=(Action("a1", ODD, ODD),))


def test_what_people_typed_is_the_same_in_every_file():
    held = with_plan(odd_plan())
    assert len(ODD) == 200
    [goal] = [one for one in rows("goals.csv", held) if one["in_force"] == "yes"]
    assert goal["goal"] == f"'{ODD}"  # no formula
    assert goal["first_step"] == "'-1\n+2"
    in_book = sheets(held)
    assert in_book["agreed_actions"][0]["action"] == in_book["agreed_goals"][0]["goal"] == ODD
    made = docx.Document(io.BytesIO(write("report.docx", held, WORDS)))
    assert ODD in "\n".join(one.text for one in made.paragraphs)
    deck = pptx.Presentation(io.BytesIO(write("report.pptx", held, WORDS)))
    assert ODD in "\n".join(slide.notes_slide.notes_text_frame.text for slide in deck.slides)
    pdf = write("report.pdf", held, WORDS)
    assert [one.message for one in page.validate_pdf_bytes(pdf).failures] == []


@pytest.mark.parametrize(
    "made",
    [
        a_plan(goals=(), sessions=(), actions=()),
        a_plan(needs=(), sessions=(), actions=(), goals=goals()[1:]),
        a_plan(needs=(), goals=(), actions=()),
        a_plan(needs=(), goals=(), sessions=()),
        a_plan(goals=(Goal("g1", draft=a_wording(due="")),)),
    ],
    ids=["needs alone", "no needs", "sessions alone", "actions alone", "a draft"],
)
def test_every_file_can_be_made_of_part_of_a_plan(made):
    held = with_plan(made)
    for file in (*sorted(AGREED), "workbook.xlsx", "report.docx", "report.pptx", "charts.zip"):
        assert write(file, held, WORDS)
    assert [
        one.message for one in page.validate_pdf_bytes(write("report.pdf", held, WORDS)).failures
    ] == []


def test_a_rehearsals_files_say_so():
    held = with_plan(a_plan(), rehearsal=True)
    assert {one["rehearsal"] for one in rows("goals.csv", held)} == {"yes"}
    made = pptx.Presentation(io.BytesIO(write("report.pptx", held, WORDS)))
    mark = WORDS.say("reports.rehearsal")
    for slide in made.slides:
        assert mark in " ".join(s.text_frame.text for s in slide.shapes if s.has_text_frame)
    assert b"rehearsal-goal-1.svg" in write("charts.zip", held, WORDS)


def test_no_text_of_ours_is_left_in_english():
    room = Room(cascade())
    room.plan = plan_at()
    held = record(room.situation(), room.entries, room.now, PSEUDO)
    told = outline(held, PSEUDO)
    for part in told.parts:
        if part.kind in ("agreed", "chapter"):
            assert left_behind(part.title) == ""
    assert set(FILES) >= AGREED
    assert not re.search(r"\b(out of|point|scored)\b", said.in_a_sentence(held["plan"], PSEUDO))
