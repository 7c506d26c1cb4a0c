"""When a command makes sense: one source for what pages offer and what is refused."""

import pytest

from tests.builders import a_room_in, a_room_of
from tests.core.test_table import a_fitting
from voting.core import commands as c
from voting.core import conditions
from voting.core.actors import Role
from voting.core.conditions import OTHERWISE
from voting.core.machine import allowed
from voting.core.state import Phase
from voting.core.table import TABLE, WHEN
from voting.refusals.decisions import DomainsOpen
from voting.refusals.erasing import NotARehearsal
from voting.refusals.rounds import NoBreak, NoTimer

REFUSED = [
    (c.Finish, Phase.LOBBY, DomainsOpen),
    (c.ExtendTimer, Phase.OPEN, NoTimer),
    (c.ClearTimer, Phase.DISCUSSION, NoTimer),
    (c.EndBreak, Phase.LOBBY, NoBreak),
    (c.AddPractice, Phase.LOBBY, NotARehearsal),
    (c.PracticeRate, Phase.OPEN, NotARehearsal),
]


@pytest.mark.parametrize(("kind", "phase", "refusal"), REFUSED)
def test_a_condition_that_does_not_hold_refuses_and_is_not_offered(kind, phase, refusal):
    room = a_room_in(phase)
    if kind in (c.ExtendTimer, c.ClearTimer):
        room.does(c.ClearTimer())
    assert kind.event() not in allowed(room.workshop, Role.TRAINER)
    before = room.workshop
    with pytest.raises(refusal):
        room.does(a_fitting(kind, room))
    assert room.workshop is before


def test_every_refusing_condition_is_tested_above():
    refusing = {kind for kind, condition in WHEN.items() if condition in OTHERWISE}
    assert refusing == {kind for kind, *_ in REFUSED}


def test_every_condition_is_described_and_used():
    named = {
        value
        for value in vars(conditions).values()
        if getattr(value, "__annotations__", {}).get("w")
    }
    public = {one for one in named if not one.__name__.startswith("_") and one.__name__ != "check"}
    assert public == set(WHEN.values())
    assert all(one.__doc__ for one in public - {conditions.always})


def test_what_makes_sense_is_offered():
    """Each condition turns on with what it is about."""
    room = a_room_of(2, rehearsal=True)
    for command, event in (
        (c.StartBreak(60), "end_break"),
        (c.LockJoining(), "unlock_joining"),
        (c.HideCode(), "show_code"),
        (c.RemovePerson("2"), "readmit_person"),
        (c.ShowDomain("trust"), "show_overview"),
    ):
        assert event not in allowed(room.workshop, Role.TRAINER)
        room.does(command)
        assert event in allowed(room.workshop, Role.TRAINER)
    assert "add_practice" in allowed(room.workshop, Role.TRAINER)


def test_each_row_names_a_function_of_its_command():
    for (_, kind), step in TABLE.items():
        assert step.does.__name__ == kind.event()
