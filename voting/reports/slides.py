"""The results as slides: the profile, a slide for each domain, and the greatest needs.

Titles are findings, charts can be edited where they stand, and every slide has its source in the
notes, with what its chart shows in words.
"""

import io
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import (
    XL_AXIS_CROSSES,
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_LEGEND_POSITION,
    XL_TICK_LABEL_POSITION,
)
from pptx.enum.text import MSO_ANCHOR
from pptx.oxml.ns import qn
from pptx.util import Inches, Pt

from voting.reports import outline
from voting.reports.figures import Domain
from voting.reports.headline import headline
from voting.reports.levels import colours
from voting.reports.office import without_thumbnail
from voting.reports.record import Record
from voting.reports.said import beside, in_full, in_words, manner, profile_said, round_name, verdict
from voting.words import Words

_WIDE, _HIGH = Inches(40 / 3), Inches(7.5)
_EDGE = Inches(0.6)
_TITLE_ONLY = 5  # among the layouts of an empty presentation
_INK, _SOFT = RGBColor(0x1D, 0x23, 0x2D), RGBColor(0x4D, 0x56, 0x65)
_FONT = "Arial"
_ROUNDS = ("#b9b4a8", "#8a8578", "#3a4d9b")  # the last round is the one in colour


def report_pptx(record: Record, words: Words) -> bytes:
    """The bytes of the file."""
    deck = _Deck(record, words)
    deck.opening()
    deck.profile()
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
        self.levels = record["framework"]["levels"]
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
        slide = self._slide(workshop["title"] or workshop["area"], size=40, top=2.0)
        lines = [
            outline.where_and_when(record, words),
            outline.took_part(record, words),
        ]
        self._text(slide, _across(3.6, 1.2), lines, 20)
        self._notes(slide, "")

    def profile(self) -> None:
        record, words = self.record, self.words
        slide = self._slide(headline(record, words))
        told = list(zip(record["domains"], record["framework"]["domains"], strict=True))
        data = CategoryChartData(number_format="0")
        # What has no rating has no bar, and says so where a bar would begin.
        data.categories = [
            one["short"]
            if _rating(domain) is not None
            else f"{one['short']}: {verdict(domain, words)}"
            for domain, one in told
        ]
        ratings = [_rating(domain) for domain, _ in told]
        data.add_series(words.say("lead.ruling"), ratings)
        where = _across(1.5, 5.1)
        chart = self._chart(
            slide, XL_CHART_TYPE.BAR_CLUSTERED, where, data, profile_said(record, words)
        )
        chart.has_legend = False
        chart.category_axis.reverse_order = True
        scale = chart.value_axis
        # A bar begins a step below the lowest rating, so that this is a bar as well.
        scale.crosses = XL_AXIS_CROSSES.MINIMUM
        scale.minimum_scale, scale.maximum_scale, scale.major_unit = -1, len(self.levels) - 1, 1
        scale.tick_labels.number_format, scale.tick_labels.number_format_is_linked = "0;;0", False
        scale.has_major_gridlines = True
        scale.major_gridlines.format.line.color.rgb = RGBColor(0xDD, 0xD8, 0xCE)
        chart.category_axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
        chart.plots[0].gap_width = 45
        series = chart.plots[0].series[0]
        for place, rating in enumerate(ratings):
            point = series.points[place]
            if rating is None:
                continue
            ground, ink = colours(rating, len(self.levels))
            _fill(point, ground)
            label = point.data_label
            label.has_text_frame = True
            label.text_frame.text = self.levels[rating]["label"]
            label.position = XL_LABEL_POSITION.INSIDE_END
            font = label.text_frame.paragraphs[0].runs[0].font
            font.size, font.bold = Pt(12), True
            font.color.rgb = RGBColor.from_string(ink[1:].upper())
        self._notes(slide, profile_said(record, words))

    def domain(self, place: int) -> None:
        record, words = self.record, self.words
        domain, told = record["domains"][place], record["framework"]["domains"][place]
        slide = self._slide(f"{told['short']}: {_found(domain, words)}")
        said = [line for line in self._said(domain) if line]
        rounds = [held for held in domain["rounds"] if held["ratings"]]
        wide = Inches(8.2) if said else _WIDE - 2 * _EDGE
        if rounds:
            data = CategoryChartData(number_format="0%")
            data.categories = [f"{one['rating']} {one['label']}" for one in self.levels]
            for held in rounds:
                data.add_series(
                    round_name(held, words), [n / held["ratings"] for n in held["counts"]]
                )
            where = (_EDGE, Inches(1.5), wide, Inches(5.1))
            alt = in_words(domain, self.levels, words)
            chart = self._chart(slide, XL_CHART_TYPE.COLUMN_CLUSTERED, where, data, alt)
            self._look(chart, rounds)
        left = _EDGE + wide + Inches(0.3) if rounds else _EDGE
        self._text(slide, (left, Inches(1.6), _WIDE - left - _EDGE, Inches(5.0)), said, 16)
        self._notes(slide, in_words(domain, self.levels, words))

    def _look(self, chart: Any, rounds: Sequence[Domain]) -> None:
        """Rounds beside each other on one scale, shares of all ratings, with the counts on them."""
        scale = chart.value_axis
        scale.minimum_scale, scale.maximum_scale, scale.major_unit = 0, 1, 0.25
        scale.tick_labels.number_format, scale.tick_labels.number_format_is_linked = "0%", False
        scale.major_gridlines.format.line.color.rgb = RGBColor(0xDD, 0xD8, 0xCE)
        chart.has_legend = len(rounds) > 1
        if chart.has_legend:
            chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
            chart.legend.font.size = Pt(12)
        chart.plots[0].gap_width, chart.plots[0].overlap = 60, -5
        shades = [*[_ROUNDS[0]] * max(0, len(rounds) - 2), *_ROUNDS[-min(2, len(rounds)) :]]
        for series, held, shade in zip(chart.plots[0].series, rounds, shades, strict=True):
            _fill(series, shade)
            for place, count in enumerate(held["counts"]):
                if len(rounds) == 1:
                    _fill(series.points[place], colours(place, len(self.levels))[0])
                label = series.points[place].data_label
                label.has_text_frame = True
                label.text_frame.text = str(count)
                label.position = XL_LABEL_POSITION.OUTSIDE_END
                label.text_frame.paragraphs[0].runs[0].font.size = Pt(11)

    def _said(self, domain: Domain) -> list[str]:
        ruling, words = domain["ruling"], self.words
        if not ruling:
            return []
        how = [manner(ruling, words)]
        if ruling["note"]:
            how.append(f"{words.say('lead.note')}: {ruling['note']}")
        last = domain["rounds"][-1] if domain["rounds"] else None
        if last:
            how.append(f"{round_name(last, words)}: {' · '.join(beside(last, words))}")
        return how

    def needs(self) -> None:
        """The greatest needs, and below them where people still disagree."""
        record, words = self.record, self.words
        found, high = record["summary"], 1.6
        keys = found["needs"] or found["disagreed"]
        name = words.say(f"lead.{'needs' if found['needs'] else 'disagreed'}")
        shorts = words.listed(outline.of_key(record, key)[0]["short"] for key in keys)
        slide = self._slide(f"{name}: {shorts}")
        if found["needs"]:
            lines = []
            for one, domain in (outline.of_key(record, key) for key in keys):
                lines.append(f"{one['short']}: {in_full(domain, words)}")
                lines.append(f"{words.say('common.gold')}: {one['gold']}")
            self._text(slide, _across(high, 0.7 * len(keys)), lines, 16, paired=True)
            high += 0.8 * len(keys) + 0.1
        if found["disagreed"]:
            told = [f"{what}: {said}" for what, said in outline.disagreed(record, words)]
            lines = [words.say("lead.disagreed"), *told]
            box = self._text(slide, _across(high, 0.3 * len(lines)), lines, 14, after=4)
            box.text_frame.paragraphs[0].font.bold = True
        self._notes(slide, "")

    # --- what they are made of ---

    def _slide(self, title: str, size: int = 28, top: float = 0.45) -> Any:
        slide = self.show.slides.add_slide(self.show.slide_layouts[_TITLE_ONLY])
        held = slide.shapes.title
        held.left, held.top, held.width, held.height = (
            _EDGE,
            Inches(top),
            _WIDE - 2 * _EDGE,
            Inches(1.0),
        )
        frame = held.text_frame
        frame.word_wrap, frame.vertical_anchor = True, MSO_ANCHOR.MIDDLE
        frame.text = title
        paragraph = frame.paragraphs[0]
        paragraph.alignment = 1  # to the left
        font = paragraph.font
        font.size = Pt(size if len(title) < 75 else size - 5 if len(title) < 120 else size - 9)
        font.bold, font.name, font.color.rgb = True, _FONT, _INK
        foot = outline.source(self.record, self.words)
        self._text(slide, _across(6.95, 0.4), [foot], 11)
        if said := outline.mark(self.record, self.words):
            where = _across(0.12, 0.36)
            box = self._text(slide, where, [said], 12)
            box.fill.solid()
            box.fill.fore_color.rgb = RGBColor(0xF1, 0xEC, 0xE3)
            box.text_frame.paragraphs[0].font.bold = True
        return slide

    def _text(
        self,
        slide: Any,
        where: tuple[int, int, int, int],
        lines: Sequence[str],
        size: int,
        *,
        paired: bool = False,
        after: int = 14,
    ) -> Any:
        """Lines of text; ``paired``: each second one belongs to the one before and is smaller."""
        box = slide.shapes.add_textbox(*where)
        frame = box.text_frame
        frame.word_wrap = True
        for place, line in enumerate(lines):
            paragraph = frame.paragraphs[0] if not place else frame.add_paragraph()
            paragraph.text = line
            second = paired and place % 2
            font = paragraph.font
            font.size, font.name = Pt(size - 4 if second else size), _FONT
            font.color.rgb = _SOFT if second or size < 14 else _INK
            font.bold = paired and not second
            paragraph.space_after = Pt(2 if paired and not second else after)
        return box

    def _chart(
        self, slide: Any, kind: Any, where: tuple[int, int, int, int], data: Any, alt: str
    ) -> Any:
        frame = slide.shapes.add_chart(kind, *where, data)
        frame._element.nvGraphicFramePr.cNvPr.set("descr", alt)
        chart = frame.chart
        chart.has_title = False
        chart.font.size, chart.font.name, chart.font.color.rgb = Pt(12), _FONT, _INK
        return chart

    def _notes(self, slide: Any, shown: str) -> None:
        record, words = self.record, self.words
        where = words.say("reports.document.source", source=outline.source(record, words))
        lines = filter(
            None, (shown, where, record["framework"]["credit"], outline.mark(record, words))
        )
        slide.notes_slide.notes_text_frame.text = "\n".join(lines)

    def saved(self) -> bytes:
        for slide in self.show.slides:
            for part in (slide, slide.notes_slide):
                _speak(part._element, self.words.tag)
        without_thumbnail(self.show.part.package)
        out = io.BytesIO()
        self.show.save(out)
        return out.getvalue()


def _across(top: float, high: float) -> tuple[int, int, int, int]:
    """Over the whole width of a slide, in inches from its top."""
    return _EDGE, Inches(top), _WIDE - 2 * _EDGE, Inches(high)


def _fill(shape: Any, colour: str) -> None:
    """Of a bar, or of all bars of a series, with ``#rrggbb``."""
    shape.format.fill.solid()
    shape.format.fill.fore_color.rgb = RGBColor.from_string(colour[1:].upper())


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
