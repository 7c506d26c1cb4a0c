"""Rating ahead on the real store: taken once, closed exactly, copied as it was acknowledged."""

import random

import pytest

from tests.builders import FIRST_TRAINER, attendee
from tests.store.areas import StoredArea
from tests.store.rooms import WORKSHOP, StoredRoom, race
from voting.core import commands as c
from voting.core.actors import Actor, Role
from voting.core.ahead import AheadRating
from voting.core.state import AHEAD, AHEAD_LEAST, Phase
from voting.instruments.tally import Tally
from voting.refusals.ahead import AheadClosed, OtherInstrument, ShownTooLate, TooFewAhead
from voting.refusals.people import PersonRemoved
from voting.refusals.rounds import RatingOutsideScale
from voting.registration.commands import CorrectInvitee, Register
from voting.registration.roster import About
from voting.service import Service
from voting.store import keys

DOMAINS = ("trust", "time", "tools")


def whole(rating: int | None, **more) -> dict[str, AheadRating]:
    return {domain: AheadRating(rating, **more) for domain in DOMAINS}


def rate(room: StoredRoom, person: str, rating: int | None = 1, sector: str = "primary", **more):
    return room.service.rate_ahead(WORKSHOP, person, sector, whole(rating, **more))


def several(store, people: int = AHEAD_LEAST) -> StoredRoom:
    room = StoredRoom(store)
    for number in range(people):
        rate(room, f"person-{number}", number % 3)
    return room


def reveal(room: StoredRoom, domain: str = "trust"):
    return room.does(c.RevealAhead(domain))


def test_what_is_rated_ahead_is_held_until_it_is_changed(store):
    room = StoredRoom(store)
    first = rate(room, "anna", 1, reason="Nobody answers", sequence=1, vote_id="one")
    assert first.sector == "primary"
    assert {(a.rating, a.reason) for a in first.answers.values()} == {(1, "Nobody answers")}
    later = room.service.rate_ahead(
        WORKSHOP, "anna", "primary", {"time": AheadRating(None, "", 2, "two")}
    )
    assert (later.answers["time"].rating, later.answers["time"].reason) == (None, "")
    assert later.answers["trust"] == first.answers["trust"]
    assert room.service.own_ahead(WORKSHOP, "anna") == later
    assert room.service.own_ahead(WORKSHOP, "ben").answers == {}


def test_a_repeat_and_an_older_one_change_nothing(store):
    room = StoredRoom(store)
    rate(room, "anna", 3, sequence=5, vote_id="five")
    before = store.ahead(WORKSHOP)
    for sequence, id in ((5, "five"), (4, "four"), (9, "five")):
        rate(room, "anna", 0, sequence=sequence, vote_id=id)
    assert store.ahead(WORKSHOP) == before
    rate(room, "anna", 0)  # a form without script: newer than whatever there is
    assert {b.sequence for b in store.ahead(WORKSHOP).ballots["anna"].values()} == {6}


def test_no_time_is_kept_of_anybody(store, redis):
    several(store)
    held = redis.hgetall(keys.ahead(WORKSHOP))
    assert all(b.at == 0 for mine in store.ahead(WORKSHOP).ballots.values() for b in mine.values())
    assert not [value for value in held.values() if b"20" in value]


def test_faults_of_a_form_are_told_together_and_nothing_is_kept(store):
    room = StoredRoom(store)
    wrong = whole(9) | {"time": AheadRating(2, "x" * 281)}
    with pytest.raises(RatingOutsideScale) as refused:
        room.service.rate_ahead(WORKSHOP, "anna", "primary", wrong)
    named = [refused.value.field, *(each.field for each in refused.value.also)]
    assert named == ["rating-trust", "reason-time", "rating-tools"]
    with pytest.raises(OtherInstrument):
        room.service.rate_ahead(
            WORKSHOP, "anna", "primary", whole(1), instrument=("three-by-five", "another")
        )
    assert store.ahead(WORKSHOP).ballots == {}


def test_it_ends_with_the_first_round_and_not_in_a_rehearsal(store):
    room = several(store)
    room.does(c.CancelRound(room.opens()))
    with pytest.raises(AheadClosed):
        rate(room, "late")
    assert room.service.why_not_ahead(WORKSHOP) == "begun"
    # What had been stored is acknowledged all the same.
    kept = rate(room, "person-1", 1, sequence=1)
    assert kept.answers["trust"].rating == 1
    assert "late" not in store.ahead(WORKSHOP).ballots


def test_nobody_rates_ahead_of_a_rehearsal(store):
    with pytest.raises(AheadClosed):
        rate(StoredRoom(store, rehearsal=True), "anna")


def test_a_trainer_may_remove_somebody_before(store):
    room = StoredRoom(store, people=1)
    rate(room, "person-0")
    room.does(c.RemovePerson("person-0"))
    with pytest.raises(PersonRemoved):
        rate(room, "person-0", 2)


def test_showing_makes_a_round_of_it(store):
    room = several(store, 7)
    rate(room, "nobody-knows", None, reason="Ask the others")
    after = reveal(room)
    shown = after.rounds[-1]
    assert (shown.number, shown.domain, after.phase) == (AHEAD, "trust", Phase.REVEALED)
    assert room.tally(shown.id) == Tally((3, 2, 2, 0, 0), 1)
    assert sum(each.people for each in shown.present) == 8
    assert [held.reason.text for held in store.reasons(WORKSHOP, shown.id)] == ["Ask the others"]
    with pytest.raises(AheadClosed):
        rate(room, "late")
    again = reveal(room, "time")  # nothing was rated since
    assert room.tally(again.rounds[-1].id) == Tally((3, 2, 2, 0, 0), 1)
    assert room.opens("trust") == 3
    assert room.workshop().rounds[-1].number == 1
    room.does(c.CloseRound(3))
    with pytest.raises(ShownTooLate):
        reveal(room)


def test_a_reason_that_is_taken_down_is_nowhere_in_the_store(store, redis):
    room = several(store)
    rate(room, "anna", 1, reason="An unkind remark")
    shown = reveal(room).rounds[-1].id
    [held] = store.reasons(WORKSHOP, shown)
    room.does(c.WithdrawReason(held.reason.id))
    kept = redis.hgetall(keys.ahead_reasons(WORKSHOP))
    assert {name.decode() for name in kept} == {"anna:time", "anna:tools"}
    assert store.reasons(WORKSHOP, shown)[0].reason.text == ""


@pytest.mark.parametrize("cant_say", [0, 3])
def test_below_five_ratings_nothing_is_shown_and_nothing_ends(store, cant_say):
    room = several(store, AHEAD_LEAST - 1)
    for number in range(cant_say):
        rate(room, f"nobody-{number}", None)
    with pytest.raises(TooFewAhead):
        reveal(room)
    assert room.service.why_not_ahead(WORKSHOP) == ""
    rate(room, "fifth")
    assert reveal(room).rounds[-1].is_ahead


def test_what_is_taken_back_is_gone_and_what_was_shown_stays(store):
    room = several(store, 6)
    rate(room, "anna", 4, sector="clinic", reason="Mine")
    assert room.service.take_back_ahead(WORKSHOP, "anna") == 3
    held = store.ahead(WORKSHOP)
    assert "anna" not in held.ballots | held.sectors
    rate(room, "anna", 4, reason="Mine")
    shown = reveal(room).rounds[-1].id
    before = room.service.situation(room.workshop()).rounds[shown, "trust"].judged
    room.service.take_back_ahead(WORKSHOP, "anna")
    fresh = Service(store, room.service.frameworks, room.service.clock)
    assert fresh.situation(room.workshop()).rounds[shown, "trust"].judged == before
    assert room.tally(shown).ratings == 7
    room.does(c.ShowOverview())
    assert reveal(room, "time").rounds[-1].id == 2
    assert room.tally(2).ratings == 6


def test_their_own_rating_is_offered_in_the_first_round_and_to_nobody_else(store):
    room = several(store)
    room.joins("person-2")
    room.joins("walk-in")
    reveal(room)
    opened = room.opens("trust")
    found = room.workshop()
    assert room.service.own_ballot(found, "person-2")[2].rating == 2
    assert room.service.own_ballot(found, "walk-in") == (None, False, None)
    room.votes("person-2", opened)
    room.does(c.CloseRound(opened))
    room.opens("trust")
    assert room.service.own_ballot(room.workshop(), "person-2")[2] is None


def test_who_has_finished_is_known_and_nothing_of_what_they_said(store):
    room = several(store, 4)
    room.service.rate_ahead(WORKSHOP, "half-way", "primary", {"trust": AheadRating(0)})
    assert room.service.rated_ahead(WORKSHOP) == {f"person-{n}" for n in range(4)}
    far = room.service.situation(room.workshop()).ahead
    assert far.finished.keys() == {f"person-{n}" for n in range(4)}
    assert far.answered == {"trust": 5, "time": 4, "tools": 4}
    assert far.hints == {}


def test_a_hint_is_taken_anew_only_when_five_more_have_finished(store):
    room = StoredRoom(store)
    hints = []
    for number in range(16):
        rate(room, f"person-{number}", 0 if number < 10 else 4)
        hints.append(room.service.situation(room.workshop()).ahead.hints.get("trust"))
    assert hints == [None] * 9 + ["alike"] * 5 + ["two-views"] * 2
    rate(room, "person-0", 4)  # a change of one changes nothing
    assert room.service.situation(room.workshop()).ahead.hints["trust"] == "two-views"


def test_a_gate_of_a_release_that_did_not_know_is_put_right(store, redis):
    room = StoredRoom(store)
    redis.hdel(keys.gate(WORKSHOP), "ahead")
    rate(room, "anna")
    room.does(c.CancelRound(room.opens()))
    assert redis.hget(keys.gate(WORKSHOP), "ahead") is None
    with pytest.raises(AheadClosed):
        rate(room, "ben")
    assert redis.hget(keys.gate(WORKSHOP), "ahead") is None


def test_a_release_that_opens_a_round_meanwhile_is_not_overruled(store, redis):
    """A process puts the gate right only at the revision it has seen."""
    room = StoredRoom(store)
    seen = room.workshop().revision
    redis.hdel(keys.gate(WORKSHOP), "ahead")
    room.opens()
    assert not store.open_ahead(WORKSHOP, seen)
    assert redis.hget(keys.gate(WORKSHOP), "ahead") is None


def test_round_0_is_what_was_acknowledged_however_close_the_race(store):
    """People rate ahead and change their mind while a trainer shows it."""
    chance = random.Random(1)
    for attempt in range(5):
        id = f"race-{attempt}"
        room = StoredRoom(store)
        room.service.create(id, "three-by-five", room.workshop().details, FIRST_TRAINER)
        others = [Service(store, room.service.frameworks, room.service.clock) for _ in range(2)]
        for number in range(AHEAD_LEAST):
            room.service.rate_ahead(id, f"early-{number}", "primary", whole(0))
        told: dict[str, int] = {f"early-{number}": 0 for number in range(AHEAD_LEAST)}

        def rates(person: str, service, id=id, told=told):
            for sequence in range(1, 20):
                rating = chance.randrange(5)
                service.rate_ahead(id, person, "primary", whole(rating, sequence=sequence))
                told[person] = rating

        def shows(id=id, room=room):
            return room.service.act(id, FIRST_TRAINER, c.RevealAhead("trust"))

        runners = [
            lambda n=n, others=others, rates=rates: rates(f"late-{n}", others[n % 2])
            for n in range(4)
        ]
        *late, after = race(*runners, shows)
        assert after.rounds[-1].is_ahead
        assert all(one is None or isinstance(one, AheadClosed) for one in late)
        held = {p: b.rating for p, b in store.ballots(id, after.rounds[-1].id).items()}
        assert held == told
        store.erase(id)
        store.erase(WORKSHOP)


def test_what_a_person_rated_ahead_is_not_lost_by_joining(store):
    room = several(store)
    room.does(c.Join("A. B.", "primary"), attendee("person-1"))
    assert room.service.own_ahead(WORKSHOP, "person-1").answers["trust"].rating == 1
    room.does(c.Leave(), attendee("person-1"))
    rate(room, "person-1", 2)  # somebody who only looked in early may still change it


def test_names_and_who_could_have_rated_come_from_the_roster(store, redis):
    area = StoredArea(store)
    workshop = area.workshop("workshop-1", "2026-05-05").id
    event = area.area().event_of(workshop).id
    service = area.service
    by = Actor(Role.INVITED)
    framework = store.load(workshop).framework
    people = []
    for number in range(7):
        about = About(f"Person {number}", f"p{number}@b.test", sector=framework.sectors[0].key)
        people.append(service.register(area.id, by, Register(event, about, agreed=True)).id)
    rated = {domain.key: AheadRating(1) for domain in framework.domains}
    for person in people[:5]:
        id = service.invited_as(person, workshop)
        service.rate_ahead(workshop, id, framework.sectors[1].key, rated)
    far = service.situation(store.load(workshop)).ahead
    assert sorted(far.names.values()) == [f"Person {number}" for number in range(5)]
    # A name that is put right is the trainers' from the next look on.
    lead, right = Actor(Role.AREA), About("Robin", "p4@b.test", sector=framework.sectors[0].key)
    service.act_on_roster(area.id, lead, CorrectInvitee(people[4], right))
    far = service.situation(store.load(workshop)).ahead
    assert sorted(far.names.values()) == [*(f"Person {number}" for number in range(4)), "Robin"]
    service.act(workshop, FIRST_TRAINER, c.Introduce(), link=0)
    shown = service.act(workshop, FIRST_TRAINER, c.RevealAhead(framework.domains[0].key))
    told = {each.sector: each.people for each in shown.rounds[-1].present}
    assert told == {framework.sectors[0].key: 2, framework.sectors[1].key: 5}
    # One that can't be read stops no workshop.
    was = redis.hget(keys.area(area.id), "document")
    redis.hset(keys.area(area.id), "document", "{")
    fresh = Service(store, service.frameworks, service.clock)
    assert fresh.by_itself(store.load(workshop)).ahead.names == {}
    shown = fresh.act(workshop, FIRST_TRAINER, c.RevealAhead(framework.domains[1].key))
    assert [each.people for each in shown.rounds[-1].present] == [5]
    redis.hset(keys.area(area.id), "document", was)
