"""What changed between workshops, in the record and in every file made of it."""

import csv
import io
import re
import time
import zipfile
from itertools import pairwise
from xml.etree import ElementTree as ET

import docx
import msgspec
import openpyxl
import page
import pptx
import pytest
from msgspec.structs import replace
from pptx.util import Inches

from tests.builders import ROOT, WORDS, a_room_in, cascade, three_by_five
from tests.exports.series import (
    a_second_room,
    first,
    long_series,
    record_after,
    result,
    second,
)
from tests.exports.test_charts import PAYLOADS, SVG, described, read, texts
from tests.exports.test_pdf import pages_of
from tests.exports.test_record import fields
from tests.exports.test_slide import pixels
from tests.exports.test_tables import FORMULAS
from voting.core.state import Phase
from voting.programme.result import Returning
from voting.reports.blocks import Table
from voting.reports.changed import changed
from voting.reports.changed_figures import history_figure, history_svg
from voting.reports.changed_said import decision_said, finding, notes, title
from voting.reports.changed_slide import HEIGHT, WIDTH, changed_svg
from voting.reports.changed_tables import changed_table
from voting.reports.charts import charts_zip
from voting.reports.codebook import codebook_table
from voting.reports.csv import changed_csv
from voting.reports.drawing import EDGE
from voting.reports.outline import outline
from voting.reports.pdf import report_pdf
from voting.reports.slide import as_png
from voting.reports.slides import report_pptx
from voting.reports.word import report_docx
from voting.reports.workbook import workbook
from voting.views.changes import changed as changed_view
from voting.views.lead import lead_view

ABOUT = {"area": "Northshire", "mark": "", "credit": "Whose it is"}


def told(*results, **compared):
    return changed(results or (first(), second()), WORDS, **compared)


# --- the record -----------------------------------------------------------------------------------


def test_without_an_earlier_workshop_there_is_nothing_to_compare():
    assert record_after()["changed"] is None
    assert changed([first()], WORDS) is None
    assert changed([], WORDS) is None
    assert changed([first(), second()], WORDS, earlier="two", later="one") is None
    assert changed([first(), second()], WORDS, later="unknown") is None


def test_the_record_says_what_the_results_page_says():
    room = a_second_room()
    at = replace(room.situation(), before=(first(),))
    data, view = record_after(first())["changed"], changed_view(at)
    assert lead_view(at).changed == view
    assert [p["workshop"] for p in data["points"]] == ["one", room.workshop.id]
    shown = {one.domain: one for one in view.domains}
    assert [one["key"] for one in data["domains"]] == list(shown)
    for one in data["domains"]:
        same = shown[one["key"]]
        change = one["change"]
        assert (change["steps"], change["why"]) == (same.steps, same.why)
        assert change["notes"] == list(same.notes)
        for cell, then in zip(one["then"], same.then, strict=True):
            plain = msgspec.json.decode(msgspec.json.encode(then))
            assert len(cell["levels"]) == plain.pop("levels")
            assert (cell["label"] or "") == plain.pop("label")
            assert {name: cell[name] for name in plain} == plain
    mix = [(s.sector, list(s.people)) for s in view.sectors]
    assert [(s["key"], s["people"]) for s in data["sectors"]] == mix


def test_steps_are_counted_and_what_is_missing_is_never_0():
    by_key = {one["key"]: one for one in told()["domains"]}
    outcome = {key: (d["change"]["outcome"], d["change"]["steps"]) for key, d in by_key.items()}
    assert outcome == {
        "clarity": ("up", 1),
        "contact": ("up", 2),
        "structures": ("decided", None),
        "outcomes": ("same", 0),
        "learning": ("down", -1),
        "integration": ("unresolved", None),
        "evidence": ("decided", None),
    }
    assert by_key["structures"]["then"][0]["rating"] is None
    assert told()["summary"] == {
        "up": 2, "same": 1, "down": 1, "decided": 2, "unresolved": 1, "undecided": 0, "apart": 0
    }  # fmt: skip


def test_a_rehearsal_counts_only_where_it_is_the_one_compared():
    practised = replace(first(), workshop="practised", rehearsal=True)
    assert [p["workshop"] for p in told(practised, first(), second())["points"]] == ["one", "two"]
    here = told(first(), replace(second(), rehearsal=True))
    assert [p["rehearsal"] for p in here["points"]] == [False, True]
    assert any("rehearsal" in note for note in notes(here, WORDS))


def test_two_workshops_of_a_series_may_be_chosen():
    third = replace(second(), workshop="three", date="2026-09-01", kind="review")
    series = (first(), second(), third)
    assert (told(*series)["from"], told(*series)["to"]) == ("two", "three")
    chosen = told(*series, earlier="one", later="three")
    assert chosen["domains"][0]["change"]["from"] == "one"
    assert chosen["domains"][0]["changes"][1]["from"] == "one"
    assert told(*series, later="two")["domains"][0]["changes"][2]["from"] == "two"


def test_other_frameworks_scales_and_wordings_are_told():
    other = result(
        "three", "2026-07-01", {"trust": (("consensus", 4), (0, 0, 0, 0, 9))}, three_by_five()
    )
    apart = told(first(), other)
    assert {d["change"]["why"] for d in apart["domains"]} == {"instrument"}
    assert finding(apart, WORDS) == "All 10 domains not compared"
    reworded = replace(cascade(), version="1")
    notes_then = list(notes(told(replace(first(), framework=reworded), second()), WORDS))
    assert any("version 1 then, version 2 now" in note for note in notes_then)
    paper = list(notes(told(replace(first(), imported=True), second()), WORDS))
    assert any("5 March 2026" in note and "imported" in note for note in paper)


def test_every_field_of_it_is_described():
    text = (ROOT / "docs/record.md").read_text()
    described_there = set(re.findall(r"`([a-z_]+)`", text))
    flows = replace(second(), returning=replace(second().returning, flows={}))
    assert set(fields(told(first(), flows))) <= described_there


def test_it_is_plain_data():
    data = record_after(first())
    assert msgspec.json.decode(msgspec.json.encode(data)) == data


# --- in words -------------------------------------------------------------------------------------


def test_a_finding_counts_domains():
    assert finding(told(), WORDS) == (
        "2 domains up, 1 down, 1 the same, 2 newly decided, 1 left unresolved"
    )
    assert finding(told(first(), replace(first(), workshop="again")), WORDS).startswith(
        "5 domains the same, 1 left unresolved"
    )
    assert title(told(), WORDS) == "What changed since Workshop I, 5 March 2026"


def test_a_decision_is_told_with_its_votes_and_what_is_missing_in_words():
    said = [decision_said(d["then"][0], WORDS) for d in told()["domains"]]
    assert said == [
        "1, by most votes, 11 of 18",
        "0, by consensus",
        "Left unresolved",
        "1, unanimous, 18 of 18",
        "2, by tie-break, 7 of 18",
        "2, by most votes, 12 of 18",
        "No decision",
    ]


# --- changed.csv ----------------------------------------------------------------------------------


def rows(data: dict) -> list[dict[str, str]]:
    text = changed_csv(data, WORDS).removeprefix("\ufeff")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_the_table_has_a_line_for_each_domain_and_workshop():
    data = record_after(first())
    held = rows(data)
    assert len(held) == 7 * 2
    clarity = [row for row in held if row["domain"] == "clarity"]
    assert [row["rating"] for row in clarity] == ["1", "2"]
    assert [row["steps"] for row in clarity] == ["", "1"]
    assert [row["votes_1"] for row in clarity] == ["11", "1"]
    assert clarity[1]["compared_with"] == "one"
    integration = [row for row in held if row["domain"] == "integration"]
    assert [(r["rating"], r["decision"], r["change"], r["steps"]) for r in integration] == [
        ("2", "decided", "", ""),
        ("", "unresolved", "unresolved", ""),
    ]
    assert clarity[0]["sector_mix"].startswith("School or college: 8 | CYPMHS")
    back = ("returned", "returned_of", "returned_since")
    of_both = changed_table(told(), "Northshire", WORDS).rows[:2]
    assert [[row.get(name) for name in back] for row in of_both] == [[None] * 3, [14, 20, "one"]]


def test_every_line_is_what_the_results_say():
    series = long_series()
    data = record_after(*series[:4]) | {"changed": told(*series)}
    held = {(row["workshop_id"], row["domain"]): row for row in rows(data)}
    assert len(held) == 5 * 7
    before: dict[str, int | None] = {}
    for one in series:
        for domain in one.domains:
            row, found = held[one.workshop, domain.domain], domain.decision
            rating = found.rating
            assert row["rating"] == ("" if rating is None else str(rating))
            assert row["votes_for"] == ("" if rating is None else str(domain.last.counts[rating]))
            counts = [row[f"votes_{n}"] for n in range(4)]
            assert counts == [str(n) for n in domain.last.counts]
            assert (row["people"], row["imported"]) == (str(one.people), "no" if before else "yes")
            was = before.get(domain.domain)
            steps = "" if was is None or rating is None else str(rating - was)
            assert row["steps"] == steps
        before = {domain.domain: domain.decision.rating for domain in one.domains}


@pytest.mark.parametrize("text", FORMULAS)
def test_nothing_in_it_runs(text):
    data = record_after(first())
    data["workshop"]["area"] = text
    data["changed"]["domains"][0]["then"][0]["name"] = text
    row = rows(data)[0]
    assert row["area"] == f"'{text}"
    assert row["domain_name"] == f"'{text}"


def test_the_codebook_says_what_its_columns_mean():
    there = {row.get("name") for row in codebook_table(record_after(first()), WORDS).rows}
    assert {"compared_with", "steps", "sector_mix", "why_no_steps"} <= there
    without = {row.get("name") for row in codebook_table(record_after(), WORDS).rows}
    assert "compared_with" not in without


# --- the picture ----------------------------------------------------------------------------------


def marks(svg: str, tag: str) -> list[ET.Element]:
    return list(ET.fromstring(svg).iter(f"{SVG}{tag}"))


def arrows(svg: str) -> list[tuple[float, float]]:
    """Where each level arrow begins and ends, from the top."""
    found = []
    for one in marks(svg, "polygon"):
        points = [tuple(map(float, at.split(","))) for at in one.get("points").split()]
        (x1, _), (x2, _) = points[0], points[3]
        if abs(x2 - x1) > 20:
            found.append((x1, x2))
    return found


def test_its_title_is_the_finding_and_it_names_both_rooms():
    svg = changed_svg(told(), ABOUT, WORDS)
    root = ET.fromstring(svg)
    assert root.get("viewBox") == f"0 0 {WIDTH} {HEIGHT}"
    assert texts(svg)[0] == finding(told(), WORDS)
    said = read(svg)
    for part in ("Workshop I, 5 March 2026", "Workshop II, 12 May 2026", "18 people", "20 people"):
        assert part in said
    assert "At least 14 of the 20 people" in said
    assert "Turnover is not progress" in said
    assert "Left unresolved now" in said
    assert "Clarity on roles: then 1, by most votes, 11 of 18; now 2, by consensus." in described(
        svg
    )


def test_an_arrow_is_as_long_as_the_change_and_only_where_there_is_one():
    svg = changed_svg(told(), ABOUT, WORDS)
    (up1, up2, down1) = arrows(svg)
    assert up1[1] > up1[0]
    assert down1[1] < down1[0]
    step = (up2[1] - up2[0]) - (up1[1] - up1[0])
    assert step == pytest.approx(850 / 4, abs=1)
    assert up1[1] - up1[0] == pytest.approx(down1[0] - down1[1], abs=1)


def long_words() -> dict:
    framework = cascade()
    domains = [
        replace(framework.rows[at % 7], key=f"d{at}", short=name, name=name)
        for at, name in enumerate(("Verantwortlichkeitsabgrenzungsvereinbarungen", "Kurz") * 6)
    ]
    levels = [
        replace(framework.levels[at % 4], rating=at, label=f"Herausforderungsstufe {at}")
        for at in range(6)
    ]
    big = replace(framework, key="big", rows=tuple(domains), levels=tuple(levels))
    counts = (3,) * 6
    then = {f"d{at}": (("majority", at % 6), counts) for at in range(12)}
    now = {f"d{at}": (("consensus", (at * 2 + 1) % 6), counts) for at in range(12)}
    mix = {sector.key: 11 for sector in framework.sectors}
    return told(
        result("one", "2026-03-05", then, big, sectors=mix),
        result(
            "two",
            "2026-09-12",
            now,
            replace(big, version="9"),
            sectors=mix | {"": 4},
            imported=True,
        ),
    )


@pytest.mark.parametrize(
    "data",
    [
        told(),
        long_words(),
        told(first(), replace(second(), domains=(), finished_at=None)),
        told(
            *(
                result(
                    id,
                    "2026-03-05",
                    {d.key: (("unresolved", None), (9, 0, 0, 9)) for d in cascade().domains},
                )
                for id in ("one", "two")
            )
        ),
    ],
    ids=["the usual", "long words, 12 domains, 6 levels", "nothing now", "all unresolved"],
)
def test_letters_are_large_enough_for_a_slide_and_stay_on_it(data):
    area = "Mecklenburgische Seenplatte und kreisfreie Städte " * 4
    svg = changed_svg(data, ABOUT | {"area": area, "mark": WORDS.say("reports.rehearsal")}, WORDS)
    for one in marks(svg, "text"):
        size, x, y = (float(one.get(name)) for name in ("font-size", "x", "y"))
        assert size >= 16
        assert y <= HEIGHT - 20
        wide = len_in_open_sans(one.text, size, one.get("font-weight") == "bold")
        left = {"middle": x - wide / 2, "end": x - wide}.get(one.get("text-anchor"), x)
        assert left >= 40
        assert left + wide <= WIDTH - 40
    rows_of = sorted({float(one.get("y1")) for one in marks(svg, "line")})
    assert all(low < high for low, high in pairwise(rows_of))


def len_in_open_sans(text: str, size: float, bold: bool) -> float:
    from PIL import ImageFont

    file = ROOT / "voting/reports/fonts" / f"OpenSans-{'Bold' if bold else 'Regular'}.ttf"
    return ImageFont.truetype(str(file), 100).getlength(text) * size / 100


def test_as_a_png_it_fills_a_slide():
    width, height, _ = pixels(as_png(changed_svg(told(), ABOUT, WORDS)))
    assert (width, height) == (WIDTH, HEIGHT)


@pytest.mark.parametrize("text", PAYLOADS)
def test_what_people_typed_stays_text(text):
    data = told()
    data["domains"][0]["short"] = text
    svg = changed_svg(data, ABOUT | {"area": text}, WORDS)
    root = ET.fromstring(svg.encode())
    allowed = ("svg", "title", "desc", "rect", "text", "line", "circle", "polygon")
    assert {one.tag for one in root.iter()} <= {SVG + tag for tag in allowed}
    assert not [name for one in root.iter() for name in one.attrib if name.startswith("on")]


def test_a_record_of_a_workshop_in_progress_compares_what_is_decided():
    data = record_after(first(), room=a_room_in(Phase.RULED))
    assert {d["change"]["why"] for d in data["changed"]["domains"]} == {"instrument"}


# --- reports --------------------------------------------------------------------------------------


def five() -> dict:
    return record_after(*long_series()[:4])


@pytest.mark.parametrize("made", [lambda: record_after(first()), five], ids=["two", "five"])
def test_a_report_has_a_part_about_it_after_the_findings_and_is_open_to_everybody(made):
    data = made()
    told_there = outline(data, WORDS)
    part = told_there.parts[1]
    assert (part.kind, part.title) == ("changed", title(data["changed"], WORDS))
    assert outline(data | {"changed": None}, WORDS).parts[1].kind == "domain"
    pdf = report_pdf(data, WORDS)
    found = page.validate_pdf_bytes(pdf)
    assert [one.message for one in found.failures] == []
    pages = pages_of(pdf)
    assert pages[part.title] == 2
    domains = [one["name"] for one in data["domains"]]
    assert all(pages[name] > 2 for name in domains if name in pages)


def test_its_table_has_both_decisions_and_the_change_with_a_sign():
    data = record_after(first())
    (decisions, rooms) = (b for b in outline(data, WORDS).parts[1].blocks if isinstance(b, Table))
    then, now = (data["changed"]["points"][at] for at in (0, 1))
    assert decisions.head[1].startswith(f"{then['kind_label']}, {WORDS.date(then['date'])}")
    assert decisions.rows[0] == (
        "Clarity on roles", "1, by most votes, 11 of 18", "2, by most votes, 3 of 4", "Up 1 step"
    )  # fmt: skip
    assert decisions.rows[5][2:] == ("Left unresolved", "Left unresolved now")
    assert decisions.signs[:1] + decisions.signs[4:6] == ("up", "down", "")
    assert rooms.rows[0] == ("School or college", "8", "4")
    assert rooms.rows[-1][1:] == (str(then["people"]), str(now["people"]))
    blocks_said = str(outline(data, WORDS).parts[1].blocks)
    assert WORDS.say("reports.changed.turnover") in blocks_said
    document = docx.Document(io.BytesIO(report_docx(data, WORDS)))
    assert document.tables[0].rows[1].cells[3].text == "↑ Up 1 step"


def test_how_those_who_came_to_both_moved_is_told_where_it_may_be_shown():
    flows = {"clarity": ((2, 3, 0, 0), (0, 4, 1, 0), (0, 1, 2, 0), (0, 0, 0, 1))}
    now = replace(second(), returning=Returning("one", 14, 20, flows))
    line = WORDS.say("common.movement.line", up=4, down=1, stayed=9)
    said = WORDS.say("reports.changed.moved", domain="Clarity on roles", line=line)
    data = record_after(first()) | {"changed": told(first(), now)}
    assert said in str(outline(data, WORDS).parts[1])
    elsewhere = replace(now, returning=Returning("zero", 14, 20, flows))
    data = record_after(first()) | {"changed": told(first(), elsewhere)}
    assert WORDS.say("reports.changed.flows") not in str(outline(data, WORDS).parts[1])


def test_a_series_is_drawn_from_the_third_workshop_on_and_a_gap_stays_a_gap():
    assert not any(
        name.startswith("history") for name in outline(record_after(first()), WORDS).charts
    )
    series = told(*long_series())
    domain = series["domains"][4]  # unresolved at the second of five
    svg = history_svg(series, [domain], ABOUT, WORDS)
    lines_between = [one for one in marks(svg, "line") if one.get("stroke") == EDGE]
    assert len(lines_between) == 2  # the third to the fourth, and that to the fifth
    assert len(marks(svg, "circle")) == 4
    assert "Left" in texts(svg)
    assert "imported" in read(svg)


def test_a_history_of_its_own_holds_all_workshops_and_joins_only_those_that_compare():
    framework = replace(cascade(), key="another")
    series = [
        result(f"w{n}", f"20{10 + n}-03-05", {"clarity": (("consensus", 1), (0, 9, 0, 0))}, own)
        for n, own in enumerate([cascade(), framework, *[cascade()] * 7])
    ]
    data = told(*series)
    svg = history_svg(data, data["domains"][:1], ABOUT, WORDS)
    assert len(marks(svg, "circle")) == 9
    assert len([one for one in marks(svg, "line") if one.get("stroke") == EDGE]) == 6
    for text in marks(svg, "text"):
        assert 0 <= float(text.get("x")) <= float(ET.fromstring(svg).get("width"))
    drawn = history_figure(data, data["domains"][:1], WORDS)[0]
    assert len(marks(drawn, "circle")) == 6


def test_the_zip_has_a_history_of_each_domain():
    with zipfile.ZipFile(io.BytesIO(charts_zip(five(), WORDS))) as packed:
        names = [name for name in packed.namelist() if name.startswith("history-")]
        assert names[0] == "history-1-clarity.svg"
        assert len(names) == 7
        assert all(ET.fromstring(packed.read(name)).tag == f"{SVG}svg" for name in names)


def test_a_slide_has_both_decisions_as_a_chart_to_edit_and_both_rooms():
    data = record_after(first())
    show = pptx.Presentation(io.BytesIO(report_pptx(data, WORDS)))
    slide = show.slides[2]
    assert slide.shapes.title.text_frame.text == finding(data["changed"], WORDS)
    (chart,) = (shape.chart for shape in slide.shapes if shape.has_chart)
    then, now = chart.plots[0].series
    assert list(then.values) == [1, 0, None, 1, 2, 2, None]
    assert list(now.values) == [2, None, None, None, 1, None, None]
    written = " ".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)
    assert WORDS.say("reports.changed.turnover") in written
    assert "School or college: 8 then, 4 now" in written


@pytest.mark.parametrize("data", [told(), long_words()], ids=["usual", "long"])
def test_nothing_on_the_slide_runs_out_of_its_box(data):
    record_here = record_after(first()) | {"changed": data}
    slide = pptx.Presentation(io.BytesIO(report_pptx(record_here, WORDS))).slides[2]
    boxes = [shape for shape in slide.shapes if shape.has_text_frame and shape.text_frame.text]
    for box in boxes:
        assert box.left + box.width <= Inches(40 / 3)
        assert box.top + box.height <= Inches(7.5)


def test_a_workbook_has_a_sheet_with_a_chart_and_the_series():
    data = record_after(first())
    book = openpyxl.load_workbook(io.BytesIO(workbook(data, WORDS)))
    sheet = book[WORDS.say("reports.sheets.what_changed")]
    cells = {(c.row, c.column): c.value for row in sheet.iter_rows() for c in row}
    rows_there = [[cells.get((r, c)) for c in range(1, 8)] for r in range(1, sheet.max_row + 1)]
    clarity = next(row for row in rows_there if row[0] == "Clarity on roles")
    assert (clarity[1], clarity[3], clarity[5]) == (1, 2, 1)
    structures = next(row for row in rows_there if row[0] == "Shared planning structures")
    assert (structures[1], structures[3], structures[5]) == (None, None, None)
    assert len(sheet._charts) == 1
    assert WORDS.say("reports.sheets.changed") in book.sheetnames
    assert not [c for s in book for row in s.iter_rows() for c in row if c.data_type == "f"]


@pytest.mark.parametrize("text", [FORMULAS[0], FORMULAS[4], *PAYLOADS[1:4]])
def test_what_people_typed_is_only_text_in_every_file(text):
    data = record_after(replace(first(), title=text))
    data["workshop"] |= {"area": text, "title": text}
    data["changed"]["domains"][0] |= {"short": text, "name": text}
    data["changed"]["sectors"][0]["name"] = text
    assert page.is_pdf_compliant_bytes(report_pdf(data, WORDS))
    book = openpyxl.load_workbook(io.BytesIO(workbook(data, WORDS)))
    assert not [c for s in book for row in s.iter_rows() for c in row if c.data_type == "f"]
    report_docx(data, WORDS)
    report_pptx(data, WORDS)


def test_a_report_over_five_workshops_is_made_in_time():
    data = five()
    began = time.process_time()
    report_pdf(data, WORDS)
    assert time.process_time() - began < 2
