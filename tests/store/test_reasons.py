"""Reasons on the real store: given, changed, taken back, shown, and all of that at once."""

from functools import partial

import pytest

from tests.builders import attendee
from tests.store.rooms import WORKSHOP, StoredRoom, everything, race
from voting.core import commands as c
from voting.core.machine import fold
from voting.instruments.deciding import Method
from voting.instruments.tally import Reason
from voting.refusals.people import PersonLeft, PersonRemoved
from voting.refusals.reasons import RateFirst, ReasonsClosed, ReasonShown, UnknownReason
from voting.refusals.sent import TextTooLong
from voting.store import keys
from voting.store.archive import dump
from voting.wire.messages import ReasonGiven


class ExplainedRoom(StoredRoom):
    """Three people have rated the round that is open."""

    def __init__(self, store) -> None:
        super().__init__(store, people=3)
        self.round = self.opens()
        for number in range(3):
            self.votes(f"person-{number}", self.round, number)

    def explains(self, person: str, text: str, round_id: int = 0) -> Reason | None:
        given = ReasonGiven(round_id or self.round, text)
        return self.service.give_reason(WORKSHOP, person, given)

    def given(self) -> list:
        reasons = self.service.situation(self.workshop()).reasons
        return [reason for held in reasons.values() for reason in held]

    def closes(self) -> None:
        self.does(c.CloseRound(self.round))


def test_a_reason_is_stored_with_the_rating_it_explains_and_without_its_author(store):
    room = ExplainedRoom(store)
    held = room.explains("person-2", "  Nobody   answers ")
    room.closes()
    (given,) = room.given()
    assert (given.id, given.round, given.rating, given.text) == (
        *(held.id, room.round, 2),
        "Nobody answers",
    )
    assert "person" not in repr(given)


def test_a_reason_given_again_takes_the_place_of_the_first_under_another_id(store):
    room = ExplainedRoom(store)
    first = room.explains("person-0", "One")
    second = room.explains("person-0", "Another")
    assert first.id != second.id
    room.closes()
    assert [given.text for given in room.given()] == ["Another"]


def test_a_reason_follows_the_rating_as_it_stands_at_the_close(store):
    room = ExplainedRoom(store)
    room.explains("person-0", "One")
    room.votes("person-0", room.round, 4, sequence=2)
    room.closes()
    assert room.given()[0].rating == 4


def test_who_has_not_rated_gives_no_reason(store):
    room = ExplainedRoom(store)
    room.joins("late")
    with pytest.raises(RateFirst):
        room.explains("late", "One")


@pytest.mark.parametrize(
    ("command", "by", "refusal"),
    [
        (c.Leave(), attendee("person-0"), PersonLeft),
        (c.RemovePerson("person-0"), None, PersonRemoved),
    ],
)
def test_who_left_or_was_taken_out_gives_no_reason(store, command, by, refusal):
    room = ExplainedRoom(store)
    room.does(command, by) if by else room.does(command)
    with pytest.raises(refusal):
        room.explains("person-0", "One")


def test_reasons_are_taken_until_the_ruling_and_may_be_taken_back_after_it(store):
    room = ExplainedRoom(store)
    room.closes()
    room.explains("person-0", "After the reveal")
    room.does(c.StartDiscussion())
    room.explains("person-1", "While we talk")
    room.does(c.RecordRuling("trust", Method.CONSENSUS, 1))
    with pytest.raises(ReasonsClosed):
        room.explains("person-2", "Too late")
    assert room.explains("person-0", "") is None
    assert [given.text for given in room.given()] == ["While we talk"]


def test_a_reason_for_another_round_than_the_one_in_hand_is_refused(store):
    room = ExplainedRoom(store)
    room.closes()
    again = room.opens()
    with pytest.raises(ReasonsClosed):
        room.explains("person-0", "One")
    with pytest.raises(RateFirst):
        room.explains("person-0", "One", round_id=again)


def test_a_reason_that_was_shown_stays_as_it_is(store):
    room = ExplainedRoom(store)
    held = room.explains("person-0", "One")
    room.closes()
    room.does(c.ShowReason(held.id))
    for text in ("", "Another"):
        with pytest.raises(ReasonShown):
            room.explains("person-0", text)
    assert [shown.text for shown in room.workshop().reasons] == ["One"]


def test_a_reason_that_its_author_deleted_cannot_be_shown(store):
    room = ExplainedRoom(store)
    held = room.explains("person-0", "One")
    room.closes()
    room.explains("person-0", "")
    with pytest.raises(UnknownReason):
        room.does(c.ShowReason(held.id))


def test_a_reason_of_another_domain_cannot_be_shown(store):
    room = ExplainedRoom(store)
    held = room.explains("person-0", "One")
    room.closes()
    room.does(c.CloseRound(room.opens("time")))
    with pytest.raises(UnknownReason):
        room.does(c.ShowReason(held.id))


def test_a_reason_has_so_many_characters_and_no_more(store):
    room = ExplainedRoom(store)
    room.explains("person-0", "x" * 280)
    with pytest.raises(TextTooLong):
        room.explains("person-0", "x" * 281)


@pytest.mark.parametrize("attempt", range(10))
def test_showing_races_taking_back_and_exactly_one_of_them_wins(store, attempt):
    room = ExplainedRoom(store)
    held = room.explains("person-0", "One")
    room.closes()
    shown, taken_back = race(
        partial(room.does, c.ShowReason(held.id)), partial(room.explains, "person-0", "")
    )
    kept = [reason.id for reason in room.workshop().reasons] == [held.id]
    if kept:
        assert isinstance(taken_back, ReasonShown)
        assert [given.text for given in room.given()] == ["One"]
    else:
        assert isinstance(shown, UnknownReason)
        assert taken_back is None
        assert room.given() == []


@pytest.mark.parametrize("attempt", range(10))
def test_showing_races_a_change_of_words_and_what_was_shown_is_what_is_stored(store, attempt):
    room = ExplainedRoom(store)
    held = room.explains("person-0", "One")
    room.closes()
    race(partial(room.does, c.ShowReason(held.id)), partial(room.explains, "person-0", "Another"))
    stored = [given.text for given in room.given()]
    shown = [reason.text for reason in room.workshop().reasons]
    assert (stored, shown) in ((["One"], ["One"]), (["Another"], []))


def test_what_was_taken_down_is_nowhere_in_the_store_or_in_a_backup_and_the_log_still_folds(
    store, redis
):
    room = ExplainedRoom(store)
    shown = room.explains("person-0", "Zebulon was shown")
    unshown = room.explains("person-1", "Zebulon was not")
    room.explains("person-2", "Stays")
    room.closes()
    room.does(c.ShowReason(shown.id))
    room.does(c.StartDiscussion())
    ids = [id for id, _ in redis.xrange(keys.log(WORKSHOP))]
    for reason in (shown, unshown):
        room.does(c.WithdrawReason(reason.id), id="withdraw-" + reason.id)
        after = room.workshop()
        assert room.does(c.WithdrawReason(reason.id), id="withdraw-" + reason.id) == after
        with pytest.raises(UnknownReason):
            room.does(c.WithdrawReason(reason.id))
    for held in (everything(redis), repr(dump(redis))):
        assert "Zebulon" not in held
        assert "Stays" in held
    assert [given.text for given in room.given()] == ["Stays"]
    assert room.workshop().reasons == ()
    assert [id for id, _ in redis.xrange(keys.log(WORKSHOP))][: len(ids)] == ids
    assert fold(store.log(WORKSHOP)) == room.workshop()
    with pytest.raises(UnknownReason):
        room.does(c.ShowReason(shown.id))
    assert store.reason(WORKSHOP, room.round, "person-0").text == ""
    room.explains("person-0", "Another one")
    assert sorted(given.text for given in room.given()) == ["Another one", "Stays"]


def test_what_was_shown_is_taken_down_when_nothing_is_held_of_it_any_more(store, redis):
    room = ExplainedRoom(store)
    held = room.explains("person-0", "Zebulon")
    room.closes()
    room.does(c.ShowReason(held.id))
    redis.delete(keys.reasons(WORKSHOP, room.round))
    room.does(c.WithdrawReason(held.id))
    assert "Zebulon" not in everything(redis)
    assert fold(store.log(WORKSHOP)) == room.workshop()


@pytest.mark.parametrize("attempt", range(5))
def test_taking_down_races_joining_and_a_change_of_words_and_the_log_folds(store, redis, attempt):
    room = ExplainedRoom(store)
    shown = room.explains("person-0", "Zebulon was shown")
    held = room.explains("person-1", "Quicksilver")
    room.closes()
    room.does(c.ShowReason(shown.id))
    _, changed, gone, *_ = race(
        partial(room.does, c.WithdrawReason(shown.id)),
        partial(room.explains, "person-1", "Another"),
        partial(room.does, c.WithdrawReason(held.id)),
        *(partial(room.joins, f"late-{n}") for n in range(4)),
    )
    assert "Zebulon" not in everything(redis)
    assert changed.text == "Another"
    assert isinstance(gone, UnknownReason) or "Quicksilver" not in everything(redis)
    assert len(room.workshop().people) == 7
    assert fold(store.log(WORKSHOP)) == room.workshop()


def test_the_document_and_the_log_never_say_whose_a_reason_is(store, redis):
    room = ExplainedRoom(store)
    held = room.explains("person-1", "Because of planted")
    room.closes()
    room.does(c.ShowReason(held.id))
    lines = [fields[b"entry"] for _, fields in redis.xrange(keys.log(WORKSHOP))]
    told = [line for line in lines if b"planted" in line or held.id.encode() in line]
    assert len(told) == 1
    assert b"person-" not in told[0]
    reasons = room.workshop().reasons
    assert [shown.text for shown in reasons] == ["Because of planted"]
    assert "person-" not in repr(reasons)
    assert held.id.encode() not in b"".join(line for line in lines if b'"join"' in line)
