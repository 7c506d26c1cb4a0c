"""The rights that docs/deploy.md asks for are enough, and what is sent is known to Redis 6.2."""

import re
from datetime import timedelta

import pytest
import redis as library

from tests.builders import ROOT, attendee, details
from tests.store.areas import LEAD, TEAM, StoredArea
from tests.store.rooms import WORKSHOP, StoredRoom
from voting.core import commands as c
from voting.core.ahead import AheadRating
from voting.programme.area import Event
from voting.programme.commands import AddArea, CreateProgramme, PlanEvent
from voting.programme.situation import Lead
from voting.registration.commands import Invite
from voting.registration.roster import About
from voting.registration.sending import dropped
from voting.store.archive import dump, load
from voting.store.redis_store import RedisStore
from voting.wire.messages import ReasonGiven

PASSWORD = "a-password"
# Words of each: EXPIRE with NX and the like, and CONFIG GET of two at a time, came with 7.0.
FORMS = {"EXPIRE": {3}, "CONFIG": {3}}
_ACL = re.compile(r"^ACL SETUSER (cascade .*?)\n```", re.MULTILINE | re.DOTALL)


@pytest.fixture
def limited(valkey, redis):
    """A client with the rights of the page and no others."""
    [rights] = _ACL.findall((ROOT / "docs/deploy.md").read_text())
    redis.acl_log_reset()
    redis.execute_command("ACL", "SETUSER", *rights.replace("PASSWORD", PASSWORD).split())
    client = library.Redis(
        unix_socket_path=str(valkey.socket), username="cascade", password=PASSWORD
    )
    yield client
    client.close()
    redis.execute_command("ACL", "DELUSER", "cascade")


def everything(store: RedisStore) -> None:
    """Every question that the app asks its store."""
    room = StoredRoom(store, people=2)
    for number in range(5):
        rated = {domain: AheadRating(2, "Because") for domain in ("trust", "time", "tools")}
        room.service.rate_ahead(WORKSHOP, f"ahead-{number}", "primary", rated)
    store.open_ahead(WORKSHOP, room.workshop().revision)
    room.service.situation(room.workshop())
    room.service.take_back_ahead(WORKSHOP, "nobody")
    room.does(c.RevealAhead("time"))
    held = room.opens()
    room.votes("person-0", held)
    for text in ("Some words", "Others", "", "At last"):
        room.service.give_reason(WORKSHOP, "person-0", ReasonGiven(held, text))
    room.does(c.CloseRound(held))
    [reason] = store.reasons(WORKSHOP, held)
    room.does(c.ShowReason(reason.reason.id))
    room.does(c.Leave(), attendee("person-1"))
    room.does(c.ReplaceLink("join"))
    room.does(c.EditDetails(details(date="2999-12-31")))
    room.service.find_by_code(room.workshop().code, "somebody")
    room.service.situation(room.workshop())
    room.service.own_ballot(room.workshop(), "person-0")
    assert "person-0" in store.ballots(WORKSHOP, held)
    assert store.reason(WORKSHOP, held, "person-0")
    store.count_try("somebody")
    store.seen(WORKSHOP, [("person-0", "socket-one")], 1000)
    store.socket_gone(WORKSHOP, "person-0", "socket-one")
    room.does(c.SetAutoClose(True))
    room.joins("person-2")
    held = room.opens("time")
    for person in room.workshop().taking_part():
        room.votes(person.id, held)
    room.service.close_by_clock(room.workshop(), held)
    assert not room.workshop().open_round
    areas(store)
    store.log(WORKSHOP)
    store.mark(WORKSHOP)
    store.check()
    store.weaknesses()
    heard: list[tuple[str, str]] = []
    store.listen(
        lambda *hint: heard.append(hint), lambda: bool(heard) or not room.does(c.LockJoining())
    )


def mails(store: RedisStore, area: StoredArea) -> None:
    event = area.does(PlanEvent(Event("", "session", "2999-12-05"))).events[-1].id
    area.service.mails = True
    area.service.act_on_roster(area.id, LEAD, Invite(event, (About("Jo"),)))
    area.service.act_on_roster(area.id, LEAD, Invite(event, (About("Al", "al@x.test"),), tell=True))
    [mail] = store.outbox(area.id).values()
    assert store.areas_with_mail_due(mail.made_at + timedelta(days=1), 9) == [area.id]
    store.mail_not_due(area.id)
    assert store.may_send_mail(1)
    assert store.swap_mail(area.id, mail, dropped(mail))
    assert store.record_mail(area.id, mail)
    store.forget_mails(area.id, [mail.id])


def areas(store: RedisStore) -> None:
    area, other = StoredArea(store), StoredArea(store, "Borchester")
    service = area.service
    link = service.make_programme("form", CreateProgramme("Link"), TEAM)
    service.act_on_programme(link.id, TEAM, AddArea(area.id))
    service.change_leads(area.id, LEAD, [Lead("A. Archer")])
    made = area.finishes(area.workshop().id)
    service.remember(made.id, "p0", lambda area: "pseudonym")
    service.situation(area.workshop("workshop-2", "2026-05-05"))
    service.look_at_programme(service.programme(link.id))
    service.mark_of_area(area.id)
    service.place(made, other.id, LEAD)
    assert store.result(other.id, made.id)
    assert store.area_log(area.id)
    assert store.areas_naming(made.id)
    service.erase_area(other.id)
    mails(store, area)


def test_the_rights_of_the_page_are_enough(redis, limited):
    everything(RedisStore(limited))
    denied = [entry["object"] for entry in redis.acl_log()]
    assert denied == []


def test_the_rights_of_the_page_are_enough_for_a_backup(redis, limited):
    StoredRoom(RedisStore(limited), people=1)
    areas(RedisStore(limited))
    archive = dump(limited)
    redis.flushall()
    assert load(limited, archive) == 3
    assert len(archive["areas"]) == len(archive["programmes"]) == 1


def test_no_form_of_a_command_is_newer_than_the_least_version(redis, limited):
    before = redis.config_get("slowlog-*")
    redis.config_set("slowlog-max-len", 100_000)
    redis.config_set("slowlog-log-slower-than", 0)
    everything(RedisStore(limited))
    redis.config_set("slowlog-log-slower-than", before["slowlog-log-slower-than"])
    sent = [entry["command"].decode().split() for entry in redis.slowlog_get(100_000)]
    redis.slowlog_reset()
    lengths = {
        name: {len(words) for words in sent if words[:2] != ["CONFIG", "SET"] and words[0] == name}
        for name in FORMS
    }
    assert lengths == FORMS
