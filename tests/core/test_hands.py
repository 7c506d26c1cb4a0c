"""People without a phone, counted by a trainer; and reminders to those with one."""

import msgspec
import pytest
from msgspec.structs import replace

from tests.builders import SECOND_TRAINER, Room, a_room_of, every_kind, recorded
from tests.sent import VIEWS, room_view, trainer_view
from voting.core import commands as c
from voting.core.actors import Role
from voting.instruments.instrument import Threshold
from voting.instruments.tally import Tally
from voting.refusals.rounds import CountsDoNotFit, NotNow, RoundClosed
from voting.refusals.sent import UnknownChoice


def a_room_with_an_open_round() -> Room:
    room = a_room_of(2)
    room.opens("trust")
    room.votes("1", 3)
    return room


def closed(room: Room) -> Tally:
    opened = room.workshop.open_round.id
    room.does(c.CloseRound(opened))
    return room.tallies()[opened]


def test_ratings_by_hand_and_from_phones_add_up():
    room = a_room_with_an_open_round()
    room.hands(1, 0, 0, 2, 0, cant_say=1)
    assert closed(room) == Tally((1, 0, 0, 3, 0), cant_say=1)


def test_entering_again_for_a_sector_replaces_what_was_there():
    room = a_room_with_an_open_round()
    room.hands(1, 0, 0, 0, 0, sector="primary")
    room.hands(0, 4, 0, 0, 0, sector="clinic")
    room.hands(0, 0, 2, 0, 0, sector="primary")
    assert closed(room) == Tally((0, 4, 2, 1, 0))


def test_all_zero_removes_what_was_entered():
    room = a_room_with_an_open_round()
    room.hands(1, 0, 0, 0, 0)
    room.hands(0, 0, 0, 0, 0)
    assert room.workshop.open_round.ratings_by_hand == ()
    assert closed(room) == Tally((0, 0, 0, 1, 0))


def test_ratings_by_hand_in_a_cancelled_round_count_nowhere():
    room = a_room_with_an_open_round()
    room.hands(5, 0, 0, 0, 0)
    room.does(c.CancelRound(1))
    assert room.tallies() == {}


def test_a_ruling_is_based_on_ratings_from_phones_and_by_hand():
    room = a_room_with_an_open_round()
    room.hands(2, 0, 0, 0, 0)
    closed(room)
    room.rules("trust", "majority")
    assert (room.workshop.rulings["trust"].rating, room.workshop.rulings["trust"].votes) == (0, 2)


@pytest.mark.parametrize(
    ("counts", "cant_say"),
    [([1, 2], 0), ([0] * 6, 0), ([-1, 0, 0, 0, 0], 0), ([0] * 5, -1), ([501, 0, 0, 0, 0], 0)],
)
def test_impossible_counts_are_refused(counts, cant_say):
    room = a_room_with_an_open_round()
    with pytest.raises(CountsDoNotFit):
        room.does(c.EnterHands(1, counts, cant_say))


def test_ratings_by_hand_need_the_open_round_and_a_sector_of_the_framework():
    room = a_room_with_an_open_round()
    with pytest.raises(UnknownChoice):
        room.does(c.EnterHands(1, [0] * 5, 0, "moon"))
    room.does(c.CloseRound(1))
    with pytest.raises(NotNow):
        room.does(c.EnterHands(1, [0] * 5))
    room.opens("time")
    with pytest.raises(RoundClosed):
        room.does(c.EnterHands(1, [0] * 5))


def test_while_the_round_is_open_only_trainers_see_what_was_entered():
    few, many = a_room_with_an_open_round(), a_room_with_an_open_round()
    few.hands(3, 0, 0, 0, 0)
    many.hands(0, 0, 0, 0, 3)
    for role in (Role.ATTENDEE, Role.ROOM, Role.LEAD):
        assert VIEWS[role](few.situation()) == VIEWS[role](many.situation())
    entered = trainer_view(few.situation())["hands"]
    assert entered == [
        {
            "cell": "trust",
            "sector": "",
            "counts": [3, 0, 0, 0, 0],
            "cant_say": 0,
            "answered": None,
        }
    ]
    assert recorded(few) == recorded(many)
    assert trainer_view(few.situation())["domains"] == trainer_view(many.situation())["domains"]


def test_ratings_by_hand_count_in_the_turnout():
    room = a_room_with_an_open_round()
    room.hands(1, 1, 0, 0, 0, cant_say=1)
    assert room_view(room.situation())["turnout"] == {
        "rated": 4,
        "started": 4,
        "of": 5,
        "by_hand": 3,
    }
    room.does(c.CloseRound(1))
    shown = room_view(room.situation())["rounds"][-1]
    assert (shown["turnout"], shown["present"], shown["by_hand"]) == (4, 5, 3)


def test_the_record_marks_what_was_entered_by_hand_and_the_log_says_by_whom():
    room = a_room_with_an_open_round()
    room.does(c.EnterHands(1, [2, 0, 0, 0, 0], 1, "clinic"), SECOND_TRAINER)
    room.does(c.CloseRound(1))
    data = recorded(room)
    held = data["domains"][0]["rounds"][0]
    assert (held["by_hand"], held["turnout"], held["hand_counts"]) == (3, 4, None)
    (line,) = (line for line in data["log"] if line["command"] == "enter_hands")
    assert (line["by"], line["arguments"]) == ("Trainer C. D.", {"round": 1, "ballots": 3})


def test_a_round_keeps_who_entered_ratings_by_hand_and_when():
    room = a_room_with_an_open_round()
    room.does(c.EnterHands(1, [2, 0, 0, 0, 0]), SECOND_TRAINER)
    (hands,) = room.workshop.open_round.ratings_by_hand
    assert (hands.by, hands.at) == (SECOND_TRAINER.id, room.now)


# --- reminders ----------------------------------------------------------------------------------


def test_a_reminder_is_counted_in_the_open_round_and_every_phone_can_tell():
    room = a_room_with_an_open_round()
    for nudges in (1, 2):
        room.does(c.Nudge(1))
        shown = VIEWS[Role.ATTENDEE](room.situation())
        assert shown["round"]["nudges"] == nudges
    assert "planted" not in msgspec.json.encode(shown).decode()


def test_a_new_round_begins_without_reminders_and_an_old_one_takes_none():
    room = a_room_with_an_open_round()
    room.does(c.Nudge(1))
    room.does(c.CloseRound(1))
    room.opens("trust")
    assert room.workshop.open_round.nudges == 0
    with pytest.raises(RoundClosed):
        room.does(c.Nudge(1))


def test_of_a_choice_of_several_the_record_tells_how_many_people_and_not_how_many_votes():
    room = a_room_of(2, every_kind())
    held = room.opens("plan.who")
    room.does(c.EnterHands(held, [3, 3, 0, 0], cell="plan.who", answered=3))
    room.does(c.CloseRound(held))
    (told,) = [one["arguments"] for one in recorded(room)["log"] if one["command"] == "enter_hands"]
    assert told == {"round": held, "ballots": 3}


def test_of_an_instrument_that_withholds_the_record_tells_nothing_of_hands():
    room = a_room_of(2, replace(every_kind(), threshold=Threshold(5)))
    held = room.opens("plan.level")
    room.does(c.EnterHands(held, [1, 0, 0], cell="plan.level"))
    room.does(c.CloseRound(held))
    (told,) = [one["arguments"] for one in recorded(room)["log"] if one["command"] == "enter_hands"]
    assert told == {"round": held}
