"""The ladder: which rung, and what it suggests, for every phase and picture."""

import json

import pytest

from tests.builders import ROOT, Room, a_room_in, a_room_of, cascade, framework_data
from tests.sent import trainer_view
from voting.core import commands as c
from voting.core.state import Phase
from voting.instruments.agreement import Picture
from voting.instruments.parsing import parse_instrument

SHAPES = {
    Picture.TWO_CAMPS: (0, 0, 3, 3),
    Picture.STRONG: (1, 1, 1, 1, 1, 1, 2),
    Picture.CLOSE: (1, 1, 1, 2, 2),
    Picture.SPREAD: (0, 1, 1, 2, 3),
}
WORDS = json.loads((ROOT / "voting/words/en.json").read_text())


def advice(room: Room) -> dict:
    return trainer_view(room.situation())["advice"]


def step(room: Room) -> tuple[str, str]:
    return advice(room)["rung"], advice(room)["say"]


def a_rated_room(*ratings: int | None, times: int = 1) -> Room:
    room = Room(cascade())
    for _ in range(times):
        room.rates("clarity", *ratings)
    return room


def test_at_first_it_gathers_people_and_then_suggests_opening_a_round():
    assert step(Room(cascade())) == ("rate", "gather")
    assert step(Room(cascade(), rehearsal=True)) == ("rate", "gather-practice")
    assert step(a_room_of(1)) == ("rate", "open")
    locked = Room(cascade())
    locked.does(c.LockJoining())
    assert step(locked) == ("rate", "open")


def test_a_room_with_ratings_by_hand_alone_goes_on_without_anybody_joining():
    room = Room(cascade())
    held = room.opens("clarity")
    room.hands(1, 2, 0, 0)
    room.does(c.CloseRound(held))
    room.does(c.ShowOverview())
    assert step(room) == ("rate", "open")


def test_while_people_rate_it_waits_for_those_missing_and_then_closes():
    room = a_room_of(2)
    room.opens("trust")
    room.votes("1", 3)
    assert (step(room), advice(room)["values"]) == (("rate", "wait"), {"missing": 1})
    room.votes("2", 0)
    assert (step(room), advice(room)["values"]) == (("rate", "close"), {"missing": 0})


def test_a_round_in_an_empty_room_is_not_ready_to_close():
    room = Room(cascade())
    room.opens("clarity")
    assert step(room) == ("rate", "nobody")
    room.hands(1, 2, 0, 0)
    assert step(room) == ("rate", "close")


def test_a_second_round_is_the_rung_of_rating_again():
    room = a_rated_room(0, 3)
    room.opens("clarity")
    assert step(room) == ("rate-again", "wait")


@pytest.mark.parametrize("picture", SHAPES)
def test_it_says_something_for_each_picture_to_look_at_and_to_talk_about(picture):
    room = a_rated_room(*SHAPES[picture])
    assert step(room) == ("look", f"look-{picture.value}")
    room.does(c.StartDiscussion())
    assert step(room) == ("talk", f"talk-{picture.value}")


def test_two_camps_are_named_with_their_ratings_and_votes():
    values = advice(a_rated_room(0, 0, 0, 3, 3))["values"]
    assert values == {
        "low": 0,
        "low_to": 0,
        "low_votes": 3,
        "high": 3,
        "high_to": 3,
        "high_votes": 2,
        "ratings": 5,
        "top": 0,
        "rounds": 1,
    }


def test_close_together_around_one_rating_names_no_arbitrary_pair():
    room = a_rated_room(1, 2, 2, 2, 2, 3)
    values = advice(room)["values"]
    assert step(room) == ("look", "look-close-around")
    assert (values["low"], values["top"], values["high"]) == (1, 2, 3)
    room.does(c.StartDiscussion())
    assert step(room) == ("talk", "talk-close-around")
    assert step(a_rated_room(1, 1, 2, 2)) == ("look", "look-close")  # tied, and they are the pair


@pytest.mark.parametrize("talking", [False, True])
def test_a_unanimous_round_leads_to_the_ruling(talking):
    room = a_rated_room(2, 2, 2)
    if talking:
        room.does(c.StartDiscussion())
    assert step(room) == ("rule", "unanimous")


@pytest.mark.parametrize(
    ("ratings", "say"), [((0, 0, 3, 3), "tied-enough"), ((0, 1, 1, 3), "enough")]
)
def test_after_two_revotes_it_suggests_recording_the_disagreement(ratings, say):
    assert step(a_rated_room(*ratings, times=2))[0] == "look"
    assert step(a_rated_room(*ratings, times=3)) == ("rule", say)
    assert step(a_rated_room(*ratings, times=4)) == ("rule", say)


@pytest.mark.parametrize("ratings", [(), (None, None), (2, None)])
def test_fewer_than_two_ratings_are_too_few_to_say_anything(ratings):
    assert step(a_rated_room(*ratings)) == ("look", "too-few")


def test_a_round_without_a_rating_does_not_count_as_rating_the_domain():
    room = a_rated_room(None, None)
    for _ in range(2):
        room.rates("clarity", 0, 1, 1, 3)
    assert (step(room)[0], advice(room)["values"]["rounds"]) == ("look", 2)


def test_in_a_rehearsal_it_says_how_to_make_practice_attendees_rate():
    room = Room(cascade(), rehearsal=True)
    room.opens("clarity")
    assert step(room) == ("rate", "nobody-practice")
    room.does(c.AddPractice(5))
    assert step(room) == ("rate", "wait-practice")


def test_a_cancelled_round_counts_for_nothing():
    room = a_rated_room(0, 0, 3, 3, times=2)
    room.does(c.CancelRound(room.opens("clarity")))
    assert step(room) == ("look", "look-two-camps")


def test_after_the_ruling_it_goes_on_until_all_are_ruled():
    assert step(a_room_in(Phase.RULED)) == ("rule", "next")
    room = a_room_in(Phase.LOBBY)
    room.rates_and_rules_the_rest()
    assert step(room) == ("rule", "finish")
    room.does(c.ShowOverview())
    assert step(room) == ("rate", "finish")
    room.does(c.Finish())
    assert step(room) == ("rule", "finished")


def test_there_are_words_for_everything_it_says():
    said = {"gather", "gather-practice", "open", "nobody", "nobody-practice"}
    said |= {"wait", "wait-practice", "close"}
    said |= {"next", "finish", "finished", "too-few", "unanimous", "enough", "tied-enough"}
    said |= {f"{rung}-{picture.value}" for rung in ("look", "talk") for picture in SHAPES}
    said |= {"look-close-around", "talk-close-around"}
    words = next(held for held in sections(WORDS) if "look-two-camps" in held)
    assert said <= set(words)


def sections(value: object) -> list[dict]:
    if not isinstance(value, dict):
        return []
    return [value, *(found for part in value.values() for found in sections(part))]


def each_kind(key: str, *answers, times: int = 1, **changes) -> Room:
    """A cell of an instrument with every kind, alone: the people's answers."""
    room = Room(parse_instrument(framework_data("tests/data/every-kind.json") | changes))
    for number in range(1, len(answers) + 1):
        room.joins(str(number))
    for _ in range(times):
        round_id = room.opens(key)
        for number, answer in enumerate(answers, start=1):
            if room.workshop.framework.domain(key).column.several:
                room.answers(str(number), {key: answer})
            else:
                room.votes(str(number), answer)
        room.does(c.CloseRound(round_id))
    return room


@pytest.mark.parametrize(
    ("key", "answers", "times", "expected"),
    [
        ("plan.score", (2, 9, 5), 1, ("look", "look-plain")),
        ("plan.score", (4, 4, 4), 1, ("rule", "unanimous-plain")),
        ("plan.score", (2, 9, 5), 3, ("rule", "enough-plain")),
        ("plan.score", (3,), 1, ("look", "too-few")),
        ("plan.there", (0, 1, 1), 1, ("look", "look-plain")),
        ("plan.there", (0, 1, 1, 1, 1), 1, ("rule", "near-plain")),
        ("plan.who", ((0, 1), (0, 1)), 1, ("rule", "unanimous-plain")),
        ("plan.who", ((0,), (0, 1)), 1, ("rule", "near-plain")),
        ("plan.level", (0, 2, 2, 0), 1, ("look", "look-two-camps")),
    ],
)
def test_each_kind_has_advice_of_its_own(key, answers, times, expected):
    assert step(each_kind(key, *answers, times=times)) == expected


def test_where_nothing_is_recorded_people_talk_once_and_go_on():
    columns = framework_data("tests/data/every-kind.json")["columns"]
    columns = [columns[3] | {"settle": "none"}]
    rows = framework_data("tests/data/every-kind.json")["rows"][:2]
    room = each_kind("plan", 1, 9, 2, 8, columns=columns, rows=rows)
    view = trainer_view(room.situation())
    assert step(room) == ("look", "look-undecided")
    assert [one["is"] for one in view["next"]][:2] == ["start_discussion", "open_round"]
    assert view["options"] == []
    room.does(c.StartDiscussion())
    assert step(room) == ("talk", "talk-undecided")
    assert trainer_view(room.situation())["next"][0]["is"] == "rate_again"
    room.does(c.EndDiscussion())
    round_id = room.opens("plan")
    room.votes("1", 1)
    room.does(c.CloseRound(round_id))
    assert trainer_view(room.situation())["next"][0]["is"] == "open_round"


def test_of_answers_that_are_withheld_nothing_is_said():
    room = each_kind("plan.score", 4, 4, gate={"least": 3})
    view = trainer_view(room.situation())
    assert (step(room), view["advice"]["values"]) == (("look", "withheld"), {})
    assert [one["method"] for one in view["options"]] == ["consensus", "unresolved"]


def test_an_instrument_whose_rows_the_room_names_begins_with_that():
    room = Room(
        parse_instrument(
            framework_data("tests/data/every-kind.json") | {"rows": [], "rows_from": "room"}
        )
    )
    assert step(room) == ("rate", "unnamed")
    assert [one["is"] for one in trainer_view(room.situation())["next"]] == ["name_rows"]
    room.does(c.NameRows(["Trust"]))
    assert step(room) == ("rate", "gather")


def test_what_was_answered_ahead_of_another_kind_is_no_vote_of_today_either():
    data = framework_data("tests/data/every-kind.json")
    columns = [one for one in data["columns"] if one["key"] == "there"]
    rows = [{"key": row["key"], "name": row["name"]} for row in data["rows"]]
    room = Room(parse_instrument(data | {"columns": columns, "rows": rows}))
    for person in "123456":
        room.joins(person)
        room.rates_ahead(person, plan=int(person in "12"))
    room.does(c.RevealAhead("plan"))
    assert step(room) == ("ahead", "ahead-look")
    kinds = [one["is"] for one in trainer_view(room.situation())["next"]]
    assert kinds == ["start_discussion", "rate_again"]
