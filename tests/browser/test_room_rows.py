"""The room view of many rows: all of them fit every projector, and say which place is which."""

import json

import pytest
from playwright.sync_api import expect

from lab.rig.server import Server
from lab.rig.words import said
from tests.browser.stage import Stage
from tests.browser.test_room import fits
from tests.builders import framework_data

CHECKLIST = framework_data("voting/instruments/library/partnership.json")
WIDE = ((1920, 1080), (1280, 720), (1366, 768), (1280, 800), (1920, 1200))
LEVELS = ("Not there at all", "Hardly there", "Partly there", "Half way", "Mostly", "There", "Well")


def of_twenty() -> dict:
    """The checklist's rows told over again, rated on seven levels."""
    rows = [
        row | {"key": f"{row['key']}-{n}", "block": "", "next_steps": []}
        for n in range(2)
        for row in CHECKLIST["rows"]
    ][:20]
    column = {"key": "state", "kind": "rating", "settle": "ruling", "levels": LEVELS}
    return CHECKLIST | {"key": "of-twenty", "rows": rows, "columns": [column], "opens": "all"}


def of_numbers() -> dict:
    """Five things to reach, each from 0 to 10, asked together."""
    goals = framework_data("voting/instruments/library/goals.json")
    del goals["rows_from"]
    rows = [{"key": f"r{n}", "name": f"Something to reach, number {n}"} for n in range(5)]
    return goals | {"key": "of-numbers", "rows": rows, "opens": "all"}


# How far each dot and each median is from the number of the head that it stands under, in pixels.
ASIDE = """() => {
  const middle = (part) => {
    const box = part.getBoundingClientRect();
    return box.left + box.width / 2;
  };
  const all = (kind) => [...document.querySelectorAll(kind)];
  const shown = (kind) => all(kind).filter((one) => one.checkVisibility());
  const numbers = shown('.row-numbers.is-head .row-number');
  const heads = new Map(numbers.map((one) => [one.style.gridColumn, middle(one)]));
  const dots = shown('.row-numbers:not(.is-head) > :is(.row-dot, .row-middle)');
  return dots.map((one) => Math.abs(middle(one) - heads.get(one.style.gridColumn)));
}"""


@pytest.fixture
def workshop(tmp_path, contexts):
    (tmp_path / "of-twenty.json").write_text(json.dumps(of_twenty()))
    (tmp_path / "of-numbers.json").write_text(json.dumps(of_numbers()))
    server = Server(tmp_path / "data", FRAMEWORKS_DIR=str(tmp_path)).start()
    made: list[Stage] = []

    def new(framework: str) -> Stage:
        made.append(Stage(server, contexts, framework=framework))
        return made[-1]

    yield new
    for stage in made:
        stage.close()
    server.stop()
    server.end()


def answers(stage: Stage, places: int) -> None:
    """Everyone answers every row, each differently."""
    cells = stage.trainer.view["round"]["cells"]
    for person, page in enumerate(stage.attendees):
        page.answer({key: (person + at) % places for at, key in enumerate(cells)})


def test_a_checklist_fits_from_the_first_look_to_the_decisions(workshop):
    stage = workshop("partnership")
    give = stage.trainer.command
    stage.people(6)
    room = stage.room_view(reduced_motion="reduce")
    give("show_domain", domain="*")
    room.sees(said("room.preview_rows"))
    fits(room)
    give("open_round", domain="*")
    room.sees(said("room.finished", rated=0, of=6))
    first = stage.trainer.view["round"]["cells"][0]
    stage.attendees[0].answer({first: 1}, done=False)
    room.sees(said("room.started", n=1))
    fits(room)
    answers(stage, 2)
    room.sees(said("room.finished", rated=6, of=6))
    give("close_round", round=stage.trainer.view["round"]["id"])
    room.sees(said("common.answered_of", turnout=6, present=6))
    fits(room)
    rows = room.tab.get_by_role("row")
    told = f"{said('common.answers.tick.named.in-place.1')}: 3"
    expect(rows.filter(has_text=CHECKLIST["rows"][0]["name"])).to_contain_text(told)
    give("start_discussion", seconds=300)
    room.sees(said("common.time_left"))
    fits(room)
    for domain in (one["domain"] for one in stage.trainer.view["progress"]):
        stage.rules(domain, "consensus", 1, "Agreed aloud")
    fits(room)
    give("show_overview")
    room.sees(said("room.all_done_rows"))
    fits(room)
    give("finish")
    room.sees(said("room.thanks"))
    fits(room)


def test_twenty_rows_of_seven_levels_fit(workshop):
    stage = workshop("of-twenty")
    stage.people(7)
    room = stage.room_view(reduced_motion="reduce")
    stage.trainer.command("open_round", domain="*")
    answers(stage, len(LEVELS))
    stage.trainer.command("close_round", round=stage.trainer.view["round"]["id"])
    room.sees(said("common.answered_of", turnout=7, present=7))
    fits(room, WIDE)
    for level in LEVELS:
        room.sees(level)


def test_every_number_stands_under_its_number(workshop):
    stage = workshop("of-numbers")
    stage.people(6)
    phone, room = stage.phone(), stage.room_view(reduced_motion="reduce")
    results = stage.results()
    stage.trainer.command("open_round", domain="*")
    answers(stage, 11)
    stage.trainer.command("close_round", round=stage.trainer.view["round"]["id"])
    for page, widths in ((room, (1280, 1920)), (phone, (320, 390)), (results, (390, 1280, 1920))):
        page.sees("Something to reach, number 4")
        expect(page.tab.locator(".row-dot").nth(29)).to_be_attached()
        for width in widths:
            page.tab.set_viewport_size({"width": width, "height": 1000})
            aside = page.tab.evaluate(ASIDE)
            assert len(aside) == 35, width  # of six people's dots and a median in each of five rows
            assert max(aside) < 1, (page, width)
