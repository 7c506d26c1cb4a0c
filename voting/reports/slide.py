"""The profile as one picture for a slide, 1920 by 1080 pixels: the finding in words, and below it
a row for each domain with its decision and every rating of its last round, so that agreement and
dissent are seen together."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

from voting.reports import form_charts
from voting.reports.cells import is_profiled, levels_of
from voting.reports.chip import chip
from voting.reports.drawing import EDGE, INK, PAPER, SOFT, Sheet, broken, leading
from voting.reports.headline import headline
from voting.reports.levels import colours, tinted
from voting.reports.record import Record
from voting.reports.said import as_of, chart_title, in_full, of_round
from voting.reports.typeface import FAMILY
from voting.words import Words

WIDTH, HEIGHT, MARGIN = 1920, 1080, 72  # pixels
_LEFT, _RIGHT = 500, 1544  # of the scale: names are on the left of it, what rows say on the right
_FOOT = 926  # where the rows end at the latest
# From dot to dot at most; where it would be small, counts give way to dots; below the least, dots
# to counts.
_DOT, _SMALL, _LEAST = 27.0, 9.0, 6.0
_COUNT = 46  # the room for a count beside its dots
_FAINT = 0.55  # how much of the paper shows through what is not decided


def slide_svg(record: Record, words: Words) -> str:
    """The picture as an SVG file; its text is text, and all of it is in its description too."""
    sheet = Sheet(WIDTH, MARGIN)
    _head(sheet, record, words)
    if not is_profiled(record):
        room = (MARGIN, WIDTH - 2 * MARGIN, _FOOT)
        form_charts.draw_slide(sheet, record, room, words)
        _source(sheet, record, _FOOT - 36, words)
        title = chart_title(record, headline(record, words), words)
        said = form_charts.described(record, words)
        return sheet.svg("slide", title, said, height=HEIGHT, family=FAMILY)
    levels = levels_of(record)
    step = (_RIGHT - _LEFT) / len(levels)
    _scale(sheet, levels, step)
    rows = list(zip(record["domains"], record["framework"]["domains"], strict=True))
    height = min(108.0, (_FOOT - sheet.y) / max(1, len(rows)))
    size = _fitting([told["short"] for _, told in rows], height)
    counts = [n for domain, _ in rows for n in _last_counts(domain)]
    dots = _Dots(max([1, *counts]), step - 84, height - 26)
    for domain, told in rows:
        _row(sheet, domain, told, len(levels), (step, height), size, dots, words)
    _foot(sheet, record, dots, words)
    title = chart_title(record, headline(record, words), words)
    return sheet.svg("slide", title, _said(record, words), height=HEIGHT, family=FAMILY)


def slide_png(record: Record, words: Words) -> bytes:
    """The same as a PNG file of 1920 by 1080 pixels, in the reports' typeface; letters that it
    lacks are from a font of the machine, if one has them."""
    return as_png(slide_svg(record, words))


def as_png(svg: str) -> bytes:
    """A picture of this size as a PNG."""
    import typst  # takes long to load, and few ask for this

    from voting.reports.letters import has_all
    from voting.reports.typeface import FOLDER

    paper = f"#set page(width: {WIDTH}pt, height: {HEIGHT}pt, margin: 0pt)"
    page = f'{paper}\n#image("slide.svg", width: 100%)\n'
    files: Any = {"main.typ": page.encode(), "slide.svg": svg.encode()}
    made: bytes = typst.compile(
        files,
        format="png",
        ppi=72,
        font_paths=[str(FOLDER)],
        ignore_system_fonts=has_all(svg),
    )
    return made


# --- parts --------------------------------------------------------------------------------------


def _head(sheet: Sheet, record: Record, words: Words) -> None:
    """The finding, as large as it goes in two lines."""
    sheet.y = MARGIN - 12
    if record["workshop"]["rehearsal"]:
        sheet.paragraph(words.say("reports.rehearsal"), 30, bold=True)
    finding = headline(record, words)
    sizes = (58, 52, 46, 40, 36)
    size = next(
        (s for s in sizes if len(broken(finding, WIDTH - 2 * MARGIN, s, bold=True)) <= 2), 32
    )
    sheet.paragraph(finding, size, bold=True)


def _scale(sheet: Sheet, levels: Sequence[Mapping[str, Any]], step: float) -> None:
    """The names of the levels above their columns, and a line between each two."""
    size = 24 if len(levels) < 6 else 20
    heads = [broken(level["label"], step - 24, size) for level in levels]
    sheet.y += 16
    for place, lines in enumerate(heads):
        middle = _LEFT + (place + 0.5) * step
        chip(sheet, middle - 19, sheet.y, levels[place]["rating"], len(levels), size=38)
        sheet.text(middle, sheet.y + 46, lines, size, anchor="middle")
    sheet.y += 46 + leading(size) * max(map(len, heads)) + 14


def _row(
    sheet: Sheet,
    domain: Mapping[str, Any],
    told: Mapping[str, Any],
    levels: int,
    room: tuple[float, float],
    size: int,
    dots: "_Dots",
    words: Words,
) -> None:
    """``room`` is how wide a level is, and how high a row."""
    step, height = room
    middle, ruling = sheet.y + height / 2, domain["ruling"]
    name = broken(told["short"], _LEFT - MARGIN - 66, size, bold=True)
    upper = middle - leading(size) * len(name) / 2
    ink = INK if ruling else SOFT
    sheet.text(MARGIN, upper, [told["letter"]], size, fill=SOFT)
    sheet.text(MARGIN + 44, upper, name, size, bold=True, fill=ink)
    frame = (_LEFT, middle - height / 2 + 5, _RIGHT - _LEFT, height - 10)
    if ruling is None:
        if not domain["rounds"]:
            sheet.line((_LEFT, middle), (_RIGHT, middle), dotted=True)
    elif ruling["rating"] is None:
        sheet.box(frame, PAPER, round_by=14, dashed=True)
    else:
        _decision(sheet, ruling["rating"], levels, frame)
    for rating, count in enumerate(_last_counts(domain)):
        if count:
            ground = colours(rating, levels)[0]
            fill = ground if ruling else tinted(ground, 1 - _FAINT)
            dots.draw(sheet, count, (_LEFT + (rating + 0.5) * step + 14, middle), fill, ink)
    _beside(sheet, domain, middle, height, words)
    sheet.y += height


def _decision(
    sheet: Sheet, rating: int, levels: int, frame: tuple[float, float, float, float]
) -> None:
    """The level decided on: framed in its colour, with its number in a tab of the frame."""
    left, top, width, height = frame
    step = width / levels
    colour, ink = colours(rating, levels)
    x = left + rating * step
    sheet.box((x + 18, top, step - 28, height), tinted(colour, 0.1), round_by=14, edge=(colour, 5))
    sheet.box((x + 18, top, 36, height), colour, round_by=14)
    middle = top + height / 2
    sheet.text(x + 36, middle - 15, [str(rating)], 25, bold=True, fill=ink, anchor="middle")


def _beside(
    sheet: Sheet, domain: Mapping[str, Any], middle: float, height: float, words: Words
) -> None:
    """Why there is no decision to be seen, and how many rated in the last round: as much of it as
    a row has room for."""
    ruling, x, size = domain["ruling"], _RIGHT + 24, 22
    room = WIDTH - MARGIN - x
    status = str(words["common"]["domain_status"][domain["status"]])
    is_decided = ruling is not None and ruling["rating"] is not None
    found = [] if is_decided else broken(status, room, size, bold=bool(ruling))
    most = int(height / leading(size)) - len(found)
    lines = _ratings(domain, words)[: max(0, most)]
    upper = middle - leading(size) * (len(found) + len(lines)) / 2
    sheet.text(x, upper, found, size, bold=bool(ruling), fill=INK if ruling else SOFT)
    sheet.text(x, upper + leading(size) * len(found), lines, size, fill=SOFT)


def _foot(sheet: Sheet, record: Record, dots: "_Dots", words: Words) -> None:
    """What the marks mean, and where it all comes from."""
    y = _FOOT + 18
    sheet.box((_LEFT, y, 46, 30), PAPER, round_by=8, edge=(EDGE, 4))
    sheet.text(_LEFT + 60, y + 1, [words.say("lead.ruling")], 24)
    if dots.are_told_apart:
        sheet.dot((_LEFT + 330, y + 15), 11, EDGE)
    else:
        sheet.text(_LEFT + 330, y - 4, ["12"], 30, bold=True, anchor="middle")
    meaning = "dot" if dots.are_told_apart else "number"
    sheet.text(_LEFT + 356, y + 1, [words.say(f"reports.slide.{meaning}")], 24)
    _source(sheet, record, y, words)


def _source(sheet: Sheet, record: Record, y: float, words: Words) -> None:
    """Where it all comes from, below ``y``."""
    workshop = record["workshop"]
    named = [
        workshop["title"],
        workshop["area"],
        workshop["kind_label"],
        words.date(workshop["date"]),
        words.say("lead.people_ever", n=record["people"]),
    ]
    source = " · ".join(filter(None, named))
    if not workshop["finished_at"]:
        source = f"{source} · {as_of(record, words)}"
    credit = f"{words['common']['product']}. {record['framework']['credit']}"
    room = WIDTH - 2 * MARGIN
    lines = broken(source, room, 24)[:2]
    sheet.text(MARGIN, y + 54, lines, 24)
    below = y + 56 + leading(24) * len(lines)
    sheet.text(MARGIN, below, broken(credit, room, 18)[:1], 18, fill=SOFT)


class _Dots:
    """Dots in a block of so many rows that the largest count is as large as it can be; those of
    other counts have as many, so that a block is as wide as its count is large."""

    def __init__(self, most: int, width: float, height: float) -> None:
        """``most`` is the largest count; ``width`` and ``height`` are of the place for one."""
        self.pitch, self.rows = self._largest(most, width - _COUNT, height)
        self.are_counted = self.pitch >= _SMALL  # else the counts' places are the dots' as well
        if not self.are_counted:
            self.pitch, self.rows = self._largest(most, width, height)
        self.are_told_apart = self.pitch >= _LEAST

    @staticmethod
    def _largest(most: int, width: float, height: float) -> tuple[float, int]:
        """From dot to dot, and in how many rows."""
        numbers = range(1, max(1, int(height / _LEAST)) + 1)
        sizes = {rows: min(_DOT, height / rows, width / math.ceil(most / rows)) for rows in numbers}
        rows = max(numbers, key=lambda rows: (sizes[rows], -rows))
        return sizes[rows], rows

    def draw(self, sheet: Sheet, count: int, at: tuple[float, float], fill: str, ink: str) -> None:
        """``count`` dots around ``at``, with their number beside them if there is room for it;
        where there are too many to be told apart, the number alone."""
        x, y = at
        if not self.are_told_apart:
            sheet.text(x, y - 16, [str(count)], 30, bold=True, fill=ink, anchor="middle")
            return
        columns = math.ceil(count / self.rows)
        rows = min(count, self.rows)
        wide = columns * self.pitch + (_COUNT if self.are_counted else 0)
        left = x - wide / 2 + self.pitch / 2
        top = y - (rows - 1) * self.pitch / 2
        for number in range(count):
            column, row = divmod(number, self.rows)
            place = (left + column * self.pitch, top + row * self.pitch)
            sheet.dot(place, self.pitch * 0.42, fill)
        if not self.are_counted:
            return
        beside = left + (columns - 0.5) * self.pitch + 10
        sheet.text(beside, y - 14, [str(count)], 24, bold=True, fill=ink)


def _fitting(names: Sequence[str], height: float) -> int:
    """The largest size of text in which every name has room in a row."""
    for size in (30, 27, 24, 21, 18):
        lines = (len(broken(name, _LEFT - MARGIN - 66, size, bold=True)) for name in names)
        deepest = max(lines, default=1)
        if deepest * leading(size) <= height - 4:
            return size
    return 16


def _last_counts(domain: Mapping[str, Any]) -> Sequence[int]:
    rounds = domain["rounds"]
    counts: Sequence[int] = rounds[-1]["counts"] if rounds else ()
    return counts


# --- words --------------------------------------------------------------------------------------


def _ratings(domain: Mapping[str, Any], words: Words) -> list[str]:
    """How many rated in the last round, and how many said “Can’t say”, if any did."""
    if not domain["rounds"]:
        return []
    held = domain["rounds"][-1]
    cant_say = words.say("common.groups.cant_say", n=held["cant_say"])
    ratings = words.say("common.groups.ratings", n=held["ratings"])
    return [ratings, *([cant_say] if held["cant_say"] else [])]


def _said(record: Record, words: Words) -> str:
    """Every domain with its decision, and how many chose each rating in its last round."""
    levels = levels_of(record)
    lines = []
    for domain, told in zip(record["domains"], record["framework"]["domains"], strict=True):
        lines.append(f"{told['short']}: {in_full(domain, words)}.")
        counts = zip(levels, _last_counts(domain), strict=False)
        told_counts = [f"{level['rating']} {level['label']} {count}" for level, count in counts]
        if told_counts:
            number = of_round("common.chart.table", domain["rounds"][-1]["number"], words)
            lines.append(f"{number}: {', '.join(told_counts)}.")
    return " ".join(lines)
