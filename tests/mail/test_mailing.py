"""Mails from the outbox to a real mail server, however it behaves and whoever dies meanwhile."""

import re
import threading
import time
from collections import Counter

import pytest
from msgspec.structs import replace

from lab.rig.server import wait_until
from tests.builders import WORDS
from tests.exports.calendars import gnome, thunderbird
from tests.mail.post import URL, Post, about
from tests.store.areas import LEAD
from tests.store.rooms import race
from voting.core.actors import Actor, Role
from voting.edges import mailing
from voting.programme.commands import CancelEvent, ChangeEvent
from voting.programme.situation import Lead
from voting.registration import commands as c
from voting.registration.roster import About
from voting.registration.sending import LEASE, taken
from voting.store import keys


@pytest.fixture
def post(store, mail_server):
    return Post(store, mail_server)


def arrived(mail_server) -> Counter:
    return Counter(one["X-To"] for one in mail_server.received())


def subjects(mail_server) -> list[str]:
    return [one["Subject"] for one in mail_server.received()]


def tried_until_over(post, hours: float = 1.02) -> None:
    """Look again every so many hours until nothing is due any more."""
    while set(post.states()) & {"waiting", "sending"}:
        sender = post.sender()  # so a restart, too
        sender.run()
        post.clock.goes_on(hours=hours)
        assert post.clock.at.month == 11


def test_each_gets_their_own_once_and_no_more_after_a_restart(post, mail_server):
    people = post.invites(5)
    post.sender().run()
    post.clock.goes_on(hours=24)
    for sender in (post.sender(), post.sender()):
        sender.sweep()
        sender.run()
    assert arrived(mail_server) == {about(n).email: 1 for n in range(5)}
    assert post.states() == ["sent"] * 5
    links = {about(n).email: post.identity.personal_link(post.area, people[n], 0) for n in range(5)}
    for read in mail_server.received():
        text = read.get_body(("plain",)).get_content()
        assert re.findall(rf"{URL}/p/(\S+)", text) == [links[read["X-To"]]]
        assert read["Reply-To"] == "lead@example.org"


@pytest.mark.parametrize(
    "plan",
    [
        {"connect": ["drop", "421 busy"]},
        {"connect": ["554 no", "554 no"]},
        {"rcpt": ["450 4.2.0 later", "451 4.3.0 later"]},
        {"data": ["451 4.3.0 later", "drop"]},
        {"greylist": True},
    ],
    ids=lambda plan: next(iter(plan)),
)
def test_one_that_fails_twice_gets_everything_in_the_end_once(post, mail_server, monkeypatch, plan):
    monkeypatch.setattr(mailing, "_HOLD", 0.0)
    post.invites(3)
    mail_server.plan(**plan)
    tried_until_over(post)
    assert arrived(mail_server) == {about(n).email: 1 for n in range(3)}
    assert post.states() == ["sent"] * 3
    assert all(one.failed == "" for one in post.roster.invitees.values())


def test_one_that_is_down_is_left_alone_for_a_while_and_its_fault_is_logged_once(
    post, mail_server, caplog
):
    post.invites(20)
    mail_server.plan(every={"connect": "554 closed"})
    sender = post.sender()
    sender.run()
    sender.run()
    assert [mail.tries for mail in post.mails() if mail.tries] == [1]
    sender._held_until = 0.0
    sender.run()
    assert len(caplog.records) == 1
    assert caplog.messages == ["mail server: unreachable; emails wait"]


def test_after_two_days_it_is_given_up_and_the_lead_is_told(post, mail_server, monkeypatch):
    monkeypatch.setattr(mailing, "_HOLD", 0.0)
    [person] = post.invites(1)
    mail_server.plan(every={"rcpt": "450 4.2.0 later"})
    tried_until_over(post, hours=10)
    assert [mail.tries for mail in post.mails()] == [6]
    assert post.states() == ["failed"]
    assert post.roster.invitee(person).failed == "given-up"


def test_an_address_that_is_refused_for_good_is_tried_once_and_can_be_corrected(post, mail_server):
    one, other = post.invites(2)
    mail_server.plan(rcpt=["550 5.1.1 no such user"])
    post.sender().run()
    assert post.states() == ["failed", "sent"]
    assert [post.roster.invitee(p).failed for p in (one, other)] in (
        ["address", ""],
        ["", "address"],
    )
    wrong = one if post.roster.invitee(one).failed else other
    post.does(c.CorrectInvitee(wrong, replace(about(7), email="right@example.org")))
    assert post.roster.invitee(wrong).failed == ""
    post.does(c.SendLink(post.event, wrong))
    post.sender().run()
    assert arrived(mail_server)["right@example.org"] == 1
    assert subjects(mail_server)[-1].startswith(WORDS["mail"]["kinds"]["link"]["subject"])


def test_what_goes_again_takes_the_note_away(post, mail_server):
    [person] = post.invites(1)
    mail_server.plan(rcpt=["550 5.7.1 blocked"])
    post.sender().run()
    assert post.roster.invitee(person).failed == "blocked"
    post.does(c.SendLink(post.event, person))
    post.sender().run()
    assert post.roster.invitee(person).failed == ""


def test_an_address_that_nobody_can_write_to_fails_alone(post, mail_server):
    people = post.invites(2)
    held = post.roster
    odd = replace(held.invitees[people[0]], about=about(0, settings="x"))
    odd = replace(odd, about=replace(odd.about, email="sé@example.org"))
    after = replace(held, revision=held.revision + 1, invitees={**held.invitees, people[0]: odd})
    assert post.store.save_roster(post.area, held, after)
    post.sender().run()
    assert post.states() == ["failed", "sent"]
    assert post.roster.invitee(people[0]).failed == "address"


def test_a_lead_who_has_typed_no_address_gets_no_replies_and_holds_up_nobody(post, mail_server):
    leads = [Lead("A. Archer", "café@x"), Lead("B. Bell"), Lead("C. Craig", "c@example.org")]
    post.service.change_leads(post.area, LEAD, leads)
    post.invites(1)
    post.sender().run()
    [read] = mail_server.received()
    assert read["Reply-To"] == "c@example.org"
    assert "A. Archer, B. Bell and C. Craig" in read.get_body(("plain",)).get_content()


# --- not to those who have done it ---


def test_nobody_is_reminded_who_has_registered_since(post, mail_server):
    one, other = post.invites(2, tell=False)
    post.does(c.Remind(post.event, "register"))
    post.registers(one)
    post.sender().run()
    assert sorted(m.state for m in post.mails("remind_register")) == ["dropped", "sent"]
    [reminded] = [m.person for m in post.mails("remind_register") if m.state == "sent"]
    assert reminded == other
    assert sorted(one["Subject"].partition(":")[0] for one in mail_server.received()) == sorted(
        WORDS["mail"]["kinds"][kind]["subject"] for kind in ("registered", "remind_register")
    )


def test_nor_who_registers_while_the_mail_server_is_slow(post, mail_server):
    [person] = post.invites(1, tell=False)
    post.does(c.Remind(post.event, "register"))
    mail_server.plan(rcpt=["hold"])
    sender = threading.Thread(target=post.sender().run)
    sender.start()
    wait_until(lambda: mail_server.holds)
    post.registers(person)
    mail_server.plan()
    sender.join(30)
    assert post.states("remind_register") == ["dropped"]
    subject = WORDS["mail"]["kinds"]["remind_register"]["subject"]
    assert not [one for one in subjects(mail_server) if one.startswith(subject)]


def test_nor_anybody_who_was_erased_or_whose_address_was_corrected_meanwhile(post, mail_server):
    post.invites(2)
    mail_server.plan(rcpt=["hold"])
    sender = threading.Thread(target=post.sender().run)
    sender.start()
    wait_until(lambda: mail_server.holds)
    [first] = [m.person for m in post.mails() if m.state == "sending"]
    number = int(post.roster.invitee(first).about.name.split()[1])
    post.does(c.CorrectInvitee(first, replace(about(number), email="right@example.org")))
    [second] = [one for one in post.roster.invitees if one != first]
    post.does(c.EraseInvitee(second))
    mail_server.plan()
    sender.join(30)
    assert arrived(mail_server) == {"right@example.org": 1}
    assert post.states() == ["sent"]


def test_an_address_that_was_corrected_while_the_old_one_failed_is_tried(post, mail_server):
    [person] = post.invites(1)
    mail_server.plan(rcpt=["hold 550 5.1.1 no such user"])
    sender = threading.Thread(target=post.sender().run)
    sender.start()
    wait_until(lambda: mail_server.holds)
    post.does(c.CorrectInvitee(person, replace(about(0), email="right@example.org")))
    mail_server.plan()
    sender.join(30)
    assert post.roster.invitee(person).failed == ""
    assert arrived(mail_server) == {"right@example.org": 1}


# --- to addresses that anybody may have typed ---


def test_who_had_an_address_before_is_told_there_without_the_link(post, mail_server):
    [person] = post.invites(1, tell=False)
    post.registers(person)
    post.sender().run()
    said = replace(post.roster.invitee(person).about, email="new@example.org")
    by = Actor(Role.INVITED, person, 0)
    post.does(c.Register(post.event, said, agreed=True, person=person), by)
    post.sender().run()
    assert arrived(mail_server) == {about(0).email: 2, "new@example.org": 1}
    [told] = [one for one in mail_server.received()[1:] if one["X-To"] == about(0).email]
    assert told["Subject"].startswith(WORDS["mail"]["kinds"]["address_changed"]["subject"])
    assert "/p/" not in told.as_string()
    assert "new@example.org" not in told.as_string()


def test_an_address_gets_so_many_in_a_day_from_all_areas_together(
    store, redis, mail_server, monkeypatch
):
    monkeypatch.setattr(mailing, "MOST_TO_ADDRESS", 3)
    areas = [Post(store, mail_server, name=name) for name in ("Ambridge", "Borchester")]
    for post in areas:
        for name in ("Ann", "Ben"):
            post.invites(1, tell=False)
            shared = About(name, "Office@example.org", sector="primary")
            by = Actor(Role.INVITED, "", 0)
            post.does(c.Register(post.event, shared, agreed=True, shared=True), by)
        post.invites(1)
        post.sender().run()
    assert arrived(mail_server) == {"Office@example.org": 3, about(0).email: 2}
    [waits] = [mail for post in areas for mail in post.mails() if mail.state == "waiting"]
    assert waits.problem == "often"
    assert "office" not in repr(redis.keys("*")).lower()
    for key in redis.keys("cascade:mails-to:*"):  # a day later
        redis.delete(key)
    areas[1].clock.goes_on(minutes=2)
    areas[1].sender().run()
    assert arrived(mail_server)["Office@example.org"] == 4


# --- several processes, and those that die ---


def test_processes_that_send_at_the_same_time_send_each_once(post, mail_server):
    post.invites(40)
    race(*[post.sender().run for _ in range(4)])
    assert arrived(mail_server) == {about(n).email: 1 for n in range(40)}
    assert post.states() == ["sent"] * 40


def test_all_processes_together_keep_the_pace(store, mail_server):
    post = Post(store, mail_server, MAILS_A_MINUTE="600")
    post.invites(8)
    began = time.monotonic()
    race(*[post.sender().run for _ in range(3)])
    assert time.monotonic() - began >= 7 * 0.1
    assert len(mail_server.received()) == 8


def test_one_that_died_before_the_mail_went_is_followed_by_another(post, mail_server):
    post.invites(1)
    [mail] = post.mails()
    assert post.store.swap_mail(post.area, mail, taken(mail, post.clock()))
    post.clock.goes_on(minutes=9)
    post.sender().run()
    assert mail_server.received() == []
    post.clock.at += LEASE
    post.sender().run()
    assert post.states() == ["sent"]
    assert len(mail_server.received()) == 1


def test_one_that_lost_its_mail_to_another_sends_nothing(post, mail_server):
    """It was stopped for longer than its lease."""
    post.invites(1)
    mail_server.plan(rcpt=["hold"])
    stopped = threading.Thread(target=post.sender().run)
    stopped.start()
    wait_until(lambda: mail_server.holds)
    [mail] = post.mails()
    post.store.record_mail(post.area, replace(mail, next_at=post.clock()))
    other = threading.Thread(target=post.sender().run)
    other.start()
    wait_until(lambda: post.states() == ["sent"])
    mail_server.plan()
    stopped.join(30)
    other.join(30)
    assert len(mail_server.received()) == 1


@pytest.mark.parametrize(("step", "state"), [("rcpt", "waiting"), ("taken", "sent")])
def test_one_that_is_stopped_settles_the_mail_under_way_first(post, mail_server, step, state):
    post.invites(2)
    mail_server.plan(**{step: ["hold"]})
    sender = post.sender()
    running = threading.Thread(target=sender.run)
    running.start()
    wait_until(lambda: mail_server.holds)
    sender._stopping.set()
    assert not sender.finish(within=0.1)
    mail_server.plan()
    assert sender.finish(within=30)
    running.join(30)
    assert post.states() == sorted([state, "waiting"])
    assert len(mail_server.received()) == (state == "sent")


def test_a_repeat_is_known_by_its_id(post, mail_server):
    """The mail server has taken it and hung up before it said so."""
    post.invites(1)
    mail_server.plan(taken=["drop"])
    post.sender().run()
    post.clock.goes_on(minutes=2)
    post.sender().run()
    first, second = mail_server.received()
    assert first["Message-ID"] == second["Message-ID"]
    assert first.as_string() == second.as_string().replace(second["X-At"], first["X-At"])


def test_what_nobody_knows_to_be_due_is_found_again(post, mail_server):
    post.invites(2)
    post.store.mail_not_due(post.area)
    sender = post.sender()
    sender.run()
    assert mail_server.received() == []
    sender.sweep()
    sender.run()
    assert len(mail_server.received()) == 2
    post.clock.goes_on(days=31)
    sender.sweep()
    assert post.mails() == []


def test_what_waited_for_days_is_left_to_the_lead(post, mail_server):
    """The server was off, or what it has comes from a backup."""
    [person] = post.invites(1)
    post.clock.goes_on(days=3)
    post.invites(1, first=1)
    post.sender().run()
    assert arrived(mail_server) == {about(1).email: 1}
    assert post.states() == ["failed", "sent"]
    assert post.roster.invitee(person).failed == "given-up"


def test_many_of_one_area_hold_up_nobody_of_another(store, mail_server):
    post, other = Post(store, mail_server), Post(store, mail_server, name="Borchester")
    post.invites(6)
    other.clock.goes_on(minutes=1)
    other.invites(1, first=50)
    other.sender().run()
    order = [one["X-To"] for one in mail_server.received()]
    assert len(order) == 7
    assert order.index(about(50).email) <= 1


def test_an_area_that_cannot_be_read_holds_up_no_other(store, redis, mail_server, caplog):
    broken, other = Post(store, mail_server), Post(store, mail_server, name="Borchester")
    broken.invites(1)
    other.clock.goes_on(minutes=1)
    other.invites(1, first=50)
    key, field = keys.roster(broken.area), "revision"
    held = redis.hget(key, field)
    redis.hset(key, field, b"{")
    sender = other.sender()
    sender.sweep()
    sender.run()
    assert arrived(mail_server) == {about(50).email: 1}
    assert caplog.messages == [f"emails of the area {broken.area} can't be sent: ValueError"]
    other.invites(1, first=51)
    sender.run()
    assert len(caplog.messages) == 1  # it is left alone for a while
    redis.hset(key, field, held)
    other.clock.goes_on(hours=1)
    sender.run()
    assert arrived(mail_server) == {about(n).email: 1 for n in (0, 50, 51)}


# --- meetings that move ---


def test_those_with_a_place_are_told_once_that_it_moved_or_was_called_off(post, mail_server):
    [person, _] = post.invites(2, tell=False)
    post.registers(person)
    post.sender().run()
    event = post.service.area(post.area).event(post.event)
    for day in ("2026-12-08", "2026-12-09"):
        moved = replace(event, start=f"{day}T10:00")
        post.service.act_on_area(post.area, LEAD, ChangeEvent(moved))
    post.sender().run()
    assert len(mail_server.received()) == 1  # who changes it may think again
    post.clock.goes_on(minutes=6)
    post.sender().run()
    [_, told] = mail_server.received()
    assert WORDS.date("2026-12-09") in told["Subject"]
    entry = _entry(told)
    assert "METHOD:REQUEST" in entry
    assert "DTSTART;TZID=Europe/London:20261209T100000" in entry
    post.service.act_on_area(post.area, LEAD, CancelEvent(post.event))
    post.clock.goes_on(minutes=6)
    post.sender().run()
    off = mail_server.received()[-1]
    assert off["Subject"].startswith(WORDS["mail"]["kinds"]["event_cancelled"]["subject"])
    assert "METHOD:CANCEL" in _entry(off)
    uids = {re.search(r"UID:(\S+)", _entry(one))[1] for one in mail_server.received()}
    assert uids == {f"{post.event}.{post.area}@cascade-live"}
    read = [_entry(one).encode() for one in mail_server.received()]
    assert [thunderbird(one)["method"] for one in read] == ["REQUEST", "REQUEST", "CANCEL"]
    for one in map(gnome, read):
        assert (one["faults"], one["keeps_the_rules"]) == (0, True)
    numbers = [thunderbird(one)["entries"][0]["sequence"] for one in read]
    assert numbers == sorted(set(numbers))
    assert arrived(mail_server) == {about(0).email: 3}


def _entry(read) -> str:
    [part] = [part for part in read.walk() if part.get_content_type() == "text/calendar"]
    return part.get_payload(decode=True).decode()
