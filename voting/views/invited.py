"""Who is invited to an event of an area and what became of it: for its leads, and without addresses
and access needs for the team of its programme."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from typing import Annotated

from msgspec import Struct

from voting.programme.area import Event
from voting.registration.coverage import coverage
from voting.registration.facts import EventFacts, RosterFacts
from voting.registration.mail import FAILED, SENDING, WAITING, Mail
from voting.registration.reminding import is_undone, to_remind, to_tell
from voting.registration.roster import (
    INVITED,
    REGISTERED,
    Invitee,
    Registration,
    Reply,
    Roster,
    Told,
)
from voting.views.declared import Sent, about, time_text
from voting.views.to_do import ToDo, is_time, to_do

# Kinds of meetings at which people rate.
RATED = ("workshop-1", "workshop-2", "consultation", "review-3", "review-6")


class SectorCovered(Sent, frozen=True):
    """Who comes from a sector."""

    key: Annotated[str, about("of the framework; empty: those who have not said theirs")]
    name: Annotated[str, about("empty with `key`")]
    coming: Annotated[int, about("registered, with a place")]
    waiting: Annotated[int, about("registered, on the waiting list")]
    asked: Annotated[int, about("invited, no answer yet")]
    out: Annotated[int, about("can’t come")]
    attended: Annotated[int, about("were there")]
    rated: Annotated[int, about("have rated ahead, of those who come")]


class ToldOf(Sent, frozen=True):
    """Something that an invitee was told."""

    kind: Annotated[str, about("`invitation`, `remind_register` and so on")]
    at: Annotated[str, about("time")]
    mail: Annotated[
        str, about("what became of the mail: `waiting`, `sending`, `sent`, `failed`, `dropped`; "
                   "`gone`: no longer known; empty: passed on by hand")
    ]  # fmt: skip
    problem: Annotated[str, about("key of why it has not arrived; empty: no problem is known")]


class InvitedPerson(Sent, frozen=True):
    """Somebody with a reply to the event."""

    id: Annotated[str, about("of the area’s roster")]
    name: Annotated[str, about("as they or a lead wrote it")]
    email: Annotated[str | None, about("may be empty; null: not for this reader")]
    organisation: Annotated[str, about("may be empty")]
    role: Annotated[str, about("may be empty")]
    settings: Annotated[str, about("settings they speak for; may be empty")]
    before: Annotated[bool | None, about("at an earlier workshop? null: not said")]
    access: Annotated[str | None, about("access needs, may be empty; null: not for this reader")]
    sector: Annotated[str, about("its key; empty: not said yet")]
    state: Annotated[str, about("`invited`, `registered`, `waiting`, `declined`, `cancelled`")]
    place: Annotated[int, about("on the waiting list, from 1; 0: not on it")]
    attended: Annotated[bool, about("were they there?")]
    rated: Annotated[bool, about("have they rated ahead?")]
    joined: Annotated[bool, about("are they in the workshop?")]
    invited_at: Annotated[str | None, about("time; null: came by the event’s link")]
    registered_at: Annotated[str | None, about("time; null: have not")]
    ended_at: Annotated[str | None, about("when they declined or cancelled; null: have not")]
    untold: Annotated[bool, about("are they on the list, and nobody has invited them yet?")]
    to_tell: Annotated[
        bool, about("do they believe the event to be at another time or place, or on?")
    ]
    moved_up: Annotated[bool, about("have they a place since they waited, and nobody told them?")]
    remind: Annotated[
        tuple[str, ...], about("what they can be reminded of now: `register`, `ahead`")
    ]
    due: Annotated[tuple[str, ...], about("of that, what it is time to remind them of")]
    failed: Annotated[str, about("why mail to them failed; empty: it did not")]
    shared: Annotated[bool, about("has somebody else on the list their address? Always false for "
                                  "readers who are not shown it")]  # fmt: skip
    told: Annotated[tuple[ToldOf, ...], about("what they were told, oldest first")]


class Counts(Sent, frozen=True):
    """Everybody is in one of the first four."""

    coming: Annotated[int, about("registered, with a place")]
    waiting: Annotated[int, about("registered, on the waiting list")]
    asked: Annotated[int, about("invited, no answer yet")]
    out: Annotated[int, about("declined or cancelled")]
    rated: Annotated[int, about("of those who come: have rated ahead")]
    attended: Annotated[int, about("were there")]
    failed: Annotated[int, about("mail to them failed")]
    access: Annotated[int | None, about("come and have access needs; null: not for this reader")]
    joined: Annotated[int, about("are in the workshop")]
    unknown: Annotated[int, about("joined the workshop and are not on the list")]


class InvitedView(Sent, frozen=True):
    """The list of an event."""

    event: Annotated[str, about("its id")]
    revision: Annotated[int, about("of the area’s roster, rises with every change")]
    capacity: Annotated[int, about("how many can come; 0: not set")]
    open: Annotated[bool, about("can people register by the event’s link?")]
    ahead: Annotated[bool, about("may they rate ahead?")]
    ahead_open: Annotated[bool, about("can they do so now?")]
    text: Annotated[str, about("what the lead adds to the invitation")]
    over: Annotated[str, about("`held`, `cancelled`; empty: people can still register")]
    began: Annotated[bool, about("has the first round of its workshop been opened?")]
    mails: Annotated[bool, about("can this service send mail?")]
    counts: Annotated[Counts, about("how many")]
    sectors: Annotated[tuple[SectorCovered, ...], about("in the framework’s order")]
    empty: Annotated[tuple[str, ...], about("names of sectors from which nobody comes")]
    to_do: Annotated[tuple[ToDo, ...], about("what to do next, most urgent first")]
    people: Annotated[tuple[InvitedPerson, ...], about("in the order they came to the list")]


class Guests(Struct, frozen=True):
    """What the view of an event's list is made of. ``sectors`` are names by key; ``mails`` are the
    area's by id; ``joined`` is how many people its workshop has; ``days`` is how many it is to the
    event, None without a day; ``private``: may the reader see addresses and access needs?"""

    event: Event
    roster: Roster
    facts: RosterFacts
    at: datetime
    sectors: Mapping[str, str]
    mails: Mapping[str, Mail] = {}
    joined: int = 0
    days: int | None = None
    private: bool = False

    @property
    def about(self) -> EventFacts:
        return self.facts.event(self.event.id)

    @property
    def registration(self) -> Registration:
        return self.roster.registration(self.event.id)


def invited_view(at: Guests) -> InvitedView:
    event, facts = at.event.id, at.about
    people = _people(at)
    counts = _counts(at, people)
    sectors = _sectors(at, people)
    empty = tuple(one.name for one in sectors if one.key and not one.coming)
    over = facts.over(at.facts.day)
    ahead_open = at.registration.ahead and facts.takes_ahead and not over
    return InvitedView(
        event=event,
        revision=at.roster.revision,
        capacity=facts.capacity,
        open=at.registration.open,
        ahead=at.registration.ahead,
        ahead_open=ahead_open,
        text=at.registration.text,
        over=over,
        began=facts.began,
        mails=at.facts.mails,
        counts=counts,
        sectors=sectors,
        empty=empty,
        to_do=to_do(
            people,
            tuple(one.name for one in sectors if one.key and not _is_asked(one)),
            facts.state,
            over=over,
            days=at.days,
            stuck=_stuck(at),
            set_up=at.registration.ahead and not facts.workshop and at.event.kind in RATED,
        ),
        people=people,
    )


def _is_asked(one: SectorCovered) -> bool:
    """Does anybody come from the sector, or may?"""
    return bool(one.coming or one.waiting or one.asked)


def _stuck(at: Guests) -> tuple[str, ...]:
    """What is the matter with each mail about the event that could not be sent yet."""
    waiting = (mail for mail in at.mails.values() if mail.state in (WAITING, SENDING))
    return tuple(one.problem for one in waiting if one.problem and one.event == at.event.id)


def _people(at: Guests) -> tuple[InvitedPerson, ...]:
    event = at.event.id
    tell = {one.id for one in to_tell(at.roster, event, at.facts)}
    waiting = [one.id for one, _ in at.roster.waiting(event)]
    here = at.roster.of_event(event)
    emails = Counter(one.about.email.casefold() for one, _ in here if one.about.email)
    remind: dict[str, list[str]] = {}
    for what in ("register", "ahead"):
        for one in to_remind(at.roster, event, what, at.facts, at.at):
            remind.setdefault(one.id, []).append(what)
    return tuple(
        _person(
            at,
            invitee,
            reply,
            place=waiting.index(invitee.id) + 1 if invitee.id in waiting else 0,
            to_tell=invitee.id in tell,
            remind=tuple(remind.get(invitee.id, ())),
            shared=at.private and emails[invitee.about.email.casefold()] > 1,
        )
        for invitee, reply in here
    )


def _person(
    at: Guests,
    invitee: Invitee,
    reply: Reply,
    *,
    place: int,
    to_tell: bool,
    remind: tuple[str, ...],
    shared: bool,
) -> InvitedPerson:
    said, facts = invitee.about, at.about
    return InvitedPerson(
        id=invitee.id,
        name=said.name,
        email=said.email if at.private else None,
        organisation=said.organisation,
        role=said.role,
        settings=said.settings,
        before=said.before,
        access=said.access if at.private else None,
        sector=said.sector,
        state="waiting" if reply.state == REGISTERED and reply.waiting else reply.state,
        place=place,
        attended=reply.attended,
        rated=invitee.id in facts.rated,
        joined=invitee.id in facts.joined,
        invited_at=_time(reply.invited_at),
        registered_at=_time(reply.registered_at),
        ended_at=_time(reply.ended_at),
        untold=_is_untold(at, invitee, reply),
        to_tell=to_tell,
        moved_up=reply.moved_up,
        remind=remind,
        due=remind if is_time(at.days, reply.told[-1].at if reply.told else None, at.at) else (),
        failed=invitee.failed,
        shared=shared,
        told=tuple(_told(one, at.mails) for one in reply.told),
    )


def _is_untold(at: Guests, invitee: Invitee, reply: Reply) -> bool:
    return is_undone(at.roster, invitee, at.event.id, "register", at.facts) and not any(
        _became(one.mail, at.mails) != FAILED for one in reply.told
    )


def _told(one: Told, mails: Mapping[str, Mail]) -> ToldOf:
    problem = mails[one.mail].problem if one.mail in mails else ""
    return ToldOf(one.kind, time_text(one.at), _became(one.mail, mails), problem)


def _became(mail: str, mails: Mapping[str, Mail]) -> str:
    if not mail:
        return ""
    return mails[mail].state if mail in mails else "gone"


def _time(at: datetime | None) -> str | None:
    return time_text(at) if at else None


def _counts(at: Guests, people: tuple[InvitedPerson, ...]) -> Counts:
    coming = [one for one in people if one.state == REGISTERED]
    return Counts(
        coming=len(coming),
        waiting=sum(one.state == "waiting" for one in people),
        asked=sum(one.state == INVITED for one in people),
        out=sum(one.state in ("declined", "cancelled") for one in people),
        rated=sum(one.rated for one in coming),
        attended=sum(one.attended for one in people),
        failed=sum(bool(one.failed) for one in people),
        access=sum(bool(one.access) for one in coming) if at.private else None,
        joined=sum(one.joined for one in people),
        unknown=max(0, at.joined - len(at.about.joined)),
    )


def _sectors(at: Guests, people: tuple[InvitedPerson, ...]) -> tuple[SectorCovered, ...]:
    rated: dict[str, int] = {}
    for person in people:
        if person.rated and person.state == REGISTERED:
            rated[person.sector] = rated.get(person.sector, 0) + 1
    return tuple(
        SectorCovered(
            key=one.sector,
            name=at.sectors.get(one.sector, one.sector),
            coming=one.registered,
            waiting=one.waiting,
            asked=one.invited,
            out=one.declined + one.cancelled,
            attended=one.attended,
            rated=rated.get(one.sector, 0),
        )
        for one in coverage(at.roster.of_event(at.event.id), at.sectors)
    )
