"""make demo: a live room without people, and nothing left behind when it ends."""

import os
import re
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
import requests

from demo.client import Browser
from demo.minds import SHAPES, Room
from demo.past import COMES_BACK
from lab.rig.processes import kill_all, processes_naming, told_of
from lab.rig.server import WITHIN, free_port, wait_until
from tests.builders import ROOT
from voting.instruments.tally import Tally

PEOPLE = 6


class Demo:
    """One ``python -m demo`` with its output in a file."""

    def __init__(self, folder: Path) -> None:
        self.data_dir = folder / "data"
        self.port = free_port()
        self._log = folder / "demo.log"
        environ = os.environ | {"PORT": str(self.port), "DATA_DIR": str(self.data_dir)}
        environ = {name: value for name, value in environ.items() if name != "REDIS_URL"}
        with self._log.open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "demo", "--people", str(PEOPLE), "--pace", "0.05"],
                cwd=ROOT,
                env=environ,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def said(self) -> str:
        return self._log.read_text()

    def link(self, whose: str) -> str:
        found = re.search(rf"^ +{whose}: +(\S+)", self.said(), re.MULTILINE)
        assert found, self.said()
        return found[1]

    def is_well(self) -> bool:
        try:
            return requests.get(f"http://127.0.0.1:{self.port}/healthz", timeout=5).ok
        except requests.RequestException:
            return False

    def server_pid(self) -> int:
        """The app's own process: the child that listens for people."""
        named = processes_naming(self.data_dir)
        return next(pid for pid in named if b"app.py" in told_of(pid, "cmdline"))


@pytest.fixture
def demo(tmp_path):
    demo = Demo(tmp_path)
    yield demo
    kill_all(demo.data_dir)
    demo.process.wait(WITHIN)


def test_a_newcomer_sees_a_room_that_rates_and_can_end_it(demo):
    wait_until(lambda: f"{PEOPLE} attendees have joined" in demo.said() or demo.process.poll())
    console = Browser(f"http://127.0.0.1:{demo.port}").enter(demo.link("Trainers")).open()
    try:
        console.command("open_round", domain="contact")
        console.wait_for(everybody_has_rated)
        console.command("close_round", round=console.view["round"]["id"])
        (first,) = console.view["rounds"]
        assert first["ratings"] + first["cant_say"] == PEOPLE
        came_before(demo)
        goes_on_to_goals(console)

        os.kill(demo.server_pid(), signal.SIGKILL)
        wait_until(lambda: "Starting it again" in demo.said() and demo.is_well())
        console.close()
        console = Browser(f"http://127.0.0.1:{demo.port}").enter(demo.link("Trainers")).open()
        console.command("open_round", domain="contact")
        console.wait_for(everybody_has_rated, timeout=30)
    finally:
        console.close()

    demo.process.send_signal(signal.SIGINT)
    assert demo.process.wait(WITHIN) == 0, demo.said()
    assert processes_naming(demo.data_dir) == []


def came_before(demo: Demo) -> None:
    """Its workshop is the second of an area in a programme, and most were at the first."""
    assert f"{round(PEOPLE * COMES_BACK)} of them were at workshop I" in demo.said()
    browser = Browser(f"http://127.0.0.1:{demo.port}")
    for whose in ("Area", "Programme"):
        browser.post("/enter", link=demo.link(whose).partition("#")[2])
    address = demo.link("Area").partition("#area.")[2].partition(".")[0]
    area = browser.get_json(f"/area/{address}")["area"]
    first, second = (event["workshop"] for event in area["events"][:2])
    assert (first["finished"], first["joined"], first["decided"]) == (True, PEOPLE, 7)
    assert (second["finished"], second["joined"]) == (False, PEOPLE)


def goes_on_to_goals(console) -> None:
    """What was agreed at workshop I is there to be reviewed, and attendees answer what is asked."""
    plan = console.refresh()["view"]["plan"]
    first, second = plan["goals"]
    assert first["scores"][0]["scorers"] >= PEOPLE - 2
    assert (len(plan["actions"]), len(plan["sessions"]), len(plan["needs"]["domains"])) == (3, 1, 3)
    console.command("show_overview")
    for kind, about in (("ask_needs", {}), ("ask_score", {"goal": second["id"]})):
        console.plan(kind, **about)
        question = console.view["plan"]["question"]["id"]
        console.wait_for(lambda s: s["view"]["plan"]["question"]["answered"] == PEOPLE, timeout=30)
        console.plan("close_question", question=question)
        console.plan("cancel_question", question=question)
    console.plan("show_plan", part="goals")
    console.wait_for(lambda s: s["view"]["plan"]["suggestions"])
    console.plan("hide_plan")


def everybody_has_rated(state: dict) -> bool:
    return (state["view"]["turnout"] or {}).get("rated") == PEOPLE


# --- minds ------------------------------------------------------------------------------------


def counted(ratings: list[int | None], levels: int = 4) -> Tally:
    counts = Counter(ratings)
    return Tally(tuple(counts[rating] for rating in range(levels)), counts[None])


def first_tallies(people: int, levels: int = 4) -> dict[str, Tally]:
    room = Room(people)
    return {
        shape: counted(room.first_ratings(place, levels), levels)
        for place, shape in enumerate(SHAPES)
    }


@pytest.mark.parametrize("people", [12, 18, 40])
def test_over_the_domains_every_kind_of_disagreement_arises(people):
    tallies = first_tallies(people)
    assert tallies["unanimous"].is_unanimous
    assert tallies["tie"].is_tied
    assert max(tallies["strong agreement"].counts) >= 0.75 * tallies["strong agreement"].ratings
    camps = tallies["two camps"]
    assert min(camps.counts[0], camps.counts[3]) >= 0.3 * camps.ratings
    assert len([count for count in tallies["spread"].counts if count]) == 4
    assert sum(tally.cant_say for tally in tallies.values()) > 0


@pytest.mark.parametrize("levels", [2, 3, 5, 7])
def test_people_keep_to_the_scale_they_are_given(levels):
    for tally in first_tallies(18, levels).values():
        assert tally.turnout == 18


def test_after_the_talk_most_come_closer_and_some_stay():
    room = Room(18)
    before = room.first_ratings(1, 4)
    counts = counted(before).counts
    after = [room.next_rating(person, before[person], counts, 2) for person in range(18)]
    moved = sum(one != other for one, other in zip(before, after, strict=True))
    assert 6 <= moved < 18
    assert at_the_ends(after) < at_the_ends(before) / 2


def at_the_ends(ratings: list[int | None]) -> int:
    return sum(rating in (0, 3) for rating in ratings)


def test_the_same_seed_thinks_the_same():
    assert Room(18, seed=3).first_ratings(0, 4) == Room(18, seed=3).first_ratings(0, 4)
    assert Room(18, seed=3).first_ratings(0, 4) != Room(18, seed=4).first_ratings(0, 4)
