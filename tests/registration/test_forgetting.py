"""What is kept of people for how long: access needs, addresses, names."""

from datetime import date, timedelta

import pytest
from msgspec.structs import replace

from tests.registration.ledger import RosterLedger
from voting.refusals.asking import OldLink
from voting.registration import commands as c
from voting.registration.forgetting import due


@pytest.fixture
def ledger():
    """Jo comes to both events, Al to the first."""
    ledger = RosterLedger()
    jo = ledger.registers("Jo Bloggs", access="A lift", role="Head", organisation="A school")
    ledger.does(c.Register("e2", ledger.named("Jo Bloggs").about, True, jo), ledger.by(jo))
    ledger.registers("Al Alba", access="A loop")
    ledger.does(c.ChangeRegistration("e1", text="Ask Jo for the way in."))
    return ledger


def on(ledger: RosterLedger, day: str, *, names: bool = False) -> c.ForgetPeople | None:
    """What is due on this day; it is done."""
    command = due(ledger.roster, ledger.facts.events, date.fromisoformat(day), names=names)
    if command:
        ledger.facts = replace(ledger.facts, day=day)
        ledger.clock(command)
    return command


def kept(ledger: RosterLedger, field: str) -> list[object]:
    return [getattr(one.about, field) for one in ledger.roster.invitees.values()]


def test_access_needs_go_the_day_after_each_event_that_they_were_said_for(ledger):
    assert on(ledger, "2026-03-20") is None
    on(ledger, "2026-03-21")
    assert kept(ledger, "access") == ["", ""]
    assert all(kept(ledger, "email"))
    jo = ledger.named("Jo Bloggs")
    ledger.at += timedelta(days=40)
    said = replace(jo.about, access="A lift")
    ledger.does(c.Register("e2", said, True, jo.id), ledger.by(jo.id))
    assert on(ledger, "2026-04-20") is None
    assert on(ledger, "2026-06-20") is None
    on(ledger, "2026-06-21")
    assert kept(ledger, "access") == ["", ""]


def test_access_needs_go_when_somebody_does_not_come(ledger):
    ledger.event("e2", state="cancelled")
    ledger.does(c.CancelRegistration("e1", ledger.named("Al Alba").id))
    on(ledger, "2026-03-19")
    assert kept(ledger, "access") == ["A lift", ""]


def test_addresses_go_a_month_after_the_last_event(ledger):
    on(ledger, "2026-07-20")
    assert all(kept(ledger, "email"))
    on(ledger, "2026-07-21")
    assert not any(kept(ledger, "email"))
    assert all(kept(ledger, "name"))
    assert on(ledger, "2026-07-22") is None


def test_an_event_without_a_date_keeps_nothing_for_ever(ledger):
    ledger.event("e2", start="")
    on(ledger, "2026-03-21")
    assert not any(kept(ledger, "access"))
    on(ledger, "2026-04-19")
    assert all(kept(ledger, "email"))
    ledger.at += timedelta(days=49)  # to 19 April
    ledger.invites("Cy C", event="e2")
    assert on(ledger, "2026-05-19") is None
    on(ledger, "2026-05-20")
    assert not any(kept(ledger, "email"))


def test_what_a_lead_adds_for_the_next_event_is_kept_until_that(ledger):
    on(ledger, "2026-03-21")
    jo = ledger.named("Jo Bloggs")
    ledger.at += timedelta(days=40)
    ledger.does(c.CorrectInvitee(jo.id, replace(jo.about, access="A ramp")))
    assert on(ledger, "2026-06-20") is None
    on(ledger, "2026-06-21")
    assert not any(kept(ledger, "access"))


def test_names_go_at_last_and_sectors_and_states_stay(ledger):
    jo = ledger.named("Jo Bloggs").id
    before, states = ledger.by(jo), [ledger.reply(jo).state, ledger.reply(jo).number]
    on(ledger, "2027-03-21", names=True)
    about = ledger.roster.invitee(jo).about
    assert not any((about.name, about.email, about.organisation, about.role, about.access))
    assert about.sector == "primary"
    assert [ledger.reply(jo).state, ledger.reply(jo).number] == states
    assert ledger.reply(jo).told == ()
    assert ledger.roster.registration("e1").text == ""
    assert on(ledger, "2027-03-22", names=True) is None
    ledger.facts = replace(ledger.facts, day="2026-03-01")
    with pytest.raises(OldLink):
        ledger.does(c.Decline("e1", jo), before)
