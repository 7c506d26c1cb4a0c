"""What a trainer is asked before a round closes."""

import pytest

from tests.builders import a_room_of
from voting.core.ballots_in import in_one_cell
from voting.core.closing import doubts, stands_alone


@pytest.mark.parametrize(
    ("people", "phones", "hands", "expected"),
    [
        (0, 0, None, ["empty"]),
        (4, 0, None, ["empty"]),
        (4, 1, None, ["one"]),
        (4, 0, [0, 1, 0, 0, 0, 0], ["one"]),
        (4, 2, None, []),
        (5, 2, None, ["few"]),
        (2, 1, [2, 1, 0, 0, 0, 0], ["one_phone"]),
        (3, 3, [0, 0, 1, 0, 0, 0], ["one_hand"]),
        (3, 3, [0, 0, 1, 0, 0, 4], ["one_hand"]),
        (3, 3, [0, 0, 0, 0, 0, 1], ["one_hand"]),
        (3, 3, [0, 0, 0, 0, 0, 2], []),
        (1, 1, [0, 0, 1, 0, 0, 0], ["one_phone", "one_hand"]),
        (9, 1, [0, 0, 2, 0, 0, 0], ["one_phone", "few"]),
    ],
)
def test_the_most_serious_doubt_comes_first(people, phones, hands, expected):
    room = a_room_of(people)
    room.opens("trust")
    if hands:
        room.hands(*hands[:5], cant_say=hands[5])
    voted = {str(person + 1) for person in range(phones)}
    assert doubts(room.workshop, in_one_cell("trust", voted)) == expected
    assert stands_alone(room.workshop, in_one_cell("trust", voted)) == any(
        "one" in doubt for doubt in expected
    )


def test_without_an_open_round_there_are_no_doubts():
    assert doubts(a_room_of(2).workshop, in_one_cell("trust", {"1"})) == []
