"""What leads put right on a roster: who somebody is, links, how people register, erasing."""

from voting.registration import commands as c
from voting.registration.about import invitation_text, said_by_lead
from voting.registration.draft import Draft
from voting.registration.problems import RETURNED
from voting.registration.replies import check_sector


def correct_invitee(d: Draft, command: c.CorrectInvitee) -> None:
    """Mail to a corrected address is tried again."""
    before = d.roster.invitee(command.person)
    about = said_by_lead(command.about, _sectors(d) | {before.about.sector})
    check_sector(d, before, about)
    d.change(before.id, about=about)
    if about.access and about.access != before.about.access:
        d.change(before.id, access_at=d.entry.at)
    if about.email != before.about.email:
        d.change(before.id, failed="")


def _sectors(d: Draft) -> frozenset[str]:
    """Those of all events: a person is on the roster for the whole series."""
    return frozenset[str]().union(*(event.sectors for event in d.entry.facts.events.values()))


def replace_personal_link(d: Draft, command: c.ReplacePersonalLink) -> None:
    link = d.roster.invitee(command.person).link
    d.change(command.person, link=link + 1)


def erase_invitee(d: Draft, command: c.EraseInvitee) -> None:
    """Their places go to those who wait."""
    events = list(d.roster.invitee(command.person).replies)
    d.erase(command.person)
    for event in events:
        if event in d.entry.facts.events:
            d.fill_places(event)


def change_registration(d: Draft, command: c.ChangeRegistration) -> None:
    d.facts(command.event)
    text = invitation_text(command.text)
    d.change_registration(command.event, open=command.open, ahead=command.ahead, text=text)


def replace_event_link(d: Draft, command: c.ReplaceEventLink) -> None:
    d.facts(command.event)
    link = d.roster.registration(command.event).link
    d.change_registration(command.event, link=link + 1)


def note_delivery(d: Draft, command: c.NoteDelivery) -> None:
    """What has come back was taken at first: that mail is taken again says nothing against it."""
    held = d.roster.invitee(command.person)
    settles = command.problem or held.failed != RETURNED
    if settles and held.about.email == command.email:
        d.change(command.person, failed=command.problem)
