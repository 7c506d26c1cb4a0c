"""The charts of a report's pages: as wide as the text beside them, and without a head, since what
they are of stands above them."""

from collections.abc import Mapping, Sequence
from typing import Any

from voting.reports.cells import levels_of
from voting.reports.charts import track
from voting.reports.chip import chip
from voting.reports.drawing import EMPTY, INK, SOFT, Sheet, broken
from voting.reports.levels import colours
from voting.reports.record import Record
from voting.reports.said import beside, in_words, manner, profile_said, round_name, verdict
from voting.words import Words

# Pixels. A page has 170 mm for them, so that a pixel is two thirds of a point.
WIDTH, _NAMES, _GAP = 720, 216, 20
_SIZE, _ROW = 14, 25
_IN_A_ROW = 3  # rounds beside each other

Domain = Mapping[str, Any]


def profile_figure(record: Record, words: Words) -> tuple[str, str]:
    """A row for each domain, filled up to its decision: the SVG, and what it shows in words."""
    sheet, levels = Sheet(WIDTH, 0), levels_of(record)
    left, right = 196, 472
    beside_it = WIDTH - right - 14
    step = (right - left) / len(levels)
    heads = [broken(one["label"], step - 2, 10) for one in levels]
    deepest = max(map(len, heads))
    for place, lines in enumerate(heads):
        x = left + place * step
        sheet.text(x, sheet.y, [str(levels[place]["rating"])], 13, bold=True)
        sheet.text(x, sheet.y + 17, lines, 10, fill=SOFT)
    sheet.y += 17 + 12 * deepest + 6
    for domain, told in zip(record["domains"], record["framework"]["domains"], strict=True):
        name = broken(told["short"], left - 36, _SIZE, bold=True)
        ruling = domain["ruling"]
        is_left = ruling and ruling["rating"] is None  # as its track says
        found = broken("" if is_left else verdict(domain, words), beside_it, 13, bold=True)
        how = broken(manner(domain, words), beside_it, 12)
        height = max(17 * len(name), 16 * len(found) + 14 * len(how), 30) + 7
        middle = sheet.y + height / 2
        sheet.text(0, middle - 17 * len(name) / 2, [told["letter"]], _SIZE, fill=SOFT)
        sheet.text(22, middle - 17 * len(name) / 2, name, _SIZE, bold=True)
        track(sheet, domain, len(levels), (left, middle, step), words)
        upper = middle - (16 * len(found) + 14 * len(how)) / 2
        sheet.text(right + 14, upper, found, 13, bold=bool(ruling), fill=INK if ruling else SOFT)
        sheet.text(right + 14, upper + 16 * len(found), how, 12, fill=SOFT)
        sheet.y += height
    said = profile_said(record, words)
    return sheet.svg("profile", words.say("common.profile"), said), said


def rounds_figure(record: Record, domain: Domain, words: Words) -> tuple[str, str]:
    """A domain's rounds beside each other, each bar in a track that is all ratings of its round."""
    sheet, levels = Sheet(WIDTH, 0), levels_of(record)
    rounds = domain["rounds"]
    beside_it = min(len(rounds), _IN_A_ROW)
    names = _NAMES if beside_it > 1 else _NAMES + 40
    wide = (WIDTH - names) / beside_it  # in every row, so that all rounds are on one scale
    for start in range(0, len(rounds), _IN_A_ROW):
        _row_of_rounds(sheet, rounds[start : start + _IN_A_ROW], levels, (names, wide), words)
    said = in_words(domain, levels, words)
    return sheet.svg("rounds", domain["name"], said), said


def _row_of_rounds(
    sheet: Sheet,
    rounds: Sequence[Domain],
    levels: Sequence[Domain],
    widths: tuple[int, float],
    words: Words,
) -> None:
    names, wide = widths
    places = [names + place * wide + _GAP / 2 for place in range(len(rounds))]
    heads = [broken(round_name(held, words), wide - _GAP, _SIZE, bold=True) for held in rounds]
    for x, lines in zip(places, heads, strict=True):
        sheet.text(x, sheet.y, lines, _SIZE, bold=True)
    sheet.y += 17 * max(map(len, heads)) + 5
    for level in levels:
        lines = broken(level["label"], names - 40, 13)
        height = max(_ROW, 16 * len(lines) + 4)
        middle = sheet.y + height / 2
        chip(sheet, 0, middle - 11, level["rating"], len(levels), size=22)
        sheet.text(30, middle - 8 * len(lines), lines, 13)
        for x, held in zip(places, rounds, strict=True):
            if held["ratings"]:
                _bar(sheet, held, level["rating"], len(levels), (x, middle, wide), words)
        sheet.y += height
    sheet.y += 3
    none = words.say("common.chart.none")
    feet = [
        broken(" · ".join(beside(held, words)) if held["ratings"] else none, wide - _GAP, 12)
        for held in rounds
    ]
    for x, lines in zip(places, feet, strict=True):
        sheet.text(x, sheet.y, lines, 12, fill=SOFT)
    sheet.y += 14 * max(map(len, feet)) + 6


def _bar(
    sheet: Sheet,
    held: Domain,
    rating: int,
    levels: int,
    where: tuple[float, float, float],
    words: Words,
) -> None:
    x, middle, wide = where
    of = words.say("common.chart.of", n=held["counts"][rating], all=held["ratings"])
    track = wide - _GAP - 58
    sheet.box((x, middle - 9, track, 18), EMPTY)
    if held["counts"][rating]:
        long = track * held["counts"][rating] / held["ratings"]
        sheet.box((x, middle - 9, long, 18), colours(rating, levels)[0])
    sheet.text(x + track + 6, middle - 8, [of], 13, bold=True)


def sides_figure(record: Record, held: Domain, words: Words) -> tuple[str, str]:
    """The sides and sectors of a round, each as the shares of its own ratings."""
    sheet, levels = Sheet(WIDTH, 0), levels_of(record)
    said = []
    for group in shown_groups(held["groups"]):
        name = group_name(group, words)
        lines = broken(name, _NAMES - 12, 13, bold=group["kind"] == "side")
        ratings = sum(group["counts"])
        height = max(_ROW, 16 * len(lines) + 4)
        middle = sheet.y + height / 2
        sheet.text(0, middle - 8 * len(lines), lines, 13, bold=group["kind"] == "side")
        x, track = float(_NAMES + _GAP // 2), WIDTH - _NAMES - _GAP / 2 - 90
        for rating, count in enumerate(group["counts"]):
            if count:
                ground, ink = colours(rating, len(levels))
                long = track * count / ratings
                sheet.box((x, middle - 10, max(long - 1, 1), 20), ground)
                if long > 16:
                    at = x + long / 2
                    sheet.text(
                        at, middle - 8, [str(count)], 13, bold=True, fill=ink, anchor="middle"
                    )
                x += long
        told = words.say("common.groups.ratings", n=ratings)
        sheet.text(WIDTH - 80, middle - 8, [told], 12, fill=SOFT)
        sheet.y += height
        none = words.say("common.groups.cant_say", n=group["cant_say"])
        counts = [
            f"{one['rating']} {one['label']} {n}"
            for one, n in zip(levels, group["counts"], strict=True)
        ]
        said.append(f"{name}: {', '.join([*counts, none])}.")
    sheet.y += 6
    x = 0.0
    for level in levels:  # the legend
        label = level["label"]
        wide = 32 + 6.6 * len(label)
        if x + wide > WIDTH:
            x, sheet.y = 0.0, sheet.y + 22
        chip(sheet, x, sheet.y, level["rating"], len(levels), size=18)
        sheet.text(x + 24, sheet.y + 1, [label], 12, fill=SOFT)
        x += wide + 10
    sheet.y += 22
    text = " ".join(said)
    return sheet.svg("sides", words.say("common.groups.title"), text), text


def shown_groups(groups: Sequence[Domain]) -> list[Domain]:
    """Without a sector whose side holds nobody else, as on the results page
    (static/js/charts/groups.js): the same people would stand there twice."""
    sides = {one["key"]: _size(one) for one in groups if one["kind"] == "side"}
    return [
        one for one in groups if one["kind"] != "sector" or sides.get(one["side"]) != _size(one)
    ]


def _size(group: Domain) -> int:
    return sum(group["counts"]) + int(group["cant_say"])


def group_name(group: Domain, words: Words) -> str:
    """A side's or sector's name, or what all others together are called."""
    return str(words["common"]["groups"]["rest"] if group["kind"] == "rest" else group["name"])
