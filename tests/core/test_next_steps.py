"""What the console offers next: the table says what may be done, the ladder what is likely."""

import pytest

from tests.builders import Room, a_room_in, a_room_of
from voting.core import commands as c
from voting.core.actors import Role
from voting.core.agenda import next_domain
from voting.core.ladder import Advice
from voting.core.machine import allowed
from voting.core.next_steps import NextStep, next_steps
from voting.core.state import Phase
from voting.views.advice import advice_of

TALK = Advice("look", "look-spread", {})
TOO_FEW = Advice("look", "too-few", {})
RULE = Advice("rule", "unanimous", {})


def kinds(room: Room, advice: Advice = TALK) -> list[str]:
    return [step.kind for step in next_steps(room.workshop, advice)]


@pytest.mark.parametrize(
    ("phase", "advice", "expected"),
    [
        (Phase.LOBBY, TALK, ["open_round"]),
        (Phase.OPEN, TALK, ["close_round", "cancel_round"]),
        (Phase.REVEALED, TALK, ["start_discussion", "rate_again", "go_to_ruling"]),
        (Phase.REVEALED, TOO_FEW, ["rate_again", "start_discussion", "go_to_ruling"]),
        (Phase.REVEALED, RULE, ["go_to_ruling", "start_discussion", "rate_again"]),
        (Phase.DISCUSSION, TALK, ["rate_again", "go_to_ruling", "end_discussion"]),
        (Phase.DISCUSSION, RULE, ["go_to_ruling", "rate_again", "end_discussion"]),
        (Phase.RULED, RULE, ["open_round", "show_overview", "reopen_ruling"]),
        (Phase.FINISHED, RULE, ["results", "reopen_workshop"]),
    ],
)
def test_the_likely_step_comes_first(phase, advice, expected):
    assert kinds(a_room_in(phase), advice) == expected


@pytest.mark.parametrize("phase", Phase)
def test_nothing_is_offered_that_is_not_allowed(phase):
    workshop = a_room_in(phase).workshop
    offered = {step.command for step in next_steps(workshop, TALK)} - {None}
    assert offered <= set(allowed(workshop, Role.TRAINER))


def test_a_step_names_what_it_is_about():
    opened = a_room_in(Phase.OPEN)
    close, cancel = next_steps(opened.workshop, TALK)
    assert close.round == cancel.round == opened.workshop.open_round.id
    again = next_steps(a_room_in(Phase.REVEALED).workshop, TALK)[1]
    assert again == NextStep("rate_again", "open_round", "time", number=2)


def test_a_domain_shown_before_its_first_round_is_rated_or_left():
    room = a_room_of(1)
    room.does(c.ShowDomain("tools"))
    assert kinds(room) == ["open_round", "show_overview"]
    assert next_steps(room.workshop, TALK)[0].domain == "tools"


def test_the_next_domain_wraps_round_to_those_left_earlier():
    room = a_room_of(3)
    assert next_domain(room.workshop) == "trust"
    room.rates("tools", 1, 1, 2)
    room.rules("tools", "majority")
    assert next_domain(room.workshop) == "trust"
    room.rates("trust", 1, 1, 2)
    assert next_domain(room.workshop) == "time"
    room.does(c.ShowOverview())
    room.rates("time", 1, 1, 2)
    room.rules("time", "majority")
    (step, *_) = next_steps(room.workshop, RULE)
    assert step == NextStep("show_rated", "show_domain", "trust")
    room.does(c.ShowDomain("trust"))
    assert next_domain(room.workshop) is None


def test_an_open_domain_is_not_the_next_one():
    room = a_room_of(1)
    room.opens("trust")
    assert next_domain(room.workshop) == "time"


def test_a_workshop_with_every_ruling_is_finished_next():
    room = a_room_of(3)
    room.rates_and_rules_the_rest()
    assert kinds(room, RULE)[0] == "finish"
    room.does(c.ShowOverview())
    assert kinds(room, RULE) == ["finish"]


def rated_ahead(*ratings: int) -> Room:
    """People who take part, and what they rated ahead in the first domain."""
    room = a_room_of(len(ratings))
    for number, rating in enumerate(ratings, start=1):
        room.rates_ahead(str(number), trust=rating)
    return room


def steps_after(room: Room) -> list[tuple[str, int | None]]:
    at = room.situation()
    advice = advice_of(at)
    showable = at.ahead.showable if at.ahead else ()
    return [(step.kind, step.number) for step in next_steps(at.workshop, advice, showable)]


def test_what_was_rated_ahead_can_be_shown_before_a_domains_first_round():
    room = rated_ahead(0, 1, 1, 2, 3)
    assert [kind for kind, _ in steps_after(room)] == ["open_round", "reveal_ahead"]
    room.does(c.ShowDomain("trust"))
    assert [kind for kind, _ in steps_after(room)] == [
        "open_round", "reveal_ahead", "show_overview",
    ]  # fmt: skip
    room.does(c.RevealAhead("trust"))
    assert steps_after(room) == [("start_discussion", None), ("rate_again", 1)]
    room.does(c.StartDiscussion())
    assert steps_after(room) == [("rate_again", 1), ("end_discussion", None)]
    assert advice_of(room.situation()).say == "ahead-talk"


def test_a_room_may_be_asked_aloud_where_all_rated_alike_ahead():
    room = rated_ahead(2, 2, 2, 2, 2)
    room.does(c.RevealAhead("trust"))
    assert advice_of(room.situation()).say == "ahead-unanimous"
    assert [kind for kind, _ in steps_after(room)][-1] == "go_to_ruling"
