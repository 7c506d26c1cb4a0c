"""Is a mail still wanted when its time comes: by kind of mail and how its person stands."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from tests.mail.invited import AT, EVENT, mail, roster
from voting.registration.facts import EventFacts
from voting.registration.mail import KINDS
from voting.registration.roster import Registration, Roster, Told
from voting.registration.wanted import wanted

FACTS = EventFacts(EVENT.start)
DATE = "2026-11-25"
STANDINGS = {
    "invited": {"state": "invited"},
    "place": {"state": "registered"},
    "waiting": {"state": "registered", "waiting": True},
    "declined": {"state": "declined"},
    "cancelled": {"state": "cancelled"},
}
# Which mails each of them may get while the meeting is planned; one that is called off, below.
MAY_GET = {
    "invited": {"link", "invitation", "remind_register", "event_moved"},
    "place": {
        "link",
        "registered",
        "place",
        "changed",
        "remind_ahead",
        "event_moved",
    },
    "waiting": {"link", "waiting", "changed", "event_moved"},
    "declined": {"link"},
    "cancelled": {"link", "cancelled"},
}


@pytest.mark.parametrize("standing", STANDINGS)
@pytest.mark.parametrize("kind", KINDS)
def test_only_what_fits_how_somebody_stands_is_sent(kind, standing):
    found = wanted(mail(kind), roster(**STANDINGS[standing]), FACTS, DATE)
    assert found == (kind in MAY_GET[standing])


@pytest.mark.parametrize("standing", STANDINGS)
def test_who_had_the_address_before_is_told_however_its_person_stands(standing):
    held = roster(**STANDINGS[standing])
    assert not wanted(mail("address_changed"), held, FACTS, DATE)
    sam = replace(held.invitees["sam"], former="old@example.org")
    for facts in (FACTS, None):
        assert wanted(mail("address_changed"), replace(held, invitees={"sam": sam}), facts, DATE)


@pytest.mark.parametrize("kind", KINDS)
def test_nobody_without_an_address_or_who_was_erased_is_written_to(kind):
    for standing in STANDINGS.values():
        assert not wanted(mail(kind), roster(email="", **standing), FACTS, DATE)
    assert not wanted(mail(kind), Roster(), FACTS, DATE)


@pytest.mark.parametrize("kind", KINDS)
def test_a_meeting_called_off_is_only_told_of_as_that(kind):
    facts = EventFacts(EVENT.start, state="cancelled")
    for name, standing in STANDINGS.items():
        told = name in ("invited", "place", "waiting") and kind == "event_cancelled"
        own = kind == "link" or (kind == "cancelled" and name == "cancelled")
        assert wanted(mail(kind), roster(**standing), facts, DATE) == (told or own), name


@pytest.mark.parametrize("kind", ["invitation", "remind_register", "remind_ahead", "event_moved"])
def test_nothing_is_said_of_a_meeting_that_is_over(kind):
    for standing in STANDINGS.values():
        for facts, date in (
            (FACTS, "2026-12-06"),
            (replace(FACTS, state="held"), "2026-12-01"),
            (None, DATE),
        ):
            assert not wanted(mail(kind), roster(**standing), facts, date)
    assert wanted(mail("event_moved"), roster(), FACTS, "2026-12-05")


@pytest.mark.parametrize(
    "done",
    [{"rated": {"sam"}}, {"joined": {"sam"}}, {"began": True}],
    ids=["rated", "joined", "began"],
)
def test_nobody_is_reminded_of_what_they_have_done_or_can_do_no_more(done):
    after = {name: frozenset(said) if name != "began" else said for name, said in done.items()}
    facts = replace(FACTS, **after)
    assert not wanted(mail("remind_ahead"), roster(), facts, DATE)
    may_register = "rated" in done  # they can't have, but it is another thing
    assert wanted(mail("remind_register"), roster("invited"), facts, DATE) == may_register


def test_rating_ahead_is_not_reminded_of_where_it_is_switched_off():
    off = replace(roster(), registrations={"e1": Registration(ahead=False)})
    assert not wanted(mail("remind_ahead"), off, FACTS, DATE)


def test_of_two_that_say_the_same_the_later_one_goes():
    later = Told("event_moved", AT + timedelta(hours=1), "mailtwo")
    both = roster(told=(Told("event_moved", AT, "mailone"), later))
    assert not wanted(mail("event_moved"), both, FACTS, DATE)
    second = mail("event_moved", id="mailtwo", made_at=later.at)
    assert wanted(second, both, FACTS, DATE)
