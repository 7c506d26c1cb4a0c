"""An area's roster on the real store: what follows from what, races, erasing, keeping, backups."""

import json
from datetime import date, timedelta
from functools import partial

import pytest
from msgspec.structs import replace

from lab.rig.server import wait_until
from tests.builders import FIRST_TRAINER, attendee, three_by_five
from tests.registration.ledger import OPEN_LINK, about
from tests.store.areas import LEAD, StoredArea, a_service
from tests.store.rooms import everything, race
from voting import backup
from voting.core import commands as w
from voting.core.actors import CLOCK, Actor, Role
from voting.core.ahead import AheadRating
from voting.core.machine import fold
from voting.core.roster import NAMELESS
from voting.moments import now
from voting.programme import commands as p
from voting.programme.area import Event
from voting.refusals.ahead import PeopleRatedAhead
from voting.refusals.areas import NoSuchMeeting, UnknownArea
from voting.refusals.registration import UnknownInvitee, UnreadableRegistration
from voting.registration import commands as c
from voting.registration import sending
from voting.registration.mail import DROPPED, SENT, WAITING
from voting.registration.roster import About, Invitee, Roster
from voting.store import keys
from voting.store.archive import BadArchive, dump, load

SECTOR = three_by_five().sectors[0].key
SOON = date.today() + timedelta(days=30)  # noqa: DTZ011 (far enough from every time zone's day)


def person(number: int, **said) -> About:
    return about(f"Person {number}", sector=SECTOR, **said)


class Roll:
    """An area with one event to which people come, on one process or another."""

    def __init__(self, store, name: str = "Ambridge", **event) -> None:
        self.store = store
        self.area = StoredArea(store, name)
        self.id = self.area.id
        self.service = self.area.service
        self.service.mails = True
        planned = Event("", "workshop-1", f"{SOON.isoformat()}T09:30", **event)
        self.event = self.area.does(p.PlanEvent(planned)).events[-1].id

    def roster(self) -> Roster:
        return self.store.roster(self.id)

    def registers(self, number: int, *, by=OPEN_LINK, service=None, **said) -> Invitee:
        form = said.pop("form", "")
        command = c.Register(self.event, person(number, **said), agreed=True)
        return (service or self.service).register(self.id, by, command, id_of_request=form)

    def does(self, command, by: Actor = LEAD) -> Roster:
        return self.service.act_on_roster(self.id, by, command)

    def people(self) -> list:
        return self.roster().of_event(self.event)

    def changes(self, **said) -> None:
        event = self.area.area().event(self.event)
        self.area.does(p.ChangeEvent(replace(event, **said)))

    def holds_workshop(self) -> str:
        made = self.area.workshop("workshop-1", SOON.isoformat())
        assert self.area.area().event(self.event).workshop == made.id
        return made.id


@pytest.fixture
def roll(store):
    return Roll(store)


def test_an_area_without_a_roster_has_an_empty_one(store, roll):
    assert roll.service.roster(roll.id) == Roster()
    for ask in (
        lambda: roll.service.roster("no-such-area"),
        lambda: roll.service.registered_for("no-such-area", "e1"),
        lambda: roll.service.act_on_roster("no-such-area", LEAD, c.ReplaceEventLink("e1")),
    ):
        with pytest.raises(UnknownArea):
            ask()
    with pytest.raises(NoSuchMeeting):
        roll.does(c.ReplaceEventLink("e9"))
    with pytest.raises(UnknownInvitee):
        roll.service.invitee(roll.id, "nobody")


def test_what_is_registered_is_kept_with_its_mail_and_everybody_hears_of_it(redis, store, roll):
    heard = redis.pubsub(ignore_subscribe_messages=True)
    heard.subscribe(keys.HINTS)
    jo = roll.registers(1, access="A lift")
    assert roll.service.invitee(roll.id, jo.id) == jo
    [mail] = store.outbox(roll.id).values()
    assert (mail.person, mail.event, mail.kind, mail.state) == (
        jo.id, roll.event, "registered", WAITING,
    )  # fmt: skip
    assert redis.zscore(keys.MAIL_DUE, roll.id)
    hint = wait_until(lambda: heard.get_message(timeout=0.2))
    assert hint["data"].decode() == f"{roll.id} area"
    heard.close()
    # No address but in the one key; and mails that wait have none.
    held = {key.decode() for key in redis.scan_iter() if b"person.1@" in dumped(redis, key)}
    assert held == {keys.roster(roll.id)}


def dumped(redis, key: bytes) -> bytes:
    read = {"hash": redis.hgetall, "stream": redis.xrange, "string": redis.get}
    return repr(read.get(redis.type(key).decode(), lambda key: "")(key)).encode()


def test_two_processes_give_no_place_twice(store):
    roll = Roll(store, capacity=10)
    processes = [a_service(store) for _ in range(2)]
    forms = [(number, f"form-{number}") for number in range(15)] * 2  # each is sent twice
    done = race(*(
        partial(roll.registers, number, service=processes[place % 2], form=form)
        for place, (number, form) in enumerate(forms)
    ))  # fmt: skip
    assert not [one for one in done if isinstance(one, Exception)]
    people = roll.people()
    assert len(people) == len(roll.roster().invitees) == 15
    assert sorted(reply.number for _, reply in people) == list(range(1, 16))
    assert roll.roster().places_taken(roll.event) == 10
    assert sorted(r.number for _, r in people if r.waiting) == list(range(11, 16))
    # They cancel all at once: whoever waits comes in, in order, and nobody is told twice.
    going = [one for one, reply in people if reply.has_place][:4]
    done = race(*(
        partial(
            processes[place % 2].act_on_roster,
            roll.id,
            Actor(Role.INVITED, one.id, 0),
            c.CancelRegistration(roll.event, one.id),
        )
        for place, one in enumerate([*going, *going])
    ))  # fmt: skip
    assert not [one for one in done if isinstance(one, Exception)]
    assert roll.roster().places_taken(roll.event) == 10
    assert [reply.number for _, reply in roll.roster().waiting(roll.event)] == [15]


def test_of_two_leads_who_remind_at_once_one_does(store, roll):
    processes = [a_service(store, now, mails=True) for _ in range(2)]
    people = tuple(about(f"Guest {number}", sector="") for number in range(6))
    roll.does(c.Invite(roll.event, people))
    remind = c.Remind(roll.event, "register")
    done = race(*(partial(one.act_on_roster, roll.id, LEAD, remind) for one in processes * 2))
    assert sorted(type(one).__name__ for one in done) == ["NobodyToRemind"] * 3 + ["Roster"]
    assert len({mail.person for mail in store.outbox(roll.id).values()}) == 6
    assert len(store.outbox(roll.id)) == 6


def test_a_capacity_that_is_raised_lets_people_in(store):
    roll = Roll(store, capacity=1)
    _, second = roll.registers(1), roll.registers(2)
    assert second.replies[roll.event].waiting
    roll.changes(capacity=2)
    assert roll.roster().invitee(second.id).replies[roll.event].has_place
    assert [m.kind for m in store.outbox(roll.id).values() if m.person == second.id] == [
        "waiting", "place",
    ]  # fmt: skip


def test_whoever_registered_is_told_when_the_event_moves_or_is_cancelled(store, roll):
    jo = roll.registers(1)
    roll.changes(start=f"{(SOON + timedelta(days=1)).isoformat()}T09:30")
    roll.area.does(p.CancelEvent(roll.event))
    told = roll.roster().invitee(jo.id).replies[roll.event].told
    assert [one.kind for one in told] == ["registered", "event_moved", "event_cancelled"]
    assert {one.mail for one in told} == set(store.outbox(roll.id))


def test_whoever_registered_is_told_once_when_it_takes_place_elsewhere(store, roll):
    jo = roll.registers(1)
    call = "https://call.example.org/1"
    for said in ({"place": "Town Hall"}, {"capacity": 40}, {"minutes": 240}, {"link": call}):
        roll.changes(**said)
        roll.service.follow_soon(roll.id, roll.event)
    told = roll.roster().invitee(jo.id).replies[roll.event].told
    assert [one.kind for one in told] == ["registered", *["event_moved"] * 3]


def test_a_mail_that_waits_still_is_replaced_by_a_later_one_of_its_kind(store, roll):
    """So that nobody fills the outbox, nor is written to several times of one thing."""
    jo = roll.registers(1)
    marks = []

    def changed(role: str) -> None:
        said = replace(roll.roster().invitee(jo.id).about, role=role)
        by = Actor(Role.INVITED, jo.id, 0)
        roll.does(c.Register(roll.event, said, True, jo.id), by)
        marks.append(store.outbox_changes(roll.id))

    for role in ("Head", "Deputy", "Clerk"):
        changed(role)
    kinds = [mail.kind for mail in store.outbox(roll.id).values()]
    assert sorted(kinds) == ["changed", "registered"]
    [mail] = [mail for mail in store.outbox(roll.id).values() if mail.kind == "changed"]
    assert store.record_mail(roll.id, sending.sent(mail, mail.made_at))
    marks.append(store.outbox_changes(roll.id))
    changed("Porter")
    assert mail.id in store.outbox(roll.id)  # it went, and may come back
    assert len(store.outbox(roll.id)) == 3
    assert marks == sorted(set(marks))


def test_whoever_registered_is_told_when_a_workshop_moves_its_event(store, roll):
    jo = roll.registers(1)
    roll.area.workshop("workshop-1", (SOON + timedelta(days=2)).isoformat())
    assert [m.kind for m in store.outbox(roll.id).values() if m.person == jo.id] == [
        "registered", "event_moved",
    ]  # fmt: skip


def test_whoever_may_rate_ahead_or_has_is_known_by_name(store):
    """Also on the waiting list, and who cancels when they have rated."""
    roll = Roll(store, capacity=1)
    jo, al, cy = roll.registers(1), roll.registers(2), roll.registers(3)
    workshop = roll.holds_workshop()
    everything_ahead = {
        domain.key: AheadRating(1, None, 1, f"vote-{domain.key}")
        for domain in three_by_five().domains
    }
    for one in (al, cy):
        roll.service.rate_ahead(workshop, one.id, SECTOR, everything_ahead)
    roll.does(c.CancelRegistration(roll.event, cy.id), Actor(Role.INVITED, cy.id, 0))
    assert roll.service.registered_people(workshop).keys() == {jo.id, al.id}
    known = roll.service.registered_people(workshop, ever=True)
    assert known == {one.id: (one.about.name, SECTOR) for one in (jo, al, cy)}


def test_who_joined_is_in_the_roster_when_the_workshop_is_over(store, roll):
    jo, al = roll.registers(1), roll.registers(2)
    workshop = roll.holds_workshop()
    roll.service.act(workshop, attendee(jo.id), w.Join("Jo", SECTOR))
    seen = roll.service.registered_for(roll.id, roll.event)
    assert seen.facts.joined == {jo.id}
    assert not seen.facts.began
    for one, joined in ((jo, {jo.id}), (al, set())):  # as a page of their own has it
        [mine] = roll.service.registered_of(roll.id, one.id, [roll.event])
        assert mine.facts.joined == joined
        assert mine.people == seen.people
    assert set(seen.sectors) == {sector.key for sector in three_by_five().sectors}
    assert roll.service.registered_people(workshop) == {
        one.id: (one.about.name, SECTOR) for one in (jo, al)
    }
    for domain in three_by_five().domains:
        roll.area.decides(workshop, domain.key)
    roll.service.act(workshop, FIRST_TRAINER, w.Finish())
    attended = {one.id: reply.attended for one, reply in roll.people()}
    assert attended == {jo.id: True, al.id: False}
    store.erase(workshop)
    assert roll.people()[0][1].attended


# --- erasing and keeping ---


def test_nothing_is_left_of_somebody_who_is_erased(redis, store, roll):
    jo, al = (
        roll.registers(1, access="Zebulon needs a lift", role="Quillfeather"),
        roll.registers(2),
    )
    workshop = roll.holds_workshop()
    domain = three_by_five().domains[0].key
    said = AheadRating(1, "Zebulon says so", 1, "vote-one")
    for one in (jo, al):
        roll.service.rate_ahead(workshop, one.id, SECTOR, {domain: said})
    roll.does(c.EraseInvitee(jo.id))
    left = everything(redis)
    for marker in (jo.id, "person.1@", "Person 1", "Zebulon", "Quillfeather"):
        assert left.count(marker) == (marker == "Zebulon")  # what the other has written stays
    assert roll.service.own_ahead(workshop, al.id).answers
    assert list(roll.roster().invitees) == [al.id]
    assert {mail.person for mail in store.outbox(roll.id).values()} == {al.id}
    assert roll.registers(3).replies[roll.event].number == 3  # numbers are not given again


@pytest.mark.parametrize("moved", [False, True])
def test_the_names_of_somebody_who_is_erased_go_from_workshops_and_their_logs(redis, store, moved):
    """Also where the workshop has become another area's since, and what they joined as by code."""
    roll = Roll(store)
    jo, al = roll.registers(1), roll.registers(2)
    workshop, service = roll.holds_workshop(), roll.service
    for id, name in ((jo.id, "Person 1"), ("by-code", "Zebulon"), (al.id, "Person 2")):
        service.act(workshop, attendee(id), w.Join(name, SECTOR), address=f"network of {id}")
    service.act(workshop, CLOCK, w.RecogniseInvited("by-code", jo.id))
    roll.area.decides(workshop, three_by_five().domains[0].key)
    if moved:
        other = StoredArea(store, "Borchester")
        service.place(store.load(workshop), other.id, LEAD)
    roll.does(c.EraseInvitee(jo.id))
    left = everything(redis)
    assert not any(marker in left for marker in ("Person 1", "Zebulon"))
    assert "Person 2" in left
    there = store.load(workshop)
    known = str([there, *store.log(workshop)])
    assert known.count("network of ") == known.count(f"network of {al.id}") > 0
    assert there.people[jo.id].name == there.people["by-code"].name == NAMELESS
    assert there.people[jo.id].sector == SECTOR
    assert fold(store.log(workshop)) == there  # so it is the same to whoever reads the log
    step = there.step
    roll.does(c.EraseInvitee(al.id))
    assert store.load(workshop).step == step  # no trainer is overtaken by it


def test_no_workshop_leaves_those_behind_who_have_rated_ahead_of_it(store, roll):
    jo, workshop = roll.registers(1), roll.holds_workshop()
    said = {three_by_five().domains[0].key: AheadRating(1, "", 1, "vote-one")}
    roll.service.rate_ahead(workshop, jo.id, SECTOR, said)
    other = StoredArea(store, "Borchester")
    with pytest.raises(PeopleRatedAhead):
        roll.service.place(store.load(workshop), other.id, LEAD)
    assert store.area_of(workshop) == roll.id
    assert roll.service.own_ahead(workshop, jo.id).answers
    roll.service.take_back_ahead(workshop, jo.id)
    roll.service.place(store.load(workshop), other.id, LEAD)
    assert store.area_of(workshop) == other.id


def test_an_area_is_erased_with_its_people_whoever_registers_meanwhile(redis, store):
    process = a_service(store)
    for number in range(10):
        roll = Roll(store, f"Area {number}")
        roll.registers(1)
        erased, registered = race(
            partial(roll.service.erase_area, roll.id, LEAD),
            partial(roll.registers, 2, service=process),
        )
        assert erased is None
        assert isinstance(registered, Invitee | UnknownArea)
    left = everything(redis)
    assert "@ambridge.test" not in left
    assert keys.MAIL_DUE not in left


def test_access_needs_addresses_and_names_go_in_their_time(redis, store):
    roll = Roll(store)
    roll.registers(1, access="Zebulon needs a lift", role="Quillfeather")
    markers = {1: "Zebulon", 31: "person.1@", 400: "Quillfeather"}
    for days in (0, 1, 30, 31, 365, 366, 400):
        later = a_service(store, lambda days=days: now() + timedelta(days=30 + days))
        [held] = store.held_areas([roll.id])
        later.tidy_area(held, 365, True)
        left = everything(redis)
        for gone, marker in markers.items():
            assert (marker in left) == (days < gone) or (gone == 400 and days == 366), (
                days,
                marker,
            )
    [(invitee, reply)] = roll.people()
    assert invitee.about == About(sector=SECTOR)
    assert (reply.state, reply.number) == ("registered", 1)
    assert not later.tidy_area(held, 365, True)


def test_somebody_who_cannot_be_read_stays_and_takes_nobody_with_them(redis, store, roll):
    jo, al = roll.registers(1), roll.registers(2)
    redis.hset(keys.roster(roll.id), jo.id, b"{")
    assert list(roll.roster().invitees) == [al.id]
    roll.registers(3)
    assert redis.hget(keys.roster(roll.id), jo.id) == b"{"


def test_people_come_along_when_areas_are_brought_together(store):
    roll, other = Roll(store), Roll(store, "Borchester")
    for number in (1, 2):
        roll.registers(number)
    other.registers(2)
    other.registers(3)
    roll.service.merge_areas(other.id, roll.id)
    people = {invitee.about.name: reply.number for invitee, reply in roll.people()}
    assert people == {"Person 1": 1, "Person 2": 2, "Person 3": 3}
    assert roll.registers(4).replies[roll.event].number == 4
    assert not store.roster(other.id).revision


# --- backups ---


@pytest.fixture
def kept(roll):
    """Two people, one mail that was sent and one that waits."""
    roll.registers(1, access="Zebulon needs a lift")
    roll.does(c.Invite(roll.event, (About("Al Alba", "al@ambridge.test"),), tell=True))
    roll.does(c.ChangeRegistration(roll.event, text="Bring a cake."))
    return roll


def restored(redis, archive) -> dict:
    redis.flushall()
    load(redis, archive)
    return archive


def test_addresses_and_access_needs_are_in_a_backup_only_if_asked_for(redis, store, kept):
    before = kept.roster()
    bare, whole = (json.loads(json.dumps(dump(redis, addresses=a))) for a in (False, True))
    for marker in ("@ambridge.test", "Zebulon"):
        assert marker not in json.dumps(bare)
        assert marker in json.dumps(whole)
    restored(redis, whole)
    assert kept.roster() == before
    assert dump(redis, addresses=True)["areas"][0]["roster"] == whole["areas"][0]["roster"]
    restored(redis, bare)
    assert kept.roster().revision == before.revision
    for id, one in before.invitees.items():
        said = replace(one.about, email="", access="")
        assert kept.roster().invitee(id) == replace(one, about=said)
    assert kept.roster().registrations == before.registrations


def test_whoever_runs_the_service_has_to_ask_for_addresses(tmp_path, monkeypatch, valkey, kept):
    monkeypatch.setenv("REDIS_URL", f"unix://{valkey.socket}")
    for number, asked in enumerate(([], ["--with-addresses"])):
        file = tmp_path / f"{number}.json"
        assert backup.main(["export", *asked, str(file)]) == 0
        assert ("@ambridge.test" in file.read_text()) == bool(asked)
    for wrong in (["restore", "--with-addresses", str(file)], ["export", "--with-addresses"]):
        assert backup.main(wrong) == 2


def test_a_mail_that_waited_is_not_sent_again_after_a_restore(redis, store, kept):
    waits, sent = store.outbox(kept.id).values()
    archive = dump(redis, addresses=True)
    archive["areas"][0]["outbox"][sent.id]["state"] = SENT
    restored(redis, archive)
    after = store.outbox(kept.id)
    assert (after[waits.id].state, after[sent.id].state) == (DROPPED, SENT)


def test_a_registration_that_cannot_be_read_concerns_its_own_event_alone(
    redis, store, roll, caplog
):
    jo = roll.registers(1)
    other = roll.area.does(p.PlanEvent(Event("", "workshop-2"))).events[-1].id
    field = f"event:{roll.event}"
    redis.hset(keys.roster(roll.id), field, b"{broken")
    for refused in (
        lambda: roll.registers(2),
        lambda: roll.service.registered_for(roll.id, roll.event),
        lambda: roll.does(c.ReplaceEventLink(roll.event)),
    ):
        with pytest.raises(UnreadableRegistration):
            refused()
    assert f"the registration {roll.event} can't be read" in caplog.text
    # All else goes on, and it stays stored as it is, for whoever mends it.
    by = Actor(Role.INVITED, jo.id, 0)
    roll.does(c.Register(other, person(1, role="Head"), agreed=True, person=jo.id), by)
    assert roll.service.registered_for(roll.id, other).people[0][0].about.role == "Head"
    roll.does(c.CancelRegistration(roll.event, jo.id), by)
    assert redis.hget(keys.roster(roll.id), field) == b"{broken"


def test_a_roster_that_cannot_be_read_is_not_restored(redis, kept):
    archive = dump(redis)
    redis.flushall()
    invitee = next(iter(kept_people(archive)))
    for broken in (
        {"revision": "7"},
        {"revision": None},
        {invitee: {}},
        {"somebody": archive["areas"][0]["roster"][invitee]},
        {"event:e1": {"numbers": "two"}},
    ):
        worse = json.loads(json.dumps(archive))
        worse["areas"][0]["roster"] |= broken
        with pytest.raises(BadArchive):
            load(redis, worse)
    assert load(redis, archive) == 0


def kept_people(archive) -> list[str]:
    roster = archive["areas"][0]["roster"]
    return [field for field in roster if field != "revision" and not field.startswith("event:")]
