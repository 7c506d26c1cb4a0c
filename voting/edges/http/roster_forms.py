"""The forms about an event's people: what each holds at first, and the commands it asks for."""

from collections.abc import Callable, Mapping, Sequence

from msgspec import Struct, json

from voting.edges.http.area_fields import Fields
from voting.edges.http.roster_here import Here
from voting.edges.http.roster_text import WHAT, concerned
from voting.refusals.registration import InviteeChanged, InviteeGone, NobodyChosen, SettingsChanged
from voting.refusals.sent import UnknownChoice
from voting.registration import commands as c
from voting.registration.reminding import KIND
from voting.registration.roster import About

ABOUT = ("name", "email", "organisation", "role", "sector", "settings", "access")


class Sent(Struct, frozen=True):
    """``fields`` of one value each, ``people`` the ids that were ticked."""

    fields: Fields
    people: tuple[str, ...] = ()

    @property
    def person(self) -> str:
        return self.fields.text("person")


class PeopleForm(Struct, frozen=True):
    """``asked`` gives the commands, in the order in which to carry them out; ``filled`` what the
    fields hold at first; ``fields`` are those of the form, in its order. ``then`` is where the
    person goes: to the "list", or to the page of the "person" that it was about; a form with a page
    of its own is ``shown``."""

    asked: Callable[[Here, Sent], Sequence[c.AnyRosterCommand]]
    filled: Callable[[Here, str], dict[str, str]] = lambda at, person: {}
    fields: tuple[str, ...] = ()
    then: str = "list"
    shown: bool = True
    lead_only: bool = False


def seen(about: About) -> str:
    """What a form was filled in from: to tell whether it has changed since."""
    return json.encode([getattr(about, field) for field in ABOUT]).decode()


def _about(fields: Fields, before: About) -> About:
    typed = {field: fields.text(field) for field in ABOUT}
    return About(before=before.before, **typed)


def _typed(at: Here, person: str) -> dict[str, str]:
    if not person:
        return {}
    about = at.invitee(person).about
    return {field: getattr(about, field) for field in ABOUT}


def _check_unchanged(at: Here, sent: Sent) -> About:
    """What the roster says of somebody; raises InviteeChanged if it is not what the form was filled
    in from."""
    about = at.invitee(sent.person).about
    was = sent.fields.text("seen")
    if was and was != seen(about):
        raise InviteeChanged()
    return about


def _correct(at: Here, sent: Sent) -> list[c.AnyRosterCommand]:
    """To a corrected address the personal link is sent again, where mail to the old one failed."""
    before = _check_unchanged(at, sent)
    about = _about(sent.fields, before)
    asked: list[c.AnyRosterCommand] = [c.CorrectInvitee(sent.person, about)]
    failed = at.invitee(sent.person).failed
    if failed and about.email not in ("", before.email) and at.view.mails and not at.view.over:
        asked.append(c.SendLink(at.view.event, sent.person))
    return asked


def _register(at: Here, sent: Sent) -> list[c.AnyRosterCommand]:
    before = _check_unchanged(at, sent) if sent.person else About()
    about = _about(sent.fields, before)
    shared = sent.fields.is_set("shared")
    return [c.Register(at.view.event, about, person=sent.person, shared=shared)]


def settings_seen(at: Here) -> str:
    """The same of how people register."""
    return json.encode([at.view.open, at.view.ahead, at.view.text]).decode()


def _settings(at: Here, sent: Sent) -> list[c.AnyRosterCommand]:
    fields = sent.fields
    if (was := fields.text("seen")) and was != settings_seen(at):
        raise SettingsChanged()
    is_open, ahead = fields.is_set("open"), fields.is_set("ahead")
    return [c.ChangeRegistration(at.view.event, is_open, ahead, fields.text("text"))]


def _set(at: Here, person: str) -> dict[str, str]:
    view = at.view
    return {
        "open": "yes" if view.open else "",
        "ahead": "yes" if view.ahead else "",
        "text": view.text,
    }


def _attended(at: Here, sent: Sent) -> list[c.AnyRosterCommand]:
    """``listed`` were on the form: those not ticked were not there. Whoever came to the list
    meanwhile stays as they are."""
    ticked = set(sent.people)
    listed = sent.fields.text("listed").split() or [one.id for one in at.view.people]
    there = tuple(one for one in listed if one in ticked)
    missing = tuple(one for one in listed if one not in ticked)
    found = [c.MarkAttended(at.view.event, there), c.MarkAttended(at.view.event, missing, False)]
    return [one for one in found if one.people]


def _sent_by_hand(at: Here, sent: Sent) -> list[c.AnyRosterCommand]:
    what, event = sent.fields.text("what"), at.view.event
    if what not in WHAT:
        raise UnknownChoice("what")
    if not sent.people:
        raise NobodyChosen()
    if what == "invitation":
        return [c.MarkInvited(event, sent.people)]
    if what in KIND:
        return [c.Remind(event, what, sent.people, by_hand=True)]
    tell = c.TellOfPlace if what == "place" else c.TellOfEvent
    return [tell(event, sent.people)]


def _invite_rest(at: Here, sent: Sent) -> list[c.AnyRosterCommand]:
    """Mail to those who are on the list and were not invited yet."""
    people = tuple(at.invitee(one.id).about for one in concerned(at, "invitation"))
    return [c.Invite(at.view.event, people, tell=True)]


def _remind(at: Here, sent: Sent) -> list[c.AnyRosterCommand]:
    return [c.Remind(at.view.event, sent.fields.text("what"), sent.people)]


def _of_person(
    command: Callable[[str], c.AnyRosterCommand],
) -> Callable[[Here, Sent], list[c.AnyRosterCommand]]:
    return lambda at, sent: [command(at.invitee(sent.person).id)]


def _of_reply(
    command: Callable[[str, str], c.AnyRosterCommand],
) -> Callable[[Here, Sent], list[c.AnyRosterCommand]]:
    def asked(at: Here, sent: Sent) -> list[c.AnyRosterCommand]:
        if at.person(sent.person) is None:
            raise InviteeGone()
        return [command(at.view.event, sent.person)]

    return asked


def _event_link(at: Here, sent: Sent) -> list[c.AnyRosterCommand]:
    return [c.ReplaceEventLink(at.view.event)]


FORMS: Mapping[str, PeopleForm] = {
    "register": PeopleForm(_register, _typed, (*ABOUT, "shared"), then="person", lead_only=True),
    "correct_invitee": PeopleForm(_correct, _typed, ABOUT, then="person", lead_only=True),
    "erase_invitee": PeopleForm(_of_person(c.EraseInvitee)),
    "replace_personal_link": PeopleForm(_of_person(c.ReplacePersonalLink), then="person"),
    "replace_event_link": PeopleForm(_event_link),
    "change_registration": PeopleForm(_settings, _set, ("open", "ahead", "text")),
    "mark_attended": PeopleForm(_attended),
    "decline": PeopleForm(_of_reply(c.Decline), then="person", shown=False),
    "cancel_registration": PeopleForm(_of_reply(c.CancelRegistration), then="person", shown=False),
    "send_link": PeopleForm(_of_reply(c.SendLink), then="person", shown=False),
    "remind": PeopleForm(_remind, shown=False),
    "invite_rest": PeopleForm(_invite_rest, shown=False),
    "sent": PeopleForm(_sent_by_hand, shown=False),
}
# Where it is told what was done: on a person's page, or in this part of the list.
SECTIONS = {name: "person" for name, form in FORMS.items() if form.then == "person"} | {
    "replace_event_link": "how",
    "change_registration": "how",
}
