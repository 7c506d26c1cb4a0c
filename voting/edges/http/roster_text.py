"""What a lead sends by hand: the same that this service would mail, or one text for everybody."""

from collections.abc import Iterable
from urllib.parse import quote

from msgspec.structs import replace

from voting.edges.http.roster_here import Here
from voting.edges.http.roster_said import by_name
from voting.edges.http.site import site
from voting.edges.http.speaking import words_here
from voting.edges.mail_made import day_to_reply
from voting.registration.reminding import KIND
from voting.registration.roster import About, Invitee
from voting.reports.mail_message import as_text
from voting.reports.mail_said import Button, Occasion, Paragraph, Said, said
from voting.views.invited import InvitedPerson

# What can be sent by hand, and the kind of mail that it is.
WHAT = {
    "invitation": "invitation",
    **KIND,
    "place": "place",
    "moved": "event_moved",
    "cancelled": "event_cancelled",
}
_TO_REGISTER = ("invitation", "remind_register")  # kinds whose link is the event's
_LONGEST = 1800  # characters of a mailto: link that every mail program takes


def concerned(at: Here, what: str) -> list[InvitedPerson]:
    """Those whom it is to be sent to, as the list has them: by name."""
    found = sorted(at.view.people, key=by_name)
    if what == "invitation":
        return [one for one in found if one.untold]
    if what in KIND:
        return [one for one in found if what in one.remind]
    if what == "place":
        return [one for one in found if one.moved_up]
    return [one for one in found if one.to_tell]


def event_link(at: Here) -> str:
    """The event's link to register by."""
    link = at.guests.registration.link
    area, event = at.area.id, at.view.event
    return f"{site().base()}/r/{site().identity.event_link(area, event, link)}"


def personal_link(at: Here, invitee: Invitee) -> str:
    """Whoever has it is this person: for leads alone."""
    link = site().identity.personal_link(at.area.id, invitee.id, invitee.link)
    return f"{site().base()}/p/{link}"


def mail_to(at: Here, invitee: Invitee, what: str) -> str:
    """A mailto: link with all that somebody is to be told, "" for somebody without an address."""
    if not invitee.about.email:
        return ""
    mail = _said(at, invitee, WHAT.get(what, what), personal_link(at, invitee))
    return _mailto(quote(invitee.about.email, safe="@"), mail.subject, as_text(mail))


def merge_text(at: Here, what: str) -> str:
    """The text for a mail merge, with the headings of its file where name and link go."""
    words = words_here()
    name, link = (words.say(f"people.send.merge_fields.{key}") for key in ("name", "link"))
    nobody = Invitee("", About(name=f"«{name}»"), at.guests.at)
    mail = _said(at, nobody, WHAT[what], f"«{link}»")
    return f"{mail.subject}\n\n{as_text(mail)}"


def common_text(at: Here, what: str) -> str:
    """The text for everybody at once: with the event's link, and nobody's name. Whoever has
    registered has a page of their own, which that link doesn't open: they are told what does."""
    nobody = Invitee("", About(), at.guests.at)
    mail = _said(at, nobody, WHAT[what], event_link(at), is_own=False)
    return f"{mail.subject}\n\n{as_text(mail)}"


def common_mailto(at: Here, what: str, people: Iterable[InvitedPerson]) -> str:
    """The same as a mailto: link, with all addresses hidden from each other; "" if that is longer
    than mail programs take."""
    subject, _, text = common_text(at, what).partition("\n\n")
    hidden = quote(",".join(addresses(people)), safe="@,")
    link = f"{_mailto('', subject, text)}&bcc={hidden}"
    return link if len(link) <= _LONGEST else ""


def addresses(people: Iterable[InvitedPerson]) -> list[str]:
    """Each once."""
    return list(dict.fromkeys(one.email for one in people if one.email))


def _mailto(to: str, subject: str, text: str) -> str:
    lines = text.replace("\n", "\r\n")
    return f"mailto:{to}?subject={quote(subject, safe='')}&body={quote(lines, safe='')}"


def _said(at: Here, invitee: Invitee, kind: str, url: str, *, is_own: bool = True) -> Said:
    area = at.at.area
    occasion = Occasion(
        kind=kind,
        area=area,
        invitee=invitee,
        event=area.event(at.view.event),
        zone=at.at.zone,
        url=url,
        privacy=f"{site().base()}/privacy",
        leads=_names(at),
        answered=True,
        text=at.view.text,
        by=day_to_reply(area, area.event(at.view.event), at.area.today),
        ahead=at.view.ahead_open,
    )
    words = words_here()
    made = said(words, occasion)
    untrue = {words.say("mail.calendar")}  # no file comes with it
    if not is_own:
        untrue |= {words.say("mail.own"), words.say("mail.own_link")}
    kept = [one for one in made.blocks if getattr(one, "text", "") not in untrue]
    if not is_own and kind not in _TO_REGISTER:
        own_page = Paragraph(words.say("people.send.own_page"))
        kept = [own_page if isinstance(one, Button) else one for one in kept]
    return replace(made, blocks=tuple(kept))


def _names(at: Here) -> tuple[str, ...]:
    return tuple(lead.name for lead in at.at.leads)
