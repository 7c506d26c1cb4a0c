"""Reports, slides, workbooks and pictures of instruments that are answered many rows at a time."""

import io
import zipfile
from functools import cache
from xml.etree import ElementTree as ET

import openpyxl
import pptx
import pytest
from msgspec.structs import replace

from tests.builders import WORDS, Room, cascade, recorded
from tests.exports.forms import ROOMS, factors, shipped
from voting.instruments.guidance import guidance
from voting.reports.blocks import Note
from voting.reports.charts import charts_zip, profile_svg
from voting.reports.downloads import AGREED, CHANGED, FILES, write
from voting.reports.form_outline import ends
from voting.reports.outline import outline
from voting.reports.panels import panels, shown
from voting.reports.record import Record, record
from voting.reports.said import manner
from voting.reports.slide import slide_svg
from voting.reports.slides import report_pptx
from voting.reports.workbook import workbook

SVG = "{http://www.w3.org/2000/svg}"


@cache
def of(name: str) -> Record:
    return recorded(ROOMS[name]())


@cache
def many() -> Record:
    """Fourteen factors for each of six agencies: 84 cells."""
    return recorded(factors(*(f"Agency {n}" for n in range(1, 7))))


def texts(svg: str) -> str:
    return " ".join("".join(one.itertext()) for one in ET.fromstring(svg).iter(f"{SVG}text"))


def inside(svg: str) -> bool:
    """Does all that is drawn stay on the sheet?"""
    root = ET.fromstring(svg)
    wide, high = float(root.get("width")), float(root.get("height"))
    boxes = [
        [float(box.get(one)) for one in ("x", "y", "width", "height")]
        for box in root.iter(f"{SVG}rect")
        if box.get("x")
    ]
    ends = [(x, y, x + w, y + h) for x, y, w, h in boxes]
    ends += [(float(o.get("x")), float(o.get("y")), 0, 0) for o in root.iter(f"{SVG}text")]
    return all(
        min(x, y) >= 0 and max(x, r) <= wide + 1 and max(y, b) <= high for x, y, r, b in ends
    )


@pytest.mark.parametrize("name", ROOMS)
def test_every_file_can_be_made(name):
    for file in FILES.keys() - CHANGED - AGREED:
        assert write(file, of(name), WORDS)


@pytest.mark.parametrize("name", ROOMS)
def test_every_row_is_in_the_pictures_on_the_sheet(name):
    pictures = [profile_svg(of(name), WORDS), slide_svg(of(name), WORDS)]
    pictures += outline(of(name), WORDS).charts.values()
    assert all(map(inside, pictures))
    drawn = texts(pictures[0]).replace(" ", "")
    for row in of(name)["framework"]["rows"]:
        if any(cell["row"] == row["key"] for cell in of(name)["domains"]):
            assert row["name"].replace(" ", "") in drawn


def test_eighty_four_cells_have_room_on_pages_and_a_slide():
    data = many()
    report = outline(data, WORDS)
    assert inside(slide_svg(data, WORDS))
    for svg in report.charts.values():
        assert inside(svg)
        assert float(ET.fromstring(svg).get("height")) < 1050  # a page of the report
    assert len(panels(data, WORDS)) == 6
    assert write("report.pdf", data, WORDS)[:4] == b"%PDF"
    with zipfile.ZipFile(io.BytesIO(charts_zip(data, WORDS))) as packed:
        assert len(packed.namelist()) == 7


def test_a_picture_says_how_many_in_its_description():
    svg = profile_svg(of("checklist"), WORDS)
    said = ET.fromstring(svg).find(f"{SVG}desc").text
    for cell in of("checklist")["domains"]:
        held = cell["rounds"][-1]
        assert WORDS.say("common.chart.of", n=held["counts"][1], all=held["ratings"]) in said


def test_what_too_few_answered_is_in_no_document():
    few = of("feedback of four")
    withheld = WORDS.say("common.chart.withheld")
    assert texts(profile_svg(few, WORDS)).replace(" ", "").count(withheld.replace(" ", "")) == 3
    shown = [table.rows for part in outline(few, WORDS).parts for table in part.blocks
             if hasattr(table, "rows") and hasattr(table, "names")]  # fmt: skip
    assert shown
    assert all(cell in ("–", WORDS.say("reports.kinds.withheld")) for rows in shown
               for row in rows for cell in row[2:])  # fmt: skip


@pytest.mark.parametrize("name", ROOMS)
def test_the_workbook_opens_on_decisions_in_a_sheet_of_their_kind(name):
    data = of(name)
    book = openpyxl.load_workbook(io.BytesIO(workbook(data, WORDS)))
    kinds = list(dict.fromkeys(cell["kind"] for cell in data["domains"]))
    titles = [WORDS.say(f"reports.sheets.rows_{kind}") for kind in kinds]
    assert book.sheetnames[1 : len(titles) + 1] == titles
    opens = titles[0] if len(titles) == 1 else WORDS.say("reports.sheets.decisions")
    assert book.active.title == opens
    sheet = list(book[titles[0]].iter_rows(values_only=True))
    rows = {(cell["copy"], cell["row"]) for cell in data["domains"] if cell["kind"] == kinds[0]}
    assert len(sheet) == 1 + len(rows)


def test_two_numbers_of_a_row_stand_beside_each_other_with_their_gap():
    book = openpyxl.load_workbook(io.BytesIO(workbook(of("scaling"), WORDS)))
    head, first, *_ = book[WORDS.say("reports.sheets.rows_number")].iter_rows(values_only=True)
    row = dict(zip(head, first, strict=True))
    now, wanted = (
        row[WORDS.say("reports.columns.sheet_decided.title", column=column["name"])]
        for column in of("scaling")["framework"]["columns"]
    )
    assert row[WORDS.say("reports.columns.gap.title")] == wanted - now


def test_a_slide_has_a_chart_to_edit_for_each_part_of_the_rows():
    show = pptx.Presentation(io.BytesIO(report_pptx(many(), WORDS)))
    charts = [shape.chart for slide in show.slides for shape in slide.shapes if shape.has_chart]
    rows = [category for chart in charts for category in chart.plots[0].categories]
    assert len(rows) == 84
    assert max(len(list(chart.plots[0].categories)) for chart in charts) <= 10


def advised(room):
    framework = room.workshop.framework
    library = shipped(framework.key)
    held = replace(room.situation(), guidance=guidance(framework, {library.key: library}))
    return record(held, room.entries, room.now, WORDS)


def notes_of(data: Record) -> dict[str, list[str]]:
    """What stands beside decisions in a report, by the title of its part."""
    title = WORDS.say("lead.next_step")
    return {
        part.title: [one.text for one in part.blocks if isinstance(one, Note) and one.name == title]
        for part in outline(data, WORDS).parts
        if part.kind == "domain"
    }


def test_the_next_step_stands_beside_a_low_decision_alone():
    room = Room(cascade())
    room.rates("clarity", 0, 0, 1)
    room.rules("clarity", "majority")
    room.rates("contact", 3, 3, 3)
    room.rules("contact", "unanimous")
    data = advised(room)
    found = notes_of(data)
    clarity, contact = data["domains"][:2]
    assert found[clarity["name"]] == [clarity["ruling"]["next_step"]]
    assert clarity["ruling"]["next_step"]
    assert found[contact["name"]] == []
    assert contact["ruling"]["next_step"]


def test_the_next_step_stands_beside_what_is_not_in_place():
    data = advised(ROOMS["checklist"]())
    found = notes_of(data)
    for cell in data["domains"]:
        if cell["ruling"]["rating"] == 0:
            assert found[cell["name"]] == [cell["ruling"]["next_step"]]
    slides = pptx.Presentation(io.BytesIO(report_pptx(data, WORDS))).slides
    said = " ".join(s.text_frame.text for slide in slides for s in slide.shapes if s.has_text_frame)
    assert WORDS.say("lead.next_step") in said


def test_who_ticked_or_chose_answered_and_did_not_rate():
    for name in ROOMS:
        found = of(name)
        for cell in found["domains"]:
            ruling = cell["ruling"]
            if not ruling or ruling["rating"] is None:
                continue
            did = "rated" if cell["kind"] == "rating" else "answered"
            known = "" if ruling["present"] is None else "_of"
            assert manner(cell, WORDS).endswith(WORDS.say(f"common.{did}{known}", **ruling))


def test_reports_name_the_same_rows_as_most_and_fewest_as_the_pages():
    data = of("checklist")
    shares = {
        cell["name"]: held["counts"][1] / held["ratings"]
        for cell in data["domains"]
        if (held := shown(cell)) and held["ratings"]
    }
    found = {title: [name for name, _ in said] for title, said in ends(data, WORDS)}
    for title, end in (("most", max), ("fewest", min)):
        at_it = {name for name, share in shares.items() if share == end(shares.values())}
        named = set(found.get(WORDS.say(f"common.rows.{title}"), ()))
        assert named == (at_it if 2 * len(at_it) < len(data["domains"]) else set())
