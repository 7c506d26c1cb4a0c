"""The charts a lead puts into a report: well-formed, the record's numbers, and text stays text."""

import io
import re
import zipfile
from xml.etree import ElementTree as ET

import pytest

from tests.builders import (
    ROOT,
    WORDS,
    Room,
    a_finished_room,
    a_room_in,
    a_room_that_differs,
    cascade,
    recorded,
)
from voting.core.state import Phase
from voting.reports.charts import charts_zip, domain_svg, profile_svg
from voting.reports.levels import ON_SCALE, SCALE

SVG = "{http://www.w3.org/2000/svg}"
PAYLOADS = [
    "<script>alert(1)</script>",
    "]]></desc><script>alert(1)</script><desc>",
    '" onload="alert(1)',
    "<svg/onload=alert(1)>",
    "<!ENTITY x SYSTEM 'file:///etc/passwd'>&x;",
    "&amp; &lt;b&gt; <!-- --> <?xml?>",
    "{0.__class__} {votes} %s",
]
UNPRINTABLE = "bell\x07 null\x00 half\ud800 last\uffff escape\x1b"


def texts(svg: str) -> list[str]:
    """What can be read in the picture, a line each."""
    return [one.text or "" for one in ET.fromstring(svg).iter(f"{SVG}text")]


def read(svg: str) -> str:
    return " ".join(texts(svg))


def described(svg: str) -> str:
    return ET.fromstring(svg).findtext(f"{SVG}desc") or ""


def every_chart(data: dict) -> list[str]:
    return [
        profile_svg(data, WORDS),
        *(domain_svg(data, domain, WORDS) for domain in data["domains"]),
    ]


def bars(svg: str) -> list[tuple[float, float]]:
    """The bars of a domain's chart from the top: where each begins, and how long it is."""
    boxes = [one for one in ET.fromstring(svg).iter(f"{SVG}rect") if one.get("height") == "24"]
    return [(float(one.get("y", 0)), float(one.get("width", 0))) for one in boxes]


ROOMS = {
    "nothing yet": lambda: Room(cascade()),
    "two sides that differ": a_room_that_differs,
    "three domains on five levels": a_finished_room,
    **{f"in {phase.value}": lambda phase=phase: a_room_in(phase) for phase in Phase},
}


@pytest.mark.parametrize("name", ROOMS)
def test_a_chart_stands_alone_and_says_in_words_what_it_shows(name):
    for svg in every_chart(recorded(ROOMS[name]())):
        root = ET.fromstring(svg)
        ids = {one.get("id") for one in root.iter() if one.get("id")}
        assert set(root.get("aria-labelledby").split()) == ids
        assert root.findtext(f"{SVG}title")
        assert root.findtext(f"{SVG}desc")
        assert {one.tag for one in root.iter()} <= {
            SVG + tag for tag in ("svg", "title", "desc", "rect", "text", "line")
        }
        assert not re.search(r"href|url\(|<style|@import|on[a-z]+=", svg.partition("xmlns=")[2])


@pytest.mark.parametrize("name", ROOMS)
def test_nothing_is_drawn_beside_the_paper(name):
    for svg in every_chart(recorded(ROOMS[name]())):
        root = ET.fromstring(svg)
        _, _, width, height = map(float, root.get("viewBox").split())
        for one in root.iter(f"{SVG}rect"):
            assert float(one.get("x", 0)) + float(one.get("width")) <= width
            assert float(one.get("y", 0)) + float(one.get("height")) <= height
        assert all(float(one.get("y")) < height for one in root.iter(f"{SVG}text"))


def test_the_profile_has_every_domain_with_its_ruling_in_the_pages_words():
    told = described(profile_svg(recorded(a_finished_room()), WORDS))
    assert told == (
        "Trust: 2 Half and half, by consensus · 4 of 4 rated. "
        "Time: 4 Wholly, unanimous, 3 of 3 · 3 of 4 rated. "
        "Tools: 0 Not at all, by tie-break, 2 of 4 · 4 of 4 rated."
    )
    said = read(profile_svg(recorded(a_finished_room()), WORDS))
    for part in ("A try-out", "Test area · Workshop I · 22 November 2026", "by tie-break, 2 of 4"):
        assert part in said
    assert "not finished" not in said


def test_a_row_of_the_profile_is_filled_up_to_its_ruling():
    svg = ET.fromstring(profile_svg(recorded(a_finished_room()), WORDS))
    cells = [one.get("fill") for one in svg.iter(f"{SVG}rect")][1:]
    rows = [cells[start : start + 5] for start in (0, 5, 10)]
    assert [[fill in SCALE for fill in row] for row in rows] == [
        [True, True, True, False, False],
        [True] * 5,
        [True, False, False, False, False],
    ]


def test_a_domains_chart_has_every_round_with_the_records_numbers():
    data = recorded(a_room_that_differs())
    clarity = data["domains"][0]
    told = described(domain_svg(data, clarity, WORDS))
    for held in clarity["rounds"]:
        votes = zip(data["framework"]["levels"], held["counts"], strict=True)
        counts = ", ".join(f"{level['rating']} {level['label']} {n}" for level, n in votes)
        rated = f"{held['turnout']} of {held['present']} rated"
        said = f"Round {held['number']} · {held['picture']['name']}: {counts}, {rated}, "
        assert f"{said}Can’t say: {held['cant_say']}" in told
    assert "5 added by hand" in told
    assert WORDS.say("common.domain_status.rated") in told


def test_the_track_of_a_bar_is_all_ratings_of_its_round():
    room = Room()
    room.rates("trust", *[0] * 9, *[4] * 9)
    room.rates("trust", *[0] * 3, *[4] * 9, *[None] * 6)
    data = recorded(room)
    svg = domain_svg(data, data["domains"][0], WORDS)
    tracks = {
        float(one.get("width", 0)) - 2
        for one in ET.fromstring(svg).iter(f"{SVG}rect")
        if one.get("height") == "26" and one.get("width") != "26"
    }
    (track,) = tracks
    drawn = [width / track for _, width in bars(svg)]
    assert drawn == pytest.approx([1 / 2, 1 / 2, 1 / 4, 3 / 4], abs=0.001)


def test_the_counts_stand_beside_the_bars():
    data = recorded(a_room_that_differs())
    said = texts(domain_svg(data, data["domains"][0], WORDS))
    levels = [level["label"] for level in data["framework"]["levels"]]
    first = said[said.index(f"Round 1 · {WORDS['common']['pictures']['two-camps']['name']}") :]
    counts = ["5 of 12", "2 of 12", "0 of 12", "5 of 12"]
    assert [first[first.index(label) + 1] for label in levels] == counts


def test_an_unresolved_domain_says_so_and_why():
    room = Room()
    room.rates("trust", 0, 4)
    room.rules("trust", "unresolved", note="No agreement in sight")
    data = recorded(room)
    story = read(domain_svg(data, data["domains"][0], WORDS))
    assert "Left unresolved" in story
    assert "Note: No agreement in sight" in story


def test_a_profile_never_shows_less_than_the_lowest_rating():
    """Neither a domain left unresolved nor one not decided yet is a row of empty boxes."""
    room = Room()
    room.rates("trust", 0, 4)
    room.rules("trust", "unresolved", note="No agreement in sight")
    svg = profile_svg(recorded(room), WORDS)
    unresolved = WORDS.say("common.domain_status.unresolved")
    assert f"Trust: {unresolved}." in described(svg)
    _paper, frame = ET.fromstring(svg).iter(f"{SVG}rect")
    (text,) = (one for one in ET.fromstring(svg).iter(f"{SVG}text") if one.text == unresolved)
    middle = float(frame.get("x")) + float(frame.get("width")) / 2
    assert frame.get("stroke-dasharray")
    assert float(text.get("x")) == pytest.approx(middle)
    undecided = list(ET.fromstring(svg).iter(f"{SVG}line"))
    assert len(undecided) == 2
    assert read(svg).count(WORDS.say("common.domain_status.waiting")) == 2


def test_a_round_without_a_rating_says_so():
    room = Room()
    room.rates("trust", None, None)
    data = recorded(room)
    story = read(domain_svg(data, data["domains"][0], WORDS))
    assert WORDS.say("common.chart.none") in story
    assert "Can’t say: 2" in story


def test_a_chart_of_a_workshop_still_going_on_says_so_and_when_it_was_made():
    room = a_room_in(Phase.REVEALED)
    for svg in every_chart(recorded(room)):
        assert f"Live: not finished yet (22 November 2026, {room.now:%H:%M} UTC)" in read(svg)


def test_nothing_of_an_open_round_is_in_a_chart():
    empty, rated = Room(), Room()
    for room in (empty, rated):
        room.joins("1")
        room.opens("trust")
    rated.votes("1", 3)
    assert every_chart(recorded(empty)) == every_chart(recorded(rated))


@pytest.mark.parametrize("text", [*PAYLOADS, UNPRINTABLE])
def test_what_people_typed_stays_text(text):
    data = recorded(a_finished_room())
    data["workshop"] |= {"area": text, "title": text}
    data["domains"][0]["ruling"] |= {"note": text, "recorded_by": text}
    data["domains"][0]["name"] = data["framework"]["domains"][0]["short"] = text
    for svg in every_chart(data):
        root = ET.fromstring(svg.encode())
        assert {one.tag for one in root.iter()} <= {
            SVG + tag for tag in ("svg", "title", "desc", "rect", "text", "line")
        }
        assert not [name for one in root.iter() for name in one.attrib if name.startswith("on")]
    if text in PAYLOADS:
        note = "".join(read(domain_svg(data, data["domains"][0], WORDS)).split())
        assert "".join(f"Note: {text}".split()) in note


@pytest.mark.parametrize("text", ["x" * 120, "wide 漢字 " * 12, "Many short words " * 60])
def test_long_text_is_broken_and_none_of_it_lost(text):
    data = recorded(a_finished_room())
    data["workshop"]["title"] = data["domains"][0]["ruling"]["note"] = text
    for svg in (profile_svg(data, WORDS), domain_svg(data, data["domains"][0], WORDS)):
        assert "".join(text.split()) in "".join(read(svg).split())
        assert max(map(len, texts(svg))) < 160


def test_every_chart_of_a_rehearsal_says_so_and_no_other_does():
    for rehearsal in (True, False):
        data = recorded(Room(cascade(), rehearsal=rehearsal))
        for svg in every_chart(data):
            assert ("This was a rehearsal" in read(svg)) == rehearsal
            assert ET.fromstring(svg).findtext(f"{SVG}title").startswith("Rehearsal") == rehearsal
        with zipfile.ZipFile(io.BytesIO(charts_zip(data, WORDS))) as packed:
            assert {name.startswith("rehearsal-") for name in packed.namelist()} == {rehearsal}


def test_the_zip_holds_the_profile_and_a_chart_per_domain():
    data = recorded(a_finished_room())
    with zipfile.ZipFile(io.BytesIO(charts_zip(data, WORDS))) as packed:
        files = {name: packed.read(name).decode() for name in packed.namelist()}
    assert list(files) == ["profile.svg", "1-trust.svg", "2-time.svg", "3-tools.svg"]
    assert list(files.values()) == every_chart(data)
    assert charts_zip(data, WORDS) == charts_zip(data, WORDS)


def test_the_colours_are_those_of_the_pages_in_the_light_theme():
    light = (ROOT / "static/css/site/tokens.css").read_text().partition("@media")[0]
    for name, colours in (("scale", SCALE), ("on-scale", ON_SCALE)):
        assert tuple(re.findall(rf"--{name}-\d: (#\w+);", light)) == colours
