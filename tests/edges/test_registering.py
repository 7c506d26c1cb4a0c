"""Registering as people do, without script: two pages, a check, and what their link opens."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from icalendar import Calendar
from msgspec.structs import replace

from lab.rig.words import said
from tests.days import IN_A_WEEK
from tests.edges.invited import LEAD, ZOE, LiveRoster, Person, fields_of
from voting.identity import new_workshop
from voting.programme.commands import CancelEvent, ChangeEvent
from voting.registration.commands import (
    ChangeRegistration,
    CorrectInvitee,
    EraseInvitee,
    ReplaceEventLink,
    ReplacePersonalLink,
)
from voting.registration.roster import About

pytestmark = pytest.mark.live
FIRST = ("name", "email", "organisation", "role")
SECOND = ("sector", "settings", "before", "access", "agreed")


@pytest.fixture
def area(server):
    area = LiveRoster(server)
    yield area
    area.close()


def part(names: tuple[str, ...], **said: str) -> dict[str, str]:
    return {name: (ZOE | said)[name] for name in names if (ZOE | said)[name]}


def test_somebody_registers_on_two_pages_and_a_check(area):
    zoe = area.person().opens(area.register_link)
    zoe.presses("next", **part(FIRST))
    assert said("registration.page_of", page=2) in zoe.text
    zoe.presses("next", **part(SECOND))
    for told in (*part(FIRST).values(), ZOE["access"], "School or college"):
        assert told in zoe.text
    assert not area.invitees()  # nothing is kept until they say so
    zoe.presses("send")
    one = area.invitee()
    kept = {name: text for name, text in ZOE.items() if name != "agreed"}
    assert one.about == About(**kept | {"before": False})
    assert one.replies[area.event].agreed_at
    assert zoe.path == f"/p/{area.id}?done=registered&event={area.event}"
    assert said("person.done.registered.title") in zoe.text
    assert area.personal_link() in zoe.text


def test_every_fault_of_a_page_is_told_at_once_and_what_was_typed_stays(area):
    zoe = area.person().opens(area.register_link)
    zoe.presses("next", 400, email="zoë at school", role="<b>Head</b> & “more”")
    assert said("refusals.missing-text.your-name") in zoe.text
    assert said("refusals.bad-email") in zoe.text
    assert fields_of(zoe.answer.text)["role"] == "<b>Head</b> & “more”"
    zoe.presses("next", name=ZOE["name"], email=ZOE["email"])
    zoe.presses("next", 400, access="x" * 3000)
    assert zoe.text.count('class="field-error"') == 3  # sector, access, privacy
    assert fields_of(zoe.answer.text)["access"] == "x" * 3000
    zoe.presses("next", **part(SECOND)).presses("send")
    assert area.invitee().about.role == "<b>Head</b> & “more”"
    assert "<b>Head" not in zoe.answer.text


def test_the_way_back_keeps_everything(area):
    zoe = area.person().opens(area.register_link).presses("next", **part(FIRST))
    zoe.presses("1", access="Large print", sector="public-health")
    assert fields_of(zoe.answer.text)["email"] == ZOE["email"]
    zoe.presses("next", name="Zoë Smythe")  # no fault is told of what nobody has sent yet
    typed = fields_of(zoe.answer.text)
    assert (typed["access"], typed["sector"]) == ("Large print", "public-health")
    zoe.presses("next", agreed="yes")
    zoe.presses("1").presses("next", email="zoe@other.example.org")
    assert said("registration.check") in zoe.text  # all is said: straight back to the check
    zoe.presses("send")
    [one] = area.invitees()
    assert (one.about.name, one.about.email) == ("Zoë Smythe", "zoe@other.example.org")


def test_a_browser_may_keep_what_names_no_needs_so_that_back_works(area):
    zoe = area.person().opens(area.register_link).presses("next", **part(FIRST))
    assert zoe.answer.headers["Cache-Control"] == "private, no-cache"
    assert zoe.answer.headers["Referrer-Policy"] == "no-referrer"
    zoe.presses("next", **part(SECOND))
    assert zoe.answer.headers["Cache-Control"] == "no-store"
    zoe.presses("send")
    assert zoe.answer.headers["Cache-Control"] == "no-store"
    [claimed] = zoe.opens(area.personal_link()).answer.history
    assert claimed.status_code == 303
    assert claimed.headers["Cache-Control"] == "no-store"


def test_a_form_sent_twice_registers_once(area):
    zoe = area.person().opens(area.register_link)
    zoe.presses("next", **part(FIRST)).presses("next", **part(SECOND))
    check = zoe.answer
    zoe.presses("send")
    zoe.answer = check  # the back button, and again; or two presses in a hurry
    with ThreadPoolExecutor(4) as pool:
        told = fields_of(check.text) | {"go": "send", "token": zoe.browser.token}
        path = zoe.browser.base + area.register_link
        ends = list(
            pool.map(lambda _: zoe.browser.http.post(path, data=told, timeout=30), range(4))
        )
    assert all("done=" in one.url for one in ends), [one.text[:500] for one in ends]
    assert len(area.invitees()) == 1
    assert area.service.roster(area.id).registration(area.event).numbers == 1


def test_an_address_that_is_registered_is_told_and_may_be_shared(area):
    area.registered()
    bob = area.person().opens(area.register_link)
    bob.presses("next", **part(FIRST, name="Bob Smith", email=ZOE["email"].upper()))
    bob.presses("next", **part(SECOND)).presses("send", 409)
    assert said("refusals.address-registered") in bob.text
    assert said("registration.no_mail") in bob.text
    assert "Step-free" not in bob.text or fields_of(bob.answer.text)["access"] == ZOE["access"]
    bob.presses("next", shared="yes").presses("send")
    assert [one.about.name for one in area.invitees()] == ["Zoë Smith", "Bob Smith"]


def test_two_of_one_name_are_two(area):
    area.registered()
    area.registered(email="another.zoe@health.example.org")
    assert len(area.invitees()) == 2


def test_whoever_was_invited_registers_by_their_own_link(area):
    area.invites(About("Zoë Smith", ZOE["email"]))
    zoe = area.person().opens(area.personal_link())
    assert zoe.path == f"/p/{area.id}"
    assert said("person.asked") in zoe.text
    zoe.opens(f"/p/{area.id}/register?event={area.event}")
    assert fields_of(zoe.answer.text)["email"] == ZOE["email"]
    zoe.presses("next").presses("next", sector="school", agreed="yes").presses("send")
    [one] = area.invitees()
    assert one.replies[area.event].state == "registered"
    # and changes it later, without agreeing again
    zoe.opens(f"/p/{area.id}/register?event={area.event}").presses("next", role="Deputy head")
    assert said("registration.agreed_before") in zoe.text
    zoe.presses("send")
    assert said("person.done.changed.title") in zoe.text
    assert area.invitee().about.role == "Deputy head"
    # and is told if a lead has corrected something meanwhile
    zoe.opens(f"/p/{area.id}/register?event={area.event}").presses("next", role="Head")
    corrected = replace(area.invitee().about, organisation="Ambridge School")
    area.service.act_on_roster(area.id, LEAD, CorrectInvitee(area.invitee().id, corrected))
    zoe.presses("send", 409)
    assert said("refusals.details-changed") in zoe.text
    assert area.invitee().about == corrected
    zoe.presses("send")
    assert area.invitee().about.role == "Head"


def test_whoever_was_invited_and_uses_the_open_link_takes_up_the_invitation(area):
    """And is shown a link of their own, not the one that was sent."""
    area.invites(About("Zoe Smith", ZOE["email"]))
    sent = area.personal_link("Zoe Smith")
    zoe = area.registered()
    [one] = area.invitees()
    assert one.about.name == "Zoë Smith"
    assert one.replies[area.event].invited_at
    assert sent not in zoe.text
    assert area.personal_link() in zoe.text
    assert zoe.opens(sent).path == f"/p/{area.id}"  # on this device it goes on to lead there
    assert said("refusals.old-link") in area.person().opens(sent, 403).text


def test_an_address_alone_takes_over_nobodys_invitation(area):
    area.invites(About("Al Alba", ZOE["email"]))
    zoe = area.registered()
    assert area.personal_link("Al Alba") not in zoe.text
    assert area.invitee("Al Alba").replies[area.event].state == "invited"
    area.person().opens(area.personal_link("Al Alba"))
    people = area.page(f"/people?event={area.event}")
    assert people.count(said("people.notes.shared")) == 2


def test_going_back_registers_a_second_person_beside_the_first(area):
    """A school office registers its colleagues one after the other."""
    office = area.person().opens(area.register_link)
    office.presses("next", **part(FIRST)).presses("next", **part(SECOND))
    check = office.answer
    office.presses("send")
    office.answer = check
    office.presses("1").presses("next", name="Bob Jones", email="bob@school.example.org")
    office.presses("send")
    assert said("person.done.registered.title") in office.text
    assert [one.about.name for one in area.invitees()] == ["Zoë Smith", "Bob Jones"]


def test_they_cancel_decline_and_come_after_all(area):
    zoe = area.registered()
    zoe.opens(f"/p/{area.id}/cancel?event={area.event}")
    zoe.sends(f"/p/{area.id}/cancel", event=area.event)
    assert said("person.done.cancelled.title") in zoe.text
    assert area.invitee().replies[area.event].state == "cancelled"
    zoe.sends(f"/p/{area.id}/cancel", event=area.event)  # twice is once
    zoe.opens(f"/p/{area.id}/register?event={area.event}").presses("next").presses("send")
    assert area.invitee().replies[area.event].state == "registered"
    area.invites(About("Bob", "bob@health.example.org"))
    bob = area.person().opens(area.personal_link("Bob"))
    bob.sends(f"/p/{area.id}/cancel", event=area.event)
    assert said("person.done.declined.title") in bob.text
    assert area.invitee("Bob").replies[area.event].state == "declined"


def test_when_it_is_full_people_wait_in_order_and_are_told(server):
    area = LiveRoster(server, capacity=1)
    zoe = area.registered()
    bob = area.person().opens(area.register_link)
    assert said("registration.full") in bob.text
    bob.registers(area.register_link, name="Bob", email="bob@health.example.org")
    assert said("person.done.waiting.title") in bob.text
    zoe.sends(f"/p/{area.id}/cancel", event=area.event)
    bob.opens(f"/p/{area.id}")
    assert said("person.states.registered") in bob.text
    assert said("person.states.waiting") not in bob.text
    area.close()


def test_the_calendar_file_is_of_their_meeting(area):
    zoe = area.registered()
    zoe.opens(f"/p/{area.id}/calendar.ics?event={area.event}")
    assert zoe.answer.headers["Content-Type"].startswith("text/calendar")
    [event] = Calendar.from_ical(zoe.answer.content).walk("VEVENT")
    assert str(event["UID"]) == f"{area.event}.{area.id}@cascade-live"
    assert event.decoded("DTSTART").date().isoformat() == IN_A_WEEK
    for told in ("example.org", "Zo", area.personal_link().rpartition(".")[2]):
        assert told not in zoe.answer.text.replace("meet.example.org", "")


# --- links ---


def test_a_personal_link_changes_nothing_but_this_browser(area):
    area.registered()
    before = area.service.roster(area.id)
    for _ in range(3):  # a mail server's scanner, which carries cookies or none
        scanner = area.person()
        scanner.browser.http.head(area.server.base + area.personal_link(), timeout=20)
        scanner.opens(area.personal_link())
        for link in re.findall(r'href="(/[^"]*)"', scanner.answer.text):
            scanner.browser.http.get(area.server.base + link.replace("&amp;", "&"), timeout=20)
    assert area.service.roster(area.id) == before


def test_wrong_old_and_foreign_links_are_told_apart(area):
    zoe = area.registered()
    old, old_event = area.personal_link(), area.register_link
    head, _, secret = old.rpartition(".")
    other = LiveRoster(area.server, kind="workshop-1")
    other.registered()
    for link in (f"{head}.{'a' * 32}", f"{other.personal_link().rpartition('.')[0]}.{secret}"):
        assert said("refusals.broken-link") in area.person().opens(link, 403).text
    assert said("refusals.broken-link") in area.person().opens(old[:-3], 403).text
    foreign = f"/p/{area.id}.{other.invitee().id}.{secret}"
    assert said("refusals.unknown-invitee") in area.person().opens(foreign, 404).text
    nowhere = f"/p/{new_workshop()}.{area.invitee().id}.{secret}"
    assert said("refusals.unknown-area") in area.person().opens(nowhere, 404).text
    assert said("refusals.no-personal-link") in area.person().opens(f"/p/{area.id}", 403).text
    area.service.act_on_roster(area.id, LEAD, ReplacePersonalLink(area.invitee().id))
    area.service.act_on_roster(area.id, LEAD, ReplaceEventLink(area.event))
    assert said("refusals.old-link") in area.person().opens(old, 403).text
    zoe.opens(f"/p/{area.id}", 403)  # nor does the browser that it let in stay
    zoe.sends(f"/p/{area.id}/cancel", 403, event=area.event)
    assert said("refusals.old-link") in area.person().opens(old_event, 403).text
    zoe.opens(area.personal_link())
    assert zoe.path == f"/p/{area.id}"
    # what mail does to a link is forgiven
    area.person().opens(f"{area.personal_link()}.")
    area.person().opens(f"/P/{area.personal_link()[3:].upper()}")
    typed = area.person().sends("/join", code=f"See {area.server.base}{area.personal_link()} .")
    assert typed.path == f"/p/{area.id}"
    other.close()


def test_whoever_was_erased_is_told_so(area):
    zoe = area.registered()
    link = area.personal_link()
    area.service.act_on_roster(area.id, LEAD, EraseInvitee(area.invitee().id))
    assert said("refusals.unknown-invitee") in zoe.opens(f"/p/{area.id}", 404).text
    assert said("refusals.unknown-invitee") in area.person().opens(link, 404).text


def test_nobody_acts_for_anybody_else(area):
    area.registered()
    bob = area.registered(name="Bob", email="bob@health.example.org")
    path = f"/p/{area.id}/register?event={area.event}"
    zoe = area.invitee()
    bob.opens(path).presses("next").presses("send", name="Mallory", person=zoe.id)
    assert area.invitee() == zoe
    assert area.invitee("Mallory").about.email == "bob@health.example.org"


@pytest.mark.parametrize("state", ["closed", "cancelled", "held"])
def test_registering_ends(area, state):
    zoe = area.registered()
    late = area.person().opens(area.register_link).presses("next", **part(FIRST, email="b@x.org"))
    late.presses("next", **part(SECOND))
    event = area.area.event(area.event)
    if state == "closed":
        area.service.act_on_roster(area.id, LEAD, ChangeRegistration(area.event, open=False))
    elif state == "cancelled":
        area.service.act_on_area(area.id, LEAD, CancelEvent(area.event, confirmed=True))
    else:
        past = replace(event, start="2026-01-05T09:30")
        area.service.act_on_area(area.id, LEAD, ChangeEvent(past))
    late.presses("send", 409)
    assert fields_of(late.answer.text)["name"] == ZOE["name"]  # nothing typed is lost
    area.person().opens(area.register_link, 409)
    assert len(area.invitees()) == 1
    if state == "closed":  # those who are known go on
        zoe.opens(f"/p/{area.id}/register?event={area.event}").presses("next").presses("send")
    else:
        assert said("person.nothing_coming") in zoe.opens(f"/p/{area.id}").text


HOSTILE = [
    "Robert'); DROP TABLE people;--",
    "<script>alert(1)</script>",
    "{{ 7 * 7 }} ${7*7}",
    "ﷺ" * 30,
    "Zoë\u202e\u0000\u200bSmith",
    '=HYPERLINK("http://x")',
    "👩🏽‍🏫 Zoë",
]


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_are_text(area, name):
    one = area.registered(name=name, access=f"{name}\r\n\r\n{name}")
    assert "<script>alert" not in one.answer.text
    assert "49" not in one.text.partition("person.hello")[2]
    [kept] = area.invitees()
    assert "\u0000" not in kept.about.name
    assert "\u202e" not in kept.about.name


def test_texts_that_are_too_long_come_back_whole(area):
    zoe = area.person().opens(area.register_link)
    zoe.presses("next", 400, **part(FIRST, name="x" * 61, organisation="y" * 3000))
    assert fields_of(zoe.answer.text)["organisation"] == "y" * 3000
    assert zoe.text.count('class="field-error"') == 2


def test_a_page_token_is_asked_for_and_what_was_typed_stays(area):
    zoe = area.person().opens(area.register_link).presses("next", **part(FIRST))
    zoe.presses("next", 403, token="old", **part(SECOND))
    assert said("refusals.form-too-old") in zoe.text
    assert fields_of(zoe.answer.text)["name"] == ZOE["name"]
    zoe.presses("send")
    assert len(area.invitees()) == 1


def test_forty_people_register_at_once(area):
    def registers(number: int) -> Person:
        return area.registered(name=f"Person {number}", email=f"p{number}@d{number}.example.org")

    with ThreadPoolExecutor(8) as pool:
        people = list(pool.map(registers, range(40)))
    assert all("done=registered" in one.path for one in people)
    replies = [one.replies[area.event].number for one in area.invitees()]
    assert sorted(replies) == list(range(1, 41))


def test_the_link_is_sent_again_only_to_its_owner(area):
    """Without a mail server there is nothing to send: the page says whom to ask."""
    page = area.person().opens(f"{area.register_link}/link")
    assert said("registration.no_mail") in page.text
    zoe = area.registered()
    told = {  # nor does what it answers tell who is on the list
        area.person().sends(f"{area.register_link}/link", email=email).text.partition("<main")[2]
        for email in (ZOE["email"], "nobody@example.org")
    }
    assert len(told) == 1
    assert said("registration.no_mail") in told.pop()
    zoe.sends(f"/p/{area.id}/link", 409)
    assert said("refusals.no-mail-server") in zoe.text
    assert said("person.states.registered") in zoe.text


def test_asking_for_a_link_tells_nobody_whether_an_address_is_known(servers):
    server = servers(
        ASYNC_MODE="threading", SMTP_HOST="127.0.0.1", SMTP_PORT="9", SMTP_SECURITY="none",
        MAIL_FROM="cascade@example.org",
    )  # fmt: skip
    area = LiveRoster(server)
    zoe = area.registered()
    path = f"{area.register_link}/link"
    said_to = {
        email: area.person().sends(path, email=email).text
        for email in (ZOE["email"].upper(), "nobody@example.org", "no address", "")
    }
    assert len(set(said_to.values())) == 1
    assert said("registration.link_sent") in said_to[""]
    area.person().sends(path, email=ZOE["email"])  # nor is anybody's mailbox filled
    zoe.sends(f"/p/{area.id}/link")
    assert said("person.done.sent.title") in zoe.text
    kinds = [mail.kind for mail in area.store.outbox(area.id).values()]
    assert sorted(kinds) == ["link", "registered"]
    other = area.person().opens(area.register_link)
    other.presses("next", **part(FIRST, name="Bob")).presses("next", **part(SECOND))
    other.presses("send", 409)
    assert said("registration.send_link") in other.text
    area.close()


def test_signing_out_forgets_who_it_was(area):
    zoe = area.registered()
    assert f'href="/p/{area.id}"' in zoe.opens("/").text
    zoe.sends("/forget", id=area.id)
    zoe.opens(f"/p/{area.id}", 403)
    assert area.id not in zoe.opens("/").text


def test_the_privacy_notice_says_how_long(area):
    page = area.person().opens("/privacy").text
    assert said("privacy.access") in page
    assert said("privacy.addresses") in page


def test_nobody_else_learns_who_has_registered(area):
    area.registered()
    bob = area.registered(name="Bob", email="bob@health.example.org")
    for path in (f"/p/{area.id}", area.register_link + "?another=yes", "/"):
        text = bob.opens(path).text
        assert "Zoë" not in text
        assert ZOE["email"] not in text
    assert said("person.so_many", n=2) in bob.opens(f"/p/{area.id}").text


def test_no_address_and_no_link_is_in_the_log(area):
    area.registered()
    area.person().opens(area.personal_link())
    written = area.server.output()
    for secret in (ZOE["email"], ZOE["access"], area.personal_link().rpartition(".")[2]):
        assert secret not in written
