"""What a mail to an invitee says: a subject, and blocks from which text and HTML are made."""

import re

from msgspec import Struct

from voting.programme.area import Area, Event
from voting.registration.roster import INVITED, Invitee
from voting.words import Words
from voting.words.meetings import kind_said, when_said, zone_said

_ASK = ("invitation", "remind_register")  # they ask whether somebody comes
_CALENDAR = {
    "registered": "REQUEST",
    "place": "REQUEST",
    "changed": "REQUEST",
    "event_moved": "REQUEST",
    "cancelled": "CANCEL",
    "event_cancelled": "CANCEL",
}
_LINK = re.compile(r"https?://[^\s<>]+[^\s<>.,;:!?)]")
_LIKE_A_LINK = re.compile(r"[/\\@]|\bwww\b|\w[.\uff0e\u3002\uff61][^\W\d_]{2}", re.IGNORECASE)
# Kinds of meetings at which people rate: their own page takes them into the workshop on the day.
RATED = ("workshop-1", "workshop-2", "consultation", "review-3", "review-6")


class Paragraph(Struct, frozen=True):
    """``quiet``: less important than the rest, below it. Of the addresses in it only ``links`` are
    links."""

    text: str
    quiet: bool = False
    links: tuple[str, ...] = ()


class Facts(Struct, frozen=True):
    """Rows of a name and what it is; ``links`` as in ``Paragraph``."""

    rows: tuple[tuple[str, str], ...]
    links: tuple[str, ...] = ()


class Button(Struct, frozen=True):
    """A link, with the sentence that comes before its address in full."""

    label: str
    url: str
    address: str


Block = Paragraph | Facts | Button


class Said(Struct, frozen=True):
    """``calendar`` is the method (RFC 5546) of the calendar entry to send along, "" for none;
    ``name`` is whom it is for, as far as that may be said."""

    subject: str
    blocks: tuple[Block, ...]
    calendar: str = ""
    name: str = ""


class Occasion(Struct, frozen=True):
    """What one mail is about. ``event`` is None for the kind "link"; ``text`` is what the lead
    adds to invitations; ``leads`` are names, ``answered`` says whether a reply reaches anyone;
    ``by`` is the day (ISO) to reply by, "" for none; ``ahead``: may they rate ahead now; ``url`` is
    the personal link and ``privacy`` the address of the privacy notice."""

    kind: str
    area: Area
    invitee: Invitee
    event: Event | None
    zone: str
    url: str
    privacy: str
    leads: tuple[str, ...] = ()
    answered: bool = False
    text: str = ""
    by: str = ""
    ahead: bool = False

    @property
    def had_place(self) -> bool:
        """May the meeting be in their calendar?"""
        reply = self.event and self.invitee.replies.get(self.event.id)
        return bool(reply and reply.state != INVITED and not reply.waiting)


def said(words: Words, of: Occasion) -> Said:
    """The mail in these words."""
    name = harmless(of.invitee.about.name)
    hello = words.say("mail.hello", name=name) if name else words.say("mail.hello_unnamed")
    blocks: list[Block] = [Paragraph(hello), Paragraph(_opening(words, of))]
    blocks += _about(words, of)
    blocks += _what_to_do(words, of)
    blocks += [Paragraph(_questions(words, of))]
    footer = words.say("mail.footer", area=of.area.name, privacy=of.privacy)
    blocks.append(Paragraph(footer, quiet=True, links=(of.privacy,)))
    return Said(_subject(words, of), tuple(blocks), _calendar(of), name)


def harmless(name: str) -> str:
    """A name to greet somebody by, "" if a mail program could make a link of it: anybody may type
    any name for any address."""
    return "" if _LIKE_A_LINK.search(name) else name


def _subject(words: Words, of: Occasion) -> str:
    subject = words.say(f"mail.kinds.{of.kind}.subject")
    if of.event is None:
        return words.say("mail.subject_link", subject=subject, area=of.area.name)
    kind = kind_said(words, of.event.kind)
    meeting = words.say("mail.meeting", event=kind, area=of.area.name)
    if not of.event.day:
        return words.say("mail.subject", subject=subject, meeting=meeting)
    day = words.date(of.event.day)
    return words.say("mail.subject_day", subject=subject, meeting=meeting, day=day)


def _opening(words: Words, of: Occasion) -> str:
    own = words.at(f"mail.kinds.{of.kind}")
    named: dict[str, object] = {"area": of.area.name}
    if of.event:
        for place, part in (("meeting", "meetings"), ("meeting_first", "meetings_first")):
            kinds = words.at(f"mail.{part}")
            named[place] = kinds.get(of.event.kind, kinds["other"])
    opening = words.fill(own["open"], **named)
    if of.kind in _ASK and of.leads:
        return f"{opening} {words.say('mail.invited_by', who=list(of.leads))}"
    return opening


def _about(words: Words, of: Occasion) -> list[Block]:
    """What it is for, what the lead adds, and when and where it is."""
    event = of.event
    if event is None:
        return []
    blocks: list[Block] = []
    if of.kind in _ASK and event.kind in RATED:
        blocks.append(Paragraph(words.say("mail.why")))
    if of.kind in _ASK:
        lines = (line.strip() for line in of.text.splitlines())
        # A lead's own words, to those whom they invite, and so are the links in them.
        blocks += [Paragraph(line, links=tuple(_LINK.findall(line))) for line in lines if line]
    links = (event.link,) if event.link else ()
    return [*blocks, Facts(tuple(_facts(words, of, event)), links)]


def _facts(words: Words, of: Occasion, event: Event) -> list[tuple[str, str]]:
    def name(key: str) -> str:
        return words.say(f"mail.facts.{key}")

    kind = kind_said(words, event.kind)
    rows = [(name("what"), f"{kind}: {event.title}" if event.title else kind)]
    when = when_said(words, event.start, event.minutes)
    if event.time:
        when = words.say("mail.when_zone", when=when, zone=zone_said(words, of.zone))
    gone = of.kind == "event_cancelled"
    rows.append((name("was" if gone else "when"), when))
    if event.place and not gone:
        rows.append((name("where"), event.place))
    if event.link and not gone:
        rows.append((name("call"), event.link))
    return rows


def _what_to_do(words: Words, of: Occasion) -> list[Block]:
    own = words.at(f"mail.kinds.{of.kind}")
    blocks: list[Block] = []
    if of.kind in _ASK:
        by = words.say("mail.by", day=words.weekday(of.by)) if of.by else words.say("mail.by_soon")
        blocks.append(Paragraph(by))
    if of.ahead and "ahead" in own:
        blocks.append(Paragraph(own["ahead"]))
    if "button" in own:
        blocks.append(Button(own["button"], of.url, words.say("mail.address")))
        is_rated = of.event is None or of.event.kind in RATED
        blocks.append(Paragraph(words.say(f"mail.{'own' if is_rated else 'own_link'}")))
    if "after" in own:
        blocks.append(Paragraph(own["after"]))
    if _calendar(of) == "REQUEST":
        blocks.append(Paragraph(words.say("mail.calendar")))
    return blocks


def _questions(words: Words, of: Occasion) -> str:
    which = "reply" if of.answered else "ask"
    if of.leads:
        return words.say(f"mail.questions.{which}", who=list(of.leads))
    return words.say(f"mail.questions.{which}_unnamed", area=of.area.name)


def _calendar(of: Occasion) -> str:
    """None for an event without a date, nor for somebody who never had it in their calendar."""
    if of.event is None or not of.event.day or not of.had_place:
        return ""
    return _CALENDAR.get(of.kind, "")
