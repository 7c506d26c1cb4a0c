"""Views: what each audience is told, and that secrets are nowhere in what they are sent."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import Room, a_room_in, a_room_of, three_by_five
from tests.sent import VIEWS, trainer_view, you_view
from voting.core import commands as c
from voting.core.actors import Role
from voting.core.ballots_in import in_one_cell
from voting.core.state import Phase
from voting.disclosure.judged import Counted, Judged
from voting.instruments.tally import Ballot, Tally
from voting.views.situation import Situation

AUDIENCES = sorted(VIEWS)
NOT_TRAINERS = [role for role in AUDIENCES if role is not Role.TRAINER]


def counted_as(tally: Tally) -> Counted:
    return Counted(three_by_five().domain("trust"), tally, lambda: Judged({}))


def sent(role: Role, at: Situation) -> str:
    return msgspec.json.encode(VIEWS[role](at)).decode()


def with_marked_people(room: Room) -> Situation:
    """The room with everybody's name and id made easy to find."""
    marked = {
        f"planted-id-{person.id}": msgspec.structs.replace(
            person, id=f"planted-id-{person.id}", name=f"Planted name {person.id}"
        )
        for person in room.workshop.people.values()
    }
    w = msgspec.structs.replace(room.workshop, people=marked)
    return Situation(
        w,
        room.counted(),
        ballots_in=in_one_cell("", marked),
        presence=dict.fromkeys(marked, "connected"),
    )


@pytest.mark.parametrize("phase", Phase)
@pytest.mark.parametrize("role", NOT_TRAINERS)
def test_nobody_but_trainers_is_sent_a_persons_name_or_id(phase, role):
    shown = sent(role, with_marked_people(a_room_in(phase))).casefold()
    assert "planted" not in shown


@pytest.mark.parametrize("phase", Phase)
@pytest.mark.parametrize("role", [Role.ATTENDEE, Role.ROOM])
def test_the_room_and_the_phones_show_no_trainers_name_and_no_link(phase, role):
    shown = sent(role, a_room_in(phase).situation())
    assert "Trainer" not in shown
    assert "trainer-one" not in shown


@pytest.mark.parametrize("phase", Phase)
def test_trainers_see_who_is_here(phase):
    view = trainer_view(with_marked_people(a_room_in(phase)))
    names = [person["name"] for person in view["persons"]]
    assert names == ["Planted name 1", "Planted name 2", "Planted name 3"]


def test_trainers_see_who_has_rated_and_not_what():
    room = a_room_of(2)
    room.opens("trust")
    room.votes("2", 3)
    view = trainer_view(room.situation())
    assert [person["rated"] for person in view["persons"]] == [False, True]
    assert view["turnout"] == {"rated": 1, "started": 1, "of": 2, "by_hand": 0}
    assert not any("rating" in person for person in view["persons"])


def test_somebody_who_rated_and_was_removed_stays_in_the_turnout():
    room = a_room_of(3)
    room.opens("trust")
    room.votes("1", 3)
    room.does(c.RemovePerson("1"))
    assert trainer_view(room.situation())["turnout"] == {
        "rated": 1,
        "started": 1,
        "of": 3,
        "by_hand": 0,
    }


# --- tallies ------------------------------------------------------------------------------------

some_ratings = st.lists(st.none() | st.integers(0, 4), min_size=3, max_size=3)


def views_while_rating(ratings: list[int | None]) -> list[str]:
    """Every view of an open second round, even if somebody should pass its tally along."""
    room = a_room_of(3)
    room.rates("time", 1, 1, 3)
    room.rates("trust", 0, 2, 4)
    held = room.opens("trust")
    for person, rating in zip("123", ratings, strict=True):
        room.votes(person, rating)
    at = room.situation()
    counts = tuple(ratings.count(k) for k in range(5))
    leaky = msgspec.structs.replace(
        at, rounds={**at.rounds, (held, "trust"): counted_as(Tally(counts, ratings.count(None)))}
    )
    return [sent(r, s) for r in AUDIENCES for s in (at, leaky)]


@given(some_ratings, some_ratings)
def test_while_a_round_is_open_no_view_depends_on_what_people_rate(these, those):
    assert views_while_rating(these) == views_while_rating(those)


@pytest.mark.parametrize("role", [Role.ATTENDEE, Role.ROOM])
def test_earlier_rounds_are_off_the_screens_while_people_rate_again(role):
    room = Room()
    room.rates("trust", 0, 4)
    assert VIEWS[role](room.situation())["rounds"][0]["counts"] == [1, 0, 0, 0, 1]
    room.opens("trust")
    assert VIEWS[role](room.situation())["rounds"] == []


def rounds_in(view: object) -> list[int]:
    """Ids under every "rounds", however deep."""
    if isinstance(view, list):
        return [id for part in view for id in rounds_in(part)]
    if not isinstance(view, dict):
        return []
    rounds = view.get("rounds", [])
    here = [held["id"] for held in rounds] if isinstance(rounds, list) else []
    return here + [id for part in view.values() for id in rounds_in(part)]


@pytest.mark.parametrize("role", AUDIENCES)
def test_a_cancelled_round_is_in_no_view(role):
    room = Room()
    room.rates("trust", 0, 2)
    cancelled = room.opens("trust")
    room.votes("1", 4)
    room.does(c.CancelRound(cancelled))
    counted = {**room.counted(), (cancelled, "trust"): counted_as(Tally((0, 0, 0, 0, 1)))}
    assert set(rounds_in(VIEWS[role](Situation(room.workshop, counted)))) == {1}


# --- the rest of what is shown ------------------------------------------------------------------


@pytest.mark.parametrize("role", AUDIENCES)
def test_a_ruling_is_shown_with_its_method_and_share(role):
    room = Room()
    room.rates("trust", 1, 1, 1, 3, None)
    room.rules("trust", "majority")
    shown = VIEWS[role](room.situation())["ruling"]
    assert (shown["rating"], shown["method"]) == (1, "majority")
    assert (shown["votes"], shown["ratings"], shown["over_half"]) == (3, 4, True)


def test_progress_tells_how_far_each_domain_is():
    room = Room()
    room.rates("trust", 1, 1)
    room.rules("trust", "unresolved", note="No agreement")
    room.rates("time", 1, 1)
    room.opens("tools")
    progress = VIEWS[Role.ROOM](room.situation())["progress"]
    assert [domain["status"] for domain in progress] == ["unresolved", "rated", "open"]


def test_the_room_view_shows_the_code_until_it_is_hidden_or_the_workshop_finished():
    room = a_room_in(Phase.LOBBY)
    assert VIEWS[Role.ROOM](room.situation())["code"] == "K7QM2X"
    room.does(c.HideCode())
    assert VIEWS[Role.ROOM](room.situation())["code"] is None
    assert VIEWS[Role.ROOM](a_room_in(Phase.FINISHED).situation())["code"] is None


@pytest.mark.parametrize("role", [Role.ATTENDEE, Role.LEAD])
def test_phones_and_the_results_page_are_not_sent_the_join_code(role):
    assert "K7QM2X" not in sent(role, a_room_in(Phase.LOBBY).situation())


@pytest.mark.parametrize("phase", Phase)
def test_rulings_are_offered_only_when_one_can_be_recorded(phase):
    offered = trainer_view(a_room_in(phase).situation())["options"]
    assert bool(offered) == (phase in (Phase.REVEALED, Phase.DISCUSSION))


def test_people_are_told_their_own_rating_as_it_is_stored():
    workshop = a_room_of(1).workshop
    assert you_view(workshop, "1", 3, None)["ballot"] is None
    told = you_view(workshop, "1", 3, Ballot(4, "vote-four", None, 0))["ballot"]
    said = {"round": 3, "rating": None, "hidden": False, "answers": None, "done": True}
    assert told == said | {"vote_id": "vote-four", "sequence": 4}


@pytest.mark.parametrize("phase", Phase)
@pytest.mark.parametrize("role", AUDIENCES)
def test_a_view_is_plain_data(phase, role):
    view = VIEWS[role](a_room_in(phase).situation())
    assert msgspec.json.decode(msgspec.json.encode(view)) == view
