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

from tests.builders import (
    WORDS,
    Room,
    a_finished_room,
    a_room_in,
    a_room_that_differs,
    cascade,
    recorded,
)
from tests.exports.test_pdf import PAYLOADS, a_room_saying
from tests.exports.worst import a_room_at_its_limits
from tests.pseudo import PSEUDO
from voting.core.state import Phase
from voting.reports.headline import headline
from voting.reports.outline import outline
from voting.reports.record import record as make_record
from voting.reports.slides import report_pptx
from voting.reports.word import report_docx

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
    _, profile, *domains, needs = made.slides
    ratings = [domain["ruling"]["rating"] for domain in record["domains"]]
    assert list(charts(profile)[0].chart.plots[0].series[0].values) == ratings
    for slide, domain in zip(domains, record["domains"], strict=True):
        drawn = charts(slide)[0].chart
        rounds = [held for held in domain["rounds"] if held["ratings"]]
        for series, held in zip(drawn.plots[0].series, rounds, strict=True):
            shares = [n / held["ratings"] for n in held["counts"]]
            assert list(series.values) == pytest.approx(shares)
        book = drawn.part.chart_workbook.xlsx_part.blob
        assert openpyxl.load_workbook(io.BytesIO(book)).active.max_row == 1 + 5
    assert WORDS.say("lead.needs") in needs.shapes.title.text_frame.text


def test_a_domain_left_unresolved_is_named_so_where_its_bar_would_be():
    room = Room()
    room.rates("trust", 0, 4)
    room.rules("trust", "unresolved", note="No agreement in sight")
    made = pptx.Presentation(io.BytesIO(report_pptx(recorded(room), WORDS)))
    named = list(charts(made.slides[1])[0].chart.plots[0].categories)
    assert named[0].endswith(WORDS.say("common.domain_status.unresolved"))
    assert "No agreement in sight" in " ".join(texts(made.slides[2]))


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
    if not office or not all((program / f"lib{part}lo.so").exists() for part in ("sw", "sd")):
        pytest.skip("no LibreOffice here that opens Word documents and slides")
    for name, held in zip(("a.docx", "b.pptx"), files("two sides that differ"), strict=True):
        (tmp_path / name).write_bytes(held)
    home = f"-env:UserInstallation=file://{tmp_path / 'home'}"
    command = [office, home, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*command, "a.docx", "b.pptx"], cwd=tmp_path, check=True, timeout=120)
    for name in ("a.pdf", "b.pdf"):
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
