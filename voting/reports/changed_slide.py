"""The profile then and now as one picture for a slide, 1920 by 1080 pixels: the finding in words,
and a row for each domain on one scale: a ring where it was, a disc where it is now, and between
them an arrow that is as long as the change. What has no rating has no mark but a word."""

from collections.abc import Mapping, Sequence
from typing import Any

from voting.reports.changed import Data, compared, places
from voting.reports.changed_said import (
    all_said,
    change_said,
    decision_said,
    differences,
    finding,
    missing_said,
    mix,
    point_name,
    returning_said,
)
from voting.reports.charts import chip
from voting.reports.drawing import FAINT, INK, PAPER, SOFT, Sheet, broken, cut, leading
from voting.reports.levels import colours
from voting.reports.record import Record
from voting.reports.said import mark
from voting.reports.slide import as_png
from voting.reports.typeface import FAMILY
from voting.words import Words

WIDTH, HEIGHT, MARGIN = 1920, 1080, 72  # pixels
_LEFT = 480  # of the scale: names are on the left of it, what rows say on the right
_FULL = 76.0  # a row from this height on says how each decision came about
_RIGHT, _RIGHT_OF_LOW = 1330, 1470  # of the scale: where rows are low, less stands beside it
_BOTTOM = HEIGHT - 34  # the last line ends here at the latest
_LEAST = 18  # the smallest letters; a slide is seen from the back of a room
_TALLEST = 104.0  # a row
_WHICH = ("then", "now")


def changed_svg(told: Data, about: Mapping[str, str], words: Words) -> str:
    """The picture as an SVG file. ``about`` is what stands around it: ``area``, ``mark`` (that it
    is a rehearsal, or goes on; or "") and ``credit``."""
    sheet = Sheet(WIDTH, MARGIN)
    foot = _Foot(told, about, words)
    _head(sheet, told, about, words)
    rows = compared(told)
    levels = told["levels"]
    is_low = (foot.top - 130 - sheet.y) / max(1, len(rows)) < _FULL
    right = _RIGHT_OF_LOW if is_low else _RIGHT
    _scale(sheet, levels, (right - _LEFT) / len(levels))
    height = min(_TALLEST, (foot.top - 14 - sheet.y) / max(1, len(rows)))
    lanes = _Lanes(sheet, told, (right, height), words)
    size = _fitting([one["short"] for one in rows], height)
    for place, domain in enumerate(rows):
        if place:
            sheet.line((MARGIN, sheet.y), (WIDTH - MARGIN, sheet.y), faint=True)
        _name(sheet, domain["short"], size, height)
        lanes.draw(domain, sheet.y + height / 2)
        _beside(sheet, domain, told, (right + 34, sheet.y + height / 2, height), words)
        sheet.y += height
    foot.draw(sheet)
    named = words.say("reports.changed.of_area", area=about["area"], what=finding(told, words))
    title = f"{about['mark']} {named}".strip()
    return sheet.svg("changed", title, all_said(told, words), height=HEIGHT, family=FAMILY)


def changed_slide_svg(record: Record, words: Words) -> str:
    """That of a workshop's record, which must have an earlier one."""
    about = {
        "area": record["workshop"]["title"] or record["workshop"]["area"],
        "mark": mark(record, words),
        "credit": record["framework"]["credit"],
    }
    return changed_svg(record["changed"], about, words)


def changed_slide_png(record: Record, words: Words) -> bytes:
    """The same as a PNG file."""
    return as_png(changed_slide_svg(record, words))


def _head(sheet: Sheet, told: Data, about: Mapping[str, str], words: Words) -> None:
    """The finding, as large as it goes in two lines, and below it of which area."""
    room = WIDTH - 2 * MARGIN
    sheet.y = MARGIN - 24
    if about["mark"]:
        lines = cut(about["mark"], room, 24, 2, bold=True)
        sheet.text(MARGIN, sheet.y, lines, 24, bold=True)
        sheet.y += leading(24) * len(lines) + 4
    text = finding(told, words)
    sizes = (54, 48, 42)
    size = next((s for s in sizes if len(broken(text, room, s, bold=True)) == 1), 36)
    lines = cut(text, room, size, 2, bold=True)
    sheet.text(MARGIN, sheet.y, lines, size, bold=True)
    sheet.y += leading(size) * len(lines) + 4
    sheet.text(MARGIN, sheet.y, cut(about["area"], room, 26, 1), 26, fill=SOFT)
    sheet.y += 38


def _scale(sheet: Sheet, levels: Sequence[Mapping[str, Any]], step: float) -> None:
    """The labels of the ratings above their columns."""
    labels = [one["label"] for one in levels]
    size = next((s for s in (23, 21, 19, _LEAST) if _are_whole(labels, step, s)), 16)
    heads = [cut(one["label"], step - 8, size, 3) for one in levels]
    for place, lines in enumerate(heads):
        middle = _LEFT + (place + 0.5) * step
        chip(sheet, middle - 17, sheet.y, levels[place]["rating"], len(levels), size=34)
        sheet.text(middle, sheet.y + 40, lines, size, anchor="middle")
    sheet.y += 40 + leading(size) * max(map(len, heads)) + 8


def _are_whole(labels: Sequence[str], step: float, size: int) -> bool:
    """Has each of them room above its column in two lines, with no word broken?"""
    each = [word for label in labels for word in label.split()]
    return all(len(broken(one, step - 8, size)) <= 1 for one in each) and all(
        len(broken(label, step - 8, size)) <= 2 for label in labels
    )


def _fitting(names: Sequence[str], height: float) -> int:
    """The largest size of text in which every name has room in a row."""
    for size in (28, 25, 22, 20):
        deepest = max(
            (len(broken(n, _LEFT - MARGIN - 24, size, bold=True)) for n in names), default=1
        )
        if deepest * leading(size) <= height - 4:
            return size
    return _LEAST


# --- a domain ------------------------------------------------------------------------------------


def _name(sheet: Sheet, name: str, size: int, height: float) -> None:
    lines = _lines(name, _LEFT - MARGIN - 24, size, height, bold=True)
    middle = sheet.y + height / 2
    sheet.text(MARGIN, middle - leading(size) * len(lines) / 2, lines, size, bold=True)


class _Lanes:
    """What stands on the scale. ``room`` is where that ends on the right, and how high a row is."""

    def __init__(self, sheet: Sheet, told: Data, room: tuple[float, float], words: Words) -> None:
        self.sheet, self.told, self.words = sheet, told, words
        self.right, self.height = room
        self.levels = len(told["levels"])
        self.step = (self.right - _LEFT) / self.levels
        self.radius = min(26.0, self.height * 0.34, self.step * 0.2)

    def draw(self, domain: Data, middle: float) -> None:
        """A domain, around ``middle``."""
        before, after = (domain["then"][place] for place in places(self.told))
        was, now = _on_scale(before, self.levels), _on_scale(after, self.levels)
        self._ground(now is None, middle)
        if was is None or now is None:
            self._missing(domain, was if now is None else now, middle)
        else:
            self._arrow(was, now, middle)
        if was is not None:
            around = min(self.radius + 8, self.height / 2 - 5)
            wide = around if was == now else self.radius
            self.sheet.ring((self._x(was), middle), wide, 4)
            if was != now:
                self._number(was, middle, INK)
        if now is not None:
            ground, ink = colours(now, self.levels)
            self.sheet.dot((self._x(now), middle), self.radius, ground)
            self._number(now, middle, ink)

    def _x(self, rating: int) -> float:
        return _LEFT + (rating + 0.5) * self.step

    def _ground(self, is_missing: bool, middle: float) -> None:
        """A line with a mark for each rating; a dashed frame for what has none now."""
        if is_missing:
            top, high = middle - self.height / 2 + 5, self.height - 10
            frame = (_LEFT + 6, top, self.right - _LEFT - 12, high)
            self.sheet.box(frame, PAPER, round_by=12, dashed=True)
            return
        self.sheet.line((_LEFT + 6, middle), (self.right - 6, middle), faint=True)
        for rating in range(self.levels):
            self.sheet.dot((self._x(rating), middle), 4, FAINT)

    def _arrow(self, was: int, now: int, middle: float) -> None:
        way = 1 if now > was else -1
        start = self._x(was) + way * (self.radius + 3)
        end = self._x(now) - way * (self.radius + 5)
        if was != now:
            self.sheet.arrow((start, middle), (end, middle), self.radius * 1.1)

    def _number(self, rating: int, middle: float, fill: str) -> None:
        size = max(16, round(self.radius * 0.95))
        at = middle - size * 0.57
        self.sheet.text(
            self._x(rating), at, [str(rating)], size, bold=True, fill=fill, anchor="middle"
        )

    def _missing(self, domain: Data, shown: int | None, middle: float) -> None:
        """The word for what has no mark, where the lane is free."""
        size, said = 21, missing_said(domain, self.told, self.words)
        if shown is None:
            room, x, anchor = self.right - _LEFT - 40, (_LEFT + self.right) / 2, "middle"
        elif shown >= self.levels / 2:
            room, x, anchor = shown * self.step - 30, _LEFT + 24, "start"
        else:
            room, x, anchor = (self.levels - shown - 1) * self.step - 30, self.right - 24, "end"
        lines = _lines(said, room, size, self.height - 8, bold=True)
        upper = middle - leading(size) * len(lines) / 2
        wide = max(map(len, lines)) * size * 0.62 + 16
        left = {"middle": x - wide / 2, "start": x - 8, "end": x - wide + 8}[anchor]
        self.sheet.box((left, upper - 1, wide, leading(size) * len(lines) + 2), PAPER)
        self.sheet.text(x, upper, lines, size, bold=True, anchor=anchor)


def _on_scale(cell: Data | None, levels: int) -> int | None:
    """Its rating, if it is one of this scale."""
    if cell is None or len(cell["levels"]) != levels:
        return None
    rating: int | None = cell["rating"]
    return rating


def _beside(
    sheet: Sheet, domain: Data, told: Data, where: tuple[float, float, float], words: Words
) -> None:
    """The change in words with an upright arrow, and in a row that is high enough how each decision
    came about. ``where`` is the left, the middle and the height of a row."""
    left, middle, height = where
    steps, outcome = domain["change"]["steps"], domain["change"]["outcome"]
    indent = 34 if steps is not None else 0
    size, less = (26, 20) if height >= _FULL else (22, _LEAST)
    room = WIDTH - MARGIN - left
    found = _lines(change_said(domain, told, words), room - indent, size, height, bold=True)
    how = []
    if height >= _FULL and len(found) == 1 and outcome not in ("unresolved", "undecided"):
        for which, place in zip(_WHICH, places(told), strict=True):
            cell = decision_said(domain["then"][place], words)
            line = words.say(f"reports.changed.{which}", point=cell)
            how += _lines(line, room, less, leading(less))
    elif height >= _FULL and len(found) == 1:
        how = _had(domain, told, room, less, words)
    upper = middle - (leading(size) * len(found) + leading(less) * len(how)) / 2
    centre = upper + leading(size) / 2
    if steps:
        tall = size * 0.42
        ends = (centre + tall, centre - tall) if steps > 0 else (centre - tall, centre + tall)
        sheet.arrow((left + 12, ends[0]), (left + 12, ends[1]), size * 0.7)
    elif steps == 0:
        for y in (centre - 6, centre + 2):
            sheet.box((left + 1, y, 22, 4), INK)
    sheet.text(left + indent, upper, found, size, bold=True)
    sheet.text(left, upper + leading(size) * len(found), how, less, fill=SOFT)


def _had(domain: Data, told: Data, room: float, size: int, words: Words) -> list[str]:
    """What the decision was then, where there is none now."""
    before = domain["then"][places(told)[0]]
    if before is None or before["rating"] is None:
        return []
    line = words.say("reports.changed.then", point=decision_said(before, words))
    return _lines(line, room, size, leading(size))


def _lines(text: str, width: float, size: int, height: float, *, bold: bool = False) -> list[str]:
    """``text`` in as many lines as there is room for; an ellipsis ends what is cut."""
    return cut(text, width, size, max(1, int(height / leading(size))), bold=bold)


# --- the foot ------------------------------------------------------------------------------------


class _Foot:
    """The two rooms with their marks, what to bear in mind, and where it is from. ``top`` is where
    it begins: it is as high as what it says."""

    def __init__(self, told: Data, about: Mapping[str, str], words: Words) -> None:
        self.rooms = [self._room(told, which, words) for which in (0, 1)]
        size, room = 20, WIDTH - 2 * MARGIN
        turnover = words.say("reports.changed.turnover")
        bear = (returning_said(told, words), turnover, *differences(told, words))
        self.bear = cut(" ".join(filter(None, bear)), room, size, 3, bold=True)
        source = f"{words.say('common.product')}. {about['credit']}"
        self.source = cut(source, room, _LEAST, 1)
        self.deep = max(26 * len(head) + 23 * len(sectors) for head, sectors in self.rooms) + 10
        self.high = 14 + self.deep + leading(size) * len(self.bear) + 6 + leading(_LEAST)
        self.top = _BOTTOM - self.high

    @staticmethod
    def _room(told: Data, which: int, words: Words) -> tuple[list[str], list[str]]:
        """Which workshop it was, and who was in the room."""
        place = places(told)[which]
        point = told["points"][place]
        wide = (WIDTH - 2 * MARGIN) / 2 - 70
        name = words.say(f"reports.changed.{_WHICH[which]}", point=point_name(point, words))
        people = words.say("reports.changed.people", n=point["people"])
        listed = [f"{sector} {n}" for sector, n in mix(told, place, words)]
        if listed:
            listed[0] = words.say("reports.changed.room", people=people, sectors=listed[0])
        return cut(name, wide, 22, 2, bold=True), _listed(listed or [people], wide, 19, words)[:3]

    def draw(self, sheet: Sheet) -> None:
        """Put it on the sheet."""
        y = self.top
        sheet.line((MARGIN, y - 6), (WIDTH - MARGIN, y - 6))
        y += 8
        for which, (head, sectors) in enumerate(self.rooms):
            x = MARGIN + which * (WIDTH - 2 * MARGIN) / 2
            if which:
                sheet.dot((x + 16, y + 15), 15, SOFT)
            else:
                sheet.ring((x + 16, y + 15), 14, 4)
            sheet.text(x + 46, y, head, 22, bold=True)
            sheet.text(x + 46, y + 26 * len(head) + 2, sectors, 19, fill=SOFT)
        y += self.deep
        sheet.text(MARGIN, y, self.bear, 20, bold=True)
        y += leading(20) * len(self.bear) + 6
        sheet.text(MARGIN, y, self.source, _LEAST, fill=SOFT)


def _listed(items: Sequence[str], width: float, size: int, words: Words) -> list[str]:
    """In lines that are broken between the items alone, so that no number begins one."""
    lines: list[list[str]] = [[]]
    for one in items:
        held = words.in_a_row([*lines[-1], one])
        if lines[-1] and len(broken(f"{held},", width, size)) > 1:
            lines.append([])
        lines[-1].append(one)
    told = [words.in_a_row(line) for line in lines if line]
    return [f"{line}," for line in told[:-1]] + told[-1:]
