"""One person with two devices, over the wire: merged they are one, with one ballot a round."""

import pytest

from demo.client import Refused
from lab.rig.server import wait_until

pytestmark = pytest.mark.live

HIDDEN = {"text": "", "shown": False, "withdrawn": False, "hidden": True}


def merged(room, count: int = 2):
    phone, *others = room.people(count)
    held = room.opens("clarity")
    phone.vote(1)
    others[0].vote(3)
    room.trainer.command("merge_people", person=others[0].you["id"], into=phone.you["id"])
    return held, phone, others[0]


def told(page, vote_id, name: str = "Attendee 1") -> bool:
    """Does a device know which vote is stored, and not what another one said?"""
    ballot = page.state["you"]["ballot"]
    hidden = ballot is None or (ballot["rating"], ballot["hidden"]) == (None, True)
    said = ballot and ballot["vote_id"]
    return hidden and (said, page.state["you"]["name"]) == (vote_id, name)


@pytest.mark.other_servers
def test_both_devices_are_told_act_as_one_and_see_no_rating_of_the_other(room):
    held, phone, tablet = merged(room)
    own = {page: page.you["id"] for page in (phone, tablet)}
    assert room.ballots(held) == {own[phone]: 3}
    for page in (phone, tablet):
        wait_until(lambda page=page: (page.state["you"]["ballot"] or {}).get("hidden"))
    mine = phone.vote(0)
    assert (mine["rating"], mine["hidden"]) == (0, False)
    wait_until(lambda: told(tablet, mine["vote_id"]))
    late = {"round": held, "rating": 1, "vote_id": mine["vote_id"], "sequence": 1}
    kept = tablet.ask("vote", **late)["ballot"]
    assert (kept["rating"], kept["hidden"], kept["vote_id"]) == (None, True, mine["vote_id"])
    tablet.sequence = kept["sequence"]
    theirs = tablet.vote(2)
    assert (theirs["rating"], theirs["hidden"]) == (2, False)
    wait_until(lambda: told(phone, theirs["vote_id"]))
    assert room.ballots(held) == {own[phone]: 2}
    assert room.trainer.view["turnout"] | {"rated": 1, "of": 1} == room.trainer.view["turnout"]
    fresh = room.reloaded(tablet)
    assert fresh.you["id"] == own[tablet]
    assert told(fresh, theirs["vote_id"])
    assert room.closes() == [0, 0, 1, 0]


def test_whoever_is_merged_with_somebody_learns_neither_rating_nor_reason_nor_after_parting(room):
    """Either way round: a trainer could merge a phone of their own with anybody."""
    phone, other, spy = room.people(3)
    held = room.opens("clarity")
    for page in (phone, other):
        page.vote(3)
        page.ask("reason", round=held, text="They never answer")
    mine, own, others = (page.you["id"] for page in (spy, phone, other))
    room.trainer.command("merge_people", person=mine, into=own)
    wait_until(lambda: spy.state["you"]["ballot"])
    room.trainer.command("readmit_person", person=mine)
    for page in (phone, other):
        page.vote(3)
        page.ask("reason", round=held, text="They never answer")
    room.trainer.command("merge_people", person=others, into=mine)
    wait_until(lambda: spy.state["you"]["name"] == "Attendee 3" and spy.state["you"]["ballot"])
    for parted in (False, True):
        if parted:
            room.trainer.command("readmit_person", person=others)
        for _ in range(2):
            you = spy.refresh()["you"]
            rating = you["ballot"] and (you["ballot"]["rating"], you["ballot"]["hidden"])
            said = (None, None) if parted else ((None, True), HIDDEN)
            assert (rating, you["reason"]) == said
            spy = room.reloaded(spy)


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


def test_parted_again_both_are_told_that_nothing_is_stored_and_may_send_anew(room):
    held, phone, tablet = merged(room)
    wait_until(lambda: tablet.state["you"]["name"] == "Attendee 1")
    room.trainer.command("readmit_person", person=tablet.you["id"])
    wait_until(lambda: told(tablet, None, "Attendee 2"))
    wait_until(lambda: told(phone, None))
    assert room.ballots(held) == {}
    assert tablet.vote(0)["rating"] == 0
    assert phone.vote(3)["rating"] == 3
    assert sorted(room.closes()) == [0, 0, 1, 1]
