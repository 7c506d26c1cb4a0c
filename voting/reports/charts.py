"""The charts of the results page as SVG files of their own, for reports and slides.

They are drawn from the record, so a chart, the tables and the page say the same. Each file stands
alone: text stays text, nothing is fetched, and what it shows is also said in its title and
description. They are for light paper, whatever the screen's theme is. A rating is never told by
its colour alone: its number and its words stand beside it.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from voting.reports import form_charts
from voting.reports.cells import is_profiled, levels_of
from voting.reports.changed_figures import history_svg
from voting.reports.chip import chip
from voting.reports.drawing import EMPTY, INK, MARGIN, PAPER, SOFT, WIDTH, Sheet, broken
from voting.reports.levels import colours
from voting.reports.progress import progress_svg
from voting.reports.record import Record
from voting.reports.said import (
    about_of,
    as_of,
    beside,
    chart_title,
    in_words,
    manner,
    profile_said,
    round_name,
    verdict,
)
from voting.reports.zipped import zipped
from voting.words import Words


def profile_svg(record: Record, words: Words) -> str:
    """Every domain against the scale, as on the results page: a row fills up to its ruling."""
    sheet = Sheet()
    _head(sheet, record, record["workshop"]["title"] or record["workshop"]["area"], words)
    if not is_profiled(record):
        form_charts.draw_all(sheet, record, words)
        _foot(sheet, record, words)
        title = chart_title(record, words["common"]["profile"], words)
        return sheet.svg("profile", title, form_charts.described(record, words))
    levels, left, right = levels_of(record), 264, 640
    step = (right - left) / len(levels)
    heads = [broken(f"{one['rating']} {one['label']}", step - 8, 12) for one in levels]
    sheet.y += 12
    for place, lines in enumerate(heads):
        upper = sheet.y + 15 * (max(map(len, heads)) - len(lines))
        sheet.text(left + place * step, upper, lines, 12, fill=SOFT)
    sheet.y += 15 * max(map(len, heads)) + 8
    for domain, told in zip(record["domains"], record["framework"]["domains"], strict=True):
        _row(sheet, domain, told, len(levels), left, step, words)
    _foot(sheet, record, words)
    return sheet.svg(
        "profile",
        chart_title(record, words["common"]["profile"], words),
        profile_said(record, words),
    )


def domain_svg(record: Record, domain: Mapping[str, Any], words: Words) -> str:
    """The ruling on one of the record's domains, and its rounds as bars. The track of a bar is all
    ratings of its round, so that rounds of different size stand on one scale."""
    sheet, levels = Sheet(), levels_of(record)
    _head(sheet, record, domain["name"], words)
    _ruling(sheet, domain, len(levels), words)
    for held in domain["rounds"]:
        _round(sheet, held, levels, words)
    _foot(sheet, record, words)
    return sheet.svg(
        _slug(domain["key"]),
        chart_title(record, domain["name"], words),
        in_words(domain, levels, words),
    )


def charts_zip(record: Record, words: Words) -> bytes:
    """All charts in one file: the profile, and one per domain in the framework's order. Equal
    records give equal bytes."""
    mark = "rehearsal-" if record["workshop"]["rehearsal"] else ""
    charts = {f"{mark}profile.svg": profile_svg(record, words)} if record["domains"] else {}
    if is_profiled(record):
        for number, domain in enumerate(record["domains"], start=1):
            charts[f"{mark}{number}-{_slug(domain['key'])}.svg"] = domain_svg(record, domain, words)
    else:
        charts |= _panels(record, mark, words)
    charts |= _histories(record, mark, words) | _goals(record, mark, words)
    return zipped(charts, datetime.fromisoformat(record["exported_at"]))


def _panels(record: Record, mark: str, words: Words) -> dict[str, str]:
    """Each of several pictures of an instrument that is answered many rows at a time."""
    charts = {}
    for number, panel in enumerate(form_charts.several(record, words), start=1):
        sheet = Sheet()
        _head(sheet, record, panel.title, words)
        form_charts.draw_one(sheet, panel, words, titled=False)
        _foot(sheet, record, words)
        title = chart_title(record, panel.title, words)
        said = form_charts.described_one(panel, words)
        charts[f"{mark}{number}-{_slug(panel.title)}.svg"] = sheet.svg("rows", title, said)
    return charts


def _histories(record: Record, mark: str, words: Words) -> dict[str, str]:
    """Each domain over the workshops of the area, where there is an earlier one."""
    told = record["changed"]
    if not told:
        return {}
    about = about_of(record, words)
    return {
        f"{mark}history-{number}-{_slug(one['key'])}.svg": history_svg(told, [one], about, words)
        for number, one in enumerate(told["domains"], start=1)
    }


def _goals(record: Record, mark: str, words: Words) -> dict[str, str]:
    """Each goal that has a score."""
    about = about_of(record, words)
    return {
        f"{mark}goal-{goal['number']}.svg": progress_svg(goal, about, words)
        for goal in (record["plan"]["goals"] if "plan" in record else ())
        if goal["scores"]
    }


# --- parts --------------------------------------------------------------------------------------


def _head(sheet: Sheet, record: Record, heading: str, words: Words) -> None:
    workshop = record["workshop"]
    if workshop["rehearsal"]:
        sheet.paragraph(words.say("reports.rehearsal"), 18, bold=True)
    named = [
        workshop["title"],
        workshop["area"],
        workshop["kind_label"],
        words.date(workshop["date"]),
    ]
    sheet.paragraph(heading, 24, bold=True)
    sheet.paragraph(" · ".join(part for part in named if part and part != heading), 15, fill=SOFT)
    if not workshop["finished_at"]:
        sheet.paragraph(as_of(record, words), 15, bold=True)


def _row(
    sheet: Sheet,
    domain: Mapping[str, Any],
    told: Mapping[str, Any],
    levels: int,
    left: float,
    step: float,
    words: Words,
) -> None:
    ruling = domain["ruling"]
    name = broken(told["short"], left - MARGIN - 44, 16, bold=True)
    said = "" if _is_unresolved(ruling) else verdict(domain, words)  # then its track says so
    found = broken(said, WIDTH - MARGIN - 660, 15, bold=bool(ruling))
    how = broken(manner(domain, words), WIDTH - MARGIN - 660, 13)
    height = max(40.0, 20 * len(name) + 8, 18 * len(found) + 16 * len(how) + 8)
    middle = sheet.y + height / 2
    sheet.text(MARGIN, middle - 10, [told["letter"]], 16, fill=SOFT)
    sheet.text(MARGIN + 28, middle - 10 * len(name), name, 16, bold=True)
    track(sheet, domain, levels, (left, middle, step), words)
    upper = middle - (18 * len(found) + 16 * len(how)) / 2
    sheet.text(660, upper, found, 15, bold=bool(ruling), fill=INK if ruling else SOFT)
    sheet.text(660, upper + 18 * len(found), how, 13, fill=SOFT)
    sheet.y += height + 8


def track(
    sheet: Sheet,
    domain: Mapping[str, Any],
    levels: int,
    where: tuple[float, float, float],
    words: Words,
) -> None:
    """From ``where`` on (left, middle, step) a box for each level, filled up to the rating, which
    is in the last of them; a dashed frame for a domain left unresolved, and no more than a line
    for one not decided yet, so that neither looks like a rating below the lowest."""
    left, middle, step = where
    ruling = domain["ruling"]
    whole = levels * step - 3
    if not ruling:
        sheet.line((left, middle), (left + whole, middle), dotted=True)
    elif ruling["rating"] is None:
        sheet.box((left + 1, middle - 14, whole - 2, 28), PAPER, round_by=6, dashed=True)
        text = verdict(domain, words)
        sheet.text(left + whole / 2, middle - 9, [text], 15, bold=True, anchor="middle")
    else:
        rating = ruling["rating"]
        ground, fill = colours(rating, levels)
        for level in range(levels):
            box = (left + level * step, middle - 15, step - 3, 30)
            sheet.box(box, ground if level <= rating else EMPTY)
        x = left + (rating + 1) * step - 13
        sheet.text(x, middle - 9, [str(rating)], 16, bold=True, fill=fill, anchor="end")


def _is_unresolved(ruling: Mapping[str, Any] | None) -> bool:
    return ruling is not None and ruling["rating"] is None


def _ruling(sheet: Sheet, domain: Mapping[str, Any], levels: int, words: Words) -> None:
    ruling = domain["ruling"]
    sheet.y += 12
    if not ruling:
        sheet.paragraph(verdict(domain, words), 18, fill=SOFT)
        return
    indent = 0
    if ruling["rating"] is not None:
        chip(sheet, MARGIN, sheet.y - 2, ruling["rating"], levels)
        indent = 38
    sheet.paragraph(ruling["label"] or verdict(domain, words), 18, bold=True, indent=indent)
    if ruling["rating"] is not None:
        sheet.paragraph(manner(domain, words), 15, fill=SOFT, indent=indent)
    if ruling["note"]:
        sheet.paragraph(f"{words['lead']['note']}: {ruling['note']}", 15)


def _round(
    sheet: Sheet, held: Mapping[str, Any], levels: Sequence[Mapping[str, Any]], words: Words
) -> None:
    left, track = 330, WIDTH - MARGIN - 330 - 110
    all_ratings = held["ratings"]
    sheet.y += 16
    sheet.paragraph(round_name(held, words), 17, bold=True)
    if not all_ratings:
        sheet.paragraph(words["common"]["chart"]["none"], 15, fill=SOFT)
    for level, count in zip(levels, held["counts"], strict=True) if all_ratings else ():
        lines = broken(level["label"], left - MARGIN - 50, 15)
        height = max(34.0, 18 * len(lines) + 8)
        middle = sheet.y + height / 2
        chip(sheet, MARGIN, middle - 13, level["rating"], len(levels))
        sheet.text(MARGIN + 38, middle - 9 * len(lines), lines, 15)
        sheet.box((left - 1, middle - 13, track + 2, 26), EMPTY)
        if count:
            long = track * count / all_ratings
            sheet.box((left, middle - 12, long, 24), colours(level["rating"], len(levels))[0])
        of = words.say("common.chart.of", n=count, all=all_ratings)
        sheet.text(left + track + 12, middle - 9, [of], 16, bold=True)
        sheet.y += height + 2
    sheet.paragraph(" · ".join(beside(held, words)), 15, fill=SOFT)


def _foot(sheet: Sheet, record: Record, words: Words) -> None:
    sheet.y += 14
    sheet.paragraph(f"{words['common']['product']}. {record['framework']['credit']}", 11, fill=SOFT)


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-") or "domain"
