"""Slides of what was agreed: the needs, each goal with its scores, support sessions, and who does
what by when."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from pptx.dml.color import RGBColor
from pptx.oxml.ns import qn
from pptx.util import Inches, Pt

from voting.reports.deck import ACROSS, EDGE, FONT, INK, ROOM, TOP, Deck, points
from voting.reports.editable import progress_chart
from voting.reports.fitting import Line, fitted, height
from voting.reports.goals import said as s
from voting.reports.goals.outline import session_facts
from voting.reports.goals.told import Data
from voting.reports.progress import progress_said, recent
from voting.words import Words

_GRID = "{5940675A-B579-460E-94D1-54222C63F5DA}"  # the style of tables with plain lines
_TINT = RGBColor(0xF1, 0xEC, 0xE3)
_SHARES = (12, 8, 4, 5, 4)  # of the columns of the table of actions
_HEAD, _SIZE = 14, 14  # points
_CHART, _GAP = Inches(7.6), Inches(0.4)


def agreed_slides(deck: Deck, plan: Data, words: Words) -> None:
    """Those that there is something for."""
    if plan["needs"]:
        _needs(deck, plan, words)
    for goal in plan["goals"]:
        _goal(deck, plan, goal, words)
    for session in plan["sessions"]:
        _session(deck, plan, session, words)
    _actions(deck, plan, words)


def _needs(deck: Deck, plan: Data, words: Words) -> None:
    found = s.needs_of(plan, deck.record["workshop"]["id"])
    assert found
    named = words.listed(one["short"] for one in found["domains"])
    slide = deck.slide(f"{words.say('goals.parts.needs')}: {named}")
    domains = (*deck.record["framework"]["domains"], *deck.record.get("unrated", ()))
    golds = {one["key"]: one["gold"] for one in domains}
    how = s.how_named(found, words)

    def lines(size: int) -> list[Line]:
        told = [Line(how, size)]
        for one in found["domains"]:
            chosen = s.chosen(one, found, words)
            first = ": ".join(filter(None, (one["short"], chosen)))
            told.append(Line(first, size + 4, after=2, bold=True))
            if gold := golds.get(one["key"]):
                gold = f"{words.say('common.gold')}: {gold}"
                told.append(Line(gold, size, soft=True, is_long=True))
        return told

    held = fitted(lines, (18, 16, 14, 12), points(ACROSS), ROOM) or lines(12)
    deck.text(slide, EDGE, TOP, ACROSS, held)
    deck.notes(slide, named, how)


def _goal(deck: Deck, plan: Data, goal: Data, words: Words) -> None:
    slide = deck.slide(f"{s.goal_name(goal, words)}: {goal['text']}", (26, 23, 20, 18, 16))
    left: int = EDGE
    wide: int = ACROSS
    shown = progress_said(goal, words)
    if goal["scores"]:
        where = (EDGE, Inches(TOP), _CHART, Inches(5.2))
        names = [_under(score, words) for score in recent(goal)]
        starts = {one["version"]: one["score"] for one in reversed(goal["scores"])}
        start = words.say("goals.chart.start")
        progress_chart(slide, where, recent(goal), starts, names, start, shown)
        left, wide = EDGE + _CHART + Inches(0.3), ACROSS - _CHART - Inches(0.3)
    lines = partial(_told, plan, goal, words)
    said = fitted(lines, (16, 14, 13, 12, 11), points(wide), ROOM) or lines(11)
    deck.text(slide, left, TOP, wide, said)
    fields = [f"{name}: {text}" for name, text in s.fields(goal, words)]
    notes = [f"{name}: {text}" for name, text in _noted(goal, words)]
    by_three = s.orientation_said(words) if goal["change"] is not None else ""
    credit = words.say("goals_files.goals.credit") if goal["scores"] else ""
    deck.notes(slide, goal["text"], *fields, shown, *notes, by_three, credit)


def _under(score: Mapping[str, Any], words: Words) -> str:
    """What stands below a point: the meeting, its day, how many scored."""
    day = words.short_date(score["day"]) if score["day"] else ""
    people = words.say("goals.scorers", n=score["scorers"])
    return "\n".join(filter(None, (score["kind_label"], day, people)))


def _told(plan: Data, goal: Data, words: Words, size: int) -> list[Line]:
    standing = s.standing(goal, words)
    lines = [Line(standing[:1].upper() + standing[1:], size + 4, after=8, bold=True)]
    if closed := s.closed(plan, goal, words):
        lines.append(Line(closed, size, after=8))
    for name, text in (*s.fields(goal, words), *_noted(goal, words, last=True)):
        lines.append(Line(f"{name}: {text}", size, after=6, is_long=True))
    return lines


def _noted(goal: Data, words: Words, *, last: bool = False) -> list[tuple[str, str]]:
    """What meetings noted; of the ``last`` alone, where the chart stands beside it."""
    return [
        (words.say(f"goals_files.goals.{what}"), note[what])
        for note in (goal["notes"][-1:] if last else goal["notes"])
        for what in ("hinders", "helps")
        if note[what]
    ]


def _session(deck: Deck, plan: Data, session: Data, words: Words) -> None:
    """What it goes through on the right, all else on the left."""
    name = words.say("goals_files.session_name", n=session["number"])
    slide = deck.slide(f"{name}: {s.session_when(session, words)}")
    told = {
        what: [line for _, line in lines] for what, lines in session_facts(plan, session, words)
    }
    content = [words.say(f"goals_files.sessions.{one}") for one in ("items", "outcomes")]
    sides = [
        {what: lines for what, lines in told.items() if (what in content) is is_content}
        for is_content in (False, True)
    ]
    wide = (ACROSS - _GAP) // 2
    for place, side in enumerate(filter(None, sides)):
        lines = partial(_listed, side)
        said = fitted(lines, (18, 16, 14, 13, 12, 11), points(wide), ROOM) or lines(11)
        deck.text(slide, EDGE + place * (wide + _GAP), TOP, wide, said)
    deck.notes(slide, *(f"{what}: {'; '.join(lines)}" for what, lines in told.items()))


def _listed(told: Mapping[str, Sequence[str]], size: int) -> list[Line]:
    """Names, and below each what is said of it."""
    found = []
    for what, lines in told.items():
        found.append(Line(what, size - 2, after=2, bold=True, soft=True))
        found += [Line(one, size, after=3) for one in lines[:-1]]
        found.append(Line(lines[-1], size, after=10))
    return found


def _actions(deck: Deck, plan: Data, words: Words) -> None:
    """In as many tables as they need; those that are done or dropped come last."""
    if not plan["actions"]:
        return
    said = words["goals_files"]["actions"]
    head = (said["what"], said["who"], said["by"], said["for"], said["state"])
    rows = [s.action_cells(plan, one, words) for one in plan["actions"]]
    widths = [ACROSS * share // sum(_SHARES) for share in _SHARES]
    pages = _pages(rows, widths)
    counted = s.actions_counted(plan["actions"], words)
    for place, page in enumerate(pages, start=1):
        title = f"{said['title']}: {counted}"
        if len(pages) > 1:
            title = words.say("goals_files.part", title=title, n=place, all=len(pages))
        slide = deck.slide(title)
        _table(slide, [head, *page], widths, said["title"])
        deck.notes(slide, *(" · ".join(filter(None, row)) for row in page))


def _high(row: Sequence[str], widths: Sequence[int]) -> float:
    """Of a row, in points."""
    cells = zip(row, widths, strict=True)
    return max(height([Line(text or " ", _SIZE)], points(wide)) for text, wide in cells)


def _pages(rows: Sequence[tuple[str, ...]], widths: Sequence[int]) -> list[list[tuple[str, ...]]]:
    pages: list[list[tuple[str, ...]]] = [[]]
    left = ROOM - 2 * _HEAD
    for row in rows:
        high = _high(row, widths)
        if pages[-1] and high > left:
            pages.append([])
            left = ROOM - 2 * _HEAD
        pages[-1].append(row)
        left -= high
    return pages


def _table(slide: Any, rows: Sequence[Sequence[str]], widths: Sequence[int], alt: str) -> None:
    high = Pt(round(sum(_high(row, widths) for row in rows)))
    frame = slide.shapes.add_table(len(rows), len(widths), EDGE, Inches(TOP), sum(widths), high)
    frame._element.nvGraphicFramePr.cNvPr.set("descr", alt)
    table = frame.table
    table.horz_banding = False
    frame._element.graphic.graphicData.tbl.tblPr.find(qn("a:tableStyleId")).text = _GRID
    for column, wide in zip(table.columns, widths, strict=True):
        column.width = wide
    for line, row in enumerate(rows):
        table.rows[line].height = Pt(round(_high(row, widths)))
        for place, text in enumerate(row):
            cell = table.cell(line, place)
            cell.text = text
            font = cell.text_frame.paragraphs[0].font
            font.size, font.name, font.bold, font.color.rgb = Pt(_SIZE), FONT, not line, INK
            if not line:
                cell.fill.solid()
                cell.fill.fore_color.rgb = _TINT
