"""Workshops of other instruments over the wire, from the first round to the record."""

import pytest

from demo.client import Refused
from lab.rig.live_room import LiveRoom
from tests.builders import ROOT
from voting.frameworks import SHIPPED, load_frameworks
from voting.instruments.instrument import Cell

pytestmark = pytest.mark.live


@pytest.fixture(scope="module")
def server(async_mode, servers):
    return servers(ASYNC_MODE=async_mode, FRAMEWORKS_DIR=str(ROOT / "tests/data"))


@pytest.fixture
def made(server):
    rooms = []

    def make(framework: str, sector: str = "school") -> LiveRoom:
        rooms.append(LiveRoom(server, framework=framework))
        rooms[-1].people(3, sector)
        return rooms[-1]

    yield make
    for room in rooms:
        room.close()


def record(room: LiveRoom) -> dict:
    answer = room.trainer.browser.get(f"/results/{room.id}/record.json")
    assert answer.status_code == 200
    return answer.json()


def test_a_workshop_of_every_kind_goes_from_its_first_round_to_its_record(made):
    room = made("every-kind", "primary")
    trainer, (anna, bert, carl) = room.trainer, room.attendees
    trainer.command("set_auto_close", on=True)

    # All of it: partial answers, wrong ones, and a close once everybody is done.
    room.opens("*")
    assert len(anna.view["round"]["cells"]) == 10
    said = {"plan.level": 2, "plan.there": 1, "plan.who": [0, 1], "place.there": 0}
    assert anna.answer({"plan.level": 0}, done=False)["answers"] == {"plan.level": 0}
    for wrong, code in (
        ({"plan.level": "high"}, "malformed"),
        ({"plan.there": True}, "malformed"),
        ({"plan.score": 11}, "rating-outside-scale"),
        ({"plan.who": 0}, "wrong-choice"),
        ({"place.score": 1}, "cell-not-open"),
        ({"plan.level@2": 1}, "cell-not-open"),
    ):
        with pytest.raises(Refused) as refused:
            anna.answer(said | wrong)
        assert (refused.value.code, refused.value.field) == (code, next(iter(wrong)))
    held = anna.answer(said)
    assert (held["answers"], held["done"]) == (said, True)
    bert.answer(said | {"plan.who": [0, 2], "plan.score": 4})
    trainer.wait_for(lambda state: state["view"]["turnout"]["rated"] == 2)
    trainer.command("enter_hands", round=1, cell="plan.level", counts=[1, 1, 0])
    trainer.command("enter_hands", round=1, cell="plan.who", counts=[2, 1, 0, 0], answered=2)
    assert len(trainer.view["hands"]) == 2
    carl.answer({"plan.level": 2, "plan.score": 7, "place.there": 0}, done=False)
    carl.ask("reason", round=1, text="Nobody answers", cell="plan.level")
    assert carl.refresh()["you"]["reasons"]["plan.level"]["text"] == "Nobody answers"
    carl.answer({"plan.level": 2, "plan.score": 7, "place.there": 0})
    trainer.wait_for_phase("revealed")
    cells = {one["domain"]: one for one in trainer.view["cells"]}
    assert {key: cells[key]["last"]["counts"] for key in said} == {
        "plan.level": [1, 1, 3],
        "plan.there": [0, 2],
        "plan.who": [4, 2, 1, 0],
        "place.there": [3, 0],
    }
    assert cells["plan.who"]["last"]["ratings"] == 4

    # Reasons about a row that is taken up by itself.
    room.trainer.command("show_domain", domain="plan.level")
    bert.wait_for(lambda state: state["view"]["domain"] == "plan.level")
    assert (bert.view["reasons_for"], bert.view["reasons_about"]) == (1, ["plan.level"])
    with pytest.raises(Refused) as refused:
        bert.ask("reason", round=1, text="Of which?")
    assert refused.value.code == "cell-not-open"
    bert.ask("reason", round=1, cell="plan.level", text="We met twice")
    told = [one.refresh()["you"]["reason"] for one in (anna, bert, carl)]
    assert [one and one["text"] for one in told] == [None, "We met twice", "Nobody answers"]
    given = trainer.refresh()["view"]["reasons"]
    assert {(one["text"], one["rating"]) for one in given} == {
        ("We met twice", 2),
        ("Nobody answers", 2),
    }
    trainer.command("show_domain", domain="plan.there")
    assert bert.refresh()["you"]["reason"] is None
    trainer.command("show_domain", domain="*")

    # Each way to decide, several at once and one alone, as the discussion goes.
    trainer.command("start_discussion", seconds=60)
    trainer.command("record_rulings", domains=["plan.there", "place.there"], method="unanimous")
    room.rules("plan.level", "majority", 2)
    room.rules("plan.who", "consensus", [0, 2], "The council as well")
    room.rules("plan.score", "median")
    assert trainer.view["phase"] == "discussion"
    with pytest.raises(Refused) as refused:
        room.rules("people.level", "unanimous")
    assert refused.value.code == "not-unanimous"

    # A row of its own, in which one cell is rated again alone.
    trainer.command("set_auto_close", on=False)
    room.opens("people.*")
    for page, level in ((anna, 0), (bert, 2), (carl, 0)):
        page.answer({"people.level": level, "people.there": level // 2, "people.who": [level]})
    trainer.command("close_round", round=2)
    trainer.command("record_rulings", domains=["people.there"], method="majority")
    room.rules("people.who", "unresolved", None, "To be asked")
    assert room.rates("people.level", 0, 2) == [1, 0, 1]
    room.rules("people.level", "tie-break", 0, "The lower, to be careful")
    assert trainer.view["phase"] == "ruled"
    room.opens("people.score")
    for page in room.attendees:
        page.vote(3)
    trainer.command("close_round", round=trainer.view["round"]["id"])
    room.rules("people.score", "unanimous")
    assert room.rates("place.level", 1, 1, None) == [0, 2, 0]
    room.rules("place.level", "unanimous")
    trainer.command("finish")

    found = record(room)
    decided = {one["key"]: one["ruling"]["rating"] for one in found["domains"]}
    assert decided == {
        "plan.level": 2, "plan.there": 1, "plan.who": [0, 2], "plan.score": 4,
        "people.level": 0, "people.there": 0, "people.who": None, "people.score": 3,
        "place.level": 1, "place.there": 0,
    }  # fmt: skip
    assert room.stored() == room.folded()


@pytest.mark.parametrize("key", SHIPPED)
def test_every_shipped_instrument_goes_from_its_first_round_to_its_record(made, key):
    """Three people answer all that it asks; what is to be decided is, by consensus."""
    room = made(key)
    instrument = load_frameworks(None)[key]
    if instrument.rows_from:
        room.trainer.command("name_rows", names=["One", "Two"])
    if instrument.repeat and instrument.repeat.by == "room":
        room.trainer.command("name_copies", names=["The clinic", "The council"])
    instrument = room.stored().framework
    asked = 0
    for topic in instrument.agenda:
        room.opens(topic.key)
        for number, page in enumerate(room.attendees):
            if topic.alone and not topic.alone.column.several and len(topic.alone.ballot_keys) == 1:
                page.vote(number % 2)
            else:
                answers = [pair for cell in topic.cells for pair in fitting(cell, number)]
                page.answer(dict(answers))
        room.trainer.command("close_round", round=room.trainer.view["round"]["id"])
        for cell in topic.cells:
            asked += 1
            if cell.column.is_decided:
                room.rules(cell.key, "consensus", fitting(cell, 0)[0][1], "As we said")
    found = record(room)
    rounds = [held for one in found["domains"] for held in one["rounds"]]
    assert len(rounds) == asked
    for name in ("ratings.csv", "rounds.csv"):
        assert room.trainer.browser.get(f"/results/{room.id}/{name}").status_code == 200
    room.trainer.command("show_overview")
    room.trainer.command("finish")
    assert room.stored().is_finished()
    assert room.stored() == room.folded()


def fitting(cell: Cell, number: int) -> list[tuple[str, int | list[int]]]:
    """Answers to a cell, by their keys on the ballot."""
    place = number % 2
    answer = [place, place + 1] if cell.column.several else place
    return [(key, answer) for key in cell.ballot_keys]
