"""The charts as a browser draws them: all of it is there, and nothing lies on anything else."""

import io
import zipfile

import pytest

from lab.rig.words import said
from tests.builders import (
    WORDS,
    Room,
    a_finished_room,
    a_room_that_differs,
    cascade,
    details,
    recorded,
    three_by_five,
)
from voting.core import commands as c
from voting.reports.charts import charts_zip
from voting.reports.slide import slide_svg

# Texts that leave the paper, that lie on one another, or that stick out of a box.
_FAULTS = """() => {
  const paper = document.querySelector('svg').viewBox.baseVal;
  const texts = [...document.querySelectorAll('text')]
    .map((one) => [one.textContent, one.getBBox()]);
  const out = texts.filter(([, box]) => box.x < 0 || box.y < 0
    || box.x + box.width > paper.width || box.y + box.height > paper.height);
  const apart = (a, b) => a.x + a.width <= b.x || b.x + b.width <= a.x
    || a.y + 0.8 * a.height <= b.y || b.y + 0.8 * b.height <= a.y;
  const over = texts.flatMap(([one, a], at) =>
    texts.slice(at + 1).filter(([, b]) => !apart(a, b)).map(([other]) => `${one} / ${other}`));
  const [, ...boxes] = [...document.querySelectorAll('rect')].map((one) => one.getBBox());
  const inside = (a, b) => a.x >= b.x && a.x + a.width <= b.x + b.width;
  const across = texts.filter(([, a]) => boxes.some((b) => !apart(a, b) && !inside(a, b)));
  return [...out.map(([text]) => text), ...over, ...across.map(([text]) => `${text} / a box`)];
}"""


def a_wordy_room() -> Room:
    room = a_room_that_differs()
    room.rules("clarity", "unresolved", None, "Schools and services see this differently. " * 20)
    room.rates("contact", *[0] * 40, *[3] * 41, None)
    room.rules("contact", "majority")
    words = "The joint meeting of all schools, services and partners of the county"
    room.does(c.EditDetails(details(area=words, title=f"{words} MMMMMMM")))
    return room


ROOMS = {
    "nothing yet": lambda: Room(cascade()),
    "wordy": a_wordy_room,
    "five levels": a_finished_room,
    "five levels, nothing yet": lambda: Room(three_by_five()),
}


@pytest.mark.parametrize("name", ROOMS)
def test_no_text_is_cut_off_or_lies_on_another(contexts, name):
    tab = contexts(viewport={"width": 1000, "height": 700}).new_page()
    with zipfile.ZipFile(io.BytesIO(charts_zip(recorded(ROOMS[name]()), WORDS))) as packed:
        for file in packed.namelist():
            tab.set_content(packed.read(file).decode().partition("\n")[2])
            assert tab.evaluate(_FAULTS) == [], file
    tab.set_content(slide_svg(recorded(ROOMS[name]()), WORDS).partition("\n")[2])
    assert tab.evaluate(_FAULTS) == []


def test_a_chart_is_a_picture_with_a_name_to_a_screen_reader(contexts):
    tab = contexts().new_page()
    with zipfile.ZipFile(io.BytesIO(charts_zip(recorded(a_finished_room()), WORDS))) as packed:
        tab.set_content(packed.read("profile.svg").decode().partition("\n")[2])
    tree = tab.locator("body").aria_snapshot()
    assert f"{said('common.profile')}: A try-out, 22 November 2026" in tree
    unanimous = said("common.methods.unanimous", votes=3, ratings=3)
    rated = said("common.rated_of", turnout=3, present=4)
    assert f"Time: 4 Wholly, {unanimous} · {rated}." in tree
