"""The room view with a framework larger than the built-in one: six levels, ten domains."""

import json

import pytest

from lab.rig.server import Server
from lab.rig.words import said
from tests.browser.stage import Stage
from tests.browser.test_room import fits
from tests.builders import framework_data

LEVELS = (
    "Not begun",
    "Major challenge",
    "Elements of good practice",
    "Widespread good practice",
    "Embedded good practice",
    said("common.gold"),
)
DOMAINS = 10


def larger() -> dict:
    """The built-in framework, its domains told over again and two levels put in."""
    built_in = framework_data("voting/instruments/library/cascade.json")
    told = [built_in["domains"][n % len(built_in["domains"])] for n in range(DOMAINS)]
    return built_in | {
        "key": "larger",
        "name": "Six levels, ten domains",
        "levels": [
            {"rating": rating, "label": label, "meaning": label}
            for rating, label in enumerate(LEVELS)
        ],
        "domains": [
            domain
            | {
                "key": f"{domain['key']}-{n}",
                "next_steps": [],
                "meanings": [domain["meanings"][min(rating, 3)] for rating in range(len(LEVELS))],
            }
            for n, domain in enumerate(told)
        ],
    }


@pytest.fixture
def stage(tmp_path, contexts):
    (tmp_path / "larger.json").write_text(json.dumps(larger()))
    server = Server(tmp_path / "data", FRAMEWORKS_DIR=str(tmp_path)).start()
    stage = Stage(server, contexts, framework="larger")
    yield stage
    stage.close()
    server.stop()
    server.end()


def test_a_larger_framework_fits_every_projector_in_every_phase(stage):
    room = stage.room_view(reduced_motion="reduce")
    stage.people(len(LEVELS))
    first, *others = (entry["domain"] for entry in stage.trainer.view["domains"])
    stage.opens(first)
    room.sees(said("room.turnout", rated=0, of=6))
    fits(room)
    stage.votes(*range(len(LEVELS)))
    stage.closes()
    room.sees(f"{said('common.cant_say')}: 0")
    fits(room)
    stage.trainer.command("start_discussion", seconds=300)
    room.sees(said("common.time_left"))
    fits(room)
    stage.rules(first, "tie-break", 4, "To be bold")
    room.sees(said("common.methods.tie-break", votes=1, ratings=6))
    fits(room)
    for domain in others:
        stage.rates(domain, 1, 2)
        stage.rules(domain, "tie-break", 2, "To be bold")
    stage.trainer.command("show_overview")
    room.sees(said("room.all_done"))
    fits(room)
    stage.trainer.command("finish")
    room.sees(said("room.thanks"))
    fits(room)
