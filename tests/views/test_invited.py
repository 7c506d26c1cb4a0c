"""What the list of an event's people holds, and what is to do next about them."""

from datetime import timedelta

import msgspec
import pytest
from msgspec.structs import replace

from tests.registration.ledger import RosterLedger, about
from tests.sent import received
from voting.core.actors import CLOCK, Actor, Role
from voting.programme.area import Event
from voting.registration import commands as c
from voting.registration.mail import FAILED
from voting.registration.roster import About
from voting.views.invited import Guests, invited_view

SECTORS = {"primary": "Primary schools", "camhs": "CAMHS", "council": "Council"}
NAMES = ("Ann", "Bob", "Cy", "Di", "Ed")


@pytest.fixture
def ledger():
    return RosterLedger(mails=False)


def invited(ledger, *names: str, **said) -> list[str]:
    ledger.does(c.Invite("e1", tuple(about(name, **said) for name in names)))
    here = {one.about.name: one.id for one, _ in ledger.roster.of_event("e1")}
    return [here[name] for name in names]


def view(ledger, days=5, **said):
    at = Guests(
        event=Event("e1", "workshop-1"),
        roster=ledger.roster,
        facts=ledger.facts,
        at=ledger.at,
        sectors=SECTORS,
        days=days,
        **{"private": True, **said},
    )
    seen = invited_view(at)
    received(seen)
    return seen


def registers(ledger, person: str, **said) -> None:
    of = ledger.roster.invitee(person).about
    by = Actor(Role.INVITED, person, 0)
    ledger.does(c.Register("e1", replace(of, **said), agreed=True, person=person), by)


def to_do(seen) -> list[tuple[str, int]]:
    return [(one.what, one.n) for one in seen.to_do]


def test_everybody_is_counted_once_and_empty_sectors_are_named(ledger):
    ann, bob, cy, di, ed = invited(ledger, *NAMES)
    ledger.does(c.MarkInvited("e1", (ann, bob, cy, di)))
    registers(ledger, ann)
    registers(ledger, bob, sector="camhs")
    ledger.does(c.Decline("e1", cy), Actor(Role.INVITED, cy, 0))
    seen = view(ledger)
    counts = seen.counts
    assert (counts.coming, counts.asked, counts.out, counts.waiting) == (2, 2, 1, 0)
    assert seen.empty == ("Council",)
    assert [(one.key, one.coming, one.asked, one.out) for one in seen.sectors] == [
        ("primary", 1, 2, 1), ("camhs", 1, 0, 0), ("council", 0, 0, 0),
    ]  # fmt: skip
    assert to_do(seen) == [("pass_on", 1), ("empty", 1)]
    ledger.at += timedelta(days=2)
    assert to_do(view(ledger)) == [("pass_on", 1), ("empty", 1), ("register", 1), ("ahead", 2)]
    assert [one.id for one in seen.people if one.untold] == [ed]


def test_no_sector_is_called_empty_while_nobody_has_said_where_they_work(ledger):
    ann, bob = invited(ledger, "Ann", "Bob", sector="")
    assert to_do(view(ledger)) == [("pass_on", 2)]
    registers(ledger, ann, sector="camhs")
    (empty,) = (one for one in view(ledger).to_do if one.what == "empty")
    assert (empty.named, empty.of) == (("Primary schools", "Council"), "unsaid")
    registers(ledger, bob, sector="council")
    (empty,) = (one for one in view(ledger).to_do if one.what == "empty")
    assert (empty.named, empty.of) == (("Primary schools",), "")


def test_the_waiting_list_is_in_order(ledger):
    ledger.event(capacity=1)
    ann, bob, cy = invited(ledger, "Ann", "Bob", "Cy")
    for person in (cy, ann, bob):
        registers(ledger, person)
    seen = view(ledger)
    assert {one.id: one.place for one in seen.people} == {cy: 0, ann: 1, bob: 2}
    assert [one.state for one in seen.people if one.place] == ["waiting", "waiting"]
    assert ("waiting", 2) in to_do(seen)


def test_reminders_have_their_time(ledger):
    (ann,) = invited(ledger, "Ann")
    ledger.does(c.MarkInvited("e1", (ann,)))
    assert to_do(view(ledger)) == [("empty", 2)]  # invited just now
    ledger.at += timedelta(days=1, hours=1)
    assert to_do(view(ledger)) == [("empty", 2)]
    assert to_do(view(ledger, days=2)) == [("empty", 2), ("register", 1)]
    ledger.at += timedelta(days=1)
    assert to_do(view(ledger, days=7)) == [("empty", 2), ("register", 1)]
    assert to_do(view(ledger, days=None)) == [("empty", 2), ("register", 1)]
    later = view(ledger, days=12).to_do[-1]
    assert (later.what, later.n, later.of, later.days) == ("later", 1, "register", 5)
    ledger.does(c.Remind("e1", "register", by_hand=True))
    assert to_do(view(ledger)) == [("empty", 2)]


def test_who_has_rated_ahead_is_seen_and_the_others_can_be_reminded(ledger):
    ann, bob = invited(ledger, "Ann", "Bob")
    for person in (ann, bob):
        registers(ledger, person)
    ledger.event(rated=frozenset({ann}))
    ledger.at += timedelta(days=2)
    seen = view(ledger)
    assert (seen.ahead_open, seen.counts.rated) == (True, 1)
    assert [(one.id, one.rated, one.remind) for one in seen.people] == [
        (ann, True, ()), (bob, False, ("ahead",)),
    ]  # fmt: skip
    assert ("ahead", 1) in to_do(seen)


def test_mail_that_failed_is_seen_until_the_address_is_corrected(ledger):
    ledger.facts = replace(ledger.facts, mails=True)
    ledger.does(c.Invite("e1", (about("Ann"),), tell=True))
    (mail,) = ledger.mails
    (ann,) = ledger.roster.invitees.values()
    broken = {ann.id: replace(ann, failed="address")}
    ledger.roster = replace(ledger.roster, invitees=broken)
    seen = view(ledger, mails={mail.id: replace(mail, problem="unreachable")})
    assert (seen.people[0].told[0].mail, seen.people[0].told[0].problem) == (
        "waiting",
        "unreachable",
    )
    seen = view(ledger, mails={mail.id: replace(mail, state=FAILED)})
    assert seen.counts.failed == 1
    assert seen.people[0].failed == "address"
    assert seen.people[0].told[0].mail == "failed"
    assert ("failed", 1) in to_do(seen)
    ledger.does(c.CorrectInvitee(ann.id, about("Ann", "ann@elsewhere.test")))
    assert ("failed", 1) not in to_do(view(ledger))


def test_mail_that_waits_for_the_mail_server_is_told(ledger):
    ledger.facts = replace(ledger.facts, mails=True)
    ledger.does(c.Invite("e1", (about("Ann"), about("Bob")), tell=True))
    mails = {mail.id: replace(mail, problem="unreachable") for mail in ledger.mails}
    (stuck,) = (one for one in view(ledger, mails=mails).to_do if one.what == "stuck")
    assert (stuck.n, stuck.of) == (2, "unreachable")


def test_a_workshop_is_set_up_so_that_people_can_rate_ahead(ledger):
    invited(ledger, "Ann")
    assert ("set_up", 1) not in to_do(view(ledger))
    ledger.event(workshop="")
    assert ("set_up", 1) in to_do(view(ledger))
    ledger.does(c.ChangeRegistration("e1", ahead=False))
    assert ("set_up", 1) not in to_do(view(ledger))


def test_a_moved_event_is_to_be_told(ledger):
    (ann,) = invited(ledger, "Ann")
    registers(ledger, ann)
    ledger.event(start="2026-03-21T09:30")
    assert to_do(view(ledger))[0] == ("moved", 1)
    ledger.does(c.TellOfEvent("e1", (ann,)))
    assert ("moved", 1) not in to_do(view(ledger))


def test_after_the_meeting_it_is_asked_who_was_there(ledger):
    ann, _ = invited(ledger, "Ann", "Bob")
    registers(ledger, ann)
    ledger.event(state="held")
    assert to_do(view(ledger, days=-1)) == [("attended", 1)]
    ledger.does(c.MarkAttended("e1", (ann,)), CLOCK)
    seen = view(ledger, days=-1)
    assert (seen.over, seen.counts.attended, seen.to_do) == ("held", 1, ())


def test_walk_ins_are_counted_and_never_named(ledger):
    (ann,) = invited(ledger, "Ann")
    ledger.event(joined=frozenset({ann}))
    counts = view(ledger, joined=6).counts
    assert (counts.joined, counts.unknown) == (1, 5)


def test_the_team_of_a_programme_sees_names_and_no_addresses_or_access_needs(ledger):
    ledger.does(c.Register("e1", About(
        "Ann", "planted@secret.test", "School", "Head", "primary", access="PLANTED-NEED",
    ), agreed=True), Actor(Role.INVITED))  # fmt: skip
    lead, team = view(ledger), view(ledger, private=False)
    assert lead.people[0].email == "planted@secret.test"
    assert (lead.people[0].access, lead.counts.access) == ("PLANTED-NEED", 1)
    sent = msgspec.json.encode(team).decode()
    assert "planted@" not in sent
    assert "PLANTED" not in sent
    assert (team.people[0].name, team.counts.access) == ("Ann", None)


def test_nobody_on_the_list_asks_to_invite(ledger):
    assert to_do(view(ledger)) == [("invite", 1)]
