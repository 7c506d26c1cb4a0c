"""The report as a Word document, with real headings, lists and tables, so that it can be edited,
read aloud and put into other documents."""

import io
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import docx
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

from voting.reports import blocks
from voting.reports.blocks import Part, Report
from voting.reports.office import without_thumbnail
from voting.reports.outline import outline
from voting.reports.pictures import pictures
from voting.reports.record import Record
from voting.words import Words

_FONT = "Arial"  # on every machine, unlike our own
_INK, _SOFT = RGBColor(0x1D, 0x23, 0x2D), RGBColor(0x4D, 0x56, 0x65)
_WIDE = Mm(170)
_MUCH = 700  # letters
_TINT = "F6F2EA"


def report_docx(record: Record, words: Words) -> bytes:
    """The bytes of the file."""
    made_at = datetime.fromisoformat(record["exported_at"])
    return word(outline(record, words), made_at, words.say("common.product"))


def word(report: Report, made_at: datetime, author: str) -> bytes:
    """A report as a Word document; ``made_at`` and ``author`` are told of the file."""
    document = docx.Document()
    _set_up(document, report)
    about = document.core_properties
    about.title, about.language, about.author = report.name, report.language, author
    about.last_modified_by, about.comments = author, ""
    about.created = about.modified = made_at.replace(tzinfo=None)
    drawn = pictures(report.charts)
    for part in report.parts:
        _Writer(document, drawn, level=2 if part.kind == "first" else 3).part(part, report)
    without_thumbnail(document.part.package)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


# --- the whole document -----------------------------------------------------------------------


def _set_up(document: Any, report: Report) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(20)
    section.top_margin, section.bottom_margin = Mm(20), Mm(20)
    _styles(document, report.language)
    if report.mark:
        _shaded(section.header.paragraphs[0]).add_run(report.mark).bold = True
    foot = section.footer.paragraphs[0]
    document.styles["Footer"].paragraph_format.tab_stops.clear_all()
    foot.paragraph_format.tab_stops.add_tab_stop(_WIDE, WD_TAB_ALIGNMENT.RIGHT)
    _soft(foot, f"{report.source}\t", 8)
    for piece in _pieces(report.page):
        if piece in ("{page}", "{pages}"):
            _field(foot, "PAGE" if piece == "{page}" else "NUMPAGES")
        else:
            _soft(foot, piece, 8)


def _styles(document: Any, language: str) -> None:
    styles = document.styles
    defaults = styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    spoken = defaults.find(qn("w:lang"))
    for kind in ("val", "eastAsia"):
        spoken.set(qn(f"w:{kind}"), language)
    sizes = {"Normal": 10, "Heading 1": 22, "Heading 2": 14, "Heading 3": 11, "Caption": 10}
    for name, size in sizes.items():
        style = styles[name]
        style.font.name, style.font.size = _FONT, Pt(size)
        style.font.color.rgb = _INK
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        for kind in ("ascii", "hAnsi", "eastAsia", "cs"):
            fonts.set(qn(f"w:{kind}"), _FONT)
    styles["Normal"].paragraph_format.space_after = Pt(6)
    for name, before in (("Heading 1", 0), ("Heading 2", 18), ("Heading 3", 10)):
        styles[name].paragraph_format.space_before = Pt(before)
        styles[name].paragraph_format.space_after = Pt(4)
    styles["Caption"].font.bold = True


def _pieces(text: str) -> list[str]:
    """ "Page {page} of {pages}" in its pieces."""
    for place in ("{page}", "{pages}"):
        text = text.replace(place, f"\0{place}\0")
    return [piece for piece in text.split("\0") if piece]


def _field(paragraph: Any, code: str) -> None:
    """A number that Word works out."""
    for tag, value in (("fldChar", "begin"), ("instrText", code), ("fldChar", "end")):
        piece = OxmlElement(f"w:{tag}")
        if tag == "fldChar":
            piece.set(qn("w:fldCharType"), value)
        else:
            piece.text = value
        _soft(paragraph, "", 8)._r.append(piece)


# --- its parts --------------------------------------------------------------------------------


class _Writer:
    """Writes the blocks of one part; ``level`` is that of the headings within it."""

    def __init__(self, document: Any, drawn: dict[str, bytes], level: int) -> None:
        self.document, self.drawn, self.level = document, drawn, level
        self.ways: dict[type, Callable[[Any], None]] = {
            blocks.Heading: self.heading,
            blocks.Text: self.text,
            blocks.Decision: self.decision,
            blocks.Note: self.note,
            blocks.Facts: self.facts,
            blocks.Steps: self.steps,
            blocks.Table: self.table,
            blocks.Chart: self.chart,
            blocks.Quotes: self.quotes,
        }

    def part(self, part: Part, report: Report) -> None:
        if part.kind == "first":
            _soft(self.document.add_paragraph(), report.eyebrow, 9).bold = True
            self.document.add_heading(report.title, 1)
            _soft(self.document.add_paragraph(), report.subtitle, 10)
        else:
            self.document.add_heading(part.title, 2).paragraph_format.keep_with_next = True
        chart = next((p for p, b in enumerate(part.blocks) if isinstance(b, blocks.Chart)), 0)
        for place, block in enumerate(part.blocks):
            before = len(self.document.paragraphs) if part.kind == "goal" else 0
            self.ways[type(block)](block)
            if part.kind in ("domain", "goal") and place < chart:  # on one page with its chart
                for paragraph in self.document.paragraphs[before or -1 :]:
                    paragraph.paragraph_format.keep_with_next = True

    def heading(self, block: blocks.Heading) -> None:
        self.document.add_heading(block.text, self.level)

    def text(self, block: blocks.Text) -> None:
        paragraph = self.document.add_paragraph()
        if block.look == "soft":
            _soft(paragraph, block.text, 9)
            return
        run = paragraph.add_run(block.text)
        if block.look == "lead":
            run.bold, run.font.size = True, Pt(14)

    def decision(self, block: blocks.Decision) -> None:
        paragraph = _shaded(self.document.add_paragraph(), dashed=not block.ground)
        paragraph.paragraph_format.keep_with_next = True
        paragraph.paragraph_format.tab_stops.add_tab_stop(_WIDE, WD_TAB_ALIGNMENT.RIGHT)
        if block.rating:
            run = paragraph.add_run(f"\N{NO-BREAK SPACE}{block.rating}\N{NO-BREAK SPACE}")
            run.bold, run.font.size = True, Pt(13)
            run.font.color.rgb = RGBColor.from_string(block.ink[1:].upper())
            ground = block.ground[1:].upper()
            run._r.get_or_add_rPr().append(_shade(ground))
            paragraph.add_run(" ")
        label = paragraph.add_run(block.label)
        label.bold, label.font.size = True, Pt(13)
        if block.how:
            _soft(paragraph, f"\t{block.how}", 9)

    def note(self, block: blocks.Note) -> None:
        paragraph = _barred(self.document.add_paragraph())
        paragraph.add_run(f"{block.name}: ").bold = True
        paragraph.add_run(block.text)

    def facts(self, block: blocks.Facts) -> None:
        longest = max((len(name) for name, _ in block.rows), default=0)
        beside = longest <= 18
        indent = Mm((38 if longest <= 16 else 44) if beside else 5)
        for name, lines in block.rows:
            paragraph = self.document.add_paragraph()
            paragraph.paragraph_format.left_indent = indent
            paragraph.paragraph_format.first_line_indent = -indent
            paragraph.add_run(name).bold = True
            paragraph.add_run("\t" if beside else "\n")
            # Much is said in smaller type, so that the profile stays on the first page.
            size = Pt(8.5 if sum(len(said) for _, said in lines) > _MUCH else 10)
            for place, (what, said) in enumerate(lines):
                if what:
                    name_of_it = paragraph.add_run(f"{what}: ")
                    name_of_it.bold, name_of_it.font.size = True, size
                end = "" if place == len(lines) - 1 else "\n"
                paragraph.add_run(f"{said}{end}").font.size = size

    def steps(self, block: blocks.Steps) -> None:
        for line in block.lines:
            paragraph = self.document.add_paragraph(style="List Bullet")
            paragraph.add_run(line).font.size = Pt(9)
            paragraph.paragraph_format.space_after = Pt(2)

    def table(self, block: blocks.Table) -> None:
        caption = self.document.add_paragraph(block.caption, style="Caption")
        caption.paragraph_format.keep_with_next = True
        caption.paragraph_format.space_before = Pt(10)
        table = self.document.add_table(len(block.rows) + 1, len(block.head), style="Table Grid")
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        table.autofit = False
        table._tbl.tblPr.insert_element_before(_lines(), *_AFTER_LINES)
        widths = _widths(block)
        for column, wide in zip(table._tbl.tblGrid.gridCol_lst, widths, strict=True):
            column.w = wide
        cells = list(table._cells)  # asked for once: looking one up takes long
        for place, text in enumerate((*block.head, *_cells(block))):
            row, column = divmod(place, len(block.head))
            cells[place].width = widths[column]
            paragraph = cells[place].paragraphs[0]
            paragraph.paragraph_format.space_after = Pt(0)
            run = paragraph.add_run(text)
            run.font.size, run.bold = Pt(8), row == 0
            if column >= block.names and not block.is_text:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        for row in table.rows[1:] if block.widths else ():  # its texts are long
            row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        head = table.rows[0]._tr.get_or_add_trPr()
        for name in ("w:cantSplit", "w:tblHeader"):
            head.append(OxmlElement(name))
        said = OxmlElement("w:tblCaption")
        said.set(qn("w:val"), block.caption)
        table._tbl.tblPr.insert_element_before(said, "w:tblDescription")
        self.document.add_paragraph()

    def chart(self, block: blocks.Chart) -> None:
        paragraph = self.document.add_paragraph()
        picture = paragraph.add_run().add_picture(io.BytesIO(self.drawn[block.name]), width=_WIDE)
        picture._inline.docPr.set("descr", block.alt)

    def quotes(self, block: blocks.Quotes) -> None:
        of = self.document.add_paragraph()
        of.paragraph_format.keep_with_next = True
        of.paragraph_format.space_after = Pt(2)
        of.add_run(block.of).bold = True
        for text in block.texts:
            _barred(self.document.add_paragraph()).add_run(f"“{text}”")


_SIGNS = {"up": "↑ ", "down": "↓ ", "same": "= "}


def _cells(block: blocks.Table) -> Iterator[str]:
    """All below the head, row by row, with the signs of the last column."""
    for place, row in enumerate(block.rows):
        sign = _SIGNS.get(block.signs[place], "") if block.signs else ""
        yield from (*row[:-1], f"{sign}{row[-1]}")


def _widths(table: blocks.Table) -> list[int]:
    """Of a table's columns: as it says, or else room for what its rows are of, and the rest in
    equal parts."""
    columns, names = len(table.head), table.names
    if table.widths:
        return [_WIDE * wide // sum(table.widths) for wide in table.widths]
    given = [Mm(44), Mm(15), Mm(30)][:names]
    return given + [(_WIDE - sum(given)) // (columns - names)] * (columns - names)


def _lines() -> Any:
    """A table's rows are parted by lines, its columns by space."""
    line = 'w:sz="4" w:space="0" w:color="B8B2A6"'
    kinds = dict.fromkeys(("top", "left", "right", "insideV"), "nil")
    kinds |= {"bottom": "single", "insideH": "single"}
    order = ("top", "left", "bottom", "right", "insideH", "insideV")
    sides = "".join(f'<w:{side} w:val="{kinds[side]}" {line}/>' for side in order)
    return parse_xml(f"<w:tblBorders {nsdecls('w')}>{sides}</w:tblBorders>")


def _soft(paragraph: Any, text: str, size: int) -> Any:
    run = paragraph.add_run(text)
    run.font.size, run.font.color.rgb = Pt(size), _SOFT
    return run


def _shade(ground: str) -> Any:
    return parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{ground}"/>')


def _shaded(paragraph: Any, *, dashed: bool = False) -> Any:
    """On a tinted ground, or in a dashed frame."""
    look = paragraph._p.get_or_add_pPr()
    if dashed:
        line = 'w:val="dashed" w:sz="8" w:space="4" w:color="7C7568"'
        sides = "".join(f"<w:{side} {line}/>" for side in ("top", "left", "bottom", "right"))
        look.insert_element_before(
            parse_xml(f"<w:pBdr {nsdecls('w')}>{sides}</w:pBdr>"), *_AFTER_BORDERS
        )
    else:
        look.insert_element_before(_shade(_TINT), *_AFTER_BORDERS[1:])
    return paragraph


def _barred(paragraph: Any) -> Any:
    """Set off by a line at its side, as somebody's words."""
    line = 'w:val="single" w:sz="12" w:space="8" w:color="7C7568"'
    borders = parse_xml(f"<w:pBdr {nsdecls('w')}><w:left {line}/></w:pBdr>")
    paragraph._p.get_or_add_pPr().insert_element_before(borders, *_AFTER_BORDERS)
    paragraph.paragraph_format.left_indent = Mm(4)
    paragraph.paragraph_format.space_after = Pt(4)
    return paragraph


# What follows a paragraph's borders in the order that the format wants.
_AFTER_BORDERS = (
    "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:contextualSpacing",
    "w:jc", "w:outlineLvl", "w:rPr", "w:sectPr",
)  # fmt: skip
# And what follows a table's.
_AFTER_LINES = (
    "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook", "w:tblCaption", "w:tblDescription",
)  # fmt: skip
