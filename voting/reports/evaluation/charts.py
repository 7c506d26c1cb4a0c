"""The charts of an evaluation as SVG: both distributions of each domain, the change of each area.

Bars run from 0 to 100% of the areas with a rating, whose number stands beside them, so that
domains and workshops can be compared. Everything can be read in black and white: the earlier
workshop is an outline and the later one filled, and each cell of the map has its number.
"""

from collections.abc import Mapping, Sequence

from voting.evaluation.comparing import Compared, Comparison, Line
from voting.evaluation.figures import percentage, step
from voting.evaluation.panel import Panel
from voting.instruments.instrument import Instrument
from voting.reports.drawing import EDGE, EMPTY, INK, MARGIN, PAPER, SOFT, WIDTH, Sheet, broken, cut
from voting.reports.levels import SCALE, tinted
from voting.words import Words

_AT = "evaluation_files.charts"
_LEFT, _BAR, _APART = 300, 16, 4
_LONG = WIDTH - MARGIN - _LEFT - 120  # of a bar of 100%
_TICKS = (0, 25, 50, 75, 100)
_NAMES, _ROW = 170, 26  # of the map of change
_UP, _SOLID = SCALE[3], INK


def distributions_svg(
    comparison: Comparison, framework: Instrument, named: Mapping[str, str], words: Words
) -> str:
    """For each domain the share of areas with each rating, at both workshops."""
    sheet = Sheet()
    points = [named[comparison.first], named[comparison.second]]
    title = words.say(f"{_AT}.distributions", first=points[0], second=points[1])
    sheet.paragraph(title, 24, bold=True)
    sheet.paragraph(words.say(f"{_AT}.how", first=points[0], second=points[1]), 14, fill=SOFT)
    for one in comparison.domains:
        _domain(sheet, one, framework, points, words)
    said = [_said(one, framework, points, words) for one in comparison.domains]
    return sheet.svg("distributions", title, " ".join(said))


def change_svg(
    panel: Panel,
    comparison: Comparison,
    framework: Instrument,
    named: Mapping[str, str],
    words: Words,
) -> str:
    """For each area and domain by how many steps it changed; areas that held both workshops."""
    first, second = comparison.first, comparison.second
    title = words.say(f"{_AT}.change", first=named[first], second=named[second])
    both = [area for area in panel.held(second) if area in panel.held(first)]
    sheet = Sheet()
    sheet.paragraph(title, 24, bold=True)
    how = words.say(f"{_AT}.change_how", n=len(both), all=len(panel.areas))
    sheet.paragraph(how, 14, fill=SOFT)
    wide = (WIDTH - 2 * MARGIN - _NAMES) / len(panel.domains)
    heads = [broken(framework.domain(key).short, wide - 8, 11) for key in panel.domains]
    sheet.y += 10
    high = 15 * max(map(len, heads))
    for place, lines in enumerate(heads):
        at = MARGIN + _NAMES + place * wide
        sheet.text(at, sheet.y + high - 15 * len(lines), lines, 11, fill=SOFT)
    sheet.y += high + 6
    for area in both:
        steps = [_step(panel, first, second, area, domain) for domain in panel.domains]
        _area(sheet, area, steps, wide)
    sheet.y += 10
    _sums(sheet, comparison, wide, words)
    said = [
        words.say(
            f"{_AT}.change_said",
            domain=framework.domain(one.domain).name,
            up=one.changes.up,
            same=one.changes.same,
            down=one.changes.down,
        )
        for one in comparison.domains
    ]
    return sheet.svg("change", title, " ".join([how, *said]))


# --- distributions --------------------------------------------------------------------------------


def _domain(
    sheet: Sheet, one: Compared, framework: Instrument, points: Sequence[str], words: Words
) -> None:
    sheet.y += 16
    sheet.paragraph(framework.domain(one.domain).name, 17, bold=True)
    lines = (one.first, one.second)
    counted = [_counted(point, line, words) for point, line in zip(points, lines, strict=True)]
    sheet.paragraph(" · ".join(counted), 13, fill=SOFT)
    top = sheet.y + 2
    height = 2 * _BAR + 3 * _APART
    levels = list(enumerate(framework.scale))
    _axis(sheet, top, top + height * len(levels))
    for level, place in reversed(levels):
        name = cut(f"{level} {place.label}", _LEFT - MARGIN - 14, 14, 2)
        sheet.text(MARGIN, sheet.y + (height - 17 * len(name)) / 2, name, 14)
        for nth, line in enumerate(lines):
            _bar(sheet, sheet.y + _APART + nth * (_BAR + _APART), line, level, filled=nth == 1)
        sheet.y += height
    sheet.y += 20


def _axis(sheet: Sheet, top: float, bottom: float) -> None:
    for tick in _TICKS:
        x = _LEFT + _LONG * tick / 100
        sheet.line((x, top), (x, bottom + 4), faint=tick > 0)
        sheet.text(x, bottom + 4, [f"{tick}%"], 11, fill=SOFT, anchor="middle")


def _bar(sheet: Sheet, y: float, line: Line, level: int, *, filled: bool) -> None:
    share = line.share(level)
    if share is None:
        sheet.text(_LEFT + 6, y, ["–"], 13, fill=SOFT)
        return
    long = float(share) * _LONG
    if long:
        edge = None if filled else (INK, 1)
        sheet.box((_LEFT, y, long, _BAR), _UP if filled else PAPER, edge=edge)
    said = f"{percentage(share)}% ({line.counts[level]})"
    sheet.text(_LEFT + long + 6, y, [said], 13, bold=filled)


def _counted(point: str, line: Line, words: Words) -> str:
    """How many areas the bars of a point are of, and who is not among them."""
    parts = [words.say(f"{_AT}.n", point=point, n=line.n)]
    for name in ("missing", "absent"):
        many = getattr(line, name)
        parts += [words.say(f"{_AT}.{name}", n=many)] if many else []
    return ", ".join(parts)


def _said(one: Compared, framework: Instrument, points: Sequence[str], words: Words) -> str:
    lines = zip(points, (one.first, one.second), strict=True)
    told = [
        words.say(f"{_AT}.line_said", point=point, n=line.n, shares=_shares(line, framework, words))
        for point, line in lines
    ]
    return f"{framework.domain(one.domain).name}: {'; '.join(told)}."


def _shares(line: Line, framework: Instrument, words: Words) -> str:
    if not line.n:
        return words.say(f"{_AT}.none")
    return words.in_a_row(
        f"{place.label} {percentage(line.share(level))}%"
        for level, place in enumerate(framework.scale)
    )


# --- change ---------------------------------------------------------------------------------------


def _step(panel: Panel, first: str, second: str, area: str, domain: str) -> int | None:
    then, now = panel.rating(first, area, domain), panel.rating(second, area, domain)
    return None if then is None or now is None else now - then


def _area(sheet: Sheet, area: str, steps: Sequence[int | None], wide: float) -> None:
    sheet.text(MARGIN, sheet.y + 4, cut(area, _NAMES - 12, 14, 1), 14)
    for place, steps_ in enumerate(steps):
        box = (MARGIN + _NAMES + place * wide, sheet.y, wide - 3, _ROW - 3.0)
        fill = _cell(sheet, box, steps_)
        said = "–" if steps_ is None else step(steps_)
        middle = box[0] + box[2] / 2
        is_bold = bool(steps_)
        sheet.text(middle, sheet.y + 3, [said], 14, bold=is_bold, fill=fill, anchor="middle")
    sheet.y += _ROW


def _cell(sheet: Sheet, box: tuple[float, float, float, float], steps: int | None) -> str:
    """The ground of a cell; gives the colour of what is written on it. Rises are filled, the more
    the darker, falls have a thick frame, and what stayed is pale."""
    if steps is None:
        return SOFT
    if steps > 0:
        sheet.box(box, _UP if steps > 1 else tinted(_UP, 0.45))
        return PAPER if steps > 1 else INK
    if steps < 0:
        left, top, width, height = box
        sheet.box((left + 1, top + 1, width - 2, height - 2), PAPER, edge=(_SOLID, 2))
        return INK
    sheet.box(box, EMPTY, edge=(EDGE, 0))
    return SOFT


def _sums(sheet: Sheet, comparison: Comparison, wide: float, words: Words) -> None:
    """Below the map, how many areas rose, stayed and fell."""
    for name in ("up", "same", "down"):
        sheet.text(MARGIN, sheet.y, [words.say(f"{_AT}.{name}")], 14, bold=True)
        for place, one in enumerate(comparison.domains):
            middle = MARGIN + _NAMES + place * wide + (wide - 3) / 2
            many = str(getattr(one.changes, name)) if one.changes.pairs else "–"
            sheet.text(middle, sheet.y, [many], 14, bold=True, anchor="middle")
        sheet.y += 22
