"""The progress of a goal as a chart: its scores from 0 to 10, meeting by meeting, as on the pages
(static/js/charts/progress.js).

Rules stand at 0, 5 and 10. The score that a wording began with is drawn on as a dotted line, so
that every later one can be held against it; where the goal was worded anew the line is broken. A
score of 0 is a point like others.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from msgspec import Struct

from voting.goals.plan import TOP
from voting.goals.progress import REWORDED, side_by_side
from voting.reports.drawing import EDGE, INK, PAPER, SOFT, Sheet, broken, leading
from voting.words import Words

WIDTH = 720  # pixels, as the other figures of a page
_NAMES = 94  # of the ends of the scale
_STEP = 12.0  # from score to score
_RADIUS = 11
_FEW = 6  # scores beside each other at most; of more, those before are left out
_LEAST = 4  # as many places at least: a line is no flatter for want of others
_MARK = 0.7  # how wide the place of a mark is beside that of a score
_RULES = (0, TOP // 2, TOP)

Goal = Mapping[str, Any]
Score = Mapping[str, Any]


class Place(Struct):
    """Across the chart: of a score, or of a mark, "reworded" or the state of a closed goal."""

    left: float
    right: float
    score: Score | None = None
    mark: str = ""

    @property
    def x(self) -> float:
        return (self.left + self.right) / 2


def recent(goal: Goal) -> list[Score]:
    """The scores that the chart has room for: the last ones."""
    return list(goal["scores"])[-_FEW:]


def progress_figure(goal: Goal, words: Words, *, name: str = "progress") -> tuple[str, str]:
    """A goal of a record's ``plan`` that has a score: the SVG, and what it shows in words. ``name``
    keeps its ids apart from those of other charts on a page."""
    sheet, said = Sheet(WIDTH, 0), progress_said(goal, words)
    _draw(sheet, goal, words)
    return sheet.svg(name, progress_title(goal, words), said), said


def progress_svg(goal: Goal, about: Mapping[str, str], words: Words) -> str:
    """The same as a file of its own; ``about`` is what stands around it: ``area``, ``mark`` (that
    it is a rehearsal, or goes on; or "") and ``credit``."""
    sheet = Sheet(WIDTH + 56, 28)
    if about["mark"]:
        sheet.paragraph(about["mark"], 15, bold=True)
    sheet.paragraph(f"{words.say('goals.number', n=goal['number'])}: {goal['text']}", 20, bold=True)
    sheet.paragraph(about["area"], 15, fill=SOFT)
    sheet.y += 10
    _draw(sheet, goal, words)
    sheet.y += 8
    sheet.paragraph(f"{words.say('common.product')}. {about['credit']}", 11, fill=SOFT)
    title = f"{about['area']}. {progress_title(goal, words)}"
    return sheet.svg("progress", f"{about['mark']} {title}".strip(), progress_said(goal, words))


def goals_svg(plan: Mapping[str, Any], area: str, words: Words) -> str:
    """All goals of an area that have a score, one below the other, as a file of its own."""
    sheet, said = Sheet(WIDTH + 56, 28), []
    sheet.paragraph(area, 24, bold=True)
    for goal in plan["goals"]:
        if goal["scores"]:
            sheet.y += 18
            name = words.say("goals.number", n=goal["number"])
            sheet.paragraph(f"{name}: {goal['text']}", 16, bold=True)
            sheet.y += 6
            _draw(sheet, goal, words)
            said.append(f"{progress_title(goal, words)}. {progress_said(goal, words)}")
    if not said:
        sheet.paragraph(words.say("goals.chart.none"), 15, fill=SOFT)
    sheet.y += 8
    sheet.paragraph(words.say("common.product"), 11, fill=SOFT)
    title = f"{area}. {words.say('goals.parts.scores')}"
    return sheet.svg("goals", title, " ".join(said) or words.say("goals.chart.none"))


def progress_title(goal: Goal, words: Words) -> str:
    """What the chart is of."""
    return words.say("goals.chart.title", n=goal["number"])


def progress_said(goal: Goal, words: Words) -> str:
    """The chart in words: every score with its meeting."""
    said = [
        words.say(
            "goals_files.point",
            meeting=meeting_name(one, words),
            score=words.say("goals.score", score=one["score"]),
            how=one["method_label"],
            scorers=words.say("goals.scorers", n=one["scorers"]),
        )
        for one in goal["scores"]
    ]
    for place, (one, after) in enumerate(pairwise(goal["scores"]), start=1):
        if one["version"] != after["version"]:
            said[place] = f"{words.say('goals.chart.reworded')}. {said[place]}"
    return " ".join(said)


def meeting_name(at: Mapping[str, Any], words: Words) -> str:
    """A meeting with its day: "Three-month review, 12 March 2027"."""
    day = words.date(at["day"]) if at["day"] else ""
    return ", ".join(filter(None, (at["kind_label"], day)))


# --- drawing ------------------------------------------------------------------------------------


def _draw(sheet: Sheet, goal: Goal, words: Words) -> None:
    left, right = sheet.margin + _NAMES, sheet.width - sheet.margin
    top = sheet.y + _RADIUS + 4
    foot = top + TOP * _STEP

    def height(score: Score) -> float:
        return float(foot - score["score"] * _STEP)

    places = list(_places(goal, left, right))
    _rules(sheet, (left, right, foot), words)
    scored = [(place, place.score) for place in places if place.score is not None]
    for version in dict.fromkeys(score["version"] for _, score in scored):
        of_one = [(place, score) for place, score in scored if score["version"] == version]
        (first, _), (last, _) = of_one[0], of_one[-1]
        # The chart may not reach back to where it began.
        start = next(score for score in goal["scores"] if score["version"] == version)
        sheet.line((first.left, height(start)), (last.right, height(start)), dotted=True)
        for (one, before), (other, after) in pairwise(of_one):
            sheet.line((one.x, height(before)), (other.x, height(after)), strong=True)
    for place in places:
        if place.mark:
            _mark(sheet, place, (top, foot), words)
    for place, score in scored:
        sheet.dot((place.x, height(score)), _RADIUS, INK)
        shown, y = [str(score["score"])], height(score) - 9
        sheet.text(place.x, y, shown, 14, bold=True, fill=PAPER, anchor="middle")
    sheet.y = foot + _RADIUS + 6
    deepest = max(_below(sheet, place, score, words) for place, score in scored)
    sheet.y += deepest + 6
    _legend(sheet, left, words)


def _places(goal: Goal, left: float, right: float) -> Iterator[Place]:
    """One for each score, whatever the time between two; and one for each mark."""
    scores = recent(goal)
    versions = [score["version"] for score in scores]
    made = side_by_side(versions, goal["version"], goal["state"])
    wide = [_MARK if isinstance(one, str) else 1.0 for one in made]
    step, x = (right - left) / max(_LEAST, sum(wide)), left
    for one, part in zip(made, wide, strict=True):
        ends = x, x + part * step
        yield Place(*ends, mark=one) if isinstance(one, str) else Place(*ends, scores[one])
        x = ends[1]


def _rules(sheet: Sheet, where: tuple[float, float, float], words: Words) -> None:
    left, right, foot = where
    for score in _RULES:
        y = foot - score * _STEP
        sheet.line((left, y), (right, y), faint=0 < score < TOP)
        sheet.text(left - 8, y - 8, [str(score)], 13, bold=True, anchor="end")
        lines = broken(words.say(f"goals.chart.anchors.{score}"), _NAMES - 28, 10)
        upper = y - leading(10) * len(lines) / 2
        sheet.text(sheet.margin, upper, lines, 10, fill=SOFT)


def _mark(sheet: Sheet, place: Place, ends: tuple[float, float], words: Words) -> None:
    """Where the goal was worded anew, or closed."""
    (top, foot), mark = ends, place.mark
    said = words.say("goals.chart.reworded" if mark == REWORDED else f"goals.states.{mark}")
    sheet.line((place.x, top), (place.x, foot), dotted=True)
    wide = min(place.right - place.left, 78.0)
    lines = broken(said, wide - 8, 10, bold=True)
    deep = leading(10) * len(lines) + 6
    upper = (top + foot) / 2 - deep / 2
    sheet.box((place.x - wide / 2, upper, wide, deep), PAPER, edge=(EDGE, 1), round_by=4)
    sheet.text(place.x, upper + 3, lines, 10, bold=True, anchor="middle")


def _below(sheet: Sheet, place: Place, score: Score, words: Words) -> float:
    """Which meeting, its day, how many scored; how deep that is."""
    wide = place.right - place.left - 6
    day = words.short_date(score["day"]) if score["day"] else ""
    people = words.say("goals.scorers", n=score["scorers"])
    kind = broken(score["kind_label"], wide, 12, bold=True)
    rest: Sequence[str] = [line for text in (day, people) for line in broken(text, wide, 11)]
    sheet.text(place.x, sheet.y, kind, 12, bold=True, anchor="middle")
    high = leading(12) * len(kind)
    sheet.text(place.x, sheet.y + high, rest, 11, fill=SOFT, anchor="middle")
    return float(high + leading(11) * len(rest))


def _legend(sheet: Sheet, left: float, words: Words) -> None:
    sheet.line((left, sheet.y + 7), (left + 28, sheet.y + 7), dotted=True)
    sheet.text(left + 36, sheet.y, [words.say("goals.chart.start")], 11, fill=SOFT)
    sheet.y += leading(11)
