"""The questions of the discussion: which three, of whom they speak, and who changes them."""

import json

import pytest

from tests.builders import ROOT, Room, cascade, framework_data
from tests.sent import VIEWS, trainer_view
from voting.core import commands as c
from voting.core.questions import AT_ONCE, AT_TOP, QUESTIONS, STEP_UP
from voting.instruments.parsing import parse_instrument
from voting.refusals.rounds import NotNow

WORDS = json.loads((ROOT / "voting/words/en.json").read_text())["common"]["questions"]


def talking(*ratings: int | None) -> Room:
    room = Room(cascade())
    room.rates("clarity", *ratings)
    room.does(c.StartDiscussion())
    return room


def asked(room: Room) -> dict:
    """The questions on every screen, which must be the same."""
    (one, *others) = [view(room.situation())["questions"] for view in VIEWS.values()]
    assert all(other == one for other in others)
    return one


def test_there_are_questions_only_during_a_discussion():
    room = Room(cascade())
    room.rates("clarity", 0, 3)
    assert asked(room) is None
    room.does(c.StartDiscussion())
    assert len(asked(room)["ask"]) == AT_ONCE
    room.does(c.EndDiscussion())
    assert asked(room) is None


@pytest.mark.parametrize(
    ("ratings", "distance", "low", "high"),
    [
        ((2, 2, 2), "same", (2, 2), (2, 2)),
        ((1, 1, 1, 2, 2), "near", (1, 1), (2, 2)),
        ((0, 1, 1, 2), "near", (0, 0), (2, 2)),  # around one rating
        ((0, 0, 0, 1, 2, 3, 3, 3), "far", (0, 0), (3, 3)),
        ((0, 1, 1, 2, 3), "apart", (0, 0), (3, 3)),  # one person at each end: not "those who"
        ((0, 0, 0, 2, 2, 3, 3), "far", (0, 0), (2, 3)),  # two views, one over two ratings
        ((1, 1, 1, 1, 1, 1, 1, 3), "apart", (1, 1), (3, 3)),  # whoever differs is asked too
        ((2,), "same", (2, 2), (2, 2)),
        ((None, None), "none", (None, None), (None, None)),
    ],
)
def test_they_follow_from_how_far_apart_the_ratings_are(ratings, distance, low, high):
    found = asked(talking(*ratings))
    assert found["ask"] == list(QUESTIONS[distance][:AT_ONCE])
    assert (found["low"], found["low_to"]) == low
    assert (found["high"], found["high_to"]) == high


def test_only_a_trainer_changes_them_and_they_come_round_again():
    room = talking(0, 0, 0, 3, 3, 3)
    first = asked(room)["ask"]
    room.does(c.ShowPart("picture"))
    assert asked(room)["ask"] == first
    room.does(c.ChangeQuestions())
    assert not set(asked(room)["ask"]) & set(first)
    room.does(c.ChangeQuestions())
    assert asked(room)["ask"] == first


def test_the_next_discussion_begins_with_the_first_three():
    room = talking(0, 3)
    first = asked(room)["ask"]
    room.does(c.ChangeQuestions())
    room.does(c.EndDiscussion())
    room.does(c.StartDiscussion())
    assert asked(room)["ask"] == first


def test_they_cannot_be_changed_without_a_discussion():
    room = Room(cascade())
    room.rates("clarity", 0, 3)
    assert "change_questions" not in trainer_view(room.situation())["allowed"]
    with pytest.raises(NotNow):
        room.does(c.ChangeQuestions())


@pytest.mark.parametrize(
    "ratings", [(None, None), (2, 2), (3, 3), (1, 2), (2, 3), (0, 3), (0, 0, 0, 3, 3, 3)]
)
def test_a_press_always_brings_others(ratings):
    room = talking(*ratings)
    first = asked(room)["ask"]
    room.does(c.ChangeQuestions())
    assert not set(asked(room)["ask"]) & set(first)


def test_nobody_is_asked_for_a_step_above_the_highest_rating():
    room = talking(3, 3, 3)
    for _ in range(4):
        assert STEP_UP not in asked(room)["ask"]
        room.does(c.ChangeQuestions())
    room = talking(2, 2, 2)
    room.does(c.ChangeQuestions())
    assert STEP_UP in asked(room)["ask"]


def test_each_question_has_a_sentence():
    assert set(WORDS) == {AT_TOP} | {key for keys in QUESTIONS.values() for key in keys}
    assert all(len(set(keys)) == len(keys) >= AT_ONCE for keys in QUESTIONS.values())


def asked_of(key: str, *answers) -> dict:
    """Of one cell, or of all (``*``), of an instrument with every kind."""
    room = Room(parse_instrument(framework_data("tests/data/every-kind.json")))
    for number in range(1, len(answers) + 1):
        room.joins(str(number))
    round_id = room.opens(key)
    for number, answer in enumerate(answers, start=1):
        if isinstance(answer, int):
            room.votes(str(number), answer)
        else:
            room.answers(str(number), answer)
    room.does(c.CloseRound(round_id))
    room.does(c.StartDiscussion())
    return asked(room)


@pytest.mark.parametrize(
    ("key", "answers", "talk", "low", "high"),
    [
        ("plan.score", (3, 4, 4, 5), "near", 3, 5),
        ("plan.score", (1, 1, 1, 5, 9, 9, 9), "far", 1, 9),
        ("plan.score", (1, 4, 8, 9), "apart", 1, 9),
        ("plan.score", (6, 6), "same", 6, 6),
        ("plan.there", (0, 1, 1), "presence", None, None),
        ("plan.who", ({"plan.who": (0, 1)}, {"plan.who": (2,)}), "options", None, None),
        ("plan.*", ({"plan.there": 1}, {"plan.there": 0}), "rows", None, None),
    ],
)
def test_each_kind_has_questions_of_its_own(key, answers, talk, low, high):
    found = asked_of(key, *answers)
    assert found["ask"] == list(QUESTIONS[talk][:AT_ONCE])
    assert (found["low"], found["high"]) == (low, high)
