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
    mix,
    people_said,
    point_name,
    returning_said,
)
from voting.reports.chip import chip
from voting.reports.drawing import SOFT, Sheet, broken, cut, leading
from voting.reports.lanes import Lanes, held, sign
from voting.reports.record import Record
from voting.reports.said import about_of
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
    _scale(sheet, levels, (right - _LEFT) / max(1, len(levels)))
    height = min(_TALLEST, (foot.top - 14 - sheet.y) / max(1, len(rows)))
    lanes = Lanes(sheet, told, (_LEFT, right, height), 21, words)
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
    return changed_svg(record["changed"], about_of(record, words), words)


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
        chip(
            sheet,
            middle - 17,
            sheet.y,
            place,
            len(levels),
            size=34,
            shown=str(levels[place]["value"]),
        )
        sheet.text(middle, sheet.y + 40, lines, size, anchor="middle")
    sheet.y += 40 + leading(size) * max(map(len, heads), default=0) + 8


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
    found = held(name, _LEFT - MARGIN - 24, size, height, bold=True)
    middle = sheet.y + height / 2
    sheet.text(MARGIN, middle - leading(size) * len(found) / 2, found, size, bold=True)


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
    found = held(change_said(domain, told, words), room - indent, size, height, bold=True)
    if outcome == "apart" and height >= 2 * leading(less):
        found = []  # its lane says why
    how = []
    if not found or (height >= _FULL and len(found) == 1):
        missing = outcome in ("unresolved", "undecided")
        how = _had(domain, told, room, less, words) if missing else []
        for which, place in zip(_WHICH, places(told), strict=True) if not missing else ():
            cell = decision_said(domain["then"][place], words)
            line = words.say(f"reports.changed.{which}", point=cell)
            how += held(line, room, less, leading(less))
    upper = middle - (leading(size) * len(found) + leading(less) * len(how)) / 2
    sign(sheet, steps, left, upper, size)
    sheet.text(left + indent, upper, found, size, bold=True)
    sheet.text(left, upper + leading(size) * len(found), how, less, fill=SOFT)


def _had(domain: Data, told: Data, room: float, size: int, words: Words) -> list[str]:
    """What the decision was then, where there is none now."""
    before = domain["then"][places(told)[0]]
    if before is None or before["rating"] is None:
        return []
    line = words.say("reports.changed.then", point=decision_said(before, words))
    return held(line, room, size, leading(size))


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
        people = people_said(point, words)
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
