"""The picture for a slide: its title is the finding, and it has every rating of the last rounds."""

import struct
import zlib
from collections import Counter
from itertools import combinations, pairwise
from math import ceil, dist
from xml.etree import ElementTree as ET

import pytest

from tests.builders import (
    WORDS,
    Room,
    a_finished_room,
    a_room_that_differs,
    cascade,
    framework_data,
    recorded,
)
from tests.exports.test_charts import PAYLOADS, SVG, described, read, texts
from voting.instruments.parsing import parse_instrument
from voting.reports.headline import headline
from voting.reports.levels import colours
from voting.reports.slide import HEIGHT, WIDTH, slide_png, slide_svg


def ten_domains() -> Room:
    """Ten domains with five ratings, rated by as many as rate in a large room."""
    told = framework_data("tests/data/three-by-five.json")
    told["domains"] = [
        told["domains"][number % 3] | {"key": f"domain-{number}"} for number in range(10)
    ]
    room = Room(parse_instrument(told))
    for number in range(10):
        ratings = [place % 5 if place % (number + 2) else 2 for place in range(80)]
        room.rates(f"domain-{number}", *ratings)
        room.rules(f"domain-{number}", "consensus", 2)
    return room


def seven_levels() -> Room:
    """Nine domains with seven ratings, rated by seventy people."""
    told = framework_data("tests/data/three-by-five.json")
    levels = told["levels"]
    told["levels"] = [levels[at % 5] | {"rating": at, "label": f"Level {at}"} for at in range(7)]
    told["domains"] = [
        {name: value for name, value in told["domains"][at % 3].items() if name != "meanings"}
        | {"key": f"domain-{at}"}
        for at in range(9)
    ]
    room = Room(parse_instrument(told))
    for at in range(9):
        room.rates(f"domain-{at}", *[at % 7] * 46, *[(at + 1) % 7] * 24)
        room.rules(f"domain-{at}", "majority")
    return room


ROOMS = {
    "nine domains on seven levels, seventy people": seven_levels,
    "nothing yet": lambda: Room(cascade()),
    "two sides that differ": a_room_that_differs,
    "three domains on five levels": a_finished_room,
    "ten domains, eighty people": ten_domains,
}


def elements(svg: str, tag: str) -> list[ET.Element]:
    return list(ET.fromstring(svg).iter(f"{SVG}{tag}"))


def dots(svg: str) -> list[tuple[float, float, float, str]]:
    """Left and top of each middle, radius and colour; the last one belongs to the legend."""
    return [
        (*(float(one.get(name)) for name in ("cx", "cy", "r")), one.get("fill"))
        for one in elements(svg, "circle")
    ]


def frames(svg: str) -> list[tuple[float, float, float, float, str]]:
    """Left, top, width, height and colour of each decision's frame."""
    return [
        (*(float(one.get(name)) for name in ("x", "y", "width", "height")), one.get("stroke"))
        for one in elements(svg, "rect")
        if one.get("stroke-width") == "5"
    ]


@pytest.mark.parametrize("name", ROOMS)
def test_its_title_is_the_finding_and_it_says_where_when_and_how_many(name):
    data = recorded(ROOMS[name]())
    svg = slide_svg(data, WORDS)
    assert ET.fromstring(svg).get("viewBox") == f"0 0 {WIDTH} {HEIGHT}"
    finding = headline(data, WORDS)
    assert ET.fromstring(svg).findtext(f"{SVG}title").startswith(finding)
    said = read(svg)
    assert said.startswith(finding)
    workshop = data["workshop"]
    source = (workshop["area"], WORDS.date(workshop["date"]))
    assert all(part in said for part in source)
    assert WORDS.say("lead.people_ever", n=data["people"]) in said


@pytest.mark.parametrize("name", ROOMS)
def test_every_rating_of_the_last_rounds_is_a_dot_and_none_lies_on_another(name):
    data = recorded(ROOMS[name]())
    *drawn, _legend = dots(slide_svg(data, WORDS))
    last = [domain["rounds"][-1]["counts"] for domain in data["domains"] if domain["rounds"]]
    assert len(drawn) == sum(map(sum, last))
    for (x, y, r, _), (x2, y2, r2, _) in combinations(drawn, 2):
        assert dist((x, y), (x2, y2)) >= r + r2 - 0.2
    assert all(0 < x < WIDTH and 0 < y < HEIGHT for x, y, *_ in drawn)


def test_a_dot_is_in_the_column_of_its_rating_and_inside_the_frame_if_it_is_the_decision():
    data = recorded(a_finished_room())
    svg = slide_svg(data, WORDS)
    *drawn, _legend = dots(svg)
    decided = frames(svg)
    assert len(decided) == 3
    for domain, (x, y, width, height, colour) in zip(data["domains"], decided, strict=True):
        rating = domain["ruling"]["rating"]
        assert colour == colours(rating, 5)[0]
        row = [dot for dot in drawn if y < dot[1] < y + height]
        counts = Counter(fill for *_, fill in row)
        told = domain["rounds"][-1]["counts"]
        assert counts == {colours(at, 5)[0]: n for at, n in enumerate(told) if n}
        inside = [fill for left, _, _, fill in row if x < left < x + width]
        assert inside == [colour] * told[rating]
    assert all(above[1] + above[3] <= below[1] for above, below in pairwise(decided))


def test_blocks_have_as_many_rows_so_that_they_are_as_wide_as_their_counts_are_large():
    room = Room()
    room.rates("trust", *[0] * 40, *[2] * 20, *[4] * 10)
    *drawn, _legend = dots(slide_svg(recorded(room), WORDS))
    rows = len({y for _, y, *_ in drawn})
    by_count = Counter(fill for *_, fill in drawn)
    assert sorted(by_count.values()) == [10, 20, 40]
    for fill, count in by_count.items():
        assert len({x for x, _, _, one in drawn if one == fill}) == ceil(count / rows)


def test_in_a_crowd_the_counts_stand_alone():
    data = recorded(a_finished_room())
    held = data["domains"][0]["rounds"][-1]
    held["counts"], held["ratings"] = [3, 800, 90, 12, 0], 905
    svg = slide_svg(data, WORDS)
    assert dots(svg) == []
    said = texts(svg)
    assert {"800", "90"} <= set(said)
    assert WORDS.say("reports.slide.dot") not in said
    assert WORDS.say("reports.slide.number") in said


def test_a_domain_left_unresolved_is_framed_and_named_and_one_undecided_is_faint():
    room = Room()
    room.rates("trust", 0, 4)
    room.rules("trust", "unresolved", note="No agreement in sight")
    room.rates("time", 1, 1)
    svg = slide_svg(recorded(room), WORDS)
    said = texts(svg)
    status = WORDS["common"]["domain_status"]
    assert {status["unresolved"], status["rated"], status["waiting"]} <= set(said)
    assert len([one for one in elements(svg, "rect") if one.get("stroke-dasharray")]) == 1
    assert len(elements(svg, "line")) == 1
    fills = {fill for *_, fill in dots(svg)[:-1]}
    assert {colours(0, 5)[0], colours(4, 5)[0]} < fills
    assert colours(1, 5)[0] not in fills


def test_it_is_told_in_words_too():
    told = described(slide_svg(recorded(a_finished_room()), WORDS))
    unanimous = WORDS.say("common.methods.unanimous", votes=3, ratings=3)
    assert f"Time: 4 Wholly, {unanimous}" in told
    assert "0 Not at all 0, 1 A little 0, 2 Half and half 0, 3 Mostly 0, 4 Wholly 3." in told


def test_a_rehearsal_and_an_unfinished_workshop_are_marked():
    for rehearsal in (True, False):
        data = recorded(Room(cascade(), rehearsal=rehearsal))
        said = read(slide_svg(data, WORDS))
        assert (WORDS.say("reports.rehearsal") in said) == rehearsal
        assert WORDS.say("lead.live") in said
    assert WORDS.say("lead.live") not in read(slide_svg(recorded(a_finished_room()), WORDS))


@pytest.mark.parametrize("text", PAYLOADS)
def test_what_people_typed_stays_text(text):
    data = recorded(a_finished_room())
    data["workshop"] |= {"area": text, "title": text}
    data["framework"]["domains"][0]["short"] = text
    svg = slide_svg(data, WORDS)
    root = ET.fromstring(svg.encode())
    assert {one.tag for one in root.iter()} <= {
        SVG + tag for tag in ("svg", "title", "desc", "rect", "text", "line", "circle")
    }
    assert not [name for one in root.iter() for name in one.attrib if name.startswith("on")]
    assert slide_png(data, WORDS).startswith(b"\x89PNG")


def pixels(png: bytes) -> tuple[int, int, bytes]:
    """Width, height and the raw rows of a PNG file."""
    width, height = struct.unpack(">II", png[16:24])
    at, packed = 8, b""
    while at < len(png):
        (size,) = struct.unpack(">I", png[at : at + 4])
        if png[at + 4 : at + 8] == b"IDAT":
            packed += png[at + 8 : at + 8 + size]
        at += size + 12
    return width, height, zlib.decompress(packed)


def test_as_a_png_it_fills_a_slide_and_is_the_same_every_time():
    data = recorded(a_finished_room())
    png = slide_png(data, WORDS)
    assert png == slide_png(data, WORDS)
    width, height, rows = pixels(png)
    assert (width, height) == (WIDTH, HEIGHT)
    stride = len(rows) // height
    # Each row begins with how it is filtered; below the first, "as above" is all zeros.
    drawn = [any(rows[at * stride + 1 : (at + 1) * stride]) for at in range(height)]
    assert any(drawn[: height // 4])
    assert any(drawn[height * 9 // 10 :])
