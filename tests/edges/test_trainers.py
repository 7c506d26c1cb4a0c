"""Two trainers at work, requests sent again, and links that are replaced."""

import contextlib
from concurrent.futures import ThreadPoolExecutor

import pytest

from demo.client import Refused

pytestmark = pytest.mark.live

PAGES = {"trainer": "trainer", "lead": "lead", "room": "room"}


def test_the_second_of_two_trainers_is_told_what_happened(room):
    second = room.page("trainer")
    seen = second.view["step"]
    room.trainer.command("open_round", domain="clarity")
    with pytest.raises(Refused, match="Trainer 1 opened a round first") as refused:
        second.ask("open_round", id="request-one", step=seen, domain="contact")
    assert refused.value.code == "overtaken"
    assert [r.domain for r in room.stored().rounds] == ["clarity"]


@pytest.mark.other_servers
def test_two_trainers_who_click_at_once_open_one_round(room):
    second = room.page("trainer")
    seen = second.view["step"]

    def click(page, domain):
        try:
            return page.ask("open_round", id=f"by-{domain}", step=seen, domain=domain)["ok"]
        except Refused as problem:
            return problem.code

    with ThreadPoolExecutor(2) as both:
        answers = set(both.map(click, (room.trainer, second), ("clarity", "contact")))
    assert answers == {True, "overtaken"}
    assert len(room.stored().rounds) == 1


def test_both_trainers_see_what_either_does(room):
    second = room.page("trainer")
    room.people(2)
    room.rates("clarity", 1, 2)
    second.wait_for_phase("revealed")
    second.command("record_ruling", domain="clarity", method="consensus", rating=1, note="")
    room.trainer.wait_for_phase("ruled")
    story = room.trainer.view["domains"][0]["ruling"]
    assert (story["by"], story["by_number"]) == (None, 2)
    assert (story["method"], story["rating"]) == ("consensus", 1)


def test_a_request_sent_again_does_nothing_twice(room):
    room.people(2)
    room.trainer.ask("open_round", id="request-one", domain="clarity")
    before = room.stored()
    again = room.trainer.ask("open_round", id="request-one", domain="clarity")
    assert again["revision"] == before.revision
    assert room.stored() == before


def test_a_workshop_created_twice_by_one_request_is_one(room):
    browser = room.browser()
    fields = {
        "area": "A",
        "kind": "review",
        "date": "2026-11-22",
        "title": "",
        "request_id": "r" * 16,
    }
    assert browser.post("/workshops", **fields) == browser.post("/workshops", **fields)


def test_a_request_for_a_workshop_that_another_browser_sends_again_opens_nothing(room):
    fields = {
        "area": "A",
        "kind": "review",
        "date": "2026-11-22",
        "title": "",
        "request_id": "s" * 16,
    }
    made = room.browser().post("/workshops", **fields)
    other = room.browser()
    with contextlib.suppress(Refused):
        other.post("/workshops", **fields)
    assert other.get(f"/trainer/{made['workshop']}").status_code == 403


# --- links ---


def old_and_new(room, link: str) -> tuple[str, str]:
    old = room.links[link]
    room.trainer.command("replace_link", link=link)
    room.links = room.trainer.browser.get_json(f"/trainer/{room.id}/links")
    return old, room.links[link]


@pytest.mark.parametrize("link", ["trainer", "lead", "room"])
def test_a_replaced_link_is_refused_its_sockets_are_told_and_the_new_one_opens(room, link):
    page = room.page(link)
    old, new = old_and_new(room, link)
    assert old != new
    page.socket.wait()
    assert page.ended["code"] == "old-link"
    assert page.browser.get(f"/{link}/{room.id}").status_code == 403
    with pytest.raises(Refused) as refused:
        room.browser().enter(old)
    assert refused.value.code == "old-link"
    assert room.page(link).view["phase"] == "lobby"


@pytest.mark.parametrize("link", ["trainer", "lead", "room", "join"])
def test_who_replaces_a_link_keeps_control_and_nobody_else_is_disturbed(room, link):
    others = {name: room.page(name) for name in PAGES if name != link}
    person = room.joins()
    old_and_new(room, link)
    room.trainer.command("open_round", domain="clarity")
    person.wait_for_phase("open")
    for name, page in others.items():
        if link != "trainer" or name != "trainer":
            page.wait_for_phase("open")
            assert page.ended is None


@pytest.mark.other_servers
def test_an_old_trainer_who_sends_the_form_again_stays_out(room):
    browser = room.browser()
    fields = {
        "area": "A",
        "kind": "review",
        "date": "2026-11-22",
        "title": "",
        "request_id": "t" * 16,
    }
    first = room.opened(browser.create(**fields))
    link = browser.get_json(f"/trainer/{first.workshop}/links")["trainer"]
    second = room.opened(room.browser().enter(link))
    second.command("replace_link", link="trainer")
    with pytest.raises(Refused) as refused:
        browser.post("/workshops", **fields)
    assert refused.value.code == "old-link"
    assert browser.get(f"/trainer/{first.workshop}").status_code == 403


def test_an_old_trainer_who_keeps_introducing_themselves_stays_out(room, raw):
    old = room.page("trainer")
    socket = raw(old.browser)
    socket.hello(room.id, "trainer")
    for number in range(50):
        socket.say(f'42["introduce",{{"id":"before-{number:04}"}}]')
    room.trainer.command("replace_link", link="trainer")
    for number in range(50):
        socket.say(f'42["introduce",{{"id":"after--{number:04}"}}]')
    socket.hear("44", within=0.5)
    assert old.browser.get(f"/trainer/{room.id}").status_code == 403


# --- who is a trainer ---


def test_opening_the_link_makes_nobody_a_trainer_and_the_first_thing_done_does(room):
    before = room.stored()
    scanner, somebody = room.page("trainer"), room.page("trainer")
    assert scanner.view["phase"] == "lobby"
    assert room.stored() == before
    somebody.command("lock_joining")
    somebody.command("unlock_joining")
    names = [trainer.name for trainer in room.stored().trainers.values()]
    assert names == ["Trainer 1", "Trainer 2"]
    somebody.command("introduce", name="A. B.")
    assert [t["named"] for t in somebody.view["trainers"]] == [False, True]


def test_who_only_opened_the_link_goes_when_it_is_replaced(room):
    looking = room.page("trainer")
    room.trainer.command("replace_link", link="trainer")
    looking.socket.wait()
    assert looking.ended["code"] == "old-link"
    assert looking.browser.get(f"/trainer/{room.id}").status_code == 403


def test_who_replaces_the_link_as_the_first_thing_they_do_stays(room):
    newcomer = room.page("trainer")
    newcomer.command("replace_link", link="trainer")
    assert newcomer.browser.get(f"/trainer/{room.id}").status_code == 200
    assert [t.active for t in room.stored().trainers.values()] == [False, True]
