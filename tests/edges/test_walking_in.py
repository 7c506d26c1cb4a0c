"""Walking into the workshop by a personal link: link and code by one person are one person."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from demo.client import Page
from lab.rig.live_room import LiveRoom
from lab.rig.server import wait_until
from lab.rig.words import said
from tests.builders import cascade
from tests.days import IN_A_WEEK, today
from tests.edges.invited import LEAD, LiveRoster, Person
from voting.core import commands as c
from voting.core.actors import CLOCK, Actor, Role
from voting.moments import now
from voting.programme.area import Event
from voting.programme.commands import PlanEvent
from voting.refusals.people import BothRated
from voting.registration.commands import EraseInvitee, ReplacePersonalLink
from voting.registration.roster import About
from voting.service import Service
from voting.wire.messages import Vote

pytestmark = pytest.mark.live


class Meeting:
    """A workshop that is held at the area's event, and Zoë, who has registered for it."""

    def __init__(self, server) -> None:
        day = today()
        self.area = LiveRoster(server, start=day)
        self.room = LiveRoom(server, date=day)
        self.area.holds(self.room, self.area.event)
        self.zoe = self.area.registered()
        self.own = self.area.identity.invited_as(self.area.invitee().id, self.room.id)

    def close(self) -> None:
        self.room.close()
        self.area.close()

    def device(self) -> Person:
        return self.area.person()

    def walks_in(self, by: Person, status: int = 200, **said: str) -> Person:
        return by.sends(f"/p/{self.area.id}/enter", status, event=self.area.event, **said)

    def page(self, by: Person) -> Page:
        return self.room.opened(Page(by.browser, self.room.id, "attendee"))

    def joins_by_code(self, by: Person, name: str = "Z. S.") -> Page:
        page = self.room.joins(name, browser=by.browser)
        return page

    def server_side(self) -> Service:
        """The service as the server has it."""
        return Service(
            self.area.store, {"cascade": cascade()}, now, invited_as=self.area.identity.invited_as
        )

    @property
    def people(self) -> list[str]:
        return [one.name for one in self.room.stored().joined()]


@pytest.fixture
def meeting(server):
    meeting = Meeting(server)
    yield meeting
    meeting.close()


def test_one_press_and_they_are_in_with_name_and_sector(meeting):
    page = meeting.zoe.opens(f"/p/{meeting.area.id}")
    assert said("person.enter") in page.text
    meeting.walks_in(meeting.zoe)
    assert meeting.zoe.path == f"/w/{meeting.room.id}"
    one = meeting.room.stored().people[meeting.own]
    assert (one.name, one.sector) == ("Zoë Smith", "school")
    assert meeting.page(meeting.zoe).you["id"] == meeting.own
    known = meeting.area.store.known(meeting.room.id)
    as_invited = meeting.area.identity.known_as_invited(meeting.area.invitee().id, meeting.area.id)
    assert known == {meeting.own: as_invited}
    people = meeting.server_side().registered_for(meeting.area.id, meeting.area.event)
    assert people.facts.joined == {meeting.area.invitee().id}  # from which attendance is filled in
    meeting.walks_in(meeting.zoe)  # twice is once
    assert meeting.people == ["Zoë Smith"]


def test_on_another_device_they_are_the_same_person(meeting):
    meeting.walks_in(meeting.zoe)
    phone = meeting.device().opens(meeting.area.personal_link())
    meeting.walks_in(phone)
    assert meeting.page(phone).you["id"] == meeting.own
    assert meeting.people == ["Zoë Smith"]


def test_whoever_has_the_link_and_types_the_code_joins_as_themselves(meeting):
    meeting.zoe.sends("/join", code=meeting.room.code)
    assert said("person.join_as", name="Zoë Smith") in meeting.zoe.text
    meeting.zoe.sends(f"/j/{meeting.room.code}", as_invited="yes")
    assert meeting.zoe.path == f"/w/{meeting.room.id}"
    assert list(meeting.room.stored().people) == [meeting.own]


def test_somebody_else_on_that_device_is_somebody_else(meeting):
    meeting.walks_in(meeting.zoe)
    bob = meeting.zoe.opens(f"/j/{meeting.room.code}?else=yes")
    assert "Zoë" not in bob.text
    bob.sends(
        f"/j/{meeting.room.code}", 400, name="", sector="", somebody_else="1", **{"else": "y"}
    )
    assert said("person.join_as", name="Zoë Smith") not in bob.text
    bob.sends(f"/j/{meeting.room.code}", name="Bob", sector="school", somebody_else="1")
    bob.browser.token = bob.browser.get_json("/hello")["token"]
    assert meeting.people == ["Zoë Smith", "Bob"]
    assert meeting.page(bob).you["name"] == "Bob"


@pytest.mark.parametrize("rated", ["nobody", "code", "link"])
def test_code_first_then_link_is_one_person_with_one_ballot(meeting, rated):
    phone = meeting.device()
    page = meeting.joins_by_code(phone)
    other = meeting.page(meeting.walks_in(meeting.zoe))
    meeting.room.attendees.append(other)
    held = meeting.room.opens("clarity")
    if rated == "code":
        page.vote(3)
    if rated == "link":
        other.vote(2)
    phone.opens(meeting.area.personal_link())
    step = meeting.room.trainer.view["step"]
    meeting.walks_in(phone)
    assert phone.path == f"/w/{meeting.room.id}"
    assert meeting.people == ["Zoë Smith"]
    expected = {"nobody": {}, "code": {meeting.own: 3}, "link": {meeting.own: 2}}[rated]
    assert meeting.room.ballots(held) == expected
    page.vote(1)  # the page that was open goes on, as the same person
    assert meeting.room.ballots(held) == {meeting.own: 1}
    meeting.room.trainer.refresh()
    assert meeting.room.trainer.view["step"] == step  # nobody's next press is refused for it
    assert sum(meeting.room.closes()) == 1
    known = meeting.area.store.known(meeting.room.id)
    assert known[meeting.own]


def test_two_ballots_in_the_open_round_are_never_merged_and_all_are_told(meeting):
    phone = meeting.device()
    page = meeting.joins_by_code(phone, "Somebody")
    other = meeting.page(meeting.walks_in(meeting.zoe))
    meeting.room.attendees.append(other)
    held = meeting.room.opens("clarity")
    page.vote(3)
    other.vote(1)
    before = meeting.room.stored()
    phone.opens(meeting.area.personal_link())
    meeting.walks_in(phone, 409, was_me="yes")
    assert said("refusals.both-rated") in phone.text
    assert f"/w/{meeting.room.id}" in phone.text
    assert meeting.room.stored().people == before.people
    mine = page.you["id"]
    assert meeting.room.ballots(held) == {mine: 3, meeting.own: 1}
    pair = {"person": mine, "into": meeting.own, "name": "Somebody", "other": "Zoë Smith"}
    wait_until(lambda: meeting.room.trainer.refresh()["view"]["doubles"] == [pair])
    # the trainer merges by hand, as ever: the newer counts
    meeting.room.trainer.command("merge_people", person=mine, into=meeting.own)
    assert meeting.room.ballots(held) == {meeting.own: 1}
    assert meeting.room.trainer.refresh()["view"]["doubles"] == []
    meeting.walks_in(phone)
    assert phone.path == f"/w/{meeting.room.id}"


def test_once_the_round_is_closed_the_next_press_makes_them_one(meeting):
    phone = meeting.device()
    page = meeting.joins_by_code(phone, "Somebody")
    other = meeting.page(meeting.walks_in(meeting.zoe))
    meeting.room.attendees.append(other)
    meeting.room.opens("clarity")
    page.vote(3)
    other.vote(1)
    phone.opens(meeting.area.personal_link())
    meeting.walks_in(phone, 409, was_me="yes")
    shown = meeting.room.closes()
    meeting.walks_in(phone, was_me="yes")
    assert meeting.people == ["Zoë Smith"]
    assert meeting.room.trainer.refresh()["view"]["rounds"][-1]["counts"] == shown


def test_whom_a_trainer_separates_stays_apart_at_the_next_press(meeting):
    phone = meeting.device()
    page = meeting.joins_by_code(phone, "Zoë Smith")
    mine = page.you["id"]
    phone.opens(meeting.area.personal_link())
    meeting.walks_in(phone)
    assert list(map(meeting.room.stored().stands_for, (mine, meeting.own))) == [meeting.own] * 2
    meeting.room.trainer.refresh()
    meeting.room.trainer.command("readmit_person", person=mine)
    for _ in range(2):
        meeting.walks_in(phone)
        assert phone.path == f"/w/{meeting.room.id}"
        assert meeting.room.stored().stands_for(mine) == mine
    assert not meeting.area.store.claims(meeting.room.id)
    meeting.room.trainer.command("merge_people", person=mine, into=meeting.own)  # by hand they may
    assert meeting.room.stored().stands_for(mine) == meeting.own


def test_opening_the_link_alone_merges_nobody(meeting):
    """A colleague's link, opened by mistake, must not take anybody's ratings."""
    phone = meeting.device()
    page = meeting.joins_by_code(phone, "Bob")
    phone.opens(meeting.area.personal_link())
    phone.opens(f"/w/{meeting.room.id}")
    assert meeting.room.reloaded(page).you["name"] == "Bob"
    assert meeting.people == ["Bob"]


@pytest.mark.parametrize("opened", [False, True])
def test_two_on_the_roster_who_share_a_device_stay_two(meeting, opened):
    """Each votes by their own link from anywhere, and neither becomes the other."""
    yan = meeting.area.registered(name="Yan W", email="yan@school.example.org")
    tablet = meeting.device()
    meeting.joins_by_code(tablet, "Z. Smith")  # who is Zoë, and stays her
    meeting.walks_in(tablet.opens(meeting.area.personal_link()))
    held = meeting.room.opens("clarity") if opened else None
    before = meeting.room.stored()
    meeting.walks_in(tablet.opens(meeting.area.personal_link("Yan W")))
    assert meeting.people == ["Zoë Smith", "Yan W"]
    assert meeting.page(tablet).you["name"] == "Yan W"
    after = meeting.room.stored()
    assert {id: after.people[id] for id in before.people} == before.people
    assert meeting.room.trainer.refresh()["view"]["doubles"] == []
    zoe, his = meeting.page(meeting.walks_in(meeting.zoe)), meeting.page(meeting.walks_in(yan))
    assert (zoe.you["name"], his.you["name"]) == ("Zoë Smith", "Yan W")
    if held:
        zoe.vote(1)
        his.vote(3)
        assert sorted(meeting.room.ballots(held).values()) == [1, 3]


def test_a_colleague_who_joined_on_the_device_is_not_taken_for_its_owner(meeting):
    tablet = meeting.device()
    page = meeting.joins_by_code(tablet, "Bob Jones")
    bob = page.you["id"]
    tablet.opens(meeting.area.personal_link())
    meeting.walks_in(tablet, 409)  # it asks first, and nothing has happened
    assert said("person.was_you.title", name="Bob Jones") in tablet.text
    assert meeting.people == ["Bob Jones"]
    meeting.walks_in(tablet, was_me="no")
    assert meeting.people == ["Bob Jones", "Zoë Smith"]
    tablet.browser.token = tablet.browser.get_json("/hello")["token"]
    assert meeting.page(tablet).you["id"] == meeting.own
    pair = {"person": bob, "into": meeting.own, "name": "Bob Jones", "other": "Zoë Smith"}
    assert meeting.room.trainer.refresh()["view"]["doubles"] == [pair]
    meeting.walks_in(tablet)  # and is not asked again
    assert meeting.people == ["Bob Jones", "Zoë Smith"]


def test_whoever_joined_under_another_name_says_that_it_was_them(meeting):
    phone = meeting.device()
    page = meeting.joins_by_code(phone, "Head of Ambridge Primary")
    held = meeting.room.opens("clarity")
    page.vote(2)
    phone.sends("/join", code=meeting.room.code)
    phone.opens(meeting.area.personal_link())
    phone.sends(f"/j/{meeting.room.code}", 409, as_invited="yes")  # the code's page asks as well
    assert said("person.was_you.yes") in phone.text
    meeting.walks_in(phone, was_me="yes")
    assert meeting.people == ["Zoë Smith"]
    assert meeting.room.ballots(held) == {meeting.own: 2}


@pytest.mark.parametrize("ends", ["replaced", "erased"])
def test_a_link_that_is_over_lets_nobody_stay_in_the_workshop(meeting, ends):
    stranger = meeting.device().opens(meeting.area.personal_link())
    within = meeting.page(meeting.walks_in(stranger))
    merged = meeting.device()
    meeting.joins_by_code(merged, "Mallory")
    meeting.walks_in(merged.opens(meeting.area.personal_link()), was_me="yes")
    Over = {"replaced": ReplacePersonalLink, "erased": EraseInvitee}[ends]
    meeting.area.service.act_on_roster(meeting.area.id, LEAD, Over(meeting.area.invitee().id))
    wait_until(lambda: within.ended)
    assert within.ended["code"] == "old-link"
    merged.opens(f"/w/{meeting.room.id}", 403)
    stranger.opens(f"/w/{meeting.room.id}", 403)
    stranger.opens(f"/j/{meeting.room.code}")  # as anybody who has the code, and not as Zoë
    assert "Zoë" not in stranger.text
    if ends == "replaced":
        zoe = meeting.device().opens(meeting.area.personal_link())
        assert meeting.page(meeting.walks_in(zoe)).you["id"] == meeting.own
        stranger.opens(f"/w/{meeting.room.id}", 403)


def test_whoever_was_merged_sees_no_rating_of_the_other_device(meeting):
    """So a link that was sent to somebody else shows nobody how that person rates."""
    phone = meeting.device()
    page = meeting.joins_by_code(phone)
    meeting.room.opens("clarity")
    page.vote(3)
    phone.opens(meeting.area.personal_link())
    meeting.walks_in(phone)
    laptop = meeting.page(meeting.walks_in(meeting.zoe))
    assert laptop.you["ballot"] | {"rating": None, "hidden": True} == laptop.you["ballot"]


def test_races_never_merge_two_ballots(meeting):
    """Both devices rate at the moment at which they are found to be one person."""
    service, room = meeting.area.service, meeting.room
    merged = refused = 0
    for number in range(30):
        code, link = f"code-{number}", f"link-{number}"
        for id in (code, link):
            service.act(room.id, Actor(Role.ATTENDEE, id), c.Join(id, "school"))
    opened = room.opens("clarity")
    with ThreadPoolExecutor(3) as pool:
        for number in range(30):
            code, link = f"code-{number}", f"link-{number}"

            def rate(person: str, rating: int) -> None:
                service.cast(room.id, person, Vote(opened, f"v-{person}", 1, rating))

            def recognise(code: str = code, link: str = link) -> bool:
                try:
                    service.act(room.id, CLOCK, c.RecogniseInvited(code, link))
                    return True
                except BothRated:
                    return False

            votes = [pool.submit(rate, code, 1), pool.submit(rate, link, 2)]
            if number % 2:
                for vote in votes:
                    vote.result()
            is_one = pool.submit(recognise).result()
            for vote in votes:
                vote.result()
            held = room.ballots(opened)
            assert link in held
            assert (code in held) is not is_one
            assert not (number % 2 and is_one)
            merged += is_one
            refused += not is_one
    assert refused >= 15
    assert merged + refused == 30


def test_joining_is_refused_as_it_is_for_everybody(meeting):
    meeting.room.trainer.command("lock_joining")
    meeting.walks_in(meeting.zoe, 403)
    assert said("refusals.joining-locked") in meeting.zoe.text
    meeting.room.trainer.command("unlock_joining")
    page = meeting.page(meeting.walks_in(meeting.zoe))
    meeting.room.trainer.command("remove_person", person=page.you["id"])
    meeting.walks_in(meeting.zoe, 403)
    assert said("refusals.person-removed") in meeting.zoe.text


def test_whoever_has_not_registered_is_asked_first(meeting):
    meeting.area.invites(About("Bob", "bob@health.example.org"))
    bob = meeting.device().opens(meeting.area.personal_link("Bob"))
    meeting.walks_in(bob)
    assert bob.path == f"/p/{meeting.area.id}/register?event={meeting.area.event}"
    bob.sends("/join", code=meeting.room.code)  # nor has the code's page anything to offer yet
    assert said("details.button") in bob.text
    bob.opens(f"/p/{meeting.area.id}/register?event={meeting.area.event}")
    bob.presses("next").presses("next", sector="school", agreed="yes").presses("send")
    assert said("person.enter") in bob.text
    meeting.walks_in(bob)
    assert bob.path == f"/w/{meeting.room.id}"


def test_the_way_in_is_offered_on_the_day(server):
    area, room = LiveRoster(server), LiveRoom(server, date=IN_A_WEEK)
    area.holds(room, area.event)
    zoe = area.registered()
    assert said("person.on_the_day") in zoe.text
    assert said("person.enter") not in zoe.text
    zoe.sends(f"/p/{area.id}/enter", 409, event=area.event)  # from a page that was left open
    for kind, is_rated in (("session", False), ("consultation", True)):
        other = LiveRoster(server, kind=kind).registered()
        assert (said("person.on_the_day") in other.text) == is_rated
    assert said("refusals.not-the-day.early") in zoe.text
    zoe.sends("/join", code=room.code)
    assert said("person.join_as", name="Zoë Smith") not in zoe.text
    zoe.sends(f"/j/{room.code}", 400, as_invited="yes")
    assert not room.stored().people
    room.close()
    area.close()


def test_a_rehearsal_is_no_meeting_to_walk_into(server):
    day = today()
    area, room = LiveRoster(server, start=day), LiveRoom(server, date=day, rehearsal="yes")
    zoe = area.registered()
    zoe.sends(f"/p/{area.id}/enter", 409, event=area.holds(room))
    assert said("refusals.not-the-day.rehearsal") in zoe.text
    zoe.sends(f"/j/{room.code}", 400, as_invited="yes")
    assert not room.stored().people
    room.close()
    area.close()


def test_whoever_has_declined_is_not_taken_in_by_their_link(meeting):
    meeting.zoe.sends(f"/p/{meeting.area.id}/cancel", event=meeting.area.event)
    meeting.walks_in(meeting.zoe)
    assert meeting.zoe.path == f"/p/{meeting.area.id}/register?event={meeting.area.event}"
    meeting.zoe.sends("/join", code=meeting.room.code)
    assert said("person.join_as", name="Zoë Smith") not in meeting.zoe.text
    meeting.zoe.sends(f"/j/{meeting.room.code}", 400, as_invited="yes")
    assert not meeting.people


def test_a_personal_link_is_no_way_back_for_whoever_was_removed(meeting):
    phone = meeting.device()
    page = meeting.joins_by_code(phone)
    meeting.room.trainer.command("remove_person", person=page.you["id"])
    phone.opens(meeting.area.personal_link())
    meeting.walks_in(phone, 403)
    assert said("refusals.person-removed") in phone.text
    assert meeting.own not in meeting.room.stored().people
    meeting.room.trainer.command("readmit_person", person=page.you["id"])
    meeting.walks_in(phone)
    assert meeting.people == ["Zoë Smith"]


def test_people_who_come_again_are_known_from_any_device(meeting):
    area, later = meeting.area, LiveRoom(meeting.area.server)
    planned = area.service.act_on_area(
        area.id, LEAD, PlanEvent(Event(id="", kind="workshop-2", start=today()))
    )
    first, area.event = area.event, planned.events[-1].id
    area.holds(later, area.event)
    meeting.zoe.sends(f"/p/{area.id}/enter", event=first)
    phone = area.person().opens(area.personal_link())
    phone.opens(f"/p/{area.id}/register?event={area.event}").presses("next")
    phone.presses("next", agreed="yes").presses("send")
    phone.sends(f"/p/{area.id}/enter", event=area.event)
    then, now_ = (area.store.known(id) for id in (meeting.room.id, later.id))
    assert list(then.values()) == list(now_.values())
    assert then.keys() != now_.keys()
    later.close()
