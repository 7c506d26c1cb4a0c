"""A workshop as a value: people, rounds, rulings, and the phase it is in."""

import re
from datetime import datetime
from enum import StrEnum
from typing import Literal

from msgspec import Struct, field

from voting.core.actors import Actor
from voting.core.commands import AnyCommand, Details, Retired
from voting.core.ruling import Ruling
from voting.instruments.instrument import Cell, Instrument, Topic
from voting.instruments.tally import Answer, Tally
from voting.instruments.written import written
from voting.refusals.people import UnknownPerson

SMALLEST_GROUP = 5  # ballots that a side or sector needs to be shown, unless trainers choose
SMALLEST_GROUP_FROM = 3  # the smallest that a trainer may ask for
AHEAD = 0  # the number of a round that was rated ahead of the workshop: see core/ahead.py
AHEAD_LEAST = 5  # ratings, "Can't say" not among them, below which it is not shown
NOT_FOR_OLDER = 1_000_000  # see Round.least
NOT_KNOWN = ""  # the sector of those whose sector was not entered
_UNNAMED = re.compile(r"Trainer (\d+)")


class Phase(StrEnum):
    LOBBY = "lobby"  # nothing on the table: before, between and after domains
    OPEN = "open"  # a round is open, ratings are private
    REVEALED = "revealed"  # the last round's tally is on every screen
    DISCUSSION = "discussion"  # the room discusses it
    RULED = "ruled"  # the domain has its ruling
    FINISHED = "finished"


class Presence(StrEnum):
    HERE = "here"
    LEFT = "left"
    REMOVED = "removed"


# Does somebody's phone have a connection, did it have one moments ago, or neither?
Reached = Literal["connected", "reconnecting", "gone"]


class Person(Struct, frozen=True):
    """An attendee. ``id`` is random; only trainers see ``name``; ``practice``: not a person, but
    rates in a rehearsal when a trainer asks for it.

    ``joined_after`` is the id of the last round that was over when they joined, 0 for none.
    ``merged_into`` is the person whose second device this is: since the merge it acts as that
    person and no longer counts by itself. ``shared``: more than one device has acted as this
    person, so none is shown what another sent. ``ballot_out``: removed together with their ballot
    in the open round. ``address`` stands for the network address they joined from; the same address
    is named otherwise in other workshops."""

    id: str
    name: str
    sector: str
    joined_at: datetime
    presence: Presence = Presence.HERE
    joined_after: int = 0
    practice: bool = False
    merged_into: str = ""
    ballot_out: bool = False
    address: str = ""
    shared: bool = False

    @property
    def is_out(self) -> bool:
        """Removed, or merged into somebody else: only a trainer can bring them back."""
        return self.presence is Presence.REMOVED or bool(self.merged_into)


class Trainer(Struct, frozen=True):
    id: str
    name: str
    active: bool = True

    @property
    def is_named(self) -> bool:
        """Have they given a name, or are they still called "Trainer 1" for want of one?"""
        return self.number is None

    @property
    def number(self) -> int | None:
        """The number of a trainer who has given no name; None for the others."""
        found = _UNNAMED.fullmatch(self.name)
        return int(found[1]) if found else None


class RatingsByHand(Struct, frozen=True, omit_defaults=True):
    """Ratings of people without a phone, counted by a trainer: votes per level, lowest first.

    ``sector`` is "" when it is not known; ``by`` is the trainer's id. ``cell`` is the key of the
    cell, "" in a round of one; ``answered`` how many people these are, where each may have given
    several votes.
    """

    sector: str
    counts: tuple[int, ...]
    cant_say: int
    at: datetime
    by: str
    cell: str = ""
    answered: int | None = None

    @property
    def tally(self) -> Tally:
        return Tally(self.counts, self.cant_say, self.answered)

    @property
    def ballots(self) -> int:
        return self.tally.turnout


class ShownReason(Struct, frozen=True, omit_defaults=True):
    """A reason that a trainer has shown, without its author. ``rating`` None: can't say. ``cell``
    is the key of the cell, "" in a round of one."""

    id: str
    round: int
    rating: Answer
    text: str
    cell: str = ""


class Present(Struct, frozen=True, array_like=True):
    """How many people of a sector ("" when not known) could have rated in a round by phone."""

    sector: str
    people: int


class Round(Struct, frozen=True, omit_defaults=True):
    """A private rating of a topic, whose key is ``domain``; ``cells`` are the keys of what it asks
    where that is several, or one to which an
    answer may be several places. ``id`` counts over the workshop, ``number`` in the topic;
    ``smallest_group`` is the workshop's setting when the round was closed, and ``rule`` the version
    of the rule of disclosure (groups.RULE) at that time. ``present`` is who could have rated by
    phone; None: not known, in rounds that were closed before this was recorded.
    """

    id: int
    domain: str
    number: int
    opened_at: datetime
    closed_at: datetime | None = written(None)
    cancelled: bool = written(False)
    ratings_by_hand: tuple[RatingsByHand, ...] = written((), name="hands")
    nudges: int = written(0)
    smallest_group: int = written(SMALLEST_GROUP, name="least_group")
    rule: int = written(1)
    present: tuple[Present, ...] | None = written(None)
    cells: tuple[str, ...] = ()

    @property
    def asks(self) -> tuple[str, ...]:
        """The keys of the cells that it asks about."""
        return self.cells or (self.domain,)

    def hands_in(self, cell: str) -> list[RatingsByHand]:
        """What was entered by hand for one of its cells."""
        return [one for one in self.ratings_by_hand if (one.cell or self.domain) == cell]

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    @property
    def is_ahead(self) -> bool:
        """Was it rated ahead of the workshop, and shown in it?"""
        return self.number == AHEAD

    @property
    def least(self) -> int:
        """The smallest group of it that may be shown. What was rated ahead is stored with far more:
        the release before does not know where those work who did not come, would show other groups
        than this one, and whoever compared the two could tell them apart. So it shows none."""
        return self.smallest_group - NOT_FOR_OLDER if self.is_ahead else self.smallest_group

    @property
    def counts(self) -> bool:
        """Closed and not cancelled: its ballots are frozen and make a tally."""
        return not self.is_open and not self.cancelled


class Timer(Struct, frozen=True):
    """A visible countdown; ``closes`` only if a trainer said it may close the round."""

    started_at: datetime
    seconds: int
    closes: bool = False


class LastStep(Struct, frozen=True):
    """The last command of a trainer or the clock, to be named to whoever comes second."""

    by: Actor
    command: str


class Facts(Struct, frozen=True, omit_defaults=True):
    """What a decision needs from outside the document: gathered first, logged with it."""

    tally: Tally | None = None
    # By cell, where several are decided at once.
    tallies: dict[str, Tally] = field(default_factory=dict)
    code: str | None = None
    id: str | None = None
    framework: Instrument | None = None
    reason: ShownReason | None = None
    link: int | None = None  # the trainers' link that was shown, as counted in Workshop.links
    people: tuple[str, ...] = ()  # ids for practice attendees
    present: tuple[Present, ...] | None = None  # of the round that is to be closed
    alone: bool = False  # would the clock's close show whose rating it is?
    rule: int = 1  # the version of what may be shown of whom, as in Round.rule
    address: str = ""  # where somebody joins from, as in Person.address
    language: str = "en"  # of a workshop that is set up


class Entry(Struct, frozen=True, omit_defaults=True):
    """One command as it was given and logged: who, what, when, on which facts.

    ``id`` is the sender's own name for the request, so that a repeat is recognised; ``step`` is
    the trainers' step that the sender had on screen, so that the second of two trainers is refused.
    """

    at: datetime
    by: Actor
    command: AnyCommand | Retired
    id: str = ""
    step: int | None = None
    facts: Facts = Facts()


class Workshop(Struct, frozen=True):
    """Everything about a workshop except its ballots.

    A ``rehearsal`` stays one: nothing in it counts, and it may be deleted.
    ``revision`` rises with every change, ``step`` with every trainer's or clock's command,
    ``recent`` are the ids of the last commands applied, ``links`` count how often each link
    was replaced, ``smallest_group`` is how many ballots a side or sector needs to be shown
    separately, in rounds closed from now on, ``shown`` are the parts of the picture that the room
    sees, ``questions`` is how often they were changed in this discussion, ``reasons`` those that
    were shown and not taken down since, ``withdrawn`` is how many were taken down; ``pause`` is a
    break,
    ``language`` that of its pages and files.
    """

    id: str
    revision: int
    step: int
    framework: Instrument
    details: Details
    created_at: datetime
    code: str
    code_expires: datetime
    rehearsal: bool = False
    phase: Phase = Phase.LOBBY
    domain: str | None = None
    rounds: tuple[Round, ...] = ()
    rulings: dict[str, Ruling] = {}
    people: dict[str, Person] = {}
    trainers: dict[str, Trainer] = {}
    links: dict[str, int] = {}
    locked: bool = False
    code_shown: bool = True
    auto_close: bool = False
    smallest_group: int = field(default=SMALLEST_GROUP, name="least_group")
    shown: tuple[str, ...] = ()
    questions: int = 0
    reasons: tuple[ShownReason, ...] = ()
    withdrawn: int = 0
    timer: Timer | None = None
    pause: Timer | None = None
    finished_at: datetime | None = None
    last_step: LastStep | None = None
    recent: tuple[str, ...] = ()
    language: str = "en"

    @property
    def open_round(self) -> Round | None:
        return next((r for r in reversed(self.rounds) if r.is_open), None)

    def counted_rounds(self, domain: str) -> list[Round]:
        """The closed, uncancelled rounds of a topic, which a cell is too, in order, with what was
        rated ahead first: all that asked about any of its cells."""
        cells = set(self.framework.cells_of(domain))
        return [r for r in self.rounds if r.counts and not cells.isdisjoint(r.asks)]

    def live_rounds(self, domain: str) -> list[Round]:
        """The same without what was rated ahead."""
        return [r for r in self.counted_rounds(domain) if not r.is_ahead]

    def any_live(self) -> bool:
        """Has a round of the workshop been closed and counted?"""
        return any(r.counts and not r.is_ahead for r in self.rounds)

    def last_round(self, domain: str) -> Round | None:
        rounds = self.counted_rounds(domain)
        return rounds[-1] if rounds else None

    def unruled(self) -> list[str]:
        """Keys of the cells that want a ruling and have none, in the instrument's order."""
        cells = self.framework.domains
        return [d.key for d in cells if d.column.is_decided and d.key not in self.rulings]

    def cells_in_hand(self) -> tuple[Cell, ...]:
        """What is on the screens: the cells of the topic in hand, none in an overview."""
        return self.framework.topic(self.domain).cells if self.domain else ()

    def cell_in_hand(self) -> Cell | None:
        """The cell on the screens, if it is one alone."""
        return self.framework.topic(self.domain).alone if self.domain else None

    def is_settled(self, topic: Topic) -> bool:
        """Has each cell of it that wants a ruling one?"""
        return all(d.key in self.rulings for d in topic.cells if d.column.is_decided)

    def is_decided(self, topic: str) -> bool:
        """Has each cell of a topic a ruling, if it wants one, and one of them at least?"""
        wanted = [d.key for d in self.framework.topic(topic).cells if d.column.is_decided]
        return bool(wanted) and all(key in self.rulings for key in wanted)

    def person(self, id: str) -> Person:
        """The person with this id; raises UnknownPerson."""
        try:
            return self.people[id]
        except KeyError:
            raise UnknownPerson(person=id) from None

    def is_shared(self, device: str) -> bool:
        """Has more than one device acted as this device's person? Then no device is shown what is
        stored: a trainer may have merged a phone of their own with somebody's to see how they rate.
        It stays so once the two are separated, as a ballot may outlast the merge."""
        ids = (device, self.stands_for(device))
        return any(id in self.people and self.people[id].shared for id in ids)

    def stands_for(self, id: str) -> str:
        """Whose device this is: the person it was merged into, else the same id."""
        while (known := self.people.get(id)) and known.merged_into:
            id = known.merged_into
        return id

    def joined(self) -> list[Person]:
        """Everybody who ever joined: merged people once, nobody who was removed with their
        ballot."""
        return [p for p in self.people.values() if not p.merged_into and not p.ballot_out]

    def taking_part(self) -> list[Person]:
        """Everybody who joined and has neither left nor been removed."""
        return [p for p in self.people.values() if p.presence is Presence.HERE]

    def practising(self) -> list[Person]:
        """The practice attendees who are taking part, in the order they were added."""
        return [p for p in self.taking_part() if p.practice]

    def is_finished(self) -> bool:
        return self.phase is Phase.FINISHED
