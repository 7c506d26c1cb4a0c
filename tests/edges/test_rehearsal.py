"""Rehearsals over the wire: marked everywhere, practised in, and deleted for good."""

import re

import pytest

from demo.client import Refused
from demo.room import DOMAINS
from lab.rig.live_room import LiveRoom
from lab.rig.server import Server, wait_until
from lab.rig.words import said
from tests.builders import FIRST_TRAINER, cascade, details
from tests.store.rooms import at, everything, on_disk
from voting.core import commands as c
from voting.instruments.agreement import Picture, measure
from voting.instruments.tally import Tally
from voting.refusals.joining import UnknownWorkshop
from voting.service import Service
from voting.store import keys
from voting.store.embedded import EmbeddedStore
from voting.store.redis_store import RedisStore

pytestmark = pytest.mark.live

PLANTED = "Zebulon Quillfeather"
MARK = 'class="rehearsal"'
FILES = ("ratings.csv", "rounds.csv", "workbook.xlsx", "record.json")


@pytest.fixture
def rehearsal(server):
    room = LiveRoom(server, rehearsal="1")
    yield room
    room.close()


@pytest.fixture
def own_rehearsal(own_server):
    room = LiveRoom(own_server, rehearsal="yes")
    yield room
    room.close()


def lets_rate(room, picture: str) -> None:
    room.trainer.command("practice_rate", round=room.trainer.view["round"]["id"], picture=picture)


def pages_of(room) -> dict[str, str]:
    """Every page that knows the workshop, as it is delivered."""
    phone = room.joins(PLANTED)
    browsers = {
        f"/workshops/{room.id}/created": room.trainer.browser,
        f"/trainer/{room.id}": room.trainer.browser,
        f"/room/{room.id}": room.page("room").browser,
        f"/lead/{room.id}": room.page("lead").browser,
        f"/w/{room.id}": phone.browser,
        f"/j/{room.code}": room.browser(),
    }
    return {path: browser.get(path).text for path, browser in browsers.items()}


# --- marked ---------------------------------------------------------------------------------------


def test_every_page_of_a_rehearsal_says_so_at_the_top_and_in_its_title(rehearsal):
    for path, text in pages_of(rehearsal).items():
        assert text.count(MARK) == 1, path
        assert re.search("<title>Rehearsal · .+</title>", text), path


def test_no_page_of_a_real_workshop_does(room):
    for path, text in pages_of(room).items():
        assert MARK not in text, path
        assert not re.search("<title>[^<]*Rehearsal", text), path


def test_every_view_tells_it_and_so_does_the_invitation(rehearsal, room):
    for audience in ("trainer", "room", "lead"):
        assert rehearsal.page(audience).view["workshop"]["rehearsal"] is True
        assert room.page(audience).view["workshop"]["rehearsal"] is False
    assert rehearsal.joins().view["workshop"]["rehearsal"] is True
    assert said("invitation.rehearsal", kind="A try-out") in rehearsal.links["invitation"]
    assert "rehearsal" not in room.links["invitation"]


@pytest.mark.parametrize("file", FILES)
def test_every_download_of_a_rehearsal_is_named_one(rehearsal, room, file):
    for one, marked in ((rehearsal, True), (room, False)):
        answer = one.trainer.browser.get(f"/results/{one.id}/{file}")
        assert ("rehearsal-" in answer.headers["Content-Disposition"]) is marked


def test_the_mark_cannot_be_taken_off_later(rehearsal):
    changed = {"area": "Another", "kind": "review", "date": "2026-11-23", "title": ""}
    with pytest.raises(Refused) as refused:
        rehearsal.trainer.command("edit_details", details=changed | {"rehearsal": False})
    assert refused.value.code == "malformed"
    rehearsal.trainer.command("edit_details", details=changed)
    assert rehearsal.trainer.view["workshop"]["rehearsal"] is True


# --- practised in ---------------------------------------------------------------------------------


@pytest.mark.other_servers
def test_a_trainer_alone_sees_every_picture(rehearsal):
    room, give = rehearsal, rehearsal.trainer.command
    projector = room.page("room")
    give("add_practice", count=18)
    assert room.trainer.view["people"] == {"joined": 18, "connected": 18}
    for domain, wanted in zip(DOMAINS, Picture, strict=False):
        give("open_round", domain=domain)
        lets_rate(room, wanted.value)
        projector.wait_for(lambda s: (s["view"]["turnout"] or {}).get("rated") == 18)
        counts = room.closes()
        assert measure(Tally(tuple(counts))).picture is wanted
        assert room.trainer.view["reasons"]
    assert room.trainer.view["reasons"][0]["text"].startswith("Practice: ")


def test_a_round_that_closes_by_itself_closes_when_they_and_the_phones_have_rated(rehearsal):
    room = rehearsal
    room.joins()
    room.trainer.command("add_practice", count=6)
    room.trainer.command("set_auto_close", on=True)
    room.opens("clarity")
    lets_rate(room, "unanimous")
    room.votes(3)
    room.trainer.wait_for_phase("revealed")
    assert sum(room.trainer.view["rounds"][0]["counts"]) == 7


def test_too_few_are_told_plainly(rehearsal):
    rehearsal.trainer.command("add_practice", count=2)
    rehearsal.trainer.command("open_round", domain="clarity")
    with pytest.raises(Refused, match="2 practice attendees can’t make the pattern “Spread”"):
        lets_rate(rehearsal, "spread")
    assert rehearsal.ballots(1) == {}


@pytest.mark.parametrize("picture", ["", "close ", "tie", None, 3])
def test_a_picture_that_does_not_exist_is_refused(rehearsal, picture):
    rehearsal.trainer.command("add_practice", count=6)
    rehearsal.trainer.command("open_round", domain="clarity")
    with pytest.raises(Refused) as refused:
        lets_rate(rehearsal, picture)
    assert refused.value.code == "malformed"


def test_a_real_workshop_offers_nothing_of_it_and_refuses_it_by_name(room):
    room.people(2)
    room.opens("clarity")
    assert not {"add_practice", "practice_rate"} & set(room.trainer.view["allowed"])
    before = room.stored()
    for event, fields in (
        ("add_practice", {"count": 6}),
        ("practice_rate", {"round": 1, "picture": "close"}),
    ):
        with pytest.raises(Refused, match=said("refusals.not-a-rehearsal")) as refused:
            room.trainer.command(event, **fields)
        assert refused.value.code == "not-a-rehearsal"
    assert (room.stored(), room.ballots(1)) == (before, {})


# --- deleted --------------------------------------------------------------------------------------


def held_of(server: Server) -> str:
    client = server.redis()
    try:
        return everything(client)
    finally:
        client.connection_pool.disconnect()


@pytest.mark.other_servers
def test_deleting_ends_every_page_and_leaves_nothing_also_after_a_restart(own_rehearsal):
    room, server = own_rehearsal, own_rehearsal.server
    person = room.joins(PLANTED)
    others = [room.page(audience) for audience in ("trainer", "lead", "room")]
    room.trainer.command("add_practice", count=6)
    room.opens("clarity")
    person.vote(2)
    person.ask("reason", round=1, text=f"{PLANTED} says so")
    assert PLANTED in held_of(server)
    assert room.trainer.browser.post(f"/trainer/{room.id}/delete")["to"] == "/?deleted"
    for page in (person, *others):
        page.socket.wait()
        assert page.ended["code"] == "unknown-workshop"
        assert page.ended["sentence"] == said("refusals.unknown-workshop")
    wait_until(lambda: not on_disk(server.data_dir, PLANTED))
    for _ in range(2):
        left = held_of(server)
        for trace in (room.id, room.code, PLANTED, person.you["id"]):
            assert trace not in left
        server.kill()
        server.start()


def test_pages_end_too_when_somebody_looks_while_it_is_half_erased(rehearsal):
    """The gate goes first, the document last; in between it is not known any more."""
    person, lead = rehearsal.joins(), rehearsal.page("lead")
    client = rehearsal.server.redis()
    try:
        client.delete(keys.gate(rehearsal.id))
        for page in (person, lead):
            with pytest.raises(Refused) as refused:
                page.refresh()
            assert refused.value.code == "unknown-workshop"
        client.delete(keys.document(rehearsal.id))
    finally:
        client.connection_pool.disconnect()
    for page in (person, lead):
        wait_until(lambda page=page: page.ended)
        assert page.ended["code"] == "unknown-workshop"


def test_afterwards_its_pages_its_links_and_its_code_say_that_there_is_none(rehearsal):
    room = rehearsal
    code, links = room.code, dict(room.links)
    browsers = {"trainer": room.page("trainer").browser, "lead": room.page("lead").browser}
    browsers |= {"room": room.page("room").browser, "w": room.joins().browser}
    room.trainer.browser.post(f"/trainer/{room.id}/delete")
    for page, browser in browsers.items():
        answer = browser.get(f"/{page}/{room.id}")
        assert answer.status_code == 404
        assert said("refusals.unknown-workshop") in answer.text
    for link in (links["trainer"], links["lead"], links["room"]):
        with pytest.raises(Refused) as refused:
            room.browser().enter(link)
        assert refused.value.code == "unknown-workshop"
    with pytest.raises(Refused) as refused:
        room.browser().post("/join", code=code)
    assert refused.value.code == "unknown-code"
    with pytest.raises(Refused):
        browsers["trainer"].post(f"/trainer/{room.id}/delete")


def test_by_form_it_leads_to_the_start_page_which_says_so_and_the_cookie_goes(rehearsal):
    browser = rehearsal.trainer.browser
    answer = browser.http.post(
        f"{browser.base}/trainer/{rehearsal.id}/delete",
        data={"token": browser.token},
        allow_redirects=False,
    )
    assert (answer.status_code, answer.headers["Location"]) == (303, "/?deleted")
    assert said("home.deleted") in browser.get("/?deleted").text
    assert said("home.deleted") not in browser.get("/").text
    assert not [k for k in browser.http.cookies if k.name == f"cascade_trainer_{rehearsal.id}"]


def test_without_the_token_of_its_page_nothing_is_deleted(rehearsal):
    browser = rehearsal.trainer.browser
    answer = browser.http.post(f"{browser.base}/trainer/{rehearsal.id}/delete", data={})
    assert answer.status_code == 403
    assert rehearsal.stored().rehearsal


def test_a_workshop_set_up_by_mistake_is_deleted_and_once_people_rate_only_with_its_area_typed(
    room,
):
    delete, path = room.trainer.browser.post, f"/trainer/{room.id}/delete"
    room.opens("clarity")
    for typed in ({}, {"area": "Another area"}):
        with pytest.raises(Refused) as refused:
            delete(path, **typed)
        assert refused.value.code == "area-not-typed"
    assert room.stored()
    area = room.stored().details.area
    assert delete(path, area=f" {area.upper()} ")["to"] == "/?deleted=workshop"
    assert said("home.deleted_workshop") in room.browser().get("/?deleted=workshop").text
    with pytest.raises(UnknownWorkshop):
        room.stored()


def test_a_real_workshop_with_a_ruling_is_not_deleted(room):
    room.rates("clarity")
    room.rules("clarity", "unresolved", None, "Left for later")
    with pytest.raises(Refused) as refused:
        room.trainer.browser.post(f"/trainer/{room.id}/delete", area=room.stored().details.area)
    assert refused.value.code == "not-erasable"
    assert room.stored()


def test_a_form_that_is_brought_back_and_sent_with_other_fields_makes_another_workshop(room):
    browser = room.browser()
    said = {"area": "A", "kind": "review", "date": "2026-11-22", "request_id": "q" * 16}
    made = browser.post("/workshops", **said)
    tried = browser.post("/workshops", **said, rehearsal="1")
    moved = browser.post("/workshops", **said | {"area": "B"})
    assert len({each["workshop"] for each in (made, tried, moved)}) == 3
    for more, rehearsal in (({}, False), ({"rehearsal": "1"}, True)):
        page = room.opened(browser.create(**said, **more))
        assert page.workshop == (tried if rehearsal else made)["workshop"]
        assert page.view["workshop"]["rehearsal"] is rehearsal


def test_the_form_that_made_a_deleted_rehearsal_makes_another_with_other_links(room):
    """Going back and sending it again is how a trainer asks for one more; what was handed out for
    the first stays dead."""
    browser = room.browser()
    said = {"area": "A", "kind": "review", "date": "2026-11-22", "rehearsal": "1"}
    said["request_id"] = "z" * 16
    first = browser.post("/workshops", **said)["workshop"]
    assert browser.post("/workshops", **said)["workshop"] == first
    old = browser.get_json(f"/trainer/{first}/links")
    browser.post(f"/trainer/{first}/delete")
    again = browser.post("/workshops", **said)["workshop"]
    assert again != first
    assert browser.post("/workshops", **said)["workshop"] == again
    links = browser.get_json(f"/trainer/{again}/links")
    assert not {links[kind] for kind in ("join", "trainer", "lead", "room")} & set(old.values())
    with pytest.raises(Refused) as refused:
        room.browser().post("/enter", link=old["trainer"].partition("#")[2])
    assert refused.value.code == "unknown-workshop"
    assert browser.get(f"/trainer/{first}").status_code == 404


# --- kept for a stated time -----------------------------------------------------------------------


def test_a_server_erases_what_it_has_kept_for_its_days_and_keeps_the_rest(tmp_path, async_mode):
    data = tmp_path / "data"
    server = Server(data, ASYNC_MODE=async_mode, KEEP_DAYS="30")
    frameworks = {"cascade": cascade()}
    embedded = EmbeddedStore(data)
    embedded.start()
    client = server.redis()
    for id, days in (("kept-too-long", -40), ("kept-well", -20)):
        service = Service(RedisStore(client), frameworks, at(days))
        said = details(date=at(days)().date().isoformat(), area=f"{PLANTED} {id}")
        service.create(id, "cascade", said, FIRST_TRAINER)
        service.act(id, FIRST_TRAINER, c.ReplaceLink("join"))
    client.set(keys.document("broken"), b"{")  # one that can't be read keeps no other one
    client.connection_pool.disconnect()
    assert on_disk(data, f"{PLANTED} kept-too-long")
    embedded.stop()
    try:
        server.start()
        wait_until(lambda: not on_disk(data, "kept-too-long"))
        left = held_of(server)
        assert "kept-too-long" not in left
        assert f"{PLANTED} kept-well" in left
        assert "a workshop could not be checked and is kept" in server.output()
    finally:
        server.stop()
        server.end()
