"""A workshop of each instrument from beginning to end, by the first step that is offered alone."""

import random

import pytest

from tests.builders import FIRST_TRAINER, Room, framework_data
from tests.sent import VIEWS, trainer_view
from voting.core import commands as c
from voting.core.actors import Role
from voting.core.ladder import AT_ONCE
from voting.core.machine import allowed
from voting.core.state import Phase
from voting.disclosure.judged import Counted
from voting.frameworks import load_frameworks
from voting.instruments.deciding import Method
from voting.instruments.instrument import Instrument
from voting.instruments.parsing import parse_instrument

EVERY_KIND = parse_instrument(framework_data("tests/data/every-kind.json"))
ALL = {**load_frameworks(None), "every-kind": EVERY_KIND}
NAMES = ["First thing", "Second thing", "Third thing"]
PEOPLE = "1234567"
MOST_STEPS = 600


def one_of(cell, chance: random.Random):
    places = range(len(cell.column.places))
    if cell.column.several:
        return tuple(sorted(chance.sample(places, chance.randint(1, cell.column.most))))
    return chance.choice(places)


class LongRoom(Room):
    """One that keeps what it has counted: a counted round never changes."""

    def __init__(self, framework: Instrument) -> None:
        super().__init__(framework)
        self._known: dict[tuple[int, str], Counted] = {}

    def counted(self) -> dict[tuple[int, str], Counted]:
        there = {(one.id, key) for one in self.workshop.rounds if one.counts for key in one.asks}
        if not there <= self._known.keys():
            self._known = super().counted()
        return self._known


# How a room answers: from cell and person to an answer, or "..." for none at all.
ROOMS = {
    "of one mind": lambda cell, person, chance: one_of(cell, random.Random(cell.key)),
    "of many minds": lambda cell, person, chance: one_of(cell, chance),
    "in two camps": lambda cell, person, chance: one_of(cell, random.Random(person in "123")),
    "that leaves some out": lambda cell, person, chance: (
        ... if chance.random() < 0.2 else one_of(cell, chance)
    ),
}


def answered(room: Room, minds, chance: random.Random) -> None:
    opened = room.workshop.open_round
    cells = [room.workshop.framework.domain(key) for key in opened.asks]
    for person in PEOPLE:
        given = {key: minds(cell, person, chance) for cell in cells for key in cell.ballot_keys}
        given = {key: one for key, one in given.items() if one is not ...}
        if opened.cells or any(cell.column.several for cell in cells):
            room.answers(person, given)
        elif given:
            (rating,) = given.values()
            room.votes(person, rating)


def decided(room: Room) -> None:
    """A decision on the cell on the screens, by the first way that is offered."""
    cell, view = room.workshop.cell_in_hand(), trainer_view(room.situation())
    way = next(one for one in view["options"] if one["method"] != "consensus")
    rating = way["proposed"]
    if isinstance(rating, list):
        rating = tuple(rating)
    if Method(way["method"]) in AT_ONCE:
        rating = None
    room.does(c.RecordRuling(cell.key, Method(way["method"]), rating, "Talked over"))


def taken(room: Room, step: dict, minds, chance: random.Random) -> None:
    """A step as a trainer takes it, by the fields that the console is sent."""
    if step["is"] == "go_to_ruling":
        return decided(room)
    if step["is"] in ("name_rows", "name_copies"):
        room.does(c.COMMANDS[step["command"]](NAMES[: 2 if step["is"] == "name_copies" else 3]))
        return None
    if step["is"] == "record_together":
        room.does(c.RecordRulings(step["domains"], Method(step["method"])))
        return None
    if step["is"] == "close_round":
        answered(room, minds, chance)
    kind = c.COMMANDS[step["command"]]
    sent = {name: step[name] for name in ("domain", "round") if name in kind.__struct_fields__}
    room.does(kind(**sent))
    return None


@pytest.mark.parametrize("minds", ROOMS)
@pytest.mark.parametrize("key", ALL)
def test_the_first_step_offered_leads_to_the_end_of_every_instrument(key, minds):
    room, chance = LongRoom(ALL[key]), random.Random(f"{key} {minds}")
    for person in PEOPLE:
        room.joins(person)
    walked = []
    while room.workshop.phase is not Phase.FINISHED:
        view = trainer_view(room.situation())
        offered = view["next"]
        assert offered, (walked[-5:], view["phase"], view["domain"])
        assert {one["command"] for one in offered} <= set(allowed(room.workshop, Role.TRAINER)), (
            offered
        )
        taken(room, offered[0], ROOMS[minds], chance)
        walked.append((offered[0]["is"], offered[0]["domain"] or offered[0]["method"]))
        assert len(walked) < MOST_STEPS, walked[-12:]
    w = room.workshop
    assert w.unruled() == []
    assert all(w.live_rounds(cell.key) for cell in w.framework.domains)
    for view in VIEWS.values():
        assert view(room.situation())["phase"] == "finished"


def test_rows_that_all_agree_on_come_first_and_those_people_differ_on_one_by_one():
    room = Room(EVERY_KIND)
    for person in "1234":
        room.joins(person)
    round_id = room.opens("*")
    for person in "1234":
        given = {cell.key: one_of(cell, random.Random(cell.key)) for cell in EVERY_KIND.domains}
        given["people.level"] = 0 if person in "12" else 2
        given["place.there"] = 0 if person == "1" else 1
        room.answers(person, given)
    room.does(c.CloseRound(round_id))
    first, second, *_ = trainer_view(room.situation())["next"]
    assert (first["is"], first["method"]) == ("record_together", "unanimous")
    assert not {"people.level", "place.there"} & set(first["domains"])
    assert (second["is"], second["domain"]) == ("take_up", "people.level")
    room.does(c.RecordRulings(first["domains"], Method.UNANIMOUS))
    view = trainer_view(room.situation())
    assert (view["advice"]["say"], view["next"][0]["is"]) == ("look-rows", "take_up")
    assert view["advice"]["at_once"] == [{"method": "majority", "domains": ["place.there"]}]
    assert view["advice"]["alone"] == ["people.level"]
    room.does(c.ShowDomain("people.level"))
    room.does(c.RecordRuling("people.level", Method.CONSENSUS, 1))
    (back, *_) = trainer_view(room.situation())["next"]
    assert (back["is"], back["domain"]) == ("show_rated", "*")
    room.does(c.ShowDomain("*"))
    view = trainer_view(room.situation())
    assert view["advice"]["say"] == "rows-rest"
    assert view["next"][0]["domains"] == ["place.there"]
    room.does(c.RecordRulings(["place.there"], Method.MAJORITY), FIRST_TRAINER)
    assert room.workshop.phase is Phase.RULED
