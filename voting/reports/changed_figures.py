"""The figures about what changed on a report's pages: the two workshops compared, and each domain
over the whole series."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from voting.reports.changed import Data, compared
from voting.reports.changed import shown as value_at
from voting.reports.changed_said import (
    all_said,
    change_said,
    decision_said,
    history_said,
    marks_of,
    people_said,
    title,
)
from voting.reports.chip import chip
from voting.reports.drawing import INK, PAPER, SOFT, Sheet, broken, leading
from voting.reports.lanes import Lanes, held, sign
from voting.reports.levels import colours
from voting.words import Words

WIDTH = 720  # pixels, as the other figures of a page
_SCALE = (200, 494)  # of the figure of two workshops, from left to right
_ROW = 40.0
_NAMES = 196  # of the domains beside their histories
_STEP = 17.0  # from rating to rating in a history
_COLUMN = 87  # the least width of a workshop's
_FEW = 6  # workshops beside each other at most; of more, those before are left out


def then_and_now(told: Data, words: Words) -> tuple[str, str]:
    """A row for each domain: the SVG, and what it shows in words."""
    sheet = Sheet(WIDTH, 0)
    left, right = _SCALE
    levels = told["levels"]
    step = (right - left) / len(levels)
    named = [word for one in levels for word in one["label"].split()]
    is_room = all(
        len(broken(word, step - 2, 10)) == 1 for word in named
    )  # else the appendix has it
    heads = [broken(one["label"], step - 2, 10) if is_room else [] for one in levels]
    for place, found in enumerate(heads):
        middle = left + (place + 0.5) * step
        chip(sheet, middle - 9, sheet.y, place, len(levels), size=18, shown=value_at(told, place))
        sheet.text(middle, sheet.y + 21, found, 10, fill=SOFT, anchor="middle")
    _legend(sheet, words)
    sheet.y += 21 + leading(10) * max(map(len, heads)) + 6
    for domain in compared(told):
        name = broken(domain["short"], left - 12, 14, bold=True)
        change = change_said(domain, told, words)
        steps = domain["change"]["steps"]
        indent = 0 if steps is None else 20
        said = broken(change, WIDTH - right - 14 - indent, 13, bold=True)
        height = max(_ROW, 17 * len(name) + 6, 16 * len(said) + 6)
        middle = sheet.y + height / 2
        sheet.line((0, sheet.y), (WIDTH, sheet.y), faint=True)
        sheet.text(0, middle - 8.5 * len(name), name, 14, bold=True)
        Lanes(sheet, told, (left, right, height), 12, words).draw(domain, middle)
        upper = middle - 8 * len(said)
        sign(sheet, steps, right + 14, upper, 13)
        sheet.text(right + 14 + indent, upper, said, 13, bold=True)
        sheet.y += height
    text = all_said(told, words)
    return sheet.svg("then-and-now", title(told, words), text), text


def _legend(sheet: Sheet, words: Words) -> None:
    """What a ring is, and what a disc."""
    sheet.ring((10, sheet.y + 12), 8, 2.5)
    sheet.text(24, sheet.y + 3, [words.say("reports.changed.ring")], 12, fill=SOFT)
    sheet.dot((80, sheet.y + 12), 9, SOFT)
    sheet.text(94, sheet.y + 3, [words.say("reports.changed.disc")], 12, fill=SOFT)


def recent(told: Data) -> list[int]:
    """The points that a history has room for: the last ones."""
    return list(range(len(told["points"])))[-_FEW:]


def history_figure(
    told: Data,
    domains: Sequence[Data],
    words: Words,
    *,
    name: str = "history",
    heading: Sequence[tuple[str, int]] = (),
    foot: str = "",
) -> tuple[str, str]:
    """Each of the domains over the series, one above the other under one head: the SVG, and what it
    shows in words. ``heading`` are lines above it with their sizes, ``foot`` one below it."""
    margin = 28 if heading else 0
    # A page has room for the last ones; a file of its own is as wide as the series is long.
    shown = list(range(len(told["points"]))) if heading else recent(told)
    across = max(WIDTH, _NAMES + _COLUMN * len(shown))
    sheet = Sheet(across + 2 * margin, margin)
    for place, (line, size) in enumerate(heading):
        sheet.paragraph(line, size, bold=not place, fill=SOFT if place else INK)
    sheet.y += 8 if heading else 0
    wide = (across - _NAMES) / len(shown)
    columns = [margin + _NAMES + (place + 0.5) * wide for place in range(len(shown))]
    _head(sheet, told, shown, (columns, wide), words)
    for domain in domains:
        _history(sheet, domain, told, shown, (columns, wide), words)
    if foot:
        sheet.y += 6
        sheet.paragraph(foot, 11, fill=SOFT)
    said = " ".join(f"{d['short']}: {history_said(d, told, words)}" for d in domains)
    return sheet.svg(name, words.say("reports.changed.history"), said), said


def _head(
    sheet: Sheet,
    told: Data,
    shown: Sequence[int],
    where: tuple[Sequence[float], float],
    words: Words,
) -> None:
    """Each workshop with its day, and how many people there were."""
    columns, wide = where
    deepest = 0.0
    for x, place in zip(columns, shown, strict=True):
        point = told["points"][place]
        marks = [words.say(f"reports.changed.marks.{one}") for one in marks_of(point)]
        people = people_said(point, words)
        kind = broken(point["kind_label"], wide - 6, 13, bold=True)
        rest = [
            one
            for text in (words.short_date(point["date"]), people, *marks)
            for one in broken(text, wide - 6, 11)
        ]
        sheet.text(x, sheet.y, kind, 13, bold=True, anchor="middle")
        sheet.text(x, sheet.y + 16 * len(kind), rest, 11, fill=SOFT, anchor="middle")
        deepest = max(deepest, 16.0 * len(kind) + 13 * len(rest))
    sheet.y += deepest + 8


def _history(
    sheet: Sheet,
    domain: Data,
    told: Data,
    shown: Sequence[int],
    where: tuple[Sequence[float], float],
    words: Words,
) -> None:
    columns, wide = where
    levels, margin = len(told["levels"]), sheet.margin
    high = _STEP * (levels - 1)
    size = _whole(domain["short"], _NAMES - 30, (14, 13, 12))
    name = broken(domain["short"], _NAMES - 30, size, bold=True)
    height = max(high + 38, leading(size) * len(name) + 12)
    middle = sheet.y + height / 2
    lowest = middle + high / 2
    end = sheet.width - margin
    sheet.line((margin, sheet.y), (end, sheet.y), faint=True)
    upper = middle - leading(size) * len(name) / 2
    sheet.text(margin, upper, name, size, bold=True)
    for rating in range(levels):
        y = lowest - rating * _STEP
        sheet.line((margin + _NAMES, y), (end, y), faint=True)
        sheet.text(
            margin + _NAMES - 10, y - 6, [value_at(told, rating)], 10, fill=SOFT, anchor="end"
        )
    marks = []
    for x, place in zip(columns, shown, strict=True):
        cell = domain["then"][place]
        drawn = cell is not None and cell["rating"] is not None and len(cell["levels"]) == levels
        marks.append(
            (x, lowest - cell["rating"] * _STEP, cell["rating"]) if drawn and cell else None
        )
        if not drawn:
            _gap(sheet, cell, (x, middle, wide, height), words)
    frameworks = [told["points"][place]["framework"] for place in shown]
    _joined(sheet, marks, frameworks)
    for mark in marks:
        if mark:
            x, y, rating = mark
            ground, ink = colours(rating, levels)
            sheet.dot((x, y), 11, ground)
            sheet.text(x, y - 8, [value_at(told, rating)], 13, bold=True, fill=ink, anchor="middle")
    sheet.y += height


def _joined(
    sheet: Sheet, marks: Sequence[tuple[float, float, int] | None], frameworks: Sequence[str]
) -> None:
    """A line between neighbours that can be compared; a gap stays a gap."""
    for (before, one), (after, other) in pairwise(zip(marks, frameworks, strict=True)):
        if before and after and one == other:
            sheet.line(before[:2], after[:2])


def _gap(
    sheet: Sheet, cell: Data | None, where: tuple[float, float, float, float], words: Words
) -> None:
    """What is missing, or is on another scale, in words."""
    x, middle, wide, height = where
    said = decision_said(cell, words)
    if cell is not None and cell["rating"] is not None:
        most = len(cell["levels"]) - 1
        said = words.say("reports.changed.other_scale", rating=cell["rating"], most=most)
    size = _whole(said, wide - 16, (11, 10, 9))
    found = held(said, wide - 16, size, height - 16, bold=True)
    deep = leading(size) * len(found) + 10
    frame = (x - wide / 2 + 6, middle - deep / 2, wide - 12, deep)
    sheet.box(frame, PAPER, round_by=6, dashed=True)
    upper = middle - leading(size) * len(found) / 2
    sheet.text(x, upper, found, size, bold=True, anchor="middle")


def _whole(text: str, width: float, sizes: Sequence[int]) -> int:
    """The first of the sizes at which no word is broken; the last, if one is at all of them."""
    for size in sizes:
        if all(len(broken(word, width, size, bold=True)) == 1 for word in text.split()):
            return size
    return sizes[-1]


def history_svg(told: Data, domains: Sequence[Data], about: Mapping[str, str], words: Words) -> str:
    """A file of its own with each of the domains over the series; ``about`` as in a slide."""
    heading = [about["mark"]] if about["mark"] else []
    named = domains[0]["name"] if len(domains) == 1 else words.say("reports.changed.history")
    lines = [(about["area"], 24), (named, 15), *((one, 15) for one in heading)]
    foot = f"{words.say('common.product')}. {about['credit']}"
    return history_figure(told, domains, words, heading=lines, foot=foot)[0]
