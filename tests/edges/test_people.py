"""Coming, going and coming back: one browser is one person, with the vote they have."""

import threading

import pytest

from demo import client
from demo.client import Page, Refused
from lab.rig.live_room import SteadyPage
from lab.rig.server import WITHIN, wait_until
from lab.rig.words import said

pytestmark = pytest.mark.live


def persons(room) -> list[tuple[str, str]]:
    return [(p.name, p.presence.value) for p in room.stored().people.values()]


def test_a_browser_that_joins_twice_is_one_person(room):
    browser = room.browser()
    first = room.joins("A. B.", browser=browser)
    again = room.joins("A. Bee", "cypmhs", browser=browser)
    assert again.you["id"] == first.you["id"]
    assert persons(room) == [("A. Bee", "here")]


def test_somebody_else_on_the_same_phone_is_another_person(room):
    browser = room.browser()
    first = room.joins("A. B.", browser=browser)
    browser.post(f"/j/{room.code}", name="C. D.", sector="school", somebody_else="1")
    browser.token = browser.get_json("/hello")["token"]
    second = room.opened(Page(browser, room.id, "attendee"))
    assert second.you["id"] != first.you["id"]
    assert persons(room) == [("A. B.", "here"), ("C. D.", "here")]


def test_two_people_may_have_one_name(room):
    first, second = room.joins("A. B."), room.joins("A. B.")
    assert first.you["id"] != second.you["id"]


@pytest.mark.other_servers
def test_a_reload_in_mid_round_brings_back_the_person_and_the_vote(room):
    person, _ = room.people(2)
    room.opens("clarity")
    person.vote(2)
    fresh = room.reloaded(person)
    assert fresh.you["id"] == person.you["id"]
    assert fresh.you["ballot"]["rating"] == 2
    fresh.vote(3)
    assert room.closes() == [0, 0, 0, 1]


def test_a_lost_connection_comes_back_by_itself(room):
    made = room.browser().join(room.code, "A. B.", "school")
    person = SteadyPage(made.browser, room.id, "attendee", transports=["websocket"])
    room.pages.append(person.open())
    room.loses(person)
    room.opens("clarity")
    person.wait_for_phase("open")
    assert person.vote(1)["rating"] == 1


def test_the_polling_transport_serves_as_well(room):
    made = room.browser().join(room.code, "A. B.", "school")
    person = SteadyPage(made.browser, room.id, "attendee", transports=["polling"], reconnect=False)
    person.open()
    room.opens("clarity")
    person.wait_for_phase("open")
    assert person.vote(1)["rating"] == 1
    person.close()


def test_who_leaves_and_comes_back_is_the_same_person_with_the_same_vote(room):
    person, _ = room.people(2)
    held = room.opens("clarity")
    person.vote(2)
    room.leaves(person)
    assert persons(room)[0] == ("Attendee 1", "left")
    person.ask("join", id="coming-back", name="Attendee 1", sector="school")
    assert persons(room)[0] == ("Attendee 1", "here")
    assert person.refresh()["you"]["ballot"]["rating"] == 2
    assert room.ballots(held) == {person.you["id"]: 2}


def test_who_leaves_keeps_the_ballot_they_cast_in_the_count(room):
    person, _ = room.people(2)
    room.opens("clarity")
    room.votes(2, 1)
    room.leaves(person)
    assert room.closes() == [0, 1, 1, 0]


def test_who_joins_in_mid_round_can_rate_at_once(room):
    room.opens("clarity")
    late = room.joins()
    assert late.view["phase"] == "open"
    assert late.vote(3)["rating"] == 3
    assert room.closes() == [0, 0, 0, 1]


def test_late_comers_are_told_that_joining_is_locked_before_they_fill_in_a_form(room):
    known = room.joins("A. B.")
    room.trainer.command("lock_joining")
    late = room.browser()
    sent = {"token": late.token, "code": room.code}
    typed = late.http.post(f"{late.base}/join", data=sent)
    for answer in (late.get(f"/j/{room.code}"), typed):
        assert answer.status_code == 403
        assert said("refusals.joining-locked") in answer.text
        assert said("details.name") not in answer.text
    with pytest.raises(Refused) as refused:
        late.post("/join", code=room.code)
    assert refused.value.code == "joining-locked"
    page = known.browser.get(f"/j/{room.code}").text
    assert said("details.name") in page
    assert 'name="somebody_else"' not in page
    assert said("details.somebody_else_locked") in page
    room.trainer.command("unlock_joining")
    assert said("details.name") in late.get(f"/j/{room.code}").text
    assert 'name="somebody_else"' in known.browser.get(f"/j/{room.code}").text


def test_a_locked_workshop_refuses_newcomers_and_lets_those_it_knows_back_in(room):
    known = room.joins("A. B.")
    room.leaves(known)
    room.trainer.command("lock_joining")
    with pytest.raises(Refused) as refused:
        room.joins("C. D.")
    assert refused.value.code == "joining-locked"
    room.joins("A. B.", browser=known.browser)
    room.trainer.command("unlock_joining")
    room.joins("C. D.")
    assert persons(room) == [("A. B.", "here"), ("C. D.", "here")]


def test_somebody_taken_out_is_told_let_go_and_kept_out_until_readmitted(room):
    person = room.joins("A. B.")
    room.trainer.command("remove_person", person=person.you["id"])
    person.socket.wait()
    assert person.ended["code"] == "person-removed"
    with pytest.raises(Refused) as refused:
        room.joins("A. B.", browser=person.browser)
    assert refused.value.code == "person-removed"
    room.trainer.command("readmit_person", person=person.you["id"])
    assert room.reloaded(person).you["presence"] == "here"


def test_trainers_see_who_is_connected_and_who_is_not(room):
    first, second = room.people(2)
    both = {"Attendee 1": "connected", "Attendee 2": "connected"}
    room.trainer.wait_for(lambda state: presence(state) == both)
    room.loses(first)
    gone = both | {"Attendee 1": "reconnecting"}
    room.trainer.wait_for(lambda state: presence(state) == gone)
    room.leaves(second)
    left = gone | {"Attendee 2": "left"}
    room.trainer.wait_for(lambda state: presence(state) == left)


def presence(state: dict) -> dict[str, str]:
    return {person["name"]: person["presence"] for person in state["view"]["persons"]}


def test_somebody_with_two_tabs_is_there_until_both_are_closed(room):
    person = room.joins()
    tab = room.opened(Page(person.browser, room.id, "attendee"))
    room.loses(tab)
    room.trainer.wait_for(lambda state: presence(state) == {"Attendee 1": "connected"})
    room.loses(person)
    room.trainer.wait_for(lambda state: presence(state) == {"Attendee 1": "reconnecting"})


def test_saying_again_what_is_so_writes_nothing(room, raw):
    person = room.joins("A. B.", "school")
    socket = raw(person.browser)
    socket.hello(room.id, "attendee")
    before = room.stored()
    for number in range(100):
        said = {"id": f"request-{number}", "name": "A. B.", "sector": "school"}
        assert socket.ask("join", said) == {"ok": True, "revision": before.revision}
    assert room.stored() == before


def test_nobody_fills_the_store_by_coming_and_going(room, raw):
    person, other = room.joins("A. B."), room.joins("C. D.")
    socket = raw(person.browser)
    socket.hello(room.id, "attendee")
    before = room.stored().revision
    answers = []
    for number in range(30):
        answers.append(socket.ask("leave", {"id": f"leaving-{number}"}))
        fields = {"id": f"joining-{number}", "name": "A. B.", "sector": "school"}
        answers.append(socket.ask("join", fields))
    refused = [answer["error"]["code"] for answer in answers if not answer["ok"]]
    assert set(refused) == {"too-many-changes"}
    assert 10 <= room.stored().revision - before <= 14
    for number in range(4):  # nor by the form, which is another way to the same person
        person.browser.http.post(
            f"{person.browser.base}/j/{room.code}",
            data={"name": f"A. {number}", "sector": "school", "token": person.browser.token},
        )
    with pytest.raises(Refused, match=said("refusals.too-many-changes")):
        person.browser.post(f"/j/{room.code}", name="A. Cee", sector="school")
    room.leaves(other)
    assert persons(room)[1] == ("C. D.", "left")


def test_our_client_takes_states_in_the_order_they_come_in(room):
    """Votes change no revision, so nothing else tells which of two states is the newer."""
    phones = room.people(3)
    screen = room.page("room")
    number = room.opens("clarity")
    screen.wait_for(lambda state: state["view"]["turnout"])
    taken: list[int] = []
    first_is_here, second_is_taken = threading.Event(), threading.Event()

    def hold_the_first(way, what, audience, data):
        if (way, what, audience) == ("event", "state", "room") and rated(data) == 1:
            first_is_here.set()
            second_is_taken.wait(1)

    def note(state):
        taken.append(rated(state))
        if taken[-1] == 2:
            second_is_taken.set()

    screen.heard.append(note)
    client.onlookers.append(hold_the_first)
    try:
        phones[0].vote(1, round=number)
        assert first_is_here.wait(WITHIN)
        phones[1].vote(2, round=number)
        wait_until(lambda: len(taken) == 2)
    finally:
        client.onlookers.remove(hold_the_first)
    assert taken == [1, 2]


def rated(state) -> int:
    return state["view"]["turnout"]["rated"]
