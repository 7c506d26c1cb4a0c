"""What is received is held to what is declared: a difference of any kind is found."""

import json

import msgspec
import pytest

from lab.rig import declared
from tests.builders import a_room_that_differs
from voting.core.actors import Role
from voting.views.audiences import VIEWS


@pytest.fixture
def state() -> dict:
    room = a_room_that_differs()
    view = VIEWS[Role.TRAINER](room.situation())
    envelope = {"workshop": "w", "revision": 3, "timer_left_ms": None, "break_left_ms": None}
    return envelope | {"view": json.loads(msgspec.json.encode(view))}


def found(state: dict) -> list[str]:
    declared.check("event", "state", "trainer", state)
    noted, declared.differences[:] = declared.differences[:], []
    return noted


def test_what_is_as_declared_is_fine(state):
    assert found(state) == []


@pytest.mark.parametrize(
    "spoil",
    [
        lambda state: state.update(more=1),
        lambda state: state.pop("revision"),
        lambda state: state.update(you={"id": "x"}),
        lambda state: state["view"].update(code=7),
        lambda state: state["view"]["persons"][0].update(rating=3),
        lambda state: state["view"]["domains"][0]["rounds"][0]["picture"].update(label="odd"),
        lambda state: state["view"]["domains"][0]["rounds"][0]["picture"].pop("label"),
        lambda state: state["view"]["workshop"].update(kind=None),
        lambda state: state["view"].pop("break"),
    ],
)
def test_any_difference_is_found(state, spoil):
    spoil(state)
    assert len(found(state)) == 1


@pytest.mark.parametrize("role", VIEWS)
def test_another_audiences_view_is_found(state, role):
    with pytest.raises(msgspec.ValidationError):
        declared.look_at(declared.VIEWS["attendee"], state["view"])
    if role is not Role.TRAINER:
        with pytest.raises(msgspec.ValidationError):
            declared.look_at(declared.VIEWS[role.value], state["view"])
