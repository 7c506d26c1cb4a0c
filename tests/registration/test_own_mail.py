"""Mail that people bring about themselves: who is told of a new address, and when it is enough."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from tests.registration.ledger import OPEN_LINK, RosterLedger, about
from voting.refusals.registration import TooManyAddresses
from voting.registration import commands as c
from voting.registration import draft


@pytest.fixture
def ledger():
    return RosterLedger()


def changes(ledger, jo, **said):
    """They change what they said on their own page."""
    now = replace(ledger.roster.invitee(jo).about, **said)
    return ledger.does(c.Register("e1", now, True, jo), ledger.by(jo))


def test_whoever_had_the_address_before_is_told(ledger):
    jo = ledger.registers()
    before = ledger.roster.invitee(jo).about.email
    for new in ("one@evil.test", "two@evil.test"):
        done = changes(ledger, jo, email=new)
        assert [mail.kind for mail in done.mails] == ["changed", "address_changed"]
        # Not the address in between: a second change would hide the first from its owner.
        assert done.roster.invitee(jo).former == before
    ledger.at += timedelta(days=1)
    changes(ledger, jo, email="three@evil.test")
    assert ledger.roster.invitee(jo).former == "two@evil.test"


def test_so_is_whoever_was_invited_by_an_address_and_registers_by_another(ledger):
    [jo] = ledger.invites("Jo Bloggs", tell=True)
    invited_at = ledger.roster.invitee(jo).about.email
    changes(ledger, jo, email="home@ambridge.test", sector="primary")
    assert ledger.kinds(jo) == ["invitation", "registered", "address_changed"]
    assert ledger.roster.invitee(jo).former == invited_at


def test_nobody_is_told_of_what_a_lead_corrects(ledger):
    jo = ledger.registers()
    ledger.does(c.CorrectInvitee(jo, about(email="right@ambridge.test")))
    assert ledger.kinds(jo) == ["registered"]
    assert ledger.roster.invitee(jo).former == ""


def test_an_address_is_changed_a_few_times_a_day_where_there_is_mail(ledger):
    jo = ledger.registers()
    for n in range(3):
        changes(ledger, jo, email=f"a{n}@evil.test")
    with pytest.raises(TooManyAddresses):
        changes(ledger, jo, email="a3@evil.test")
    changes(ledger, jo, role="Head")
    ledger.at += timedelta(days=1)
    changes(ledger, jo, email="a3@evil.test")
    ledger = RosterLedger(mails=False)
    jo = ledger.registers()
    for n in range(9):
        changes(ledger, jo, email=f"a{n}@evil.test")


def test_nobody_brings_about_more_than_a_few_mails_to_somebody_in_a_day(ledger):
    jo = ledger.registers()
    for n in range(30):
        changes(ledger, jo, role=f"Role {n}")
    assert ledger.roster.invitee(jo).about.role == "Role 29"
    for _ in range(9):
        ledger.at += timedelta(minutes=11)
        ledger.does(c.SendLink("e1", jo), OPEN_LINK)
    assert len(ledger.kinds(jo)) == draft.MOST_OWN
    ledger.does(c.Remind("e1", "ahead"))  # a lead's are beside these
    assert ledger.kinds(jo)[-1] == "remind_ahead"
    ledger.at += timedelta(days=1)
    changes(ledger, jo, role="Another")
    assert ledger.kinds(jo)[-1] == "changed"


def test_an_events_link_makes_so_many_mails_in_an_hour(ledger, monkeypatch):
    monkeypatch.setattr(draft, "MOST_BY_LINK", 4)
    [invited] = ledger.invites("Al Alba")
    people = [ledger.registers(f"Jo {n}") for n in range(6)]
    assert [ledger.kinds(one) for one in people] == [["registered"]] * 4 + [[]] * 2
    assert all(ledger.reply(one).has_place for one in people)
    changes(ledger, invited, sector="primary")  # whose address is a lead's
    assert ledger.kinds(invited) == ["registered"]
    ledger.at += timedelta(hours=1)
    assert ledger.kinds(ledger.registers("Jo Later")) == ["registered"]


def test_a_mail_takes_the_place_of_the_one_before_of_its_kind(ledger):
    jo = ledger.registers()
    first, second = (changes(ledger, jo, role=role) for role in ("Head", "Deputy"))
    assert first.replaced == ()
    assert second.replaced == tuple(mail.id for mail in first.mails)
