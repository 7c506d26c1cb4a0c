"""The charts of slides, to edit where they stand: their sheets hold ratings and counts, and what
stands on a bar is its value, so that it follows what is typed there."""

from collections.abc import Mapping, Sequence
from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import (
    XL_AXIS_CROSSES,
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_LEGEND_POSITION,
    XL_MARKER_STYLE,
    XL_TICK_LABEL_POSITION,
)
from pptx.enum.dml import MSO_LINE
from pptx.oxml.ns import qn
from pptx.util import Pt

from voting.reports.bars import Bars
from voting.reports.drawing import broken
from voting.reports.levels import colours

_INK = RGBColor(0x1D, 0x23, 0x2D)
_FONT, _SIZE = "Arial", 14
_THEN, _NOW = ("#ffffff", "#1d232d"), ("#1d232d", "#ffffff")  # apart in grey as well
_BARS = 560  # about how long the longest bar of the profile is, in points

Levels = Sequence[Mapping[str, Any]]
Where = tuple[int, int, int, int]


def profile_chart(
    slide: Any, where: Where, levels: Levels, rated: Sequence[tuple[str, int | None]], alt: str
) -> None:
    """A bar for each name up to its rating, or none. ``where`` is left, top, width and height."""
    data = CategoryChartData(number_format="0")
    data.categories = [name for name, _ in rated]
    # A column of the sheet for each level: a bar has its colour and its name.
    for level in levels:
        of_it = [one if one == level["rating"] else None for _, one in rated]
        data.add_series(level["label"], of_it)
    chart = _chart(slide, XL_CHART_TYPE.BAR_CLUSTERED, where, data, alt)
    chart.has_legend = False
    if len(rated) > 8:  # else programs leave out every second name
        chart.category_axis.tick_labels.font.size = Pt(11)
    chart.category_axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    scale = chart.value_axis
    # A bar begins a step below the lowest rating, so that this is a bar as well.
    scale.crosses = XL_AXIS_CROSSES.MINIMUM
    _marked(scale, (-1, len(levels) - 1, 1), "0;;0")
    chart.plots[0].gap_width, chart.plots[0].overlap = 45, 100
    for series, level in zip(chart.plots[0].series, levels, strict=True):
        name = f"{level['rating']} {level['label']}".replace('"', "”")
        # A value that was changed is a number until it is in its own column.
        shown = f'[={level["rating"]}]"{name}";0'
        labels = _labelled(series, colours(level["rating"], len(levels)), shown)
        bar = _BARS * (level["rating"] + 1) / len(levels)
        if len(broken(name, bar, _SIZE, bold=True)) == 1:
            labels.position = XL_LABEL_POSITION.INSIDE_END
        else:
            labels.position = XL_LABEL_POSITION.OUTSIDE_END
            labels.font.color.rgb = _INK


def changed_chart(
    slide: Any,
    where: Where,
    levels: Levels,
    names: tuple[str, str],
    rated: Sequence[tuple[str, int | None, int | None]],
    alt: str,
) -> None:
    """Two bars for each name, up to its rating then and now; no bar where there is none. ``names``
    are those of the two workshops."""
    data = CategoryChartData(number_format="0")
    data.categories = [name for name, *_ in rated]
    for place, name in enumerate(names, start=1):
        data.add_series(name, [one[place] for one in rated])
    chart = _chart(slide, XL_CHART_TYPE.BAR_CLUSTERED, where, data, alt)
    chart.has_legend = True
    chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    if len(rated) > 8:
        chart.category_axis.tick_labels.font.size = Pt(11)
    chart.category_axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    chart.value_axis.crosses = XL_AXIS_CROSSES.MINIMUM
    _marked(chart.value_axis, (-1, len(levels) - 1, 1), "0;;0")
    chart.plots[0].gap_width, chart.plots[0].overlap = 45, 0
    for series, look in zip(chart.plots[0].series, (_THEN, _NOW), strict=True):
        labels = _labelled(series, look, "0")
        labels.position = XL_LABEL_POSITION.INSIDE_END
        labels.font.size = Pt(9 if len(rated) > 8 else 12)
        series.format.line.color.rgb = _INK


def rounds_chart(
    slide: Any, where: Where, levels: Levels, counts: Mapping[str, Sequence[int]], alt: str
) -> None:
    """A bar for each round, which is all of its ratings, whatever their number; ``counts`` are by
    the rounds' names."""
    data = CategoryChartData(number_format="0")
    data.categories = list(counts)
    for place, level in enumerate(levels):
        name = f"{level['rating']} {level['label']}"
        data.add_series(name, [held[place] for held in counts.values()])
    chart = _chart(slide, XL_CHART_TYPE.BAR_STACKED_100, where, data, alt)
    _marked(chart.value_axis, (0, 1, 0.25), "0%")
    chart.has_legend = True
    chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    chart.plots[0].gap_width = (220, 90, 60)[min(len(counts), 3) - 1]
    for place, series in enumerate(chart.plots[0].series):
        labels = _labelled(series, colours(place, len(levels)), "0;;")
        labels.position = XL_LABEL_POSITION.CENTER
        series.format.line.color.rgb = RGBColor(0xFF, 0xFF, 0xFF)


_STACKINGS = {
    "full": XL_CHART_TYPE.BAR_STACKED_100,
    "stacked": XL_CHART_TYPE.BAR_STACKED,
    "beside": XL_CHART_TYPE.BAR_CLUSTERED,
}


def rows_chart(slide: Any, where: Where, names: Sequence[str], bars: Bars, alt: str) -> None:
    """Rows of an instrument, by their names, as bars."""
    data = CategoryChartData(number_format="0")
    data.categories = list(names)
    for one in bars.series:
        data.add_series(one.name, list(one.values))
    chart = _chart(slide, _STACKINGS[bars.stacking], where, data, alt)
    _marked(chart.value_axis, bars.scale, "0%" if bars.stacking == "full" else "0")
    chart.has_legend = len(bars.series) > 1
    if chart.has_legend:
        chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    if len(names) > 8:
        chart.category_axis.tick_labels.font.size = Pt(11)
    chart.category_axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    chart.plots[0].gap_width = 45
    if bars.stacking != "beside":
        chart.plots[0].overlap = 100
    for series, one in zip(chart.plots[0].series, bars.series, strict=True):
        is_beside = bars.stacking == "beside"
        labels = _labelled(series, (one.ground, one.ink), "0" if is_beside else "0;;")
        labels.position = XL_LABEL_POSITION.INSIDE_END if is_beside else XL_LABEL_POSITION.CENTER
        labels.font.size = Pt(12 if len(names) > 6 else _SIZE)
        series.format.line.color.rgb = _INK if is_beside else RGBColor(0xFF, 0xFF, 0xFF)


def progress_chart(
    slide: Any, where: Where, scores: Sequence[Mapping[str, Any]], starts: Mapping[int, int],
    names: Sequence[str], start: str, alt: str,
) -> None:  # fmt: skip
    """A goal's scores, 0 to 10, each under its name: a line for each wording, so that nothing joins
    the scores of two, and dotted what each began with (``starts`` by its number), called
    ``start``."""
    data = CategoryChartData(number_format="0")
    data.categories = list(names)
    versions = list(dict.fromkeys(one["version"] for one in scores))
    for version in versions:
        of_it = [one["score"] if one["version"] == version else None for one in scores]
        first = starts[version]
        data.add_series(start, [None if score is None else first for score in of_it])
        data.add_series(" ", of_it)
    chart = _chart(slide, XL_CHART_TYPE.LINE_MARKERS, where, data, alt)
    chart.category_axis.reverse_order = False
    chart.category_axis.tick_labels.font.size = Pt(12 if len(scores) < 5 else 10)
    _marked(chart.value_axis, (0, 10, 5), "0")
    chart.has_legend = False
    for place, series in enumerate(chart.plots[0].series):
        line = series.format.line
        line.color.rgb = _INK
        series.smooth = False
        if place % 2 == 0:
            line.width, line.dash_style = Pt(1.5), MSO_LINE.ROUND_DOT
            series.marker.style = XL_MARKER_STYLE.NONE
            continue
        line.width = Pt(3)
        series.marker.style, series.marker.size = XL_MARKER_STYLE.CIRCLE, 12
        series.marker.format.fill.solid()
        series.marker.format.fill.fore_color.rgb = _INK
        labels = series.data_labels
        labels.show_value, labels.position = True, XL_LABEL_POSITION.ABOVE
        labels.number_format, labels.number_format_is_linked = "0", False
        labels.font.size, labels.font.bold = Pt(18), True


def _chart(slide: Any, kind: Any, where: Where, data: Any, alt: str) -> Any:
    frame = slide.shapes.add_chart(kind, *where, data)
    frame._element.nvGraphicFramePr.cNvPr.set("descr", alt)
    chart = frame.chart
    chart.has_title = False
    chart.font.size, chart.font.name, chart.font.color.rgb = Pt(_SIZE), _FONT, _INK
    axis = chart.category_axis
    axis.reverse_order = True  # from the top
    every = axis._element.makeelement(qn("c:tickLblSkip"), {"val": "1"})  # none is left out
    axis._element.find(qn("c:noMultiLvlLbl")).addprevious(every)
    return chart


def _marked(scale: Any, ends: tuple[float, float, float], shown: str) -> None:
    """From, to and by how much, with faint lines, and its numbers in this format."""
    scale.minimum_scale, scale.maximum_scale, scale.major_unit = ends
    scale.tick_labels.number_format, scale.tick_labels.number_format_is_linked = shown, False
    scale.has_major_gridlines = True
    scale.major_gridlines.format.line.color.rgb = RGBColor(0xDD, 0xD8, 0xCE)


def _labelled(series: Any, look: tuple[str, str], shown: str) -> Any:
    """In a colour, with the values on it in another, as the number format ``shown`` has them."""
    ground, ink = (RGBColor.from_string(colour[1:].upper()) for colour in look)
    series.format.fill.solid()
    series.format.fill.fore_color.rgb = ground
    labels = series.data_labels
    labels.show_value = True
    labels.number_format, labels.number_format_is_linked = shown, False
    labels.font.size, labels.font.bold, labels.font.color.rgb = Pt(_SIZE), True, ink
    labels._element.find(qn("c:txPr")).find(qn("a:bodyPr")).set("wrap", "none")
    return labels
