"""Every file in a made-up language: what is not marked is data, a code or a citation."""

import io
import zipfile
from xml.etree import ElementTree as ET

import msgspec
import openpyxl
import pptx
import pytest

from tests.builders import a_finished_room, a_room_in, a_room_that_differs
from tests.pseudo import PSEUDO, left_behind
from voting.core.state import Phase
from voting.instruments.agreement import Picture
from voting.reports.charts import charts_zip, profile_svg
from voting.reports.codebook import codebook_table
from voting.reports.csv import groups_csv, ratings_csv, reasons_csv, rounds_csv
from voting.reports.outline import outline
from voting.reports.record import record
from voting.reports.slides import report_pptx
from voting.reports.tables import tables
from voting.reports.workbook import workbook

ROOMS = {
    "finished": a_finished_room,
    "with sides and reasons": a_room_that_differs,
    "going on": lambda: a_room_in(Phase.RULED),
    "a rehearsal": lambda: a_room_in(Phase.RULED, rehearsal=True),
}
# For programs: what cells hold instead of words, formats, and names of works.
CODES = {
    "yes", "no", "finished", "unfinished", "shown", "withheld", "side", "sector", "rest",
    "unanimous", "consensus", "majority", "tie-break", "unresolved", "UTC",
    "two-camps", "strong-agreement", "close", "spread",
    "workshop-1", "workshop-2", "review", "other", "cascade-live-record", "docs/method.md",
    "Tastle & Wierman (2007)", "van der Eijk (2001)",
    "Consensus and dissention: a measure of ordinal dispersion. International Journal of "
    "Approximate Reasoning 45, 531–545.",
    "Measuring agreement in ordered rating scales. Quality & Quantity 35, 325–341.",
}  # fmt: skip


def texts(of) -> set[str]:
    """Every text in plain data."""
    if isinstance(of, str):
        return {of}
    inside = of.values() if isinstance(of, dict) else of if isinstance(of, list) else ()
    return {text for one in inside for text in texts(one)}


@pytest.fixture(params=ROOMS, ids=str)
def told(request):
    """A record in the language, and what in it is data."""
    room = ROOMS[request.param]()
    data = record(room.situation(), room.entries, room.now, PSEUDO)
    typed = {data["workshop"][name] for name in ("id", "area", "title", "date", "finished_at")}
    typed |= {text for domain in data["domains"] for text in texts(domain["reasons"])}
    typed |= {(domain["ruling"] or {}).get("note") for domain in data["domains"]}
    typed |= {trainer.name for trainer in room.workshop.trainers.values()}
    columns = {
        c.name for t in (*tables(data, PSEUDO), codebook_table(data, PSEUDO)) for c in t.columns
    }
    times = {text for text in texts(data) if text[:4].isdigit()}
    known = texts(data["framework"]) | typed | columns | times | CODES
    return data, {text for text in known if text and len(text) > 1}


def test_what_people_read_in_the_record(told):
    data, known = told
    read = [data["workshop"]["kind_label"]]
    read += [text for line in data["log"] for text in (line["done"], line["by"])]
    shown = [held for domain in data["domains"] for held in domain["rounds"]]
    read += [held["picture"]["name"] for held in shown if held["picture"]]
    assert {left_behind(text, known) for text in read} == {""}
    assert {p.value for p in Picture} >= {h["picture"]["label"] for h in shown if h["picture"]}


def test_what_people_read_in_the_workbook(told):
    data, known = told
    book = openpyxl.load_workbook(io.BytesIO(workbook(data, PSEUDO)))
    cells = [cell.value for sheet in book for row in sheet.iter_rows() for cell in row]
    read = [*book.sheetnames, book.properties.title, *cells]
    assert {left_behind(text, known) for text in read if isinstance(text, str)} == {""}


def test_what_people_read_in_tables(told):
    data, known = told
    for make in (ratings_csv, rounds_csv, groups_csv, reasons_csv):
        for line in make(data, PSEUDO).splitlines()[1:]:
            for cell in line.split('","'):
                assert left_behind(cell, known) == ""


def test_what_people_read_in_charts(told):
    data, known = told
    words = {word for text in known for word in text.split()}  # lines break between words
    with zipfile.ZipFile(io.BytesIO(charts_zip(data, PSEUDO))) as packed:
        drawn = [packed.read(name).decode() for name in packed.namelist()]
    for svg in (*drawn, profile_svg(data, PSEUDO)):
        told_in = " ".join("".join(one.itertext()) for one in ET.fromstring(svg))
        assert left_behind(told_in, known | words) == ""


def test_what_people_read_in_reports_and_on_slides(told):
    data, known = told
    report = msgspec.to_builtins(outline(data, PSEUDO))
    own = {"kind", "is", "look", "language", "ground", "ink", "name", "charts"}
    read = {text for part in report["parts"] for text in spoken(part, own)}
    read |= {report[name] for name in ("name", "title", "subtitle", "eyebrow", "mark", "source")}
    words = {word for text in known for word in text.split()}
    for svg in report["charts"].values():
        drawn = " ".join("".join(one.itertext()) for one in ET.fromstring(svg))
        assert left_behind(drawn, known | words) == ""
    for slide in pptx.Presentation(io.BytesIO(report_pptx(data, PSEUDO))).slides:
        frames = [shape.text_frame for shape in slide.shapes if shape.has_text_frame]
        read |= {frame.text for frame in (*frames, slide.notes_slide.notes_text_frame)}
    assert {left_behind(text, known) for text in read} == {""}


def spoken(of, own) -> set[str]:
    """Every text in plain data but under the names of its own."""
    if isinstance(of, dict):
        of = [value for name, value in of.items() if name not in own]
    if isinstance(of, list | tuple):
        return {text for one in of for text in spoken(one, own)}
    return {of} if isinstance(of, str) else set()
