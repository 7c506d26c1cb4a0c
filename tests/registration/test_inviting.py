"""Inviting, reminding at most twice and only the undone, and telling of events that moved."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from tests.registration.ledger import LEAD, OPEN_LINK, RosterLedger, about
from voting.refusals.asking import NotAllowed
from voting.refusals.registration import NobodyToRemind, NoMailServer, NotRegistered
from voting.refusals.sent import UnknownChoice
from voting.registration import commands as c
from voting.registration.coverage import Coverage, coverage
from voting.registration.reminding import reminders, to_remind, to_tell
from voting.registration.roster import About

DAY = timedelta(days=1)


@pytest.fixture
def ledger():
    return RosterLedger()


def test_nobody_is_invited_twice(ledger):
    people = (
        about("Jo Bloggs"),
        about("Jo  Bloggs", "jo.bloggs@Ambridge.test"),
        about("Al Alba"),
        About("No Address"),
    )
    ledger.does(c.Invite("e1", people, tell=True))
    assert len(ledger.roster.invitees) == 3
    assert [mail.kind for mail in ledger.mails] == ["invitation"] * 2
    after = ledger.does(c.Invite("e1", (*people, About("no address")), tell=True))
    assert after.roster.revision == 1
    # Of whoever is known already only what was not is filled in.
    more = (about("J. Bloggs", "JO.BLOGGS@ambridge.test", role="Head"), about("Cy C"))
    ledger.does(c.Invite("e2", more))
    jo = ledger.named("Jo Bloggs")
    assert jo.about.role == "Head"
    assert set(jo.replies) == {"e1", "e2"}
    assert len(ledger.roster.invitees) == 4


def test_an_invitation_changes_nobodys_reply(ledger):
    jo = ledger.registers()
    [al] = ledger.invites("Al Alba")
    ledger.does(c.Decline("e1", al))
    before = ledger.roster
    ledger.does(c.Invite("e1", (about(), about("Al Alba", sector="")), tell=True))
    assert ledger.roster is before
    assert ledger.reply(jo).state == "registered"


def test_people_invited_by_hand_before_there_was_mail_get_one_invitation(ledger):
    [al] = ledger.invites("Al Alba")
    ledger.invites("Al Alba", tell=True)
    ledger.invites("Al Alba", tell=True)
    assert ledger.kinds(al) == ["invitation"]
    [cy] = ledger.invites("Cy C")
    for _ in range(2):  # a button pressed twice
        ledger.does(c.MarkInvited("e1", (cy, "erased")))
    assert [told.mail for told in ledger.reply(cy).told] == [""]
    ledger.invites("Cy C", tell=True)
    assert ledger.kinds(cy) == []


def test_reminders_go_twice_at_most_and_only_to_those_who_have_not_registered(ledger):
    ann, ben, cy, di = ledger.invites("Ann A", "Ben B", "Cy C", "Di D")
    ledger.registers("Ann A")
    ledger.does(c.Decline("e1", ben))
    ledger.does(c.Remind("e1", "register"))
    with pytest.raises(NobodyToRemind):  # a button pressed twice
        ledger.does(c.Remind("e1", "register"))
    ledger.at += DAY
    ledger.does(c.Remind("e1", "register", (cy, ben)))
    ledger.at += DAY
    ledger.does(c.Remind("e1", "register", by_hand=True))
    ledger.at += DAY
    for by_hand in (True, False):
        with pytest.raises(NobodyToRemind):
            ledger.does(c.Remind("e1", "register", by_hand=by_hand))
    assert [ledger.kinds(one) for one in (ann, ben, cy, di)] == [
        ["registered"], [], ["remind_register"] * 2, ["remind_register"],
    ]  # fmt: skip
    assert [reminders(ledger.reply(one), "remind_register") for one in (cy, di)] == [2, 2]


def test_those_who_may_rate_ahead_and_have_not_are_reminded(ledger):
    ledger.event(capacity=3)
    ann, ben, cy, di = (ledger.registers(name) for name in ("Ann A", "Ben B", "Cy C", "Di D"))
    ledger.event(rated=frozenset({ben}))

    def due() -> list[str]:
        return [one.id for one in to_remind(ledger.roster, "e1", "ahead", ledger.facts, ledger.at)]

    assert due() == [ann, cy]  # the fourth is on the waiting list
    ledger.does(c.ChangeRegistration("e1", ahead=False))
    assert due() == []
    ledger.does(c.ChangeRegistration("e1"))
    for nobody in ({"began": True}, {"workshop": ""}, {"state": "held"}, {"start": "2026-02-01"}):
        before = ledger.facts
        ledger.event(**nobody)
        assert due() == []
        ledger.facts = before
    ledger.does(c.CancelRegistration("e1", ann))
    assert due() == [cy, di]


def test_nobody_who_was_there_is_reminded_to_register(ledger):
    ann, ben = ledger.invites("Ann A", "Ben B")
    ledger.clock(c.MarkAttended("e1", (ann,)))
    ledger.event(joined=frozenset({ben}))
    assert to_remind(ledger.roster, "e1", "register", ledger.facts, ledger.at) == []


def test_without_a_mail_server_what_is_done_by_hand_is_recorded():
    ledger = RosterLedger(mails=False)
    [al] = ledger.invites("Al Alba")
    jo = ledger.registers()
    for command in (
        c.Invite("e1", (about(),), tell=True),
        c.Remind("e1", "register"),
        c.SendLink("e1", jo),
    ):
        with pytest.raises(NoMailServer):
            ledger.does(command)
    ledger.does(c.Remind("e1", "register", by_hand=True))
    assert [told.kind for told in ledger.reply(al).told] == ["remind_register"]
    assert ledger.mails == []
    with pytest.raises(UnknownChoice):
        ledger.does(c.Remind("e1", "party"))


def test_nobody_without_an_address_gets_mail(ledger):
    ledger.does(c.Invite("e1", (About("No Address"),), tell=True))
    with pytest.raises(NobodyToRemind):
        ledger.does(c.Remind("e1", "register"))
    assert ledger.mails == []


def test_a_link_is_sent_again_once_in_a_while_whoever_asks(ledger):
    """Anybody who knows the address may ask: nobody's inbox is flooded with it."""
    jo = ledger.registers()
    for by in (OPEN_LINK, ledger.by(jo), LEAD):
        ledger.does(c.SendLink("e1", jo), by)
    assert ledger.kinds(jo) == ["registered", "link"]
    ledger.at += timedelta(minutes=10)
    ledger.does(c.SendLink("e1", jo), OPEN_LINK)
    assert ledger.kinds(jo) == ["registered", "link", "link"]


def test_those_who_registered_are_told_once_when_the_event_moves(ledger):
    [al] = ledger.invites("Al Alba")
    jo = ledger.registers()
    ledger.event(start="2026-03-21T09:30")
    for _ in range(2):
        ledger.clock(c.FollowEvent("e1"))
    assert ledger.kinds(jo) == ["registered", "event_moved"]
    assert ledger.kinds(al) == []
    assert ledger.reply(jo).knows == "2026-03-21T09:30"
    # Whoever registers now knows the day already.
    cy = ledger.registers("Cy C")
    ledger.event(state="cancelled")
    ledger.clock(c.FollowEvent("e1"))
    assert ledger.kinds(jo)[2:] == ledger.kinds(cy)[1:] == ["event_cancelled"]
    ledger.event(state="planned")
    ledger.clock(c.FollowEvent("e1"))
    assert ledger.kinds(jo)[3:] == ["event_moved"]
    with pytest.raises(NotAllowed):
        ledger.does(c.FollowEvent("e1"))


def test_those_who_registered_are_told_once_of_another_place_link_or_length(ledger):
    [al] = ledger.invites("Al Alba")
    jo = ledger.registers()
    ledger.clock(c.FollowEvent("e1"))
    assert ledger.kinds(jo) == ["registered"]
    ledger.event(details="Town Hall")
    for _ in range(2):
        ledger.clock(c.FollowEvent("e1"))
    assert (ledger.kinds(jo), ledger.kinds(al)) == (["registered", "event_moved"], [])
    cy = ledger.registers("Cy C")  # was told of it in the first place
    ledger.event(capacity=40)
    ledger.clock(c.FollowEvent("e1"))
    assert (len(ledger.kinds(jo)), ledger.kinds(cy)) == (2, ["registered"])


def test_a_link_sent_again_tells_nobody_of_a_change(ledger):
    jo = ledger.registers()
    ledger.event(details="Town Hall")
    ledger.does(c.SendLink("e1", jo), OPEN_LINK)  # before the roster follows the event
    ledger.clock(c.FollowEvent("e1"))
    assert ledger.kinds(jo) == ["registered", "link", "event_moved"]


def test_where_it_would_have_been_concerns_nobody_once_it_is_cancelled(ledger):
    jo = ledger.registers()
    ledger.event(state="cancelled")
    ledger.clock(c.FollowEvent("e1"))
    ledger.event(details="Town Hall")
    ledger.clock(c.FollowEvent("e1"))
    assert ledger.kinds(jo) == ["registered", "event_cancelled"]


def test_without_mail_the_lead_tells_people_of_each_change_however_soon():
    ledger = RosterLedger(mails=False)
    jo = ledger.registers()
    for place in ("Town Hall", "School"):
        ledger.event(details=place)
        ledger.clock(c.FollowEvent("e1"))
        assert [one.id for one in to_tell(ledger.roster, "e1", ledger.facts)] == [jo]
        ledger.does(c.TellOfEvent("e1", (jo,)))
        assert not to_tell(ledger.roster, "e1", ledger.facts)


def test_without_mail_the_lead_tells_who_moves_up_that_they_have_a_place():
    ledger = RosterLedger(mails=False)
    ledger.event(capacity=1)
    jo, cy = ledger.registers(), ledger.registers("Cy C")
    assert not ledger.roster.invitee(cy).replies["e1"].moved_up
    ledger.does(c.CancelRegistration("e1", jo))
    assert ledger.roster.invitee(cy).replies["e1"].moved_up
    for _ in range(2):  # a button pressed twice notes it once
        ledger.does(c.TellOfPlace("e1", (jo, cy, "nobody")))
    after = ledger.roster.invitee(cy).replies["e1"]
    assert (after.moved_up, [told.kind for told in after.told]) == (False, ["place"])
    assert not ledger.roster.invitee(jo).replies["e1"].told


def test_without_mail_the_lead_is_told_whom_to_tell():
    ledger = RosterLedger(mails=False)
    jo, cy = ledger.registers(), ledger.registers("Cy C")
    ledger.event(start="2026-04-01")
    ledger.clock(c.FollowEvent("e1"))
    assert [one.id for one in to_tell(ledger.roster, "e1", ledger.facts)] == [jo, cy]
    ledger.does(c.TellOfEvent("e1", (jo,)))
    assert [one.id for one in to_tell(ledger.roster, "e1", ledger.facts)] == [cy]
    ledger.facts = replace(ledger.facts, day="2026-04-02")
    assert to_tell(ledger.roster, "e1", ledger.facts) == []


def test_who_is_coming_by_sector(ledger):
    ledger.event(capacity=2)
    for name, sector in (("Ann A", "primary"), ("Ben B", "primary"), ("Cy C", "camhs")):
        ledger.registers(name, sector=sector)
    ledger.invites("Di D")
    ledger.does(c.Decline("e1", ledger.named("Di D").id))
    ledger.does(c.MarkAttended("e1", (ledger.named("Ann A").id,)))
    found = coverage(ledger.roster.of_event("e1"), ["council", "primary", "camhs"])
    assert found == (
        Coverage("council"),
        Coverage("primary", registered=2, attended=1),
        Coverage("camhs", waiting=1),
        Coverage("", declined=1),
    )
    assert [each.sector for each in found if each.is_empty] == ["council", "camhs", ""]
    assert sum(each.people for each in found) == 4


def test_whoever_has_their_link_sent_is_invited_to_nothing(ledger):
    """Anybody with the link of another event may ask for it."""
    jo = ledger.registers()
    ledger.does(c.SendLink("e2", jo), OPEN_LINK)
    assert ledger.kinds(jo) == ["registered", "link"]
    assert [told.kind for told in ledger.reply(jo).told] == ["registered", "link"]
    assert not ledger.roster.of_event("e2")
    ledger.does(c.SendLink("e1", jo), OPEN_LINK)  # nor does it come twice from two events
    assert ledger.kinds(jo) == ["registered", "link"]


def test_nobody_declines_what_they_were_not_asked_to(ledger):
    jo = ledger.registers()
    with pytest.raises(NotRegistered):
        ledger.does(c.Decline("e2", jo), ledger.by(jo))
    assert not ledger.roster.of_event("e2")
