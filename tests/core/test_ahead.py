"""Round 0 of a domain: what was rated ahead, shown in the room, and what it counts for."""

import pytest

from tests.builders import WORDS, Room, a_room_in, recorded
from tests.methods import options
from voting.core import commands as c
from voting.core.ahead import ahead_open
from voting.core.machine import at_first_count, fold
from voting.core.ruling import Method
from voting.core.state import AHEAD_LEAST, Phase
from voting.instruments.tally import Tally
from voting.programme.changes import then_of
from voting.refusals.ahead import RoundNeeded, ShownTooLate, TooFewAhead
from voting.refusals.decisions import AlreadyRuled
from voting.refusals.rounds import NotNow
from voting.reports.codebook import codebook_table
from voting.reports.outline import outline
from voting.reports.tables import rounds_table, tables
from voting.views.result import result_of

RATED_AHEAD = WORDS.say("common.round_number_ahead")


def rated_ahead(*ratings: int | None, domain: str = "trust") -> Room:
    room = Room()
    for number, rating in enumerate(ratings):
        room.rates_ahead(
            f"early-{number}", "clinic" if number % 2 else "primary", **{domain: rating}
        )
    return room


def shown(*ratings: int | None, domain: str = "trust") -> Room:
    room = rated_ahead(*ratings, domain=domain)
    room.does(c.RevealAhead(domain))
    return room


def test_it_is_closed_once_the_first_round_was_opened_or_the_first_shown():
    assert ahead_open(Room().workshop)
    assert not ahead_open(Room(rehearsal=True).workshop)
    assert not ahead_open(shown(*[1] * 5).workshop)
    opened = Room()
    opened.does(c.CancelRound(opened.opens("trust")))
    assert not ahead_open(opened.workshop)


def test_rounds_of_the_day_are_counted_from_one_whatever_was_shown():
    room = shown(0, 1, 1, 2, 2)
    assert room.workshop.phase is Phase.REVEALED
    for number in (1, 2):
        room.rates("trust", 1, 2)
        assert room.workshop.rounds[-1].number == number
    room.rates("time", 1, 2)
    assert [r.number for r in room.workshop.rounds] == [0, 1, 2, 1]


def test_only_five_ratings_or_more_are_shown_and_cant_say_is_none():
    with pytest.raises(TooFewAhead):
        shown(*[1] * (AHEAD_LEAST - 1), None, None)
    assert shown(*[1] * AHEAD_LEAST, None).tallies()[1] == Tally((0, 5, 0, 0, 0), 1)


def test_it_is_shown_before_the_first_round_of_its_domain_or_never():
    room = rated_ahead(*[1] * 5)
    room.does(c.CancelRound(room.opens("trust")))  # opened by mistake
    room.does(c.RevealAhead("trust"))
    with pytest.raises(ShownTooLate):
        room.does(c.RevealAhead("trust"))
    late = rated_ahead(*[1] * 5)
    late.rates("trust", 1, 2)
    with pytest.raises(ShownTooLate):
        late.does(c.RevealAhead("trust"))
    late.rules("trust", "consensus", 1)
    with pytest.raises(AlreadyRuled):
        late.does(c.RevealAhead("trust"))
    with pytest.raises(NotNow):
        a_room_in(Phase.OPEN).does(c.RevealAhead("tools"))


@pytest.mark.parametrize("method", Method)
@pytest.mark.parametrize("ratings", [(2, 2, 2, 2, 2), (2, 2, 2, 2, 3), (1, 1, 1, 3, 3, 3)])
def test_no_decision_stands_on_it_alone_but_consensus_where_all_agree(method, ratings):
    room = shown(*ratings)
    agreed = len(set(ratings)) == 1
    may = [(o.method, o.ratings) for o in options(room.tallies()[1], ahead=True)]
    assert may == ([(Method.CONSENSUS, (2,))] if agreed else [])
    if agreed and method is Method.CONSENSUS:
        with pytest.raises(RoundNeeded):
            room.rules("trust", method, 3)
        room.rules("trust", method, 2)
        assert room.workshop.phase is Phase.RULED
    else:
        rating = None if method is Method.UNRESOLVED else 2
        with pytest.raises(RoundNeeded):
            room.rules("trust", method, rating, "A reason")
    room = shown(*ratings)
    room.rates("trust", 2, 2)
    room.rules("trust", "unanimous")  # a round of the day is like any


def test_it_is_talked_about_like_any_round():
    room = shown(0, 1, 1, 2, 2)
    reason = room.explains("early-1", "Nobody answers")
    room.does(c.ShowReason(reason))
    room.does(c.ShowPart("picture"))
    room.does(c.StartDiscussion())
    room.does(c.ChangeQuestions())
    room.does(c.EndDiscussion())
    assert [one.text for one in room.workshop.reasons] == ["Nobody answers"]
    assert fold(room.entries) == room.workshop


def test_who_came_back_is_judged_as_of_the_first_round_of_the_day():
    room = shown(0, 1, 1, 2, 2)
    assert at_first_count(room.entries) is None
    room.joins("late")
    room.rates("trust", 1, 2)
    assert "late" in at_first_count(room.entries).people


def test_those_who_did_not_come_count_in_their_sector_and_movement_needs_both():
    room = Room()
    for number in range(12):
        room.rates_ahead(f"p{number}", "clinic" if number < 6 else "primary", trust=number % 3)
    room.does(c.RevealAhead("trust"))
    held = room.rounds()[1].judged
    assert {group.key for group in held.groups} == {"schools", "services"}
    for number in range(12):
        room.joins(f"p{number}", sector="clinic" if number < 6 else "primary")
    opened = room.opens("trust")
    for number in range(12):
        room.votes(f"p{number}", 2)
    room.does(c.CloseRound(opened))
    moved = room.rounds()[opened].judged.moves
    assert (moved.up, moved.stayed) == (8, 4)


def test_files_have_it_as_round_0_and_count_it_as_none():
    room = shown(0, 1, 1, 2, 2)
    room.rates("trust", 1, 1)
    room.rules("trust", "unanimous")
    record = recorded(room)
    rounds = record["domains"][0]["rounds"]
    assert [(one["number"], one["turnout"]) for one in rounds] == [(0, 5), (1, 2)]
    assert [row["round"] for row in rounds_table(record, WORDS).rows] == [0, 1]
    ratings = next(table for table in tables(record, WORDS) if table.key == "ratings")
    assert ratings.rows[0]["rounds"] == 1
    assert repr(outline(record, WORDS)).count(RATED_AHEAD) >= 2  # beside the bars, in the appendix
    plain = recorded(a_room_in(Phase.REVEALED))
    for one, there in ((record, True), (plain, False)):
        titles = [row["title"] for row in codebook_table(one, WORDS).rows]
        assert (RATED_AHEAD in titles) == there
    assert then_of(result_of(room.situation(), 1), "trust").rounds == 1
