"""Registering, capacity, the waiting list, one address twice, and who may do what."""

import pytest

from tests.registration.ledger import (
    LEAD,
    OPEN_LINK,
    TEAM,
    RosterLedger,
    about,
)
from voting.core.actors import CLOCK, Actor, Role
from voting.refusals import Refusal
from voting.refusals.areas import BadEmail, NoSuchMeeting
from voting.refusals.asking import NotAllowed, OldLink
from voting.refusals.registration import (
    AddressRegistered,
    NotAgreed,
    NotRegistered,
    RegistrationClosed,
    RegistrationOver,
    SectorStays,
    UnknownInvitee,
)
from voting.refusals.sent import MissingText, UnknownChoice
from voting.registration import commands as c
from voting.registration.facts import EventFacts
from voting.registration.roster import About
from voting.registration.table import ROSTER_TABLE


@pytest.fixture
def ledger():
    return RosterLedger()


def test_somebody_registers_by_the_open_link(ledger):
    jo = ledger.registers()
    reply = ledger.reply(jo)
    assert (reply.state, reply.number, reply.waiting) == ("registered", 1, False)
    assert reply.agreed_at == reply.registered_at == ledger.at
    assert reply.invited_at is None
    assert reply.knows == "2026-03-20T09:30"
    assert ledger.kinds(jo) == ["registered"]
    assert ledger.roster.revision == 1


def test_all_that_is_wrong_with_a_form_is_told_at_once(ledger):
    with pytest.raises(MissingText) as told:
        ledger.does(c.Register("e1", About(email="jo@", sector="moon")), OPEN_LINK)
    faults = [told.value, *told.value.also]
    assert [fault.field for fault in faults] == ["name", "email", "sector", "agreed"]
    assert [type(fault) for fault in faults] == [MissingText, BadEmail, UnknownChoice, NotAgreed]
    assert not ledger.roster.invitees


@pytest.mark.parametrize(
    "typed",
    ["jo", "jo@", "@x.org", "jo@x", "jo bloggs@x.org", "jo@x..org", "jo@@x.org", "jo@-x.org",
     "jo.@x.org", "Jo <jo@x.org>", "a@x.org, b@x.org", "jo@x.org\n.", f"{'j' * 65}@x.org"],
)  # fmt: skip
def test_what_can_be_no_address_is_refused(ledger, typed):
    with pytest.raises(BadEmail):
        ledger.registers(email=typed)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [(" Jo.Bloggs@NHS.NET ", "Jo.Bloggs@nhs.net"), ("mailto:jo@x.org", "jo@x.org"),
     ("o'neil+cascade@x.co.uk", "o'neil+cascade@x.co.uk")],
)  # fmt: skip
def test_an_address_is_kept_as_it_is_sent_to(ledger, typed, kept):
    jo = ledger.registers(email=typed)
    assert ledger.roster.invitee(jo).about.email == kept


def test_a_full_event_has_a_waiting_list_in_order(ledger):
    ledger.event(capacity=2)
    ann, ben, cy, di = (ledger.registers(name) for name in ("Ann A", "Ben B", "Cy C", "Di D"))
    assert [ledger.reply(one).waiting for one in (ann, ben, cy, di)] == [False, False, True, True]
    assert ledger.kinds(cy) == ["waiting"]
    ledger.does(c.CancelRegistration("e1", ann), ledger.by(ann))
    assert ledger.reply(cy).has_place
    assert ledger.reply(di).waiting
    assert ledger.kinds(cy) == ["waiting", "place"]
    assert ledger.kinds(ann) == ["registered", "cancelled"]
    ledger.registers("Ed E")
    ledger.does(c.EraseInvitee(ben))
    assert ledger.reply(di).has_place
    back = ledger.does(c.Register("e1", about("Ann A"), True, ann), ledger.by(ann))
    assert back.person == ann
    assert (ledger.reply(ann).number, ledger.reply(ann).waiting) == (6, True)


def test_more_capacity_lets_people_in_and_less_puts_nobody_out(ledger):
    ledger.event(capacity=1)
    ann, ben, cy = (ledger.registers(name) for name in ("Ann A", "Ben B", "Cy C"))
    ledger.event(capacity=2)
    ledger.clock(c.FollowEvent("e1"))
    assert [ledger.reply(one).waiting for one in (ann, ben, cy)] == [False, False, True]
    ledger.event(capacity=0)  # no limit any more
    di = ledger.registers("Di D")
    assert [ledger.reply(one).waiting for one in (ann, ben, cy, di)] == [False] * 4
    ledger.event(capacity=1)
    ledger.clock(c.FollowEvent("e1"))
    assert ledger.roster.places_taken("e1") == 4
    ledger.does(c.CancelRegistration("e1", ann), ledger.by(ann))
    assert ledger.reply(ledger.registers("Ed E")).waiting


def test_a_form_sent_again_registers_nobody_twice(ledger):
    jo = ledger.registers(id="form-one")
    again = ledger.does(c.Register("e1", about(), agreed=True), OPEN_LINK, id="form-one")
    assert again.person == jo
    assert again.roster.revision == 1
    assert not again.mails
    with pytest.raises(AddressRegistered):
        ledger.registers(id="form-two")


def test_a_form_that_was_gone_back_to_registers_somebody_else(ledger):
    """An office registers three colleagues, each time by way of the form that is there."""
    people = [ledger.registers(name, id="form") for name in ("Jo Bloggs", "Al Alba", "Cy C")]
    assert [ledger.registers(name, id="form") for name in ("Al Alba", "Cy C")] == people[1:]
    assert ledger.registers(id="form", email=" mailto:Jo.Bloggs@AMBRIDGE.test ") == people[0]
    assert [ledger.reply(one).number for one in people] == [1, 2, 3]
    assert [one.about.name for one in map(ledger.roster.invitee, people)] == [
        "Jo Bloggs", "Al Alba", "Cy C",
    ]  # fmt: skip
    with pytest.raises(AddressRegistered):
        ledger.registers("Bo Bloggs", email="jo.bloggs@ambridge.test", id="form")


def test_somebody_invited_takes_up_the_invitation_by_the_open_link(ledger):
    """Their personal link is another then: the one that they were sent is shown to nobody."""
    [jo] = ledger.invites("Jo O-Neil Bloggs")
    before = ledger.by(jo)
    email = ledger.roster.invitee(jo).about.email.upper()
    assert ledger.registers("JÓ  O’Neil Bloggs", email=email) == jo
    assert len(ledger.roster.invitees) == 1
    assert ledger.reply(jo).state == "registered"
    assert ledger.reply(jo).invited_at
    with pytest.raises(OldLink):
        ledger.does(c.CancelRegistration("e1", jo), before)


def test_an_address_alone_takes_up_nobodys_invitation(ledger):
    """It may have been mistyped, or be known to somebody else."""
    [jo] = ledger.invites("Jo Bloggs")
    before = ledger.roster.invitee(jo)
    al = ledger.registers("Al Alba", email=before.about.email)
    assert al != jo
    assert ledger.roster.invitee(jo) == before


def test_what_somebody_said_before_is_behind_their_personal_link(ledger):
    """Whoever knows an address and has the link of the second event sees nothing of the first."""
    jo = ledger.registers(access="A lift")
    ledger.does(c.CancelRegistration("e1", jo), ledger.by(jo))
    for event in ("e1", "e2"):
        with pytest.raises(AddressRegistered):
            ledger.registers(event=event)
    assert ledger.does(c.Register("e2", about(), True, jo), ledger.by(jo)).person == jo


def test_two_people_may_share_an_address_or_a_name(ledger):
    office = "office@school.test"
    jo = ledger.registers("Jo Bloggs", email=office)
    with pytest.raises(AddressRegistered):
        ledger.registers("Al Alba", email=office)
    shared = c.Register("e1", about("Al Alba", office), agreed=True, shared=True)
    al = ledger.does(shared, OPEN_LINK).person
    other_jo = ledger.registers("Jo Bloggs", email="jo@elsewhere.test")
    assert len({jo, al, other_jo}) == 3
    assert sorted(ledger.reply(one).number for one in (jo, al, other_jo)) == [1, 2, 3]


def test_nobody_registers_for_what_is_over(ledger):
    jo = ledger.registers()
    for state in ("held", "cancelled"):
        ledger.event(state=state)
        for does in (
            lambda: ledger.registers("Al Alba"),
            lambda: ledger.does(c.Register("e1", about(role="Head"), True, jo), ledger.by(jo)),
            lambda: ledger.does(c.CancelRegistration("e1", jo), ledger.by(jo)),
            lambda: ledger.does(c.Invite("e1", (about("Al Alba"),))),
        ):
            with pytest.raises(RegistrationOver) as told:
                does()
            assert told.value.values == {"why": state}
    # A workshop that goes on can be registered for, by the open link for a week.
    ledger.event(state="planned", start="2026-02-24", began=True)
    assert ledger.registers("Al Alba")
    ledger.event("e2", start="2026-02-01")
    with pytest.raises(RegistrationOver):
        ledger.registers("Al Alba", event="e2")


def test_a_workshop_that_was_never_finished_takes_nobody_by_the_open_link_a_week_later(ledger):
    facts = EventFacts(start="2026-05-05T09:30", workshop="one")
    assert [facts.over_by_link(f"2026-05-{day}") for day in ("05", "12", "13")] == ["", "", "held"]
    assert EventFacts().over_by_link("2026-05-06") == ""
    assert not EventFacts(start="2020-05-05", workshop="one", set_up="2026-05-01").over_by_link(
        "2026-05-06"
    )
    jo = ledger.registers()
    ledger.event(start="2026-02-21")
    with pytest.raises(RegistrationOver):
        ledger.registers("Al Alba")
    ledger.does(c.Register("e1", about(role="Head"), True, jo), ledger.by(jo))


def test_the_open_link_can_be_closed_and_replaced(ledger):
    [invited] = ledger.invites("Al Alba")
    ledger.does(c.ChangeRegistration("e1", open=False, text=" Bring  a cake. "))
    assert ledger.roster.registration("e1").text == "Bring a cake."
    with pytest.raises(RegistrationClosed):
        ledger.registers()
    by_link = c.Register("e1", about("Al Alba"), agreed=True, person=invited)
    assert ledger.does(by_link, ledger.by(invited)).person == invited
    ledger.does(c.ChangeRegistration("e1"))
    ledger.does(c.ReplaceEventLink("e1"))
    for link, refused in ((0, True), (1, False)):
        command = c.Register("e1", about(), agreed=True)
        if refused:
            with pytest.raises(OldLink):
                ledger.does(command, Actor(Role.INVITED, "", link))
        else:
            assert ledger.does(command, Actor(Role.INVITED, "", link)).person


def test_an_old_personal_link_is_refused(ledger):
    jo = ledger.registers()
    before = ledger.by(jo)
    ledger.does(c.ReplacePersonalLink(jo))
    with pytest.raises(OldLink):
        ledger.does(c.CancelRegistration("e1", jo), before)
    ledger.does(c.CancelRegistration("e1", jo), ledger.by(jo))
    ledger.does(c.EraseInvitee(jo))
    with pytest.raises(UnknownInvitee):
        ledger.does(c.Decline("e1", jo), before)


def test_people_act_for_themselves_alone(ledger):
    jo, al = ledger.registers(), ledger.registers("Al Alba")
    for command in (
        c.Register("e1", about(), True, al),
        c.Register("e1", about("New One"), True),
        c.Decline("e1", al),
        c.CancelRegistration("e1", al),
        c.SendLink("e1", al),
    ):
        with pytest.raises(NotAllowed):
            ledger.does(command, ledger.by(jo))
    for command in (
        c.Register("e1", about(), True, al),
        c.Decline("e1", al),
        c.CancelRegistration("e1", al),
    ):
        with pytest.raises(NotAllowed):
            ledger.does(command, OPEN_LINK)


def test_declining_and_cancelling(ledger):
    [al] = ledger.invites("Al Alba")
    with pytest.raises(NotRegistered):
        ledger.does(c.CancelRegistration("e1", al), ledger.by(al))
    ledger.does(c.Decline("e1", al), ledger.by(al))
    assert ledger.reply(al).state == "declined"
    assert ledger.does(c.Decline("e1", al), ledger.by(al)).roster.revision == 2
    ledger.does(c.Register("e1", about("Al Alba"), True, al), ledger.by(al))
    assert (ledger.reply(al).state, ledger.reply(al).ended_at) == ("registered", None)
    ledger.does(c.Decline("e1", al), ledger.by(al))
    assert ledger.reply(al).state == "cancelled"


def test_a_sector_stays_once_somebody_has_joined(ledger):
    jo = ledger.registers()
    change = c.Register("e1", about(sector="camhs"), True, jo)
    ledger.does(change, ledger.by(jo))
    ledger.event(joined=frozenset({jo}))
    for command, by in (
        (c.Register("e1", about(), True, jo), ledger.by(jo)),
        (c.CorrectInvitee(jo, about()), LEAD),
    ):
        with pytest.raises(SectorStays):
            ledger.does(command, by)
    ledger.does(c.CorrectInvitee(jo, about("Jo Loggs", sector="camhs")))
    assert ledger.roster.invitee(jo).about.name == "Jo Loggs"


def test_the_room_says_who_was_there_until_the_lead_does(ledger):
    jo, al = ledger.registers(), ledger.registers("Al Alba")
    ledger.clock(c.MarkAttended("e1", (jo, al, "erased")))
    assert ledger.reply(jo).attended
    ledger.does(c.MarkAttended("e1", (jo,), attended=False))
    after = ledger.clock(c.MarkAttended("e1", (jo, al)))
    assert not ledger.reply(jo).attended
    assert after.roster.revision == 4
    with pytest.raises(NoSuchMeeting):
        ledger.clock(c.MarkAttended("e9", (jo,)))


def test_why_mail_does_not_reach_somebody_stands_until_it_does_or_their_address_is_corrected(
    ledger,
):
    jo = ledger.registers()
    email = ledger.roster.invitee(jo).about.email

    def noted(problem: str, to: str = email) -> str:
        ledger.clock(c.NoteDelivery(jo, to, problem))
        return ledger.roster.invitee(jo).failed

    assert noted("address", to="old@ambridge.test") == ""
    assert noted("blocked") == "blocked"
    assert noted("") == ""
    assert noted("returned") == "returned"
    assert noted("") == "returned"  # a mail server takes it, and it comes back
    ledger.does(c.CorrectInvitee(jo, about(email="new@ambridge.test")))
    assert ledger.roster.invitee(jo).failed == ""
    with pytest.raises(UnknownInvitee):
        ledger.clock(c.NoteDelivery("erased", email, "full"))


ALL = {Role.AREA, Role.PROGRAMME, Role.CLOCK, Role.INVITED}


@pytest.mark.parametrize("kind", c.RosterCommand.__subclasses__())
@pytest.mark.parametrize("role", Role)
def test_nobody_else_gives_a_command(kind, role):
    ledger = RosterLedger()
    jo = ledger.registers()
    given = {
        "event": "e1",
        "people": (about(),) if kind is c.Invite else (jo,),
        "person": jo,
        "about": about(),
        "what": "register",
        "email": "",
    }
    command = kind(**{name: given[name] for name in kind.__struct_fields__ if name in given})
    by = ledger.by(jo) if role is Role.INVITED else Actor(role, "somebody")
    who, _ = ROSTER_TABLE[kind]
    assert who <= ALL
    try:
        ledger.does(command, by)
        refused = None
    except Refusal as problem:
        refused = problem
    assert isinstance(refused, NotAllowed) == (role not in who)


def test_the_table_is_what_people_may_do():
    """Trainers, attendees and evaluators have nothing to say to a roster."""
    may = {
        role: {k.__name__ for k, (who, _) in ROSTER_TABLE.items() if role in who} for role in Role
    }
    assert may[Role.INVITED] == {"Register", "Decline", "CancelRegistration", "SendLink"}
    assert may[Role.CLOCK] == {"MarkAttended", "ForgetPeople", "FollowEvent", "NoteDelivery"}
    assert may[Role.AREA] - may[Role.PROGRAMME] == {"Register", "CorrectInvitee"}
    assert not may[Role.PROGRAMME] - may[Role.AREA]
    for role in set(Role) - ALL:
        assert not may[role]
    assert set(ROSTER_TABLE) == set(c.RosterCommand.__subclasses__())
    assert TEAM.role is Role.PROGRAMME
    assert CLOCK.role is Role.CLOCK
