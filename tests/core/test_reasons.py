"""Reasons: their authors are never shown, and only shown ones stay."""

from datetime import timedelta

import msgspec
import pytest

from tests.builders import Room, a_room_that_differs, recorded
from tests.sent import VIEWS, trainer_view, you_view
from voting.core import commands as c
from voting.core.gate import gate
from voting.core.machine import fold
from voting.core.reasons import ReasonsFor, reasons_for
from voting.core.state import Phase
from voting.instruments.tally import Reason
from voting.refusals.reasons import UnknownReason


def a_room_with_reasons(*order: str) -> Room:
    """Three people with telling ids rate, and give their reasons in this order."""
    room = Room()
    opened = room.opens("trust")
    for person, rating in (("planted-a", 4), ("planted-b", 0), ("planted-c", None)):
        room.joins(person, f"Name {person}")
        room.votes(person, rating)
    for person in order or ("planted-a", "planted-b", "planted-c"):
        room.explains(person, f"Because of {'xyz'['abc'.index(person[-1])]}")
    room.does(c.CloseRound(opened))
    return room


def told(room: Room) -> list[dict]:
    return trainer_view(room.situation())["reasons"]


def test_trainers_see_reasons_by_rating_once_the_round_is_revealed():
    assert [(given["rating"], given["text"]) for given in told(a_room_with_reasons())] == [
        (None, "Because of z"),
        (0, "Because of y"),
        (4, "Because of x"),
    ]


def test_nobody_sees_a_reason_while_the_round_is_open():
    room = Room()
    room.joins("1")
    room.opens("trust")
    room.votes("1", 0)
    room.explains("1", "Planted reason")
    for view in VIEWS.values():
        assert "Planted" not in msgspec.json.encode(view(room.situation())).decode()
    assert "Planted" not in msgspec.json.encode(recorded(room)).decode()


def test_only_shown_reasons_are_shown_to_the_room_and_kept_in_the_record():
    room = a_room_with_reasons()
    room.does(c.ShowReason(told(room)[1]["id"]))
    shown = [{"round": 1, "rating": 0, "text": "Because of y"}]
    for role in ("attendee", "room"):
        view = VIEWS[role](room.situation())
        assert view["shown"]["reasons"] == [shown[0] | {"domain": "trust"}]
        assert "Because of x" not in msgspec.json.encode(view).decode()
    data = recorded(room)
    assert data["domains"][0]["reasons"] == shown
    assert "Because of x" not in msgspec.json.encode(data).decode()
    assert [given["shown"] for given in told(room)] == [False, True, False]


def test_no_view_record_or_log_reveals_the_author_of_a_reason():
    room = a_room_with_reasons()
    for given in told(room):
        room.does(c.ShowReason(given["id"]))
    without_names = [VIEWS[role](room.situation()) for role in ("attendee", "room", "lead")]
    console = trainer_view(room.situation())
    without_names += [{**console, "persons": []}, recorded(room)]
    for said in without_names:
        assert "planted" not in msgspec.json.encode(said).decode()
    for entry in room.entries:
        if isinstance(entry.command, c.ShowReason):
            assert "planted" not in msgspec.json.encode(entry).decode()
    assert "planted" not in msgspec.json.encode(room.workshop.reasons).decode()
    assert not {"by", "at", "person"} & set(msgspec.to_builtins(room.workshop.reasons[0]))


def test_no_view_shows_the_order_in_which_reasons_came():
    forwards = a_room_with_reasons("planted-a", "planted-b", "planted-c")
    backwards = a_room_with_reasons("planted-c", "planted-b", "planted-a")
    assert told(forwards) == told(backwards)
    for room in (forwards, backwards):
        room.now += timedelta(minutes=1)
    assert recorded(forwards) == recorded(backwards)


def test_reasons_for_one_rating_are_in_the_order_of_their_ids():
    room = Room()
    opened = room.opens("trust")
    for person, text in (("1", "zz"), ("2", "aa")):
        room.joins(person)
        room.votes(person, 2)
        room.explains(person, text)
    room.does(c.CloseRound(opened))
    ids = [given["id"] for given in told(room)]
    assert ids == sorted(ids)
    assert len(ids) == 2


def test_a_reason_that_its_author_deleted_cannot_be_shown():
    room = a_room_with_reasons()
    (gone, *_) = told(room)
    del room.reasons[1]["planted-c"]
    before = room.workshop
    with pytest.raises(UnknownReason):
        room.does(c.ShowReason(gone["id"]))
    assert room.workshop == before


def test_a_reason_shown_twice_is_shown_once_and_the_gate_lists_it():
    room = a_room_with_reasons()
    id = told(room)[0]["id"]
    room.does(c.ShowReason(id))
    room.does(c.ShowReason(id))
    assert gate(room.workshop).shown == (id,)


def test_shown_reasons_stay_with_the_domain_through_later_rounds():
    room = a_room_that_differs()
    assert [r["text"] for r in VIEWS["room"](room.situation())["shown"]["reasons"]] == [
        "Nobody answers",
        "We meet weekly",
    ]
    room.opens("contact")
    assert VIEWS["room"](room.situation())["shown"]["reasons"] == []
    assert len(VIEWS["lead"](room.situation())["domains"][0]["reasons"]) == 2


def test_reasons_are_for_the_open_round_and_for_the_one_that_is_talked_about():
    room = Room()
    assert reasons_for(room.workshop) is None
    room.rates("trust", 0, 4)
    assert (room.workshop.phase, reasons_for(room.workshop)) == (Phase.REVEALED, ReasonsFor(1))
    room.does(c.StartDiscussion())
    assert reasons_for(room.workshop) == ReasonsFor(1)
    room.opens("trust")
    assert reasons_for(room.workshop) == ReasonsFor(2)
    room.does(c.CancelRound(2))
    assert reasons_for(room.workshop) == ReasonsFor(1)
    room.rules("trust", "consensus", 2)
    assert reasons_for(room.workshop) is None


def test_people_are_told_their_own_reason_and_whether_it_was_shown():
    room = a_room_with_reasons()
    id = told(room)[1]["id"]
    own = Reason(id, "Because of y")
    assert you_view(room.workshop, "planted-b", None, None, {"": own})["reason"] == {
        "text": "Because of y",
        "shown": False,
        "withdrawn": False,
        "hidden": False,
    }
    room.does(c.ShowReason(id))
    assert you_view(room.workshop, "planted-b", None, None, {"": own})["reason"]["shown"] is True
    assert you_view(room.workshop, "planted-a", None, None)["reason"] is None


def test_a_reason_that_was_taken_down_is_on_no_screen_in_no_record_and_in_no_line_of_the_log():
    room = a_room_with_reasons()
    ids = [given["id"] for given in told(room)]
    room.does(c.ShowReason(ids[1]))
    room.does(c.ShowReason(ids[2]))
    for phase in (None, c.StartDiscussion()):
        if phase:
            room.does(phase)
        room.does(c.WithdrawReason(ids.pop(1)))
    room.does(c.WithdrawReason(ids[0]))
    said = [view(room.situation()) for view in VIEWS.values()]
    said += [recorded(room), room.workshop, room.entries]
    for each in said:
        assert "Because" not in msgspec.json.encode(each).decode()
    assert gate(room.workshop).shown == ()
    assert fold(room.entries) == room.workshop
    lines = [line for line in recorded(room)["log"] if line["command"] == "withdraw_reason"]
    assert [line["by"] for line in lines] == ["Trainer A. B."] * 3
    with pytest.raises(UnknownReason):
        room.does(c.WithdrawReason(ids[0]))


@pytest.mark.parametrize("phase", Phase)
def test_a_reason_can_be_taken_down_whatever_goes_on(phase):
    room = a_room_with_reasons()
    id = told(room)[1]["id"]
    room.does(c.ShowReason(id))
    room.rules("trust", "consensus", 2)
    room.rates("time", 1, 2)
    {
        Phase.LOBBY: lambda: (room.rules("time", "consensus", 2), room.does(c.ShowOverview())),
        Phase.OPEN: lambda: room.opens("tools"),
        Phase.REVEALED: lambda: None,
        Phase.DISCUSSION: lambda: room.does(c.StartDiscussion()),
        Phase.RULED: lambda: room.rules("time", "consensus", 2),
        Phase.FINISHED: lambda: (room.rates_and_rules_the_rest(), room.does(c.Finish())),
    }[phase]()
    if phase is Phase.FINISHED and room.workshop.phase is not phase:
        room.does(c.Finish())
    assert room.workshop.phase is phase
    console = trainer_view(room.situation())
    assert "withdraw_reason" in console["allowed"]
    assert [shown["id"] for shown in console["domains"][0]["reasons"]] == [id]
    room.does(c.WithdrawReason(id))
    assert VIEWS["lead"](room.situation())["domains"][0]["reasons"] == []
    assert "Because of y" not in msgspec.json.encode(room.entries).decode()


def test_people_are_told_that_their_own_reason_was_taken_down():
    room = a_room_with_reasons()
    gone = you_view(room.workshop, "planted-b", None, None, {"": Reason("reason-1", "")})["reason"]
    assert gone == {"text": "", "shown": False, "withdrawn": True, "hidden": False}


@pytest.mark.parametrize("text", ["Because of y", ""])
def test_of_a_person_with_several_devices_only_the_one_that_sent_a_reason_learns_of_it(text):
    """Nor what became of it: a trainer might have merged a phone of their own with somebody."""
    room = a_room_with_reasons()
    id = told(room)[1]["id"]
    room.does(c.ShowReason(id))
    own = Reason(id, text, "planted-b")
    say = lambda reason, device, shared: you_view(  # noqa: E731
        room.workshop, device, None, None, {"": reason}, hidden=shared
    )["reason"]
    hidden = {"text": "", "shown": False, "withdrawn": False, "hidden": True}
    for shared in (True, False):  # the workshop that is at hand may be a moment old
        assert say(own, "planted-a", shared) == hidden
        known = say(own, "planted-b", shared)
        assert (known["text"], known["shown"], known["withdrawn"]) == (text, True, not text)
    assert say(Reason(id, text), "planted-b", True) == hidden  # of the version before


WORDS = ("label", "telling")  # of a picture; the rest are its measures

# --- what the trainer shows ---------------------------------------------------------------------


def test_the_room_sees_bars_first_and_the_rest_when_a_trainer_shows_it():
    room = a_room_that_differs()
    view = VIEWS["room"](room.situation())
    assert view["rounds"][-1]["counts"] == [1, 8, 3, 0]
    assert [view["shown"][part] for part in ("picture", "movement", "groups")] == [None] * 3
    room.does(c.ShowPart("picture"))
    room.does(c.ShowPart("movement"))
    shown = VIEWS["attendee"](room.situation())["shown"]
    assert (shown["picture"]["label"], shown["movement"]["stayed"], shown["groups"]) == (
        *("close", 3),
        None,
    )
    room.does(c.HidePart("picture"))
    assert VIEWS["room"](room.situation())["shown"]["picture"] is None


def test_the_picture_in_words_is_shown_without_its_measures_and_they_without_it():
    room = a_room_that_differs()
    room.does(c.ShowPart("picture"))
    shown = VIEWS["room"](room.situation())["shown"]
    assert shown["measures"] is None
    numbers = {name: shown["picture"][name] for name in shown["picture"] if name not in WORDS}
    room.does(c.HidePart("picture"))
    room.does(c.ShowPart("measures"))
    shown = VIEWS["attendee"](room.situation())["shown"]
    assert (shown["picture"], shown["measures"]) == (None, numbers)


@pytest.mark.parametrize(
    "step", [c.OpenRound("clarity"), c.ShowDomain("clarity"), c.OpenRound("contact")]
)
def test_what_was_shown_is_cleared_by_the_next_round_or_domain(step):
    room = a_room_that_differs()
    room.does(c.ShowPart("groups"))
    assert VIEWS["room"](room.situation())["shown"]["groups"]
    assert room.does(step).shown == ()
