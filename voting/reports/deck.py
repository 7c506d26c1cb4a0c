"""A set of slides: wide, each with a title that is a finding, its source, and notes."""

import io
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from msgspec.structs import replace
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Emu, Inches, Pt

from voting.reports import outline
from voting.reports.fitting import INSET_Y, Line, height, largest
from voting.reports.office import without_thumbnail
from voting.reports.record import Record
from voting.reports.said import mark
from voting.words import Words

WIDE, HIGH = Inches(40 / 3), Inches(7.5)
EDGE = Inches(0.6)
ACROSS = WIDE - 2 * EDGE
TOP, _FOOT = 1.5, 6.95  # where what a slide says begins, and its source, in inches from its top
ROOM = (_FOOT - TOP - 0.1) * 72  # between the two, in points
_TITLE_ONLY = 5  # among the layouts of an empty presentation
INK, SOFT = RGBColor(0x1D, 0x23, 0x2D), RGBColor(0x4D, 0x56, 0x65)
FONT = "Arial"


class Deck:
    """The slides so far, of this record."""

    def __init__(self, record: Record, words: Words) -> None:
        self.record, self.words = record, words
        self.show = Presentation()
        self._make_wide()
        about = self.show.core_properties
        author = words.say("common.product")
        about.title, about.author, about.last_modified_by = (
            outline.document_title(record, words),
            author,
            author,
        )
        about.language = words.tag
        made_at = datetime.fromisoformat(record["exported_at"])
        about.created = about.modified = made_at.replace(tzinfo=None)

    def _make_wide(self) -> None:
        """16:9; the layouts that come with the library are 4:3."""
        factor = WIDE / self.show.slide_width
        self.show.slide_width, self.show.slide_height = WIDE, HIGH
        master = self.show.slide_master
        for held in (master, *master.slide_layouts):
            for shape in held.placeholders:
                shape.left, shape.width = int(shape.left * factor), int(shape.width * factor)

    def slide(
        self, title: str, sizes: Sequence[int] = (28, 23, 19, 16, 14), top: float = 0.45
    ) -> Any:
        """A new slide with this title, at the first of the sizes at which it fits."""
        slide = self.show.slides.add_slide(self.show.slide_layouts[_TITLE_ONLY])
        held = slide.shapes.title
        held.left, held.top, held.width, held.height = EDGE, Inches(top), ACROSS, Inches(1.0)
        frame = held.text_frame
        frame.word_wrap, frame.vertical_anchor = True, MSO_ANCHOR.MIDDLE
        line = largest(title, sizes, points(ACROSS), 72, bold=True)
        frame.text = line.text
        paragraph = frame.paragraphs[0]
        paragraph.alignment = PP_ALIGN.LEFT
        font = paragraph.font
        font.size, font.bold, font.name, font.color.rgb = Pt(line.size), True, FONT, INK
        foot = outline.source(self.record, self.words)
        self._in_a_row(slide, foot, _FOOT, 11)
        if said := mark(self.record, self.words):
            box = self._in_a_row(slide, said, 0.12, 12, bold=True)
            box.fill.solid()
            box.fill.fore_color.rgb = RGBColor(0xF1, 0xEC, 0xE3)
        return slide

    def _in_a_row(self, slide: Any, text: str, top: float, size: int, *, bold: bool = False) -> Any:
        """Smaller where it would take two rows; the whole of it is in the notes."""
        sizes = range(size, 8, -1)
        line = largest(text, sizes, points(ACROSS), size * 1.2 + 2 * INSET_Y, bold=bold)
        return self.text(slide, EDGE, top, ACROSS, [replace(line, soft=not bold)])

    def text(self, slide: Any, left: int, top: float, wide: int, lines: Sequence[Line]) -> Any:
        """A box that is as high as what it holds."""
        high = Pt(round(height(lines, points(wide)), 1))
        box = slide.shapes.add_textbox(left, Inches(top), wide, high)
        frame = box.text_frame
        frame.word_wrap = True
        for place, line in enumerate(lines):
            paragraph = frame.paragraphs[0] if not place else frame.add_paragraph()
            paragraph.text = line.text
            font = paragraph.font
            font.size, font.name, font.bold = Pt(line.size), FONT, line.bold
            font.color.rgb = SOFT if line.soft else INK
            paragraph.space_after = Pt(line.after)
        return box

    def notes(self, slide: Any, *shown: str) -> None:
        """What a slide shows, or had no room for, and where all of it is from."""
        record, words = self.record, self.words
        where = words.say("reports.document.source", source=outline.source(record, words))
        lines = (*shown, where, record["framework"]["credit"], mark(record, words))
        slide.notes_slide.notes_text_frame.text = "\n".join(filter(None, lines))

    def saved(self) -> bytes:
        """The bytes of the file."""
        for slide in self.show.slides:
            for part in (slide, slide.notes_slide):
                _speak(part._element, self.words.tag)
        without_thumbnail(self.show.part.package)
        out = io.BytesIO()
        self.show.save(out)
        return out.getvalue()


def points(length: int) -> float:
    """A length of the file's in points."""
    return Emu(length).pt


def charted(wide: int) -> tuple[int, int, int, int]:
    """Where a chart of this width goes."""
    return EDGE, Inches(TOP), wide, Inches(5.2)


def _speak(element: Any, language: str) -> None:
    """Every text is in this language."""
    for run in element.iter(qn("a:r")):
        run.get_or_add_rPr().set("lang", language)
