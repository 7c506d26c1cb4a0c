"""An area's roster as a value: who was invited to its events, and what became of it.

It is kept beside the area (``cascade:{<area>}:roster``), the only place with people's e-mail
addresses, so that a person can be erased alone. Nobody is in a log of it.
"""

from datetime import datetime

from msgspec import Struct

from voting.refusals.registration import UnknownInvitee, UnreadableRegistration

INVITED = "invited"
REGISTERED = "registered"
DECLINED = "declined"
CANCELLED = "cancelled"
REPLIES = (INVITED, REGISTERED, DECLINED, CANCELLED)
MOST_REMINDERS = 2  # of one person about one thing


class Told(Struct, frozen=True, omit_defaults=True):
    """Something that an invitee was told: ``kind`` is one of mail.KINDS; ``mail`` is the id of the
    mail in the outbox, "" where the lead passed it on by hand."""

    kind: str
    at: datetime
    mail: str = ""


class Reply(Struct, frozen=True, omit_defaults=True):
    """How an invitee stands to one event. ``state`` is one of REPLIES. ``number`` counts those who
    registered for the event, in order; 0: has not. ``waiting``: the event was full. ``moved_up``:
    they have a place by now, and nobody has told them. ``attended``: joined its workshop live, or
    the lead says so, and then (``by_hand``) the room no longer does.
    ``agreed_at`` is when they agreed to the privacy notice. ``knows`` is when the event is, as they
    were last told: its start, or "cancelled"; ``details`` marks what else they were told of it ("":
    nobody knows), see ``EventFacts``. ``request`` is the form that registered them."""

    state: str = INVITED
    number: int = 0
    waiting: bool = False
    moved_up: bool = False
    attended: bool = False
    invited_at: datetime | None = None  # None: came by the open link
    agreed_at: datetime | None = None
    registered_at: datetime | None = None
    ended_at: datetime | None = None  # declined or cancelled
    told: tuple[Told, ...] = ()
    by_hand: bool = False
    knows: str = ""
    details: str = ""
    request: str = ""

    @property
    def has_place(self) -> bool:
        return self.state == REGISTERED and not self.waiting


class About(Struct, frozen=True, omit_defaults=True):
    """What an invitee says of themselves. ``sector`` is a key of the framework's sectors, "" until
    they say; ``settings`` are the settings that an education leader speaks for, in words;
    ``before`` says whether they were at an earlier workshop, None: not asked; ``access`` are access
    needs, which the lead alone sees and which are erased first."""

    name: str = ""
    email: str = ""
    organisation: str = ""
    role: str = ""
    sector: str = ""
    settings: str = ""
    before: bool | None = None
    access: str = ""


class Invitee(Struct, frozen=True, omit_defaults=True):
    """Somebody on the roster: one person over the whole series. ``id`` is random; ``link`` counts
    how often their personal link was replaced; ``replies`` are by event; ``failed`` is why mail to
    them was last refused ("" if it was not), as a key; ``former`` is the address that they had
    before they gave another themselves, where they are told of that; ``access_at`` is when they
    last said what they need, None: when they came to the roster."""

    id: str
    about: About
    made_at: datetime
    link: int = 0
    replies: dict[str, Reply] = {}
    failed: str = ""
    former: str = ""
    access_at: datetime | None = None


class Registration(Struct, frozen=True, omit_defaults=True):
    """How people register for one event. ``open``: by the event's link, too; ``link`` counts how
    often that was replaced; ``ahead``: may they rate ahead; ``text`` is what the lead adds to the
    invitation; ``numbers`` is the highest Reply.number given."""

    open: bool = True
    link: int = 0
    ahead: bool = True
    text: str = ""
    numbers: int = 0


class Roster(Struct, frozen=True):
    """``revision`` rises with every change; ``invitees`` by id, ``registrations`` by event;
    ``unreadable`` are events whose registration is stored, but can't be read."""

    revision: int = 0
    invitees: dict[str, Invitee] = {}
    registrations: dict[str, Registration] = {}
    unreadable: frozenset[str] = frozenset()

    def invitee(self, id: str) -> Invitee:
        """The invitee of this id; raises UnknownInvitee."""
        try:
            return self.invitees[id]
        except KeyError:
            raise UnknownInvitee() from None

    def registration(self, event: str) -> Registration:
        """How people register for an event; raises UnreadableRegistration."""
        if event in self.unreadable:
            raise UnreadableRegistration()
        return self.registrations.get(event, Registration())

    def places_taken(self, event: str) -> int:
        replies = (one.replies.get(event) for one in self.invitees.values())
        return sum(reply is not None and reply.has_place for reply in replies)

    def waiting(self, event: str) -> list[tuple[Invitee, Reply]]:
        """Those who wait for a place, who waits longest first."""
        found = [pair for pair in self.of_event(event) if pair[1].waiting]
        return sorted(found, key=lambda pair: pair[1].number)

    def of_event(self, event: str) -> list[tuple[Invitee, Reply]]:
        """Everybody with a reply to this event, in the order in which they came to the roster."""
        found = [
            (one, one.replies[event]) for one in self.invitees.values() if event in one.replies
        ]
        return sorted(found, key=lambda pair: (pair[0].made_at, pair[0].id))
