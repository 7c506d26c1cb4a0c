"""Rounds over cells: what they ask, what counts in each cell, and how each is decided."""

import pytest
from msgspec.structs import replace

from tests.builders import FIRST_TRAINER, SECOND_TRAINER, Room, a_room_of, every_kind, three_by_five
from tests.sent import attendee_view, trainer_view
from voting.core import commands as c
from voting.core.actors import CLOCK, Role
from voting.core.ahead import why_not_ahead
from voting.core.ballots_in import ballots_in
from voting.core.closing import doubts
from voting.core.machine import allowed, fold
from voting.core.reasons import reasons_for
from voting.core.rounds import everybody_rated, most_by_hand
from voting.core.state import Phase
from voting.instruments.deciding import Method, Settle
from voting.instruments.instrument import Repeat, Threshold
from voting.instruments.tally import Tally
from voting.refusals.decisions import (
    AlreadyRuled,
    DomainsOpen,
    MethodNotHere,
    NothingToDecide,
    NotRated,
    NotUnanimous,
    RatingNeeded,
)
from voting.refusals.naming import NamesFixed
from voting.refusals.reasons import UnknownReason
from voting.refusals.rounds import (
    CellNotOpen,
    ClockMayNotClose,
    CountsDoNotFit,
    NotNow,
    Overtaken,
    PeopleDoNotFit,
    RatingOutsideScale,
    WrongChoice,
)
from voting.refusals.sent import MissingText, TextTooLong, UnknownChoice
from voting.service.ballots import said_in
from voting.views.domains import domain_results
from voting.wire.messages import Vote
from voting.words import load

PLAN = ("plan.level", "plan.there", "plan.who", "plan.score")
ALL = (*PLAN, *(key.replace("plan", "people") for key in PLAN), "place.level", "place.there")


def a_room(people: int = 3) -> Room:
    return a_room_of(people, every_kind())


def answered(room: Room, topic: str, *ballots: dict) -> int:
    """A whole round of a topic: Attendee 1 gives the first answers, 2 the second, and so on."""
    held = room.opens(topic)
    for person, answers in enumerate(ballots, start=1):
        room.answers(str(person), answers)
    room.does(c.CloseRound(held))
    return held


def a_vote(**said) -> Vote:
    return Vote(round=1, vote_id="vote-one", sequence=1, **said)


def now_in(room: Room):
    opened = room.workshop.open_round
    return ballots_in(room.workshop, opened, room.ballots.get(opened.id, {}))


# --- what is asked --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("topic", "asks"),
    [("*", ALL), ("plan.*", PLAN), ("place.*", ALL[-2:]), ("plan.who", ("plan.who",))],
)
def test_a_round_asks_everything_a_row_or_a_cell(topic, asks):
    room = a_room()
    room.opens(topic)
    assert room.workshop.open_round.asks == asks
    assert attendee_view(room.situation())["round"]["cells"] == list(asks)


def test_of_a_topic_only_what_is_not_decided_is_asked_again():
    room = a_room()
    answered(room, "place.*", *[{"place.level": 1, "place.there": 1}] * 2)
    room.rules("place.there", "unanimous")
    assert room.workshop.phase is Phase.REVEALED  # the other is not decided yet
    room.opens("place.*")
    # One cell that is left is a round of its own, with ballots like those of any such round.
    assert (room.workshop.domain, room.workshop.open_round.cells) == ("place.level", ())
    room.votes("1", said_in(room.workshop.framework.topic("place.level"), a_vote(rating=1)))
    with pytest.raises(CellNotOpen, match=r"place\.there"):
        room.answers("1", {"place.there": 1})
    room.does(c.CancelRound(2))
    room.rules("place.level", "unanimous")
    assert room.workshop.phase is Phase.RULED
    for decided in ("place.*", "place.level"):
        with pytest.raises(AlreadyRuled):
            room.opens(decided)


@pytest.mark.parametrize("answers", [{"plan.who": [0]}, {}])
def test_a_round_of_one_choice_of_several_knows_who_has_finished(answers):
    room = a_room()
    held = room.opens("plan.who")
    for person in "123":
        room.answers(person, {"plan.who": (0, 1)}, done=False)
    assert now_in(room).done == set()  # a first of two is no reason to close
    room.answers("1", {"plan.who": tuple(answers["plan.who"])} if answers else {})
    assert now_in(room).done == ({"1"} if answers else set())
    assert now_in(room).answered == {"plan.who": 2 + len(answers)}
    for person in "23":
        room.answers(person, {}, done=True)
    assert doubts(room.workshop, now_in(room)) == (["one"] if answers else ["empty"])
    room.does(c.CloseRound(held))
    assert room.workshop.cell_in_hand().key == "plan.who"


def test_what_was_rated_row_by_row_is_on_the_screens_together():
    room = a_room()
    answered(room, "*", *[dict.fromkeys(("plan.level", "people.level"), 1)] * 2)
    room.does(c.ShowDomain("plan.*"))
    assert room.workshop.phase is Phase.REVEALED
    room.opens("plan.*")
    assert room.workshop.open_round.number == 2
    room.does(c.CancelRound(2))
    assert (room.workshop.phase, room.workshop.domain) == (Phase.REVEALED, "plan.*")


def test_where_few_answers_are_withheld_nobody_is_asked_for_a_reason():
    room = a_room_of(3, replace(every_kind(), threshold=Threshold(5)))
    room.opens("plan.level")
    assert reasons_for(room.workshop) is None
    room.does(c.CloseRound(1))
    assert reasons_for(room.workshop) is None


def test_where_nothing_is_decided_rounds_are_offered_and_it_can_be_finished():
    plain = tuple(replace(column, settle=Settle.NONE) for column in every_kind().columns)
    room = Room(replace(every_kind(), columns=plain))
    room.joins("1")
    room.joins("2")
    assert "open_round" in allowed(room.workshop, Role.TRAINER)
    answered(room, "*", {"plan.level": 0}, {"plan.level": 1})
    with pytest.raises(NothingToDecide):
        room.rules("plan.level", "consensus", 1)
    room.does(c.ShowOverview())
    assert room.does(c.Finish()).phase is Phase.FINISHED


# --- what counts ----------------------------------------------------------------------------------


def test_what_somebody_has_come_to_counts_cell_by_cell():
    room = a_room()
    held = answered(
        room,
        "plan.*",
        {"plan.level": 2, "plan.there": 1, "plan.who": (0, 1), "plan.score": 10},
        {"plan.level": None, "plan.who": (1,)},
        {"plan.score": 3},
    )
    tallies = {key: room.counted()[held, key].tally for key in PLAN}
    assert tallies == {
        "plan.level": Tally((0, 0, 1), 1),
        "plan.there": Tally((0, 1)),
        "plan.who": Tally((1, 2, 0, 0), 0, 2),
        "plan.score": Tally((0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1)),
    }


@pytest.mark.parametrize(
    ("answer", "refusal"),
    [
        ({"plan.level": 3}, RatingOutsideScale),
        ({"plan.level": (1,)}, RatingOutsideScale),
        ({"plan.there": None}, RatingOutsideScale),
        ({"plan.score": 11}, RatingOutsideScale),
        ({"plan.score": -1}, RatingOutsideScale),
        ({"plan.who": 1}, WrongChoice),
        ({"plan.who": ()}, WrongChoice),
        ({"plan.who": (0, 1, 2)}, WrongChoice),
        ({"plan.who": (1, 1)}, WrongChoice),
        ({"plan.who": (0, 4)}, RatingOutsideScale),
        ({"people.level": 1}, CellNotOpen),
        ({"plan.note": 1}, CellNotOpen),
        ({"plan.level@2": 1}, CellNotOpen),
        ({"moon": 1}, CellNotOpen),
    ],
)
def test_a_wrong_answer_is_refused_under_its_cell(answer, refusal):
    room = a_room()
    room.opens("plan.*")
    with pytest.raises(refusal) as refused:
        room.answers("1", {"plan.there": 1} | answer)
    assert refused.value.field in answer
    assert not room.ballots.get(1)


def test_everybody_has_rated_once_everybody_is_done():
    room = a_room(2)
    room.opens("*")
    room.answers("1", {"plan.level": 1}, done=True)
    room.answers("2", dict.fromkeys(("plan.level", "plan.score"), 1), done=False)
    assert not everybody_rated(room.workshop, now_in(room).done)
    room.answers("2", {"plan.level": 1}, done=True)
    assert everybody_rated(room.workshop, now_in(room).done)


def test_an_answer_that_stands_alone_in_any_cell_is_asked_about_and_the_clock_leaves_it():
    room = a_room(4)
    room.does(c.SetAutoClose(True))
    held = room.opens("plan.*")
    assert doubts(room.workshop, now_in(room)) == ["empty"]
    for person in "123":
        room.answers(person, {"plan.level": 1, "plan.there": 0})
    assert doubts(room.workshop, now_in(room)) == []
    room.answers("3", {"plan.level": 1, "plan.there": 0, "plan.score": 4})
    assert doubts(room.workshop, now_in(room)) == ["one"]
    view = trainer_view(room.situation())
    assert (view["doubts"], view["alone_in"][0]) == (
        ["one"],
        {"doubt": "one", "domains": ["plan.score"]},
    )
    with pytest.raises(ClockMayNotClose):
        room.does(c.CloseRound(held), CLOCK)
    room.does(c.EnterHands(held, [0] * 4 + [2] + [0] * 6, cell="plan.score"))
    assert doubts(room.workshop, now_in(room)) == ["one_phone"]
    room.answers("4", {"plan.score": 4})
    room.does(c.EnterHands(held, [0] * 4 + [1] + [0] * 6, cell="plan.score"))
    assert doubts(room.workshop, now_in(room)) == ["one_hand"]
    room.does(c.EnterHands(held, [0] * 11, cell="plan.score"))
    room.does(c.CloseRound(held), CLOCK)
    assert room.workshop.phase is Phase.REVEALED


def test_fewer_than_half_who_are_done_are_asked_about():
    room = a_room(4)
    room.opens("plan.*")
    for person in "1234":
        room.answers(person, {"plan.level": 1}, done=person == "1")
    assert doubts(room.workshop, now_in(room)) == ["few", "unfinished"]
    for person in "23":
        room.answers(person, {"plan.level": 1}, done=True)
    assert doubts(room.workshop, now_in(room)) == ["unfinished"]


def test_hands_are_counted_cell_by_cell_and_of_several_choices_with_how_many_chose():
    room = a_room(2)
    held = room.opens("plan.*")
    for wrong in (c.EnterHands(held, [1, 0, 0]), c.EnterHands(held, [1, 1], cell="people.there")):
        with pytest.raises(CellNotOpen):
            room.does(wrong)
    with pytest.raises(CountsDoNotFit):
        room.does(c.EnterHands(held, [1, 1], cant_say=1, cell="plan.there"))
    for people in (1, 4, 9):
        with pytest.raises(PeopleDoNotFit):
            room.does(c.EnterHands(held, [2, 1, 0, 0], cell="plan.who", answered=people))
    room.does(c.EnterHands(held, [2, 1, 0, 0], cell="plan.who", answered=2))
    room.does(c.EnterHands(held, [1, 2], cell="plan.there", sector="primary"))
    room.does(c.EnterHands(held, [0, 3], cell="plan.there", sector="primary"))
    room.answers("1", {"plan.who": (3,)})
    room.does(c.CloseRound(held))
    counted = room.counted()
    assert counted[held, "plan.who"].tally == Tally((2, 1, 0, 1), 0, 3)
    assert counted[held, "plan.there"].tally == Tally((0, 3))
    assert most_by_hand(room.workshop, room.workshop.rounds[0]) == 3


def test_who_could_answer_is_told_of_each_row_with_its_own_hands():
    room = a_room(0)
    room.opens("place.*")
    for n in range(12):
        room.joins(str(n), sector="primary" if n < 6 else "clinic")
        room.answers(str(n), {"place.level": 1, "place.there": 1})
    room.does(c.EnterHands(1, [0, 3, 0], cell="place.level"))
    room.does(c.EnterHands(1, [0, 1], cell="place.there"))
    room.does(c.CloseRound(1))
    room.does(c.RecordRulings(["place.level", "place.there"], Method.UNANIMOUS))
    told = {cell["domain"]: cell for cell in trainer_view(room.situation())["cells"]}
    for key, people in (("place.level", 15), ("place.there", 13)):
        assert (told[key]["last"]["present"], told[key]["ruling"]["present"]) == (people,) * 2
        (result,) = (one for one in domain_results(room.situation()) if one.domain == key)
        (rest,) = (group for group in result.rounds[0].groups if group.kind == "rest")
        assert rest.present == rest.ratings == people - 6


def test_by_hand_people_are_counted_who_answer_for_several_things_of_their_own():
    room = a_room_of(1, replace(every_kind(), repeat=Repeat("experience", 3, "person")))
    held = room.opens("plan.there")
    room.does(c.EnterHands(held, [1, 2]))
    assert trainer_view(room.situation())["turnout"]["by_hand"] == 1
    assert doubts(room.workshop, now_in(room)) == ["one"]  # three answers of one person
    room.answers("1", {"plan.there@1": 1})
    assert doubts(room.workshop, now_in(room)) == ["one_phone", "one_hand"]
    room.does(c.SetTimer(60, closes=True))
    with pytest.raises(ClockMayNotClose):
        room.does(c.CloseRound(held), CLOCK)


# --- how it is decided ----------------------------------------------------------------------------


def test_each_cell_is_decided_by_what_its_kind_allows():
    room = a_room()
    answered(
        room,
        "*",
        {"plan.level": 2, "plan.there": 1, "plan.who": (0, 1), "plan.score": 2, "people.level": 0},
        {"plan.level": 2, "plan.there": 1, "plan.who": (0, 2), "plan.score": 7, "people.level": 2},
        {"plan.level": 1, "plan.there": 1, "plan.who": (0, 1), "plan.score": 5},
    )
    with pytest.raises(MethodNotHere):
        room.rules("plan.score", "majority")
    with pytest.raises(MethodNotHere):
        room.rules("plan.level", "median")
    room.rules("plan.score", "median")
    room.rules("plan.who", "majority")
    room.rules("plan.there", "unanimous")
    room.rules("people.level", "tie-break", 0, "The lower, to be careful")
    decided = {key: one.rating for key, one in room.workshop.rulings.items()}
    assert decided == {"plan.score": 5, "plan.who": (0, 1), "plan.there": 1, "people.level": 0}
    assert room.workshop.phase is Phase.REVEALED
    room.does(c.ShowOverview())
    with pytest.raises(DomainsOpen):
        room.does(c.Finish())
    assert fold(room.entries) == room.workshop


def test_several_are_decided_at_once_or_none_is():
    room = a_room()
    said = {"plan.level": 2, "plan.there": 1, "place.level": 0}
    answered(room, "*", said, said, said | {"place.level": 1})
    for domains, method, refusal in (
        (["plan.level", "place.level"], Method.UNANIMOUS, NotUnanimous),
        (["plan.level"], Method.CONSENSUS, RatingNeeded),
        (["plan.level", "plan.who"], Method.UNANIMOUS, NotUnanimous),
    ):
        with pytest.raises(refusal):
            room.does(c.RecordRulings(domains, method))
        assert not room.workshop.rulings
    room.does(c.RecordRulings(["plan.level", "plan.there"], Method.UNANIMOUS))
    room.does(c.RecordRulings(["place.level"], Method.MAJORITY))
    assert {key: one.rating for key, one in room.workshop.rulings.items()} == said
    assert fold(room.entries) == room.workshop


def test_a_contested_cell_is_rated_again_alone_and_keeps_its_earlier_rounds():
    room = a_room()
    answered(room, "*", {"plan.level": 0, "plan.there": 1}, {"plan.level": 2, "plan.there": 1})
    held = room.opens("plan.level")
    for person in "123":
        room.votes(person, 1)
    room.does(c.CloseRound(held))
    assert [r.id for r in room.workshop.counted_rounds("plan.level")] == [1, 2]
    assert [r.id for r in room.workshop.counted_rounds("plan.there")] == [1]
    assert room.counted()[2, "plan.level"].tally == Tally((0, 3, 0))
    with pytest.raises(NotNow, match="other-domain"):
        room.rules("plan.there", "unanimous")
    room.rules("plan.level", "unanimous")
    assert room.workshop.phase is Phase.RULED
    room.does(c.ShowDomain("*"))
    room.rules("plan.there", "unanimous")
    with pytest.raises(AlreadyRuled):
        room.rules("plan.level", "unanimous")
    with pytest.raises(NotUnanimous):
        room.rules("plan.who", "unanimous")


# --- reasons --------------------------------------------------------------------------------------


def test_reasons_go_with_a_cell_and_are_shown_with_it():
    room = a_room()
    room.opens("plan.*")
    for person in "123":
        room.answers(person, {"plan.level": int(person) - 1, "plan.there": 1})
    assert attendee_view(room.situation())["reasons_about"] == list(PLAN)
    late = room.explains("1", "Nobody answers", "plan.level")
    room.explains("1", "It hangs on the wall", "plan.there")
    room.does(c.CloseRound(1))
    view = attendee_view(room.situation())
    assert (view["reasons_for"], view["reasons_about"]) == (None, [])  # several are on the screens
    room.does(c.ShowDomain("plan.level"))
    view = attendee_view(room.situation())
    assert (view["reasons_for"], view["reasons_about"]) == (1, ["plan.level"])
    said = [(one["text"], one["rating"]) for one in trainer_view(room.situation())["reasons"]]
    assert said == [("Nobody answers", 0)]
    room.does(c.ShowDomain("plan.there"))
    with pytest.raises(UnknownReason):  # another cell is on the screens
        room.does(c.ShowReason(late))
    room.does(c.ShowDomain("plan.level"))
    room.does(c.ShowReason(late))
    assert room.workshop.reasons[0].cell == "plan.level"
    room.does(c.WithdrawReason(late))
    assert not room.workshop.reasons
    assert fold(room.entries) == room.workshop


def test_for_things_of_peoples_own_no_reasons_are_asked():
    own = replace(every_kind(), repeat=Repeat("experience", 3, "person"))
    room = a_room_of(1, own)
    room.opens("plan.*")
    assert attendee_view(room.situation())["reasons_for"] is None


# --- what the room names --------------------------------------------------------------------------


def test_once_a_round_was_opened_names_are_only_added():
    room = a_room_of(2, replace(every_kind(), rows=(), rows_from="room"))
    for names in (["One", "Two"], ["Two", "Three"]):
        room.does(c.NameRows(names))
    assert [(row.key, row.name) for row in room.workshop.framework.rows] == [
        ("2", "Two"), ("3", "Three"),
    ]  # fmt: skip
    held = room.opens("*")
    with pytest.raises(NotNow, match="open"):
        room.does(c.NameRows(["Two", "Three", "Four"]))
    room.answers("1", {"2.level": 1})
    room.answers("2", {"2.level": 1})
    room.does(c.CloseRound(held))
    for names in (["Two"], ["Three", "Two"], ["Two", "3"], []):
        with pytest.raises(NamesFixed):
            room.does(c.NameRows(names))
    room.does(c.NameRows(["Two", "Three", "Four"]))
    with pytest.raises(NotRated):
        room.rules("4.level", "unanimous")
    room.rules("2.level", "unanimous")
    assert fold(room.entries) == room.workshop


@pytest.mark.parametrize("name", ["  ", "\u200b", "x" * 141])
def test_a_name_that_cannot_be_is_refused_in_words(name):
    room = a_room_of(1, replace(every_kind(), rows=(), rows_from="room"))
    with pytest.raises((MissingText, TextTooLong)) as refused:
        room.does(c.NameRows(["One", name]))
    assert load().refusal(refused.value)


def test_of_two_trainers_who_name_at_once_the_second_is_told():
    room = Room(replace(every_kind(), repeat=Repeat("agency", 3)))
    seen = room.workshop.step
    room.does(c.NameCopies(["The clinic"]), FIRST_TRAINER, step=seen)
    with pytest.raises(Overtaken):
        room.does(c.NameCopies(["The council"]), SECOND_TRAINER, step=seen)
    room.joins("1")
    room.opens("*@1")
    with pytest.raises(CellNotOpen, match=r"plan\.level@2"):
        room.answers("1", {"plan.level@2": 1})


# --- ahead ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({}, "instrument"),  # a choice has no order
        ({"columns": every_kind().columns[:2]}, ""),
        ({"columns": every_kind().columns[:2], "rows_from": "room"}, "instrument"),
        ({"columns": every_kind().columns[:2], "repeat": Repeat("agency", 3)}, "instrument"),
    ],
)
def test_only_what_is_fixed_and_has_an_order_is_rated_ahead(changes, why):
    rows = tuple(replace(row, ask=()) for row in every_kind().rows)
    assert why_not_ahead(Room(replace(every_kind(), rows=rows, **changes)).workshop) == why


def test_a_framework_is_asked_cell_by_cell_as_older_releases_know_it():
    assert list(three_by_five().topics) == ["trust", "time", "tools"]


def test_what_is_on_the_screens_goes_with_its_name():
    room = Room(replace(every_kind(), rows=(), rows_from="room"))
    room.does(c.NameRows(["Plan", "People", "Place"]))
    for shown in ("3.level", "*"):
        room.does(c.NameRows(["Plan", "People", "Place"]))
        gone = "*" if shown == "*" else room.workshop.framework.rows[-1].key + ".*"
        room.does(c.ShowDomain(gone))
        room.does(c.NameRows([] if shown == "*" else ["Plan", "People"]))
        assert room.workshop.domain is None
        assert trainer_view(room.situation())["domain"] is None


def test_numbers_of_rounds_rise_in_every_cell():
    room = a_room()
    for topic in ("plan.*", "plan.level", "plan.*", "plan.there"):
        answered(
            room, topic, *[{"plan.there": 1} if topic != "plan.level" else {"plan.level": 1}] * 2
        )
    numbers = [held.number for held in room.workshop.counted_rounds("plan.level")]
    assert numbers == [1, 2, 3]
    assert [held.number for held in room.workshop.counted_rounds("plan.there")] == [1, 3, 4]


def test_no_decision_at_once_is_refused():
    room = a_room()
    answered(room, "place.*", *[{"place.there": 1}] * 2)
    with pytest.raises(UnknownChoice):
        room.does(c.RecordRulings([], Method.UNANIMOUS))
