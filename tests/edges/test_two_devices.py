"""One person with two devices, over the wire: merged they are one, with one ballot a round."""

import pytest

from demo.client import Refused
from tests.harness import wait_until

pytestmark = pytest.mark.live


def merged(room, count: int = 2):
    phone, *others = room.people(count)
    held = room.opens("clarity")
    phone.vote(1)
    others[0].vote(3)
    room.trainer.command("merge_people", person=others[0].you["id"], into=phone.you["id"])
    return held, phone, others[0]


def told(page, rating, name: str = "Attendee 1") -> bool:
    ballot = page.state["you"]["ballot"]
    return (ballot and ballot["rating"], page.state["you"]["name"]) == (rating, name)


@pytest.mark.both_servers
def test_both_devices_are_told_act_as_one_and_see_what_the_other_stored(room):
    held, phone, tablet = merged(room)
    own = {page: page.you["id"] for page in (phone, tablet)}
    assert room.ballots(held) == {own[phone]: 3}
    for page in (phone, tablet):
        wait_until(lambda page=page: told(page, 3))
    assert phone.vote(0)["rating"] == 0
    wait_until(lambda: told(tablet, 0))
    tablet.sequence = tablet.state["you"]["ballot"]["sequence"]
    assert tablet.vote(2)["rating"] == 2
    wait_until(lambda: told(phone, 2))
    assert room.ballots(held) == {own[phone]: 2}
    assert room.trainer.view["turnout"] | {"rated": 1, "of": 1} == room.trainer.view["turnout"]
    fresh = room.reloaded(tablet)
    assert (fresh.you["id"], fresh.you["ballot"]["rating"]) == (own[tablet], 2)
    assert room.closes() == [0, 0, 1, 0]


def test_one_person_is_here_as_long_as_one_of_their_devices_is(room):
    _, phone, tablet = merged(room)
    room.loses(phone)
    room.trainer.wait_for(
        lambda state: [p["presence"] for p in state["view"]["persons"]] == ["connected"]
    )
    tablet.ask("leave", id="leaving-tablet")
    room.trainer.wait_for(
        lambda state: [p["presence"] for p in state["view"]["persons"]] == ["left"]
    )
    with pytest.raises(Refused) as refused:
        tablet.vote(1)
    assert refused.value.code == "person-left"


def test_a_device_that_joins_again_is_still_its_person(room):
    _, _, tablet = merged(room)
    room.joins("A. B.", browser=tablet.browser)
    assert [p["name"] for p in room.trainer.refresh()["view"]["persons"]] == ["A. B."]


def test_somebody_removed_takes_all_their_devices_along(room):
    held, phone, tablet = merged(room)
    room.trainer.command("remove_person", person=phone.you["id"], with_ballot=True)
    for page in (phone, tablet):
        page.socket.wait()
        assert page.ended["code"] == "person-removed"
    assert room.ballots(held) == {}


def test_parted_again_the_second_device_is_somebody_who_has_not_rated(room):
    held, phone, tablet = merged(room)
    wait_until(lambda: told(tablet, 3))
    room.trainer.command("readmit_person", person=tablet.you["id"])
    wait_until(lambda: told(tablet, None, "Attendee 2"))
    assert list(room.ballots(held)) == [phone.you["id"]]
    assert tablet.vote(0)["rating"] == 0
    assert sorted(room.closes()) == [0, 0, 1, 1]
