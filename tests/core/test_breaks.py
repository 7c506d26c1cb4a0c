"""A break: on every screen until a trainer ends it or the workshop continues."""

import pytest

from tests.builders import Room, a_room_in
from tests.sent import VIEWS, trainer_view
from voting.core import commands as c
from voting.core.erasing import MISTAKE_FOUND, check_erasable
from voting.core.state import Phase
from voting.refusals.erasing import AreaNotTyped, NotErasable
from voting.refusals.rounds import NoBreak, NotNow
from voting.refusals.sent import ImpossibleTime


def breaks(room: Room) -> list[dict | None]:
    return [view(room.situation())["break"] for view in VIEWS.values()]


def test_every_screen_shows_a_break_until_it_is_ended():
    room = a_room_in(Phase.RULED)
    room.does(c.StartBreak(900))
    assert breaks(room) == [{"started_at": f"{room.now:%Y-%m-%dT%H:%M:%SZ}", "seconds": 900}] * 4
    first = breaks(room)
    room.does(c.StartBreak(900))
    assert breaks(room) != first
    assert "end_break" in trainer_view(room.situation())["allowed"]
    room.does(c.EndBreak())
    assert breaks(room) == [None] * 4
    assert "end_break" not in trainer_view(room.situation())["allowed"]
    with pytest.raises(NoBreak):
        room.does(c.EndBreak())


@pytest.mark.parametrize(
    ("phase", "step"),
    [(Phase.LOBBY, c.OpenRound("time")), (Phase.REVEALED, c.StartDiscussion())],
)
def test_a_break_ends_when_the_workshop_continues(phase, step):
    room = a_room_in(phase)
    room.does(c.StartBreak(900))
    room.does(step)
    assert breaks(room) == [None] * 4


def test_a_break_goes_on_while_a_trainer_prepares_and_ends_with_the_workshop():
    room = a_room_in(Phase.LOBBY)
    room.rates_and_rules_the_rest()
    room.does(c.StartBreak(900))
    room.does(c.ShowDomain("trust"))
    assert breaks(room)[0]
    room.does(c.Finish())
    assert breaks(room) == [None] * 4


def test_no_break_starts_while_a_round_is_open_or_without_an_end():
    room = a_room_in(Phase.OPEN)
    with pytest.raises(NotNow):
        room.does(c.StartBreak(900))
    with pytest.raises(ImpossibleTime):
        a_room_in(Phase.RULED).does(c.StartBreak(0))


# --- a workshop that was set up by mistake -------------------------------------------------------


def test_a_mistake_can_be_deleted_for_a_day_by_typing_its_area_once_people_rate():
    room = Room()
    created = room.workshop.created_at
    end = created + MISTAKE_FOUND
    check_erasable(room.workshop, "", end)
    with pytest.raises(NotErasable):
        check_erasable(room.workshop, "", end.replace(microsecond=1))
    assert trainer_view(room.situation())["erasable"] == {
        "until": f"{end:%Y-%m-%dT%H:%M:%SZ}",
        "area": False,
    }
    room.rates("trust", 1, 2)
    assert trainer_view(room.situation())["erasable"]["area"] is True
    with pytest.raises(AreaNotTyped):
        check_erasable(room.workshop, "Test are", end)
    check_erasable(room.workshop, "  test  AREA ", end)
    room.rules("trust", "consensus", 1)
    assert trainer_view(room.situation())["erasable"] is None
    with pytest.raises(NotErasable):
        check_erasable(room.workshop, "Test area", created)


def test_a_rehearsal_can_be_deleted_at_any_time():
    room = Room(rehearsal=True)
    room.rates("trust", 1, 2)
    room.rules("trust", "consensus", 1)
    check_erasable(room.workshop, "", room.now + 9 * MISTAKE_FOUND)
    assert trainer_view(room.situation())["erasable"] == {"until": None, "area": False}
