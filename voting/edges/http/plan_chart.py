"""How far a goal has come, as a picture that the server draws: a point for each settled score.

The line is broken where a goal was reworded, and the score that a wording began with is drawn on,
dotted.
"""

from itertools import pairwise

from msgspec import Struct

from voting.goals.plan import TOP
from voting.goals.progress import side_by_side
from voting.views.plan import GoalView, ScoreView

STEP = 12  # pixels from score to score
WIDE = 92  # of the place of a score
MARK = 28  # of that of a mark
LEFT = 30
ABOVE = 16
FOOT = ABOVE + STEP * TOP


class Point(Struct, frozen=True):
    x: int
    y: int
    score: ScoreView


class Line(Struct, frozen=True):
    x1: int
    y1: int
    x2: int
    y2: int


class Chart(Struct, frozen=True):
    """In pixels: ``rules`` are the heights of 0, 5 and 10 with these numbers; ``starts`` are the
    dotted lines, ``marks`` the places where it was reworded or closed, each with what happened."""

    width: int
    height: int
    left: int
    rules: tuple[tuple[int, int], ...]
    points: tuple[Point, ...]
    lines: tuple[Line, ...]
    starts: tuple[Line, ...]
    marks: tuple[tuple[int, str], ...]


def chart_of(goal: GoalView) -> Chart:
    x, points, marks = LEFT, list[Point](), list[tuple[int, str]]()
    spans: dict[int, list[int]] = {}  # of each wording, from where to where
    versions = [score.version for score in goal.scores]
    for one in side_by_side(versions, goal.version, goal.state):
        if isinstance(one, str):
            marks.append((x + MARK // 2, one))
            x += MARK
            continue
        score = goal.scores[one]
        points.append(Point(x + WIDE // 2, _height(score.score), score))
        spans.setdefault(score.version, [x, x])[1] = x + WIDE
        x += WIDE
    firsts = {point.score.version: point.y for point in reversed(points)}
    pairs = pairwise(points)
    return Chart(
        width=x + 4,
        height=FOOT + 40,
        left=LEFT,
        rules=tuple((_height(n), n) for n in (0, TOP // 2, TOP)),
        points=tuple(points),
        lines=tuple(
            Line(a.x, a.y, b.x, b.y) for a, b in pairs if a.score.version == b.score.version
        ),
        starts=tuple(
            Line(spans[version][0], y, spans[version][1], y) for version, y in firsts.items()
        ),
        marks=tuple(marks),
    )


def _height(score: int) -> int:
    return FOOT - STEP * score
