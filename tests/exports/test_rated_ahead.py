"""What a report says of what was rated ahead: that it was, and where a decision stands on it."""

from tests.builders import WORDS, Room, a_room_of, recorded
from voting.core import commands as c
from voting.reports.outline import how_to_read, outline

AHEAD = WORDS.say("lead.how.ahead")


def rated_ahead() -> Room:
    room = a_room_of(6)
    for number in range(1, 7):
        room.rates_ahead(str(number), trust=2, time=number % 2)
    room.does(c.RevealAhead("trust"))
    room.rules("trust", "consensus", 2)
    room.does(c.RevealAhead("time"))
    room.rates("time", 1, 1, 1, 1, 1, 0)
    room.rules("time", "majority")
    return room


def test_a_decision_after_what_was_rated_ahead_names_no_round():
    told = str(outline(recorded(rated_ahead()), WORDS))
    assert WORDS.say("lead.chose_it_ahead", votes=6, ratings=6) in told
    assert WORDS.say("lead.chose_it", votes=6, ratings=6) not in told
    assert WORDS.say("common.round_number_ahead") in told
    assert WORDS.say("common.round_number", number=0) not in told
    assert AHEAD in how_to_read(recorded(rated_ahead()), WORDS)


def test_without_it_a_report_says_nothing_of_it():
    room = a_room_of(3)
    room.rates("trust", 1, 1, 2)
    assert AHEAD not in how_to_read(recorded(room), WORDS)
    assert "ahead" not in str(outline(recorded(room), WORDS)).replace("another ahead", "")
