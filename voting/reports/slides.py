"""The results as slides: the profile, a slide for each domain, and the greatest needs.

Titles are findings, charts can be edited where they stand, and every slide has its source in the
notes, with what its chart shows in words.
"""

import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from msgspec.structs import replace
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Emu, Inches, Pt

from voting.reports import form_slides, outline
from voting.reports.cells import is_profiled, levels_of
from voting.reports.changed import Data, compared, places
from voting.reports.changed_said import (
    all_said,
    arrow,
    change_said,
    finding,
    notes,
    point_name,
    returning_said,
)
from voting.reports.editable import changed_chart, profile_chart, rounds_chart, rows_chart
from voting.reports.figures import Domain
from voting.reports.fitting import INSET_Y, Line, fitted, height, largest
from voting.reports.form_outline import how_to_read
from voting.reports.headline import headline
from voting.reports.office import without_thumbnail
from voting.reports.record import Record
from voting.reports.said import (
    beside,
    in_full,
    in_words,
    manner,
    mark,
    profile_said,
    round_name,
    verdict,
)
from voting.words import Words

_WIDE, _HIGH = Inches(40 / 3), Inches(7.5)
_EDGE = Inches(0.6)
_ACROSS = _WIDE - 2 * _EDGE
_TOP, _FOOT = 1.5, 6.95  # where what a slide says begins, and its source, in inches from its top
_ROOM = (_FOOT - _TOP - 0.1) * 72  # between the two, in points
_TITLE_ONLY = 5  # among the layouts of an empty presentation
_INK, _SOFT = RGBColor(0x1D, 0x23, 0x2D), RGBColor(0x4D, 0x56, 0x65)
_FONT = "Arial"

# What is said of domains, by their keys, as lines of a size in points.
_Told = Mapping[str, Callable[[int], list[Line]]]


def report_pptx(record: Record, words: Words) -> bytes:
    """The bytes of the file."""
    deck = _Deck(record, words)
    deck.opening()
    if not is_profiled(record):
        deck.rows()
        return deck.saved()
    deck.profile()
    if record["changed"]:
        deck.changed(record["changed"])
    for place, domain in enumerate(record["domains"]):
        if domain["rounds"] or domain["ruling"]:
            deck.domain(place)
    if record["summary"]["needs"] or record["summary"]["disagreed"]:
        deck.needs()
    return deck.saved()


class _Deck:
    """The slides so far."""

    def __init__(self, record: Record, words: Words) -> None:
        self.record, self.words = record, words
        self.levels = levels_of(record)
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
        factor = _WIDE / self.show.slide_width
        self.show.slide_width, self.show.slide_height = _WIDE, _HIGH
        master = self.show.slide_master
        for held in (master, *master.slide_layouts):
            for shape in held.placeholders:
                shape.left, shape.width = int(shape.left * factor), int(shape.width * factor)

    # --- slides ---

    def opening(self) -> None:
        record, words = self.record, self.words
        workshop = record["workshop"]
        sizes = (40, 35, 31, 28, 23, 19)
        slide = self._slide(workshop["title"] or workshop["area"], sizes, top=2.0)
        said = outline.where_and_when(record, words), outline.took_part(record, words)
        self._text(slide, _EDGE, 3.6, _ACROSS, [Line(one, 20) for one in said])
        self._notes(slide)

    def profile(self) -> None:
        record, words = self.record, self.words
        slide = self._slide(headline(record, words))
        rated = []
        for domain, one in zip(record["domains"], record["framework"]["domains"], strict=True):
            rating, said = _rating(domain), one["short"]
            # What has no rating has no bar, and says so where a bar would begin.
            rated.append(
                (said if rating is not None else f"{said}: {verdict(domain, words)}", rating)
            )
        alt = profile_said(record, words)
        profile_chart(slide, _charted(_ACROSS), self.levels, rated, alt)
        self._notes(slide, alt)

    def rows(self) -> None:
        """Of other instruments: every row as a bar, and those of which there is more to tell."""
        record, words = self.record, self.words
        for title, names, bars, shown in form_slides.charts(record, words):
            slide = self._slide(title)
            rows_chart(slide, _charted(_ACROSS), names, bars, shown)
            self._notes(slide, shown, *how_to_read(record, words))
        for title, told in form_slides.told(record, words):
            slide = self._slide(title)
            lines = partial(_told, told)
            said = fitted(lines, (20, 18, 16, 14, 12), _points(_ACROSS), _ROOM) or lines(12)
            self._text(slide, _EDGE, _TOP, _ACROSS, said)
            self._notes(slide, *told)

    def changed(self, told: Data) -> None:
        """The decisions of both workshops as bars, the change in words, and who was there."""
        words = self.words
        slide = self._slide(finding(told, words))
        then, now = places(told)
        rated = [
            (one["short"], _rated(one["then"][then]), _rated(one["then"][now]))
            for one in compared(told)
        ]
        names = tuple(point_name(told["points"][place], words) for place in (then, now))
        chart, alt = Inches(7.4), all_said(told, words)
        changed_chart(slide, _charted(chart), told["levels"], (names[0], names[1]), rated, alt)
        left, wide = _EDGE + chart + Inches(0.3), _ACROSS - chart - Inches(0.3)
        for lines in (partial(_changes, told, words), partial(_rooms, told, words)):
            if said := fitted(lines, (14, 13, 12, 11), _points(wide), _ROOM):
                self._text(slide, left, _TOP, wide, said)
                break
        turnover = words.say("reports.changed.turnover")
        self._notes(slide, alt, returning_said(told, words), turnover, *notes(told, words))

    def domain(self, place: int) -> None:
        record, words = self.record, self.words
        domain, told = record["domains"][place], record["framework"]["domains"][place]
        slide = self._slide(f"{told['short']}: {_found(domain, words)}")
        rounds = [held for held in domain["rounds"] if held["ratings"]]
        shown = in_words(domain, self.levels, words)
        left: int = _EDGE
        wide: int = _ACROSS
        if rounds:
            chart = Inches(8.2) if domain["ruling"] else _ACROSS
            counts = {round_name(held, words): held["counts"] for held in rounds}
            rounds_chart(slide, _charted(chart), self.levels, counts, shown)
            left, wide = _EDGE + chart + Inches(0.3), _ACROSS - chart - Inches(0.3)
        if domain["ruling"]:
            lines = partial(self._said, domain)
            said = fitted(lines, (16, 14, 12), _points(wide), _ROOM) or lines(12)
            self._text(slide, left, _TOP, wide, said)
        self._notes(slide, shown, self._noted(domain))

    def _said(self, domain: Domain, size: int) -> list[Line]:
        words = self.words
        last = domain["rounds"][-1] if domain["rounds"] else None
        beside_it = f"{round_name(last, words)}: {' · '.join(beside(last, words))}" if last else ""
        how, note = manner(domain, words), self._noted(domain)
        lines = [Line(how, size), Line(note, size, is_long=True), Line(beside_it, size)]
        return [line for line in lines if line.text]

    def _noted(self, domain: Domain) -> str:
        note = domain["ruling"]["note"] if domain["ruling"] else ""
        return f"{self.words.say('lead.note')}: {note}" if note else ""

    def needs(self) -> None:
        """The greatest needs, and below them where people still disagree; each on slides of its own
        if they have no room together."""
        record, words = self.record, self.words
        found = record["summary"]
        told = zip(found["disagreed"], outline.disagreed(record, words, whole=True), strict=True)
        needs: _Told = {key: partial(self._need, key) for key in found["needs"]}
        apart: _Told = {key: partial(_apart, f"{one}: {said}") for key, (one, said) in told}
        if needs and apart:
            head = Line(words.say("lead.disagreed"), 14, after=4, bold=True)
            lines = [*_lines(needs, 16), head, *_lines(apart, 14)]
            if height(lines, _points(_ACROSS)) <= _ROOM:
                slide = self._slide(self._named("needs", needs))
                self._text(slide, _EDGE, _TOP, _ACROSS, lines)
                self._notes(slide)
                return
        self._listed("needs", needs, (16, 14))
        self._listed("disagreed", apart, (14, 12))

    def _listed(self, name: str, told: _Told, sizes: Sequence[int]) -> None:
        """A slide with all of them, or several with some of them each."""
        if not told:
            return
        keys, width = list(told), _points(_ACROSS)
        lines = fitted(lambda size: _lines(told, size), sizes, width, _ROOM)
        if lines is None and len(keys) > 1:
            half = (len(keys) + 1) // 2
            for some in (keys[:half], keys[half:]):
                self._listed(name, {key: told[key] for key in some}, sizes)
            return
        slide = self._slide(self._named(name, told))
        whole = _lines(told, sizes[-1])
        self._text(slide, _EDGE, _TOP, _ACROSS, lines or whole)
        self._notes(slide, *([line.text for line in whole] if lines != whole else []))

    def _named(self, name: str, keys: Iterable[str]) -> str:
        """ "Greatest need: Clarity and Contact"."""
        shorts = self.words.listed(outline.of_key(self.record, key)[0]["short"] for key in keys)
        return f"{self.words.say(f'lead.{name}')}: {shorts}"

    def _need(self, key: str, size: int) -> list[Line]:
        one, domain = outline.of_key(self.record, key)
        gold = f"{self.words.say('common.gold')}: {one['gold']}"
        return [
            Line(f"{one['short']}: {in_full(domain, self.words)}", size, after=2, bold=True),
            Line(gold, size - 4, soft=True, is_long=True),
        ]

    # --- what they are made of ---

    def _slide(
        self, title: str, sizes: Sequence[int] = (28, 23, 19, 16, 14), top: float = 0.45
    ) -> Any:
        slide = self.show.slides.add_slide(self.show.slide_layouts[_TITLE_ONLY])
        held = slide.shapes.title
        held.left, held.top, held.width, held.height = _EDGE, Inches(top), _ACROSS, Inches(1.0)
        frame = held.text_frame
        frame.word_wrap, frame.vertical_anchor = True, MSO_ANCHOR.MIDDLE
        line = largest(title, sizes, _points(_ACROSS), 72, bold=True)
        frame.text = line.text
        paragraph = frame.paragraphs[0]
        paragraph.alignment = PP_ALIGN.LEFT
        font = paragraph.font
        font.size, font.bold, font.name, font.color.rgb = Pt(line.size), True, _FONT, _INK
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
        line = largest(text, sizes, _points(_ACROSS), size * 1.2 + 2 * INSET_Y, bold=bold)
        return self._text(slide, _EDGE, top, _ACROSS, [replace(line, soft=not bold)])

    def _text(self, slide: Any, left: int, top: float, wide: int, lines: Sequence[Line]) -> Any:
        """A box that is as high as what it holds."""
        high = Pt(round(height(lines, _points(wide)), 1))
        box = slide.shapes.add_textbox(left, Inches(top), wide, high)
        frame = box.text_frame
        frame.word_wrap = True
        for place, line in enumerate(lines):
            paragraph = frame.paragraphs[0] if not place else frame.add_paragraph()
            paragraph.text = line.text
            font = paragraph.font
            font.size, font.name, font.bold = Pt(line.size), _FONT, line.bold
            font.color.rgb = _SOFT if line.soft else _INK
            paragraph.space_after = Pt(line.after)
        return box

    def _notes(self, slide: Any, *shown: str) -> None:
        """What a slide shows, or had no room for, and where all of it is from."""
        record, words = self.record, self.words
        where = words.say("reports.document.source", source=outline.source(record, words))
        lines = (*shown, where, record["framework"]["credit"], mark(record, words))
        slide.notes_slide.notes_text_frame.text = "\n".join(filter(None, lines))

    def saved(self) -> bytes:
        for slide in self.show.slides:
            for part in (slide, slide.notes_slide):
                _speak(part._element, self.words.tag)
        without_thumbnail(self.show.part.package)
        out = io.BytesIO()
        self.show.save(out)
        return out.getvalue()


def _told(told: Sequence[str], size: int) -> list[Line]:
    return [Line(one, size, is_long=True) for one in told]


def _changes(told: Data, words: Words, size: int) -> list[Line]:
    """The change in each domain, and below it who was in both rooms."""
    each = [
        Line(f"{one['short']}: {_signed(one, told, words)}", size, after=3)
        for one in compared(told)
    ]
    return [*each, Line("", size - 4, after=0), *_rooms(told, words, size)]


def _signed(domain: Data, told: Data, words: Words) -> str:
    sign = arrow(domain["change"]["steps"])
    return f"{sign} {change_said(domain, told, words)}".strip()


def _rooms(told: Data, words: Words, size: int) -> list[Line]:
    """Who was in both rooms, sector by sector."""
    then, now = places(told)
    unknown = words.say("reports.changed.sector_unknown")
    mixed = [
        words.say(
            "reports.changed.mix",
            sector=one["name"] or unknown,
            then=one["people"][then],
            now=one["people"][now],
        )
        for one in told["sectors"]
        if one["people"][then] or one["people"][now]
    ]
    people = {"then": told["points"][then]["people"], "now": told["points"][now]["people"]}
    everyone = words.say("reports.changed.everyone")
    head = words.say("reports.changed.mix", sector=everyone, **people)
    returning = returning_said(told, words)
    return [
        Line(head, size, after=2, bold=True),
        *(Line(one, size - 1, after=1, soft=True) for one in mixed),
        *([Line(returning, size - 1, after=1)] if returning else []),
        Line(words.say("reports.changed.turnover"), size - 1, after=0, bold=True),
    ]


def _rated(cell: Data | None) -> int | None:
    rating: int | None = cell["rating"] if cell else None
    return rating


def _points(length: int) -> float:
    return Emu(length).pt


def _charted(wide: int) -> tuple[int, int, int, int]:
    """Where a chart of this width goes."""
    return _EDGE, Inches(_TOP), wide, Inches(5.2)


def _lines(told: _Told, size: int) -> list[Line]:
    return [line for lines in told.values() for line in lines(size)]


def _apart(said: str, size: int) -> list[Line]:
    return [Line(said, size, after=4, is_long=True)]


def _rating(domain: Domain) -> int | None:
    rating: int | None = domain["ruling"]["rating"] if domain["ruling"] else None
    return rating


def _found(domain: Domain, words: Words) -> str:
    ruling = domain["ruling"]
    return ruling["label"] if ruling and ruling["rating"] is not None else verdict(domain, words)


def _speak(element: Any, language: str) -> None:
    """Every text is in this language."""
    for run in element.iter(qn("a:r")):
        run.get_or_add_rPr().set("lang", language)
