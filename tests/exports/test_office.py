"""The report for Word and as slides: real headings, tables and charts, with words for each."""

import io
import re
import shutil
import subprocess
import zipfile
from functools import cache
from pathlib import Path

import docx
import openpyxl
import pptx
import pytest
from docx.oxml.ns import qn
from PIL import Image
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION
from pptx.util import Emu, Inches, Pt

from tests.builders import (
    WORDS,
    Room,
    a_finished_room,
    a_room_in,
    a_room_that_differs,
    cascade,
    recorded,
)
from tests.exports.series import long_series, record_after
from tests.exports.test_pdf import PAYLOADS, a_room_saying
from tests.exports.worst import a_room_at_its_limits
from tests.pseudo import PSEUDO
from voting.core.state import Phase
from voting.reports.drawing import broken
from voting.reports.headline import headline
from voting.reports.outline import outline
from voting.reports.record import record as make_record
from voting.reports.slides import report_pptx
from voting.reports.word import report_docx
from voting.reports.workbook import workbook

ROOMS = {
    "nothing yet": lambda: Room(cascade()),
    "two sides that differ": a_room_that_differs,
    "three domains on five levels": a_finished_room,
    "a rehearsal": lambda: a_room_in(Phase.RULED, rehearsal=True),
    "at its limits": a_room_at_its_limits,
}


@cache
def data(name: str) -> dict:
    return recorded(ROOMS[name]())


@cache
def files(name: str) -> tuple[bytes, bytes]:
    """For Word, and slides."""
    return report_docx(data(name), WORDS), report_pptx(data(name), WORDS)


def word(name: str):
    return docx.Document(io.BytesIO(files(name)[0]))


def slides(name: str):
    return pptx.Presentation(io.BytesIO(files(name)[1]))


def texts(slide) -> list[str]:
    return [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]


def charts(slide) -> list:
    return [shape for shape in slide.shapes if shape.has_chart]


# --- Word -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ROOMS)
def test_a_document_has_the_headings_tables_and_pictures_of_the_report(name):
    told, made = outline(data(name), WORDS), word(name)
    headings = [p.text for p in made.paragraphs if p.style.name in ("Heading 1", "Heading 2")]
    assert headings[0] == told.title
    parts = [part.title for part in told.parts if part.title]
    assert [one for one in headings if one in parts] == parts
    alts = [shape._inline.docPr.get("descr") for shape in made.inline_shapes]
    assert len(alts) == len(told.charts)
    assert all(alts)
    for table in made.tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert all(cell.text for cell in table.rows[0].cells)
    assert made.core_properties.title == told.name
    spoken = made.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:lang')}")
    assert spoken.get(qn("w:val")) == made.core_properties.language == "en-GB"


def test_a_documents_tables_hold_the_records_numbers():
    record = data("two sides that differ")
    counts = word("two sides that differ").tables[0]
    rounds = [held for domain in record["domains"] for held in domain["rounds"]]
    rows = [[cell.text for cell in row.cells] for row in counts.rows[1:]]
    assert [row[2:6] for row in rows] == [[str(n) for n in held["counts"]] for held in rounds]


def test_pictures_are_sharp():
    with zipfile.ZipFile(io.BytesIO(files("two sides that differ")[0])) as packed:
        pictures = [one for one in packed.namelist() if one.endswith(".png")]
        sizes = [Image.open(io.BytesIO(packed.read(one))).size for one in pictures]
    assert len(sizes) == 4
    assert all(width == 1440 for width, _ in sizes)  # over 170 mm: 215 dots per inch


def test_pages_are_numbered_and_a_rehearsal_is_marked():
    made = word("a rehearsal")
    section = made.sections[0]
    fields = [one.text for one in section.footer._element.iter(qn("w:instrText"))]
    assert fields == ["PAGE", "NUMPAGES"]
    assert WORDS.say("reports.rehearsal") in section.header.paragraphs[0].text
    assert word("three domains on five levels").sections[0].header.paragraphs[0].text == ""


# --- slides ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ROOMS)
def test_slides_are_wide_and_each_has_a_finding_a_source_and_words_for_its_chart(name):
    record, made = data(name), slides(name)
    assert made.slide_width / made.slide_height == pytest.approx(16 / 9, abs=0.001)
    titles = [slide.shapes.title.text_frame.text for slide in made.slides]
    assert titles[1] == headline(record, WORDS)
    assert len(set(titles)) == len(titles)
    for slide in made.slides:
        assert record["workshop"]["area"] in slide.notes_slide.notes_text_frame.text
        assert record["framework"]["credit"] in slide.notes_slide.notes_text_frame.text
        for shape in charts(slide):
            assert shape._element.nvGraphicFramePr.cNvPr.get("descr")
    if record["workshop"]["rehearsal"]:
        said = WORDS.say("reports.rehearsal")
        assert all(said in " ".join(texts(slide)) for slide in made.slides)
    assert made.core_properties.title == outline(record, WORDS).name


def test_there_is_a_chart_of_the_profile_and_of_each_domain_to_edit():
    record = data("three domains on five levels")
    made = slides("three domains on five levels")
    levels = record["framework"]["levels"]
    _, profile, *domains, needs = made.slides
    ratings = [domain["ruling"]["rating"] for domain in record["domains"]]
    drawn = charts(profile)[0].chart.plots[0].series
    assert [series.name for series in drawn] == [level["label"] for level in levels]
    for level, series in zip(levels, drawn, strict=True):
        rated = [one if one == level["rating"] else None for one in ratings]
        assert list(series.values) == rated
        assert f'"{level["rating"]} {level["label"]}"' in series.data_labels.number_format
    for slide, domain in zip(domains, record["domains"], strict=True):
        drawn = charts(slide)[0].chart
        rounds = [held for held in domain["rounds"] if held["ratings"]]
        assert len(drawn.plots[0].categories) == len(rounds)
        for place, series in enumerate(drawn.plots[0].series):
            assert list(series.values) == [held["counts"][place] for held in rounds]
        book = drawn.part.chart_workbook.xlsx_part.blob
        sheet = openpyxl.load_workbook(io.BytesIO(book)).active
        assert [cell.value for cell in sheet[2]][1:] == rounds[0]["counts"]
    assert WORDS.say("lead.needs") in needs.shapes.title.text_frame.text


@pytest.mark.parametrize("name", ROOMS)
def test_what_stands_on_a_bar_follows_what_is_typed_into_the_sheet(name):
    for slide in slides(name).slides:
        for shape in charts(slide):
            drawn = shape.chart
            assert not list(drawn._chartSpace.iter(_chart("rich")))  # no text that stays
            for series in drawn.plots[0].series:
                assert series.data_labels.show_value
            assert drawn.plots[0]._element.tag == _chart("barChart")
    stacked = [shape.chart for slide in list(slides(name).slides)[2:] for shape in charts(slide)]
    # All of a bar is all ratings of its round: a number that is changed cannot leave the scale.
    assert {drawn.chart_type for drawn in stacked} <= {XL_CHART_TYPE.BAR_STACKED_100}


def test_names_on_long_bars_stand_on_them_and_others_beside():
    """And each has a row of its own."""
    _, profile, *_ = slides("at its limits").slides
    drawn = charts(profile)[0].chart
    low, *_, high = drawn.plots[0].series
    assert low.data_labels.position == XL_LABEL_POSITION.OUTSIDE_END
    assert high.data_labels.position == XL_LABEL_POSITION.INSIDE_END
    assert all(one.get("wrap") == "none" for one in _in_labels(drawn, "bodyPr"))
    assert next(drawn._chartSpace.iter(_chart("tickLblSkip"))).get("val") == "1"


def _in_labels(drawn, name: str) -> list:
    labels = [series.data_labels._element for series in drawn.plots[0].series]
    main = "http://schemas.openxmlformats.org/drawingml/2006/main"
    return [found for one in labels for found in one.iter(f"{{{main}}}{name}")]


def _chart(name: str) -> str:
    return f"{{http://schemas.openxmlformats.org/drawingml/2006/chart}}{name}"


def test_a_domain_left_unresolved_is_named_so_where_its_bar_would_be():
    room = Room()
    room.rates("trust", 0, 4)
    room.rules("trust", "unresolved", note="No agreement in sight")
    made = pptx.Presentation(io.BytesIO(report_pptx(recorded(room), WORDS)))
    named = list(charts(made.slides[1])[0].chart.plots[0].categories)
    assert named[0].endswith(WORDS.say("common.domain_status.unresolved"))
    assert "No agreement in sight" in " ".join(texts(made.slides[2]))


@pytest.mark.parametrize("name", ROOMS)
def test_nothing_runs_out_of_its_box_or_over_another(name):
    for slide in slides(name).slides:
        boxes = [shape for shape in slide.shapes if shape.has_text_frame or shape.has_chart]
        written = sorted((one for one in boxes if one.has_text_frame), key=lambda one: one.top)
        foot = written[-1]
        assert data(name)["workshop"]["area"] in foot.text_frame.text
        for box in written:
            assert _text_ends(box) <= Emu(box.top + box.height).pt + 1
        for box in boxes:
            assert box.left >= 0
            assert box.left + box.width <= slides(name).slide_width
            assert box.top + box.height <= (foot.top if box is not foot else Inches(7.5))
        assert not [
            (one.name, two.name)
            for place, one in enumerate(boxes)
            for two in boxes[place + 1 :]
            if _overlap(one, two) and slide.shapes.title not in (one, two)
        ]


def _text_ends(box) -> float:
    """Where its last line ends, in points from the top of the slide."""
    frame, high = box.text_frame, 0.0
    wide = Emu(box.width - frame.margin_left - frame.margin_right).pt
    for paragraph in frame.paragraphs:
        font = paragraph.font
        rows = broken(paragraph.text.replace("\v", "\n"), wide, font.size.pt, bold=font.bold)
        high += len(rows) * font.size.pt * 1.2 + (paragraph.space_after or Pt(0)).pt
    last = frame.paragraphs[-1].space_after or Pt(0)
    return Emu(box.top + frame.margin_top + frame.margin_bottom).pt + high - last.pt


def _overlap(one, two) -> bool:
    return (
        one.left < two.left + two.width
        and two.left < one.left + one.width
        and one.top < two.top + two.height
        and two.top < one.top + one.height
    )


def test_what_a_slide_has_no_room_for_is_in_its_notes():
    record, made = data("at its limits"), slides("at its limits")
    _, _, *domains, needs, apart = made.slides
    assert len(domains) == len(record["domains"]) == 7
    name = WORDS.say("lead.note")
    for slide, domain in zip(domains, record["domains"], strict=True):
        shown = next(line for one in texts(slide) for line in one.split("\n") if name in line)
        assert shown.endswith("…")
        note = domain["ruling"]["note"]
        assert len(note) == 1000
        assert note.startswith(shown.removeprefix(f"{name}: ").removesuffix("…"))
        assert f"{name}: {note}" in slide.notes_slide.notes_text_frame.text
        assert note in apart.notes_slide.notes_text_frame.text
    for slide, key in ((needs, "needs"), (apart, "disagreed")):
        shorts = [one["short"] for one in record["framework"]["domains"]]
        told = [short for short in shorts if f"{short}: " in "\n".join(texts(slide)[1:])]
        assert len(told) == len(record["summary"][key])
        assert slide.shapes.title.text_frame.text.startswith(WORDS.say(f"lead.{key}"))


def test_both_lists_are_on_one_slide_where_they_have_room():
    *_, needs = slides("three domains on five levels").slides
    assert WORDS.say("lead.needs") in needs.shapes.title.text_frame.text
    assert WORDS.say("lead.disagreed") in "\n".join(texts(needs)[1:])
    assert "…" not in "".join(texts(needs))


# --- both -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", [0, 1])
def test_no_picture_of_another_document_is_in_a_file(kind):
    with zipfile.ZipFile(io.BytesIO(files("nothing yet")[kind])) as packed:
        assert not [one for one in packed.namelist() if "thumbnail" in one]
        assert b"thumbnail" not in packed.read("_rels/.rels")


@pytest.mark.parametrize("text", PAYLOADS)
def test_what_people_typed_stays_text(text):
    record = recorded(a_room_saying(text))
    typed = record["workshop"]["area"]
    both = report_docx(record, WORDS), report_pptx(record, WORDS)
    made, show = docx.Document(io.BytesIO(both[0])), pptx.Presentation(io.BytesIO(both[1]))
    assert typed in [p.text for p in made.paragraphs if p.style.name == "Heading 1"]
    assert typed in show.slides[0].shapes.title.text_frame.text
    for file in both:
        with zipfile.ZipFile(io.BytesIO(file)) as packed:
            links = [packed.read(one) for one in packed.namelist() if one.endswith(".rels")]
        assert not any(b"External" in one for one in links)


@pytest.mark.parametrize("name", ["two sides that differ", "a rehearsal"])
def test_both_are_in_the_language_of_the_workshop(name):
    room = ROOMS[name]()
    record = make_record(room.situation(), room.entries, room.now, PSEUDO)
    document = docx.Document(io.BytesIO(report_docx(record, PSEUDO)))
    assert document.core_properties.language == "pl-PL"
    show = pptx.Presentation(io.BytesIO(report_pptx(record, PSEUDO)))
    for slide in show.slides:
        for run in slide._element.iter("{http://schemas.openxmlformats.org/drawingml/2006/main}r"):
            assert run.rPr.get("lang") == "pl-PL"


def test_both_open_in_libreoffice(tmp_path):
    """Where it is installed with what writes and presents."""
    office = shutil.which("soffice") or ""
    program = Path(office).resolve().parent
    if not office or not all((program / f"lib{part}lo.so").exists() for part in ("sw", "sd", "sc")):
        pytest.skip("no LibreOffice here that opens Word documents and slides")
    changed = record_after(*long_series()[:4])
    both = report_docx(changed, WORDS), report_pptx(changed, WORDS)
    held = dict(zip(("a.docx", "b.pptx"), files("two sides that differ"), strict=True))
    held |= {"c.docx": both[0], "d.pptx": both[1], "e.xlsx": workbook(changed, WORDS)}
    for name, file in held.items():
        (tmp_path / name).write_bytes(file)
    home = f"-env:UserInstallation=file://{tmp_path / 'home'}"
    command = [office, home, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*command, *held], cwd=tmp_path, check=True, timeout=240)
    for name in ("a.pdf", "b.pdf", "c.pdf", "d.pdf", "e.pdf"):
        assert len(re.findall(rb"/Type ?/Page\b", (tmp_path / name).read_bytes())) > 2


@pytest.mark.parametrize("name", ["two sides that differ", "a rehearsal", "at its limits"])
def test_the_word_document_is_in_the_order_that_the_format_wants(name):
    """Word repairs a document whose properties stand in another order."""
    made = word(name)
    section = made.sections[0]
    held = made.element, made.styles.element, section.header._element, section.footer._element
    for kind, names in _ORDER.items():
        order = names.split()
        looks = [look for part in held for look in part.iter(qn(f"w:{kind}"))]
        assert looks
        for look in looks:
            found = [order.index(one.tag.rpartition("}")[2]) for one in look]
            assert found == sorted(found)


_ORDER = {
    "pPr": """pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr
     suppressLineNumbers pBdr shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct
     topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind
     contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment
     textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange""",
    "rPr": """rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint
     noProof snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect
     bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath rPrChange""",
    "tblPr": """tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW
     jc tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption
     tblDescription tblPrChange""",
    "trPr": """cnfStyle divId gridBefore gridAfter wBefore wAfter cantSplit trHeight tblHeader
     tblCellSpacing jc hidden ins del trPrChange""",
    "tcPr": """cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection
     tcFitText vAlign hideMark headers cellIns cellDel cellMerge tcPrChange""",
}
