"""Two trainers at work: the second of two clashing commands is told, and nothing is done twice."""

import pytest

from tests.builders import FIRST_TRAINER, SECOND_TRAINER, Room, a_room_of, attendee
from voting.core import commands as c
from voting.core.actors import CLOCK
from voting.core.machine import apply
from voting.core.state import Entry, Facts
from voting.refusals.asking import OldLink
from voting.refusals.rounds import Overtaken
from voting.words import load


def test_the_second_of_two_trainers_is_told_who_was_first_and_with_what():
    room = a_room_of(2)
    seen = room.workshop.step
    room.does(c.OpenRound("trust"), FIRST_TRAINER, step=seen)
    before = room.workshop
    with pytest.raises(Overtaken, match=r"who='Trainer A\. B\.', did='open_round'"):
        room.does(c.OpenRound("time"), SECOND_TRAINER, step=seen)
    assert room.workshop == before


def test_a_trainer_with_two_consoles_is_told_that_they_were_first_themselves():
    room = a_room_of(2)
    room.does(c.OpenRound("trust"), step=0)
    with pytest.raises(Overtaken, match="why='self', did='open_round'") as refused:
        room.does(c.LockJoining(), step=0)
    assert load().refusal(refused.value).startswith("You opened a round before this.")


def test_there_are_words_for_whatever_came_first():
    said = {load().say(f"done.{event}") for event in c.COMMANDS}
    assert len(said) == len(c.COMMANDS)
    assert c.known_event("open_round") == "open_round"
    assert load().say(f"done.{c.known_event('weigh_people')}")


def test_a_trainer_overtaken_by_the_clock_is_told_so():
    room = a_room_of(1)
    held = room.opens("trust")
    room.does(c.SetAutoClose(True))
    seen = room.workshop.step
    room.does(c.CloseRound(held), CLOCK)
    with pytest.raises(Overtaken, match="why='clock', did='close_round'"):
        room.does(c.CancelRound(held), step=seen)


def test_people_coming_and_going_never_overtake_a_trainer():
    room = a_room_of(2)
    seen = room.workshop.step
    room.joins("3")
    room.does(c.Leave(), attendee("1"))
    room.does(c.Introduce("E. F."), SECOND_TRAINER)
    assert room.does(c.OpenRound("trust"), step=seen).open_round is not None


def test_a_step_from_the_future_is_refused_in_a_new_workshop():
    room = a_room_of(2)
    with pytest.raises(Overtaken):
        room.does(c.OpenRound("trust"), step=7)


@pytest.mark.parametrize("seen", [None, 0])
def test_a_command_sent_twice_is_done_once(seen):
    room = a_room_of(2)
    once = room.does(c.OpenRound("trust"), id="request-one", step=seen)
    twice = room.does(c.OpenRound("trust"), id="request-one", step=seen)
    assert twice is once
    assert len(room.workshop.rounds) == 1


def test_two_people_whose_phones_chose_the_same_request_id_both_join():
    room = a_room_of(0)
    room.does(c.Join("A. B.", "primary"), attendee("1"), id="request-one")
    room.does(c.Join("C. D.", "clinic"), attendee("2"), id="request-one")
    assert set(room.workshop.people) == {"1", "2"}


def test_commands_without_an_id_are_all_done():
    room = a_room_of(2)
    room.rates("trust", 1, 2)
    room.rates("trust", 2, 2)
    assert len(room.workshop.rounds) == 2


def test_a_repeat_from_somebody_signed_out_is_refused_all_the_same():
    room = a_room_of(1)
    room.does(c.LockJoining(), SECOND_TRAINER, id="request-one")
    room.does(c.ReplaceLink("trainer"))
    with pytest.raises(OldLink):
        room.does(c.LockJoining(), SECOND_TRAINER, id="request-one")


def test_a_trainer_signed_out_by_a_new_link_comes_back_with_that_link_only():
    room = Room()
    room.does(c.ReplaceLink("trainer"))
    with pytest.raises(OldLink):
        room.does(c.Introduce("E. F."), by=SECOND_TRAINER)
    shown = Entry(room.now, SECOND_TRAINER, c.Introduce(), facts=Facts(link=1))
    assert apply(room.workshop, shown).trainers[SECOND_TRAINER.id].active
    with pytest.raises(OldLink):
        apply(room.workshop, Entry(room.now, SECOND_TRAINER, c.Introduce(), facts=Facts(link=0)))
