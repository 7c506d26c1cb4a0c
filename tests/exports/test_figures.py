"""The charts of a report's pages: one scale for a domain's rounds, and nobody drawn twice."""

from xml.etree import ElementTree as ET

import pytest

from tests.builders import WORDS, Room, a_room_that_differs, recorded
from voting.reports.drawing import EMPTY
from voting.reports.figures import rounds_figure, sides_figure

SVG = "{http://www.w3.org/2000/svg}"


def tracks(svg: str) -> list[tuple[str, str]]:
    """Where each track begins, and how wide it is."""
    boxes = ET.fromstring(svg).iter(f"{SVG}rect")
    return [(one.get("x", ""), one.get("width", "")) for one in boxes if one.get("fill") == EMPTY]


@pytest.mark.parametrize("rounds", range(1, 6))
def test_all_rounds_of_a_domain_are_on_one_scale_from_the_left(rounds):
    room = Room()
    for _ in range(rounds):
        room.rates("trust", 0, 4, 4)
    data = recorded(room)
    found = tracks(rounds_figure(data, data["domains"][0], WORDS)[0])
    levels = len(data["framework"]["levels"])
    assert len(found) == rounds * levels
    assert len({wide for _, wide in found}) == 1
    starts = list(dict.fromkeys(x for x, _ in found))
    assert len(starts) == min(rounds, 3)
    last_row = found[-levels * ((rounds - 1) % 3 + 1) :]
    assert last_row[0][0] == starts[0]


def test_a_sector_that_is_its_whole_side_is_drawn_once():
    data = recorded(a_room_that_differs())
    clarity = next(one for one in data["domains"] if one["key"] == "clarity")
    held = clarity["rounds"][0]
    told = {(one["kind"], one["side"]) for one in held["groups"]}
    assert {("side", "education"), ("sector", "education")} <= told
    svg, said = sides_figure(data, held, WORDS)
    drawn = [one.text for one in ET.fromstring(svg).iter(f"{SVG}text")]
    for one in held["groups"]:
        assert drawn.count(one["name"]) == said.count(f"{one['name']}: ") == (one["kind"] == "side")
